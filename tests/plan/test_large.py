"""Deep and wide models: loaded and planned in seconds, and in proportion to their size."""

import time

import pytest

import tenfold as tf


def chain(length):
    lines = [f"  a{n}: a{n - 1} + 1 user" for n in range(length - 1, 0, -1)]
    return "\n".join(["tenfold: 1", "assumptions:", *lines, "  a0: 1 user", ""])


def wide(components):
    """A line of demand and a component of nine lines, over and over, each stated and priced."""
    fleet = (
        "    kind: fleet\n    category: C{n}\n    load: peak_{n}\n"
        "    throughput: 800 requests/s/instance\n    average_load: 40%\n    minimum: 2\n"
        "    instances: 5 instances\n    price: €0.10/instance/hour\n"
    )
    lines = ["tenfold: 1", "exchange: {EUR: $1.1}", "assumptions:", "  users: 10M users"]
    lines += [f"  peak_{n}: users * {n % 7 + 1} requests/user/day" for n in range(components)]
    parts = [f"  fleet_{n}:\n{fleet.format(n=n)}" for n in range(components)]
    return "\n".join([*lines, "components:", "".join(parts)])


def readings(components, kind):
    changes = "".join(f"      fleet_{n}.average_load: 20%\n" for n in range(components))
    return f"{kind}:\n  all:\n    set:\n{changes}"


def seconds(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def test_ten_thousand_assumptions_each_on_the_one_before():
    plan = tf.plan(tf.read(chain(10_000)))
    assert plan["a9999"].value == 10_000
    reason, depth = plan.why("a9999"), 0
    while reason.children:
        reason, depth = reason.children[0], depth + 1
    assert depth > 30


def test_a_circle_of_ten_thousand_is_told_in_a_line():
    text = chain(10_000).replace("  a0: 1 user", "  a0: a9999")
    with pytest.raises(tf.Rejected) as refused:
        tf.plan(tf.read(text))
    (problem,) = refused.value.problems
    assert len(problem.what) < 200


def test_a_thousand_components_in_ten_thousand_lines():
    text = wide(1_000)
    assert text.count("\n") > 10_000
    plan = tf.plan(tf.read(text))
    # 5 instances at 40% make 2; at €0.10 an hour, $1.1 to a euro, 730 hours
    assert float(plan.total) == pytest.approx(1_000 * 2 * 0.11 * 730)
    assert len(plan.categories) == 1_000


@pytest.mark.parametrize(
    "planned",
    [
        lambda n: tf.plan(tf.read(wide(n))),
        lambda n: tf.plan(tf.read(wide(n) + readings(n, "strategies"))),
        lambda n: tf.plan(tf.read(wide(n) + readings(n, "scenarios")), scenario="all"),
        lambda n: tf.plan(tf.read(wide(n)), set={f"fleet_{i}.instances": "7" for i in range(n)}),
        lambda n: tf.plan(tf.read(wide(n).replace("    price: €0.10/instance/hour\n", ""))),
        lambda n: tf.plan(
            tf.read(
                wide(n) + "claims:\n" + "".join(f"  fleet_{i}.cost: $5/month\n" for i in range(n))
            )
        ),
        lambda n: tf.compare(
            *(tf.plan(tf.read(wide(n).replace("40%", share))) for share in ("40%", "50%"))
        ),
    ],
    ids=["plan", "strategy", "scenario", "set", "unpriced", "claims", "compare"],
)
def test_time_grows_with_size_and_no_faster(planned):
    """Four times the model in about four times the time; sixteen would be a square."""
    planned(20)
    small = min(seconds(lambda: planned(75)) for _ in range(2))
    large = min(seconds(lambda: planned(300)) for _ in range(2))
    assert large < 9 * small


def test_a_thousand_mistakes_are_told_in_seconds():
    text = wide(1_000).replace("throughput:", "thruput:")
    with pytest.raises(tf.Rejected) as refused:
        tf.plan(tf.read(text))
    assert len(refused.value.problems) == 1_000
