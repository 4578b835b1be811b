"""When, and by whom: what each line of the log says."""

from datetime import datetime


def now() -> str:
    """Return the time for the log: local, with its offset from UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def account() -> str:
    """Return the name under which the person at this computer is known."""
    from getpass import getuser  # noqa: PLC0415 - needed only for changes

    try:
        return getuser().encode("utf-8", "replace").decode("utf-8")
    except (ImportError, KeyError, OSError):
        return "unknown"
