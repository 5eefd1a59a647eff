"""A Judgement in blocks: which goals hold, and what of the published figures stands.

A published figure that is off is told only where it does not follow from the
others as published: that is the step that went wrong. What rests on it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tenfold.plan.plan import Plan, Verdict
from tenfold.report.document import Block, Cell, Column, Heading, Note, Prose, Row, Table, Tone
from tenfold.report.off import follows, off_by

__all__ = ["claims", "goals", "short_answer", "stands"]

_CLAIMS_TOLD = 100
_TONES: dict[str, Tone] = {"holds": "good", "off": "bad"}


def stands(judged: Verdict) -> bool:
    """Whether a goal holds; a published figure has to follow from the others too."""
    return judged.verdict == "holds" and judged.follows is not False


def short_answer(plan: Plan) -> Iterator[Block]:
    """How much holds, in one line."""
    parts = [
        _count(name, judged)
        for name, judged in (("goal", plan.goals), ("published figure", plan.claims))
        if judged
    ]
    well = not plan.excuses and all(map(stands, (*plan.goals, *plan.claims)))
    told = "; ".join(parts) or "it has no goals and no claims to judge"
    yield Note(f"The model is valid; {told}.", "good" if well else "bad")


def _count(name: str, judged: Sequence[Verdict]) -> str:
    held, count = sum(map(stands, judged)), len(judged)
    if count == 1:
        return f"its one {name} {'holds' if held else 'does not hold'}"
    many = f"all {count}" if held == count else f"{held or 'none'} of {count}"
    return f"{many} {name}s hold"


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
    told += [goal.doc] if goal.doc else []
    return f"{goal.text}: {'; '.join(told)}" if told else goal.text


def claims(plan: Plan) -> Iterator[Block]:
    """What of the published figures does not follow, and what rests on that."""
    if not plan.claims:
        return
    unknown = [claim for claim in plan.claims if claim.verdict == "unknown"]
    known = [claim for claim in plan.claims if claim.verdict != "unknown"]
    wrong = [claim for claim in known if not claim.follows]
    resting = [claim for claim in known if claim.follows and claim.verdict == "off"]
    yield Heading("Published figures", 2)
    yield Prose(_tally(len(plan.claims), len(wrong), len(resting), len(unknown)))
    if wrong:
        yield _claims_table(plan, wrong)
    for title, told in (("Off with them", resting), ("Cannot be judged", unknown)):
        if told:
            yield Prose(f"{title}: {', '.join(claim.name for claim in told)}.")


def _tally(count: int, wrong: int, resting: int, unknown: int) -> str:
    if not (wrong or resting or unknown):
        return f"All {count} published figures hold." if count > 1 else "It holds."
    parts = []
    if wrong:
        do = "does" if wrong == 1 else "do"
        parts.append(f"{wrong} {do} not follow from the others as published")
    if resting:
        rest = "is off because it rests" if resting == 1 else "are off because they rest"
        parts.append(f"{resting} {'more ' if wrong else ''}{rest} on what does not follow")
    if unknown:
        parts.append(f"{unknown} cannot be judged, for a price is missing or a figure undefined")
    left = count - wrong - resting - unknown
    parts.append(f"{left or 'none'} hold{'s' if left == 1 else ''}")
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
