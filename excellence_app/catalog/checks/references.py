"""Whoever names something by its id names something that is in the set."""

from collections.abc import Iterator
from itertools import chain

from excellence_app.catalog import shipped_lists
from excellence_app.catalog.contents import Contents, Found, alternatives
from excellence_app.catalog.yaml_source import Plain
from excellence_app.domain.criteria import ILLUSTRATIVE
from excellence_app.domain.messages import N_


def dimensions_exist(contents: Contents) -> Found:
    """Check that each indicator belongs to a dimension of the set."""
    known = [dimension["id"] for dimension in contents.dimensions]
    exists = frozenset(known)
    for indicator in contents.indicators:
        if indicator["dimension"] not in exists:
            yield contents.unknown(
                "unknown-dimension",
                contents.at(indicator, "dimension"),
                indicator["dimension"],
                known,
                N_('Indicator "{id}" belongs to dimension "{word}", which is not in this set.'),
                N_("Add the dimension under `dimensions:`, or correct the id."),
                id=indicator["id"],
            )


def labels_exist(contents: Contents) -> Found:
    """Check that thresholds, scopes and label rules name labels of the set."""
    known = contents.label_ids
    exists = frozenset(known)
    hint = N_("Add the label under `labels:`, or correct the id.")
    for indicator in contents.indicators:
        thresholds = indicator.get("thresholds", {})
        for label in thresholds:
            if label not in exists:
                yield contents.unknown(
                    "unknown-label",
                    contents.at_key(thresholds, label),
                    label,
                    known,
                    N_('Indicator "{id}" has a threshold for "{word}", which is no label here.'),
                    hint,
                    id=indicator["id"],
                )
        scope = indicator.get("in_scope_of", [])
        for index, label in enumerate(scope):
            if label not in exists:
                yield contents.unknown(
                    "unknown-label",
                    contents.at(scope, index),
                    label,
                    known,
                    N_('Indicator "{id}" is in the scope of "{word}", which is no label here.'),
                    hint,
                    id=indicator["id"],
                )
    for label, rule, _ in contents.rules():
        for key in ("label", "since", "scope"):
            if key in rule and rule[key] not in exists:
                yield contents.unknown(
                    "unknown-label",
                    contents.at(rule, key),
                    rule[key],
                    known,
                    N_('A rule of "{id}" refers to "{word}", which is no label here.'),
                    hint,
                    id=label["id"],
                )


def evidence_exists(contents: Contents) -> Found:
    """Check that levels, bands and actions name kinds of evidence of the set."""
    known = contents.evidence
    for words in _evidence_lists(contents):
        for index, word in enumerate(words):
            if word not in known:
                yield contents.unknown(
                    "unknown-evidence",
                    contents.at(words, index),
                    word,
                    list(known),
                    N_('"{word}" is no kind of evidence of this set.'),
                    N_("Add it under `evidence:` with a title, or correct the id."),
                )


def _evidence_lists(contents: Contents) -> Iterator[list[str]]:
    for asked in contents.all_asked:
        for level in asked.raw.get("levels", ()):
            if "evidence" in level:
                yield level["evidence"]
    for indicator in contents.indicators:
        for holder in alternatives(indicator):
            for band in holder.get("bands", ()):
                if "evidence" in band:
                    yield band["evidence"]
    for action in contents.actions:
        if "yields" in action:
            yield action["yields"]


def sources_exist(contents: Contents) -> Found:
    """Check that whoever names a source names one of the set."""
    known = contents.sources
    for holder, key in _source_references(contents):
        word = holder[key]
        if word not in known:
            yield contents.unknown(
                "unknown-source",
                contents.at(holder, key),
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
    holders: list[Plain] = [*contents.glossary, *contents.tally.get("notes", ())]
    for indicator in contents.indicators:
        holders += indicator.get("thresholds", {}).values()
    for label in contents.labels:
        holders += [*label.get("steps", ()), *label.get("prices", ())]
    holders += [rule for _, rule, _ in contents.rules()]
    yield from ((holder, "source") for holder in holders if "source" in holder)


def _parts_with_provenance(contents: Contents) -> list[Plain]:
    groups = (contents.dimensions, contents.indicators, contents.sections)
    return [contents.about, *chain(*groups), *contents.labels, *contents.actions]


def provenance_names_values(contents: Contents) -> Found:
    """Check that under `provenance` stand names of values, or paths of texts, that are there."""
    for part in _parts_with_provenance(contents):
        values = part.get("provenance")
        if values is None:
            continue
        known = [key for key in part if key != "provenance"]
        known += [key for key in part.get("question", ()) if key not in part]
        for name in values:
            if name not in known and not _is_text_below(part, name):
                yield contents.unknown(
                    "unknown-value",
                    contents.at_key(values, name),
                    name,
                    known,
                    N_('A source is given for "{word}", and there is no such value beside it.'),
                    N_("Name a value that stands in the same group, such as title or points."),
                )


def _is_text_below(part: Plain, path: str) -> bool:
    """Return whether a path such as `levels/0/to_next/why` leads to a text of an entry."""
    question = part.get("question", {})
    levels = part.get("bands") or question.get("levels", [])
    found: object = part | {"levels": levels}
    for step in path.split("/"):
        if isinstance(found, list):
            groups = [entry for entry in found if isinstance(entry, dict)]
            names = {entry.get("id", entry.get("kind")): entry for entry in groups}
            names |= {str(index): entry for index, entry in enumerate(found)}
            found = names.get(step)
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return "/" in path and isinstance(found, str)


def official_needs_sources(contents: Contents) -> Found:
    """Check that a set that calls itself official names the source of every value."""
    about = contents.about
    if about.get("status") != "official":
        return
    hint = N_("Name the official text under `sources:`, or set the status to illustrative.")
    if contents.data.get("default_provenance", ILLUSTRATIVE) == ILLUSTRATIVE:
        yield contents.problem(
            "official-without-source",
            contents.at(about, "status"),
            N_("This set calls itself official, and its values are illustrative by default."),
            hint,
        )
    for part in _parts_with_provenance(contents):
        values = part.get("provenance", {})
        for name in values:
            if values[name] == ILLUSTRATIVE:
                text = N_('This set calls itself official, and "{name}" is illustrative.')
                yield contents.problem(
                    "official-without-source", contents.at(values, name), text, hint, name=name
                )


def actions_exist(contents: Contents) -> Found:
    """Check that what an action needs is an action of the set, and what it lifts an indicator."""
    for action in contents.actions:
        needs = action.get("needs", [])
        for index, word in enumerate(needs):
            if word not in contents.action_by_id:
                yield contents.unknown(
                    "unknown-action",
                    contents.at(needs, index),
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
                    contents.at(lift, "indicator"),
                    lift["indicator"],
                    list(contents.indicator_by_id),
                    N_('Action "{id}" lifts "{word}", which is no indicator of this set.'),
                    N_("Correct the id; it is the one at the indicator's `id:`."),
                    id=action["id"],
                )


def lists_exist(contents: Contents) -> Found:
    """Check that a named list of choices is one of the set."""
    known = [*contents.lists, *shipped_lists.NAMES]
    holders: list[Plain] = []
    for asked in contents.all_asked:
        holders += [asked.raw, *asked.raw.get("columns", ())]
    for holder in holders:
        if "list" in holder and holder["list"] not in known:
            yield contents.unknown(
                "unknown-list",
                contents.at(holder, "list"),
                holder["list"],
                known,
                N_('"{word}" is no list of choices of this set.'),
                N_("Add it under `lists:`, or write the choices out under `choices:`."),
            )
