"""Items of evidence in words: how far one is at hand, where it is, and how large."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from excellence_app.domain.assessment import Evidence, EvidenceState, Respondent
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words

_KILO, _MEGA = 1_000, 1_000_000

# by whether a person is named, and whether a day is
_PROMISED = {
    (True, True): N_("promised by {person} until {day}"),
    (True, False): N_("promised by {person}"),
    (False, True): N_("promised until {day}"),
    (False, False): N_("promised"),
}
_SEEN = {
    (True, True): N_("seen on site by {person}, {day}"),
    (True, False): N_("seen on site by {person}"),
    (False, True): N_("seen on site, {day}"),
    (False, False): N_("seen on site"),
}


def state(words: Words, item: Evidence, people: Mapping[str, Respondent]) -> str:
    """Return how far an item is at hand: listed, promised by whom, or seen by whom, and when.

    `people` are those who take part, by their ids.
    """
    known = people.get(item.person)
    person = known.name if known is not None else item.person
    match item.state:
        case EvidenceState.PROMISED:
            return _with_person(words, _PROMISED, person, item.due)
        case EvidenceState.SEEN:
            return _with_person(words, _SEEN, person, item.seen)
        case _:
            return words.text("listed")


def _with_person(
    words: Words, texts: Mapping[tuple[bool, bool], str], person: str, day: date | None
) -> str:
    values: dict[str, object] = {"person": person} if person else {}
    if day is not None:
        values["day"] = day
    return words.text(texts[bool(person), day is not None], **values)


def kind(criteria: CriteriaSet, item: Evidence) -> str:
    """Return the title of an item's kind, its id if the set does not know it, or nothing."""
    known = criteria.evidence_by_id.get(item.kind)
    return known.title if known is not None else item.kind


def place(words: Words, item: Evidence) -> str:
    """Return where an item is: a file in the document with its size, a link, or nothing."""
    if not item.file:
        return item.place
    return words.text(
        "{name} ({size})", name=item.place or item.title, size=size(words, item.size)
    )


def described(
    words: Words, criteria: CriteriaSet, item: Evidence, people: Mapping[str, Respondent]
) -> str:
    """Return an item on one line: title, kind, state if it is more than listed, and place."""
    where = place(words, item)
    named_by_place = where.startswith(item.title)  # the title is the name of the file
    at_hand = item.state is not EvidenceState.LISTED
    parts = [
        "" if named_by_place else item.title,
        kind(criteria, item),
        where,
        state(words, item, people) if at_hand else "",
    ]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def size(words: Words, count: int) -> str:
    """Return a number of bytes as people read it: 800 bytes, 12.3 kB, 4 MB."""
    if count < _KILO:
        return words.plural("{count} byte", "{count} bytes", count)
    if count < _MEGA:
        return words.text("{number} kB", number=words.number(Fraction(count, _KILO), 1))
    return words.text("{number} MB", number=words.number(Fraction(count, _MEGA), 1))
