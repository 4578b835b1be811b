"""The fonts of paper: which one has a character, and how wide a text is.

A text is set in the first font of its chain that has each character. What no
font has is printed by its code, so that nothing entered disappears.
"""

from collections.abc import Iterator, Mapping
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
        self._faces = {face: _Widths(face) for face in Face}

    @staticmethod
    def basic_name() -> str:
        """Return the name of the font for text, loaded."""
        return _font(Face.REGULAR.value[0]).name

    def widths(self, face: Face) -> Mapping[str, float]:
        """Return the widths of escaped texts in a face, for a size of 1; any text is a key."""
        return self._faces[face]

    def width(self, text: str, face: Face, size: float) -> float:
        """Return the width of escaped text in points."""
        return self._faces[face][text] * size

    def runs(self, text: str, face: Face) -> tuple[Run, ...]:
        """Return the stretches of escaped text that one font can set."""
        return tuple(_divide(text, face))


class _Widths(dict[str, float]):
    """Widths that are worked out when they are first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, text: str) -> float:
        first = _font(self._face.value[0]).widths
        try:
            width = sum([first[ord(character)] for character in text])
        except KeyError:  # another font has to help
            width = sum(run.width for run in _divide(text, self._face))
        self[text] = width
        return width


def _divide(text: str, face: Face) -> Iterator[Run]:
    first = _font(face.value[0])
    widths = first.widths
    if widths.keys() >= set(map(ord, text)):  # as nearly always
        yield Run(first.name, text, sum([widths[ord(c)] for c in text]))
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
