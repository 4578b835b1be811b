"""One question: its answers, what proves them, notes, and what the answer does.

The page puts its parts together and leads from question to question. The parts are in
`gui/parts/question_*.py`, the editors of answers in `gui/editors`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from excellence_app.domain.assessment import AnswerStatus, ChangeSet
from excellence_app.domain.criteria import Question
from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.boxes import Column, Gap
from excellence_app.gui.components.message_strip import MessageStrip
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page, is_typing
from excellence_app.gui.parts.editor import LACKING, Editor
from excellence_app.gui.parts.follow_up_list import FollowUpList
from excellence_app.gui.parts.live_effect import EffectColumn, help_in_survey, help_with
from excellence_app.gui.parts.question_answer import QuestionAnswer
from excellence_app.gui.parts.question_foot import QuestionFoot
from excellence_app.gui.parts.question_head import QuestionTop, QuestionWords
from excellence_app.gui.parts.question_keys import bind_keys
from excellence_app.gui.parts.question_menu import MenuActs, open_menu
from excellence_app.gui.parts.question_proof import QuestionProof
from excellence_app.gui.parts.question_strips import QuestionStrips
from excellence_app.gui.parts.question_way import QuestionWay
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.language import answers as sentences
from excellence_app.session import edits
from excellence_app.session.effect import Effect, effect
from excellence_app.session.next_steps import next_open
from excellence_app.session.question_places import find
from excellence_app.session.questioning import (
    follow_ups,
    position_of,
    questions_in_order,
    why_not_asked,
)

NOTE, EVIDENCE = "note", "evidence"  # parts of this page that a place can name
_WIDEST = 880
_GUIDANCE = "guidance"  # under this the document's window remembers whether it is open
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class QuestionPage(Page):
    """The most important page: everything about one question, and the way to the next."""

    key = "questions"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self._question: Question | None = None
        self._order: tuple[str, ...] = ()
        self._compact = False
        self._to_lacking = False
        self._key = ""  # the one that is shown to lead on
        self._effect: Effect | None = None
        self.setAcceptDrops(True)
        typed = self._typed = TypedFields(self, self._on_field_left)
        self.scroll_page = ScrollPage(theme, words.text("Question"), widest=_WIDEST)
        self.body.addWidget(self.scroll_page)
        self._top = QuestionTop(desk)
        self._roomy = Gap(theme, 16)
        self._strips = QuestionStrips(desk)
        self._words = QuestionWords(desk)
        self.answer = QuestionAnswer(desk, typed)
        self.follow_ups = FollowUpList(theme, words)
        self.proof = QuestionProof(desk, typed)
        column = Column(theme, spacing=0)
        column.put(self._top, self._roomy, self._strips, self._words)
        column.put(self.answer, self.follow_ups, self.proof)
        self.scroll_page.column.addWidget(column)
        self.foot = QuestionFoot(desk)
        self.scroll_page.set_foot(self.foot)
        self._side = EffectColumn(
            theme, words, guidance_open=desk.remembered(_GUIDANCE) is not False
        )
        self._way = QuestionWay(desk, self.may_leave, self)
        self._connect()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        bind_keys(self, self._way.following, self._way.previous, self.answer.choose_level)

    def _connect(self) -> None:
        top, answer, foot, side = self._top, self.answer, self.foot, self._side
        top.step_chosen.connect(self._way.to_part)
        top.flag.clicked.connect(self._toggle_later)
        top.more.clicked.connect(self._open_menu)
        answer.stored.connect(self._say_effect)
        answer.unsaved.connect(self._on_unsaved)
        answer.complained.connect(self._show_strips)
        answer.opened.connect(self._way.go)
        self._strips.lacking_chosen.connect(self._on_lacking)
        answer.set_aside.connect(partial(foot.next.setFocus, Qt.FocusReason.OtherFocusReason))
        answer.next_asked.connect(self._way.following)
        answer.back_asked.connect(self._way.previous)
        self.follow_ups.chosen.connect(self._way.go)
        self.proof.evidence_added.connect(self._on_evidence_added)
        foot.back.clicked.connect(self._way.previous)
        foot.not_applicable.clicked.connect(answer.toggle_not_applicable)
        foot.unknown.clicked.connect(answer.toggle_unknown)
        foot.later.clicked.connect(self._toggle_later)
        foot.next.clicked.connect(self._way.following)
        side.copy_asked.connect(answer.copy_earlier)
        side.guidance_opened.connect(self._on_guidance)

    @property
    def heading(self) -> str:
        """The question as it is shown."""
        return self._words.heading.text()

    @property
    def position(self) -> str:
        """Where the question stands among all that count, in words."""
        return self._top.position

    @property
    def editor(self) -> Editor | None:
        """What takes the answer in, none before the first question is shown."""
        return self.answer.editor

    @property
    def strips(self) -> list[MessageStrip]:
        """The messages over the question."""
        return self._strips.strips

    # what the window asks of a page

    def title(self) -> str:
        """Return number and text of the question."""
        question, document = self._question, self.desk.document
        if question is None:
            return ""
        if document.criteria.scored:
            return f"{question.id} {question.text}"
        return sentences.question_title(
            self.desk.words, document.criteria, question, document.assessment.answers
        )

    def go_to(self, place: Place) -> None:
        """Show a question; without one, the first open one after the last visited."""
        shown = self.desk.document.shown
        found = find(shown, place.item) if place.item else None
        if found is None:
            last = self._question.id if self._question is not None else ""
            wanted = next_open(shown, last) or last or next(iter(self._every()), "")
            found = find(shown, wanted) if wanted else None
        self._question = found.question if found is not None else None
        self._way.here = self._question.id if self._question is not None else ""
        self._to_lacking = place.part == LACKING  # once: later there may be nothing of it
        part = "" if self._to_lacking else place.part
        part = part or (found.part if found is not None else "")
        self.place = Place(self.key, self._way.here, part)

    def _every(self) -> Iterator[str]:
        return (one.id for one in self.desk.document.criteria.questions)

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show the question as it is now."""
        question = self._question
        if question is None:
            return
        document = self.desk.document
        shown, criteria = document.shown, document.criteria
        found = find(shown, question.id)
        if found is not None and found.question.id != question.id:  # its case is gone
            self.desk.go(self.key, found.question.id)
            return
        thresholds = self.desk.preferences.show_thresholds
        self._order = questions_in_order(shown)
        self._effect = effect(shown, question.id)
        if self.answer.show_question(question, self._why_not_asked()):
            self.scroll_page.area.verticalScrollBar().setValue(0)
        self._top.show_place(
            shown, question, position_of(shown, question.id), asked=question.id in self._order
        )
        self._words.show_question(criteria, question)
        stored = document.assessment.answers.get(question.id)
        self._top.show_later(later=stored is not None and stored.later)
        self.proof.show_question(question.id, stored)
        self._side.show_effect(self._effect, thresholds=thresholds)
        self._show_foot(question, later=stored is not None and stored.later)
        said = self.follow_ups.show_follow_ups(follow_ups(shown, question.id))
        if said and touched is not None:
            announce(self, said)
        self._show_strips()
        if touched is None:
            indicator = criteria.indicator_of_question.get(question.id)
            told = help_with(self.desk.words, criteria, indicator)
            if indicator is None:
                told = help_in_survey(criteria, question)
            self._side.show_survey(survey=not criteria.scored)
            self.proof.show_survey(survey=not criteria.scored)
            self._top.show_survey(survey=not criteria.scored)
            self._side.show_help(told)
            self._side.show_earlier(self.answer.earlier())
            self.proof.show_may_change(may_change=document.may_change)
            self._top.flag.setVisible(document.may_change)
        self.foot.see()

    def _show_foot(self, question: Question, *, later: bool) -> None:
        foot, status = self.foot, self.answer.status
        foot.show_effect(
            self._effect,
            wanted=self._compact,
            thresholds=self.desk.preferences.show_thresholds,
        )
        foot.show_later(later=later)
        foot.show_states(
            may_change=self.desk.document.may_change,
            may_not_apply=question.may_not_apply,
            applies_not=status is AnswerStatus.NOT_APPLICABLE,
            unknown=status is AnswerStatus.UNKNOWN,
        )
        foot.next.set_caption(self._way.caption)
        self._show_way_on()

    @Slot()  # quicker than to be handed the widgets, see `FocusRing`
    def _on_focus_changed(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._show_way_on()

    @Slot()
    def _show_way_on(self) -> None:
        """Show the key that leads on from where the focus is."""
        editor, words = self.answer.editor, self.desk.words
        plain = editor is None or editor.ENTER_GOES_ON
        if isinstance(QApplication.focusWidget(), QTextEdit):  # there it begins a line
            plain = False
        key = words.text("Enter") if plain else words.text("Ctrl Enter")
        if key != self._key:
            self._key = key
            self.foot.next.set_key(key)
            self.foot.see()

    @Slot()
    def _show_strips(self) -> None:
        editor = self.answer.editor
        if self._question is not None and editor is not None:
            self._strips.show_question(self._question, self._why_not_asked(), editor.lacking)

    @Slot(str)
    def _on_lacking(self, key: str) -> None:
        if self.answer.editor is not None:
            self.answer.editor.focus_lacking(key)

    def _why_not_asked(self) -> str:
        question = self._question
        if question is None or question.id in self._order:
            return ""
        return why_not_asked(self.desk.document.shown, question) or "–"

    def side(self) -> QWidget:
        """Return the column with what the answer does."""
        return self._side

    def side_shown(self, *, shown: bool) -> None:
        """Show the effect in the footer where the right column is folded, and take less room."""
        compact = self._compact = not shown
        self._top.help.setVisible(compact)
        self._roomy.setVisible(not compact)
        self._words.show_compact(compact=compact)
        self.answer.show_compact(compact=compact)
        self.proof.show_compact(compact=compact)
        self.foot.show_compact(compact=compact)
        self.foot.want_line(self._effect, wanted=compact)
        self.foot.see()

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether a change is about this question."""
        question = self._question
        if question is None:
            return False
        if touched.answers:
            parts = tuple(f"{question.id}{sign}" for sign in "/[")
            own = {question.id, *question.keys}
            return any(one in own or one.startswith(parts) for one in touched.answers)
        answer = self.desk.document.assessment.answers.get(question.id)
        listed = answer is not None and bool(answer.evidence)
        return listed and "evidence" in touched.fields

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the window's commands do here."""
        return {
            "next_question": self._way.following,
            "previous_question": self._way.previous,
            "next_open": self._way.to_open,
            "mark_later": self._toggle_later,
            "add_evidence": self.proof.add_evidence,
            "notes": self.proof.open_note,
        }

    def may_leave(self) -> bool:
        """Store what is still being typed; what cannot be stored is kept for the next visit."""
        self._typed.store()
        self.answer.aside.store()
        self.answer.keep_untaken()
        return True

    def take_back(self) -> bool:
        """Take back what cannot be stored; it is not kept for the next visit either."""
        taken = super().take_back()
        if taken:
            self.answer.forget_typed()
        return taken

    def take_focus(self) -> None:
        """Put the focus on the answer, or on the part that was asked for."""
        if self.place.part == NOTE:
            self.proof.open_note()
        elif self.place.part == EVIDENCE:
            self.proof.open_evidence()
            self.proof.evidence.take_focus()
        else:
            self._focus_answer()
            lacking, self._to_lacking = self._to_lacking, False
            if lacking:
                self._on_lacking("")
            elif self.place.part and self.answer.editor is not None:
                self.answer.editor.focus_part(self.place.part)

    def leave_field(self) -> None:
        """Go from notes and comments to the answer, from one that is typed to the question."""
        self._focus_answer()
        if is_typing():
            self.focus_headline()

    def _focus_answer(self) -> None:
        if self.answer.may_answer():
            self.answer.take_focus()
        else:
            self.focus_headline()

    def focus_headline(self) -> None:
        """Put the focus on the question."""
        self._words.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    # what a person does here

    @Slot()
    def _say_effect(self) -> None:
        if self._effect is not None:
            announce(self, self._effect.announcement)

    @Slot(bool)
    def _on_unsaved(self, unsaved: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._side.show_unsaved(unsaved=unsaved)

    @Slot()
    def _on_evidence_added(self) -> None:
        """Let Enter go on to the next question, as it does after an answer."""
        self._focus_answer()

    def _on_field_left(self) -> None:
        with suppress(ValueError):  # a window that closes takes the focus after its document
            self.desk.document.stop_merging()

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
        self._top.flag.setChecked(later)

    @Slot(bool)
    def _on_guidance(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.desk.remember(**{_GUIDANCE: is_open})

    @Slot()
    def _open_menu(self) -> None:
        if self._question is not None:
            acts = MenuActs(
                clear=self.answer.clear,
                not_applicable=self.answer.toggle_not_applicable,
                unknown=self.answer.toggle_unknown,
                later=self._toggle_later,
                add_evidence=self.proof.add_evidence,
                notes=self.proof.open_note,
                next_open=self._way.to_open,
            )
            open_menu(self.desk, self._question, acts, self._top.more)

    # files from elsewhere, and Enter where nothing else wants it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and links, anywhere on the page."""
        if self.proof.evidence.takes(event.mimeData()):
            event.acceptProposedAction()
            self.proof.show_over(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Show no more that something can be dropped."""
        self.proof.show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what is dropped as evidence."""
        self.proof.show_over(over=False)
        self.proof.open_evidence()
        event.acceptProposedAction()
        self.proof.evidence.take_data(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste files and links as evidence; go on with Enter from "How sure?"."""
        data = QGuiApplication.clipboard().mimeData()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        focused = QApplication.focusWidget()
        sure = focused is not None and self.proof.confidence.isAncestorOf(focused)
        if event.matches(QKeySequence.StandardKey.Paste) and self.proof.evidence.takes(data):
            self.proof.evidence.take_data(data)
        elif sure and event.key() in _ENTER and not held:
            self._way.following()
        elif sure and event.key() in _ENTER and held == Qt.KeyboardModifier.ShiftModifier:
            self._way.previous()
        else:
            super().keyPressEvent(event)
