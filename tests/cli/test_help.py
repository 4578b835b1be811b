"""Help and complaints: what a person reads before anything is done."""

import re
import shlex
import shutil

import click
import pytest

from excellence_app.cli.command_texts import TranslatedArgument
from excellence_app.cli.main import cli, main
from excellence_app.language.catalogues import Words
from tests.cli.conftest import PRACTICE

CONTEXT = click.Context(cli, info_name="excellence")
COMMANDS = {name: cli.get_command(CONTEXT, name) for name in cli.list_commands(CONTEXT)}


def examples(command):
    """Return the example lines of a command's help, as a shell would split them."""
    lines = (COMMANDS[command].help or "").split("\n")
    return [shlex.split(line, comments=True) for line in lines if line.startswith("  excellence ")]


def test_all_commands_are_there():
    assert list(COMMANDS) == [
        *("list", "new", "open", "answer", "add", "move", "remove", "show", "score", "explain"),
        *("plan", "report"),
        *("set", "declare", "improve", "adjust", "compare", "tally", "attach", "evidence"),
        *("history", "undo", "redo", "versions", "restore", "merge", "verify", "check"),
    ]


def test_the_overview_names_each_command_with_a_sentence(run):
    ran = run("--help")
    assert (ran.code, ran.err) == (0, "")
    for name, command in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(command.help.split()[0])}", ran.out, re.M)


@pytest.mark.parametrize("arguments", [[], ["--language", "en"], ["-h"]])
def test_without_a_command_the_overview_is_shown(run, arguments):
    assert run(*arguments) == run("--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_explains_everything_and_has_an_example(run, name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.split("\n")
    assert lines[0].startswith(f"Usage: excellence {name} [OPTIONS]")
    assert any(line.startswith(f"    excellence {name}") for line in lines)
    assert all(len(line) <= 80 for line in lines if not line.startswith("    excellence "))
    assert all(line == line.rstrip() for line in lines)
    for param in COMMANDS[name].params:
        if isinstance(param, TranslatedArgument):
            assert f"  {param.bare_metavar(CONTEXT)} " in ran.out
            assert param.explained
        elif not param.hidden:
            assert param.help
            assert any(option in ran.out for option in param.opts)


def test_what_must_be_given_stands_in_the_line_of_use(run):
    assert run("new", "--help").out.startswith("Usage: excellence new [OPTIONS] SET -o FILE\n")
    assert run("answer", "--help").out.startswith(
        "Usage: excellence answer [OPTIONS] FILE [ID] [VALUE]\n"
    )
    assert run("check", "--help").out.startswith("Usage: excellence check [OPTIONS] FILE...\n")
    assert run("merge", "--help").out.startswith(
        "Usage: excellence merge [OPTIONS] FILE [COPY]...\n"
    )


@pytest.mark.parametrize(
    ("name", "example"),
    [(name, line) for name in COMMANDS if name != "open" for line in examples(name)],
)
def test_each_example_works(run, desk, practice, name, example):
    for document in ("mycluster", "2026"):
        (desk / f"{document}.excellence").write_bytes(practice.read_bytes())
    run("new", "ecei-labels", "-o", "2024.excellence", "--date", "2024-10-01")
    (desk / "answers.yaml").write_text('"4.1.6": 2\n')
    (desk / "myset.yaml").write_text(OWN_SET)
    (desk / "minutes.pdf").write_bytes(b"%PDF")
    (desk / "mysurvey.yaml").write_text(OWN_SURVEY)
    for folder in ("answers", "2025", "2026") if name == "tally" else ():
        shutil.copytree(PRACTICE.parent / "escp-4i-table-1", desk / folder)
    for step in BEFORE.get(name, ()):
        assert run(*step.split(" ")).code == 0
    words = example[: example.index(">")] if ">" in example else example
    if name == "new":
        (desk / words[words.index("-o") + 1]).unlink(missing_ok=True)
    assert words[:2] == ["excellence", name]
    ran = run(*words[1:])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_the_window_is_shown_by_who_has_one(run, capsys):
    asked = []

    def show(files, language):
        asked.append(([str(file) for file in files], language))
        return 0

    for example in examples("open"):
        assert main([*example[1:], "--language", "de"], show) == 0
    assert asked == [([], "de"), (["mycluster.excellence"], "de")]
    assert capsys.readouterr() == ("", "")
    ran = run("open")
    assert (ran.code, ran.out) == (1, "")
    assert "there is no screen" in ran.err


WITH_CASES = ["new mysurvey.yaml -o survey.excellence", "answer survey.excellence C.1 2"]
BEFORE = {  # what is done before an example can work
    "add": WITH_CASES,
    "answer": WITH_CASES,
    "move": WITH_CASES,
    "remove": WITH_CASES,
    "evidence": ["attach mycluster.excellence 4.1.6 minutes.pdf"],
    "undo": ["answer mycluster.excellence 4.1.6 1"],
    "redo": ["answer mycluster.excellence 4.1.6 1", "undo mycluster.excellence"],
    "restore": ["answer mycluster.excellence 4.1.6 1"],
    "merge": [
        "answer mycluster.excellence 4.1.6 2",
        "restore mycluster.excellence 1 -o from-ivo.excellence",
        "answer from-ivo.excellence 4.1.6 1",
    ],
}


OWN_SET = """\
format: 1
set: {id: myset, edition: "1", language: en, title: My set, status: own, points: 1}
dimensions: [{id: "1", title: One}]
indicators:
  - id: "1.1"
    dimension: "1"
    title: Papers
    points: 1
    question: {type: yes_no, text: Are there papers?}
labels:
  - {id: ready, title: Ready, requires: [{kind: complete}]}
"""


OWN_SURVEY = """\
format: 1
set: {id: mysurvey, edition: "1", language: en, title: My survey}
sections:
  - id: "C"
    title: Cooperation
    questions:
      - {id: "C.1", type: number, text: How many agreements?, whole: true, least: 0, most: 50}
      - id: "C.2"
        type: cases
        repeat: "C.1"
        title: "Agreement {n}: {name}"
        questions: [{id: name, type: text, text: With whom?}]
"""


def test_the_version(run):
    ran = run("--version")
    assert ran.code == 0
    assert re.fullmatch(r"excellence [0-9]+\.[0-9]+\.[0-9]+\n", ran.out)


WRONG_USE = [
    (
        ["scor"],
        'There is no command scor. Did you mean "score"? How it is used: excellence --help',
    ),
    (["qqq"], "There is no command qqq. How it is used: excellence --help"),
    (["--versin"], 'There is no option --versin. Did you mean "--version"?'),
    (
        ["score", "a.excellence", "--jsn"],
        'There is no option --jsn. Did you mean "--json"? How it is used: excellence score --help',
    ),
    (["score"], "FILE is missing. How it is used: excellence score --help"),
    (["new", "ecei-labels"], "--output is missing. How it is used: excellence new --help"),
    (["adjust", "a.excellence", "4.1.6", "gold", "2"], "--source is missing."),
    (["check"], "FILE is missing."),
    (["score", "a.excellence", "b.excellence"], "This is too much: b.excellence."),
    (["score", "a.excellence", "--json=1"], "--json takes no value."),
    (["answer", "a.excellence", "1.1", "--note"], "--note needs a value."),
    (
        ["report", "a.excellence", "-o", "a.pdf", "--kind", "long"],
        "--kind can be one of: full, recommendation, roadmap, answers, ",
    ),
    (["list", "--language", "xx"], 'There are no texts in the language "xx". There are: en'),
    (["explain", "a.excellence"], "Give what to explain as well, such as total, gold or 4.1.6."),
    (["show", "a.excellence", "4.1.6", "--json"], "Give either an ID or --json, not both."),
    (["show", "ecei-labels", "--provenance", "--json"], "Give --provenance alone. How"),
    (["show", "ecei-labels", "4.1.6", "--provenance"], "Give --provenance alone. How"),
    (["score", "a.excellence", "--json", "--csv"], "Give either --json or --csv, not both."),
    (["undo"], "FILE is missing."),
    (["restore", "a.excellence"], "VERSION is missing."),
    (["answer", "a.excellence"], "Give a question and its answer, or a file of answers."),
    (["answer", "a.excellence", "4.1.6"], "Give a question and its answer, or a file of answers."),
    (
        ["answer", "a.excellence", "4.1.6", "2", "--from", "b.yaml"],
        "Give either a question or a file of answers, not both.",
    ),
    (
        ["answer", "a.excellence", "--note", "x", "--from", "b.yaml"],
        "Give either a question or a file of answers, not both.",
    ),
    (
        ["answer", "a.excellence", "4.1.6", "2", "--unknown"],
        "Give one of these: VALUE, --not-applicable, --unknown or --clear.",
    ),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USE)
def test_wrong_use_is_told_in_one_line_with_where_help_is(run, desk, arguments, sentence):
    before = sorted(desk.iterdir())
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert "How it is used: excellence" in ran.err
    assert sorted(desk.iterdir()) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_help_speaks_the_language_that_is_asked_for(run, name):
    german = Words("de")
    ran = run(name, "--help", "--language", "de")
    assert ran.code == 0
    told = "".join(ran.out.split())
    for param in COMMANDS[name].params:
        source = param.explained if isinstance(param, TranslatedArgument) else param.help
        if not getattr(param, "hidden", False):
            assert "".join(german.text(source).split()) in told
    first = german.text(COMMANDS[name].help).partition("\n")[0]
    assert "".join(first.split()) in told


@pytest.mark.parametrize(
    "arguments",
    [["--language", "de", "list"], ["list", "--language", "de"], ["list", "--language=de"]],
)
def test_the_language_may_stand_before_and_after_the_command(run, arguments):
    ran = run(*arguments)
    german = Words("de")
    assert ran.code == 0
    assert ran.out.split("\n")[0].split()[0] == german.text("Set")
    assert german.text("illustrative") in ran.out


def test_messages_come_in_the_language(run):
    german = Words("de")
    missing = run("score", "a.excellence", "--language", "de")
    assert missing.code == 1
    assert missing.err.startswith(german.text("{file} does not exist.", file="a.excellence"))
    wrong = run("--language", "de", "scor")
    assert wrong.code == 2
    assert wrong.err.startswith(german.text("There is no command {command}.", command="scor"))


def test_the_language_of_the_environment_is_taken(run, monkeypatch):
    asked = run("score", "--help", "--language", "de")
    monkeypatch.setenv("EXCELLENCE_LANGUAGE", "de")
    assert run("score", "--help") == asked
