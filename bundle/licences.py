"""Collects the licences of everything in the bundle: `python -m bundle.licences FOLDER ORIGINS`.

FOLDER is the finished bundle; ORIGINS is the file in which the recipe has noted where each
library came from. A library whose licence nobody knows stops the work.
"""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from bundle.contents import ROOT

TEXT = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
COMMON = re.compile(r"/usr/share/common-licenses/([A-Za-z]+(?:-\d(?:\.\d)?)?)")
OURS = ROOT / "bundle" / "licences"
QT = ("PySide6_Essentials", "PySide6_Pdf", "shiboken6")
LOADER = "pyinstaller"  # its small program starts ours

HEAD = """# What is inside, and under which licences

Excellence is under the Apache License 2.0. The folder also holds what others have written:
each line names a part, and the folder beside this file has the text of its licence.

**Qt, PySide6 and Shiboken** are used unchanged under the LGPL 3. Their libraries are files of
their own in `_internal/PySide6` and `_internal/shiboken6`: put a changed one with the same name
and interface there, and it is used from the next start. Their source is at
<https://download.qt.io/official_releases/QtForPython/> and
<https://download.qt.io/official_releases/qt/>. The other libraries in `_internal` and
`_internal/reserve` can be replaced in the same way. Those from the system are unchanged; the
table names source and version, which the system's makers keep.

Fonts and icons have their licences beside them in `_internal/resources`.

| part | version | licence | text |
| --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Part:
    """One line of the list: a part, its version, the name of its licence, its folder."""

    name: str
    version: str
    licence: str
    folder: str


class UnknownLicence(Exception):  # noqa: N818 - it is not an error of this program
    """Something in the bundle whose licence was not found."""


def collect(bundle: Path, origins: Path) -> int:
    """Write the folder `licences` of a bundle; return how many parts it names."""
    target = bundle / "licences"
    shutil.rmtree(target, ignore_errors=True)
    copy([ROOT / "LICENSE"], target / "Excellence")
    own = [Part("Excellence", own_version(), "Apache-2.0", "Excellence")]
    parts = [*own, *packages(target), python(target), *system(target, foreign(origins))]
    parts.sort(key=lambda part: part.name.lower())
    lines = [f"| {p.name} | {p.version} | {p.licence} | `{p.folder}` |\n" for p in parts]
    (target / "README.md").write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")
    return len(parts)


def own_version() -> str:
    """Return the version of the program in the checkout."""
    from excellence_app import __version__  # noqa: PLC0415 - not in this environment, but beside us

    return __version__


def packages(target: Path) -> Iterator[Part]:
    """Copy the licences of the Python packages in the bundle and tell which they are."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name in [*re.findall(r"^([\w.-]+)==", lock, re.MULTILINE), LOADER]:
        found = distribution(name)
        folder = found.metadata["Name"]
        texts = [Path(str(path.locate())) for path in found.files or () if is_text(path.parts)]
        if folder in QT:
            texts = sorted((ROOT / "resources" / "licences").glob("*.txt"))
        ours = OURS / ("Qt" if folder in QT else folder)
        texts += sorted(ours.glob("*.txt"))
        if not texts:
            raise UnknownLicence(f"{name} has no text of its licence; put it into {ours}.")
        copy(texts, target / folder)
        yield Part(folder, found.version, licence_of(found), folder)


def is_text(parts: tuple[str, ...]) -> bool:
    """Tell whether a file of a package is the text of a licence, or lists what is inside."""
    inside = parts[0].endswith(".dist-info") and parts[-1] not in {"METADATA", "RECORD"}
    return inside and ("sboms" in parts or bool(TEXT.search("/".join(parts[1:]))))


def licence_of(found: Distribution) -> str:
    """Return the name of a package's licence in one line."""
    data = found.metadata
    for field in ("License-Expression", "License"):
        if field in data:
            return " ".join(data[field].split()).replace("|", "/")
    kinds = [line.rpartition(" :: ")[2] for line in data.get_all("Classifier") or ()]
    return next((kind for kind in kinds if "License" in kind), "see its text")


def python(target: Path) -> Part:
    """Copy the licence of Python itself."""
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    text = next((p / "LICENSE.txt" for p in places if (p / "LICENSE.txt").is_file()), None)
    if text is None:
        package = package_of(Path(sys.executable).resolve())
        text = Path("/usr/share/doc") / (package or "python3") / "copyright"
    if not text.is_file():
        raise UnknownLicence("The text of Python's own licence was not found.")
    copy([text], target / "Python")
    return Part("Python", sys.version.split()[0], "PSF-2.0", "Python")


def foreign(origins: Path) -> list[Path]:
    """Return the libraries that came neither from a package nor from Python."""
    noted = [Path(origin) for _, origin in json.loads(origins.read_text(encoding="utf-8"))]
    homes = [Path(sys.prefix), *(Path(p) for p in (sys.base_prefix,) if p != "/usr")]
    return [
        path
        for path in noted
        if path.is_absolute() and not any(path.is_relative_to(home) for home in homes)
    ]


def system(target: Path, libraries: Iterable[Path]) -> Iterator[Part]:
    """Copy the licences of the system's libraries and tell of which packages they are."""
    found = set()
    for library in libraries:
        package = package_of(library)
        if package is None:
            raise UnknownLicence(f"No package of this system is known to hold {library}.")
        found.add(package)
    named: set[str] = set()
    for package in sorted(found):
        text = Path("/usr/share/doc") / package / "copyright"
        if not text.is_file():
            raise UnknownLicence(f"{package} of this system has no text of its licence.")
        folder = f"system/{package}"
        copy([text], target / folder)
        named |= set(COMMON.findall(text.read_text(encoding="utf-8", errors="replace")))
        form = "${source:Package} ${source:Version}\n"
        source = dpkg("dpkg-query", "--show", "--showformat", form, package)
        yield Part(package, source.splitlines()[0], "see its text", folder)
    texts = [Path("/usr/share/common-licenses") / name for name in sorted(named)]
    copy([text for text in texts if text.is_file()], target / "system" / "common-licenses")


def package_of(path: Path) -> str | None:
    """Return the package of a Debian system that a file belongs to, or none."""
    # One file, two names: dpkg knows the one that the package was made with.
    for name in (str(path), str(path).removeprefix("/usr"), f"/usr{path}"):
        if found := dpkg("dpkg", "--search", name):
            return found.split(":")[0]
    return None


def dpkg(program: str, *arguments: str) -> str:
    """Return what a program of Debian's packaging prints; nothing if it fails or is not there."""
    path = shutil.which(program)
    if path is None:
        return ""
    return subprocess.run([path, *arguments], capture_output=True, text=True, check=False).stdout


def copy(texts: Iterable[Path], folder: Path) -> None:
    """Copy files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        shutil.copyfile(text, folder / text.name)


if __name__ == "__main__":
    try:
        print(f"Licences of {collect(Path(sys.argv[1]), Path(sys.argv[2]))} parts collected.")
    except UnknownLicence as unknown:
        sys.exit(str(unknown))
