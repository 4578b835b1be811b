"""The entry of both programs in the bundle, `excellence` and `excellence-window`.

On Linux the bundle brings libraries that a small system may lack. Those which belong to the
system's drivers or settings are only a reserve: the system's own go first.
"""

import os
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from pathlib import Path

# Before those that need them; what else the bundle brings is always taken.
RESERVE = (
    "libgcc_s.so.1",
    "libstdc++.so.6",
    "libGLdispatch.so.0",
    "libXau.so.6",
    "libmd.so.0",
    "libbsd.so.0",
    "libXdmcp.so.6",
    "libxcb.so.1",
    "libX11.so.6",
    "libX11-xcb.so.1",
    "libGLX.so.0",
    "libGL.so.1",
    "libEGL.so.1",
    "libexpat.so.1",
    "libfontconfig.so.1",
    "libwayland-client.so.0",
    "libwayland-cursor.so.0",
    "libwayland-egl.so.1",
)
RESERVE_FOLDER = "reserve"
FONT_SETTINGS = "/etc/fonts/fonts.conf"

LOAD = "EXCELLENCE_LOAD"  # for trying a new bundle: modules to load, and nothing else is done

LIBRARIES = "LD_LIBRARY_PATH"


def tidy_environment() -> None:
    """Give other programs, such as a viewer for evidence, libraries of their own again.

    The bundle's own loader has made them look here first.
    """
    os.environ.pop(LIBRARIES, None)
    before = os.environ.pop(f"{LIBRARIES}_ORIG", None)
    if before:
        os.environ[LIBRARIES] = before


class ReserveBeforeQt:
    """Loads libraries of the reserve that the system lacks when somebody first imports Qt."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        """Find nothing; see to the libraries if it is Qt that is looked for."""
        if name == "PySide6":
            sys.meta_path.remove(self)
            self._load()
        return None

    def _load(self) -> None:
        from ctypes import CDLL  # noqa: PLC0415 - only with the window

        for library in RESERVE:
            try:
                CDLL(library)
            except OSError:  # the system has none; a library is found by name once it is loaded
                CDLL(str(self._folder / library))
        if not Path(FONT_SETTINGS).exists():
            os.environ.setdefault("FONTCONFIG_FILE", str(self._folder / "fonts.conf"))


def load(modules: list[str]) -> None:
    """Load modules, which fails if one of them or what it needs is not in the bundle."""
    for module in modules:
        import_module(module)


def main() -> None:
    """Do what the program of this name does."""
    tidy_environment()
    if sys.platform.startswith("linux"):
        bundle = Path(getattr(sys, "_MEIPASS", ""))
        sys.meta_path.insert(0, ReserveBeforeQt(bundle / RESERVE_FOLDER))
    if LOAD in os.environ:
        return load(os.environ[LOAD].split())
    from excellence_app import __main__ as program  # noqa: PLC0415 - in the tidy environment

    if Path(sys.executable).stem == "excellence-window":
        return program.window()
    return program.main()


if __name__ == "__main__":
    main()
