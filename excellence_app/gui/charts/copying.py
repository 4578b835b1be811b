"""Charts for the clipboard: as a picture, and as a table that spreadsheets take."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

Table = Sequence[Sequence[str]]

_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # wide ones too


def as_table(rows: Table) -> QMimeData:
    """Return a table as text with tabs and as markup; the first row is its head."""
    from html import escape  # noqa: PLC0415 - it has all names of characters: slow, for later

    plain = [[_harmless(cell) for cell in row] for row in rows]
    data = QMimeData()
    data.setText("\n".join("\t".join(row) for row in plain) + "\n")
    lines = [
        "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
        for tag, row in zip(["th", *["td"] * (len(plain) - 1)], plain, strict=True)
    ]
    data.setHtml(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
    return data


def as_picture(image: QImage) -> QMimeData:
    """Return a picture."""
    data = QMimeData()
    data.setImageData(image)
    return data


def _harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula, on one line and in one cell."""
    line = " ".join(cell.replace("\t", " ").split("\n"))
    return f"'{line}" if line.lstrip().startswith(_FORMULA_STARTS) else line
