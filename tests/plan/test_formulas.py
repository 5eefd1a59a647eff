"""Formulas parsed once, and the figures that each speaks of."""

from tenfold.errors import Source, Words
from tenfold.model.file import read_model
from tenfold.plan.formulas import Formulas

TEXT = """\
tenfold: 1
exchange: {EUR: $1.1, GBP: $1.3}
assumptions: {users: 5 users}
"""


def formulas(text=TEXT):
    return Formulas(read_model(Source("m", text)))


def spoken(text, of=None):
    return [reference.name for reference in (of or formulas()).references(Words.typed(text, "it"))]


def rates(text, of=None):
    return [reference.name for reference in (of or formulas()).rates(Words.typed(text, "it"))]


def test_a_formula_speaks_of_names_by_their_place():
    assert spoken("users * api.price + max(a.b.c, 5 users)") == ["users", "api.price", "a.b.c"]
    (reference,) = formulas().references(Words.typed("2 * users", "it"))
    assert (reference.span.start, reference.span.text) == (4, "users")


def test_what_is_told_in_money_rests_on_every_rate():
    for text in ("users * €5/user as $", "users * €5/user as EUR/month"):
        assert spoken(text) == ["users"]
        assert rates(text) == ["exchange.EUR", "exchange.GBP"]
    assert rates("users as users/month") == []
    assert rates("total.cost as $/year", formulas("tenfold: 1\n")) == []


def test_a_formula_is_parsed_once():
    of, words = formulas(), Words.typed("2 * users", "it")
    assert of.tree(words) is of.tree(words)
    assert of.tree(words) is not of.tree(Words.typed("2 * users", "it"))
