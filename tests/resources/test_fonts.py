"""The bundled fonts: what they promise, their licences, and that the paper fonts can be remade."""

import hashlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase import ttfonts as pdf_fonts
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
README = (FONTS / "README.md").read_text(encoding="utf-8")
FONT_FILES = sorted(FONTS.glob("*.ttf"))
DIGITS = "0123456789"
FEATURE_TABLES = {"GSUB", "GPOS", "GDEF"}
LATIN_GREEK_CYRILLIC = "Excellence 0123456789 čžőłşğăßØñß Ελληνικά ώ Кириллица їґ „“ € • …"
MADE_FROM = {
    "ExcellencePaper-Regular.ttf": "Inter-Regular.ttf",
    "ExcellencePaper-Medium.ttf": "Inter-Medium.ttf",
    "ExcellencePaper-SemiBold.ttf": "Inter-SemiBold.ttf",
    "ExcellencePaperDisplay-SemiBold.ttf": "InterDisplay-SemiBold.ttf",
}
NAMES_THAT_PROGRAMS_SHOW = (1, 3, 4, 6, 16, 21, 25)  # ids of the OpenType table `name`


def rows_of_readme(columns: int) -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in README.splitlines() if line.startswith("|")]
    return [[cell.strip(" `") for cell in row] for row in rows if len(row) == columns]


FILES_IN_README = {row[0]: row[1:] for row in rows_of_readme(5) if row[0].endswith(".ttf")}
SIGNS_IN_README = [
    (sign, font, answer)
    for signs, *answers in rows_of_readme(4)
    if set(answers) <= {"yes", "no"}
    for sign in signs.split()
    for font, answer in zip(
        ("Inter-Regular", "NotoSans-Regular", "DejaVuSans"), answers, strict=True
    )
]


@pytest.fixture(params=MADE_FROM, ids=lambda name: Path(name).stem)
def paper_and_screen(request):
    """Return a paper font and the screen font that it is made from."""
    with (
        TTFont(FONTS / request.param) as paper,
        TTFont(FONTS / MADE_FROM[request.param]) as screen,
    ):
        yield paper, screen


def width(font, character):
    return font["hmtx"][font.getBestCmap()[ord(character)]][0]


def test_readme_names_every_font_file_and_no_other():
    assert sorted(FILES_IN_README) == [file.name for file in FONT_FILES]
    assert len(FONT_FILES) == 12


@pytest.mark.parametrize("file", FONT_FILES, ids=lambda file: file.stem)
def test_readme_has_the_checksum_and_the_version_of_the_file(file):
    version, _origin, _licence, checksum = FILES_IN_README[file.name]
    assert checksum == hashlib.sha256(file.read_bytes()).hexdigest()
    with TTFont(file) as font:
        assert re.match(rf"Version {re.escape(version)}(;|$)", font["name"].getDebugName(5))


@pytest.mark.parametrize("file", FONT_FILES, ids=lambda file: file.stem)
def test_the_licence_of_every_font_lies_beside_it(file):
    named = re.search(r"\(([^)]+\.txt)\)", FILES_IN_README[file.name][2])
    assert named
    licence = " ".join((FONTS / named[1]).read_text(encoding="utf-8").split())
    with TTFont(file) as font:
        names = font["name"]
        if "SIL Open Font License" in names.getDebugName(13):
            assert "SIL OPEN FONT LICENSE Version 1.1" in licence
            maker = re.search(r"The \w+ Project Authors", names.getDebugName(0))
            assert maker
            assert maker[0] in licence
            assert "with reserved font name" not in licence.lower()
        else:
            assert "Bitstream Vera Fonts Copyright" in names.getDebugName(13)
            assert "Bitstream Vera Fonts Copyright" in licence
            assert "Arev Fonts Copyright" in licence


@pytest.mark.parametrize("file", FONT_FILES, ids=lambda file: file.stem)
def test_every_font_allows_embedding(file):
    with TTFont(file) as font:
        assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("file", FONT_FILES, ids=lambda file: file.stem)
def test_every_font_prints_latin_greek_and_cyrillic(file):
    font = pdf_fonts.TTFont(f"test {file.stem}", str(file))
    with TTFont(file) as whole:
        assert font.face.charToGlyph.keys() == whole.getBestCmap().keys()
        assert "glyf" in whole
    pdfmetrics.registerFont(font)
    pdf = io.BytesIO()
    canvas = Canvas(pdf)
    canvas.setFont(font.fontName, 10)
    canvas.drawString(20, 20, LATIN_GREEK_CYRILLIC)
    canvas.save()
    with pypdfium2.PdfDocument(pdf.getvalue()) as document:
        page = document[0]
        text = page.get_textpage()
        assert text.get_text_bounded() == LATIN_GREEK_CYRILLIC
        text.close()
        page.close()


@pytest.mark.parametrize(("sign", "font", "answer"), SIGNS_IN_README)
def test_readme_is_right_about_signs(sign, font, answer):
    with TTFont(FONTS / f"{font}.ttf") as read:
        assert (ord(sign) in read.getBestCmap()) == (answer == "yes")


def test_readme_says_something_about_signs():
    assert {sign for sign, _font, _answer in SIGNS_IN_README} >= set("✓▲≥≤→●\N{EN DASH}—“”€•…")


def test_all_digits_are_equally_wide_on_paper_and_are_not_on_screen(paper_and_screen):
    paper, screen = paper_and_screen
    assert len({width(paper, digit) for digit in DIGITS}) == 1
    assert width(screen, "1") < width(screen, "0")


def test_reportlab_measures_every_number_of_the_same_length_alike():
    for name in MADE_FROM:
        font = pdf_fonts.TTFont(f"measured {name}", str(FONTS / name))
        widths = {font.stringWidth(digit * 4 + ",5", 10) for digit in DIGITS}
        assert len(widths) == 1


def test_a_paper_font_differs_from_its_screen_font_in_the_digits_only(paper_and_screen):
    paper, screen = paper_and_screen
    order = screen.getGlyphOrder()
    shown_on_paper = {code: paper.getGlyphID(glyph) for code, glyph in paper.getBestCmap().items()}
    shown_on_screen = {code: order.index(glyph) for code, glyph in screen.getBestCmap().items()}
    assert shown_on_paper.keys() == shown_on_screen.keys()
    changed = {
        chr(code) for code, glyph in shown_on_paper.items() if shown_on_screen[code] != glyph
    }
    assert changed == set(DIGITS)
    assert {order[shown_on_paper[ord(digit)]] for digit in DIGITS} == {
        f"{screen.getBestCmap()[ord(digit)]}.tf" for digit in DIGITS
    }
    for table in ("glyf", "hmtx", "loca", "maxp", "head"):
        kept = paper.reader[table], screen.reader[table]
        if table == "head":  # bytes 8 to 11 are the checksum over the whole file
            kept = tuple(head[:8] + head[12:] for head in kept)
        assert kept[0] == kept[1]


def test_every_way_to_look_a_digit_up_leads_to_the_same_glyph(paper_and_screen):
    paper, _screen = paper_and_screen
    for digit in DIGITS:
        assert len({table.cmap[ord(digit)] for table in paper["cmap"].tables}) == 1


def test_a_paper_font_carries_names_of_its_own_and_credits_its_makers(paper_and_screen):
    paper, screen = paper_and_screen
    names = paper["name"]
    assert names.getDebugName(6) == Path(paper.reader.file.name).stem
    for record in NAMES_THAT_PROGRAMS_SHOW:
        assert "Inter" not in (names.getDebugName(record) or "")
    for record in (0, 9, 13, 14):
        assert names.getDebugName(record) == screen["name"].getDebugName(record)
    assert f"Made from {screen['name'].getDebugName(4)}" in names.getDebugName(10)
    assert not FEATURE_TABLES & set(paper.keys())
    assert set(screen.keys()) >= FEATURE_TABLES


def test_making_the_paper_fonts_again_gives_the_same_bytes(tmp_path):
    script = FONTS / "make_paper_fonts.py"
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), "--into", str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(MADE_FROM)
    for name in MADE_FROM:
        assert (tmp_path / name).read_bytes() == (FONTS / name).read_bytes()
        assert FILES_IN_README[name][3] in done.stdout
