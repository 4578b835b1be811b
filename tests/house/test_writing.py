"""Only storage/ changes anything on a disk."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "excellence_app"
ELSEWHERE = sorted(
    path for path in PACKAGE.glob("**/*.py") if path.relative_to(PACKAGE).parts[0] != "storage"
)

METHODS_THAT_WRITE = {
    "hardlink_to",
    "mkdir",
    "rmdir",
    "symlink_to",
    "touch",
    "unlink",
    "write_bytes",
    "write_text",
}
FUNCTIONS_THAT_WRITE = {
    "os": {
        "fdopen",
        "link",
        "makedirs",
        "open",
        "remove",
        "removedirs",
        "rename",
        "renames",
        "replace",
        "symlink",
        "truncate",
    },
    "shutil": {"copy", "copy2", "copyfile", "copytree", "make_archive", "move", "rmtree"},
    "tempfile": {
        "NamedTemporaryFile",
        "TemporaryDirectory",
        "TemporaryFile",
        "mkdtemp",
        "mkstemp",
    },
}

# names whose methods sound like those of files: a session writes through storage, the
# formatter of click to the terminal
NO_FILES = {"AssessmentSession", "formatter"}


def writes(source):
    """Return the lines on which a module opens a file for writing or changes a folder."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Call) and call_writes(node))
        or (isinstance(node, ast.ImportFrom) and import_writes(node))
    ]


def import_writes(node):
    names = FUNCTIONS_THAT_WRITE.get(node.module, set())
    return any(alias.name in names for alias in node.names)


def call_writes(call):
    match call.func:
        case ast.Attribute(ast.Name(name), _) if name in NO_FILES:
            return False
        case ast.Name("open"):
            return mode_writes(call, position=1)
        case ast.Attribute(ast.Name(module), name) if module in FUNCTIONS_THAT_WRITE:
            return name in FUNCTIONS_THAT_WRITE[module]
        case ast.Attribute(ast.Name("io" | "codecs"), "open"):
            return mode_writes(call, position=1)
        case ast.Attribute(_, "open"):
            return mode_writes(call, position=0)
        case ast.Attribute(_, name):
            return name in METHODS_THAT_WRITE
    return False


def mode_writes(call, position):
    """Return whether the mode of an open() asks for writing, or cannot be read off the code."""
    modes = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    modes += call.args[position : position + 1]
    return any(
        not (isinstance(mode, ast.Attribute) and mode.attr == "ReadOnly")  # Qt's word for it
        and (
            not (isinstance(mode, ast.Constant) and isinstance(mode.value, str))
            or bool(set("wax+") & set(mode.value))
        )
        for mode in modes
    )


@pytest.mark.parametrize("path", ELSEWHERE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_outside_storage_nothing_is_opened_for_writing(path):
    assert writes(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "open('a', 'w')",
        "open('a', mode='r+b')",
        "open('a', mode)",
        "io.open('a', 'x')",
        "path.open('ab')",
        "path.open(mode='w', encoding='utf-8')",
        "(folder / 'a').write_text('b')",
        "path.write_bytes(b'')",
        "path.parent.mkdir(parents=True)",
        "os.open('a', os.O_WRONLY)",
        "os.replace('a', 'b')",
        "shutil.copy2('a', 'b')",
        "from shutil import copytree",
        "from tempfile import NamedTemporaryFile as New",
        "def inner():\n    with tempfile.TemporaryDirectory() as folder:\n        pass",
    ],
)
def test_writing_is_seen(source):
    assert writes(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "open('a')",
        "open('a', 'rb')",
        "path.open('r', encoding='utf-8')",
        "path.open(encoding='utf-8')",
        "text.replace('a', 'b')",
        "path.read_text(encoding='utf-8')",
        "stream.write(text)",
        "os.fspath(path)",
        "from shutil import get_terminal_size",
    ],
)
def test_reading_is_left_alone(source):
    assert writes(source) == []
