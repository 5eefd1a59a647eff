"""Letters: what is made harmless, how wide it is, where it breaks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.report.letters import lines, one_line, plain, visible, wide, wrap


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\x1b[31mred\x1b[0m", "a␛[31mred␛[0m"),
        ("bell\x07 and del\x7f", "bell␇ and del␡"),
        ("c1 \x9b31m", "c1 ?31m"),
        ("two\r\nlines\tand a\u2028third", "two lines and a third"),
        ("evil\u202egpj.exe", "evil?gpj.exe"),
        ("half \ud800 a pair", "half ? a pair"),
        ("\ufeffmark\u200b of\u00ad order ", "mark of order"),
        ("family 👩‍👧", "family 👩‍👧"),
    ],
)
def test_one_line_holds_nothing_that_commands(text, said):
    assert one_line(text) == said


@given(st.text())
def test_nothing_but_line_ends_is_left_to_command(text):
    for letter in visible(text).replace("\n", ""):
        assert unicodedata.category(letter) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(letter) not in {"RLO", "LRO", "RLI", "LRI", "FSI", "PDF"}
    assert "\n" not in one_line(text)
    visible(text).encode()


def test_lines_stand_as_they_are():
    assert lines("\r\na:\r\n\tb: 1\rc: \x1b\n\n") == ["a:", "    b: 1", "c: ␛"]
    assert lines(" \n\t") == []


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("3 × 4 → 12", "3 x 4 -> 12"),
        ("p95 ≤ 500 ms — or not", "p95 <= 500 ms - or not"),
        ("€1,200 or 5 €/h", "EUR 1,200 or 5 EUR/h"),
        ("-£3", "-GBP 3"),
        ("−5 ± 2 µs", "-5 +/- 2 us"),
        ("10⁻⁶ m²", "10^-6 m^2"),
        ("2½ of ⅓", "2 1/2 of 1/3"),
        ("ρ = λ/μ", "rho = lambda/u"),
        ("naïve Łódź façade", "naive Lodz facade"),
        ("12\u202f000…", "12 000..."),
        ("日本 ␛", "?? ?"),
    ],
)
def test_ascii_spells_what_it_can(text, spelt):
    assert plain(text) == spelt


@given(st.text())
def test_ascii_is_ascii(text):
    assert plain(text).isascii()
    assert plain(one_line(text)).isprintable()


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("한", 2), ("−5 €", 4), ("", 0)]
)
def test_width_is_in_columns(text, columns):
    assert wide(text) == columns


def test_words_wrap_and_hang():
    assert wrap("one two three four", 9, hang=2) == ["one two", "  three", "  four"]


def test_a_word_is_not_cut():
    assert wrap("see https://example.org/a/b now", 10) == ["see", "https://example.org/a/b", "now"]


def test_a_long_word_breaks_at_its_joints_but_never_in_a_number():
    assert wrap("service-account/read-only", 10, fold=10) == ["service-", "account/", "read-only"]
    assert wrap("1,234,567.891-0.5e-3", 4, fold=4) == ["1,234,567.891-0.5e-3"]


def test_signs_that_need_no_spaces_break_anywhere_but_before_a_stop():
    assert wrap("東京都大阪府。", 6) == ["東京都", "大阪", "府。"]


def test_a_space_that_may_not_break_does_not():
    assert wrap("about 12\u00a0000 users", 9) == ["about", "12\u00a0000", "users"]


@given(st.text(), st.integers(0, 40), st.integers(0, 3), st.none() | st.integers(0, 20))
def test_wrapping_loses_nothing(text, width, hang, fold):
    text = one_line(text)
    broken = wrap(text, width, hang=hang, fold=fold)
    assert "".join("".join(broken).split()) == "".join(text.split())
    assert all(line == line.rstrip() for line in broken)
