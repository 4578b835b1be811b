"""When, and by whom: what each line of the log says."""

import time
from datetime import datetime
from functools import lru_cache


def now() -> str:
    """Return the time for the log: local, with its offset from UTC."""
    return _written(int(time.time()))


@lru_cache(maxsize=1)
def _written(second: int) -> str:
    return datetime.fromtimestamp(second).astimezone().isoformat()


def account() -> str:
    """Return the name under which the person at this computer is known."""
    from getpass import getuser  # noqa: PLC0415 - needed only for changes

    try:
        return getuser().encode("utf-8", "replace").decode("utf-8")
    except (ImportError, KeyError, OSError):
        return "unknown"
