"""A number, a word or a command is found; what fits best comes first."""

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.session import edits, evidence
from excellence_app.session.searching import Entry, Index, Kind, entries_of, folded

ENTRIES = (
    Entry(Kind.QUESTION, "2.1", "Maturity of management", "2.1", "How long has it been led?"),
    Entry(Kind.QUESTION, "2.10", "Member satisfaction", "2.10", "Were members asked?"),
    Entry(Kind.QUESTION, "12.1", "Coopération transfrontalière", "12.1", "With whom?"),
    Entry(Kind.PAGE, "overview", "Overview"),
    Entry(Kind.TERM, "committed", "Committed member", text="One that has signed."),
    Entry(Kind.COMMAND, "print", "Print…"),
    Entry(
        Kind.TERM,
        "record",
        "On record",
        text="Written down when it happened. " * 6 + "What a member remembers is not on record.",
    ),
)


@pytest.fixture
def index():
    return Index(ENTRIES)


def keys(found):
    return [one.entry.key for one in found]


def test_a_number_leads_to_its_question_first(index):
    assert keys(index.find("2.1")) == ["2.1", "2.10"]
    assert keys(index.find("12.1"))[0] == "12.1"
    assert keys(index.find("2.10 member")) == ["2.10"]


def test_titles_come_before_texts_and_beginnings_before_middles(index):
    assert keys(index.find("member")) == ["2.10", "committed", "record"]
    assert keys(index.find("o")).index("overview") < keys(index.find("o")).index("committed")


def test_all_words_are_wanted_in_any_order(index):
    assert keys(index.find("member committed")) == ["committed"]
    assert keys(index.find("committed print")) == []


def test_accents_and_capitals_do_not_matter(index):
    assert keys(index.find("COOPERATION TRANSFRONTALIERE")) == ["12.1"]
    assert folded("  Straße-Nord ") == "strasse nord"


def test_what_is_found_in_a_text_shows_the_place(index):
    found = {one.entry.key: one.around for one in index.find("member")}
    assert "member remembers" in found["record"]
    assert found["record"].startswith("… ")
    assert len(found["record"]) < 100
    assert found["2.10"] == ""


def test_nothing_is_found_without_a_word(index):
    assert index.find("  ") == ()


def test_there_are_no_more_results_than_asked_for():
    many = Index(
        Entry(Kind.QUESTION, f"{n}", f"Question {n}", f"{n}", "asks something")
        for n in range(3100)
    )
    assert len(many) == 3100
    assert len(many.find("question", most=25)) == 25
    assert keys(many.find("2718"))[0] == "2718"


def test_a_document_brings_its_questions_and_evidence(session):

    session.change(edits.answer, "1.1", "yes")
    session.change(evidence.add_evidence, "1.1", "Minutes of the founding")
    found = list(entries_of(session.criteria, session.assessment, Words("en")))
    numbers = [one.number for one in found if one.kind is Kind.QUESTION]
    assert numbers == [question.id for question in session.criteria.questions]
    item = next(one for one in found if one.kind is Kind.EVIDENCE)
    assert item.title == "Minutes of the founding"
    assert item.key in session.assessment.evidence
