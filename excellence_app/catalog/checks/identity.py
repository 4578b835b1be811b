"""What things are called: ids, names of files, dates, and ids that are used no more."""

from collections.abc import Iterable
from datetime import date

from excellence_app.catalog.checks.label_rules import KINDS
from excellence_app.catalog.contents import Contents, Found, flat_rules
from excellence_app.catalog.yaml_source import Plain
from excellence_app.domain.criteria import ILLUSTRATIVE
from excellence_app.domain.messages import N_

# Names that Windows keeps for devices, with any ending.
_DEVICES = frozenset(
    {"aux", "con", "nul", "prn"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


_RESERVED_IDS = frozenset({"profile", "set"})


_RESERVED_SOURCES = frozenset({ILLUSTRATIVE, "official", "own"})


def set_id(contents: Contents) -> Found:
    """Check that the id of a set is its file's name, and a name with a dot is a translation's."""
    about = contents.about
    identity = about["id"]
    if "." in identity:
        yield contents.problem(
            "set-id",
            contents.at(about, "id"),
            N_('The id of a set has no dot, and "{id}" has one.'),
            N_("A file name with a dot, such as my-set.de.yaml, is that of a translation."),
            id=identity,
        )
    elif contents.stem is not None and identity != contents.stem:
        yield contents.problem(
            "set-id",
            contents.at(about, "id"),
            N_('The set calls itself "{id}", and its file "{stem}".'),
            N_("Rename the file, or write the file's name here; both must be the same."),
            id=identity,
            stem=contents.stem,
        )


def reserved_ids(contents: Contents) -> Found:
    """Check that a few words cannot be ids, because something else has that name."""
    hint = N_("Choose another id.")
    if contents.about["id"].casefold() in _DEVICES:
        text = N_('A file cannot be called "{id}" on every computer.')
        identity = contents.about["id"]
        yield contents.problem(
            "reserved-id", contents.at(contents.about, "id"), text, hint, id=identity
        )
    named = [*contents.indicators, *contents.sections, *(a.raw for a in contents.asked)]
    for raw in named:
        if raw.get("id") in _RESERVED_IDS:
            text = N_('"{id}" is reserved for questions about the cluster itself.')
            yield contents.problem("reserved-id", contents.at(raw, "id"), text, hint, id=raw["id"])
    for key in contents.sources:
        if key in _RESERVED_SOURCES:
            text = N_('"{id}" cannot be a source, because it says what a value is worth.')
            yield contents.problem(
                "reserved-id", contents.at_key(contents.sources, key), text, hint, id=key
            )
    kinds = KINDS
    for _, rule, _ in contents.rules():
        if rule.get("kind") == "declared" and rule.get("id") in kinds:
            text = N_('"{id}" is a kind of label rule and cannot be the id of a statement.')
            yield contents.problem(
                "reserved-id", contents.at(rule, "id"), text, hint, id=rule["id"]
            )


def duplicate_ids(contents: Contents) -> Found:
    """Check that nothing in a set has the id of another thing of its kind."""
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
        if extra and "list" in raw:
            yield from _in_the_list(contents, raw, extra)
        for column in raw.get("columns", ()):
            yield from _duplicates(contents, column.get("choices", ()))
        yield from _duplicates(contents, raw.get("columns", ()))
        if asked.type == "cases":
            yield from _duplicates(contents, raw.get("questions", ()))
    for label in contents.labels:
        declared = [
            rule for rule in flat_rules(label["requires"]) if rule.get("kind") == "declared"
        ]
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
                contents.at(part, "id"),
                N_('The id "{id}" is used a second time; the first is in line {line}.'),
                N_("Give one of the two another id, and change what refers to it."),
                id=part["id"],
                line=contents.tree.position(earlier, "id").line,
            )


def _in_the_list(contents: Contents, raw: Plain, extra: Iterable[Plain]) -> Found:
    known = contents.choice_ids(raw)
    for choice in extra:
        if choice["id"] in known:
            text = N_('The list "{list}" has a choice with the id "{id}" already.')
            hint = N_("Give this choice another id.")
            place = contents.at(choice, "id")
            yield contents.problem(
                "duplicate-id", place, text, hint, list=raw["list"], id=choice["id"]
            )


def real_dates(contents: Contents) -> Found:
    """Check that dates are in the calendar, and a validity ends after it begins."""
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
                contents.at(holder, key),
                N_("The calendar has no {date}."),
                N_("Check the day and the month; they stand in the order year, month, day."),
                date=holder[key],
            )
    both = "valid_from" in about and "valid_to" in about
    if sound and both and about["valid_from"] > about["valid_to"]:
        yield contents.problem(
            "range-reversed",
            contents.at(about, "valid_to"),
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
    """Check that a set asks at least one question."""
    if not contents.asked and not contents.indicators:
        yield contents.problem(
            "nothing-asked",
            contents.at_key(contents.data, "set"),
            N_("This set has neither indicators nor sections, so it asks nothing."),
            N_("Add `indicators:` with at least one, or `sections:` of a survey."),
        )


def retired_ids_agree(contents: Contents) -> Found:
    """Check that retired ids are used no more, and what they became is here and says so."""
    used = {*contents.indicator_by_id, *contents.question_by_id}
    retired = {entry["id"]: entry for entry in contents.retired}
    for entry in contents.retired:
        if entry["id"] in used:
            text = N_('"{id}" is retired, and the set still uses it.')
            hint = N_("An id is never used again for something else; choose a new one.")
            yield contents.problem(
                "retired-in-use", contents.at(entry, "id"), text, hint, id=entry["id"]
            )
        became = entry.get("became", [])
        for index, word in enumerate(became):
            if word not in used and word not in retired:
                yield contents.unknown(
                    "renamed-disagrees",
                    contents.at(became, index),
                    word,
                    sorted(used),
                    N_('"{id}" is said to have become "{word}", which is not in this set.'),
                    N_("Correct the id, or leave `became` away if nothing took its place."),
                    id=entry["id"],
                )
    for raw in [*contents.indicators, *(asked.raw for asked in contents.all_asked)]:
        old = raw.get("renamed_from")
        new = raw.get("id")
        if old is not None and new not in retired.get(old, {}).get("became", ()):
            yield contents.unknown(
                "renamed-disagrees",
                contents.at(raw, "renamed_from"),
                old,
                [key for key in retired if key != old],
                N_('This was renamed from "{word}", and `retired:` does not say so.'),
                N_("Add the old id under `retired:`, with a `became` that names the new one."),
            )


def next_edition_moves_known_ids(contents: Contents) -> Found:
    """Check that what moves in the next edition is in this one."""
    moved = contents.about.get("next_edition", {}).get("moved", {})
    used = {*contents.indicator_by_id, *contents.question_by_id}
    for word in moved:
        if word not in used:
            yield contents.unknown(
                "unknown-question",
                contents.at_key(moved, word),
                word,
                sorted(used),
                N_('"{word}" is said to move in the next edition, and it is not in this set.'),
                N_("Name an indicator or a question of this set."),
            )
