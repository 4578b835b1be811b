"""Cluster and people: who is assessed, when, and who takes part."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment, ChangeSet, Respondent
from excellence_app.domain.messages import Refused
from excellence_app.gui.components.boxes import Column, Flow, Gap
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.profile_rows import (
    KNOWN,
    FactField,
    PersonForm,
    PersonRow,
    fact_key,
    fact_name,
)
from excellence_app.gui.parts.section import Section
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import TextStyle
from excellence_app.language.profile_names import FIGURES, TEXTS


class ProfilePage(Page):
    """Name and date of the assessment, facts of the cluster, and people."""

    key = "profile"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self.typed = TypedFields(self, desk.document.stop_merging)
        self._scroll = ScrollPage(theme, words.text("Cluster and people"), widest=1100)
        self.body.addWidget(self._scroll)
        self._head = PageHead(theme)
        self._scroll.column.addWidget(self._head)
        self._scroll.column.addWidget(Gap(theme, 8))
        tiles = Tiles(theme, least=400, gap=16, shares=(11, 8))
        first, second = Column(theme, spacing=16), Column(theme, spacing=16)
        self.fields: dict[str, TextField] = {}
        self.own: dict[str, FactField] = {}
        self.people: dict[str, PersonRow] = {}
        first.put(self._make_cluster(), self._make_own())
        second.put(self._make_people())
        first.stretch()
        second.stretch()
        tiles.put(first, second)
        self._scroll.column.addWidget(tiles)

    def title(self) -> str:
        """Return what the page is called in the title of the window."""
        return self._head.heading.text()

    # what there is

    def _make_cluster(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(theme, words.text("The cluster"))
        self.name = TextField(theme, words.text("Name of the cluster"))
        self.typed.watch(self.name, self._store_name)
        self.dated = TextField(
            theme,
            words.text("Date of the assessment"),
            hint=words.text("such as 16.11. or 16 November 2026"),
        )
        offer_calendar(self.dated, words)
        self.typed.watch(self.dated, self._store_date, while_typing=False)
        figures = Tiles(theme, least=160, gap=14)
        texts = Column(theme, spacing=14)
        for key, name in TEXTS:
            texts.put(self._fact_field(key, words.text(name)))
        for key, name in FIGURES:
            figures.put(self._fact_field(key, words.text(name)))
        section.put(self.name, self.dated, Gap(theme, 4), Hairline(theme), Gap(theme, 2))
        section.put(Heading(theme, words.text("Who and where"), TextStyle.H3), texts)
        section.put(Gap(theme, 6), Heading(theme, words.text("In figures"), TextStyle.H3), figures)
        return section

    def _fact_field(self, key: str, name: str) -> TextField:
        field = self.fields[key] = TextField(self.theme, name)
        self.typed.watch(field, partial(self._store_fact, key))
        return field

    def _make_own(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(
            theme,
            words.text("More about the cluster"),
            words.text("Facts of your own. They are kept in the file with the others."),
        )
        self._own_rows = Column(theme, spacing=12)
        self._adding = Column(theme, spacing=10)
        self.new_name = TextField(theme, words.text("Name of the fact"))
        self.new_text = TextField(theme, words.text("What is so"))
        both = Tiles(theme, least=190, gap=12)
        both.put(self.new_name, self.new_text)
        self.add_fact_button = Button(theme, words.text("Add a fact"), icon="plus")
        self.add_fact_button.clicked.connect(self.add_fact)
        for field in (self.new_name, self.new_text):
            field.edit.returnPressed.connect(self.add_fact)
        buttons = Flow(theme)
        buttons.put(self.add_fact_button)
        self._adding.put(both, buttons)
        section.put(self._own_rows, self._adding)
        return section

    def _make_people(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(
            theme,
            words.text("People who take part"),
            words.text(
                "Answers, evidence and actions can name them. They are kept in this file alone."
            ),
        )
        self._people_rows = Column(theme, spacing=14)
        self.nobody = PlainLabel(theme, words.text("Nobody yet."), colour="text2")
        self.new_person = PersonForm(self, words.text("Add this person"), Kind.SECONDARY)
        cancel = Button(theme, words.text("Cancel"), Kind.QUIET)
        cancel.clicked.connect(self._close_new_person)
        self.new_person.buttons.put(cancel)
        self.new_person.done.clicked.connect(self.add_person)
        for field in self.new_person.fields:
            field.edit.returnPressed.connect(self.add_person)
        self.add_person_button = Button(theme, words.text("Add a person"), icon="plus")
        self.add_person_button.clicked.connect(self.open_new_person)
        buttons = Flow(theme)
        buttons.put(self.add_person_button)
        section.put(self._people_rows, self.nobody, self.new_person, buttons)
        self.new_person.hide()
        return section

    # what is shown

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show cluster and people as they are now."""
        if touched is not None and not self.shows(touched):
            return
        assessment = self.desk.document.assessment
        may_change = self.desk.document.may_change
        self._show_head(assessment)
        profile = assessment.profile
        self.typed.fill(self.name, profile.name)
        day = assessment.dated
        self.typed.fill(self.dated, "" if day is None else self.words.day(day))
        for key, field in self.fields.items():
            self.typed.fill(field, profile.facts.get(key, ""))
        self._show_own({k: v for k, v in profile.facts.items() if k not in KNOWN})
        self._show_people(assessment.people)
        for field in (self.name, self.dated, *self.fields.values()):
            field.setEnabled(may_change)
        for row in self.own.values():
            row.field.setEnabled(may_change)
            row.remove.setVisible(may_change)
        self._adding.setVisible(may_change)
        self.add_person_button.setVisible(may_change and self.new_person.isHidden())

    def _show_head(self, assessment: Assessment) -> None:
        words = self.words
        name, count = assessment.profile.name.strip(), len(assessment.people)
        if not name:
            title = words.text("Which cluster is it?")
        elif not count:
            title = name
        elif count == 1:
            title = words.text("One person answers for {name}", name=name)
        else:
            from excellence_app.session.headlines import in_words  # noqa: PLC0415 - loads the engine

            title = words.plural(
                "{number} person answers for {name}",
                "{number} people answer for {name}",
                count,
                number=in_words(words, count),
                name=name,
            )
        lead = words.text("Name and date stand on the first page of the report.")
        if assessment.dated is None:
            lead = words.text("The assessment has no date yet. Some rules of the labels need one.")
        self._head.show_words(title, lead)

    def _show_own(self, facts: dict[str, str]) -> None:
        for key in [key for key in self.own if key not in facts]:
            row = self.own.pop(key)
            self.typed.forget(row.field)
            row.hide()
            row.deleteLater()
        for key, text in facts.items():
            if key not in self.own:
                row = self.own[key] = FactField(self, key)
                self.typed.watch(row.field, partial(self._store_fact, key))
                self._own_rows.put(row)
            self.typed.fill(self.own[key].field, text)
        self._own_rows.setVisible(bool(facts))

    def _show_people(self, people: tuple[Respondent, ...]) -> None:
        may_change = self.desk.document.may_change
        known = {person.id for person in people}
        for gone in [one for one in self.people if one not in known]:
            row = self.people.pop(gone)
            for field in row.form.fields if row.form is not None else ():
                self.typed.forget(field)
            row.hide()
            row.deleteLater()
        for number, person in enumerate(people):
            row = self.people.get(person.id) or PersonRow(self, person.id)
            if person.id not in self.people or self._people_rows.box.indexOf(row) != number:
                self.people[person.id] = row
                self._people_rows.box.insertWidget(number, row)
            row.fill(person, may_change=may_change)
        self._people_rows.setVisible(bool(people))
        self.nobody.setVisible(not people)

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether a change can be seen here."""
        return not touched.fields.isdisjoint({"profile", "people", "dated"})

    def person(self, person: str) -> Respondent | None:
        """Return somebody who takes part, none if he does not any more."""
        people = self.desk.document.assessment.people
        return next((one for one in people if one.id == person), None)

    def may_leave(self) -> bool:
        """Store what is still being typed."""
        self.typed.store()
        return True

    def take_focus(self) -> None:
        """Begin with the name where there is none."""
        if not self.desk.document.assessment.profile.name and self.name.isEnabled():
            self.name.focus()
        else:
            super().take_focus()

    # what a person does

    def _store_name(self, text: str) -> str:
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        message = self.desk.document.change(edits.name_cluster, text)
        return "" if message is None else self.words.say(message)

    def _store_date(self, text: str) -> str:
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed
        from excellence_app.session.nearest_day import nearest_day  # noqa: PLC0415 - not needed at start-up
        from excellence_app.session.profile_checks import wrong_day  # noqa: PLC0415 - not needed at start-up

        words, document = self.words, self.desk.document
        try:
            day = nearest_day(text, date.today(), words)
        except Refused as refusal:
            return words.say(refusal.message)
        if day is None:
            if document.assessment.dated is None:
                return ""
            return words.text("Please give the day of the assessment, such as 16.11.2026.")
        message = wrong_day(day, date.today()) or document.change(edits.set_date, day)
        if message is None:
            self.dated.show_text(words.day(day))
        return "" if message is None else words.say(message)

    def _store_fact(self, key: str, text: str) -> str:
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed
        from excellence_app.session.profile_checks import wrong_fact  # noqa: PLC0415 - when something is changed

        if not text.strip() and key not in KNOWN:
            return ""  # an own fact goes with its button, not while it is being written anew
        wrong = wrong_fact(key, text, date.today())
        message = wrong or self.desk.document.change(edits.profile_fact, key, text)
        return "" if message is None else self.words.say(message)

    @Slot()
    def add_fact(self) -> None:
        """Add a fact of the cluster's own."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        words = self.words
        self.new_name.show_error("")
        self.new_text.show_error("")
        key = fact_key(self.new_name.text)
        if not key:
            text = words.text("Please give the fact a name with Latin letters or digits.")
            self.new_name.show_error(text)
            self.new_name.focus()
            return
        if key in self.desk.document.assessment.profile.facts:
            self.new_name.show_error(words.text("There is a fact of this name already."))
            self.new_name.focus()
            return
        if not self.new_text.text.strip():
            self.new_text.show_error(words.text("Please write what is so."))
            self.new_text.focus()
            return
        message = self.desk.document.change(edits.profile_fact, key, self.new_text.text)
        if message is not None:
            self.new_text.show_error(words.say(message))
            return
        self.new_name.show_text("")
        self.new_text.show_text("")
        self.new_name.focus()

    def remove_fact(self, key: str, *_: object) -> None:
        """Remove a fact of the cluster's own."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        keys = list(self.own)
        place = keys.index(key)
        self.desk.document.stop_merging()
        refusal = self.desk.document.change(edits.profile_fact, key, "")
        if not self.desk.refuse(refusal):
            self.desk.say(self.words.text("{name} removed", name=fact_name(key)))
            left = list(self.own.values())
            _focus_next([row.remove for row in left], place, self.new_name.focus)

    def store_person(self, person: str, field: str, text: str) -> str:
        """Store one field of a person and return what is wrong with it."""
        from excellence_app.session.people_edits import change_person  # noqa: PLC0415 - not needed at start-up
        from excellence_app.session.profile_checks import wrong_mail  # noqa: PLC0415 - not needed at start-up

        change = self.desk.document.change
        match field:
            case "name":
                message = change(change_person, person, name=text)
            case "role":
                message = change(change_person, person, role=text)
            case _:
                message = wrong_mail(text) or change(change_person, person, email=text)
        return "" if message is None else self.words.say(message)

    @Slot()
    def open_new_person(self) -> None:
        """Show the fields for another person."""
        self.new_person.show()
        self.add_person_button.hide()
        self.new_person.name.focus()

    @Slot()
    def _close_new_person(self) -> None:
        for field in self.new_person.fields:
            field.show_text("")
            field.show_error("")
        self.new_person.hide()
        self.add_person_button.show()
        self.add_person_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def add_person(self) -> None:
        """Add the person whose name was typed."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed
        from excellence_app.session.entered import alike  # noqa: PLC0415 - not needed at start-up
        from excellence_app.session.profile_checks import wrong_mail  # noqa: PLC0415 - not needed at start-up

        wrong = wrong_mail(self.new_person.email.text)
        self.new_person.email.show_error("" if wrong is None else self.words.say(wrong))
        if wrong is not None:
            self.new_person.email.focus()
            return
        name, role, email = (field.text for field in self.new_person.fields)
        known = (one.name for one in self.desk.document.assessment.people)
        said = ""
        if any(alike(one, " ".join(name.split())) for one in known):
            said = self.words.text("{name} is on the list already.", name=name.strip())
        else:
            message = self.desk.document.change(edits.add_person, name, role, email)
            said = "" if message is None else self.words.say(message)
        self.new_person.name.show_error(said)
        if said:
            self.new_person.name.focus()
        else:
            self._close_new_person()

    def remove_person(self, person: str, *_: object) -> None:
        """Remove somebody from those who take part."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed
        from excellence_app.session.people_edits import named_in  # noqa: PLC0415 - when something is changed

        document, words = self.desk.document, self.words
        known = self.person(person)
        place = list(self.people).index(person)
        if known is None:
            return
        count = named_in(document.assessment, person)
        if self.desk.refuse(document.change(edits.remove_person, person)):
            return
        said = words.text("{name} removed", name=known.name)
        if count:
            said = words.plural(
                "{name} removed, also from {count} place that named this person",
                "{name} removed, also from {count} places that named this person",
                count,
                name=known.name,
            )
        self.desk.say(said)
        rows = [row.remove for row in self.people.values()]
        _focus_next(rows, place, self.add_person_button.setFocus)


def _focus_next(rows: list[IconButton], place: int, otherwise: Callable[[], None]) -> None:
    """Give the focus to what stands where something was removed."""
    if rows:
        rows[min(place, len(rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        otherwise()
