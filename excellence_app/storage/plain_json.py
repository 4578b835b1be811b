"""JSON as this program writes and reads it: canonical, and careful with a stranger's file.

Nothing here knows what an assessment is.
"""

import json
from math import isfinite
from typing import Any, NoReturn

Plain = dict[str, Any]
MAX_ID = 160  # such as an answer inside a row inside a case, with three ids and two keys
MAX_DEPTH = 32
MAX_DIGITS = 60


class Damage(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """JSON that is not what the format says; `place` names where."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def canonical(plain: object, *, indent: int | None = 1) -> bytes:
    """Return JSON data in its one canonical form: sorted keys, UTF-8."""
    text = json.dumps(
        plain,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        indent=indent,
        separators=(",", ": ") if indent is not None else (",", ":"),
    )
    return text.encode("utf-8")


def parse_json(data: bytes) -> object:
    """Return the data of a JSON text; raises `Damage`.

    Duplicate keys, floats that are no numbers, overlong numbers, nesting beyond
    `MAX_DEPTH` and texts that are no Unicode are refused.
    """
    try:
        plain: object = _decode(data.decode("utf-8"))
        if b"\\u" in data:  # an escape may stand for half a character
            json.dumps(plain, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Damage(error.place if isinstance(error, Damage) else "") from error
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH and _too_deep(plain):
        raise Damage("")
    return plain


def _without_duplicates(pairs: list[tuple[str, object]]) -> Plain:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise Damage(name[:MAX_ID])
            seen.add(name)
    return found


def _bounded_int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise Damage("")
    return int(digits)


def _finite_float(digits: str) -> float:
    number = float(digits)
    if len(digits) > MAX_DIGITS or not isfinite(number):
        raise Damage("")
    return number


def _no_constant(_name: str) -> NoReturn:
    raise Damage("")


_decode = json.JSONDecoder(
    object_pairs_hook=_without_duplicates,
    parse_int=_bounded_int,
    parse_float=_finite_float,
    parse_constant=_no_constant,
).decode


def _too_deep(plain: object) -> bool:
    """Return whether more than `MAX_DEPTH` groups and lists lie in one another."""
    level = [plain]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
