"""One declared load reaches everything behind it: calls, misses, several callers, circles."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tenfold as tf
from tenfold.errors import Rejected

WEB = """
tenfold: 1
name: web
components:
  web:
    kind: fleet
    load: 1,000 requests/s
    throughput: 100 requests/s/instance
    price: $1/instance/month
    calls: {CALLS}
  api:
    kind: fleet
    throughput: 50 requests/s/pod
    price: $1/pod/month
    APICALLS
  worker:
    kind: fleet
    throughput: 10 requests/s/worker
    price: $1/worker/month
"""


def planned(calls, api=""):
    text = WEB.replace("{CALLS}", f"{{{calls}}}").replace("APICALLS", api)
    return tf.plan(tf.read(text), sampling=None)


def refused(calls, api=""):
    with pytest.raises(Rejected) as error:
        planned(calls, api)
    return [(problem.code, problem.what, problem.mend) for problem in error.value.problems]


def test_what_is_called_is_loaded_as_often_as_it_is_called():
    plan = planned("api: 3 requests/request, worker: 0.5/request")
    assert str(plan["api.load"]) == "3,000 requests/s"
    assert str(plan["api.instances"]) == "60 pods"
    assert str(plan["worker.load"]) == "500 requests/s"
    assert plan.graph.figures["api.load"].origin.doc == "what calls it"


def test_what_several_call_is_loaded_by_all_of_them():
    plan = planned("api: 3/request, worker: 0.5/request", "calls: {worker: 0.1/request}")
    # 1,000 * 0.5 from the web, 3,000 * 0.1 from the api
    assert str(plan["worker.load"]) == "800 requests/s"
    assert "web.load" in str(plan.why("worker.load").formula)


def test_a_load_may_be_a_figure_of_any_kind():
    plan = planned("api: 2 * 1.5 requests/request, worker: 1 requests/request")
    assert str(plan["api.load"]) == "3,000 requests/s"


def test_a_call_may_name_the_setting_that_it_loads():
    plan = planned("api.load: 2/request, worker: 1/request")
    assert str(plan["api.load"]) == "2,000 requests/s"


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_more_load_at_the_door_is_more_load_behind_it(one, two):
    model = tf.read(WEB.replace("{CALLS}", "{api: 3/request, worker: 1/request}")
                    .replace("APICALLS", ""))  # fmt: skip
    loads = [tf.plan(model, set={"web.load": f"{n} requests/s"}, sampling=None) for n in (one, two)]
    found = [Fraction(plan["api.load"].value) for plan in loads]
    assert found == [3 * one, 3 * two]
    assert (loads[0].total.value <= loads[1].total.value) or one > two


@pytest.mark.parametrize(
    ("calls", "api", "problem"),
    [
        ("apj: 1/request, worker: 1/request", "load: 1 requests/s",
         ("T516", "'web' calls 'apj', which is none", "did you mean 'api'?")),
        ("api: 1/request, worker: 1/request", "load: 1 requests/s",
         ("T516", "'web' calls 'api', which states its 'load' itself", "leave one of the two out")),
        ("api: 1/request on miss, worker: 1/request", "",
         ("T516", "'web' calls no cache that could miss", None)),
        ("api.lod: 1/request, worker: 1/request", "",
         ("T516", "fleet 'api' has no 'lod'", "did you mean 'api.load'?")),
        ("api: 1/request, worker: 1/request", "calls: {web: 1/request}",
         ("T516", "'api' calls 'web', which states its 'load' itself", None)),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be(calls, api, problem):
    code, what, mend = problem
    told = refused(calls, api)
    assert (code, what) in [(found[0], found[1]) for found in told]
    assert mend is None or mend in [found[2] for found in told]


def test_a_circle_of_calls_is_refused():
    (code, what, _), *_ = refused("worker: 1/request", "calls: {api: 1/request}")
    assert code == "T505"
    assert "api" in what


def test_how_often_is_a_formula_with_a_place():
    (problem,) = refused("api: 3 reqests/request, worker: 1/request")
    assert problem[0] == "T102"


CACHED = """
tenfold: 1
name: cached
components:
  api:
    kind: fleet
    load: 1,000 requests/s
    throughput: 100 requests/s/instance
    price: $1/instance/month
    calls:
      cache: 2 operations/request
      database: 1 query/request on miss
      database.writes: 0.1 transactions/request
  cache:
    kind: cache
    hit_ratio: 90%
    operations_per_shard: 500 operations/s/shard
    price: $1/instance/month
  database:
    kind: sql
    writes_per_shard: 60 transactions/s/shard
    reads_per_replica: 50 queries/s/replica
    price: $1/instance/month
    replica_price: $1/replica/month
"""


def test_misses_of_the_cache_that_is_called_reach_what_is_behind_it():
    plan = tf.plan(tf.read(CACHED), sampling=None)
    assert str(plan["cache.operations"]) == "2,000 operations/s"
    assert str(plan["cache.shards"]) == "4 shards"
    assert str(plan["database.reads"]) == "100 queries/s"
    assert str(plan["database.writes"]) == "100 transactions/s"
    assert str(plan["database.shards"]) == "2 shards"
    better = tf.plan(tf.read(CACHED), set={"cache.hit_ratio": "95%"}, sampling=None)
    assert str(better["database.reads"]) == "50 queries/s"
