"""Help: the keys, the words of the criteria set, and what each label asks."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.criteria import Term
from excellence_app.domain.levels import Label
from excellence_app.domain.messages import N_
from excellence_app.gui.commands import COMMANDS, MENUS, is_for
from excellence_app.gui.components.boxes import Column, Gap, Row
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.key_cap import KeyCap
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.chosen_keys import keys_of, name_of
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.setting_row import SettingRow
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.theme import TextStyle, Weight
from excellence_app.language.label_facts import price_words, source_words, validity_sentences

KEYS, GLOSSARY, LABELS = "keys", "glossary", "labels"

# Keys that are no commands, since they mean something in one place only (ui.md 11).
_ELSEWHERE: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    (
        N_("While answering"),
        (
            (N_("Choose that answer"), ("0", "9")),
            (N_("Next question"), ("Enter",)),
            (N_("Previous question"), ("Shift+Enter",)),
            (N_("Next question, from inside a text"), ("Ctrl+Enter",)),
            (N_("Previous question, from inside a text"), ("Ctrl+Shift+Enter",)),
            (N_("Choose a level, from inside a text"), ("Alt+0", "Alt+9")),
        ),
    ),
    (
        N_("In the roadmap"),
        (
            (N_("Move the action up or down"), ("Alt+Up", "Alt+Down")),
            (N_("Due date of the action"), ("D",)),
            (N_("Owner of the action"), ("O",)),
            (N_("Effort of the action"), ("E",)),
            (N_("New action"), ("N",)),
        ),
    ),
    (
        N_("Everywhere"),
        (
            (N_("Close what is open, or go back"), ("Esc",)),
            (N_("Leave a field to type in; what is typed stays"), ("Esc",)),
            (N_("Next and previous control"), ("Tab", "Shift+Tab")),
            (N_("Copy a chart as a picture"), ("Ctrl+C",)),
            (N_("Copy a chart as a table"), ("Ctrl+Shift+C",)),
        ),
    ),
)
_SPANS = frozenset({("0", "9"), ("Alt+0", "Alt+9")})


class _TermRow(Column):
    """One word of the glossary."""

    def __init__(self, desk: Desk, term: Term) -> None:
        super().__init__(desk.theme, spacing=3)
        theme = desk.theme
        self._found = f"{term.title} {term.text}".casefold()
        heading = Heading(theme, term.title, TextStyle.H3)
        text = PlainLabel(theme, term.text, TextStyle.BODY, colour="text2")
        for label in (heading, text):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        beside = Tiles(theme, least=270, gap=20, shares=(3, 8))
        beside.put(heading, text)
        self.line = Hairline(theme)
        self.put(beside, Gap(theme, 6), self.line)

    def has(self, wanted: Iterable[str]) -> bool:
        """Return whether all words searched for are in it."""
        return all(word in self._found for word in wanted)


class HelpPage(Page):
    """Three views; where there is no document there are only the keys."""

    key = "help"
    needs_document = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self._scroll = ScrollPage(theme, words.text("Help"), widest=940)
        self.body.addWidget(self._scroll)
        self._head = PageHead(theme)
        column = self._scroll.column
        column.addWidget(self._head)
        column.addWidget(Gap(theme, 4))
        self.views = SegmentedControl(
            theme,
            words.text("Help on"),
            (
                (KEYS, words.text("Keys")),
                (GLOSSARY, words.text("Glossary")),
                *(((LABELS, words.text("What each label asks")),) if self._scored else ()),
            ),
        )
        self.views.chosen.connect(self._on_view)
        switch = Row(theme)
        switch.put(self.views)
        switch.stretch()
        column.addWidget(switch)
        column.addWidget(Gap(theme, 8))
        switch.setVisible(desk.has_document)
        self._parts: dict[str, QWidget] = {}
        self.caps: dict[str, Row] = {}
        self.terms: list[_TermRow] = []
        self.search: LineEdit | None = None

    @property
    def _scored(self) -> bool:
        return self.desk.has_document and self.desk.document.criteria.scored

    def title(self) -> str:
        """Return what the page is called in the title of the window."""
        return self._head.heading.text()

    def go_to(self, place: Place) -> None:
        """Show keys, glossary or labels."""
        item = place.item if place.item in {GLOSSARY, LABELS} else KEYS
        if not self.desk.has_document or (item == LABELS and not self._scored):
            item = KEYS
        super().go_to(Place(self.key, item, place.part))

    @Slot(str)
    def _on_view(self, view: str) -> None:
        self.place = Place(self.key, view)
        self.refresh(None)

    def refresh(self, _touched: ChangeSet | None) -> None:
        """Show the view that was asked for."""
        view = self.place.item or KEYS
        self.views.show_view(view)
        if view not in self._parts:
            make = {
                KEYS: self._make_keys,
                GLOSSARY: self._make_glossary,
                LABELS: self._make_labels,
            }
            self._parts[view] = made = make[view]()
            self._scroll.column.addWidget(made)
        for name, part in self._parts.items():
            part.setVisible(name == view)
        if view == KEYS:
            self._show_keys()
        elif view == GLOSSARY and self.place.part and self.search is not None:
            self.search.setText(self.place.part)  # a term that was asked for
            self._on_search(self.place.part)
        self._show_head(view)

    def _show_head(self, view: str) -> None:
        words = self.words
        match view:
            case str() if view == GLOSSARY:
                count = len(self.terms)
                title = words.plural(
                    "{count} word and what it means here",
                    "{count} words and what they mean here",
                    count,
                )
                lead = self.desk.document.criteria.title
            case str() if view == LABELS:
                title = words.text("What each label asks")
                lead = words.text(
                    "Rules, steps and prices with their sources. "
                    "Only the label's secretariat awards a label."
                )
            case _:
                title = words.text("Everything can be done from the keyboard")
                lead = words.text("You can choose other keys in Settings.")
        self._head.show_words(title, lead)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the window's commands do here: find leads into the search field."""
        if self.search is not None and self.place.item == GLOSSARY:
            return {"find": self.search.setFocus}
        return {}

    def take_focus(self) -> None:
        """Begin with the search where there is one."""
        if self.search is not None and self.place.item == GLOSSARY:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.selectAll()
        else:
            super().take_focus()

    # keys

    def _make_keys(self) -> QWidget:
        theme, words = self.theme, self.words
        tiles = Tiles(theme, least=400, gap=16)
        columns = [Column(theme, spacing=16), Column(theme, spacing=16)]
        cards: list[tuple[int, Card]] = []
        known = self.desk.has_document
        for menu, title in MENUS:
            rows: list[QWidget] = []
            for command in COMMANDS:
                if command.menu == menu and is_for(command, document=known, scored=self._scored):
                    self.caps[command.id] = caps = Row(theme, spacing=6)
                    rows.append(self._key_row(name_of(command, words), caps))
            cards.append((len(rows), self._key_card(words.text(title).replace("&", ""), rows)))
        if self.desk.has_document:
            for title, keys in _ELSEWHERE:
                rows = []
                for name, shown in keys:
                    caps = Row(theme, spacing=6)
                    self._fill_caps(caps, shown)
                    rows.append(self._key_row(words.text(name), caps))
                cards.append((len(rows), self._key_card(words.text(title), rows)))
        heights = [0, 0]
        for count, card in cards:
            place = 0 if heights[0] <= heights[1] else 1
            heights[place] += count + 2
            columns[place].put(card)
        for column in columns:
            column.stretch()
        tiles.put(*columns)
        return tiles

    def _key_card(self, title: str, rows: Iterable[QWidget]) -> Card:
        card = Card(self.theme, title, spacing=7)
        card.body.addWidget(Heading(self.theme, title, TextStyle.H3))
        for row in rows:
            card.body.addWidget(row)
        return card

    def _key_row(self, name: str, caps: Row) -> SettingRow:
        caps.setAccessibleName(name)
        return SettingRow(self.theme, name, "", caps, weight=Weight.REGULAR)

    def _fill_caps(self, caps: Row, keys: tuple[str, ...]) -> None:
        """Show keys as caps, or a dash where there is none."""
        while (item := caps.box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        between = self.words.text("to") if keys in _SPANS else ""
        for number, key in enumerate(keys):
            if number and between:
                caps.put(PlainLabel(self.theme, between, TextStyle.CAPTION, colour="text2"))
            caps.put(KeyCap(self.theme, key_words(key)))
        if not keys:
            caps.put(PlainLabel(self.theme, "–", TextStyle.CAPTION, colour="text3"))

    def _show_keys(self) -> None:
        chosen = self.desk.preferences.keys
        for command in COMMANDS:
            caps = self.caps.get(command.id)
            if caps is not None:
                keys = keys_of(command, chosen)
                if caps.property("keys") != list(keys):
                    caps.setProperty("keys", list(keys))
                    self._fill_caps(caps, keys)

    # glossary

    def _make_glossary(self) -> QWidget:
        theme, words = self.theme, self.words
        part = Column(theme, spacing=12)
        self.search = LineEdit(
            theme,
            words.text("Search the glossary"),
            placeholder=words.text("Search the glossary"),
            icon="search",
        )
        self.search.textEdited.connect(self._on_search)
        card = Card(theme, words.text("Glossary"), padding=22, spacing=10)
        terms = sorted(
            self.desk.document.criteria.glossary, key=lambda term: term.title.casefold()
        )
        for term in terms:
            row = _TermRow(self.desk, term)
            self.terms.append(row)
            card.body.addWidget(row)
        self.nothing = PlainLabel(
            theme, words.text("No word of the glossary has this in it."), colour="text2"
        )
        card.body.addWidget(self.nothing)
        part.put(self.search, card)
        self._on_search("")
        return part

    @Slot(str)
    def _on_search(self, text: str) -> None:
        wanted = text.casefold().split()
        last: _TermRow | None = None
        for row in self.terms:
            found = row.has(wanted)
            row.setVisible(found)
            row.line.show()
            last = row if found else last
        if last is not None:
            last.line.hide()
        self.nothing.setVisible(last is None)

    # labels

    def _make_labels(self) -> QWidget:
        part = Column(self.theme, spacing=16)
        for label in self.desk.document.criteria.labels:
            part.put(self._label_card(label))
        return part

    def _label_card(self, label: Label) -> Card:
        theme, words, criteria = self.theme, self.words, self.desk.document.criteria
        card = Card(theme, label.title, padding=24, spacing=10)
        head = Row(theme, spacing=12)
        letter = "" if label.bars else label.title[:1]
        mark = LabelMark(theme, label.title, rank=label.bars or 0, letter=letter)
        head.put(mark)
        head.box.addWidget(Heading(theme, label.title, TextStyle.TITLE), 1)
        card.body.addWidget(head)
        for text in label.text.split("\n\n"):
            if text.strip():
                card.body.addWidget(PlainLabel(theme, text.strip(), colour="text2"))
        from excellence_app.language.sentences import requirement  # noqa: PLC0415 - this view's

        first, second = Column(theme, spacing=10), Column(theme, spacing=10)
        self._add_list(
            first,
            words.text("Rules"),
            (
                (requirement(words, criteria, rule), rule.reason, rule.source)
                for rule in label.requires
            ),
        )
        self._add_list(
            first,
            words.text("Steps"),
            ((step.title, step.text, step.source) for step in label.steps),
            numbered=True,
        )
        valid = " ".join(validity_sentences(label, words))
        if valid:
            self._add_head(second, words.text("Validity and renewal"))
            second.put(PlainLabel(theme, valid, TextStyle.LABEL))
        if label.prices:
            self._add_head(second, words.text("Prices"))
            for price in label.prices:
                amount = PlainLabel(theme, price_words(price, words), weight=Weight.STRONG)
                source = source_words(criteria, price.source, words, price.seen)
                named = PlainLabel(theme, price.title, TextStyle.LABEL)
                seen = PlainLabel(theme, source, TextStyle.CAPTION, colour="text3")
                each = Column(theme, spacing=1)
                each.put(amount, named, seen)
                second.put(each)
        first.stretch()
        second.stretch()
        both = Tiles(theme, least=250, gap=32, shares=(2, 1))
        both.put(first, second)
        card.body.addWidget(both)
        return card

    def _add_head(self, column: Column, title: str) -> None:
        column.put(Gap(self.theme, 4), Heading(self.theme, title, TextStyle.H3))

    def _add_list(
        self,
        part: Column,
        title: str,
        entries: Iterable[tuple[str, str, str]],
        *,
        numbered: bool = False,
    ) -> None:
        theme, words = self.theme, self.words
        found = list(entries)
        if not found:
            return
        self._add_head(part, title)
        for number, (name, text, source) in enumerate(found, start=1):
            row = Row(theme, spacing=10)
            lead = PlainLabel(theme, f"{number}." if numbered else "•", colour="text3")
            row.box.addWidget(lead.in_one_line(), 0, Qt.AlignmentFlag.AlignTop)
            column = Column(theme, spacing=1)
            column.put(PlainLabel(theme, name, weight=Weight.MEDIUM))
            if text:
                column.put(PlainLabel(theme, text, TextStyle.LABEL, colour="text2"))
            shown = source_words(self.desk.document.criteria, source, words)
            if shown:
                column.put(PlainLabel(theme, shown, TextStyle.CAPTION, colour="text3"))
            row.box.addWidget(column, 1)
            part.put(row)
