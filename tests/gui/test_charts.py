"""Charts on the screen: where things are painted, what is told, pressed and copied."""

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QVBoxLayout, QWidget

from excellence_app.gui.charts import tables
from excellence_app.gui.charts.copying import as_table
from excellence_app.gui.charts.dimension_bars import DimensionBarsChart
from excellence_app.gui.charts.marks import ChartMark, MarkButton
from excellence_app.gui.charts.painter import ChartFonts, paint_drawing, unit_of
from excellence_app.gui.charts.scale import ScaleChart, ScalePainter
from excellence_app.gui.charts.skyline import SkylineChart, SmallSkyline
from excellence_app.gui.charts.staircase import StaircaseChart
from excellence_app.gui.components.focus_ring import FocusRing
from excellence_app.gui.components.tooltip import tooltip_of
from excellence_app.gui.theme import Appearance
from excellence_app.language.catalogues import Words
from excellence_app.reports import charts
from excellence_app.reports.blocks import (
    BarKind,
    Bullet,
    DimensionBar,
    DimensionBars,
    Dumbbell,
    Skyline,
    SkylineColumn,
    SkylineGroup,
    Staircase,
)
from excellence_app.reports.charts import Circle, Drawing, Hatch, Label, Line, Path, Rect, Token

WORDS = Words("en")
Role = QAccessible.Role
Text = QAccessible.Text
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
NOTHING = Qt.KeyboardModifier.NoModifier

BELOW = Bullet(
    maximum=Fraction(4),
    value=Fraction(1),
    kind=BarKind.BELOW,
    alternative="5.3 R&D <b>survey</b>: level 1 of 4, Gold asks for level 3, 2 levels short.",
    possible=Fraction(1),
    threshold=Fraction(3),
    divisions=4,
)
MOVED = Dumbbell(Fraction(4), Fraction(1), Fraction(3), "from 1 to 3", Fraction(2), divisions=4)


def column(number, value=2, threshold=2):
    level = Fraction(value)
    return SkylineColumn(
        label=number,
        levels=4,
        value=level,
        possible=level,
        threshold=Fraction(threshold),
        indicator=number,
        sentence=f"{number} Name: level {value} of 4.",
    )


def group(number, count):
    columns = tuple(column(f"{number}.{place}") for place in range(1, count + 1))
    return SkylineGroup(f"Dimension {number}", str(number), columns, "94%")


SKYLINE = Skyline(tuple(group(n, c) for n, c in enumerate((4, 10, 2, 12, 3), start=1)), "all")
STAIRS = Staircase(
    start=Fraction(1, 2),
    after=(Fraction(6, 10), Fraction(85, 100)),
    axis=tuple((Fraction(n, 10), f"{n}0%") for n in range(4, 10)),
    start_label="50% now",
    end_label="85%",
    alternative="Now 50%. After action 1: 60%. After action 2: 85%.",
    required=Fraction(8, 10),
    required_label="80% for Gold",
    reached_after=2,
    sentences=("Now 50%.", "After action 1: 60%.", "After action 2: 85%."),
)
BARS = DimensionBars(
    tuple(
        DimensionBar(
            name,
            value,
            Bullet(Fraction(1), share, BarKind.TOTAL, f"{name}: {value}", share, Fraction(4, 5)),
            total=name == "Total",
        )
        for name, value, share in (
            ("1 Structure", "94%", Fraction(94, 100)),
            ("2 Governance and cooperation", "70%", Fraction(7, 10)),
            ("Total", "69%", Fraction(69, 100)),
        )
    )
)

MAKERS = {
    "bullet": lambda t, p=None: ScaleChart(t, WORDS, BELOW, focusable=True, parent=p),
    "dumbbell": lambda t, p=None: ScaleChart(t, WORDS, MOVED, focusable=True, parent=p),
    "skyline": lambda t, p=None: SkylineChart(t, WORDS, "All indicators", SKYLINE, p),
    "small skyline": lambda t, p=None: SmallSkyline(t, WORDS, "Adriatic", SKYLINE, p),
    "staircase": lambda t, p=None: StaircaseChart(t, WORDS, "What the plan brings", STAIRS, p),
    "dimensions": lambda t, p=None: DimensionBarsChart(t, WORDS, "Dimensions", BARS, p),
}
LISTS = {"skyline": 31, "staircase": 3, "dimensions": 3}


@pytest.fixture(params=MAKERS)
def kind(request):
    return request.param


@pytest.fixture
def chart(theme, shown, kind):
    return shown(MAKERS[kind](theme), 900)


@pytest.fixture
def skyline(theme, shown):
    return shown(MAKERS["skyline"](theme), 1000)


@pytest.fixture(autouse=True)
def no_tip_left(qtbot):
    yield
    if QToolTip.isVisible():
        QToolTip.hideText()
        qtbot.waitUntil(lambda: not QToolTip.isVisible())


def speaks(widget):
    return QAccessible.queryAccessibleInterface(widget)


def painted(theme, drawing):
    """Return a drawing as an image on the ground of cards."""
    image = QImage(round(drawing.width), round(drawing.height), QImage.Format.Format_RGB32)
    image.fill(theme.colours.surface)
    painter = QPainter(image)
    paint_drawing(painter, drawing, theme, ChartFonts(theme))
    painter.end()
    return image


def of(*shapes):
    return Drawing(60, 40, shapes)


def near(image, x, y, colour):
    there = QColor(image.pixel(x, y))
    parts = zip(there.getRgb(), colour.getRgb(), strict=True)
    return max(abs(one - other) for one, other in parts) < 12


def count(image, colour):
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(near(image, x, y, colour) for x, y in places)


# painting


@pytest.mark.parametrize(
    ("shape", "inside", "outside"),
    [
        (Rect(10, 10, 20, 10, Token.ACCENT), (12, 12), (8, 12)),
        (Rect(10, 10, 20, 20, Token.ACCENT, radius=9), (20, 12), (10, 10)),
        (Line(10, 20, 50, 20, Token.ACCENT, 4), (30, 20), (30, 24)),
        (Path(((10, 30), (30, 5), (50, 30)), fill=Token.ACCENT), (30, 20), (12, 10)),
        (Path(((10, 20), (50, 20)), Token.ACCENT, 4), (30, 20), (30, 24)),
        (Circle(30, 20, 10, Token.ACCENT), (30, 20), (38, 28)),
        (Circle(30, 20, 10, stroke=Token.ACCENT, width=4), (30, 10), (30, 20)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_shapes_are_painted_in_their_places_in_the_colours_of_the_theme(
    theme, shape, inside, outside
):
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        theme.set_appearance(appearance)
        image = painted(theme, of(shape))
        assert near(image, *inside, theme.colours.accent)
        assert near(image, *outside, theme.colours.surface)


@pytest.mark.parametrize("radius", [0, 5])
def test_hatching_stays_inside_its_rectangle(theme, radius):
    hatch = Hatch(10, 10, 40, 20, Token.GAP_FILL, 3.6, 1.2, radius, Token.SURFACE)
    image = painted(theme, of(hatch))
    ink = [
        (x, y)
        for x in range(60)
        for y in range(40)
        if not near(image, x, y, theme.colours.surface)
    ]
    assert 200 < len(ink) < 640
    assert all(9 <= x <= 50 and 9 <= y <= 30 for x, y in ink)
    if radius:
        corners = {(10, 10), (49, 10), (10, 29), (49, 29)}
        assert corners.isdisjoint(ink)


def test_a_dashed_line_has_gaps(theme):
    whole = painted(theme, of(Line(0, 20, 60, 20, Token.TEXT, 2)))
    dashed = painted(theme, of(Line(0, 20, 60, 20, Token.TEXT, 2, (6, 4))))
    assert count(dashed, theme.colours.text) < 0.75 * count(whole, theme.colours.text)


@pytest.mark.parametrize("text", ["WW", "<b>W</b>"])
def test_texts_are_painted_as_they_are_between_their_ends(theme, text):
    style = charts.TextStyle(12)
    width = ChartFonts(theme).width_of(text, style)
    label = Label(150, 25, text, style, Token.TEXT, charts.Anchor.END)
    image = painted(theme, replace(of(label), width=200, height=40))
    ink = [x for x in range(200) for y in range(40) if QColor(image.pixel(x, y)).lightness() < 120]
    assert min(ink) == pytest.approx(150 - width, abs=3)
    assert max(ink) == pytest.approx(150, abs=3)


def test_with_high_contrast_tracks_have_edges_and_no_shades(theme):
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor("black"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("white"))
    theme.set_high_contrast(wanted=True, system=system)
    image = painted(theme, charts.bullet(replace(BELOW, divisions=0), 200, 1))
    top = charts.bullet_height(1) / 2 - 7
    assert near(image, 180, round(top) + 1, QColor("white"))  # the edge of the track
    assert near(image, 180, round(top) + 7, QColor("black"))  # and nothing inside it
    assert near(image, 20, round(top) + 4, QColor("white"))  # the bar


def test_with_high_contrast_what_is_below_differs_from_what_is_met(theme):
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor("black"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("white"))
    met, below = (Rect(0, 0, 24, 13, fill) for fill in (Token.MET_FILL, Token.GAP_FILL))
    theme.set_high_contrast(wanted=True, system=system)
    full = painted(theme, Drawing(24, 13, (met,), ""))
    marked = painted(theme, Drawing(24, 13, (below,), ""))
    assert near(full, 12, 6, QColor("white"))
    assert near(marked, 12, 6, QColor("black"))
    assert near(marked, 12, 2, QColor("white"))
    theme.set_high_contrast(wanted=False)
    plain = painted(theme, Drawing(24, 13, (below,), ""))
    assert near(plain, 12, 6, theme.colours.gap_fill)


def test_with_high_contrast_thresholds_stand_out_from_filled_cells(theme):
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor("black"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("white"))
    theme.set_high_contrast(wanted=True, system=system)
    cell = Rect(0, 0, 40, 40, Token.MET_FILL)
    tick = Line(0, 20, 40, 20, Token.TEXT, 2)
    image = painted(theme, Drawing(40, 40, (cell, tick), ""))
    assert near(image, 20, 20, QColor("white"))
    for y in (18, 21):
        assert near(image, 20, y, QColor("black"))
    assert near(image, 20, 10, QColor("white"))


def test_a_chart_of_a_language_from_right_to_left_is_the_mirror_image(theme):
    bullet = charts.bullet(BELOW, 200, 1)
    plain, turned = painted(theme, bullet), painted(theme, charts.mirrored(bullet))
    for x in (10, 80, 120, 190):
        for y in (4, 10, 16):
            if plain.pixel(x, y) == plain.pixel(x - 1, y) == plain.pixel(x + 1, y):
                assert near(turned, 199 - x, y, QColor(plain.pixel(x, y)))
    assert count(turned, theme.colours.gap_fill) > 0


def test_mirrored_numbers_keep_their_order_and_every_zone_its_mark():
    (drawing,) = charts.skyline(SKYLINE, 1000, 1, lambda t, s: len(t) * s.size / 2, 11)
    turned = charts.mirrored(drawing)
    assert {s.text for s in turned.shapes if isinstance(s, Label)} == {
        s.text for s in drawing.shapes if isinstance(s, Label)
    }
    for before, after in zip(drawing.zones, turned.zones, strict=True):
        assert (after.key, after.sentence) == (before.key, before.sentence)
        assert after.x + after.width == pytest.approx(1000 - before.x)
    for before, after in zip(drawing.shapes, turned.shapes, strict=True):
        if isinstance(before, Label):
            assert (before.text, before.x) == (after.text, pytest.approx(1000 - after.x))


# layout


def test_a_chart_is_laid_out_once_for_many_repaints(theme, shown, kind):
    made = []
    chart = MAKERS[kind](theme)
    lay_out = chart.lay_out
    chart.lay_out = lambda width, unit: made.append(width) or lay_out(width, unit)
    shown(chart, 900)
    before = len(made)
    for _ in range(5):
        chart.repaint()
        chart.grab()
    assert len(made) == before <= 3


def test_its_height_follows_from_its_width(chart):
    assert chart.hasHeightForWidth()
    drawing = chart.drawing(900)
    assert drawing.height <= chart.heightForWidth(900) <= drawing.height + 30
    assert chart.sizeHint().height() == chart.heightForWidth(chart.width())
    assert chart.minimumSizeHint().width() <= 200


def test_zoom_makes_it_larger_and_colours_follow_the_theme(theme, chart):
    height, image = chart.heightForWidth(900), chart.grab().toImage()
    theme.set_zoom(200)
    assert chart.heightForWidth(900) > 1.4 * height
    theme.set_zoom(100)
    assert chart.heightForWidth(900) == height
    theme.set_appearance(Appearance.DARK)
    assert chart.grab().toImage() != image


def test_marks_lie_inside_the_chart_and_not_over_each_other(theme, shown, kind):
    chart = shown(MAKERS[kind](theme), 700)
    for direction in (Qt.LayoutDirection.LeftToRight, RIGHT_TO_LEFT):
        chart.setLayoutDirection(direction)
        chart.resize(700, chart.heightForWidth(700))
        places = [mark.geometry() for mark in chart.marks]
        assert all(chart.rect().contains(place) for place in places)
        for number, one in enumerate(places):
            for other in places[number + 1 :]:
                shared = one.intersected(other)
                assert min(shared.width(), shared.height()) <= 2


def test_many_indicators_take_more_lines_in_less_room(theme, shown):
    chart = shown(MAKERS["skyline"](theme), 1000)
    lines = []
    for width in (1000, 600, 350):
        chart.resize(width, chart.heightForWidth(width))
        lines.append(len({mark.y() for mark in chart.marks}))
        texts = {s.text for s in chart.drawing(width).shapes if isinstance(s, Label)}
        assert {"4.12", "1.1"} <= texts  # numbers are never cut to positions
    assert lines[0] == 1 < lines[1] < lines[2]


def test_a_value_stands_at_the_end_of_its_dimension_where_there_is_room(theme, shown):
    chart = shown(MAKERS["skyline"](theme), 1000)
    values = [s for s in chart.drawing(1000).shapes if isinstance(s, Label) and s.text == "94%"]
    assert len(values) == 3  # two columns, and three, hold no title and value


def test_bars_stand_below_names_that_have_no_room_beside_them(theme, shown):
    chart = shown(MAKERS["dimensions"](theme), 900)

    def first_bar(width):
        return next(s for s in chart.drawing(width).shapes if isinstance(s, Rect))

    assert first_bar(900).x > 200
    assert first_bar(250).x == 0
    assert chart.heightForWidth(250) > chart.heightForWidth(900)


def test_words_of_the_line_make_way_for_steps():
    def width_of(text, style):
        return 0.55 * style.size * len(text)

    def words_of(data):
        drawing = charts.staircase(data, 260, 170, 1, width_of)
        (label,) = [s for s in drawing.shapes if isinstance(s, Label) and s.text == "80% for Gold"]
        return label.y

    line = words_of(STAIRS) + 5
    crossed = replace(STAIRS, possible=(Fraction(82, 100), Fraction(9, 10)))
    assert words_of(crossed) > line


# what is told


@pytest.mark.parametrize("kind", LISTS, indirect=True)
def test_a_list_tells_each_of_its_marks(chart, kind):
    interface = speaks(chart)
    assert interface.role() == Role.List
    assert interface.text(Text.Name) == chart.accessibleName() != ""
    items = [interface.child(number) for number in range(interface.childCount())]
    assert len(items) == LISTS[kind]
    for item in items:
        assert item.role() == Role.ListItem
        assert item.text(Text.Name).endswith((".", "%"))
    assert len({item.text(Text.Name) for item in items}) == LISTS[kind]


def test_a_single_mark_is_a_picture_with_its_sentence(theme, shown):
    for kind, data in (("bullet", BELOW), ("dumbbell", MOVED)):
        chart = shown(MAKERS[kind](theme), 300)
        assert speaks(chart).role() == Role.Graphic
        assert speaks(chart).text(Text.Name) == data.alternative
        assert speaks(chart).childCount() == 0


def test_sentences_are_shown_to_the_pointer_as_they_are(theme, shown, skyline):
    assert tooltip_of(skyline.marks[3]) == "1.4 Name: level 2 of 4."
    bullet = shown(MAKERS["bullet"](theme), 300)
    assert tooltip_of(bullet) == BELOW.alternative
    assert bullet.toolTip() == ""  # Qt would take the angle brackets for markup


def test_sentences_are_shown_to_the_keyboard(theme, shown, qtbot):
    host = QWidget()
    layout = QVBoxLayout(host)
    first, second = MAKERS["bullet"](theme), MAKERS["dumbbell"](theme)
    layout.addWidget(first)
    layout.addWidget(second)
    shown(host, 400, 200)
    second.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.keyClick(second, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert first.hasFocus()
    qtbot.waitUntil(QToolTip.isVisible)
    assert "R&amp;D &lt;b&gt;survey&lt;/b&gt;" in QToolTip.text()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    qtbot.waitUntil(lambda: "from 1 to 3" in QToolTip.text())


def test_the_pointer_leaves_the_focus_quiet(theme, shown):
    bullet = shown(MAKERS["bullet"](theme), 300)
    other = QWidget(bullet)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.setFocus()
    bullet.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not QToolTip.isVisible()


def test_the_focus_ring_goes_around_marks(theme, skyline):
    ring = FocusRing(theme, skyline)
    skyline.focus_mark(0)
    ring.hold(skyline.marks[0])
    assert ring.geometry().contains(skyline.marks[0].geometry())
    assert ring.isVisible()


def test_what_is_pointed_at_has_an_edge(skyline):
    mark = skyline.marks[5]
    before = skyline.grab().toImage()
    mark.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    after = skyline.grab(mark.geometry()).toImage()
    assert after != before.copy(mark.geometry())


# the keyboard and the pointer


def stops(chart):
    return [n for n, m in enumerate(chart.marks) if m.focusPolicy() is Qt.FocusPolicy.StrongFocus]


def focused(chart):
    return next((n for n, mark in enumerate(chart.marks) if mark.hasFocus()), None)


def test_a_list_is_one_tab_stop(theme, shown, kind):
    chart = shown(MAKERS[kind](theme), 900)
    assert stops(chart) == ([0] if kind in LISTS else [])
    if kind in LISTS:
        chart.focus_mark(2)
        assert stops(chart) == [2]
        assert focused(chart) == 2


@pytest.mark.parametrize("direction", Qt.LayoutDirection)
def test_arrows_move_as_one_reads(skyline, qtbot, direction):
    skyline.setLayoutDirection(direction)
    mirrored = direction is RIGHT_TO_LEFT
    on = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
    back = Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left
    skyline.focus_mark(0)
    for key, there in (
        (on, 1),
        (on, 2),
        (back, 1),
        (Qt.Key.Key_End, 30),
        (on, 30),
        (Qt.Key.Key_Home, 0),
        (back, 0),
    ):
        qtbot.keyClick(skyline.marks[focused(skyline)], key)
        assert focused(skyline) == there
    xs = [mark.x() for mark in skyline.marks]
    assert xs == sorted(xs, reverse=mirrored)


def test_up_and_down_lead_to_the_other_lines(theme, shown, qtbot):
    chart = shown(MAKERS["skyline"](theme), 600)
    chart.focus_mark(1)
    qtbot.keyClick(chart.marks[1], Qt.Key.Key_Down)
    below = focused(chart)
    assert chart.marks[below].y() > chart.marks[1].y()
    assert abs(chart.marks[below].x() - chart.marks[1].x()) < chart.marks[1].width()
    qtbot.keyClick(chart.marks[below], Qt.Key.Key_Up)
    assert focused(chart) == 1
    qtbot.keyClick(chart.marks[1], Qt.Key.Key_Up)  # there is nothing above
    assert focused(chart) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_column_leads_to_its_indicator_by_keyboard(skyline, qtbot, key):
    skyline.focus_mark(13)
    with qtbot.waitSignal(skyline.chosen) as chosen:
        qtbot.keyClick(skyline.marks[13], key)
    assert chosen.args == ["2.10"]


def test_a_column_leads_to_its_indicator_by_pointer_and_screen_reader(skyline, qtbot):
    with qtbot.waitSignal(skyline.chosen) as chosen:
        qtbot.mouseClick(skyline.marks[0], Qt.MouseButton.LeftButton)
    assert chosen.args == ["1.1"]
    actions = speaks(skyline.marks[30]).actionInterface()
    with qtbot.waitSignal(skyline.chosen) as chosen:
        actions.doAction("Press")
    assert chosen.args == ["5.3"]


def test_steps_and_dimensions_are_told_and_not_pressed(theme, shown):
    for kind in ("staircase", "dimensions"):
        chart = shown(MAKERS[kind](theme), 600)
        assert {type(mark) for mark in chart.marks} == {ChartMark}
    assert issubclass(MarkButton, QWidget)


def test_showing_other_results_emits_nothing_and_keeps_the_focus(skyline, qtbot):
    skyline.focus_mark(7)
    mark = skyline.marks[7]
    better = replace(SKYLINE.groups[1].columns[3], sentence="2.4 Name: level 4 of 4.")
    columns = (*SKYLINE.groups[1].columns[:3], better, *SKYLINE.groups[1].columns[4:])
    groups = (SKYLINE.groups[0], replace(SKYLINE.groups[1], columns=columns), *SKYLINE.groups[2:])
    with qtbot.assertNotEmitted(skyline.chosen):
        skyline.show_data(replace(SKYLINE, groups=groups))
    assert skyline.marks[7] is mark
    assert mark.hasFocus()
    assert mark.accessibleName() == tooltip_of(mark) == "2.4 Name: level 4 of 4."


def test_marks_come_and_go_with_what_is_shown(skyline):
    skyline.focus_mark(30)
    skyline.show_data(replace(SKYLINE, groups=SKYLINE.groups[:2]))
    assert len(skyline.marks) == 14
    assert stops(skyline) == [0]
    skyline.show_data(SKYLINE)
    assert len(skyline.marks) == 31
    assert all(mark.isVisible() for mark in skyline.marks)


def test_another_value_is_painted_and_told(theme, shown):
    chart = shown(MAKERS["bullet"](theme), 300)
    before = chart.grab().toImage()
    chart.show_data(replace(BELOW, value=Fraction(3), kind=BarKind.MET, alternative="met"))
    assert chart.grab().toImage() != before
    assert speaks(chart).text(Text.Name) == tooltip_of(chart) == "met"


def test_other_plans_and_scores_are_shown(theme, shown):
    stairs = shown(MAKERS["staircase"](theme), 400)
    stairs.show_data(replace(STAIRS, after=(), reached_after=None, sentences=("Now.", "x")))
    assert len(stairs.marks) == 2
    bars = shown(MAKERS["dimensions"](theme), 400)
    bars.show_data(DimensionBars(BARS.bars[:2]))
    assert [mark.accessibleName() for mark in bars.marks] == [
        "1 Structure: 94%",
        "2 Governance and cooperation: 70%",
    ]


# copying


def press(qtbot, chart, modifiers):
    target = chart.marks[0] if chart.marks else chart
    target.setFocus()
    qtbot.keyClick(target, Qt.Key.Key_C, modifiers)


def test_a_chart_is_copied_as_a_picture(chart, qtbot):
    QApplication.clipboard().clear()
    press(qtbot, chart, Qt.KeyboardModifier.ControlModifier)
    image = QApplication.clipboard().image()
    assert image.width() >= 2 * chart.width()
    assert image.height() >= 2 * chart.height()
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(image.height())
    }
    assert len(colours) > 3


def test_a_chart_is_copied_as_a_table(chart, kind, qtbot):
    QApplication.clipboard().clear()
    press(qtbot, chart, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    data = QApplication.clipboard().mimeData()
    rows = [line.split("\t") for line in data.text().splitlines()]
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == {"bullet": 1, "dumbbell": 1, "small skyline": 31, **LISTS}[kind] + 1
    assert data.html().count("<tr>") == len(rows)
    assert data.html().startswith("<table><tr><th>")


def test_what_the_tables_say():
    assert tables.scale_table(WORDS, [BELOW, MOVED])[1:] == [
        ["", "1", "3", "4", BELOW.alternative],
        ["1", "3", "2", "4", "from 1 to 3"],
    ]
    head, first, *_ = tables.skyline_table(WORDS, SKYLINE)
    assert head == ["Indicator", "Level", "At best", "Threshold", "In words"]
    assert first == ["1.1", "2", "2", "2", "1.1 Name: level 2 of 4."]
    left_out = replace(SKYLINE.groups[0].columns[0], applies=False, threshold=None)
    data = Skyline((replace(SKYLINE.groups[0], columns=(left_out,)),), "")
    assert tables.skyline_table(WORDS, data)[1][1:4] == ["", "", ""]
    assert tables.staircase_table(WORDS, STAIRS)[1:] == [["0", "50%"], ["1", "60%"], ["2", "85%"]]
    assert tables.dimension_table(WORDS, BARS)[3] == ["Total", "69%"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1+1"])
def test_no_spreadsheet_takes_a_copied_cell_for_a_formula(text):
    data = as_table([["Name"], [text]])
    cell = data.text().splitlines()[1]
    assert cell.lstrip("' ") == text.strip()
    assert not cell.strip().startswith(("=", "+", "-", "@", "\uff1d"))


def test_a_copied_cell_is_one_cell_and_no_markup():
    data = as_table([["Name", "x"], ["a\tb\nc", "<b>&"]])
    assert data.text() == "Name\tx\na b c\t<b>&\n"
    assert "<td>&lt;b&gt;&amp;</td>" in data.html()


def test_the_keys_for_copying_are_kept_from_the_window(chart):
    wanted = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier
    )
    wanted.ignore()
    QApplication.sendEvent(chart, wanted)
    assert wanted.isAccepted()
    other = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    other.ignore()
    QApplication.sendEvent(chart, other)
    assert not other.isAccepted()


def test_the_menu_offers_both_ways_of_copying_with_their_keys(chart):
    place = chart.rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, chart.mapToGlobal(place), NOTHING
    )
    QApplication.sendEvent(chart, event)
    (menu,) = chart.findChildren(QMenu)
    actions = menu.actions()
    assert [action.text() for action in actions] == [
        "Copy as picture\tCtrl+C",
        "Copy as table\tCtrl+Shift+C",
    ]
    QApplication.clipboard().clear()
    actions[1].trigger()
    assert QApplication.clipboard().text() != ""
    actions[0].trigger()
    assert not QApplication.clipboard().image().isNull()
    menu.close()


# rows that paint charts themselves


def row(theme, data, direction=Qt.LayoutDirection.LeftToRight, **how):
    image = QImage(220, 40, QImage.Format.Format_RGB32)
    image.fill(theme.colours.surface)
    painter = QPainter(image)
    painter.setPen(QColor("red"))
    ScalePainter(theme).paint(painter, QRectF(10, 0, 200, 40), data, direction, **how)
    assert painter.pen().color() == QColor("red")  # rows find their painter as it was
    assert painter.worldTransform().map(QPointF(0, 0)) == QPointF(0, 0)
    painter.end()
    return image


def test_a_row_paints_its_value_in_the_middle(theme):
    image = row(theme, BELOW)
    assert near(image, 30, 20, theme.colours.gap_fill)
    assert near(image, 160, 20, theme.colours.text)
    turned = row(theme, BELOW, RIGHT_TO_LEFT)
    assert near(turned, 190, 20, theme.colours.gap_fill)
    assert near(turned, 60, 20, theme.colours.text)


def test_the_scale_of_a_dumbbell_runs_through_the_whole_row(theme):
    image = row(theme, MOVED)
    lines = [x for x in range(220) if near(image, x, 0, theme.colours.line)]
    assert lines == [x for x in range(220) if near(image, x, 39, theme.colours.line)] != []


def test_steps_show_what_is_planned(theme):
    planned = replace(BELOW, planned=Fraction(3))
    image = row(theme, planned, as_steps=True)
    assert near(image, 15, 20, theme.colours.text2)
    assert count(image, theme.colours.met_fill) > 30
    turned = row(theme, planned, RIGHT_TO_LEFT, as_steps=True)
    assert near(turned, 204, 20, theme.colours.text2)


def test_rows_of_one_value_are_laid_out_once(theme, monkeypatch):
    made = []
    lay_out = charts.bullet
    monkeypatch.setattr(charts, "bullet", lambda *a: made.append(a) or lay_out(*a))
    image = QImage(220, 40, QImage.Format.Format_RGB32)
    painter, rows = QPainter(image), ScalePainter(theme)
    for number in range(10):
        area = QRectF(0, number, 200, 40)
        rows.paint(painter, area, BELOW, Qt.LayoutDirection.LeftToRight)
    painter.end()
    assert len(made) == 1


def test_one_pixel_of_the_design_grows_with_the_zoom(theme):
    assert unit_of(theme) == 1
    theme.set_zoom(150)
    assert unit_of(theme) == 1.5
    assert QPoint(theme.px(2), 0) == QPoint(3, 0)
