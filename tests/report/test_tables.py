"""A risk as a table: one row for each figure, a column for each percentile."""

from dataclasses import replace

from tenfold.report.table_csv import write
from tenfold.report.tables import certain_table, risk_table


def test_each_outcome_is_a_row(made_risk):
    header, rows = risk_table(made_risk())
    assert header == [
        "kind", "name", "unit", "base", "mean",
        "p5", "p10", "p25", "p50", "p75", "p90", "p95", "status",
    ]  # fmt: skip
    assert rows[0] == [
        "total", "total", "$/month", 22_482, 24_100,
        15_500, 16_800, 19_300, 22_900, 27_400, 33_100, 37_600, "",
    ]  # fmt: skip
    assert [row[0] for row in rows] == [
        "total", "category", "category", "component", "component", "figure", "figure",
        *["step", "step_each"] * 3,
    ]  # fmt: skip
    assert rows[-1][:3] == ["step_each", "50M users", "$/user/month"]


def test_strategies_have_a_row_and_a_missing_price_a_status(made_risk):
    risk = made_risk()
    base = replace(risk.total.base, at_least=True)
    risk = replace(risk, with_strategies=replace(risk.total, base=base))
    row = risk_table(risk)[1][1]
    assert row[:2] == ["total", "with_strategies"]
    assert row[-1] == "at least"


def test_where_nothing_is_in_doubt_every_percentile_is_the_total(shop):
    header, rows = certain_table(shop())
    assert len(rows) == 1
    assert rows[0] == ["total", "total", "$/month", *[543.1] * 9, ""]
    assert write(header, rows).count("\n") == 2
