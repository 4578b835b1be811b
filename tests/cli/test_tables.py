"""Tables of text: aligned, wrapped to the terminal, safe."""

import pytest

from excellence_app.cli.tables import (
    Column,
    bold,
    chapters,
    mark,
    paragraph,
    side_by_side,
    table,
    terminal_width,
)
from excellence_app.domain.levels import Verdict

TWO = [Column("Name", wraps=True), Column("Days", right=True)]


def test_columns_are_aligned():
    assert table(TWO, [["a", "1"], ["bcdef", "12"]])[1:] == [
        "a         1",
        "bcdef    12",
    ]


def test_a_column_that_may_wrap_gives_way(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    text = "words of a long name " * 5
    lines = table([Column(), Column(wraps=True), Column(right=True)], [["1", text, "99 days"]])
    assert lines[0].endswith("99 days")
    assert all(len(line) <= 60 for line in lines)
    assert len(lines) == 3
    assert lines[0].startswith("1  words")
    assert all(line.startswith("   ") and line[3] != " " for line in lines[1:])


def test_a_cell_of_several_texts_stands_below_one_another():
    assert table([Column(), Column(wraps=True)], [["1", ("first", "second")], ["2", "third"]]) == [
        "1  first",
        "   second",
        "2  third",
    ]


def test_chapters_share_their_widths():
    assert chapters([Column(), Column()], [(["A"], [["1", "x"]]), (["B"], [["long", "y"]])]) == [
        *("", "A", "1     x"),
        *("", "B", "long  y"),
    ]


@pytest.mark.parametrize(("name", "width"), [("Łódź", 4), ("e\u0301a", 2), ("東京", 4), ("ﬁ", 1)])
def test_widths_are_those_of_the_terminal(name, width):
    (line,) = table([Column(), Column()], [[name, "|"]])
    assert line == f"{name}  |"
    assert table([Column(right=True)], [["123456"], [name]])[1] == " " * (6 - width) + name


def test_short_texts_stand_beside_one_another_as_far_as_they_fit(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert side_by_side([bold("a" * 30), "b" * 25, "c", "d\x1be"]) == [
        f"{bold('a' * 30)}  ·  {'b' * 25}",
        "c  ·  d<U+001B>e",
    ]


def test_colours_take_no_room():
    first, second = table([Column(), Column()], [[bold("ab"), "|"], ["abcd", "|"]])
    assert first.endswith("    |")
    assert "\x1b[1mab" in first
    assert second == "abcd  |"


def test_texts_beside_a_mark_are_wrapped_beside_it(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    first, second = paragraph("word " * 20, indent=1, lead=f"{mark(Verdict.MISSED)} ")
    assert second.startswith("   word")
    assert len(second) <= 60
    assert first.endswith("word")


@pytest.mark.parametrize(
    "letter", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\ufeff", "\u200f"]
)
def test_no_text_can_command_the_terminal(letter):
    shown = f"<U+{ord(letter):04X}>"
    assert table([Column()], [[f"a{letter}b"]]) == [f"a{shown}b"]
    assert paragraph(f"a{letter}b") == [f"a{shown}b"]
    assert shown in bold(f"a{letter}b")


@pytest.mark.parametrize(("columns", "width"), [("10", 60), ("80", 80), ("300", 120), ("x", 100)])
def test_the_width_is_one_that_can_be_read(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == width


def test_rather_than_breaking_words_a_table_with_titles_writes_each_row_below_itself(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    columns = [
        Column(right=True),
        Column("Action", wraps=True),
        *(Column(title, right=True) for title in ("Days", "Ready by", "Points", "Score after")),
    ]
    row = [" 1", "Questions to participants", "3 or 4", "25 January 2027", "+1.25", "70 to 78.4%"]
    assert table(columns, [row]) == [
        " 1  Questions to participants",
        "    Days 3 or 4  ·  Ready by 25 January 2027",
        "    Points +1.25  ·  Score after 70 to 78.4%",
    ]
    monkeypatch.setenv("COLUMNS", "120")
    head, line = table(columns, [row])
    assert "Ready by" in head
    assert "Days" not in line


def test_ids_with_hyphens_are_never_broken(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    ids = [f"a-long-choice-{number}" for number in range(20)]
    found = paragraph("Enter one of these: " + ", ".join(ids))
    assert set(ids) <= set(" ".join(found).replace(",", "").split())


def test_what_stands_beside_others_is_wrapped_where_it_is_too_long_alone(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = side_by_side(["word " * 20, "short"])
    assert all(len(line) <= 60 for line in lines)
    assert lines[-1].endswith("short")
