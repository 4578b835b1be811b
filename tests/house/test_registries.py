"""Each plug-in folder names every module it holds; nothing is found by looking around."""

import ast
from pathlib import Path

import pytest

from excellence_app.reports.exporters import EXPORTERS

PACKAGE = Path(__file__).parents[2] / "excellence_app"
FOLDERS = ("engine/question_types", "reports/sections", "reports/exporters")


def imported(source, package):
    """Return the modules of `package` that its `__init__` imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        if node.module == package:
            found |= {alias.name for alias in node.names}
        elif node.module.startswith(f"{package}."):
            found.add(node.module.removeprefix(f"{package}.").split(".")[0])
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_module_of_a_folder_is_in_its_list(folder):
    # An import that is not used further is refused by the linter, so imported means listed.
    path = PACKAGE / folder
    modules = {entry.stem for entry in path.glob("[!_]*.py")}
    package = f"excellence_app.{folder.replace('/', '.')}"
    assert modules
    assert modules == imported((path / "__init__.py").read_text(encoding="utf-8"), package)


def test_every_exporter_is_in_the_tuple_by_its_own_name_and_endings():
    path = PACKAGE / "reports" / "exporters"
    assert [one.form for one in EXPORTERS] == ["pdf", "docx", "html"]
    assert {one.form for one in EXPORTERS} == {entry.stem for entry in path.glob("[!_]*.py")}
    for one in EXPORTERS:
        assert one.render.__module__ == f"excellence_app.reports.exporters.{one.form}"
        assert one.endings[0] == f".{one.form}"
    endings = [ending for one in EXPORTERS for ending in one.endings]
    assert len(endings) == len(set(endings))


def test_both_ways_of_importing_are_seen():
    source = "from a.b import c, d\nfrom a.b.e import build\nfrom a.bc import f\nimport g"
    assert imported(source, "a.b") == {"c", "d", "e"}
