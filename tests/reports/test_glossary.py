"""The terms of a set on paper: those that are used, with their meaning and their source."""

from dataclasses import replace

import pytest

from excellence_app.domain.criteria import Source, SourceKind, Term
from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportKind, assemble
from excellence_app.reports.choices import Chapter, Choices
from excellence_app.reports.exporters import docx, html, pdf
from tests.reports import example
from tests.reports.block_text import lines_of
from tests.reports.test_survey import pdf_text

TERMS = (
    Term("target", "Target", "A value that a figure shall reach.", "S1"),
    Term("board", "Board", "Those who decide about the target.", "LAW"),
    Term("figure", "Figure", "Something counted, by the keeper of the books.", ""),
    Term("keeper", "Keeper", "Nobody else names this one."),
    Term("unused", "Zeppelin", "Nothing printed speaks of it."),
)
LAW = Source("LAW", "The statute", kind=SourceKind.OFFICIAL)


def made(kind=ReportKind.FULL, terms=TERMS, **chosen):
    criteria = replace(example.CRITERIA, glossary=terms, sources=(*example.CRITERIA.sources, LAW))
    context = replace(example.context(kind), criteria=criteria, choices=Choices(**chosen))
    return assemble(context)


def chapter(report):
    """Return the rows of the glossary as lines, none if there is no such chapter."""
    starts = [n for n, one in enumerate(report.blocks) if one == blocks.Heading("Glossary")]
    if not starts:
        return []
    table = report.blocks[starts[0] + 2]
    return [
        " | ".join(" / ".join(one.text for one in cell) for cell in row.cells)
        for row in table.rows
    ]


@pytest.mark.parametrize("kind", [ReportKind.FULL, ReportKind.QUESTIONNAIRE])
def test_only_terms_that_are_used_are_printed_with_whose_words_they_are(kind):
    rows = chapter(made(kind))
    assert "Target | A value that a figure shall reach. | Third-party, 2" in rows
    assert "Figure | Something counted, by the keeper of the books. | Illustrative" in rows
    assert "Keeper | Nobody else names this one. | Illustrative" in rows
    assert not any("Zeppelin" in row for row in rows)
    assert rows == sorted(rows, key=str.casefold)


def test_an_official_source_is_told_from_the_words_of_the_authors():
    (row,) = [row for row in chapter(made()) if row.startswith("Board")]
    assert row.endswith("| Official, 1")
    said = "\n".join(lines_of(made().blocks))
    assert "The statute" in said
    assert "A public article, https://example.org/article" in said


def test_the_glossary_goes_with_what_is_printed():
    few = made(chapters=(Chapter.SUMMARY, Chapter.GLOSSARY))
    assert len(chapter(few)) < len(chapter(made()))
    assert chapter(made(chapters=(Chapter.SUMMARY, Chapter.ANSWERS))) == []
    first = made(chapters=(Chapter.GLOSSARY, Chapter.ANSWERS))
    heads = [
        one.text for one in first.blocks if isinstance(one, blocks.Heading) and one.level == 1
    ]
    assert heads[0] == "Glossary"
    assert chapter(first)


def test_a_set_without_terms_or_that_uses_none_has_no_such_chapter():
    assert chapter(made(terms=())) == []
    assert chapter(made(terms=TERMS[-1:])) == []


def test_the_blank_questionnaire_can_do_without_it():
    without = made(ReportKind.QUESTIONNAIRE, chapters=(Chapter.QUESTIONS,))
    assert chapter(without) == []
    assert len(lines_of(without.blocks)) > 20


@pytest.mark.parametrize("kind", [ReportKind.FULL, ReportKind.QUESTIONNAIRE])
def test_every_form_holds_it(kind):
    report = made(kind)
    assert any("Nobody else names this one." in page for page in pdf_text(report))
    assert "Nobody else names this one." in html.render(report).decode()
    assert len(docx.render(report)) > len(docx.render(made(kind, terms=())))
    assert pdf.render(report) == pdf.render(report)
