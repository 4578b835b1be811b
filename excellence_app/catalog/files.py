"""Bytes of a file that a person names: regular files of a bounded size, and nothing else."""

import stat
from pathlib import Path

from excellence_app.catalog.showing import shown
from excellence_app.domain.messages import N_, Message
from excellence_app.domain.problems import Problem, Severity

MAX_BYTES = 10_000_000

CODES = frozenset({"file-missing", "file-special", "file-unreadable", "file-too-large"})


def read_file(path: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return the bytes of a file, or none and the problem that keeps it closed.

    Only regular files up to the size limit are opened: a FIFO would wait for ever.
    """
    file = str(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return None, (_special(file, about.st_mode),)
        if about.st_size > MAX_BYTES:
            return None, (_too_large(file),)
        with path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        message = Message(N_("There is no file with this name."))
        hint = Message(N_("Check the spelling and the folder."))
        return None, (Problem("file-missing", Severity.ERROR, message, file, hint=hint),)
    except PermissionError:
        message = Message(N_("You may not read this file."))
        hint = Message(
            N_("Ask its owner for permission to read it, or copy it to a folder of yours.")
        )
        return None, (Problem("file-unreadable", Severity.ERROR, message, file, hint=hint),)
    except (OSError, ValueError) as fault:  # ValueError: a name with a NUL in it
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        message = Message(
            N_('This file cannot be read: the system says "{reason}".'), {"reason": shown(reason)}
        )
        hint = Message(N_("Check the disk or the network drive, then try again."))
        return None, (Problem("file-unreadable", Severity.ERROR, message, file, hint=hint),)
    if len(data) > MAX_BYTES:
        return None, (_too_large(file),)
    return data, ()


def _special(file: str, mode: int) -> Problem:
    if stat.S_ISDIR(mode):
        message = Message(N_("This is a folder, not a file."))
        hint = Message(N_("Name a file in it, such as my-set.yaml."))
    else:
        message = Message(N_("This is a device or a pipe, not an ordinary file."))
        hint = Message(N_("Save the text as an ordinary file first."))
    return Problem("file-special", Severity.ERROR, message, file, hint=hint)


def _too_large(file: str) -> Problem:
    return Problem(
        "file-too-large",
        Severity.ERROR,
        Message(
            N_("This file has more than {megabytes} MB."), {"megabytes": MAX_BYTES // 1_000_000}
        ),
        file,
        hint=Message(N_("A criteria set is a text of far less; check that it is the right file.")),
    )
