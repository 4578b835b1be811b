"""About: which version this is, where files lie, whose work is in it."""

import platform
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import PySide6
from PySide6.QtCore import Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from excellence_app import __version__
from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.criteria import SetStatus
from excellence_app.gui.components.boxes import Gap
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.note_field import NoteEdit
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.section_header import Fold
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.fact_list import FactList
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.section import Section
from excellence_app.locations import criteria_folder, resources_folder, state_folder
from excellence_app.storage.settings import settings_file

_LINES = 16  # of a licence that are shown at once


class _Licence(NamedTuple):
    """A part that is not ours, the name of its licence, and where in resources the text lies."""

    part: str
    name: str
    files: tuple[str, ...]


LICENCES = (
    _Licence(
        "Qt, PySide6",
        "GNU LGPL 3",
        ("licences/LGPL-3.0.txt", "licences/GPL-3.0.txt"),
    ),
    _Licence("Inter", "SIL OFL 1.1", ("fonts/Inter-OFL.txt",)),
    _Licence("Inter Display", "SIL OFL 1.1", ("fonts/InterDisplay-OFL.txt",)),
    _Licence("Noto Sans", "SIL OFL 1.1", ("fonts/NotoSans-OFL.txt",)),
    _Licence("DejaVu Sans", "Bitstream Vera, Arev", ("fonts/DejaVuSans-LICENSE.txt",)),
    _Licence("Lucide", "ISC, MIT", ("icons/Lucide-LICENSE.txt",)),
)


class AboutPage(Page):
    """Version, places and licences."""

    key = "about"
    needs_document = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        scroll = ScrollPage(theme, words.text("About Excellence"), widest=720)
        self.body.addWidget(scroll)
        self.copy = Button(
            theme, words.text("Copy details for support"), Kind.PRIMARY, icon="copy"
        )
        self.copy.clicked.connect(self._on_copy)
        head = PageHead(theme)
        head.put(self.copy)
        head.show_words(
            self.title(),
            words.text("It works on this computer alone: no account, no network."),
        )
        self._facts = FactList(theme)
        self._places = FactList(theme)
        versions = Section(theme, words.text("What is running"))
        versions.put(self._facts)
        places = Section(
            theme,
            words.text("Where files lie"),
            words.text("All of them are ordinary files that you may copy and back up."),
        )
        places.put(self._places)
        column = scroll.column
        for widget in (head, Gap(theme, 8), versions, Gap(theme, 6), places, Gap(theme, 6)):
            column.addWidget(widget)
        column.addWidget(self._make_licences())
        self.refresh(None)

    def title(self) -> str:
        """Return what the page is called in the title of the window."""
        return self.words.text("Excellence {version}", version=__version__)

    def _make_licences(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(
            theme,
            words.text("Whose work is in it"),
            words.text(
                "Excellence itself is published under the Apache License 2.0. Fonts, icons and "
                "the window come from others, who allow their use under these licences."
            ),
        )
        states = (words.text("Licence is shown"), words.text("Licence is folded"))
        self.licences: list[Fold] = []
        for licence in LICENCES:
            title = words.text("{part}: {licence}", part=licence.part, licence=licence.name)
            fold = Fold(theme, title, states, is_open=False)
            fold.opened.connect(partial(self._on_licence, fold, licence))
            self.licences.append(fold)
            section.put(fold, lines=True)
        return section

    def _on_licence(self, fold: Fold, licence: _Licence, is_open: bool) -> None:  # noqa: FBT001 - Qt's own signal
        """Read a licence when somebody wants to."""
        if not is_open or fold.body.count():
            return
        texts = []
        for name in licence.files:
            file = resources_folder() / name
            texts.append(file.read_text(encoding="utf-8").rstrip())
        shown = NoteEdit(self.theme, licence.name)
        shown.most_lines = _LINES
        shown.setReadOnly(True)
        shown.show_text("\n\n".join(texts))
        fold.body.addWidget(shown)

    def refresh(self, _touched: ChangeSet | None) -> None:
        """Show what is so now."""
        self._facts.show_facts(list(self._versions()))
        self._places.show_facts(list(self._where()))

    def _versions(self) -> Iterator[tuple[str, str]]:
        words = self.words
        yield words.text("Excellence"), __version__
        yield words.text("Python"), platform.python_version()
        yield words.text("Qt"), qVersion()
        yield words.text("PySide6"), PySide6.__version__
        yield words.text("System"), platform.platform(terse=True)
        if self.desk.has_document:
            criteria = self.desk.document.criteria
            text = words.text(
                "{title}, edition {edition}", title=criteria.title, edition=criteria.edition
            )
            if criteria.status is SetStatus.ILLUSTRATIVE:
                text = words.text("{text}, illustrative values", text=text)
            yield words.text("Criteria set"), text

    def _where(self) -> Iterator[tuple[str, str]]:
        words = self.words
        if self.desk.has_document:
            yield words.text("This assessment"), str(self.desk.document.session.path)
        yield words.text("Settings"), str(settings_file())
        yield words.text("Changes on their way, earlier versions"), str(state_folder())
        yield words.text("Criteria sets"), str(criteria_folder())

    def details(self) -> str:
        """Return what helps whoever helps: no name, no answer, no path with either."""
        preferences, theme = self.desk.preferences, self.theme
        lines = [
            f"Excellence {__version__}",
            f"Python {platform.python_version()}",
            f"Qt {qVersion()}, PySide6 {PySide6.__version__}",
            f"System {platform.platform()}, {platform.machine()}",
            f"Windows by {QGuiApplication.platformName()}",
            f"Language {self.words.language}, chosen {preferences.language or 'system'}",
            f"Theme {preferences.theme}, zoom {theme.zoom} %, base {theme.base:g} px",
            f"High contrast {theme.high_contrast}, reduced motion {theme.reduced_motion}",
            f"Program {_without_home(criteria_folder().parent)}",
            f"Settings {_without_home(settings_file())}",
        ]
        lines += [
            f"Screen {screen.size().width()} x {screen.size().height()}, "
            f"{screen.devicePixelRatio():g} pixels each"
            for screen in QGuiApplication.screens()
        ]
        if self.desk.has_document:
            document = self.desk.document
            criteria = document.criteria
            lines += [
                f"Criteria set {criteria.id}, edition {criteria.edition}, {criteria.sha256[:12]}",
                f"May change {document.may_change}",
            ]
        return "\n".join(lines)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self.desk.say(
            self.words.text("Details copied. There are no names and no answers in them."),
            can_undo=False,
        )


def _without_home(path: Path) -> str:
    """Return a path that does not tell the name of the account."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return path.as_posix()
