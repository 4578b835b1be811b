"""Chapters on or off and in order, notes and names in or out, colours or greys."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from excellence_app.catalog import library
from excellence_app.domain.assessment import ActionState, Answer, PlannedAction
from excellence_app.domain.criteria import Term
from excellence_app.engine.scoring import evaluate
from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportKind, assemble
from excellence_app.reports.choices import (
    CHAPTERS,
    ENTERED,
    Chapter,
    Choices,
    about_persons,
    printed,
    usual_chapters,
)
from excellence_app.reports.exporters import EXPORTERS
from excellence_app.reports.paper import theme
from excellence_app.reports.word import markup
from tests.reports import example
from tests.reports.block_text import lines_of

HEADS = {
    Chapter.GAPS: "Gaps and recommendations",
    Chapter.ROADMAP: "Roadmap to Gold",
    Chapter.ANSWERS: "Answers",
    Chapter.EVIDENCE: "Evidence",
    Chapter.CHANGES: "Change since 2 May 2024",
    Chapter.LABELS: "What each label asks for",
    Chapter.METHOD: "Method and standing",
    Chapter.GLOSSARY: "Glossary",
}
OF_RESULTS = CHAPTERS[ReportKind.FULL]


def made(kind=ReportKind.FULL, **chosen):
    return assemble(replace(example.context(kind), choices=Choices(**chosen)))


TERM = Term("cluster", "Cluster", "A network of companies.")


def explained(kind=ReportKind.FULL, **chosen):
    """Return the same of a set with a term that its first page uses."""
    context = example.context(kind)
    criteria = replace(context.criteria, glossary=(TERM,))
    return assemble(replace(context, criteria=criteria, choices=Choices(**chosen)))


def heads(report):
    return [
        one.text for one in report.blocks if isinstance(one, blocks.Heading) and one.level == 1
    ]


def text_of(report):
    return "\n".join(lines_of(report.blocks))


@given(st.permutations(OF_RESULTS), st.integers(0, len(OF_RESULTS)))
def test_chapters_stand_in_the_order_that_was_chosen_after_page_1(order, count):
    chosen = order[:count]
    report = explained(chapters=tuple(chosen))
    expected = [HEADS[one] for one in chosen if one is not Chapter.SUMMARY]
    assert heads(report) == expected
    first = report.blocks[0]
    assert isinstance(first, blocks.OnePage) is (Chapter.SUMMARY in chosen)


@pytest.mark.parametrize("kind", [*sorted(ENTERED & set(CHAPTERS), key=lambda kind: kind.value)])
@pytest.mark.parametrize("chapters", [(), (Chapter.EVIDENCE,)], ids=["none", "evidence"])
def test_whose_report_it_is_and_its_standing_cannot_be_left_out(kind, chapters):
    report = made(kind, chapters=chapters)
    head, standing, *_ = report.blocks
    assert isinstance(head, blocks.Masthead)
    assert "reparatory" in head.kind
    assert head.title == "Adriatic Mechatronics"
    assert head.note == "Fictional practice cluster"
    assert "Only the secretariat of the label" in standing.text
    assert "illustrative" in standing.text


def test_what_is_usual_is_what_is_printed_without_a_choice():
    assert text_of(made(chapters=usual_chapters(ReportKind.FULL))) == text_of(made())
    recommended = made(ReportKind.RECOMMENDATION)
    assert "Answers" not in heads(recommended)
    assert heads(recommended)[:2] == ["Gaps and recommendations", "Roadmap to Gold"]
    everything = explained(ReportKind.RECOMMENDATION, chapters=tuple(Chapter))
    assert heads(everything) == list(HEADS.values())


@pytest.fixture
def peopled():
    """Return the example with its only person wherever one can be named."""
    ana = example.ASSESSMENT.people[0]
    planned = PlannedAction(
        "a1", title="Ask", indicator="2.1", to=2, owner=ana.id, state=ActionState.OPEN,
        note="Ana does it.",
    )  # fmt: skip
    evidence = {
        key: replace(one, person=ana.name) for key, one in example.ASSESSMENT.evidence.items()
    }
    adjustments = tuple(replace(one, who=ana.name) for one in example.ASSESSMENT.adjustments)
    assert ana.name == "Ana"
    assert adjustments
    return replace(
        example.ASSESSMENT, roadmap=(planned,), evidence=evidence, adjustments=adjustments
    )


@pytest.mark.parametrize("kind", sorted(ENTERED, key=lambda kind: kind.value))
def test_without_names_no_column_and_no_line_names_anybody(kind, peopled):
    context = example.context(kind, assessment=peopled)
    every = tuple(Chapter)
    without = assemble(replace(context, choices=Choices(every, names=False, notes=False)))
    assert not re.search(r"\bAna\b", text_of(without))
    assert "Taken part" not in text_of(without)
    if kind is not ReportKind.ROADMAP:
        whole = assemble(replace(context, choices=Choices(every)))
        assert re.search(r"\bAna\b", text_of(whole))


def shipped(criteria):
    return library.load(library.find(criteria)).criteria


def test_without_names_a_survey_names_no_persons_but_still_the_organisation():
    criteria = shipped("escp-4i-progress")
    answers = {"A.3": "Marine Link", "A.4": "Ana", "A.5": "ana@example.org"}
    assessment = replace(
        example.ASSESSMENT, answers={key: Answer(text) for key, text in answers.items()}
    )
    kept = printed(assessment, Choices(names=False), about_persons(criteria), "left out").answers
    assert kept["A.3"].value == "Marine Link"
    assert kept["A.4"].value == kept["A.5"].value == "left out"


def test_of_a_set_that_is_not_known_all_about_who_answered_is_left_out():
    criteria = shipped("escp-s3-progress")
    assert about_persons(criteria) == {"A.3", "A.4"}
    sections = tuple(
        replace(one, questions=tuple(replace(q, names="") for q in one.questions))
        for one in criteria.sections
    )
    assert about_persons(replace(criteria, sections=sections)) == {"A.2", "A.3", "A.4"}


@pytest.mark.parametrize(
    ("consent", "anyway", "kept"),
    [(True, False, True), (False, False, False), (False, True, True), (None, False, True)],
)
def test_names_are_printed_as_the_answers_ask_unless_a_person_decides_else(consent, anyway, kept):
    criteria = shipped("escp-4i-progress")
    given = {"A.3": "Marine Link", "A.4": "Ana Kos", "A.5": "ana@example.org", "A.6": consent}
    assessment = replace(
        example.ASSESSMENT,
        answers={key: Answer(value) for key, value in given.items() if value is not None},
        earlier=(),
    )
    context = example.context(
        ReportKind.ANSWERS,
        criteria=criteria,
        assessment=assessment,
        scorecard=evaluate(criteria, assessment),
        choices=Choices(names_anyway=anyway),
        roadmap=None,
        earlier=None,
    )
    said = text_of(assemble(context))
    assert [name in said for name in ("Marine Link", "Ana Kos", "ana@example.org")] == [kept] * 3
    assert ("Names are left out, as the answer to A.6 asks." in said) is not kept


def test_names_inside_cases_are_left_out_too():
    criteria = shipped("escp-4i-progress")
    cases = criteria.question_by_id["D.4"]
    inner = tuple(replace(q, names="person") if q.id == "name" else q for q in cases.questions)
    sections = tuple(
        replace(
            one,
            questions=tuple(
                replace(q, questions=inner) if q is cases else q for q in one.questions
            ),
        )
        for one in criteria.sections
    )
    marked = replace(criteria, sections=sections)
    assessment = replace(
        example.ASSESSMENT, answers={"D.4[1]/name": Answer("Ana"), "D.4[1]/sector": Answer("Sea")}
    )
    kept = printed(assessment, Choices(names=False), about_persons(marked), "left out").answers
    assert [kept[key].value for key in ("D.4[1]/name", "D.4[1]/sector")] == ["left out", "Sea"]


def test_without_notes_only_notes_are_missing():
    whole, without = text_of(made()).split("\n"), text_of(made(notes=False)).split("\n")
    gone = [line.strip() for line in whole if line not in without]
    assert len(gone) >= 2
    assert all(line.startswith("Note:") for line in gone)
    assert not any(line not in whole for line in without)


def test_how_sure_an_answer_is_stays_without_the_name():
    assert "Answered by: Ana, sure" in text_of(made())
    assert "Certainty: sure" in text_of(made(names=False))


def test_answers_only_have_no_scores_and_no_thresholds():
    report = made(ReportKind.ANSWERS)
    assert not any(
        isinstance(part, blocks.Bullet)
        for one in report.blocks
        if isinstance(one, blocks.Table)
        for row in one.rows
        if isinstance(row, blocks.Row)
        for cell in row.cells
        for part in cell
    )
    assert "short" not in text_of(report)
    for question in example.CRITERIA.questions:
        assert question.text in text_of(report)


def is_grey(digits):
    return digits[:2] == digits[2:4] == digits[4:]


def test_greys_are_as_bright_as_their_colours_and_in_the_same_order():
    assert theme.grey_of(0x000000) == 0
    assert theme.grey_of(0xFFFFFF) == 0xFFFFFF
    assert theme.grey_of(0xFF0000) == 0x4C4C4C
    assert all(is_grey(f"{value:06X}") for value in theme.GREYS.values())


def rendered(form, *, colour):
    render = next(one.render for one in EXPORTERS if one.form == form)
    return render(made(colour=colour))


def test_a_page_in_black_and_white_has_no_colour():
    page = rendered("html", colour=False).decode()
    style = page[page.index("<style>") : page.index("</style>")]
    found = re.findall(r"#([0-9a-f]{6})\b", style)
    assert len(found) > 30
    assert all(is_grey(one) for one in found)
    coloured = rendered("html", colour=True).decode()
    assert page[page.index("</style>") :] == coloured[coloured.index("</style>") :]


def test_a_word_file_in_black_and_white_has_no_colour():
    with zipfile.ZipFile(BytesIO(rendered("docx", colour=False))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, data in parts.items():
        if name.endswith(".xml"):
            found = re.findall(rb'w:(?:color|fill)(?: w:val)?="([0-9A-F]{6})"', data)
            assert all(is_grey(one.decode()) for one in found), name
    assert any(name.endswith(".png") for name in parts)


def test_only_colours_of_the_markup_become_grey_and_never_a_text():
    text = '<w:t a="w:val=\'963606\'" b=\'w:color="963606"\'>w:color="963606"</w:t>'
    assert markup.in_grey(text) == text
    assert markup.in_grey('<w:color w:val="963606"/>') == '<w:color w:val="4D4D4D"/>'


def has_colours(data):
    """Return whether page 1 of a PDF, as it is shown, has a dot that is not grey."""
    document = pypdfium2.PdfDocument(data)
    red, green, blue = document[0].render(scale=1).to_pil().convert("RGB").split()
    document.close()
    return any(ImageChops.difference(red, one).getbbox() is not None for one in (green, blue))


def test_a_pdf_in_black_and_white_has_no_colour():
    assert has_colours(rendered("pdf", colour=True))
    assert not has_colours(rendered("pdf", colour=False))
