"""Single values of a checked file: exact numbers, choices, and where values come from."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from excellence_app.domain.criteria import (
    Choice,
)

Plain = Mapping[str, Any]


@lru_cache(maxsize=4096)
def exact(value: str | int) -> Fraction:
    """Return the exact number that a file writes as 5, "2.5", "2/3" or "10 %"."""
    if isinstance(value, int):
        return Fraction(value)
    if value.endswith("%"):
        return Fraction(value[:-1].rstrip()) / 100
    return Fraction(value)


def choice_of(raw: Plain) -> Choice:
    """Return one choice."""
    return Choice(raw["id"], raw["title"], raw.get("comment", "none"))


def provenance_of(raw: Plain) -> tuple[tuple[str, str], ...]:
    """Return where the values of an entry come from: names and source ids."""
    return tuple(raw.get("provenance", {}).items())
