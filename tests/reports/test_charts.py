"""Charts are plain shapes; what they show is in places and kinds of shapes, not in colours."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excellence_app.reports import charts
from excellence_app.reports.blocks import (
    BarKind,
    Bullet,
    BulletAxis,
    Dumbbell,
    Mark,
    Peers,
    Skyline,
    SkylineColumn,
    SkylineGroup,
    Staircase,
)
from excellence_app.reports.charts import Anchor, Circle, Hatch, Label, Line, Path, Rect, Token

WIDTH, UNIT = 400.0, 1.0
BELOW = Bullet(
    maximum=Fraction(4),
    value=Fraction(1),
    possible=Fraction(1),
    kind=BarKind.BELOW,
    threshold=Fraction(3),
    earlier=Fraction(2),
    divisions=4,
    alternative="level 1 of 4",
)


def width_of(text, style):
    return 0.55 * style.size * len(text)


def of_kind(drawing, kind):
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def filled(drawing, token):
    return [rect for rect in of_kind(drawing, Rect) if rect.fill is token]


def test_a_bullet_hatches_from_the_value_to_the_threshold():
    drawing = charts.bullet(BELOW, WIDTH, UNIT)
    (hatch,) = of_kind(drawing, Hatch)
    assert (hatch.x, hatch.x + hatch.width) == (100, 300)
    (bar,) = filled(drawing, Token.GAP_FILL)
    assert (bar.x, bar.width) == (0, 100)
    assert drawing.alternative == "level 1 of 4"


def test_the_tick_stands_at_the_threshold_and_reaches_over_the_track():
    drawing = charts.bullet(BELOW, WIDTH, UNIT)
    (tick,) = filled(drawing, Token.TEXT)
    track = filled(drawing, Token.TRACK)[0]
    assert tick.x + tick.width / 2 == 300
    assert tick.y < track.y
    assert tick.y + tick.height > track.y + track.height
    assert track.width == 300  # darker up to the threshold


def test_the_earlier_value_is_a_hollow_circle_on_top_of_all():
    drawing = charts.bullet(BELOW, WIDTH, UNIT)
    last = drawing.shapes[-1]
    assert isinstance(last, Circle)
    assert (last.x, last.fill, last.stroke) == (200, Token.SURFACE, Token.TEXT)


def test_a_met_threshold_needs_no_hatching():
    met = replace(BELOW, value=Fraction(3), possible=Fraction(3), kind=BarKind.MET)
    drawing = charts.bullet(met, WIDTH, UNIT)
    assert not of_kind(drawing, Hatch)
    assert filled(drawing, Token.MET_FILL)[0].width == 300


def test_without_an_answer_there_is_a_dashed_frame_and_the_tick_only():
    drawing = charts.bullet(
        replace(BELOW, value=None, possible=Fraction(4), earlier=None), WIDTH, UNIT
    )
    frame, tick = drawing.shapes
    assert frame.dash
    assert frame.fill is None
    assert tick.fill is Token.TEXT


def test_what_open_questions_may_add_is_a_dashed_frame_behind_the_bar():
    half = replace(BELOW, possible=Fraction(2), earlier=None)
    drawing = charts.bullet(half, WIDTH, UNIT)
    (frame,) = [rect for rect in of_kind(drawing, Rect) if rect.dash]
    assert (frame.x, frame.x + frame.width) == (100, 200)
    (hatch,) = of_kind(drawing, Hatch)
    assert (hatch.x, hatch.x + hatch.width) == (200, 300)


@given(
    value=st.fractions(0, 4),
    more=st.fractions(0, 4),
    threshold=st.none() | st.fractions(0, 5),
    kind=st.sampled_from(BarKind),
)
def test_no_bar_leaves_its_track(value, more, threshold, kind):
    data = replace(
        BELOW, value=value, possible=min(value + more, Fraction(4)), threshold=threshold, kind=kind
    )
    for shape in charts.bullet(data, WIDTH, UNIT).shapes:
        if isinstance(shape, Rect | Hatch) and shape.height <= 14:  # not the tick
            assert shape.width >= 0
            if shape.fill is not Token.SURFACE:
                assert shape.x >= -1e-9
                assert shape.x + shape.width <= WIDTH + 1e-9


def column(label="1", value=1, possible=None, threshold=2, levels=4, *, applies=True):
    top = Fraction(value if possible is None else possible)
    return SkylineColumn(
        label,
        levels,
        Fraction(value),
        top,
        None if threshold is None else Fraction(threshold),
        applies,
    )


def skyline(*sizes, **of_column):
    groups = tuple(
        SkylineGroup(
            f"{number} Group with a name",
            str(number),
            tuple(column(str(place), **of_column) for place in range(1, size + 1)),
        )
        for number, size in enumerate(sizes, start=1)
    )
    return Skyline(groups, "in words")


def draw(data, width=480.0, smallest=6.4):
    return charts.skyline(data, width, 0.62, width_of, smallest)


def cells(drawing):
    """Return filled, pale, hatched and dashed cells as four numbers."""
    rects = of_kind(drawing, Rect)
    return (
        sum(1 for r in rects if r.fill in {Token.MET_FILL, Token.GAP_FILL}),
        sum(1 for r in rects if r.fill is Token.TRACK_HI),
        len(of_kind(drawing, Hatch)),
        sum(1 for r in rects if r.dash),
    )


@pytest.mark.parametrize(
    ("of_column", "expected"),
    [
        ({"value": 3, "threshold": 3}, (3, 1, 0, 0)),
        ({"value": 1, "threshold": 3}, (1, 1, 2, 0)),
        ({"value": 0, "possible": 4, "threshold": 3}, (0, 0, 0, 4)),
        ({"value": 1, "possible": 2, "threshold": 3}, (1, 1, 1, 1)),
        ({"value": 0, "applies": False}, (0, 4, 0, 0)),
        ({"value": 2, "threshold": None}, (2, 2, 0, 0)),
        ({"value": 1, "levels": 1, "threshold": 1}, (1, 0, 0, 0)),
    ],
)
def test_a_column_has_one_cell_for_each_level(of_column, expected):
    (drawing,) = draw(skyline(1, **of_column))
    assert cells(drawing) == expected


def test_what_is_below_is_darker_and_its_number_stronger():
    (drawing,) = draw(Skyline((SkylineGroup("1 A", "1", (column("7", value=1),)),), ""))
    assert filled(drawing, Token.GAP_FILL)
    (number,) = [label for label in of_kind(drawing, Label) if label.text == "7"]
    assert number.colour is Token.TEXT
    assert number.style.weight.value == "strong"


def test_what_does_not_apply_is_crossed_out_and_has_no_threshold():
    (drawing,) = draw(skyline(1, applies=False))
    lines = of_kind(drawing, Line)
    assert len(lines) == 2
    assert all(line.x1 != line.x2 and line.y1 != line.y2 for line in lines)


def test_up_to_45_indicators_share_one_line():
    assert len(draw(skyline(4, 10, 2, 12, 3))) == 1
    assert len(draw(skyline(20, 25))) == 1


def test_more_indicators_wrap_by_dimension():
    assert len(draw(skyline(20, 25, 1))) == 2
    drawings = draw(skyline(40, 60, 30, 50, 55, 45, 30))
    assert len(drawings) == 10  # 60, 50 and 55 take two lines each
    assert [drawing.alternative for drawing in drawings] == ["in words"] + [""] * 9


@given(st.lists(st.integers(1, 120), min_size=1, max_size=9))
def test_every_indicator_is_drawn_inside_the_width(sizes):
    drawings = draw(skyline(*sizes))
    found = 0
    for drawing in drawings:
        for shape in drawing.shapes:
            if isinstance(shape, Rect):
                assert shape.x >= 0
                assert shape.x + shape.width <= 480 + 0.01
        found += sum(1 for label in of_kind(drawing, Label) if label.anchor is Anchor.MIDDLE)
    assert found == sum(sizes)


@given(unit=st.floats(0.3, 2), count=st.integers(1, 45))
def test_no_letter_is_smaller_than_allowed(unit, count):
    for drawing in charts.skyline(skyline(count), 480, unit, width_of, 6.4):
        assert all(label.style.size >= 6.4 for label in of_kind(drawing, Label))


def titles(drawing):
    return [one for one in of_kind(drawing, Label) if one.anchor is Anchor.START]


def test_a_title_without_room_is_cut():
    narrow = SkylineGroup("3 Extraordinarily-long-word", "3", (column(),))
    data = Skyline((narrow, SkylineGroup("4 B", "4", tuple(column() for _ in range(30)))), "")
    (drawing,) = draw(data)
    cut, other = titles(drawing)
    assert cut.text.startswith("3 Ext")
    assert cut.text.endswith("…")
    assert other.text == "4 B"
    assert cut.x + width_of(cut.text, cut.style) < other.x


def test_a_title_of_which_hardly_a_letter_has_room_gives_way_to_its_number():
    narrow = SkylineGroup("31 Extraordinarily-long-word", "31", (column(),))
    many = tuple(column() for _ in range(42))
    (drawing,) = draw(Skyline((narrow, SkylineGroup("4 B", "4", many)), ""))
    assert [one.text for one in titles(drawing)] == ["31", "4 B"]


def test_a_title_may_begin_in_the_gap_before_its_columns():
    first = SkylineGroup("2 A", "2", tuple(column() for _ in range(12)))
    narrow = SkylineGroup("3 Financements", "3", (column(), column()))
    last = SkylineGroup("4 B", "4", tuple(column() for _ in range(14)))
    (drawing,) = draw(Skyline((first, narrow, last), ""))
    _, whole, after = titles(drawing)
    assert whole.text == "3 Financements"
    begins = drawing.zones[12].x  # of its first column
    assert begins - 480 / 29 < whole.x < begins
    assert whole.x + width_of(whole.text, whole.style) < after.x


def test_long_numbers_below_the_columns_give_way_to_positions():
    columns = tuple(column(f"indicator-{n}") for n in range(3))
    wide = Skyline((SkylineGroup("1 A", "1", columns),), "")
    (drawing,) = draw(wide)
    middle = [label.text for label in of_kind(drawing, Label) if label.anchor is Anchor.MIDDLE]
    assert middle == ["1", "2", "3"]


STAIRS = Staircase(
    start=Fraction(1, 2),
    after=(Fraction(6, 10), Fraction(85, 100)),
    axis=tuple((Fraction(n, 10), f"{n}0%") for n in range(4, 10)),
    start_label="50% now",
    end_label="85%",
    alternative="in words",
    required=Fraction(8, 10),
    required_label="80% for Gold",
    reached_after=2,
)


def test_the_staircase_rises_at_each_action_and_rings_the_one_that_reaches_the_label():
    drawing = charts.staircase(STAIRS, 300, 150, 0.62, width_of)
    (steps,) = [path for path in of_kind(drawing, Path) if path.stroke is not None]
    heights = list(dict.fromkeys(round(y, 6) for _, y in steps.points))
    assert heights == sorted(heights, reverse=True)
    assert len(heights) == 3
    ring = [circle for circle in of_kind(drawing, Circle) if circle.stroke is Token.GOLD]
    assert len(ring) == 1
    required = [line for line in of_kind(drawing, Line) if line.colour is Token.TEXT]
    assert ring[0].y < required[0].y1  # above the line
    texts = {label.text for label in of_kind(drawing, Label)}
    assert {"50% now", "85%", "80% for Gold", "1", "2", "40%", "90%"} <= texts


def test_without_enough_actions_there_is_no_ring():
    short = replace(STAIRS, after=(Fraction(6, 10),), reached_after=None, end_label="60%")
    drawing = charts.staircase(short, 300, 150, 0.62, width_of)
    assert not [circle for circle in of_kind(drawing, Circle) if circle.stroke is Token.GOLD]


@pytest.mark.parametrize("width", [240, 318, 700])
@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("gain", [1, 4, 12, 30])
@pytest.mark.parametrize("start", [66, 72, 78])
def test_no_label_of_a_staircase_stands_on_another(width, steps, gain, start):
    after = tuple(Fraction(min(start + gain * (n + 1), 100), 100) for n in range(steps))
    reached = next((n + 1 for n, share in enumerate(after) if share >= Fraction(4, 5)), None)
    axis = tuple((Fraction(n, 20), f"{n * 5}%") for n in range(12, 21))
    end = f"{float((after[reached - 1] if reached else after[-1]) * 100):.1f}%"
    data = replace(
        STAIRS,
        start=Fraction(start, 100),
        after=after,
        axis=axis,
        reached_after=reached,
        start_label=f"{start}% now",
        end_label=end,
    )
    drawing = charts.staircase(data, width, 172, 1, width_of)
    boxes = [
        (one.x - wide / 2 if one.anchor is Anchor.MIDDLE else one.x, wide, one.y, one.text)
        for one in of_kind(drawing, Label)
        if one.text in {data.start_label, end, data.required_label}
        for wide in [width_of(one.text, one.style)]
    ]
    assert len(boxes) == 3
    for (x, wide, y, text), (other_x, other_wide, other_y, other) in combinations(boxes, 2):
        beside = x + wide < other_x or other_x + other_wide < x
        assert beside or abs(y - other_y) >= 12, (text, other)


def test_many_actions_do_not_crowd_the_axis():
    many = replace(
        STAIRS, after=tuple(Fraction(50 + n, 200) for n in range(100)), reached_after=100
    )
    drawing = charts.staircase(many, 300, 150, 0.62, width_of)
    numbers = [label for label in of_kind(drawing, Label) if label.text.isdigit()]
    assert len(numbers) <= 25
    assert "100" in {label.text for label in numbers}


def test_each_mark_has_a_shape_of_its_own():
    def outline(kind):
        return tuple((type(s), replace_colours(s)) for s in charts.mark(kind, 10).shapes)

    def replace_colours(shape):
        return tuple(
            getattr(shape, name)
            for name in shape.__slots__
            if not isinstance(getattr(shape, name), Token)
        )

    assert len({outline(kind) for kind in Mark}) == len(Mark)


MOVED = Dumbbell(
    maximum=Fraction(4),
    before=Fraction(1),
    now=Fraction(3),
    threshold=Fraction(2),
    divisions=4,
    alternative="from 1 to 3",
)


def on_scale(drawing, x, unit=UNIT):
    """Return where on a scale of 4 a place of a dumbbell is."""
    inset = charts.dumbbell_inset(unit)
    return round((x - inset) / (drawing.width - 2 * inset) * 4, 6)


def test_a_dumbbell_is_hollow_before_and_filled_now():
    drawing = charts.dumbbell(MOVED, WIDTH, UNIT)
    (now,) = [circle for circle in of_kind(drawing, Circle) if circle.fill is Token.ACCENT]
    (before,) = [circle for circle in of_kind(drawing, Circle) if circle.stroke is not None]
    assert (on_scale(drawing, before.x), on_scale(drawing, now.x)) == (1, 3)
    assert before.fill is Token.SURFACE
    (line,) = [line for line in of_kind(drawing, Line) if line.width == 3]
    assert (line.x1, line.x2, line.colour) == (before.x, now.x, Token.TEXT)
    assert drawing.alternative == "from 1 to 3"


def test_what_fell_has_a_line_of_another_colour():
    fell = replace(MOVED, before=Fraction(3), now=Fraction(1))
    (line,) = [one for one in of_kind(charts.dumbbell(fell, WIDTH, UNIT), Line) if one.width == 3]
    assert line.colour is Token.GAP_FILL


def test_what_is_unchanged_is_filled_inside_a_ring():
    same = charts.dumbbell(replace(MOVED, before=Fraction(3)), WIDTH, UNIT)
    ring, *_, ball = of_kind(same, Circle)
    assert (ring.x, ring.stroke) == (ball.x, Token.TEXT)
    assert ring.radius > ball.radius
    assert not [line for line in of_kind(same, Line) if line.width == 3]


def test_the_threshold_of_a_dumbbell_is_a_triangle_below():
    drawing = charts.dumbbell(MOVED, WIDTH, UNIT)
    (triangle,) = of_kind(drawing, Path)
    ball = of_kind(drawing, Circle)[-1]
    assert on_scale(drawing, triangle.points[0][0]) == 2
    assert all(y > ball.y + 7 for _, y in triangle.points)
    assert all(y <= drawing.height for _, y in triangle.points)


def test_peers_are_a_band_with_their_median():
    peers = Peers(Fraction(1), Fraction(3), Fraction(2))
    drawing = charts.dumbbell(replace(MOVED, peers=peers, before=None), WIDTH, UNIT)
    (band,) = of_kind(drawing, Rect)
    assert (on_scale(drawing, band.x), on_scale(drawing, band.x + band.width)) == (1, 3)
    (median,) = [line for line in of_kind(drawing, Line) if line.colour is Token.ACCENT]
    assert on_scale(drawing, median.x1) == 2
    assert not [circle for circle in of_kind(drawing, Circle) if circle.stroke]


def test_a_scale_without_steps_is_one_line():
    (line,) = [
        line
        for line in of_kind(charts.dumbbell(replace(MOVED, divisions=0), WIDTH, UNIT), Line)
        if line.colour is Token.LINE
    ]
    assert line.y1 == line.y2
    lines = [
        line
        for line in of_kind(charts.dumbbell(MOVED, WIDTH, UNIT, 40), Line)
        if line.colour is Token.LINE
    ]
    assert [(line.y1, line.y2) for line in lines] == [(0, 40)] * 5


@given(
    before=st.none() | st.fractions(0, 4),
    now=st.none() | st.fractions(0, 4),
    threshold=st.none() | st.fractions(0, 4),
    unit=st.floats(0.3, 2),
)
def test_no_mark_of_a_dumbbell_leaves_its_place(before, now, threshold, unit):
    data = replace(MOVED, before=before, now=now, threshold=threshold)
    drawing = charts.dumbbell(data, WIDTH, unit)
    for circle in of_kind(drawing, Circle):
        assert circle.radius <= circle.x <= WIDTH - circle.radius
        assert circle.radius <= circle.y <= drawing.height - circle.radius


def test_the_axis_of_dumbbells_begins_where_their_scale_does():
    style = charts.TextStyle(12)
    axis = charts.bullet_axis(BulletAxis(4), WIDTH, style, charts.dumbbell_inset(UNIT))
    places = [label.x for label in of_kind(axis, Label)]
    lines = [line.x1 for line in of_kind(charts.dumbbell(MOVED, WIDTH, UNIT), Line)][:5]
    assert places == pytest.approx(lines)
