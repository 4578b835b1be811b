"""The theme: contrast computed, type, zoom, what the system asks for."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette

from excellence_app.gui.colours import DARK, LIGHT, Colours, contrast, high_contrast
from excellence_app.gui.theme import (
    SMALLEST_TEXT,
    ZOOM_STEPS,
    Appearance,
    TextStyle,
    Theme,
    Weight,
)
from excellence_app.reports.charts import Token
from tests.gui.gallery import CONTRAST

GROUNDS = ("canvas", "sidebar", "surface", "sunken", "hover")
TEXTS = ("text", "text2", "text3", "accent", "met", "gap", "error", "bronze", "silver", "gold")
ON_TINTS = [
    ("met", "met_tint"),
    ("gap", "gap_tint"),
    ("error", "error_tint"),
    ("bronze", "bronze_tint"),
    ("silver", "silver_tint"),
    ("gold", "gold_tint"),
    ("accent", "accent_tint"),
    ("text", "accent_tint"),
    ("text2", "accent_tint"),
    ("text", "error_tint"),
    ("text2", "error_tint"),
    ("text", "gap_tint"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_inverse", "inverse"),
    ("inverse_accent", "inverse"),
]
SETS = {"light": LIGHT, "dark": DARK, "contrast": high_contrast(CONTRAST)}


@pytest.fixture(params=SETS)
def colours(request):
    return SETS[request.param]


def test_contrast_is_that_of_wcag():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.478, abs=0.001)
    assert contrast(QColor("red"), QColor("red")) == 1


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_texts_can_be_read_on_every_ground(colours, text, ground):
    assert contrast(colours.named(text), colours.named(ground)) >= 4.5


@pytest.mark.parametrize(("text", "ground"), ON_TINTS)
def test_texts_can_be_read_on_their_tints(colours, text, ground):
    assert contrast(colours.named(text), colours.named(ground)) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls_stand_out(colours, ground):
    assert contrast(colours.control, colours.named(ground)) >= 3
    assert contrast(colours.accent, colours.named(ground)) >= 3


@pytest.mark.parametrize("fill", ["met_fill", "gap_fill", "accent", "text"])
@pytest.mark.parametrize("ground", ["surface", "track"])
def test_marks_of_charts_stand_out(colours, fill, ground):
    assert contrast(colours.named(fill), colours.named(ground)) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_met_and_gap_differ_without_colour(name):
    colours = SETS[name]
    assert contrast(colours.met_fill, colours.gap_fill) >= 1.7


def test_high_contrast_takes_nothing_but_the_systems_colours():
    system = {
        CONTRAST.color(part).name()
        for part in (
            QPalette.ColorRole.Window,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Highlight,
            QPalette.ColorRole.HighlightedText,
        )
    }
    used = {SETS["contrast"].named(name).name() for name in Colours._fields}
    assert used <= system


@pytest.mark.parametrize("token", Token)
def test_every_colour_of_a_chart_is_known(theme, token):
    assert theme.colour(token.value).isValid()


def test_a_colour_that_nobody_knows_is_refused(theme):
    with pytest.raises(AttributeError):
        theme.colour("mauve")


@pytest.mark.parametrize("style", TextStyle)
@pytest.mark.parametrize("zoom", ZOOM_STEPS)
def test_text_has_its_size_and_is_never_too_small(theme, style, zoom):
    theme.set_zoom(zoom)
    size = theme.font(style).pixelSize()
    assert size == max(SMALLEST_TEXT, int(style.size * zoom / 100 + 0.5))
    assert theme.line_height(style) >= size * 1.2


@pytest.mark.parametrize(
    ("style", "weight", "family"),
    [
        (TextStyle.BODY, Weight.REGULAR, "Inter"),
        (TextStyle.BODY, Weight.MEDIUM, "Inter"),
        (TextStyle.H3, Weight.STRONG, "Inter"),
        (TextStyle.DISPLAY, Weight.STRONG, "Inter Display"),
    ],
)
def test_the_bundled_fonts_are_used(theme, style, weight, family):
    found = QFontInfo(theme.font(style, weight))
    assert found.family() == family
    assert found.weight() == weight.value


def test_all_digits_are_equally_wide_and_hyphens_stay_narrow(theme):
    widths = {theme.text_width(digit * 20, TextStyle.BODY) for digit in "0123456789"}
    assert len(widths) == 1
    plain = theme.text_width("half-yearly", TextStyle.BODY)
    parts = theme.text_width("half", TextStyle.BODY) + theme.text_width("yearly", TextStyle.BODY)
    assert plain - parts < 0.5 * theme.text_width("0", TextStyle.BODY) + 2


def test_a_name_is_cut_to_its_room(theme):
    name = "Annual report 2025, page 14.pdf"
    whole = theme.text_width(name, TextStyle.BODY)
    assert theme.elided(name, TextStyle.BODY, None, whole) == name
    cut = theme.elided(name, TextStyle.BODY, None, whole // 2)
    assert cut.endswith("…")
    assert theme.text_width(cut, TextStyle.BODY) <= whole // 2


def test_zoom_goes_by_steps_and_stops_at_its_ends(theme):
    seen = []
    theme.set_zoom(80)
    for _ in ZOOM_STEPS:
        seen.append(theme.zoom)
        theme.zoom_in()
    assert tuple(seen) == ZOOM_STEPS
    assert theme.zoom == 200
    for _ in ZOOM_STEPS:
        theme.zoom_out()
    assert theme.zoom == 80
    theme.set_zoom(1000)
    assert theme.zoom == 200


def test_the_systems_larger_text_makes_everything_larger(theme):
    theme.set_base(28)
    assert theme.font(TextStyle.BODY).pixelSize() == 28
    assert theme.px(36) == 72
    theme.set_base(9)
    assert theme.font(TextStyle.BODY).pixelSize() == 14


def test_each_change_is_told_once(qtbot, theme):
    for change in (
        lambda: theme.set_zoom(125),
        lambda: theme.set_appearance(Appearance.DARK),
        lambda: theme.set_high_contrast(wanted=True, system=CONTRAST),
        lambda: theme.set_reduced_motion(wanted=False),
    ):
        with qtbot.waitSignals([theme.changed], timeout=500):
            change()
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_zoom(125)


def test_the_appearance_decides_the_colours(theme):
    assert theme.colours is LIGHT
    assert not theme.dark
    theme.set_appearance(Appearance.DARK)
    assert theme.colours is DARK
    assert theme.dark
    theme.set_high_contrast(wanted=True, system=CONTRAST)
    assert theme.colours.text == QColor("white")
    assert theme.edge == 2


def test_motion_stops_where_it_is_unwelcome(theme):
    assert theme.duration(180) == 0
    theme.set_reduced_motion(wanted=False)
    assert theme.duration(180) == 180


def test_qts_own_parts_wear_the_theme(qapp, theme):
    theme.set_appearance(Appearance.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Base) == DARK.surface
    assert qapp.palette().color(QPalette.ColorRole.Highlight) == DARK.accent
    assert DARK.line2.name() in qapp.styleSheet()
    assert qapp.style().objectName().casefold() in {"fusion", ""}
    assert qapp.font().pixelSize() == theme.font(TextStyle.BODY).pixelSize()


def test_the_system_is_asked_unless_the_person_chose(qapp):
    theme = Theme()
    theme.follow_system(qapp)
    assert theme.base >= 14
    assert theme.colours in (LIGHT, DARK)
    theme.set_appearance(Appearance.DARK)
    assert theme.colours is DARK
    theme.deleteLater()
