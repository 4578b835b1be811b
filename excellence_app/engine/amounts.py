"""Numbers as people type them."""

import re
from fractions import Fraction

from excellence_app.domain.messages import N_, Message, Refused

_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,9})?")
# 120,000 is a hundred and twenty thousand to some and a hundred and twenty to others
_TWO_READINGS = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,][0-9]{3})+")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")


def read_amount(text: str) -> Fraction:
    """Return the exact number that `text` writes, with decimal point or comma; raises `Refused`.

    Spaces between digits are thousands separators. What would be read in two ways is refused.
    """
    entered = text.strip().translate(_SPACES)
    if _TWO_READINGS.fullmatch(entered):
        raise Refused(
            Message(
                N_(
                    '"{entered}" can be read in two ways. Write thousands without a mark, such as '
                    "120000, and decimals with one or two digits."
                ),
                {"entered": text.strip()[:80]},
            )
        )
    if not _DECIMAL.fullmatch(entered):
        raise Refused(
            Message(
                N_('"{entered}" is not a number. Write it in digits, such as 12 or 2.5.'),
                {"entered": text.strip()[:80]},
            )
        )
    return Fraction(entered.replace(",", "."))
