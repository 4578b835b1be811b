"""The wheel, built and used as people get it: elsewhere, without the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from excellence_app import __version__

pytestmark = pytest.mark.xdist_group("wheel")  # built once, not once on each core

ROOT = Path(__file__).parents[2]
PROGRAMS, ENDING = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel with the locked build backend."""
    folder = tmp_path_factory.mktemp("dist")
    build = ["-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    run([sys.executable, *build], ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel alone into an environment that sees the locked packages.

    It sees them by a .pth file; the .pth files in the folder that this leads to, the one of
    our own editable installation among them, are not read.
    """
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=False)
    python = environment / PROGRAMS / f"python{ENDING}"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    run([*pip, "--disable-pip-version-check", "--no-deps", "--no-index", wheel], environment)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run([python, "-c", ask], environment).strip())
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment / PROGRAMS


@pytest.fixture
def desk(tmp_path):
    """Return a folder far from the checkout that holds a copy of the practice cluster."""
    (practice,) = (ROOT / "resources" / "practice").glob("*.excellence")
    (tmp_path / "practice.excellence").write_bytes(practice.read_bytes())
    return tmp_path


def run(command, folder):
    """Run a program in `folder` and return what it prints."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_criteria_and_resources(wheel):
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"excellence_app/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in ("criteria", "resources")
        for path in (ROOT / folder).glob("**/*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert any(name.endswith("/ecei-labels.yaml") for name in wanted)
    assert wanted <= carried


def test_the_wheel_carries_nothing_else(wheel):
    folders = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert folders == {"excellence_app", f"excellence_app-{__version__}.dist-info"}


def test_the_program_is_the_one_in_the_wheel(installed, desk):
    python = installed / f"python{ENDING}"
    place = (
        "import excellence_app, sys; print(excellence_app.__file__); print(*sys.path, sep='\\n')"
    )
    found, *path = run([python, "-c", place], desk).splitlines()
    assert Path(found).is_relative_to(installed.parent)
    assert str(ROOT) not in path


def test_the_command_says_its_version(installed, desk):
    assert __version__ in run([installed / f"excellence{ENDING}", "--version"], desk)


def test_the_main_job_is_done_far_from_the_checkout(installed, desk):
    excellence = installed / f"excellence{ENDING}"
    scored = run([excellence, "score", "practice.excellence"], desk)
    from_checkout = run(
        [sys.executable, "-m", "excellence_app", "score", "practice.excellence"], desk
    )
    assert scored == from_checkout
    assert scored.strip()
    run([excellence, "report", "practice.excellence", "-o", "roadmap.pdf"], desk)
    assert (desk / "roadmap.pdf").read_bytes().startswith(b"%PDF")
