"""Rows of the profile: a fact of the cluster's own, and a person who takes part."""

import re
import unicodedata
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent

from excellence_app.domain.assessment import Respondent
from excellence_app.gui.components.boxes import Column, Flow, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.initials import Initials
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.language.catalogues import Words
from excellence_app.language.profile_names import FIGURES, TEXTS

KNOWN = frozenset(key for key, _ in (*TEXTS, *FIGURES))
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9._-]+")


def fact_key(name: str) -> str:
    """Return the key under which an own fact is stored, empty if none can be made of its name."""
    plain = unicodedata.normalize("NFKD", name.strip())
    letters = "".join(one for one in plain if not unicodedata.combining(one)).replace("ß", "ss")
    return _NOT_IN_KEYS.sub("_", letters).strip("_.-")[:40]


def fact_name(key: str) -> str:
    """Return an own fact's name as it is shown."""
    name = key.replace("_", " ").strip()
    return name[:1].upper() + name[1:]


def breaking(email: str) -> str:
    """Return an address that breaks where there is little room: at its sign, dots and hyphens."""
    for sign in "@-":
        email = email.replace(sign, sign + _MAY_BREAK)
    return email.replace(".", f"{_MAY_BREAK}.")


class Profile(Protocol):
    """What the rows want of the page that shows them."""

    @property
    def theme(self) -> Theme:
        """The theme."""

    @property
    def words(self) -> Words:
        """The language."""

    @property
    def typed(self) -> TypedFields:
        """What stores what is typed."""

    def person(self, person: str) -> Respondent | None:
        """Return what is known of a person."""

    def store_person(self, person: str, field: str, text: str) -> str:
        """Store one field of a person and return what is wrong with it."""

    def remove_person(self, person: str, *_: object) -> None:
        """Remove a person."""

    def remove_fact(self, key: str, *_: object) -> None:
        """Remove a fact of the cluster's own."""


class FactField(Column):
    """One fact of the cluster's own: its name, its text, and a way to remove it."""

    def __init__(self, page: "Profile", key: str) -> None:
        super().__init__(page.theme, spacing=0)
        theme, words = page.theme, page.words
        self.key = key
        self.field = TextField(theme, fact_name(key))
        self.remove = IconButton(
            theme, words.text("Remove {name}", name=fact_name(key)), "trash-2"
        )
        self.remove.clicked.connect(partial(page.remove_fact, key))
        row = Row(theme, spacing=4)
        row.put(self.field, stretch=1)
        row.box.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignBottom)
        self.put(row)


class PersonForm(Column):
    """Name, role and e-mail of a person, to be added or changed."""

    def __init__(self, page: "Profile", done: str, kind: Kind) -> None:
        super().__init__(page.theme, spacing=10)
        theme, words = page.theme, page.words
        self.name = TextField(theme, words.text("Name"))
        self.role = TextField(theme, words.text("Role"), hint=words.text("if you like"))
        self.email = TextField(theme, words.text("E-mail"), hint=words.text("if you like"))
        self.done = Button(theme, done, kind)
        self.buttons = Flow(theme)
        self.buttons.put(self.done)
        self.put(self.name, self.role, self.email, self.buttons)

    @property
    def fields(self) -> tuple[TextField, TextField, TextField]:
        """The three fields."""
        return self.name, self.role, self.email


class PersonRow(Column):
    """One person: shown in a few words, or as fields while they are changed."""

    def __init__(self, page: "Profile", person: str) -> None:
        super().__init__(page.theme, spacing=0)
        self._page = page
        self.person = person
        theme, words = page.theme, page.words
        self.view = Row(theme, spacing=10)
        self._initials = Initials(theme, "")
        self.name = PlainLabel(theme, "", weight=Weight.MEDIUM)
        self.role = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.email = PlainLabel(theme, "", TextStyle.LABEL, colour="text3")
        about = Column(theme, spacing=1)
        about.put(self.name, self.role, self.email)
        self.change = IconButton(theme, words.text("Change"), "pencil")
        self.remove = IconButton(theme, words.text("Remove"), "trash-2")
        self.change.clicked.connect(self.open_form)
        self.remove.clicked.connect(partial(page.remove_person, person))
        top = Qt.AlignmentFlag.AlignTop
        self.view.box.addWidget(self._initials, 0, top)
        self.view.box.addWidget(about, 1)
        self.view.box.addWidget(self.change, 0, top)
        self.view.box.addWidget(self.remove, 0, top)
        self.put(self.view)
        self.form: PersonForm | None = None

    def fill(self, person: Respondent, *, may_change: bool) -> None:
        """Show what is known of the person."""
        words = self._page.words
        self._initials.show_name(person.name)
        for label, text in (
            (self.name, person.name),
            (self.role, person.role),
            (self.email, breaking(person.email)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.email.setAccessibleName(person.email)
        self.change.set_icon("pencil", words.text("Change {name}", name=person.name))
        self.remove.set_icon("trash-2", words.text("Remove {name}", name=person.name))
        self.change.setVisible(may_change)
        self.remove.setVisible(may_change)
        if self.form is not None:
            typed = self._page.typed
            typed.fill(self.form.name, person.name)
            typed.fill(self.form.role, person.role)
            typed.fill(self.form.email, person.email)

    @Slot()
    def open_form(self) -> None:
        """Show the fields; they are stored as they are typed into."""
        page = self._page
        if self.form is None:
            self.form = PersonForm(page, page.words.text("Done"), Kind.SECONDARY)
            self.form.done.clicked.connect(self.close_form)
            for field, store in zip(self.form.fields, ("name", "role", "email"), strict=True):
                page.typed.watch(field, partial(page.store_person, self.person, store))
                field.edit.returnPressed.connect(self.close_form)
            self.put(self.form)
        person = page.person(self.person)
        if person is not None:
            self.fill(person, may_change=True)
        self.view.hide()
        self.form.show()
        self.form.name.focus()

    @Slot()
    def close_form(self) -> None:
        """Go back to the few words, unless a field cannot be stored as it is."""
        self._page.typed.store()
        if self.form is None or any(field.error for field in self.form.fields):
            return
        self.form.hide()
        self.view.show()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self.form is not None and not self.form.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the fields with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_form()
        else:
            super().keyPressEvent(event)
