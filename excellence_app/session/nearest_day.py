"""A day that may lie in the past, as a person types it: that of an assessment, or of a label."""

from datetime import date, timedelta

from excellence_app.language.catalogues import Words
from excellence_app.session.entered import read_due

_HALF_A_YEAR = timedelta(days=183)


def nearest_day(text: str, today: date, words: Words) -> date | None:
    """Return the day that `text` means, none for an empty text; raises `Refused`.

    It is written as for `read_due`, but a day without a year is the one nearest to `today`.
    """
    coming = read_due(text, today, words)
    if coming is None or today - date.min < _HALF_A_YEAR:
        return coming
    near = read_due(text, today - _HALF_A_YEAR, words)
    if near is not None and (near.month, near.day) == (coming.month, coming.day):
        return near
    return coming  # counted from today, such as "in 3 days"
