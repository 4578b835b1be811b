"""The logo: read with care from a PNG or JPEG, made anew, and at the head of page 1."""

import re
import struct
import zipfile
import zlib
from base64 import b64decode
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from excellence_app.domain.messages import Refused
from excellence_app.reports import blocks
from excellence_app.reports.assembly import Choices, ReportKind, assemble
from excellence_app.reports.exporters import EXPORTERS
from excellence_app.reports.logo import in_grey, read_logo
from tests.reports import example

MILLIMETRE = 72 / 25.4


def file_of(size=(300, 100), form="PNG", mode="RGB", colour=(200, 30, 30), **more):
    file = BytesIO()
    Image.new(mode, size, colour).save(file, form, **more)
    return file.getvalue()


def opened(data):
    return Image.open(BytesIO(data), formats=("PNG",))


def rendered(form, logo, **chosen):
    render = next(one.render for one in EXPORTERS if one.form == form)
    context = replace(example.context(), logo=logo, choices=Choices(**chosen))
    return render(assemble(context))


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(300, 100), (100, 300), (5000, 40), (1, 6000), (1, 1)])
def test_a_logo_fits_its_room_and_keeps_its_shape(form, size):
    logo = read_logo(file_of(size, form))
    assert 0 < logo.width <= 42 * MILLIMETRE + 0.01
    assert 0 < logo.height <= 17 * MILLIMETRE + 0.01
    if min(size) >= 100:
        assert logo.width / logo.height == pytest.approx(size[0] / size[1], rel=0.02)
    assert max(opened(logo.data).size) <= 500


def test_nothing_but_the_dots_of_a_file_is_kept():
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", "Jane's laptop")
    data = file_of(pnginfo=about, icc_profile=b"made up")
    logo = read_logo(data)
    assert b"laptop" in data
    assert b"laptop" not in logo.data
    assert set(re.findall(rb"IHDR|tEXt|iCCP|eXIf|IDAT|IEND", logo.data)) == {
        b"IHDR", b"IDAT", b"IEND",
    }  # fmt: skip
    assert read_logo(data) == logo


def test_what_shines_through_stands_on_white():
    logo = read_logo(file_of(mode="RGBA", colour=(200, 30, 30, 0)))
    assert opened(logo.data).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_photograph_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    logo = read_logo(file_of((300, 100), "JPEG", exif=exif.tobytes()))
    assert logo.width < logo.height


def test_in_grey_there_is_no_colour():
    grey = opened(in_grey(read_logo(file_of())).data)
    assert grey.mode == "L"


def head_of_png(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(10))))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no picture of the kind"),
        (b"GIF89a" + bytes(200), "no picture of the kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture of the kind"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "no picture of the kind"),
        (bytes(5_000_001), "larger than"),
        (file_of()[:60], "damaged"),
        (file_of(form="JPEG")[:200], "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (head_of_png(100_000, 100_000), "dots"),
        (head_of_png(2**31 - 1, 1), "dots"),
        (file_of((6001, 1)), "dots"),
    ],
    ids=[
        "empty",
        "gif",
        "svg",
        "eps",
        "large",
        "cut png",
        "cut jpeg",
        "no png",
        "no jpeg",
        "bomb",
        "wide bomb",
        "wide",
    ],
)
def test_what_is_no_bearable_picture_is_refused_in_words(data, said):
    with pytest.raises(Refused) as refused:
        read_logo(data)
    assert said in str(refused.value)


@given(st.sampled_from(["PNG", "JPEG"]), st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(form, draw):
    data = bytearray(file_of((40, 20), form))
    for _ in range(draw.draw(st.integers(1, 6))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        logo = read_logo(bytes(data[: draw.draw(st.integers(0, len(data)))]))
    except Refused:
        return
    assert opened(logo.data).size >= (1, 1)


def test_a_page_holds_the_logo_and_says_what_it_is():
    logo = read_logo(file_of())
    page = rendered("html", logo).decode()
    (tag,) = re.findall(r'<img class="logo"[^>]*>', page)
    assert 'alt="Logo of Adriatic Mechatronics"' in tag
    (held,) = re.findall(r'src="data:image/png;base64,([^"]*)"', tag)
    assert b64decode(held) == logo.data
    assert "<img" not in rendered("html", None).decode()


def test_a_word_file_holds_the_logo_and_says_what_it_is():
    logo = read_logo(file_of())
    with zipfile.ZipFile(BytesIO(rendered("docx", logo))) as archive:
        held = [archive.read(name) for name in archive.namelist() if name.endswith(".png")]
        body = archive.read("word/document.xml").decode()
    assert logo.data in held
    assert 'descr="Logo of Adriatic Mechatronics"' in body


def red_dots(data):
    document = pypdfium2.PdfDocument(data)
    found = []
    for number in range(2):
        picture = document[number].render(scale=1).to_pil().convert("RGB")
        found.append(sum(1 for dot in picture.get_flattened_data() if dot == (200, 30, 30)))
    document.close()
    return found


def test_page_1_of_a_pdf_shows_the_logo_and_still_stands_alone():
    logo = read_logo(file_of())
    with_logo = rendered("pdf", logo)
    first, second = red_dots(with_logo)
    assert first > 0.8 * logo.width * logo.height
    assert second == 0
    assert red_dots(rendered("pdf", None)) == [0, 0]
    assert red_dots(rendered("pdf", logo, colour=False)) == [0, 0]
    assert with_logo == rendered("pdf", logo)


@pytest.mark.parametrize("kind", ["full", "recommendation", "roadmap", "answers"])
def test_each_kind_that_is_of_the_cluster_has_its_logo(kind):
    logo = read_logo(file_of())
    report = assemble(replace(example.context(ReportKind(kind)), logo=logo))
    first = report.blocks[0]
    head = first.content[0] if isinstance(first, blocks.OnePage) else first
    assert head.logo.data == logo.data
