"""The paper on several answered questionnaires: what it says, with which marks."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import pypdfium2
import pytest

from excellence_app.domain.assessment import Answer, Assessment, CriteriaReference
from excellence_app.domain.criteria import (
    Choice,
    CriteriaSet,
    Question,
    QuestionType,
    Section,
    SetStatus,
    Source,
    TallyNote,
    TallyPlan,
)
from excellence_app.domain.messages import Message
from excellence_app.domain.tallies import Filled
from excellence_app.engine.tallying import tally
from excellence_app.language import tallies
from excellence_app.language.catalogues import Words
from excellence_app.reports import blocks
from excellence_app.reports.blocks import BarLook, CountBar
from excellence_app.reports.charts import Hatch, Rect, Token
from excellence_app.reports.count_bars import count_bar
from excellence_app.reports.exporters import EXPORTERS
from excellence_app.reports.tally_assembly import assemble_tally
from excellence_app.reports.tally_context import TallyContext

NAMES = (Choice("a", "Alpha"), Choice("b", "Beta"))
SET = CriteriaSet(
    id="tiny",
    edition="1",
    language="en",
    title="Tiny survey",
    status=SetStatus.OWN,
    sha256="1" * 64,
    sections=(
        Section(
            "A",
            "Who",
            (
                Question("A.1", QuestionType.CHOICE, "Which one?", choices=NAMES),
                Question("A.2", QuestionType.YES_NO, "Is it large?"),
            ),
        ),
        Section(
            "B",
            "What",
            (
                Question(
                    "B.1",
                    QuestionType.CHOICES,
                    "What was done?",
                    choices=(Choice("fair", "Fairs", "optional"), Choice("talk", "Talks")),
                ),
                Question("B.2", QuestionType.NUMBER, "How many?", unit="visits"),
                Question("B.3", QuestionType.CHOICES, "With whom?", choices=NAMES),
            ),
        ),
    ),
    sources=(Source("S", "A public report"),),
    tally=TallyPlan(
        "A.1", ("A.2",), ("B.2",), ("B.3",), (TallyNote("B.2", "Count with care.", "S"),)
    ),
)


def filled(name, day=date(2026, 5, 1), earlier=None, *, practice=False, **answers):
    reference = CriteriaReference(SET.id, SET.edition, SET.sha256)
    held = {key.replace("_", "."): Answer(value) for key, value in answers.items()}
    assessment = Assessment(reference, dated=day, answers=held, practice=practice)
    return Filled(name, assessment, earlier and earlier.assessment)


def one(name, **more):
    then = filled(name, date(2025, 5, 1), A_1="a", A_2=True, B_1=("talk",), B_2=Fraction(2))
    now = filled(
        name, earlier=then, A_1="a", A_2=True, B_1=("fair",), B_2=Fraction(5), B_3=("b",), **more
    )
    held = {**now.assessment.answers, "B.1/fair": Answer("Two & a half <fairs>")}
    return replace(now, assessment=replace(now.assessment, answers=held))


def report_of(documents, language="en", left_out=()):
    return assemble_tally(TallyContext(SET, tally(SET, documents), Words(language), left_out))


def walk(content):
    """Yield all blocks, cell by cell."""
    for block in content:
        yield block
        match block:
            case blocks.Table():
                for row in block.rows:
                    for cell in row.cells if isinstance(row, blocks.Row) else ():
                        yield from cell
            case blocks.Labelled():
                yield from walk(block.content)


def texts(report):
    found = []
    for block in walk(report.blocks):
        found.append(getattr(block, "text", "") or getattr(block, "alternative", ""))
        if isinstance(block, blocks.Table):
            found += [column.title for column in block.columns]
    return " ".join(found).replace("\u00a0", " ")


def test_two_surveys_stand_side_by_side_with_how_many_are_behind():
    report = report_of([one("Coast"), one("Hills")])
    text = texts(report)
    assert "First survey, n = 2" in text
    assert "Second survey, n = 2" in text
    assert "Fairs: 2 (100%) of 2; in the first survey 0 (0%)." in text
    assert "2 of 2 answered. First survey: 2 of 2 answered. 2 texts in the annex." in text
    bars = [block for block in walk(report.blocks) if isinstance(block, CountBar)]
    assert [look for _, look in bars[0].shares] == [BarLook.HATCHED, BarLook.SOLID]


def test_one_survey_has_solid_bars_alone():
    report = report_of([filled("Coast", A_2=True)])
    bars = [block for block in walk(report.blocks) if isinstance(block, CountBar)]
    assert {look for bar in bars for _, look in bar.shares} == {BarLook.SOLID}
    assert "hatched" not in texts(report)


def test_small_groups_are_marked_where_their_figures_stand():
    text = texts(report_of([one("Coast")]))
    assert "Yes, first survey, n = 1, small group" in text
    assert "Yes, second survey, n = 1, small group" in text
    assert "First survey, n = 1, small group Second survey, n = 1, small group" in text
    assert "fewer than 5" in text
    many = texts(report_of([one(f"Coast {n}") for n in range(5)]))
    assert "small group" not in many
    mixed = [one(f"Coast {n}") for n in range(5)]
    mixed += [filled(f"Hills {n}", A_2=True) for n in range(4)]
    text = texts(report_of(mixed))
    assert "Yes, second survey, n = 5" in text
    text = texts(report_of([filled(f"Hills {n}", A_1="b", A_2=n < 2) for n in range(6)]))
    assert "Yes, n = 2, small group" in text
    assert "All, n = 6, small" not in text


def test_numbers_are_listed_by_document_with_sum_and_note():
    report = report_of([one("Coast"), filled("Hills", A_1="b", A_2=False, B_2=Fraction(1))])
    text = texts(report)
    assert "Note: Count with care. Source: A public report" in text
    (table,) = (
        block
        for block in report.blocks
        if isinstance(block, blocks.Table) and block.columns[-1].title == "New"
    )
    rows = [[cell[0].text if cell else "" for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Coast", "Yes", "2", "5", "+3"],
        ["Hills", "No", "–", "1", "–"],
        ["Sum, Yes", "", "2", "5", "+3"],
        ["Sum, No", "", "0", "1", "+1"],
        ["Sum, visits", "", "2", "6", "+4"],
    ]
    assert "A dash: no figure in this survey." in text


def test_comments_stand_in_the_annex_with_option_and_document():
    report = report_of([one("Coast")])
    place = next(
        n
        for n, block in enumerate(report.blocks)
        if isinstance(block, blocks.Heading) and block.text.startswith("Annex")
    )
    (table,) = (block for block in report.blocks[place:] if isinstance(block, blocks.Table))
    assert table.rows[0] == blocks.Band("Fairs", "1")
    assert [cell[0].text for cell in table.rows[1].cells] == ["Coast", "Two & a half <fairs>"]


@pytest.mark.parametrize(("fictional", "words"), [(0, ""), (1, "With"), (2, "Fictional")])
def test_fictional_documents_are_named_on_the_first_page(fictional, words):
    documents = [filled("Coast", practice=fictional > 0), filled("Hills", practice=fictional > 1)]
    report = report_of(documents)
    assert report.blocks[0].note.startswith(words)
    assert bool(report.blocks[0].note) == bool(fictional)
    assert ("fictional" in report.footer) == bool(fictional)


def test_files_that_were_left_out_are_named():
    text = texts(report_of([one("Coast")], left_out=[("b.excellence", Message("It is damaged."))]))
    assert "b.excellence It is damaged." in text


def test_hatching_tells_bars_apart_without_colour():
    drawing = count_bar(
        CountBar(
            (
                (Fraction(1, 2), BarLook.HATCHED),
                (Fraction(1, 4), BarLook.SOLID),
                (Fraction(1, 5), BarLook.HOLLOW),
                (Fraction(0), BarLook.SOLID),
            ),
            "Words",
        ),
        100.0,
        1.0,
    )
    (hatch,) = (shape for shape in drawing.shapes if isinstance(shape, Hatch))
    assert hatch.width == 50
    solid = [s for s in drawing.shapes if isinstance(s, Rect) and s.fill is Token.ACCENT]
    assert [shape.width for shape in solid] == [25]
    tracks = [s for s in drawing.shapes if isinstance(s, Rect) and s.fill is Token.TRACK]
    assert [shape.width for shape in tracks] == [100] * 4
    assert drawing.alternative == "Words"
    assert max(s.y + s.height for s in drawing.shapes) <= drawing.height


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda one: one.form)
def test_every_form_takes_it_and_twice_gives_the_same(exporter, language):
    report = report_of([one("Coast"), one("Hills", practice=True)], language)
    data = exporter.render(report)
    assert data == exporter.render(report)
    if exporter.form == "html":
        page = data.decode("utf-8")
        assert "Two &amp; a half &lt;fairs&gt;" in page
        assert "url(#hatch-accent)" in page
        assert 'id="hatch-accent"' in page
    if exporter.form == "pdf":
        pages = pypdfium2.PdfDocument(BytesIO(data))
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        assert "Two & a half <fairs>" in text


def test_who_works_with_whom_has_a_column_for_words_only_where_there_are_some():
    silent = one("Coast")
    assert "Works with" in texts(report_of([silent]))
    assert "In their own words" not in texts(report_of([silent]))
    counted = tally(SET, [silent])
    (links,) = counted.links
    (link,) = links.links
    told = replace(links, links=(replace(link, text="A joint stand."),))
    context = TallyContext(SET, replace(counted, links=(told,)), Words("en"))
    said = texts(assemble_tally(context))
    assert "In their own words" in said
    assert "A joint stand." in said


def test_what_is_asked_in_cases_has_their_number_and_no_id_of_the_file():
    (table, *_) = tally(SET, [one("Coast")]).tables
    inside = replace(table, id="C.2/kind", title="What kind is it?")
    assert tallies.table_title(inside) == "C.2 What kind is it?"
