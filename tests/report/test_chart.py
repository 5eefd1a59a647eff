"""Charts as specifications and as pictures: the same bytes each time, on any machine."""

import json
import struct
import sys
from xml.etree import ElementTree as ET

import pytest

from tenfold.errors import Rejected
from tenfold.report.chart import (
    chart,
    decades,
    drawn,
    layer,
    page,
    scale_for,
    spans_decades,
    ticks_for,
)

BARS = layer(
    "main",
    {"type": "bar", "clip": True},
    {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
    [{"a": "one", "b": 1}, {"a": "two", "b": 2}, {"a": "three", "b": 3}],
)
SPEC = chart(("Three is the most", "of three things"), {"layer": [BARS], "width": 200})
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_a_title_says_what_is_found_and_a_subtitle_what_is_drawn():
    assert SPEC["title"] == {"text": ["Three is the most"], "subtitle": ["of three things"]}
    assert "Three is the most" in texts(drawn(SPEC, "svg"))


def test_a_long_title_has_several_lines_and_no_line_end_of_its_own():
    told = chart(("word " * 40 + "\nend", ""), {})["title"]["text"]
    assert len(told) > 1
    assert all(len(line) <= 78 and "\n" not in line for line in told)


def test_a_picture_has_the_same_bytes_each_time():
    assert drawn(SPEC, "svg") == drawn(SPEC, "svg")
    assert b"clip0" in drawn(SPEC, "svg")
    assert drawn(SPEC, "png") == drawn(SPEC, "png")


def test_text_is_in_the_font_that_is_brought_along():
    root = ET.fromstring(drawn(SPEC, "svg"))  # noqa: S314 - our own
    fonts = {element.get("font-family") for element in root.iter(f"{SVG}text")}
    assert fonts == {"Liberation Sans, Arial, Helvetica, sans-serif"}


def test_a_png_is_twice_as_large_as_its_svg():
    png, root = drawn(SPEC, "png"), ET.fromstring(drawn(SPEC, "svg"))  # noqa: S314 - our own
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", png[16:24])
    assert abs(wide - 2 * int(root.get("width"))) <= 2
    assert abs(high - 2 * int(root.get("height"))) <= 2


def test_dark_paper_has_other_colours_for_the_same_roles():
    light, dark = drawn(SPEC, "svg"), drawn(SPEC, "svg", dark=True)
    assert b'fill="#ffffff"' in light
    assert b'fill="#0d1117"' in dark
    assert b"#2f6db3" in light
    assert b"#2f6db3" not in dark


def test_a_page_holds_charts_and_one_configuration():
    told = page([SPEC, SPEC])
    assert [sorted(one) for one in told["vconcat"]] == [["layer", "title", "width"]] * 2
    assert json.dumps(told).count('"config"') == 1
    assert texts(drawn(told, "svg")).count("Three is the most") == 2


def test_where_nothing_draws_the_mend_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(Rejected) as error:
        drawn(SPEC, "svg")
    assert str(error.value) == (
        "T905  nothing that draws charts is installed\n      pip install vl-convert-python"
    )


def test_a_chart_reaches_for_no_address():
    spec = {**SPEC, "data": {"url": "https://example.org/data.json"}}
    del spec["layer"]
    told = {**spec, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    with pytest.raises(ValueError, match=r"example\.org|not allowed|External"):
        drawn(told, "svg")


def test_an_axis_goes_by_powers_of_ten_where_the_numbers_span_one():
    assert spans_decades([1, 10])
    assert not spans_decades([1, 9])
    assert not spans_decades([0, 10])
    assert not spans_decades([])
    assert scale_for([1, 100])["type"] == "log"
    assert scale_for([5, 6]) == {"zero": False}
    assert ticks_for([5, 6]) == {"tickCount": 6}


def test_ticks_are_round_and_few():
    assert decades([3, 40]) == [1, 2, 5, 10, 20, 50, 100, 200, 500]
    assert decades([1e3, 1e9]) == [10.0**power for power in range(3, 11)]
    assert decades([0.002, 0.03])[0] == 0.001
