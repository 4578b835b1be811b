"""Drawing on a page of the PDF; lengths are points, counted from the upper left corner."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from excellence_app.reports.blocks import Picture
from excellence_app.reports.charts import (
    Anchor,
    Circle,
    Drawing,
    Hatch,
    Label,
    Line,
    Path,
    Rect,
    Shape,
    TextStyle,
    Token,
)
from excellence_app.reports.paper import theme
from excellence_app.reports.paper.escaping import escape
from excellence_app.reports.paper.fonts import Fonts
from excellence_app.reports.paper.text import Line as TextLine

_COLOURS = {token: HexColor(value) for token, value in theme.COLOURS.items()}
_GREYS = {token: HexColor(value) for token, value in theme.GREYS.items()}


class Pen:
    """One PDF being written, with the fonts it is written in."""

    def __init__(self, fonts: Fonts, language: str, *, colour: bool = True) -> None:
        self._file = BytesIO()
        self._fonts = fonts
        self._colours = _COLOURS if colour else _GREYS
        basic = fonts.basic_name()
        # The font and `invariant` keep Helvetica, which is never embedded, and the time of day
        # out of the file.
        self._canvas = Canvas(
            self._file,
            pagesize=(theme.PAGE_WIDTH, theme.PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            initialFontName=basic,  # type: ignore[arg-type]  # the stubs take it for a number
            initialFontSize=theme.CAPTION.letters,
            lang=language,
        )
        self._bookmarks = 0
        self._outline_level = -1

    def describe(self, title: str, author: str, subject: str) -> None:
        """Set what the file says about itself."""
        self._canvas.setTitle(escape(title))
        self._canvas.setAuthor(escape(author))
        self._canvas.setSubject(escape(subject))
        self._canvas.setCreator("Excellence")
        self._canvas.setProducer("Excellence")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def end_page(self) -> None:
        """Finish this page and begin the next."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the whole file."""
        self._canvas.save()
        return self._file.getvalue()

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Let the outline of the file lead here; levels count from 0 and skip none."""
        self._bookmarks += 1
        key = f"part-{self._bookmarks}"
        self._outline_level = min(level, self._outline_level + 1)
        place = theme.PAGE_HEIGHT - top
        self._canvas.bookmarkHorizontal(key, 0, place)
        self._canvas.addOutlineEntry(escape(title), key, self._outline_level)

    def text(self, lines: Iterable[tuple[float, float, TextLine]]) -> None:
        """Write lines, each with its start and its baseline."""
        text = self._canvas.beginText()
        colour: Token | None = None
        for x, baseline, line in lines:
            for piece in line:
                text.setTextOrigin(x + piece.x, theme.PAGE_HEIGHT - baseline)
                if piece.ink.colour is not colour:
                    colour = piece.ink.colour
                    text.setFillColor(self._colours[colour])
                for run in self._fonts.runs(piece.text, piece.ink.face):
                    text.setFont(run.font, piece.ink.size)
                    text.textOut(run.text)
        self._canvas.drawText(text)

    def rule(
        self, x: float, y: float, width: float, thickness: float, colour: Token = Token.LINE2
    ) -> None:
        """Draw a horizontal line."""
        self._draw(Line(x, y, x + width, y, colour, thickness), 0, 0)

    def drawing(self, drawing: Drawing, x: float, top: float) -> None:
        """Draw a chart or a sign."""
        for shape in drawing.shapes:
            self._draw(shape, x, top)

    def picture(self, picture: Picture, x: float, top: float) -> None:
        """Draw a picture at its size."""
        bottom = theme.PAGE_HEIGHT - top - picture.height
        reader = ImageReader(BytesIO(picture.data))
        self._canvas.drawImage(reader, x, bottom, picture.width, picture.height)

    def width_of(self, text: str, style: TextStyle) -> float:
        """Return the width of a text in a chart."""
        return self._fonts.width(escape(text), theme.FACES[style.weight], style.size)

    def _draw(self, shape: Shape, left: float, top: float) -> None:
        match shape:
            case Rect():
                self._rect(shape, left, top)
            case Hatch():
                self._hatch(shape, left, top)
            case Line():
                with self._ink(None, shape.colour, shape.width, shape.dash):
                    ends = (left + shape.x1, self._y(top + shape.y1))
                    self._canvas.line(*ends, left + shape.x2, self._y(top + shape.y2))
            case Path():
                self._path(shape, left, top)
            case Circle():
                with self._ink(shape.fill, shape.stroke, shape.width, shape.dash):
                    self._canvas.circle(
                        left + shape.x,
                        self._y(top + shape.y),
                        shape.radius,
                        stroke=int(shape.stroke is not None),
                        fill=int(shape.fill is not None),
                    )
            case Label():
                self._label(shape, left, top)

    def _rect(self, shape: Rect, left: float, top: float) -> None:
        with self._ink(shape.fill, shape.stroke, shape.stroke_width, shape.dash):
            box = (
                left + shape.x,
                self._y(top + shape.y + shape.height),
                shape.width,
                shape.height,
            )
            stroke, fill = int(shape.stroke is not None), int(shape.fill is not None)
            radius = min(shape.radius, shape.width / 2, shape.height / 2)
            if radius > 0:
                self._canvas.roundRect(*box, radius, stroke=stroke, fill=fill)
            else:
                self._canvas.rect(*box, stroke=stroke, fill=fill)

    def _hatch(self, shape: Hatch, left: float, top: float) -> None:
        x, bottom = left + shape.x, self._y(top + shape.y + shape.height)
        self._canvas.saveState()
        with self._ink(shape.fill, shape.colour, shape.stroke_width, None):
            clip = self._canvas.beginPath()
            radius = min(shape.radius, shape.width / 2, shape.height / 2)
            if radius > 0:
                clip.roundRect(x, bottom, shape.width, shape.height, radius)
            else:
                clip.rect(x, bottom, shape.width, shape.height)
            self._canvas.clipPath(clip, stroke=0, fill=int(shape.fill is not None))
            lines = self._canvas.beginPath()
            spacing = shape.spacing * 2**0.5  # between the lines, not along the edge
            # The grid is that of the page: neighbours' lines meet.
            start = x - shape.height
            start -= (start - bottom) % spacing
            while start < x + shape.width:
                lines.moveTo(start, bottom)
                lines.lineTo(start + shape.height, bottom + shape.height)
                start += spacing
            self._canvas.drawPath(lines, stroke=1, fill=0)
        self._canvas.restoreState()

    def _path(self, shape: Path, left: float, top: float) -> None:
        with self._ink(shape.fill, shape.stroke, shape.width, None):
            ends = int(shape.round_ends)
            self._canvas.setLineCap(ends)
            self._canvas.setLineJoin(ends)
            path: PDFPathObject = self._canvas.beginPath()
            (x, y), *others = shape.points
            path.moveTo(left + x, self._y(top + y))
            for x, y in others:
                path.lineTo(left + x, self._y(top + y))
            if shape.fill is not None:
                path.close()
            self._canvas.drawPath(
                path, stroke=int(shape.stroke is not None), fill=int(shape.fill is not None)
            )

    def _label(self, shape: Label, left: float, top: float) -> None:
        text = escape(shape.text)
        face = theme.FACES[shape.style.weight]
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[shape.anchor]
        x = left + shape.x - shift * self._fonts.width(text, face, shape.style.size)
        written = self._canvas.beginText(x, self._y(top + shape.y))
        written.setFillColor(self._colours[shape.colour])
        for run in self._fonts.runs(text, face):
            written.setFont(run.font, shape.style.size)
            written.textOut(run.text)
        self._canvas.drawText(written)

    @contextmanager
    def _ink(
        self,
        fill: Token | None,
        stroke: Token | None,
        width: float,
        dash: tuple[float, float] | None,
    ) -> Iterator[None]:
        """Set colours, width and dash; what would last beyond one shape is taken back."""
        if fill is not None:
            self._canvas.setFillColor(self._colours[fill])
        if stroke is not None:
            self._canvas.setStrokeColor(self._colours[stroke])
            self._canvas.setLineWidth(width)
        if dash is not None:
            self._canvas.setDash(*dash)
        yield
        if dash is not None:
            self._canvas.setDash()

    @staticmethod
    def _y(top: float) -> float:
        return theme.PAGE_HEIGHT - top
