"""Random assessments that have much in common, so that two of them differ in all ways.

They need not be in order: things stand twice, answers say nothing, unknown fields belong to
nothing. Ids are chosen to look like the names in a record's place.
"""

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from excellence_app.domain.assessment import (
    ActionState,
    Adjustment,
    Answer,
    AnswerStatus,
    Assessment,
    Candidate,
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
from excellence_app.storage.assessment_json import assessment_to_plain
from excellence_app.storage.plain_json import canonical
from excellence_app.storage.record_places import records_of

SHA256 = "5" * 64  # of a criteria set

texts = st.sampled_from(["", "", "x", "so", "Ärger/~1 ~0", "\u2028\U0001f600"])
keys = st.sampled_from(
    [
        *("1.1", "1.2", "9/part", "9/whole", "a/evidence", "a/evidence/value", "value", "note"),
        *("D[1]", "D[2]", "D[1]/note", "D[1]/a/evidence", "D[1]/T[7f]/value", "D[1]/s/part"),
    ]
)
ids = st.sampled_from(["e1", "e2", "value", "note", "x/y", "x", "a[1]"])
DAYS = (date(2024, 3, 1), date(2025, 3, 1), date(2199, 12, 31))
days = st.sampled_from([None, *DAYS])
numbers = st.sampled_from([Fraction(1), Fraction(0), Fraction(25, 2), Fraction(2, 3)])
several = st.sampled_from([(), ("x",), ("x", "1"), ("1", "x"), ("1",)])
values = (
    st.none()
    | st.sampled_from([True, False, 1, 0, "1", "x", date(2025, 1, 1)])
    | numbers
    | several
)
plain_values = st.sampled_from(
    [None, True, 1, 1.0, 0, "", "x", [], [1, [True]], {}, {"a": {"b": None}}, {"blanked": "x"}]
)
unknown_fields = st.dictionaries(
    st.sampled_from(["tomorrow", "a/b", "~1", "", "blanked", "conflicts of old"]),
    plain_values,
    max_size=3,
)
logos = st.sampled_from([None, Logo("a" * 64, 1), Logo("b" * 64, 2, "x")])
answers = st.builds(
    Answer,
    value=values,
    status=st.sampled_from([*AnswerStatus, AnswerStatus.UNANSWERED, AnswerStatus.UNANSWERED]),
    confidence=st.none() | st.sampled_from(Confidence),
    justification=texts,
    note=texts,
    evidence=st.lists(ids, max_size=3).map(tuple),
    respondent=texts,
    later=st.booleans(),
) | st.just(Answer(status=AnswerStatus.UNANSWERED))
planned_actions = st.builds(
    PlannedAction,
    id=ids,
    rank=numbers,
    action=texts,
    title=texts,
    indicator=texts,
    to=st.none() | st.integers(0, 2),
    owner=texts,
    due=days,
    effort=st.none() | st.integers(1, 3),
    state=st.sampled_from(ActionState),
    note=texts,
)
candidates = st.builds(
    Candidate,
    plain_values,
    st.sampled_from(["2026-01-01T00:00:00+00:00", ""]),
    st.sampled_from(["ana", "bo"]),
)


@st.composite
def _items(draw):
    return {
        key: Evidence(
            key,
            draw(texts),
            state=draw(st.sampled_from(EvidenceState)),
            due=draw(days),
            file=draw(st.sampled_from(["", SHA256])),
        )
        for key in draw(st.lists(ids, max_size=3))
    }


REFERENCE = CriteriaReference("tiny", "1", SHA256)
COPIES = (
    Assessment(REFERENCE),
    Assessment(REFERENCE, target="x", carried={"": {"later": [1]}}),
    Assessment(REFERENCE, DAYS[0], answers={"1.1": Answer(1)}),
    Assessment(REFERENCE, DAYS[0], answers={"1.1": Answer(value=True, evidence=("e2", "e1"))}),
    Assessment(REFERENCE, DAYS[1], people=(Respondent("b", "B"), Respondent("a", "A"))),
)


def some(things, most=3):
    """Return a strategy for a few of these things, some of them perhaps twice."""
    return st.lists(things, max_size=most).map(tuple)


@st.composite
def assessments(draw):
    """Draw an assessment."""
    own = {
        "criteria": CriteriaReference("tiny", draw(st.sampled_from(["1", "2"])), SHA256),
        "dated": draw(days),
        "profile": ClusterProfile(draw(texts), draw(st.dictionaries(ids, texts, max_size=3))),
        "people": draw(
            st.lists(
                st.builds(Respondent, id=ids, name=texts, role=texts),
                max_size=4,
                unique_by=lambda person: person.id,
            ).map(tuple)
        ),
        "answers": draw(st.dictionaries(keys, answers, max_size=5)),
        "evidence": draw(_items()),
        "adjustments": draw(
            some(
                st.builds(
                    Adjustment, ids, ids, st.none() | st.integers(0, 2), numbers, texts, days
                )
            )
        ),
        "declarations": draw(st.dictionaries(ids, st.booleans(), max_size=3)),
        "improvements": draw(some(st.builds(Improvement, ids, texts, texts))),
        "labels_held": draw(some(st.builds(LabelHeld, ids, st.sampled_from(DAYS), days))),
        "target": draw(texts),
        "practice": draw(st.booleans()),
        "roadmap": draw(some(planned_actions)),
        "roadmap_by": draw(days),
        "logo": draw(logos),
    }
    own["earlier"] = draw(some(st.sampled_from(COPIES)))
    whole = Assessment(**own, carried=draw(carried(own)))
    if draw(st.booleans()):
        places = [*sorted(records_of(whole)), "answers/7/note", "nothing of ours/at/all"]
        of_some = st.dictionaries(st.sampled_from(places), some(candidates), max_size=3)
        own["conflicts"] = draw(of_some)
    return Assessment(**own, carried=whole.carried)


def carried(own):
    """Return a strategy for unknown fields at some places of an assessment."""
    places = [
        "",
        "criteria",
        "profile",
        "people/nobody",
        "answers/7",
        "logo",
        *(f"people/{one.id}" for one in own["people"]),
        *(f"answers/{key}" for key in own["answers"]),
        *(f"evidence/{key}" for key in own["evidence"]),
        *(f"improvements/{one.indicator}" for one in own["improvements"]),
        *(f"labels_held/{one.label}/{one.since.isoformat()}" for one in own["labels_held"]),
        *(f"roadmap/{one.id}" for one in own["roadmap"]),
    ]
    return st.just({}) | st.dictionaries(st.sampled_from(places), unknown_fields, max_size=4)


def example():
    """Return an assessment that has something of everything."""
    earlier = Assessment(
        REFERENCE, date(2024, 3, 1), answers={"1.1": Answer(1), "9/part": Answer(Fraction(1))}
    )
    return Assessment(
        criteria=REFERENCE,
        dated=date(2026, 2, 28),
        profile=ClusterProfile("Küste & Meer", {"country": "Hrvatska"}),
        people=(Respondent("p1", "Ana Primjer", "manager", "ana@example.org"),),
        answers={
            "1.1": Answer(3, confidence=Confidence.HIGH, note="„so“", evidence=("e1",)),
            "1.2": Answer(value=True, later=True),
            "1.3": Answer(status=AnswerStatus.NOT_APPLICABLE, justification="no members abroad"),
            "1.4": Answer(status=AnswerStatus.UNKNOWN),
            "9/part": Answer(Fraction("12.5")),
            "9/whole": Answer(Fraction(100, 3)),
            "10": Answer("free text"),
            "11": Answer(date(2025, 12, 31)),
            "12": Answer(("markets", "time")),
            "12/markets": Answer("those abroad"),
            "13[1]": Answer(Fraction(1)),
            "13[1]/name": Answer("Marine Renewables"),
            "13[1]/events[9f3a]/day": Answer(date(2026, 2, 1)),
        },
        evidence={"e1": Evidence("e1", "Minutes", "minutes", "https://example.org/m")},
        adjustments=(Adjustment("1.1", "gold", None, Fraction(5, 3), "page 4", None, "Ana"),),
        declarations={"eligible": True},
        improvements=(Improvement("1.1", "More", "Better"),),
        labels_held=(LabelHeld("bronze", date(2024, 5, 2), date(2026, 5, 31)),),
        target="gold",
        roadmap=(
            PlannedAction("a1", Fraction(1, 2), "monitor", owner="p1", due=date(2026, 9, 30)),
            PlannedAction("o1", Fraction(1), title="Meet", effort=2, state=ActionState.DONE),
        ),
        roadmap_by=date(2027, 1, 31),
        logo=Logo("ab" * 32, 120, "sign.png"),
        earlier=(earlier,),
    )


def exactly(assessment):
    """Return all that an assessment says, to be compared: to Python 1 and true are equal."""
    return canonical(assessment_to_plain(assessment))
