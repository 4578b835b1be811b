"""A damaged document makes room for an earlier version, and is kept."""

import os
from datetime import datetime
from pathlib import Path

from excellence_app.storage.assessment_file import SUFFIX, copy_to
from excellence_app.storage.atomic import flush_folder
from excellence_app.storage.trouble import Doing, trouble_of


def replace_damaged(path: Path, good: Path) -> Path | None:
    """Put a copy of the document `good` in the place of one that is damaged or gone.

    Returns the telling name beside it under which the damaged file is kept, none if there was
    no file. To be called while holding the document's lock. Raises `StorageTrouble`; then all is
    as it was.
    """
    real = Path(os.path.realpath(path))
    kept = _telling_name(real)
    was_there = _renamed(real, kept)
    try:
        copy_to(good, real)
    except BaseException:
        if was_there:
            _renamed(kept, real)
        raise
    flush_folder(real)
    return kept if was_there else None


def _telling_name(real: Path) -> Path:
    start = f"{real.stem} (damaged {datetime.now():%Y-%m-%d %H.%M}"
    kept = real.with_name(f"{start}){SUFFIX}")
    number = 1
    while os.path.lexists(kept):
        number += 1
        kept = real.with_name(f"{start}, {number}){SUFFIX}")
    return kept


def _renamed(file: Path, name: Path) -> bool:
    """Rename a file and return whether there was one; raises `StorageTrouble`."""
    try:
        file.rename(name)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise trouble_of(error, file, Doing.WRITING) from error
    return True
