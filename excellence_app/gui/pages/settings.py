"""Settings: language, look, answering, files and keys; all on one page, applied at once."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.gui.commands import COMMANDS, MENUS, Command
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.field_parts import FieldMessage
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.tick_boxes import CheckBox
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.chosen_keys import keys_of, name_of, objection, with_key
from excellence_app.gui.parts.key_field import KeyField
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.section import Section
from excellence_app.gui.parts.setting_row import SettingRow
from excellence_app.gui.theme import ZOOM_STEPS, Appearance, TextStyle, Weight
from excellence_app.language.catalogues import SOURCE_LANGUAGE, available_languages

_OF_SYSTEM = "system"


class _KeyRow(Column):
    """One command with its key, a way back to ours, and why a key was not taken."""

    def __init__(self, desk: Desk, command: Command, page: "SettingsPage") -> None:
        super().__init__(desk.theme, spacing=2)
        words, theme = desk.words, desk.theme
        self.command = command
        name = name_of(command, words)
        self.field = KeyField(theme, name, words.text("Press the keys"), words.text("No key"))
        self.usual = IconButton(theme, words.text("Back to the usual key"), "rotate-ccw")
        controls = Row(theme, spacing=4)
        controls.put(self.field, self.usual)
        controls.setAccessibleName(name)
        keeps = self.usual.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.usual.setSizePolicy(keeps)
        self.message = FieldMessage(theme)
        row = SettingRow(theme, name, "", controls, weight=Weight.REGULAR)
        self.put(row, self.message)
        self.field.asked.connect(partial(page.take_key, self))
        self.usual.clicked.connect(partial(page.take_usual_key, self))


class SettingsPage(Page):
    """What a person prefers, for all documents."""

    key = "settings"
    needs_document = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self._scroll = ScrollPage(theme, words.text("Settings"), widest=720)
        self.body.addWidget(self._scroll)
        head = PageHead(theme)
        head.show_words(
            words.text("No account, no network"),
            words.text("What you choose here counts at once and stays on this computer."),
        )
        column = self._scroll.column
        column.addWidget(head)
        column.addWidget(Gap(theme, 8))
        for section in (
            self._make_look(),
            self._make_answering(),
            self._make_files(),
            self._make_keys(),
        ):
            column.addWidget(section)
            column.addWidget(Gap(theme, 6))
        self._made = True
        self.refresh(None)

    _made = False

    def title(self) -> str:
        """Return what the page is called in the title of the window."""
        return self.words.text("Settings")

    # what there is

    def _make_look(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(theme, words.text("Language and look"))
        entries = [("", words.text("As the system has it"))]
        entries += [(code, _own_name(code)) for code in available_languages()]
        self.language = DropDown(theme, words.text("Language"), entries)
        self.language.chosen.connect(self._on_language)
        self.language_row = SettingRow(
            theme,
            words.text("Language"),
            words.text("Texts of a criteria set come in a language of the set."),
            self.language,
        )
        self.appearance = SegmentedControl(
            theme,
            words.text("Theme"),
            (
                (Appearance.SYSTEM.value, words.text("System")),
                (Appearance.LIGHT.value, words.text("Light")),
                (Appearance.DARK.value, words.text("Dark")),
            ),
        )
        self.appearance.chosen.connect(self._on_appearance)
        steps = [(str(step), words.text("{zoom}%", zoom=step)) for step in ZOOM_STEPS]
        self.zoom = DropDown(theme, words.text("Zoom"), steps)
        self.zoom.chosen.connect(self._on_zoom)
        section.put(
            self.language_row,
            SettingRow(theme, words.text("Theme"), "", self.appearance),
            SettingRow(
                theme,
                words.text("Zoom"),
                words.text("Text and everything else, beside what the system asks for."),
                self.zoom,
            ),
            lines=True,
        )
        return section

    def _make_answering(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(theme, words.text("Answering"))
        self.thresholds = CheckBox(
            theme,
            words.text("Show thresholds while answering"),
            hint=words.text(
                "A line between the answers shows from where on the threshold of the label is met."
            ),
        )
        self.thresholds.clicked.connect(self._on_thresholds)
        section.put(self.thresholds)
        return section

    def _make_files(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(
            theme,
            words.text("New files"),
            words.text(
                "Assessments are ordinary files. Where new ones are put, you choose; a folder "
                "that is backed up is a good place."
            ),
        )
        self.folder = PlainLabel(theme, "", TextStyle.BODY, weight=Weight.MEDIUM).as_name()
        choose = Button(theme, words.text("Choose a folder…"), icon="folder-open")
        choose.clicked.connect(self._on_choose_folder)
        self.usual_folder = Button(theme, words.text("Back to the usual folder"), Kind.QUIET)
        self.usual_folder.clicked.connect(partial(self.take_folder, ""))
        buttons = Flow(theme)
        buttons.put(choose, self.usual_folder)
        section.put(self.folder, buttons)
        return section

    def _make_keys(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(
            theme,
            words.text("Keys"),
            words.text(
                "Press a key field, then the keys that you want. Backspace takes a key away, Esc "
                "leaves it as it is."
            ),
        )
        self.all_usual = Button(theme, words.text("All usual keys"), Kind.QUIET, icon="rotate-ccw")
        self.all_usual.clicked.connect(self._on_all_usual)
        section.header.add_control(self.all_usual)
        self.change_keys = Button(theme, words.text("Change keys"), icon="keyboard")
        self.change_keys.clicked.connect(self.open_keys)
        self._change_line = Flow(theme)
        self._change_line.put(self.change_keys)
        section.put(self._change_line)
        self.key_rows: dict[str, _KeyRow] = {}
        self._keys_section = section
        return section

    @Slot()
    def open_keys(self) -> None:
        """Show all commands with their keys."""
        if self.key_rows:
            return
        theme, words, body = self.theme, self.words, self._keys_section.body
        self._change_line.hide()
        for menu, title in MENUS:
            name = words.text(title).replace("&", "")
            rows = Column(theme, spacing=6)
            for command in COMMANDS:
                if command.menu == menu:
                    row = self.key_rows[command.id] = _KeyRow(self.desk, command, self)
                    rows.put(row)
            for part in (Gap(theme, 4), Heading(theme, name, TextStyle.H3), Hairline(theme), rows):
                body.addWidget(part)
        self._show_keys()
        first = next(iter(self.key_rows.values()))
        first.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is shown

    def refresh(self, _touched: ChangeSet | None) -> None:
        """Show what is preferred now."""
        preferences = self.desk.preferences
        self.language.show_entry(preferences.language)
        self.appearance.show_view(preferences.theme)
        self.thresholds.setChecked(preferences.show_thresholds)
        self._show_zoom()
        self._show_folder()
        self._show_keys()

    def follow_on(self, other: Page) -> None:
        """Keep the focus on the language, which was chosen a moment ago."""
        if isinstance(other, SettingsPage) and other.key_rows:
            self.open_keys()
        if isinstance(other, SettingsPage) and other.window().focusWidget() is other.language:
            self.language.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_theme_changed(self) -> None:
        """Show the zoom, which keys and menu change as well."""
        super().on_theme_changed()
        if self._made:
            self._show_zoom()

    def _show_zoom(self) -> None:
        self.zoom.show_entry(str(self.theme.zoom))

    def _show_folder(self) -> None:
        from excellence_app.session.starting import (  # noqa: PLC0415 - for this page alone
            documents_folder,
        )

        folder = documents_folder(self.desk.preferences)
        self.folder.setText(str(folder))
        self.usual_folder.setVisible(bool(self.desk.preferences.folder))

    def _show_keys(self) -> None:
        chosen = self.desk.preferences.keys
        for row in self.key_rows.values():
            keys = keys_of(row.command, chosen)
            row.field.show_key(keys[0] if keys else "")
            row.usual.setVisible(row.command.id in chosen)
        self.all_usual.setVisible(bool(chosen))

    # what a person does

    @Slot(str)
    def _on_language(self, code: str) -> None:
        self.desk.prefer(language=code)
        self.desk.run("speak")  # all windows are made anew in that language

    @Slot(str)
    def _on_appearance(self, key: str) -> None:
        self.desk.prefer(theme=key)
        self.theme.set_appearance(Appearance(key))

    @Slot(str)
    def _on_zoom(self, percent: str) -> None:
        self.desk.prefer(zoom=int(percent))
        self.theme.set_zoom(int(percent))

    @Slot()
    def _on_thresholds(self) -> None:
        if self.desk.has_document:
            self.desk.run("thresholds")  # so that the menu shows it as well
        else:
            self.desk.prefer(show_thresholds=self.thresholds.isChecked())

    @Slot()
    def _on_choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(
            self, self.words.text("Folder for new files"), self.folder.text()
        )
        if found:
            self.take_folder(found)

    def take_folder(self, folder: str, *_: object) -> None:
        """Put new files into a folder, the usual one if it is empty."""
        self.desk.prefer(folder=str(Path(folder)) if folder else "")
        self._show_folder()

    def take_key(self, row: _KeyRow, key: str) -> None:
        """Give a command another key, or say why not."""
        chosen = self.desk.preferences.keys
        message = objection(row.command, key, chosen, self.words)
        self._forget_messages()
        row.message.show_message(message)
        row.field.show_wrong(wrong=bool(message))
        if not message:
            self._prefer_keys(with_key(row.command, key, chosen))

    def take_usual_key(self, row: _KeyRow, *_: object) -> None:
        """Give a command its usual key again, or say who has it now."""
        usual = row.command.keys[0] if row.command.keys else ""
        self.take_key(row, usual)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_all_usual(self) -> None:
        self._forget_messages()
        self._prefer_keys({})
        fields: list[QWidget] = [row.field for row in self.key_rows.values()]
        (fields or [self.change_keys])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _prefer_keys(self, keys: dict[str, str]) -> None:
        self.desk.prefer(keys=keys)
        self.desk.run("take_keys")  # in all windows
        self._show_keys()

    def _forget_messages(self) -> None:
        for row in self.key_rows.values():
            row.message.show_message("")
            row.field.show_wrong(wrong=False)


def _own_name(code: str) -> str:
    """Return what a language calls itself."""
    if code == SOURCE_LANGUAGE:
        return "English"  # where Qt would name a country as well
    return QLocale(code).nativeLanguageName().capitalize() or code
