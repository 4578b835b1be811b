"""CHANGELOG.md keeps the form that people and tools expect."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from packaging.version import Version

import excellence_app

ROOT = Path(__file__).parents[2]
CHANGES = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
RELEASE = re.compile(r"## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})")


def faults(changelog):
    """Return what is wrong with the form of a changelog, one sentence each."""
    lines = changelog.splitlines()
    found = []
    if lines[:1] != ["# Changelog"]:
        found.append("does not begin with its title")
    headings = [line for line in lines if line.startswith("## ")]
    if headings[:1] != ["## [Unreleased]"]:
        found.append("the first section is not [Unreleased]")
    releases = [(line, RELEASE.fullmatch(line)) for line in headings[1:]]
    found += [f"not a release: {line}" for line, match in releases if match is None]
    versions = [Version(match[1]) for _, match in releases if match]
    days = [date.fromisoformat(match[2]) for _, match in releases if match]
    if versions != sorted(set(versions), reverse=True) or days != sorted(days, reverse=True):
        found.append("releases are not in order, newest first")
    return found + faults_of_sections(lines)


def faults_of_sections(lines):
    found, kind, empty = [], None, False
    for line in [*lines, "## "]:
        if line.startswith(("## ", "### ")):
            if empty:
                found.append(f"nothing under {kind}")
            kind, empty = (line[4:], True) if line.startswith("### ") else (None, False)
            if kind is not None and kind not in CHANGES:
                found.append(f"not a kind of change: {kind}")
        elif kind is not None and line.startswith("- "):
            empty = False
        elif kind is not None and line and not line.startswith("  "):
            found.append(f"not an item of a list: {line}")
    return found


def test_the_changelog_has_the_agreed_form():
    assert faults((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")) == []


def test_the_newest_release_is_not_ahead_of_the_program():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = [Version(version) for version, _ in RELEASE.findall(changelog)]
    assert all(version <= Version(excellence_app.__version__) for version in released)


def test_the_version_is_the_same_in_the_package_and_in_the_project_file():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == excellence_app.__version__


GOOD = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-03-01\n\n### Fixed\n\n- One\n  thing\n"


@pytest.mark.parametrize(
    ("changelog", "fault"),
    [
        (GOOD.replace("# Changelog", "# News", 1), "title"),
        (GOOD.replace("## [Unreleased]\n", ""), "first section"),
        (GOOD.replace("2026-03-01", "March"), "not a release"),
        (GOOD + "\n## [0.2.0] - 2026-02-01\n", "in order"),
        (GOOD.replace("Fixed", "Improved"), "not a kind of change: Improved"),
        (GOOD.replace("- One\n  thing\n", ""), "nothing under Fixed"),
        (GOOD.replace("- One", "One"), "not an item"),
    ],
)
def test_each_fault_of_form_is_seen(changelog, fault):
    assert faults(GOOD) == []
    assert fault in "; ".join(faults(changelog))
