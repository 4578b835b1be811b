"""Tells words that a person types from the letters that choose one answer each."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QKeyEvent

_QUICK = 600  # milliseconds: who chooses by letters looks for the next one longer than that
_VERY_QUICK = 180  # where no words are wanted, only who types words is as quick as this


class Letter(NamedTuple):
    """A letter that was typed, which choice had the focus then, and what was chosen."""

    text: str
    here: str
    chosen: tuple[str, ...]


class TypedWords:
    """Takes letters one after the other, with the times at which their keys were pressed.

    Keys without a time, such as those of programs that press keys, are never words.
    """

    def __init__(self) -> None:
        self._letters: list[Letter] = []
        self._last = 0

    def follows(self, event: QKeyEvent, *, wanted: bool = True) -> bool:
        """Tell whether a key was pressed so soon after a letter that it belongs to a word.

        `wanted` tells whether there is a field for words.
        """
        quick = _QUICK if wanted else _VERY_QUICK
        return bool(
            self._letters
            and self._last
            and event.timestamp()
            and 0 <= event.timestamp() - self._last < quick
        )

    @property
    def began_at(self) -> str:
        """The choice that had the focus at the first letter, empty if there is none."""
        return self._letters[0].here if self._letters else ""

    def take(
        self, event: QKeyEvent, letter: Letter, *, wanted: bool = True
    ) -> Sequence[Letter] | None:
        """Take a letter; return all of the word that it goes on with, none if it begins one."""
        goes_on = self.follows(event, wanted=wanted)
        self._last = event.timestamp()
        if not goes_on:
            self._letters = [letter]
            return None
        self._letters.append(letter)
        return tuple(self._letters)

    def forget(self) -> None:
        """Begin anew."""
        self._letters = []
