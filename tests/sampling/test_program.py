"""Programs: what a tape does in worlds that differ, and nothing else."""

from __future__ import annotations

import math
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenfold.quantity.bind import q
from tenfold.quantity.expr import Const, Draw, call, ceil, maximum
from tenfold.quantity.tape import compile_tape
from tenfold.quantity.units import CALENDAR
from tenfold.sampling.dependence import INDEPENDENT, Dependence, Group
from tenfold.sampling.program import IN_NUMPY, write_normals, write_program

QUIET = settings(deadline=None, derandomize=True)


def drawn(key, text="2 to 8"):
    return Draw(key, q(text).spread, q(text).unit)


def program_of(nodes, *, free=(), cases=({},), dependence=INDEPENDENT, on=None):
    tape = compile_tape(on or nodes, CALENDAR, free)
    worlds = [tape.exact(case) for case in cases]
    slots = [tape.slot(node) for node in nodes]
    return write_program(tape, slots, cases, worlds, dependence), tape


def told(program):
    return [step.function for step in program.steps]


def test_what_is_in_no_doubt_is_a_constant():
    users, load = q("100").called("users"), drawn("load")
    sized = (users * q("3") + q("1")) * load
    program, tape = program_of([sized, users])
    assert told(program) == ["normal", "curve", "mul"]
    assert program.constants[-1 - program.steps[-1].args[1]] == 301.0
    assert program.told == {(0, tape.slot(sized)): 0}
    assert (0, tape.slot(users)) not in program.doubtful


def test_steps_that_no_output_needs_are_dropped():
    x, y = drawn("x"), drawn("y")
    asked, other = x * 2, y * 3
    program, _ = program_of([asked], on=[asked, other, asked + other])
    assert told(program) == ["normal", "curve", "mul"]
    assert program.keys == ("x",)
    assert len(program.spreads) == 1


def test_shared_parts_are_made_once():
    x = drawn("x")
    one, two = x * 2 + 1, call("mul", Const(Fraction(2)), x)
    program, _ = program_of([one, two, one + two])
    assert told(program) == ["normal", "curve", "mul", "add", "add"]
    assert program.outputs == 3


def test_registers_are_used_again():
    node = drawn("x")
    for at in range(50):
        node = (node * (at + 2)) + drawn(f"y{at}")
    program, _ = program_of([node])
    assert len(program.steps) == 2 + 50 * 4
    assert program.registers <= 4


@QUIET
@given(data=st.data())
def test_no_step_writes_what_it_or_another_still_reads(formulas, data):
    figures = data.draw(st.lists(formulas, min_size=1, max_size=3))
    program, _ = program_of(figures)
    held: dict[int, int] = {}
    for number, step in enumerate(program.steps):
        assert step.out not in step.args
        assert all(arg in held for arg in step.args if arg >= 0)
        assert step.out < program.registers
        held[step.out] = number
    assert sorted(step.output for step in program.steps if step.output >= 0) == list(
        range(program.outputs)
    )


def test_cases_share_what_a_moved_input_leaves_alone():
    users, load = q("100").called("users"), drawn("load")
    heavy = (load * load + load).called("heavy")
    total = heavy * users
    cases = ({}, {"users": Fraction(7)}, {"users": None})
    program, tape = program_of([total, heavy], free=["users"], cases=cases)
    assert told(program) == ["normal", "curve", "mul", "add", "mul", "mul"]
    places = program.told
    assert places[0, tape.slot(heavy)] == places[1, tape.slot(heavy)]
    assert places[0, tape.slot(total)] != places[1, tape.slot(total)]
    assert (2, tape.slot(total)) not in program.doubtful


def test_a_doubtful_input_that_is_moved_is_in_no_doubt():
    load = drawn("load").called("load")
    twice = load * 2
    program, tape = program_of([twice], free=["load"], cases=({}, {"load": Fraction(1)}))
    assert set(program.told) == {(0, tape.slot(twice))}


@pytest.mark.parametrize(
    ("made", "steps"),
    [
        (lambda x: x * 1 + 0, []),
        (lambda x: x / 1 - 0, []),
        (lambda x: 2 - x, ["sub"]),
        (lambda x: call("lt", q("3"), x), ["gt"]),
        (lambda x: call("sum", q("1"), q("2"), x, x), ["add", "add"]),
        (lambda x: call("ceil", x, q("5")), ["div", "ceil", "mul"]),
        (lambda x: maximum(q("1"), x, q("2")), ["max", "max"]),
        (lambda x: call("if", q("1 > 0"), x, x * 9), []),
        (lambda x: call("if", x > 3, q("1"), q("2")), ["gt", "if"]),
    ],
)
def test_a_function_of_many_arguments_becomes_short_steps(made, steps):
    x = drawn("x")
    program, _ = program_of([x, made(x)])
    assert told(program) == ["normal", "curve", *steps]


@pytest.mark.parametrize("made", [lambda x: x / 0, lambda x: x + q("1 / 0"), lambda x: ceil(x / 0)])
def test_what_has_no_value_in_any_world_is_no_doubt(made):
    node = made(drawn("x"))
    program, tape = program_of([node])
    assert program.steps == ()
    assert (0, tape.slot(node)) not in program.doubtful


def test_a_unit_is_one_factor():
    node = drawn("x", "2 to 8 ms")
    program, _ = program_of([node])
    assert told(program) == ["normal", "curve", "mul"]
    assert 0.001 in program.constants


def test_keys_that_move_together_are_joined():
    lower = np.array([[1.0, 0.0, 0.0], [0.6, 0.8, 0.0], [0.0, 0.5, math.sqrt(0.75)]])
    tied = Dependence((Group(("a", "b", "c"), lower @ lower.T, lower),))
    program = write_normals(["b", "a", "free"], tied)
    assert program.keys == ("a", "b", "free")
    assert told(program) == ["normal", "mul", "normal", "mul", "add", "normal"]
    x, y = drawn("a"), drawn("c")
    program, _ = program_of([x + y], dependence=tied)
    assert program.keys == ("a", "b", "c")


def test_a_chain_of_twenty_thousand_steps_is_written_quickly():
    began = time.perf_counter()
    node = drawn("x")
    for at in range(20_000):
        node = node * Const(Fraction(at + 3, at + 2))
    program, _ = program_of([node])
    assert len(program.steps) == 20_002
    assert program.registers == 2
    assert time.perf_counter() - began < 20


def test_tiers_become_plain_steps():
    found, _ = program_of([call("tiers", drawn("x"), q("3"), q("5"), q("2"))])
    assert not set(told(found)) & {"tiers", *IN_NUMPY}
    assert {"min", "max", "sub", "mul", "add"} >= set(told(found)) - {"normal", "curve"}


def test_what_only_numpy_knows_is_one_step():
    size = call("servers_for_wait", drawn("x", "2 to 8 requests/s"), q("1 s"), q("1 s"), q("99%"))
    found, _ = program_of([size])
    (step,) = [step for step in found.steps if step.function in IN_NUMPY]
    assert len(step.args) == 4
