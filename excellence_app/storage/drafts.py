"""What was typed and cannot be stored, kept for each document beside the settings.

One small JSON file for each document that has such texts, for its owner alone; it goes away
with the last of them. The texts are kept by the keys of the answers they were meant for.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from excellence_app.domain.messages import N_
from excellence_app.storage.ordinary_files import Kind, opened
from excellence_app.storage.trouble import Doing, StorageTrouble, trouble_of

MOST = 100  # drafts of one document
MOST_CHARACTERS = 2_000_000  # of all of them, in JSON

_FILE = Kind(
    MOST_CHARACTERS + 1_000,
    N_("{file} is larger than the settings of Excellence can be."),
    N_("Please move it away; the settings then start afresh."),
)


def drafts_file(settings: Path, document: str) -> Path:
    """Return where the drafts of a document are, by its id; the file may not exist."""
    name = sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return settings.with_name("drafts") / f"{name}.json"


def read_drafts(file: Path) -> dict[str, str]:
    """Return the drafts in a file, none if it cannot be read or understood."""
    try:
        with opened(file, _FILE) as stream:
            plain = json.loads(stream.read())
    except (StorageTrouble, ValueError, RecursionError):
        return {}
    if not isinstance(plain, dict):
        return {}
    return {key: text for key, text in plain.items() if isinstance(text, str)}


def write_drafts(file: Path, drafts: Mapping[str, str]) -> None:
    """Write the drafts of a document, of too many the last ones; raises `StorageTrouble`."""
    from excellence_app.storage.atomic import (  # noqa: PLC0415 - not needed at start-up
        make_private,
        write_atomically,
    )

    kept: dict[str, str] = {}
    room = MOST_CHARACTERS
    for key, text in reversed(list(drafts.items())[-MOST:]):
        room -= len(json.dumps({key: text})) + 2
        if room >= 0:
            kept[key] = text
    try:
        if not kept:
            file.unlink(missing_ok=True)
            return
        make_private(file.parent)
    except OSError as error:
        raise trouble_of(error, file, Doing.WRITING) from error
    write_atomically(file, json.dumps(dict(reversed(kept.items()))).encode("ascii"))
