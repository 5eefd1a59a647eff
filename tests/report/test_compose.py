"""A plan as a document: what comes first, what is summed, what is never hidden."""

import re

import pytest

from tenfold.report.compose import compose_check, compose_plan, compose_scale
from tenfold.report.document import Bar, Document, Heading, Prose, Table

DESK = """\
  desk:
    kind: custom
    bill:
      - {item: seats, quantity: 3 seats, price: $98/seat/month}
      - {item: training, quantity: 3 seats}
"""
SCENARIO = """\
scenarios:
  as_published: {doc: As the paper has it., set: {users: 6M users}}
  lean: {title: With fewer people, set: {users: 1M users}}
"""
STRATEGIES = """\
strategies:
  smaller: {title: Smaller files, set: {files.data: 50% of files.data}}
  fewer: {title: Fewer requests, set: {api.load: 80% of api.load}}
"""


def table(document, first):
    """The table whose first column has that title."""
    return next(
        block
        for block in document.blocks
        if isinstance(block, Table) and block.columns[0].title == first
    )


def texts(row):
    return [cell if isinstance(cell, str) else getattr(cell, "text", cell) for cell in row.cells]


def sentences(document):
    return [block.text for block in document.blocks if isinstance(block, Prose)]


# -- what comes first -------------------------------------------------------------------


def test_the_first_sentence_is_the_answer(shop):
    assert sentences(compose_plan(shop()))[0] == (
        "$543.10 a month, $6,517 a year. The largest part is Servers, 63.2%."
    )


def test_with_strategies_it_says_what_all_of_them_come_to(shop):
    said = sentences(compose_plan(shop(STRATEGIES)))[0]
    assert said.endswith("With all strategies $370.10 a month, 31.9% less.")


def test_a_scenario_is_named_with_what_it_means(shop):
    said = sentences(compose_plan(shop(SCENARIO, scenario="as_published")))
    assert said[0] == "Read as 'as_published'. As the paper has it."
    said = sentences(compose_plan(shop(SCENARIO, scenario="lean")))
    assert said[0] == "Read as 'lean': With fewer people."


def test_what_was_set_for_this_once_is_said_everywhere(shop):
    plan = shop(SCENARIO, scenario="lean", set={"users": "2M  users", "web.instances": "4"})
    for compose in (compose_plan, compose_check, compose_scale):
        said = sentences(compose(plan))
        assert "With users = 2M users, web.instances = 4." in said
        assert "Read as 'lean': With fewer people." in said


def test_the_parts_come_in_the_order_in_which_people_ask(shop):
    more = (
        SCENARIO
        + STRATEGIES
        + (
            "figures: {each: total.cost / (users)}\n"
            "goals: [users > 1 user]\nclaims: {users: 5M users}\n"
            "scale: {over: users, steps: [1M users]}\n"
        )
    )
    plan = shop(more, scenario="lean")
    said = [block.text for block in compose_plan(plan).blocks if isinstance(block, Heading)]
    assert said == [
        "Shop",
        "Bill of quantities",
        "Figures",
        "Strategies: what each saves a month",
        "The scale",
        "Goals",
        "Published figures",
        "Set by scenario lean, not computed",
    ]


def test_a_model_without_components_says_so(shop, lines):
    from tenfold import api

    told = lines(compose_plan(api.plan(api.read("tenfold: 1\nname: Idea\n"))))
    assert told == [
        "Idea",
        "━━━━",
        "",
        "The model has no components, so there is nothing to size or to price.",
    ]


# -- the bill -----------------------------------------------------------------------------


def test_components_of_one_category_stand_below_its_sum(shop, lines):
    bill = table(compose_plan(shop()), "Item")
    assert lines(Document((bill,))) == [
        "Item                    Quantity            Unit price  $ a month  Share",
        "────────────────────────────────────────────────────────────────────────",
        "Servers                                                   $343.10  63.2%",
        "  API servers        3 instances   $0.10/instance/hour    $219.00  40.3%",
        "  web: aws/c5.large  2 instances  $0.085/instance/hour    $124.10  22.9%",
        "files: storage             10 TB        $0.02/GB/month    $200.00  36.8%",
        "────────────────────────────────────────────────────────────────────────",
        "Total                                                     $543.10   100%",
        "… no room for $ a year",
    ]


def test_only_what_stands_by_itself_has_a_bar_and_their_shares_are_the_whole(shop):
    rows = table(compose_plan(shop()), "Item").rows[:-1]
    bars = [row.cells[-1] for row in rows]
    assert [isinstance(bar, Bar) for bar in bars] == [True, False, False, True]
    assert sum(bar.share for bar in bars if isinstance(bar, Bar)) == pytest.approx(1)


def test_a_category_of_one_is_called_as_its_component_if_that_has_a_title(shop):
    desk = "  desk: {kind: custom, category: People, bill: [{item: seats, quantity: 3 seats}]}\n"
    titles = [texts(row)[0] for row in table(compose_plan(shop(desk)), "Item").rows]
    assert "People: seats" in titles
    desk = desk.replace("category", "title: Help desk, category")
    titles = [texts(row)[0] for row in table(compose_plan(shop(desk)), "Item").rows]
    assert "Help desk: seats" in titles


def test_what_has_no_price_is_missing_in_its_row_and_in_every_sum(shop, lines):
    document = compose_plan(shop(DESK))
    rows = [texts(row) for row in table(document, "Item").rows]
    told = {row[0]: row[3] for row in rows}
    assert told["training"] == "missing"
    assert told["desk"].startswith("≥ ")
    assert told["Total"].startswith("≥ ")
    assert "Share" not in [column.title for column in table(document, "Item").columns]
    text = "\n".join(lines(document))
    assert text.count("At least") == 1
    assert "! training of 'desk' (3 seats): state it as 'price'" in text
    assert "largest part" not in text


def test_a_saving_is_told_where_what_is_missing_stays_as_it_is(shop):
    more = STRATEGIES + "  seat: {title: A seat less, set: {desk.training.quantity: 2 seats}}\n"
    document = compose_plan(shop(DESK + more))
    assert "With all strategies at least $664.10 a month." in sentences(document)[0]
    rows = [texts(row) for row in table(document, "Strategy").rows]
    assert rows[0][1:] == ["$100.00", "$100.00", "≥ $737.10"]
    assert rows[2][1:3] == ["unknown", "unknown"]
    assert rows[3] == ["Together", "", "", "≥ $664.10"]


def test_small_bills_are_told_in_cents_and_large_ones_are_not(shop):
    cents = re.compile(r"\.\d\d$")
    small = [texts(row)[3] for row in table(compose_plan(shop()), "Item").rows]
    assert all(cents.search(text) for text in small)
    large = [
        texts(row)[3] for row in table(compose_plan(shop(set={"users": "9B users"})), "Item").rows
    ]
    assert not any(cents.search(text) for text in large)


# -- the rest -----------------------------------------------------------------------------


def test_savings_are_told_alone_and_in_sequence(shop):
    rows = [texts(row) for row in table(compose_plan(shop(STRATEGIES)), "Strategy").rows]
    assert [row[0] for row in rows] == ["Smaller files", "Fewer requests", "Together"]
    assert rows[0][1:3] == ["$100.00", "$100.00"]


def test_the_scale_has_no_column_for_strategies_that_there_are_not(shop):
    more = "scale: {over: users, steps: [500K users, 5M users]}\n"
    titles = [column.title for column in table(compose_scale(shop(more)), "At").columns]
    assert titles == ["At", "A month", "Per user", "Largest", "What changed"]
    titles = [
        column.title for column in table(compose_scale(shop(STRATEGIES + more)), "At").columns
    ]
    assert "With strategies" in titles


def test_what_grew_is_said_once_for_each_component(shop):
    more = "scale: {over: users, steps: [500K users, 5M users]}\n"
    rows = [texts(row) for row in table(compose_scale(shop(more)), "At").rows]
    assert rows[0][-1] == ""
    assert rows[1][-1] == "API servers 1 → 3 instances"


def test_what_is_set_is_told_beside_what_it_would_be(shop):
    plan = shop(SCENARIO, scenario="lean", set={"api.instances": "9 instances"})
    document = compose_plan(plan)
    rows = [texts(row) for row in table(document, "Figure").rows]
    assert ["users", "1M users", "5M users", "scenario lean"] in rows
    assert next(row for row in rows if row[0] == "api.instances")[3] == "set"


def test_remarks_stand_apart_from_goals(shop, lines):
    from tenfold import api

    model = "tenfold: 1\nmonth: 720 hours\nassumptions: {a: 5 users}\ngoals: [a > 1 user]\n"
    told = lines(compose_plan(api.plan(api.read(model))))
    at = told.index("Remarks")
    assert told[at - 1] == ""
    assert told[at + 3].startswith("! a month of 720 hours")


def test_a_plan_of_which_nothing_has_a_price_says_so():
    from tenfold import api

    bill = "bill: [{item: s, quantity: 3 seats}]"
    text = f"tenfold: 1\nthings: [seat]\ncomponents: {{desk: {{kind: custom, {bill}}}}}\n"
    assert sentences(compose_plan(api.plan(api.read(text))))[0] == "Nothing in it has a price yet."


def test_what_is_set_on_the_command_line_is_said_to_be(shop):
    blocks = compose_plan(shop(set={"daily": "1M users"})).blocks
    said = [block.text for block in blocks if isinstance(block, Heading)]
    assert "Set on the command line, not computed" in said
