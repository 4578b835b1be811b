"""What languages are called, each in itself."""

from collections.abc import Iterable

_ENGLISH = "en"


def language_name(code: str) -> str:
    """Return the name of a language in that language, its code if nobody knows one."""
    if code == _ENGLISH:
        return "English"
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - 25 ms, seldom needed

    try:
        name = Locale.parse(code).get_display_name(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return name[:1].upper() + name[1:] if name else code


def named_languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes with the names of their languages."""
    return [(code, language_name(code)) for code in codes]
