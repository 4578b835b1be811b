"""Documents are read and counted in a thread: how far that is, and the button that ends it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.messages import Message
from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.progress_row import ProgressRow
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.tally_places import Reading, counted, split
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words
from excellence_app.session.tallying import Gathered

_LOOK = 100  # milliseconds between looks how far the reading is


class TallyReading(Column):
    """Shows how far the reading is. Of what was asked for only the last counts.

    Signals:
        done(object): What was counted, or why there was nothing to count.
        failed(object): Why it could not be counted, in sentences.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=14, margins=(0, 16, 0, 0), parent=parent)
        self._words = words
        self._asked = 0
        self._reading: Reading | None = None
        self._work = Background(self)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._show_progress)
        self.progress = ProgressRow(theme, words.text("Documents are read"))
        self.cancel = Button(theme, words.text("Cancel"))
        below = Row(theme)
        below.put(self.cancel)
        below.stretch()
        self.put(self.progress, below)

    @property
    def is_reading(self) -> bool:
        """Whether documents are being read."""
        return self._reading is not None

    def read(self, places: Sequence[Path], against: Sequence[Path]) -> None:
        """Read and count documents."""
        self.stop()
        self._reading = reading = Reading()
        self._work.ask(
            str(self._asked), partial(counted, self._words, list(places), list(against), reading)
        )
        self._look.start()
        self._show_progress()

    def split(self, gathered: Gathered, question: str) -> None:
        """Count what was read once more, split by the answers to a question."""
        self._asked += 1
        self._work.ask(str(self._asked), partial(split, self._words, gathered, question))

    def stop(self) -> None:
        """Read no more, and take nothing of what was asked for so far."""
        if self._reading is not None:
            self._reading.stop = True
        self._asked += 1
        self._end()

    def _end(self) -> None:
        self._reading = None
        self._look.stop()

    @Slot()
    def _show_progress(self) -> None:
        reading = self._reading
        if reading is None:
            return
        whole = max(reading.whole, 1)
        told = self._words.text("{part} of {whole}", part=reading.read, whole=reading.whole)
        self.progress.show_progress(reading.read / whole, told if reading.whole else "")

    @Slot(str, object)
    def _on_done(self, key: str, found: object) -> None:
        if key == str(self._asked):  # else something else has been asked for since
            self._end()
            self.done.emit(found)

    @Slot(str, object)
    def _on_failed(self, key: str, sentences: Sequence[Message]) -> None:
        if key == str(self._asked):
            self._end()
            self.failed.emit(sentences)
