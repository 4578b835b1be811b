"""The fonts of paper: which one has a character, and how wide a text is.

A text is set in the first font of its chain that has each character. What no
font has is printed by its code, so that nothing entered disappears.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from excellence_app.locations import resources_folder
from excellence_app.reports.paper.escaping import code_of

_LAST_OF_PLANE_0 = 0xFFFF  # beyond it the writer's table for copying text out is wrong
_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_COMMON_MARKS = range(0x300, 0x370)  # accents: they sit on the letter before, in its font


class Face(Enum):
    """The faces that reports use, each with the fonts that stand in for it, in order."""

    REGULAR = ("ExcellencePaper-Regular", "NotoSans-Regular", "DejaVuSans")
    MEDIUM = ("ExcellencePaper-Medium", "NotoSans-SemiBold", "DejaVuSans-Bold", "DejaVuSans")
    STRONG = ("ExcellencePaper-SemiBold", "NotoSans-SemiBold", "DejaVuSans-Bold", "DejaVuSans")
    DISPLAY = (
        "ExcellencePaperDisplay-SemiBold",
        "NotoSans-SemiBold",
        "DejaVuSans-Bold",
        "DejaVuSans",
    )


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font; `width` is for a size of 1."""

    font: str
    text: str
    width: float


@dataclass(frozen=True, slots=True, eq=False)
class _Font:
    name: str
    widths: dict[int, float]  # by code point, for a size of 1


@cache
def _font(name: str) -> _Font:
    """Load a font and make it known to the PDF writer; about 10 ms, once."""
    loaded = TTFont(name, str(resources_folder() / "fonts" / f"{name}.ttf"))
    registerFont(loaded)
    glyphs = loaded.face.charToGlyph
    known = loaded.face.charWidths
    widths = {
        code: known[code] / 1000 for code in glyphs if code <= _LAST_OF_PLANE_0 and code in known
    }
    return _Font(name, widths)


class Fonts:
    """Measures and divides text; remembers words, since reports repeat them."""

    def __init__(self) -> None:
        self._runs: dict[tuple[Face, str], tuple[Run, ...]] = {}
        self._widths: dict[tuple[Face, str], float] = {}

    @staticmethod
    def basic_name() -> str:
        """Return the name of the font for text, loaded."""
        return _font(Face.REGULAR.value[0]).name

    def width(self, text: str, face: Face, size: float) -> float:
        """Return the width of escaped text in points."""
        known = self._widths.get((face, text))
        if known is None:
            known = sum(run.width for run in self.runs(text, face))
            self._widths[(face, text)] = known
        return known * size

    def runs(self, text: str, face: Face) -> tuple[Run, ...]:
        """Return the stretches of escaped text that one font can set."""
        found = self._runs.get((face, text))
        if found is None:
            found = tuple(_divide(text, face))
            self._runs[(face, text)] = found
        return found


def _divide(text: str, face: Face) -> Iterator[Run]:
    first = _font(face.value[0])
    widths = first.widths
    if all(ord(c) in widths for c in text):  # as nearly always
        yield Run(first.name, text, sum(widths[ord(c)] for c in text))
        return
    font, held, total = first, "", 0.0
    for character in text:
        wanted, shown = _font_for(character, face, font)
        if wanted is not font and held:
            yield Run(font.name, held, total)
            held, total = "", 0.0
        font = wanted
        held += shown
        total += sum(font.widths[ord(c)] for c in shown)
    if held:
        yield Run(font.name, held, total)


def _font_for(character: str, face: Face, current: _Font) -> tuple[_Font, str]:
    code = ord(character)
    if code in _COMMON_MARKS and code in current.widths:
        return current, character
    for name in face.value:
        font = _font(name)
        if code in font.widths:
            return font, character
    first = _font(face.value[0])
    return first, " " if character in _SPACES else code_of(character)
