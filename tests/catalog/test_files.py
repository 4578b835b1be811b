"""Only regular files of a bounded size are opened, and the rest is named in plain words."""

import os
from pathlib import Path

import pytest

from excellence_app.catalog import files
from excellence_app.catalog.files import read_file


def problem_of(path):
    data, (problem,) = read_file(path)
    assert data is None
    assert problem.file == str(path)
    assert problem.position is None
    assert problem.hint is not None
    return problem


def test_a_file_gives_its_bytes(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\r\n")
    assert read_file(path) == (b"a: 1\r\n", ())


def test_a_missing_file(tmp_path):
    assert problem_of(tmp_path / "none.yaml").code == "file-missing"


def test_a_folder(tmp_path):
    problem = problem_of(tmp_path)
    assert problem.code == "file-special"
    assert "folder" in problem.message.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert problem_of(path).code == "file-special"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_not_read(tmp_path):
    path = tmp_path / "link"
    path.symlink_to("/dev/zero")
    assert problem_of(path).code == "file-special"


def test_a_large_file_is_refused_by_its_size(tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as opened:
        opened.truncate(files.MAX_BYTES + 1)
    assert problem_of(path).code == "file-too-large"


@pytest.mark.skipif(not Path("/proc/kallsyms").exists(), reason="needs a file that hides its size")
def test_a_file_that_hides_its_size_is_read_no_further_than_the_limit(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    path = tmp_path / "link"
    path.symlink_to("/proc/kallsyms")
    assert path.stat().st_size == 0
    assert problem_of(path).code == "file-too-large"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may do all may read all"
)
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "secret.yaml"
    path.write_bytes(b"a: 1\n")
    path.chmod(0)
    assert problem_of(path).code == "file-unreadable"


@pytest.mark.parametrize(
    "fault", [PermissionError(13, "Permission denied"), OSError(5, "I/O error")]
)
def test_a_file_that_cannot_be_opened(tmp_path, fault):
    class Closed(type(tmp_path)):
        def open(self, *_arguments):
            raise fault

    path = Closed(tmp_path / "a.yaml")
    (tmp_path / "a.yaml").write_bytes(b"a: 1\n")
    assert problem_of(path).code == "file-unreadable"


def test_a_name_that_no_file_can_have(tmp_path):
    assert problem_of(tmp_path / "a\0b").code == "file-unreadable"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert problem_of(loop).code == "file-unreadable"
