"""Sentences that travel as data until somebody reads them.

The engine and the catalogue of criteria sets know what to say but not in
which language. They hand on a `Message`; `language/` turns it into text.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from excellence_app.domain.values import dataclass

if TYPE_CHECKING:  # the window stands before it meets a fraction
    from fractions import Fraction

MessageValue: TypeAlias = "str | int | Fraction | date"


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's own documentation uses
    """Mark `text` for the translation catalogues and return it unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in English with the values of its `{placeholders}`.

    `share` names the values that are shares of one and are shown as percentages.
    """

    text: str
    values: Mapping[str, MessageValue] = field(default_factory=dict)
    shares: frozenset[str] = frozenset()


class Refused(ValueError):  # noqa: N818 - the word of the field: an entry is refused, the program has not failed
    """An entry that cannot be accepted; `message` says why and what would be."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message
