"""The shipped tables: each line well formed and dated, and each figure held against others."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise, permutations

import pytest

from tenfold.laws.law import Measure
from tenfold.prices.parts import BESIDE
from tenfold.prices.regions import regions
from tenfold.prices.row import COLUMNS, METERS, Row, written
from tenfold.prices.shipped import PROVIDERS, shipped
from tenfold.quantity.bind import q

DATA = files("tenfold.prices") / "data"
ROWS = tuple(shipped().all())
TABLES = {name: [row for row in ROWS if row.product.startswith(f"{name}/")] for name in PROVIDERS}


def text(name: str) -> str:
    return (DATA / f"{name}.csv").read_bytes().decode()


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(name)), strict=True))


SOURCES = {line["source"]: line for line in table("sources")}


def called(row: Row) -> str:
    told = ";".join(f"{name}={value}" for name, value in row.attributes.items())
    return f"{row.product} {row.meter} {row.region} {row.term} {told}".strip()


def names(rows: Iterable[Row]) -> list[str]:
    return [called(row) for row in rows]


def known(row: Row) -> Fraction:
    """The first rate that is not nothing."""
    return next(step.rate for step in row.steps if step.rate)


def priced(
    product: str, meter: str = "instance", region: str = "", term: str = "on_demand", **said: str
) -> Fraction:
    """The one rate of a product."""
    found = [
        row for row in shipped().rows(product)
        if row.meter == meter and row.term == term and region in {"", row.region}
        and all(row.attributes.get(name) == value for name, value in said.items())
    ]  # fmt: skip
    assert len(found) == 1, names(found)
    assert len(found[0].steps) == 1
    return known(found[0])


def number(row: Row, name: str) -> Fraction:
    return Fraction(row.attributes[name])


# -- the tables as they are written ----------------------------------------------------


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_table_is_sorted_and_written_as_rows_are(name):
    again = io.StringIO()
    writer = csv.writer(again, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted((written(row) for row in TABLES[name]), key=lambda cells: cells[:5]))
    assert text(name) == again.getvalue()


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_table_says_nothing_twice(name):
    keys = [row.key for row in TABLES[name]]
    assert len(keys) > 3
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_line_says_where_it_was_seen(name):
    assert not names(row for row in TABLES[name] if row.source not in SOURCES)


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_is_told_and_used(source):
    assert SOURCES[source]["title"]
    assert SOURCES[source]["where"]
    beside = re.compile(rf"(?<![\w-]){source}(?![\w-])")
    assert any(row.source == source or beside.search(row.note) for row in ROWS)


def test_sources_are_sorted_and_told_once():
    told = [line["source"] for line in table("sources")]
    assert told == sorted(set(told))


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_date_is_a_day_of_these_years(name):
    for row in TABLES[name]:
        assert date(2024, 1, 1) <= date.fromisoformat(row.seen_on) <= date(2026, 10, 26), called(
            row
        )
        if row.effective:
            assert date.fromisoformat(row.effective) <= date.fromisoformat(row.seen_on), called(row)


def test_the_newest_price_is_as_old_as_the_catalogue_says():
    assert shipped().newest == "2026-10-26"


@pytest.mark.parametrize("name", PROVIDERS)
def test_what_is_worked_out_or_told_by_another_is_no_first_hand_price(name):
    """Third parties are never primary; sums in a note are derived."""
    third = {"roastfolio", "formkiq", "cdnsun", "object-storage-compared", "cloudfront-transcript"}
    assert not names(r for r in TABLES[name] if r.source in third and r.evidence == "primary")
    sums = [row for row in TABLES[name] if re.match(r"[\d.]+ (x [\d.]+|of [\w.]+ by) ", row.note)]
    assert not names(row for row in sums if row.evidence != "derived")


# -- regions -----------------------------------------------------------------------------

AREAS = {
    "north-america", "south-america", "europe", "asia-pacific", "middle-east", "africa",
    "oceania", "china",
}  # fmt: skip


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_place_is_known(name):
    places = {row.region for row in TABLES[name]} - {"global"}
    assert not places - set(regions())
    assert {regions()[place].provider for place in places} <= {"", name}


@pytest.mark.parametrize("code", [line["region"] for line in table("regions")])
def test_every_region_lies_in_an_area(code):
    region = regions()[code]
    assert region.area in AREAS
    assert region.title
    assert region.provider in {"gcp", "aws", "azure", ""}
    assert (code in AREAS) <= (region.provider == "" and region.area == code)


LETTERS = {
    "us": "north-america", "northamerica": "north-america", "nam": "north-america",
    "ca": "north-america", "mx": "north-america", "southamerica": "south-america",
    "sa": "south-america", "europe": "europe", "eu": "europe", "eur": "europe",
    "asia": "asia-pacific", "australia": "oceania", "me": "middle-east", "il": "middle-east",
    "africa": "africa", "af": "africa", "cn": "china",
}  # fmt: skip
"""What codes of GCP and AWS begin with; `ap` is Asia or Oceania."""


@pytest.mark.parametrize("code", [r.code for r in regions().values() if r.provider])
def test_a_code_says_where_its_region_lies(code):
    region, begins = regions()[code], re.match("[a-z]+", code)[0]
    if region.provider == "azure":
        assert bool(re.search(r"us\d?$|^usgov|^canada|^mexico", code)) == (
            region.area == "north-america"
        )
    elif begins == "ap":
        assert region.area in {"asia-pacific", "oceania"}
    else:
        assert region.area == LETTERS[begins]


def test_regions_are_sorted_and_told_once():
    told = [line["region"] for line in table("regions")]
    assert told == sorted(set(told))
    assert set(told) >= AREAS


# -- units -------------------------------------------------------------------------------

A_RENT = ("money / thing / time", "money / information / time")
MEASURES = {
    "instance": A_RENT,
    "storage": ("money / information / time",),
    "backup": ("money / information / time",),
    "bytes": ("money / information",),
    "fill": ("money / information",),
    "retrieved": ("money / information",),
    "logs": ("money / information",),
    "metrics": ("money / information", *A_RENT),
    "requests": ("money / thing",),
    "reads": ("money / thing",),
    "writes": ("money / thing",),
    "spans": ("money / thing",),
    "tokens_in": ("money / token",),
    "tokens_cached": ("money / token",),
    "tokens_out": ("money / token",),
}


def test_every_meter_has_a_measure():
    assert set(MEASURES) == set(METERS)


@pytest.mark.parametrize(("meter", "unit"), sorted({(row.meter, row.unit) for row in ROWS}))
def test_a_unit_measures_what_its_meter_counts(meter, unit):
    assert unit.startswith("USD/")
    assert any(Measure(words).fits(q(f"1 {unit}").unit.dimension) for words in MEASURES[meter])


def test_gibibytes_and_gigabytes_are_told_apart():
    """Only Azure's network and logs are billed by the decimal GB."""
    decimal = {row.product for row in ROWS if "/GB" in row.unit}
    assert decimal == {
        "azure/cdn-standard-microsoft", "azure/front-door", "azure/front-door-classic",
        "azure/internet-egress", "azure/internet-egress-isp", "azure/load-balancer",
        "azure/log-analytics", "azure/log-analytics-archive", "azure/log-analytics-basic",
        "azure/nat-gateway",
    }  # fmt: skip


# -- rates and tiers ---------------------------------------------------------------------

RISING = {"gcp/load-balancer": "five rules are sold together, cheaper than five of the others"}
UNPUBLISHED = {
    "gcp/cloud-cdn", "azure/cdn-standard-microsoft", "azure/front-door", "azure/internet-egress",
}  # fmt: skip


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_line_costs_something(name):
    assert not names(row for row in TABLES[name] if not any(step.rate for step in row.steps))


def falls(row: Row) -> bool:
    """Each tier costs less than the one before it, once what is free is used up."""
    rates = [step.rate for step in row.steps if step.rate is not None]
    paid = rates[1:] if rates[0] == 0 else rates
    return all(high > low for high, low in pairwise(paid))


@pytest.mark.parametrize("row", [row for row in ROWS if len(row.steps) > 1], ids=called)
def test_the_more_the_cheaper(row):
    assert falls(row) != (row.product in RISING and row.meter == "instance")


def test_a_rate_that_nobody_publishes_is_the_last_one_of_a_few():
    open_ended = {row.key for row in ROWS if row.steps[-1].rate is None}
    assert open_ended == {r.key for r in ROWS if r.product in UNPUBLISHED and r.meter == "bytes"}
    assert all(step.rate is not None for row in ROWS for step in row.steps[:-1])


# -- one answer --------------------------------------------------------------------------


def test_what_tells_prices_apart_has_a_standard_or_is_asked_for():
    """Rows of one product differ by availability, which laws ask for, or one is the standard."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in ROWS:
        groups[row.product, row.meter, row.region, row.term].append(row)
    several = {key: rows for key, rows in groups.items() if len(rows) > 1}
    assert len(several) > 20
    for key, rows in several.items():
        differing = {
            name for row in rows for name in row.attributes
            if len({other.attributes.get(name) for other in rows}) > 1
        }  # fmt: skip
        told = {name: {row.attributes.get(name) for row in rows} for name in differing}
        for name, values in told.items():
            assert (
                values == {"zonal", "regional"} if name == "availability" else "standard" in values
            ), key


@pytest.mark.parametrize("name", BESIDE)
def test_what_laws_ask_for_beside_a_machine_is_sold(name):
    assert shipped().rows(BESIDE[name])


# -- machines, by what they are made of --------------------------------------------------


def size(row: Row) -> tuple[Fraction, Fraction]:
    return number(row, "vcpu"), number(row, "memory")


def families() -> Iterator[tuple[str, list[Row]]]:
    """Machines of vCPUs and memory alone, that are sold at one place on the same terms."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ROWS:
        said = row.attributes.keys()
        if {"family", "vcpu", "memory"} <= said and not {"gpu", "local_ssd"} & said:
            provider = row.product.partition("/")[0]
            key = f"{provider} {row.attributes['family']} {row.region} {row.term}"
            found[key].append(row)
    return ((key, rows) for key, rows in found.items() if len(rows) > 1)


def thirds() -> Iterator[tuple[Row, Row, Row]]:
    """Two machines of a family that tell its rates, and a third to be foretold."""
    for _, rows in families():
        for one, other, third in permutations(rows, 3):
            (a, b), (c, d) = size(one), size(other)
            if called(one) < called(other) and a * d != b * c:
                yield one, other, third


@pytest.mark.parametrize(("one", "other", "third"), list(thirds()), ids=called)
def test_a_machine_costs_its_vcpus_and_its_memory(one, other, third):
    (a, b), (c, d), (vcpus, memory) = size(one), size(other), size(third)
    each = a * d - b * c
    vcpu = (known(one) * d - known(other) * b) / each
    gib = (known(other) * a - known(one) * c) / each
    assert vcpu > 0
    assert gib > 0
    assert abs((vcpu * vcpus + gib * memory) / known(third) - 1) < Fraction(1, 1000)


@pytest.mark.parametrize(("key", "rows"), list(families()), ids=lambda said: str(said)[:40])
def test_a_machine_of_twice_the_size_costs_twice_as_much(key, rows):
    for one, other in permutations(rows, 2):
        (a, b), (c, d) = size(one), size(other)
        if a * d == b * c:
            assert abs(known(one) / known(other) * c / a - 1) < Fraction(1, 1000), key


def azure_families() -> dict[str, list[tuple[int, Fraction]]]:
    found: dict[str, list[tuple[int, Fraction]]] = defaultdict(list)
    for row in TABLES["azure"]:
        match = re.fullmatch(r"azure/Standard_([DEF])(\d+)([a-z]+_v\d)", row.product)
        if match is not None:
            found[match[1] + match[3]].append((int(match[2]), known(row)))
    return {name: sizes for name, sizes in found.items() if len(sizes) > 1}


@pytest.mark.parametrize(("family", "sizes"), azure_families().items())
def test_azure_rounds_what_a_size_costs(family, sizes):
    """A vCPU costs the same in every size, to the three digits that are told (0.5%)."""
    each = [rate / vcpus for vcpus, rate in sizes]
    assert max(each) / min(each) - 1 < Fraction(5, 1000), family


@pytest.mark.parametrize("letter", "DEF")
def test_a_generation_of_azure_costs_about_what_the_one_before_it_did(letter):
    """5% more at most; a Windows price taken for Linux is twice as much."""
    told = azure_families()
    alone = {"Ds_v3": "D8s_v3", "Ds_v4": "D8s_v4"}
    for family, name in alone.items():
        told[family] = [(8, priced(f"azure/Standard_{name}"))]
    mine = [sizes for family, sizes in told.items() if re.match(f"{letter}s_v", family)]
    each = [rate / vcpus for sizes in mine for vcpus, rate in sizes]
    assert each
    assert max(each) / min(each) < Fraction(106, 100)


@pytest.mark.parametrize(
    "row",
    [r for r in TABLES["gcp"] if re.match(r"gcp/db-(n1|custom)-", r.product)],
    ids=called,
)
def test_a_database_costs_its_vcpus_and_its_memory(row):
    at = row.attributes["availability"]
    vcpu = priced("gcp/cloud-sql-vcpu", availability=at)
    gib = priced("gcp/cloud-sql-memory", availability=at)
    vcpus, memory = size(row)
    assert known(row) == vcpu * vcpus + gib * memory
    assert row.note.startswith(f"{row.attributes['vcpu']} x {float(vcpu)} + ")
    if (custom := re.fullmatch(r"gcp/db-custom-(\d+)-(\d+)", row.product)) is not None:
        assert (vcpus, memory) == (int(custom[1]), Fraction(int(custom[2]), 1024))


# -- terms -------------------------------------------------------------------------------

DEARER = {"gcp/cloud-armor-enterprise": "a year is sold to a whole account, a month to one project"}


def terms() -> list[tuple[Row, Row]]:
    """What is bought on other terms, with the same on demand."""

    def told(row: Row) -> tuple[object, ...]:
        said = {name: value for name, value in row.attributes.items() if name != "sustained"}
        return row.product, row.meter, row.region, *sorted(said.items())

    plain = {told(row): row for row in ROWS if row.term == "on_demand"}
    return [(row, plain[told(row)]) for row in ROWS if row.term != "on_demand"]


TERMS = terms()


def saved(row: Row, plain: Row) -> Fraction:
    return 1 - known(row) / known(plain)


@pytest.mark.parametrize(("row", "plain"), TERMS, ids=called)
def test_other_terms_cost_less_than_on_demand(row, plain):
    assert (saved(row, plain) > 0) != (row.product in DEARER)


GCP_SAVES = {
    "n1": (30, 37, 55, 65), "n2": (20, 37, 55, 53), "n2d": (20, 37, 55, 71), "c2": (20, 37, 60, 52),
    "e2": (0, 37, 55, 40), "t2d": (0, 37, 55, 63), "c3": (0, 37, 55, 75), "c4": (0, 37, 55, 40),
    "n4": (0, 37, 55, 51), "g2": (0, 37, 55, 44), "c4a": (0, 34, 55, 57), "m1": (30, 41, 70, 82.5),
    "a3": (0, 31, 56, 43),
}  # fmt: skip
"""Percent saved by sustained use, by one year, by three, and by spot in us-central1."""


@pytest.mark.parametrize("family", GCP_SAVES)
def test_what_gcp_takes_off(family):
    sustained, *expected = GCP_SAVES[family]
    mine = [r for r in TABLES["gcp"] if r.attributes.get("family") == family]
    on_demand = [r for r in mine if r.term == "on_demand"]
    assert {round(float(r.attributes.get("sustained", 0)) * 100) for r in on_demand} == {sustained}
    assert not names(r for r in mine if "sustained" in r.attributes and r.term != "on_demand")
    for term, percent in zip(("commit_1y", "commit_3y", "spot"), expected, strict=True):
        pairs = [
            (r, p) for r, p in TERMS
            if r.attributes.get("family") == family and r.term == term
            and r.product.startswith("gcp/") and (term != "spot" or r.region == "us-central1")
        ]  # fmt: skip
        assert pairs
        assert all(abs(saved(r, p) * 100 - Fraction(percent)) < Fraction(1, 2) for r, p in pairs), (
            term
        )


AWS_SAVES = {
    "m5": 62.4, "c5": 63.5, "r5": 62.4, "m6i": 60.5, "m7i": 60.5, "m7a": 60.5, "m7g": 60.5,
    "r6i": 60.5, "r7i": 60.5, "c6i": 61.7, "c7i": 61.7, "i4i": 59.7, "p4d": 62.8, "p5": 62.4,
}  # fmt: skip


@pytest.mark.parametrize("family", AWS_SAVES)
def test_what_aws_takes_off_for_three_years(family):
    found = [saved(r, p) for r, p in TERMS if r.attributes.get("family") == family]
    assert found
    assert all(
        abs(part * 100 - Fraction(str(AWS_SAVES[family]))) < Fraction(1, 10) for part in found
    )


@pytest.mark.parametrize(
    ("begins", "term", "percent"),
    [
        ("gcp/a2-highgpu-1g", "commit_1y", 37), ("gcp/a2-highgpu-1g", "commit_3y", 65),
        ("gcp/db-c4a-", "commit_1y", 25), ("gcp/db-c4a-", "commit_3y", 52),
        ("gcp/alloydb-", "commit_1y", 25), ("gcp/alloydb-", "commit_3y", 52),
        ("gcp/redis-basic-m2", "commit_1y", 20), ("gcp/redis-basic-m2", "commit_3y", 40),
        ("aws/cache.m6g.12xlarge", "commit_1y", 31.7),
        ("aws/aurora.db.r4.large", "commit_1y", 34.5),
    ],
)  # fmt: skip
def test_what_other_services_take_off(begins, term, percent):
    found = [saved(r, p) for r, p in TERMS if r.product.startswith(begins) and r.term == term]
    assert found
    assert all(abs(part * 100 - Fraction(str(percent))) < Fraction(1, 10) for part in found)


# -- sources against each other ----------------------------------------------------------

TWICE = {
    ("gcp/cloud-sql-vcpu", "instance"), ("gcp/cloud-sql-memory", "instance"),
    ("gcp/cloud-sql-ssd", "storage"), ("aws/rds-gp2", "storage"),
}  # fmt: skip
ROUNDED = {"aws/db.t4g.medium": "0.129 and 0.065: each rounded on its own, from 0.0645"}


def standbys() -> list[tuple[Row, Row]]:
    told = {row.key: row for row in ROWS}
    return [
        (row, told[row.product, row.meter, row.region, row.term, tuple(
            (name, "zonal" if name == "availability" else value) for name, value in row.key[4]
        )])
        for row in ROWS if row.attributes.get("availability") == "regional"
    ]  # fmt: skip


def test_stand_bys_are_there():
    assert {(row.product, row.meter) for row, _ in standbys()} >= TWICE


@pytest.mark.parametrize(("regional", "zonal"), standbys(), ids=lambda row: row.product)
def test_a_stand_by_costs_as_much_again(regional, zonal):
    apart = abs(known(regional) - 2 * known(zonal))
    # To the last of three digits, in which some are told.
    assert apart <= Fraction(1, 1000)
    assert (apart == 0) or regional.product in ROUNDED or regional.product.startswith("aws/db.")


@pytest.mark.parametrize("disk", ["pd-balanced", "pd-ssd", "pd-standard"])
@pytest.mark.parametrize("region", ["us-central1", "europe-west1", "asia-southeast1"])
def test_a_disk_in_two_zones_costs_twice(disk, region):
    one, two = (priced(f"gcp/{name}", "storage", region) for name in (disk, f"{disk}-regional"))
    assert two == 2 * one


@pytest.mark.parametrize("node", ["highmem-medium", "highmem-xlarge", "standard-small"])
def test_redis_and_valkey_nodes_cost_the_same(node):
    """Infracost's costs of 2025 against DoiT's table of 2026."""
    redis = priced(f"gcp/redis-cluster-{node}")
    assert redis == priced(f"gcp/valkey-{node}", region="us-central1")


def test_a_gpu_alone_is_what_a_machine_with_it_costs_more():
    """SkyPilot's L4 against Cyclenerd's two sizes of g2, which hold one each."""
    small, large = (
        priced("gcp/g2-standard-4", region="us-central1"),
        priced("gcp/g2-standard-8", region="us-central1"),
    )
    four_vcpus = large - small
    gpu = priced("gcp/gpu-l4", region="us-central1")
    assert abs(small - four_vcpus - gpu) < Fraction(1, 10**6)


def test_a_gateway_of_32_machines_costs_what_it_costs_at_most():
    """Infracost's VM-hour against Cyclenerd's cap: 0.0448 an hour."""
    row = next(r for r in shipped().rows("gcp/cloud-nat") if r.meter == "instance")
    assert [(step.up_to, step.rate) for step in row.steps] == [(32, Fraction("0.0014")), (None, 0)]
    assert 32 * known(row) == Fraction("0.0448")


def test_five_forwarding_rules_cost_what_they_cost_at_least():
    row = next(r for r in shipped().rows("gcp/load-balancer") if r.meter == "instance")
    assert row.minimum == 5 * known(row) * 730 == Fraction("0.025") * 730


@pytest.mark.parametrize(
    ("row", "plain"),
    [(r, p) for r, p in TERMS if r.product.startswith("aws/") and r.note[0].isdigit()],
    ids=called,
)
def test_commitments_of_small_sizes_are_parts_of_large_ones(row, plain):
    rate, big, by = re.match(r"([\d.]+) of ([\w.]+) by (\d)", row.note).groups()
    assert Fraction(rate) == priced(f"aws/{big}", term="commit_3y")
    assert known(row) * int(by) == Fraction(rate)
    assert known(plain) * int(by) == priced(f"aws/{big}")


# -- language models ---------------------------------------------------------------------

TOKENS = {
    "tokens_in": "input_mtok",
    "tokens_cached": "cache_read_mtok",
    "tokens_out": "output_mtok",
}
MODELS = [row for row in ROWS if row.meter in TOKENS]


@pytest.mark.parametrize("row", MODELS, ids=called)
def test_models_cost_what_genai_prices_says(row):
    data = pytest.importorskip("genai_prices.data")
    provider, name = row.product.split("/")
    plain = name.removesuffix("-batch")
    models = next(p for p in data.providers if p.id == provider).models
    model = next(m for m in models if m.id == plain)
    prices = model.prices if not isinstance(model.prices, list) else model.prices[-1].prices
    if plain != name:
        batches = (v for v in model.price_variants if v.when == {"processing": "batch"})
        prices = next(batches).prices
    price = getattr(prices, TOKENS[row.meter])
    if hasattr(price, "tiers"):
        long = row.attributes.get("context") == "long"
        price = price.tiers[0].price if long else price.base
    assert row.steps[0].rate == Fraction(price)


def test_a_long_context_costs_more_than_a_standard_one():
    pairs = [
        (r, {**r.attributes, "context": "standard"})
        for r in MODELS
        if "long" in r.attributes.values()
    ]
    assert pairs
    for long, said in pairs:
        plain = priced(long.product, long.meter, **said)
        assert plain < known(long) <= 2 * plain


@pytest.mark.parametrize("row", [r for r in MODELS if r.product.endswith("-batch")], ids=called)
def test_a_batch_costs_half(row):
    assert known(row) * 2 == priced(row.product.removesuffix("-batch"), row.meter)
