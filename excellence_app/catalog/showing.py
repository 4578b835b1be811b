"""Values of files as they may stand in messages."""

LONGEST_QUOTE = 80


def shown(text: object) -> str:
    """Return a value of a file as it may stand in a message: short, with controls made visible."""
    whole = str(text)
    short = whole if len(whole) <= LONGEST_QUOTE else whole[:LONGEST_QUOTE] + "…"
    if short.isprintable():
        return short
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in short)
