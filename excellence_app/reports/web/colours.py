"""The colours of a report on a screen, as variables of its style."""

from collections.abc import Mapping

from excellence_app.reports.charts import Token
from excellence_app.reports.paper import theme

DARK: Mapping[Token, int] = {
    Token.SURFACE: 0x202226,
    Token.SUNKEN: 0x1A1B1F,
    Token.LINE: 0x2F3238,
    Token.LINE2: 0x43474F,
    Token.CONTROL: 0x858A94,
    Token.TEXT: 0xEDECE9,
    Token.TEXT2: 0xB9B6B0,
    Token.TEXT3: 0x98958F,
    Token.ACCENT: 0xA8B4FF,
    Token.MET: 0x55C7B8,
    Token.MET_FILL: 0x6FD6C8,
    Token.GAP: 0xF29A62,
    Token.GAP_FILL: 0xDE7236,
    Token.TRACK: 0x3C4048,
    Token.TRACK_HI: 0x2A2D33,
    Token.BAND: 0x2C3154,
    Token.GOLD: 0xE3C05A,
}

# Where the system asks for its own colours, shapes and hatching alone carry the meaning.
_GROUNDS = frozenset((Token.SURFACE, Token.SUNKEN, Token.TRACK, Token.TRACK_HI, Token.BAND))


def variables(colours: Mapping[Token, int]) -> str:
    """Return the declarations of all colours."""
    return "".join(f"--{token.value}:#{value:06x};" for token, value in colours.items())


def light(*, colour: bool = True) -> str:
    """Return the declarations of the light colours, or of their greys."""
    return variables(theme.COLOURS if colour else theme.GREYS)


def dark(*, colour: bool = True) -> str:
    """Return the declarations of the dark colours, or of their greys."""
    greys = {token: theme.grey_of(value) for token, value in DARK.items()}
    return variables(DARK if colour else greys)


def system() -> str:
    """Return the declarations that leave colours to the system."""
    return "".join(
        f"--{token.value}:{'Canvas' if token in _GROUNDS else 'CanvasText'};" for token in Token
    )


def classes() -> str:
    """Return the rules for what is filled and drawn in a colour."""
    return "".join(
        f".f-{token.value}{{fill:var(--{token.value})}}"
        f".s-{token.value}{{stroke:var(--{token.value})}}"
        for token in Token
    )
