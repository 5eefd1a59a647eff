"""fleet: servers that share a load. A month is 730 hours."""

from hypothesis import given
from hypothesis import strategies as st

import tenfold as tf


def test_servers_carry_the_peak(component):
    """
    kind: fleet
    load: 9,500 requests/s
    throughput: 1,000 requests/s/instance
    price: $0.10/instance/hour
    """
    # 9,500 / 1,000 = 9.5: ten servers; 10 * $0.10 * 730 = $730
    it = component()
    assert it["instances"] == it["running"] == "10 instances"
    assert it.cost == "$730.00/month"


def test_a_load_that_fits_exactly_needs_no_server_more(component):
    """
    kind: fleet
    load: 10,000 requests/s
    throughput: 1,000 requests/s/instance
    price: $1/instance/month
    """
    assert component()["instances"] == "10 instances"
    assert component(load="10,001 requests/s")["instances"] == "11 instances"


def test_a_load_by_the_day_meets_a_throughput_by_the_second(component):
    """
    kind: fleet
    load: 864M requests/day
    throughput: 1,000 requests/s/instance
    price: $1/instance/month
    """
    # 864M / 86,400 s = 10,000 requests/s
    assert component()["instances"] == "10 instances"


def test_servers_are_planned_below_what_they_carry(component):
    """
    kind: fleet
    load: 6,000 requests/s
    throughput: 1,000 requests/s/instance
    target_utilisation: 60%
    price: $1/instance/month
    """
    # 1,000 * 60% = 600; 6,000 / 600 = 10
    assert component()["instances"] == "10 instances"
    assert component(target_utilisation="100%")["instances"] == "6 instances"


def test_servers_follow_the_load_and_are_billed_on_average(component):
    """
    kind: fleet
    load: 10,000 requests/s
    throughput: 1,000 requests/s/instance
    average_load: 25%
    price: $100/instance/month
    """
    # 10 at the peak, 2.5 on average: $250
    it = component()
    assert (it["instances"], it["running"], it.cost) == (
        "10 instances",
        "2.5 instances",
        "$250.00/month",
    )


def test_the_fewest_always_run(component):
    """
    kind: fleet
    load: 1,000 requests/s
    throughput: 1,000 requests/s/instance
    minimum: 2
    average_load: 25%
    price: $100/instance/month
    """
    # one server would do; two are the fewest, by day and by night
    it = component()
    assert (it["instances"], it["running"]) == ("2 instances", "2 instances")
    # 20 at the peak, 5 on average, which is more than two
    assert component(load="20,000 requests/s")["running"] == "5 instances"


def test_spare_servers_do_not_follow_the_load(component):
    """
    kind: fleet
    load: 10,000 requests/s
    throughput: 1,000 requests/s/instance
    spare: 2 instances
    average_load: 50%
    price: $100/instance/month
    """
    # 10 + 2 at the peak; 10 * 50% + 2 on average
    it = component()
    assert (it["instances"], it["running"]) == ("12 instances", "7 instances")


def test_spare_servers_come_on_top_of_the_fewest(component):
    """
    kind: fleet
    load: 1 request/s
    throughput: 1,000 requests/s/instance
    minimum: 3
    spare: 1
    price: $100/instance/month
    """
    assert component()["instances"] == component()["running"] == "4 instances"


def test_a_stated_number_of_servers_needs_no_load(component):
    """
    kind: fleet
    instances: 100 instances
    average_load: 20%
    price: $0.315/instance/hour
    """
    # 100 * 20% = 20; 20 * $0.315 * 730 = $4,599
    it = component()
    assert (it["running"], it.cost) == ("20 instances", "$4,599/month")


def test_what_is_counted_is_what_the_throughput_is_per(component):
    """
    kind: fleet
    load: 9 queries/s
    throughput: 2 queries/s/pod
    price: $1/pod/month
    """
    assert component()["instances"] == "5 pods"


def test_more_than_can_be_had_is_an_excuse_and_not_a_smaller_plan(component):
    """
    kind: fleet
    load: 60 requests/s
    throughput: 1 request/s/instance
    maximum: 50 instances
    price: $1/instance/month
    """
    it = component()
    (excuse,) = it.plan.excuses
    assert it.cost == "$60.00/month"
    assert excuse.component == "it"
    assert (
        excuse.what == "'it.instances' comes to 60 instances, and at most 50 instances can be had"
    )
    assert "the nearest that works is 60 instances" in excuse.mend
    assert not component(load="50 requests/s").plan.excuses


def test_the_line_is_named_after_the_machine(component):
    """
    kind: fleet
    instances: 2
    machine: gcp/n1-highcpu-8
    price: $1/instance/month
    """
    assert component().titles == ["gcp/n1-highcpu-8"]
    assert component(machine="a bigger one").titles == ["a bigger one"]


def test_a_load_without_a_throughput_is_refused(refusal):
    """
    kind: fleet
    load: 5 requests/s
    price: $1/instance/month
    """
    assert "say 'load' and 'throughput'; or 'load' and 'service_time' and" in refusal()


def test_a_load_that_the_throughput_does_not_count_is_refused(refusal):
    """
    kind: fleet
    load: 5 requests/s
    throughput: 5 queries/s/instance
    """
    told = refusal()
    assert "'instances' of fleet 'it' comes out in [request-instance/query]" in told
    assert "check what its settings are per" in told


def test_a_load_may_be_in_bytes():
    # 5 GB/s over 100 MB/s a node: 50 nodes at $10
    model = tf.read(
        "tenfold: 1\n"
        "components:\n"
        "  log: {kind: fleet, load: 5 GB/s, throughput: 100 MB/s/node, price: $10/node/month}\n"
    )
    assert str(tf.plan(model)["log.instances"]) == "50 nodes"
    assert str(tf.plan(model).total) == "$500.00/month"


def test_the_bytes_that_servers_cause_are_lines_beside_them(component):
    """
    kind: fleet
    instances: 2
    price: $1/instance/month
    balanced: 1 TB/month
    balanced_price: $0.01/GB
    translated: 10 GB/day
    translated_price: $0.04/GB
    between_zones: 3 TB/month
    """
    # 1,000 GB at $0.01; 10 * 730 / 24 = 304.17 GB at $0.04; nobody prices the rest
    assert component().lines == {
        "instances": "$2.00/month",
        "balanced": "$10.00/month",
        "translated": "$12.17/month",
        "between_zones": "missing",
    }
    assert component(between_zones_price="$0.01/GB").lines["between_zones"] == "$30.00/month"
    assert component().titles[1:] == [
        "load balancing", "address translation", "traffic between zones"
    ]  # fmt: skip


def test_what_carries_those_bytes_is_that_of_the_machines_provider(component):
    """
    kind: fleet
    instances: 1
    machine: gcp/n1-highcpu-8
    region: us-central1
    balanced: 1000 GiB/month
    translated: 1000 GiB/month
    between_zones: 1000 GiB/month
    """
    # $0.008, $0.045 and $0.01 a GiB
    assert component().lines == {
        "instances": "$206.88/month",
        "balanced": "$8.00/month",
        "translated": "$45.00/month",
        "between_zones": "$10.00/month",
    }
    unknown = component(machine="a big one")
    assert {unknown.lines[item] for item in unknown.lines} == {"missing"}


def test_a_commitment_is_to_the_peak(component):
    """
    kind: fleet
    instances: 10
    average_load: 20%
    machine: gcp/n1-highcpu-8
    region: us-central1
    """
    # 2 * 730 * $0.2833944 on demand; committed to, 10 * 730 * $0.1275304
    assert component().cost == "$413.76/month"
    assert component(term="commit_3y").cost == "$930.97/month"


# -- by latency ------------------------------------------------------------------------


def test_a_share_is_to_be_answered_in_time(component):
    """
    kind: fleet
    load: 5,000 requests/s
    service_time: 10 ms
    latency_goal: 50 ms
    price: $10/instance/month
    """
    # 50 in service; M/M/53 answers 99 in 100 within 50 ms, and M/M/52 does not
    it = component()
    assert it["instances"] == "53 instances"
    assert component(load="1,000 requests/s")["instances"] == "12 instances"
    assert component(percentile="90%")["instances"] == "51 instances"


def test_four_goals_give_four_sizes(component):
    """
    kind: fleet
    load: 51,000 requests/s
    service_time: 0.45 ms
    latency_goal: 2.1 ms
    burstiness: 4
    price: $10/instance/month
    """
    sizes = [component(latency_goal=goal)["instances"] for goal in
             ("2.1 ms", "5 ms", "50 ms", "500 ms")]  # fmt: skip
    assert sizes == ["33 instances", "25 instances", "24 instances", "23 instances"]


def test_threads_are_one_pool(component):
    """
    kind: fleet
    load: 5,000 requests/s
    service_time: 10 ms
    threads: 8 threads/pod
    latency_goal: 50 ms
    price: $10/pod/month
    """
    # 53 threads in pods of 8
    assert component()["instances"] == "7 pods"


def test_services_that_vary_more_take_more(component):
    """
    kind: fleet
    load: 1,000 requests/s
    service_time: 10 ms
    latency_goal: 130 ms
    """
    # 10 in service
    sizes = [component(variability=cs2)["instances"] for cs2 in ("0", "1", "4")]
    assert sizes == ["11 instances", "11 instances", "12 instances"]
    assert component(burstiness="9")["instances"] == "12 instances"


def test_a_goal_that_no_server_keeps_is_an_excuse_with_the_nearest(component):
    """
    kind: fleet
    load: 5,000 requests/s
    service_time: 10 ms
    latency_goal: 20 ms
    price: $10/instance/month
    """
    # 99 in 100 exponential services take 10 ms * ln(100) = 46.05 ms, and a hundredth to wait
    it = component()
    (excuse,) = it.plan.excuses
    assert excuse.what == "'it.least_goal' takes 46.51 ms, and the goal is 20 ms"
    assert excuse.mend.endswith("the nearest that works is 46.51 ms")
    # nothing disappears: it is sized by that goal, and the goal as told then has no excuse
    assert it["instances"] == component(latency_goal="46.51 ms")["instances"]
    assert not component(latency_goal="46.51 ms").plan.excuses
    assert not component(instances="7 instances").plan.excuses


def test_the_largest_size_binds(component):
    """
    kind: fleet
    load: 5,000 requests/s
    service_time: 10 ms
    latency_goal: 50 ms
    target_utilisation: 60%
    """
    # 50 / 60% = 83.3; by latency 53
    it = component()
    assert it["instances"] == it["by_utilisation"] == "84 instances"
    assert it["by_latency"] == "53 instances"
    assert component(throughput="50 requests/s/instance")["instances"] == "167 instances"
    assert component(minimum="200 instances")["instances"] == "200 instances"


def test_room_is_left_for_growth_while_a_server_starts(component):
    """
    kind: fleet
    load: 6,000 requests/s
    throughput: 1,000 requests/s/instance
    growth: 20%/minute
    boot_time: 3 minutes
    """
    # 1 / (1 + 0.2 * 3) = 62.5%; 6 / 62.5% = 9.6
    it = component()
    assert (it["busiest"], it["instances"]) == ("62.5%", "10 instances")
    assert component(target_utilisation="100%")["instances"] == "6 instances"


def test_one_zone_may_be_lost(component):
    """
    kind: fleet
    load: 10,000 requests/s
    throughput: 1,000 requests/s/instance
    zones: 3
    spare: 1
    """
    # 10 in any two of three zones: 5 in each, and one to spare
    assert component()["instances"] == "16 instances"
    assert component(zones="2")["instances"] == "21 instances"
    assert component(zones="1")["instances"] == "11 instances"
    assert component(zones="0")["instances"] == "11 instances"


def test_cores_share_and_so_carry_less(component):
    """
    kind: fleet
    load: 500K requests/s
    cores: 16 cores/instance
    core_throughput: 400 requests/s/core
    contention: 3%
    coherency: 0.01%
    """
    # 6,400 / (1 + 3% * 15 + 0.01% * 16 * 15) = 4,342 requests/s: 115.2
    it = component()
    assert (it["carried"], it["instances"]) == ("4,342 requests/s/instance", "116 instances")
    assert component(contention="0%", coherency="0%")["instances"] == "79 instances"


def test_a_load_in_bytes_does_not_queue(refusal):
    """
    kind: fleet
    load: 5 GB/s
    service_time: 10 ms
    latency_goal: 50 ms
    """
    assert "a load is things per time, not [GB/s]" in refusal()


def test_what_is_not_used_is_no_figure(component):
    """
    kind: fleet
    load: 10 requests/s
    throughput: 1 request/s/instance
    """
    names = set(component().plan.names())
    assert not names & {"it.threads", "it.variability", "it.contention", "it.percentile"}
    assert "it.target_utilisation" in names


LATENCY = """
tenfold: 1
components:
  it:
    kind: fleet
    load: {load} requests/s
    service_time: 10 ms
    latency_goal: {goal} ms
    variability: {cs2}
    burstiness: {ca2}
    percentile: {share}%
    price: $1/instance/month
"""


@given(
    load=st.integers(1, 10**7), goal=st.integers(1, 2000), share=st.sampled_from([50, 90, 99]),
    cs2=st.sampled_from([0, 0.5, 1, 4]), ca2=st.sampled_from([0, 1, 3]), more=st.integers(2, 10),
)  # fmt: skip
def test_more_load_and_tighter_goals_never_cost_less(load, goal, share, cs2, ca2, more):
    def plan(**changed):
        said = {"load": load, "goal": goal, "share": share, "cs2": cs2, "ca2": ca2, **changed}
        return tf.plan(tf.read(LATENCY.format(**said)))

    def cost(**changed):
        return plan(**changed).total.value

    here = cost()
    assert here > 0
    assert cost(load=load * more) >= here
    assert cost(goal=goal * more) <= here
    assert plan(share=99.9).excuses or cost(share=99.9) >= here
    assert cost(ca2=ca2 + more) >= here
