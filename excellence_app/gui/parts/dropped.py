"""Documents and folders among what is dropped on a window."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

_SUFFIX = ".excellence"  # as storage has it, which is not loaded for the start page


def documents_in(event: QDropEvent) -> list[Path]:
    """Return the documents that are dropped, or would be."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == _SUFFIX]


def countable_in(event: QDropEvent) -> list[Path]:
    """Return the documents and folders that are dropped, or would be."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == _SUFFIX or path.is_dir()]
