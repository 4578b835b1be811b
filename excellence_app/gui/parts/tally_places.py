"""How a place of the window names what is to be counted, and how it is read in a thread."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder

if TYPE_CHECKING:  # what reads documents is loaded when the page stands
    from excellence_app.session.practice import PracticeFolder
    from excellence_app.session.tally_shown import ShownTally
    from excellence_app.session.tallying import Gathered, NothingToCount

_PRACTICE = "practice/"


def item_of(paths: Sequence[Path]) -> str:
    """Return the item of a place where these folders and files are counted."""
    return json.dumps([str(path) for path in paths])


def paths_of(item: str) -> list[Path]:
    """Return the folders and files that a place's item names, none if it names nothing."""
    if item.startswith(_PRACTICE):
        return [resources_folder() / item]
    try:
        found = json.loads(item)
    except ValueError:
        return []
    return [Path(one) for one in found] if isinstance(found, list) else []


class Reading:
    """How far a thread is with reading documents, for the window that looks on."""

    def __init__(self) -> None:
        self.read = self.whole = 0
        self.stop = False

    def watch(self, read: int, whole: int) -> bool:
        """Take down how many files of all are read; return whether to go on."""
        self.read, self.whole = read, whole
        return not self.stop


def read_folders(words: Words) -> "tuple[PracticeFolder, ...]":
    """Return the folders of practice answers; for a thread."""
    from excellence_app.session.practice import practice_folders  # noqa: PLC0415 - a start does without it

    return practice_folders(words)


def counted(
    words: Words, places: Sequence[Path], against: Sequence[Path], reading: Reading
) -> "ShownTally | NothingToCount":
    """Read documents and count them; for a thread."""
    from excellence_app.session import tallying  # noqa: PLC0415 - a start does without it
    from excellence_app.session.tally_shown import ShownTally  # noqa: PLC0415 - a start does without it

    try:
        found = tallying.gather(places, against, language=words.language, watch=reading.watch)
    except tallying.NothingToCount as nothing:
        return nothing
    return ShownTally(found, found.tally(), words)


def split(words: Words, found: "Gathered", by: str) -> "ShownTally":
    """Count documents that were read by the answers to another question; for a thread."""
    from excellence_app.session.tally_shown import ShownTally  # noqa: PLC0415 - a start does without it

    return ShownTally(found, found.tally([by] if by else ()), words)
