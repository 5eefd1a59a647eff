"""Remarks: how a model is read, what was set, and what looks odd."""

from tenfold.report.compose import compose_check, compose_plan
from tenfold.report.document import Heading, Prose, Table
from tenfold.report.scale import compose_scale

SCENARIO = """\
scenarios:
  as_published: {doc: As the paper has it., set: {users: 6M users}}
  lean: {title: With fewer people, set: {users: 1M users}}
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


def test_what_is_set_on_the_command_line_is_said_to_be(shop):
    blocks = compose_plan(shop(set={"daily": "1M users"})).blocks
    said = [block.text for block in blocks if isinstance(block, Heading)]
    assert "Set on the command line, not computed" in said
