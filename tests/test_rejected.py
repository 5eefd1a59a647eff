"""The gallery of refusals: each faulty model in `rejected/`, and its exact words beside it.

A model is planned, unless its first line says another command. `pytest --freeze`
writes the words anew.
"""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GALLERY = HERE / "rejected"
SOURCES = HERE.parent / "src" / "tenfold"
MODELS = sorted(GALLERY.glob("*.yaml"))
COMMAND = "# $ tenfold "

ELSEWHERE = {
    "T206": "tests/model/test_outline.py: a file too large to keep here",
    "T515": "tests/test_api.py: a model without doubt, which the command tells of",
    "T590": "tests/golden/warnings.yaml: told beside a plan, not refused",
    "T591": "tests/golden/warnings.yaml: told beside a plan, not refused",
    "T592": "tests/golden/warnings.yaml: told beside a plan, not refused",
    "T593": "tests/golden/doubts.yaml: told beside a plan, not refused",
    "T594": "tests/plan/test_pricing.py: told beside a plan, not refused",
    "T595": "tests/plan/test_reach.py: told beside a plan, not refused",
    "T596": "tests/plan/test_pricing.py: told beside a plan, not refused",
    "T597": "tests/plan/test_pricing.py: told beside a plan, not refused",
    "T603": "tests/plan/test_stale.py: told beside a plan, not refused",
    "T605": "tests/prices/feeds/test_page.py: a page of a feed, and no model",
    "T606": "tests/app/test_fetch.py: a feed that does not answer, and no model",
    "T901": "tests/app/test_files.py: files that are missing, unreadable, no text",
    "T904": "tests/app/commands/test_init.py: a file that is there already",
    "T905": "tests/report/test_chart.py: nothing is installed that draws",
}


WITHOUT_A_MEND = {
    "T101-double-equals",
    "T101-stops-early",
    "T101-unclosed-bracket",
    "T110-adding-different-things",
    "T110-compared-with-another-thing",
    "T111-declared-unit",
    "T111-range-in-another-unit",
    "T111-set-to-another-unit",
    "T221-a-list-in-place-of-a-value",
    "T221-a-list-in-place-of-names",
    "T221-an-empty-goal",
    "T405-settings-that-do-not-meet",
    "T508-claim-in-another-unit",
    "T508-claim-that-is-a-formula",
}
"""Only the writer knows what was meant, or the sentence says it already."""


def command(model):
    first = model.read_text(encoding="utf-8").partition("\n")[0]
    line = first.removeprefix(COMMAND) if first.startswith(COMMAND) else "plan FILE"
    return [model.name if word == "FILE" else word for word in shlex.split(line)]


def words(model):
    """What the model is met with, as it is frozen."""
    path = model.with_suffix(".txt")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def codes(text):
    """The codes of the problems told, not of the files that have them."""
    return set(re.findall(r"^(?:\S+:\d+:\d+  |.*:\d+:\d+  )?(T\d+)  ", text, re.MULTILINE))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_a_faulty_model_is_met_with_these_words(model, tenfold, frozen, monkeypatch):
    monkeypatch.chdir(GALLERY)
    told = tenfold(*command(model))
    assert told.code == 2
    assert not told.out
    assert "Traceback" not in told.err
    if model.stem[0] == "T":
        assert model.stem[:4] in codes(told.err)
    frozen(model.with_suffix(".txt"), told.err)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_carets_stand_under_the_line_they_speak_of(model):
    lines = words(model).splitlines()
    for shown, marked in pairwise(lines):
        carets = re.match(r" {6}\| *(\^+)", marked)
        if re.match(r" *\d+ \| ", shown) and carets:
            assert carets.end(1) <= max(len(shown), carets.start(1) + 1)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_words_are_said_as_the_house_says_them(model):
    """Lower case, no "please", no "invalid", no exclamation; the mend is no sentence."""
    for line in words(model).splitlines():
        said = re.sub(r"'[^']*'|\"[^\"]*\"", "", line)
        if " | " not in said[:8] or "^" in said:
            assert not re.search(r"please|invalid|illegal|error|oops", said, re.IGNORECASE), line
            assert not said.endswith("!"), line
            assert not re.search(r"[^.]\.$", said), line
        problem = re.search(r"T\d{3}  (.)", said)
        assert problem is None or not problem[1].isupper(), line


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.stem)
def test_every_message_has_a_mend_or_is_known_to_have_none(model):
    """The mend stands behind the carets, or on a line of its own below the problem."""
    for problem in words(model).rstrip().split("\n\n"):
        mended = re.search(r"^ {6}(?:\| *\^+ )? *[^|\s]", problem, re.MULTILINE)
        assert mended or model.stem in WITHOUT_A_MEND, problem


def test_what_is_said_to_have_no_mend_is_in_the_gallery():
    assert {model.stem for model in MODELS} >= WITHOUT_A_MEND


def test_no_words_are_left_of_a_model_that_is_gone():
    assert {path.stem for path in GALLERY.glob("*.txt")} == {model.stem for model in MODELS}


def test_every_code_is_in_the_gallery_or_said_to_be_elsewhere():
    told = {code for model in MODELS for code in codes(words(model))}
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    known = set(re.findall(r"\"(T\d+)\"", source))
    assert all(re.fullmatch(r"T[1-79]\d\d", code) for code in known)
    assert known - told == set(ELSEWHERE)
