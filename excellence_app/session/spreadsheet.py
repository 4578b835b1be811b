"""Lines for a spreadsheet as CSV; no cell can be taken for a formula."""

import csv
import io
import re
from collections.abc import Sequence

from excellence_app.language.problems import one_line

_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # wide ones as well


_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")  # below zero, and nothing that is worked out


def written(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV; an apostrophe keeps a spreadsheet from calculating a text."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(
        [[_literal(one_line(cell)) for cell in row] for row in rows]
    )
    return target.getvalue()


def _literal(cell: str) -> str:
    """Return a cell that stays text (OWASP ASVS 5.0, 1.2.10)."""
    if _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA_STARTS) else cell
