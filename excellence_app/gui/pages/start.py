"""Start: assessments that were open, criteria sets to start from, practice clusters."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from excellence_app.domain.messages import Message
from excellence_app.gui.components.boxes import Column, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.dropped import countable_in
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.parts.offer_card import OfferCard
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.recent_entries import entry_of, told_apart
from excellence_app.gui.parts.recent_list import RecentList
from excellence_app.gui.parts.start_layout import DropFrame, Halves, StartView
from excellence_app.gui.parts.start_reading import (
    give_name,
    make_practice,
    read_glance,
    read_offers,
    take_back_practice,
    usual_folder,
)
from excellence_app.gui.parts.tally_places import item_of
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.theme import (
    TextStyle,
)
from excellence_app.storage.settings import Forgotten
from excellence_app.storage.trouble import StorageTrouble

if TYPE_CHECKING:  # what reads documents is loaded when the page stands
    from excellence_app.domain.assessment import ChangeSet
    from excellence_app.gui.parts.start_reading import Offers
    from excellence_app.session.practice import PracticeFolder
    from excellence_app.session.starting import (
        Glance,
        PracticeCluster,
        Renamed,
        SetOffer,
    )

PRACTICE, SETS = "practice", "sets"
_FILTER_FROM = 5  # documents
_AFTER_PAINTING = 20  # milliseconds until documents are looked at: the page stands first


class StartPage(Page):
    """Documents are looked at one after the other, after the page stands."""

    key: ClassVar[str] = "start"
    needs_document: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, self.words
        self._glances: dict[Path, Glance] = {}
        self._undo: Callable[[], None] | None = None
        self._work = Background(self)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)
        self._to_read = False
        self._offers_known = False
        self.setAcceptDrops(True)
        self.view = StartView(theme, words.text("Assessments"), widest=1180)
        self.body.addWidget(self.view)
        column = self.view.column
        self.head = PageHead(theme)
        self.open_button = Button(
            theme, words.text("Open file"), icon="folder", key=key_words("Ctrl+O")
        )
        self.open_button.clicked.connect(partial(desk.run, "open"))
        self.new_button = Button(
            theme,
            words.text("New assessment"),
            Kind.PRIMARY,
            icon="plus",
            key=key_words("Ctrl+N"),
        )
        self.new_button.clicked.connect(partial(desk.go, "new"))
        self.head.put(self.open_button, self.new_button)
        column.addWidget(Gap(theme, 8))
        column.addWidget(self.head)
        column.addWidget(Gap(theme, 8))
        column.addWidget(Halves(theme, self._make_main(), self._make_side()))
        self.view.list = self.list
        self._drop_frame = DropFrame(theme, words.text("Let go to open it"), self)
        self._count_frame = DropFrame(theme, words.text("Let go to count the answers"), self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_PAINTING)
        self._soon.timeout.connect(self._read)

    def _make_main(self) -> QWidget:
        theme, words = self.theme, self.words
        self.card = Card(theme, words.text("Recent"), padding=8, spacing=4)
        self.filter = LineEdit(
            theme,
            words.text("Filter by name"),
            placeholder=words.text("Filter by name"),
            icon="search",
        )
        self.filter.most_characters = 12
        self.filter.textEdited.connect(self._on_filter)
        self.filter.returnPressed.connect(self._open_first)
        head = Row(theme, spacing=12, margins=(14, 8, 8, 6))
        self._recent_heading = Heading(theme, words.text("Recent"), TextStyle.H2)
        head.put(self._recent_heading, stretch=1)
        head.put(self.filter)
        self.list = RecentList(theme, words, words.text("Recent assessments"))
        self.list.opened.connect(self._open)
        self.list.renamed.connect(self._rename)
        self.list.removed.connect(self._remove)
        self.list.menu_asked.connect(self._open_menu)
        self.list.moved.connect(self._on_moved)
        self._nothing = PlainLabel(theme, "", colour="text2")
        self._nothing.setContentsMargins(14, 8, 14, 16)
        self._nothing.hide()
        self.card.body.addWidget(head)
        self.card.body.addWidget(self.list)
        self.card.body.addWidget(self._nothing)
        self.card.body.addStretch(1)
        self.try_button = Button(theme, words.text("Open a practice cluster"))
        self.try_button.clicked.connect(self._on_try)
        self.empty = EmptyPage(
            theme,
            "folder",
            words.text("No assessment yet"),
            words.text("Assessments that you make or open are listed here."),
            self.try_button,
        )
        self.empty.hide()
        both = Column(theme, spacing=0)
        both.put(self.card, self.empty)
        both.stretch()
        return both

    def _make_side(self) -> QWidget:
        theme, words = self.theme, self.words
        side = Column(theme, spacing=11)
        self.sets_heading = Heading(theme, words.text("Start from a criteria set"), TextStyle.H2)
        self.offers = Tiles(theme, least=270, gap=11)
        self.practice = Card(
            theme, words.text("Practice clusters"), padding=18, spacing=10, sunken=True
        )
        self.practice_heading = Heading(theme, words.text("Trying it out?"), TextStyle.H3)
        self._practice_text = PlainLabel(
            theme,
            words.text(
                "Invented clusters with answers. Each opens as a copy of your own. Change what "
                "you like: it can be reset."
            ),
            TextStyle.LABEL,
            colour="text2",
        )
        self._practice_rows = Column(theme, spacing=10)
        self.practice.body.addWidget(self.practice_heading)
        self.practice.body.addWidget(self._practice_text)
        self.practice.body.addWidget(self._practice_rows)
        self._folder_rows = Column(theme, spacing=10)
        self.practice.body.addWidget(self._folder_rows)
        self.count_button = Button(
            theme, words.text("Count a folder of answers…"), Kind.QUIET, icon="table"
        )
        self.count_button.clicked.connect(partial(self.desk.run, "tally"))
        counting = Row(theme)
        counting.put(self.count_button)
        counting.stretch()
        side.put(self.sets_heading, self.offers, counting, Gap(theme, 4), self.practice)
        side.stretch()
        return side

    # what the window asks

    def title(self) -> str:
        """Return the headline."""
        return self.words.text("Assessments")

    def go_to(self, place: Place) -> None:
        """Show a part of the page: practice clusters or criteria sets."""
        item = place.item if place.item in {PRACTICE, SETS} else ""
        super().go_to(Place(self.key, item, place.part))

    def refresh(self, touched: "ChangeSet | None") -> None:
        """Show the list as it is now; each document is looked at afterwards."""
        if touched is not None:
            return
        self._show_list()
        self._to_read = True
        if self.isVisible():
            self._soon.start()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Undo what was done to the list, and filter it."""
        return {"undo": self.undo, "find": self.focus_filter}

    def take_focus(self) -> None:
        """Put the focus on the documents, or on the part that was asked for."""
        part: QWidget
        if self.place.item == PRACTICE:
            part = self.practice_heading
        elif self.place.item == SETS:
            part = self.sets_heading
        elif self.list.entries:
            part = self.list
        else:
            part = self.head.heading
        if part is not self.list:
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.place.item == PRACTICE:
            self.view.show_whole(self.practice)
        elif not self.place.item:
            self.view.area.verticalScrollBar().setValue(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the documents once the page stands."""
        super().showEvent(event)
        if self._to_read:
            QTimer.singleShot(0, self, self._wait)  # painting may take longer than the wait

    @Slot()
    def _wait(self) -> None:
        self._soon.start()

    def _read(self) -> None:
        if not self._to_read:
            return
        self._to_read = False
        words = self.words
        if not self._offers_known:
            self._work.ask("offers", partial(read_offers, words))
        for recent in self.desk.settings.recent:
            self._work.ask(f"glance {recent.path}", partial(read_glance, words, recent.path))

    @property
    def is_busy(self) -> bool:
        """Whether something is still being read or done."""
        return self._to_read or self._work.is_busy()

    @Slot(str, object)
    def _on_done(self, key: str, found: object) -> None:
        if key == "offers":
            offers: Offers = found  # type: ignore[assignment]  # what `offers` returns
            self._offers_known = True
            self._show_sets(offers[0])
            self._show_practice(offers[1])
            self._show_folders(offers[2])
            # All at once, so that nobody sees the page on its way.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        elif key.startswith("glance "):
            glance: Glance = found  # type: ignore[assignment]  # the same
            self._glances[glance.path] = glance
            self._show_list()
        elif key.startswith("rename "):
            self._on_renamed(found)  # type: ignore[arg-type]  # the same
        elif key.startswith("open "):
            self.desk.opened.emit(found)
        elif key.startswith("reset "):
            self._on_reset(found)  # type: ignore[arg-type]  # the same

    @Slot(str, object)
    def _on_failed(self, _key: str, sentences: tuple[Message, ...]) -> None:
        self.desk.warn(" ".join(self.words.say(one) for one in sentences))

    # the list

    def _show_list(self) -> None:
        words, recent = self.words, self.desk.settings.recent
        some = bool(recent)
        if some:
            title = words.text("Pick up where you left off")
        else:
            title = words.text("Start with a first assessment")
        self.head.show_words(
            title,
            words.text("Everything stays in files on this computer. Nothing is sent anywhere."),
        )
        had_focus = self.list.hasFocus()
        self.card.setVisible(some)
        self.empty.setVisible(not some)
        self.filter.setVisible(len(recent) >= _FILTER_FROM)
        wanted = self.filter.text().casefold().split()
        if len(recent) < _FILTER_FROM:
            wanted = []
        entries = [
            entry
            for entry in (entry_of(words, one, self._glances.get(one.path)) for one in recent)
            if all(word in f"{entry.name} {entry.path.name}".casefold() for word in wanted)
        ]
        self.list.show_entries(told_apart(entries))
        self.list.setVisible(bool(entries))
        self._nothing.setText(words.text("No name has this in it. Esc shows all again."))
        self._nothing.setVisible(some and not entries)
        if had_focus and not entries:
            (self.filter if some else self.head.heading).setFocus()

    @Slot(str)
    def _on_filter(self, _text: str) -> None:
        self._show_list()

    def focus_filter(self) -> None:
        """Go to the filter."""
        if not self.filter.isHidden():
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.selectAll()

    def _open_first(self) -> None:
        path = self.list.current
        if self.list.entries and path is not None:
            self._open(path)

    @Slot(QRect)
    def _on_moved(self, _area: QRect) -> None:
        self.view.show_whole(self.list)

    @Slot(object)
    def _open(self, path: Path) -> None:
        self.desk.opened.emit(path)

    @Slot(object, str)
    def _rename(self, path: Path, name: str) -> None:
        self._work.ask(f"rename {path}", partial(give_name, path, name))

    def _on_renamed(self, renamed: "Renamed") -> None:
        path, before, after = renamed.path, renamed.before, renamed.after
        self._to_read = True
        self._read()
        if not before or not after:
            return
        self._undo = partial(self._rename, path, before)
        self.desk.say(self.words.text('The name is "{name}" now.', name=after))

    @Slot(object)
    def _remove(self, path: Path) -> None:
        name = next((one.name for one in self.list.entries if one.path == path), path.stem)
        try:
            forgotten = self.desk.settings.forget(path)
        except StorageTrouble as trouble:
            self.desk.warn(self.words.say(trouble.message))
            return
        if forgotten is None:
            return
        self._undo = partial(self._put_back, forgotten)
        self._show_list()
        self.desk.say(
            self.words.text("{name} is off the list. Its file stays where it is.", name=name)
        )

    def _put_back(self, forgotten: Forgotten) -> None:
        try:
            self.desk.settings.put_back(forgotten)
        except StorageTrouble as trouble:
            self.desk.warn(self.words.say(trouble.message))
        self._show_list()
        self.list.show_current(forgotten.recent.path)

    def undo(self) -> None:
        """Take back what was done to the list last."""
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def menu_of(self, path: Path) -> QMenu:
        """Return what can be done with a document of the list."""
        words, glance = self.words, self._glances.get(path)
        readable = glance is None or glance.skyline is not None
        menu = QMenu(self)
        menu.setAccessibleName(words.text("This document"))
        menu.addAction(words.text("Open"), partial(self._open, path))
        if readable:
            rename = menu.addAction(words.text("Rename"), partial(self.list.rename, path))
            rename.setShortcut(QKeySequence(Qt.Key.Key_F2))
            menu.addAction(
                words.text("New assessment with these answers…"),
                partial(self.desk.go, "new", "", str(path)),
            )
        if glance is not None and glance.practice:
            menu.addAction(words.text("Reset this practice cluster"), partial(self._reset, path))
        menu.addAction(words.text("Show the folder"), partial(_show_folder, path.parent))
        menu.addSeparator()
        remove = menu.addAction(words.text("Remove from the list"), partial(self._remove, path))
        remove.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        return menu

    @Slot(object, QPoint)
    def _open_menu(self, path: Path, at: QPoint) -> None:
        menu = self.menu_of(path)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    # criteria sets and practice clusters

    def _show_sets(self, sets: "tuple[SetOffer, ...]") -> None:
        for offer in sets:
            icon = "results" if offer.indicators else "list-checks"
            card = OfferCard(self.theme, offer.title, offer.facts, icon)
            card.clicked.connect(partial(self.desk.go, "new", offer.id))
            self.offers.put(card)

    def _show_practice(self, clusters: "tuple[PracticeCluster, ...]") -> None:
        self.practice.setVisible(bool(clusters))
        self.try_button.setVisible(bool(clusters))
        for cluster in clusters:
            card = OfferCard(self.theme, cluster.name, cluster.facts, "users")
            card.setAccessibleName(
                self.words.text(
                    "Open a copy of {name}, {facts}", name=cluster.name, facts=cluster.facts
                )
            )
            card.clicked.connect(partial(self.open_practice, cluster.key))
            self._practice_rows.put(card)
        if self.place.item == PRACTICE:
            QTimer.singleShot(0, self, partial(self.view.show_whole, self.practice))

    def _show_folders(self, folders: "tuple[PracticeFolder, ...]") -> None:
        for folder in folders:
            card = OfferCard(self.theme, folder.title, folder.facts, "layers")
            card.clicked.connect(partial(self.desk.go, "practice", folder.key))
            self._folder_rows.put(card)

    def open_practice(self, key: str) -> None:
        """Open a person's own copy of a practice cluster, which is made if need be."""
        folder = partial(usual_folder, self.desk.preferences)
        self._work.ask(f"open {key}", partial(make_practice, key, folder))

    def _on_try(self) -> None:
        cards = self._practice_rows.findChildren(OfferCard)
        if len(cards) == 1:
            cards[0].click()
        elif cards:
            self.view.show_whole(self.practice)
            cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _reset(self, path: Path) -> None:
        self._work.ask(f"reset {path}", partial(take_back_practice, path))

    def _on_reset(self, path: Path) -> None:
        self._to_read = True
        self._read()
        self.desk.say(
            self.words.text("{file} is as it came. What it was is kept.", file=path.stem),
            can_undo=False,
        )

    # documents that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take documents and folders with documents."""
        found = countable_in(event)
        if found:
            event.acceptProposedAction()
            frame = self._count_frame if _to_count(found) else self._drop_frame
            frame.setGeometry(self.rect())
            frame.raise_()
            frame.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the frame away."""
        super().dragLeaveEvent(event)
        self._drop_frame.hide()
        self._count_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a document; count the answers in several, and in folders."""
        self._drop_frame.hide()
        self._count_frame.hide()
        found = countable_in(event)
        if found:
            event.acceptProposedAction()
        if _to_count(found):
            self.desk.go("tally", item_of(found))
        else:
            for path in found:
                self.desk.opened.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all again with Esc while the list is filtered; go from the filter to the list."""
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            self._show_list()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Down and self.filter.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def _to_count(dropped: list[Path]) -> bool:
    return len(dropped) > 1 or any(path.is_dir() for path in dropped)


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
