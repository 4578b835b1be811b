"""The icons: complete, listed with their licence, tinted, mirrored where they point somewhere."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtSvg import QSvgRenderer

from excellence_app.gui.icons import DIRECTED, PROGRAM, icon, paint_icon, program_icon

ICONS = Path(__file__).parents[2] / "resources" / "icons"
PACKAGE = Path(__file__).parents[2] / "excellence_app"
NAMES = sorted(path.stem for path in ICONS.glob("*.svg"))
LINE_ICONS = [name for name in NAMES if name != PROGRAM]
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight


def painted(name, colour="#3f4fbf", direction=LEFT_TO_RIGHT):
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_icon(painter, name, QRectF(0, 0, 48, 48), QColor(colour), direction)
    painter.end()
    return image


def test_the_readme_lists_every_icon_and_no_other():
    readme = (ICONS / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`([a-z0-9-]+)`", readme)) - {"lucide-static"}
    assert listed == set(NAMES)
    licence = (ICONS / "Lucide-LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in licence
    assert "Cole Bemis" in licence


@pytest.mark.parametrize("name", LINE_ICONS)
def test_a_line_icon_keeps_to_the_grid_and_the_stroke(name):
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke-width="1.7"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert QSvgRenderer(QByteArray(drawing.encode())).isValid()


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_paints_something(qapp, name):  # noqa: ARG001 - painting needs it
    assert painted(name) != painted(name, "#ffffff") or name == PROGRAM


@pytest.mark.parametrize("name", LINE_ICONS)
def test_icons_are_mirrored_where_they_show_a_direction(qapp, name):  # noqa: ARG001
    mirrored = painted(name, direction=RIGHT_TO_LEFT)
    same = mirrored == painted(name)
    if name in DIRECTED:
        expected = painted(name).transformed(QTransform.fromScale(-1, 1))
        assert mirrored == expected.convertToFormat(mirrored.format())
    else:
        assert same


def test_what_is_mirrored_exists():
    assert set(NAMES) >= DIRECTED


def test_the_program_has_an_icon_in_all_sizes(qapp):  # noqa: ARG001
    sizes = {size.width() for size in program_icon().availableSizes()}
    assert sizes >= {16, 32, 48, 256}
    assert not icon("flag", QColor("red")).isNull()


def test_every_icon_that_the_window_names_is_there():
    named = set()
    for path in (PACKAGE / "gui").glob("**/*.py"):
        source = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'(?:icon|icon_after)="([a-z0-9-]+)"', source))
        named |= set(re.findall(r'paint_icon\(painter, "([a-z0-9-]+)"', source))
    assert named
    assert named <= set(NAMES)
