"""Charts as inline SVG: the common shapes, coloured by classes that the page's style defines."""

from collections.abc import Iterable
from math import ceil

from markupsafe import Markup

from excellence_app.reports.blocks import Weight
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
    Token,
)
from excellence_app.reports.paper.escaping import readable

_ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}
_WEIGHTS = {Weight.REGULAR: 400, Weight.MEDIUM: 500, Weight.STRONG: 600}


def svg(drawing: Drawing, overflow: float = 0, *, keeps_size: bool = False) -> Markup:
    """Return a chart as a picture with a name; without an alternative it is passed over.

    `overflow` is room at all sides for strokes that reach over the edges. A chart that
    keeps its size is not made smaller in narrow windows.
    """
    width, height = ceil(drawing.width + 2 * overflow), ceil(drawing.height + 2 * overflow)
    box = f"{-overflow:g} {-overflow:g} {width} {height}"
    said = " ".join(readable(drawing.alternative).split("\n"))
    role = (
        Markup('role="img" aria-label="{}"').format(said) if said else Markup('aria-hidden="true"')
    )
    title = Markup("<title>{}</title>").format(said) if said else ""
    style = Markup(' style="min-width:{}px"').format(width) if keeps_size else ""
    shapes = Markup("").join(_shape(shape) for shape in drawing.shapes)
    return Markup('<svg class="chart" {} viewBox="{}" width="{}" height="{}"{}>{}{}</svg>').format(
        role, box, width, height, style, title, shapes
    )


def joined(parts: Iterable[Markup]) -> Markup:
    """Return several parts as one."""
    return Markup("").join(parts)


def symbol(drawing: Drawing, name: str) -> Markup:
    """Return a sign that the page can use in many places by its name."""
    shapes = Markup("").join(_shape(shape) for shape in drawing.shapes)
    return Markup('<symbol id="{}" viewBox="0 0 {:g} {:g}">{}</symbol>').format(
        name, drawing.width, drawing.height, shapes
    )


def patterns(unit: float) -> Markup:
    """Return the hatching of missing and of planned levels, for charts of that unit."""
    spacing = 3.6 * unit
    found = (
        Markup(
            '<pattern id="hatch-{0}" width="{1:.2f}" height="{1:.2f}" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect class="f-surface" width="{1:.2f}" height="{1:.2f}"/>'
            '<rect class="f-{0}" width="{2:.2f}" height="{1:.2f}"/></pattern>'
        ).format(token.value, spacing, 1.2 * unit)
        for token in (Token.GAP_FILL, Token.MET_FILL, Token.ACCENT)
    )
    return Markup("").join(found)


def _shape(shape: Shape) -> Markup:
    match shape:
        case Rect():
            radius = min(shape.radius, shape.width / 2, shape.height / 2)
            return Markup('<rect x="{}" y="{}" width="{}" height="{}"{}{}/>').format(
                _n(shape.x),
                _n(shape.y),
                _n(shape.width),
                _n(shape.height),
                Markup(' rx="{}"').format(_n(radius)) if radius > 0 else "",
                _ink(shape.fill, shape.stroke, shape.stroke_width, shape.dash),
            )
        case Hatch():
            radius = min(shape.radius, shape.width / 2, shape.height / 2)
            return Markup(
                '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="url(#hatch-{})"/>'
            ).format(
                _n(shape.x),
                _n(shape.y),
                _n(shape.width),
                _n(shape.height),
                _n(radius),
                shape.colour.value,
            )
        case Line():
            return Markup('<path d="M{} {}L{} {}"{}/>').format(
                _n(shape.x1),
                _n(shape.y1),
                _n(shape.x2),
                _n(shape.y2),
                _ink(None, shape.colour, shape.width, shape.dash),
            )
        case Path():
            points = "L".join(f"{_n(x)} {_n(y)}" for x, y in shape.points)
            ends = Markup(' stroke-linecap="round" stroke-linejoin="round"')
            return Markup('<path d="M{}{}"{}{}/>').format(
                points,
                "Z" if shape.fill is not None else "",
                _ink(shape.fill, shape.stroke, shape.width, None),
                ends if shape.round_ends else "",
            )
        case Circle():
            return Markup('<circle cx="{}" cy="{}" r="{}"{}/>').format(
                _n(shape.x),
                _n(shape.y),
                _n(shape.radius),
                _ink(shape.fill, shape.stroke, shape.width, shape.dash),
            )
        case Label():
            return Markup(
                '<text x="{}" y="{}" class="f-{}" font-size="{}" font-weight="{}" '
                'text-anchor="{}">{}</text>'
            ).format(
                _n(shape.x),
                _n(shape.y),
                shape.colour.value,
                _n(shape.style.size),
                _WEIGHTS[shape.style.weight],
                _ANCHORS[shape.anchor],
                readable(shape.text),
            )


def _n(number: float) -> str:
    """Return a length with two decimals at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"


def _ink(
    fill: Token | None, stroke: Token | None, width: float, dash: tuple[float, float] | None
) -> Markup:
    classes = [f"f-{fill.value}" if fill is not None else "f-none"]
    if stroke is None:
        return Markup(' class="{}"').format(classes[0])
    classes.append(f"s-{stroke.value}")
    dashes = Markup("")
    if dash is not None:
        dashes = Markup(' stroke-dasharray="{} {}"').format(_n(dash[0]), _n(dash[1]))
    return Markup(' class="{}" stroke-width="{}"{}').format(" ".join(classes), _n(width), dashes)
