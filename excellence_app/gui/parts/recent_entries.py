"""How documents are told in the list of recent ones."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from excellence_app.gui.components.state_pill import State
from excellence_app.gui.parts.recent_rows import Entry
from excellence_app.language.catalogues import Words
from excellence_app.storage.settings import Recent

if TYPE_CHECKING:  # what reads documents is loaded when the page stands
    from excellence_app.session.starting import Glance

_STATES = {
    "gaps": State.SHORT,
    "open": State.NOT_ANSWERED,
    "met": State.MET,
    "answered": State.MET,
    "damaged": State.NOT_FOUND,
    "missing": State.NOT_FOUND,
    "unreadable": State.NOT_FOUND,
}


def entry_of(words: Words, recent: Recent, glance: "Glance | None") -> Entry:
    """Return the row of a document, as far as it has been looked at."""
    if glance is None:
        return Entry(
            recent.path,
            recent.name or recent.path.stem,
            recent.set_title,
            _day(words, recent.opened),
            tip=str(recent.path),
        )
    readable = glance.skyline is not None
    detail = glance.set_title
    if glance.practice:
        detail = words.text("Practice cluster, {set}", set=glance.set_title)
    if not readable:
        detail = words.text("In {folder}", folder=_short_folder(recent.path.parent))
    if glance.elsewhere:
        detail = f"{detail}. {glance.elsewhere}"
    return Entry(
        recent.path,
        glance.name if readable else recent.name or glance.name,
        detail,
        glance.when or _day(words, recent.opened),
        _STATES[glance.state.value],
        glance.words,
        glance.skyline,
        "\n".join((str(recent.path), *glance.advice)),
        may_rename=readable,
    )


def told_apart(entries: list[Entry]) -> list[Entry]:
    """Return the rows; those of the same name say the name of their file as well."""
    names = [(one.name, one.detail) for one in entries]
    return [
        one._replace(detail=f"{one.detail}, {one.path.name}" if one.detail else one.path.name)
        if names.count((one.name, one.detail)) > 1
        else one
        for one in entries
    ]


def _short_folder(folder: Path) -> str:
    """Return the end of a path that tells where a file is."""
    return "…/" + "/".join(folder.parts[-2:]) if len(folder.parts) > 3 else str(folder)  # noqa: PLR2004 - folders


def _day(words: Words, time: str) -> str:
    try:
        return words.short_day(datetime.fromisoformat(time).date())
    except ValueError:
        return ""
