"""Edits of evidence: files, links and promises that prove what was answered.

One item may prove several answers. A file is taken into the document before it is named
here (`storage/attachments.py`); a link is only ever written down, never followed.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TypedDict, Unpack

from excellence_app.domain.assessment import (
    Answer,
    AnswerStatus,
    Assessment,
    Evidence,
    EvidenceState,
)
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import did_you_mean
from excellence_app.session.edit import Edit
from excellence_app.session.entered import alike, brief, read_line, refuse
from excellence_app.session.named import (
    NO_EVIDENCE,
    NO_ITEM,
    NO_KIND,
    NO_PERSON,
    question_named,
    refuse_unknown,
)

UNANSWERED = Answer(status=AnswerStatus.UNANSWERED)

_LINK = re.compile(r"https?://[^\s/?#]+\S*|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_LOOKS_LIKE_A_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(//|[^\\/0-9\s])|\\\\|//")


class About(TypedDict, total=False):
    """What can be said about an item of evidence; what is not named stays as it is.

    `person` is the id of a respondent. `place` is a link, or the name of the file whose
    content has the hash `file` and `size` bytes.
    """

    kind: str
    place: str
    state: EvidenceState
    dated: date | None
    due: date | None
    seen: date | None
    person: str
    file: str
    size: int


def add_evidence(
    criteria: CriteriaSet, assessment: Assessment, key: str, title: str, **about: Unpack[About]
) -> Edit:
    """Add evidence to a question by its title; a title used before means the same item.

    A new item is of the kind of the set whose id or title it has, if there is one and
    no other is given.
    """
    question_named(criteria, key)
    title = read_line(title)
    if not title:
        refuse(N_("Please give the evidence a title."))
    known = evidence_called(assessment, title)
    item = known or Evidence(
        id=_new_evidence_id(title, assessment.evidence), title=title, kind=_kind(criteria, title)
    )
    item = _described(criteria, assessment, item, about)

    def change(before: Assessment) -> Assessment:
        stored = before.answers.get(key, UNANSWERED)
        if item.id not in stored.evidence:
            stored = replace(stored, evidence=(*stored.evidence, item.id))
        return replace(
            before,
            answers={**before.answers, key: stored},
            evidence={**before.evidence, item.id: item},
        )

    return Edit("evidence", key, change)


def describe_evidence(
    criteria: CriteriaSet, assessment: Assessment, title: str, **about: Unpack[About]
) -> Edit:
    """Say more about an item of evidence, known by its title or id."""
    old = evidence_named(assessment, title)
    new = _described(criteria, assessment, old, about)
    return Edit(
        "describe_evidence",
        old.id,
        lambda before: replace(before, evidence={**before.evidence, old.id: new}),
    )


def list_evidence(
    criteria: CriteriaSet, assessment: Assessment, title: str, **about: Unpack[About]
) -> Edit:
    """List an item of evidence that serves no question yet, by a title that is not used yet."""
    title = _free_title(assessment, title)
    item = Evidence(
        id=_new_evidence_id(title, assessment.evidence), title=title, kind=_kind(criteria, title)
    )
    return _item_edit("list_evidence", _described(criteria, assessment, item, about))


def rename_evidence(_criteria: CriteriaSet, assessment: Assessment, item: str, title: str) -> Edit:
    """Give an item of evidence another title, by which no other one is known."""
    old = evidence_named(assessment, item)
    new = replace(old, title=_free_title(assessment, title, old))
    return _item_edit("rename_evidence", new)


def evidence_state(
    criteria: CriteriaSet,
    assessment: Assessment,
    item: str,
    state: EvidenceState,
    *,
    person: str = "",
    day: date | None = None,
) -> Edit:
    """Say how far an item is at hand: listed, promised by whom until when, or seen by whom when.

    `person` is the id of a person; `with_person` makes one of a name.
    """
    old = evidence_named(assessment, item)
    about: About = {"state": state, "person": "", "due": None, "seen": None}
    if state is EvidenceState.PROMISED:
        about |= {"person": person, "due": day}
    if state is EvidenceState.SEEN:
        about |= {"person": person, "seen": day}
    return _item_edit("evidence_state", _described(criteria, assessment, old, about))


def evidence_kind(criteria: CriteriaSet, assessment: Assessment, item: str, kind: str) -> Edit:
    """Say of which kind of the set an item of evidence is; an empty one is none."""
    old = evidence_named(assessment, item)
    return _item_edit("evidence_kind", _described(criteria, assessment, old, {"kind": kind}))


def replace_file(
    _criteria: CriteriaSet, assessment: Assessment, item: str, place: str, file: str, size: int
) -> Edit:
    """Put another file in the place of an item's file or link; what was promised is listed then.

    `place` is the name of the file whose content has the hash `file` and `size` bytes.
    """
    old = evidence_named(assessment, item)
    new = replace(old, place=read_line(place), file=file, size=size)
    if old.state is EvidenceState.PROMISED:
        new = replace(new, state=EvidenceState.LISTED, person="", due=None)
    return _item_edit("evidence_file", new)


def attach_evidence(criteria: CriteriaSet, assessment: Assessment, key: str, item: str) -> Edit:
    """Let an item that is listed already prove the answer to one more question."""
    question_named(criteria, key)
    known = evidence_named(assessment, item)

    def change(before: Assessment) -> Assessment:
        stored = before.answers.get(key, UNANSWERED)
        named = dict.fromkeys([*stored.evidence, known.id])
        stored = replace(stored, evidence=tuple(named))
        return replace(before, answers={**before.answers, key: stored})

    return Edit("evidence", key, change)


def detach_evidence(criteria: CriteriaSet, assessment: Assessment, key: str, item: str) -> Edit:
    """Take an item of evidence from one question; it stays in the list."""
    question = question_named(criteria, key)
    known = evidence_named(assessment, item)
    if known.id not in assessment.answers.get(key, UNANSWERED).evidence:
        refuse(NO_EVIDENCE[0], question=question.id, id=known.title)

    def change(before: Assessment) -> Assessment:
        return replace(before, answers=without_empty(_without(before, known.id, [key])))

    return Edit("remove_evidence", key, change)


def drop_evidence(_criteria: CriteriaSet, assessment: Assessment, item: str) -> Edit:
    """Remove an item of evidence from the list and from every question."""
    known = evidence_named(assessment, item)

    def change(before: Assessment) -> Assessment:
        left = {one: about for one, about in before.evidence.items() if one != known.id}
        answers = _without(before, known.id, list(before.answers))
        return replace(before, answers=without_empty(answers), evidence=left)

    return Edit("drop_evidence", known.id, change)


def with_person(
    criteria: CriteriaSet,
    assessment: Assessment,
    name: str,
    make: Callable[[Assessment, str], Edit],
) -> Edit:
    """Make an edit that names a person, who is added to those who take part if need be.

    `make` gets the assessment with that person, and the person's id. Raises `Refused` if
    the name is unknown and resembles a known one.
    """
    from excellence_app.session.edits import add_person  # noqa: PLC0415 - it knows this module

    name = read_line(name)
    for person in assessment.people:
        if person.id == name or alike(person.name, name):
            return make(assessment, person.id)
    names = [person.name for person in assessment.people]
    if did_you_mean(name, names) is not None:
        refuse_unknown(NO_PERSON, name, names)
    adding = add_person(criteria, assessment, name)
    made = make(adding.apply(assessment), adding.item)
    return replace(made, change=lambda before: made.apply(adding.apply(before)))


def remove_evidence(criteria: CriteriaSet, assessment: Assessment, key: str, title: str) -> Edit:
    """Remove evidence from a question; an item that no question has any more goes too."""
    question = question_named(criteria, key)
    listed = assessment.answers.get(key, UNANSWERED).evidence
    named = {
        item: assessment.evidence[item].title for item in listed if item in assessment.evidence
    }
    found = [
        item for item, known in named.items() if alike(known, read_line(title)) or item == title
    ]
    if not found:
        refuse_unknown(NO_EVIDENCE, title, list(named.values()), question=question.id)

    def change(before: Assessment) -> Assessment:
        stored = before.answers[key]
        left = tuple(item for item in stored.evidence if item not in found)
        answers = without_empty({**before.answers, key: replace(stored, evidence=left)})
        used = {item for one in answers.values() for item in one.evidence}
        evidence = {
            item: about
            for item, about in before.evidence.items()
            if item in used or item not in found
        }
        return replace(before, answers=answers, evidence=evidence)

    return Edit("remove_evidence", key, change)


def read_link(text: str) -> str:
    """Return a link as it is stored; raises `Refused` unless it is https, http or mailto."""
    link = read_line(text)
    if not _LINK.fullmatch(link):
        refuse(
            N_('"{entered}" is no link that can be kept. Links begin with https, http or mailto.'),
            entered=brief(link),
        )
    return link


def looks_like_a_link(text: str) -> bool:
    """Return whether a text is rather a link, of whatever kind, than the name of a file.

    A letter with a colon begins a path on Windows, and one slash a path elsewhere.
    """
    return bool(_LOOKS_LIKE_A_LINK.match(text.strip()))


def evidence_named(assessment: Assessment, title: str) -> Evidence:
    """Return the item of evidence with this title or id; raises `Refused` for an unknown one."""
    found = assessment.evidence.get(title) or evidence_called(assessment, read_line(title))
    if found is None:
        refuse_unknown(NO_ITEM, title, [item.title for item in assessment.evidence.values()])
    return found


def evidence_called(assessment: Assessment, title: str) -> Evidence | None:
    """Return the item of evidence with this title, none if there is none."""
    return next((one for one in assessment.evidence.values() if alike(one.title, title)), None)


def without_empty(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Return the answers without those that say nothing at all."""
    nothing = AnswerStatus.UNANSWERED  # which is quickly seen, and most answers are something
    empty = [key for key, one in answers.items() if one.status is nothing and one == UNANSWERED]
    return {key: one for key, one in answers.items() if key not in empty} if empty else answers


def _described(
    criteria: CriteriaSet, assessment: Assessment, item: Evidence, about: About
) -> Evidence:
    kind, person, place = about.get("kind"), about.get("person"), about.get("place")
    if kind and kind not in criteria.evidence_by_id:
        refuse_unknown(NO_KIND, kind, criteria.evidence_by_id)
    if person and all(known.id != person for known in assessment.people):
        refuse_unknown(NO_PERSON, person, [known.id for known in assessment.people])
    if place is not None:
        about = {**about, "place": read_line(place)}
    return replace(item, **about)


def _item_edit(kind: str, item: Evidence) -> Edit:
    def change(before: Assessment) -> Assessment:
        return replace(before, evidence={**before.evidence, item.id: item})

    return Edit(kind, item.id, change)


def _free_title(assessment: Assessment, title: str, own: Evidence | None = None) -> str:
    """Return a title as it is stored; raises `Refused` if it is empty or that of another item."""
    title = read_line(title)
    if not title:
        refuse(N_("Please give the evidence a title."))
    for other in assessment.evidence.values():
        if alike(other.title, title) and (own is None or other.id != own.id):
            refuse(N_('There is evidence with the title "{title}" already.'), title=brief(title))
    return title


def _without(assessment: Assessment, item: str, keys: Collection[str]) -> dict[str, Answer]:
    """Return the answers, of which those to `keys` name an item of evidence no more."""
    answers = dict(assessment.answers)
    for key in keys:
        stored = answers[key]
        if item in stored.evidence:
            left = tuple(one for one in stored.evidence if one != item)
            answers[key] = replace(stored, evidence=left)
    return answers


def _kind(criteria: CriteriaSet, title: str) -> str:
    """Return the id of the kind of evidence that a title names, or nothing."""
    for kind in criteria.evidence:
        if kind.id == title or alike(kind.title, title):
            return kind.id
    return ""


def _new_evidence_id(title: str, used: Collection[str]) -> str:
    """Return an id that two computers give to the same title, so that merging finds it."""
    digest = sha256(title.casefold().encode("utf-8")).hexdigest()
    return next(
        found for size in range(8, len(digest)) if (found := f"e{digest[:size]}") not in used
    )
