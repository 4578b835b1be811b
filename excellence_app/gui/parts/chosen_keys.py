"""Which keys the commands have: ours, or those that a person chose; and which cannot be chosen."""

from collections.abc import Mapping

from excellence_app.gui.commands import COMMANDS, Command
from excellence_app.gui.parts.key_field import key_words
from excellence_app.language.catalogues import Words

_OF_TEXTS = frozenset({"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"})
_OF_ANSWERS = frozenset({"Ctrl+Return", "Ctrl+Enter", "Ctrl+Shift+Return", "Ctrl+Shift+Enter"})


def keys_of(command: Command, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of a command; a chosen one takes the place of all of ours."""
    if command.id not in chosen:
        return command.keys
    key = chosen[command.id]
    return (key,) if key else ()


def name_of(command: Command, words: Words) -> str:
    """Return what a command is called outside of menus."""
    return words.text(command.text).removesuffix("…")


def with_key(command: Command, key: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the chosen keys with another one for a command; our own needs no entry."""
    others = {name: other for name, other in chosen.items() if name != command.id}
    if (key,) == command.keys[:1] or (not key and not command.keys):
        return others
    return {**others, command.id: key}


def objection(command: Command, key: str, chosen: Mapping[str, str], words: Words) -> str:
    """Return why a command cannot have a key, nothing if it can."""
    if not key:
        return ""
    *modifiers, last = key.removesuffix("+").split("+")
    control, alt = not {"Ctrl", "Meta"}.isdisjoint(modifiers), "Alt" in modifiers
    of_functions = last[0] == "F" and last[1:].isdecimal() if last else False
    if not (control or alt or of_functions):
        return words.text(
            "Plain characters are for answers. Press them together with Ctrl or Alt."
        )
    if control and alt:
        return words.text("Ctrl with Alt types characters on many keyboards. Choose other keys.")
    if alt and last.isdecimal():
        return words.text("Alt with a digit chooses a level. Choose other keys.")
    if key in _OF_TEXTS:
        return words.text("{key} belongs to text fields. Choose other keys.", key=key_words(key))
    if key in _OF_ANSWERS:
        return words.text("{key} leads from question to question.", key=key_words(key))
    for other in COMMANDS:
        if other.id != command.id and key in keys_of(other, chosen):
            return words.text(
                "{key} already belongs to “{command}”. Take it away there first.",
                key=key_words(key),
                command=name_of(other, words),
            )
    return ""
