"""The lock files: complete, with hashes, and silent about where the packages came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
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
    ],
    ids=["run", "run in dev", "dev", "build"],
)
def test_a_lock_holds_what_the_project_asks_for(lock, wanted):
    locked = entries(lock)
    for requirement in map(Requirement, wanted):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not in {lock}"
        assert all(version in requirement.specifier for version in versions), requirement


def test_both_locks_agree():
    run, dev = map(entries, LOCKS)
    assert {name: dev.get(name) for name in run} == run
