"""One accessible page for a browser: no scripts, nothing fetched, charts inside with their words.

The same report gives the same bytes. The template and its style are in `resources/reports/`.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from excellence_app.domain.levels import Verdict
from excellence_app.language import sentences
from excellence_app.language.catalogues import SOURCE_LANGUAGE, Words, available_languages
from excellence_app.locations import resources_folder
from excellence_app.reports import blocks, charts
from excellence_app.reports.blocks import ColumnRole, Mark
from excellence_app.reports.charts import Drawing, TextStyle
from excellence_app.reports.count_bars import count_bar
from excellence_app.reports.directions import has_words_from_right, runs_from_right
from excellence_app.reports.paper import columns, theme
from excellence_app.reports.paper.escaping import escape, readable
from excellence_app.reports.paper.fonts import Fonts
from excellence_app.reports.web import colours

if TYPE_CHECKING:  # slow to import, and not needed for the other formats
    from jinja2 import Environment
    from markupsafe import Markup

_UNIT = 1.0  # pixels for one pixel of the design
_CHART_WIDTH = 136.0
_BAR_WIDTH = 240.0
_SKYLINE_WIDTH = 836.0
_STAIRCASE_SIZE = (620.0, 250.0)
_SMALLEST = 10.5
_AXIS = TextStyle(11.0)
_OVERFLOW = 5.0  # of strokes over the edges of a chart that its frame may cut off


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter (level 2) or a part of one (level 3) with what stands under its heading."""

    title: str
    level: int
    key: str
    aside: str = ""
    new_page: bool = False
    content: list["Item"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Side:
    """Content with its label as a heading."""

    label: str
    key: str
    caption: str
    content: tuple[blocks.Block, ...]
    below: tuple[blocks.Block, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """What a paper is and is not, with its label as a heading."""

    label: str
    key: str
    content: tuple[blocks.Paragraph, ...]


Item = Chapter | Side | Box | blocks.Block


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column; a hidden title is for those who do not see the table."""

    title: str
    role: str
    hidden: bool = False
    axis: blocks.BulletAxis | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under the band that names them, if one does."""

    band: blocks.Band | None
    rows: list[blocks.Row | blocks.Band]


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table as a page wants it; `names` is the column that names the rows."""

    heads: list[Head]
    groups: list[Group]
    names: int
    airy: bool


def render(report: blocks.Report) -> bytes:
    """Return the report as a page in UTF-8."""
    known = report.language in available_languages()
    words = Words(report.language if known else SOURCE_LANGUAGE)
    content = list(_flat(report.blocks))
    heads = [block for block in content if isinstance(block, blocks.Masthead)]
    items = _Contents().items(b for b in content if not isinstance(b, blocks.Masthead))
    page = _environment().get_template("report.html")
    text = page.render(
        report=report,
        direction="rtl" if runs_from_right(report.language) else "ltr",
        head=heads[0] if heads else None,
        content=items,
        chapters=[item for item in items if isinstance(item, Chapter)],
        table_shape=_TableShapes(words).of,
        mark_words=_mark_words(words),
        ladder_heads=[
            words.text("Label"),
            words.text("Rule"),
            words.text("State"),
            words.text("Figure"),
        ],
        details_words=words.text("This chart in words"),
        skip_words=words.text("Skip to the content"),
        contents_words=words.text("Contents"),
        style=_style(colour=report.colour),
        picture_data=lambda picture: b64encode(picture.data).decode("ascii"),
        **_Charts().functions(),
    )
    return f"{text}\n".encode()


@cache
def _environment() -> "Environment":
    """Return what fills the template; every text is made readable and escaped on its way in."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - see above

    def visible(value: object) -> object:
        return readable(value) if type(value) is str else value

    folder = resources_folder() / "reports"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=visible,
        undefined=StrictUndefined,
    )
    environment.tests["kind"] = lambda value, name: type(value).__name__ == name
    environment.tests["from_right"] = has_words_from_right
    return environment


@cache
def _style(*, colour: bool) -> "Markup":
    """Return the style of a page."""
    from markupsafe import Markup  # noqa: PLC0415 - slow to import, as above

    rules = (resources_folder() / "reports" / "report.css").read_text(encoding="utf-8")
    light, dark = colours.light(colour=colour), colours.dark(colour=colour)
    style = (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media (forced-colors:active){{:root{{{colours.system()}}}}}\n"
        f"{colours.classes()}\n{rules}"
    )
    # Ours from the first letter to the last, so it goes in as it is.
    return Markup(style)  # noqa: S704 - see the line above


def _mark_words(words: Words) -> dict[Mark, str]:
    return {
        Mark.MET: sentences.verdict(words, Verdict.MET),
        Mark.MISSED: sentences.verdict(words, Verdict.MISSED),
        Mark.OPEN: sentences.verdict(words, Verdict.OPEN),
        Mark.NOT_APPLICABLE: words.text("Does not apply"),
        Mark.BOX: words.text("Not ticked"),
        Mark.TICKED: words.text("Ticked"),
    }


def _flat(content: Iterable[blocks.Block]) -> Iterator[blocks.Block]:
    """Yield blocks without the frame of a page that a screen does not have."""
    for block in content:
        if isinstance(block, blocks.Contents):
            continue  # every page has one of its own
        if isinstance(block, blocks.OnePage):
            yield from _flat(block.content)
        else:
            yield block


class _Contents:
    """Puts blocks under their headings and gives each heading a key."""

    def __init__(self) -> None:
        self._keys = 0

    def items(self, content: Iterable[blocks.Block]) -> list[Item]:
        """Return chapters, and what stands before the first of them."""
        found: list[Item] = []
        opened: list[Chapter] = []
        new_page = False
        for block in content:
            if isinstance(block, blocks.PageBreak):
                new_page = True
                continue
            if isinstance(block, blocks.Heading):
                while opened and opened[-1].level > block.level:
                    opened.pop()
                # one below the title of the page, and none left out on the way
                level = min(block.level, len(opened) + 1) + 1
                chapter = Chapter(block.text, level, self._key(), block.aside, new_page)
                (opened[-1].content if opened else found).append(chapter)
                opened.append(chapter)
            else:
                (opened[-1].content if opened else found).append(self._item(block))
            new_page = False
        return found

    def _item(self, block: blocks.Block) -> Item:
        match block:
            case blocks.Labelled():
                return Side(block.label, self._key(), block.caption, block.content, block.below)
            case blocks.StandingBox():
                return Box(block.label, self._key(), block.content)
            case _:
                return block

    def _key(self) -> str:
        self._keys += 1
        return f"part-{self._keys}"


class _TableShapes:
    """Finds what heads and names the rows and columns of a table."""

    def __init__(self, words: Words) -> None:
        # What a column without a title holds; those who see the table see that.
        self._hidden = {
            ColumnRole.NUMBER: words.text("Number"),
            ColumnRole.MARK: words.text("State"),
        }

    def of(self, table: blocks.Table) -> TableShape:
        """Return the shape of a table."""
        roles = [column.role for column in table.columns]
        wanted = (ColumnRole.NAME, ColumnRole.NUMBER, ColumnRole.TEXT)
        names = next((roles.index(role) for role in wanted if role in roles), 0)
        airy = any(
            len(cell) > 1 and not isinstance(cell[0], blocks.Paragraph)
            for row in table.rows
            if isinstance(row, blocks.Row)
            for cell in row.cells
        )
        return TableShape(self._heads(table), _groups(table.rows), names, airy)

    def _heads(self, table: blocks.Table) -> list[Head]:
        if not any(column.title or column.axis for column in table.columns):
            return []
        titles = [column.title for column in table.columns]
        for index, column in enumerate(table.columns):
            if column.role is ColumnRole.NUMBER and columns.title_goes_on(table, index):
                titles[index], titles[index + 1] = "", titles[index]
        return [
            Head(
                title or self._hidden.get(column.role, ""),
                column.role.value,
                hidden=not title,
                axis=column.axis,
            )
            for title, column in zip(titles, table.columns, strict=True)
        ]


def _groups(rows: Sequence[blocks.Row | blocks.Band]) -> list[Group]:
    found: list[Group] = []
    for row in rows:
        if isinstance(row, blocks.Band) and not row.cut:
            found.append(Group(row, []))
        elif found:
            found[-1].rows.append(row)
        else:
            found.append(Group(None, [row]))
    return found


class _Charts:
    """Draws the charts of one page."""

    def __init__(self) -> None:
        from excellence_app.reports.web import svg  # noqa: PLC0415 - see above

        self._svg = svg
        self._fonts = Fonts()

    def functions(self) -> dict[str, object]:
        """Return what the template calls, by name."""
        marks = [self._svg.symbol(charts.mark(m, 12), f"mark-{m.name.lower()}") for m in Mark]
        return {
            "definitions": self._svg.joined([self._svg.patterns(_UNIT), *marks]),
            "chart_width": _CHART_WIDTH,
            "bar_width": _BAR_WIDTH,
            "scale": self.scale,
            "axis": self.axis,
            "skyline": self.skyline,
            "staircase": self.staircase,
        }

    def scale(
        self, block: blocks.Bullet | blocks.Dumbbell | blocks.CountBar, width: float
    ) -> "Markup":
        """Return one value on its scale."""
        if isinstance(block, blocks.CountBar):
            return self._svg.svg(count_bar(block, width, _UNIT))
        if isinstance(block, blocks.Bullet):
            return self._svg.svg(charts.bullet(block, width, _UNIT))
        return self._svg.svg(charts.dumbbell(block, width, _UNIT))

    def axis(self, block: blocks.BulletAxis) -> "Markup":
        """Return the numbers above a column of charts."""
        return self._svg.svg(charts.bullet_axis(block, _CHART_WIDTH, _AXIS))

    def skyline(self, block: blocks.Skyline) -> "list[Markup]":
        """Return the lines of a skyline; the words beside it are its alternative."""
        drawings = charts.skyline(block, _SKYLINE_WIDTH, _UNIT, self._width_of, _SMALLEST)
        return [self._wide(drawing) for drawing in drawings]

    def staircase(self, block: blocks.Staircase) -> "Markup":
        """Return a staircase."""
        return self._wide(charts.staircase(block, *_STAIRCASE_SIZE, _UNIT, self._width_of))

    def _wide(self, drawing: Drawing) -> "Markup":
        return self._svg.svg(drawing, _OVERFLOW, keeps_size=True)

    def _width_of(self, text: str, style: TextStyle) -> float:
        return self._fonts.width(escape(text), theme.FACES[style.weight], style.size)
