"""Line icons and the program's own mark, tinted from the theme."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from excellence_app.locations import resources_folder

if TYPE_CHECKING:  # what icons paint themselves is enough for the first window
    from PySide6.QtGui import QIcon

PROGRAM = "excellence"

# What shows a direction of reading; everything else looks the same in both.
DIRECTED = frozenset(
    {
        *("arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo-2", "redo-2"),
        *("list-checks", "list-filter", "results", "compare", "route", "history", "rotate-ccw"),
        *("external-link", "panel-left", "panel-right", "file-text", "message-square-text"),
        *("menu", "play", "quote"),
    }
)
_PROGRAM_SIZES = (16, 24, 32, 48, 64, 128, 256)


@cache
def _drawing(name: str) -> bytes:
    return (resources_folder() / "icons" / f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _image(name: str, size: int, colour: str, mirrored: bool) -> QImage:  # noqa: FBT001 - a key
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    drawing = _drawing(name).replace(b"currentColor", colour.encode())
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image.transformed(QTransform.fromScale(-1, 1)) if mirrored else image


def paint_icon(
    painter: QPainter,
    name: str,
    area: QRectF,
    colour: QColor,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> None:
    """Paint an icon into a square, mirrored where it shows the direction of reading."""
    mirrored = direction is Qt.LayoutDirection.RightToLeft and name in DIRECTED
    device = painter.device()
    density = device.devicePixelRatioF()
    image = _image(name, max(1, round(area.width() * density)), colour.name(), mirrored)
    painter.drawImage(area, image)


def icon(name: str, colour: QColor) -> "QIcon":
    """Return an icon for what Qt paints itself, such as the entries of a menu."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - not needed at start-up

    return QIcon(QPixmap.fromImage(_image(name, 48, colour.name(), mirrored=False)))


def program_icon() -> "QIcon":
    """Return the icon of the program's windows."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - not needed at start-up

    found = QIcon()
    for size in _PROGRAM_SIZES:
        found.addPixmap(QPixmap.fromImage(_image(PROGRAM, size, "#000000", mirrored=False)))
    return found
