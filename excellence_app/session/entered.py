"""What a person typed, as it is stored: texts, dates, thresholds; or why it cannot be."""

import re
from datetime import date
from fractions import Fraction
from typing import NoReturn

from excellence_app.domain.messages import N_, Message, MessageValue, Refused
from excellence_app.storage.assessment_json import MAX_TEXT

MAX_LINE = 500  # characters of a name, a title or a role

_QUOTED = 80
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEVEL = re.compile(r"[0-9]{1,3}")
_POINTS = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9}|/[0-9]{1,9})?")


def read_day(text: str) -> date:
    """Return the day that `text` writes as year, month and day; raises `Refused`."""
    entered = text.strip()
    if _DAY.fullmatch(entered):
        try:
            return date.fromisoformat(entered)
        except ValueError:
            pass
    raise refusal(
        N_('"{entered}" is not a date. Write year, month and day, such as 2026-11-30.'),
        entered=brief(entered),
    )


def read_threshold(text: str) -> tuple[int | None, Fraction | None]:
    """Return the level, or the points, that `text` such as "3" or "2.5 points" means."""
    entered = text.strip()
    number, _, unit = entered.partition(" ")
    if not unit and _LEVEL.fullmatch(number):
        return int(number), None
    if unit.strip() in {"points", "point"} and _POINTS.fullmatch(number):
        numerator, _, denominator = number.replace(",", ".").partition("/")
        if not denominator or int(denominator):
            return None, Fraction(numerator) / Fraction(denominator or 1)
    raise refusal(
        N_('"{entered}" is not a threshold. Write a level, such as 3, or "2.5 points".'),
        entered=brief(entered),
    )


def refusal(text: str, **values: MessageValue) -> Refused:
    """Return the refusal of an entry in a sentence with its values."""
    return Refused(Message(text, values))


def refuse(text: str, **values: MessageValue) -> NoReturn:
    """Refuse an entry with a sentence and its values."""
    raise refusal(text, **values)


def brief(text: str) -> str:
    """Return what was entered as a message can quote it."""
    quoted = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    return quoted.encode("utf-8", "replace").decode("utf-8")


def read_text(text: str) -> str:
    """Return a text as it is stored; raises `Refused` for one that cannot be."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Refused(
            Message(N_("This text holds characters that are no Unicode. Please type it again."))
        ) from error
    if len(text) > MAX_TEXT:
        refuse(
            N_("This text has {count} characters; {most} are allowed."),
            count=len(text),
            most=MAX_TEXT,
        )
    return text.strip()


def read_line(text: str) -> str:
    """Return a name or a title as it is stored, on one line; raises `Refused`."""
    line = " ".join(read_text(text).split())
    if len(line) > MAX_LINE:
        refuse(
            N_("This text has {count} characters; {most} are allowed."),
            count=len(line),
            most=MAX_LINE,
        )
    return line


def alike(one: str, other: str) -> bool:
    """Return whether two names are the same but for capital letters."""
    return one.casefold() == other.casefold()
