"""Terms of a glossary in running text."""

import pytest

from excellence_app.domain.criteria import Term
from excellence_app.domain.terms import mentioned, mentioned_with_their_own


def names(titles, text):
    return [term.title for term in mentioned([Term(one, one, "") for one in titles], text)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Team", "Who is in the team?"),
        ("Committed participant", "How many committed participants are there?"),
        ("Verbindlicher Akteur", "Wie viele verbindliche Akteure gibt es?"),
        ("Verbindlicher Akteur", "Treffen mit verbindlichen Akteuren"),
        ("Gesicherte Finanzierung", "Monate gesicherter Finanzierung"),
        ("Ziel", "drei Ziele"),
        ("Memorandum (MoU)", "Two MoUs were signed"),
        ("Memorandum (MoU)", "a memorandum"),
        ("Within 150 km", "companies within 150 km of the office"),
        ("FuEuI-Projekt", "ein FuEuI-Projekt"),
    ],
)
def test_a_term_is_found_in_its_plural_and_declined(title, text):
    assert names([title], text) == [title]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Aim", "They claim it"),
        ("Team", "Teamwork"),
        ("Committed participant", "participants who are committed"),
        ("Memorandum (MoU)", "mouth"),
        ("Team", ""),
    ],
)
def test_a_part_of_another_word_is_no_term(title, text):
    assert names([title], text) == []


def test_what_explains_a_term_is_explained_too_in_the_order_of_the_glossary():
    terms = (
        Term("carrier", "Carrier", "The legal person behind the team."),
        Term("aim", "Aim", "Not mentioned."),
        Term("team", "Team", "Those whom the carrier pays."),
        Term("staff", "Staff", "The team."),
    )
    found = mentioned_with_their_own(terms, "How many staff?")
    assert [term.id for term in found] == ["carrier", "team", "staff"]
    assert mentioned_with_their_own(terms, "Nothing of it.") == ()
