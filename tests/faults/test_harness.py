"""The harness can fail: what is saved badly is caught. And what the program saves is not lost."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = 7

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="faults are injected on Linux only"),
    pytest.mark.skipif(shutil.which("gcc") is None, reason="needs a C compiler"),
    pytest.mark.xdist_group("faults"),  # one run serves several tests
]


def start(*arguments, **more):
    return subprocess.run(
        [sys.executable, "-m", "tests.faults", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        **more,
    )


def harness(folder, *arguments):
    """Run the harness and return its exit code, its figures by line, and what it said."""
    figures = folder / "figures.json"
    done = start("--json", figures, "--seed", str(SEED), *arguments)
    said = done.stdout + done.stderr
    assert figures.is_file(), said
    results = json.loads(figures.read_text(encoding="utf-8"))
    return done.returncode, {result["name"]: result for result in results}, said


@pytest.fixture(scope="module")
def bad_examples(tmp_path_factory):
    code, figures, _ = harness(tmp_path_factory.mktemp("bad"), "--bad-examples", "--most", "30")
    assert code == 1
    return figures


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return harness(
        tmp_path_factory.mktemp("program"),
        *("--only", "kill", "--only", "torn write", "--only", "power cut", "--only", "copy"),
        *("--command", "answer", "--command", "window", "--most", "12"),
    )


def caught(figures, line, example):
    """Return the kinds of findings of a bad example."""
    return {
        finding["kind"] for finding in figures[line]["findings"] if example in finding["commands"]
    }


@pytest.mark.parametrize(
    ("line", "example", "kind"),
    [
        ("kill", "over the old", "unreadable"),
        ("torn write", "over the old", "unreadable"),
        ("failing call", "over the old", "unreadable"),
        ("failing call", "over the old", "wrong message"),
        ("copy", "over the old", "unreadable"),
    ],
)
def test_a_bad_example_is_caught(bad_examples, line, example, kind):
    assert kind in caught(bad_examples, line, example)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="a power cut needs root")
def test_a_power_cut_shows_what_was_not_flushed(bad_examples):
    figures = bad_examples["power cut"]
    if "skipped" in figures:
        pytest.skip(figures["skipped"])
    assert figures["found"]["lost"] == 2 * 3  # before and after the end of each example


@pytest.mark.parametrize("line", ["kill", "failing call"])
def test_every_fault_comes_about(bad_examples, line):
    assert bad_examples[line]["fired"] >= bad_examples[line]["points"] > 0


def test_nothing_acknowledged_is_lost(program):
    code, figures, said = program
    assert code == 0, said
    assert figures["kill"]["points"] == figures["torn write"]["points"] == 12
    assert set(figures["kill"]["commands"]) == {"answer", "window"}


def test_a_point_can_be_tried_again(tmp_path):
    """A command makes the same calls each time; the threads of a window need not."""
    wanted = ("--only", "kill", "--command", "answer", "--point", "3")
    calls = set()
    for _ in range(2):
        code, figures, said = harness(tmp_path, *wanted)
        assert code == 0, said
        assert figures["kill"]["points"] == figures["kill"]["fired"] == 1
        calls.add(figures["kill"]["of"])
    assert len(calls) == 1
    assert calls.pop() > 50


@pytest.mark.parametrize(("more", "code"), [((), 3), (("--allow-skip",), 0)])
def test_without_a_compiler_nothing_passes_unseen(tmp_path, more, code):
    done = start(*more, env={**os.environ, "PATH": str(tmp_path)})
    assert "There is no C compiler" in done.stdout
    assert done.returncode == code
