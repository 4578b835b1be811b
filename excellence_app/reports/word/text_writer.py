"""Paragraphs of a Word file: texts, marks, lists, and lines to write on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from re import fullmatch

from excellence_app.language.catalogues import SOURCE_LANGUAGE, Words, available_languages
from excellence_app.reports import blocks
from excellence_app.reports.blocks import Mark, Role, Tone, Weight
from excellence_app.reports.charts import Token
from excellence_app.reports.directions import runs_from_right
from excellence_app.reports.paper import columns, theme
from excellence_app.reports.paper.fonts import Face, Fonts
from excellence_app.reports.paper.text import Ink, Inked, break_lines, line_width
from excellence_app.reports.paper.theme import Density, Size
from excellence_app.reports.word import markup
from excellence_app.reports.word.markup import Setting
from excellence_app.reports.word.package import (
    AFTER,
    BULLETS,
    FRONT_STYLES,
    STYLES,
)
from excellence_app.reports.word.parts import (
    Gallery,
    Part,
    Place,
)

_MM = theme.MILLIMETRE
_NARROWER = 0.96  # the font of the file against ours, with which lines are counted

_SIGNS = {
    Mark.MET: ("✓", Token.MET_FILL),
    Mark.MISSED: ("▲", Token.GAP_FILL),
    Mark.OPEN: ("○", Token.TEXT2),
    Mark.NOT_APPLICABLE: ("✕", Token.TEXT3),
}


class TextWriter:
    """Turns texts into markup; `lists` is where lists start."""

    def __init__(
        self,
        fonts: Fonts,
        language: str,
        front: Density,
        gallery: "Gallery | None" = None,
    ) -> None:
        self._fonts = fonts
        self._words = Words(language if language in available_languages() else SOURCE_LANGUAGE)
        self._from_right = runs_from_right(language)
        self._front = front
        self._gallery = gallery
        self._pictures = 0
        self._tick_boxes = 0
        self._level = 0
        self._title = ""
        self._new_page = False
        self._last_item = 0
        self.lists: list[int] = []

    def _paragraph(
        self, style: str, content: str, setting: Setting | None = None, height: float = 0
    ) -> Part:
        return Part(markup.paragraph(style, content, setting), height)

    def _line(self, style: str, text: str, height: float) -> Part:
        return self._paragraph(style, markup.plain_run(text), height=height)

    def _size(self, role: Role, place: Place) -> Size:
        return (self._front if place.front else theme.USUAL).sizes[role]

    def _style(self, role: Role, place: Place) -> str:
        return FRONT_STYLES.get(role, STYLES[role]) if place.front else STYLES[role]

    def _text(self, block: blocks.Paragraph, place: Place, named: str = "") -> Part:
        """Return one paragraph; `named` says what a box to tick stands for."""
        size, style = self._size(block.role, place), self._style(block.role, place)
        after = AFTER[block.role]
        if (place.beside or not place.in_table) and block.role in {Role.CELL, Role.CAPTION}:
            after = 3.0
        if place.front:
            after *= self._front.gaps
        setting = Setting(place.indent, after=after)
        content = "".join(
            markup.run(
                span.text,
                self._weight(span, place),
                span.tone if span.tone is not None else block.tone,
            )
            for span in block.spans
        )
        if block.mark is not None:
            room = columns.mark_room(size)
            setting = replace(setting, hanging=room)
            content = self._mark(block, named) + (markup.TAB + content if block.spans else "")
        elif block.lead:
            setting = replace(setting, hanging=self._lead_room(block.lead, size))
            number = self._item(block.lead)
            if number is None:
                content = markup.run(block.lead, tone=block.tone) + markup.TAB + content
            setting = replace(setting, number=number)
            if number is not None and block.role is Role.BODY and not place.front:
                style = "ListBullet" if number == BULLETS else "ListNumber"
        if not block.lead:
            self._last_item = 0
        lines = self._lines(columns.inked(block, size), place.width - setting.hanging)
        return self._paragraph(style, content, setting, lines * size.leading + after)

    @staticmethod
    def _weight(span: blocks.Span, place: Place) -> Weight:
        """Return regular or strong: the fonts of the file have nothing between the two."""
        if span.weight is Weight.MEDIUM:
            return Weight.STRONG if place.names else Weight.REGULAR
        return span.weight

    def _lines(self, text: Sequence[Inked], width: float) -> int:
        return len(break_lines(text, max(width / _NARROWER, 10.0), self._fonts))

    def _mark(self, block: blocks.Paragraph, named: str) -> str:
        match block.mark:
            case Mark.BOX | Mark.TICKED:
                self._tick_boxes += 1
                return markup.tick_box(
                    self._tick_boxes, block.text or named, ticked=block.mark is Mark.TICKED
                )
            case None:
                return ""
            case _:
                return markup.sign(*_SIGNS[block.mark])

    def _item(self, lead: str) -> int | None:
        """Return the list that an item with this lead belongs to, none if it is no list."""
        if lead == "•":
            return BULLETS
        found = fullmatch(r"([0-9]{1,4})\.", lead)
        if found is None:
            return None
        number = int(found[1])
        if number != self._last_item + 1 or number == 1:
            self.lists.append(number)
        self._last_item = number
        return BULLETS + len(self.lists)

    def _lead_room(self, lead: str, size: Size) -> float:
        ink = Ink(Face.REGULAR, size.letters, Token.TEXT)
        return columns.lead_room(self._natural([lead], ink))

    def _natural(self, texts: Iterable[str], ink: Ink) -> float:
        return max(
            (
                line_width(line, self._fonts)
                for text in texts
                for line in break_lines([Inked(text, ink)], 10_000, self._fonts)
            ),
            default=0.0,
        )

    def _field(self, block: blocks.Field, place: Place) -> Part:
        size = self._size(Role.BODY, place)
        name, content, start = block.name, "", 0.0
        if name:
            ink = Ink(Face.REGULAR, size.letters, Token.TEXT)
            start = min(self._natural([name], ink) + 6, place.width * 0.6)
            content = markup.plain_run(f"{name} ")
        wanted = 44 * _MM if name or block.unit else 100 * _MM
        end = place.indent + min(start + wanted, place.width)
        content += markup.TAB
        if block.unit:
            content += markup.run(f" {block.unit}", tone=Tone.QUIET)
        setting = Setting(place.indent, tab=("left", "underscore", end))
        return self._paragraph("Field", content, setting, size.leading + 8)

    def _writing_lines(self, block: blocks.WritingLines, place: Place) -> Iterator[Part]:
        if block.name:
            caption = blocks.said(block.name, Role.CAPTION, Tone.FAINT)
            part = self._text(caption, place)
            yield replace(part, markup=markup.kept(part.markup))
        for _ in range(block.count):
            yield self._paragraph("WritingLines", "", Setting(place.indent), 17)
