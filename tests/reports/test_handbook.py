"""A criteria set as a book: nothing of it is left out, and each value says whose it is."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from excellence_app.catalog import library
from excellence_app.domain.assessment import Assessment, CriteriaReference
from excellence_app.engine.scoring import evaluate
from excellence_app.language.catalogues import Words
from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportContext, ReportKind, assemble
from excellence_app.reports.exporters import docx, html, pdf
from excellence_app.reports.printed_texts import texts_in
from tests.reports.test_survey import pdf_text


def book(language="en"):
    path = library.find("ecei-labels")
    criteria = library.load(path, language=language).criteria
    blank = Assessment(CriteriaReference(criteria.id, criteria.edition, criteria.sha256))
    context = ReportContext(
        criteria=criteria,
        assessment=blank,
        scorecard=evaluate(criteria, blank),
        words=Words(language),
        kind=ReportKind.HANDBOOK,
    )
    return criteria, assemble(context)


@pytest.fixture(scope="module")
def english():
    return book()


@pytest.fixture(scope="module")
def pages(english):
    return [text.replace("\r\n", "\n") for text in pdf_text(english[1])]


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_text_of_the_set_is_in_the_book(language):
    criteria, report = book(language)
    said = flat(" ".join(texts_in(report.blocks)))
    wanted = [criteria.text, criteria.standing, criteria.opening, criteria.closing]
    for label in criteria.labels:
        wanted += [label.text, *(step.text for step in label.steps)]
        wanted += [ask for rule in label.requires for ask in rule.asks]
    for one in criteria.indicators:
        wanted += [one.title, one.text, one.guidance, one.look_at, *one.asks]
        wanted += [part for q in one.questions for part in (q.text, q.instruction, q.unit)]
        wanted += [threshold.reason for threshold in one.thresholds]
        for level in one.levels:
            wanted += [level.title, level.text]
            if level.to_next is not None:
                step = level.to_next
                wanted += [step.finding, step.why, step.recommendation]
    for action in criteria.actions:
        wanted += [action.title, action.text, action.who, *action.steps]
    wanted += [part for kind in criteria.evidence for part in (kind.title, kind.text)]
    wanted += [part for term in criteria.glossary for part in (term.title, term.text)]
    parts = [flat(one.removeprefix("- ")) for text in wanted for one in text.split("\n")]
    assert len(parts) > 1500
    assert [one for one in parts if one and one not in said] == []


def test_each_part_says_whose_it_is(english):
    criteria, report = english
    labelled = [one for one in report.blocks if isinstance(one, blocks.Labelled)]
    parts = {"Question", "Guidance", "Levels", "The expert asks", "Findings", "Actions"}
    for name in parts:
        mine = [one for one in labelled if one.label == name]
        assert len(mine) == len(criteria.indicators)
        assert all(
            re.fullmatch(r"illustrative|(illustrative, )?(\[\d+\](, )?)+", one.caption)
            for one in mine
        ), name
    said = "\n".join(texts_in(report.blocks))
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", said)}
    others = [one for one in criteria.sources if one.kind.value != "own"]
    assert cited <= set(range(1, len(others) + 1))
    assert all(one.title in said for one in others)


def test_the_contents_name_the_page_of_each_heading(english, pages):
    _, report = english
    listed = pages[1]
    assert listed.startswith("Contents")
    assert pages[2].startswith("The labels")  # one page holds them all
    for heading in report.headings:
        title = flat(heading.text)
        (number,) = re.findall(rf"^{re.escape(title)} (\d+)$", listed, re.M)
        assert title in flat(pages[int(number) - 1])


def test_each_page_says_to_what_it_belongs(pages):
    (first, *_) = [n for n, text in enumerate(pages) if text.startswith("1 Structure")]
    assert pages[first + 1].count("1.1.0 Commitment of participants") == 1
    assert "1 Structure" in pages[first + 1]
    assert pages[first].count("1 Structure") == 1  # a chapter that begins needs no head


def test_no_page_is_empty_and_none_holds_a_heading_alone(pages):
    assert all(len(text.splitlines()) > 4 for text in pages)


def test_a_word_file_leads_to_each_heading(english):
    _, report = english
    with ZipFile(BytesIO(docx.render(report))) as archive:
        text = archive.read("word/document.xml").decode()
    named = re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', text)
    fields = re.findall(r"PAGEREF (\w+) ", text)
    assert named == fields
    assert len(named) == len(report.headings)


def test_a_page_for_a_browser_has_one_list_of_contents(english):
    _, report = english
    text = html.render(report).decode()
    assert text.count('Contents"') == text.count("<nav") == 1
    assert "4.1.6 Performance monitoring" in flat(text)


def test_the_same_set_gives_the_same_bytes(english):
    _, report = english
    assert pdf.render(report) == pdf.render(report)
