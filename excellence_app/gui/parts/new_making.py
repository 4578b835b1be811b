"""How a new document is made; for a thread, in which what it needs is loaded."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from excellence_app.session.earlier_file import EarlierFile


def look_at_earlier(path: Path, criteria_set: str) -> "EarlierFile":
    """Look at a document whose answers are to be taken over."""
    from excellence_app.session.earlier_file import look_at  # noqa: PLC0415 - not needed at start-up

    return look_at(path, criteria_set)


def make_document(
    criteria_set: str,
    *,
    name: str,
    folder: Path,
    dated: date | None,
    earlier: Path | None,
    language: str,
    path: Path | None,
) -> Path:
    """Make a new document and return where it is."""
    from excellence_app.session.starting import new_document  # noqa: PLC0415 - not needed at start-up

    return new_document(
        criteria_set,
        name=name,
        folder=folder,
        dated=dated,
        earlier=earlier,
        language=language,
        path=path,
    )
