"""The one door for people who work on Excellence: `python3 dev.py COMMAND`.

  run [ARGUMENT…]       do the main job with the practice cluster, or what the
                        arguments say (`python3 dev.py run list`)
  test [ARGUMENT…]      all tests, or those that the arguments name
  check                 format, lint, types, import contracts, all tests and, on
                        Linux, a share of the faults
  faults [ARGUMENT…]    disturb the program at its system calls and look for losses:
                        all of it, or --share ci; --only NAME, --seed N, --json FILE
  fuzz [ARGUMENT…]      damaged documents, long use, sockets: all, or --share ci
  screenshots [FOLDER]  paint the parts of the window in every look, into
                        build/screenshots/ or FOLDER
  bench                 the benchmarks; writes docs/benchmarks.md
  messages [LANGUAGE…]  take the texts out of the code into resources/i18n/ and
                        compile the catalogues; LANGUAGE gets a new catalogue
  wheel                 build the wheel into dist/
  bundle [FOLDER]       build a folder that runs without Python, dist/excellence/, and
                        try it; as administrator also in the Linux system in FOLDER
  lock [ARGUMENT…]      make the lock files again (--upgrade: with the newest
                        releases)

Standard library only, and the same on Linux, Windows (`py dev.py COMMAND`)
and macOS. The first command makes the environment `.venv` from
requirements-dev.lock, and does so again whenever that file changes.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # keeps the start quick; nothing here is in a cycle
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
STAMP = ENVIRONMENT / "made-from.txt"

PROJECT = ROOT / "pyproject.toml"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
BUNDLE_LOCK = ROOT / "requirements-bundle.lock"

OLDEST_PYTHON = (3, 11)

# What Debian, Ubuntu and their like leave out of `python3`: module -> package.
SYSTEM_PACKAGES = {"ensurepip": "python3-venv", "venv": "python3-venv"}

# What the window needs of a Linux system: library -> package of Debian, Ubuntu and their like.
WINDOW_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# And where there is an X display to show it on.
DISPLAY_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# And what the bundle takes along besides, for systems that lack it.
BUNDLE_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
# What the faults need besides: program or file -> package.
FAULT_PACKAGES = {"gcc": "gcc", "/usr/include/stdio.h": "libc6-dev", "mkfs.ext4": "e2fsprogs"}

PACKAGE = "excellence_app"
CATALOGUES = ROOT / "resources" / "i18n"
TEMPLATE = CATALOGUES / "excellence.pot"
BABEL = (PYTHON, "-m", "babel.messages.frontend", "--quiet")
KEYWORDS = ("text", "plural:1,2", "N_")

FINE, PROBLEMS, WRONG_USE = 0, 1, 2


class Stop(Exception):  # noqa: N818 - not an error of the program: a sentence for the person
    """Something a person has to see to before the command can go on."""


def say(sentence: str) -> None:
    """Print `sentence` at once, ahead of what the next program prints."""
    print(sentence, flush=True)


def clean_environment() -> dict[str, str]:
    """Return the environment without what would let other installed things in."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") and name not in {"PIP_PREFIX", "PIP_TARGET"}
    }
    return kept | {"PYTHONNOUSERSITE": "1", "PIP_USER": "0"} | window_platform()


def window_platform() -> dict[str, str]:
    """Return what lets the window work where there is no display: it is painted into memory."""
    shown = not sys.platform.startswith("linux") or "QT_QPA_PLATFORM" in os.environ
    if shown or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return {}
    return {"QT_QPA_PLATFORM": "offscreen"}


def start(command: Sequence[str | Path], output: int | None = None) -> int:
    """Run a command in the checkout and return its exit code."""
    done = subprocess.run(command, cwd=ROOT, env=clean_environment(), stdout=output, check=False)
    return done.returncode


def need(command: Sequence[str | Path], otherwise: str, output: int | None = None) -> None:
    """Run a command and stop with the sentence `otherwise` unless it succeeds."""
    if start(command, output) != FINE:
        raise Stop(otherwise)


def missing_packages() -> list[str]:
    """Return the system packages without which no environment can be made."""
    return sorted(
        {
            package
            for module, package in SYSTEM_PACKAGES.items()
            if importlib.util.find_spec(module) is None
        }
    )


def missing_window_packages() -> list[str]:
    """Return the system packages without which Qt cannot be loaded or show anything."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = WINDOW_LIBRARIES | (DISPLAY_LIBRARIES if os.environ.get("DISPLAY") else {})
    return sorted(package for library, package in wanted.items() if not can_load(library))


def missing_for_bundle() -> list[str]:
    """Return the system packages without which no bundle can be made."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = WINDOW_LIBRARIES | DISPLAY_LIBRARIES | BUNDLE_LIBRARIES
    tools = [] if shutil.which("objdump") else ["binutils"]
    return sorted(tools + [package for name, package in wanted.items() if not can_load(name)])


def can_load(library: str) -> bool:
    """Tell whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def may_install() -> list[str] | None:
    """Return what goes before `apt-get` to install without asking, or None if it may not."""
    if sys.platform == "win32" or shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run([sudo, "-n", "true"], check=False, capture_output=True)
    return [sudo, "-n"] if asked.returncode == FINE else None


def missing_for_faults() -> list[str]:
    """Return the system packages without which not every fault can be tried."""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    return sorted(
        package
        for needed, package in FAULT_PACKAGES.items()
        if not (Path(needed).is_file() if "/" in needed else shutil.which(needed, path=places))
    )


def provide_system_packages(missing: Callable[[], list[str]]) -> None:
    """Name the system packages that are missing, and install them if that is allowed."""
    packages = missing()
    if not packages:
        return
    names = " ".join(packages)
    say(f"This system lacks {names}. On Debian and Ubuntu that comes with")
    say(f"  apt-get update && apt-get install --yes --no-install-recommends {names}")
    before = may_install()
    if before is None:
        raise Stop("Please have it installed as administrator, then start the command again.")
    say("Installing it now.")
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    failed = "That could not be installed; the lines above say why."
    get = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    need([*apt, "update"], failed, subprocess.DEVNULL)
    need(get, failed, subprocess.DEVNULL)
    importlib.invalidate_caches()
    if missing():
        raise Stop(f"{names} is installed, but this Python ({sys.executable}) does not see it.")


def environment_marks() -> tuple[str, str]:
    """Return what the environment and the project's entry in it are made from."""
    version = ".".join(map(str, sys.version_info[:2]))
    locked = hashlib.sha256(DEV_LOCK.read_bytes()).hexdigest()
    project = hashlib.sha256(PROJECT.read_bytes()).hexdigest()
    return f"python {version} lock {locked} in {ROOT}", f"project {project}"


def provide_environment() -> None:
    """Make `.venv` from the lock, or what of it is out of date."""
    wanted = environment_marks()
    found = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.is_file() else []
    if found == list(wanted) and PYTHON.exists():  # the Python it was made from may have gone
        return
    if found[:1] != [wanted[0]] or not PYTHON.exists():
        make_environment()
    STAMP.unlink(missing_ok=True)
    install(
        ["--no-deps", "--no-build-isolation", "--no-index", "--editable", "."],
        "The project could not be put into .venv; the lines above say why.",
    )
    STAMP.write_text("\n".join(wanted) + "\n", encoding="utf-8")


def make_environment() -> None:
    """Make `.venv` anew and install every locked package into it."""
    if Path(sys.prefix).resolve() == ENVIRONMENT:
        raise Stop(
            "The environment .venv has to be made again, so please start this command "
            "with another Python than the one in it."
        )
    provide_system_packages(missing_packages)
    say("Making the environment .venv from requirements-dev.lock. This takes about half a minute.")
    need(
        [sys.executable, "-m", "venv", "--clear", ENVIRONMENT],
        "The environment .venv could not be made; the lines above say why.",
    )
    install(
        ["--require-hashes", "--requirement", str(DEV_LOCK)],
        "The packages in requirements-dev.lock could not be installed; the lines above say why. "
        "The first start needs a package index, later ones need no network.",
    )


def install(what: list[str], otherwise: str) -> None:
    """Have pip install something into `.venv`; stop with `otherwise` unless it succeeds."""
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    need([PYTHON, *pip, *what], otherwise)


def run(arguments: list[str]) -> int:
    """Open the practice cluster in the window, or do what the arguments say.

    Without a screen its result is printed and its report made.
    """
    program: list[str | Path] = [PYTHON, "-P", "-m", PACKAGE]  # -P: not what lies around here
    if arguments:  # with the person's own files, so from the person's own folder
        return subprocess.run(
            [*program, *arguments], env=clean_environment(), check=False
        ).returncode
    practice = sorted((ROOT / "resources" / "practice").glob("*.excellence"))
    if len(practice) != 1:
        raise Stop(f"resources/practice/ should hold one document, not {len(practice)}.")
    if has_screen():
        provide_system_packages(missing_window_packages)
        copy = ROOT / "build" / practice[0].name
        copy.parent.mkdir(exist_ok=True)
        if not copy.exists():
            shutil.copyfile(practice[0], copy)
        say(f"The practice cluster opens from {copy}")
        return start([*program, "open", copy])
    document = practice[0].relative_to(ROOT)
    paper = Path("build") / "practice-roadmap.pdf"
    (ROOT / paper.parent).mkdir(exist_ok=True)
    for command in (["score", str(document)], ["report", str(document), "-o", str(paper)]):
        say(f"\n$ excellence {' '.join(command)}")
        code = start([*program, *command])
        if code != FINE:
            return code
    say(f"\nThe practice cluster's roadmap is in {ROOT / paper}")
    return FINE


def has_screen() -> bool:
    """Return whether a window can be shown here."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in wanted)


def tests(arguments: list[str]) -> int:
    """Run the tests on two cores; the arguments go to pytest."""
    return start([PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *arguments])


def check(arguments: list[str]) -> int:
    """Run every check, to the end even if one fails, and say which ones did."""
    refuse_arguments("check", arguments)
    steps: dict[str, Callable[[], int]] = {
        "format": lambda: start([PYTHON, "-m", "ruff", "format", "--check", "."]),
        "lint": lambda: start([PYTHON, "-m", "ruff", "check", "."]),
        "types": lambda: start([PYTHON, "-m", "mypy"]),
        "import contracts": lambda: start([PROGRAMS / "lint-imports", "--no-logo"]),
        "tests": lambda: tests([]),
    }
    if sys.platform == "linux":
        steps["faults"] = lambda: faults(["--share", "ci"])
    failed = []
    for name, step in steps.items():
        say(f"\n== {name}")
        if step() != FINE:
            failed.append(name)
    say(f"\nNot passed: {', '.join(failed)}" if failed else f"\nPassed: {', '.join(steps)}")
    return PROBLEMS if failed else FINE


def fuzz(arguments: list[str]) -> int:
    """Read damaged documents, use one for long, look for sockets; as tests/fuzz is told."""
    return start([PYTHON, "-m", "tests.fuzz", *arguments])


def screenshots(arguments: list[str]) -> int:
    """Paint every page of the window, and its parts, in every look into a folder."""
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "screenshots"
    refuse_arguments("screenshots", arguments[1:])
    offscreen = clean_environment() | {"QT_QPA_PLATFORM": "offscreen"}
    for module, target in (("pictures", folder), ("gallery", folder / "parts")):
        command: list[str | Path] = [PYTHON, "-m", f"tests.gui.{module}", target.resolve()]
        done = subprocess.run(command, cwd=ROOT, env=offscreen, check=False)
        if done.returncode != FINE:
            return done.returncode
    return FINE


def faults(arguments: list[str]) -> int:
    """Disturb the program at its system calls; the arguments go to tests/faults."""
    if sys.platform == "linux" and may_install() is not None:
        provide_system_packages(missing_for_faults)
    return start([PYTHON, "-m", "tests.faults", *arguments])


def bench(arguments: list[str]) -> int:
    """Run each script in tests/benchmarks/ and write what they print to docs/benchmarks.md."""
    refuse_arguments("bench", arguments)
    scripts = [
        script
        for script in sorted((ROOT / "tests" / "benchmarks").glob("*.py"))
        if not script.name.startswith(("_", "conftest", "test_"))
    ]
    if not scripts:
        raise Stop("There is no script in tests/benchmarks/.")
    parts = [bench_preface()]
    for script in scripts:
        say(f"\n== {script.stem}")
        done = subprocess.run(
            [PYTHON, "-m", f"tests.benchmarks.{script.stem}"],
            cwd=ROOT,
            env=clean_environment() | {"PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
        say(done.stdout)
        if done.returncode != FINE:
            raise Stop(f"{script.stem} has failed, so docs/benchmarks.md stays as it was.")
        told = done.stdout.strip()
        title = script.stem.replace("_", " ").capitalize()
        parts.append(told if told.startswith("#") else f"## {title}\n\n{told}")
    report = ROOT / "docs" / "benchmarks.md"
    report.parent.mkdir(exist_ok=True)
    report.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    say(f"Written to {report}")
    return FINE


def bench_preface() -> str:
    """Return the head of docs/benchmarks.md: what was measured where, and how to repeat it."""
    return (
        "# Benchmarks\n\n"
        "Written by `python3 dev.py bench`; please do not edit by hand. What counts are the\n"
        "ratios: both sides of each are measured in the same run on the same machine, and each\n"
        "table says against what.\n\n"
        f"This run: Python {platform.python_version()}, {platform.system()} on "
        f"{platform.machine()}, {os.cpu_count()} cores."
    )


def messages(arguments: list[str]) -> int:
    """Bring the template, the catalogues and their compiled form up to date.

    The arguments are the codes of languages that get a new catalogue.
    """
    extract_messages()
    known = {catalogue.stem for catalogue in CATALOGUES.glob("*.po")}
    # An old date is kept everywhere: the same texts must give the same bytes.
    update = ("update", "--ignore-pot-creation-date", "--no-fuzzy-matching", "--ignore-obsolete")
    for language in sorted(known.union(arguments)):
        catalogue = CATALOGUES / f"{language}.po"
        verb = update if language in known else ("init",)
        texts = ("--input-file", TEMPLATE, "--output-file", catalogue, "--locale", language)
        need(
            [*BABEL, *verb, "--no-wrap", *texts],
            f"{catalogue.name} could not be brought up to date; the lines above say why.",
        )
        compiled = ("--input-file", catalogue, "--output-file", catalogue.with_suffix(".mo"))
        need(
            [*BABEL, "compile", "--statistics", *compiled],
            f"{catalogue.name} could not be compiled; the lines above say why.",
        )
    return FINE


def extract_messages() -> None:
    """Write the template, unless only its date would change."""
    before = TEMPLATE.read_text(encoding="utf-8") if TEMPLATE.is_file() else ""
    keywords = [part for keyword in KEYWORDS for part in ("--keyword", keyword)]
    header = ["--project", "Excellence", "--version", project_version()]
    need(
        [
            *BABEL,
            "extract",
            "--no-default-keywords",
            *keywords,
            "--add-comments",
            "Translators:",
            "--strip-comments",
            "--add-location",
            "file",
            "--no-wrap",
            "--sort-by-file",
            *header,
            "--header-comment",
            "# The texts of Excellence.",
            "--output-file",
            TEMPLATE,
            PACKAGE,
        ],
        "The texts could not be taken out of the code; the lines above say why.",
    )
    after = TEMPLATE.read_text(encoding="utf-8")
    if undated(after) == undated(before):
        TEMPLATE.write_text(before, encoding="utf-8", newline="\n")


def project_version() -> str:
    """Return the version of the program that is being worked on."""
    import tomllib  # noqa: PLC0415 - older Pythons lack it, and must get as far as to be told so

    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])


def undated(catalogue: str) -> str:
    """Return the text of a catalogue without the line that says when it was made."""
    return re.sub(r'^"POT-Creation-Date: .*\n', "", catalogue, flags=re.MULTILINE)


def wheel(arguments: list[str]) -> int:
    """Build the wheel into dist/."""
    refuse_arguments("wheel", arguments)
    return start([PYTHON, "-m", "hatchling", "build", "--target", "wheel", "--directory", "dist"])


def bundle(arguments: list[str]) -> int:
    """Build the folder that runs without Python and try it; see docs/bundle.md."""
    refuse_arguments("bundle with one folder", arguments[1:])
    provide_system_packages(missing_packages)
    provide_system_packages(missing_for_bundle)
    python = provide_bundle_environment()
    folder, work = ROOT / "dist" / "excellence", ROOT / "build" / "bundle"
    origins = work / "excellence" / "origins.json"
    say("Building the bundle. This takes about half a minute.")
    quiet: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places: list[str | Path] = ["--distpath", folder.parent, "--workpath", work]
    need(
        [*quiet, *places, ROOT / "bundle" / "excellence.spec"],
        "The bundle could not be built; the lines above say why.",
    )
    need(
        [python, "-m", "bundle.licences", folder, origins],
        "Without the licences of what is inside the bundle must not be given to others.",
    )
    say("Trying it without Python.")
    code = start([python, "-m", "bundle.trial", folder])
    if code == FINE and arguments:
        say(f"Trying it in the system in {arguments[0]}.")
        code = start([python, "-m", "bundle.trial", folder, Path(arguments[0]).resolve()])
    say(f"The bundle is in {folder}")
    return code


def provide_bundle_environment() -> Path:
    """Make the environment that bundles are built in, which holds nothing else; return its Python.

    What is not in it cannot get into a bundle by mistake.
    """
    environment = ROOT / "build" / "bundle-environment"
    python = environment / PYTHON.relative_to(ENVIRONMENT)
    stamp = environment / STAMP.name
    locked = hashlib.sha256(BUNDLE_LOCK.read_bytes()).hexdigest()
    wanted = f"python {platform.python_version()} lock {locked}\n"
    if python.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    say("Making the environment for bundles from requirements-bundle.lock.")
    unmade = "The environment for bundles could not be made; the lines above say why."
    need([sys.executable, "-m", "venv", "--clear", environment], unmade)
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    need([python, *pip, "--require-hashes", "--requirement", BUNDLE_LOCK], unmade)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def lock(arguments: list[str]) -> int:
    """Make the lock files from pyproject.toml; the arguments go to `uv pip compile`."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(PROGRAMS))
    if uv is None:
        provide_environment()
        uv = shutil.which("uv", path=str(PROGRAMS)) or "uv"
    oldest = ".".join(map(str, OLDEST_PYTHON))
    compiled = [
        uv,
        "pip",
        "compile",
        PROJECT.name,
        "--quiet",
        "--universal",
        "--python-version",
        oldest,
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        *arguments,
    ]
    unmade = "The lock could not be made; the lines above say why."
    need([*compiled, "--output-file", RUN_LOCK.name], unmade)
    same = ["--constraint", RUN_LOCK.name]
    for group, file in (("dev", DEV_LOCK), ("bundle", BUNDLE_LOCK)):
        need([*compiled, "--group", group, *same, "--output-file", file.name], unmade)
    return FINE


def refuse_arguments(command: str, arguments: list[str]) -> None:
    """Stop if a command that takes no arguments is given some."""
    if arguments:
        raise Stop(f"{command} takes no arguments, but was given: {' '.join(arguments)}")


COMMANDS: Mapping[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": tests,
    "check": check,
    "screenshots": screenshots,
    "faults": faults,
    "fuzz": fuzz,
    "bench": bench,
    "messages": messages,
    "wheel": wheel,
    "bundle": bundle,
    "lock": lock,
}


# The commands that make the environment they need themselves.
OWN_ENVIRONMENT = frozenset({"bundle", "lock"})

# The commands that load Qt.
WITH_WINDOW = frozenset({"test", "check", "screenshots"})


def main(arguments: list[str]) -> int:
    """Do what the command line says and return the exit code."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return FINE if arguments else WRONG_USE
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"There is no command {name}.\n\n{__doc__}", file=sys.stderr)
        return WRONG_USE
    if sys.version_info < OLDEST_PYTHON:
        print(f"Excellence needs Python 3.11 or newer; this is {platform.python_version()}.")
        return PROBLEMS
    try:
        if name not in OWN_ENVIRONMENT:
            provide_environment()
        if name in WITH_WINDOW:
            provide_system_packages(missing_window_packages)
        return COMMANDS[name](rest)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        return PROBLEMS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
