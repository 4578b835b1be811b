"""The logo at the head of page 1: a picture from outside, read with care and made anew.

Whatever a file holds besides its dots goes: no text, place or profile of it is in a report. The
same file gives the same bytes.
"""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.reports.blocks import Picture
from excellence_app.reports.choices import MOST_BYTES_OF_A_LOGO

_MOST_SIDE = 6000  # dots, of the file; told by its head, before anything is unpacked
_ROOM = (42.0, 17.0)  # millimetres that a logo has on paper
_DOTS_PER_MILLIMETRE = 300 / 25.4
_POINTS_PER_MILLIMETRE = 72 / 25.4
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_WHITE = (255, 255, 255)


def read_logo(data: bytes) -> Picture:
    """Return the logo that a PNG or JPEG file holds; raises `Refused` for anything else."""
    if len(data) > MOST_BYTES_OF_A_LOGO:
        raise Refused(
            Message(
                N_("The logo is larger than {size} MB. Please choose a smaller picture."),
                {"size": MOST_BYTES_OF_A_LOGO // 1_000_000},
            )
        )
    try:
        return _made(_opened(data))
    except Refused:  # a `ValueError` too
        raise
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error) as error:
        # All that Pillow raises for a picture that is damaged, cut off or made to do harm.
        raise Refused(
            Message(
                N_("The logo cannot be read: the picture is damaged. Please choose another file.")
            )
        ) from error


def _opened(data: bytes) -> Image.Image:
    """Return a picture of which only the head is read."""
    picture: Image.Image
    if data.startswith(_PNG):
        picture = PngImageFile(BytesIO(data))
    elif data.startswith(_JPEG):
        picture = JpegImageFile(BytesIO(data))
    else:
        raise Refused(Message(N_("The logo is no picture of the kind PNG or JPEG.")))
    if not 0 < min(picture.size) <= max(picture.size) <= _MOST_SIDE:
        raise Refused(
            Message(
                N_(
                    "The logo is {width} by {height} dots; {most} by {most} is the most. Please "
                    "choose a smaller picture."
                ),
                {"width": picture.size[0], "height": picture.size[1], "most": _MOST_SIDE},
            )
        )
    return picture


def _made(picture: Image.Image) -> Picture:
    picture.load()
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    # Bounded in height too: a picture one dot high would else be drawn as nothing at all.
    most = tuple(round(length * _DOTS_PER_MILLIMETRE) for length in _ROOM)
    share = min(1.0, most[0] / upright.width, most[1] / upright.height)
    size = (max(1, round(upright.width * share)), max(1, round(upright.height * share)))
    if size != upright.size:
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    ground = Image.new("RGB", size, _WHITE)
    ground.paste(upright, mask=upright.getchannel("A"))
    room = tuple(length * _POINTS_PER_MILLIMETRE for length in _ROOM)
    scale = min(room[0] / size[0], room[1] / size[1])
    return Picture(_png(ground), size[0] * scale, size[1] * scale)


def in_grey(logo: Picture) -> Picture:
    """Return a logo without its colours."""
    with PngImageFile(BytesIO(logo.data)) as picture:
        grey = _png(picture.convert("L"))
    return Picture(grey, logo.width, logo.height, logo.alternative)


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
