"""CHECKS: one function per rule of a criteria file that a schema cannot say.

Each function yields the problems it finds and leaves to the others what is theirs: one mistake
gives one message. To add a check, write the function, put it into `CHECKS` with its
codes, and give each code a page in `resources/problems/` and a file in `tests/bad_criteria/`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from excellence_app.catalog import condition_sense
from excellence_app.catalog.builder import OPERANDS, exact, requirement_keys
from excellence_app.catalog.condition_sense import Answers, Kind
from excellence_app.catalog.contents import PROFILE, Asked, Condition, Contents
from excellence_app.catalog.yaml_source import Plain, SourceTree
from excellence_app.domain.criteria import ILLUSTRATIVE
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import Problem, Severity, by_place, did_you_mean

Found = Iterator[Problem]

# Names that Windows keeps for devices, with any ending.
_DEVICES = frozenset(
    {"aux", "con", "nul", "prn"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
_RESERVED_IDS = frozenset({"profile", "set"})
_RESERVED_SOURCES = frozenset({ILLUSTRATIVE, "official", "own"})


class Check(NamedTuple):
    """One rule and the codes of the problems that it can find."""

    rule: Callable[[Contents], Found]
    codes: frozenset[str]


def run(tree: SourceTree, stem: str | None = None) -> tuple[Problem, ...]:
    """Return everything that the checks find in a file that the schema has passed.

    `stem` is the name that the file promises the set's id to be.
    """
    contents = Contents(tree, stem)
    return by_place(problem for check in CHECKS for problem in check.rule(contents))


# The set, its ids and its dates


def set_id(contents: Contents) -> Found:
    """The id of a set is its file's name, and a name with a dot is a translation's."""
    about = contents.about
    identity = about["id"]
    if "." in identity:
        yield contents.problem(
            "set-id",
            about,
            "id",
            N_('The id of a set has no dot, and "{id}" has one.'),
            N_("A file name with a dot, such as my-set.de.yaml, is that of a translation."),
            id=identity,
        )
    elif contents.stem is not None and identity != contents.stem:
        yield contents.problem(
            "set-id",
            about,
            "id",
            N_('The set calls itself "{id}", and its file "{stem}".'),
            N_("Rename the file, or write the file's name here; both must be the same."),
            id=identity,
            stem=contents.stem,
        )


def reserved_ids(contents: Contents) -> Found:
    """A few words cannot be ids, because something else has that name."""
    hint = N_("Choose another id.")
    if contents.about["id"].casefold() in _DEVICES:
        text = N_('A file cannot be called "{id}" on every computer.')
        identity = contents.about["id"]
        yield contents.problem("reserved-id", contents.about, "id", text, hint, id=identity)
    named = [*contents.indicators, *contents.sections, *(a.raw for a in contents.asked)]
    for raw in named:
        if raw.get("id") in _RESERVED_IDS:
            text = N_('"{id}" is reserved for questions about the cluster itself.')
            yield contents.problem("reserved-id", raw, "id", text, hint, id=raw["id"])
    for key in contents.sources:
        if key in _RESERVED_SOURCES:
            text = N_('"{id}" cannot be a source, because it says what a value is worth.')
            yield contents.problem(
                "reserved-id", contents.sources, key, text, hint, at_key=True, id=key
            )
    kinds = {kind for kind, _ in _RULE_FIELDS.items()} | {"any"}
    for _, rule, _ in _rules(contents):
        if rule.get("kind") == "declared" and rule.get("id") in kinds:
            text = N_('"{id}" is a kind of label rule and cannot be the id of a statement.')
            yield contents.problem("reserved-id", rule, "id", text, hint, id=rule["id"])


def duplicate_ids(contents: Contents) -> Found:
    """Nothing in a set has the id of another thing of its kind."""
    several = [a.raw for a in contents.asked if a.indicator is None or "questions" in a.indicator]
    yield from _duplicates(contents, [*contents.indicators, *several, *contents.sections])
    for group in (contents.dimensions, contents.labels, contents.actions, contents.glossary):
        yield from _duplicates(contents, group)
    yield from _duplicates(contents, contents.retired)
    for choices in contents.lists.values():
        yield from _duplicates(contents, choices)
    for asked in contents.all_asked:
        raw = asked.raw
        extra = [raw[key] for key in ("other", "none") if key in raw]
        yield from _duplicates(contents, [*raw.get("choices", ()), *extra])
        yield from _duplicates(contents, raw.get("columns", ()))
        if asked.type == "cases":
            yield from _duplicates(contents, raw.get("questions", ()))
    for label in contents.labels:
        declared = [rule for rule in _flat(label["requires"]) if rule.get("kind") == "declared"]
        yield from _duplicates(contents, declared)


def _duplicates(contents: Contents, parts: Iterable[Plain]) -> Found:
    first: dict[str, Plain] = {}
    placed = sorted(
        (part for part in parts if "id" in part),
        key=lambda part: contents.tree.position(part, "id"),
    )
    for part in placed:
        earlier = first.setdefault(part["id"], part)
        if earlier is not part:
            yield contents.problem(
                "duplicate-id",
                part,
                "id",
                N_('The id "{id}" is used a second time; the first is in line {line}.'),
                N_("Give one of the two another id, and change what refers to it."),
                id=part["id"],
                line=contents.tree.position(earlier, "id").line,
            )


def real_dates(contents: Contents) -> Found:
    """Dates are in the calendar, and a validity ends after it begins."""
    about = contents.about
    dated = [(about, "valid_from"), (about, "valid_to")]
    dated += [(source, "seen") for source in contents.sources.values()]
    dated += [(price, "seen") for label in contents.labels for price in label.get("prices", ())]
    sound = True
    for holder, key in dated:
        if key in holder and not _is_day(holder[key]):
            sound = False
            yield contents.problem(
                "no-such-date",
                holder,
                key,
                N_("The calendar has no {date}."),
                N_("Check the day and the month; they stand in the order year, month, day."),
                date=holder[key],
            )
    both = "valid_from" in about and "valid_to" in about
    if sound and both and about["valid_from"] > about["valid_to"]:
        yield contents.problem(
            "range-reversed",
            about,
            "valid_to",
            N_("The set ends on {end}, before it begins on {start}."),
            N_("Exchange the two dates."),
            start=about["valid_from"],
            end=about["valid_to"],
        )


def _is_day(text: str) -> bool:
    year, month, *day = text.split("-")
    try:
        date(int(year), int(month), int(day[0]) if day else 1)
    except ValueError:
        return False
    return True


def something_is_asked(contents: Contents) -> Found:
    """A set asks at least one question."""
    if not contents.asked and not contents.indicators:
        yield contents.problem(
            "nothing-asked",
            contents.data,
            "set",
            N_("This set has neither indicators nor sections, so it asks nothing."),
            N_("Add `indicators:` with at least one, or `sections:` of a survey."),
            at_key=True,
        )


# References


def dimensions_exist(contents: Contents) -> Found:
    """Each indicator belongs to a dimension of the set."""
    known = [dimension["id"] for dimension in contents.dimensions]
    exists = frozenset(known)
    for indicator in contents.indicators:
        if indicator["dimension"] not in exists:
            yield contents.unknown(
                "unknown-dimension",
                indicator,
                "dimension",
                indicator["dimension"],
                known,
                N_('Indicator "{id}" belongs to dimension "{word}", which is not in this set.'),
                N_("Add the dimension under `dimensions:`, or correct the id."),
                id=indicator["id"],
            )


def labels_exist(contents: Contents) -> Found:
    """Thresholds, scopes and label rules name labels of the set."""
    known = contents.label_ids
    exists = frozenset(known)
    hint = N_("Add the label under `labels:`, or correct the id.")
    for indicator in contents.indicators:
        thresholds = indicator.get("thresholds", {})
        for label in thresholds:
            if label not in exists:
                yield contents.unknown(
                    "unknown-label",
                    thresholds,
                    label,
                    label,
                    known,
                    N_('Indicator "{id}" has a threshold for "{word}", which is no label here.'),
                    hint,
                    at_key=True,
                    id=indicator["id"],
                )
        scope = indicator.get("in_scope_of", [])
        for index, label in enumerate(scope):
            if label not in exists:
                yield contents.unknown(
                    "unknown-label",
                    scope,
                    index,
                    label,
                    known,
                    N_('Indicator "{id}" is in the scope of "{word}", which is no label here.'),
                    hint,
                    id=indicator["id"],
                )
    for label, rule, _ in _rules(contents):
        for key in ("label", "since", "scope"):
            if key in rule and rule[key] not in exists:
                yield contents.unknown(
                    "unknown-label",
                    rule,
                    key,
                    rule[key],
                    known,
                    N_('A rule of "{id}" refers to "{word}", which is no label here.'),
                    hint,
                    id=label["id"],
                )


def evidence_exists(contents: Contents) -> Found:
    """Levels, bands and actions name kinds of evidence of the set."""
    known = contents.evidence
    for holder, words in _evidence_lists(contents):
        for index, word in enumerate(words):
            if word not in known:
                yield contents.unknown(
                    "unknown-evidence",
                    words,
                    index,
                    word,
                    list(known),
                    N_('"{word}" is no kind of evidence of this set.'),
                    N_("Add it under `evidence:` with a title, or correct the id."),
                )
        del holder


def _evidence_lists(contents: Contents) -> Iterator[tuple[Plain, list[str]]]:
    for asked in contents.all_asked:
        for level in asked.raw.get("levels", ()):
            if "evidence" in level:
                yield level, level["evidence"]
    for indicator in contents.indicators:
        for band in indicator.get("bands", ()):
            if "evidence" in band:
                yield band, band["evidence"]
    for action in contents.actions:
        if "yields" in action:
            yield action, action["yields"]


def sources_exist(contents: Contents) -> Found:
    """Whoever names a source names one of the set."""
    known = contents.sources
    for holder, key in _source_references(contents):
        word = holder[key]
        if word not in known:
            yield contents.unknown(
                "unknown-source",
                holder,
                key,
                word,
                list(known),
                N_('"{word}" is no source of this set.'),
                N_("Add it under `sources:` with a title, or correct the id."),
            )


def _source_references(contents: Contents) -> Iterator[tuple[Plain, str]]:
    if contents.data.get("default_provenance", ILLUSTRATIVE) != ILLUSTRATIVE:
        yield contents.data, "default_provenance"
    for part in _parts_with_provenance(contents):
        values = part.get("provenance", {})
        yield from ((values, name) for name in values if values[name] != ILLUSTRATIVE)
    holders: list[Plain] = [*contents.glossary]
    for indicator in contents.indicators:
        holders += indicator.get("thresholds", {}).values()
    for label in contents.labels:
        holders += [*label.get("steps", ()), *label.get("prices", ())]
    holders += [rule for _, rule, _ in _rules(contents)]
    yield from ((holder, "source") for holder in holders if "source" in holder)


def _parts_with_provenance(contents: Contents) -> list[Plain]:
    return [contents.about, *contents.indicators, *contents.labels, *contents.actions]


def provenance_names_values(contents: Contents) -> Found:
    """Under `provenance` stand names of values that are there."""
    for part in _parts_with_provenance(contents):
        values = part.get("provenance")
        if values is None:
            continue
        known = [key for key in part if key != "provenance"]
        known += [key for key in part.get("question", ()) if key not in part]
        for name in values:
            if name not in known:
                yield contents.unknown(
                    "unknown-value",
                    values,
                    name,
                    name,
                    known,
                    N_('A source is given for "{word}", and there is no such value beside it.'),
                    N_("Name a value that stands in the same group, such as title or points."),
                    at_key=True,
                )


def official_needs_sources(contents: Contents) -> Found:
    """A set that calls itself official names the source of every value."""
    about = contents.about
    if about.get("status") != "official":
        return
    hint = N_("Name the official text under `sources:`, or set the status to illustrative.")
    if contents.data.get("default_provenance", ILLUSTRATIVE) == ILLUSTRATIVE:
        yield contents.problem(
            "official-without-source",
            about,
            "status",
            N_("This set calls itself official, and its values are illustrative by default."),
            hint,
        )
    for part in _parts_with_provenance(contents):
        values = part.get("provenance", {})
        for name in values:
            if values[name] == ILLUSTRATIVE:
                text = N_('This set calls itself official, and "{name}" is illustrative.')
                yield contents.problem(
                    "official-without-source", values, name, text, hint, name=name
                )


def actions_exist(contents: Contents) -> Found:
    """What an action needs is an action of the set, and what it lifts an indicator."""
    for action in contents.actions:
        needs = action.get("needs", [])
        for index, word in enumerate(needs):
            if word not in contents.action_by_id:
                yield contents.unknown(
                    "unknown-action",
                    needs,
                    index,
                    word,
                    list(contents.action_by_id),
                    N_('Action "{id}" needs "{word}", which is no action of this set.'),
                    N_("Add the action, or correct the id."),
                    id=action["id"],
                )
        for lift in action["lifts"]:
            if lift["indicator"] not in contents.indicator_by_id:
                yield contents.unknown(
                    "unknown-indicator",
                    lift,
                    "indicator",
                    lift["indicator"],
                    list(contents.indicator_by_id),
                    N_('Action "{id}" lifts "{word}", which is no indicator of this set.'),
                    N_("Correct the id; it is the one at the indicator's `id:`."),
                    id=action["id"],
                )


def lists_exist(contents: Contents) -> Found:
    """A named list of choices is one of the set."""
    holders: list[Plain] = []
    for asked in contents.all_asked:
        holders += [asked.raw, *asked.raw.get("columns", ())]
    for holder in holders:
        if "list" in holder and holder["list"] not in contents.lists:
            yield contents.unknown(
                "unknown-list",
                holder,
                "list",
                holder["list"],
                list(contents.lists),
                N_('"{word}" is no list of choices of this set.'),
                N_("Add it under `lists:`, or write the choices out under `choices:`."),
            )


# Questions


def questions_well_placed(contents: Contents) -> Found:
    """An indicator has one question that takes its id, or several with ids of their own."""
    for indicator in contents.indicators:
        one, several = "question" in indicator, "questions" in indicator
        if one == several:
            yield contents.problem(
                "question-form",
                indicator,
                "questions" if several else "id",
                N_('Indicator "{id}" has both `question` and `questions`.')
                if several
                else N_('Indicator "{id}" has no question.'),
                N_("Write `question:` for one question, or `questions:` for a list of several."),
                at_key=several,
                id=indicator["id"],
            )
        elif one and indicator["question"].get("id", indicator["id"]) != indicator["id"]:
            yield contents.problem(
                "question-form",
                indicator["question"],
                "id",
                N_('The only question of indicator "{id}" takes the indicator\'s id.'),
                N_("Remove this line."),
                id=indicator["id"],
            )
    for asked in contents.all_asked:
        alone = asked.indicator is not None and "question" in asked.indicator
        if not alone and "id" not in asked.raw:
            yield contents.problem(
                "question-form",
                asked.raw,
                None,
                N_("This question has no id."),
                N_("Give it one, in quotes; it is fixed for ever, because answers are kept by it."),
            )


def questions_have_texts(contents: Contents) -> Found:
    """A question says what it asks; cases say what they are called."""
    for asked in contents.all_asked:
        key = "title" if asked.type == "cases" else "text"
        if key not in asked.raw:
            yield contents.problem(
                "missing-text",
                asked.raw,
                "type",
                N_("This question has no `{key}`."),
                N_("Write what people read."),
                key=key,
            )


# The fields that any question may have, and for each type those it must and may have besides.
_COMMON_FIELDS = frozenset(
    {
        "id",
        "instruction",
        "may_not_apply",
        "renamed_from",
        "required",
        "text",
        "type",
        "weight",
        "when",
    }
)
_TYPE_FIELDS: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "levels": (("levels",), frozenset()),
    "yes_no": ((), frozenset({"good"})),
    "number": ((), frozenset({"unit", "whole", "least", "most"})),
    "share": (("part", "whole"), frozenset({"unit"})),
    "choice": ((), frozenset({"choices", "list", "other", "none"})),
    "choices": ((), frozenset({"choices", "list", "other", "none", "least", "most"})),
    "date": ((), frozenset()),
    "text": ((), frozenset()),
    "list": ((), frozenset({"least", "most", "unit"})),
    "table": (("columns",), frozenset({"least", "most"})),
    "cases": (("repeat", "questions"), frozenset({"title"})),
}
_ASKED_NOW = frozenset({"levels", "yes_no", "number", "share"})


def fields_fit_types(contents: Contents) -> Found:
    """A question has the fields of its type and no others."""
    for asked in contents.all_asked:
        raw, kind = asked.raw, asked.type
        needed, allowed = _TYPE_FIELDS[kind]
        for key in needed:
            if key not in raw:
                text = N_("A question of the type {type} needs `{key}`.")
                hint = N_("Add it, or choose another type.")
                yield contents.problem("missing-field", raw, "type", text, hint, type=kind, key=key)
        for key in raw:
            if key not in _COMMON_FIELDS and key not in allowed and key not in needed:
                text = N_("A question of the type {type} has no `{key}`.")
                hint = N_("Remove it, or choose the type it belongs to.")
                yield contents.problem(
                    "field-not-for-type", raw, key, text, hint, at_key=True, type=kind, key=key
                )
        yield from _fields_make_sense(contents, raw, kind)


def _fields_make_sense(contents: Contents, raw: Plain, kind: str) -> Found:
    if kind in {"choice", "choices"} and ("choices" in raw) == ("list" in raw):
        text = N_("A question of the type {type} needs either `choices` or `list`.")
        hint = N_("Write the choices out, or name one of the `lists:`.")
        yield contents.problem("missing-field", raw, "type", text, hint, type=kind)
    whole = raw.get("whole")
    if kind == "number" and isinstance(whole, str):
        text = N_("`whole` of a number is true or false.")
        hint = N_("Write true, without quotes, if only whole numbers are allowed.")
        yield contents.problem("field-not-for-type", raw, "whole", text, hint)
    if kind == "share" and isinstance(whole, bool):
        text = N_("`whole` of a share is what the whole is called.")
        hint = N_("Write a text, such as All income.")
        yield contents.problem("field-not-for-type", raw, "whole", text, hint)
    if "least" in raw and "most" in raw and exact(raw["least"]) > exact(raw["most"]):
        text = N_("The least, {least}, is more than the most, {most}.")
        hint = N_("Exchange the two.")
        yield contents.problem(
            "range-reversed", raw, "most", text, hint, least=raw["least"], most=raw["most"]
        )


def types_of_later_versions(contents: Contents) -> Found:
    """Some types have their place in the format but cannot be asked yet; the set still loads."""
    hint = N_("The rest of the set works; answers to this are not asked for.")
    for asked in contents.all_asked:
        if asked.type not in _ASKED_NOW:
            yield contents.problem(
                "type-not-yet",
                asked.raw,
                "type",
                N_("This version cannot ask questions of the type {type} yet."),
                hint,
                severity=Severity.WARNING,
                type=asked.type,
            )
    for indicator in contents.indicators:
        measure = indicator.get("measure", {})
        if "months_between" in measure:
            yield contents.problem(
                "type-not-yet",
                measure,
                "months_between",
                N_("This version cannot count the months between two answers yet."),
                hint,
                severity=Severity.WARNING,
                at_key=True,
            )


# Levels, bands, measures and points


def levels_earn_points(contents: Contents) -> Found:
    """Levels that say their points say all of them, never fall, and end at what is on offer."""
    for asked in contents.all_asked:
        if asked.type == "levels" and "levels" in asked.raw:
            yield from _level_points(contents, asked.raw["levels"], _points_on_offer(asked))
    for indicator in contents.indicators:
        if "bands" in indicator:
            yield from _level_points(contents, indicator["bands"], exact(indicator["points"]))


def _points_on_offer(asked: Asked) -> Fraction:
    if asked.indicator is None:
        return Fraction(0)
    points = exact(asked.indicator["points"])
    several = asked.indicator.get("questions", [asked.raw])
    weights: int = sum(question.get("weight", 1) for question in several)
    return points * asked.raw.get("weight", 1) / weights if len(several) > 1 else points


def _level_points(contents: Contents, levels: list[Plain], on_offer: Fraction) -> Found:
    saying = [level for level in levels if "points" in level]
    if not saying:
        return
    if len(saying) < len(levels):
        silent = next(level for level in levels if "points" not in level)
        yield contents.problem(
            "level-points",
            silent,
            None,
            N_("Other levels say their points, and this one does not."),
            N_("Give every level its points, or none: then they share the points evenly."),
        )
        return
    earned = [exact(level["points"]) for level in levels]
    for number in range(1, len(levels)):
        if earned[number] < earned[number - 1]:
            yield contents.problem(
                "level-points",
                levels[number],
                "points",
                N_("Level {number} earns less than the level below it."),
                N_("Points rise from level to level, or stay the same."),
                number=number,
            )
            return
    if earned[-1] != on_offer:
        yield contents.problem(
            "level-points",
            levels[-1],
            "points",
            N_("The highest level earns {earned} points, and {points} are on offer."),
            N_("Let the highest level earn all points that the question can earn."),
            earned=earned[-1],
            points=on_offer,
        )


def points_add_up(contents: Contents) -> Found:
    """The points of the indicators add up to those that the set declares."""
    if "points" not in contents.about:
        return
    declared = exact(contents.about["points"])
    total = sum((exact(indicator["points"]) for indicator in contents.indicators), Fraction(0))
    if total != declared:
        yield contents.problem(
            "points-sum",
            contents.about,
            "points",
            N_("The set declares {declared} points, and its indicators have {total} together."),
            N_("Correct the points of an indicator, or the number here."),
            declared=declared,
            total=total,
        )


def points_can_be_earned(contents: Contents) -> Found:
    """Where points are on offer something turns the answers into levels."""
    for indicator in contents.indicators:
        if not exact(indicator["points"]) or "measure" in indicator or "bands" in indicator:
            if "measure" in indicator and "bands" not in indicator and exact(indicator["points"]):
                yield _no_scale(contents, indicator, indicator["measure"], None)
            continue
        for raw in indicator.get("questions", ()):
            if raw["type"] not in {"levels", "yes_no"}:
                yield _no_scale(contents, indicator, raw, "type")
        only = indicator.get("question")
        if only is not None and only["type"] not in {"levels", "yes_no"}:
            yield _no_scale(contents, indicator, only, "type")


def _no_scale(contents: Contents, indicator: Plain, holder: Plain, key: str | None) -> Problem:
    return contents.problem(
        "no-scale",
        holder,
        key,
        N_('Indicator "{id}" has {points} points, and nothing turns this answer into a level.'),
        N_("Add `bands:` to the indicator, or give it 0 points."),
        id=indicator["id"],
        points=exact(indicator["points"]),
    )
