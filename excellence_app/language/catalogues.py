"""Translation, and numbers and dates as people of a language write them.

English is the source text. A language is a `.mo` file in `resources/i18n/`.
"""

import gettext
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from excellence_app.domain.messages import N_, Message
from excellence_app.locations import resources_folder

if TYPE_CHECKING:  # the window stands before it writes a number that is no whole one
    from decimal import Decimal
    from fractions import Fraction

SOURCE_LANGUAGE = "en"
LANGUAGE_VARIABLE = "EXCELLENCE_LANGUAGE"

_QUOTES = {"en": ("“", "”"), "de": ("„", "“")}
_QUOTED = re.compile(r'"([^"]*)"')
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def catalogue_folder() -> Path:
    """Return the folder of the translation catalogues."""
    return resources_folder() / "i18n"


def available_languages() -> tuple[str, ...]:
    """Return the codes of all languages that the program speaks, English first."""
    return (SOURCE_LANGUAGE, *sorted(path.stem for path in catalogue_folder().glob("*.mo")))


def choose_language(environment: Mapping[str, str] | None = None) -> str:
    """Return the language that the environment asks for, English where we lack it.

    `EXCELLENCE_LANGUAGE` wins over the system's own variables, in gettext's order.
    """
    environment = os.environ if environment is None else environment
    known = available_languages()
    for name in (LANGUAGE_VARIABLE, "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in environment.get(name, "").split(":"):
            code = wanted.split(".")[0].split("@")[0].split("_")[0].lower()
            if code in known:
                return code
            if code in {"c", "posix"}:
                return SOURCE_LANGUAGE
    return SOURCE_LANGUAGE


def rounded(value: "Fraction | int", places: int) -> "Decimal":
    """Round down to `places` decimals: the one rounding rule of the product.

    Rounding down never lifts a figure across a threshold: 79.96 % reads 79.9 %,
    and a shortfall, being negative, never reads smaller than it is.
    """
    from decimal import Decimal  # noqa: PLC0415 - see above

    scale = 10**places
    whole = (value * scale).__floor__()
    exact = Decimal(whole).scaleb(-places)
    return Decimal(int(exact)) if exact == int(exact) else exact.normalize()


class Words:
    """One language: translates, and writes numbers and dates.

    Values of placeholders may be text, numbers, fractions and dates; each is
    written the language's way.

    `typeset` gives sentences the quotation marks of the language, for where they are read; a
    terminal keeps the straight ones, in which commands and values can be copied.
    """

    def __init__(self, language: str = SOURCE_LANGUAGE, *, typeset: bool = False) -> None:
        self.language = language
        self._typeset = typeset
        self._translations = _translations(language)

    def text(self, source: str, /, **values: object) -> str:
        """Return the sentence `source` in this language with its placeholders filled."""
        return self._fill(self._translations.gettext(source), values)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Return the form of a sentence for `count` things; `{count}` is filled as well."""
        found = self._translations.ngettext(one, many, count)
        return self._fill(found, {"count": count, **values})

    def say(self, message: Message) -> str:
        """Return a message of the engine or of a file check in this language."""
        values = {
            name: self.percent(value) if name in message.shares and _is_number(value) else value
            for name, value in message.values.items()
        }
        return self._fill(self._translations.gettext(message.text), values)

    def number(self, value: "Fraction | int", places: int = 2) -> str:
        """Write a number, rounded down to `places` decimals at most."""
        exact = rounded(value, places)
        if self.language == SOURCE_LANGUAGE:  # what Babel writes too, without its 25 ms
            return f"{exact:,f}"
        from babel.numbers import format_decimal  # noqa: PLC0415 - see above

        return format_decimal(exact, locale=self.language, decimal_quantization=False)

    def percent(self, share: "Fraction | int", places: int = 1) -> str:
        """Write a share of one as a percentage, rounded down to `places` decimals at most."""
        return self.text(N_("{percentage}%"), percentage=self.number(share * 100, places))

    def percent_range(self, lowest: "Fraction", highest: "Fraction") -> str:
        """Write the range in which a share of one will end up."""
        if lowest == highest:
            return self.percent(lowest)
        return self.text(
            N_("{lowest} to {highest}"),
            lowest=self.number(lowest * 100, 1),
            highest=self.percent(highest),
        )

    def day(self, day: date) -> str:
        """Write a date in full: 12 March 2026."""
        if self.language == SOURCE_LANGUAGE:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        from babel.dates import format_date  # noqa: PLC0415 - 25 ms, not always needed

        return format_date(day, "long", self.language)

    def short_day(self, day: date) -> str:
        """Write a date in short: 12 Mar 2026."""
        if self.language == SOURCE_LANGUAGE:
            return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"
        from babel.dates import format_skeleton  # noqa: PLC0415 - 25 ms, not always needed

        # "medium" is digits alone in some languages, and says less beside a date in full
        return format_skeleton("yMMMd", day, locale=self.language)

    def listing(self, items: Sequence[str]) -> str:
        """Join words to a list as a sentence has it: a, b and c."""
        if not items:
            return ""
        if len(items) == 1:
            return items[0]
        return self.text(N_("{first} and {last}"), first=", ".join(items[:-1]), last=items[-1])

    def value(self, value: object) -> str:
        """Write a value of any kind that a sentence can hold."""
        match value:
            case str():
                return value
            case bool():
                return self.text(N_("yes")) if value else self.text(N_("no"))
            case date():
                return self.day(value)
            case _:
                return self.number(value) if _is_number(value) else str(value)

    def _fill(self, template: str, values: Mapping[str, object]) -> str:
        if self._typeset and '"' in template:
            template = _with_quotes(template, self.language)
        if not values:
            return template.format() if "{" in template else template
        return template.format_map({name: self.value(value) for name, value in values.items()})


def _is_number(value: object) -> "TypeGuard[Fraction | int]":
    if isinstance(value, int):
        return True
    from fractions import Fraction  # noqa: PLC0415 - see above

    return isinstance(value, Fraction)


@cache
def _with_quotes(template: str, language: str) -> str:
    """Return a sentence with the quotation marks of a language; what fills it stays as it is."""
    before, after = _QUOTES.get(language, _QUOTES[SOURCE_LANGUAGE])
    return _QUOTED.sub(rf"{before}\1{after}", template)


@cache
def _translations(language: str) -> gettext.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    with (catalogue_folder() / f"{language}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
