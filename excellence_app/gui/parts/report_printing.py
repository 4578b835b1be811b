"""Printing the pages of a report: which printer, and how far it has come."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from excellence_app.gui.parts.pdf_pages import PdfPages, PrintJob
from excellence_app.language.catalogues import Words


class ReportPrinting(QObject):
    """Asks for the printer and prints; one report at a time.

    Signals:
        printed(bool): The printer has got the pages, or has taken none.
    """

    printed = Signal(bool)

    def __init__(self, words: Words, page: QWidget) -> None:
        super().__init__(page)
        self._words, self._page = words, page
        self._job: PrintJob | None = None

    @property
    def is_busy(self) -> bool:
        """Whether pages are still on their way to the printer."""
        return self._job is not None

    def ask(self, pages: PdfPages, name: str, *, grey: bool) -> None:
        """Let a person choose the printer, and print; `name` is what the printer shows."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        if grey:
            printer.setColorMode(QPrinter.ColorMode.GrayScale)
        dialog = QPrintDialog(printer, self._page)
        dialog.setWindowTitle(self._words.text("Print the report"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, max(1, pages.count))
        wanted = dialog.exec()
        dialog.deleteLater()
        if wanted:
            self.print_to(pages, printer)

    def print_to(self, pages: PdfPages, printer: QPrinter) -> None:
        """Print pages, as fine as paper shows them."""
        if self._job is not None:
            return
        grey = printer.colorMode() is QPrinter.ColorMode.GrayScale
        self._job = PrintJob(pages, printer, self, grey=grey)
        self._job.finished.connect(self._on_finished)
        self._job.start()

    @Slot(bool)
    def _on_finished(self, done: bool) -> None:  # noqa: FBT001 - Qt's own signal
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self.printed.emit(done)
