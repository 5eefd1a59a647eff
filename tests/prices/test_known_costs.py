"""Monthly costs that anybody can work out from the providers' lists, through a whole small model.

Each says its arithmetic: a month of 730 hours, and GB and GiB told apart.
"""

from dataclasses import dataclass
from fractions import Fraction

import pytest

import tenfold as tf
from tenfold.plan.amount import Amount

HOURS = 730
GIB_IN_TB = Fraction(1000**4, 1024**3)


@dataclass(frozen=True)
class Case:
    """A model of one component, and what a month of it costs."""

    what: str
    component: str
    cost: Fraction
    where: str = "region: us-central1"


def money(text: str) -> Fraction:
    return Fraction(text)


def tiered(quantity: Fraction, *tiers: tuple[int | None, str]) -> Fraction:
    """What an amount costs by rates, each up to an amount."""
    cost, start = Fraction(0), Fraction(0)
    for end, rate in tiers:
        inside = max(min(quantity, quantity if end is None else Fraction(end)) - start, Fraction(0))
        cost += inside * money(rate)
        start = start if end is None else Fraction(end)
    return cost


def total(component: str, where: str = "region: us-central1") -> Amount:
    text = f"tenfold: 1\nprices: {{{where}}}\ncomponents:\n  it: {{{component}}}\n"
    return tf.plan(tf.read(text), sampling=None).total


def monthly(amount: Amount) -> Fraction:
    """Dollars a month, from dollars a second."""
    assert amount.unit.dimension == (("USD", 1), ("time", -1))
    return Fraction(amount.value) * 3600 * HOURS


AWS, AZURE = "region: us-east-1", "region: eastus"
CDN = ((10_240, "0.08"), (153_600, "0.055"), (512_000, "0.03"))
CLOUDFRONT = ((10_240, "0.085"), (51_200, "0.08"), (153_600, "0.06"), (512_000, "0.04"))
EGRESS = ((1_024, "0.12"), (10_240, "0.11"), (None, "0.08"))


def bill(line: str) -> str:
    """A line of the model's own, priced by the catalogue."""
    return f"kind: custom, bill: [{{item: line, {line}}}]"


CASES = [
    # 0.189999 x 730 = 138.69927
    Case(
        "an n1-standard-4",
        "kind: fleet, instances: 1, machine: gcp/n1-standard-4",
        money("0.189999") * HOURS,
    ),
    # 30% less: 97.09
    Case(
        "an n1-standard-4 that runs all month, with its sustained-use discount",
        "kind: fleet, instances: 1, machine: gcp/n1-standard-4",
        money("0.189999") * HOURS * money("0.7"),
        "region: us-central1, sustained_use: true",
    ),
    # (0.379998 + 0.35) x 730 = 532.90; ten thousand of them 5.33M
    Case(
        "ten thousand n1-standard-8 with a T4 each",
        "kind: llm, servers: 10000 instances, machine: gcp/n1-standard-8 + T4",
        10_000 * (money("0.379998") + money("0.35")) * HOURS,
    ),
    Case(
        "an n1-standard-8 with two T4",
        "kind: fleet, instances: 1, machine: gcp/n1-standard-8 + 2 x T4",
        (money("0.379998") + 2 * money("0.35")) * HOURS,
    ),
    Case(
        "a hundred e2-standard-8 on spot",
        "kind: fleet, instances: 100, machine: gcp/e2-standard-8, term: spot",
        100 * money("0.160848") * HOURS,
    ),
    # 37% below 0.388472
    Case(
        "ten n2-standard-8 committed to for a year",
        "kind: fleet, instances: 10, machine: gcp/n2-standard-8, term: commit_1y",
        10 * money("0.244728") * HOURS,
    ),
    # a quarter of an m5.2xlarge: 0.1443687215 / 4 = 0.036092180375
    Case(
        "an m5.large committed to for three years",
        "kind: fleet, instances: 1, machine: aws/m5.large, term: commit_3y",
        money("0.1443687215") / 4 * HOURS,
        AWS,
    ),
    Case(
        "an m5.large on demand",
        "kind: fleet, instances: 1, machine: aws/m5.large",
        money("0.096") * HOURS,
        AWS,
    ),
    Case(
        "twenty Standard_D4s_v5",
        "kind: fleet, instances: 20, machine: azure/Standard_D4s_v5",
        20 * money("0.192") * HOURS,
        AZURE,
    ),
    # 750 TB = 698,491.9 GiB: 122.88 + 1,013.76 + 688,251.9 x 0.08 = 56,197
    Case(
        "750 TB to the internet",
        "kind: edge, bytes: 750 TB/month, service: gcp/internet-egress",
        tiered(750 * GIB_IN_TB, *EGRESS),
    ),
    Case(
        "500 TiB from a CDN, to the end of the published list",
        "kind: edge, bytes: 500 TiB/month, service: gcp/cloud-cdn",
        money("819.2") + money("7884.8") + 10_752,
    ),
    Case(
        "400 TB from a CDN",
        "kind: edge, bytes: 400 TB/month, service: gcp/cloud-cdn",
        tiered(400 * GIB_IN_TB, *CDN),
    ),
    # 400 TB of viewers' bytes, a tenth fetched from the origin, 10 bn lookups
    Case(
        "400 TB from a CDN with its fill and its lookups",
        "kind: edge, bytes: 400 TB/month, hit_ratio: 90%, requests: 10B requests/month,"
        " service: gcp/cloud-cdn",
        tiered(400 * GIB_IN_TB, *CDN) + 40 * GIB_IN_TB * money("0.01") + 10**6 * money("0.0075"),
    ),
    Case(
        "100 TB from CloudFront",
        "kind: edge, bytes: 100 TB/month, service: aws/cloudfront",
        tiered(100 * GIB_IN_TB, *CLOUDFRONT),
        AWS,
    ),
    Case(
        "10 TB to the internet from AWS, 100 GiB of it free",
        "kind: edge, bytes: 10 TB/month, service: aws/internet-egress",
        tiered(10 * GIB_IN_TB, (100, "0"), (10_240, "0.09")),
        AWS,
    ),
    # Azure's network is billed by decimal GB: 870 + 3,320 + 7,000 + 49,900 x 0.05 = 13,685
    Case(
        "200 TB to the internet from Azure",
        "kind: edge, bytes: 200 TB/month, service: azure/internet-egress",
        Fraction(870 + 3_320 + 7_000 + 2_495),
        AZURE,
    ),
    # 8 x 0.0826 + 52 x 0.014 = 1.3888; x 730 = 1,013.824
    Case(
        "a database server with a stand-by",
        "kind: sql, shards: 1 shard, machine: gcp/db-n1-highmem-8, availability: regional",
        (8 * money("0.0826") + 52 * money("0.014")) * HOURS,
    ),
    # and two replicas without one, 506.912 each; 4 copies of a TiB, and a TiB of backups
    Case(
        "a database with a stand-by, two replicas, its storage and its backups",
        "kind: sql, shards: 1 shard, machine: gcp/db-n1-highmem-8, availability: regional,"
        " replicas_per_shard: 2 replicas/shard, data: 1 TiB, backups: 1 TiB",
        money("1013.824") + 2 * money("506.912") + 1024 * (4 * money("0.17") + money("0.08")),
    ),
    Case(
        "an m5.large of RDS in two zones with a TiB",
        "kind: sql, shards: 1 shard, machine: aws/db.m5.large, availability: regional, data: 1 TiB",
        money("0.356") * HOURS + 1024 * money("0.23"),
        AWS,
    ),
    # 10 GiB x 0.027 x 730 = 197.10
    Case(
        "a hundred Redis instances of 10 GiB",
        "kind: cache, nodes: 100 instances, machine: 10 GiB of gcp/redis-basic-m2",
        100 * 10 * money("0.027") * HOURS,
    ),
    # three nodes at 0.167 an hour, and a TiB on gp2
    Case(
        "a search cluster of three nodes",
        "kind: search, clusters: 1 cluster, nodes_per_cluster: 3 nodes/cluster, index: 1 TiB,"
        " machine: aws/r6g.large.search",
        3 * money("0.167") * HOURS + 1024 * money("0.135"),
        AWS,
    ),
    # 0.10 x 730 = 73.00 each
    Case(
        "ten Kubernetes clusters",
        "kind: kubernetes, clusters: 10 clusters, service: gcp/gke",
        Fraction(10 * 73),
    ),
    Case(
        "a Kubernetes cluster under standard support",
        "kind: kubernetes, clusters: 1 cluster, service: aws/eks",
        Fraction(73),
        AWS,
    ),
    # 170 TB = 158,324.8 GiB
    Case(
        "170 TB of objects, read a hundred million times and written a million times",
        "kind: objects, data: 170 TB, class: gcp/gcs-standard,"
        " reads: 100M operations/month, writes: 1M operations/month",
        170 * GIB_IN_TB * money("0.020") + 100 * money("0.4") + 5,
    ),
    Case(
        "170 TB of objects in several regions of the United States",
        "kind: objects, data: 170 TB, class: gcp/gcs-standard-multi, region: us",
        170 * GIB_IN_TB * money("0.026"),
    ),
    Case(
        "50 TB of S3",
        "kind: objects, data: 50 TB, class: aws/s3-standard",
        50 * GIB_IN_TB * money("0.023"),
        AWS,
    ),
    Case(
        "600 TiB of S3, through all of its tiers",
        "kind: objects, data: 600 TiB, class: aws/s3-standard",
        51_200 * money("0.023") + 460_800 * money("0.022") + 102_400 * money("0.021"),
        AWS,
    ),
    # 10 TB = 9,313.2 GiB, the first 50 free
    Case(
        "10 TB of logs",
        "kind: telemetry, logs: 10 TB/month, service: gcp/cloud-logging",
        (10 * GIB_IN_TB - 50) * money("0.5"),
    ),
    # a bn tokens at $10 a million, 300M at $30
    Case(
        "a million requests to GPT-4 Turbo",
        "kind: llm, requests: 1M requests/month, model: openai/gpt-4-turbo,"
        " tokens_in: 1000 tokens/request, tokens_out: 300 tokens/request",
        Fraction(1_000 * 10 + 300 * 30),
    ),
    # the standard context, as nobody says otherwise
    Case(
        "a million requests to Gemini 2.5 Pro",
        "kind: llm, requests: 1M requests/month, model: google/gemini-2.5-pro,"
        " tokens_in: 1000 tokens/request, tokens_out: 300 tokens/request",
        1_000 * money("1.25") + 300 * 10,
    ),
    # 150,000 millions x 0.75, and 5 x 5
    Case(
        "Cloud Armor: five policies and 150 bn requests",
        "kind: edge, requests: 150B requests/month, shields: 5 policies, service: gcp/cloud-armor",
        150_000 * money("0.75") + 25,
    ),
    # 0.025 for five rules, 0.01 for each of three more
    Case(
        "eight forwarding rules",
        bill("product: gcp/load-balancer, meter: instance, quantity: 8 rules"),
        (money("0.025") + 3 * money("0.01")) * HOURS,
    ),
    Case(
        "three forwarding rules cost what five do",
        bill("product: gcp/load-balancer, meter: instance, quantity: 3 rules"),
        money("0.025") * HOURS,
    ),
    # at most 32 of them are billed
    Case(
        "a hundred machines behind one NAT gateway",
        bill("product: gcp/cloud-nat, meter: instance, quantity: 100 vms"),
        money("0.0448") * HOURS,
    ),
    # two million are free
    Case(
        "five million requests to Cloud Run",
        bill("product: gcp/cloud-run, meter: requests, quantity: 5M requests/month"),
        3 * money("0.4"),
    ),
    Case(
        "300,000 MiB of metrics",
        bill("product: gcp/cloud-monitoring, meter: metrics, quantity: 300000 MiB/month"),
        100_000 * money("0.258") + 150_000 * money("0.151") + 50_000 * money("0.061"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_a_month_costs_what_the_lists_say(case):
    amount = total(case.component, case.where)
    assert not amount.open
    assert monthly(amount) == case.cost


def test_what_lies_beyond_the_published_list_is_not_free():
    """50 PB: what is published to 500 TiB is the least of it."""
    amount = total("kind: edge, bytes: 50 PB/month, service: gcp/cloud-cdn")
    assert amount.at_least
    assert monthly(amount) == money("819.2") + money("7884.8") + 10_752


def test_a_region_that_is_not_in_the_tables_has_no_price():
    amount = total("kind: fleet, instances: 1, machine: gcp/n1-standard-4", "region: us-east4")
    assert amount.missing or amount.at_least
    assert not amount.value


@pytest.mark.parametrize(
    ("hours", "told"),
    [(730, "138.69927"), (720, "136.79928")],
)
def test_a_month_is_as_long_as_the_model_says(hours, told):
    text = (
        f"tenfold: 1\nmonth: {hours} hours\nprices: {{region: us-central1}}\n"
        "components:\n  it: {kind: fleet, instances: 1, machine: gcp/n1-standard-4}\n"
    )
    amount = tf.plan(tf.read(text), sampling=None).total
    assert Fraction(amount.value) * 3600 * hours == money(told)
