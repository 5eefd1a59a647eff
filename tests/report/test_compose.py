"""A plan as a document: what comes first, what is summed, what is never hidden."""

from tenfold.report.compose import compose_plan
from tenfold.report.document import Heading, Prose, Table

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


def test_a_saving_is_told_where_what_is_missing_stays_as_it_is(shop):
    more = STRATEGIES + "  seat: {title: A seat less, set: {desk.training.quantity: 2 seats}}\n"
    document = compose_plan(shop(DESK + more))
    assert "With all strategies at least $664.10 a month." in sentences(document)[0]
    rows = [texts(row) for row in table(document, "Strategy").rows]
    assert rows[0][1:] == ["$100.00", "$100.00", "≥ $737.10"]
    assert rows[2][1:3] == ["unknown", "unknown"]
    assert rows[3] == ["Together", "", "", "≥ $664.10"]


# -- the rest -----------------------------------------------------------------------------


def test_savings_are_told_alone_and_in_sequence(shop):
    rows = [texts(row) for row in table(compose_plan(shop(STRATEGIES)), "Strategy").rows]
    assert [row[0] for row in rows] == ["Smaller files", "Fewer requests", "Together"]
    assert rows[0][1:3] == ["$100.00", "$100.00"]


def test_a_plan_of_which_nothing_has_a_price_says_so():
    from tenfold import api

    bill = "bill: [{item: s, quantity: 3 seats}]"
    text = f"tenfold: 1\nthings: [seat]\ncomponents: {{desk: {{kind: custom, {bill}}}}}\n"
    assert sentences(compose_plan(api.plan(api.read(text))))[0] == "Nothing in it has a price yet."
