"""A Judgement in blocks: which goals hold, and what of the published figures stands.

A published figure that is off is told only where it does not follow from the
others as published: that is the step that went wrong. What rests on it is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tenfold.plan.plan import Plan, Verdict
from tenfold.report.document import Block, Cell, Column, Heading, Note, Prose, Row, Table, Tone
from tenfold.report.off import follows, off_by

__all__ = ["claims", "goals", "short_answer"]

_CLAIMS_TOLD = 100
_TONES: dict[str, Tone] = {"holds": "good", "off": "bad"}


def short_answer(plan: Plan) -> Iterator[Block]:
    """How much holds, in one line."""
    parts, well = [], not plan.excuses
    for name, judged in (("goal", plan.goals), ("published figure", plan.claims)):
        if judged:
            held = sum(verdict.verdict == "holds" for verdict in judged)
            well = well and held == len(judged)
            many = f"{name}{'' if len(judged) == 1 else 's'}"
            parts.append(
                f"{'all' if held == len(judged) > 1 else f'{held} of'} {len(judged)} {many} hold"
                + ("s" if len(judged) == 1 else "")
            )
    told = "; ".join(parts) or "it has no goals and no claims to judge"
    yield Note(f"The model is valid; {told}.", "good" if well else "bad")


def goals(plan: Plan) -> Iterator[Block]:
    if not plan.goals:
        return
    yield Heading("Goals", 2)
    for goal in plan.goals:
        yield Note(_goal(goal), _TONES.get(goal.verdict, "warn"))


def _goal(goal: Verdict) -> str:
    """A goal and what its left side comes to; of several comparisons, nothing."""
    joined = any(f" {word} " in f" {goal.text} " for word in ("and", "or", "not", "if"))
    told = [] if joined else [f"it is {goal.computed}"]
    told += [goal.doc] if goal.doc else []
    return f"{goal.text}: {'; '.join(told)}" if told else goal.text


def claims(plan: Plan) -> Iterator[Block]:
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
    for title, claims in (("Off with them", resting), ("Cannot be judged", unknown)):
        if claims:
            yield Prose(f"{title}: {', '.join(claim.name for claim in claims)}.")


def _tally(count: int, wrong: int, resting: int, unknown: int) -> str:
    if not (wrong or resting or unknown):
        return f"All {count} published figures hold."
    parts = []
    if wrong:
        do = "does" if wrong == 1 else "do"
        parts.append(f"{wrong} {do} not follow from the others as published")
    if resting:
        rest = "is off because it rests" if resting == 1 else "are off because they rest"
        parts.append(f"{resting} {'more ' if wrong else ''}{rest} on what does not follow")
    if unknown:
        parts.append(f"{unknown} cannot be judged, for a price is missing or a figure undefined")
    parts.append(f"{count - wrong - resting - unknown} hold")
    return f"Of {count} published figures, {'; '.join(parts)}."


def _claims_table(plan: Plan, wrong: Sequence[Verdict]) -> Table:
    vocabulary = plan.graph.model.vocabulary
    columns = (Column("Figure"), Column("Published"), Column("Follows"))
    rows = tuple(
        Row(
            (
                claim.name,
                claim.claimed,
                follows(claim, vocabulary),
                Cell(off_by(claim), "bad"),
                claim.where,
            )
        )
        for claim in wrong[:_CLAIMS_TOLD]
    )
    more = (Column("Off by", "right"), Column("Where", rank=1))
    return Table((*columns, *more), rows, total_rows=len(wrong))
