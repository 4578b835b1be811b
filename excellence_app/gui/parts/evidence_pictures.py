"""Pictures in the clipboard that have no file of their own, such as one of the screen."""

from PySide6.QtCore import QBuffer, QMimeData
from PySide6.QtGui import QImage, QImageWriter


def has_picture(data: QMimeData) -> bool:
    """Tell whether there is a picture, and not a text that came with one for show."""
    return data.hasImage() and not data.hasText()


def picture_in(data: QMimeData) -> bytes:
    """Return a picture as the content of a PNG file, nothing if it cannot be read."""
    image = data.imageData()
    buffer = QBuffer()
    # The writer opens the buffer, which is in memory: only storage writes to a disk.
    # (Of `QImage.save` Qt's bindings and their stubs tell different types.)
    written = isinstance(image, QImage) and QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data()) if written else b""
