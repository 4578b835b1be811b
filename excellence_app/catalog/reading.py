"""The whole way from bytes to checked data; the part that needs the YAML and schema libraries.

`library` imports this module only for a file that was not remembered, since these libraries take
longer to import than most sets take to load.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from excellence_app.catalog import checks, schema_check, shipped_lists, yaml_source
from excellence_app.catalog.overlay import mark_of, translatable
from excellence_app.catalog.schemas import OVERLAY_SCHEMA
from excellence_app.catalog.showing import shown
from excellence_app.catalog.yaml_source import SourceTree
from excellence_app.domain.criteria import Choice
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.domain.problems import (
    Position,
    Problem,
    Severity,
    by_place,
    did_you_mean,
    has_errors,
)

CODES = frozenset(
    {"overlay-alone", "overlay-set", "overlay-edition", "overlay-path", "overlay-outdated"}
)
MOST_SUGGESTIONS = 20  # looking for a resemblance takes long among thousands of paths

Plain = dict[str, Any]
Texts = Mapping[str, Mapping[str, str]]


def read_criteria(
    source: bytes, file: str, stem: str | None
) -> tuple[Plain | None, tuple[Problem, ...]]:
    """Return the checked data of a criteria set and all problems of the first stage with any.

    The data is none if one of the problems is an error. `stem` is the name that the
    file promises the set's id to be, none where it promises nothing.
    """
    tree, problems = yaml_source.parse(source, file)
    if not problems and isinstance(tree.data, dict) and "overlay" in tree.data:
        problems = (_overlay_alone(tree),)
    if not problems:
        problems = schema_check.check(tree)
    if not problems:
        problems = checks.run(tree, stem)
    problems = by_place(problems)
    return (None if has_errors(problems) else tree.data), problems


def shipped_in(data: Plain, language: str) -> dict[str, tuple[Choice, ...]]:
    """Return the lists that come with the program and that checked data uses."""
    unseen: list[Plain] = [data]
    found: dict[str, tuple[Choice, ...]] = {}
    while unseen:
        part = unseen.pop()
        if part.get("list") in shipped_lists.NAMES:
            found[part["list"]] = shipped_lists.choices_of(part["list"], language)
        for key in _HOLDING_QUESTIONS & part.keys():
            unseen += part[key] if isinstance(part[key], list) else (part[key],)
    return found


_HOLDING_QUESTIONS = frozenset({"indicators", "sections", "question", "questions", "columns"})


def read_overlay(
    source: bytes, file: str, *, base: Plain, stem: str, language: str
) -> tuple[Texts | None, tuple[Problem, ...]]:
    """Return the texts of an overlay of the set `base`, or none, and every problem of it.

    `stem` and `language` are what the file's name says.
    """
    tree, problems = yaml_source.parse(source, file)
    if not problems:
        problems = schema_check.check(tree, OVERLAY_SCHEMA)
    if not problems:
        problems = tuple(_check_overlay(tree, base, stem, language))
    usable = not has_errors(problems) and all(p.code != "overlay-edition" for p in problems)
    return (tree.data["texts"] if usable else None), by_place(problems)


def _overlay_alone(tree: SourceTree) -> Problem:
    return _problem(
        tree,
        "overlay-alone",
        tree.key_position(tree.data, "overlay"),
        N_("This file is the translation of a criteria set, and not a set."),
        N_("Name the set itself: for my-set.de.yaml that is my-set.yaml."),
        {},
    )


def overlay_without_set(file: str, base: str) -> Problem:
    """Return the problem of a translation whose set is missing or has mistakes itself."""
    return Problem(
        "overlay-set",
        Severity.ERROR,
        Message(
            N_("There is no sound set {base} beside this translation."), {"base": shown(base)}
        ),
        file,
        hint=Message(N_("Put the translation beside its set, and check the set first.")),
    )


def _check_overlay(tree: SourceTree, base: Plain, stem: str, language: str) -> Iterable[Problem]:
    about = tree.data["overlay"]
    for key, wanted in (("set", stem), ("language", language)):
        if about[key] != wanted:
            yield _problem(
                tree,
                "overlay-set",
                tree.position(about, key),
                N_('The file\'s name says "{wanted}", and here stands "{found}".'),
                N_("Both must be the same: my-set.de.yaml translates my-set into de."),
                {"wanted": shown(wanted), "found": shown(about[key])},
            )
    edition = base["set"]["edition"]
    if about["edition"] != edition:
        problem = _problem(
            tree,
            "overlay-edition",
            tree.position(about, "edition"),
            N_('This translates edition "{found}", and the set has edition "{wanted}".'),
            N_("Bring the texts up to date, then write the set's edition here."),
            {"wanted": shown(edition), "found": shown(about["edition"])},
        )
        yield replace(problem, severity=Severity.WARNING)
        return
    yield from _check_texts(tree, base)


def _check_texts(tree: SourceTree, base: Plain) -> Iterable[Problem]:
    places = translatable(base)
    texts = tree.data["texts"]
    suggestions = 0
    for path, entry in texts.items():
        if path not in places:
            problem = _problem(
                tree,
                "overlay-path",
                tree.key_position(texts, path),
                N_('The set has no text at "{path}".'),
                N_("Correct the path, or remove the entry if the text is gone."),
                {"path": shown(path)},
            )
            suggestions += 1
            meant = did_you_mean(path, [*places]) if suggestions <= MOST_SUGGESTIONS else None
            yield replace(problem, severity=Severity.WARNING, suggestion=meant)
            continue
        holder, key = places[path]
        mark = mark_of(holder[key])
        if entry["of"] != mark:
            problem = _problem(
                tree,
                "overlay-outdated",
                tree.position(entry, "of"),
                N_('The text at "{path}" has changed since it was translated.'),
                N_("Translate it anew, then write {mark} here."),
                {"path": shown(path), "mark": mark},
            )
            yield replace(problem, severity=Severity.WARNING)


def _problem(
    tree: SourceTree,
    code: str,
    place: Position,
    text: str,
    hint: str,
    values: dict[str, MessageValue],
) -> Problem:
    return Problem(
        code, Severity.ERROR, Message(text, values), tree.file, place, hint=Message(hint, values)
    )
