"""The Word file, read back: its texts, its structure, its bytes, and that nothing is markup."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportKind, assemble
from excellence_app.reports.blocks import (
    Field,
    Heading,
    Labelled,
    OnePage,
    PageBreak,
    StandingBox,
    Table,
    Together,
    WritingLines,
    said,
)
from excellence_app.reports.exporters.docx import render
from tests.reports import example
from tests.reports.all_texts import flat, has_controls, sheet, shown, texts_of
from tests.reports.nasty import RIGHT_TO_LEFT, TEXTS
from tests.reports.test_pdf import MOST_DANGEROUS, filled_with

WORD_14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def opened(data):
    return Document(io.BytesIO(data))


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def text_of(element):
    """Return the text below an element with its line breaks."""
    found = []
    for part in element.iter(qn("w:t"), qn("w:br"), qn("w:p")):
        found.append(part.text or "" if part.tag == qn("w:t") else "\n")
    return "".join(found)


def alternatives(document):
    return [part.get("descr") for part in document.element.iter(qn("wp:docPr"))]


def footer_of(data):
    return parse_xml(parts_of(data)["word/footer.xml"])


def everything_in(data):
    """Return all that a reader of the file sees or is told."""
    document = opened(data)
    footer = text_of(footer_of(data))
    said_of_charts = " ".join(alternatives(document))
    return f"{text_of(document.element.body)} {footer} {said_of_charts}"


@pytest.fixture(scope="module")
def full():
    return render(assemble(example.context()))


@pytest.mark.parametrize("kind", ReportKind, ids=lambda kind: kind.value)
def test_the_same_report_gives_the_same_bytes(kind):
    first = render(assemble(example.context(kind)))
    assert render(assemble(example.context(kind))) == first


@pytest.mark.parametrize("kind", ReportKind, ids=lambda kind: kind.value)
def test_every_text_of_a_report_is_in_the_file(kind):
    report = assemble(example.context(kind))
    written = flat(everything_in(render(report)))
    texts = [
        text for text in texts_of(report.blocks) if text and not re.fullmatch(r"\d+\.|•", text)
    ]
    assert len(texts) > 20
    assert [text for text in texts if shown(text) not in written] == []
    assert shown(report.footer) in written


def test_each_label_rule_is_there_in_one_of_its_lengths(full):
    written = flat(everything_in(full))
    ladders = [
        inner
        for block in assemble(example.context()).blocks
        if isinstance(block, OnePage)
        for part in block.content
        if isinstance(part, Labelled)
        for inner in part.content
        if isinstance(inner, blocks.LabelLadder)
    ]
    rules = [rule for ladder in ladders for step in ladder.steps for rule in step.rules]
    assert rules
    for rule in rules:
        assert shown(rule.text) in written or shown(rule.short) in written


def test_the_file_says_what_it_is_whose_and_in_which_language(full):
    about = opened(full).core_properties
    assert about.title == "Adriatic Mechatronics: Self-assessment report"
    assert (about.author, about.language) == ("Adriatic Mechatronics", "en")
    assert about.created is None  # the time of day is nobody's business, and never the same
    styles = parts_of(full)["word/styles.xml"].decode()
    assert '<w:lang w:val="en-GB"' in styles
    german = parts_of(render(sheet("x", language="de")))["word/styles.xml"].decode()
    assert '<w:lang w:val="de-DE"' in german


def test_very_long_properties_are_cut_and_the_text_is_not():
    report = sheet("x" * 900, title="t" * 900, author="\x00a" * 400)
    about = opened(render(report)).core_properties
    assert (len(about.title), len(about.author)) == (250, 250)
    assert "<U+0000>a" in about.author
    assert "x" * 900 in everything_in(render(report))


def test_the_page_is_a4_with_the_margins_of_our_paper(full):
    (section,) = opened(full).sections
    lengths = (section.page_width, section.page_height)
    assert [round(length.mm) for length in lengths] == [210, 297]
    margins = (
        section.top_margin,
        section.left_margin,
        section.right_margin,
        section.bottom_margin,
    )
    assert [round(margin.mm) for margin in margins] == [24, 22, 20, 16]
    assert section.footer_distance < Mm(16)


def test_the_footer_counts_the_pages_by_fields(full):
    footer = footer_of(full)
    fields = [part.get(qn("w:instr")).strip() for part in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert flat(text_of(footer)).endswith("Page1of1")
    assert "preparatory, fictional cluster, 12 March 2026" in text_of(footer)
    assert len(opened(full).sections) == 1


def headings(document):
    """Return the level and text of all headings, those in tables too."""
    levels = {
        style.style_id: int(style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")))
        for style in document.styles
        if style.type is WD_STYLE_TYPE.PARAGRAPH
        and style.element.pPr is not None
        and style.element.pPr.find(qn("w:outlineLvl")) is not None
    }
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        style = paragraph.pPr.pStyle.val if paragraph.pPr is not None else ""
        if style in levels:
            found.append((levels[style], text_of(paragraph).strip()))
    return found


def test_headings_are_those_of_the_word_processor_and_in_order(full):
    found = headings(opened(full))
    assert found[0] == (0, "Adriatic Mechatronics")
    assert [text for level, text in found if level == 0][1:] == [
        "Gaps and recommendations",
        "Roadmap to Gold",
        "Answers",
        "Evidence",
        "Change since 2 May 2024",
        "What each label asks for",
        "Method and standing",
    ]
    assert (1, "Summary") in found
    assert (1, "1 Structure") in found
    for (before, _), (level, _) in pairwise(found):
        assert level <= before + 1


def test_styles_are_real_and_named(full):
    names = {style.name for style in opened(full).styles}
    assert names >= {
        "Normal",
        "Title",
        "Subtitle",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Caption",
        "List Bullet",
        "List Number",
        "Table text",
        "Report table",
        "Footer",
    }
    used = {p.style.name for p in opened(full).paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Subtitle"} <= used


def test_every_style_that_is_used_is_defined(full):
    document = opened(full)
    defined = {style.element.get(qn("w:styleId")) for style in document.styles}
    used = {
        part.get(qn("w:val"))
        for kind in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for part in document.element.iter(qn(kind))
    }
    assert used <= defined


def tables_in(document):
    return list(document.element.body.iter(qn("w:tbl")))


def test_heads_of_tables_are_repeated_and_rows_stay_whole():
    content = tuple(
        Table(
            (blocks.Column(blocks.ColumnRole.NAME, "Name"),),
            tuple(blocks.Row(((said(f"row {n}"),),)) for n in range(60)),
        )
        for _ in range(2)
    )
    document = opened(render(replace(sheet(), blocks=content)))
    first, second = tables_in(document)
    assert len(first) == len(second)  # two tables stay two
    head, *rows = first.iter(qn("w:trPr"))
    assert head.find(qn("w:tblHeader")) is not None
    assert len(rows) == 60
    for row in (head, *rows):
        assert row.find(qn("w:cantSplit")) is not None
    assert all(row.find(qn("w:tblHeader")) is None for row in rows)


def test_each_row_has_a_cell_for_each_column(full):
    for table in tables_in(opened(full)):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            spans = [
                int(span.get(qn("w:val"))) if span is not None else 1
                for cell in row.findall(qn("w:tc"))
                for span in [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")]
            ]
            assert sum(spans) == columns
            for cell in row.findall(qn("w:tc")):
                assert cell[-1].tag == qn("w:p")  # or the file counts as damaged


def test_tables_are_named_by_their_heading(full):
    names = {part.get(qn("w:val")) for part in opened(full).element.iter(qn("w:tblCaption"))}
    assert {"Gaps and recommendations", "Roadmap to Gold", "1 Structure"} <= names


def test_every_chart_is_a_picture_with_its_sentence(full):
    document = opened(full)
    said_of_charts = alternatives(document)
    assert all(said_of_charts)
    wanted = (
        "2.1\u00a0Performance monitoring: level 1 of 4, Gold asks for level 3, 2 levels short, "
        "earlier level 2."
    )
    assert wanted in said_of_charts
    assert any(text.startswith("Now 50%.") for text in said_of_charts)
    assert any("1.2\u00a0Number" in text and "2.3\u00a0Manage" in text for text in said_of_charts)
    numbers = [part.get("id") for part in document.element.iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers))


def test_pictures_are_fine_enough_for_print(full):
    document = opened(full)
    for part in document.element.iter(qn("wp:inline")):
        extent = part.find(qn("wp:extent"))
        relation = next(part.iter(qn("a:blip"))).get(qn("r:embed"))
        with Image.open(io.BytesIO(document.part.related_parts[relation].blob)) as picture:
            inches = int(extent.get("cx")) / 914_400
            assert picture.width / inches >= 200
            ratio = int(extent.get("cx")) / int(extent.get("cy"))
            assert ratio == pytest.approx(picture.width / picture.height, rel=0.02)


def test_no_chart_begins_outside_its_cell(full):
    """Some word processors cut off what does."""
    for cell in opened(full).element.iter(qn("w:tc")):
        for indent in cell.iter(qn("w:ind")):
            assert int(indent.get(qn("w:left"), "0")) >= 0


def test_boxes_can_be_ticked_on_the_screen():
    document = opened(render(assemble(example.context(ReportKind.QUESTIONNAIRE))))
    boxes = list(document.element.iter(f"{WORD_14}checkbox"))
    assert len(boxes) > 10
    numbers = [part.get(qn("w:val")) for part in document.element.iter(qn("w:id"))]
    assert len(numbers) == len(set(numbers)) == len(boxes)
    names = {part.get(qn("w:val")) for part in document.element.iter(qn("w:alias"))}
    assert "Yes" in names


def test_a_ticked_box_is_ticked():
    document = opened(render(assemble(example.context(ReportKind.DOCUMENTS))))
    states = {
        next(box.iter(f"{WORD_14}checked")).get(f"{WORD_14}val"): text_of(
            box.getparent().getparent()
        )
        for box in document.element.iter(f"{WORD_14}checkbox")
    }
    assert states == {"1": "☑", "0": "☐"}


def test_numbered_steps_are_lists_that_begin_anew(full):
    document = opened(full)
    steps = [
        part
        for part in document.element.iter(qn("w:p"))
        if text_of(part).strip() in {"Choose eight figures.", "Compare them."}
    ]
    numbers = {part.pPr.numPr.numId.val for part in steps}
    assert len(steps) == 2
    assert len(numbers) == 1
    lists = document.part.numbering_part.element
    starts = {
        number.numId: [int(part.get(qn("w:val"))) for part in number.iter(qn("w:startOverride"))]
        for number in lists.num_lst
    }
    assert starts[numbers.pop()] == [1]
    assert set(starts) >= {part.numId.val for part in document.element.iter(qn("w:numPr"))}


def test_what_stands_alone_is_set_closer_until_one_page_holds_it():
    def letters(count):
        facts = tuple(
            Labelled(f"Part {number}", (said("Some words for this part of the page. " * 4),))
            for number in range(count)
        )
        box = StandingBox("Standing", (said("Preparatory."),))
        whole = replace(sheet(), blocks=(OnePage((*facts, box)), PageBreak(), said("after")))
        return opened(render(whole)).styles["Page 1 text"].font.size

    assert letters(5) == Pt(10)
    assert letters(19) < letters(16) < Pt(10)
    assert letters(60) == Pt(10)  # no page can hold it, so it goes on at its usual size


def test_a_new_page_begins_with_what_follows_the_break():
    content = (said("one"), PageBreak(), Heading("Two"), said("x"), PageBreak(), said("three"))
    document = opened(render(replace(sheet(), blocks=content)))
    breaks = [
        text_of(part).strip()
        for part in document.element.iter(qn("w:p"))
        if part.pPr is not None and part.pPr.find(qn("w:pageBreakBefore")) is not None
    ]
    assert breaks == ["Two", ""]  # an empty line carries the break to what is no heading


def test_what_belongs_together_is_kept_on_one_page():
    content = (
        Together((said("question"), Field("Number", "people"), WritingLines("Notes", 2))),
        said("next"),
    )
    document = opened(render(replace(sheet(), blocks=content)))
    kept = [
        part.pPr is not None and part.pPr.find(qn("w:keepNext")) is not None
        for part in document.element.body.iter(qn("w:p"))
    ]
    assert kept == [True, True, True, True, True, False, False]


def test_there_are_no_links_macros_or_parts_from_elsewhere(full):
    parts = parts_of(full)
    assert not any("vba" in name or "customXml" in name for name in parts)
    for name, content in parts.items():
        if name.endswith(".rels"):
            assert b"TargetMode" not in content
    body = parts["word/document.xml"]
    assert b"hyperlink" not in body
    assert b"instrText" not in body


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_an_entered_text_appears_literally(text):
    written = everything_in(render(sheet(text)))
    assert shown(text) in flat(written)
    assert not has_controls(written)


@pytest.mark.parametrize("text", RIGHT_TO_LEFT, ids=["Hebrew", "mixed", "Arabic"])
def test_words_from_right_to_left_are_marked_and_keep_their_order(text):
    document = opened(render(sheet(text)))
    assert flat(text) in flat(text_of(document.element.body))
    marked = [text_of(part.getparent().getparent()) for part in document.element.iter(qn("w:rtl"))]
    assert marked
    assert all(not re.search("[a-z]", run) for run in marked)


def test_a_report_in_a_language_from_right_to_left_is_mirrored():
    table = Table((blocks.Column(blocks.ColumnRole.NAME, "Name"),), (blocks.Row(((said("x"),),)),))
    document = opened(render(replace(sheet(language="ar"), blocks=(table,))))
    assert document.element.body.find(f"{qn('w:sectPr')}/{qn('w:bidi')}") is not None
    assert next(document.element.iter(qn("w:bidiVisual")), None) is not None
    assert document.styles["Normal"].element.pPr.find(qn("w:bidi")) is not None


@pytest.mark.parametrize("text", MOST_DANGEROUS, ids=range(len(MOST_DANGEROUS)))
def test_every_field_of_an_assessment_may_hold_any_text(text):
    for context in filled_with(text):
        written = flat(everything_in(render(assemble(context))))
        if context.kind is ReportKind.FULL and len(text) < 100:
            assert written.count(shown(text)) >= 12


@settings(max_examples=40)
@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_read_back(text):
    written = everything_in(render(sheet(text, title=text, footer=text)))
    assert flat(written).count(shown(text)) >= 2
    assert not has_controls(written)


@settings(max_examples=10)
@given(st.text(st.characters(), max_size=120))
def test_any_text_in_every_field_gives_every_report(text):
    for context in filled_with(text):
        assert not has_controls(everything_in(render(assemble(context))))


def stays_with_the_next(paragraph, styles):
    """Return whether a paragraph is kept with what follows, by itself or by its style."""
    if paragraph.find(f".//{qn('w:pPr')}/{qn('w:keepNext')}") is not None:
        return True
    style = paragraph.find(f".//{qn('w:pStyle')}").get(qn("w:val"))
    return styles[style].find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def heads_of(body):
    """Yield each heading with what stands between it and what it heads."""
    for place, element in enumerate(body):
        if style_of(element).startswith("Heading"):
            found = [element]
            for one in body[place + 1 :]:
                if one.tag == qn("w:tbl") or (text_of(one).strip() and style_of(one) != "Aside"):
                    break
                found.append(one)
            yield found


@pytest.mark.parametrize("kind", [ReportKind.FULL, ReportKind.ANSWERS, ReportKind.QUESTIONNAIRE])
def test_no_heading_is_left_behind_when_what_it_heads_moves_to_the_next_page(kind):
    document = opened(render(assemble(example.context(kind))))
    styles = {one.get(qn("w:styleId")): one for one in document.styles.element}
    heads = list(heads_of(list(document.element.body)))
    assert heads
    for found in heads:
        assert all(stays_with_the_next(one, styles) for one in found), text_of(found[0])


def style_of(paragraph):
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else ""


def test_the_head_of_a_table_is_kept_with_its_first_row(full):
    document = opened(full)
    styles = {one.get(qn("w:styleId")): one for one in document.styles.element}
    heads = [
        row
        for row in document.element.iter(qn("w:tr"))
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    ]
    assert len(heads) > 5
    for row in heads:
        assert all(stays_with_the_next(one, styles) for one in row.iter(qn("w:p")))
