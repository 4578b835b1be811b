"""The one door for text on its way to paper: what is dangerous or invisible becomes visible."""

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
BREAK_HERE = "\u200b"

# Joiners, the byte order mark and variation selectors ask for no glyph.
_INVISIBLE = re.compile("[\u200c\u200d\u2060\ufeff\ufe00-\ufe0f]")
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
# Everything that may not be printed as it came; most texts have none of it.
_SUSPECT = re.compile(
    r"[^\n\x20-\x7e\u00a0-\u036f\u0370-\u03ff\u0400-\u052f\u2010-\u2027\u20a0-\u20bf]"
)
# Controls, surrogates, private use and unassigned characters, and marks that turn the
# direction of writing.
_SHOWN_AS_CODE = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT_FORMATS = frozenset((SOFT_HYPHEN, BREAK_HERE))


def code_of(character: str) -> str:
    """Return the visible name of a character that cannot be printed: `<U+202E>`."""
    return f"<U+{ord(character):04X}>"


def escape(text: str) -> str:
    """Return `text` as it may go to paper.

    Line breaks stay. Controls, lone surrogates, characters that turn the direction
    of writing and others without a shape appear as `<U+202E>`; invisible joiners
    are left out; accents are composed, since fonts have the composed letters.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", "    ")
    if _SUSPECT.search(text):
        text = _INVISIBLE.sub("", text)
        text = _SUSPECT.sub(_shown, text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def readable(text: str) -> str:
    """Return `text` as it may go into a file that another program sets.

    As `escape`, but joiners and variation selectors stay, which such a program can
    use, and nothing is composed.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", "    ").replace("\ufeff", "")
    return _SUSPECT.sub(_shown_unless_joining, text)


def _shown_unless_joining(found: re.Match[str]) -> str:
    character = found.group()
    return character if _INVISIBLE.match(character) else _shown(found)


def _shown(found: re.Match[str]) -> str:
    character = found.group()
    if character in _KEPT_FORMATS:
        return character
    category = unicodedata.category(character)
    if category in _SHOWN_AS_CODE or character in _DIRECTION or category == "Cf":
        return code_of(character)
    return character
