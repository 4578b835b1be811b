"""The gaps as lines for a spreadsheet."""

import csv
import io

import pytest

from excellence_app.session.spreadsheet import written

HOSTILE_SET = """\
format: 1
set: {id: hostile, edition: "1", language: en, title: Hostile, status: own, points: 2}
dimensions: [{id: "1", title: "@SUM(A1)"}]
indicators:
  - id: "1.1"
    dimension: "1"
    title: "=HYPERLINK(A1)"
    points: 1
    thresholds: {ready: {level: 1, reason: None}}
    question: {type: yes_no, text: Are there papers?}
  - id: "2.10"
    dimension: "1"
    title: "Two, \\"quoted\\"; and a comma"
    points: 1
    question: {type: yes_no, text: Are there papers?}
labels:
  - {id: ready, title: "+Ready", requires: [{kind: every_threshold}]}
"""


def rows_of(ran):
    assert (ran.code, ran.err) == (0, "")
    return list(csv.reader(io.StringIO(ran.out)))


def test_one_line_for_each_indicator(run, practice):
    head, *rows = rows_of(run("score", practice, "--csv"))
    assert head == [
        *("Indicator", "Dimension", "State", "Level"),
        *("Points, lowest", "Points, highest", "Points on offer"),
        *("Silver: asked", "Silver: distance", "Gold: asked", "Gold: distance"),
    ]
    assert len(rows) == 31
    found = {row[0].split()[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert found["4.1.6"] == {
        "Indicator": "4.1.6 Performance monitoring of cluster management",
        "Dimension": "4 Strategy, objectives, services",
        "State": "Answered",
        "Level": "1",
        "Points, lowest": "1.25",
        "Points, highest": "1.25",
        "Points on offer": "5",
        "Silver: asked": "",
        "Silver: distance": "",
        "Gold: asked": "level 3",
        "Gold: distance": "2 levels short",
    }
    assert found["2.7"]["State"] == "Unknown"
    assert (found["2.7"]["Points, lowest"], found["2.7"]["Points, highest"]) == ("0", "5")
    assert found["2.7"]["Gold: distance"] == "Open"
    assert found["1.2"]["State"] == "Does not apply"


def test_no_cell_is_a_formula_a_number_with_lost_digits_or_a_date(run, desk):
    (desk / "hostile.yaml").write_text(HOSTILE_SET)
    assert run("new", "hostile.yaml", "-o", "h.excellence").code == 0
    head, *rows = rows_of(run("score", "h.excellence", "--csv"))
    assert "'+Ready: asked" in head
    assert [row[0] for row in rows] == [
        "1.1 =HYPERLINK(A1)",  # begins with the number
        '2.10 Two, "quoted"; and a comma',
    ]
    assert rows[0][1] == "1 @SUM(A1)"
    for row in [head, *rows]:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\n"])
def test_texts_like_formulas_stay_text(start, before):
    (row,) = csv.reader(io.StringIO(written([[f"{before}{start}1+1", "1", "a-b"]])))
    assert row[0].startswith("'")
    assert row[0].endswith(f"{start}1+1")
    assert row[1:] == ["1", "a-b"]


def test_control_characters_do_not_get_out():
    assert written([["a\x1b[31mb", "c\u202ed", "e\nf"]]) == "a<U+001B>[31mb,c<U+202E>d,e f\n"
