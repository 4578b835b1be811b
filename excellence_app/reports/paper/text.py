"""Breaking text into lines: no markup, and time in proportion to its length."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from excellence_app.reports.charts import Token
from excellence_app.reports.paper.escaping import BREAK_HERE, SOFT_HYPHEN, escape
from excellence_app.reports.paper.fonts import Face, Fonts

_SPACES = re.compile("( +)")
_BLANKS = re.compile("[^\\S\u00a0\u202f]+")  # all but those that no line break parts
# A line may end after a dash or stroke inside a word, at a soft hyphen, and where a
# zero-width space stands; never between digits, so that dates and numbers stay whole.
_INNER = re.compile("(?<=[^\\W_][-/\u2010\u2013\u2014])(?=[^\\W\\d_])|(?<=[\u00ad\u200b])")
_HIDDEN = re.compile("[\u00ad\u200b]")
_HAS_INNER = re.compile("[-/\u2010\u2013\u2014\u00ad\u200b]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(frozen=True, slots=True)
class Ink:
    """How a stretch of text is printed."""

    face: Face
    size: float
    colour: Token


@dataclass(frozen=True, slots=True)
class Inked:
    """A stretch of text with its ink."""

    text: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `x` counts from the start of the line."""

    x: float
    text: str
    ink: Ink


Line = tuple[Piece, ...]


def line_width(line: Line, fonts: Fonts) -> float:
    """Return how far a line reaches."""
    if not line:
        return 0.0
    last = line[-1]
    return last.x + fonts.width(last.text, last.ink.face, last.ink.size)


def widest_word(stretches: Iterable[Inked], fonts: Fonts) -> float:
    """Return the width of the longest stretch that should not be broken."""
    return max(
        (
            fonts.width(part, stretch.ink.face, stretch.ink.size)
            for stretch in stretches
            for word in _BLANKS.split(escape(stretch.text))
            for part in _INNER.split(word)
        ),
        default=0.0,
    )


def break_lines(stretches: Iterable[Inked], width: float, fonts: Fonts) -> tuple[Line, ...]:
    """Return the lines of a paragraph; what is wider than `width` is broken anywhere."""
    lines: list[Line] = []
    for hard_line in _hard_lines(stretches):
        easy = _easily_broken(hard_line[0], width, fonts) if len(hard_line) == 1 else None
        if easy is not None:
            lines += easy
            continue
        breaker = _Breaker(width, fonts)
        for word in _words(hard_line):
            breaker.add(word)
        lines += breaker.finish()
    return tuple(_in_reading_order(line, fonts) for line in lines)


def _easily_broken(stretch: Inked, width: float, fonts: Fonts) -> list[Line] | None:
    """Return the lines of text in one ink that only breaks at spaces; none for other text.

    Most text is such, and this takes a fraction of the time.
    """
    text, ink = stretch.text, stretch.ink
    if _HIDDEN.search(text):
        return None
    widths, room = fonts.widths(ink.face), (width + 0.01) / ink.size
    space = widths[" "]
    lines: list[Line] = []
    start = end = place = 0  # of the line in the text, and of the word
    used = -space
    for word in text.split(" "):
        wide = widths[word]
        used += space + wide
        if used > room and word:
            if wide > room or _HAS_INNER.search(word):
                return None
            lines.append((Piece(0, text[start:end], ink),) if end > start else ())
            start, used = place, wide
        place += len(word) + 1
        if word:
            end = place - 1
    lines.append((Piece(0, text[start:end], ink),) if end > start else ())
    return lines


def _hard_lines(stretches: Iterable[Inked]) -> Iterator[list[Inked]]:
    current: list[Inked] = []
    for stretch in stretches:
        first, *others = escape(stretch.text).split("\n")
        current.append(Inked(first, stretch.ink))
        for other in others:
            yield current
            current = [Inked(other, stretch.ink)]
    yield current


def _words(stretches: Sequence[Inked]) -> Iterator[list[Inked]]:
    """Yield what may not be broken: words of one or several inks, and stretches of spaces."""
    word: list[Inked] = []
    for stretch in stretches:
        for part in _SPACES.split(stretch.text):
            if not part:
                continue
            if part[0] == " ":
                if word:
                    yield word
                    word = []
                yield [Inked(part, stretch.ink)]
                continue
            if not _HAS_INNER.search(part):
                word.append(Inked(part, stretch.ink))
                continue
            first, *others = (inner for inner in _INNER.split(part) if inner)
            word.append(Inked(first, stretch.ink))
            for other in others:
                yield word
                word = [Inked(other, stretch.ink)]
    if word:
        yield word


class _Breaker:
    def __init__(self, width: float, fonts: Fonts) -> None:
        self._width, self._fonts = width, fonts
        self._lines: list[list[Inked]] = []
        self._line: list[Inked] = []
        self._used = 0.0
        self._spaces: list[Inked] = []
        self._spaces_used = 0.0

    def add(self, word: list[Inked]) -> None:
        if word[0].text[0] == " ":
            self._spaces += word
            self._spaces_used += self._measure(word)
            return
        wide = self._measure(word)
        if self._line and self._used + self._spaces_used + wide > self._width + 0.01:
            self._end_line()
        elif self._spaces:
            self._line += self._spaces
            self._used += self._spaces_used
            self._forget_spaces()
        if self._used + wide <= self._width + 0.01:
            self._line += word
            self._used += wide
        else:
            self._add_broken(word)

    def finish(self) -> list[Line]:
        self._end_line()
        return [tuple(self._placed(line)) for line in self._lines]

    def _measure(self, word: Iterable[Inked]) -> float:
        return sum(self._wide(part.text, part.ink) for part in word)

    def _wide(self, text: str, ink: Ink) -> float:
        visible = text.replace(SOFT_HYPHEN, "").replace(BREAK_HERE, "")
        return self._fonts.width(visible, ink.face, ink.size)

    def _add_broken(self, word: Iterable[Inked]) -> None:
        for part in word:
            held = ""
            for character in part.text:
                wide = self._wide(character, part.ink)
                if self._used + wide > self._width and (held or self._line):
                    self._line.append(Inked(held, part.ink))
                    held = ""
                    self._end_line()
                held += character
                self._used += wide
            self._line.append(Inked(held, part.ink))

    def _forget_spaces(self) -> None:
        self._spaces, self._spaces_used = [], 0.0

    def _end_line(self) -> None:
        self._lines.append(self._line)
        self._line, self._used = [], 0.0
        self._forget_spaces()

    def _placed(self, line: Sequence[Inked]) -> Iterator[Piece]:
        """Yield the parts of a line in their places, neighbours of one ink as one."""
        x = 0.0
        joined: list[Inked] = []
        for part in line:
            if joined and joined[-1].ink == part.ink:
                joined[-1] = Inked(joined[-1].text + part.text, part.ink)
            else:
                joined.append(part)
        for number, part in enumerate(joined):
            text = part.text
            hyphen = "-" if text.endswith(SOFT_HYPHEN) and number == len(joined) - 1 else ""
            text = text.replace(SOFT_HYPHEN, "").replace(BREAK_HERE, "") + hyphen
            if text:
                yield Piece(x, text, part.ink)
                if number + 1 < len(joined):
                    x += self._fonts.width(text, part.ink.face, part.ink.size)


def _in_reading_order(line: Line, fonts: Fonts) -> Line:
    """Turn right-to-left stretches round, which the PDF writer does not do.

    A short form of the Unicode rules for a line that runs from left to right as a
    whole; letters are not joined.
    """
    if not any(_RIGHT_TO_LEFT.search(piece.text) for piece in line):
        return line
    letters = [(character, piece.ink) for piece in line for character in piece.text]
    levels = _levels([character for character, _ in letters])
    ordered: list[tuple[str, Ink]] = []
    start = 0
    while start < len(letters):
        end = start
        while end < len(letters) and (levels[end] > 0) == (levels[start] > 0):
            end += 1
        stretch = letters[start:end]
        ordered += _turned(stretch, levels[start:end]) if levels[start] else stretch
        start = end
    breaker = _Breaker(0.0, fonts)
    return tuple(breaker._placed([Inked(text, ink) for text, ink in ordered]))  # noqa: SLF001 - the class just above, in one piece with this


_OPENING, _CLOSING = "([{<«", ")]}>»"
_MIRRORED = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))


def _turned(stretch: list[tuple[str, Ink]], levels: list[int]) -> list[tuple[str, Ink]]:
    turned: list[tuple[str, Ink]] = []
    number: list[tuple[str, Ink]] = []
    for (character, ink), level in zip(reversed(stretch), reversed(levels), strict=True):
        if level == 2:  # noqa: PLR2004 - digits inside run from left to right
            number.insert(0, (character, ink))
            continue
        turned += number
        number = []
        turned.append((_MIRRORED.get(character, character), ink))
    return turned + number


def _levels(characters: Sequence[str]) -> list[int]:
    """Return 0 for left to right, 1 for right to left, 2 for numbers inside the latter."""
    classes = [unicodedata.bidirectional(character) for character in characters]
    levels = [0] * len(characters)
    opened: list[int] = []  # levels of the brackets that are still open
    strong = 0
    for index, (character, kind) in enumerate(zip(characters, classes, strict=True)):
        if kind in {"R", "AL"}:
            strong = 1
        elif kind == "L":
            strong = 0
        if character in _OPENING:
            opened.append(strong)
        elif character in _CLOSING and opened:
            strong = opened.pop()  # a bracket stands where its partner stands
            classes[index] = "R" if strong else "L"
        levels[index] = 2 if strong and kind in {"EN", "AN"} else strong
    # Neutral characters at the end of such a stretch belong to the line, not to it.
    ending = True
    for index in range(len(characters) - 1, -1, -1):
        if levels[index] == 0:
            ending = True
        elif ending and classes[index] not in {"R", "AL", "EN", "AN", "NSM"}:
            levels[index] = 0
        else:
            ending = False
    return levels
