"""A derivation: the formula, its working, who says so, and nothing twice."""

from tenfold.report.derivation import compose_why
from tenfold.report.document import Heading, Prose, Tree


def tree(document):
    return next(block for block in document.blocks if isinstance(block, Tree)).root


def walk(branch):
    yield branch
    for child in branch.children:
        yield from walk(child)


def found(document, label):
    return next(branch for branch in walk(tree(document)) if branch.label == label)


def test_it_says_whose_lines_it_speaks_of(shop):
    document = compose_why(shop(), "daily")
    assert document.blocks[:2] == (
        Heading("Why daily is 500,000 users"),
        Prose("Lines are those of shop.yaml."),
    )


def test_a_step_says_formula_working_meaning_and_source(shop):
    assert tree(compose_why(shop(), "daily")).detail.split("\n") == [
        "= 10% of users",
        "= 10% * 5M users",
        "Those of a weekday",
        "source: logs of May, 2026-05-31; owner: web team; line 7",
    ]


def test_conversions_have_a_line_of_their_own(shop):
    detail = found(compose_why(shop(), "api.cost"), "api.instances.cost").detail
    assert "1 month = 730 hours (the model's calendar)" in detail.split("\n")


def test_a_sum_is_told_by_the_values_below_it(shop):
    assert tree(compose_why(shop(), "total.cost")).detail == (
        "= sum(api.cost, web.cost, files.cost)\nthe sum of the components"
    )
    assert found(compose_why(shop(), "api.cost"), "api.cost").detail == (
        "= api.instances.cost\nthe sum of its lines; line 13"
    )


def test_a_literal_that_is_its_own_value_has_no_formula(shop):
    assert found(compose_why(shop(), "web.cost"), "web.price").detail == "line 25"
    assert found(compose_why(shop(), "daily"), "users").detail == "line 5"


def test_a_default_is_called_one_and_ends_in_no_full_stop(shop):
    detail = found(compose_why(shop(), "api.cost"), "api.target_utilisation").detail
    assert "default: " in detail
    assert "source: default" not in detail
    assert not [line for line in detail.split("\n") if line.endswith(".") or ".;" in line]


def test_doubt_is_a_line_and_no_equation(shop):
    more = "figures:\n  peak: {value: 3x, range: 2x to 4x, doc: A guess.}\n  hits: 80% to 90%\n"
    assert tree(compose_why(shop(more), "peak")).detail.split("\n") == [
        "2x to 4x, read as lognormal, 90% interval",
        "A guess; line 31",
    ]
    assert tree(compose_why(shop(more), "hits")).detail.split("\n") == [
        "80% to 90%, read as logit-normal, 90% interval",
        "line 32",
    ]


def test_what_was_told_is_not_told_again(shop):
    more = "figures: {twice: daily + daily * 2, both: twice + daily}\n"
    again = [b for b in walk(tree(compose_why(shop(more), "both"))) if b.label == "daily"]
    assert len(again) == 2
    assert "stand above" not in again[0].detail
    assert again[0].children
    assert again[1].detail.endswith("its reasons stand above")
    assert not again[1].children


def test_what_is_set_says_by_whom(shop):
    plan = shop(set={"daily": "1M users"})
    assert "set by set" in tree(compose_why(plan, "daily")).detail


def test_depth_cuts_and_says_how_to_go_on(shop):
    document = compose_why(shop(), "daily", 1)
    assert [branch.label for branch in walk(tree(document))] == ["daily", "users"]
    document = compose_why(shop(), "total.cost", 1)
    assert {len(branch.children) for branch in walk(tree(document))} == {0, 3}
    assert found(document, "api.cost").detail.endswith("for its reasons: tenfold why api.cost")


def test_a_missing_price_is_missing_all_the_way_up(shop):
    desk = "  desk: {kind: custom, bill: [{item: seats, quantity: 3 seats}]}\n"
    document = compose_why(shop(desk), "total.cost")
    assert document.blocks[0].text.startswith("Why total.cost is at least $")
    assert tree(document).value.startswith("at least $")
    assert found(document, "desk.cost").value == "missing"
    assert "no price for seats; state it as 'price'" in found(document, "desk.cost").detail
    assert not [branch for branch in walk(tree(document)) if branch.value == "$0/month"]


def test_lines_of_several_texts_are_told_with_their_names():
    from tenfold import api

    users = api.figure("users", "2M users")
    plan = api.plan(
        api.model(
            {
                "name": "Py",
                "assumptions": {"users": users, "posts": "users * 3 posts/user"},
                "things": ["post"],
            }
        )
    )
    document = compose_why(plan, "posts")
    assert not [block for block in document.blocks if isinstance(block, Prose)]
    assert "assumptions.posts:1:1" in tree(document).detail
