"""Where criteria, resources and private state live: in a checkout, a wheel or a frozen program."""

import os
import sys
from pathlib import Path

STATE_VARIABLE = "EXCELLENCE_STATE"


def _data_folder() -> Path:
    """Return the folder that holds `criteria` and `resources`."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)  # PyInstaller's folder of unpacked data
    for candidate in (Path(frozen) if frozen else None, package / "_data", package.parent):
        if candidate is not None and (candidate / "criteria").is_dir():
            return candidate
    raise FileNotFoundError(package / "_data" / "criteria")


def criteria_folder() -> Path:
    """Return the folder of the criteria sets that come with the program."""
    return _data_folder() / "criteria"


def resources_folder() -> Path:
    """Return the folder of schemas, help pages, fonts, catalogues and practice clusters."""
    return _data_folder() / "resources"


def state_folder() -> Path:
    """Return the private folder for what the program remembers; it may not exist yet.

    The environment variable `EXCELLENCE_STATE` names another one.
    """
    chosen = os.environ.get(STATE_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_state_path  # noqa: PLC0415 - a tenth of the start-up time

    return user_state_path("excellence", appauthor=False)
