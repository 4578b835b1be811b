"""Text on its way to paper: what is shown instead of what, and where lines end."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from excellence_app.reports.charts import Token
from excellence_app.reports.paper.escaping import escape
from excellence_app.reports.paper.fonts import Face, Fonts
from excellence_app.reports.paper.text import (
    Ink,
    Inked,
    break_lines,
    line_width,
    widest_word,
)

INK = Ink(Face.REGULAR, 10, Token.TEXT)
STRONG = Ink(Face.STRONG, 10, Token.TEXT)
ANY_TEXT = st.text(st.characters(), max_size=200)  # lone surrogates too


@pytest.fixture(scope="module")
def fonts():
    return Fonts()


def lines_of(text, width, fonts):
    lines = break_lines([Inked(text, INK)], width, fonts)
    return ["".join(piece.text for piece in line) for line in lines]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain & <simple>", "plain & <simple>"),
        ("\x00\x1b[31m", "<U+0000><U+001B>[31m"),
        ("\u202eexe", "<U+202E>exe"),
        ("\u200f\u2066\u2069", "<U+200F><U+2066><U+2069>"),
        ("\ud800", "<U+D800>"),
        ("\ue000\ufdd0\U0010ffff", "<U+E000><U+FDD0><U+10FFFF>"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a    b"),
        ("\u200c\u2060\ufeff\ufe0f", ""),
        ("e\u0301", "é"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
    ],
)
def test_what_has_no_shape_is_shown_by_its_code(text, shown):
    assert escape(text) == shown


@given(ANY_TEXT)
def test_escaping_leaves_nothing_that_cannot_be_written(text):
    shown = escape(text)
    shown.encode("utf-8")
    assert not any(ord(c) < 32 and c != "\n" for c in shown)
    assert "\u202e" not in shown


@given(ANY_TEXT)
def test_escaping_keeps_every_visible_letter(text):
    letters = [c for c in text if c.isascii() and c.isprintable() and c != " "]
    kept = [c for c in escape(text) if c in letters]
    for letter in set(letters):
        assert kept.count(letter) >= letters.count(letter)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("abc", "ExcellencePaper-Regular"),
        ("Ελ", "ExcellencePaper-Regular"),
        ("שלום", "DejaVuSans"),
        ("◐", "DejaVuSans"),
        ("हिन्दी"[0], "NotoSans-Regular"),
    ],
)
def test_a_character_comes_from_the_first_font_that_has_it(fonts, text, font):
    assert [run.font for run in fonts.runs(text, Face.REGULAR)] == [font]


def test_what_no_font_has_is_printed_by_its_code(fonts):
    (run,) = fonts.runs("日a", Face.REGULAR)
    assert run.text == "<U+65E5>a"
    assert run.width == pytest.approx(fonts.width("<U+65E5>a", Face.REGULAR, 1))


def test_figures_have_one_width(fonts):
    assert len({fonts.width(figure, Face.REGULAR, 10) for figure in "0123456789"}) == 1


def test_lines_end_between_words(fonts):
    width = fonts.width("two words", Face.REGULAR, 10) + 0.1
    assert lines_of("two words here now", width, fonts) == ["two words", "here now"]


def test_line_breaks_stay(fonts):
    assert lines_of("one\ntwo\n\nthree", 500, fonts) == ["one", "two", "", "three"]


def test_a_line_may_end_after_a_dash_between_letters_but_not_between_figures(fonts):
    assert lines_of("long-term", 30, fonts) == ["long-", "term"]
    dates = lines_of("x 2025-12-31", fonts.width("x 2025-", Face.REGULAR, 10), fonts)
    assert dates[0] == "x"


def test_a_soft_hyphen_shows_only_where_a_line_ends(fonts):
    width = fonts.width("coope-", Face.REGULAR, 10) + 0.1
    assert lines_of("coope\u00adration", width, fonts)[0] == "coope-"
    assert lines_of("coope\u00adration", 500, fonts) == ["cooperation"]


def test_a_word_of_two_inks_is_not_parted(fonts):
    stretches = [Inked("The score is ", INK), Inked("69%", STRONG), Inked(".", INK)]
    width = fonts.width("The score is 69%", Face.STRONG, 10)
    lines = break_lines(stretches, width - 8, fonts)
    assert ["".join(p.text for p in line) for line in lines] == ["The score is", "69%."]


@given(ANY_TEXT, st.floats(12, 300))
def test_no_line_is_wider_than_its_column(fonts, text, width):
    for line in break_lines([Inked(text, INK)], width, fonts):
        reach = line_width(line, fonts)
        letters = sum(len(run.text) for p in line for run in fonts.runs(p.text, Face.REGULAR))
        # one character may be wider than the narrowest column, above all as a code
        assert reach <= width + 0.02 or letters <= 12


# A bracket in a word from right to left is turned round, its partner on the next line is not.
EITHER_WAY = str.maketrans(")]}>»", "([{<«")


@given(ANY_TEXT, st.floats(12, 300))
@example("\u07c0\x1f", 59.0)
def test_nothing_is_lost_between_the_lines(fonts, text, width):
    shown = escape(text).replace("\u00ad", "").replace("\u200b", "")
    lines = lines_of(text, width, fonts)
    if "\u00ad" not in escape(text):  # it may become a hyphen at the end of a line
        found, wanted = ("".join(s.split()).translate(EITHER_WAY) for s in ("".join(lines), shown))
        assert sorted(found) == sorted(wanted)


def test_a_very_long_word_is_broken_in_every_column(fonts):
    lines = lines_of("x" * 200_000, 100, fonts)
    assert "".join(lines) == "x" * 200_000
    assert len(lines) < 20_000


def test_hebrew_is_turned_round_and_numbers_in_it_are_not(fonts):
    assert lines_of("שלום", 500, fonts) == ["םולש"]
    assert lines_of("name: שלום עולם.", 500, fonts) == ["name: םלוע םולש."]
    assert lines_of("שלום 12 עולם", 500, fonts) == ["םלוע 12 םולש"]
    assert lines_of("(שלום) 12 abc", 500, fonts) == ["(םולש) 12 abc"]
    assert lines_of("שלום (עולם)", 500, fonts) == ["(םלוע) םולש"]


def test_the_widest_word_counts_what_may_not_be_broken(fonts):
    whole = widest_word([Inked("a Governance long-term", INK)], fonts)
    assert whole == pytest.approx(fonts.width("Governance", Face.REGULAR, 10))
