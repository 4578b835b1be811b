"""What cannot be true of a cluster: negative numbers, years to come, addresses that are none.

These are checks of what is typed into the profile, not rules of a criteria set: what a document
holds already is left as it is.
"""

import re
from datetime import date
from fractions import Fraction

from excellence_app.domain.messages import N_, Message

COUNTS = frozenset(
    {
        "participants",
        "staff_of_participants",
        "small_and_medium_companies",
        "larger_companies",
        "research_and_education",
        "others",
    }
)
_MOST = 100_000_000  # people or participants: more than any network has
_MOST_POSTS = 10_000
_FIRST_YEAR = 1800  # older associations exist, clusters in this sense do not
_FIRST_ASSESSMENT = 1990
_GROUPED = re.compile(r"\d+|\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+")
_DECIMAL = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_YEAR = re.compile(r"\d{4}")
_NEGATIVE = re.compile(r"^\D*[-−–]\s*\d")
_ADDRESS = re.compile(r"(?:https?://)?[^\s/@.]+(?:\.[^\s/@.]+)+(?:/\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def wrong_fact(key: str, text: str, today: date) -> Message | None:
    """Return why a fact of the profile cannot be so, none if it can or is not known to us."""
    text = text.strip()
    if not text:
        return None
    if key in COUNTS:
        return _wrong_count(text)
    check = {
        "founded": lambda: _wrong_year(text, today),
        "full_time_equivalents": lambda: _wrong_posts(text),
        "budget_last_closed_year": lambda: _wrong_amount(text),
        "website": lambda: _wrong_address(text),
    }.get(key)
    return check() if check is not None else None


def wrong_day(day: date, today: date) -> Message | None:
    """Return why a day cannot be that of an assessment, none if it can."""
    last = today.year + 1
    if _FIRST_ASSESSMENT <= day.year <= last:
        return None
    years = {"first": str(_FIRST_ASSESSMENT), "last": str(last)}
    return Message(N_("Please enter a day in the years {first} to {last}."), years)


def wrong_mail(text: str) -> Message | None:
    """Return why a text is no e-mail address, none if it is one or empty."""
    if not text.strip() or _MAIL.fullmatch(text.strip()):
        return None
    return Message(N_("Please enter an e-mail address, such as name@example.org."))


def _wrong_count(text: str) -> Message | None:
    digits = re.sub(r"\D", "", text)
    if _GROUPED.fullmatch(text) and int(digits) <= _MOST:
        return None
    return Message(N_("Please enter a whole number that is not negative, such as 47."))


def _wrong_year(text: str, today: date) -> Message | None:
    if _YEAR.fullmatch(text) and _FIRST_YEAR <= int(text) <= today.year:
        return None
    years = {"first": str(_FIRST_YEAR), "last": str(today.year)}
    return Message(N_("Please enter a year from {first} to {last}."), years)


def _wrong_posts(text: str) -> Message | None:
    if _DECIMAL.fullmatch(text) and Fraction(text.replace(",", ".")) <= _MOST_POSTS:
        return None
    return Message(N_("Please enter a number of posts that is not negative, such as 2.5."))


def _wrong_amount(text: str) -> Message | None:
    if re.search(r"\d", text) and not _NEGATIVE.match(text):
        return None
    return Message(N_("Please enter an amount that is not negative, such as 235,000 EUR."))


def _wrong_address(text: str) -> Message | None:
    if _ADDRESS.fullmatch(text):
        return None
    return Message(N_("Please enter a web address, such as https://example.org."))
