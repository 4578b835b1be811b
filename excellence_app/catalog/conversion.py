"""Plain scalars become whole numbers and truth values where a schema asks for them."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from excellence_app.catalog.schemas import CRITERIA_SCHEMA, schema
from excellence_app.catalog.yaml_source import (
    Container,
    Plain,
    SourceTree,
    Value,
)

Step = Callable[[SourceTree, Container, str | int, Any], None]
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_TRUTHS = {"true": True, "false": False}


def convert(tree: SourceTree, name: str = CRITERIA_SCHEMA) -> None:
    """Turn plain scalars into whole numbers and truth values where the schema asks for them."""
    step = _converter(name)
    if step is not None:
        step(tree, [], 0, tree.data)


@cache
def _converter(name: str) -> Step | None:
    return _Compiler(schema(name)).step_for(schema(name))


class _Compiler:
    """Makes one function per part of a schema in which something may need converting."""

    def __init__(self, whole: Plain) -> None:
        self._definitions: Plain = whole["$defs"]
        self._made: dict[str, Step | None] = {}

    def step_for(self, part: Plain) -> Step | None:
        """Return what converts values of one part of the schema, none if nothing needs it."""
        if "$ref" in part:
            return self._definition(part["$ref"].rpartition("/")[2])
        kinds = part.get("type", ())
        if "array" in kinds:
            return self._list(part)
        if "object" in kinds:
            return self._group(part)
        if "pattern" in part or not {"integer", "boolean"} & {
            *([kinds] if isinstance(kinds, str) else kinds)
        }:
            return None  # where a pattern speaks for whole numbers too, text is as good
        return _scalar_step(integer="integer" in kinds, boolean="boolean" in kinds)

    def _definition(self, name: str) -> Step | None:
        if name not in self._made:

            def later(tree: SourceTree, holder: Container, key: str | int, value: Value) -> None:
                step = self._made[name]
                if step is not None:
                    step(tree, holder, key, value)

            self._made[name] = later  # for definitions that contain themselves
            self._made[name] = self.step_for(self._definitions[name])
        return self._made[name]

    def _list(self, part: Plain) -> Step | None:
        step = self.step_for(part["items"])
        if step is None:
            return None

        def convert_items(
            tree: SourceTree, _holder: Container, _key: str | int, value: Value
        ) -> None:
            if type(value) is list:
                for index, item in enumerate(value):
                    step(tree, value, index, item)

        return convert_items

    def _group(self, part: Plain) -> Step | None:
        found = {key: self.step_for(sub) for key, sub in part.get("properties", {}).items()}
        table = {key: step for key, step in found.items() if step is not None}
        others = part.get("additionalProperties")
        rest = self.step_for(others) if isinstance(others, dict) else None
        if not table and rest is None:
            return None

        def convert_entries(
            tree: SourceTree, _holder: Container, _key: str | int, value: Value
        ) -> None:
            if type(value) is dict:
                for key, item in value.items():
                    step = table.get(key, rest)
                    if step is not None:
                        step(tree, value, key, item)

        return convert_entries


def _scalar_step(*, integer: bool, boolean: bool) -> Step:
    def convert_scalar(tree: SourceTree, holder: Container, key: str | int, value: Value) -> None:
        if type(value) is not str or tree.is_quoted(holder, key):
            return
        converted: int | None = None
        if boolean:
            converted = _TRUTHS.get(value)
        if converted is None and integer and _INTEGER.fullmatch(value):
            converted = int(value)
        if converted is not None:
            holder[key] = converted  # type: ignore[index]  # a list has indices, a group has keys

    return convert_scalar
