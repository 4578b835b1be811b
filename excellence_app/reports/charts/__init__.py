"""Chart geometry as plain shapes, drawn by the window on screen and by the exporters on paper.

One module for each kind of chart. Coordinates count right and down from the upper left corner.
The caller says how large a `unit` is: one pixel of the design on screen, its size in points on
paper. Colours are tokens; the width of a text comes from the caller's own fonts.
"""

from excellence_app.reports.charts.bullets import bullet, bullet_axis, bullet_height, steps
from excellence_app.reports.charts.dimensions import dimension_bars
from excellence_app.reports.charts.dumbbells import dumbbell, dumbbell_height, dumbbell_inset
from excellence_app.reports.charts.marks import mark
from excellence_app.reports.charts.shapes import (
    Anchor,
    Circle,
    Drawing,
    Hatch,
    Label,
    Line,
    Measure,
    Path,
    Rect,
    Shape,
    TextStyle,
    Token,
    Zone,
    below_each_other,
    mirrored,
)
from excellence_app.reports.charts.skylines import (
    MOST_COLUMNS,
    columns_that_fit,
    skyline,
    small_skyline,
)
from excellence_app.reports.charts.staircases import staircase

__all__ = [
    "MOST_COLUMNS",
    "Anchor",
    "Circle",
    "Drawing",
    "Hatch",
    "Label",
    "Line",
    "Measure",
    "Path",
    "Rect",
    "Shape",
    "TextStyle",
    "Token",
    "Zone",
    "below_each_other",
    "bullet",
    "bullet_axis",
    "bullet_height",
    "columns_that_fit",
    "dimension_bars",
    "dumbbell",
    "dumbbell_height",
    "dumbbell_inset",
    "mark",
    "mirrored",
    "skyline",
    "small_skyline",
    "staircase",
    "steps",
]
