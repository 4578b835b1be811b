"""What makes loading the window quick; to be called before anything else of it is loaded."""

import sys

import PySide6.QtCore  # noqa: F401 - loads what is put right here


def spare_reading_sources() -> None:
    """Keep PySide6 from reading the source of each module that is imported.

    WORKAROUND PySide6 6.12.0: it looks for its own name in them, to know where features such as
    `snake_case` may count, and keeps what it has read: a twentieth of the time and of the memory
    of a start. No module of ours asks for a feature, so each may count as one that could. A test
    tells when PySide6 no longer needs this.
    """
    features = sys.modules.get("shibokensupport.feature")
    if hasattr(features, "_mod_uses_pyside"):
        setattr(features, "_mod_uses_pyside", lambda _module: True)  # noqa: B010 - not in its types
