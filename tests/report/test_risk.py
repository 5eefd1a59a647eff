"""A risk as a document: the answer first, then what it rests on; nothing missing is hidden."""

from dataclasses import replace

from tenfold import api
from tenfold.report.document import Heading, Heap, Note, Prose, Verbatim
from tenfold.report.risk import compose_certain, compose_risk

MISSING = """\
  desk:
    kind: custom
    bill: [{item: training, quantity: 3 instances}]
risks:"""


def told(document, kind):
    return [block.text for block in document.blocks if isinstance(block, kind)]


def test_one_sentence_comes_first_and_names_no_percentile(made_risk):
    first = told(compose_risk(made_risk()), Prose)[0]
    assert first == (
        "8 in 10 chance that it costs between $16,800 and $33,100 a month; the base case is "
        "$22,500, and it is more than that in 6 worlds of 10."
    )


def test_then_the_chance_of_breaking_the_budget(made_risk):
    note = next(block for block in compose_risk(made_risk()).blocks if isinstance(block, Note))
    assert note.text == (
        "1 in 7 chance (14.3% ± 0.4%) of breaking 'total.cost <= $30K/month'; P90 is asked for"
    )
    assert note.tone == "bad"


def test_a_budget_that_no_world_breaks_is_said_to_be(made_risk):
    risk = made_risk()
    goal = replace(risk.goals[0], chance=1.0, error=0.0, verdict="holds")
    said = told(compose_risk(replace(risk, goals=(goal, *risk.goals[1:]))), Note)
    assert said[0] == "no world of 16,384 breaks 'total.cost <= $30K/month'"
    assert "total.cost <= $30K/month: holds in every world, 90% asked for" in said


def test_the_heap_has_its_percentiles_its_base_case_and_its_budget(made_risk):
    heap = next(block for block in compose_risk(made_risk()).blocks if isinstance(block, Heap))
    assert [(mark.label, mark.limit) for mark in heap.marks] == [
        ("P10 $16,800", False),
        ("P50 $22,900", False),
        ("P90 $33,100", False),
        ("base case $22,500", False),
        ("budget $30,000", True),
    ]
    assert heap.edges[0] == 14_000
    assert heap.marks[-1].at == 30_000


def test_the_parts_come_in_the_order_in_which_people_ask(made_risk):
    assert told(compose_risk(made_risk()), Heading) == [
        "A shop in doubt: risk",
        "What it may cost a month",
        "Figures in doubt",
        "Goals",
        "What drives the spread",
        "What moves the total",
        "What must be true: total.cost <= $30K/month",
        "Worth measuring next",
        "Risks",
        "As it grows",
        "How far it rests on what moves together",
        "How it was computed",
    ]


def test_what_is_not_asked_has_no_heading(made_risk):
    none = dict.fromkeys(
        ("goals", "spread", "levers", "conditions", "measurements", "shocks", "steps"), ()
    )
    said = told(compose_risk(made_risk(**none, robustness=(), figures={})), Heading)
    assert said == ["A shop in doubt: risk", "What it may cost a month", "How it was computed"]


def test_percentiles_are_explained_once_and_the_median_is_no_base_case(made_risk, lines):
    text = "\n".join(lines(compose_risk(made_risk())))
    assert text.count("nine worlds in ten are below it") == 1
    assert "median" not in text.lower()


def test_goals_are_told_by_how_often_they_hold(made_risk):
    said = told(compose_risk(made_risk()), Note)
    assert said[1:] == [
        "total.cost <= $30K/month: holds in 85.7% ± 0.4% of the worlds, 90% asked for",
        "web.instances <= 50 instances: holds in every world",
    ]


def test_a_goal_without_a_percentile_is_judged_in_the_base_case_too(made_risk):
    risk = made_risk()
    goal = replace(risk.goals[1], chance=0.3, error=0.002)
    said = told(compose_risk(replace(risk, goals=(goal,))), Note)
    assert said[-1].endswith("holds in 30.0% ± 0.2% of the worlds; holds in the base case")


def test_what_moves_together_and_how_it_was_sampled_is_said_last(made_risk):
    said = told(compose_risk(made_risk()), Prose)
    assert said[-2] == (
        "The P90 of the total is $33,100 if nothing moved together, $33,100 as declared, "
        "$36,200 if all doubts moved together by half."
    )
    assert said[-1] == (
        "16,384 worlds (16 sets of 1,024, latin, seed 1); the figures are rounded to their "
        "numerical error; total P90 ±0.9%."
    )


def test_a_total_with_a_missing_price_is_at_least_everywhere(doubtful, lines):
    plan = api.plan(api.read(doubtful.replace("risks:", MISSING)))
    document = compose_risk(api.risk(plan))
    first = told(document, Prose)[0]
    assert first.startswith("8 in 10 chance that what has a price costs between $")
    assert first.endswith("Prices are missing, so it is at least that.")
    assert told(document, Note)[0].startswith("at least a ")
    text = lines(document)
    totals = [line for line in text if line.startswith("Total ")]
    assert all(line.count("≥ $") >= 3 for line in totals)
    assert "! training of 'desk' (3 instances): state it as 'price'" in "\n".join(text)
    assert "P90 of the total is at least $" in "\n".join(text)


def test_a_budget_that_only_a_missing_price_could_break_is_not_called_safe(doubtful):
    text = doubtful.replace("risks:", MISSING).replace("$30K/month", "$900K/month")
    said = told(compose_risk(api.risk(api.read(text))), Note)[0]
    assert said.startswith("with the prices that are known, no world of 16,384 breaks 'total.cost")


def test_where_nothing_is_in_doubt_it_says_how_to_write_a_range(shop):
    document = compose_certain(shop())
    assert told(document, Heading) == ["Shop: risk"]
    said = (
        "Nothing in this model is in doubt: it costs $543.10 a month in every world. Write a "
        "range where you are not sure:"
    )
    assert told(document, Prose) == [said]
    assert "5M to 20M users" in told(document, Verbatim)[0]


def test_the_ranges_that_are_shown_as_examples_are_ranges():
    from tenfold.report.risk import _HOW

    plan = api.plan(api.read("tenfold: 1\n" + _HOW))
    assert all(plan.outcome(name) is not None for name in ("users", "peak", "requests"))


def test_a_total_that_rests_on_no_doubt_is_said_to_be_certain(doubtful):
    text = doubtful.replace("range: 3M to 9M users", "doc: all").replace(
        "range: $0.015 to $0.03/GB/month", "doc: listed"
    )
    text = text.partition("risks:")[0] + "figures: {other: 2 users to 3 users}\n"
    document = compose_risk(api.risk(api.read(text)))
    assert told(document, Prose)[0] == (
        "Nothing that the total rests on is in doubt: it is $22,482 a month in every world."
    )
    assert not [block for block in document.blocks if isinstance(block, Heap)]


def test_it_fits_narrow_paper_and_ascii(made_risk):
    from tenfold.report.text import write

    for width in (60, 80, 120):
        text = write(compose_risk(made_risk()), width=width, ascii_only=True)
        assert text.isascii()
        assert max(map(len, text.splitlines())) <= width
