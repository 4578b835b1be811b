"""Make the paper fonts out of the screen fonts, and bring in the screen fonts themselves.

Figures in a column line up only when all ten are equally wide. On screen the program asks Inter
for its tabular figures by the font feature `tnum`; the PDF writer knows no font features, so for
paper there are copies of Inter in which the tabular figures are the ones that the digits' code
points lead to. Only the ten digits change: tabular commas and spaces would tear holes into
running text. The copies lose the tables that only feature-aware programs read (features,
kerning, glyph names) and no character. They carry names of their own, since they are no longer
the fonts that their makers published; the licence travels with them (see README.md).

How to run, from the folder of the repository and in its environment:

    python resources/fonts/make_paper_fonts.py

makes the paper fonts again from the screen fonts beside this file, byte for byte the same.

    python resources/fonts/make_paper_fonts.py FOLDER_WITH_NPM_PACKAGES

takes the screen fonts and their licence texts anew from the packages named in README.md before
that; the folder is the `node_modules` that npm fills. Then write the printed checksums and the
new versions into README.md, which a test compares. `--into FOLDER` writes somewhere else.

Nothing of the clock gets into a file: the dates inside stay those of the font it is made from.
"""

import argparse
import hashlib
import io
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent


class PaperFont(NamedTuple):
    """One copy for paper: the screen font it is made from, and its own names."""

    source: str
    family: str
    style: str

    @property
    def postscript_name(self) -> str:
        """Return the name without spaces, which is the file's stem, too."""
        return f"{self.family.replace(' ', '')}-{self.style}"


PAPER_FONTS = (
    PaperFont("Inter-Regular.ttf", "Excellence Paper", "Regular"),
    PaperFont("Inter-Medium.ttf", "Excellence Paper", "Medium"),
    PaperFont("Inter-SemiBold.ttf", "Excellence Paper", "SemiBold"),
    PaperFont("InterDisplay-SemiBold.ttf", "Excellence Paper Display", "SemiBold"),
)

# Our file name, and where the file lies below FOLDER_WITH_NPM_PACKAGES.
TAKEN_OVER = {
    "Inter-Regular.ttf": "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
    "Inter-Medium.ttf": "@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf",
    "Inter-SemiBold.ttf": "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
    "Inter-OFL.txt": "@expo-google-fonts/inter/LICENSE_FONT",
    "InterDisplay-OFL.txt": "inter-ui/LICENSE.txt",
    "NotoSans-Regular.ttf": "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
    "NotoSans-SemiBold.ttf": "@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf",
    "NotoSans-OFL.txt": "@expo-google-fonts/noto-sans/LICENSE_FONT",
    "DejaVuSans.ttf": "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf": "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
    "DejaVuSans-LICENSE.txt": "dejavu-fonts-ttf/LICENSE",
}
UNPACKED = {"InterDisplay-SemiBold.ttf": "inter-ui/display/InterDisplay-SemiBold.woff2"}

FEATURE_TABLES = ("GDEF", "GPOS", "GSUB", "STAT")
SINGLE_SUBSTITUTION, EXTENSION = 1, 7  # lookup types of the OpenType table GSUB

# Records of the OpenType table `name`.
COPYRIGHT, FAMILY, STYLE, UNIQUE_ID, FULL_NAME, VERSION, POSTSCRIPT_NAME = range(7)
DESIGNER, DESCRIPTION, LICENCE, LICENCE_ADDRESS = 9, 10, 13, 14
TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 16, 17
CREDITS = frozenset({COPYRIGHT, DESIGNER, LICENCE, LICENCE_ADDRESS})
WINDOWS, UNICODE, AMERICAN_ENGLISH = 3, 1, 0x409


def tabular_figures(font: TTFont) -> dict[str, str]:
    """Return the glyph that the feature `tnum` puts in the place of each glyph.

    Raises ValueError for a font whose `tnum` does more than swap one glyph for one other.
    """
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    swaps: dict[str, str] = {}
    for index in sorted(lookups):
        for subtable in table.LookupList.Lookup[index].SubTable:
            plain = subtable.ExtSubTable if subtable.LookupType == EXTENSION else subtable
            if plain.LookupType != SINGLE_SUBSTITUTION:
                raise ValueError(f"tnum has a lookup of type {plain.LookupType}")
            swaps |= plain.mapping
    return swaps


def make_paper_font(source: Path, paper: PaperFont) -> bytes:
    """Return the bytes of the copy of `source` whose digits are its tabular figures.

    Raises ValueError if `source` has no tabular figure for one of the ten digits.
    """
    with TTFont(source, recalcTimestamp=False, recalcBBoxes=False) as font:
        swaps = tabular_figures(font)
        shown = font.getBestCmap()
        digits = {ord(digit): swaps.get(shown[ord(digit)]) for digit in "0123456789"}
        if None in digits.values():
            raise ValueError(f"{source.name} lacks a tabular figure for one of the ten digits")
        for subtable in font["cmap"].tables:
            subtable.cmap.update(digits)
        for tag in FEATURE_TABLES:
            if tag in font:
                del font[tag]
        font["post"].formatType = 3.0  # the form without glyph names
        rename(font, paper)
        return to_bytes(font)


def rename(font: TTFont, paper: PaperFont) -> None:
    """Give the font its own names; keep whom it is from and under which licence."""
    names = font["name"]
    version = names.getDebugName(VERSION)
    origin = names.getDebugName(FULL_NAME)
    names.names = [record for record in names.names if record.nameID in CREDITS]
    full_name = f"{paper.family} {paper.style}"
    own = {
        # Programs that know four styles only find each weight under a family of its own.
        FAMILY: paper.family if paper.style == "Regular" else full_name,
        STYLE: "Regular",
        UNIQUE_ID: f"{version}; {paper.postscript_name}",
        FULL_NAME: full_name,
        VERSION: f"{version}; tabular figures by default",
        POSTSCRIPT_NAME: paper.postscript_name,
        DESCRIPTION: (
            f"Made from {origin}: its tabular figures are the default ones."
            f" Neither made nor endorsed by the makers of {origin}."
        ),
        TYPOGRAPHIC_FAMILY: paper.family,
        TYPOGRAPHIC_STYLE: paper.style,
    }
    for record, text in own.items():
        names.setName(text, record, WINDOWS, UNICODE, AMERICAN_ENGLISH)


def unpack(source: Path) -> bytes:
    """Return a WOFF2 font as a plain TrueType file; it stays the same font."""
    with TTFont(source, recalcTimestamp=False, recalcBBoxes=False) as font:
        font.flavor = None
        return to_bytes(font)


def to_bytes(font: TTFont) -> bytes:
    """Return the font as the bytes of a file."""
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the fonts that the command line asks for and print their checksums."""
    parser = argparse.ArgumentParser(description="Make the paper fonts out of the screen fonts.")
    parser.add_argument(
        "packages",
        nargs="?",
        type=Path,
        metavar="FOLDER_WITH_NPM_PACKAGES",
        help="take the screen fonts and licence texts anew from this node_modules folder",
    )
    parser.add_argument("--into", type=Path, default=HERE, metavar="FOLDER", help="write here")
    chosen = parser.parse_args(arguments)

    screen_fonts = HERE
    if chosen.packages:
        screen_fonts = chosen.into
        for name, place in TAKEN_OVER.items():
            shutil.copyfile(chosen.packages / place, chosen.into / name)
        for name, place in UNPACKED.items():
            (chosen.into / name).write_bytes(unpack(chosen.packages / place))
    for paper in PAPER_FONTS:
        made = make_paper_font(screen_fonts / paper.source, paper)
        (chosen.into / f"{paper.postscript_name}.ttf").write_bytes(made)
    for file in sorted(chosen.into.glob("*.ttf")):
        sys.stdout.write(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n")


if __name__ == "__main__":
    main()
