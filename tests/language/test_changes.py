"""Changes, conflicts and evidence in words."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.catalog import library
from excellence_app.domain.assessment import (
    ActionState,
    Adjustment,
    Answer,
    AnswerStatus,
    Assessment,
    ClusterProfile,
    Confidence,
    CriteriaReference,
    Evidence,
    EvidenceState,
    Improvement,
    LabelHeld,
    Logo,
    PlannedAction,
    Respondent,
)
from excellence_app.language import changes, evidence
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import Entry, Known, Telling

EN, DE = Words("en"), Words("de")
EMPTY = Assessment(CriteriaReference("ecei-labels", "2026.1", "0" * 64))
ANA = Respondent("p1", "Ana", "chair", "ana@example.org")
MINUTES = Evidence("e1", "Minutes", kind="organ-minutes", place="m.pdf", file="f" * 64, size=2048)
TIME = "2026-03-03T14:31:05+01:00"


@pytest.fixture(scope="module")
def told():
    (path,) = [path for path in library.available() if path.stem == "ecei-labels"]
    criteria = library.load(path).criteria
    return Telling(EN, criteria, Known({"p1": ANA}, {"e1": MINUTES}))


def answered(key, **fields):
    return replace(EMPTY, answers={key: Answer(**fields)})


UNANSWERED = AnswerStatus.UNANSWERED
MEET = PlannedAction(
    "o1",
    title="Meet",
    indicator="4.1.6",
    to=2,
    owner="p1",
    due=date(2026, 9, 30),
    effort=2,
    state=ActionState.STARTED,
    note="Ask Bo",
)
RECORDS = [
    (("answers", "4.1.6", "value"), answered("4.1.6", value=2), "4.1.6", "Level 2: Checked once"),
    (("answers", "4.1.6", "value"), answered("4.1.6", value=9), "4.1.6", "Level 9"),
    (("answers", "1.1.0", "value"), answered("1.1.0", value=True), "1.1.0", "Yes"),
    (
        ("answers", "3.2/part", "value"),
        answered("3.2/part", value=Fraction(5, 2)),
        *("3.2/part", "2.5 EUR"),
    ),
    (
        ("answers", "3.2", "value"),
        answered("3.2", status=AnswerStatus.UNKNOWN),
        *("3.2", "Unknown"),
    ),
    (
        ("answers", "4.5", "value"),
        answered("4.5", status=AnswerStatus.NOT_APPLICABLE, justification="Few"),
        *("4.5", "Does not apply: Few"),
    ),
    (("answers", "9.9", "value"), answered("9.9", value="text"), "9.9", "text"),
    (
        ("answers", "4.1.6", "note"),
        answered("4.1.6", status=UNANSWERED, note="One\ntwo"),
        *("Note on 4.1.6", "One two"),
    ),
    (
        ("answers", "4.1.6", "confidence"),
        answered("4.1.6", status=UNANSWERED, confidence=Confidence.LOW),
        *("How sure the answer to 4.1.6 is", "Unsure"),
    ),
    (
        ("answers", "4.1.6", "respondent"),
        answered("4.1.6", status=UNANSWERED, respondent="p1"),
        *("Who answered 4.1.6", "Ana"),
    ),
    (
        ("answers", "4.1.6", "later"),
        answered("4.1.6", status=UNANSWERED, later=True),
        *("Mark for later: 4.1.6", "yes"),
    ),
    (
        ("roadmap", "o1"),
        replace(EMPTY, roadmap=(MEET,)),
        *(
            "Action",
            "Meet, 4.1.6 to level 2, Ana, due on 30 September 2026, effort 2, started, Ask Bo",
        ),
    ),
    (
        ("roadmap", "a1"),
        replace(EMPTY, roadmap=(PlannedAction("a1", indicator="4.1.6"),)),
        *("Action", "4.1.6 "),
    ),
    (
        ("roadmap_by",),
        replace(EMPTY, roadmap_by=date(2027, 1, 31)),
        *("Day by which the roadmap is wanted", "31 January 2027"),
    ),
    (
        ("logo",),
        replace(EMPTY, logo=Logo("ab" * 32, 120, "sign.png")),
        *("Logo of the report", "sign.png"),
    ),
    (
        ("answers", "4.1.6", "evidence", "e1"),
        answered("4.1.6", status=UNANSWERED, evidence=("e1",)),
        *("Evidence for 4.1.6", "Minutes"),
    ),
    (
        ("evidence", "e1"),
        replace(EMPTY, evidence={"e1": MINUTES}),
        *("Evidence", "Minutes, Minutes of the organs, m.pdf (2 kB)"),
    ),
    (
        ("people", "p1"),
        replace(EMPTY, people=(ANA,)),
        *("Person", "Ana, chair, ana@example.org"),
    ),
    (
        ("profile", "name"),
        replace(EMPTY, profile=ClusterProfile("Coast")),
        *("Name of the cluster", "Coast"),
    ),
    (
        ("profile", "facts", "country"),
        replace(EMPTY, profile=ClusterProfile("", {"country": "Croatia"})),
        *("Profile: country", "Croatia"),
    ),
    (
        ("dated",),
        replace(EMPTY, dated=date(2026, 3, 12)),
        *("Date of the assessment", "12 March 2026"),
    ),
    (("target",), replace(EMPTY, target="gold"), "Target", "Gold"),
    (("target",), replace(EMPTY, target="platinum"), "Target", "platinum"),
    (("practice",), replace(EMPTY, practice=True), "Fictional practice cluster", "yes"),
    (("criteria",), EMPTY, "Criteria set", "ecei-labels 2026.1"),
    (
        ("declarations", "eligible"),
        replace(EMPTY, declarations={"eligible": False}),
        *("Declared: eligible", "no"),
    ),
    (
        ("improvements", "2.5"),
        replace(EMPTY, improvements=(Improvement("2.5", "Visits", "Projects"),)),
        *("Improvement of 2.5", "Visits Effect: Projects"),
    ),
    (
        ("adjustments", "4.1.6", "gold"),
        replace(EMPTY, adjustments=(Adjustment("4.1.6", "gold", None, Fraction(5, 2), "Page 3"),)),
        *("Threshold of 4.1.6 for Gold", "2.5 points (Page 3)"),
    ),
    (
        ("labels_held", "bronze", "2025-01-31"),
        replace(EMPTY, labels_held=(LabelHeld("bronze", date(2025, 1, 31)),)),
        *("Label held: Bronze", "since 31 January 2025"),
    ),
    (
        ("earlier", "2024-10-01"),
        replace(EMPTY, earlier=(replace(EMPTY, dated=date(2024, 10, 1)),)),
        *("Earlier assessment: 2024-10-01", "1 October 2024"),
    ),
]


@pytest.mark.parametrize(("names", "part", "about", "said"), RECORDS)
def test_each_kind_of_record_has_a_name_and_a_value(told, names, part, about, said):
    assert told.about(names) == about
    assert told.said(names, part).startswith(said)
    if names not in {("criteria",), ("practice",)}:
        assert told.said(names, EMPTY) == ""


def test_what_a_newer_version_writes_is_named_by_its_place(told):
    names = ("answers", "4.1.6", "mood")
    assert told.about(names) == ("Something that only a newer version knows: answers/4.1.6/mood")
    assert told.said(names, answered("4.1.6", value=1)) == ""


def test_what_was_removed_from_the_history_is_no_longer_known(told):
    assert told.said(("profile", "name"), None) == "no longer known"


def test_ids_without_a_known_name_are_shown_as_they_are(told):
    part = answered("4.1.6", status=UNANSWERED, respondent="p9", evidence=("e9",))
    assert told.said(("answers", "4.1.6", "respondent"), part) == "p9"
    assert told.said(("answers", "4.1.6", "evidence", "e9"), part) == "e9"


NAME = ("profile", "name")
COAST, SEA = (replace(EMPTY, profile=ClusterProfile(name)) for name in ("Coast", "Sea"))


@pytest.mark.parametrize(
    ("before", "after", "changed", "present"),
    [
        (EMPTY, COAST, "Coast", "Coast"),
        (COAST, SEA, 'from "Coast" to "Sea"', "Sea (before: Coast)"),
        (COAST, EMPTY, '"Coast" removed', '"Coast" removed'),
        (COAST, COAST, "Coast", "Coast"),
        (EMPTY, EMPTY, "", "nothing"),
        (None, SEA, 'from "no longer known" to "Sea"', "Sea (before: no longer known)"),
    ],
)
def test_from_what_to_what(told, before, after, changed, present):
    assert told.change(NAME, before, after) == changed
    assert told.present(NAME, before, after) == present


def test_of_evidence_only_what_differs_is_told(told):
    seen = replace(MINUTES, state=EvidenceState.SEEN, person="p1", seen=date(2026, 3, 12))
    before, after = (replace(EMPTY, evidence={"e1": item}) for item in (MINUTES, seen))
    text = 'Minutes: from "listed" to "seen on site by Ana, 12 March 2026"'
    assert told.change(("evidence", "e1"), before, after) == text
    assert told.present(("evidence", "e1"), before, after) == text


def test_two_entries_are_told_with_person_and_time(told):
    entries = [
        Entry(answered("4.1.6", value=0), TIME, "ivo"),
        Entry(EMPTY, "some day", "ana"),
    ]
    text = told.conflict(("answers", "4.1.6", "value"), entries)
    assert text.startswith('2 entries: "Level 0: ')
    assert text.endswith(
        '(ivo, 3 Mar 2026, 14:31) and "Not answered" (ana, some day). '
        "Until you choose, the first one counts."
    )


def test_times_are_those_of_who_wrote_them():
    assert changes.moment(EN, TIME) == "3 Mar 2026, 14:31"
    assert changes.moment(DE, TIME) == "3. März 2026, 14:31"
    assert (changes.clock(TIME), changes.day(EN, TIME)) == ("14:31", "3 March 2026")
    assert (changes.clock("?"), changes.day(EN, "?"), changes.moment(EN, "?")) == (
        *("?", "no date", "?"),
    )


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (0, "0 bytes", "0 Byte"),
        (1, "1 byte", "1 Byte"),
        (999, "999 bytes", "999 Byte"),
        (1000, "1 kB", "1 kB"),
        (12_345, "12.3 kB", "12,3 kB"),
        (999_999, "999.9 kB", "999,9 kB"),
        (200_000_000, "200 MB", "200 MB"),
    ],
)
def test_sizes(count, english, german):
    assert evidence.size(EN, count) == english
    assert evidence.size(DE, count) == german


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "listed"),
        ({"state": EvidenceState.PROMISED}, "promised"),
        ({"state": EvidenceState.PROMISED, "person": "p1"}, "promised by Ana"),
        (
            {"state": EvidenceState.PROMISED, "person": "p9", "due": date(2026, 12, 1)},
            "promised by p9 until 1 December 2026",
        ),
        (
            {"state": EvidenceState.PROMISED, "due": date(2026, 12, 1)},
            "promised until 1 December 2026",
        ),
        ({"state": EvidenceState.SEEN}, "seen on site"),
        ({"state": EvidenceState.SEEN, "seen": date(2026, 3, 1)}, "seen on site, 1 March 2026"),
        ({"state": EvidenceState.SEEN, "person": "p1"}, "seen on site by Ana"),
    ],
)
def test_states_of_evidence(fields, said):
    assert evidence.state(EN, replace(MINUTES, **fields), {"p1": ANA}) == said


def test_a_title_that_is_the_name_of_the_file_is_said_once(told):
    item = replace(MINUTES, title="m.pdf", kind="")
    assert evidence.described(EN, told.criteria, item, {}) == "m.pdf (2 kB)"


@pytest.mark.parametrize(
    ("changed", "told_as"),
    [
        ({"state": ActionState.OPEN}, 'Meet: from "started" to "open"'),
        ({"owner": "", "note": ""}, 'Meet: "Ana" removed; "Ask Bo" removed'),
        ({"title": "Talk", "effort": None}, 'Talk: from "Meet" to "Talk"; "effort 2" removed'),
        ({"rank": Fraction(3)}, "Meet: moved"),
    ],
)
def test_of_a_planned_action_only_what_changed_is_told(told, changed, told_as):
    before = replace(EMPTY, roadmap=(MEET,))
    after = replace(EMPTY, roadmap=(replace(MEET, **changed),))
    assert told.change(("roadmap", "o1"), before, after) == told_as
    assert told.present(("roadmap", "o1"), before, after) == told_as
    gone = told.change(("roadmap", "o1"), before, EMPTY)
    assert gone.startswith('"Meet, ')
    assert gone.endswith('" removed')


def test_long_texts_end_with_a_whole_word():
    text = "The members were asked, " * 9
    cut = changes.shortened(text)
    assert len(cut) <= 80
    assert text.startswith(cut.removesuffix("…"))
    assert cut.removesuffix("…").split()[-1] in text.replace(",", "").split()
    assert cut.endswith("…")
    assert len(changes.shortened("x" * 200)) <= 80
    assert changes.shortened(" short  text ") == "short text"
