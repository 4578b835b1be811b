"""A finished criteria set as JSON, and back again quickly.

What was loaded once is remembered column by column: for each class with many objects one list
for each field. A whole column is put into all objects by one call, without a line of Python for
each of them, which is why a remembered set loads in a fraction of the time that its file takes.
Never pickle: a snapshot can hold nothing but the classes named here.
"""

import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from itertools import repeat
from types import MappingProxyType
from typing import Any

from excellence_app.domain import conditions, criteria, levels, problems
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import Message
from excellence_app.domain.problems import Problem

# Classes with many objects, each behind those that its objects are made of.
_COLUMN_CLASSES: tuple[type[Any], ...] = (
    levels.LevelStep,
    levels.Level,
    levels.Band,
    levels.Threshold,
    criteria.Choice,
    criteria.Question,
    criteria.Indicator,
    criteria.Lift,
    criteria.Action,
)
_ROW_CLASSES: tuple[type[Any], ...] = (
    CriteriaSet,
    Message,
    Problem,
    conditions.All,
    conditions.AnyOf,
    conditions.Comparison,
    conditions.Not,
    criteria.Alternative,
    criteria.Dimension,
    criteria.EvidenceKind,
    criteria.Measure,
    criteria.Retired,
    criteria.Section,
    criteria.Source,
    criteria.TallyNote,
    criteria.TallyPlan,
    criteria.Term,
    levels.Label,
    levels.LabelStep,
    levels.Price,
    levels.Renewal,
    levels.Requirement,
    levels.Validity,
    problems.Position,
)
_ENUMS: tuple[type[Enum], ...] = (
    conditions.ComparisonWord,
    criteria.Cost,
    criteria.MeasureKind,
    criteria.QuestionType,
    criteria.SetStatus,
    criteria.SourceKind,
    levels.RequirementKind,
    problems.Severity,
)
_COLUMNS = MappingProxyType({cls.__name__: cls for cls in _COLUMN_CLASSES})
_ROWS = MappingProxyType({cls.__name__: cls for cls in _ROW_CLASSES})
_NAMED_ENUMS = MappingProxyType({cls.__name__: cls for cls in _ENUMS})
_FIELDS = MappingProxyType(
    {cls: tuple(f.name for f in fields(cls)) for cls in _COLUMN_CLASSES + _ROW_CLASSES}
)
# Fields that hold objects of the class that they belong to.
_OF_THEIR_OWN = MappingProxyType({criteria.Question: ("columns", "questions")})
_PLAIN = (str, int, bool, type(None))
_CHECKSUM = 64  # letters of a SHA-256

Json = Any


def encode(loaded: CriteriaSet, warnings: Sequence[Problem], counts: Sequence[int] = ()) -> bytes:
    """Return a criteria set, the warnings about its file and some figures as bytes."""
    writer = _Writer()
    root = [writer.value(loaded), writer.value(tuple(warnings)), list(counts)]
    parts = {"tables": writer.tables(), "root": root}
    body = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return sha256(body).hexdigest().encode() + body


def decode(remembered: bytes) -> tuple[CriteriaSet, tuple[Problem, ...], tuple[int, ...]] | None:
    """Return what `encode` was given, or none for bytes that are damaged or of another version."""
    checksum, body = remembered[:_CHECKSUM], remembered[_CHECKSUM:]
    if sha256(body).hexdigest().encode() != checksum:
        return None
    try:
        parts = json.loads(body)
        reader = _Reader(parts["tables"])
        loaded, warnings, counts = parts["root"]
        return reader.value(loaded), reader.value(warnings), tuple(counts)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):  # of another version
        return None


class _Writer:
    """Collects the objects of each column class in the order in which they are met."""

    def __init__(self) -> None:
        self._objects: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
        self._places: dict[int, int] = {}  # of tuples, by identity: some have two owners

    def value(self, value: object) -> Json:
        """Return one value as JSON: plain scalars as they are, all else as [kind, content]."""
        match value:
            case str() | bool() | None:
                return value
            case Enum():
                return ["e", [type(value).__name__, value.value]]
            case int():
                return value
            case Fraction():
                return ["f", str(value)]
            case tuple():
                return self._tuple(value)
            case date():
                return ["y", value.isoformat()]
            case frozenset():
                return ["s", sorted(value)]
            case Mapping():
                return ["d", [[key, self.value(item)] for key, item in value.items()]]
        name = type(value).__name__
        if name in _COLUMNS:
            return ["i", [name, self._add_one(name, value)]]
        names = _FIELDS[type(value)]
        return ["o", [name, {field: self.value(getattr(value, field)) for field in names}]]

    def _tuple(self, values: tuple[Any, ...]) -> Json:
        name = type(values[0]).__name__ if values else ""
        if name in _COLUMNS:
            return ["r", [name, self._add(name, values), len(values)]]
        return ["t", [self.value(item) for item in values]]

    def _add(self, name: str, values: tuple[Any, ...]) -> int:
        """Return the row of the first of some objects, which are new rows or known ones."""
        rows = self._objects[name]
        first = self._places.setdefault(id(values), len(rows)) if values else 0
        if first == len(rows):
            rows += values
        return first

    def _add_one(self, name: str, value: object) -> int:
        rows = self._objects[name]
        rows.append(value)
        return len(rows) - 1

    def tables(self) -> Json:
        """Return every column of every class; owners first, for they bring in what they own."""
        made = {name: self._table(_COLUMNS[name]) for name in reversed(_COLUMNS)}
        return [[name, len(self._objects[name]), made[name]] for name in _COLUMNS]

    def _table(self, cls: type[Any]) -> Json:
        rows = self._objects[cls.__name__]
        for row in rows:  # which grows: questions may hold questions, and those are rows too
            for field in _OF_THEIR_OWN.get(cls, ()):
                self._add(cls.__name__, getattr(row, field))
        return [[field, self._column([getattr(o, field) for o in rows])] for field in _FIELDS[cls]]

    def _column(self, values: list[Any]) -> Json:
        kinds = {type(value) for value in values}
        if kinds <= {*_PLAIN}:
            constant = all(value is values[0] or value == values[0] for value in values)
            return ["=", values[0]] if values and constant and len(kinds) == 1 else ["v", values]
        owned = next((kind.__name__ for kind in kinds if kind.__name__ in _COLUMNS), None)
        if owned is not None:
            return ["o", [owned, [-1 if v is None else self._add_one(owned, v) for v in values]]]
        if kinds == {tuple}:
            owned = next((type(v[0]).__name__ for v in values if v), "")
            if owned in _COLUMNS:
                firsts = [self._add(owned, value) for value in values]
                return ["O", [owned, firsts, [len(value) for value in values]]]
        if kinds <= {tuple, Fraction, type(None)} or all(issubclass(kind, Enum) for kind in kinds):
            return ["t", self._distinct(values)]
        return ["x", [self.value(value) for value in values]]

    def _distinct(self, values: list[Any]) -> Json:
        """Return the different values, and for each row the number of its own."""
        numbers: dict[Any, int] = {}
        places = [numbers.setdefault(value, len(numbers)) for value in values]
        return [[self.value(value) for value in numbers], places]


class _Reader:
    """Puts the objects of all classes together, those first of which others are made."""

    def __init__(self, tables: Json) -> None:
        self._objects: dict[str, list[Any]] = {}
        for name, count, columns in tables:
            cls = _COLUMNS[name]
            if tuple(field for field, _ in columns) != _FIELDS[cls]:
                raise ValueError(name)
            rows = self._objects[name] = [*map(object.__new__, repeat(cls, count))]
            for field, (kind, content) in columns:
                put = getattr(cls, field).__set__
                deque(map(put, rows, self._column(kind, content)), maxlen=0)

    def _column(self, kind: str, content: Json) -> Iterable[Any]:
        match kind:
            case "v":
                return content  # type: ignore[no-any-return]  # the column's kind says what it holds
            case "=":
                return repeat(content)
            case "o":
                name, places = content
                return map([*self._objects[name], None].__getitem__, places)
            case "O":
                name, firsts, lengths = content
                rows = self._objects[name]
                return [tuple(rows[a : a + n]) for a, n in zip(firsts, lengths, strict=True)]
            case "t":
                different, places = content
                return map([self.value(value) for value in different].__getitem__, places)
            case _:
                return [self.value(value) for value in content]

    def value(self, value: Json) -> Any:  # noqa: ANN401 - whatever was encoded
        """Return what `_Writer.value` was given."""
        if not isinstance(value, list):
            return value
        kind, content = value
        match kind:
            case "e":
                return _NAMED_ENUMS[content[0]](content[1])
            case "f":
                return Fraction(content)
            case "t":
                return tuple(self.value(item) for item in content)
            case "y":
                return date.fromisoformat(content)
            case "s":
                return frozenset(content)
            case "d":
                return {key: self.value(item) for key, item in content}
            case "i":
                return self._objects[content[0]][content[1]]
            case "r":
                name, first, count = content
                return tuple(self._objects[name][first : first + count])
        name, parts = content
        cls = _ROWS[name]
        if tuple(parts) != _FIELDS[cls]:
            raise ValueError(name)
        return cls(**{field: self.value(part) for field, part in parts.items()})
