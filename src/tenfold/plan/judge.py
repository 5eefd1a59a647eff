"""Goals and claims held against the plan.

A claim is judged twice. `holds` or `off` is said against the figure as the
model computes it. Whether it *follows* is said against the other published
figures taken as they stand, which finds the step that went wrong rather than
everything that rests on it. It follows from what its figure is made of (pinned
or not), or from the formula that the claim says it came `from`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tenfold.errors import Problem, Rejected, Words
from tenfold.model.model import Claim, Goal
from tenfold.plan.graph import WITH, Pin
from tenfold.plan.plan import Amount, Plan, Verdict
from tenfold.plan.worlds import Worlds
from tenfold.quantity.bind import Broken, Scope, fit
from tenfold.quantity.expr import Call, Const, Draw, Expr, Named, ancestors, rebuild
from tenfold.quantity.literal import Literal
from tenfold.quantity.syntax import Node, Range, Ref
from tenfold.quantity.units import NUMBER, Unit

__all__ = ["Judged", "judge", "prepare"]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a claim says: a number, or the ends of a range, with its printed rounding."""

    low: Fraction
    high: Fraction
    slack_low: Fraction
    slack_high: Fraction
    unit: Unit
    truth: bool = False

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class _Claimed:
    claim: Claim
    of: Expr
    says: _Said
    pinned: Named | None
    body: Expr
    step: Expr | None = None


@dataclass(frozen=True)
class Judged:
    """Goals and claims, bound and ready to be judged once values are known."""

    goals: tuple[tuple[Goal, Expr], ...] = ()
    claims: tuple[_Claimed, ...] = ()
    uncertain: Mapping[int, bool] = field(default_factory=dict)

    def roots(self) -> list[Expr]:
        """The nodes whose values are needed."""
        found: list[Expr] = [expr for _, expr in self.goals]
        for claimed in self.claims:
            found.append(claimed.of)
            if claimed.step is not None:
                found.append(claimed.step)
        return found


def prepare(worlds: Worlds) -> Judged:
    """Bind goals and claims among all figures; `Rejected` with all that is wrong."""
    problems: list[Problem] = []
    scope = _scope(worlds)

    def tried(bind: Callable[[], Expr | _Claimed]) -> Expr | _Claimed | None:
        try:
            return bind()
        except Rejected as error:
            problems.extend(error.problems)
        except Broken:
            pass
        return None

    goals: list[tuple[Goal, Expr]] = []
    claims: list[_Claimed] = []
    for goal in worlds.main.model.goals:
        made = tried(lambda goal=goal: _goal(goal, worlds, scope))  # type: ignore[misc]
        if isinstance(made, Expr):
            goals.append((goal, made))
    for claim in worlds.main.model.claims:
        claimed = tried(lambda claim=claim: _claim(claim, worlds, scope))  # type: ignore[misc]
        if isinstance(claimed, _Claimed):
            claims.append(claimed)
    if problems:
        raise Rejected(problems)
    uncertain = {id(expr): any(isinstance(n, Draw) for n in ancestors([expr])) for goal, expr in goals if goal.percentile}
    return Judged(tuple(goals), _with_steps(claims), uncertain)


def _scope(worlds: Worlds) -> Scope:
    graph, extra = worlds.main, worlds.extra()

    def figure(name: str) -> Expr | None:
        if name.startswith(WITH):
            return worlds.final.figures.get(name.removeprefix(WITH))
        return graph.figures.get(name, extra.get(name))

    return Scope(figure, lambda: [*graph.figures, *extra], graph.model.vocabulary)


def _goal(goal: Goal, worlds: Worlds, scope: Scope) -> Expr:
    expr = worlds.formulas.bind(goal.formula, scope, key="goal")
    if not (isinstance(expr, Call) and expr.function in _COMPARES):
        raise Rejected([Problem("T507", "a goal is a comparison", goal.words.span, "for example 'total.cost <= $10M/month'")])
    return expr


_COMPARES = {"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"}


def _claim(claim: Claim, worlds: Worlds, scope: Scope) -> _Claimed:
    of = worlds.formulas.bind(claim.of, scope, key="claim")
    tree = worlds.formulas.tree(claim.says)
    says = _said(tree, claim.says, of, worlds, scope)
    if says.unit.dimension != of.unit.dimension:
        what = f"the claim '{claim.name}' is in [{says.unit}], the figure in [{of.unit}]"
        raise Rejected([Problem("T508", what, claim.says.span)])
    pinned = _pinned(of)
    return _Claimed(claim, of, says, pinned, _body(claim, of, pinned, worlds, scope))


def _body(claim: Claim, of: Expr, pinned: Named | None, worlds: Worlds, scope: Scope) -> Expr:
    """What a claim is to follow from: a reading's own pin is no reason for itself."""
    if claim.basis is None:
        if pinned is None:
            return of
        before = next((pin.before for pin in _read_into(worlds) if pin.after is pinned), None)
        return pinned.body if before is None else before.body
    body = worlds.formulas.bind(claim.basis, scope, key="claim", wanted=of.unit)
    if body.unit.dimension != of.unit.dimension:
        what = f"'{claim.name}' comes from what is in [{body.unit}], its figure is in [{of.unit}]"
        raise Rejected([Problem("T508", what, claim.basis.span)])
    return body


def _read_into(worlds: Worlds) -> Iterator[Pin]:
    """The pins of the reading itself, not those of the model or of a strategy."""
    for graph in (worlds.main, worlds.final):
        for pin in graph.pins:
            if pin.by != "the model" and not pin.by.startswith("strategy "):
                yield pin


def _pinned(of: Expr) -> Named | None:
    """The figure that a claim is about, also where it is told in another unit."""
    if isinstance(of, Call) and of.function == "as":
        of = of.args[0]
    return of if isinstance(of, Named) else None


def _said(tree: Node, words: Words, of: Expr, worlds: Worlds, scope: Scope) -> _Said:
    if isinstance(tree, Ref) and tree.name in ("true", "false"):
        value = Fraction(int(tree.name == "true"))
        return _Said(value, value, Fraction(0), Fraction(0), NUMBER, truth=True)
    expr = fit(worlds.formulas.bind(words, scope, key="claim", wanted=of.unit), of.unit)
    if isinstance(expr, Draw):
        low, high = expr.spread.numbers[0], expr.spread.numbers[-1]
        ends = (tree.left, tree.right) if isinstance(tree, Range) else (tree, tree)
        return _Said(low, high, _slack(ends[0], low), _slack(ends[1], high), expr.unit)
    if isinstance(expr, Call) and expr.function == "neg" and isinstance(expr.args[0], Const):
        inner = expr.args[0]
        return _Said(-inner.number, -inner.number, Fraction(0), Fraction(0), inner.unit)
    if not isinstance(expr, Const):
        raise Rejected([Problem("T508", "a claim says a plain quantity, a range, 'true' or 'false'", words.span)])
    slack = _slack(tree, expr.number)
    return _Said(expr.number, expr.number, slack, slack, expr.unit)


def _slack(tree: Node, number: Fraction) -> Fraction:
    """Half of what its last written digit is worth; trailing zeros count as written."""
    if not isinstance(tree, Literal):
        return abs(number) / 10**9
    return Fraction(10) ** -tree.digits / 2


def _with_steps(claims: list[_Claimed]) -> tuple[_Claimed, ...]:
    """Each claim with the formula that it follows from, published figures put in below it."""
    published: dict[int, Const] = {}
    for claimed in claims:
        if claimed.pinned is not None and claimed.says.low == claimed.says.high and not claimed.says.truth:
            published.setdefault(id(claimed.pinned), Const(claimed.says.middle, claimed.says.unit))
    bodies = {claimed.claim.name: claimed.body for claimed in claims}
    made = rebuild(bodies, lambda old, new: published.get(id(old), new), lambda node: isinstance(node, (Const, Draw)))
    return tuple(replace(claimed, step=made[claimed.claim.name]) for claimed in claims)


def judge(judged: Judged, plan: Plan) -> tuple[tuple[Verdict, ...], tuple[Verdict, ...]]:
    """The verdicts of goals and of claims."""
    goals = tuple(_judge_goal(goal, expr, judged, plan) for goal, expr in judged.goals)
    return goals, tuple(_judge_claim(claimed, plan) for claimed in judged.claims)


def _judge_goal(goal: Goal, expr: Expr, judged: Judged, plan: Plan) -> Verdict:
    value = plan.worth.get(id(expr))
    left = expr.args[0] if isinstance(expr, Call) else expr
    computed = plan.amount(left)
    text = " ".join(goal.words.text.split())
    doc = ""
    if goal.percentile and judged.uncertain.get(id(expr)):
        doc = f"rests on ranges, so P{goal.percentile} needs sampling; in the base case it {'holds' if value else 'does not hold'}"
        verdict = "unknown"
    elif id(expr) in plan.tainted:
        verdict, doc = "unknown", "rests on a missing price"
    elif value is None:
        verdict, doc = "unknown", "rests on a figure that is undefined"
    else:
        verdict = "holds" if value else "off"
    return Verdict(text, verdict, computed, goal.words.span, text=text, doc=doc)


def _judge_claim(claimed: _Claimed, plan: Plan) -> Verdict:
    claim, says = claimed.claim, claimed.says
    computed = plan.amount(claimed.of)
    verdict = _verdict(says, computed, plan)
    step = Amount(plan.worth.get(id(claimed.step)), claimed.of.unit, computed.calendar)
    scale = says.unit.scale(plan.graph.model.calendar)
    stated = says.middle * scale
    comparable = computed.value is not None and not says.truth
    difference = Amount(stated - computed.value, claimed.of.unit, computed.calendar) if comparable and computed.value is not None else None
    return Verdict(
        claim.name, verdict, computed, claim.span,
        claimed=" ".join(claim.says.text.split()),
        claimed_number=stated / claimed.of.unit.scale(plan.graph.model.calendar),
        ratio=_ratio(says, scale, computed.value),
        difference=difference,
        follows=_verdict(says, step, plan) == "holds",
        from_those=step,
        from_ratio=_ratio(says, scale, step.value),
        of=" ".join(claim.of.text.split()),
        where=claim.where,
        doc=claim.doc,
    )  # fmt: skip


def _verdict(says: _Said, computed: Amount, plan: Plan) -> str:
    if computed.value is None or computed.missing or computed.at_least:
        return "unknown"
    if says.truth:
        return "holds" if bool(computed.value) == bool(says.low) else "off"
    size = computed.value / says.unit.scale(plan.graph.model.calendar)
    return "holds" if says.low - says.slack_low <= size <= says.high + says.slack_high else "off"


def _ratio(says: _Said, scale: Fraction, value: Fraction | None) -> Fraction | None:
    """Claimed over computed; for a range, the end that is nearer."""
    if says.truth or not value:
        return None
    low, high = says.low * scale, says.high * scale
    nearest = min(max(value, low), high)
    return nearest / value


