"""Every text that blocks hold."""

import dataclasses
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction


def texts_in(value: object) -> Iterator[str]:
    """Yield the texts of a block, or of several, also those that only say what a picture shows."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts_in(part)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Enum | Fraction | type):
        for one in dataclasses.fields(value):
            yield from texts_in(getattr(value, one.name))
