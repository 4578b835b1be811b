"""The system's dialogs for choosing where a file is to be written, and which is to be read."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def place_to_save(parent: QWidget, title: str, suggested: Path, kind: str) -> Path | None:
    """Ask where to write a file; none if the person thought better of it.

    `kind` names the kind of file with its ending, such as "PDF (*.pdf)". A name without an
    ending gets that of the suggestion. Qt asks before an existing file is replaced.
    """
    dialog = QFileDialog(parent, title, str(suggested.parent), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.selectFile(suggested.name)
    return next(iter(_chosen(dialog)), None)


def files_to_read(
    parent: QWidget, title: str, folder: Path, kind: str = "", *, several: bool = True
) -> list[Path]:
    """Ask which files to read; none if the person thought better of it."""
    dialog = QFileDialog(parent, title, str(folder), kind)
    mode = QFileDialog.FileMode
    dialog.setFileMode(mode.ExistingFiles if several else mode.ExistingFile)
    return _chosen(dialog)


def _chosen(dialog: QFileDialog) -> list[Path]:
    try:
        return [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []
    finally:
        dialog.deleteLater()


def folder_to_fill(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Ask for a folder; none if the person thought better of it."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)
