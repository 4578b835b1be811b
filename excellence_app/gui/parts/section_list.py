"""How far the sections of a questionnaire are, with their cases: rows that lead there."""

from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.label import Heading
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.pressable_rows import PartRow
from excellence_app.gui.theme import TextStyle, Weight
from excellence_app.session.section_progress import SectionProgress, sections
from excellence_app.session.showing import Shown

_MOST_CASES = 8  # of a section; the sidebar has all of them


class SectionList(Card):
    """A card with a row for each section, and below it one for each of its cases."""

    def __init__(self, desk: Desk) -> None:
        theme, title = desk.theme, desk.words.text("Progress by section")
        super().__init__(theme, title, padding=12, spacing=0)
        self._desk = desk
        around = Column(theme, spacing=0, margins=(8, 8, 8, 6))
        around.put(Heading(theme, title, TextStyle.H2))
        self.body.addWidget(around)
        self._place = self.body.count()
        self.body.addStretch(1)
        self.rows: list[PartRow] = []
        self._found: tuple[SectionProgress, ...] = ()
        self._firsts: dict[str, str] = {}

    def on_theme_changed(self) -> None:
        """Measure the columns anew."""
        super().on_theme_changed()
        if self._found:
            self._set_widths()

    def show_sections(self, shown: Shown) -> None:
        """Show how far each section is now; of one in which nothing is asked there is no row."""
        words = self._desk.words
        self._found = tuple(one for one in sections(shown) if one.first)
        number = 0
        for section in self._found:
            name = (section.key, section.title)
            self._show(number, section.key, name, (section.done, section.whole), section.first)
            number += 1
            every = [one for cases in section.cases for one in cases.cases]
            for case in every[:_MOST_CASES]:
                counts = (case.done, case.whole)
                self._show(number, case.key, ("", case.title), counts, case.first)
                number += 1
            if len(every) > _MOST_CASES:
                rest = every[_MOST_CASES:]
                left = len(rest)
                name = ("", words.plural("{count} more", "{count} more", left))
                counts = (sum(one.done for one in rest), sum(one.whole for one in rest))
                self._show(number, f"more {section.key}", name, counts, rest[0].first)
                number += 1
        for row in self.rows[number:]:
            row.hide()
        self._set_widths()

    def _show(
        self, number: int, key: str, names: tuple[str, str], counts: tuple[int, int], first: str
    ) -> None:
        if number >= len(self.rows):
            row = PartRow(self.theme, self)
            row.clicked.connect(self._on_clicked)
            self.rows.append(row)
            self.body.insertWidget(self._place + number, row)
        done, whole = counts
        words = self._desk.words
        said = words.text("optional") if not whole else ""
        count = said or words.text("{part} of {whole}", part=done, whole=whole)
        self._firsts[key] = first
        row = self.rows[number]
        row.show_part(key, names, count, done / whole if whole else 0.0, 0 if names[0] else 1)
        row.show()

    def _set_widths(self) -> None:
        theme = self.theme
        shown = [row for row in self.rows if not row.isHidden()]
        numbers = (
            theme.text_width(one.key, TextStyle.LABEL, Weight.STRONG) for one in self._found
        )
        counts = (theme.text_width(row.count, TextStyle.LABEL) for row in shown)
        widths = (max(numbers, default=0), max(counts, default=0))
        for row in shown:
            row.show_widths(*widths)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, PartRow):
            self._desk.go("questions", self._firsts[row.key])
