"""Values of files as they may stand in messages."""

import re

LONGEST_QUOTE = 80

# Characters that change how the characters around them are shown.
_UNSAFE_TO_SHOW = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def shown(text: object) -> str:
    """Return a value of a file as it may stand in a message: short, with controls made visible."""
    whole = str(text)
    short = whole if len(whole) <= LONGEST_QUOTE else whole[:LONGEST_QUOTE] + "…"
    return _UNSAFE_TO_SHOW.sub(lambda found: f"<U+{ord(found[0]):04X}>", short)
