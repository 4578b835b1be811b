"""The rows of Evidence: every item with its state, and the questions that it serves."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import NamedTuple

from excellence_app.domain.assessment import Evidence, EvidenceState
from excellence_app.domain.messages import N_
from excellence_app.language import evidence as evidence_texts
from excellence_app.language.catalogues import Words
from excellence_app.session.evidence import looks_like_a_link
from excellence_app.session.past import evidence_in_order, served_by
from excellence_app.session.showing import Shown

_KINDS: Sequence[tuple[str, Collection[str]]] = (
    (N_("PDF"), {"pdf"}),
    (N_("Picture"), {"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "avif"}),
    (N_("Spreadsheet"), {"xls", "xlsx", "ods", "csv", "tsv", "numbers"}),
    (N_("Text document"), {"doc", "docx", "odt", "rtf", "txt", "md", "pages"}),
    (N_("Presentation"), {"ppt", "pptx", "odp", "key", "pps", "ppsx"}),
    (N_("Message"), {"eml", "msg"}),
    (N_("Sound"), {"mp3", "m4a", "wav", "ogg", "flac"}),
    (N_("Film"), {"mp4", "mov", "avi", "mkv", "webm"}),
)


class EvidenceStanding(Enum):
    """How far an item is at hand, and whether its file is."""

    SEEN = "seen"
    LISTED = "listed"
    PROMISED = "promised"
    NOT_FOUND = "not_found"


class EvidenceRow(NamedTuple):
    """One item. `about` says what it is, `uses` are the questions that it serves, by their ids.

    `day` is when it was seen, is due, or is dated, whichever there is first.
    """

    item: str
    title: str
    about: str
    uses: tuple[str, ...]
    standing: EvidenceStanding
    state: str
    day: str
    spoken: str


_STATES = {
    EvidenceState.SEEN: EvidenceStanding.SEEN,
    EvidenceState.LISTED: EvidenceStanding.LISTED,
    EvidenceState.PROMISED: EvidenceStanding.PROMISED,
}
STATE_WORDS: Mapping[EvidenceStanding, str] = {
    EvidenceStanding.SEEN: N_("Seen on site"),
    EvidenceStanding.LISTED: N_("Listed"),
    EvidenceStanding.PROMISED: N_("Promised"),
    EvidenceStanding.NOT_FOUND: N_("File not found"),
}


def evidence_rows(shown: Shown, missing: Collection[str] = ()) -> tuple[EvidenceRow, ...]:
    """Return a row for each item, in the order of the questions that they serve first.

    `missing` are the hashes of files that cannot be found.
    """
    words, serves = shown.words, served_by(shown.criteria, shown.assessment)
    found = []
    for item in evidence_in_order(shown.criteria, shown.assessment):
        gone = bool(item.file) and item.file in missing
        standing = EvidenceStanding.NOT_FOUND if gone else _STATES[item.state]
        state = words.text(STATE_WORDS[standing])
        uses = tuple(serves[item.id])
        about = about_item(shown, item)
        day = _day(item)
        day_words = words.short_day(day) if day is not None else ""
        spoken = words.text("used for {questions}", questions=words.listing(list(uses)))
        parts = (item.title, about, spoken if uses else words.text("not used yet"), state)
        found.append(
            EvidenceRow(
                item.id,
                item.title,
                about,
                uses,
                standing,
                state,
                day_words,
                ", ".join(part for part in (*parts, day_words) if part),
            )
        )
    return tuple(found)


def _day(item: Evidence) -> date | None:
    return item.seen or item.due or item.dated


def about_item(shown: Shown, item: Evidence) -> str:
    """Return what an item is, in a few words: "PDF, 1.2 MB", "Link to example.org"."""
    words = shown.words
    if item.file:
        kind = file_kind(words, item)
        size = evidence_texts.size(words, item.size)
        return words.text("{kind}, {size}", kind=kind, size=size)
    if item.state is EvidenceState.PROMISED:
        people = {person.id: person for person in shown.assessment.people}
        said = evidence_texts.state(words, item, people)
        return said[:1].upper() + said[1:]
    if looks_like_a_link(item.place):
        address = item.place.partition("://")[2] or item.place.partition(":")[2]
        return words.text("Link to {address}", address=address.partition("/")[0])
    if item.place:
        return words.text("At: {place}", place=item.place)
    kind = evidence_texts.kind(shown.criteria, item)
    return kind if kind not in {"", item.title} else words.text("Named only, without a file")


def file_kind(words: Words, item: Evidence) -> str:
    """Return of which kind the file of an item is, by its ending."""
    ending = PurePath(item.place).suffix[1:].lower()
    for kind, endings in _KINDS:
        if ending in endings:
            return words.text(kind)
    return words.text("{ending} file", ending=ending.upper()) if ending else words.text("File")


def who_and_when(shown: Shown, item: Evidence) -> str:
    """Return who has promised or seen an item, and when; empty if nobody is known."""
    words = shown.words
    people = {person.id: person.name for person in shown.assessment.people}
    person = people.get(item.person, item.person)
    day = item.due if item.state is EvidenceState.PROMISED else item.seen
    until = item.state is EvidenceState.PROMISED
    if item.state is EvidenceState.LISTED or not (person or day):
        return ""
    if person and day is not None:
        text = N_("By {person}, until {day}") if until else N_("By {person}, {day}")
        return words.text(text, person=person, day=words.day(day))
    if day is not None:
        return words.text("Until {day}", day=day) if until else words.text("On {day}", day=day)
    return words.text("By {person}", person=person)


def counts(rows: Sequence[EvidenceRow]) -> Mapping[EvidenceStanding, int]:
    """Return how many items there are in each state."""
    return {one: sum(1 for row in rows if row.standing is one) for one in EvidenceStanding}


def filtered(
    rows: Sequence[EvidenceRow], only: EvidenceStanding | None, text: str
) -> tuple[EvidenceRow, ...]:
    """Return the items in a state, or all, in which each word of a text occurs.

    A number of a question finds the items that serve it.
    """
    wanted = text.casefold().split()
    return tuple(
        row
        for row in rows
        if (only is None or row.standing is only)
        and all(
            part in row.title.casefold()
            or part in row.about.casefold()
            or any(use.startswith(part) for use in row.uses)
            for part in wanted
        )
    )
