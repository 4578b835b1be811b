"""Days as people speak of them, with the day of the week, and as they type them."""

from datetime import date

from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def day_in_words(words: Words, day: date) -> str:
    """Return a day with that of the week: Monday, 30 November 2026."""
    weekday = words.text(_WEEKDAYS[day.weekday()])
    return words.text("{weekday}, {day}", weekday=weekday, day=day)


def day_as_typed(words: Words, day: date) -> str:
    """Return a day as it is typed in a language: 2026-11-30."""
    return words.text(
        "{year}-{month}-{day}",
        year=f"{day.year:04}",
        month=f"{day.month:02}",
        day=f"{day.day:02}",
    )
