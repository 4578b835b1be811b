"""Roadmap: the actions in the person's own order, and where the label is on the way."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from excellence_app.domain.assessment import ActionState, ChangeSet
from excellence_app.domain.levels import Verdict
from excellence_app.domain.messages import Refused
from excellence_app.domain.results import Gap as ThresholdGap
from excellence_app.domain.results import Roadmap
from excellence_app.gui.accessibility import announce
from excellence_app.gui.charts.copying import as_table
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
from excellence_app.gui.parts.filling_page import FillingPage
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.roadmap_entries import Entry, Part
from excellence_app.gui.parts.roadmap_entries import Kind as Line
from excellence_app.gui.parts.roadmap_list import RoadmapList
from excellence_app.gui.parts.roadmap_panels import ActionPanel, Option, PickPanel, RoadmapPanel
from excellence_app.gui.parts.roadmap_side import RoadmapSide
from excellence_app.gui.theme import TextStyle
from excellence_app.language.changes import ACTION_STATES
from excellence_app.session import headlines, headlines_over_time, roadmap_edits, showing
from excellence_app.session.evidence import with_person
from excellence_app.session.gap_planning import level_needed
from excellence_app.session.roadmap_rows import (
    STATES,
    RoadmapRow,
    RoadmapView,
    View,
    about_each,
    can_rise,
    in_order,
    look_at,
    offers,
    order_of,
)
from excellence_app.session.showing import Shown

_ADD, _FOLD, _CUT = "+add", "+past", "+cut"  # no ids of actions: those have no plus
_EVERYONE, _NOBODY = "+everyone", "+nobody"
_TO_DO = "to do"
_OWNER_WIDE = 158


class _Strip(NamedTuple):
    """A message above the list."""

    tone: Tone
    title: str
    text: str = ""
    actions: tuple[tuple[str, str], ...] = ()


class RoadmapPage(Page):
    """Headline, views and filters, and the list of actions to move and to decide about."""

    key = "roadmap"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self._view = _view_of(desk.remembered("roadmap_view"))
        self._owner, self._state = _EVERYONE, _TO_DO
        self._label = ""
        self._past_open = False
        self._wanted_row = ""
        self._asked_about = ""  # an indicator for which there is no action
        self._shown: Shown | None = None
        self._looked: RoadmapView | None = None
        self._order: list[str] = []
        self._tried: list[str] | None = None
        self._strips: tuple[_Strip, ...] = ()
        self._panel: RoadmapPanel | None = None
        page = FillingPage(theme)
        self.head = self._make_head()
        page.column.addWidget(self.head)
        page.column.addWidget(Gap(theme, 4))
        self._filters = self._make_filters()
        page.column.addWidget(self._filters)
        self._strip_place = Column(theme, spacing=8, margins=(0, 4, 0, 0))
        self._strip_place.hide()
        page.column.addWidget(self._strip_place)
        page.column.addWidget(Gap(theme, 2))
        self.list = self._make_list()
        self._card = self._make_card()
        page.column.addWidget(self._card, 1)
        self.keys = self._make_keys()
        page.column.addWidget(self.keys)
        self._begin = Button(theme, words.text("Add action"), Kind.PRIMARY, icon="plus")
        self._begin.clicked.connect(self._add)
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
        self._side.label_chosen.connect(self._on_label)
        self._side.action_asked.connect(self._show_row)
        self._side.indicator_asked.connect(self._ask_for)
        self._side.nobody_asked.connect(self._show_nobodys)
        self._side.rest_asked.connect(self._plan)

    # parts

    def _make_head(self) -> PageHead:
        desk, theme, words = self.desk, self.theme, self.words
        head = PageHead(theme)
        self.print_button = Button(theme, words.text("Print"), icon="printer")
        self.print_button.clicked.connect(partial(desk.run, "print"))
        self.add_button = Button(theme, words.text("Add action"), Kind.PRIMARY, icon="plus")
        self.add_button.clicked.connect(self._add)
        self.own_button = Button(theme, words.text("Add action"), icon="plus")
        self.own_button.clicked.connect(self._add)
        self.plan_button = Button(theme, "", Kind.PRIMARY, icon_after="arrow-right")
        self.plan_button.clicked.connect(self._plan)
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

    def _make_filters(self) -> QWidget:
        theme, words = self.theme, self.words
        self.views = SegmentedControl(
            theme,
            words.text("Order"),
            (
                (View.OWN.value, words.text("My order")),
                (View.GAIN.value, words.text("Most gain for least effort")),
                (View.DUE.value, words.text("Due date")),
            ),
            self._view.value,
        )
        self.views.chosen.connect(self._on_view)
        self.owner = DropDown(theme, words.text("Owner"), quiet=True)
        self.owner.setMaximumWidth(theme.px(_OWNER_WIDE))
        self.owner.chosen.connect(self._on_owner)
        states = [
            (_TO_DO, words.text("State: to do")),
            *(
                (state.value, words.text("State: {state}", state=words.text(ACTION_STATES[state])))
                for state in ActionState
            ),
        ]
        self.state = DropDown(theme, words.text("State"), states, quiet=True)
        self.state.chosen.connect(self._on_state)
        filters = Flow(theme, across=12, down=8, at_end=2)
        filters.put(self.views, self.owner, self.state)
        return filters

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
        found.edit_asked.connect(self._edit)
        found.menu_asked.connect(self._open_menu)
        found.add_asked.connect(self._add)
        found.remove_asked.connect(self._remove)
        found.fold_asked.connect(self._on_fold)
        found.moved.connect(self._move)
        found.lifted.connect(self._on_lifted)
        found.tried.connect(self._on_tried)
        found.dropped.connect(self._on_dropped)
        found.put_back.connect(self._on_put_back)
        found.refused.connect(self._on_refused)
        found.copied.connect(self._copy)
        return found

    def _make_keys(self) -> QWidget:
        words, found = self.words, Flow(self.theme, across=20, down=6)
        letters = self.list.letters
        move = [_key_text("Alt"), "↑", "↓"]
        for keys, text in (
            (move, words.text("move the row")),
            ([_key_text("Space")], words.text("pick up, arrows, Space to drop")),
            ([letters.due], words.text("due date")),
            ([letters.owner], words.text("owner")),
            ([letters.effort], words.text("effort")),
        ):
            row = Row(self.theme, spacing=6)
            row.put(*(KeyCap(self.theme, key) for key in keys))
            row.put(PlainLabel(self.theme, text, TextStyle.CAPTION, colour="text2"))
            found.put(row)
        return found

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        if hasattr(self, "owner"):
            self.owner.setMaximumWidth(self.theme.px(_OWNER_WIDE))
        super().on_theme_changed()

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
        if isinstance(self._panel, ActionPanel):
            self._panel.store()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Close what lies over the page."""
        super().hideEvent(event)
        self._close_panel()

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
        document = self.desk.document
        self._tried = None
        if not document.target:
            self._show_without_label()
            return
        label = self._target()
        self._shown = self._shown_for(label)
        self._order = list(order_of(document.session, self._view, label))
        self._look(self._order)
        self._show_parts()
        self._go_to_wanted()
        if isinstance(self._panel, ActionPanel) and touched is not None:
            if document.assessment.planned(self._panel.key) is None:
                self._close_panel()
            else:
                self._panel.show_action()

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

    def _target(self) -> str:
        return self._label or self.desk.document.target

    def _look(self, order: Sequence[str]) -> None:
        """Look at the roadmap in an order: its own, that of a view, or one that is tried."""
        shown = self._shown
        if shown is None:
            return
        today = date.today()
        roadmap = in_order(self.desk.document.session, order, self._target(), today)
        self._looked = look_at(shown, roadmap)
        self._fill_list()
        self._side.show_roadmap(shown, roadmap)

    def _show_parts(self) -> None:
        """Show headline, buttons, filters and strips."""
        shown, looked, document = self._shown, self._looked, self.desk.document
        if shown is None or looked is None:
            return
        roadmap, may = looked.roadmap, document.may_change
        headline = headlines_over_time.roadmap(shown, roadmap)
        some = bool(looked.rows or looked.past)
        proposal = not roadmap.own
        self.plan_button.setVisible(proposal and bool(looked.rows) and may)
        gaps = any(one.result.verdict is Verdict.MISSED for one in _gaps_of(shown))
        caption = self.words.text("Take over the proposal")
        self.plan_button.set_caption(headlines.plan_button(shown) if gaps else caption)
        self.own_button.setVisible(proposal and bool(looked.rows) and may)
        self.add_button.setVisible(not proposal and may)
        self.print_button.setVisible(roadmap.own and some)
        self.head.show_words(headline.title, headline.lead)
        _show(self._filters, wanted=roadmap.own)
        _show(self._empty, wanted=not some)
        _show(self._begin, wanted=may)
        _show(self._card, wanted=some)
        _show(self.keys, wanted=roadmap.own and may and bool(looked.rows))
        self._fill_owners()
        self._show_strips(roadmap)

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
        looked, words, may = self._looked, self.words, self.desk.document.may_change
        shown = self._shown
        if looked is None or shown is None:
            return
        own = looked.roadmap.own
        target = shown.target
        self.list.may_change = may
        self.list.may_move = self._view is View.OWN
        self.list.is_proposal = not own
        decided = words.text("Owner and due date") if own else words.text("Ready by")
        self.list.header.show_title(2, decided)
        if target is not None:
            self.list.rank = target.bars or 0
            self.list.letter = "" if target.bars else target.title[:1]
        past_only = self._state in {ActionState.DONE.value, ActionState.DROPPED.value}
        entries: list[Entry] = []
        rows = [] if past_only and own else [r for r in looked.rows if self._fits(r)]
        cut = Entry(Line.CUT, _CUT, looked.cut)
        waiting = looked.cut_after is not None and not (past_only and own)
        for row in rows:
            if waiting and looked.cut_after is not None and row.number > looked.cut_after:
                entries.append(cut)
                waiting = False
            entries.append(Entry(Line.ACTION, row.key, row=row))
        if waiting and looked.rows:
            entries.append(cut)
        if may and own and not past_only:
            detail = words.text("your own, or one that the set proposes")
            entries.append(Entry(Line.ADD, _ADD, words.text("Add action"), detail=detail))
        past = [row for row in looked.past if self._fits(row)] if own else []
        if past and not past_only:
            title = words.plural(
                "{count} action done or dropped", "{count} actions done or dropped", len(past)
            )
            if self._state == _TO_DO:
                entries.append(Entry(Line.FOLD, _FOLD, title, is_open=self._past_open))
        if past and (past_only or (self._past_open and self._state == _TO_DO)):
            entries += [Entry(Line.PAST, row.key, row=row) for row in past]
        nothing = not any(entry.row is not None for entry in entries) and (
            bool(looked.rows) or past_only
        )
        if nothing:
            self._nothing_words.setText(words.text("No action fits what you chose."))
        _show(self.nothing, wanted=nothing)
        self.list.show_entries(entries)

    def _fits(self, row: RoadmapRow) -> bool:
        people = {one.id for one in self.desk.document.assessment.people}
        owner = row.owner if row.owner in people else ""
        if self._owner == _NOBODY and owner:
            return False
        if self._owner not in {_EVERYONE, _NOBODY, owner}:
            return False
        if self._state == _TO_DO or (self._looked is not None and not self._looked.roadmap.own):
            return True
        return row.state.value == self._state

    def _fill_owners(self) -> None:
        document, words = self.desk.document, self.words
        used = {one.owner for one in document.assessment.roadmap}
        people = [one for one in document.assessment.people if one.id in used]
        entries = [(_EVERYONE, words.text("Owner: everyone"))]
        entries += [(one.id, words.text("Owner: {name}", name=one.name)) for one in people]
        entries.append((_NOBODY, words.text("Owner: nobody yet")))
        known = [key for key, _ in entries]
        if self._owner not in known:
            self._owner = _EVERYONE
        shown = [
            (self.owner.itemData(n), self.owner.itemText(n)) for n in range(self.owner.count())
        ]
        if shown != entries:
            self.owner.set_entries(entries, self._owner)
        self.owner.show_entry(self._owner)
        self.state.show_entry(self._state)

    # strips

    def _show_strips(self, roadmap: Roadmap) -> None:
        words, found = self.words, []
        may = self.desk.document.may_change
        shown = self._shown
        if shown is None:
            return
        if self._asked_about and may and can_rise(shown, self._asked_about):
            name = self._name_of(self._asked_about)
            title = words.text("{indicator} has no action yet", indicator=name)
            add = ("add", words.text("Add an action"))
            found.append(_Strip(Tone.INFO, title, "", (add,)))
        if not roadmap.own and roadmap.steps:
            title = words.text("This is a proposal; no action is planned yet")
            text = words.text("Take it over, then set order, owner and due date here.")
            found.append(_Strip(Tone.INFO, title, text))
        elif roadmap.own and self._view is not View.OWN and roadmap.steps:
            title = words.text("This is only a view")
            text = words.text("Your own order stays as it was.")
            keep = (("keep", words.text("Keep this order")),) if may else ()
            found.append(_Strip(Tone.INFO, title, text, keep))
        self._put_strips(tuple(found))

    def _name_of(self, indicator: str) -> str:
        known = self.desk.document.criteria.indicator_by_id.get(indicator)
        return f"{known.id} {known.title}" if known is not None else indicator

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
            self._ask_for(self._asked_about)

    # where to go

    def _go_to_wanted(self) -> None:
        wanted, self._wanted_row = self._wanted_row, ""
        if not wanted or self._shown is None:
            return
        document = self.desk.document
        if document.assessment.planned(wanted) is not None:
            self._show_row(wanted)
        elif wanted in document.criteria.indicator_by_id:
            action = about_each(self._shown).get(wanted, "")
            if action:
                self._show_row(action)
            elif self._looked is not None:
                row = next((r for r in self._looked.rows if r.indicator == wanted), None)
                if row is not None:
                    self.list.show_current(row.key)
                self._asked_about = wanted
                self._show_strips(self._looked.roadmap)

    def _show_row(self, key: str) -> None:
        """Make a row the current one, whatever filter hides it."""
        planned = self.desk.document.assessment.planned(key)
        if planned is None:
            return
        if not planned.active:
            self._past_open = True
        if not self.list.show_current(key):
            self._owner, self._state = _EVERYONE, _TO_DO
            self.owner.show_entry(self._owner)
            self.state.show_entry(self._state)
            self._fill_list()
            self.list.show_current(key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_nobodys(self) -> None:
        self._owner = _NOBODY
        self.owner.show_entry(_NOBODY)
        self._fill_list()
        self.take_focus()

    # what a person does: views and filters

    def _on_view(self, view: str) -> None:
        self._view = View(view)
        self.desk.remember(roadmap_view=view)
        self.refresh(None)

    def _on_owner(self, owner: str) -> None:
        self._owner = owner
        self._fill_list()

    def _on_state(self, state: str) -> None:
        self._state = state
        self._fill_list()

    def _on_label(self, label: str) -> None:
        self._label = label
        self.refresh(None)

    def _clear_filters(self) -> None:
        self._owner, self._state = _EVERYONE, _TO_DO
        self.owner.show_entry(self._owner)
        self.state.show_entry(self._state)
        self._fill_list()
        self.take_focus()

    def _on_fold(self) -> None:
        self._past_open = not self._past_open
        self._fill_list()

    def _keep_order(self) -> None:
        if self.desk.document.try_change(roadmap_edits.keep_order, self._order):
            self._view = View.OWN
            self.views.show_view(View.OWN.value)
            self.desk.remember(roadmap_view=View.OWN.value)
            self.refresh(None)
            self.desk.say(self.words.text("This is your order now"))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # what a person does: moving

    def _number(self, key: str) -> int:
        """Return the number of an action in its own order, 0 if it is not to be done."""
        active = [one.id for one in self.desk.document.assessment.roadmap if one.active]
        return active.index(key) + 1 if key in active else 0

    def _order_with(self, key: str, place: int) -> list[str]:
        """Return the order of all actions when one goes to a place among those shown."""
        visible = [row.key for row in self.list.rows if row.key != key]
        order = [one for one in (self._tried or self._order) if one != key]
        if place < len(visible):
            at = order.index(visible[place])
        else:
            at = order.index(visible[-1]) + 1 if visible else len(order)
        return [*order[:at], key, *order[at:]]

    def _move(self, key: str, step: int) -> None:
        """Move an action up or down by one among those shown."""
        keys = [row.key for row in self.list.rows]
        there = keys.index(key) + step
        if 0 <= there < len(keys):
            self._store_order(key, self._order_with(key, there))

    def _move_to_end(self, key: str, *, first: bool) -> None:
        count = len(self.list.rows)
        self._store_order(key, self._order_with(key, 0 if first else count - 1))

    def _store_order(self, key: str, order: Sequence[str]) -> None:
        number, place = self._number(key), list(order).index(key)
        if number == place + 1:
            self.refresh(None)
            return
        after = order[place - 1] if place else ""
        before = order[place + 1] if not place and len(order) > 1 else ""
        document = self.desk.document
        if document.try_change(roadmap_edits.move_action, key, before=before, after=after):
            self._tell_place(number, place + 1, len(order))

    def _tell_place(self, number: int, place: int, count: int) -> None:
        sentence = self.words.text(
            "Action {number}, now {place} of {count}", number=number, place=place, count=count
        )
        announce(self.list, sentence)

    def _on_lifted(self, key: str) -> None:
        sentence = self.words.text(
            "Action {number} picked up. Arrows move it, Space puts it down, Esc puts it back.",
            number=self._number(key),
        )
        announce(self.list, sentence)

    def _on_tried(self, key: str, place: int) -> None:
        order = self._order_with(key, place)
        self._tried = order
        self._look(order)
        self._tell_place(self._number(key), order.index(key) + 1, len(order))

    def _on_dropped(self, key: str) -> None:
        order, self._tried = self._tried, None
        if order is not None:
            self._store_order(key, order)

    def _on_put_back(self, key: str) -> None:
        if self._tried is not None:
            self.refresh(None)
        announce(
            self.list,
            self.words.text("Action {number} is back in its place", number=self._number(key)),
        )

    def _on_refused(self) -> None:
        text = self.words.text("Rows are moved in My order. You can keep this order as yours.")
        self.desk.say(text, can_undo=False)

    # what a person does: one action

    def _edit(self, key: str, field: str) -> None:
        document = self.desk.document
        if self._looked is not None and not self._looked.roadmap.own:
            if field in {"", Part.EFFORT.value} and document.may_change:
                self._take_over(key)
            return
        if document.assessment.planned(key) is None:
            return
        if not document.may_change:
            self._open_question(key)
            return
        if field == Part.OWNER.value:
            self._pick_owner(key)
            return
        self._close_panel()
        self.list.show_current(key)
        panel = ActionPanel(self.desk, key, self, field)
        part = Part(field) if field in {one.value for one in Part} else None
        self._open_panel(panel, key, part)
        panel.focus(field)

    def _open_panel(self, panel: RoadmapPanel, key: str, part: Part | None = None) -> None:
        self._panel = panel
        panel.closed.connect(self._on_panel_closed)
        panel.open_at(self.list.anchor(key, part))

    def _on_panel_closed(self) -> None:
        if self.sender() is self._panel:
            self._panel = None

    def _close_panel(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            panel.close()

    @property
    def panel(self) -> RoadmapPanel | None:
        """The panel that is open over the page, none if there is none."""
        return self._panel

    def _pick_owner(self, key: str) -> None:
        document, words = self.desk.document, self.words
        planned = document.assessment.planned(key)
        if planned is None:
            return
        options = [
            Option(one.id, one.name, one.role, "user") for one in document.assessment.people
        ]
        if planned.owner:
            options.append(Option("", words.text("Nobody yet"), "", "x"))
        self._close_panel()
        panel = PickPanel(
            self.desk,
            words.text("Owner"),
            words.text("Name of a person"),
            self,
            options,
            lambda typed: Option("+new", words.text("New person: {name}", name=typed), "", "plus"),
        )
        panel.chosen.connect(partial(self._set_owner, key))
        panel.typed_in.connect(partial(self._set_new_owner, key))
        self._open_panel(panel, key, Part.OWNER)

    def _set_owner(self, key: str, person: str) -> None:
        self.desk.document.try_change(roadmap_edits.change_action, key, owner=person)

    def _set_new_owner(self, key: str, name: str) -> None:
        document = self.desk.document
        try:
            edit = with_person(
                document.criteria,
                document.assessment,
                name,
                lambda a, person: roadmap_edits.change_action(
                    document.criteria, a, key, owner=person
                ),
            )
        except Refused as refusal:
            self.desk.refuse(refusal.message)
            return
        self.desk.refuse(document.apply(edit))

    def _set_state(self, key: str, state: ActionState) -> None:
        number = self._number(key)
        document, words = self.desk.document, self.words
        if not document.try_change(roadmap_edits.change_action, key, state=state):
            return
        said = {
            ActionState.OPEN: words.text(
                "Action {number} is open again", number=self._number(key)
            ),
            ActionState.STARTED: words.text("Action {number} is started", number=number or ""),
            ActionState.DONE: words.text("Action {number} is done", number=number or ""),
            ActionState.DROPPED: words.text("Action {number} is dropped", number=number or ""),
        }
        self.desk.say(" ".join(said[state].split()))

    def _remove(self, key: str) -> None:
        document, words = self.desk.document, self.words
        if not document.may_change or document.assessment.planned(key) is None:
            return
        number = self._number(key)
        if document.try_change(roadmap_edits.remove_action, key):
            said = words.text("Action removed")
            if number:
                said = words.text("Action {number} removed", number=number)
            self.desk.say(said)
            self.take_focus()

    def _open_question(self, key: str) -> None:
        row = self.list.row_of(key)
        known = self.desk.document.criteria.indicator_by_id.get(row.indicator) if row else None
        if known is not None and known.questions:
            self.desk.go("questions", known.questions[0].id)

    # what a person does: adding

    def _plan(self) -> None:
        shown = self._shown
        if shown is None:
            return
        document, words = self.desk.document, self.words
        before = len(document.assessment.roadmap)
        if document.try_change(roadmap_edits.plan_gaps, self._target()):
            count = len(document.assessment.roadmap) - before
            said = words.plural("{count} action planned", "{count} actions planned", count)
            self.desk.say(said)
            self.take_focus()

    def _take_over(self, key: str) -> None:
        """Plan one action of a proposal."""
        if self.desk.document.try_change(roadmap_edits.add_action, key):
            self._said_added(self.desk.document.assessment.roadmap[-1].id)

    def _said_added(self, key: str) -> None:
        said = self.words.text("Action {number} added", number=self._number(key))
        self.desk.say(said)
        self._show_row(key)

    def _add(self) -> None:
        self._ask_for("")

    def _ask_for(self, indicator: str) -> None:
        """Let a person choose a proposal, or type an action of the cluster's own."""
        shown, words = self._shown, self.words
        if shown is None or not self.desk.document.may_change:
            return
        found = offers(shown, indicator)
        options = [
            Option(one.action, one.title, one.about, "route" if one.closes else "")
            for one in found
        ]
        title = words.text("Add action")
        if indicator:
            title = words.text("Add an action for {name}", name=self._name_of(indicator))
        self._close_panel()
        panel = PickPanel(
            self.desk,
            title,
            words.text("Type your own, or search"),
            self,
            options,
            lambda typed: Option(
                "+own", words.text("Own action: {title}", title=typed), "", "plus"
            ),
        )
        panel.chosen.connect(self._add_offered)
        panel.typed_in.connect(partial(self._add_own, indicator))
        self._panel = panel
        panel.closed.connect(self._on_panel_closed)
        opener: QWidget = self.add_button
        if self.add_button.isHidden():
            opener = self._begin if not self._empty.isHidden() else self.own_button
        if not self._card.isHidden() and self.list.hasFocus():
            self.list.show_current(_ADD)
            if self.list.current == _ADD:
                opener = self.list.anchor(_ADD)
        panel.open_at(opener)

    def _add_offered(self, action: str) -> None:
        document = self.desk.document
        before = {one.id for one in document.assessment.roadmap if one.active}
        if document.try_change(roadmap_edits.add_action, action):
            self._asked_about = ""
            self._after_adding(before)

    def _add_own(self, indicator: str, title: str) -> None:
        document, shown = self.desk.document, self._shown
        before = {one.id for one in document.assessment.roadmap if one.active}
        to = level_needed(shown, indicator) if indicator and shown is not None else None
        if document.try_change(roadmap_edits.add_own_action, title, indicator=indicator, to=to):
            self._asked_about = ""
            key = self._after_adding(before)
            if key and not indicator:
                self._edit(key, "")
                if isinstance(self._panel, ActionPanel):
                    self._panel.focus("level")

    def _after_adding(self, before: set[str]) -> str:
        active = [one.id for one in self.desk.document.assessment.roadmap if one.active]
        new = next((one for one in active if one not in before), "")
        if self._looked is not None:
            self._show_strips(self._looked.roadmap)
        if new:
            self._said_added(new)
        return new

    # the menu of a row

    def _open_menu(self, key: str, at: QPoint) -> None:
        row = self.list.row_of(key)
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(row.title)
        for text, keys, what in self._menu_entries(key, row):
            if what is None:
                menu.addSeparator()
                continue
            shown = f"{text}\t{keys}" if keys else text
            menu.addAction(shown.replace("&", "&&")).triggered.connect(
                lambda _checked=False, what=what: what()
            )
        menu.popup(at)

    def _menu_entries(
        self, key: str, row: RoadmapRow
    ) -> list[tuple[str, str, Callable[[], None] | None]]:
        words, letters, document = self.words, self.list.letters, self.desk.document
        found: list[tuple[str, str, Callable[[], None] | None]] = []
        line: tuple[str, str, Callable[[], None] | None] = ("", "", None)
        own = self._looked is not None and self._looked.roadmap.own
        if document.may_change and not own:
            found.append(
                (words.text("Add this action"), _key_text("Return"), partial(self._take_over, key))
            )
        elif document.may_change:
            found += [
                (words.text("Edit…"), _key_text("Return"), partial(self._edit, key, "")),
                (words.text("Due date…"), letters.due, partial(self._edit, key, "due")),
                (words.text("Owner…"), letters.owner, partial(self._edit, key, "owner")),
                (words.text("Effort…"), letters.effort, partial(self._edit, key, "effort")),
                line,
            ]
            for state, text in (
                (ActionState.OPEN, words.text("Open again")),
                (ActionState.STARTED, words.text("Mark as started")),
                (ActionState.DONE, words.text("Mark as done")),
                (ActionState.DROPPED, words.text("Drop")),
            ):
                if row.state is not state:
                    found.append((text, "", partial(self._set_state, key, state)))
            found += self._move_entries(key, row, line)
            found += [
                line,
                (words.text("Remove"), _key_text("Del"), partial(self._remove, key)),
                line,
            ]
        if row.indicator:
            text = words.text("Open question {question}", question=row.indicator)
            found.append((text, "", partial(self._open_question, key)))
        found.append((words.text("Copy as table"), _key_text("Ctrl+C"), self._copy))
        return found

    def _move_entries(
        self, key: str, row: RoadmapRow, line: tuple[str, str, Callable[[], None] | None]
    ) -> list[tuple[str, str, Callable[[], None] | None]]:
        words = self.words
        keys = [one.key for one in self.list.rows]
        if not row.number or self._view is not View.OWN or key not in keys or len(keys) < 2:  # noqa: PLR2004 - one cannot be moved
            return []
        found: list[tuple[str, str, Callable[[], None] | None]] = [line]
        if keys[0] != key:
            found += [
                (words.text("Move up"), _key_text("Alt+Up"), partial(self._move, key, -1)),
                (words.text("Move to the top"), "", partial(self._move_to_end, key, first=True)),
            ]
        if keys[-1] != key:
            found += [
                (words.text("Move down"), _key_text("Alt+Down"), partial(self._move, key, 1)),
                (words.text("Move to the end"), "", partial(self._move_to_end, key, first=False)),
            ]
        return found

    def _copy(self) -> None:
        words = self.words
        titles = [
            "",
            words.text("Action"),
            words.text("Indicator"),
            words.text("Change"),
            words.text("Owner"),
            words.text("Due"),
            words.text("Effort"),
            words.text("Gain"),
            words.text("State"),
        ]
        table = [titles]
        for entry in self.list.entries:
            row = entry.row
            if row is not None:
                effort = str(row.effort) if row.effort else ""
                number = str(row.number) if row.number else ""
                state = words.text(STATES[row.state])
                table.append(
                    [
                        number,
                        row.title,
                        row.about,
                        row.change_words,
                        row.owner_name,
                        row.due_words,
                        effort,
                        row.gain,
                        state,
                    ]
                )
        QApplication.clipboard().setMimeData(as_table(table))
        count = len(table) - 1
        said = words.plural("{count} row copied", "{count} rows copied", count)
        self.desk.say(said, can_undo=False)


def _gaps_of(shown: Shown) -> Sequence[ThresholdGap]:
    result = shown.target_result
    return result.gaps if result is not None else ()


def _show(part: QWidget, *, wanted: bool) -> None:
    if part.isHidden() == wanted:
        part.setVisible(wanted)


def _key_text(keys: str) -> str:
    if keys == "Alt":
        shown = QKeySequence("Alt+A").toString(QKeySequence.SequenceFormat.NativeText)
        return shown.removesuffix("A").removesuffix("+")
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return shown.replace("+", " ")


def _view_of(kept: object) -> View:
    try:
        return View(kept)
    except ValueError:
        return View.OWN
