"""Charts as pictures: the same shapes in the same places and colours."""

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from PIL import Image

from excellence_app.reports import charts
from excellence_app.reports.blocks import Mark, Weight
from excellence_app.reports.charts import (
    Anchor,
    Circle,
    Drawing,
    Hatch,
    Label,
    Line,
    Path,
    Rect,
    TextStyle,
    Token,
)
from excellence_app.reports.paper import theme
from excellence_app.reports.paper.fonts import Face, Fonts
from excellence_app.reports.paper.picture import DOTS_PER_INCH, hatch_lines, picture
from tests.reports.test_charts import BELOW, STAIRS, draw, skyline, width_of

SCALE = DOTS_PER_INCH / 72


@pytest.fixture(scope="module")
def fonts():
    return Fonts()


def opened(drawing, fonts, margins=(0, 0)):
    with Image.open(io.BytesIO(picture(drawing, fonts, margins).data)) as image:
        return image.convert("RGB")


def colour_at(image, x, y):
    return image.getpixel((round(x * SCALE), round(y * SCALE)))


def rgb(token):
    value = theme.COLOURS[token]
    return value >> 16, value >> 8 & 0xFF, value & 0xFF


def near(colour, token):
    return max(abs(a - b) for a, b in zip(colour, rgb(token), strict=True)) < 6


def of(*shapes):
    return Drawing(40, 30, shapes)


def count(image, token):
    """Return the share of the picture that is in a colour."""
    colours = image.getcolors(1 << 24)
    found = sum(times for times, colour in colours if near(colour, token))
    return found / (image.width * image.height)


def test_a_picture_is_as_large_as_its_chart_with_its_margins(fonts):
    made = picture(of(), fonts, (3, 1))
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (pytest.approx(46 * SCALE, abs=1), pytest.approx(32 * SCALE, abs=1))
        assert image.info["dpi"] == pytest.approx((DOTS_PER_INCH, DOTS_PER_INCH), abs=0.1)
    assert (made.width, made.height) == (pytest.approx(46, abs=0.3), pytest.approx(32, abs=0.3))


def test_the_same_chart_gives_the_same_bytes(fonts):
    (drawing,) = draw(skyline(4, 10, 2))
    assert picture(drawing, fonts).data == picture(drawing, Fonts()).data


def test_a_rectangle_is_where_it_is_said_to_be(fonts):
    image = opened(of(Rect(10, 5, 20, 10, Token.ACCENT)), fonts)
    assert near(colour_at(image, 11, 6), Token.ACCENT)
    assert near(colour_at(image, 29, 14), Token.ACCENT)
    assert near(colour_at(image, 9, 6), Token.SURFACE)
    assert near(colour_at(image, 31, 14), Token.SURFACE)
    assert count(image, Token.ACCENT) == pytest.approx(200 / 1200, rel=0.05)


def test_round_corners_are_left_out(fonts):
    image = opened(of(Rect(0, 0, 40, 30, Token.ACCENT, radius=10)), fonts)
    assert near(colour_at(image, 1, 1), Token.SURFACE)
    assert near(colour_at(image, 20, 1), Token.ACCENT)


def test_margins_move_the_chart(fonts):
    image = opened(of(Rect(0, 0, 5, 5, Token.ACCENT)), fonts, (4, 2))
    assert near(colour_at(image, 2, 4), Token.SURFACE)
    assert near(colour_at(image, 6, 4), Token.ACCENT)


def test_hatching_is_lines_inside_its_rectangle(fonts):
    hatch = Hatch(10, 5, 20, 20, Token.GAP_FILL, 3.6, 1.2, fill=Token.SURFACE)
    image = opened(of(hatch), fonts)
    assert 0.08 < count(image, Token.GAP_FILL) < 0.2
    for x, y in ((9, 15), (31, 15), (20, 4), (20, 26)):
        assert near(colour_at(image, x, y), Token.SURFACE)


def test_hatching_of_neighbours_meets():
    left = Hatch(0, 0, 10, 10, Token.GAP_FILL, 3.6, 1.2)
    right = replace(left, x=7.3)
    edges = [
        {round((x + y) % (3.6 * 2**0.5), 6) for (x, y), _ in hatch_lines(h)} for h in (left, right)
    ]
    assert {value % round(3.6 * 2**0.5, 6) for value in edges[0] | edges[1]} == {0}


@pytest.mark.parametrize(
    "shape",
    [
        Line(5, 15, 35, 15, Token.TEXT, 2),
        Path(((5, 15), (35, 15)), Token.TEXT, 2, round_ends=True),
        Circle(20, 15, 15, stroke=Token.TEXT, width=2),
        Rect(5, 15, 30, 10, stroke=Token.TEXT, stroke_width=2),
    ],
    ids=lambda shape: type(shape).__name__,
)
def test_lines_are_as_wide_as_they_are_said_to_be(fonts, shape):
    image = opened(of(shape), fonts)
    y = 0.5 if isinstance(shape, Circle) else 15
    assert near(colour_at(image, 20, y), Token.TEXT)
    assert near(colour_at(image, 20, y + 2.5), Token.SURFACE)


def test_dashes_leave_gaps(fonts):
    whole = opened(of(Line(0, 15, 40, 15, Token.TEXT, 2)), fonts)
    dashed = opened(of(Line(0, 15, 40, 15, Token.TEXT, 2, (3, 2))), fonts)
    assert count(dashed, Token.TEXT) == pytest.approx(0.6 * count(whole, Token.TEXT), rel=0.1)
    circle = opened(of(Circle(20, 15, 10, stroke=Token.TEXT, width=2, dash=(3, 3))), fonts)
    assert 0 < count(circle, Token.TEXT) < 0.08


@pytest.mark.parametrize(("anchor", "start"), [(Anchor.START, 20), (Anchor.END, 0)])
def test_texts_stand_where_their_width_says(fonts, anchor, start):
    width = fonts.width("HH", Face.REGULAR, 10)
    label = Label(20, 20, "HH", TextStyle(10), Token.TEXT, anchor)
    image = opened(of(label), fonts)
    dark = [
        x / SCALE
        for x in range(image.width)
        if any(sum(image.getpixel((x, y))) < 300 for y in range(image.height))
    ]
    expected = start if anchor is Anchor.START else 20 - width
    assert dark[0] == pytest.approx(expected, abs=1.6)
    assert dark[-1] == pytest.approx(expected + width, abs=1.6)


def test_a_text_that_no_font_has_is_shown_by_its_code(fonts):
    code = Label(0, 20, "日", TextStyle(8, Weight.STRONG), Token.TEXT)
    spelled = replace(code, text="<U+65E5>")
    assert picture(of(code), fonts).data == picture(of(spelled), fonts).data


@pytest.mark.parametrize(
    "drawing",
    [
        charts.bullet(BELOW, 100, 0.62),
        charts.staircase(STAIRS, 300, 150, 0.62, width_of),
        draw(skyline(3, 4, value=0, possible=4))[0],
        draw(skyline(2, applies=False))[0],
        *(charts.mark(kind, 12) for kind in Mark),
    ],
    ids=range(4 + len(Mark)),
)
def test_every_chart_can_be_drawn(fonts, drawing):
    image = opened(drawing, fonts, (3, 3))
    assert len(image.getcolors(1 << 24)) > 2
    assert near(colour_at(image, 0.5, 0.5), Token.SURFACE)


def test_the_smallest_picture_has_a_pixel(fonts):
    tiny = Drawing(0.01, 0.01, (Hatch(0, 0, 0, 0, Token.GAP_FILL, 1, 1),))
    assert picture(tiny, fonts).width > 0
    assert Fraction(picture(tiny, fonts).height) > 0
