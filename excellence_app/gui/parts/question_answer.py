"""The answer on the question page: its editor, what is typed, and setting the question aside."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from excellence_app.domain.assessment import AnswerStatus, AnswerValue, Assessment
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.desk import Desk
from excellence_app.gui.editors import editor_for
from excellence_app.gui.parts.aside_box import AsideBox
from excellence_app.gui.parts.editor import Asked, AskedThreshold, Editor
from excellence_app.gui.parts.live_effect import EarlierAnswer
from excellence_app.gui.parts.typed import Field, TypedFields
from excellence_app.language import sentences
from excellence_app.session import edits
from excellence_app.session.counted import changed_counts
from excellence_app.session.edit import Edit
from excellence_app.session.entries import around
from excellence_app.session.entry_edits import copy_earlier
from excellence_app.session.question_places import case_lines, lines_in_words
from excellence_app.session.questioning import (
    Tried,
    can_be_answered,
    does_not_apply,
    enter,
    store_part,
    text_of,
    threshold_level,
    try_answer,
    values_kept,
    values_stored,
)
from excellence_app.session.showing import Shown

_IN_ONE_PIECE = frozenset(
    {QuestionType.LEVELS, QuestionType.YES_NO, QuestionType.NUMBER, QuestionType.SHARE}
)  # what is copied by typing it in again
_ASIDE = frozenset({AnswerStatus.NOT_APPLICABLE, AnswerStatus.UNKNOWN})


class _Built(NamedTuple):
    """What an editor was made for; another one needs another editor."""

    question: str
    threshold: AskedThreshold | None
    language: str


class QuestionAnswer(Column):
    """Shows and stores the answer to one question at a time.

    Signals:
        stored: A person has given, changed or taken back the answer.
        unsaved(bool): What is typed cannot be saved; or all of it can.
        complained: What is missing in the answer, as far as it is to be said, has changed.
        opened(str): A person wants to see another question.
        set_aside: A person has said why the question does not apply; the focus may go on.
        next_asked, back_asked: Enter, Shift Enter.
    """

    stored = Signal()
    unsaved = Signal(bool)
    complained = Signal()
    opened = Signal(str)
    set_aside = Signal()
    next_asked = Signal()
    back_asked = Signal()

    def __init__(self, desk: Desk, typed: TypedFields, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, spacing=0, parent=parent)
        self._desk = desk
        self._typed = typed
        self._question: Question | None = None
        self._built: _Built | None = None
        self._why_not_asked = ""
        self._compact = False
        self._locked = False
        self._untaken = ""  # what is kept of a search for an answer
        self._watched: dict[str, Field] = {}
        self.editor: Editor | None = None
        self.aside = AsideBox(desk.theme, desk.words)
        self.aside.given.connect(self._on_reason)
        self.aside.taken_back.connect(self.clear)
        self.aside.cancelled.connect(self.take_focus)
        self._holder = Column(desk.theme, spacing=0)
        self.put(self.aside, self._holder)

    @property
    def status(self) -> AnswerStatus | None:
        """How the question is set aside, none if it is not."""
        question = self._question
        if question is None:
            return None
        assessment = self._desk.document.assessment
        values = values_stored(question, assessment)
        if len(values) == len(question.keys) and question.id in values:
            return None
        keys = (question.id, *question.keys)
        statuses = (assessment.answers[key].status for key in keys if key in assessment.answers)
        return next((status for status in statuses if status in _ASIDE), None)

    @property
    def _drafts(self) -> dict[str, str]:
        """What was typed and cannot be stored, by answer key; of a reader's document nothing."""
        return self._desk.drafts if self._desk.document.may_change else {}

    def may_answer(self) -> bool:
        """Tell whether an answer can be given here and now."""
        question = self._question
        may = self._desk.document.may_change and not self._why_not_asked
        return question is not None and may and can_be_answered(question)

    @Slot()
    def take_focus(self) -> None:
        """Put the focus where the answer is given."""
        if self.editor is not None:
            self.editor.focus_answer()

    # showing

    def show_question(self, question: Question, why_not_asked: str) -> bool:
        """Show the answer to a question as it is now; tell whether the question is another."""
        self._question, self._why_not_asked = question, why_not_asked
        another = self._show_editor(question)
        self._show_answer(question)
        self._lock()
        return another

    def show_compact(self, *, compact: bool) -> None:
        """Take less room."""
        self._compact = compact
        if self.editor is not None:
            self.editor.show_compact(compact=compact)

    def _threshold(self, question: Question) -> AskedThreshold | None:
        """Return the label's threshold as far as it can be shown among the answers."""
        shown, words = self._desk.document.shown, self._desk.words
        level = threshold_level(shown, question)
        if level is None or shown.target is None or not self._desk.preferences.show_thresholds:
            return None
        label = shown.target.title
        return AskedThreshold(
            level,
            label,
            words.text("{label} threshold: level {level}", label=label, level=level),
            words.text("From here on meets the {label} threshold", label=label),
        )

    def _show_editor(self, question: Question) -> bool:
        """Have an editor for the question; it takes the focus over from the one before."""
        wanted = _Built(question.id, self._threshold(question), self._desk.words.language)
        if wanted == self._built:
            return False
        another = self._built is None or self._built.question != question.id
        old, self._built = self.editor, wanted
        document = self._desk.document
        asked = Asked(
            self._desk.words,
            question,
            document.criteria.indicator_of_question.get(question.id),
            wanted.threshold,
        )
        editor = self.editor = editor_for(question.type)(self.theme, asked)
        self._locked = False
        editor.chosen.connect(self._on_chosen)
        editor.entered.connect(self._on_entered)
        editor.typed.connect(self._show_tried)
        editor.next_asked.connect(self.next_asked)
        editor.back_asked.connect(self.back_asked)
        editor.made.connect(self._on_made)
        editor.opened.connect(self.opened)
        editor.complained.connect(self.complained)
        editor.show_compact(compact=self._compact)
        editor.show_values(values_kept(question, document.assessment))
        self._watch_fields()
        editor.fields_changed.connect(self._on_fields_changed)
        self._holder.put(editor)
        editor.show()
        if old is not None:
            self._take_out(old)
        self._show_drafts()
        return another

    def _watch_fields(self) -> None:
        """Watch the fields that are new, and no more those that are gone."""
        editor = self.editor
        if editor is None:
            return
        fields = editor.fields
        for key, field in list(self._watched.items()):
            if fields.get(key) is not field:
                self._typed.forget(field)
                del self._watched[key]
        for key, field in fields.items():
            if key not in self._watched:
                store = partial(self._store_field, key)
                while_typing = editor.stores_while_typing(key)
                self._typed.watch(field, store, while_typing=while_typing)
                self._watched[key] = field

    @Slot()
    def _on_fields_changed(self) -> None:
        if self.sender() not in {None, self.editor}:
            return
        known = set(self._watched)
        self._watch_fields()
        question, editor = self._question, self.editor
        if question is None or editor is None:
            return
        values = values_kept(question, self._desk.document.assessment)
        for key in self._watched.keys() - known:
            self._fill(key, self._watched[key], values)

    def _fill(self, key: str, field: Field, values: Mapping[str, AnswerValue]) -> None:
        if key not in self._drafts:
            words = self._desk.words
            self._typed.fill(field, text_of(words, values[key]) if key in values else "")

    def _take_out(self, old: Editor) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and old.isAncestorOf(focused):
            self.take_focus()
        self._holder.box.removeWidget(old)
        old.hide()
        old.deleteLater()

    def _show_drafts(self) -> None:
        question = self._question
        if self.editor is None or question is None:
            return
        self._untaken = ""
        if self.editor.untaken is not None and question.id in self._drafts:
            self._untaken = self._drafts[question.id]
            self.editor.show_untaken(self._untaken)
        drafts = {key: one for key, one in self.editor.fields.items() if key in self._drafts}
        if not drafts:
            return
        values = values_kept(question, self._desk.document.assessment)
        for key, field in self.editor.fields.items():  # part and whole are tried together
            self._fill(key, field, values)
        for key, field in drafts.items():
            field.show_text(self._drafts[key])
        for key, field in drafts.items():
            field.show_error(self._store_field(key, field.text))

    def _show_answer(self, question: Question) -> None:
        if self.editor is None:
            return
        document = self._desk.document
        answers = document.assessment.answers
        values = values_kept(question, document.assessment)
        if question.questions:
            self.editor.show_cases(case_lines(document.shown, question))
        self.editor.show_values(values)
        for key, field in self.editor.fields.items():
            self._fill(key, field, values)
        self._show_tried()
        own = answers.get(question.id)
        self.aside.show_status(
            self.status,
            own.justification if own is not None else "",
            may_change=document.may_change,
        )

    @Slot()
    def _show_tried(self) -> None:
        tried = self._try_typed()
        if tried is not None and self.editor is not None:
            self.editor.show_tried(tried)
        self.unsaved.emit(tried is not None and bool(tried.refused))

    def _try_typed(self) -> Tried | None:
        editor, question, document = self.editor, self._question, self._desk.document
        if editor is None or question is None or not editor.fields:
            return None
        texts = {key: field.text for key, field in editor.fields.items()}
        return try_answer(document.shown, document.assessment, question, texts)

    def _lock(self) -> None:
        locked = not self._desk.document.may_change or bool(self._why_not_asked)
        if self.editor is not None and locked != self._locked:
            self._locked = locked
            words = self._desk.words
            reason = words.text("This cannot be changed here.") if locked else ""
            self.editor.lock(locked=locked, reason=reason)

    # answering

    @Slot(str)
    def _on_chosen(self, text: str) -> None:
        if self._question is not None:
            self._on_entered({self._question.id: text})

    @Slot(object)
    def _on_entered(self, texts: Mapping[str, str]) -> None:
        """Store what was chosen, an undo step of its own."""
        question, editor, document = self._question, self.editor, self._desk.document
        if question is None or editor is None:
            return
        tried = try_answer(document.shown, document.assessment, question, texts)
        if tried.refused and editor.show_refused(tried.refused):
            return
        document.stop_merging()
        message = document.change(enter, question.id, texts)
        document.stop_merging()
        if self._desk.refuse(message):
            self._show_answer(question)
        else:
            for key in texts:
                self._drafts.pop(key, None)
            self._keep_drafts()
            editor.show_refused({})
            self.stored.emit()

    def _store_field(self, key: str, _text: str) -> str:
        """Store what stands in the fields of the editor; return what is wrong with one of them."""
        question, editor, document = self._question, self.editor, self._desk.document
        if question is None or editor is None:
            return ""
        if key not in question.keys:
            return self._store_part(key, _text)
        texts = {one: field.text for one, field in editor.fields.items()}
        tried = try_answer(document.shown, document.assessment, question, texts)
        for one, text in texts.items():
            self._drafts.pop(one, None)
            if tried.refused:  # part and whole are stored together
                self._drafts[one] = text
        self._keep_drafts()
        if tried.refused:
            return tried.refused.get(key, "")
        message = document.change(enter, question.id, texts)
        if message is not None:
            return self._desk.words.say(message)
        for one, field in editor.fields.items():
            if one != key:
                field.show_error("")
        self.stored.emit()
        return ""

    def _store_part(self, key: str, text: str) -> str:
        """Store a comment or a cell; return what is wrong with it."""
        document = self._desk.document
        before = document.shown
        self._drafts.pop(key, None)
        message = document.change(store_part, key, text)
        if message is not None:
            self._drafts[key] = text
        self._keep_drafts()
        if message is not None:
            return self._desk.words.say(message)
        row = around(key)[-1:]  # a row is there as soon as something stands in it
        if row and row[0] not in before.assessment.answers:
            self._tell("", before)
        self.stored.emit()
        return ""

    @Slot(object, object)
    def _on_made(
        self, make: Callable[[CriteriaSet, Assessment], Edit], said: str | Callable[[], str]
    ) -> None:
        """Do what a person did with several answers, an undo step of its own, and tell of it."""
        self._typed.store()
        document = self._desk.document
        before, shown = document.assessment.answers, document.shown
        document.stop_merging()
        message = document.change(make)
        document.stop_merging()
        after = document.assessment.answers
        for key in [one for one in self._drafts if one in after]:
            if after[key] != before.get(key):
                del self._drafts[key]  # another answer was put in its place
        self._keep_drafts()
        if self._desk.refuse(message):
            if self._question is not None:
                self._show_answer(self._question)
            return
        self._tell(said() if callable(said) else said, shown)
        self.stored.emit()

    def _tell(self, said: str, before: Shown) -> None:
        """Tell what was done, and what it has changed elsewhere, in a message that can undo it."""
        counts = changed_counts(before, self._desk.document.shown)
        if said and counts and not said.endswith("."):
            said = f"{said}."
        told = " ".join(part for part in (said, counts) if part)
        if told:  # once the new case is there: a message goes as another place is shown
            QTimer.singleShot(0, self, partial(self._desk.say, told))

    def keep_untaken(self) -> None:
        """Keep what is typed to search for an answer and not chosen, for the next visit."""
        question, editor = self._question, self.editor
        if question is None or editor is None or (text := editor.untaken) is None:
            return
        if text == self._untaken:
            return
        self._untaken = text
        if text.strip():
            self._drafts[question.id] = text
        else:
            self._drafts.pop(question.id, None)
        self._keep_drafts()

    def forget_typed(self) -> None:
        """Keep nothing of what was typed and could not be stored; the fields show it no more."""
        if self.editor is not None:
            for key in self.editor.fields:
                self._drafts.pop(key, None)
            self._keep_drafts()
            self._show_tried()

    def choose_level(self, level: int) -> None:
        """Choose a level by its number, from wherever the focus is."""
        if self.editor is not None and self.may_answer():
            self.editor.choose_level(level)

    @Slot()
    def toggle_not_applicable(self) -> None:
        """Ask why the question does not apply, or let it apply again."""
        if self.status is AnswerStatus.NOT_APPLICABLE:
            self.clear()
        elif self.aside.asking:
            self.aside.cancel()
        else:
            self.aside.ask()

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        question, document = self._question, self._desk.document
        if question is None:
            return
        self._drop_drafts(question)
        message = document.change(does_not_apply, question.id, reason)
        if message is not None:
            self.aside.field.show_error(self._desk.words.say(message))
            return
        focused = QApplication.focusWidget()
        if focused is not None and self.aside.isAncestorOf(focused):
            self.set_aside.emit()
        self.stored.emit()

    @Slot()
    def toggle_unknown(self) -> None:
        """Say that nobody knows the answer, or take that back."""
        question, document = self._question, self._desk.document
        if question is None:
            return
        if self.status is AnswerStatus.UNKNOWN:
            self.clear()
            return
        self.aside.cancel()
        self._drop_drafts(question)
        if document.try_change(edits.unknown, question.id):
            self.stored.emit()

    @Slot()
    def clear(self) -> None:
        """Take the answer back."""
        if self._question is None:
            return
        self._drop_drafts(self._question)
        if self._desk.document.try_change(edits.clear_answer, self._question.id):
            self.stored.emit()
            self.take_focus()

    def _keep_drafts(self) -> None:
        if self._desk.document.may_change:
            self._desk.keep_drafts()

    def _drop_drafts(self, question: Question) -> None:
        parts = tuple(f"{key}{sign}" for key in question.keys for sign in "/[")
        for key in [one for one in self._drafts if one in question.keys or one.startswith(parts)]:
            del self._drafts[key]
        self._keep_drafts()
        if self.editor is not None:
            for field in self.editor.fields.values():
                field.show_error("")

    # the earlier answer

    def earlier(self) -> EarlierAnswer | None:
        """Return what was answered last time, none if there is no earlier assessment."""
        question, document, words = self._question, self._desk.document, self._desk.words
        if question is None or not document.assessment.earlier:
            return None
        before = document.assessment.earlier[-1]
        own = before.answers.get(question.id)
        title = words.text("Your earlier answer")
        if before.dated is not None:
            title = words.text("Your answer of {day}", day=before.dated)
        values = values_stored(question, before)
        may_copy = len(values) == len(question.keys)
        if question.questions or question.columns or question.choices:
            may_copy = bool(values)
        text = sentences.answer(words, question, before.answers)
        note = own.note if own is not None else ""
        day = ""
        if not document.criteria.scored:
            if not values and not note:
                return None
            title, day = words.text("Your answer in the last round"), title
            if before.dated is not None:
                day = words.day(before.dated)
            lines = list(lines_in_words(document.shown, question, before))
            mark = "• " if len(lines) > 1 else ""
            text = "\n".join(f"{mark}{line}" for line in lines) or text
        return EarlierAnswer(title, text, note, self.may_answer() and may_copy, day)

    @Slot()
    def copy_earlier(self) -> None:
        """Answer as last time."""
        question, document, words = self._question, self._desk.document, self._desk.words
        if question is None or not document.assessment.earlier:
            return
        self._typed.store()
        self._drop_drafts(question)
        document.stop_merging()
        if question.type in _IN_ONE_PIECE:
            values = values_stored(question, document.assessment.earlier[-1])
            texts = {key: text_of(words, value) for key, value in values.items()}
            message = document.change(enter, question.id, texts)
        else:
            message = document.change(copy_earlier, question.id)
        document.stop_merging()
        if not self._desk.refuse(message):
            self._desk.say(words.text("Earlier answer copied"))
            self.stored.emit()
