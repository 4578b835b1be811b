"""What stands below the answer: its evidence, the notes, how sure it is, and who gave it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from excellence_app.domain.assessment import Answer, Confidence
from excellence_app.domain.messages import N_
from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.command_keys import key_of
from excellence_app.gui.parts.evidence_box import EvidenceBox
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import TextStyle, Weight
from excellence_app.session import edits

_CONFIDENCE = (
    ("", N_("Not said")),
    (Confidence.LOW.value, N_("Low")),
    (Confidence.MEDIUM.value, N_("Medium")),
    (Confidence.HIGH.value, N_("High")),
)


class QuestionProof(Column):
    """Evidence and notes of one question; in little room the evidence opens beside the notes.

    Signals:
        evidence_added: A person has added evidence and closed the panel for that.
    """

    evidence_added = Signal()

    def __init__(self, desk: Desk, typed: TypedFields, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, spacing=0, parent=parent)
        self._desk = desk
        self._question = ""
        self._compact = False
        self._evidence_open = False
        theme, words = desk.theme, desk.words
        self._roomy = Gap(theme, 8)
        self.evidence = EvidenceBox(desk, key_of(desk, "add_evidence"))
        self.evidence.counted.connect(self._show_count)
        self.evidence.added.connect(self._on_added)
        self._evidence_gap = Gap(theme, 18)
        head = Flow(theme, across=12, down=2, at_end=1)
        actions = Flow(theme, across=4, down=2)
        self._count = Button(theme, "", Kind.QUIET, icon="paperclip")
        self._count.setCheckable(True)
        self._count.clicked.connect(self._toggle_evidence)
        self._add = Button(theme, words.text("Add file or link"), Kind.QUIET, icon="plus")
        self._add.clicked.connect(self.add_evidence)
        actions.put(Gap(theme, 4), self._count, self._add)  # never empty, or the title moves
        title = SectionHeader(theme, words.text("Notes"), hint=words.text("printed in the report"))
        head.put(title, actions)
        self._count.hide()
        self._add.hide()
        self.note = NoteField(theme, "")
        self.note.edit.setAccessibleName(words.text("Notes"))
        self.note.edit.setAccessibleDescription(words.text("printed in the report"))
        self._typed = typed
        typed.watch(self.note, self._store_note)
        self._survey = self._note_open = False
        self._head, self._sure = head, self._make_confidence()
        self._take_note = Button(theme, words.text("Add a note"), Kind.QUIET, icon="plus")
        self._take_note.clicked.connect(self.open_note)
        self._take_note.hide()
        offer = Row(theme)
        offer.put(self._take_note)
        offer.stretch()
        self.put(Gap(theme, 16), self._roomy, self.evidence, self._evidence_gap, offer, head)
        self.put(Gap(theme, 6), self.note, Gap(theme, 16), self._sure, Gap(theme, 8))

    def _make_confidence(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        row = Flow(theme, across=12, down=6)
        label = PlainLabel(theme, words.text("How sure is this answer?"), TextStyle.LABEL)
        label.set_weight(Weight.STRONG)
        views = [(key, words.text(text)) for key, text in _CONFIDENCE]
        self.confidence = SegmentedControl(theme, words.text("How sure is this answer?"), views)
        self.confidence.chosen.connect(self._on_confidence)
        self._respondent = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._respondent.hide()
        row.put(label, self.confidence, self._respondent)
        return row

    def show_survey(self, *, survey: bool) -> None:
        """Show less for a survey: notes on demand, and evidence only where there is some."""
        if survey != self._survey:
            self._survey = survey
            self._sure.setVisible(not survey)
            self._show_room()
        self._show_note()

    def _show_note(self) -> None:
        wanted = not self._survey or self._note_open or bool(self.note.text)
        self._head.setVisible(wanted)
        self.note.setVisible(wanted)
        self._take_note.setVisible(not wanted and self._desk.document.may_change)

    @Slot()
    def open_note(self) -> None:
        """Put the focus into the note, which may be hidden as long as there is none."""
        self._note_open = True
        self._show_note()
        self.note.focus()

    def show_question(self, question: str, stored: Answer | None) -> None:
        """Show what belongs to the answer to a question as it is now."""
        if question != self._question:
            self._note_open = self._evidence_open = False if self._survey else self._evidence_open
        self._question = question
        confidence = stored.confidence if stored is not None else None
        self.confidence.show_view(confidence.value if confidence is not None else "")
        self._typed.fill(self.note, stored.note if stored is not None else "")
        self.evidence.show_question(question)
        if self._survey:
            self._show_room()
            self._show_note()
        words, document = self._desk.words, self._desk.document
        people = {person.id: person.name for person in document.assessment.people}
        name = people.get(stored.respondent, "") if stored is not None else ""
        self._respondent.setText(words.text("Answered by {name}", name=name) if name else "")
        self._respondent.setVisible(bool(name))

    def show_may_change(self, *, may_change: bool) -> None:
        """Let everything be changed, or read alone."""
        self.note.edit.setReadOnly(not may_change)
        self.confidence.setEnabled(may_change)
        self._show_room()

    def show_compact(self, *, compact: bool) -> None:
        """Take less room."""
        self._compact = compact
        self._roomy.setVisible(not compact)
        self._show_room()

    def _show_room(self) -> None:
        shown = not self._compact or self._evidence_open
        if self._survey:
            shown = self._evidence_open or bool(self.evidence.count)
        self.evidence.header.setVisible(not self._compact)
        self.evidence.setVisible(shown)
        self._evidence_gap.setVisible(shown)
        may_add = self._compact and self._desk.document.may_change and not self._survey
        self._add.setVisible(may_add)
        self._show_count()

    @Slot()
    def _show_count(self) -> None:
        count, words = self.evidence.count, self._desk.words
        said = words.plural("{count} piece of evidence", "{count} pieces of evidence", count)
        self._count.set_caption(said)
        self._count.setChecked(self._evidence_open)
        self._count.setVisible(self._compact and bool(count))

    @Slot()
    def _toggle_evidence(self) -> None:
        self._evidence_open = not self._evidence_open
        self._show_room()
        if self._evidence_open:
            self.evidence.take_focus()

    def open_evidence(self) -> None:
        """Show the evidence, also in little room."""
        self._evidence_open = True
        self._show_room()

    def show_over(self, *, over: bool) -> None:
        """Show that what is dragged over the page can be dropped, or no longer."""
        if over:
            self.evidence.setVisible(True)
        self.evidence.show_over(over=over)
        if not over:
            self._show_room()

    @Slot()
    def add_evidence(self) -> None:
        """Open the panel to add evidence."""
        if self._survey:
            self.open_evidence()
        self.evidence.add(self._add if self._compact else None)

    @Slot()
    def _on_added(self) -> None:
        """Tell it, unless somebody is doing something else meanwhile."""
        if QApplication.focusWidget() in {None, self._add, self.evidence.add_button}:
            self.evidence_added.emit()
            announce(self, self._desk.words.text("Evidence added"))

    def _store_note(self, text: str) -> str:
        if not self._question:
            return ""
        message = self._desk.document.change(edits.note, self._question, text)
        return "" if message is None else self._desk.words.say(message)

    @Slot(str)
    def _on_confidence(self, key: str) -> None:
        if self._question:
            confidence = Confidence(key) if key else None
            self._desk.document.try_change(edits.set_confidence, self._question, confidence)
