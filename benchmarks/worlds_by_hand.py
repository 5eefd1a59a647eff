"""The same worlds by hand: NumPy node by node, and one loop written for this model alone.

Both make every figure of the flagship and five of its quantiles. They know
nothing of numerical error, of values that are undefined or of what is nearly whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import numpy as np
from flagship import Figures
from numpy.typing import NDArray

from tenfold.quantity.kernels import KERNELS
from tenfold.quantity.tape import INPUT, double
from tenfold.sampling.chance import SETS, key_of, words_of
from tenfold.sampling.curve import LOGIT, LOGNORMAL, NORMAL, Curve, curve_of
from tenfold.sampling.histogram import Ruler
from tenfold.sampling.program import Instruction, Program
from tenfold.sampling.sample import Sample
from tenfold.sampling.settings import Sampling

__all__ = ["SHARES", "fused", "node_by_node"]

Array = NDArray[np.float64]

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
BLOCK = 256
SHIFT = 52 - 7  # of the bits of a double: 128 bins to a doubling


def node_by_node(known: Figures, doubtful: Sequence[int], worlds: int) -> Mapping[int, Array]:
    """Quantiles of some slots of the tape: whole arrays, each let go once nothing reads it."""
    random = np.random.Generator(np.random.PCG64(1))
    tape, wanted = known.tape, set(doubtful)
    found: dict[int, Array] = {}
    last = {arg: step.out for step in tape.steps for arg in step.args}
    slots: dict[int, Array] = {at: np.array(double(value)) for at, value in enumerate(tape.start)}
    for draw, slot in tape.draws.items():
        scale = double(tape.draw_scales[draw])
        slots[slot] = _drawn(random, curve_of(draw.spread), worlds) * scale
    with np.errstate(all="ignore"):
        for step in tape.steps:
            args = [slots[arg] for arg in step.args]
            slots[step.out] = args[0] if step.function == INPUT else KERNELS[step.function](*args)
            for slot in {step.out, *step.args}:
                if last.get(slot, step.out) == step.out and slot in slots:
                    _summarised(slot, slots.pop(slot), wanted, found)
        for slot, value in slots.items():
            _summarised(slot, value, wanted, found)
    return found


def _summarised(slot: int, value: Array, wanted: set[int], found: dict[int, Array]) -> None:
    if slot in wanted:
        found[slot] = np.quantile(value, SHARES)


def _drawn(random: np.random.Generator, curve: Curve, worlds: int) -> Array:
    if curve.kind == LOGNORMAL:
        return random.lognormal(curve.a, curve.b, worlds)
    drawn = random.normal(curve.a, curve.b, worlds)
    return drawn if curve.kind == NORMAL else curve.whole / (1 + np.exp(-drawn))


def fused(like: Sample) -> Callable[[Sampling], Array]:
    """A function that runs worlds and tells quantiles by output, counted by doublings.

    The Sample must count all its outputs. The random numbers, the shapes put on them
    and the exponential are Tenfold's own functions; the rest is written out anew.
    """
    import numba

    from tenfold.sampling.loops import bits_of

    quick = numba.njit(nogil=True, error_model="numpy", fastmath=True)
    program, rulers = (
        like.program,
        [ruler for ruler in like.tally.layout.rulers if ruler is not None],
    )
    lines = np.array([_octaves(ruler) for ruler in rulers], np.int64)
    bins = int((lines[:, 2] + lines[:, 3]).max()) + 2
    draw, figures = quick(_source(program, "draw")), quick(_source(program, "figures"))

    @quick
    def count(
        rows: Array, lines: NDArray[np.int64], counts: NDArray[np.int64], sums: Array
    ) -> None:
        places = np.empty(BLOCK, np.int64)
        for at in range(lines.shape[0]):
            shift, least, above, below = lines[at]
            row, mine = rows[at * BLOCK : (at + 1) * BLOCK], counts[at]
            total = squares = 0.0
            low, high = np.inf, -np.inf
            for i in range(BLOCK):
                rank = max((bits_of(abs(row[i])) >> shift) - least, 0)
                places[i] = (
                    below - min(rank, below) if row[i] < 0.0 else below + 1 + min(rank, above)
                )
            for i in range(BLOCK):
                mine[places[i]] += 1
            for i in range(BLOCK):
                total += row[i]
                squares += row[i] * row[i]
                low, high = min(low, row[i]), max(high, row[i])
            sums[at, 0] += total
            sums[at, 1] += squares
            sums[at, 2], sums[at, 3] = min(sums[at, 2], low), max(sums[at, 3], high)

    @quick
    def run(  # noqa: PLR0913, PLR0917 - compiled, and asked for in one place
        worlds: int,
        keys: NDArray[np.uint64],
        words: NDArray[np.uint32],
        digits: int,
        lines: NDArray[np.int64],
        counts: NDArray[np.int64],
        sums: Array,
    ) -> None:
        inputs, outputs = np.empty(keys.size * BLOCK), np.empty(lines.shape[0] * BLOCK)
        for start in range(0, worlds, BLOCK):
            draw(inputs, keys, words, digits, start)
            figures(inputs, outputs)
            count(outputs, lines, counts, sums)

    def one(sampling: Sampling, set_: int) -> tuple[NDArray[np.int64], Array]:
        keys = np.array([key_of(sampling.seed, key, set_) for key in program.keys], np.uint64)
        words, digits = np.ascontiguousarray(words_of(keys).T), sampling.per_set.bit_length() - 1
        counts, sums = np.zeros((len(rulers), bins + 1), np.int64), np.zeros((len(rulers), 4))
        sums[:, 2], sums[:, 3] = np.inf, -np.inf
        run(sampling.per_set, keys, words, digits, lines, counts, sums)
        return counts, sums

    def all_sets(sampling: Sampling) -> Array:
        with ThreadPoolExecutor() as pool:
            parts = list(pool.map(lambda set_: one(sampling, set_), range(SETS)))
        counts = np.sum([part[0] for part in parts], axis=0)
        return np.array([_quantiles(*both) for both in zip(lines, counts, strict=True)])

    return all_sets


def _octaves(ruler: Ruler) -> tuple[int, int, int, int]:
    """Bins of 128 to a doubling, over the values that a Sample has bins for."""
    known = ruler.edges[np.isfinite(ruler.edges) & (ruler.edges != 0)]
    ranks = np.abs(known).view(np.int64) >> SHIFT
    least, many = int(ranks.min()), int(ranks.max() - ranks.min()) + 1
    return SHIFT, least - 1, many if known.max() > 0 else 0, many if known.min() < 0 else 0


def _quantiles(line: NDArray[np.int64], counts: NDArray[np.int64]) -> Array:
    """Five quantiles of a histogram: on the line through the bin that each falls in."""
    _, least, above, below = (int(part) for part in line)
    sizes = ((least + np.arange(1, max(above, below) + 2)) << SHIFT).view(np.float64)
    edges = np.concatenate((-sizes[: below + 1][::-1], [0.0], sizes[: above + 1]))
    upto = np.concatenate(([0], np.cumsum(counts[: below + above + 2])))
    return cast("Array", np.interp(np.array(SHARES) * upto[-1], upto, edges))


_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_TESTS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}


def _source(program: Program, name: str) -> Callable[..., None]:
    """A function written out for one Program, without a loop over its steps."""
    body = _draw(program) if name == "draw" else _figures(program)
    text = "\n".join(body)
    from tenfold.sampling import dealing

    names = {
        "np": np, "B": BLOCK, "latin": dealing.latin, "inverse": dealing.inverse,
        "exponential": dealing.exponential,
    }  # fmt: skip
    exec(compile(text, f"<{name} by hand>", "exec"), names)  # noqa: S102 - a loop written for one model is what is measured
    return cast("Callable[..., None]", names[name])


def _draw(program: Program) -> list[str]:
    """Every range, drawn: the random numbers and the functions are Tenfold's own."""
    lines = ["def draw(x, keys, words, digits, start):"]
    lines += ["    u, short = np.empty(B), np.empty(B, np.uint32)"]
    lines += ["    far, room = np.empty(B, np.int32), np.empty(2 * B)"]
    for step in program.steps:
        if step.function == "normal":
            k, row = step.which, f"x[{step.which * BLOCK}:{(step.which + 1) * BLOCK}]"
            lines += [
                f"    z = {row}",
                f"    latin(u, short, keys[{k}], words[{k}], digits, start)",
            ]
            lines += ["    inverse(z, u, far, room)", "    for i in range(B):"]
            lines += [f"        z[i] = {_shaped(curve_of(program.spreads[_curve(program, step)]))}"]
    return lines


def _curve(program: Program, normal: Instruction) -> int:
    """Which spread is put on a normal: the next curve that reads its register."""
    after = program.steps[program.steps.index(normal) + 1 :]
    return next(s.which for s in after if s.function == "curve" and s.args[0] == normal.out)


def _shaped(curve: Curve) -> str:
    line = f"{curve.a!r} + {curve.b!r} * z[i]"
    if curve.kind == LOGNORMAL:
        return f"exponential({line})"
    if curve.kind == LOGIT:
        return f"{curve.whole!r} / (1.0 + exponential(-({line})))"
    return line


def _figures(program: Program) -> list[str]:
    """Every figure of one world in straight lines, within one loop over a block."""
    lines = ["def figures(x, out):", "    for i in range(B):"]
    held: dict[int, str] = {}
    for at, step in enumerate(program.steps):
        args = [held[a] if a >= 0 else repr(program.constants[-1 - a]) for a in step.args]
        if step.function == "normal":
            held[step.out] = f"x[{step.which * BLOCK} + i]"
            continue
        lines.append(f"        v{at} = {_written(step.function, args)}")
        held[step.out] = f"v{at}"
        if step.output >= 0:
            lines.append(f"        out[{step.output * BLOCK} + i] = v{at}")
    return lines


def _written(function: str, args: list[str]) -> str:
    if function == "curve":
        return args[0]
    if function in _SIGNS:
        return f"{args[0]} {_SIGNS[function]} {args[1]}"
    if function in _TESTS:
        return f"1.0 if {args[0]} {_TESTS[function]} {args[1]} else 0.0"
    if function == "neg":
        return f"-{args[0]}"
    if function == "if":
        return f"{args[1]} if {args[0]} != 0.0 else {args[2]}"
    return f"{'np.' if function in {'ceil', 'floor', 'sqrt'} else ''}{function}({', '.join(args)})"
