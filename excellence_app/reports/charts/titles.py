"""Words in charts: how they are broken, where they stand, and what stays where room is scarce."""

from excellence_app.domain.values import dataclass
from excellence_app.reports.blocks import SkylineGroup
from excellence_app.reports.charts.shapes import Anchor, Measure, TextStyle

_TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """The title of a group, where it stands."""

    x: float
    lines: tuple[str, ...]
    anchor: Anchor
    complete: bool

    def end(self, style: TextStyle, width_of: Measure) -> float:
        """Return how far to the right the title reaches."""
        return self.x + max(width_of(line, style) for line in self.lines)


_LEAST_LETTERS = 3


def cut(group: SkylineGroup, room: float, style: TextStyle, width_of: Measure) -> str:
    """Return the beginning of a title, its short form where too few letters have room."""
    least = len(group.short) + 1 + _LEAST_LETTERS
    for length in range(len(group.title) - 1, least - 1, -1):
        text = f"{group.title[:length].rstrip(' ,;:-')}…"
        if width_of(text, style) <= room:
            return text
    return group.short


def fitting(text: str, room: float, style: TextStyle, width_of: Measure) -> list[str] | None:
    """Return a title in the lines that it has room for, none if that takes too many."""
    lines = wrapped(text, room, style, width_of)
    fits = all(width_of(line, style) <= room for line in lines)
    return lines if fits and len(lines) <= _TITLE_LINES else None


def wrapped(text: str, room: float, style: TextStyle, width_of: Measure) -> list[str]:
    """Return a text in lines; the number stays with the word behind it."""
    number, _, rest = text.partition(" ")
    lines: list[str] = []
    for word in (f"{number} {rest.split(' ')[0]}".rstrip(), *rest.split(" ")[1:]):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, style) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
