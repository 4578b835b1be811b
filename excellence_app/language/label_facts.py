"""What a set says of a label in sentences: validity, renewal, prices, and their sources."""

from collections.abc import Iterator
from datetime import date

from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import Label, Price
from excellence_app.language.catalogues import Words


def validity_sentences(label: Label, words: Words) -> Iterator[str]:
    """Yield how long a label lasts and how it is extended, as far as the set knows."""
    valid = label.valid
    if valid is None:
        return
    if valid.counted_from == "end_of_month":
        yield words.plural(
            "It is valid for {count} month from the end of the month in which it is given.",
            "It is valid for {count} months from the end of the month in which it is given.",
            valid.months,
        )
    else:
        yield words.plural(
            "It is valid for {count} month.", "It is valid for {count} months.", valid.months
        )
    renewal = valid.renewal
    if renewal is None:
        return
    if renewal.counted_from == "previous_end":
        yield words.plural(
            "A renewal adds {count} month to the previous end.",
            "A renewal adds {count} months to the previous end.",
            renewal.months,
        )
    else:
        yield words.plural(
            "A renewal holds for {count} month.",
            "A renewal holds for {count} months.",
            renewal.months,
        )
    if renewal.within_months is not None:
        yield words.plural(
            "It is possible until {count} month after that end.",
            "It is possible until {count} months after that end.",
            renewal.within_months,
        )


def price_words(price: Price, words: Words) -> str:
    """Return an amount with its currency."""
    return words.text(
        "{amount} {currency}", amount=words.number(price.amount), currency=price.currency
    )


def source_words(criteria: CriteriaSet, source: str, words: Words, seen: str = "") -> str:
    """Return where a fact was seen, and when; empty where the set names no source."""
    known = criteria.source_by_id.get(source)
    title = known.title if known is not None else source
    if not title:
        return ""
    day = seen or (known.seen if known is not None else "")
    if day:
        return words.text(
            "Source: {source}, seen in {month}", source=title, month=month(day, words)
        )
    return words.text("Source: {source}", source=title)


def month(text: str, words: Words) -> str:
    """Return a month, written as year and month in a set, as people write it."""
    year, _, number = text.partition("-")
    if not (year.isdecimal() and number.isdecimal()):
        return text
    from babel.dates import format_date  # noqa: PLC0415 - 25 ms, for pages on labels alone

    return format_date(date(int(year), int(number), 1), "LLLL yyyy", words.language)
