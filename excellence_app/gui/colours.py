"""The colours of the design by their use, light, dark and as a high-contrast system asks for.

Texts keep a contrast of at least 4.5 to every background they stand on, edges of
controls and marks of charts one of 3; tests compute it for each pair.
"""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Colours(NamedTuple):
    """One colour for each use."""

    canvas: QColor
    sidebar: QColor
    surface: QColor
    sunken: QColor
    hover: QColor
    line: QColor
    line2: QColor
    control: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    on_accent: QColor
    accent_hover: QColor
    accent_tint: QColor
    met: QColor
    met_tint: QColor
    gap: QColor
    gap_tint: QColor
    error: QColor
    error_tint: QColor
    met_fill: QColor
    gap_fill: QColor
    track: QColor
    track_hi: QColor
    band: QColor
    bronze: QColor
    bronze_tint: QColor
    silver: QColor
    silver_tint: QColor
    gold: QColor
    gold_tint: QColor
    inverse: QColor  # the ground of messages that lie over the page
    on_inverse: QColor
    inverse_accent: QColor

    def named(self, name: str) -> QColor:
        """Return the colour called `name`, as charts and callers name their tokens."""
        colour: QColor = getattr(self, name)
        return colour


def _colours(**values: str) -> Colours:
    return Colours(**{name: QColor(value) for name, value in values.items()})


LIGHT = _colours(
    canvas="#FBFAF8",
    sidebar="#F3F1EC",
    surface="#FFFFFF",
    sunken="#F6F4F0",
    hover="#EFECE6",
    line="#E7E3DB",
    line2="#D5CFC4",
    control="#8A8479",
    text="#1F1C17",
    text2="#57524A",
    text3="#6F695F",
    accent="#3F4FBF",
    on_accent="#FFFFFF",
    accent_hover="#35439F",
    accent_tint="#EEF0FB",
    met="#0E7569",
    met_tint="#DCF0EC",
    gap="#B2460E",
    gap_tint="#FBE8DC",
    error="#B3202C",
    error_tint="#FBE7E8",
    met_fill="#268D7F",
    gap_fill="#963606",
    track="#E5E1D8",
    track_hi="#F0EDE7",
    band="#E3E6F5",
    bronze="#8F5727",
    bronze_tint="#F4E5D8",
    silver="#59677A",
    silver_tint="#E6EAF0",
    gold="#7D5D00",
    gold_tint="#F7EBC4",
    inverse="#1F1C17",
    on_inverse="#FFFFFF",
    inverse_accent="#BEC7FF",
)

DARK = _colours(
    canvas="#17181B",
    sidebar="#1C1D21",
    surface="#202226",
    sunken="#1A1B1F",
    hover="#292B30",
    line="#2F3238",
    line2="#43474F",
    control="#858A94",
    text="#EDECE9",
    text2="#B9B6B0",
    text3="#98958F",
    accent="#A8B4FF",
    on_accent="#14162A",
    accent_hover="#BEC7FF",
    accent_tint="#282C46",
    met="#55C7B8",
    met_tint="#173733",
    gap="#F29A62",
    gap_tint="#402717",
    error="#FF8F8F",
    error_tint="#451E22",
    met_fill="#6FD6C8",
    gap_fill="#DE7236",
    track="#3C4048",
    track_hi="#2A2D33",
    band="#2C3154",
    bronze="#DDA274",
    bronze_tint="#3D2C1F",
    silver="#AEBBCB",
    silver_tint="#2B313A",
    gold="#E3C05A",
    gold_tint="#3B3317",
    inverse="#EDECE9",
    on_inverse="#1F1C17",
    inverse_accent="#3F4FBF",
)


def high_contrast(system: QPalette) -> Colours:
    """Return the colours of a system that asks for high contrast: no tints, no shades."""
    role = QPalette.ColorRole
    ground = system.color(role.Window)
    text = system.color(role.WindowText)
    chosen = system.color(role.Highlight)
    on_chosen = system.color(role.HighlightedText)
    grounds = dict.fromkeys(
        (
            *("canvas", "sidebar", "surface", "sunken", "hover", "accent_tint", "met_tint"),
            *("gap_tint", "error_tint", "bronze_tint", "silver_tint", "gold_tint"),
            *("track", "track_hi", "band", "on_inverse"),
        ),
        ground,
    )
    texts = dict.fromkeys(
        (
            *("line", "line2", "control", "text", "text2", "text3", "met", "gap", "error"),
            *("met_fill", "gap_fill", "bronze", "silver", "gold", "inverse"),
        ),
        text,
    )
    return Colours(
        **grounds,
        **texts,
        accent=chosen,
        on_accent=on_chosen,
        accent_hover=chosen,
        inverse_accent=ground,
    )


_DARKEST = 0.04045  # up to here sRGB is linear


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2 computes it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2, Definitions)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= _DARKEST else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
