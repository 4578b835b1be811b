"""Colours and sizes of paper; lengths are points, colours those of the light theme."""

from collections.abc import Mapping
from dataclasses import dataclass

from excellence_app.reports.blocks import Role, Tone, Weight
from excellence_app.reports.charts import Token
from excellence_app.reports.paper.fonts import Face

MILLIMETRE = 72 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE
LEFT, RIGHT = 22 * MILLIMETRE, 20 * MILLIMETRE
# The first baseline stands at the margin of 24 mm, so its line starts above it.
TOP = 20.5 * MILLIMETRE
# The footer begins in the margin of 16 mm; text keeps a distance from its rule.
BOTTOM = 20 * MILLIMETRE
WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

LABEL_COLUMN = 44 * MILLIMETRE
GUTTER = 4 * MILLIMETRE

UNIT = 0.62  # points for one pixel of the design's charts
CHART_WIDTH = 28 * MILLIMETRE

SMALLEST = 6.4  # no letters are smaller than this

HAIRLINE = 0.5
CHAPTER_RULE = 0.9

COLOURS = {
    Token.SURFACE: 0xFFFFFF,
    Token.SUNKEN: 0xF6F4F0,
    Token.LINE: 0xE7E3DB,
    Token.LINE2: 0xD5CFC4,
    Token.CONTROL: 0x8A8479,
    Token.TEXT: 0x1F1C17,
    Token.TEXT2: 0x57524A,
    Token.TEXT3: 0x6F695F,
    Token.ACCENT: 0x3F4FBF,
    Token.MET: 0x0E7569,
    Token.MET_FILL: 0x268D7F,
    Token.GAP: 0xB2460E,
    Token.GAP_FILL: 0x963606,
    Token.TRACK: 0xE5E1D8,
    Token.TRACK_HI: 0xF0EDE7,
    Token.BAND: 0xE3E6F5,
    Token.GOLD: 0x7D5D00,
}


def grey_of(colour: int) -> int:
    """Return the grey that is as bright as a colour, by the weights of ITU-R BT.601."""
    red, green, blue = colour >> 16, colour >> 8 & 0xFF, colour & 0xFF
    return round((299 * red + 587 * green + 114 * blue) / 1000) * 0x010101


GREYS = {token: grey_of(value) for token, value in COLOURS.items()}

TONES = {
    Tone.NORMAL: Token.TEXT,
    Tone.QUIET: Token.TEXT2,
    Tone.FAINT: Token.TEXT3,
    Tone.MET: Token.MET,
    Tone.GAP: Token.GAP_FILL,
    Tone.LABEL: Token.GOLD,
}

FACES = {
    Weight.REGULAR: Face.REGULAR,
    Weight.MEDIUM: Face.MEDIUM,
    Weight.STRONG: Face.STRONG,
}


@dataclass(frozen=True, slots=True)
class Size:
    """Size of the letters and height of a line, in points."""

    letters: float
    leading: float


TITLE = Size(29, 34)
CHAPTER = Size(19, 24)
PART = Size(11.5, 15)
SIDE = Size(10.5, 14.6)
SIZES = {
    Role.LEAD: Size(13.6, 18),
    Role.BODY: Size(10, 14.6),
    Role.CELL: Size(8.9, 12.4),
    Role.CAPTION: Size(7.8, 10.8),
}
CAPTION = SIZES[Role.CAPTION]


@dataclass(frozen=True, slots=True)
class Density:
    """How much goes onto a page: sizes of letters, share of the usual gaps, unit of charts.

    With `short` words are used where there is a choice.
    """

    sizes: Mapping[Role, Size]
    gaps: float = 1.0
    unit: float = UNIT
    short: bool = False


USUAL = Density(SIZES)


def _closer(share: float) -> Density:
    """Return a density between a slightly closer one (0) and the closest (1)."""

    def between(first: float, last: float) -> float:
        return first + (last - first) * share

    body = Size(between(9.7, 7.8), between(13.8, 10.4))
    cell = Size(between(8.9, 7.4), between(12.2, 9.6))
    caption = Size(min(CAPTION.letters, cell.letters), min(CAPTION.leading, cell.leading))
    sizes = {**SIZES, Role.BODY: body, Role.CELL: cell, Role.CAPTION: caption}
    return Density(sizes, between(0.9, 0.4), between(UNIT, 0.5), short=True)


_DENSITY_STEPS = 10

# For what has to stay on one page: the first of these that fits is taken.
DENSITIES = (
    USUAL,
    Density({**SIZES, Role.BODY: Size(9.4, 13.4)}, 0.85),
    *(_closer(step / _DENSITY_STEPS) for step in range(_DENSITY_STEPS + 1)),
)
