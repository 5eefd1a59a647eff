"""A catalogue answers with one price, says what there is instead, or asks which is meant."""

import pytest

from tenfold.prices.catalogue import (
    NO_PRICES,
    Ambiguous,
    Ask,
    Catalogue,
    Missing,
    Quote,
    Terms,
)
from tenfold.prices.shipped import shipped

SMALL = "acme/small|instance|us-central1|on_demand||USD/instance/hour|0.1"
SMALL_EU = "acme/small|instance|europe-west1|on_demand||USD/instance/hour|0.2"
SMALL_3Y = "acme/small|instance|us-central1|commit_3y||USD/instance/hour|0.05"
DB = "acme/db|instance|us-central1|on_demand|availability=zonal;vcpu=8|USD/instance/hour|1"
DB_2 = "acme/db|instance|us-central1|on_demand|availability=regional;vcpu=8|USD/instance/hour|2"
CDN = "acme/cdn|bytes|north-america|on_demand||USD/GiB|0.08"
CDN_EU = "acme/cdn|bytes|europe|on_demand||USD/GiB|0.09"
CALLS = "acme/cdn|requests|global|on_demand||USD/1M requests|0.6"
LONG = "acme/model|tokens_in|global|on_demand|context=long|USD/1M tokens|4"
SHORT = "acme/model|tokens_in|global|on_demand|context=standard|USD/1M tokens|2"
HERE = Terms("us-central1")


@pytest.fixture(scope="module")
def acme(sold):
    return sold(SMALL, SMALL_EU, SMALL_3Y, DB, DB_2, CDN, CDN_EU, CALLS, LONG, SHORT)


def ask(product, meter="instance", **more):
    return Ask("a thing", "price", meter, product, **more)


def found(answer):
    """The rates of a Quote, one for each of its pieces."""
    assert isinstance(answer, Quote), answer
    return [str(float(piece.row.steps[0].rate)) for piece in answer.pieces]


# -- one price -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "terms", "rate"),
    [
        (ask("acme/small"), HERE, "0.1"),
        (ask("acme/small"), Terms("europe-west1"), "0.2"),
        (ask("acme/small", region="europe-west1"), HERE, "0.2"),
        (ask("acme/small", term="commit_3y"), HERE, "0.05"),
        (ask("acme/small"), Terms("us-central1", "commit_3y"), "0.05"),
        (ask("acme/small", term="on_demand"), Terms("us-central1", "commit_3y"), "0.1"),
        (ask("acme/db", attributes={"availability": "regional"}), Terms(), "2.0"),
        (ask("acme/cdn", "bytes"), HERE, "0.08"),
        (ask("acme/cdn", "bytes", region="europe"), HERE, "0.09"),
        (ask("acme/cdn", "requests"), HERE, "0.6"),
        (ask("acme/cdn", "requests"), Terms(), "0.6"),
        (ask("acme/model", "tokens_in"), HERE, "2.0"),
        (ask("acme/model", "tokens_in", attributes={"context": "long"}), HERE, "4.0"),
        (ask("acme/model", ""), HERE, "2.0"),
    ],
)
def test_an_ask_has_one_price(acme, asked, terms, rate):
    assert found(acme.answer(asked, terms)) == [rate]


def test_the_parts_of_a_product_are_priced_each(acme):
    quote = acme.answer(ask("acme/small + 3 x db", attributes={"availability": "zonal"}), HERE)
    assert found(quote) == ["0.1", "1.0"]
    assert [piece.part.amount for piece in quote.pieces] == ["1", "3"]


# -- on which terms --------------------------------------------------------------------


def test_what_cannot_be_committed_to_is_bought_on_demand_and_says_so(acme):
    wanted = ask("acme/db", attributes={"availability": "zonal"})
    (piece,) = acme.answer(wanted, Terms("us-central1", "commit_3y")).pieces
    assert (piece.row.term, piece.remark) == ("on_demand", "on demand: no commit_3y price is known")
    (piece,) = acme.answer(ask("acme/small"), Terms("us-central1", "commit_3y")).pieces
    assert (piece.row.term, piece.remark) == ("commit_3y", "")


def test_a_term_that_is_asked_for_by_name_is_never_another(acme):
    wanted = ask("acme/db", term="commit_3y", attributes={"availability": "zonal"})
    answer = acme.answer(wanted, HERE)
    assert isinstance(answer, Missing)
    assert answer.mend == ("'acme/db' in us-central1 is priced on_demand; or state it as 'price'")


def test_a_spot_price_stands_for_no_other(sold):
    spot = sold(SMALL.replace("on_demand", "spot"))
    assert isinstance(spot.answer(ask("acme/small"), HERE), Missing)
    assert isinstance(spot.answer(ask("acme/small"), Terms("us-central1", "commit_1y")), Missing)
    assert found(spot.answer(ask("acme/small", term="spot"), HERE)) == ["0.1"]


# -- what is missing -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "terms", "mend"),
    [
        (ask(""), HERE, "state it as 'price'"),
        (ask("a big one"), HERE, "state it as 'price'"),
        (
            ask("acme/smal"),
            HERE,
            ("acme's list has no 'acme/smal': the nearest is 'acme/small'; or state it as 'price'"),
        ),
        (
            ask("acme/qwertz"),
            HERE,
            (
                "acme's list has no 'acme/qwertz': 'tenfold prices find acme'"
                " lists what it has; or state it as 'price'"
            ),
        ),
        (
            ask("apex/small"),
            HERE,
            ("acme's list has no prices of 'apex': it has acme; or state it as 'price'"),
        ),
        (
            ask("acme/small", "bytes"),
            HERE,
            ("'acme/small' is priced by instance and not by bytes; or state it as 'price'"),
        ),
        (
            ask("acme/small"),
            Terms("asia-east1"),
            (
                "'acme/small' is priced in us-central1,"
                " europe-west1 and not in asia-east1; or state it as 'price'"
            ),
        ),
        (
            ask("acme/small + nothing"),
            HERE,
            (
                "acme's list has no 'acme/nothing': 'tenfold prices"
                " find acme' lists what it has; or state it as 'price'"
            ),
        ),
    ],
)
def test_what_is_missing_names_the_nearest_there_is(acme, asked, terms, mend):
    answer = acme.answer(asked, terms)
    assert isinstance(answer, Missing)
    assert (answer.asked, answer.mend) == (asked, mend)


def test_the_empty_catalogue_knows_nothing_and_says_what_would_mend_it():
    assert NO_PRICES.answer(ask("")) == Missing(ask(""), "state it as 'price'")
    assert isinstance(NO_PRICES.answer(ask("acme/small")), Missing)


# -- what is never guessed -------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "terms", "what", "mend"),
    [
        (ask("acme/small"), Terms(), ("'acme/small' has prices in 2 regions: us-central1,"
         " europe-west1"), "say where: 'region:' on it, or for all under 'prices:'"),
        (ask("acme/db"), HERE, ("'acme/db' in us-central1 has 2 prices by instance: availability:"
         " zonal at 1 USD/instance/hour; availability: regional at 2 USD/instance/hour"),
         "say which: 'availability: zonal'"),
        (ask("acme/db", attributes={"availability": "zonl"}), HERE, ("'acme/db' in us-central1 has"
         " 2 prices by instance: availability: zonal at 1 USD/instance/hour; availability: regional"
         " at 2 USD/instance/hour"), "say which: 'availability: zonal'"),
        (ask("acme/cdn", ""), HERE, "'acme/cdn' is priced by several things: bytes, requests",
         "say which: 'meter: bytes'"),
        (ask("acme/small + db"), HERE, ("'acme/db' in us-central1 has 2 prices by instance:"
         " availability: zonal at 1 USD/instance/hour; availability: regional at 2"
         " USD/instance/hour"), "say which: 'availability: zonal'"),
    ],
)  # fmt: skip
def test_what_is_ambiguous_is_asked_and_not_settled(acme, asked, terms, what, mend):
    assert acme.answer(asked, terms) == Ambiguous(asked, what, mend)


def test_the_only_price_is_not_taken_for_the_one_that_is_asked_for(sold):
    answer = sold(DB).answer(ask("acme/db", attributes={"availability": "regional"}), HERE)
    assert answer == Missing(
        answer.asked,
        "no price of 'acme/db' in us-central1 is for availability: regional,"
        " only for availability: zonal; or state it as 'price'",
        sold=True,
    )


def test_every_price_of_the_shipped_catalogue_answers_for_itself():
    """Asked for as precisely as a row is written, that row answers."""
    for row in shipped().all():
        asked = Ask("it", "price", row.meter, row.product, row.region, row.term, row.attributes)
        (piece,) = shipped().answer(asked).pieces
        assert piece.row == row


# -- prices of the model's own ---------------------------------------------------------


def test_an_own_price_stands_before_the_lists(acme):
    (piece,) = acme.answer(ask("acme/small"), HERE, {"acme/small": 1}).pieces
    assert (piece.row, piece.own) == (None, "acme/small")
    (piece,) = acme.answer(ask("acme/cdn", "bytes"), HERE, {"acme/cdn requests": 1}).pieces
    assert piece.row is not None
    (piece,) = acme.answer(ask("acme/cdn", "requests"), HERE, {"acme/cdn requests": 1}).pieces
    assert piece.own == "acme/cdn requests"


@pytest.mark.parametrize(
    ("product", "own"),
    [
        ("gcp/database-storage", "gcp/cloud-sql-ssd"),
        ("gcp/n1-standard-8 + T4", "gcp/gpu-t4"),
        ("gcp/n1-standard-8 + T4", "gcp/T4"),
    ],
)
def test_an_own_price_is_found_by_every_name_of_its_product(product, own):
    answer = shipped().answer(ask(product, ""), HERE, {own: 1})
    assert isinstance(answer, Quote)
    assert answer.pieces[-1].own == own


# -- several catalogues ----------------------------------------------------------------


def test_the_rows_of_the_one_in_front_hide_those_behind(sold):
    front = sold(SMALL.replace("0.1", "0.7"))
    both = front.over(sold(SMALL, SMALL_3Y, CDN))
    assert found(both.answer(ask("acme/small"), HERE)) == ["0.7"]
    assert found(both.answer(ask("acme/small", term="commit_3y"), HERE)) == ["0.05"]
    assert found(both.answer(ask("acme/cdn", "bytes"), HERE)) == ["0.08"]
    assert both.name == "acme's list, then acme's list"
    assert both.providers == ("acme",)
    assert both.products("acme") == ("acme/small", "acme/cdn")
    assert [str(row.steps[0].rate) for row in both.all()] == ["7/10", "1/20", "2/25"]


def test_the_hash_is_that_of_what_the_tables_say(sold):
    one, same, other = sold(SMALL), sold(SMALL), sold(SMALL.replace("0.1", "0.2"))
    assert one.digest == same.digest != other.digest
    assert one.over(other).digest != other.over(one).digest
    assert Catalogue("another name", one.shelves).digest == one.digest


def test_the_newest_is_the_latest_day_on_which_a_price_was_seen(sold):
    later = SMALL_EU + "||2026-03-01"
    assert (sold(SMALL, later).newest, NO_PRICES.newest) == ("2026-03-01", "")
