"""What every unit of work rests on."""

from tenfold.errors import Source, Words
from tenfold.laws.table import LAWS
from tenfold.model.file import change, read_model
from tenfold.plan.formulas import Formulas
from tenfold.plan.links import linked, with_changes

TEXT = """\
tenfold: 1
exchange: {EUR: $1.1}
assumptions: {users: 5 users, calls: users * 1 call/user}
components:
  api: {kind: fleet, load: users * 1 request/user/s, throughput: 1 request/s/instance,
    machine: "users, many", running: api.instances}
  desk: {kind: custom, derive: {calls: users * 2 calls/user}, bill: [{item: x,
    quantity: calls / (5 calls/seat), price: api.price}]}
figures: {each: with_strategies.total.cost / users}
"""


def links(found):
    return {unit: sorted({target for target, _ in below}) for unit, below in found.items()}


def model_and_links():
    model = read_model(Source("m", TEXT))
    formulas = Formulas(model)
    return model, formulas, linked(model, formulas, LAWS)


def test_links_are_those_of_formulas_and_no_text_is_one():
    _, _, found = model_and_links()
    assert links(found.links) == {
        "exchange.EUR": [],
        "users": [],
        "calls": ["users"],
        "api.": ["exchange.EUR", "users"],
        "desk.": ["api.", "exchange.EUR", "users"],  # its own calls hide the model's
        "total": ["api.", "desk."],
        "each": ["users"],
    }
    assert links(found.through) == {"each": ["total"]}
    assert links(found.whole())["each"] == ["total", "users"]


def test_changes_add_links_and_a_figure_may_speak_of_itself():
    model, formulas, found = model_and_links()

    def to(name, text):
        return change(Words.typed(name, "set"), Words.typed(text, "set"), "set")

    changes = {
        "desk.": (to("desk.calls", "2 * calls"),),
        "users": (to("users", "2 * users + desk.calls * 1 user/call"),),
        "api.": (to("api.machine", "calls, many"), to("api.load", "calls * 1 request/call/s")),
    }
    more = with_changes(found, changes, formulas, LAWS)
    assert links(more.links)["users"] == ["desk."]
    assert "calls" in links(more.links)["desk."]  # outside, a short name is the model's
    assert links(more.links)["api."] == ["calls", "exchange.EUR", "users"]
    assert links(found.links)["users"] == []
    assert model.assumptions
