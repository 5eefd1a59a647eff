"""What holds for every kind, found through the table.

A component of every kind is made from the examples of its settings, one for
each way in which the kind can be sized.
"""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tenfold as tf
from tenfold import laws
from tenfold.laws.law import Law, Measure, Setting
from tenfold.laws.table import LAWS
from tenfold.prices.catalogue import NO_PRICES, Missing
from tenfold.prices.row import METERS
from tenfold.quantity.expr import Expr, Named, ancestors
from tenfold.quantity.show import spell

HERE = Path(laws.__file__).parent
ROOT = Path(__file__).parents[2]
NO_LAWS = {"__init__", "law", "table"}

EXTENSIVE = {
    "thing", "thing / time", "information", "information / time", "cluster", "shard", "replica",
    "token / time", "any",
}  # fmt: skip
"""What grows as the system grows: amounts, not amounts per something."""

SETTINGS = [(law, setting) for law in LAWS.values() for setting in law.settings]
MEASURED = [(law, setting) for law, setting in SETTINGS if setting.measure is not None]
WAYS = [(law, way) for law in LAWS.values() for way in law.ways]


def name_of(value: object) -> str:
    match value:
        case Law():
            return value.kind
        case Setting():
            return value.name
        case _:
            return "+".join(value)


def is_price(name: str) -> bool:
    return "price" in name


def model(law: Law, said: dict[str, str]) -> tf.Model:
    return tf.model({"components": {"it": {"kind": law.kind, **said}}})


def plan(law: Law, said: dict[str, str]) -> tf.Plan:
    return tf.plan(model(law, said))


@cache
def saying(law: Law, *names: str) -> dict[str, str]:
    """Examples of some settings, and of what the law then says it lacks."""
    said = {s.name: s.example for s in law.settings if s.name in names}
    while lacking := lacks(law, said):
        said[lacking] = law.setting(lacking).example
    return said


def lacks(law: Law, said: dict[str, str]) -> str:
    try:
        plan(law, said)
    except tf.Rejected as error:
        found = re.search(r"lacks '(\w+)'", str(error))
        if found is None:
            raise
        return found[1]
    return ""


def prices(law: Law) -> list[str]:
    return [name for name in law.names() if is_price(name)]


def components(law: Law) -> list[dict[str, str]]:
    """A component for each way to size the kind, and one that says all that is not computed."""
    said = [saying(law, *way, *prices(law)) for way in law.ways]
    given = [s.name for s in law.settings if not s.figure]
    return [*said, saying(law, *given, *law.ways[0])] if law.settings else said


def times(text: str, factor: Fraction) -> str:
    quantity = tf.q(text)
    return spell(quantity.number * factor, quantity.unit)


@pytest.mark.parametrize("law", LAWS.values(), ids=name_of)
def test_every_file_is_in_the_table_and_bears_the_name_of_its_kind(law):
    files = {path.stem for path in HERE.glob("*.py")} - NO_LAWS
    assert law.kind in files
    assert files == set(LAWS)


@pytest.mark.parametrize("law", LAWS.values(), ids=name_of)
def test_every_kind_says_what_it_is(law):
    assert law.title
    assert law.meaning.endswith(".")
    assert law.ways


@pytest.mark.parametrize("law", LAWS.values(), ids=name_of)
def test_every_kind_is_used_in_an_example(law):
    examples = [path.read_text(encoding="utf-8") for path in (ROOT / "examples").glob("*.yaml")]
    assert any(f"kind: {law.kind}" in text for text in examples)


@pytest.mark.parametrize("law", LAWS.values(), ids=name_of)
def test_no_two_settings_of_a_kind_have_one_name(law):
    names = list(law.names())
    assert len(names) == len(set(names))
    assert all(law.setting(name) is not None for way in law.ways for name in way)


@pytest.mark.parametrize(("law", "setting"), SETTINGS, ids=name_of)
def test_every_setting_has_a_meaning_and_an_example(law, setting):
    assert setting.meaning.endswith(".")
    assert setting.example
    assert setting.slope in {-1, 0, 1}


@pytest.mark.parametrize(("law", "setting"), MEASURED, ids=name_of)
def test_every_example_measures_what_it_should(law, setting):
    assert setting.measure.fits(tf.q(setting.example).unit.dimension)


@pytest.mark.parametrize(("law", "setting"), SETTINGS, ids=name_of)
def test_every_default_measures_what_it_should_and_says_why(law, setting):
    if setting.default:
        assert setting.source
        assert setting.measure.fits(tf.q(setting.default).unit.dimension)
    assert not (is_price(setting.name) and setting.default)
    assert not (setting.figure and setting.default)
    assert not (setting.source and not setting.default)


@pytest.mark.parametrize(("law", "way"), WAYS, ids=name_of)
def test_every_way_is_enough(law, way):
    """Nothing but what a way says: whatever has no price is missing, and the total with it."""
    found = plan(law, {s.name: s.example for s in law.settings if s.name in way})
    (component,) = found.components
    unpriced = [line for line in component.lines if line.price is None]
    assert law.kind == "custom" or component.lines
    assert [line.cost.missing for line in unpriced] == [True] * len(unpriced)
    assert found.total.open == bool(unpriced)


@pytest.mark.parametrize("law", LAWS.values(), ids=name_of)
def test_with_every_price_nothing_is_missing(law):
    for said in components(law):
        found = plan(law, said)
        assert not found.missing
        assert not found.total.open


@pytest.mark.parametrize("law", LAWS.values(), ids=name_of)
def test_lines_are_quantity_times_price_and_add_up(law):
    for said in components(law):
        (component,) = plan(law, said).components
        for line in component.lines:
            assert line.cost.value == line.quantity.value * line.price.value
        assert component.cost.value == sum(line.cost.value for line in component.lines)


@pytest.mark.parametrize("law", LAWS.values(), ids=name_of)
def test_every_figure_of_a_law_can_be_stated_and_stands(law):
    """In the file and by a `set`: what is stated is what the plan goes on with."""
    for said in components(law):
        sized = plan(law, said).graph.parts["it"].sized
        for name in (figure.name.removeprefix("it.") for figure in sized):
            stated = times(law.setting(name).example, Fraction(3))
            value = tf.plan(tf.model({"assumptions": {"x": stated}}))["x"].value
            assert plan(law, {**said, name: stated})[f"it.{name}"].value == value
            changed = tf.plan(model(law, said), set={f"it.{name}": stated})
            assert changed[f"it.{name}"].value == value
            assert changed.pins[0].name == f"it.{name}"


@pytest.mark.parametrize("law", LAWS.values(), ids=name_of)
def test_every_figure_can_be_told(law):
    for said in components(law):
        found = plan(law, said)
        for name in found.names():
            assert found.why(name).name == name
            assert found[name].value is not None


@given(kind=st.sampled_from(list(LAWS)), data=st.data())
def test_more_costs_more_where_a_setting_says_so(kind, data):
    """`slope`: more of a setting alone never costs less, or never more."""
    law = LAWS[kind]
    said = data.draw(st.sampled_from(components(law)))
    names = [s.name for s in law.settings if s.name in said and s.measure is not None]
    assume(names)
    setting = law.setting(data.draw(st.sampled_from(names)))
    ends_at_all = setting.measure in (Measure("number"), Measure("share"))
    most = 1 if ends_at_all else 1000
    sizes = st.fractions(Fraction(1, 1000), most, max_denominator=1000)
    factors = sorted(data.draw(st.tuples(sizes, sizes)))
    small, big = (times(setting.example, factor) for factor in factors)
    before = plan(law, {**said, setting.name: small}).total.value
    after = plan(law, {**said, setting.name: big}).total.value
    assert (after - before) * setting.slope >= 0


@given(kind=st.sampled_from(list(LAWS)), factor=st.integers(2, 5), data=st.data())
def test_all_that_is_counted_doubled_is_every_line_doubled(kind, factor, data):
    """Twice the users, the bytes and the servers: twice each line, but for what is rounded up.

    At a million times the examples, rounding up is less than one in ten thousand.
    """
    law = LAWS[kind]
    said = data.draw(st.sampled_from(components(law)))
    grown = {name for name in said if grows(law, name)}
    large = {n: times(t, Fraction(10**6)) if n in grown else t for n, t in said.items()}
    larger = {n: times(t, Fraction(factor)) if n in grown else t for n, t in large.items()}
    before, after = plan(law, large).graph.parts["it"], plan(law, larger)
    for line in before.lines:
        rests_on = {n.name.removeprefix("it.") for n in ancestors([line.cost]) if is_named(n)}
        old, new = (float(p[line.cost.name]) for p in (plan(law, large), after))
        assert new == pytest.approx(old * (factor if rests_on & grown else 1), rel=1e-4)


def is_named(node: Expr) -> bool:
    return isinstance(node, Named)


def grows(law: Law, name: str) -> bool:
    measure = law.setting(name).measure
    return measure is not None and measure.words in EXTENSIVE and not is_price(name)


@pytest.mark.parametrize(
    ("words", "unit", "fits"),
    [
        ("thing", "5 users", True),
        ("thing", "5 GB", False),
        ("thing", "$5", False),
        ("thing", "5", False),
        ("thing / time", "5 requests/s", True),
        ("thing / time", "5 GB/s", False),
        ("thing / time / thing", "5 requests/s/pod", True),
        ("thing / time / thing", "5 requests/s", False),
        ("thing / thing", "5 users/shard", True),
        ("money / thing / time", "€5/instance/month", True),
        ("money / thing / time", "$5/month", False),
        ("money / information", "$5/GB", True),
        ("money / information", "$5/GB/month", False),
        ("information / cluster", "5 GB/cluster", True),
        ("information / cluster", "5 GB/node", False),
        ("number", "20%", True),
        ("number", "5 users", False),
        ("any", "5 users/GB", True),
    ],
)
def test_a_measure_knows_what_fits(words, unit, fits):
    assert Measure(words).fits(tf.q(unit).unit.dimension) is fits


@pytest.mark.parametrize(("law", "way"), WAYS, ids=name_of)
def test_every_need_asks_by_a_meter_for_a_price_that_can_be_stated(law, way):
    """A meter that no table has, or a price that is no setting, could never be answered."""
    said = saying(law, *way).items()
    unpriced = {name: text for name, text in said if name in way or not is_price(name)}
    lines = tf.plan(model(law, unpriced), catalogue=NO_PRICES).graph.parts["it"].lines
    for asked in (line.offer.asked for line in lines if isinstance(line.offer, Missing)):
        assert asked.meter in METERS
        assert law.setting(asked.stated).measure.is_price or asked.meter == "metrics"
