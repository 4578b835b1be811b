"""What a person typed, as it is stored: texts, dates, thresholds; or why it cannot be."""

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import NoReturn

from excellence_app.domain.messages import N_, Message, MessageValue, Refused
from excellence_app.engine.measures import add_months
from excellence_app.language.catalogues import Words
from excellence_app.storage.assessment_json import MAX_TEXT

MAX_LINE = 500  # characters of a name, a title or a role

_QUOTED = 80
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEVEL = re.compile(r"[0-9]{1,3}")
_POINTS = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9}|/[0-9]{1,9})?")

# A day as a person types it: 30.9. or 30.9.26, 30 September 2026, in 3 months.
_NUMBERED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\.? ?([0-9]{2}|[0-9]{4})?")
_NAMED = re.compile(r"([0-9]{1,2})\.? ?([^\W\d_]{3,})\.?,? ?([0-9]{4})?")
_AWAY = re.compile(r"(?:[^\W\d_]+ )?([0-9]{1,3}) ([^\W\d_]+)")
_CENTURY = 2000
_DAYS, _WEEKS, _MONTHS, _YEARS = (
    N_("day days"),  # the words that may follow a number, such as "in 3 days"
    N_("week weeks"),
    N_("month months"),
    N_("year years"),
)
_IN = N_("in")


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


def read_due(text: str, today: date, words: Words) -> date | None:
    """Return the day until which something is to be done, none for an empty text.

    It may be written as 30.9., 30.9.2026, 30 September, 2026-09-30, "in 3 months" or "tomorrow",
    in English or in the language of `words`. A day without a year is the next one that is not
    over. Raises `Refused`.
    """
    entered = " ".join(text.split()).casefold()
    if not entered:
        return None
    found = _away(entered, today, words) or _in_calendar(entered, today, words)
    if found is None:
        raise refusal(
            N_('"{entered}" is not a day. Write 30.9., 2026-09-30 or "in 3 months".'),
            entered=brief(text.strip()),
        )
    return found


def _both(words: Words, text: str) -> set[str]:
    """Return the words of a text in English and in another language."""
    return {*text.casefold().split(), *words.text(text).casefold().split()}


def _away(entered: str, today: date, words: Words) -> date | None:
    """Return a day that is named by how far away it is."""
    if entered in _both(words, N_("today")):
        return today
    if entered in _both(words, N_("tomorrow")):
        return _days_after(today, 1)
    match = _AWAY.fullmatch(entered)
    first, _, _ = entered.partition(" ")
    if match is None or not (first.isdecimal() or first in _both(words, _IN)):
        return None
    count, unit = int(match[1]), match[2]
    if unit in _both(words, _DAYS):
        return _days_after(today, count)
    if unit in _both(words, _WEEKS):
        return _days_after(today, 7 * count)
    if unit in _both(words, _MONTHS):
        return add_months(today, count)
    return add_months(today, 12 * count) if unit in _both(words, _YEARS) else None


def _days_after(day: date, count: int) -> date:
    return day + min(timedelta(days=count), date.max - day)


def _in_calendar(entered: str, today: date, words: Words) -> date | None:
    if _DAY.fullmatch(entered):
        year, month, day = (int(part) for part in entered.split("-"))
        return _day_of(year, month, day)
    match = _NUMBERED.fullmatch(entered)
    if match is not None:
        month = int(match[2])
    else:
        match = _NAMED.fullmatch(entered)
        month = _month(match[2], words) if match is not None else 0
    if match is None:
        return None
    day, written = int(match[1]), match[3]
    if written:
        return _day_of(int(written) + (_CENTURY if len(written) == 2 else 0), month, day)  # noqa: PLR2004 - digits
    years = range(today.year, today.year + 9)  # a 29 February comes within eight years
    coming = (_day_of(year, month, day) for year in years)
    return next((one for one in coming if one is not None and one >= today), None)


def _month(name: str, words: Words) -> int:
    """Return the number of the month whose name begins so, 0 if there is none."""
    for language in dict.fromkeys((Words(), words)):
        for month in range(1, 13):
            if language.day(date(_CENTURY, month, 1)).split()[1].casefold().startswith(name):
                return month
    return 0


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


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
