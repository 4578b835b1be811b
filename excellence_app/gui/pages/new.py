"""New assessment: which criteria set, whose, of which day, where it is kept; all on one page."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.messages import Message, Refused
from excellence_app.gui.components.answers import AnswerGroup, AnswerOption
from excellence_app.gui.components.boxes import Column, Flow, Gap
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.field_parts import FieldHead, FieldMessage
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.choosing_files import files_to_read, place_to_save
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.parts.new_file import NewFile
from excellence_app.gui.parts.new_making import look_at_earlier, make_document
from excellence_app.gui.theme import TextStyle
from excellence_app.session.entered import read_due

if TYPE_CHECKING:
    from excellence_app.session.earlier_file import EarlierFile

SUFFIX = ".excellence"
_OTHER_FILE = "other"  # key of the entry that asks for a file
_MOST_OFFERED = 8  # recent documents to take answers from
_SET, _NAME, _DAY, _EARLIER, _FILE = "set", "name", "day", "earlier", "file"


class NewPage(Page):
    """`place.item` is the id of a criteria set, `place.part` an earlier document's path."""

    key: ClassVar[str] = "new"
    needs_document: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, self.words
        self._wanted_set = ""
        self._earlier: EarlierFile | None = None
        self._looking = ""  # path of the earlier document that is being looked at
        self._own_path: Path | None = None  # chosen by the person
        self._named_by_us = ""
        self._busy = False
        self._summary: MessageStrip | None = None
        self._work = Background(self)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)
        self.view = ScrollPage(theme, words.text("New assessment"), widest=680)
        self.body.addWidget(self.view)
        self.heading = Heading(theme, words.text("Start a new assessment"), TextStyle.DISPLAY)
        self._lead = PlainLabel(
            theme,
            words.text(
                "A self-assessment, question by question. Stop at any time: every answer is kept."
            ),
            TextStyle.LEAD,
            colour="text2",
        )
        self._summary_place = Column(theme, spacing=0, margins=(0, 12, 0, 10))
        column = self.view.column
        column.addWidget(Gap(theme, 8))
        column.addWidget(self.heading)
        column.addWidget(self._lead)
        column.addWidget(self._summary_place)
        column.addWidget(self._make_sets())
        column.addWidget(Gap(theme, 12))
        column.addWidget(self._make_fields())
        column.addWidget(Gap(theme, 12))
        column.addWidget(self._make_earlier())
        column.addWidget(Gap(theme, 12))
        self._file = NewFile(theme, words)
        self._file.place_asked.connect(self.choose_place)
        self.place_button = self._file.button
        column.addWidget(self._file)
        column.addWidget(Gap(theme, 8))
        self.start_button = Button(
            theme, words.text("Start assessment"), Kind.PRIMARY, icon_after="arrow-right"
        )
        self.start_button.clicked.connect(self.start)
        self.cancel_button = Button(theme, words.text("Cancel"), Kind.QUIET)
        self.cancel_button.clicked.connect(desk.back)
        foot = Flow(theme, across=8, at_end=2)
        foot.put(self.cancel_button, self.start_button)
        self.view.set_foot(foot)

    # the parts of the form

    def _make_sets(self) -> QWidget:
        from excellence_app.session.starting import criteria_sets  # noqa: PLC0415 - not needed at start-up

        theme, words = self.theme, self.words
        part = Column(theme, spacing=8)
        label = words.text("Criteria set")
        part.put(FieldHead(theme, label))
        offers = criteria_sets(words)
        self._surveys = {offer.id for offer in offers if not offer.indicators}
        options = [
            AnswerOption(
                offer.id,
                offer.title,
                "\n".join(part for part in (offer.facts, offer.about) if part),
                position=words.text("{n} of {count}", n=number, count=len(offers)),
            )
            for number, offer in enumerate(offers, start=1)
        ]
        self.sets = AnswerGroup(theme, label, options)
        self.sets.chosen.connect(self._on_set)
        self.sets.next_asked.connect(self._on_next)
        self._set_message = FieldMessage(theme)
        part.put(self.sets, self._set_message)
        return part

    def _make_fields(self) -> QWidget:
        theme, words = self.theme, self.words
        part = Column(theme, spacing=20)
        self.name = TextField(theme, words.text("Name of the cluster or partnership"))
        self.name.edited.connect(self._on_name)
        self.name.left.connect(self._on_name_left)
        self.name.edit.returnPressed.connect(self.start)
        self.day = TextField(
            theme,
            words.text("Date of the assessment"),
            hint=words.text("such as 30.9.2026"),
        )
        self.day.edit.most_characters = 16
        offer_calendar(self.day, words)
        self.day.left.connect(self._on_day_left)
        self.day.edit.returnPressed.connect(self.start)
        part.put(self.name, self.day)
        return part

    def _make_earlier(self) -> QWidget:
        theme, words = self.theme, self.words
        part = Column(theme, spacing=8)
        self.earlier = DropDownField(
            theme,
            words.text("Take over answers from…"),
            hint=words.text("an earlier assessment of this cluster, to see what has changed"),
        )
        self.earlier.chosen.connect(self._on_earlier)
        self.earlier_card = Card(theme, "", padding=14, spacing=2, sunken=True)
        self._earlier_name = PlainLabel(theme, "", TextStyle.H3)
        self._earlier_facts = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.earlier_card.body.addWidget(self._earlier_name)
        self.earlier_card.body.addWidget(self._earlier_facts)
        self.earlier_card.hide()
        self._earlier_message = FieldMessage(theme)
        part.put(self.earlier, self.earlier_card, self._earlier_message)
        return part

    # what the window asks

    def title(self) -> str:
        """Return the headline."""
        return self.heading.text()

    def go_to(self, place: Place) -> None:
        """Offer a criteria set, and the answers of an earlier document."""
        super().go_to(place)
        self._clear()
        if place.item in self.sets.cards:
            self.sets.show_answer(place.item)
        elif not self.sets.answers and self.sets.cards:
            self.sets.show_answer(next(iter(self.sets.cards)))
        self._show_kind()
        if place.part:
            self.take_over(Path(place.part))

    def follow_on(self, other: Page) -> None:
        """Take over the whole form."""
        if not isinstance(other, NewPage):
            return
        self.sets.show_answer(other.criteria_set)
        self._show_kind()
        self.name.show_text(other.name.text)
        self._own_path, self._earlier = other._own_path, other._earlier  # noqa: SLF001 - of this class
        self._named_by_us = other._named_by_us  # noqa: SLF001 - the same
        try:
            day = other._read_day()  # noqa: SLF001 - the same
            self.day.show_text(self.words.day(day) if day is not None else "")
        except Refused:
            self.day.show_text(other.day.text)
        self._show_earlier_entries()
        self._show_earlier()
        self._show_file()

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show what can be chosen now."""
        if touched is None:
            self._show_earlier_entries()
            self._show_file()

    def take_focus(self) -> None:
        """Put the focus on the sets if there is a choice to make, else on the name."""
        if len(self.sets.cards) > 1 and not self.place.item:
            self.sets.focus_answer()
        else:
            self.name.focus()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return nothing: the window's own commands are enough."""
        return {}

    def _clear(self) -> None:
        self._own_path, self._earlier, self._looking = None, None, ""
        self._named_by_us = ""
        self.name.show_text("")
        self.day.show_text(self.words.day(_today()))
        for field in (self.name, self.day):
            field.show_error("")
        for message in (self._set_message, self._earlier_message, self._file.message):
            message.show_message("")
        self._show_summary([])
        self._show_earlier()

    # what is entered

    @property
    def criteria_set(self) -> str:
        """The id of the chosen set, empty if there is none."""
        return next(iter(self.sets.answers), "")

    def _show_kind(self) -> None:
        """Say what the chosen set makes of it: an assessment with a result, or a survey."""
        words, survey = self.words, self.criteria_set in self._surveys
        if survey:
            lead = words.text(
                "A survey, section by section. Stop at any time: every answer is kept. Another "
                "round begins with the earlier one below: its answers stand beside the questions."
            )
        else:
            lead = words.text(
                "A self-assessment, question by question. Stop at any time: every answer is kept."
            )
        self._lead.setText(lead)

    @Slot(str)
    def _on_set(self, _key: str) -> None:
        self._show_kind()
        self._set_message.show_message("")
        if self._earlier is not None:
            self.take_over(self._earlier.path)

    @Slot()
    def _on_next(self) -> None:
        self.name.focus()

    @Slot(str)
    def _on_name(self, _text: str) -> None:
        self._show_file()

    @Slot()
    def _on_name_left(self) -> None:
        if self.name.text.strip():
            self.name.show_error("")

    @Slot()
    def _on_day_left(self) -> None:
        try:
            day = self._read_day()
        except Refused as refusal:
            self.day.show_error(self.words.say(refusal.message))
            return
        self.day.show_error(self._why_not_that_day(day))
        if day is not None:
            self.day.show_text(self.words.day(day))

    def _read_day(self) -> date | None:
        return read_due(self.day.text, _today(), self.words)

    def _why_not_that_day(self, day: date | None) -> str:
        """Return what is wrong with a day, nothing if it can be the assessment's."""
        if day is None:
            return self.words.text("Enter the day of the assessment")
        earlier = self._earlier.dated if self._earlier is not None else None
        if earlier is not None and day <= earlier:
            return self.words.text(
                "Enter a day after {day}, that of the earlier assessment", day=earlier
            )
        return ""

    # answers of an earlier document

    def _show_earlier_entries(self) -> None:
        words = self.words
        nothing = ("", words.text("Nothing: start without answers"))
        entries = [nothing]
        paths = [one.path for one in self.desk.settings.recent[:_MOST_OFFERED]]
        named = {one.path: one.name for one in self.desk.settings.recent}
        chosen = self._looking or (str(self._earlier.path) if self._earlier is not None else "")
        if chosen and Path(chosen) not in paths:
            paths.append(Path(chosen))
        for path in paths:
            name = named.get(path) or path.stem
            same = [one for one in paths if (named.get(one) or one.stem) == name]
            if len(same) > 1:
                name = words.text("{name} ({file})", name=name, file=path.name)
            entries.append((str(path), name))
        entries.append((_OTHER_FILE, words.text("Choose a file…")))
        self.earlier.list.set_entries(entries, chosen)

    @Slot(str)
    def _on_earlier(self, key: str) -> None:
        if key == _OTHER_FILE:
            QTimer.singleShot(0, self, self.choose_earlier)  # when the list has closed
        elif key:
            self.take_over(Path(key))
        else:
            self._earlier, self._looking = None, ""
            self._show_earlier()

    def choose_earlier(self) -> None:
        """Ask for the file whose answers are taken over."""
        words = self.words
        found = files_to_read(
            self,
            words.text("Take over answers"),
            self._folder(),
            words.text("Assessments (*.excellence)"),
            several=False,
        )
        if found:
            self.take_over(found[0])
        else:
            self._show_earlier_entries()

    def take_over(self, path: Path) -> None:
        """Look at a document and take its answers over if it fits."""
        self._earlier, self._looking = None, str(path)
        self._show_earlier_entries()
        self._work.ask(f"look {path}", partial(look_at_earlier, path, self.criteria_set))

    def _show_earlier(self) -> None:
        """Show what the answers are taken from, and whether that can be."""
        words, found = self.words, self._earlier
        self.earlier_card.setVisible(found is not None)
        self._earlier_message.show_message("")
        if found is None:
            self._on_day_changed()
            return
        name = found.name or found.path.stem
        self.earlier_card.setAccessibleName(name)
        self._earlier_name.setText(name)
        answered = words.plural(
            "{count} question answered", "{count} questions answered", found.answered
        )
        facts = [answered, found.path.name]
        if found.dated is not None:
            facts.insert(0, words.day(found.dated))
        self._earlier_facts.setText(", ".join(facts))
        if found.why_not is not None:
            self._earlier_message.show_message(words.say(found.why_not))
        elif found.name and self.name.text.strip() in {"", self._named_by_us}:
            self._named_by_us = found.name
            self.name.show_text(found.name)
            self.name.show_error("")
            self._show_file()
        self._on_day_changed()

    def _on_day_changed(self) -> None:
        """Tell at the date if it does not come after the earlier assessment."""
        try:
            day = self._read_day()
        except Refused:
            return  # that is told at the field already
        if day is not None:
            self.day.show_error(self._why_not_that_day(day))

    # the file

    def _folder(self) -> Path:
        from excellence_app.session.starting import documents_folder  # noqa: PLC0415 - not needed at start-up

        return documents_folder(self.desk.preferences)

    @property
    def path(self) -> Path:
        """Where the new document will be."""
        from excellence_app.session.starting import suggested_path  # noqa: PLC0415 - not needed at start-up

        return self._own_path or suggested_path(self.name.text, self._folder())

    def _show_file(self) -> None:
        self._file.show_path(self.path)

    def choose_place(self) -> None:
        """Ask where the new document is to be."""
        words = self.words
        found = place_to_save(
            self,
            words.text("Where the assessment is kept"),
            self.path,
            words.text("Assessments (*.excellence)"),
        )
        if found is not None:
            self.keep_at(found)

    def keep_at(self, path: Path) -> None:
        """Keep the new document at a place that the person chose."""
        self._own_path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._file.message.show_message("")
        self._show_file()

    # starting

    def _errors(self) -> list[tuple[str, str]]:
        """Return what is missing or wrong, by the part of the form, and show it there."""
        words = self.words
        found: list[tuple[str, str]] = []
        if not self.criteria_set:
            found.append((_SET, words.text("Choose a criteria set")))
        if not self.name.text.strip():
            found.append((_NAME, words.text("Enter the name of the cluster")))
        try:
            wrong = self._why_not_that_day(self._read_day())
        except Refused as refusal:
            wrong = words.say(refusal.message)
        if wrong:
            found.append((_DAY, wrong))
        if self._earlier is not None and self._earlier.why_not is not None:
            found.append((_EARLIER, words.say(self._earlier.why_not)))
        told = dict(found)
        self._set_message.show_message(told.get(_SET, ""))
        self.name.show_error(told.get(_NAME, ""))
        self.day.show_error(told.get(_DAY, ""))
        if _EARLIER in told:
            self._earlier_message.show_message(told[_EARLIER])
        return found

    def _show_summary(self, found: list[tuple[str, str]]) -> None:
        """Name all that is wrong above the form, where it is more than one thing."""
        if self._summary is not None:
            self._summary.hide()
            self._summary.setParent(None)
            self._summary.deleteLater()
            self._summary = None
        if len(found) > 1:
            title = self.words.plural(
                "{count} entry has to be mended:", "{count} entries have to be mended:", len(found)
            )
            parts = {
                _SET: self.words.text("Criteria set"),
                _NAME: self.words.text("Name of the cluster or partnership"),
                _DAY: self.words.text("Date of the assessment"),
                _EARLIER: self.words.text("Earlier answers"),
            }
            links = [(part, parts[part]) for part, _ in found]
            self._summary = MessageStrip(self.theme, Tone.ERROR, title, links=links)
            self._summary.pressed.connect(self._focus_part)
            self._summary_place.put(self._summary)

    @Slot(str)
    def _focus_part(self, part: str) -> None:
        if part == _NAME:
            self.name.focus()
        elif part == _DAY:
            self.day.focus()
        elif part == _EARLIER:
            self.earlier.list.setFocus()
        elif part == _FILE:
            self.place_button.setFocus()
        else:
            self.sets.focus_answer()

    @Slot()
    def start(self) -> None:
        """Make the document and have it opened; what is wrong is told at its field."""
        if self._busy or self._looking:
            return
        found = self._errors()
        self._show_summary(found)
        if found:
            self._focus_part(found[0][0])
            if self._summary is not None:
                self._summary.announce()
            return
        self._busy = True
        self.start_button.set_caption(self.words.text("Starting…"))
        make = partial(
            make_document,
            self.criteria_set,
            name=self.name.text,
            folder=self._folder(),
            dated=self._read_day(),
            earlier=self._earlier.path if self._earlier is not None else None,
            language=self.words.language,
            path=self._own_path,
        )
        self._work.ask("make", make)

    @property
    def is_busy(self) -> bool:
        """Whether something is still being read or made."""
        return self._work.is_busy()

    @Slot(str, object)
    def _on_done(self, key: str, found: object) -> None:
        if key == "make":
            self._stand_by()
            self.desk.opened.emit(found)
        elif key == f"look {self._looking}":
            self._looking = ""
            self._earlier = found  # type: ignore[assignment]  # what `look_at_earlier` returns
            self._show_earlier_entries()
            self._show_earlier()

    @Slot(str, object)
    def _on_failed(self, key: str, sentences: tuple[Message, ...]) -> None:
        said = " ".join(self.words.say(one) for one in sentences)
        if key == "make":
            self._stand_by()
            self._file.message.show_message(said)
            self._focus_part(_FILE)
        elif key == f"look {self._looking}":
            self._looking = ""
            self._show_earlier_entries()
            self._show_earlier()
            self._earlier_message.show_message(said)

    def _stand_by(self) -> None:
        self._busy = False
        self.start_button.set_caption(self.words.text("Start assessment"))


def _today() -> date:
    return datetime.now().astimezone().date()
