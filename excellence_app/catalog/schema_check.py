"""JSON Schema violations become problems in plain words.

`conversion.py` first turns plain scalars into what the schema asks for, then a quick validator
says whether the file keeps to the contract, and only of what it refuses a slow one says why.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from excellence_app.catalog.conversion import convert
from excellence_app.catalog.schema_forms import FORMS, kind_of_pattern
from excellence_app.catalog.schemas import (
    CRITERIA_SCHEMA,
    gate,
    part_at_top,
    part_gate,
    reference_validator,
)
from excellence_app.catalog.showing import shown
from excellence_app.catalog.yaml_source import (
    MAX_PROBLEMS,
    Plain,
    SourceTree,
    Value,
)
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.domain.problems import Position, Problem, Severity, did_you_mean

CODES = frozenset(
    {
        "format-version",
        "unknown-key",
        "missing-key",
        "empty-value",
        "wrong-type",
        "unknown-word",
        "bad-id",
        "bad-number",
        "bad-date",
        "bad-form",
        "out-of-range",
        "too-few",
        "too-many",
        "text-too-long",
    }
)
LONGEST_LIST = 10_000  # the greatest `maxItems` of the schemas
MOST_SUGGESTIONS = 100  # for the names of one group
Path = tuple[str | int, ...]


def check(tree: SourceTree, name: str = CRITERIA_SCHEMA) -> tuple[Problem, ...]:
    """Convert the scalars of `tree` in place and return where it breaks the schema `name`."""
    convert(tree, name)
    if gate(name).is_valid(tree.data):
        return ()
    return tuple(_Explanation(tree, name).problems())


class _Violation(NamedTuple):
    """One finding of jsonschema: keyword, its value, the path of the instance, and both sides."""

    keyword: str
    wanted: Any
    path: Path
    instance: Value
    part: Plain
    of_name: bool

    @classmethod
    def of(cls, error: Value, path: Path) -> "_Violation":
        """Return what one of jsonschema's errors says about the instance at `path`."""
        return cls(
            keyword=error.validator,
            wanted=error.validator_value,
            path=path,
            instance=error.instance,
            part=error.schema,
            of_name="propertyNames" in error.absolute_schema_path,
        )


class _Explanation:
    """Says in plain words where one file breaks its schema."""

    def __init__(self, tree: SourceTree, name: str) -> None:
        self._tree = tree
        self._name = name

    def problems(self) -> list[Problem]:
        """Return one problem for each mistake, in no particular order."""
        by_path: dict[tuple[Path, bool, Any], list[_Violation]] = {}
        for count, found in enumerate(self._violations()):
            name = found.instance if found.of_name else None
            by_path.setdefault((found.path, found.of_name, name), []).append(found)
            if count >= MAX_PROBLEMS:
                break
        problems: list[Problem] = []
        for (path, _, _), found_here in by_path.items():
            keywords = {found.keyword for found in found_here}
            if "type" in keywords:  # nothing else said about this value means anything
                problems += [self._explain(f) for f in found_here if f.keyword == "type"]
                continue
            if keywords & {"required", "additionalProperties"}:
                problems += self._explain_keys(path, found_here[0])
            rest = [f for f in found_here if f.keyword not in {"required", "additionalProperties"}]
            problems += [self._explain(found) for found in rest[:1]]
        other_format = [p for p in problems if p.code == "format-version"]
        return other_format or problems

    def _violations(self) -> Iterator[_Violation]:
        """Yield jsonschema's findings, looking closely only at the entries that are at fault.

        jsonschema takes some hundred times as long as the gate, so it gets to see
        only those entries of the long lists and groups that do not pass the gate.
        """
        data = self._tree.data
        validator = reference_validator(self._name)
        if not isinstance(data, dict):
            yield from (
                _Violation.of(error, tuple(error.absolute_path))
                for error in validator.iter_errors(data)
            )
            return
        seen, places = {}, {}
        for key, value in data.items():
            seen[key] = value
            part = part_at_top(self._name, key)
            if (
                isinstance(value, dict)
                and "additionalProperties" in part
                and not part.get("properties")
            ):
                gate = part_gate(self._name, key)
                seen[key] = {k: v for k, v in value.items() if not gate.is_valid({k: v})}
            elif isinstance(value, list) and len(value) <= part.get("maxItems", 0):
                gate = part_gate(self._name, key)
                places[key] = [n for n, item in enumerate(value) if not gate.is_valid([item])]
                seen[key] = [value[n] for n in places[key]]
        for error in validator.iter_errors(_cut(seen)):
            path = tuple(error.absolute_path)
            if len(path) > 1 and path[0] in places:
                path = (path[0], places[path[0]][path[1]], *path[2:])
            yield _Violation.of(error, path)

    def _problem(
        self,
        code: str,
        place: Position,
        text: str,
        hint: str,
        values: dict[str, MessageValue],
        suggestion: str | None = None,
    ) -> Problem:
        return Problem(
            code,
            Severity.ERROR,
            Message(text, values),
            self._tree.file,
            place,
            hint=Message(hint, values),
            suggestion=suggestion,
        )

    def _explain_keys(self, path: Path, found: _Violation) -> Iterator[Problem]:
        """Explain missing and unknown keys of one group; a misspelt key is both, said once."""
        group: Plain = self._at(path)  # not the instance, which may be the pruned one
        known = found.part.get("properties", {})
        missing = [key for key in found.part.get("required", ()) if key not in group]
        absent = [key for key in known if key not in group]
        extras = [key for key in group if key not in known]
        if found.part.get("additionalProperties") is not False:
            extras = []
        values: dict[str, MessageValue]
        for number, key in enumerate(extras[:MAX_PROBLEMS]):
            meant = None
            if number < MOST_SUGGESTIONS:
                meant = did_you_mean(key, missing) or did_you_mean(key, absent)
            if meant in missing:
                missing.remove(meant)
            values = {"key": shown(key), "keys": ", ".join(known)}
            place = self._tree.key_position(group, key)
            text = N_('"{key}" is not known here.')
            hint = N_("Known here: {keys}.")
            yield self._problem("unknown-key", place, text, hint, values, meant)
        where = self._tree.position_at(list(path))
        for key in missing:
            values = {"key": key}
            text = N_('"{key}" is missing here.')
            hint = N_("Add a line that begins with `{key}:`.")
            yield self._problem("missing-key", where, text, hint, values)

    def _explain(self, found: _Violation) -> Problem:
        names = [step for step in found.path if isinstance(step, str)]
        key = names[-1] if names else ""
        if found.of_name:
            group = self._at(found.path)
            place = self._tree.key_position(group, found.instance)
        else:
            place = self._tree.position_at(list(found.path))
        values: dict[str, MessageValue] = {"key": shown(key)}
        if not isinstance(found.instance, dict | list):
            values["value"] = shown(found.instance)
        elif found.keyword in {"enum", "const"}:
            found = found._replace(keyword="type", wanted="string")
        if not found.of_name and found.instance == "" and not self._is_quoted(found.path):
            text = N_('Nothing stands after "{key}".')
            hint = N_("Write the value behind the colon, or remove the line.")
            return self._problem("empty-value", place, text, hint, values)
        return BY_KEYWORD[found.keyword](self, found, place, values)

    def _at(self, path: Path) -> Value:
        value = self._tree.data
        for step in path:
            value = value[step]
        return value

    def _is_quoted(self, path: Path) -> bool:
        return bool(path) and self._tree.is_quoted(self._at(path[:-1]), path[-1])

    def _explain_type(
        self, found: _Violation, place: Position, values: dict[str, MessageValue]
    ) -> Problem:
        wanted = [found.wanted] if isinstance(found.wanted, str) else list(found.wanted)
        if not found.path:
            text = N_("A criteria file is a group of entries such as `format: 1`.")
            hint = N_("The smallest criteria set is shown in docs/criteria-format.md.")
        elif "object" in wanted:
            text = N_('A group of entries belongs at "{key}".')
            hint = N_("Write entries such as `title: Something` below it.")
        elif "array" in wanted:
            text = N_('A list belongs at "{key}".')
            hint = N_("Begin each item with a dash and a space, or write [one, two].")
        elif wanted == ["boolean"]:
            text = N_('"{key}" is either true or false.')
            hint = N_("Write true or false, without quotes.")
        elif wanted == ["integer"]:
            text = N_('"{key}" needs a whole number.')
            hint = N_("Write it in digits and without quotes, such as 5.")
        else:
            text = N_('A single text or number belongs at "{key}".')
            hint = N_("If the text holds a colon, a bracket or a brace, put it in quotes.")
        return self._problem("wrong-type", place, text, hint, values)

    def _explain_word(
        self, found: _Violation, place: Position, values: dict[str, MessageValue]
    ) -> Problem:
        words = [str(word) for word in found.wanted]
        values["words"] = ", ".join(words)
        text = N_('"{value}" is not a word that "{key}" knows.')
        hint = N_("Known here: {words}.")
        meant = did_you_mean(str(found.instance), words)
        return self._problem("unknown-word", place, text, hint, values, meant)

    def _explain_format(
        self, _found: _Violation, place: Position, values: dict[str, MessageValue]
    ) -> Problem:
        text = N_("This file says format {value}, and this program reads format 1.")
        hint = N_("Write `format: 1`, or use a newer version of the program.")
        return self._problem("format-version", place, text, hint, values)

    def _explain_pattern(
        self, found: _Violation, place: Position, values: dict[str, MessageValue]
    ) -> Problem:
        code, text, hint = FORMS[kind_of_pattern(self._name, found.wanted)]
        return self._problem(code, place, text, hint, values)

    def _explain_length(
        self, found: _Violation, place: Position, values: dict[str, MessageValue]
    ) -> Problem:
        if found.keyword == "minLength":
            text = N_('The text of "{key}" is empty.')
            hint = N_("Write the text, or remove the line.")
            return self._problem("empty-value", place, text, hint, values)
        values["most"] = found.wanted
        values["count"] = len(found.instance)
        text = N_('The text of "{key}" has {count} characters; {most} are allowed.')
        hint = N_("Shorten it.")
        return self._problem("text-too-long", place, text, hint, values)

    def _explain_range(
        self, found: _Violation, place: Position, values: dict[str, MessageValue]
    ) -> Problem:
        values["bound"] = found.wanted
        if found.keyword == "minimum":
            text = N_('"{key}" is at least {bound}, and {value} stands here.')
        else:
            text = N_('"{key}" is at most {bound}, and {value} stands here.')
        return self._problem(
            "out-of-range", place, text, N_("Enter a number in this range."), values
        )

    def _explain_count(
        self, found: _Violation, place: Position, values: dict[str, MessageValue]
    ) -> Problem:
        values["bound"] = found.wanted
        values["count"] = len(self._at(found.path))
        if found.keyword in {"minItems", "minProperties"}:
            text = N_('"{key}" needs at least {bound} entries and has {count}.')
            hint = N_("Add what is missing, or remove it as a whole.")
            return self._problem("too-few", place, text, hint, values)
        text = N_('"{key}" may have {bound} entries and has {count}.')
        hint = N_("Remove what is not needed.")
        return self._problem("too-many", place, text, hint, values)


BY_KEYWORD: dict[
    str, Callable[[_Explanation, _Violation, Position, dict[str, MessageValue]], Problem]
] = {
    "type": _Explanation._explain_type,  # noqa: SLF001 - a table of its own methods
    "enum": _Explanation._explain_word,  # noqa: SLF001 - the table of the class just above
    "const": _Explanation._explain_format,  # noqa: SLF001 - the table of the class just above
    "pattern": _Explanation._explain_pattern,  # noqa: SLF001 - the table of the class just above
    "minLength": _Explanation._explain_length,  # noqa: SLF001 - the table of the class just above
    "maxLength": _Explanation._explain_length,  # noqa: SLF001 - the table of the class just above
    "minimum": _Explanation._explain_range,  # noqa: SLF001 - the table of the class just above
    "maximum": _Explanation._explain_range,  # noqa: SLF001 - the table of the class just above
    "minItems": _Explanation._explain_count,  # noqa: SLF001 - the table of the class just above
    "maxItems": _Explanation._explain_count,  # noqa: SLF001 - the table of the class just above
    "minProperties": _Explanation._explain_count,  # noqa: SLF001 - the table of the class just above
    "maxProperties": _Explanation._explain_count,  # noqa: SLF001 - the table of the class just above
}


def _cut(value: Value) -> Value:
    """Return a copy whose lists end one item behind the longest that is allowed anywhere."""
    if isinstance(value, list):
        return [_cut(item) for item in value[: LONGEST_LIST + 1]]
    if isinstance(value, dict):
        return {key: _cut(item) for key, item in value.items()}
    return value
