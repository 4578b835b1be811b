"""Disturb the program at every call, and see whether anything that was saved is lost.

`python3 dev.py faults` starts it. Exit codes: 0 nothing found, 1 something found, 3 nothing tried
since this machine lacks something, 4 a line could not be tried to its end.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.faults.injection import MARK, Missing, build

FINE, SKIPPED, BROKEN = 0, 3, 4
SEED = 1
_SETTINGS = ("COLORTERM", "COLUMNS", "FORCE_COLOR", "LANG", "LANGUAGE", "LINES", "NO_COLOR")


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    add = parser.add_argument
    add("--share", choices=("ci", "full"), default="full", help="how much to try")
    add("--seed", type=int, default=SEED, help="what the chance begins with")
    add("--only", action="append", default=[], help="a line whose name begins so")
    add("--command", action="append", default=[], help="a command that is to be disturbed")
    add("--point", type=int, help="try this point of the line alone, and tell everything")
    add("--most", type=int, help="points of a line, at most")
    add("--json", type=Path, help="write the figures to this file")
    add("--list", action="store_true", help="name the lines and commands, and try nothing")
    add("--bad-examples", action="store_true", help="disturb what has to be caught instead")
    add("--allow-skip", action="store_true", help="it is fine if nothing can be tried here")
    add("--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes, 2 at most")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says and return the exit code."""
    wanted = read_arguments(arguments)
    if MARK not in os.environ:
        return start_with_library(wanted, arguments)
    from tests.faults.harness import Harness  # noqa: PLC0415 - only now the library is there

    folder = Path(os.environ[MARK]).parent
    for name in list(os.environ):
        if name in _SETTINGS or name.startswith(("LC_", "XDG_", "EXCELLENCE_STATE")):
            del os.environ[name]
    os.environ.update(HOME=str(folder), LC_ALL="C.UTF-8")
    return Harness(wanted, folder).run()


def start_with_library(wanted: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Start this program again with the library loaded, and clear up behind it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(BROKEN))  # still clears up
    memory = Path("/dev/shm")  # noqa: S108 - folders of our own are made in it
    quick = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="faults-", dir=quick) as name:
        try:
            library = build(Path(name))
        except Missing as missing:
            sys.stdout.write(f"Skipped: {missing}\n")
            return FINE if wanted.allow_skip else SKIPPED
        again = [sys.executable, "-m", "tests.faults", *arguments]
        return subprocess.run(
            again, env={**os.environ, MARK: str(library), "LD_PRELOAD": str(library)}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
