"""What `history`, `versions` and `evidence` print with --json; see `as_json`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from excellence_app.cli.as_json import Json, day
from excellence_app.cli.listings import change_name
from excellence_app.domain.assessment import Assessment, Evidence
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import Telling
from excellence_app.session.change_names import kind_and_direction
from excellence_app.session.past import Conflict, PastChange, Touched, served_by
from excellence_app.session.versions import Content, Copy
from excellence_app.storage.backups import Version
from excellence_app.storage.trouble import StorageTrouble, shown


def history(told: Telling, found: Sequence[PastChange], file: Path, entries: int) -> Json:
    """Return changes in their order, and how many entries the whole history has."""
    return {
        "file": shown(file),
        "entries": entries,
        "changes": [_change(told, one) for one in found],
    }


def _change(told: Telling, one: PastChange) -> Json:
    line = one.line
    kind, direction = kind_and_direction(line.edit)
    return {
        "number": line.n,
        "link": line.link,
        "time": line.time,
        "actor": line.actor,
        "edit": kind,
        "direction": direction or None,
        "item": line.item,
        "name": change_name(told.words, one),
        "with_previous": line.more,
        "records": [_record(told, touched) for touched in one.touched],
    }


def _record(told: Telling, touched: Touched) -> Json:
    return {
        "place": touched.place,
        "about": told.about(touched.names),
        "before": told.said(touched.names, touched.before) or None,
        "after": told.said(touched.names, touched.after) or None,
    }


def versions(
    words: Words,
    file: Path,
    found: Sequence[Version],
    copies: Sequence[Copy],
    trouble: StorageTrouble | None,
) -> Json:
    """Return the earlier versions of a document and its other copies.

    `trouble` is what is wrong with the document itself, if anything.
    """
    return {
        "file": shown(file),
        "trouble": words.say(trouble.message) if trouble is not None else None,
        "versions": [
            {
                "number": one.number,
                "revision": one.revision,
                "time": one.time or None,
                "actor": one.actor or None,
                "answered": one.answers if one.readable else None,
                "size": one.size,
                "readable": one.readable,
            }
            for one in found
        ],
        "copies": [
            {"file": shown(one.path), "news": one.news, "mergeable": not one.broken}
            for one in copies
        ],
    }


def evidence(
    criteria: CriteriaSet,
    assessment: Assessment,
    items: Sequence[Evidence],
    wrong: Mapping[str, Content],
) -> Json:
    """Return items of evidence; `wrong` says what is wrong with files, by their hashes."""
    people = {person.id: person.name for person in assessment.people}
    serves = served_by(criteria, assessment)
    return {
        "evidence": [
            {
                "id": item.id,
                "title": item.title,
                "kind": item.kind or None,
                "state": item.state.value,
                "person": people.get(item.person, item.person) or None,
                "due": day(item.due),
                "seen": day(item.seen),
                "dated": day(item.dated),
                "file": _file(item, wrong) if item.file else None,
                "link": item.place if item.place and not item.file else None,
                "questions": serves.get(item.id, []),
            }
            for item in items
        ]
    }


def _file(item: Evidence, wrong: Mapping[str, Content]) -> Json:
    trouble = wrong.get(item.file)
    return {
        "name": item.place,
        "sha256": item.file,
        "size": item.size,
        "content": "whole" if trouble is None else trouble.value,
    }


def conflicts(told: Telling, found: Sequence[Conflict]) -> list[Json]:
    """Return what several people entered apart, the entry that counts for now first."""
    return [
        {
            "place": one.place,
            "about": told.about(one.names),
            "entries": [
                {
                    "value": told.said(one.names, entry.part) or None,
                    "time": entry.time,
                    "actor": entry.actor,
                }
                for entry in one.entries
            ],
        }
        for one in found
    ]
