"""Results in a notebook: each shows itself, and nothing happens where there is none."""

import sys
from types import SimpleNamespace

import pytest

import tenfold as tf
from tenfold.app.notebook import show_results

MODEL = """\
tenfold: 1
name: Shop
assumptions: {users: {value: 5M users, range: 3M to 9M users}}
components:
  files: {kind: objects, data: users * 2 MB/user, price: $0.02/GB/month}
"""


class Forms(dict):
    """The formatters of a notebook, which remember what they are told."""

    class Formatter(dict):
        def for_type_by_name(self, module, name, shown):
            self[module, name] = shown

    def __missing__(self, form):
        return self.setdefault(form, self.Formatter())

    def show(self, form, value):
        kind = type(value)
        return self[form][kind.__module__, kind.__qualname__](value)


@pytest.fixture
def forms():
    found = Forms()
    assert show_results(found)
    return found


@pytest.fixture(scope="module")
def model():
    return tf.read(MODEL)


def test_every_result_shows_itself_as_markdown(forms, model):
    plan = tf.plan(model)
    other = tf.plan(model, set={"users": "6M users"})
    assert forms.show("text/markdown", plan).startswith("# Shop\n")
    assert forms.show("text/markdown", plan["users"]) == "5M users"
    assert forms.show("text/markdown", plan["total.cost"]) == r"\$200.00/month"
    assert forms.show("text/markdown", tf.compare(plan, other)).startswith("# Shop: before → after")
    why = forms.show("text/markdown", tf.why(plan, "files.cost"))
    assert why.startswith("# Why files.cost is $200.00/month")
    assert "$0.02/GB/month" in why


def test_a_risk_shows_its_chart_and_its_text(forms, model):
    risk = tf.risk(model, worlds=1024)
    assert forms.show("image/svg+xml", risk).startswith("<svg")
    shown = forms.show("text/markdown", risk)
    assert shown.startswith("![how sure the total is](data:image/svg+xml;base64,")
    assert "# Shop: risk" in shown


def test_without_anything_that_draws_a_risk_is_text(forms, model, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    risk = tf.risk(model, worlds=1024)
    assert forms.show("image/svg+xml", risk) is None
    assert forms.show("text/markdown", risk).startswith("# Shop: risk")


def test_what_is_of_another_type_is_left_to_the_notebook(forms):
    assert {shown("text") for form in forms.values() for shown in form.values()} == {None}


def test_where_no_notebook_runs_nothing_is_registered(monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert not show_results()
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    assert not show_results()


def test_the_first_verb_that_is_used_finds_the_notebook(monkeypatch):
    found = Forms()
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters=found))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.delitem(vars(tf), "plan", raising=False)
    assert callable(tf.plan)
    assert ("tenfold.plan.plan", "Plan") in found["text/markdown"]
