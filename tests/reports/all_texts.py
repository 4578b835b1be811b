"""Every text that a report holds, and what readers of its files show of a text."""

import re
import unicodedata
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction

from excellence_app.reports import blocks
from excellence_app.reports.blocks import Report, said
from excellence_app.reports.paper.escaping import readable

# A label rule is printed in one of two lengths, and a long title of a group by its number.
NOT_ALWAYS_SHOWN = {(blocks.Rule, "text"), (blocks.Rule, "short"), (blocks.SkylineGroup, "title")}
NOT_SHOWN = {
    (blocks.SkylineGroup, "short"),
    (blocks.SkylineColumn, "label"),
    (blocks.SkylineColumn, "indicator"),
}


def texts_of(value):
    """Yield every text of a block that a file has to show or to say."""
    if isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)
    elif isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, Enum | Fraction):
        for one in fields(value):
            place = (type(value), one.name)
            if isinstance(value, blocks.Staircase) and one.name != "alternative":
                continue  # those are in the drawing, and the alternative says them too
            if place not in NOT_ALWAYS_SHOWN and place not in NOT_SHOWN:
                yield from texts_of(getattr(value, one.name))


def flat(text):
    """Return a text without spaces and line ends, which a file may put elsewhere."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def shown(text):
    """Return a text as a file shows it, without spaces."""
    return flat(readable(text))


def sheet(*texts, **changes):
    """Return a report that says only these texts."""
    content = tuple(said(text) for text in texts)
    frame = {
        "title": "Title",
        "author": "Author",
        "subject": "Subject",
        "language": "en",
        "footer": "Footer, preparatory",
        "page": "Page {number} of {count}",
    }
    return Report(**{**frame, **changes}, blocks=content)


def has_controls(text):
    """Return whether a text holds what must not reach a reader: controls, turned directions."""
    return bool(re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", text))
