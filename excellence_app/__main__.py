"""The entry of `excellence`, of `excellence-window` and of `python -m excellence_app`.

Without arguments, with `open`, or with nothing but one existing document the window is shown;
everything else is for the command line. This is the only module that knows both.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_SUFFIX = ".excellence"
_OPEN = "open"
_LANGUAGE = "EXCELLENCE_LANGUAGE"  # what is asked for here wins over all other variables
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def main() -> None:
    """Show the window or run the command line, and leave with its exit code."""
    arguments = sys.argv[1:]
    files = _for_the_window(arguments)
    if files is not None and (arguments or _has_screen(*_SCREENS)):
        sys.exit(_show(files))
    from excellence_app.cli.main import main as run  # noqa: PLC0415 - the window does not need it

    sys.exit(run(arguments, _show_in))


def window() -> None:
    """Show the window: the entry that has no console on Windows."""
    sys.exit(_show([Path(name) for name in sys.argv[1:] if name != _OPEN]))


def _for_the_window(arguments: list[str]) -> list[Path] | None:
    """Return the documents to show in the window, none if the arguments are a command."""
    if arguments[:1] == ["--language"] and _OPEN in arguments[2:3]:
        os.environ[_LANGUAGE] = arguments[1]
        arguments = arguments[2:]
    match arguments:
        case []:
            return []
        case [command, *files] if command == _OPEN and not any(f.startswith("-") for f in files):
            return [Path(file) for file in files]
        case [file] if file.endswith(_SUFFIX) and Path(file).exists():
            return [Path(file)]
        case _:
            return None


def _has_screen(*wanted: str) -> bool:
    """Return whether there is a screen: one of these variables names it, or there always is."""
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in wanted)


def _show_in(files: Sequence[Path], language: str) -> int:
    os.environ[_LANGUAGE] = language
    return _show(files)


def _show(files: Sequence[Path]) -> int:
    if not _has_screen(*_SCREENS, "QT_QPA_PLATFORM"):
        return _no_window("there is no screen")
    gc.disable()  # what is loaded now stays; `run` has rubbish looked for again
    try:
        from excellence_app.gui.loading import import_qt  # noqa: PLC0415 - commands do not need Qt

        import_qt()
        from excellence_app.gui.application import run  # noqa: PLC0415 - commands do not need Qt
    except ImportError as missing:  # a system library of the screen, or Qt itself
        return _no_window(str(missing))
    return run(files)


def _no_window(reason: str) -> int:
    from excellence_app.cli.opening import no_window  # noqa: PLC0415 - seldom needed, and every start does without it

    return no_window(reason)


if __name__ == "__main__":
    main()
