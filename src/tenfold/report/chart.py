"""Charts as Vega-Lite specifications: plain dictionaries, drawn only when a picture is asked for.

Each chart has a title that says what is found and a subtitle that says what is
drawn. A mark has a style by its role, and a theme gives each role its colours,
so one chart serves light paper and dark. Text is laid out in Liberation Sans,
which vl-convert brings along: the same picture on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor, log10
from typing import Literal, TypeAlias

from tenfold.errors import Problem, Rejected
from tenfold.plan.amount import Amount
from tenfold.quantity.units import CURRENCIES
from tenfold.report.letters import one_line, wrap

__all__ = [
    "LINE",
    "WIDE",
    "Form",
    "Json",
    "Spec",
    "chart",
    "decades",
    "drawn",
    "layer",
    "money_axis",
    "number_axis",
    "page",
    "scale_for",
    "spans_decades",
    "ticks_for",
    "titled",
]

Form: TypeAlias = Literal["svg", "png"]
Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | float | int | bool | None"
Spec: TypeAlias = dict[str, Json]

WIDE = 640
LINE: tuple[Spec, ...] = ({"type": "line"}, {"type": "circle", "size": 45, "opacity": 1})
"""A line, and a point on it wherever there is a number."""

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_VEGA_LITE = "5.20"
_SHARP = 2.0
_TITLE_AT_MOST, _SUBTITLE_AT_MOST = 78, 104
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_CLIP = re.compile(r"\bclip\d+\b")
_SHORT = (
    "abs(datum.value) < 1000 ? format(datum.value, '~g') : "
    "replace(replace(format(datum.value, '~s'), 'G', 'B'), 'k', 'K')"
)


def _theme(paper: str, ink: str, faint: str, grid: str, roles: Mapping[str, str]) -> Spec:
    """The configuration of every chart, in some colours."""
    axis: Spec = {
        "domainColor": faint, "gridColor": grid, "labelColor": ink, "labelFlush": False,
        "labelFontSize": 11, "labelLimit": 230, "tickColor": faint, "titleColor": faint,
        "titleFontSize": 11, "titleFontWeight": "normal", "titlePadding": 8,
    }  # fmt: skip
    title: Spec = {
        "anchor": "start", "color": ink, "fontSize": 15, "frame": "group", "lineHeight": 19,
        "offset": 14, "subtitleColor": faint, "subtitleFontSize": 11.5, "subtitleLineHeight": 15,
        "subtitlePadding": 6,
    }  # fmt: skip
    style: Spec = {role: {"color": colour} for role, colour in roles.items()}
    return {
        "background": paper,
        "font": _FONT,
        "axis": axis,
        "legend": {"labelColor": ink, "labelFontSize": 11, "titleColor": faint},
        "range": {"category": [roles["main"], roles["other"]]},
        "style": {**style, "label": {"color": ink, "fontSize": 11}},
        "title": title,
        "view": {"stroke": None},
    }


LIGHT = _theme(
    "#ffffff", "#1f2328", "#59636e", "#e6e8eb",
    {"main": "#2f6db3", "pale": "#b7d0ea", "other": "#d07a1f", "limit": "#b3261e",
     "mark": "#3d444d"},
)  # fmt: skip
DARK = _theme(
    "#0d1117", "#e6edf3", "#9198a1", "#262c34",
    {"main": "#5b9bd9", "pale": "#274a6d", "other": "#e39a4a", "limit": "#ff7b72",
     "mark": "#c9d1d9"},
)  # fmt: skip


def chart(said: tuple[str, str], body: Spec) -> Spec:
    """A chart on a paper of its own: what it finds, what it draws, and the drawing."""
    return {"$schema": _SCHEMA, "config": LIGHT, "padding": 16, **titled(said, body)}


def page(charts: Sequence[Spec]) -> Spec:
    """Charts one below the other on one paper."""
    own = ("$schema", "config", "padding")
    inner: list[Spec] = [
        {key: part for key, part in one.items() if key not in own} for one in charts
    ]
    whole: Spec = {"$schema": _SCHEMA, "config": LIGHT, "padding": 16, "spacing": 36}
    return {**whole, "vconcat": inner, "resolve": {"scale": {"color": "independent"}}}


def titled(said: tuple[str, str], body: Spec) -> Spec:
    """A drawing below its title, each in as many lines as it needs."""
    finds, draws = said
    title: Spec = {
        "text": wrap(one_line(finds), _TITLE_AT_MOST),
        "subtitle": wrap(one_line(draws), _SUBTITLE_AT_MOST),
    }
    return {"title": title, **body}


def layer(style: str, mark: Spec, encoding: Spec, rows: Sequence[Spec] | None = None) -> Spec:
    """Marks of one role, for rows of their own where there are any."""
    data: Spec = {} if rows is None else {"data": {"values": rows}}
    return {**data, "mark": {**mark, "style": style}, "encoding": encoding}


def drawn(spec: Spec, form: Form, *, dark: bool = False) -> bytes:
    """The picture of a chart; `Rejected` where nothing is installed that draws."""
    try:
        import vl_convert as convert
    except ModuleNotFoundError:
        what = "nothing that draws charts is installed"
        raise Rejected([Problem("T905", what, mend="pip install vl-convert-python")]) from None
    told = {**spec, "config": DARK} if dark else spec
    if form == "png":
        png: bytes = convert.vegalite_to_png(
            told, vl_version=_VEGA_LITE, scale=_SHARP, allowed_base_urls=[]
        )
        return png
    svg: str = convert.vegalite_to_svg(told, vl_version=_VEGA_LITE, allowed_base_urls=[])
    return _renumbered(svg).encode()


def _renumbered(svg: str) -> str:
    """The same picture with its clips numbered from 0: Vega goes on counting in one process."""
    numbers = {name: at for at, name in enumerate(dict.fromkeys(_CLIP.findall(svg)))}
    return _CLIP.sub(lambda found: f"clip{numbers[found[0]]}", svg)


# -- axes ---------------------------------------------------------------------------


def money_axis(like: Amount, title: str, **more: Json) -> Spec:
    """An axis in short money: `$8M`."""
    sign = CURRENCIES.get(like.unit.money, "")
    sign = f"{sign} " if len(sign) > 1 else sign
    return {"title": title, "labelExpr": f"'{sign}' + ({_SHORT})", **more}


def number_axis(title: str, **more: Json) -> Spec:
    """An axis in short numbers: `5M`."""
    return {"title": title, "labelExpr": _SHORT, **more}


def spans_decades(numbers: Sequence[float]) -> bool:
    """Whether numbers are all more than nothing, and the largest at least ten times the least."""
    return bool(numbers) and min(numbers) > 0 and max(numbers) >= 10 * min(numbers)


def scale_for(numbers: Sequence[float]) -> Spec:
    """By powers of ten where the numbers span one, else from what they are."""
    if not spans_decades(numbers):
        return {"zero": False}
    return {"type": "log", "domain": [min(numbers), max(numbers)], "nice": False}


def ticks_for(numbers: Sequence[float]) -> Spec:
    """Round ticks, few of them."""
    return {"values": decades(numbers)} if spans_decades(numbers) else {"tickCount": 6}


def decades(numbers: Sequence[float]) -> list[float]:
    """Where an axis by powers of ten has its ticks: few, and all of them round."""
    first, last = floor(log10(min(numbers))), floor(log10(max(numbers))) + 1
    parts = (1, 2, 5) if last - first < 4 else (1,)
    found = (Fraction(10) ** power * part for power in range(first, last + 1) for part in parts)
    return [float(tick) for tick in found]
