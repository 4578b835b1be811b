"""What the patterns of the schemas stand for, in words."""

from functools import cache

from excellence_app.catalog.schemas import schema
from excellence_app.catalog.yaml_source import (
    Value,
)
from excellence_app.domain.messages import N_

# What a pattern of the schema stands for: code, sentence and cure.
FORMS: dict[str, tuple[str, str, str]] = {
    "id": (
        "bad-id",
        N_('"{value}" cannot be an id.'),
        N_("Use letters from a to z, digits, dots, dashes and underscores; at most 40."),
    ),
    "answer_key": (
        "bad-id",
        N_('"{value}" cannot be the id of a question.'),
        N_("Write the id of a question, or ID/part or ID/whole of a share."),
    ),
    "asked": (
        "bad-id",
        N_('"{value}" cannot be the id of a question.'),
        N_("Write the id of a question that is asked once for each file."),
    ),
    "number": (
        "bad-number",
        N_('"{value}" is not a number that "{key}" can hold.'),
        N_('Write digits with a dot for decimals, such as 12 or "2.5".'),
    ),
    "amount": (
        "bad-number",
        N_('"{value}" is not an exact value that "{key}" can hold.'),
        N_('Write it as 12, "2.5", "2/3" or "10 %".'),
    ),
    "points": (
        "bad-number",
        N_('"{value}" is not a number of points.'),
        N_('Write it as 5, "2.5" or "5/4".'),
    ),
    "person_days": (
        "bad-number",
        N_('"{value}" is not a number of person-days.'),
        N_('Write whole or half days, such as 6 or "2.5".'),
    ),
    "date": (
        "bad-date",
        N_('"{value}" is not a date.'),
        N_('Write year, month and day, such as "2026-11-30".'),
    ),
    "month": (
        "bad-date",
        N_('"{value}" is not a month or a date.'),
        N_('Write year and month, such as "2026-11".'),
    ),
    "address": (
        "bad-form",
        N_('"{value}" is not an address on the web.'),
        N_("It begins with https:// or http://."),
    ),
    "language": (
        "bad-form",
        N_('"{value}" is not the code of a language.'),
        N_("Write it as en, de or pt-BR."),
    ),
    "currency": (
        "bad-form",
        N_('"{value}" is not the code of a currency.'),
        N_("Write three capital letters, such as EUR."),
    ),
    "of": (
        "bad-form",
        N_('"{value}" is not the mark of a source text.'),
        N_("It has eight characters out of 0 to 9 and a to f, in quotes."),
    ),
}


@cache
def kinds_of_patterns(name: str) -> dict[str, str]:
    """Return what each pattern of a schema stands for: a definition or the key it belongs to."""
    found: dict[str, str] = {}

    def search(part: Value, key: str) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("pattern"), str):
                found.setdefault(part["pattern"], key)
            for inner, value in part.items():
                search(value, inner)

    search(schema(name)["$defs"], "")
    search(schema(name)["properties"], "")
    return found


def kind_of_pattern(name: str, pattern: str) -> str:
    """Return what one pattern of a schema stands for: a key of `FORMS`."""
    return kinds_of_patterns(name)[pattern]
