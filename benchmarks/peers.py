"""The flagship's total with its ranges, as other tools would have it: the total and nothing else.

Sixteen of the twenty ranges bear on the total as published. Each peer draws
them, works the total out in its own way, and is asked for five quantiles.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

__all__ = ["SHARES", "in_numpy", "peers", "squiggle"]

Array = NDArray[np.float64]
Peer = Callable[[int], Array]
"""Quantiles of the total in so many worlds."""

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
_END = 1.6448536269514722  # where a standard normal is below 95 times in 100

POSITIVE = {
    "per_shard": (0.6e6, 1.5e6), "primary": (1_000, 1_400), "canvas": (60e3, 250e3),
    "asked": (10, 35), "answer": (0.001, 0.004), "gpu": (0.30, 0.45), "sent": (0.04, 0.09),
    "each": (30, 75), "response": (3e3, 9e3), "out": (0.08, 0.13), "logs": (6, 30),
}  # fmt: skip
"""Lognormal ranges, by name: the ends of nine in ten."""

SHARE = {
    "api_load": (0.12, 0.30), "web_load": (0.12, 0.30), "monthly": (0.4, 0.6),
    "daily": (0.07, 0.14), "local": (0.65, 0.90),
}  # fmt: skip
"""Shares, whose odds are lognormal."""

TERMS = {
    "compute": "100000 * api_load * 0.315 * 720 + 10000 * web_load * 0.19 * 720",
    "shards": "ceil(1e9 / per_shard)",
    "canvases": "1e9 * monthly * canvas",
    "database": "shards * primary + shards * 3 * 1000 + (31e12 + canvases) * 3 * 0.17e-9",
    "assistant": "1e9 * monthly * asked * (1 - local) * answer + 10000 * gpu * 720",
    "delivery": "50e6 * sent + 1e9 * daily * each * 30 * response * out * 1e-9",
    "rest": "60000 + 175000 + 730 + 5000 + (canvases + 120e12) * 0.020e-9 + logs * 5000",
    "total": "compute + database + assistant + delivery + rest",
}
"""The total in dollars a month, in signs that numexpr, OpenTURNS and Squiggle all read."""


def _shape(low: float, high: float) -> tuple[float, float]:
    """The mean and the deviation of the logarithm."""
    return math.log(low * high) / 2, math.log(high / low) / 2 / _END


def _odds(low: float, high: float) -> tuple[float, float]:
    return _shape(low / (1 - low), high / (1 - high))


def _drawn(worlds: int) -> dict[str, Array]:
    random = np.random.Generator(np.random.PCG64(1))
    found = {name: random.lognormal(*_shape(*ends), worlds) for name, ends in POSITIVE.items()}
    for name, ends in SHARE.items():
        found[name] = 1 / (1 + np.exp(-random.normal(*_odds(*ends), worlds)))
    return found


def _told(total: object) -> Array:
    return cast("Array", np.quantile(np.asarray(total, np.float64).reshape(-1), SHARES))


def _summed(x: Mapping[str, Array]) -> Array:
    """The terms in NumPy, statement by statement."""
    compute = 100_000 * x["api_load"] * 0.315 * 720 + 10_000 * x["web_load"] * 0.19 * 720
    shards = np.ceil(1e9 / x["per_shard"])
    people = 1e9 * x["monthly"]
    canvases = people * x["canvas"]
    stored = (31e12 + canvases) * 3 * 0.17e-9
    database = shards * x["primary"] + shards * 3 * 1_000 + stored
    hosted = people * x["asked"] * (1 - x["local"]) * x["answer"]
    assistant = hosted + 10_000 * x["gpu"] * 720
    responses = 1e9 * x["daily"] * x["each"] * 30 * x["response"]
    delivery = 50e6 * x["sent"] + responses * x["out"] * 1e-9
    rest = 240_730 + (canvases + 120e12) * 0.020e-9 + x["logs"] * 5_000
    return cast("Array", compute + database + assistant + delivery + rest)


def in_numpy(worlds: int) -> Array:
    """Drawn and worked out in NumPy."""
    return _told(_summed(_drawn(worlds)))


def peers() -> Iterator[tuple[str, Peer]]:
    """Each peer that is installed, by name."""
    yield "NumPy", in_numpy
    yield "squigglepy and NumPy", _squigglepy()
    yield "Pint arrays", _pint()
    yield "numexpr", _numexpr()
    yield "OpenTURNS", _openturns()


def _squigglepy() -> Peer:
    sq = import_module("squigglepy")

    def run(worlds: int) -> Array:
        drawn = {name: sq.sample(sq.to(*ends), worlds) for name, ends in POSITIVE.items()}
        for name, ends in SHARE.items():
            mean, deviation = _odds(*ends)
            odds = sq.sample(sq.norm(mean=mean, sd=deviation), worlds)
            drawn[name] = 1 / (1 + np.exp(-odds))
        return _told(_summed(drawn))

    return run


def _numexpr() -> Peer:
    numexpr = import_module("numexpr")

    def run(worlds: int) -> Array:
        known = _drawn(worlds)
        for name, text in TERMS.items():
            known[name] = numexpr.evaluate(text, local_dict=known, global_dict={})
        return _told(known["total"])

    return run


def _openturns() -> Peer:
    ot = import_module("openturns")

    log_normal = [ot.LogNormal(*_shape(*ends), 0.0) for ends in POSITIVE.values()]
    odds = [ot.Normal(*_odds(*ends)) for ends in SHARE.values()]
    inputs = ot.JointDistribution([*log_normal, *odds])
    drawn = [*POSITIVE, *(f"z_{name}" for name in SHARE)]
    program = [f"var {name} := 1 / (1 + exp(-z_{name}));" for name in SHARE]
    program += [f"var {name} := {text};" for name, text in TERMS.items() if name != "total"]
    program.append(f"total := {TERMS['total']};")
    function = ot.SymbolicFunction(drawn, ["total"], " ".join(program))
    return lambda worlds: _told(function(inputs.getSample(worlds)))


def _pint() -> Peer:
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    for thing in ("user", "request", "instance", "shard", "USD"):
        registry.define(f"{thing} = [{thing}]")
    u = registry.Quantity
    units = {
        "per_shard": "user/shard", "primary": "USD/shard", "canvas": "byte/user",
        "asked": "request/user", "answer": "USD/request", "gpu": "USD/instance/hour",
        "sent": "USD/GB", "each": "request/user/day", "response": "byte/request",
        "out": "USD/GB", "logs": "TB", "api_load": "", "web_load": "", "monthly": "",
        "daily": "", "local": "",
    }  # fmt: skip
    month, users = u(720, "hour"), u(1e9, "user")

    def run(worlds: int) -> Array:
        x = {name: u(values, units[name]) for name, values in _drawn(worlds).items()}
        compute = u(100_000, "instance") * x["api_load"] * u(0.315, "USD/instance/hour")
        compute += u(10_000, "instance") * x["web_load"] * u(0.19, "USD/instance/hour")
        shards = u(np.ceil((users / x["per_shard"]).to("shard").magnitude), "shard")
        people = users * x["monthly"]
        canvases = people * x["canvas"]
        database = shards * x["primary"] + shards * 3 * u(1_000, "USD/shard")
        database += (u(31, "TB") + canvases) * 3 * u(0.17, "USD/GB")
        assistant = people * x["asked"] * (1 - x["local"]) * x["answer"]
        assistant += u(10_000, "instance") * x["gpu"] * month
        responses = users * x["daily"] * x["each"] * month * x["response"]
        delivery = u(50, "PB") * x["sent"] + responses * x["out"]
        rest = u(240_730, "USD") + (canvases + u(120, "TB")) * u(0.020, "USD/GB")
        rest += x["logs"] * u(5_000, "USD/TB")
        total = compute * month + database + assistant + delivery + rest
        return _told(total.to("USD").magnitude)

    return run


_SCRIPT = """
import { run } from "@quri/squiggle-lang";
const [code, count, times] = [process.argv[2], +process.argv[3], +process.argv[4]];
const took = [];
let told;
for (let i = 0; i <= times; i++) {
  const start = performance.now();
  const out = await run(code, { environment: { sampleCount: count, xyPointLength: 1000 } });
  took.push(performance.now() - start);
  if (!out.result.ok) { console.error(out.result.value.toString()); process.exit(1); }
  told = out.result.value.result.toString();
}
console.log(JSON.stringify({ took: took.slice(1), told: JSON.parse(told) }));
"""


def squiggle(worlds: int, times: int) -> tuple[list[float], Array] | None:
    """Milliseconds of some runs in node, and the quantiles; None where SQUIGGLE names no folder.

    The folder is one in which `npm install @quri/squiggle-lang` was run.
    """
    folder, node = os.environ.get("SQUIGGLE"), shutil.which("node")
    if not folder or node is None:
        return None
    script = Path(folder) / "tenfold-bench.mjs"
    script.write_text(_SCRIPT, encoding="utf-8")
    asked = (node, str(script), _in_squiggle(), str(worlds), str(times))
    found = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True)
    told = json.loads(found.stdout)
    return told["took"], np.array(told["told"])


def _in_squiggle() -> str:
    lines = [f"{name} = SampleSet.fromDist({a} to {b})" for name, (a, b) in POSITIVE.items()]
    for name, ends in SHARE.items():
        mean, deviation = _odds(*ends)
        odds = f"SampleSet.fromDist(normal({mean}, {deviation}))"
        lines.append(f"{name} = 1 / (1 + exp(-{odds}))")
    for name, text in TERMS.items():
        whole = f"SampleSet.map({text[5:-1]}, {{|x| ceil(x)}})"
        lines.append(f"{name} = {whole if text.startswith('ceil') else text}")
    lines.append(f"[{', '.join(f'quantile(total, {share})' for share in SHARES)}]")
    return "\n".join(lines).replace("_", "")
