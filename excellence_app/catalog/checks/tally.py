"""The plan by which many answered questionnaires are counted together."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from excellence_app.catalog.contents import Asked, Contents, Found
from excellence_app.domain.messages import N_

# Which types each entry of the plan can use.
_TYPES: Mapping[str, frozenset[str]] = {
    "name": frozenset({"choice", "text"}),
    "by": frozenset({"choice", "choices", "levels", "yes_no"}),
    "totals": frozenset({"number"}),
    "links": frozenset({"choices"}),
}


def tally_takes_answers(contents: Contents) -> Found:
    """Check that a tally names questions of the set, of types that it can count so."""
    for key, holder, place, word in _references(contents):
        asked = contents.question_by_id.get(word)
        outer = _asked_several_times(contents, word) if asked is None else None
        if outer is not None:
            yield contents.problem(
                "tally-inside",
                contents.at(holder, place),
                _INSIDE,
                _INSTEAD.get(key, _LEAVE_OUT),
                name=word,
                key=key,
                outer=outer.id,
            )
        elif asked is None:
            yield contents.unknown(
                "unknown-question",
                contents.at(holder, place),
                word,
                list(contents.question_by_id),
                N_('"{word}" is no question of this set.'),
                N_("Correct the id; a question alone in an indicator has the indicator's id."),
            )
        elif key in _TYPES and asked.type not in _TYPES[key]:
            yield contents.problem(
                "tally-type",
                contents.at(holder, place),
                N_('"{name}" has the type {type}, which `{key}` of a tally cannot use.'),
                N_("It takes questions of these types: {types}."),
                name=word,
                type=asked.type,
                key=key,
                types=", ".join(sorted(_TYPES[key])),
            )


_INSIDE = N_(
    '"{name}" is asked in each case or row of "{outer}"; `{key}` of a tally takes only what is '
    "asked once for each file."
)
_INSTEAD: Mapping[str, str] = {
    "totals": N_(
        'Ask for the sum in a number outside "{outer}" and name that one. The tables of '
        '"{outer}" are made without `totals`.'
    ),
    "by": N_(
        'Name a question outside "{outer}". What is asked in each case or row is counted in the '
        'tables of "{outer}".'
    ),
    "notes": N_('Put the note at "{outer}": it then stands at the table of all cases or rows.'),
}
_LEAVE_OUT = N_('Name a question outside "{outer}", or leave this out.')


def _asked_several_times(contents: Contents, word: str) -> Asked | None:
    """Return the cases or the table that a question belongs to, none if there is no such.

    It may be written as in a measure, CASES/QUESTION, as an answer key, or alone.
    """
    nested = contents.nested_by_key
    plain = re.sub(r"\[[^\]]*\]", "", word)
    for path, asked in nested.items():
        if plain == path or plain.startswith(f"{path}/") or plain == asked.id:
            return contents.question_by_id.get(path.partition("/")[0])
    return None


def _references(contents: Contents) -> Iterator[tuple[str, Any, str | int, str]]:
    """Yield each reference of the tally: the entry, its holder and place, and the id."""
    tally = contents.tally
    if "name" in tally:
        yield "name", tally, "name", tally["name"]
    for key in ("by", "totals", "links"):
        for index, word in enumerate(tally.get(key, ())):
            yield key, tally[key], index, word
    for note in tally.get("notes", ()):
        yield "notes", note, "question", note["question"]


def links_over_the_names(contents: Contents) -> Found:
    """Check that those who name partners choose from a list in which they stand themselves.

    It may hold others too: partnerships of another survey, say, under the same ids.
    """
    tally = contents.tally
    name = contents.question_by_id.get(tally.get("name", ""))
    for index, word in enumerate(tally.get("links", ())):
        asked = contents.question_by_id.get(word)
        if asked is None or asked.type != "choices":
            continue
        names = frozenset() if name is None else contents.choice_ids(name.raw)
        if not names or not names <= contents.choice_ids(asked.raw):
            yield contents.problem(
                "tally-links",
                contents.at(tally["links"], index),
                N_('"{word}" does not offer all that the `name` of the tally offers.'),
                N_("Give both the same `list:`, or one with the same ids and more."),
                word=word,
            )
