"""A Judgement in blocks: which goals hold, and what of the published figures stands.

A published figure that is off is told only where it does not follow from the
others as published: that is the step that went wrong. What rests on it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenfold.plan.plan import Excuse, Plan, Verdict
from tenfold.report.brief import sure
from tenfold.report.document import Block, Cell, Column, Heading, Note, Prose, Row, Table, Tone
from tenfold.report.off import follows, off_by

__all__ = ["Judgement", "claims", "goals", "judgement_of", "short_answer", "stands"]

_CLAIMS_TOLD = 100
_TONES: dict[str, Tone] = {"holds": "good", "off": "bad"}
_FOLLOW = "from the others as published"


def stands(judged: Verdict) -> bool:
    """Whether a goal holds; a published figure has to follow from the others too."""
    return judged.verdict == "holds" and judged.follows is not False


@dataclass(frozen=True, slots=True, repr=False)
class Judgement:
    """The verdicts on a plan: true where every goal and claim holds and every size can be met."""

    goals: tuple[Verdict, ...]
    claims: tuple[Verdict, ...]
    excuses: tuple[Excuse, ...]

    def __bool__(self) -> bool:
        return self.verdict == "holds"

    def __repr__(self) -> str:
        told = f"{len(self.goals)} goals, {len(self.claims)} claims"
        return f"Judgement({self.verdict!r}, {told})"

    def __iter__(self) -> Iterator[Verdict]:
        yield from self.goals
        yield from self.claims

    @property
    def verdict(self) -> str:
        """All of it in one word: holds, off, or unknown where nothing is known to be off."""
        if self.excuses or self.do_not_follow or any(found.verdict == "off" for found in self):
            return "off"
        return "holds" if all(map(stands, self)) else "unknown"

    @property
    def do_not_follow(self) -> tuple[Verdict, ...]:
        """The published figures that are known not to follow from the others as published."""
        return tuple(c for c in self.claims if c.verdict != "unknown" and not c.follows)


def judgement_of(plan: Plan) -> Judgement:
    """What a plan's goals and claims come to, all together."""
    return Judgement(plan.goals, plan.claims, plan.excuses)


def short_answer(plan: Plan) -> Iterator[Block]:
    """How much holds, in one line."""
    judged = judgement_of(plan)
    parts = [_goals_count(judged.goals)] if judged.goals else []
    parts += [_claims_count(judged)] if judged.claims else []
    told = "; ".join(parts) or "it has no goals and no claims to judge"
    yield Note(f"The model is valid; {told}.", _TONES.get(judged.verdict, "warn"))


def _goals_count(judged: Sequence[Verdict]) -> str:
    held, unknown = _many("holds", judged), _many("unknown", judged)
    if len(judged) == 1:
        told = "cannot be judged" if unknown else "holds" if held else "does not hold"
        return f"its one goal {told}"
    if held == len(judged):
        return f"all {held} goals hold"
    return f"{held} of {len(judged)} goals hold{_unjudged(unknown)}"


def _claims_count(judged: Judgement) -> str:
    """How many agree with the model, and how many do not follow: two questions, two counts."""
    claims, wrong = judged.claims, len(judged.do_not_follow)
    agree, unknown = _many("holds", claims), _many("unknown", claims)
    if len(claims) == 1:
        told = "cannot be judged" if unknown else "holds" if stands(claims[0]) else "does not hold"
        return f"its one published figure {told}"
    if agree == len(claims) and not wrong:
        return f"all {agree} published figures hold"
    told = f", {wrong} {_do(wrong)} not follow {_FOLLOW}" if wrong else ""
    told = f"{told}{_unjudged(unknown)}"
    return f"{agree} of {len(claims)} published figures agree with the model{told}"


def _many(verdict: str, judged: Sequence[Verdict]) -> int:
    return sum(found.verdict == verdict for found in judged)


def _unjudged(count: int) -> str:
    return f", {count} cannot be judged" if count else ""


def _do(count: int) -> str:
    return "does" if count == 1 else "do"


def goals(plan: Plan) -> Iterator[Block]:
    """Each goal, and what its left side comes to."""
    if not plan.goals:
        return
    yield Heading("Goals", 2)
    for goal in plan.goals:
        yield Note(_goal(goal), _TONES.get(goal.verdict, "warn"))


def _goal(goal: Verdict) -> str:
    """A goal with what its left side comes to; of several comparisons, only itself."""
    joined = any(f" {word} " in f" {goal.text} " for word in ("and", "or", "not", "if"))
    told = [] if joined else [f"it is {goal.computed}"]
    told += (
        [f"it holds in {sure(goal.chance.share, goal.chance.error)} of the worlds"]
        if (goal.chance is not None and goal.verdict != "unknown")
        else []
    )
    told += [goal.doc] if goal.doc else []
    return f"{goal.text}: {'; '.join(told)}" if told else goal.text


def claims(plan: Plan) -> Iterator[Block]:
    """What of the published figures does not follow, and what rests on that."""
    if not plan.claims:
        return
    unknown = [claim for claim in plan.claims if claim.verdict == "unknown"]
    wrong = judgement_of(plan).do_not_follow
    resting = [claim for claim in plan.claims if claim.follows and claim.verdict == "off"]
    yield Heading("Published figures", 2)
    yield Prose(_tally(plan.claims, wrong, len(resting), len(unknown)))
    if wrong:
        yield _claims_table(plan, wrong)
    for title, told in (("Off with them", resting), ("Cannot be judged", unknown)):
        if told:
            yield Prose(f"{title}: {', '.join(claim.name for claim in told)}.")


def _tally(
    all_of_them: Sequence[Verdict], wrong: Sequence[Verdict], resting: int, unknown: int
) -> str:
    count, agree = len(all_of_them), _many("holds", all_of_them)
    if not (wrong or resting or unknown):
        return f"All {count} published figures hold." if count > 1 else "It holds."
    parts = [f"{agree or 'none'} {'agrees' if agree == 1 else 'agree'} with the model"]
    if wrong:
        both = _many("holds", wrong)
        still = f", though {both} of them {'agrees' if both == 1 else 'agree'}" if both else ""
        parts.append(f"{len(wrong)} {_do(len(wrong))} not follow {_FOLLOW}{still}")
    if resting:
        rest = "is off because it rests" if resting == 1 else "are off because they rest"
        parts.append(f"{resting} {'more ' if wrong else ''}{rest} on what does not follow")
    if unknown:
        parts.append(f"{unknown} cannot be judged, for a price is missing or a figure undefined")
    return f"Of {count} published figures, {'; '.join(parts)}."


def _claims_table(plan: Plan, wrong: Sequence[Verdict]) -> Table:
    placed = any(claim.where for claim in wrong)
    columns = (Column("Figure"), Column("Published"), Column("Follows"), Column("Off by", "right"))
    where = (Column("Where", rank=1),) if placed else ()
    rows = tuple(_claim_row(claim, plan, placed=placed) for claim in wrong[:_CLAIMS_TOLD])
    return Table((*columns, *where), rows, total_rows=len(wrong))


def _claim_row(claim: Verdict, plan: Plan, *, placed: bool) -> Row:
    found = follows(claim, plan.graph.model.vocabulary)
    where = (claim.where,) if placed else ()
    return Row((claim.name, claim.claimed, found, Cell(off_by(claim), "bad"), *where))
