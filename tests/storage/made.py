"""Assessments and documents for tests: random ones, and one with something of everything."""

import json
import zipfile
from datetime import date
from fractions import Fraction
from hashlib import sha256
from io import BytesIO

from hypothesis import strategies as st

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
from excellence_app.storage.document import StoredDocument, attachment_part, contents_of
from excellence_app.storage.log import Log, LogEntry
from excellence_app.storage.package import PackageWriter, packed
from excellence_app.storage.record_places import records_of

CRITERIA = b'format: 1\nset: {id: tiny, edition: "1", language: en, title: Tiny}\n'
SHA256 = sha256(CRITERIA).hexdigest()

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ids = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,9}\Z")
entries = st.from_regex(r"\A[a-z0-9]{1,8}\Z")
in_entries = st.builds("{}[{}]".format, ids, entries)
keys = st.one_of(
    ids,
    st.builds("{}/{}".format, ids, st.sampled_from(["part", "whole"])),
    in_entries,
    st.builds("{}/{}".format, in_entries, ids),
    st.builds("{}/{}/{}".format, in_entries, in_entries, ids),
)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
numbers = st.one_of(
    st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**9),
    st.decimals(-(10**9), 10**9, places=9).map(Fraction),
)
items = st.lists(texts.filter(bool), max_size=4).map(tuple)
values = st.one_of(st.booleans(), st.integers(0, 999), numbers, texts, days, items)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
logos = st.builds(Logo, st.from_regex(r"\A[0-9a-f]{64}\Z"), st.integers(0, 200_000_000), texts)
unknown_fields = st.dictionaries(ids.map("later-{}".format), json_values, min_size=1, max_size=2)

answers = st.builds(
    Answer,
    value=st.none() | values,
    status=st.sampled_from(AnswerStatus),
    confidence=st.none() | st.sampled_from(Confidence),
    justification=texts,
    note=texts,
    evidence=st.lists(ids, max_size=3).map(tuple),
    respondent=texts,
    later=st.booleans(),
)
planned = st.builds(
    PlannedAction,
    id=ids,
    rank=numbers,
    action=texts,
    title=texts,
    indicator=texts,
    to=st.none() | st.integers(0, 99),
    owner=texts,
    due=st.none() | days,
    effort=st.none() | st.integers(1, 3),
    state=st.sampled_from(ActionState),
    note=texts,
)


def _evidence(draw_ids):
    return st.dictionaries(
        draw_ids,
        st.builds(
            Evidence,
            id=st.just(""),
            title=texts,
            kind=texts,
            place=texts,
            state=st.sampled_from(EvidenceState),
            dated=st.none() | days,
            due=st.none() | days,
            person=texts,
        ),
        max_size=3,
    ).map(
        lambda found: {
            key: Evidence(
                key, one.title, one.kind, one.place, one.state, one.dated, one.due, one.person
            )
            for key, one in found.items()
        }
    )


@st.composite
def assessments(draw, *, frozen=False):
    """Draw an assessment; with what a newer version wrote at some of its places."""
    own = {
        "criteria": CriteriaReference("tiny", draw(texts), SHA256),
        "dated": draw(st.none() | days),
        "profile": ClusterProfile(draw(texts), draw(st.dictionaries(ids, texts, max_size=3))),
        "people": tuple(
            draw(
                st.lists(
                    st.builds(Respondent, id=ids, name=texts, role=texts, email=texts),
                    max_size=3,
                    unique_by=lambda person: person.id,
                )
            )
        ),
        "answers": draw(st.dictionaries(keys, answers, max_size=5)),
        "evidence": draw(_evidence(ids)),
        "adjustments": tuple(
            draw(
                st.lists(
                    st.builds(
                        Adjustment,
                        indicator=ids,
                        label=ids,
                        level=st.none() | st.integers(0, 99),
                        points=st.none() | numbers,
                        source=texts,
                        made=st.none() | days,
                        who=texts,
                    ),
                    max_size=2,
                    unique_by=lambda one: (one.indicator, one.label),
                )
            )
        ),
        "declarations": draw(st.dictionaries(ids, st.booleans(), max_size=3)),
        "improvements": tuple(
            draw(
                st.lists(
                    st.builds(Improvement, indicator=ids, description=texts, effect=texts),
                    max_size=2,
                    unique_by=lambda one: one.indicator,
                )
            )
        ),
        "labels_held": tuple(
            draw(
                st.lists(
                    st.builds(LabelHeld, label=ids, since=days, until=st.none() | days),
                    max_size=2,
                    unique_by=lambda one: (one.label, one.since),
                )
            )
        ),
        "target": draw(texts),
        "practice": draw(st.booleans()),
        "roadmap": tuple(draw(st.lists(planned, max_size=2, unique_by=lambda one: one.id))),
        "roadmap_by": draw(st.none() | days),
        "logo": draw(st.none() | logos),
        "earlier": () if frozen else tuple(draw(st.lists(assessments(frozen=True), max_size=2))),
    }
    places = [
        "",
        "criteria",
        "profile",
        *(f"people/{one.id}" for one in own["people"]),
        *(f"answers/{key}" for key in own["answers"]),
        *(f"evidence/{key}" for key in own["evidence"]),
        *(f"adjustments/{one.indicator}/{one.label}" for one in own["adjustments"]),
        *(f"improvements/{one.indicator}" for one in own["improvements"]),
        *(f"labels_held/{one.label}/{one.since.isoformat()}" for one in own["labels_held"]),
        *(f"roadmap/{one.id}" for one in own["roadmap"]),
        *(["logo"] if own["logo"] is not None else []),
    ]
    chosen = draw(st.lists(st.sampled_from(places), max_size=2, unique=True))
    return Assessment(**own, carried={place: draw(unknown_fields) for place in chosen})


def example():
    """Return an assessment that has something of everything."""
    reference = CriteriaReference("tiny", "1", SHA256)
    earlier = Assessment(
        reference,
        dated=date(2024, 3, 1),
        answers={"1.1": Answer(1), "9/part": Answer(Fraction(1))},
    )
    return Assessment(
        criteria=reference,
        dated=date(2026, 2, 28),
        profile=ClusterProfile("Küste & Meer", {"country": "Hrvatska"}),
        people=(Respondent("p1", "Ana Primjer", "manager", "ana@example.org"),),
        answers={
            "1.1": Answer(3, confidence=Confidence.HIGH, note="„so“", evidence=("e1",)),
            "1.2": Answer(value=True),
            "1.3": Answer(status=AnswerStatus.NOT_APPLICABLE, justification="no members abroad"),
            "1.4": Answer(status=AnswerStatus.UNKNOWN),
            "9/part": Answer(Fraction("12.5")),
            "9/whole": Answer(Fraction(100, 3)),
            "10": Answer("free text"),
            "11": Answer(date(2025, 12, 31)),
        },
        evidence={"e1": Evidence("e1", "Minutes", "minutes", "https://example.org/m", dated=None)},
        adjustments=(Adjustment("1.1", "gold", None, Fraction(5, 3), "page 4", None, "Ana"),),
        declarations={"eligible": True},
        improvements=(Improvement("1.1", "More", "Better"),),
        labels_held=(LabelHeld("bronze", date(2024, 5, 2), date(2026, 5, 31)),),
        target="gold",
        roadmap=(PlannedAction("o1", title="Meet", owner="p1", effort=2),),
        earlier=(earlier,),
    )


def example_document(**changes):
    """Return a stored document with a log of two lines, not yet on a disk."""
    assessment = changes.get("assessment", example())
    log = Log().with_entries(
        [
            LogEntry(
                "2026-02-28T10:00:00+01:00", "ana", "new", "tiny", None, records_of(assessment)
            ),
            LogEntry(
                "2026-02-28T10:01:00+01:00",
                "ana",
                "set_target",
                "gold",
                {"target": None},
                {"target": "gold"},
            ),
        ]
    )
    given = {
        "id": "4a0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f11",
        "assessment": assessment,
        "criteria": CRITERIA,
        "log": log,
    }
    return StoredDocument(**{**given, **changes})


def packed_up(parts, stored=()):
    """Return a package of these parts as our own writer makes it; the first is stored."""
    file = BytesIO()
    writer = PackageWriter(file)
    for number, (name, data) in enumerate(parts.items()):
        writer.add(name, packed(data, stored=number == 0 or name in stored))
    writer.close()
    return file.getvalue()


def as_bytes(document, contents=()):
    """Return the file that holds a document, with the contents of its attachments."""
    held = {attachment_part(sha256(data).hexdigest()): data for data in contents}
    held = dict(sorted(held.items()))
    return packed_up({**contents_of(document), **held}, stored=held)


def taken_apart(data):
    """Return the parts of a ZIP file in their order."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def put_together(parts, *, seal=True):
    """Return a ZIP file of these parts, made by zipfile itself; `seal` mends the manifest."""
    if seal:
        manifest = json.loads(parts["manifest.json"])
        manifest["parts"] = {
            name: {"sha256": sha256(data).hexdigest(), "size": len(data)}
            for name, data in parts.items()
            if name not in {"mimetype", "manifest.json"}
        }
        parts = {**parts, "manifest.json": json.dumps(manifest).encode()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()
