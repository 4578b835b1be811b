"""A small picture of a file: the first page of a PDF, a picture, else the icon of its kind."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import RADIUS_ROW, TextStyle, Theme, Themed
from excellence_app.gui.typesetting import Align

_HEIGHT = 236
_LARGEST = 1200  # pixels at either side that a picture is read with
_ICON = 34
_PAPER = b"%PDF-"
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff"})


def can_be_shown(name: str) -> bool:
    """Return whether a file of this name may have a picture."""
    ending = name.rpartition(".")[2].lower()
    return ending == "pdf" or ending in _PICTURES


def picture_of(data: bytes) -> QImage | None:
    """Return a picture of what a file holds, none if there is none that can be shown."""
    if not data:
        return None
    if data[:1024].lstrip().startswith(_PAPER):
        from excellence_app.gui.parts.pdf_pages import PdfPages  # noqa: PLC0415 - seldom needed, and every start does without it

        pages = PdfPages(data)
        if not pages.count:
            return None
        size = pages.size(0).scaled(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
        return pages.picture(0, size.toSize())
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    found = reader.size()
    if found.isValid() and max(found.width(), found.height()) > _LARGEST:
        reader.setScaledSize(found.scaled(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class FilePreview(Themed, QWidget):
    """Shows a picture as large as it fits, or an icon with a few words."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._image: QImage | None = None
        self._icon = "file"
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    @property
    def image(self) -> QImage | None:
        """The picture, none while an icon stands in its place."""
        return self._image

    def show_image(self, image: QImage | None) -> None:
        """Show a picture, or the icon again."""
        self._image = image
        self.updateGeometry()
        self.update()

    def show_icon(self, icon: str, words: str) -> None:
        """Show an icon with words below it in place of a picture."""
        self._image, self._icon, self._words = None, icon, words
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for a picture; an icon needs less."""
        height = _HEIGHT if self._image is not None else _HEIGHT / 2
        return QSize(self.theme.px(200), self.theme.px(height))

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(self.theme.px(80), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture or icon."""
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        painter = QPainter(self)
        whole = QRectF(self.rect())
        if self._image is None:
            paint_panel(painter, whole, px(RADIUS_ROW), colours.surface, colours.line, theme.edge)
            words = theme.paragraph(
                self._words, TextStyle.CAPTION, None, max(1, int(whole.width()) - px(24))
            )
            side = px(_ICON)
            high = side + (px(8) + words.height if self._words else 0)
            y = (whole.height() - high) / 2
            spot = QRectF(whole.center().x() - side / 2, y, side, side)
            paint_icon(painter, self._icon, spot, colours.text3, self.layoutDirection())
            below = QRectF(px(12), y + side + px(8), whole.width() - px(24), words.height)
            words.paint(painter, below, colours.text2, Align.CENTRE, self.layoutDirection())
            painter.end()
            return
        ratio = Qt.AspectRatioMode.KeepAspectRatio
        size = self._image.size().scaled(whole.size().toSize(), ratio)
        x, y = (whole.width() - size.width()) / 2, (whole.height() - size.height()) / 2
        spot = QRectF(round(x), round(y), size.width(), size.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        density = self.devicePixelRatioF()
        exact = self._image.scaled(
            (spot.size() * density).toSize(), ratio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(spot, exact)
        painter.setPen(colours.line2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(spot.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
