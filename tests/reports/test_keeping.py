"""What stays on one page: remarks with their table, introductions with what they introduce."""

from dataclasses import replace

from docx.oxml.ns import qn

from excellence_app.reports import blocks
from excellence_app.reports.blocks import Band, Column, ColumnRole, Heading, Role, Row, Table, said
from excellence_app.reports.exporters import docx
from excellence_app.reports.keeping import row_stays, with_stays
from tests.reports.all_texts import sheet
from tests.reports.test_docx import opened, stays_with_the_next, text_of

LOW = Row(((said("one line", Role.CELL),),))
HIGH = Row(((said("x" * 300, Role.CELL),),))
REMARK = said("12 of 19 answered.", Role.CAPTION)


def table(*rows):
    return Table((Column(ColumnRole.NAME, "Name"),), rows)


def stays(*content):
    return [one for _, one in with_stays(content)]


def test_a_remark_stays_with_the_table_above_it():
    assert stays(table(LOW), REMARK, Heading("Next")) == [True, False, False]
    assert stays(table(LOW), said("A paragraph.")) == [False, False]
    assert stays() == []


def test_what_introduces_a_table_stays_with_it_unless_it_is_long():
    assert stays(Heading("H"), said("Short."), table(LOW)) == [False, True, False]
    assert stays(Heading("H"), said("x" * 500), table(LOW)) == [False, False, False]
    assert stays(said("Short."), table(LOW)) == [False, False]


def test_the_box_on_the_standing_of_a_paper_is_not_alone_on_its_page():
    box = blocks.StandingBox("Standing", (said("Preparatory."),))
    label = blocks.Labelled("What to know", (said("Something."),))
    assert stays(label, box) == [True, False]
    assert stays(table(LOW), box) == [False, False]


def test_neither_the_first_nor_the_last_of_low_rows_stands_alone():
    kept = [row_stays(table(LOW, LOW, LOW, LOW, LOW), n) for n in range(5)]
    assert kept == [True, False, False, True, False]
    assert [row_stays(table(HIGH, HIGH, HIGH), n) for n in range(3)] == [False] * 3


def test_a_group_is_not_parted_from_its_title_nor_a_line_from_what_reaches_it():
    rows = table(Band("Group"), HIGH, Band("Reached", cut=True), HIGH)
    assert [row_stays(rows, n) for n in range(4)] == [True, True, False, False]


def test_the_last_boxes_of_a_long_question_go_over_the_page_together():
    boxes = tuple(said(f"box {n}", Role.CELL, mark=blocks.Mark.BOX) for n in range(30))
    long = blocks.Together(boxes, breaks=True)
    kept = [long.kept_with_next(n) for n in range(30)]
    assert kept[:4] == [True] * 4
    assert not any(kept[4:26])
    assert kept[26:] == [True, True, True, False]


def test_a_word_file_keeps_the_remark_with_the_last_row():
    document = opened(docx.render(replace(sheet(), blocks=(table(LOW, HIGH, HIGH), REMARK))))
    styles = {one.get(qn("w:styleId")): one for one in document.styles.element}
    *_, last = document.element.iter(qn("w:tr"))
    assert all(stays_with_the_next(one, styles) for one in last.iter(qn("w:p")))
    body = list(document.element.body)
    (place,) = [n for n, one in enumerate(body) if one.tag == qn("w:tbl")]
    assert not text_of(body[place + 1]).strip()
    assert stays_with_the_next(body[place + 1], styles)
