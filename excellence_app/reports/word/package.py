"""What is around the text of a Word file: page, styles, lists, footer; no macros, no links.

Sizes and colours are those of paper. The fonts are ones that every computer with a word
processor has or replaces without moving lines, since a file to edit carries no fonts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from re import split
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from excellence_app.reports.blocks import Report, Role, Tone
from excellence_app.reports.charts import Token
from excellence_app.reports.directions import runs_from_right
from excellence_app.reports.paper import theme
from excellence_app.reports.paper.escaping import readable
from excellence_app.reports.paper.theme import Size
from excellence_app.reports.word.markup import (
    DECLARED,
    attribute,
    colour,
    field,
    in_grey,
    plain_run,
    twips,
)

FONT = "Arial"
PROGRAM = "Excellence"

_MM = theme.MILLIMETRE
TOP, RIGHT, BOTTOM, LEFT = 24 * _MM, 20 * _MM, 16 * _MM, 22 * _MM
WIDTH, HEIGHT = theme.PAGE_WIDTH - LEFT - RIGHT, theme.PAGE_HEIGHT - TOP - BOTTOM
_FOOTER = 6 * _MM  # from the edge of the paper
_PAGE_NUMBER = 34 * _MM

GAP = 3 * _MM  # the least space between two columns

BULLETS = 1  # the list of all bullets; numbered lists follow
_LIST_INDENT = 12.0
_LONGEST_PROPERTY = 250  # characters; programs take 255
_DISTANT_PAST = (1980, 1, 1, 0, 0, 0)  # the first day that the archive format knows
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_REGIONS = {"en": "en-GB", "de": "de-DE"}

# Where the texts of page 1 differ in size from those of the other pages.
FRONT_STYLES = {Role.BODY: "FrontText", Role.CELL: "FrontTable", Role.CAPTION: "FrontCaption"}
STYLES = {
    Role.LEAD: "Lead",
    Role.BODY: "Normal",
    Role.CELL: "TableText",
    Role.CAPTION: "Caption",
}
AFTER = {Role.LEAD: 4.0, Role.BODY: 4.0, Role.CELL: 1.5, Role.CAPTION: 1.5}


def package(
    report: Report,
    front: Mapping[Role, Size],
    body: str,
    lists: Sequence[int],
    pictures: Sequence[bytes],
) -> bytes:
    """Return a whole Word file.

    `front` holds the sizes of page 1, `body` the markup of the blocks, `lists` the numbers
    with which its numbered lists begin, `pictures` its charts as PNG in the order of
    `picture_relation`. The file does not tell when it was made.
    """
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in _parts(report, front, body, lists, len(pictures)).items():
            part = ZipInfo(name, _DISTANT_PAST)
            text = _HEAD + (content if report.colour else in_grey(content))
            archive.writestr(part, text.encode(), ZIP_DEFLATED)
        for number, picture in enumerate(pictures):
            archive.writestr(ZipInfo(f"word/{_picture_name(number)}", _DISTANT_PAST), picture)
    return file.getvalue()


def picture_relation(number: int) -> str:
    """Return the name by which the body refers to a picture; they count from 0."""
    return f"picture{number + 1}"


def _picture_name(number: int) -> str:
    return f"media/{picture_relation(number)}.png"


_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _parts(
    report: Report, front: Mapping[Role, Size], body: str, lists: Sequence[int], pictures: int
) -> dict[str, str]:
    language = report.language
    kinds = ("styles", "settings", "numbering", "footer")
    types = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_PARTS}.{kind}+xml"/>'
        for kind in kinds
    )
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for kind in kinds
    )
    relations += "".join(
        f'<Relationship Id="{picture_relation(number)}" Type="{_RELATIONS}/image"'
        f' Target="{_picture_name(number)}"/>'
        for number in range(pictures)
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_PARTS}.document.main+xml"/>'
            f"{types}"
            '<Override PartName="/docProps/app.xml" ContentType="'
            'application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
            '<Override PartName="/docProps/core.xml" ContentType="'
            'application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="document" Type="{_RELATIONS}/officeDocument"'
            ' Target="word/document.xml"/>'
            f'<Relationship Id="program" Type="{_RELATIONS}/extended-properties"'
            ' Target="docProps/app.xml"/>'
            f'<Relationship Id="about" Type="{_PACKAGE}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'extended-properties"><Application>{PROGRAM}</Application></Properties>'
        ),
        "docProps/core.xml": _about(report),
        "word/document.xml": _document(language, body),
        "word/styles.xml": _styles(language, front),
        "word/settings.xml": _settings(language),
        "word/numbering.xml": _numbering(lists),
        "word/footer.xml": _footer(report),
    }


def _document(language: str, body: str) -> str:
    direction = "<w:bidi/>" if runs_from_right(language) else ""
    return (
        f'<w:document {DECLARED} mc:Ignorable="w14"><w:body>{body}<w:sectPr>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="{twips(theme.PAGE_WIDTH)}" w:h="{twips(theme.PAGE_HEIGHT)}"/>'
        f'<w:pgMar w:top="{twips(TOP)}" w:right="{twips(RIGHT)}" w:bottom="{twips(BOTTOM)}"'
        f' w:left="{twips(LEFT)}" w:header="{twips(TOP / 2)}" w:footer="{twips(_FOOTER)}"'
        f' w:gutter="0"/>{direction}</w:sectPr></w:body></w:document>'
    )


def _settings(language: str) -> str:
    kept = "http://schemas.microsoft.com/office/word"
    return (
        f"<w:settings {DECLARED}>"
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{kept}" w:val="15"/>'
        '<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification"'
        f' w:uri="{kept}" w:val="1"/>'
        f'<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{kept}" w:val="1"/>'
        f'<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{kept}" w:val="1"/></w:compat>'
        f'<w:themeFontLang w:val="{_region(language)}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _region(language: str) -> str:
    """Return a language as word processors name it, with a country where they ask for one."""
    return _REGIONS.get(language, language)


def _numbering(lists: Sequence[int]) -> str:
    def levels(number: int, form: str, shown: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{number}">'
            '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{twips(_LIST_INDENT)}" w:hanging="{twips(_LIST_INDENT)}"/>'
            "</w:pPr></w:lvl></w:abstractNum>"
        )

    numbered = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, start in enumerate(lists, start=BULLETS + 1)
    )
    return (
        f"<w:numbering {DECLARED}>{levels(0, 'bullet', '•')}{levels(1, 'decimal', '%1.')}"
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
        f"{numbered}</w:numbering>"
    )


def _about(report: Report) -> str:
    """Return what the file says about itself; the time of day is not among it."""
    said = {
        "dc:title": report.title,
        "dc:creator": report.author,
        "dc:subject": report.subject,
        "dc:language": report.language,
        "cp:revision": "1",
    }
    facts = "".join(
        f"<{name}>{escape(' '.join(readable(text).split())[:_LONGEST_PROPERTY])}</{name}>"
        for name, text in said.items()
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{facts}</cp:coreProperties>'
    )


_PAGE_FIELDS = {"{number}": field("PAGE", "1"), "{count}": field("NUMPAGES", "1")}


def _footer(report: Report) -> str:
    from_right = runs_from_right(report.language)
    number = "".join(
        _PAGE_FIELDS.get(part, plain_run(part)) for part in split(r"(\{\w+\})", report.page)
    )
    widths = (WIDTH - _PAGE_NUMBER, _PAGE_NUMBER)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        '<w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{end}</w:pPr>{content}</w:p></w:tc>'
        for width, content, end in (
            (widths[0], plain_run(report.footer), ""),
            (widths[1], number, '<w:jc w:val="right"/>'),
        )
    )
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    direction = "<w:bidiVisual/>" if from_right else ""
    return (
        f"<w:ftr {DECLARED}><w:tbl><w:tblPr>"
        f'<w:tblStyle w:val="PlainTable"/>{direction}<w:tblW w:w="{twips(WIDTH)}" w:type="dxa"/>'
        f'<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0"'
        f' w:color="{colour(Token.LINE2)}"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="Spacer"/></w:pPr></w:p></w:ftr>'
    )


# -- styles

# The names that word processors know, and treat as what they are.
_BUILT_IN = frozenset(
    (
        "Normal",
        "Title",
        "Subtitle",
        "heading 1",
        "heading 2",
        "heading 3",
        "caption",
        "List Bullet",
        "List Number",
        "footer",
    )
)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; a level makes it a heading, counted from 0."""

    style_id: str
    name: str
    size: Size | None
    before: float = 0
    after: float = 0
    bold: bool = False
    token: Token = Token.TEXT
    level: int | None = None
    borders: str = ""
    kept: bool = False
    number: str = ""

    def markup(self) -> str:
        """Return the definition of the style."""
        default = self.style_id == "Normal"
        kind = ' w:default="1"' if default else ""
        if self.name not in _BUILT_IN:
            kind += ' w:customStyle="1"'
        based = "" if default else '<w:basedOn w:val="Normal"/>'
        following = '<w:next w:val="Normal"/>' if self.level is not None else ""
        return (
            f'<w:style w:type="paragraph"{kind} w:styleId="{self.style_id}">'
            f"<w:name w:val={attribute(self.name)}/>{based}{following}<w:qFormat/>"
            f"<w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._letters()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        found = ""
        if self.level is not None or self.kept:
            found += "<w:keepNext/><w:keepLines/>"
        found += f"<w:widowControl/>{self.number}{self.borders}"
        line = ""
        if self.size is not None:
            line = f' w:line="{twips(self.size.leading)}" w:lineRule="atLeast"'
        found += (
            f'<w:spacing w:before="{twips(self.before)}" w:after="{twips(self.after)}"{line}/>'
        )
        return found + (f'<w:outlineLvl w:val="{self.level}"/>' if self.level is not None else "")

    def _letters(self) -> str:
        found = "<w:b/><w:bCs/>" if self.bold else ""
        found += f'<w:color w:val="{colour(self.token)}"/>'
        if self.size is not None:
            half_points = round(self.size.letters * 2)
            found += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        return found


_RULE = (
    f'<w:pBdr><w:bottom w:val="single" w:sz="7" w:space="6" w:color="{colour(Token.TEXT)}"/>'
    "</w:pBdr>"
)
_LINES = "<w:pBdr>{}</w:pBdr>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="1" w:color="{colour(Token.CONTROL)}"/>'
        for side in ("bottom", "between")
    )
)
_BOX = "<w:pBdr>{}</w:pBdr>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="7" w:color="{colour(Token.SUNKEN)}"/>'
        for side in ("top", "left", "bottom", "right")
    )
)
_BOX += f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(Token.SUNKEN)}"/>'
_BULLET = f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>'
_BETWEEN_ROWS = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour(Token.LINE2)}"/>'
        for side in ("bottom", "insideH")
    )
)


def _paragraph_styles(front: Mapping[Role, Size]) -> tuple[_Style, ...]:
    body, cell = theme.SIZES[Role.BODY], theme.SIZES[Role.CELL]
    lead, caption = theme.SIZES[Role.LEAD], theme.SIZES[Role.CAPTION]
    return (
        _Style("Normal", "Normal", body, after=4),
        _Style("Title", "Title", theme.TITLE, before=6, after=3, bold=True, level=0),
        _Style("Subtitle", "Subtitle", lead, after=3, token=Token.TEXT2),
        _Style("Kind", "Kind of report", Size(9.6, 13), token=Token.TEXT2),
        _Style("Note", "Note", cell, bold=True, token=Token.GOLD),
        _Style("Rule", "Rule below the title", Size(1, 4), after=7, borders=_RULE),
        _Style("Heading1", "heading 1", theme.CHAPTER, 24, 9, bold=True, level=0, borders=_RULE),
        _Style("Heading2", "heading 2", theme.PART, before=14, after=4, bold=True, level=1),
        _Style("Heading3", "heading 3", theme.SIDE, before=12, after=3, bold=True, level=2),
        _Style("Aside", "Aside", cell, after=4, token=Token.TEXT3, kept=True),
        _Style("Lead", "Lead", lead, after=4),
        _Style("TableText", "Table text", cell, after=1.5),
        _Style("TableHead", "Table head", caption, after=1.5, token=Token.TEXT3, kept=True),
        _Style("Caption", "caption", caption, after=1.5),
        _Style("ListBullet", "List Bullet", body, after=2, number=_BULLET),
        _Style("ListNumber", "List Number", body, after=2),
        _Style("FrontText", "Page 1 text", front[Role.BODY], after=4),
        _Style("FrontTable", "Page 1 table", front[Role.CELL], after=1),
        _Style("FrontCaption", "Page 1 caption", front[Role.CAPTION], after=1),
        _Style("Chart", "Chart", None),
        _Style("BoxTitle", "Box title", front[Role.CELL], bold=True, kept=True, borders=_BOX),
        _Style("Box", "Box", front[Role.CELL], token=Token.TEXT2, borders=_BOX),
        _Style("Field", "Line for an answer", body, before=4, after=4),
        _Style("WritingLines", "Lines to write on", Size(9, 17), borders=_LINES),
        _Style("Spacer", "Space", Size(1, 4)),
        _Style("Footer", "footer", Size(7.2, 9.6), token=Token.TEXT3),
    )


def _styles(language: str, front: Mapping[Role, Size]) -> str:
    normal, *others = (style.markup() for style in _paragraph_styles(front))
    if runs_from_right(language):
        normal = normal.replace("<w:spacing", "<w:bidi/><w:spacing", 1)
    tables = (
        _table_style("PlainTable", "Plain table", ""),
        _table_style("ReportTable", "Report table", _BETWEEN_ROWS),
    )
    found = (_defaults(language), normal, *others, *_tones(), *tables)
    return f"<w:styles {DECLARED}>{''.join(found)}</w:styles>"


def _defaults(language: str) -> str:
    region = _region(language)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"'
        f' w:eastAsia="{FONT}" w:cs="{FONT}"/><w:color w:val="{colour(Token.TEXT)}"/>'
        f'<w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{region}" w:eastAsia="{region}" w:bidi="{region}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _tones() -> list[str]:
    """Return a character style for each tone, so that a person can change all of one at once."""
    return [
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{tone.name.title()}">'
        f'<w:name w:val="Tone {tone.value}"/><w:qFormat/>'
        f'<w:rPr><w:color w:val="{colour(theme.TONES[tone])}"/></w:rPr></w:style>'
        for tone in Tone
        if tone is not Tone.NORMAL
    ]


def _table_style(style_id: str, name: str, borders: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
        f"<w:tblPr>{borders}<w:tblCellMar>"
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{twips(GAP)}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
