"""The PDF: its text, its pages, its bytes, and that nothing entered is more than text."""

import ast
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import excellence_app.reports
from excellence_app.domain.assessment import (
    Adjustment,
    Answer,
    AnswerStatus,
    ClusterProfile,
    Evidence,
    Improvement,
    Respondent,
)
from excellence_app.reports.assembly import ReportKind, assemble
from excellence_app.reports.blocks import (
    Labelled,
    OnePage,
    PageBreak,
    Report,
    StandingBox,
    said,
)
from excellence_app.reports.exporters.pdf import render
from excellence_app.reports.paper.escaping import escape
from tests.reports import example
from tests.reports.nasty import RIGHT_TO_LEFT, TEXTS

REPORTS = Path(excellence_app.reports.__file__).parent


def page_texts(pdf):
    """Return the text of each page as a reader of the file finds it."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return texts


def flat(text):
    """Return a text without spaces and line ends, which a page may put elsewhere."""
    text = re.sub("[\ufffe\x02]", "-", text)  # how the reader shows a dash at the end of a line
    return "".join(unicodedata.normalize("NFKC", text).split())


def sheet(*texts):
    return Report(
        "Title",
        "Author",
        "Subject",
        "en",
        "Footer, preparatory",
        "Page {number} of {count}",
        tuple(said(text) for text in texts),
    )


@pytest.fixture(scope="module")
def full():
    return render(assemble(example.context()))


@pytest.mark.parametrize("kind", ReportKind, ids=lambda kind: kind.value)
def test_the_same_report_gives_the_same_bytes(kind):
    first = render(assemble(example.context(kind)))
    assert render(assemble(example.context(kind))) == first


def test_nothing_of_the_clock_is_in_the_file(full):
    dates = re.findall(rb"D:(\d{8})", full)
    assert set(dates) == {b"20000101"}  # what the library writes when told to be steady


@pytest.mark.parametrize("kind", ReportKind, ids=lambda kind: kind.value)
def test_every_page_says_that_it_is_preparatory_and_which_of_how_many_it_is(kind):
    texts = page_texts(render(assemble(example.context(kind))))
    for number, text in enumerate(texts, start=1):
        *_, last = text.strip().splitlines()
        footer = " ".join(text.strip().splitlines()[-3:])
        own = {ReportKind.QUESTIONNAIRE: "Questionnaire", ReportKind.HANDBOOK: "Handbook"}
        if kind in own:  # each is the same for every document
            assert f"Example set, edition 2026.1. {own[kind]}, preparatory" in footer
        else:
            assert "preparatory, fictional cluster, 12 March 2026" in footer
        assert (
            f"Page {number} of {len(texts)}" in footer or f"Page {number} of {len(texts)}" in last
        )


def test_page_1_holds_the_whole_summary(full):
    first, second, *_ = page_texts(full)
    for part in ("Summary", "Labels", "All indicators", "Dimensions", "Standing of this report"):
        assert part in first
    assert "illustrative" in first
    assert "Gaps and recommendations" in second


def test_the_pages_are_a4(full):
    document = pypdfium2.PdfDocument(full)
    assert {tuple(round(side) for side in page.get_size()) for page in document} == {(595, 842)}


def test_the_file_says_what_it_is_and_whose(full):
    document = pypdfium2.PdfDocument(full)
    about = document.get_metadata_dict()
    assert about["Title"] == "Adriatic Mechatronics: Self-assessment report"
    assert about["Author"] == "Adriatic Mechatronics"
    assert b"/Lang (en)" in full


def test_the_outline_leads_to_every_chapter(full):
    document = pypdfium2.PdfDocument(full)
    outline = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    chapters = [title for level, title in outline if level == 0]
    assert chapters == [
        "Adriatic Mechatronics",
        "Gaps and recommendations",
        "Roadmap to Gold",
        "Answers",
        "Evidence",
        "Change since 2 May 2024",
        "What each label asks for",
        "Method and standing",
    ]
    assert (1, "1 Structure") in outline


def test_every_font_is_embedded(full):
    assert b"Helvetica" not in full
    assert full.count(b"/FontFile2") == len(re.findall(rb"/BaseFont", full))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_an_entered_text_appears_literally(text):
    (written,) = [flat("".join(page_texts(render(sheet(text)))))]
    assert flat(as_printed(text)) in written


LETTERS_NO_FONT_HAS = "日本語한국어ไทย🎉👩🔬𝔘𝔫𝔦ﷺ\u0378"


def as_printed(text):
    """Return what a person sees of an entered text."""
    text = re.sub("[\u00ad\u200b]", "", escape(text))
    return "".join(f"<U+{ord(c):04X}>" if c in LETTERS_NO_FONT_HAS else c for c in text)


@pytest.mark.parametrize("text", RIGHT_TO_LEFT[::2], ids=["Hebrew", "Arabic"])
def test_right_to_left_words_can_be_read_and_found(text):
    assert flat(text) in flat("".join(page_texts(render(sheet(text)))))


def filled_with(text):
    """Return a report in which every field that a person can fill holds `text`."""
    old = example.ASSESSMENT
    assessment = replace(
        old,
        profile=ClusterProfile(text, {"legal_form": text, text[:30]: "x"}),
        people=(Respondent("p1", text, text),),
        answers={
            **old.answers,
            "1.2": replace(old.answers["1.2"], note=text),
            "1.3": Answer(None, AnswerStatus.NOT_APPLICABLE, justification=text),
            "2.1": Answer(1, note=text, evidence=("e1", text)),
            "2.3b": Answer(text),
        },
        evidence={
            "e1": Evidence("e1", text, text, text, person=text),
            "e2": Evidence("e2", "", "figures", text),
        },
        adjustments=(Adjustment("1.2", "gold", 3, None, text, who=text),),
        improvements=(Improvement("1.2", text, text),),
    )
    return [example.context(kind, assessment=assessment) for kind in ReportKind]


MOST_DANGEROUS = (
    "R&D <b>unclosed",
    "<img src=/etc/passwd>",
    "{} {0} {name} {number}",
    "%s %(x)s %",
    "=1+1",
    "\\(unbalanced) <<",
    "\ud800 \u202e \x00",
    "x" * 5000,
    "word " * 3000,
    "line\n" * 300,
    "",
    " ",
)


@pytest.mark.parametrize("text", MOST_DANGEROUS, ids=range(len(MOST_DANGEROUS)))
def test_every_field_of_an_assessment_may_hold_any_text(text):
    for context in filled_with(text):
        pages = page_texts(render(assemble(context)))
        if context.kind is ReportKind.FULL and len(text) < 100:
            written = flat("".join(pages))
            assert written.count(flat(as_printed(text))) >= 12


@settings(max_examples=40)
@given(st.text(st.characters(), max_size=300))
def test_any_text_gives_a_pdf(text):
    assert render(sheet(text)).startswith(b"%PDF-")


@settings(max_examples=15)
@given(st.text(st.characters(), max_size=120))
def test_any_text_in_every_field_gives_every_report(text):
    for context in filled_with(text):
        assert render(assemble(context)).startswith(b"%PDF-")


def test_a_very_long_text_fills_pages_and_keeps_its_words():
    words = [f"w{number}" for number in range(20_000)]
    texts = page_texts(render(sheet(" ".join(words))))
    assert len(texts) > 30
    assert re.findall(r"w\d+", " ".join(texts)) == words


def test_a_very_long_word_fills_pages_too():
    texts = page_texts(render(sheet("x" * 100_000)))
    assert "".join(texts).count("x") == 100_000


def test_a_table_row_higher_than_a_page_goes_on_over_pages():
    answers = {**example.ANSWERS, "2.1": Answer(1, note="long note " * 2500)}
    context = example.context(assessment=replace(example.ASSESSMENT, answers=answers))
    texts = page_texts(render(assemble(context)))
    assert flat("".join(texts)).count("longnote") >= 5000 - len(texts)  # pages may part two words
    heads = [text for text in texts if "Level against threshold" in text and "long note" in text]
    assert len(heads) > 4


def one_page(count):
    words = "Some words that fill a line and a half of this page, more or less, and go on. " * 2
    facts = tuple(Labelled(f"Part {number}", (said(words),)) for number in range(count))
    box = StandingBox("Standing", (said("Preparatory."),))
    return replace(sheet(), blocks=(OnePage((*facts, box)), PageBreak(), said("after")))


@pytest.mark.parametrize("count", [1, 10, 14, 18, 22])
def test_what_stands_alone_is_set_closer_until_one_page_holds_it(count):
    first, second = page_texts(render(one_page(count)))
    assert f"Part {count - 1}" in first
    assert "Standing" in first
    assert "after" in second


def test_what_no_page_can_hold_goes_on_at_its_usual_size():
    texts = page_texts(render(one_page(60)))
    assert len(texts) > 3
    assert sum(text.count("Some words") for text in texts) == 120


def reportlab_imports(path):
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportlab"):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("reportlab")}
    return found


def test_nothing_of_reportlab_that_reads_markup_is_used():
    used = {
        path.relative_to(REPORTS).as_posix(): names
        for path in REPORTS.glob("**/*.py")
        if (names := reportlab_imports(path))
    }
    # Paragraphs of reportlab read markup; ours are set letter by letter on its canvas.
    assert used == {
        "exporters/pdf.py": {"reportlab.rl_config"},
        "paper/fonts.py": {
            "reportlab.pdfbase.pdfmetrics.registerFont",
            "reportlab.pdfbase.ttfonts.TTFont",
        },
        "paper/pen.py": {
            "reportlab.lib.colors.HexColor",
            "reportlab.lib.utils.ImageReader",  # of bytes that we made ourselves
            "reportlab.pdfgen.canvas.Canvas",
            "reportlab.pdfgen.pathobject.PDFPathObject",
        },
    }


WRITERS = {"textOut", "setTitle", "setAuthor", "setSubject", "addOutlineEntry"}
LITERALS_OF_THE_LIBRARY = {"setCreator", "setProducer"}


def unescaped_writes(source):
    """Return the lines that hand text to the canvas without a visible escape."""
    lines = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            if call.func.attr not in WRITERS:
                continue
            (text, *_) = call.args
            escaped = isinstance(text, ast.Call) and ast.unparse(text.func) == "escape"
            measured = ast.unparse(text) == "run.text" and "_fonts.runs(" in ast.unparse(function)
            if not (escaped or measured):
                lines.append(call.lineno)
    return lines


def test_text_reaches_the_canvas_through_one_door_only():
    pen = (REPORTS / "paper" / "pen.py").read_text(encoding="utf-8")
    assert unescaped_writes(pen) == []
    for path in REPORTS.glob("**/*.py"):
        if path.name != "pen.py":
            source = path.read_text(encoding="utf-8")
            assert not any(f".{name}(" in source for name in (*WRITERS, "drawString"))


def test_a_write_without_escape_would_be_seen():
    assert unescaped_writes("def f(self):\n    self.canvas.setTitle(title)") == [2]
    assert unescaped_writes("def f(self):\n    self.canvas.setTitle(escape(title))") == []
