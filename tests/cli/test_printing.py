"""What is printed is safe on a terminal, plain in a pipe, and never a traceback."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "excellence_app"]
# A colour, a bell, a control sequence of eight bits, a right-to-left override, an isolate,
# a mark that turns text, a zero-width space, a line separator and a byte order mark.
NASTY = "a\x1b[31mb\x07c\x9b2Jd\u202ee\u2066f\u200fg\u200bh\u2028i\ufeffj"

READING = [
    ("show", "FILE"),
    ("show", "FILE", "4.1.6"),
    ("show", "FILE", "--json"),
    ("score", "FILE"),
    ("score", "FILE", "--json"),
    ("score", "FILE", "--csv"),
    ("explain", "FILE", "4.1.6"),
    ("explain", "FILE", "4.5"),
    ("explain", "FILE", "gold"),
    ("explain", "FILE", "4.1.6", "--json"),
    ("plan", "FILE"),
    ("plan", "FILE", "--json"),
    ("compare", "FILE"),
]


def commands_a_terminal(text):
    """Return the characters of a text that a terminal would obey or be misled by."""
    return [c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl"}]


@pytest.fixture
def hostile(run, practice):
    """Return a document with nasty characters wherever a person can enter text."""
    steps = [
        ("set", practice, "name", NASTY),
        ("set", practice, "person", f"{NASTY}, {NASTY}"),
        ("set", practice, "country", NASTY),
        (
            *("answer", practice, "4.1.6", "2", "--note", f"{NASTY}\r\n\t{NASTY}"),
            *("--evidence", NASTY),
        ),
        ("answer", practice, "4.5", "--not-applicable", NASTY),
        ("improve", practice, "2.5", "--description", NASTY, "--effect", NASTY),
        ("adjust", practice, "4.1.6", "gold", "3", "--source", NASTY),
    ]
    for step in steps:
        ran = run(*step)
        assert (ran.code, ran.err) == (0, "")
        assert commands_a_terminal(ran.out) == []
    return practice


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_entered_texts_cannot_command_the_terminal(run, hostile, arguments):
    ran = run(*[hostile if argument == "FILE" else argument for argument in arguments])
    assert (ran.code, ran.err) == (0, "")
    assert commands_a_terminal(ran.out) == []


def test_json_still_holds_every_character(run, hostile):
    ran = run("show", hostile, "--json")
    assert "\\u202e" in ran.out
    assert json.loads(ran.out)["name"] == NASTY.replace("\u2028", " ")  # a name is one line
    assert json.loads(ran.out)["answers"]["4.1.6"]["note"] == f"{NASTY}\r\n\t{NASTY}"


def test_texts_are_shown_with_their_characters_named(run, hostile):
    assert "a<U+001B>[31mb<U+0007>c<U+009B>2Jd<U+202E>e<U+2066>f" in run("show", hostile).out


@pytest.mark.skipif(sys.platform != "linux", reason="other systems forbid such names")
@pytest.mark.parametrize("name", ["a\x1b[31m\u202eb", "a\nb", os.fsdecode(b"a\xff\xfeb")])
@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "NAME.excellence"),
        ("show", "NAME"),
        ("score", "NAME.excellence"),
        ("score", "NAME.excellence", "--NAME"),
        ("NAME",),
        ("explain", "NAME"),
        ("explain", "FILE", "NAME"),
        ("answer", "FILE", "NAME", "1"),
        ("answer", "FILE", "4.1.6", "NAME"),
        ("answer", "FILE", "--from", "NAME.yaml"),
        ("set", "FILE", "NAME", "x"),
        ("set", "FILE", "date", "NAME"),
        ("declare", "FILE", "NAME", "yes"),
        ("declare", "FILE", "eligible", "NAME"),
        ("adjust", "FILE", "4.1.6", "gold", "NAME", "--source", "x"),
        ("plan", "FILE", "--target", "NAME"),
        ("check", "NAME.yaml"),
        ("check", "NAME.yaml", "--json"),
        ("check", "NAME.excellence"),
        ("new", "NAME", "-o", "new.excellence"),
        ("new", "ecei-labels", "-o", "NAME"),
        ("report", "FILE", "-o", "NAME/a.pdf"),
        ("list", "--language", "NAME"),
        ("score", "FILE", "NAME"),
    ],
    ids=" ".join,
)
def test_names_in_messages_cannot_command_the_terminal(run, practice, name, arguments):
    words = [str(practice) if a == "FILE" else a.replace("NAME", name) for a in arguments]
    ran = run(*words)
    assert ran.code in {1, 2}
    assert ran.out + ran.err
    assert commands_a_terminal(ran.out + ran.err) == []


def test_in_a_pipe_there_are_no_colours(practice):
    for arguments in (["score"], ["plan"], ["show"], ["compare"]):
        done = subprocess.run(
            [*COMMAND, *arguments, str(practice)], capture_output=True, check=True, timeout=60
        )
        assert b"\x1b" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_on_a_terminal_there_are(practice):
    import pty  # noqa: PLC0415 - not on Windows

    try:
        ours, theirs = pty.openpty()
    except OSError as trouble:
        pytest.skip(f"this machine has no pseudo-terminals: {trouble}")
    done = subprocess.Popen([*COMMAND, "score", str(practice)], stdout=theirs)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # how Linux tells that the other side has gone
        pass
    os.close(ours)
    assert done.wait(timeout=60) == 0
    assert b"\x1b[1mAdriatic Mechatronics (fictional)\x1b[0m" in shown
    assert b"\x1b[33m\xe2\x96\xb2\x1b[0m" in shown  # a yellow triangle


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
@pytest.mark.parametrize("arguments", [["plan"], ["score", "--json"]], ids=["text", "json"])
def test_any_encoding_of_the_output_will_do(practice, monkeypatch, encoding, arguments):
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    command = [*COMMAND, *arguments, str(practice)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    if "--json" in arguments:
        assert json.loads(done.stdout)["total"]["maximum"] == "145"
    else:
        assert b"Roadmap to the thresholds of Gold" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_goes_ends_the_command_in_peace(practice):
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [*COMMAND, "show", str(practice)], stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is a thing of Linux")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list"], ["list", "--json"]])
def test_output_that_cannot_be_written_is_told(arguments):
    with Path("/dev/full").open("w") as nowhere:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=nowhere, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 1
    assert done.stderr == (
        b"What this command prints could not be written where it was sent: No space left on "
        b"device. Please choose another place for it.\n"
    )
