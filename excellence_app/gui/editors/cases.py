"""Editor for cases: the list of them, each of which leads to its own questions."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.instances import entry_title
from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.boxes import Column, Flow, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.warmth import mixed
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel, paint_progress
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.theme import RADIUS_ROW, TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Paragraph
from excellence_app.language.catalogues import Words
from excellence_app.session import entry_edits
from excellence_app.session.question_places import CaseLine
from excellence_app.session.questioning import enter

TYPE = QuestionType.CASES
_PROGRESS, _ARROW = 16, 16
_START, _END = 42, 40
_LEAST = 104
_FEW = 3  # rows that may be put in one by one
_MOST_SHOWN = 30  # cases that are shown at once


class CaseButton(Pressable):
    """A case: how far it is, its title, and the way to its questions."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._done = 0.0
        self._words = ""
        self._heights: dict[int, int] = {}  # at widths; layouts ask for them very often
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_case(self, title: str, done: float, words: str) -> None:
        """Show a case and how much of it is answered."""
        if (title, done, words) == (self.caption, self._done, self._words):
            return
        self._done, self._words = done, words
        self.set_caption(title)
        self.setAccessibleDescription(words)
        self.on_theme_changed()

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_ROW

    def _paragraphs(self, width: int) -> tuple[Paragraph, Paragraph]:
        theme = self.theme
        room = max(width - theme.px(_START) - theme.px(_END), theme.px(_LEAST))
        return (
            theme.paragraph(self.caption, TextStyle.BODY, Weight.STRONG, room),
            theme.paragraph(self._words, TextStyle.LABEL, None, room),
        )

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        found = self._heights.get(width)
        if found is None:
            found = sum(one.height for one in self._paragraphs(width)) + 2 * self.theme.px(10)
            self._heights[width] = found
        return found

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._heights.clear()
        super().on_theme_changed()

    def sizeHint(self) -> QSize:
        """Return a common size."""
        width = self.width() or self.theme.px(300)
        return QSize(self.theme.px(300), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        px = self.theme.px
        return QSize(px(_START) + px(_LEAST) + px(_END), px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, progress, words and the arrow."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        ground = mixed(colours.surface, colours.hover, self.heat)
        edge = mixed(colours.line2, colours.control, self.heat)
        paint_panel(painter, whole, px(RADIUS_ROW), ground, edge, theme.edge)
        title, words = self._paragraphs(self.width())
        y = (self.height() - title.height - words.height) / 2
        line, side = theme.line_height(TextStyle.BODY), px(_PROGRESS)
        place = QRectF(px(14), y + (line - side) / 2, side, side)
        paint_progress(painter, mirrored(place, whole, direction), self._done, theme)
        room = max(self.width() - px(_START) - px(_END), px(_LEAST))
        for paragraph, ink in ((title, colours.text), (words, colours.text2)):
            place = QRectF(px(_START), y, room, paragraph.height)
            place = mirrored(place, whole, direction)
            paragraph.paint(painter, place, ink, direction=direction)
            y += paragraph.height
        side = px(_ARROW)
        place = QRectF(self.width() - px(14) - side, (self.height() - side) / 2, side, side)
        place = mirrored(place, whole, direction)
        paint_icon(painter, "chevron-right", place, colours.text2, direction)
        painter.end()


class _Case(Row):
    """A case and what can be done with it."""

    def __init__(self, theme: Theme, words: Words, *, used: bool, parent: QWidget) -> None:
        super().__init__(theme, spacing=4, parent=parent)
        self.used = used
        self._words = words
        self.button = CaseButton(theme)
        self.put(self.button, stretch=1)
        self.up: IconButton | None = None
        self.down: IconButton | None = None
        self.copy: IconButton | None = None
        self.use: Button | None = None
        self.remove = IconButton(theme, "", "trash-2")
        if used:
            self.up = IconButton(theme, "", "arrow-up")
            self.down = IconButton(theme, "", "arrow-down")
            self.copy = IconButton(theme, "", "copy")
            self.put(self.up, self.down, self.copy)
        else:
            self.use = Button(theme, words.text("Use this one instead"), Kind.SECONDARY)
            self.put(self.use)
        self.put(self.remove)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        parts = (self.button, self.up, self.down, self.copy, self.use, self.remove)
        return [one for one in parts if one is not None]

    def show_case(
        self, case: CaseLine, *, first: bool, last: bool, may_change: bool, may_use: bool
    ) -> None:
        """Show a case and which way it can go; `may_use`: it may count instead of another."""
        words = self._words
        said = words.text("nothing has to be answered")
        if case.asked:
            said = words.text("{done} of {count} answered", done=case.answered, count=case.asked)
        self.button.show_case(case.title, case.answered / max(case.asked, 1), said)
        self.remove.set_icon("trash-2", words.text("Remove: {case}", case=case.title))
        self.remove.setVisible(may_change)
        if self.use is not None:
            self.use.setAccessibleDescription(case.title)
            self.use.setVisible(may_use)
        if self.up is not None and self.down is not None and self.copy is not None:
            self.up.set_icon("arrow-up", words.text("Move up: {case}", case=case.title))
            self.down.set_icon("arrow-down", words.text("Move down: {case}", case=case.title))
            self.copy.set_icon("copy", words.text("Duplicate: {case}", case=case.title))
            self.up.setEnabled(not first)
            self.down.setEnabled(not last)
            for one in (self.up, self.down, self.copy):
                one.setVisible(may_change)


class CasesEditor(Editor):
    """The cases that count, those that do not, and the button that adds one."""

    ENTER_GOES_ON = False

    accessible_role: QAccessible.Role = Role.Grouping

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        words = asked.words
        self.setAccessibleName(entry_title(asked.question.text, None, lambda _: ""))
        self._cases: Sequence[CaseLine] = ()
        self._locked = self._all_shown = False
        self._wanted: int | None = None  # where the focus goes once the list is another
        self.rows: dict[str, _Case] = {}
        self._used = Column(theme, spacing=8, parent=self)
        self.add = Button(theme, words.text("Add a case"), Kind.SECONDARY, icon="plus")
        self.add.clicked.connect(self._on_add)
        self._none = PlainLabel(theme, words.text("There is no case yet."), colour="text2")
        foot = Flow(theme, across=12, down=4)
        self.more = Button(theme, "", Kind.QUIET)
        self.more.clicked.connect(self._on_more)
        self.more.hide()
        foot.put(self.more, self.add)
        self._beyond = Column(theme, spacing=8, margins=(0, 14, 0, 0), parent=self)
        self._beyond.put(Heading(theme, words.text("Kept, not used"), TextStyle.H3))
        self._why = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.all = Button(theme, "", Kind.SECONDARY)
        self.all.clicked.connect(self._on_all)
        line = Row(theme)
        line.put(self.all)
        line.stretch()
        self._kept = Column(theme, spacing=8)
        self._beyond.put(self._why, self._kept, line)
        for part in (self._used, self._none, foot, self._beyond):
            self.column.addWidget(part)
        self._beyond.hide()
        self.set_lengths()

    def show_values(self, _values: Mapping[str, AnswerValue]) -> None:
        """Leave it to `show_cases` what there is."""

    def show_cases(self, cases: Sequence[CaseLine]) -> None:
        """Show these cases."""
        before = [one.key for one in self._cases]
        self._cases = cases
        if self._wanted is not None and self._wanted >= _MOST_SHOWN:
            self._all_shown = True
        listed = cases if self._all_shown else cases[:_MOST_SHOWN]
        used = [one for one in listed if one.used]
        kept = [one for one in listed if not one.used]
        focused = QApplication.focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        known = {one.key: one.used for one in listed}
        for key in list(self.rows):
            if known.get(key) is not self.rows[key].used:
                self._drop(key)
        many = len(listed) - len(self.rows) > _FEW
        for holder, group in ((self._used, used), (self._kept, kept)):
            if many:  # what is shown bit by bit is laid out as often
                holder.hide()
            for place, case in enumerate(group):
                row = self.rows.get(case.key) or self._make(case, holder)
                holder.box.insertWidget(place, row)
                row.show()
                row.show_case(
                    case,
                    first=place == 0,
                    last=place == len(group) - 1,
                    may_change=not self._locked,
                    may_use=bool(used) and not self._locked,
                )
            holder.show()
        self._show_words(sum(1 for one in cases if one.used), len(cases))
        self.more.setVisible(len(listed) < len(cases))
        self.rows = {one.key: self.rows[one.key] for one in listed}
        self._set_tab_order()
        new = [place for place, one in enumerate(cases) if one.key not in before]
        if self._wanted is not None:
            wanted = new[0] if new else self._wanted
            self._wanted = None
            self._focus(wanted)
        elif held and focused is not None and not focused.isVisible():
            self._focus(0)

    def _show_words(self, used: int, every: int) -> None:
        words, question = self.asked.words, self.asked.question
        self._none.setVisible(not used)
        most = question.most
        self.add.setVisible(not self._locked and (most is None or used < most))
        self._beyond.setVisible(used < every)
        self.more.set_caption(words.text("Show all {count} cases", count=every))
        why = words.text("The number of cases is 0 or not answered, so none of these counts.")
        if used:
            why = words.plural(
                "The number says that one case counts. The others are kept.",
                "The number says that {count} cases count. The others are kept.",
                used,
            )
        self._why.setText(why)
        self.all.set_caption(words.text("Count all {count}", count=every))
        self.all.setVisible(not self._locked)

    def _set_tab_order(self) -> None:
        order: list[QWidget] = []
        for row in self.rows.values():
            order += row.stops if row.used else ()
        order += [self.more, self.add]
        for row in self.rows.values():
            order += () if row.used else row.stops
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _make(self, case: CaseLine, holder: QWidget) -> _Case:
        row = _Case(self.theme, self.asked.words, used=case.used, parent=holder)
        key = case.key
        row.button.clicked.connect(partial(self._open, key))
        for part, act in (
            (row.up, partial(self._move, key, -1)),
            (row.down, partial(self._move, key, 1)),
            (row.copy, partial(self._duplicate, key)),
            (row.use, partial(self._use, key)),
            (row.remove, partial(self._remove, key)),
        ):
            if part is not None:
                part.clicked.connect(act)
        row.button.installEventFilter(self)
        self.rows[key] = row
        return row

    def _drop(self, key: str) -> None:
        row = self.rows.pop(key)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let the cases be looked at alone."""
        self._locked = locked
        self.add.setAccessibleDescription(reason)
        self.show_cases(self._cases)

    def focus_answer(self) -> None:
        """Put the focus on the first case that is not answered, else on what adds one."""
        for place, case in enumerate(self._cases):
            if case.used and case.answered < case.asked:
                self._focus(place)
                return
        if self.add.isHidden():
            self._focus(0)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_part(self, part: str) -> bool:
        """Put the focus on a case."""
        if part not in self.rows and any(one.key == part for one in self._cases):
            self._on_more()
        row = self.rows.get(part)
        if row is not None:
            row.button.setFocus(Qt.FocusReason.OtherFocusReason)
        return row is not None

    def _focus(self, place: int) -> None:
        if not self._cases:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        case = self._cases[min(place, len(self._cases) - 1)]
        if case.key not in self.rows:
            self._on_more()
        self.rows[case.key].button.setFocus(Qt.FocusReason.OtherFocusReason)

    # what a person does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move a case with Alt and the arrows, remove it with Delete, go on with the arrows."""
        presses = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
        if event.type() not in presses or not isinstance(event, QKeyEvent):
            return False
        key = next((key for key, row in self.rows.items() if row.button is watched), "")
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        moves = bool(step) and held == Qt.KeyboardModifier.AltModifier
        if event.type() is QEvent.Type.ShortcutOverride:
            if key and moves:
                event.accept()
            return False
        if not key:
            return False
        place = self._place(key)
        if moves:
            used = sum(1 for one in self._cases if one.used)
            if not self._locked and place < used and 0 <= place + step < used:
                self._move(key, step)
            return True
        if step and not held:
            if 0 <= place + step < len(self._cases):
                self._focus(place + step)
            return True
        if event.key() == Qt.Key.Key_Delete and not held and not self._locked:
            self._remove(key)
            return True
        return False

    def _place(self, key: str) -> int:
        return next(n for n, one in enumerate(self._cases) if one.key == key)

    def _entry(self, place: int) -> str:
        """Return the key of a case among the others, empty beyond the last."""
        if place >= len(self._cases):
            return ""
        return self._cases[place].key[:-1].rpartition("[")[2]

    def _open(self, key: str) -> None:
        self.opened.emit(self._cases[self._place(key)].first)

    @Slot()
    def _on_more(self) -> None:
        self._all_shown = True
        self.show_cases(self._cases)

    @Slot()
    def _on_add(self) -> None:
        self._wanted = len(self._cases)
        question, before = self.asked.question.id, {one.key for one in self._cases}
        self.made.emit(partial(entry_edits.add_entry, question_id=question), "")
        new = next((one for one in self._cases if one.key not in before), None)
        if new is not None:  # what is typed now is told of it
            self.opened.emit(new.first)

    def _duplicate(self, key: str) -> None:
        self._wanted = self._place(key) + 1
        self.made.emit(partial(entry_edits.duplicate_entry, key=key), "")

    def _remove(self, key: str) -> None:
        place = self._place(key)
        self._wanted = place
        said = self.asked.words.text("{case} removed", case=self._cases[place].title)
        self.made.emit(partial(entry_edits.remove_entry, key=key), said)

    def _move(self, key: str, step: int) -> None:
        place = self._place(key)
        there = place + step
        row, words = self.rows[key], self.asked.words
        title, count = self._cases[place].title, sum(1 for one in self._cases if one.used)
        before = self._entry(there if step < 0 else there + 1)
        self.made.emit(partial(entry_edits.move_entry, key=key, before=before), "")
        button = row.up if step < 0 else row.down
        if button is not None and not button.isEnabled():
            row.button.setFocus(Qt.FocusReason.OtherFocusReason)
        said = words.text(
            "{case}, now {place} of {count}", case=title, place=there + 1, count=count
        )
        announce(self, said)

    def _use(self, key: str) -> None:
        """Put a case that does not count in the place of the last one that does."""
        used = [n for n, one in enumerate(self._cases) if one.used]
        if not used:
            return
        self._wanted = used[-1]
        words = self.asked.words
        case, other = self._cases[self._place(key)], self._cases[used[-1]]
        said = words.text(
            "{case} counts now, {other} does not", case=case.title, other=other.title
        )
        before = self._entry(used[-1])
        self.made.emit(partial(entry_edits.move_entry, key=key, before=before), said)

    @Slot()
    def _on_all(self) -> None:
        number, words = self.asked.question.repeat, self.asked.words
        count = str(len(self._cases))
        said = words.text("All cases count now")
        self._wanted = 0
        self.made.emit(partial(enter, question_id=number, texts={number: count}), said)


EDITOR = CasesEditor
