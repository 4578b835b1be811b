"""The logo of a report: none, or a picture that a person chooses; it is kept in the document."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Logo
from excellence_app.domain.messages import Message, Refused
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.choosing_files import files_to_read
from excellence_app.gui.theme import TextStyle
from excellence_app.storage.trouble import StorageTrouble

_NONE, _KEPT, _OTHER = "", "kept", "other"


class ReportLogo(Column):
    """Offers no logo, the one of the document, and to choose another.

    What cannot be a logo is told below; then the logo stays what it was. `data` is the picture.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, spacing=4, parent=parent)
        self._desk, self._words = desk, words
        self._shown: Logo | None = None
        self.data: bytes | None = None
        self.folder = desk.document.session.path.parent  # where the dialog begins
        self.field = DropDownField(theme, words.text("Logo"))
        self.field.chosen.connect(self._on_chosen)
        self.where = PlainLabel(
            theme,
            words.text("Kept in this assessment, so it is printed on every computer."),
            TextStyle.CAPTION,
            colour="text2",
        )
        self.trouble = PlainLabel(theme, "", TextStyle.LABEL, colour="gap")
        self.trouble.hide()
        self.where.hide()
        self.put(self.field, self.where, self.trouble)

    @property
    def name(self) -> str:
        """What the picture is called that is the logo, empty for none."""
        return self._name_of(self._shown) if self._shown is not None else ""

    def _name_of(self, logo: Logo) -> str:
        return logo.name or self._words.text("Picture")

    def refresh(self) -> None:
        """Show the logo that the document has now; one that it only names is told."""
        document = self._desk.document
        logo = document.assessment.logo
        if logo != self._shown:
            self._shown, self.data = logo, None
            self._tell("")
            if logo is not None:
                self._read()
        self._show_entries()
        self.where.setVisible(logo is not None and self.data is not None)
        self.field.list.setEnabled(document.may_change)

    def _read(self) -> None:
        from excellence_app.session import logo  # noqa: PLC0415 - most documents have none

        self._try(lambda: self._keep(logo.content(self._desk.document.session)))

    def _keep(self, data: bytes | None) -> None:
        self.data = data

    def _show_entries(self) -> None:
        entries = [(_NONE, self._words.text("No logo"))]
        if self._shown is not None:
            entries.append((_KEPT, self._name_of(self._shown)))
        entries.append((_OTHER, self._words.text("Choose a picture…")))
        self.field.list.set_entries(entries, _KEPT if self._shown is not None else _NONE)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        from excellence_app.session import logo  # noqa: PLC0415 - when it is changed

        self._tell("")
        if key == _OTHER:
            self._show_entries()
            title = self._words.text("Choose a logo")
            kind = self._words.text("Pictures (*.png *.jpg *.jpeg)")
            found = files_to_read(self, title, self.folder, kind, several=False)
            if found:
                self.folder = found[0].parent
                self._try(lambda: self._take_in(found[0]))
        elif key == _NONE and self._shown is not None:
            document = self._desk.document
            document.stop_merging()
            if document.try_change(logo.remove_logo):
                self._desk.say(self._words.text("The logo is removed from this assessment."))
        self._show_entries()

    def _take_in(self, path: Path) -> None:
        from excellence_app.session import logo  # noqa: PLC0415 - when it is changed

        document = self._desk.document
        picture = logo.take_in(document.session, path)
        document.stop_merging()
        if document.try_change(logo.set_logo, picture):
            said = self._words.text("{name} is the logo now.", name=self._name_of(picture))
            self._desk.say(said)

    def _try(self, act: Callable[[], None]) -> None:
        """Do something with a file, or tell why it cannot be done."""
        try:
            act()
        except Refused as refused:
            self._tell(self._words.say(refused.message))
        except StorageTrouble as trouble:
            self._tell(" ".join(map(self._say, trouble.sentences)))

    def _say(self, sentence: Message) -> str:
        return self._words.say(sentence)

    def _tell(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
