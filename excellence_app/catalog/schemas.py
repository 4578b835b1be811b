"""The schemas of our files, and what says whether data keeps to them.

jsonschema-rs is quick and only says whether; jsonschema says why, and is imported when something
is wrong. Neither may fetch anything.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import NoReturn, Protocol

from excellence_app.catalog.yaml_source import (
    Plain,
    Value,
)
from excellence_app.locations import resources_folder

CRITERIA_SCHEMA = "criteria-1.json"
OVERLAY_SCHEMA = "overlay-1.json"


class Validator(Protocol):
    """What both libraries offer."""

    def is_valid(self, instance: Value) -> bool:
        """Return whether `instance` keeps to the schema."""


@cache
def schema(name: str) -> Plain:
    """Return one of our schemas as data."""
    loaded: Plain = json.loads((resources_folder() / "schema" / name).read_bytes())
    return loaded


def _refuse_to_fetch(uri: str) -> NoReturn:
    raise LookupError(f"the schemas refer to nothing outside themselves: {uri}")


@cache
def gate(name: str) -> Validator:
    """Return the validator that only says whether data keeps to a schema."""
    return fast_validator(schema(name))


def fast_validator(part: Plain) -> Validator:
    """Return the fast validator, or the slow one on machines for which it is not made."""
    try:
        from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - not on every machine
    except ImportError:
        slow: Validator = slow_validator(part)
        return slow
    return Draft202012Validator(part, retriever=_refuse_to_fetch)


@cache
def reference_validator(name: str) -> Value:
    """Return jsonschema's validator for a schema, which writes the messages."""
    return slow_validator(schema(name))


def slow_validator(part: Plain) -> Value:
    """Return the validator that knows why data breaks a part of a schema."""
    # imported only now: a valid file never needs them, and they take longer than reading it
    from jsonschema import Draft202012Validator, ValidationError, validators  # noqa: PLC0415 - only after a refusal: slow to import
    from referencing import Registry  # noqa: PLC0415 - only after a refusal: slow to import

    def pattern(
        _validator: Value, wanted: str, text: Value, _schema: Value
    ) -> Iterator[ValidationError]:
        # in Python "$" also matches before a last line break, in the schema's language not
        if isinstance(text, str) and not re.search(re.sub(r"\$$", r"\\Z", wanted), text):
            yield ValidationError("pattern")

    made: Value = validators.extend(  # type: ignore[no-untyped-call]  # jsonschema has no types here
        Draft202012Validator, {"pattern": pattern}
    )
    return made(part, registry=Registry())


def part_at_top(name: str, key: str) -> Plain:
    """Return what a schema says about one of the entries at its top."""
    part: Plain = schema(name)["properties"].get(key, {})
    if "$ref" in part:
        part = schema(name)["$defs"][part["$ref"].rpartition("/")[2]]
    return part


@cache
def part_gate(name: str, key: str) -> Validator:
    """Return the validator that only says whether one of the entries at the top is in order."""
    return fast_validator({**part_at_top(name, key), "$defs": schema(name)["$defs"]})
