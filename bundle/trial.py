"""Tries a finished bundle: `python -m bundle.trial FOLDER [SYSTEM]`.

Its programs run without a Python and with next to nothing in their environment, and must do
what the checkout does. SYSTEM is a folder with another Linux system, such as an empty Debian;
the bundle is copied into it and runs there and nowhere else (this needs an administrator).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bundle.contents import HIDDEN_IMPORTS, ROOT
from bundle.start import LOAD

PRACTICE = ROOT / "resources" / "practice" / "adriatic-mechatronics.excellence"
CRITERIA = ROOT / "criteria" / "ecei-labels.yaml"
BAD_CRITERIA = "format: 1\nset: {id: bad, edition: '1'}\n"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "EXCELLENCE_QUIT_AFTER_PAINT": "1"}

# What of others is imported late, in the program or by what it imports, and all parts of Qt.
OUTSIDE = (
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PySide6.QtCore",
    "PySide6.QtGui",
    "PySide6.QtPdf",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "PySide6.QtWidgets",
    "babel",
    "babel.dates",
    "babel.numbers",
    "jinja2",
    "jsonschema",
    "jsonschema_rs",
    "markupsafe",
    "platformdirs",
    "referencing",
    "reportlab.platypus",
)

TIMES = 5
GLIBC = re.compile(rb"GLIBC_2\.(\d+)")


class NotPassed(Exception):  # noqa: N818 - a finding, not an error of this program
    """Something that the bundle did otherwise than the checkout."""


@dataclass
class Desk:
    """Where the programs run: the bundle, a folder for documents, the system around them."""

    programs: str
    folder: Path
    system: Path | None = None
    spent: float = field(default=0.0, init=False)

    def inside(self, path: Path) -> str:
        """Return what a program calls this path."""
        return str(path) if self.system is None else f"/{path.relative_to(self.system)}"

    def run(
        self,
        program: str,
        *arguments: str,
        more: Mapping[str, str] | None = None,
        code: int = 0,
    ) -> str:
        """Run a program of the bundle; return what it prints; it may not complain."""
        command = [f"{self.programs}/{program}", *arguments]
        if self.system is not None:
            chroot = shutil.which("chroot", path="/usr/sbin:/sbin:/usr/bin:/bin") or "chroot"
            shell = ["/bin/sh", "-c", 'cd "$1"; shift; exec "$@"', "sh", self.inside(self.folder)]
            command = [chroot, str(self.system), *shell, *command]
        home = self.inside(self.folder)
        bare = {"HOME": home, "LC_ALL": "C.UTF-8", "PATH": "/nowhere", **(more or {})}
        if sys.platform == "win32":
            bare |= {name: os.environ[name] for name in ("SYSTEMROOT", "APPDATA", "LOCALAPPDATA")}
        begin = time.perf_counter()
        done = subprocess.run(
            command, cwd=self.folder, env=bare, capture_output=True, encoding="utf-8", check=False
        )
        self.spent = time.perf_counter() - begin
        if done.returncode != code or (code == 0 and done.stderr):
            named = " ".join([program, *arguments])
            raise NotPassed(f"{named}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout


def checkout(arguments: Sequence[str], folder: Path) -> str:
    """Return what the program of the checkout prints."""
    surroundings = {"HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    if sys.platform == "win32":
        surroundings = dict(os.environ) | surroundings
    return subprocess.run(
        [sys.executable, "-m", "excellence_app", *arguments],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def commands(desk: Desk, own: Path) -> Iterator[str]:
    """Do the work of the command line in the bundle and in the checkout; say what was alike."""
    for folder in (desk.folder, own):
        shutil.copyfile(PRACTICE, folder / "practice.excellence")
        shutil.copyfile(CRITERIA, folder / CRITERIA.name)
        (folder / "bad.yaml").write_text(BAD_CRITERIA, encoding="utf-8")
    for line in (
        "--version",
        "--help",
        "list",
        "score practice.excellence",
        "score practice.excellence --json",
        "--language de explain practice.excellence gold",
        "plan practice.excellence --target gold",
        f"check {CRITERIA.name}",
        "new ecei-labels -o new.excellence --name Trial",
        "answer new.excellence 4.1.6 2",
        "verify practice.excellence",
        "explain missing-field",
    ):
        if desk.run("excellence", *line.split()) != checkout(line.split(), own):
            raise NotPassed(f"excellence {line} says something else than in the checkout.")
        yield f"excellence {line}"
    desk.run("excellence", "check", "bad.yaml", code=1)
    yield "excellence check bad.yaml names its problems"
    for form in ("pdf", "docx", "html"):
        arguments = ["report", "practice.excellence", "-o", f"report.{form}"]
        desk.run("excellence", *arguments)
        checkout(arguments, own)
        name = f"report.{form}"
        if (desk.folder / name).read_bytes() != (own / name).read_bytes():
            raise NotPassed(f"{name} is not the one that the checkout makes.")
        yield f"{name}: the same bytes as from the checkout"


def windows(desk: Desk) -> Iterator[str]:
    """Paint the window into memory; say what was shown."""
    desk.run("excellence-window", more=OFFSCREEN)
    yield "start page"
    desk.run("excellence", "open", "practice.excellence", more=OFFSCREEN)
    yield "practice cluster"
    desk.run("excellence-window", "practice.excellence", more=OFFSCREEN | {"LANGUAGE": "de"})
    yield "practice cluster in German"
    if "DISPLAY" in os.environ:
        shown = {"DISPLAY": os.environ["DISPLAY"], "EXCELLENCE_QUIT_AFTER_PAINT": "1"}
        desk.run("excellence-window", "practice.excellence", more=shown)
        yield f"practice cluster on the screen {os.environ['DISPLAY']}"


def quickest(desk: Desk, program: str, *arguments: str, window: bool) -> float:
    """Return the seconds of the quickest of some runs."""
    found = []
    for _ in range(TIMES):
        desk.run(program, *arguments, more=OFFSCREEN if window else None)
        found.append(desk.spent)
    return min(found)


def try_out(bundle: Path, system: Path | None) -> None:
    """Try everything and say what was found; raises `NotPassed` at the first difference."""
    if system is not None and (found := sorted(system.glob("usr/bin/python*"))):
        raise NotPassed(f"{found[0]} is there, so nothing would be shown by a trial.")
    with a_desk(bundle, system) as desk, tempfile.TemporaryDirectory() as own:
        for done in commands(desk, Path(own)):
            print(f"  ✓ {done}")
        for done in windows(desk):
            print(f"  ✓ window: {done}")
        modules = [name for name in HIDDEN_IMPORTS if name != "excellence_app.__main__"]
        desk.run("excellence", more={LOAD: " ".join([*modules, *OUTSIDE])})
        print(f"  ✓ all {len(modules)} modules load")
        version = quickest(desk, "excellence", "--version", window=False)
        page = quickest(desk, "excellence-window", window=True)
        practice = quickest(desk, "excellence-window", "practice.excellence", window=True)
    print(f"  Start: command {version:.2f} s, start page {page:.2f} s, practice {practice:.2f} s")
    files = [path for path in bundle.glob("**/*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"  Size: {size:.0f} MB in {len(files)} files")
    if sys.platform.startswith("linux"):
        asked = {int(n) for path in files if ".so" in path.name for n in wanted_glibc(path)}
        print(f"  Needs glibc 2.{max(asked)} or newer")


def wanted_glibc(path: Path) -> list[bytes]:
    """Return the minor versions of glibc that a library names."""
    return GLIBC.findall(path.read_bytes())


@contextmanager
def a_desk(bundle: Path, system: Path | None) -> Iterator[Desk]:
    """Give a folder to work in, and the bundle within reach of it."""
    if system is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Desk(str(bundle), Path(folder))
        return
    copy = system / "opt" / "excellence"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(bundle, copy, symlinks=True)
    with tempfile.TemporaryDirectory(dir=system / "tmp") as folder:
        yield Desk("/opt/excellence", Path(folder), system)


def main(arguments: list[str]) -> int:
    """Try the bundle and return the exit code."""
    folders = [Path(argument).resolve() for argument in arguments]
    try:
        try_out(folders[0], folders[1] if folders[1:] else None)
    except NotPassed as found:
        print(f"  ▲ {found}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
