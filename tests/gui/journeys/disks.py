"""Disks that run full and have room again, for one folder or for everything."""

import errno
import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def full_disk(monkeypatch, folder=None, *, but=None):
    """Let no writing succeed, in any thread.

    With `folder` only none to files that are opened in it from now on, with `but` all those.
    """
    place = folder or but
    made = set()
    really_open, really_write = os.open, os.write

    def opened(path, flags, *rest, **named):
        handle = really_open(path, flags, *rest, **named)
        made.discard(handle)
        if place is not None and Path(os.fsdecode(path)).parent == place:
            made.add(handle)
        return handle

    def write(handle, data):
        if handle in made if folder is not None else handle > 2 and handle not in made:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return really_write(handle, data)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", opened)
        patched.setattr(os, "write", write)
        yield
