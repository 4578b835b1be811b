"""The logo of a report: none, or a picture that a person chooses."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.messages import Refused
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.parts.choosing_files import files_to_read
from excellence_app.gui.theme import TextStyle, Theme
from excellence_app.language.catalogues import Words
from excellence_app.storage.trouble import StorageTrouble

_NONE, _OTHER = "", "\0other"  # no path has this character


class ReportLogo(Column):
    """Offers no logo, the one that was chosen last, and to choose another.

    What cannot be a logo is told below; then the logo stays what it was.

    Signals:
        changed(): Another logo is chosen, or none.
    """

    changed = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=4, parent=parent)
        self._words = words
        self._path = ""  # of the one that was chosen last
        self.data: bytes | None = None
        self.folder = Path.home()  # where the dialog begins
        self.field = DropDownField(theme, words.text("Logo"))
        self.field.chosen.connect(self._on_chosen)
        self.trouble = PlainLabel(theme, "", TextStyle.LABEL, colour="gap")
        self.trouble.hide()
        self.put(self.field, self.trouble)
        self._show_entries(_NONE)

    @property
    def path(self) -> str:
        """Where the picture is that is the logo, empty for none."""
        return self.field.list.entry or ""

    def take(self, path: object) -> None:
        """Take the logo that was remembered; one that has gone is told and not printed."""
        wanted = path if isinstance(path, str) and "\0" not in path else ""
        self._use(Path(wanted)) if wanted else self._show_entries(_NONE)

    def _show_entries(self, shown: str) -> None:
        entries = [(_NONE, self._words.text("No logo"))]
        if self._path:
            entries.append((self._path, Path(self._path).name))
        entries.append((_OTHER, self._words.text("Choose a picture…")))
        self.field.list.set_entries(entries, shown)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        before = self.data
        if key == _OTHER:
            self._show_entries(self._path if self.data is not None else _NONE)
            title = self._words.text("Choose a logo")
            kind = self._words.text("Pictures (*.png *.jpg *.jpeg)")
            found = files_to_read(self, title, self.folder, kind, several=False)
            if not found:
                return
            self._use(found[0])
        elif key:
            self._use(Path(key))
        else:
            self.data = None
            self._tell("")
        if self.data != before:
            self.changed.emit()

    def _use(self, path: Path) -> None:
        """Make a picture the logo, or tell why it cannot be."""
        from excellence_app.reports.logo import read_logo  # noqa: PLC0415 - Pillow is slow to load
        from excellence_app.session.report_choices import logo_from  # noqa: PLC0415 - Pillow is slow to load

        try:
            data = logo_from(path)
            read_logo(data)
        except Refused as refused:
            self._tell(self._words.say(refused.message))
        except StorageTrouble as trouble:
            self._tell(" ".join(self._words.say(one) for one in trouble.sentences))
        else:
            self._tell("")
            self.data, self._path, self.folder = data, str(path), path.parent
        self._show_entries(self._path if self.data is not None else _NONE)

    def _tell(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
