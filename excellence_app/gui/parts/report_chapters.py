"""What a report holds: its chapters on or off and in order, notes and names with it or not."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.boxes import Column, Gap
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.tick_boxes import CheckBox
from excellence_app.gui.theme import Theme, Themed
from excellence_app.language.catalogues import Words
from excellence_app.reports.choices import AS_USUAL, Chapter, Choices
from excellence_app.session.report_choices import (
    FIRST,
    chapter_rows,
    has_details,
    taken_from,
    to_keep,
    usual,
)


class ChapterList(Themed, QWidget):
    """Chapters to tick, one below the other. One Tab stop: arrows move between them.

    With Alt and arrows a chapter moves, as it does when it is dragged; page 1 stays first.

    Signals:
        changed(): A person ticked a chapter, or moved one.
    """

    accessible_role: QAccessible.Role = Role.List

    changed = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._boxes: dict[str, CheckBox] = {}
        self._pressed: tuple[QPoint, tuple[str, ...]] | None = None  # where, and the order then
        self._dragged = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(words.text("Chapters"))
        self.follow(theme)
        self._column.setSpacing(theme.px(1))

    @property
    def boxes(self) -> Mapping[str, CheckBox]:
        """The chapters by their keys, in their order."""
        return self._boxes

    @property
    def order(self) -> tuple[str, ...]:
        """All chapters in their order."""
        return tuple(self._boxes)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chapters that are ticked, in their order."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def show_chapters(self, rows: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Show chapters with their titles, those that are `chosen` ticked."""
        if [(key, box.caption) for key, box in self._boxes.items()] != list(rows):
            for box in self._boxes.values():
                self._column.removeWidget(box)
                box.hide()
                box.deleteLater()
            self._boxes = {key: self._new_box(title) for key, title in rows}
            self._stop_at(next(iter(self._boxes), ""))
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)
        self._describe()

    def _new_box(self, title: str) -> CheckBox:
        box = CheckBox(self.theme, title, parent=self)
        box.installEventFilter(self)
        box.clicked.connect(self._on_clicked)
        self._column.addWidget(box)
        box.show()
        return box

    def _describe(self) -> None:
        """Say to screen readers where each chapter stands."""
        count = len(self._boxes)
        for place, box in enumerate(self._boxes.values(), start=1):
            box.setAccessibleDescription(
                self._words.text(
                    "{place} of {count}. Alt with arrows moves it.", place=place, count=count
                )
            )

    def move_chapter(self, key: str, step: int) -> None:
        """Move a chapter up (-1) or down (1)."""
        if self._swap(key, step):
            self.changed.emit()

    def _swap(self, key: str, step: int) -> bool:
        """Let a chapter and its neighbour change places; return whether they did."""
        keys = list(self._boxes)
        here = keys.index(key)
        there = here + step
        if not 0 <= there < len(keys):
            return False
        if FIRST in {key, keys[there]}:
            announce(self, self._words.text("The summary is page 1 and stays first."))
            return False
        keys[here], keys[there] = keys[there], keys[here]
        box = self._boxes[key]
        focused = box.hasFocus()
        self._column.removeWidget(box)
        self._column.insertWidget(there, box)
        self._boxes = {one: self._boxes[one] for one in keys}
        before: QWidget | None = None
        for one in self._boxes.values():  # Tab follows the order that is seen
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one
        self._describe()
        if focused:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(
            self,
            self._words.text(
                "{title}, place {place} of {count}",
                title=box.caption,
                place=there + 1,
                count=len(keys),
            ),
        )
        return True

    def _key_of(self, box: QObject) -> str:
        return next((key for key, one in self._boxes.items() if one is box), "")

    def _stop_at(self, stop: str) -> None:
        for key, box in self._boxes.items():
            policy = Qt.FocusPolicy
            box.setFocusPolicy(policy.StrongFocus if key == stop else policy.ClickFocus)

    @Slot()
    def _on_clicked(self) -> None:
        self._stop_at(self._key_of(self.sender()))
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows lead on, and Alt with arrows or the pointer move a chapter."""
        key = self._key_of(watched)
        if not key:
            return False
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(key, event)
        if isinstance(event, QMouseEvent):
            return self._on_mouse(key, event)
        return False

    def _on_key(self, key: str, event: QKeyEvent) -> bool:
        pressed = Qt.Key(event.key())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(pressed, 0)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step and held == Qt.KeyboardModifier.AltModifier:
            self.move_chapter(key, step)
            return True
        if held != Qt.KeyboardModifier.NoModifier:
            return False
        keys = list(self._boxes)
        last = len(keys) - 1
        if step:
            place = min(max(keys.index(key) + step, 0), last)
        elif pressed in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            place = 0 if pressed is Qt.Key.Key_Home else last
        else:
            return False
        self._stop_at(keys[place])
        self._boxes[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _on_mouse(self, key: str, event: QMouseEvent) -> bool:
        at = self._boxes[key].mapTo(self, event.position().toPoint())
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = (at, self.order), False
        elif kind is QEvent.Type.MouseMove and self._pressed is not None:
            far = abs(at.y() - self._pressed[0].y()) >= QApplication.startDragDistance()
            self._dragged = self._dragged or far
            if self._dragged:
                self._boxes[key].setDown(False)
                self._drag(key, at.y())
                return True
        elif kind is QEvent.Type.MouseButtonRelease and self._pressed is not None:
            before, dragged = self._pressed[1], self._dragged
            self._pressed, self._dragged = None, False
            if self.order != before:
                self.changed.emit()
            return dragged  # what was dragged is not ticked as well
        return False

    def _drag(self, key: str, y: int) -> None:
        """Move a chapter past each neighbour whose middle the pointer has passed."""
        while True:
            keys = list(self._boxes)
            here = keys.index(key)
            tops = {one: box.geometry().center().y() for one, box in self._boxes.items()}
            if here and y < tops[keys[here - 1]]:
                step = -1
            elif here + 1 < len(keys) and y > tops[keys[here + 1]]:
                step = 1
            else:
                return
            if not self._swap(key, step):
                return
            self._column.activate()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._column.setSpacing(self.theme.px(1))
        super().on_theme_changed()


class ReportChapters(Column):
    """The chapters of one kind of report, and what of the details it prints.

    Each kind keeps its own choices. `kept` is what is remembered of them, JSON values.

    Signals:
        changed(): A person chose something else.
    """

    changed = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=4, parent=parent)
        self._words = words
        self._kept: dict[str, object] = {}
        self._kind = ""
        self._declined = False
        self.head = SectionHeader(theme, words.text("Chapters"), hint=words.text("Alt ↑ ↓"))
        self.head.hint.setAccessibleName(words.text("Alt with arrows moves a chapter"))
        self.list = ChapterList(theme, words)
        self.list.changed.connect(self._on_changed)
        self.as_usual = Button(theme, words.text("As usual"), Kind.QUIET)
        self.as_usual.setAccessibleDescription(
            words.text("All chapters of this kind in their usual order, with notes and names")
        )
        self.as_usual.clicked.connect(self._on_as_usual)
        self.details = Column(theme, spacing=1)
        self.details.setAccessibleName(words.text("Details"))
        self.notes = CheckBox(theme, words.text("Notes"))
        self.names = CheckBox(
            theme, words.text("Names of people"), hint=words.text("A name inside a text stays.")
        )
        for box in (self.notes, self.names):
            box.clicked.connect(self._on_changed)
        self.details.put(SectionHeader(theme, words.text("Details")), self.notes, self.names)
        self.put(self.head, self.list, Gap(theme, 4), self.details, self.as_usual)
        self.put(Gap(theme, 4), Hairline(theme), Gap(theme, 4))

    @property
    def choices(self) -> Choices:
        """What was chosen for this kind of report."""
        chosen = self.list.chosen
        as_usual = not self.list.boxes or chosen == usual(self._kind)
        if not has_details(self._kind):
            return AS_USUAL if as_usual else Choices(tuple(Chapter(key) for key in chosen))
        return Choices(
            None if as_usual else tuple(Chapter(key) for key in chosen),
            self.notes.isChecked(),
            self.names.isChecked() or self._declined,
            names_anyway=self._declined and self.names.isChecked(),
        )

    def show_declined(self, *, declined: bool) -> None:
        """Take in whether the answers ask to leave names out: then none are printed unasked."""
        if declined is not self._declined:
            self._declined = declined
            if self._kind:
                self.show_kind(self._kind)

    @property
    def kept(self) -> Mapping[str, object]:
        """What is remembered of all kinds."""
        return self._kept

    def take(self, kept: object) -> None:
        """Take what was remembered; nonsense is as if nothing was chosen."""
        self._kept = dict(kept) if isinstance(kept, dict) else {}

    def show_kind(self, kind: str) -> None:
        """Show the choices of a kind of report, nothing where it has none."""
        self._kind = kind
        order, choices = taken_from(self._kept.get(kind), kind)
        titles = dict(chapter_rows(self._words, kind))
        chosen = usual(kind)
        if choices.chapters is not None:
            chosen = tuple(one.value for one in choices.chapters)
        self.list.show_chapters([(key, titles[key]) for key in order], chosen)
        self.head.setVisible(bool(titles))
        self.list.setVisible(bool(titles))
        self.notes.setChecked(choices.notes)
        self.names.setChecked(choices.names and (choices.names_anyway or not self._declined))
        self._show_as_usual()
        self.details.setVisible(has_details(kind))
        self.setVisible(has_details(kind) or bool(titles))

    def _show_as_usual(self) -> None:
        rows = tuple(key for key, _ in chapter_rows(self._words, self._kind))
        other = self.choices != AS_USUAL or self.list.order != rows
        if not other and self.as_usual.hasFocus():  # it goes, and its focus with it
            first = next(iter(self.list.boxes.values()), self.notes)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.as_usual.setVisible(other)

    @Slot()
    def _on_changed(self) -> None:
        self._kept = {**self._kept, self._kind: to_keep(self.list.order, self.choices)}
        self._show_as_usual()
        self.changed.emit()

    @Slot()
    def _on_as_usual(self) -> None:
        self._kept = {kind: one for kind, one in self._kept.items() if kind != self._kind}
        self.show_kind(self._kind)
        self.changed.emit()
