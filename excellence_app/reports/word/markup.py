"""The markup of a Word file as text: runs, paragraphs, tables, pictures, boxes to tick.

Every text is made readable and escaped; nothing entered is ever markup. Lengths are points.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from excellence_app.reports.blocks import Tone, Weight
from excellence_app.reports.charts import Token
from excellence_app.reports.directions import stretches
from excellence_app.reports.paper import theme
from excellence_app.reports.paper.escaping import readable

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMESPACES.items())

SYMBOLS = "Segoe UI Symbol"  # where it is missing, readers take another font with these signs

_EMU = 12_700  # in a point
_LONGEST_ATTRIBUTE = 8_000  # characters of an alternative text; programs cut much longer ones


def twips(points: float) -> int:
    """Return a length in twentieths of a point, the unit of most lengths in such files."""
    return round(points * 20)


def attribute(text: str) -> str:
    """Return a text as a quoted attribute; line breaks become spaces."""
    shown = " ".join(readable(text).split("\n"))
    if len(shown) > _LONGEST_ATTRIBUTE:
        shown = f"{shown[: _LONGEST_ATTRIBUTE - 1]}…"
    return quoteattr(shown)


def colour(token: Token) -> str:
    """Return a colour as six hexadecimal digits."""
    return f"{theme.COLOURS[token]:06X}"


_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)=("[^"]*"|'[^']*')""")
_COLOURED = frozenset(("w:color", "w:fill", "w:val"))
_DIGITS = re.compile(r'"[0-9A-F]{6}"')


def in_grey(markup: str) -> str:
    """Return markup with a grey for each of our colours; no text of a report is touched.

    Whole attributes are read, for an alternative text may quote what looks like a colour.
    """

    def attribute_in_grey(found: re.Match[str]) -> str:
        name, value = found.groups()
        if name not in _COLOURED or not _DIGITS.fullmatch(value):
            return found.group()
        return f'{name}="{theme.grey_of(int(value[1:-1], 16)):06X}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute_in_grey, tag.group()), markup)


# -- runs


def run(text: str, weight: Weight = Weight.REGULAR, tone: Tone = Tone.NORMAL) -> str:
    """Return a text as runs; line breaks stay, words from right to left are marked as such."""
    properties = ""
    if tone is not Tone.NORMAL:
        properties += f'<w:rStyle w:val="{tone.name.title()}"/>'
    if weight is not Weight.REGULAR:
        properties += "<w:b/><w:bCs/>"
    return plain_run(text, properties)


def plain_run(text: str, properties: str = "") -> str:
    """Return a text as runs with properties that are given as markup."""
    found = []
    for number, stretch in enumerate(stretches(readable(text))):
        if stretch:
            direction = "<w:rtl/>" if number % 2 else ""
            shown = "<w:br/>".join(
                f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else ""
                for line in stretch.split("\n")
            )
            found.append(f"<w:r><w:rPr>{properties}{direction}</w:rPr>{shown}</w:r>")
    return "".join(found)


TAB = "<w:r><w:tab/></w:r>"


def sign(character: str, token: Token) -> str:
    """Return a sign such as a tick in a colour."""
    return (
        f'<w:r><w:rPr>{_SIGN_FONT}<w:color w:val="{colour(token)}"/></w:rPr>'
        f"<w:t>{character}</w:t></w:r>"
    )


_SIGN_FONT = (
    f'<w:rFonts w:ascii="{SYMBOLS}" w:hAnsi="{SYMBOLS}" w:eastAsia="{SYMBOLS}" w:cs="{SYMBOLS}"/>'
)


def tick_box(number: int, name: str, *, ticked: bool) -> str:
    """Return a box that can be ticked on the screen; `number` is unlike that of any other."""
    state = int(ticked)
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={attribute(name[:60])}/>"
        f'<w:id w:val="{number}"/><w14:checkbox><w14:checked w14:val="{state}"/>'
        f'<w14:checkedState w14:val="2611" w14:font="{SYMBOLS}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{SYMBOLS}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{sign('☑' if ticked else '☐', Token.TEXT)}</w:sdtContent></w:sdt>"
    )


def field(code: str, shown: str) -> str:
    """Return a field whose content the reading program works out, such as a page number."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def bookmarked(number: int, content: str) -> str:
    """Return the runs of a heading with a name to which `page_of` leads."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number + 1:06}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def page_of(number: int) -> str:
    """Return the page of a bookmarked heading, which is worked out when the file is opened."""
    return (
        f'<w:fldSimple w:instr=" PAGEREF _Toc{number + 1:06} \\h " w:dirty="true">'
        "<w:r><w:t></w:t></w:r></w:fldSimple>"
    )


# -- paragraphs


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paragraph has beside its style; `hanging` is how far its first line stands out."""

    indent: float = 0
    hanging: float = 0
    right: float = 0
    before: float | None = None
    after: float | None = None
    keep_with_next: bool = False
    new_page: bool = False
    number: int | None = None  # of a list
    tab: tuple[str, str, float] | None = None  # kind, leader, place
    align_end: bool = False
    letters: float | None = None
    leading: float | None = None


def paragraph(style: str, content: str, setting: Setting | None = None) -> str:
    """Return a paragraph with the runs `content`."""
    setting = setting if setting is not None else Setting()
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{_properties(setting)}</w:pPr>{content}</w:p>'


def _properties(setting: Setting) -> str:
    """Return the properties of a paragraph in the order that the format wants."""
    found = ""
    if setting.keep_with_next:
        found += "<w:keepNext/>"
    if setting.new_page:
        found += "<w:pageBreakBefore/>"
    if setting.number is not None:
        found += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{setting.number}"/></w:numPr>'
    if setting.tab is not None:
        kind, leader, place = setting.tab
        found += (
            f'<w:tabs><w:tab w:val="{kind}" w:leader="{leader}" w:pos="{twips(place)}"/></w:tabs>'
        )
    spacing = ""
    if setting.before is not None:
        spacing += f' w:before="{twips(setting.before)}"'
    if setting.after is not None:
        spacing += f' w:after="{twips(setting.after)}"'
    if setting.leading is not None:
        spacing += f' w:line="{twips(setting.leading)}" w:lineRule="atLeast"'
    if spacing:
        found += f"<w:spacing{spacing}/>"
    if setting.indent or setting.hanging or setting.right:
        found += (
            f'<w:ind w:left="{twips(setting.indent + setting.hanging)}"'
            f' w:right="{twips(setting.right)}" w:hanging="{twips(setting.hanging)}"/>'
        )
    if setting.align_end:
        found += '<w:jc w:val="right"/>'
    return found


_STYLE_ALONE = re.compile(r"(<w:pStyle [^>]*/>)(?!<w:keepNext/>)")


def kept(content: str) -> str:
    """Return paragraphs and tables that stay on the page of what follows."""
    return _STYLE_ALONE.sub(r"\1<w:keepNext/>", content)


_FIRST_STYLE = re.compile(r"(<w:pPr><w:pStyle [^>]*/>(?:(?!</w:pPr>).)*)</w:pPr>")


def set_to_end(content: str) -> str:
    """Return paragraphs set to the right, as figures in a column are."""
    return _FIRST_STYLE.sub(r'\1<w:jc w:val="right"/></w:pPr>', content)


# -- tables


@dataclass(frozen=True, slots=True)
class TableCell:
    """Paragraphs as markup; `reach` is the number of columns."""

    content: str
    reach: int = 1
    top: Token | None = None  # colour of a rule above


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; heads are repeated on each page, and what is not divisible stays on one."""

    cells: tuple[TableCell, ...]
    head: bool = False
    divisible: bool = False


@dataclass(frozen=True, slots=True)
class TableForm:
    """What a table has beside its rows; widths include the space to the next column."""

    style: str
    widths: Sequence[float]
    title: str
    indent: float = 0
    above: float = 0
    below: float = 0
    from_right: bool = False


def table(form: TableForm, rows: Iterable[TableRow]) -> str:
    """Return a table."""
    direction = "<w:bidiVisual/>" if form.from_right else ""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in form.widths)
    body = "".join(_row(row, form.widths) for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{form.style}"/>{direction}'
        f'<w:tblW w:w="{sum(twips(width) for width in form.widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(form.indent)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{twips(form.above)}" w:type="dxa"/>'
        f'<w:bottom w:w="{twips(form.below)}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(form.title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _row(row: TableRow, widths: Sequence[float]) -> str:
    cells, start = "", 0
    for cell in row.cells:
        width = sum(twips(width) for width in widths[start : start + cell.reach])
        start += cell.reach
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if cell.reach > 1:
            properties += f'<w:gridSpan w:val="{cell.reach}"/>'
        if cell.top is not None:
            properties += (
                '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0"'
                f' w:color="{colour(cell.top)}"/></w:tcBorders>'
            )
        if start == len(widths):  # nothing follows that it should keep a distance from
            properties += '<w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar>'
        cells += f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell.content}</w:tc>"
    head = "<w:tblHeader/>" if row.head else ""
    whole = "" if row.divisible else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{cells}</w:tr>"


# -- pictures


def picture(number: int, relation: str, size: tuple[float, float], alternative: str) -> str:
    """Return a picture in a line of text; the alternative is read where it cannot be seen."""
    graphic = _graphic(number, relation, size, alternative)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"{graphic}</wp:inline></w:drawing></w:r>"
    )


def picture_in_margin(
    number: int, relation: str, size: tuple[float, float], alternative: str, top: float
) -> str:
    """Return a picture at the end of the lines, so far below the edge of its page.

    It takes no room from the text, which begins below the margin.
    """
    graphic = _graphic(number, relation, size, alternative)
    place = (
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>right</wp:align>'
        '</wp:positionH><wp:positionV relativeFrom="page">'
        f"<wp:posOffset>{round(top * _EMU)}</wp:posOffset></wp:positionV>"
    )
    extent, rest = graphic.split("/>", 1)
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        ' relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f"{place}{extent}/><wp:wrapNone/>{rest}</wp:anchor></w:drawing></w:r>"
    )


def _graphic(number: int, relation: str, size: tuple[float, float], alternative: str) -> str:
    """Return the parts of a picture that do not say where it stands; its size comes first."""
    width, height = (round(length * _EMU) for length in size)
    said = attribute(alternative)
    name = f'id="{number}" name="Chart {number}" descr={said}'
    return (
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {name}/>'
        "<wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        f'<a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:nvPicPr><pic:cNvPr {name}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic>"
    )
