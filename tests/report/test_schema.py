"""The schema for editors: it takes what Tenfold takes, and marks what a person mistypes."""

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tenfold import api
from tenfold.errors import Rejected, Source
from tenfold.laws.table import LAWS
from tenfold.model.buying import BUYING_KEYS, DISCOUNT_KEYS
from tenfold.model.doubts import RISK_KEYS
from tenfold.model.figures import COMPONENT_KEYS, FIGURE_KEYS, LINE_WORDS
from tenfold.model.file import TOP_KEYS, read_model
from tenfold.model.readings import SCENARIO_KEYS

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "src" / "tenfold" / "app" / "starter.yaml"
MODELS = [
    *sorted((ROOT / "examples").glob("*.yaml")),
    *sorted((ROOT / "tests" / "golden").glob("*.yaml")),
    STARTER,
]
SCHEMA = api.schema()
VALIDATOR = Draft202012Validator(SCHEMA)


class Loader(yaml.SafeLoader):
    """YAML as editors read it: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def wrong(text):
    """Where, and by which word of the schema, a model is marked."""
    model = yaml.load(text, Loader)  # noqa: S506 - a SafeLoader
    return [
        (".".join(map(str, e.absolute_path)), e.validator) for e in VALIDATOR.iter_errors(model)
    ]


def test_it_is_a_schema_of_the_draft_it_names():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_it_takes_every_model_that_plans(path):
    assert wrong(path.read_text("utf-8")) == []


def test_it_takes_every_example_of_a_setting():
    components = {
        kind: {"kind": kind, **{setting.name: setting.example for setting in law.settings}}
        for kind, law in LAWS.items()
    }
    assert wrong(yaml.safe_dump({"tenfold": 1, "components": components})) == []


@pytest.mark.parametrize(
    ("text", "where", "rule"),
    [
        ("asumptions: {}", "", "additionalProperties"),
        ("assumptions: [users]", "assumptions", "type"),
        ("assumptions: {users: {valu: 5}}", "assumptions.users", "anyOf"),
        ("assumptions: {users: [1, 2]}", "assumptions.users", "anyOf"),
        ("assumptions: {daily-active: 5}", "assumptions", "pattern"),
        ("assumptions: {total: 5}", "assumptions", "not"),
        ("components: {api: {kind: fleett}}", "components.api.kind", "oneOf"),
        ("components: {api: {load: 5}}", "components.api", "required"),
        ("components: {api: {kind: fleet, lod: 5}}", "components.api", "additionalProperties"),
        (
            "components: {api: {kind: fleet, users_per_shard: 5}}",
            "components.api",
            "additionalProperties",
        ),
        ("components: {api: {kind: custom, bill: {}}}", "components.api.bill", "type"),
        (
            "components: {api: {kind: custom, bill: [{item: a}]}}",
            "components.api.bill.0",
            "required",
        ),
        ("strategies: {s: {sets: {}}}", "strategies.s", "additionalProperties"),
        (
            "scenarios: {s: {strategies: {t: {sets: {}}}}}",
            "scenarios.s.strategies.t",
            "additionalProperties",
        ),
        ("goals: total.cost <= $5/month", "goals", "type"),
        ("claims: {a: {where: here}}", "claims.a", "anyOf"),
        ("scale: {over: users}", "scale", "required"),
        ("drivers: {d: strong}", "drivers.d", "type"),
        ("drivers: {d: {users: strong}}", "drivers.d", "anyOf"),
        ("drivers: {d: {users: strong, doc: one}}", "drivers.d", "anyOf"),
        ("drivers: {d: {users: srong, load: weak}}", "drivers.d.users", "anyOf"),
        ("drivers: {d-e: {users: strong, load: weak}}", "drivers", "pattern"),
        ("correlate: {users: load}", "correlate", "type"),
        ("correlate: [users]", "correlate.0", "type"),
        ("correlate: [[users, load]]", "correlate.0", "minItems"),
        ("correlate: [[users, load, weak, 5]]", "correlate.0", "items"),
        ("correlate: [[users, [load], weak]]", "correlate.0.1", "type"),
        ("correlate: [[users, load, 1]]", "correlate.0.2", "anyOf"),
        ("correlate: [[users, load, 120%]]", "correlate.0.2", "anyOf"),
        ("correlate: [[a, b, weak], [a, b, weak]]", "correlate", "uniqueItems"),
        ("risks: {r: {set: {users: 5}}}", "risks.r", "required"),
        ("risks: {r: {probability: 5%}}", "risks.r", "required"),
        ("risks: {r: {probability: 5%, set: {}}}", "risks.r.set", "minProperties"),
        (
            "risks: {r: {probability: 5%, set: {users: 5}, odds: 1}}",
            "risks.r",
            "additionalProperties",
        ),
        ("risks: {total: {probability: 5%, set: {users: 5}}}", "risks", "not"),
        ("currency: Dollar", "currency", "enum"),
        ("prices: [us-central1]", "prices", "type"),
        ("prices: {regoin: us-central1}", "prices", "additionalProperties"),
        ("prices: {term: commit_2y}", "prices.term", "enum"),
        ("prices: {prefer: cheap}", "prices.prefer", "enum"),
        ("prices: {discounts: {c: {of: gcp}}}", "prices.discounts.c", "anyOf"),
        ("prices: {own: {a/b: {tiers: 5}}}", "prices.own.a/b", "anyOf"),
        ("prices: {own: {a/b: {tiers: [{up_to: 5}]}}}", "prices.own.a/b", "anyOf"),
        (
            "components: {api: {kind: custom, bill: [{item: a, quantity: 1, prodct: a/b}]}}",
            "components.api.bill.0",
            "additionalProperties",
        ),
        ("scenarios: {s: {extends: [a]}}", "scenarios.s.extends", "type"),
        ("month: [720 hours]", "month", "type"),
    ],
)
def test_it_marks_what_a_person_mistypes(text, where, rule):
    assert wrong(f"tenfold: 1\n{text}\n") == [(where, rule)]


def test_it_wants_the_version():
    assert wrong("name: Shop") == [("", "required")]
    assert wrong("tenfold: 2") == [("tenfold", "const")]


def test_a_section_may_wait_for_its_content():
    sections = "assumptions components figures scenarios strategies goals claims exchange things"
    sections += " drivers correlate risks prices"
    assert wrong("tenfold: 1\n" + "".join(f"{name}:\n" for name in sections.split())) == []


def test_it_takes_all_that_can_be_said_of_prices():
    text = """\
tenfold: 1
prices:
  region: us-central1
  term: commit_1y
  prefer: list
  sustained_use: true
  stale_after: 90 days
  catalogue: prices
  discounts: {a: 5%, b: {of: gcp, rate: {range: 5% to 9%}, term: spot, doc: agreed}}
  own:
    gcp/n1: {value: $5/instance/month, as_of: 2026-01-01}
    gcp/cdn bytes: {tiers: [{up_to: 5 TB/month, price: $1/GB}, {price: $0.5/GB}]}
components:
  x: {kind: custom, bill: [{item: a, quantity: 1 instance, product: a/b, meter: instance,
    region: us-central1, term: spot, availability: zonal}]}
scenarios: {s: {extends: t}, t: {set: {prices.term: spot}}}
"""
    assert wrong(text) == []
    read_model(Source("m.yaml", text))


def test_names_may_be_in_any_script():
    assert wrong("tenfold: 1\nassumptions: {größe: 5, ユーザー: 7}") == []


@pytest.mark.parametrize(
    "said",
    [
        "weak", "medium", "-strong", "− weak", "0.8", "-0.8", "+.5", "0", "0.", "1e-05", "1.5e-3",
        "30%", "-99.9 %", "'0.5'", "' -50%'", "'9.9e-1'",
        "1", "-1", "1.5", "100%", "'1.0'", "'1e0'", "srong", "''", "--weak", "true", "[0.5]", "",
    ],
)  # fmt: skip
def test_it_takes_the_strengths_that_the_reader_takes(said):
    for lines in (
        f"correlate:\n  - - a\n    - b\n    - {said}",
        f"drivers: {{d: {{a: {said}, b: weak}}}}",
    ):
        text = f"tenfold: 1\n{lines}\n"
        try:
            read_model(Source("m.yaml", text))
        except Rejected:
            assert wrong(text)
        else:
            assert not wrong(text)


def test_it_has_every_key_that_the_reader_has():
    assert set(SCHEMA["properties"]) == set(TOP_KEYS)
    figure = SCHEMA["$defs"]["figure"]["anyOf"][1]
    assert set(figure["properties"]) == set(FIGURE_KEYS)
    assert set(SCHEMA["$defs"]["risk"]["properties"]) == set(RISK_KEYS)
    prices = SCHEMA["properties"]["prices"]["properties"]
    assert set(prices) == set(BUYING_KEYS)
    discount = prices["discounts"]["additionalProperties"]["anyOf"][1]
    assert set(discount["properties"]) == set(DISCOUNT_KEYS)
    assert set(SCHEMA["$defs"]["scenario"]["properties"]) == set(SCENARIO_KEYS)
    line = SCHEMA["$defs"]["kind_custom"]["properties"]["bill"]["items"]
    assert set(line["properties"]) == {"item", "title", "quantity", "price", *LINE_WORDS}
    for kind, law in LAWS.items():
        part = SCHEMA["$defs"][f"kind_{kind}"]
        assert set(part["properties"]) == set(COMPONENT_KEYS) | set(law.names())


def test_every_key_is_explained():
    def unexplained(node, path):
        for key, part in node.get("properties", {}).items():
            if not {"description", "$ref", "const"} & set(part):
                yield f"{path}.{key}"
            yield from unexplained(part, f"{path}.{key}")

    assert list(unexplained(SCHEMA, "")) == []
    for name, part in SCHEMA["$defs"].items():
        assert list(unexplained(part, name)) == []


def test_every_reference_leads_somewhere():
    def references(node):
        if isinstance(node, dict):
            yield from ([node["$ref"]] if "$ref" in node else [])
            for part in node.values():
                yield from references(part)
        elif isinstance(node, list):
            for part in node:
                yield from references(part)

    assert {name.removeprefix("#/$defs/") for name in references(SCHEMA)} <= set(SCHEMA["$defs"])
