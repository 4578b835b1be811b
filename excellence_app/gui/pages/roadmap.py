"""Roadmap: the actions in the person's own order, and where the label is on the way."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment, ChangeSet
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.key_cap import KeyCap
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.filling_page import FillingPage, show_part
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.roadmap_deciding import RoadmapDeciding
from excellence_app.gui.parts.roadmap_filters import RoadmapFilters
from excellence_app.gui.parts.roadmap_lines import ADD, lines_of
from excellence_app.gui.parts.roadmap_list import RoadmapList
from excellence_app.gui.parts.roadmap_looked import Looked
from excellence_app.gui.parts.roadmap_menu import RoadmapMenu
from excellence_app.gui.parts.roadmap_moving import RoadmapMoving
from excellence_app.gui.parts.roadmap_panel import RoadmapPanel
from excellence_app.gui.parts.roadmap_side import RoadmapSide
from excellence_app.gui.theme import TextStyle
from excellence_app.session import (
    headlines_over_time,
    roadmap_edits,
    roadmap_standing,
    showing,
)
from excellence_app.session.roadmap_rows import (
    View,
    about_each,
    can_rise,
    in_order,
    look_at,
    order_of,
)
from excellence_app.session.showing import Shown


class _Strip(NamedTuple):
    """A message above the list."""

    tone: Tone
    title: str
    text: str = ""
    actions: tuple[tuple[str, str], ...] = ()


class RoadmapPage(Page):
    """Headline, orders and filters, and the list of actions to move and to decide about."""

    key = "roadmap"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self._view = _view_of(desk.remembered("roadmap_view"))
        self._label = ""
        self._past_open = False
        self._wanted_row = ""
        self._asked_about = ""  # an indicator for which there is no action
        self._looked = Looked(desk.document)
        self._seen_of: Assessment | None = None  # all is shown as it is in this one
        self._seen: tuple[object, ...] = ()
        self._strips: tuple[_Strip, ...] = ()
        page = FillingPage(theme)
        self.head = self._make_head()
        page.column.addWidget(self.head)
        page.column.addWidget(Gap(theme, 4))
        self._filters = RoadmapFilters(theme, words, self._view)
        self._filters.viewed.connect(self._on_view)
        self._filters.filtered.connect(self._fill_list)
        page.column.addWidget(self._filters)
        self._strip_place = Column(theme, spacing=8, margins=(0, 4, 0, 0))
        self._strip_place.hide()
        page.column.addWidget(self._strip_place)
        page.column.addWidget(Gap(theme, 2))
        self.list = self._make_list()
        self._card = self._make_card()
        page.column.addWidget(self._card, 1)
        page.follow_rows(self.list)  # once its parts have parents: they may show themselves
        self.keys = self._make_keys()
        page.column.addWidget(self.keys)
        self._begin = Button(theme, words.text("Add action"), Kind.PRIMARY, icon="plus")
        self._empty = EmptyPage(
            theme,
            "route",
            words.text("No actions yet"),
            words.text("Add what the cluster wants to do, with owner and date."),
            self._begin,
        )
        self._empty.hide()
        page.column.addWidget(self._empty, 1)
        self.body.addWidget(page)
        self._side = RoadmapSide(desk)
        self._connect_parts()

    # parts

    def _connect_parts(self) -> None:
        moving = RoadmapMoving(self.desk, self.list, self._looked)
        moving.tried.connect(self._on_tried)
        moving.settled.connect(self._on_settled)
        self._deciding = RoadmapDeciding(
            self.desk, self.list, self._looked, self._where_to_add, self
        )
        self._deciding.added.connect(self._on_added)
        self._deciding.removed.connect(self.take_focus)
        self._deciding.planned.connect(self.take_focus)
        RoadmapMenu(self.desk, self.list, self._looked, self._deciding, moving)
        for button in (self.add_button, self.own_button, self._begin):
            button.clicked.connect(self._deciding.add)
        self.plan_button.clicked.connect(self._deciding.plan)
        self._side.label_chosen.connect(self._on_label)
        self._side.action_asked.connect(self._show_row)
        self._side.indicator_asked.connect(self._deciding.ask_for)
        self._side.nobody_asked.connect(self._show_nobodys)
        self._side.rest_asked.connect(self._deciding.plan)

    def _make_head(self) -> PageHead:
        desk, theme, words = self.desk, self.theme, self.words
        head = PageHead(theme)
        self.print_button = Button(theme, words.text("Print"), icon="printer")
        self.print_button.clicked.connect(partial(desk.run, "print"))
        self.add_button = Button(theme, words.text("Add action"), Kind.PRIMARY, icon="plus")
        self.own_button = Button(theme, words.text("Add action"), icon="plus")
        self.plan_button = Button(theme, "", Kind.PRIMARY, icon_after="arrow-right")
        head.put(self.print_button, self.own_button, self.add_button, self.plan_button)
        return head

    def _make_card(self) -> Card:
        theme, words = self.theme, self.words
        card = Card(theme, words.text("Actions"), padding=8, spacing=2)
        card.body.addWidget(self.list.header)
        card.body.addWidget(self.list, 1)
        self.nothing = Column(theme, spacing=10, margins=(16, 32, 16, 32))
        self._nothing_words = PlainLabel(theme, "", TextStyle.BODY, colour="text2")
        self.show_all = Button(theme, words.text("Show all"))
        self.show_all.clicked.connect(self._clear_filters)
        self.nothing.put(self._nothing_words)
        self.nothing.box.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeading)
        self.nothing.hide()
        card.body.addWidget(self.nothing)
        return card

    def _make_list(self) -> RoadmapList:
        words = self.words
        titles = [
            words.text("Action and indicator"),
            words.text("Change"),
            words.text("Owner and due date"),
            words.text("Effort"),
            words.text("Gain"),
        ]
        found = RoadmapList(self.theme, words, words.text("Actions"), titles)
        found.fold_asked.connect(self._on_fold)
        return found

    def _make_keys(self) -> QWidget:
        words, found = self.words, Flow(self.theme, across=20, down=6)
        letters = self.list.letters
        move = [key_words("Alt+A").removesuffix("A").strip(), "↑", "↓"]
        for keys, text in (
            (move, words.text("move the row")),
            ([key_words("Space")], words.text("pick up, arrows, Space to drop")),
            ([letters.due], words.text("due date")),
            ([letters.owner], words.text("owner")),
            ([letters.effort], words.text("effort")),
        ):
            row = Row(self.theme, spacing=6)
            row.put(*(KeyCap(self.theme, key) for key in keys))
            row.put(PlainLabel(self.theme, text, TextStyle.CAPTION, colour="text2"))
            found.put(row)
        return found

    def foot_height(self) -> int:
        """Count the line of keys to what stays in sight at the foot, where it is in view."""
        top = self.keys.mapTo(self, QPoint()).y()
        in_view = self.keys.isVisible() and 0 < top < self.height()
        return max(super().foot_height(), self.height() - top if in_view else 0)

    @property
    def views(self) -> SegmentedControl:
        """The orders in which the roadmap can be looked at."""
        return self._filters.views

    @property
    def owner(self) -> DropDown:
        """The filter by owner."""
        return self._filters.owner

    @property
    def state(self) -> DropDown:
        """The filter by state."""
        return self._filters.state

    @property
    def panel(self) -> RoadmapPanel | None:
        """The panel that is open over the page, none if there is none."""
        return self._deciding.panel

    # what the page is asked by the window

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def side(self) -> QWidget | None:
        """Return what the plan brings, none where there is no label to plan for."""
        return self._side if self.desk.document.target else None

    def go_to(self, place: Place) -> None:
        """Show the row of a planned action, or of the action for an indicator."""
        super().go_to(place)
        self._wanted_row = place.item
        self._asked_about = ""

    def shows(self, touched: ChangeSet) -> bool:
        """Tell that everything about the roadmap is seen here."""
        seen = {"roadmap", "roadmap_by", "people"}
        return bool(touched.fields & {"roadmap", "roadmap_by"}) and not (
            touched.answers or touched.fields - seen
        )

    def may_leave(self) -> bool:
        """Store what is being typed, and put back a row that is held."""
        self.list.let_go()
        self._side.typed.store()
        self._deciding.store()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Close what lies over the page."""
        super().hideEvent(event)
        self._deciding.close_panel()

    def take_focus(self) -> None:
        """Put the focus on the current row, the first one at the beginning."""
        if self._card.isHidden() or not self.list.entries:
            if not self._empty.isHidden() and not self._begin.isHidden():
                self._begin.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            super().take_focus()
            return
        if not self.list.current:
            self.list.show_current(self.list.first_key())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show the roadmap as it is now."""
        document, looked = self.desk.document, self._looked
        looked.tried = None
        if not document.target:
            self._show_without_label()
            return
        label = looked.target = self._label or document.target
        state = (label, self._view, date.today())
        if self._seen_of is not document.assessment or self._seen != state:
            looked.shown = self._shown_for(label)
            looked.order = list(order_of(document.session, self._view, label))
            self._look(looked.order)
            self._show_parts()
            self._seen_of, self._seen = document.assessment, state
        else:
            self._show_strips()
        self._go_to_wanted()
        if touched is not None:
            self._deciding.show_anew()

    def _shown_for(self, label: str) -> Shown:
        document = self.desk.document
        if label == document.target:
            return document.shown
        return showing.shown(
            document.session,
            self.words,
            target=label,
            card=document.card,
            last=document.shown,
        )

    def _look(self, order: Sequence[str]) -> None:
        """Look at the roadmap in an order: its own, that of a view, or one that is tried."""
        looked = self._looked
        if looked.shown is None:
            return
        roadmap = in_order(self.desk.document.session, order, looked.target, date.today())
        looked.view = look_at(looked.shown, roadmap, starts=self._view is View.START)
        self._fill_list()
        self._side.show_roadmap(looked.shown, roadmap)

    def _show_parts(self) -> None:
        """Show headline, buttons, filters and strips."""
        shown, looked, document = self._looked.shown, self._looked.view, self.desk.document
        if shown is None or looked is None:
            return
        roadmap, may = looked.roadmap, document.may_change
        headline = headlines_over_time.roadmap(shown, roadmap)
        some = bool(looked.rows or looked.past)
        proposal = not roadmap.own
        self.plan_button.setVisible(proposal and bool(looked.rows) and may)
        actions = len(roadmap.steps) + len(roadmap.without_action)
        self.plan_button.set_caption(roadmap_standing.plan_button(shown, actions))
        self.own_button.setVisible(proposal and bool(looked.rows) and may)
        self.add_button.setVisible(not proposal and may)
        self.print_button.setVisible(roadmap.own and some)
        self.head.show_words(headline.title, headline.lead)
        show_part(self._filters, wanted=roadmap.own)
        show_part(self._empty, wanted=not some)
        show_part(self._begin, wanted=may)
        show_part(self._card, wanted=some)
        show_part(self.keys, wanted=roadmap.own and may and bool(looked.rows))
        self._filters.show_people(document.assessment)
        self._show_strips()

    def _show_without_label(self) -> None:
        words = self.words
        self.head.show_words(words.text("No label to plan for"), "")
        self._empty.hide()
        for part in (self._filters, self._card, self.keys):
            part.hide()
        for button in (self.plan_button, self.own_button, self.add_button, self.print_button):
            button.hide()
        text = words.text("This criteria set has no labels, so there is nothing to lead to.")
        self._put_strips((_Strip(Tone.INFO, text),))

    # rows

    def _fill_list(self) -> None:
        looked, words, may = self._looked.view, self.words, self.desk.document.may_change
        shown = self._looked.shown
        if looked is None or shown is None:
            return
        own, target = looked.roadmap.own, shown.target
        self.list.show_kind(may_change=may, may_move=self._view is View.OWN, is_proposal=not own)
        decided = words.text("Owner and due date") if own else words.text("Start and ready by")
        self.list.header.show_title(2, decided)
        if target is not None:
            self.list.show_label(target.bars or 0, "" if target.bars else target.title[:1])
        entries = lines_of(words, looked, self._filters, may_add=may, past_open=self._past_open)
        some = bool(looked.rows) or self._filters.past_only
        nothing = some and not any(entry.row is not None for entry in entries)
        if nothing:
            self._nothing_words.setText(words.text("No action fits what you chose."))
        show_part(self.nothing, wanted=nothing)
        self.list.show_entries(entries)

    # strips

    def _show_strips(self) -> None:
        words, found = self.words, []
        may, shown, looked = self.desk.document.may_change, self._looked.shown, self._looked.view
        if shown is None or looked is None:
            return
        roadmap = looked.roadmap
        if self._asked_about and may and can_rise(shown, self._asked_about):
            name = self._looked.name_of(self._asked_about)
            title = words.text("{indicator} has no action yet", indicator=name)
            add = ("add", words.text("Add an action"))
            found.append(_Strip(Tone.INFO, title, "", (add,)))
        if not roadmap.own and roadmap.steps:
            title = words.text("This is a proposal; no action is planned yet")
            text = roadmap_standing.proposal_words(shown, roadmap)
            found.append(_Strip(Tone.INFO, title, text))
        elif roadmap.own and self._view is not View.OWN and roadmap.steps:
            title = words.text("This is only a view")
            text = words.text("Your own order stays as it was.")
            keep = (("keep", words.text("Keep this order")),) if may else ()
            found.append(_Strip(Tone.INFO, title, text, keep))
        self._put_strips(tuple(found))

    def _put_strips(self, found: tuple[_Strip, ...]) -> None:
        if found == self._strips:
            return
        self._strips = found
        box = self._strip_place.box
        while (item := box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            strip = MessageStrip(self.theme, one.tone, one.title, one.text, actions=one.actions)
            strip.pressed.connect(self._on_strip)
            self._strip_place.put(strip)
        self._strip_place.setVisible(bool(found))

    @property
    def strips(self) -> Sequence[MessageStrip]:
        """The messages above the list."""
        return [one for one in self._strip_place.findChildren(MessageStrip) if not one.isHidden()]

    def _on_strip(self, key: str) -> None:
        if key == "keep":
            self._keep_order()
        elif key == "add":
            self._deciding.ask_for(self._asked_about)

    # where to go

    def _go_to_wanted(self) -> None:
        wanted, self._wanted_row = self._wanted_row, ""
        if not wanted or self._looked.shown is None:
            return
        document = self.desk.document
        if document.assessment.planned(wanted) is not None:
            self._show_row(wanted)
        elif wanted in document.criteria.indicator_by_id:
            action = about_each(self._looked.shown).get(wanted, "")
            if action:
                self._show_row(action)
            elif self._looked.view is not None:
                row = next((r for r in self._looked.view.rows if r.indicator == wanted), None)
                if row is not None:
                    self.list.show_current(row.key)
                self._asked_about = wanted
                self._show_strips()

    def _show_row(self, key: str) -> None:
        """Make a row the current one, whatever filter hides it."""
        planned = self.desk.document.assessment.planned(key)
        if planned is None:
            return
        if not planned.active:
            self._past_open = True
        if not self.list.show_current(key):
            self._filters.want_all()
            self._fill_list()
            self.list.show_current(key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_nobodys(self) -> None:
        self._filters.want_nobodys()
        self._fill_list()
        self.take_focus()

    # what a person does: views and filters

    def _on_view(self, view: str) -> None:
        self._view = View(view)
        self.desk.remember(roadmap_view=view)
        self.refresh(None)

    def _on_label(self, label: str) -> None:
        self._label = label
        self.refresh(None)

    def _clear_filters(self) -> None:
        self._filters.want_all()
        self._fill_list()
        self.take_focus()

    def _on_fold(self) -> None:
        self._past_open = not self._past_open
        self._fill_list()

    def _keep_order(self) -> None:
        if self.desk.document.try_change(roadmap_edits.keep_order, self._looked.order):
            self._view = View.OWN
            self.views.show_view(View.OWN.value)
            self.desk.remember(roadmap_view=View.OWN.value)
            self.refresh(None)
            self.desk.say(self.words.text("This is your order now"))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # what its parts tell

    def _on_tried(self) -> None:
        self._seen_of = None
        self._look(self._looked.tried or self._looked.order)

    def _on_settled(self) -> None:
        self._seen_of = None
        self.refresh(None)

    def _on_added(self, key: str) -> None:
        self._asked_about = ""
        self._show_strips()
        self._show_row(key)

    def _where_to_add(self) -> QWidget:
        """Return what the panel to add an action opens at."""
        opener: QWidget = self.add_button
        if self.add_button.isHidden():
            opener = self._begin if not self._empty.isHidden() else self.own_button
        if not self._card.isHidden() and self.list.hasFocus():
            self.list.show_current(ADD)
            if self.list.current == ADD:
                opener = self.list.anchor(ADD)
        return opener


def _view_of(kept: object) -> View:
    try:
        return View(kept)
    except ValueError:
        return View.OWN
