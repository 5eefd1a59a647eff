"""Drivers, correlations and risks as they are written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tenfold as tf
from tenfold.errors import Rejected, Source
from tenfold.model.file import read_model

WAYS = "write weak, medium, strong or a number between -1 and 1"
PAIR = "write '- [users, requests, 0.5]'"


def strength(text):
    """What a strength is read as, where it stands in quotes."""
    model = read_model(Source("m.yaml", f"tenfold: 1\ncorrelate: [[a, b, '{text}']]\n"))
    return model.correlations[0].rank


# -- drivers -----------------------------------------------------------------------


def test_a_driver_names_figures_and_how_strongly_each(model):
    """
    drivers:
      engagement:
        doc: Who comes daily asks for more.
        daily_share: strong
        api.price: -medium
        ai_each: 0.4
        churn: -15%
    """
    engagement = model.drivers["engagement"]
    assert engagement.doc == "Who comes daily asks for more."
    assert [(words.text, rank) for words, rank in engagement.loadings] == [
        ("daily_share", Fraction(4, 5)),
        ("api.price", Fraction(-1, 2)),
        ("ai_each", Fraction(2, 5)),
        ("churn", Fraction(-3, 20)),
    ]
    words = engagement.loadings[1][0]
    assert (words.span.line, words.span.text) == (6, "api.price")
    assert engagement.span.text == "engagement"


def test_a_driver_moves_two_figures_or_more(told):
    """
    drivers:
      one: {users: strong}
      none: {doc: Nothing yet.}
      word: strong
      blank:
    """
    alone = "name two or more: one that moves alone gains nothing by it"
    nothing = "says nothing | write"
    assert told() == [
        f"3:3 T231 the driver 'one' moves 1 figure | {alone}",
        f"4:3 T231 the driver 'none' moves no figures | {alone}",
        f"5:3 T231 the driver 'word' {nothing} 'word: {{users: strong, requests: medium}}'",
        f"6:3 T231 the driver 'blank' {nothing} 'blank: {{users: strong, requests: medium}}'",
    ]


def test_a_driver_has_a_name(told):
    """
    drivers: {new-users: {a: strong, b: weak}, total: {a: strong, b: weak}}
    """
    assert told() == [
        "2:11 T222 'new-users' cannot be a name | use letters, digits and '_', a letter first",
        "2:44 T222 'total' cannot be a name | it has a meaning of its own",
    ]


def test_a_driver_says_how_strongly(told):
    """
    drivers:
      growth:
        users:
        price: [1, 2]
        load: srong
        cost: -stron
        rest: very
    """
    assert told() == [
        f"4:5 T232 'users' does not say how strongly | {WAYS}",
        f"5:12 T232 'price' does not say how strongly | {WAYS}",
        "6:11 T232 'srong' is no strength | did you mean 'strong'?",
        "7:11 T232 '-stron' is no strength | did you mean '-strong'?",
        f"8:11 T232 'very' is no strength | {WAYS}",
    ]


# -- strengths ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("weak", "0.3"),
        ("medium", "0.5"),
        ("strong", "0.8"),
        ("-strong", "-0.8"),
        ("− weak", "-0.3"),
        ("+0.5", "0.5"),
        (" .25 ", "0.25"),
        ("0", "0"),
        ("-0.", "0"),
        ("00.5", "0.5"),
        ("0.999", "0.999"),
        ("30%", "0.3"),
        ("-99.5 %", "-0.995"),
        (".5%", "0.005"),
        ("1e-05", "0.00001"),
        ("-9.99E-1", "-0.999"),
    ],
)
def test_a_strength_is_a_word_a_number_or_a_share(text, rank):
    assert strength(text) == Fraction(rank)


@pytest.mark.parametrize("text", ["1", "-1", "1.0", "1.5", "100%", "-120 %", "1e0", "1E+5"])
def test_a_strength_lies_between_minus_one_and_one(text, refusals):
    near = "-0.99" if text.startswith("-") else "0.99"
    what = f"'{text}' is too strong: a correlation lies between -1 and 1"
    assert refusals(f"correlate: [[a, b, '{text}']]") == [
        f"2:20 T232 {what} | write {near}, or compute one figure from the other"
    ]


@pytest.mark.parametrize(
    "text",
    ["", "-", "--0.5", "0.5.5", "half", "Strong!", "0,5", "5e", "10e-1", "1e-0x", "٠.٥", "0.5 0.5"],
)
def test_what_is_no_strength_is_refused(text, refusals):
    (told,) = refusals(f"correlate: [[a, b, '{text}']]")
    assert told.startswith(f"2:20 T232 '{text}' is no strength | ")


@pytest.mark.parametrize("text", ["0." + "1" * 5000, "0" * 5000 + ".1", "1e-99999999", "9" * 9999])
def test_a_strength_of_thousands_of_digits_is_met_with_words(text, refusals):
    (told,) = refusals(f"correlate: [[a, b, '{text}']]")
    assert told.startswith("2:20 T232 '")


@given(st.floats(-0.999, 0.999))
def test_every_number_between_them_is_read_as_python_writes_it(number):
    assert strength(str(number)) == Fraction(str(number))


# -- correlations ------------------------------------------------------------------


def test_a_correlation_is_two_figures_and_a_strength(model):
    """
    correlate:
      - [users, api.price, 0.8]
      - [users, "load", -weak]
      -
        - load
        - api.price
        - 0
    """
    assert [(pair.first.text, pair.second.text, pair.rank) for pair in model.correlations] == [
        ("users", "api.price", Fraction(4, 5)),
        ("users", "load", Fraction(-3, 10)),
        ("load", "api.price", 0),
    ]
    assert model.correlations[0].span.text == "[users, api.price, 0.8]"
    assert model.correlations[1].second.span.line == 4


def test_a_correlation_of_another_form_is_refused(told):
    """
    correlate:
      - [users, load]
      - [users, load, price, 0.5]
      - users with load
      - {users: load}
      - [users, [load], 0.5]
      -
    """
    what = "T233 a correlation is two figures and a strength"
    assert told() == [
        f"3:5 {what} | {PAIR}",
        f"4:5 {what} | {PAIR}",
        f"5:5 {what} | {PAIR}",
        f"6:5 {what} | {PAIR}",
        f"7:5 {what} | {PAIR}",
        f"8:4 {what} | {PAIR}",
    ]


def test_correlations_are_a_list(told):
    """
    correlate: {users: load}
    """
    assert told() == [f"2:12 T233 'correlate' is a list of pairs, each with a strength | {PAIR}"]


def test_nothing_is_correlated_with_itself_or_twice(told):
    """
    correlate:
      - [users, users, 0.5]
      - [users, load, 0.5]
      - [load, "users ", weak]
      - [a, "a ", 0.5]
    """
    assert told() == [
        "3:13 T233 'users' is correlated with itself | name another figure here",
        "5:5 T233 'load' and 'users' are correlated twice: first on line 4 | keep one of the two",
        "6:9 T233 'a' is correlated with itself | name another figure here",
    ]


def test_a_correlation_without_a_strength_says_so(told):
    """
    correlate:
      - - users
        - load
        -
    """
    assert told() == [f"3:5 T232 'users with load' does not say how strongly | {WAYS}"]


# -- risks -------------------------------------------------------------------------


def test_a_risk_says_how_likely_it_is_and_what_it_changes(model):
    """
    risks:
      ai_price:
        title: AI prices rise
        probability: 20%
        doc: Two vendors have said so.
        source: their letters
        as_of: 2026-05
        owner: Ada
        set:
          assistant.price: assistant.price * 1.5
          users: {value: 5 users, doc: fewer}
    """
    risk = model.risks["ai_price"]
    assert (risk.title, risk.probability.text, risk.doc) == (
        "AI prices rise",
        "20%",
        "Two vendors have said so.",
    )
    assert (risk.source, risk.as_of, risk.owner) == ("their letters", "2026-05", "Ada")
    assert [(c.name, c.figure.formula.text, c.by) for c in risk.changes] == [
        ("assistant.price", "assistant.price * 1.5", "risk ai_price"),
        ("users", "5 users", "risk ai_price"),
    ]
    assert risk.changes[1].figure.doc == "fewer"
    assert risk.span.text == "ai_price"
    assert risk.probability.span.line == 5


def test_the_title_of_a_risk_is_its_name_unless_stated(model):
    """
    risks: {outage: {probability: 1%, set: {users: 0 users}}}
    """
    assert model.risks["outage"].title == "outage"


def test_a_risk_needs_both(told):
    """
    risks:
      a: {set: {users: 5 users}}
      b: {probability: 20%}
      c: {probability: , set: {}}
      d: {probability: 20%, set: }
    """
    likely, changes = "add 'probability: 20%'", "add 'set: {users: users * 1.5}'"
    assert told() == [
        f"3:3 T230 the risk 'a' does not say how likely it is | {likely}",
        f"4:3 T230 the risk 'b' changes nothing | {changes}",
        f"5:3 T230 the risk 'c' does not say how likely it is | {likely}",
        f"5:3 T230 the risk 'c' changes nothing | {changes}",
        f"6:3 T230 the risk 'd' changes nothing | {changes}",
    ]


def test_a_risk_is_read_as_strictly_as_the_rest(told):
    """
    risks:
      a:
      b: 20%
      c: {probabilty: 20%, probability: [1], set: {users: [1]}}
      of: {probability: 20%, set: {users: 5}}
    """
    has = "it has title, probability, set, doc, source, as_of, owner"
    assert told() == [
        f"3:3 T221 the risk 'a' says nothing | {has}",
        f"4:3 T221 the risk 'b' says nothing | {has}",
        "5:7 T221 unknown key 'probabilty' in the risk 'c' | did you mean 'probability'?",
        "5:37 T221 'probability' is one value",
        "5:48 T225 'users' has no value | a figure is one quantity",
        "6:3 T222 'of' cannot be a name | it has a meaning of its own",
    ]


def test_sections_may_wait_for_their_content(model):
    """
    drivers:
    correlate:
    risks:
    """
    assert (model.drivers, model.correlations, model.risks) == ({}, (), {})


# -- in Python ---------------------------------------------------------------------


def test_they_can_be_declared_in_python():
    users = tf.figure("users", "1M to 2M users")
    model = tf.model(
        {
            "assumptions": {"users": users, "load": "2 to 3", "price": "$1 to 2/user/month"},
            "drivers": {"growth": {"users": "strong", "load": 0.5, "doc": "More of both."}},
            "correlate": [["users", "price", -0.25], ("load", "price", "10%")],
            "risks": {"boom": {"probability": 0.2, "set": {"users": users * 2}}},
        }
    )
    assert [rank for _, rank in model.drivers["growth"].loadings] == [
        Fraction(4, 5),
        Fraction("0.5"),
    ]
    assert [pair.rank for pair in model.correlations] == [Fraction(-1, 4), Fraction(1, 10)]
    assert model.risks["boom"].probability.text == "0.2"
    assert model.risks["boom"].changes[0].figure.formula.text == "users * 2"


def test_what_is_wrong_in_python_is_told_by_its_place():
    with pytest.raises(Rejected) as refused:
        tf.model({"correlate": [["a", "b", 1], ["a", "b"], ["a", "c", 0.1], ["c", "a", 0.2]]})
    assert [(p.span.source.name, p.code) for p in refused.value.problems] == [
        ("correlate[0][2]", "T232"),
        ("correlate[1]", "T233"),
        ("correlate[3]", "T233"),
    ]
