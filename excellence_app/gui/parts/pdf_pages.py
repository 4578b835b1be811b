"""The pages of a PDF as pictures, its table of contents, and the way to a printer."""

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtPrintSupport import QPrinter

PAPER_DPI = 300
_POINTS = 72  # of a PDF in one inch
_KEPT = 24  # pictures of pages
_MOST_PIXELS = 24_000_000  # of one picture


class Chapter(NamedTuple):
    """An entry of the table of contents: pages count from 0, `down` points from the top."""

    title: str
    level: int
    page: int
    down: float


class PdfPages:
    """A PDF in memory. Nothing in it can be run or followed."""

    def __init__(self, data: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)
        self._pictures: OrderedDict[tuple[int, int, int, bool], QImage] = OrderedDict()

    @property
    def count(self) -> int:
        """How many pages there are; 0 of what is no PDF that can be read."""
        return self._document.pageCount()

    def size(self, page: int) -> QSizeF:
        """Return the size of a page in points."""
        return self._document.pagePointSize(page)

    def text(self, page: int) -> str:
        """Return what is written on a page."""
        return str(self._document.getAllText(page).text())

    def picture(self, page: int, size: QSize, *, grey: bool = False) -> QImage:
        """Return a page on white paper in a size of pixels."""
        key = (page, size.width(), size.height(), grey)
        found = self._pictures.get(key)
        if found is None:
            found = self._render(page, size, grey=grey)
            self._pictures[key] = found
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return found

    def _render(self, page: int, size: QSize, *, grey: bool) -> QImage:
        pixels = size.width() * size.height()
        if pixels > _MOST_PIXELS:
            size = size * (_MOST_PIXELS / pixels) ** 0.5
        rendered = self._document.render(page, size)
        image = QImage(rendered.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.drawImage(0, 0, rendered)
        painter.end()
        return image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else image

    def on_paper(self, page: int, *, grey: bool = False) -> QImage:
        """Return a page as fine as it is printed; it is not kept."""
        size = self.size(page) * (PAPER_DPI / _POINTS)
        return self._render(page, size.toSize(), grey=grey)

    def chapters(self) -> list[Chapter]:
        """Return the table of contents in the order of the pages."""
        model = QPdfBookmarkModel()
        model.setDocument(self._document)
        found: list[Chapter] = []
        _collect(model, QModelIndex(), found)
        return found


def _collect(model: QPdfBookmarkModel, parent: QModelIndex, found: list[Chapter]) -> None:
    role = QPdfBookmarkModel.Role
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        place = model.data(index, role.Location.value)
        found.append(
            Chapter(
                str(model.data(index, role.Title.value)),
                int(model.data(index, role.Level.value)),
                int(model.data(index, role.Page.value)),
                place.y() if isinstance(place, QPointF) else 0.0,
            )
        )
        _collect(model, index, found)


class PrintJob(QObject):
    """Prints pages one after the other, so that the window goes on meanwhile.

    Signals:
        finished(bool): Everything has gone to the printer, or it could not be.
    """

    finished = Signal(bool)

    def __init__(
        self, pages: PdfPages, printer: QPrinter, parent: QObject, *, grey: bool = False
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        self._grey = grey
        self.numbers = _numbers(printer, pages.count)
        self._painter = QPainter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_next)

    def start(self) -> None:
        """Begin."""
        printer = self._printer
        printer.setFullPage(True)
        if self.numbers:
            self._set_paper(self.numbers[0])
        if not self.numbers or not self._painter.begin(printer):
            self.finished.emit(not self.numbers)
            return
        self._timer.start(0)

    def _set_paper(self, page: int) -> None:
        size = self._pages.size(page)
        across = size.width() > size.height()
        way = QPageLayout.Orientation
        self._printer.setPageOrientation(way.Landscape if across else way.Portrait)
        if self._printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
            flat = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
            self._printer.setPageSize(QPageSize(flat, QPageSize.Unit.Point))

    @Slot()
    def _on_next(self) -> None:
        number = self.numbers.pop(0)
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        picture = self._pages.on_paper(number, grey=self._grey)
        fitting = QSizeF(picture.size()).scaled(
            QSizeF(paper.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        left = (paper.width() - fitting.width()) / 2
        top = (paper.height() - fitting.height()) / 2
        self._painter.drawImage(QRectF(QPointF(left, top), fitting), picture)
        if self.numbers and self._printer.newPage():
            return
        self._timer.stop()
        whole = not self.numbers
        self.finished.emit(self._painter.end() and whole)


def _numbers(printer: QPrinter, count: int) -> list[int]:
    """Return the pages that are wanted, in the order in which they are to be printed."""
    first = max(1, printer.fromPage()) if printer.fromPage() else 1
    last = min(count, printer.toPage()) if printer.toPage() else count
    once = list(range(first - 1, last))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        once.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return once * copies
    return [number for number in once for _ in range(copies)]
