"""Translations of a criteria set: texts by a path of ids, and which of them still fit.

An overlay `my-set.de.yaml` holds nothing but texts. Each stands under the path of the
text it translates with the first eight hexadecimal digits of the SHA-256 of that text, so that a
changed source text shows: then the text of the set itself is used, and counted.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from excellence_app.catalog.label_building import requirement_keys

Plain = dict[str, Any]
Place = tuple[Any, str | int]  # a group and a key, or a list and an index

_QUESTION_TEXTS = ("text", "instruction", "unit", "part", "whole", "title")
_LEVEL_TEXTS = ("title", "text", "short")
_STEP_TEXTS = ("finding", "recommendation", "why")


class Translated(NamedTuple):
    """How many texts an overlay gave, lacks, and gave for a source text that has changed since."""

    given: int = 0
    missing: int = 0
    outdated: int = 0


def mark_of(text: str) -> str:
    """Return what an overlay's `of` says for a source text."""
    return sha256(text.encode()).hexdigest()[:8]


def translatable(data: Plain) -> dict[str, Place]:
    """Return the place of every text of checked data that a person reads, by its path."""
    return dict(_places(data))


def apply(data: Plain, texts: Mapping[str, Mapping[str, str]]) -> Translated:
    """Put the texts of an overlay into checked data and return how far they reach."""
    given = outdated = 0
    places = translatable(data)
    for path, (holder, key) in places.items():
        found = texts.get(path)
        if found is None:
            continue
        if found["of"] == mark_of(holder[key]):
            holder[key] = found["text"]
            given += 1
        else:
            outdated += 1
    return Translated(given, len(places) - given - outdated, outdated)


def _places(data: Plain) -> Iterator[tuple[str, Place]]:
    yield from _texts("set", data["set"], ("title", "text", "standing", "opening", "closing"))
    for kind, names in (("sources", ("title",)), ("evidence", ("title", "text"))):
        for key, entry in data.get(kind, {}).items():
            yield from _texts(f"{kind}/{key}", entry, names)
    for name, choices in data.get("lists", {}).items():
        yield from _with_ids(f"lists/{name}", choices, ("title",))
    yield from _with_ids("glossary", data.get("glossary", ()), ("title", "text"))
    yield from _with_ids("dimensions", data.get("dimensions", ()), ("title", "text"))
    for indicator in data.get("indicators", ()):
        yield from _indicator(f"indicators/{indicator['id']}", indicator)
    for section in data.get("sections", ()):
        at = f"sections/{section['id']}"
        yield from _texts(at, section, ("title", "text"))
        yield from _questions(at, section["questions"])
    for number, note in enumerate(data.get("tally", {}).get("notes", ())):
        yield from _texts(f"tally/notes/{number}", note, ("text",))
    for label in data.get("labels", ()):
        yield from _label(f"labels/{label['id']}", label)
    for action in data.get("actions", ()):
        at = f"actions/{action['id']}"
        yield from _texts(at, action, ("title", "text", "who"))
        yield from _list(f"{at}/steps", action.get("steps", []))


def _texts(at: str, holder: Plain, names: tuple[str, ...]) -> Iterator[tuple[str, Place]]:
    for name in names:
        if type(holder.get(name)) is str:
            yield f"{at}/{name}", (holder, name)


def _list(at: str, texts: list[str]) -> Iterator[tuple[str, Place]]:
    for index in range(len(texts)):
        yield f"{at}/{index}", (texts, index)


def _with_ids(
    at: str, entries: list[Plain], names: tuple[str, ...]
) -> Iterator[tuple[str, Place]]:
    for entry in entries:
        yield from _texts(f"{at}/{entry['id']}", entry, names)


def _indicator(at: str, indicator: Plain) -> Iterator[tuple[str, Place]]:
    yield from _texts(at, indicator, ("title", "text", "guidance", "look_at"))
    yield from _list(f"{at}/asks", indicator.get("asks", []))
    yield from _levels(at, indicator.get("bands", ()))
    if "either" in indicator:  # what the levels are called stands at the first
        yield from _levels(at, indicator["either"][0]["bands"])
    for label, threshold in indicator.get("thresholds", {}).items():
        yield from _texts(f"{at}/thresholds/{label}", threshold, ("reason",))
    if "question" in indicator:
        yield from _question(f"{at}/question", indicator["question"])
        yield from _levels(at, indicator["question"].get("levels", ()))
    else:
        yield from _questions(at, indicator["questions"])


def _questions(at: str, questions: list[Plain]) -> Iterator[tuple[str, Place]]:
    for question in questions:
        here = f"{at}/questions/{question['id']}"
        yield from _question(here, question)
        yield from _levels(here, question.get("levels", ()))


def _question(at: str, question: Plain) -> Iterator[tuple[str, Place]]:
    yield from _texts(at, question, _QUESTION_TEXTS)
    yield from _with_ids(f"{at}/choices", question.get("choices", ()), ("title",))
    for column in question.get("columns", ()):
        here = f"{at}/columns/{column['id']}"
        yield from _texts(here, column, ("title", "unit"))
        yield from _with_ids(f"{here}/choices", column.get("choices", ()), ("title",))
    for key in ("other", "none"):
        if key in question:
            yield from _texts(f"{at}/{key}", question[key], ("title",))
    yield from _questions(at, question.get("questions", ()))


def _levels(at: str, levels: list[Plain]) -> Iterator[tuple[str, Place]]:
    for number, level in enumerate(levels):
        here = f"{at}/levels/{number}"
        yield from _texts(here, level, _LEVEL_TEXTS)
        if "to_next" in level:
            yield from _texts(f"{here}/to_next", level["to_next"], _STEP_TEXTS)


def _label(at: str, label: Plain) -> Iterator[tuple[str, Place]]:
    yield from _texts(at, label, ("title", "text"))
    keys = requirement_keys(label["requires"])
    yield from _rules(at, label["requires"], keys)
    for number, step in enumerate(label.get("steps", ())):
        yield from _texts(f"{at}/steps/{number}", step, ("title", "text"))
    for number, price in enumerate(label.get("prices", ())):
        yield from _texts(f"{at}/prices/{number}", price, ("title",))


def _rules(at: str, rules: list[Plain], keys: Mapping[int, str]) -> Iterator[tuple[str, Place]]:
    for rule in rules:
        here = f"{at}/requires/{keys[id(rule)]}"
        yield from _texts(here, rule, ("text", "reason"))
        yield from _list(f"{here}/asks", rule.get("asks", []))
        yield from _rules(at, rule.get("any", ()), keys)
