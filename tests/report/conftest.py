"""What the tests of reports share: plans of small models, and documents as text."""

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest

from tenfold import api
from tenfold.plan.outcome import Outcome
from tenfold.report.text import write
from tenfold.sampling.settings import Sampling
from tenfold.study import risk as study

SHOP = """\
tenfold: 1
name: Shop
things: [seat]
assumptions:
  users: 5M users
  daily:
    value: 10% of users
    doc: Those of a weekday.
    source: logs of May
    as_of: 2026-05-31
    owner: web team
components:
  api:
    kind: fleet
    title: API servers
    category: Servers
    load: daily * 40 requests/user/day
    throughput: 100 requests/s/instance
    price: $0.10/instance/hour
  web:
    kind: fleet
    category: Servers
    instances: 2 instances
    machine: aws/c5.large
    price: $0.085/instance/hour
  files:
    kind: objects
    data: users * 2 MB/user
    price: $0.02/GB/month
"""


@pytest.fixture(scope="session")
def shop():
    """The plan of the shop, with more sections, read in some way."""

    def made(more="", **options):
        return api.plan(api.read(SHOP + more, "shop.yaml"), **options)

    return made


@pytest.fixture(scope="session")
def lines():
    """A document as lines of text."""

    def told(document, width=80):
        return write(document, width=width).splitlines()

    return told


# -- a risk made by hand ------------------------------------------------------------------

DOUBTFUL = """\
tenfold: 1
name: A shop in doubt
assumptions:
  users: {value: 5M users, range: 3M to 9M users}
  price: {value: $0.02/GB/month, range: $0.015 to $0.03/GB/month}
components:
  files:
    kind: objects
    title: Picture store
    data: users * 200 MB/user
    price: price
  web:
    kind: fleet
    instances: 40 instances
    machine: aws/c5.large
    price: $0.085/instance/hour
risks:
  rise: {title: Prices rise, probability: 20%, doc: They did before., set: {price: price * 1.5}}
figures:
  each: total.cost / users as $/user/month
goals:
  - total.cost <= $30K/month at P90
  - web.instances <= 50 instances
scale: {over: users, steps: [500K users, 5M users, 50M users]}
"""


class Heaped:
    """A distribution that always is the same heap: no engine draws it."""

    mean = SimpleNamespace(value=1.0, error=0.1)
    edges = (14e3, 18e3, 22e3, 26e3, 30e3, 34e3, 38e3, 42e3)
    shares = (0.1, 0.3, 0.25, 0.15, 0.1, 0.06, 0.03)

    def __init__(self, like):
        self.scale = float(like.unit.scale(like.calendar))

    def histogram(self, bins):
        assert bins > 0
        return [edge * self.scale for edge in self.edges], list(self.shares)

    def below(self, value):
        assert value > 0
        return 0.4


@pytest.fixture(scope="session")
def doubtful():
    """A model in doubt, as text."""
    return DOUBTFUL


@pytest.fixture(scope="session")
def doubtful_plan():
    """The plan that the made risk is of, with few worlds."""

    def made(text=DOUBTFUL):
        return api.plan(api.read(text, "doubt.yaml"), sampling=Sampling(1024))

    return made


@pytest.fixture
def made_risk(doubtful_plan):
    """A risk with plausible numbers, made by hand, and some of it exchanged."""

    def made(plan=None, **exchanged):
        plan = plan or doubtful_plan()
        like, each = plan.total, plan["each"]
        goals = plan.graph.model.goals

        def outcome(numbers, unit=like, error=300, **more):
            base, mean, *points = (
                replace(unit, value=unit.unit.scale(unit.calendar) * Fraction(str(n)))
                for n in numbers
            )
            off = replace(unit, value=unit.unit.scale(unit.calendar) * Fraction(str(error)))
            at = dict(zip((5, 10, 25, 50, 75, 90, 95), points, strict=True))
            return Outcome(base, mean, at, off, dict.fromkeys(at, off), **more)

        def money(number):
            return replace(like, value=like.unit.scale(like.calendar) * Fraction(str(number)))

        def people(number):
            return replace(plan["users"], value=Fraction(str(number)))

        total = outcome((22_482, 24_100, 15_500, 16_800, 19_300, 22_900, 27_400, 33_100, 37_600))
        small = outcome((2_482,) * 9, certain=True)
        store = outcome((20_000, 21_600, 13_000, 14_300, 16_800, 20_400, 24_900, 30_600, 35_100))
        per = outcome(
            (0.0045, 0.0048, 0.003, 0.0033, 0.0038, 0.0046, 0.0055, 0.0066, 0.0075), each, 0.0001
        )
        steps = [
            study.StepRisk(
                people(n),
                outcome(
                    [
                        Fraction(x) * n / 5_000_000
                        for x in (
                            22_482,
                            24_100,
                            15_500,
                            16_800,
                            19_300,
                            22_900,
                            27_400,
                            33_100,
                            37_600,
                        )
                    ]
                ),
                per,
            )
            for n in (500_000, 5_000_000, 50_000_000)
        ]
        told = study.Risk(
            plan=plan,
            doubt=SimpleNamespace(
                sampling=Sampling(),
                total=plan.doubt.total,
                goals=plan.doubt.goals,
                base=plan.doubt.base,
                distribution=lambda _: Heaped(like),
            ),
            total=total,
            with_strategies=None,
            components={"files": store, "web": small},
            categories={
                part.name: store if "files" in part.components else small
                for part in plan.categories
            },
            figures={"each": per, "files.cost": store},
            goals=(
                study.GoalRisk(
                    "total.cost <= $30K/month at P90", 90, 0.857, 0.004, "off", goals[0].words.span
                ),
                study.GoalRisk(
                    "web.instances <= 50 instances", None, 1.0, 0.0, "holds", goals[1].words.span
                ),
            ),
            spread=(
                study.Spreader(
                    "users", "3M to 9M users", 0.62, 0.64, 0.01, 0.01, money(14_800), money(35_200)
                ),
                study.Spreader(
                    "price",
                    "$0.015 to $0.03/GB/month",
                    0.21,
                    0.24,
                    0.01,
                    0.01,
                    money(19_900),
                    money(29_600),
                ),
                study.Spreader(
                    "risks.rise", "20%", 0.11, 0.13, 0.01, 0.01, money(22_400), money(31_900)
                ),
            ),
            levers=(
                study.Lever("users", "5M users", 0.89, certain=False, place="models/doubt.yaml:4"),
                study.Lever(
                    "web.instances",
                    "40 instances",
                    0.11,
                    certain=True,
                    place="models/doubt.yaml:14",
                ),
                study.Lever("month", "730 hours", -0.002, certain=True, place=""),
                study.Lever("nothing", "1", 0.0, certain=True, place=""),
            ),
            conditions=(
                study.Condition(
                    "users",
                    people(5.4e6),
                    people(4.9e6),
                    people(8.1e6),
                    people(7.7e6),
                    people(6.9e6),
                ),
            ),
            condition_of="total.cost <= $30K/month",
            measurements=(
                study.Measurement("users", money(16_300), money(9_800), 0.4),
                study.Measurement("price", money(16_300), money(16_300), 0.0),
            ),
            shocks=(
                study.Shock(
                    "rise",
                    "Prices rise",
                    0.2,
                    0.2,
                    money(10_000),
                    money(2_160),
                    money(29_700),
                    "They did before.",
                ),
            ),
            steps=tuple(steps),
            robustness=(
                study.Robustness("independent", money(33_100)),
                study.Robustness("as declared", money(33_100)),
                study.Robustness("all +0.5", money(36_200)),
            ),
        )
        return replace(told, **exchanged)

    return made
