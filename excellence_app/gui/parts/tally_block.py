"""One question of a tally: its figures, what was written, and ways to copy them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from excellence_app.gui.charts.copying import as_picture, as_table
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.section_header import Fold, SectionHeader
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.count_table import CountTable
from excellence_app.gui.parts.table.row_table import RowTable, text_table
from excellence_app.gui.parts.table.rows import Cell, Entry, Head, TextRow
from excellence_app.gui.parts.table.text_rows import TextColumn
from excellence_app.gui.theme import TextStyle
from excellence_app.session.tally_shown import Block, TextGrid

_INSET = 15  # where the words of the tables begin


class TallyBlock(Column):
    """A title and what belongs to it; `follow` is told of each of its tables."""

    def __init__(self, desk: Desk, block: Block, follow: Callable[[RowTable], None]) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, spacing=8)
        self.setAccessibleName(block.title)
        self._desk, self.block, self._follow = desk, block, follow
        self.tables: list[RowTable] = []
        self.fold: Fold | None = None
        style = TextStyle.H3 if block.inner else TextStyle.H2
        self.header = SectionHeader(theme, block.title, style=style)
        self.header.heading.most_characters = None
        self.copy = IconButton(theme, words.text("Copy: {name}", name=block.title), "copy")
        self.copy.clicked.connect(self._open_menu)
        self.header.add_control(self.copy)
        head = Column(theme, margins=(_INSET, 10, _INSET, 0))
        head.put(self.header)
        self.put(head)
        self._parts: list[QWidget] = []  # of a picture of all figures, from top to bottom
        self._captions: dict[RowTable, str] = {}
        if block.base:
            self._parts.append(self._put_words(block.base))
        for grid in block.grids:
            if grid.caption:
                self._parts.append(self._put_words(grid.caption))
            table = CountTable(theme, grid)
            self._captions[table] = grid.caption
            self._put_table(table)
            self.put(table)
            self._parts.append(table)
        if block.texts is not None:
            self._put_texts(block.texts)
        for note in block.notes:
            self._put_words(note)
        self.copy.setVisible(bool(self._tables_shown()))

    def _put_words(self, text: str) -> QWidget:
        around = Column(self.theme, margins=(_INSET, 0, _INSET, 6))
        around.put(PlainLabel(self.theme, text, TextStyle.LABEL, colour="text2"))
        self.put(around)
        return around

    def _put_table(self, table: RowTable) -> None:
        self.tables.append(table)
        table.copied.connect(partial(self.copy_table, table))
        table.menu_asked.connect(self._on_menu_asked)
        self._follow(table)

    def _put_texts(self, texts: TextGrid) -> None:
        words, theme = self._desk.words, self.theme
        if not self.block.folded:
            table = self._text_table(texts)
            self.put(table)
            return
        title = words.plural("{count} text", "{count} texts", texts.amount)
        states = (words.text("open"), words.text("folded"))
        self.fold = Fold(theme, title, states, icon="quote", is_open=False)
        self.fold.header.setAccessibleName(
            words.text("{count}: {name}", count=title, name=self.block.title)
        )
        self.fold.opened.connect(self._on_opened)
        around = Column(self.theme, margins=(_INSET, 0, _INSET, 6))
        around.put(self.fold)
        self._unfolded = Column(self.theme)
        self._unfolded.hide()
        self.put(around)
        self.put(self._unfolded)

    def _on_opened(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's own signal
        texts = self.block.texts
        if is_open and texts is not None and not self._unfolded.box.count():
            self._unfolded.put(self._text_table(texts))
        self._unfolded.setVisible(is_open)

    def _text_table(self, texts: TextGrid) -> RowTable:
        columns = [TextColumn(title, share, least=96) for title, share in texts.columns]
        table = text_table(self.theme, texts.name, columns, whole=True)
        table.lay.copies = True
        self._put_table(table)
        entries: list[Entry] = []
        for number, (title, rows) in enumerate(texts.groups):
            if title:
                entries.append(Head(f"head {number}", f"{title} ({len(rows)})"))
            for place, row in enumerate(rows):
                cells = [
                    Cell(text, strong=not column, ink="text" if column in {0, last} else "text2")
                    for last in [len(row) - 1]
                    for column, text in enumerate(row)
                ]
                spoken = ". ".join(text for text in row if text)
                entries.append(TextRow(f"{number} {place}", tuple(cells), spoken))
        table.show_entries(entries)
        return table

    # copying

    def _tables_shown(self) -> list[RowTable]:
        return [one for one in self.tables if isinstance(one, CountTable)] or self.tables

    def _open_menu(self) -> None:
        corner = self.copy.rect().bottomLeft()
        self._menu(self._tables_shown(), self.copy.mapToGlobal(corner))

    def _on_menu_asked(self, _key: str, at: QPoint) -> None:
        table = self.sender()
        if isinstance(table, RowTable):
            self._menu([table], at)

    def _menu(self, tables: list[RowTable], at: QPoint) -> None:
        words = self._desk.words
        menu = QMenu(self)
        menu.setAccessibleName(words.text("Copy: {name}", name=self.block.title))
        for text, act in (
            (words.text("Copy as table"), partial(self.copy_tables, tables)),
            (words.text("Copy as picture"), partial(self.copy_picture, tables)),
        ):
            menu.addAction(text, act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def copy_table(self, table: RowTable) -> None:
        """Put the rows of a table into the clipboard."""
        self.copy_tables([table])

    def copy_tables(self, tables: Sequence[RowTable]) -> None:
        """Put the rows of tables into the clipboard, each below its caption if there are more."""
        rows: list[list[str]] = []
        for table in tables:
            if len(tables) > 1:
                caption = self._captions.get(table, "")
                rows += [[""]] if rows else []
                rows += [[caption]] if caption else []
            rows += _texts_of(table)
        QApplication.clipboard().setMimeData(as_table(rows))
        count = sum(len(table.rows.keys) for table in tables)
        words = self._desk.words
        said = words.plural("{count} row copied", "{count} rows copied", count)
        self._desk.say(said, can_undo=False)

    def copy_picture(self, tables: Sequence[RowTable]) -> None:
        """Put a table with its bars into the clipboard as a picture, several with their words."""
        parts: Sequence[QWidget] = tables
        if len(tables) > 1:
            parts = self._parts
        QApplication.clipboard().setMimeData(as_picture(self._pictured(parts)))
        self._desk.say(self._desk.words.text("Picture copied"), can_undo=False)

    def _pictured(self, parts: Sequence[QWidget]) -> QImage:
        """Return one picture of parts, one below the other."""
        if len(parts) == 1:
            return parts[0].grab().toImage()
        ratio, gap = self.devicePixelRatio(), self.theme.px(8)
        wide = max(part.width() for part in parts)
        high = sum(part.height() + gap for part in parts)
        whole = QImage(
            round(wide * ratio), round(high * ratio), QImage.Format.Format_ARGB32_Premultiplied
        )
        whole.setDevicePixelRatio(ratio)
        whole.fill(self.theme.colours.surface)
        painter, down = QPainter(whole), 0
        for part in parts:  # without the ground of the window, which is another
            part.render(painter, QPoint(0, down), renderFlags=QWidget.RenderFlag.DrawChildren)
            down += part.height() + gap
        painter.end()
        return whole


def _texts_of(table: RowTable) -> list[list[str]]:
    if isinstance(table, CountTable):
        return table.texts()
    model = table.rows
    columns = range(model.columnCount())
    rows = [[model.title(column) for column in columns]]
    for place, entry in enumerate(model.entries):
        if isinstance(entry, TextRow):
            rows.append([str(model.index(place, column).data() or "") for column in columns])
        elif isinstance(entry, Head):
            rows.append([entry.title])
    return rows
