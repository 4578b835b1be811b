"""The lock files: complete, with hashes, and silent about where the packages came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bundle.lock")
ENTRY = re.compile(r"([A-Za-z0-9._-]+)==(\S+)( ; .+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def entries(lock):
    """Return the locked versions by name; a line of no known form is an error."""
    found = {}
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        entry = ENTRY.fullmatch(line)
        if entry:
            assert HASH.fullmatch(following), f"{line} has no hash"
            found.setdefault(canonicalize_name(entry[1]), set()).add(entry[2])
        else:
            assert HASH.fullmatch(line), f"{lock} has a line of another form: {line}"
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert " @ " not in text


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
        ("requirements-dev.lock", PROJECT["build-system"]["requires"]),
        ("requirements-bundle.lock", PROJECT["project"]["dependencies"]),
        ("requirements-bundle.lock", PROJECT["dependency-groups"]["bundle"]),
    ],
    ids=["run", "run in dev", "dev", "build", "run in bundle", "bundle"],
)
def test_a_lock_holds_what_the_project_asks_for(lock, wanted):
    locked = entries(lock)
    for requirement in map(Requirement, wanted):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not in {lock}"
        assert all(version in requirement.specifier for version in versions), requirement


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_locks_agree(lock):
    run, more = entries(LOCKS[0]), entries(lock)
    assert {name: more.get(name) for name in run} == run


def test_the_environment_for_bundles_is_small():
    assert "pytest" in entries("requirements-dev.lock")
    assert "pytest" not in entries("requirements-bundle.lock")
