"""One question: its answers, what proves them, notes, and what the answer does."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from excellence_app.domain.assessment import (
    AnswerStatus,
    AnswerValue,
    Assessment,
    ChangeSet,
    Confidence,
)
from excellence_app.domain.criteria import Question
from excellence_app.domain.messages import N_
from excellence_app.gui.accessibility import announce
from excellence_app.gui.commands import BY_ID
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.breadcrumb import Breadcrumb
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.editors import editor_for
from excellence_app.gui.page import Page
from excellence_app.gui.parts.aside_box import AsideBox
from excellence_app.gui.parts.editor import Asked, AskedThreshold, Editor
from excellence_app.gui.parts.evidence_box import EvidenceBox
from excellence_app.gui.parts.focus_order import go_on
from excellence_app.gui.parts.follow_up_list import FollowUpList
from excellence_app.gui.parts.live_effect import (
    EarlierAnswer,
    EffectColumn,
    EffectLine,
    help_with,
)
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import TextStyle, Weight
from excellence_app.language import changes, sentences
from excellence_app.language.catalogues import Words
from excellence_app.session import edits
from excellence_app.session.effect import Effect, effect
from excellence_app.session.next_steps import next_open
from excellence_app.session.questioning import (
    as_typed,
    can_be_answered,
    enter,
    follow_ups,
    questions_in_order,
    threshold_level,
    try_answer,
    why_not_asked,
)

NOTE, EVIDENCE = "note", "evidence"  # parts of this page that a place can name
_WIDEST = 880
_LOW = 640  # pixels of the design: a window in which the footer may not be high
_GUIDANCE = "guidance"  # under this the document's window remembers whether it is open
_ASIDE = frozenset({AnswerStatus.NOT_APPLICABLE, AnswerStatus.UNKNOWN})
_LEVEL_KEYS = range(10)


class _Built(NamedTuple):
    """What an editor was made for; another one needs another editor."""

    question: str
    threshold: AskedThreshold | None
    language: str


class QuestionPage(Page):
    """The most important page: everything about one question, and the way to the next."""

    key = "questions"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self._question: Question | None = None
        self._built: _Built | None = None
        self._order: tuple[str, ...] = ()
        self._steps: tuple[list[tuple[str, str]], str] = ([], "")
        self.editor: Editor | None = None
        self._drafts: dict[str, str] = {}  # what was typed and cannot be stored, by answer key
        self._compact = False
        self._evidence_open = False
        self._conflicts: tuple[tuple[str, str], ...] = ()
        self.strips: list[MessageStrip] = []
        self._effect: Effect | None = None
        self.setAcceptDrops(True)
        self._typed = TypedFields(self, self._on_field_left)
        self.scroll_page = ScrollPage(theme, words.text("Question"), widest=_WIDEST)
        self.body.addWidget(self.scroll_page)
        self._gaps: list[tuple[Gap, bool]] = []
        column = self._column = Column(theme, spacing=0)
        self.scroll_page.column.addWidget(column)
        column.put(self._make_top())
        self._add_gap(16, always=False)
        self._strip_column = Column(theme, spacing=8, margins=(0, 8, 0, 12))
        self._strip_column.hide()
        column.put(self._strip_column)
        self._make_head()
        self.aside = AsideBox(theme, words)
        self.aside.given.connect(self._on_reason)
        self.aside.taken_back.connect(self._clear)
        self.aside.cancelled.connect(self.take_focus)
        self._holder = Column(theme, spacing=0)
        self.follow_ups = FollowUpList(theme, words)
        self.follow_ups.chosen.connect(self._go_to_question)
        column.put(self.aside, self._holder, self.follow_ups)
        self._make_evidence_and_notes()
        self._make_confidence()
        self._foot = self._make_foot()
        self.scroll_page.set_foot(self._foot)
        self._side = EffectColumn(
            theme, words, guidance_open=desk.remembered(_GUIDANCE) is not False
        )
        self._side.way_on = self.focusNextPrevChild
        self._side.copy_asked.connect(self._copy_earlier)
        self._side.guidance_opened.connect(self._on_guidance)
        self._make_keys()

    # the parts, from top to bottom

    def _add_gap(self, length: float, *, always: bool = True) -> None:
        gap = Gap(self.desk.theme, length)
        self._gaps.append((gap, always))
        self._column.put(gap)

    def _make_top(self) -> QWidget:
        theme, words = self.desk.theme, self.desk.words
        row = Flow(theme, across=8, down=2, at_end=1)
        self._breadcrumb = Breadcrumb(theme, words.text("Where you are"))
        self._breadcrumb.chosen.connect(self._on_step)
        self._help = Button(theme, words.text("Effect and guidance"), Kind.QUIET, icon="info")
        self._help.clicked.connect(partial(self.desk.run, "side"))
        self._help.hide()
        self._flag = IconButton(
            theme, words.text("Come back later"), "flag", key=_key_of(self.desk, "mark_later")
        )
        self._flag.setCheckable(True)
        self._flag.clicked.connect(self._toggle_later)
        self._more = IconButton(theme, words.text("More about this question"), "ellipsis")
        self._more.clicked.connect(self._open_menu)
        actions = Row(theme, spacing=8)
        actions.put(self._help, self._flag, self._more)
        row.put(self._breadcrumb, actions)
        return row

    def _make_head(self) -> None:
        theme = self.desk.theme
        self._number = PlainLabel(
            theme, "", TextStyle.LABEL, weight=Weight.STRONG, colour="accent"
        )
        self._number.most_characters = None
        self._heading = Heading(theme, "", TextStyle.QUESTION)
        self._heading.most_characters = None
        self._instruction = PlainLabel(theme, "", TextStyle.BODY, colour="text2")
        self._instruction.most_characters = None
        self._column.put(self._number)
        self._add_gap(2)
        self._column.put(self._heading)
        self._add_gap(4)
        self._column.put(self._instruction)
        self._add_gap(12)

    def _make_evidence_and_notes(self) -> None:
        theme, words = self.desk.theme, self.desk.words
        self._add_gap(16)
        self._add_gap(8, always=False)
        self.evidence = EvidenceBox(self.desk, _key_of(self.desk, "add_evidence"))
        self.evidence.counted.connect(self._show_evidence_count)
        self._evidence_gap = Gap(theme, 18)
        notes_head = Flow(theme, across=12, down=2, at_end=1)
        actions = Flow(theme, across=4, down=2)
        self._count = Button(theme, "", Kind.QUIET, icon="paperclip")
        self._count.setCheckable(True)
        self._count.clicked.connect(self._toggle_evidence)
        self._add = Button(theme, words.text("Add file or link"), Kind.QUIET, icon="plus")
        self._add.clicked.connect(self._add_evidence)
        actions.put(Gap(theme, 4), self._count, self._add)  # never empty, or the title moves
        title = SectionHeader(theme, words.text("Notes"), hint=words.text("printed in the report"))
        notes_head.put(title, actions)
        self._count.hide()
        self._add.hide()
        self.note = NoteField(theme, "")
        self.note.edit.setAccessibleName(words.text("Notes"))
        self.note.edit.setAccessibleDescription(words.text("printed in the report"))
        self._typed.watch(self.note, self._store_note)
        self._column.put(self.evidence, self._evidence_gap, notes_head)
        self._add_gap(6)
        self._column.put(self.note)

    def _make_confidence(self) -> None:
        theme, words = self.desk.theme, self.desk.words
        self._add_gap(16)
        row = Flow(theme, across=12, down=6)
        label = PlainLabel(theme, words.text("How sure is this answer?"), TextStyle.LABEL)
        label.set_weight(Weight.STRONG)
        views = [(key, words.text(text)) for key, text in _CONFIDENCE]
        self.confidence = SegmentedControl(theme, words.text("How sure is this answer?"), views)
        self.confidence.chosen.connect(self._on_confidence)
        row.put(label, self.confidence)
        self._column.put(row)
        self._add_gap(8)

    def _make_foot(self) -> "_Foot":
        theme, words = self.desk.theme, self.desk.words
        foot = _Foot(theme, across=24, down=8, at_end=1)
        start = Flow(theme, across=24, down=8)
        self._back = Button(theme, words.text("Back"), Kind.SECONDARY, icon="chevron-left")
        self._back.clicked.connect(self._previous)
        self.line = EffectLine(theme, words)
        start.put(self._back, self.line)
        self.line.hide()
        end = Flow(theme, across=6, down=8)
        self.not_applicable = Button(theme, words.text("Does not apply"), Kind.QUIET)
        self.not_applicable.clicked.connect(self._toggle_not_applicable)
        self.unknown = Button(theme, words.text("Don’t know"), Kind.QUIET)
        self.unknown.clicked.connect(self._toggle_unknown)
        self.later = Button(
            theme, words.text("Come back later"), Kind.QUIET, key=_key_of(self.desk, "mark_later")
        )
        self.later.clicked.connect(self._toggle_later)
        self._next_button = Button(
            theme, words.text("Next question"), Kind.PRIMARY, key=words.text("Enter")
        )
        self._next_button.clicked.connect(self._next)
        end.put(self.not_applicable, self.unknown, self.later, self._next_button)
        foot.put(start, end)
        quiet = (self.not_applicable, self.unknown, self.later)
        foot.fit(self._back, self.line, quiet, self._next_button)
        return foot

    def _make_keys(self) -> None:
        """Keys that work inside of texts as well, as long as the focus is on this page."""
        level = "Meta+{}" if sys.platform == "darwin" else "Alt+{}"
        keys: list[tuple[str, Callable[[], None]]] = [
            ("Ctrl+Return", self._next),
            ("Ctrl+Enter", self._next),
            ("Ctrl+Shift+Return", self._previous),
            ("Ctrl+Shift+Enter", self._previous),
        ]
        keys += [(level.format(n), partial(self._choose_level, n)) for n in _LEVEL_KEYS]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def heading(self) -> str:
        """The question as it is shown."""
        return self._heading.text()

    @property
    def position(self) -> str:
        """Where the question stands among all that are asked, in words."""
        return self._steps[1]

    # what the window asks of a page

    def title(self) -> str:
        """Return number and text of the question."""
        return "" if self._question is None else f"{self._question.id} {self._question.text}"

    def go_to(self, place: Place) -> None:
        """Show a question; without one, the first open one after the last visited."""
        document = self.desk.document
        known = document.criteria.question_by_id
        wanted = place.item
        if wanted not in known:
            last = self._question.id if self._question is not None else ""
            wanted = next_open(document.shown, last) or last
        if wanted not in known:
            wanted = next(iter(known), "")
        self._question = known.get(wanted)
        self.place = Place(self.key, wanted, place.part)

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show the question as it is now."""
        if self._question is None:
            return
        shown = self.desk.document.shown
        self._order = questions_in_order(shown)
        self._effect = effect(shown, self._question.id)
        self._show_editor(self._question)
        self._fill(self._question, everything=touched is None)

    def side(self) -> QWidget:
        """Return the column with what the answer does."""
        return self._side

    def side_shown(self, *, shown: bool) -> None:
        """Show the effect in the footer where the right column is folded, and take less room."""
        self._compact = not shown
        self._help.setVisible(self._compact)
        self._show_line()
        self.later.set_key("" if self._compact else _key_of(self.desk, "mark_later"))
        for gap, always in self._gaps:
            gap.setVisible(always or not self._compact)
        if self.editor is not None:
            self.editor.show_compact(compact=self._compact)
        self._show_evidence_room()

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether a change is about this question."""
        question = self._question
        if question is None:
            return False
        if touched.answers:
            return not touched.answers.isdisjoint((question.id, *question.keys))
        answer = self.desk.document.assessment.answers.get(question.id)
        listed = answer is not None and bool(answer.evidence)
        return listed and "evidence" in touched.fields

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the window's commands do here."""
        return {
            "next_question": self._next,
            "previous_question": self._previous,
            "next_open": self._next_open,
            "mark_later": self._toggle_later,
            "add_evidence": self._add_evidence,
            "notes": self.note.focus,
        }

    def may_leave(self) -> bool:
        """Store what is still being typed; what cannot be stored is kept for the next visit."""
        self._typed.store()
        self.aside.store()
        return True

    def take_focus(self) -> None:
        """Put the focus on the answer, or on the part that was asked for."""
        if self.place.part == NOTE:
            self.note.focus()
        elif self.place.part == EVIDENCE:
            self._evidence_open = True
            self._show_evidence_room()
            self.evidence.take_focus()
        elif self.editor is not None and self._may_answer():
            self.editor.focus_answer()
        else:
            self._heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's name
        """Go on from the content to the right column, and from there to the footer."""
        areas = (self.scroll_page.content, self._side, self._foot)
        focused = QApplication.focusWidget()
        return go_on(focused, areas, forward=next) or super().focusNextPrevChild(next)

    # showing

    def _may_answer(self) -> bool:
        question = self._question
        may = self.desk.document.may_change and not self._why_not_asked()
        return question is not None and may and can_be_answered(question)

    def _threshold(self, question: Question) -> AskedThreshold | None:
        """Return the label's threshold as far as it can be shown among the answers."""
        shown, words = self.desk.document.shown, self.desk.words
        level = threshold_level(shown, question)
        if level is None or shown.target is None or not self.desk.preferences.show_thresholds:
            return None
        label = shown.target.title
        return AskedThreshold(
            level,
            label,
            words.text("{label} threshold: level {level}", label=label, level=level),
            words.text("From here on meets the {label} threshold", label=label),
        )

    def _show_editor(self, question: Question) -> None:
        """Have an editor for the question; it takes the focus over from the one before."""
        wanted = _Built(question.id, self._threshold(question), self.desk.words.language)
        if wanted == self._built:
            return
        new_question = self._built is None or self._built.question != question.id
        old, self._built = self.editor, wanted
        document = self.desk.document
        asked = Asked(
            self.desk.words,
            question,
            document.criteria.indicator_of_question.get(question.id),
            wanted.threshold,
        )
        editor = self.editor = editor_for(question.type)(self.desk.theme, asked)
        editor.chosen.connect(self._on_chosen)
        editor.typed.connect(self._on_typed)
        editor.next_asked.connect(self._next)
        editor.back_asked.connect(self._previous)
        for key, field in editor.fields.items():
            self._typed.watch(field, partial(self._store_field, key))
        editor.show_compact(compact=self._compact)
        editor.show_values(_values(question, document.assessment))
        self._holder.put(editor)
        editor.show()
        if old is not None:
            self._take_out(old)
        self._show_drafts()
        if new_question:
            self.scroll_page.area.verticalScrollBar().setValue(0)

    def _take_out(self, old: Editor) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and old.isAncestorOf(focused) and self.editor is not None:
            self.editor.focus_answer()
        for field in old.fields.values():
            self._typed.forget(field)
        self._holder.box.removeWidget(old)
        old.hide()
        old.deleteLater()

    def _show_drafts(self) -> None:
        if self.editor is None:
            return
        for key, field in self.editor.fields.items():
            if key in self._drafts:
                field.show_text(self._drafts[key])
        for key, field in self.editor.fields.items():
            if key in self._drafts:
                field.show_error(self._store_field(key, field.text))

    def _fill(self, question: Question, *, everything: bool) -> None:
        document, words = self.desk.document, self.desk.words
        shown, assessment = document.shown, document.assessment
        thresholds = self.desk.preferences.show_thresholds
        self._show_place(question)
        self._show_answer(question, assessment)
        stored = assessment.answers.get(question.id)
        later = stored is not None and stored.later
        self._flag.setChecked(later)
        self._flag.set_icon(
            "flag", words.text("Marked for later") if later else words.text("Come back later")
        )
        self.later.set_caption(
            words.text("Marked for later") if later else words.text("Come back later")
        )
        self.later.set_icon("flag" if later else "")
        confidence = stored.confidence if stored is not None else None
        self.confidence.show_view(confidence.value if confidence is not None else "")
        self._typed.fill(self.note, stored.note if stored is not None else "")
        self.evidence.show_question(question.id)
        self._side.show_effect(self._effect, thresholds=thresholds)
        self.line.show_effect(self._effect, thresholds=thresholds)
        self._show_line()
        said = self.follow_ups.show_follow_ups(follow_ups(shown, question.id))
        if said and not everything:
            announce(self, said)
        self._show_strips(question)
        if everything:
            indicator = document.criteria.indicator_of_question.get(question.id)
            self._side.show_help(help_with(words, document.criteria, indicator))
            self._side.show_earlier(self._earlier(question))
            self._show_may_change()
            self._show_evidence_room()
        self._foot.see()

    def _show_place(self, question: Question) -> None:
        words, criteria = self.desk.words, self.desk.document.criteria
        indicator = criteria.indicator_of_question.get(question.id)
        number = self._order.index(question.id) + 1 if question.id in self._order else 0
        steps: list[tuple[str, str]] = []
        if indicator is not None:
            for dimension in criteria.dimensions:
                if dimension.id == indicator.dimension:
                    steps = [(dimension.id, f"{dimension.id}  {dimension.title}")]
        else:
            steps = [(s.id, s.title) for s in criteria.sections if question in s.questions]
        here = words.text("Not asked at the moment")
        if number:
            here = words.text(
                "Question {number} of {count}", number=number, count=len(self._order)
            )
        if (steps, here) != self._steps:
            self._steps = (steps, here)
            self._breadcrumb.show_steps(steps, here)
        name = question.id
        if indicator is not None:
            name = f"{indicator.id}  {indicator.title}"
        self._number.setText(name)
        self._heading.setText(question.text)
        self._instruction.setText(question.instruction)
        self._instruction.setVisible(bool(question.instruction))
        last = number == len(self._order)
        self._next_button.set_caption(
            words.text("Check answers") if last else words.text("Next question")
        )

    def _show_answer(self, question: Question, assessment: Assessment) -> None:
        if self.editor is None:
            return
        words, answers = self.desk.words, assessment.answers
        values = _values(question, assessment)
        self.editor.show_values(values)
        for key, field in self.editor.fields.items():
            if key not in self._drafts:
                self._typed.fill(field, _text_of(words, values[key]) if key in values else "")
        self._show_tried()
        statuses = [answers[key].status for key in (question.id, *question.keys) if key in answers]
        aside = next((status for status in statuses if status in _ASIDE), None)
        if len(values) == len(question.keys) and question.id in values:
            aside = None
        own = answers.get(question.id)
        may_change = self.desk.document.may_change
        self.aside.show_status(
            aside, own.justification if own is not None else "", may_change=may_change
        )
        self._foot.want(self.not_applicable, wanted=may_change and question.may_not_apply)
        applies_not = aside is AnswerStatus.NOT_APPLICABLE
        self.not_applicable.set_icon("check" if applies_not else "")
        self._foot.want(self.unknown, wanted=may_change)
        self.unknown.set_icon("check" if aside is AnswerStatus.UNKNOWN else "")

    def _show_tried(self) -> None:
        editor, question = self.editor, self._question
        if editor is None or question is None or not editor.fields:
            return
        document = self.desk.document
        texts = {key: field.text for key, field in editor.fields.items()}
        editor.show_tried(try_answer(document.shown, document.assessment, question, texts))

    def _show_may_change(self) -> None:
        may_change, words = self.desk.document.may_change, self.desk.words
        self.note.edit.setReadOnly(not may_change)
        self._flag.setVisible(may_change)
        self._foot.want(self.later, wanted=may_change)
        self.confidence.setEnabled(may_change)
        if self.editor is not None:
            locked = not may_change or self._why_not_asked() != ""
            reason = "" if not locked else words.text("This cannot be changed here.")
            self.editor.lock(locked=locked, reason=reason)

    def _why_not_asked(self) -> str:
        question = self._question
        if question is None or question.id in self._order:
            return ""
        return why_not_asked(self.desk.document.shown, question) or "–"

    def _show_strips(self, question: Question) -> None:
        """Show what several people entered apart, and that a question is not asked."""
        words, document = self.desk.words, self.desk.document
        wanted: list[tuple[str, str]] = []
        if document.assessment.conflicts:
            from excellence_app.session import past  # noqa: PLC0415 - seldom

            keys = (question.id, *question.keys)
            known = past.known_in(document.assessment)
            telling = changes.Telling(words, document.criteria, known)
            for one in past.conflicts_in(document.criteria, document.assessment, keys):
                wanted.append((one.place, telling.conflict(one.names, one.entries)))
        why = self._why_not_asked()
        if why:
            wanted.append(("", why))
        if tuple(wanted) == self._conflicts:
            return
        self._conflicts = tuple(wanted)
        for strip in self.strips:
            self._strip_column.box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.strips = [
            self._conflict_strip(place) if place else self._not_asked_strip(text)
            for place, text in wanted
        ]
        self._strip_column.put(*self.strips)
        self._strip_column.setVisible(bool(self.strips))

    def _not_asked_strip(self, why: str) -> MessageStrip:
        words = self.desk.words
        return MessageStrip(
            self.desk.theme,
            Tone.INFO,
            words.text("This question is not asked at the moment."),
            words.text(
                "It is asked when {condition}. What is stored is kept, and not used.",
                condition=why,
            ),
        )

    def _conflict_strip(self, place: str) -> MessageStrip:
        from excellence_app.session import past  # noqa: PLC0415 - seldom

        words, document = self.desk.words, self.desk.document
        found = next(
            one
            for one in past.conflicts_in(document.criteria, document.assessment)
            if one.place == place
        )
        telling = changes.Telling(words, document.criteria, past.known_in(document.assessment))
        actions = []
        for number, entry in enumerate(found.entries):
            said = telling.said(found.names, entry.part) or words.text("nothing")
            actions.append(
                (
                    f"{number}/{place}",
                    words.text(
                        "{entry} – {person}, {time}",
                        entry=said,
                        person=entry.actor,
                        time=changes.moment(words, entry.time),
                    ),
                )
            )
        strip = MessageStrip(
            self.desk.theme,
            Tone.GAP,
            words.plural(
                "{what}: {count} entry",
                "{what}: {count} different entries",
                len(actions),
                what=telling.about(found.names),
            ),
            words.text("Until you choose, the first one counts."),
            links=actions if document.may_change else (),
            tall=True,
        )
        strip.pressed.connect(self._on_chosen_entry)
        return strip

    def _show_line(self) -> None:
        found = self._effect
        wanted = self._compact and found is not None and found.bullet is not None
        self._foot.want(self.line, wanted=wanted)
        self._foot.see()

    # evidence, beside the notes where there is little room

    def _show_evidence_room(self) -> None:
        open_ = not self._compact or self._evidence_open
        may_change = self.desk.document.may_change
        self.evidence.header.setVisible(not self._compact)
        self.evidence.setVisible(open_)
        self._evidence_gap.setVisible(open_)
        self._add.setVisible(self._compact and may_change)
        self._show_evidence_count()

    @Slot()
    def _show_evidence_count(self) -> None:
        count = self.evidence.count
        words = self.desk.words
        said = words.plural("{count} piece of evidence", "{count} pieces of evidence", count)
        self._count.set_caption(said)
        self._count.setChecked(self._evidence_open)
        self._count.setVisible(self._compact and bool(count))

    @Slot()
    def _toggle_evidence(self) -> None:
        self._evidence_open = not self._evidence_open
        self._show_evidence_room()
        if self._evidence_open:
            self.evidence.take_focus()

    def _add_evidence(self) -> None:
        self.evidence.add(self._add if self._compact else None)

    # answering

    @Slot(str)
    def _on_chosen(self, text: str) -> None:
        question, document = self._question, self.desk.document
        if question is None:
            return
        document.stop_merging()
        message = document.change(edits.answer, question.id, text)
        document.stop_merging()
        if message is not None:
            self.desk.refuse(message)
            self.refresh(None)
            return
        self._say_effect()

    def _say_effect(self) -> None:
        if self._effect is not None:
            announce(self, self._effect.announcement)

    @Slot()
    def _on_typed(self) -> None:
        self._show_tried()

    def _store_field(self, key: str, _text: str) -> str:
        """Store what stands in the fields of the editor; return what is wrong with one of them."""
        question, editor, document = self._question, self.editor, self.desk.document
        if question is None or editor is None:
            return ""
        texts = {one: field.text for one, field in editor.fields.items()}
        tried = try_answer(document.shown, document.assessment, question, texts)
        for one, text in texts.items():
            self._drafts.pop(one, None)
            if tried.refused:  # part and whole are stored together
                self._drafts[one] = text
        if tried.refused:
            return tried.refused.get(key, "")
        message = document.change(enter, question.id, texts)
        if message is not None:
            return self.desk.words.say(message)
        for one, field in editor.fields.items():
            if one != key:
                field.show_error("")
        self._say_effect()
        return ""

    def _store_note(self, text: str) -> str:
        if self._question is None:
            return ""
        message = self.desk.document.change(edits.note, self._question.id, text)
        return "" if message is None else self.desk.words.say(message)

    def _on_field_left(self) -> None:
        with suppress(ValueError):  # a window that closes takes the focus after its document
            self.desk.document.stop_merging()

    def _choose_level(self, level: int) -> None:
        if self.editor is not None and self._may_answer():
            self.editor.choose_level(level)

    @Slot(str)
    def _on_confidence(self, key: str) -> None:
        if self._question is not None:
            confidence = Confidence(key) if key else None
            self.desk.document.try_change(edits.set_confidence, self._question.id, confidence)

    @Slot()
    def _toggle_later(self) -> None:
        question, document, words = self._question, self.desk.document, self.desk.words
        if question is None or not document.may_change:
            return
        stored = document.assessment.answers.get(question.id)
        later = not (stored is not None and stored.later)
        if document.try_change(edits.mark_later, question.id, later):
            said = words.text("Marked for later") if later else words.text("No longer marked")
            announce(self, said)
        self._flag.setChecked(later)

    @Slot()
    def _toggle_not_applicable(self) -> None:
        question = self._question
        if question is None:
            return
        stored = self.desk.document.assessment.answers.get(question.id)
        if stored is not None and stored.status is AnswerStatus.NOT_APPLICABLE:
            self._clear()
        elif self.aside.asking:
            self.aside.cancel()
        else:
            self.aside.ask()

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        question, document, words = self._question, self.desk.document, self.desk.words
        if question is None:
            return
        self._drop_drafts(question)
        message = document.change(edits.not_applicable, question.id, reason)
        if message is not None:
            self.aside.field.show_error(words.say(message))
            return
        focused = QApplication.focusWidget()
        if focused is not None and self.aside.isAncestorOf(focused):  # Enter goes on from here
            self._next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_effect()

    @Slot()
    def _toggle_unknown(self) -> None:
        question, document = self._question, self.desk.document
        if question is None:
            return
        stored = document.assessment.answers.get(question.id)
        if stored is not None and stored.status is AnswerStatus.UNKNOWN:
            self._clear()
            return
        self.aside.cancel()
        self._drop_drafts(question)
        if document.try_change(edits.unknown, question.id):
            self._say_effect()

    @Slot()
    def _clear(self) -> None:
        if self._question is None:
            return
        self._drop_drafts(self._question)
        if self.desk.document.try_change(edits.clear_answer, self._question.id):
            self._say_effect()
            if self.editor is not None:
                self.editor.focus_answer()

    def _drop_drafts(self, question: Question) -> None:
        for key in question.keys:
            self._drafts.pop(key, None)
        if self.editor is not None:
            for field in self.editor.fields.values():
                field.show_error("")

    @Slot(str)
    def _on_chosen_entry(self, action: str) -> None:
        from excellence_app.session.choosing import choose  # noqa: PLC0415 - seldom

        number, _, place = action.partition("/")
        document, words = self.desk.document, self.desk.words
        if place not in document.assessment.conflicts:
            return
        message = document.apply(choose(document.assessment, place, int(number)))
        if not self.desk.refuse(message):
            self.desk.say(words.text("Your choice counts now."))

    # the earlier answer

    def _earlier(self, question: Question) -> EarlierAnswer | None:
        document, words = self.desk.document, self.desk.words
        if not document.assessment.earlier:
            return None
        before = document.assessment.earlier[-1]
        stored = before.answers.get(question.id)
        title = words.text("Your earlier answer")
        if before.dated is not None:
            title = words.text("Your answer of {day}", day=before.dated)
        return EarlierAnswer(
            title,
            sentences.answer(words, question, before.answers),
            stored.note if stored is not None else "",
            document.may_change
            and self._may_answer()
            and len(_values(question, before)) == len(question.keys),
        )

    @Slot()
    def _copy_earlier(self) -> None:
        question, document, words = self._question, self.desk.document, self.desk.words
        if question is None or not document.assessment.earlier:
            return
        values = _values(question, document.assessment.earlier[-1])
        texts = {key: _text_of(words, value) for key, value in values.items()}
        self._drop_drafts(question)
        document.stop_merging()
        message = document.change(enter, question.id, texts)
        document.stop_merging()
        if not self.desk.refuse(message):
            self.desk.say(words.text("Earlier answer copied"))
            self._say_effect()

    @Slot(bool)
    def _on_guidance(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.desk.remember(**{_GUIDANCE: is_open})

    # the way on

    def _beside(self, step: int) -> str:
        """Return the question so many steps on in the order, empty at its ends."""
        question = self._question
        if question is None or not self._order:
            return ""
        if question.id in self._order:
            there = self._order.index(question.id) + step
            return self._order[there] if 0 <= there < len(self._order) else ""
        every = [one.id for one in self.desk.document.criteria.questions]
        here = every.index(question.id)
        rest = every[here + 1 :] if step > 0 else every[:here][::-1]
        return next((one for one in rest if one in self._order), "")

    @Slot()
    def _next(self) -> None:
        there = self._beside(1)
        if there:
            self._go_to_question(there)
        else:
            self.desk.go("check")

    @Slot()
    def _previous(self) -> None:
        there = self._beside(-1)
        if there:
            self._go_to_question(there)
        else:
            self.desk.go("overview")

    def _next_open(self) -> None:
        document, words = self.desk.document, self.desk.words
        self.may_leave()
        here = self._question.id if self._question is not None else ""
        found = next_open(document.shown, here)
        if found and found != here:
            self._go_to_question(found)
        elif found:
            self.desk.say(words.text("This is the only open question."), can_undo=False)
        else:
            self.desk.say(words.text("Every question is answered."), can_undo=False)

    @Slot(str)
    def _go_to_question(self, question: str) -> None:
        self.desk.go(self.key, question)

    @Slot(str)
    def _on_step(self, key: str) -> None:
        """Go to the first question of a dimension or of a section."""
        criteria = self.desk.document.criteria
        for question in criteria.questions:
            indicator = criteria.indicator_of_question.get(question.id)
            if indicator is not None and indicator.dimension == key:
                self._go_to_question(question.id)
                return
        for section in criteria.sections:
            if section.id == key and section.questions:
                self._go_to_question(section.questions[0].id)
                return

    @Slot()
    def _open_menu(self) -> None:
        words, question = self.desk.words, self._question
        if question is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName(words.text("More about this question"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries: list[tuple[str, Callable[[], None], str]] = []
        if self.desk.document.may_change:
            entries += [
                (words.text("Clear the answer"), self._clear, ""),
                (words.text("Don’t know"), self._toggle_unknown, ""),
                (
                    words.text("Come back later"),
                    self._toggle_later,
                    _key_of(self.desk, "mark_later"),
                ),
                (
                    words.text("Add file or link…"),
                    self._add_evidence,
                    _key_of(self.desk, "add_evidence"),
                ),
            ]
            if question.may_not_apply:
                text = words.text("Does not apply…")
                entries.insert(1, (text, self._toggle_not_applicable, ""))
        entries += [
            (words.text("Go to the notes"), self.note.focus, _key_of(self.desk, "notes")),
            (words.text("Next open question"), self._next_open, _key_of(self.desk, "next_open")),
            (words.text("History"), partial(self.desk.go, "history"), ""),
        ]
        for text, act, key in entries:
            shown = text.replace("&", "&&")
            action = menu.addAction(f"{shown}\t{key}" if key else shown)
            action.triggered.connect(act)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    # files from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and links, anywhere on the page."""
        if self.evidence.takes(event.mimeData()):
            event.acceptProposedAction()
            self.evidence.setVisible(True)
            self.evidence.show_over(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show no more that something can be dropped."""
        self.evidence.show_over(over=False)
        self._show_evidence_room()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what is dropped as evidence."""
        self.evidence.show_over(over=False)
        self._evidence_open = True
        self._show_evidence_room()
        event.acceptProposedAction()
        self.evidence.take_data(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste files and links as evidence; texts are pasted into fields by these themselves."""
        data = QGuiApplication.clipboard().mimeData()
        if event.matches(QKeySequence.StandardKey.Paste) and self.evidence.takes(data):
            self.evidence.take_data(data)
        else:
            super().keyPressEvent(event)


class _Foot(Flow):
    """The row of buttons under the page.

    Where they do not fit it leaves out the sentence beside the bar, then the bar; in low windows
    also what can be done from the menu of the question.
    """

    def fit(self, back: Button, line: EffectLine, quiet: Sequence[Button], main: Button) -> None:
        """Take note of the parts that share the room."""
        self._back, self._line, self._quiet, self._main = back, line, tuple(quiet), main
        self._wanted: dict[QWidget, bool] = {}

    def want(self, part: QWidget, *, wanted: bool) -> None:
        """Show a part where there is room for it, or never."""
        self._wanted[part] = wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See again what there is room for."""
        super().resizeEvent(event)
        self.see()

    def see(self) -> None:
        """Show as much as fits."""
        px = self.theme.px
        quiet = [one for one in self._quiet if self._wanted.get(one, True)]
        buttons = [self._back, *quiet, self._main]
        used = sum(one.sizeHint().width() for one in buttons) + len(quiet) * px(6) + px(24)
        line = self._wanted.get(self._line, False)
        room = self.width() - px(24)
        self._line.show_words(shown=used + self._line.width_with_words() <= room)
        bar = used + self._line.sizeHint().width() <= room
        page = self.window().height()
        low = page < px(_LOW) and used > self.width()
        for one in self._quiet:
            one.setVisible(one in quiet and not low)
        self._line.setVisible(line and (bar or not low))


_CONFIDENCE = (
    ("", N_("Not said")),
    (Confidence.LOW.value, N_("Low")),
    (Confidence.MEDIUM.value, N_("Medium")),
    (Confidence.HIGH.value, N_("High")),
)


def _key_of(desk: Desk, command: str) -> str:
    """Return the key of a command as key caps show it: the person's own, else ours."""
    keys = BY_ID[command].keys
    first = desk.preferences.keys.get(command, keys[0] if keys else "")
    native = QKeySequence.SequenceFormat.NativeText
    return QKeySequence(first).toString(native).replace("+", " ")


def _text_of(words: Words, value: AnswerValue) -> str:
    """Return the text that means a value when it is typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Fraction):
        return as_typed(words, Fraction(value))
    return str(value)


def _values(question: Question, assessment: Assessment) -> dict[str, AnswerValue]:
    """Return the values that are stored for a question, by answer key."""
    found: dict[str, AnswerValue] = {}
    for key in question.keys:
        answer = assessment.answers.get(key)
        if (
            answer is not None
            and answer.value is not None
            and answer.status is AnswerStatus.ANSWERED
        ):
            found[key] = answer.value
    return found
