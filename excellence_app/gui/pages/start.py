"""Start: assessments that were open, criteria sets to start from, practice clusters."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from excellence_app.domain.messages import Message
from excellence_app.gui.components.boxes import Column, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.state_pill import State
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.offer_card import OfferCard
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.recent_list import Entry, RecentList
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.theme import (
    RADIUS_CONTROL,
    RADIUS_PANEL,
    TextStyle,
    Theme,
    Themed,
    Weight,
)
from excellence_app.gui.typesetting import Align
from excellence_app.language.catalogues import Words
from excellence_app.storage.settings import Forgotten, Preferences, Recent
from excellence_app.storage.trouble import StorageTrouble

if TYPE_CHECKING:  # what reads documents is loaded when the page stands
    from excellence_app.domain.assessment import ChangeSet
    from excellence_app.session.starting import (
        Glance,
        PracticeCluster,
        Renamed,
        SetOffer,
    )

    _Offers = tuple[tuple[SetOffer, ...], tuple[PracticeCluster, ...]]

PRACTICE, SETS = "practice", "sets"
SUFFIX = ".excellence"
_SIDE, _NARROW_SIDE = 330, 288  # pixels of the design for what stands beside the list
_WIDE, _BESIDE = 1060, 940  # widths of the page's column from which that is so
_FILTER_FROM = 5  # documents
_AFTER_PAINTING = 20  # milliseconds until documents are looked at: the page stands first
_ANY_WIDTH = 16777215  # Qt's own largest
_STATES = {
    "gaps": State.SHORT,
    "open": State.NOT_ANSWERED,
    "met": State.MET,
    "answered": State.MET,
    "damaged": State.NOT_FOUND,
    "missing": State.NOT_FOUND,
    "unreadable": State.NOT_FOUND,
}


class _StartView(ScrollPage):
    """The page's view; of the list only the current row has to be in sight."""

    list: RecentList | None = None

    def show_whole(self, widget: QWidget) -> None:
        """Scroll so far that `widget` is in sight, of the list its current row."""
        if self.list is None or widget is not self.list:
            super().show_whole(widget)
            return
        row = self.list.visualRect(self.list.currentIndex())
        corner = self.list.viewport().mapTo(self.content, row.center())
        first = self.list.currentIndex().row() <= 0
        above = corner.y() if first else row.height() // 2 + self.theme.px(16)
        if above <= self.area.viewport().height() // 2 or not first:
            self.area.ensureVisible(corner.x(), corner.y(), 0, above)


class _Halves(Themed, QWidget):
    """The list and what stands beside it, or below where there is little room."""

    def __init__(self, theme: Theme, main: QWidget, side: QWidget) -> None:
        super().__init__()
        self._side = side
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(main, 1)
        self._box.addWidget(side)
        self.follow(theme)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._arrange()
        super().on_theme_changed()

    def _arrange(self) -> None:
        px, width = self.theme.px, self.width()
        self._box.setSpacing(px(24))
        if width >= px(_BESIDE):
            self._box.setDirection(QBoxLayout.Direction.LeftToRight)
            self._side.setFixedWidth(px(_SIDE) if width >= px(_WIDE) else px(_NARROW_SIDE))
        else:
            self._box.setDirection(QBoxLayout.Direction.TopToBottom)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_ANY_WIDTH)


class _DropFrame(Themed, QWidget):
    """Lies over the page while a document is held over it."""

    def __init__(self, theme: Theme, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.follow(theme)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a frame and what letting go does."""
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(px(12), px(12), -px(12), -px(12))
        paint_panel(painter, area, px(RADIUS_PANEL), None, colours.accent, px(2))
        words = theme.paragraph(self._words, TextStyle.LABEL, Weight.STRONG)
        wide, high = words.width + 2 * px(16), words.height + 2 * px(9)
        x, y = area.center().x() - wide / 2, area.bottom() - high - px(16)
        place = QRectF(x, y, wide, high)
        paint_panel(painter, place, px(RADIUS_CONTROL), colours.accent)
        inside = place.adjusted(0, px(9), 0, -px(9))
        words.paint(painter, inside, colours.on_accent, Align.CENTRE)
        painter.end()


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
        self.view = _StartView(theme, words.text("Assessments"), widest=1180)
        self.body.addWidget(self.view)
        column = self.view.column
        self.head = PageHead(theme)
        self.open_button = Button(
            theme, words.text("Open file"), icon="folder", key=_key_text("Ctrl+O")
        )
        self.open_button.clicked.connect(partial(desk.run, "open"))
        self.new_button = Button(
            theme,
            words.text("New assessment"),
            Kind.PRIMARY,
            icon="plus",
            key=_key_text("Ctrl+N"),
        )
        self.new_button.clicked.connect(partial(desk.go, "new"))
        self.head.put(self.open_button, self.new_button)
        column.addWidget(Gap(theme, 8))
        column.addWidget(self.head)
        column.addWidget(Gap(theme, 8))
        column.addWidget(_Halves(theme, self._make_main(), self._make_side()))
        self.view.list = self.list
        self._drop_frame = _DropFrame(theme, words.text("Let go to open it"), self)
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
        both.put(self.card, stretch=1)
        both.put(self.empty, stretch=1)
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
        side.put(self.sets_heading, self.offers, Gap(theme, 4), self.practice)
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
            self._soon.start()

    def _read(self) -> None:
        if not self._to_read:
            return
        self._to_read = False
        words = self.words
        if not self._offers_known:
            self._work.ask("offers", partial(_offers, words))
        for recent in self.desk.settings.recent:
            self._work.ask(f"glance {recent.path}", partial(_glance, words, recent.path))

    @property
    def is_busy(self) -> bool:
        """Whether something is still being read or done."""
        return self._to_read or self._work.is_busy()

    @Slot(str, object)
    def _on_done(self, key: str, found: object) -> None:
        if key == "offers":
            offers: _Offers = found  # type: ignore[assignment]  # what `_offers` returns
            self._offers_known = True
            self._show_sets(offers[0])
            self._show_practice(offers[1])
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
        said = " ".join(self.words.say(one) for one in sentences)
        self.desk.say(said, can_undo=False)

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
            for entry in map(self._entry, recent)
            if all(word in f"{entry.name} {entry.path.name}".casefold() for word in wanted)
        ]
        self.list.show_entries(_told_apart(entries))
        self.list.setVisible(bool(entries))
        self._nothing.setText(words.text("No name has this in it. Esc shows all again."))
        self._nothing.setVisible(some and not entries)
        if had_focus and not entries:
            (self.filter if some else self.head.heading).setFocus()

    def _entry(self, recent: Recent) -> Entry:
        words, glance = self.words, self._glances.get(recent.path)
        if glance is None:
            return Entry(
                recent.path,
                recent.name or recent.path.stem,
                recent.set_title,
                _day(words, recent.opened),
                tip=str(recent.path),
            )
        readable = glance.skyline is not None
        detail = glance.set_title
        if glance.practice:
            detail = words.text("Practice cluster, {set}", set=glance.set_title)
        if not readable:
            detail = words.text("In {folder}", folder=_short_folder(recent.path.parent))
        if glance.elsewhere:
            detail = f"{detail}. {glance.elsewhere}"
        return Entry(
            recent.path,
            glance.name if readable else recent.name or glance.name,
            detail,
            glance.when or _day(words, recent.opened),
            _STATES[glance.state.value],
            glance.words,
            glance.skyline,
            "\n".join((str(recent.path), *glance.advice)),
            may_rename=readable,
        )

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
        self._work.ask(f"rename {path}", partial(_rename, path, name))

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
            self.desk.say(self.words.say(trouble.message), can_undo=False)
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
            self.desk.say(self.words.say(trouble.message), can_undo=False)
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

    def open_practice(self, key: str) -> None:
        """Open a person's own copy of a practice cluster, which is made if need be."""
        folder = partial(_documents_folder, self.desk.preferences)
        self._work.ask(f"open {key}", partial(_open_practice, key, folder))

    def _on_try(self) -> None:
        cards = self._practice_rows.findChildren(OfferCard)
        if len(cards) == 1:
            cards[0].click()
        elif cards:
            self.view.show_whole(self.practice)
            cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _reset(self, path: Path) -> None:
        self._work.ask(f"reset {path}", partial(_reset_practice, path))

    def _on_reset(self, path: Path) -> None:
        self._to_read = True
        self._read()
        self.desk.say(
            self.words.text("{file} is as it came. What it was is kept.", file=path.stem),
            can_undo=False,
        )

    # documents that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take documents."""
        if _documents_in(event):
            event.acceptProposedAction()
            self._drop_frame.setGeometry(self.rect())
            self._drop_frame.raise_()
            self._drop_frame.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the frame away."""
        super().dragLeaveEvent(event)
        self._drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the documents."""
        self._drop_frame.hide()
        for path in _documents_in(event):
            event.acceptProposedAction()
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


def _documents_in(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == SUFFIX]


def _told_apart(entries: list[Entry]) -> list[Entry]:
    """Return the rows; those of the same name say the name of their file as well."""
    names = [(one.name, one.detail) for one in entries]
    return [
        one._replace(detail=f"{one.detail}, {one.path.name}" if one.detail else one.path.name)
        if names.count((one.name, one.detail)) > 1
        else one
        for one in entries
    ]


def _short_folder(folder: Path) -> str:
    """Return the end of a path that tells where a file is."""
    return "…/" + "/".join(folder.parts[-2:]) if len(folder.parts) > 3 else str(folder)  # noqa: PLR2004 - folders


def _key_text(keys: str) -> str:
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return shown.replace("+", " ")


def _day(words: Words, time: str) -> str:
    try:
        return words.short_day(datetime.fromisoformat(time).date())
    except ValueError:
        return ""


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


# What is done in a thread; what it needs is loaded there.


def _offers(words: Words) -> "_Offers":
    from excellence_app.session import starting  # noqa: PLC0415 - not needed at start-up

    return starting.criteria_sets(words), starting.practice_clusters(words)


def _glance(words: Words, path: Path) -> "Glance":
    from excellence_app.session.starting import glance  # noqa: PLC0415 - not needed at start-up

    return glance(words, path)


def _rename(path: Path, name: str) -> "Renamed":
    from excellence_app.session.starting import rename  # noqa: PLC0415 - not needed at start-up

    return rename(path, name)


def _documents_folder(preferences: Preferences) -> Path:
    from excellence_app.session.starting import documents_folder  # noqa: PLC0415 - not needed at start-up

    return documents_folder(preferences)


def _open_practice(key: str, folder: Callable[[], Path]) -> Path:
    from excellence_app.session.starting import open_practice  # noqa: PLC0415 - not needed at start-up

    return open_practice(key, folder())


def _reset_practice(path: Path) -> Path:
    from excellence_app.session.starting import reset_practice  # noqa: PLC0415 - not needed at start-up

    return reset_practice(path)
