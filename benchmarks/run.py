"""Measure what is promised, as ratios against a floor or a peer in the same run.

    python benchmarks/run.py

Whole processes are timed in turn with their floor, so that a busy machine
slows both; every figure is the median of several runs. Nothing here judges.
"""

from __future__ import annotations

import compileall
import sys
from collections.abc import Iterator
from pathlib import Path

import doubt
from floor import by_hand, with_pint
from generated import wide_model
from timing import Row, pair, process, show, timed

import tenfold as tf

ROOT = Path(__file__).parent.parent
FLAGSHIP = ROOT / "examples" / "one-billion-users.yaml"
TENFOLD = [sys.executable, "-m", "tenfold"]


def cold() -> Iterator[Row]:
    """Whole processes, bytecode compiled, against a bare Python."""
    compileall.compile_dir(str(ROOT / "src"), quiet=2)
    bare = process(sys.executable, "-c", "pass")
    for name, args in (
        ("tenfold --help", ["--help"]),
        ("tenfold plan, flagship", ["plan", str(FLAGSHIP)]),
    ):
        took, floor, ratio = pair(process(*TENFOLD, *args), bare)
        yield name, f"{took:.0f} ms", f"python -c pass, {floor:.0f} ms", f"{ratio:.1f}x"


def warm() -> Iterator[Row]:
    """The flagship again after one assumption has moved."""
    plan = tf.plan(tf.load(FLAGSHIP))
    moving = tf.move(plan, "users")
    peer = with_pint()
    check = float(moving.at({"users": "1B users"})["total.cost"])
    for found in (by_hand(1e9), float(str(peer(1e9)))):
        if abs(found / check - 1) > 1e-9:
            raise SystemExit(f"the floor says {found}, the plan {check}: they must say the same")
    many = 20

    def moved() -> None:
        for _ in range(many):
            moving.at({"users": "2B users"})

    figures = len(moving.at({}))
    for name, other in (
        ("by hand in floats, the total alone", by_hand),
        ("Pint, the total alone", peer),
    ):
        took, floor, _ = pair(moved, lambda other=other: [other(2e9) for _ in range(many)])  # type: ignore[misc]
        yield (
            f"move one input, all {figures} figures",
            f"{took / many:.2f} ms",
            f"{name}, {floor / many:.3f} ms",
            f"{took / floor:.2g}x",
        )


def reading() -> Iterator[Row]:
    """Text to a checked quantity, against Pint's parser."""
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    registry.define("request = [request]")
    registry.define("instance = [instance]")
    registry.define("user = [user]")
    ours = ["5 KB/user", "5,000 requests/s/instance", "730 hours", "80 GiB", "50 requests/user/day"]
    theirs = ["5 kB/user", "5000 request/s/instance", "730 hours", "80 GiB", "50 request/user/day"]
    took, peer, ratio = pair(
        lambda: [tf.q(t) for t in ours * 20],
        lambda: [registry.parse_expression(t) for t in theirs * 20],
    )
    yield "read 100 quantities", f"{took:.2f} ms", f"Pint, {peer:.2f} ms", f"{ratio:.2g}x"


def size() -> Iterator[Row]:
    """Generated models: load and plan, per line."""
    small, large = wide_model(100), wide_model(1_000)
    few, many = small.count("\n"), large.count("\n")
    little = timed(lambda: tf.plan(tf.read(small)), 5)
    much = timed(lambda: tf.plan(tf.read(large)), 3)
    growth = (much / many) / (little / few)
    yield (
        f"load and plan {many:,} lines",
        f"{much / 1000:.2f} s",
        f"{few:,} lines, {little / 1000:.2f} s",
        f"{growth:.2g}x a line",
    )


def parts() -> Iterator[Row]:
    """Every row, those of doubt last."""
    yield "what", "took", "against", "ratio"
    for part in (cold, warm, reading, size, doubt.parts):
        yield from part()


def main() -> None:
    """Print a row for each figure as it is found."""
    show(parts())


if __name__ == "__main__":
    main()
