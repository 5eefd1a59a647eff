"""What a plan needs of the world to be priced: a folder of tables beside the model, and the day."""

import re

import pytest

import tenfold as tf
from tenfold.app.buying import catalogue, catalogue_for, today
from tenfold.prices.row import COLUMNS
from tenfold.prices.shipped import shipped

LINE = "acme/small,instance,global,on_demand,,USD/instance/month,5,,2026-01-01,primary,me,"
MINE = "gcp/gke,instance,us-central1,on_demand,,USD/cluster/month,7,,2026-01-01,primary,me,"
MODEL = """\
tenfold: 1
prices: {catalogue: prices, region: us-central1}
components:
  api: {kind: fleet, instances: 2, machine: acme/small}
  k8s: {kind: kubernetes, clusters: 1, service: gcp/gke}
  job: {kind: fleet, instances: 1, machine: gcp/n1-standard-8}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A model in `work/`, its price tables beside it, and the shell elsewhere."""
    folder = tmp_path / "work" / "prices"
    folder.mkdir(parents=True)
    for provider, line in (("acme", LINE), ("gcp", MINE)):
        (folder / f"{provider}.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n")
    (tmp_path / "work" / "m.yaml").write_text(MODEL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_day_is_a_date():
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", today())


def test_a_model_that_names_no_folder_is_priced_by_the_list_that_comes_with_tenfold():
    assert catalogue_for(tf.read("tenfold: 1\n")) is shipped()


def test_tables_beside_the_model_stand_before_those_that_come_with_tenfold(here):
    plan = tf.plan(tf.load("work/m.yaml"), catalogue=catalogue_for(tf.load("work/m.yaml")))
    assert [str(part.cost) for part in plan.components] == [
        "$10.00/month",
        "$7.00/month",
        "$277.40/month",  # 730 * $0.379998, of the list behind
    ]


def test_the_command_prices_a_model_by_the_tables_beside_it(here, tenfold):
    assert "$294.40 a month" in tenfold("plan", "work/m.yaml").out


def test_a_folder_is_opened_in_python_by_its_name(here):
    found = catalogue("work/prices")
    assert found.rows("acme/small")[0].steps[0].rate == 5
    assert found.rows("gcp/gke")[0].steps[0].rate == 7
    assert str(tf.plan(tf.load("work/m.yaml"), catalogue=found).total) == "$294.40/month"


def test_a_text_is_priced_only_by_a_catalogue_that_is_passed():
    """Python reads no folder because a text says so."""
    with pytest.raises(tf.Rejected) as refused:
        tf.plan(tf.read(MODEL))
    (problem,) = refused.value.problems
    assert (problem.code, problem.span.text, problem.mend) == (
        "T601",
        "prices",
        "pass catalogue=tf.catalogue('prices')",
    )


@pytest.mark.parametrize(
    "folder",
    ["/etc", "../prices", "prices/../../prices", "..", r"..\prices", r"C:\prices", "main:prices"],
)
def test_a_model_opens_no_folder_but_one_below_it(folder, here, tenfold):
    text = MODEL.replace("{catalogue: prices", f"{{catalogue: '{folder}'")
    (here / "work" / "m.yaml").write_text(text)
    told = tenfold("plan", "work/m.yaml")
    assert (told.code, told.out) == (2, "")
    assert f"T601  '{folder}' is no folder beside the model" in told.err


def test_a_folder_that_is_not_there_is_refused(here, tenfold):
    (here / "work" / "m.yaml").write_text(MODEL.replace("catalogue: prices", "catalogue: price"))
    told = tenfold("plan", "work/m.yaml")
    assert (told.code, told.out) == (2, "")
    assert "there is no folder 'work/price'" in told.err


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"\0", b"", b"<html>", f"{','.join(COLUMNS)}\nacme/small".encode()]
)
def test_a_table_that_is_none_is_refused_with_its_name(data, here, tenfold):
    (here / "work" / "prices" / "acme.csv").write_bytes(data)
    told = tenfold("plan", "work/m.yaml")
    assert (told.code, told.out) == (2, "")
    assert re.search(r"work/prices/acme\.csv\S*  T601  ", told.err)
    assert "Traceback" not in told.err
