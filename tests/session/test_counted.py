"""What changes elsewhere with a case or a row more, or one less, is told."""

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.session import edits, entry_edits
from excellence_app.session.counted import changed_counts
from excellence_app.session.session import AssessmentSession
from excellence_app.session.showing import shown
from tests.catalog.writing import HEAD

SET = (
    HEAD
    + """indicators:
  - id: "1.1"
    dimension: "1"
    title: Guests at events
    points: 2
    questions:
      - id: "1.1.events"
        type: table
        text: Which events?
        columns:
          - {id: name, title: Name, type: text}
          - {id: guests, title: Guests, type: number}
    measure: {sum: ["1.1.events/guests"]}
    bands: [{level: 0}, {level: 1, from: 10}, {level: 2, from: 30}]
"""
)


@pytest.fixture
def session(tmp_path):
    source = tmp_path / "tried.yaml"
    source.write_text(SET, "utf-8")
    with AssessmentSession.create(tmp_path / "a.excellence", str(source)) as made:
        yield made


def told(session, *change):
    before = shown(session, Words("en"))
    session.change(*change)
    return changed_counts(before, shown(session, Words("en")))


def add(session, row, name, guests):
    session.change(entry_edits.add_entry, "1.1.events", key=row)
    session.change(edits.answer, f"1.1.events[{row}]/name", name)
    session.change(edits.answer, f"1.1.events[{row}]/guests", guests)


def test_a_row_that_goes_tells_what_it_does_to_the_level_and_to_the_sum(session):
    add(session, "1", "Fair", "20")
    add(session, "2", "Visit", "12")
    add(session, "3", "Talk", "4")
    assert told(session, entry_edits.remove_entry, "1.1.events[3]") == (
        "1.1 Guests at events counts 32 now; before it was 36."
    )
    assert told(session, entry_edits.remove_entry, "1.1.events[2]") == (
        "1.1 Guests at events is at level 1 now; before it was level 2."
    )
    assert told(session, edits.answer, "1.1.events[1]/name", "Great fair") == ""


def test_the_number_of_cases_is_told_with_its_unit(tmp_path):
    path = tmp_path / "survey.excellence"
    with AssessmentSession.create(path, "escp-4i-progress") as session:
        session.change(edits.answer, "D.2", "yes")
        assert told(session, entry_edits.add_entry, "D.4") == (
            "The answer to D.3 is 1 now; there was none before."
        )
        session.change(edits.answer, "D.3", "3")
        assert told(session, entry_edits.remove_entry, "D.4[1]").startswith(
            "The answer to D.3 is 2 now; before it was 3."
        )
