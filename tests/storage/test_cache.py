"""The cache of criteria sets: useful, small, and never in anybody's way."""

import os
from pathlib import Path

import pytest

from excellence_app.catalog.library import Cache
from excellence_app.locations import state_folder
from excellence_app.storage.cache import KEPT, SetCache


def test_it_is_what_the_catalogue_asks_for():
    cache: Cache = SetCache()
    cache.put("0" * 64, b"set")
    assert cache.get("0" * 64) == b"set"
    assert SetCache().get("0" * 64) == b"set"


def test_what_was_never_kept_is_none():
    assert SetCache().get("1" * 64) is None


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_it_is_private():
    SetCache().put("2" * 64, b"set")
    folder = state_folder() / "sets"
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / ("2" * 64)).stat().st_mode & 0o077 == 0


def test_old_entries_go(tmp_path):
    cache = SetCache(tmp_path)
    for number in range(KEPT + 5):
        cache.put(f"{number:064}", b"%d" % number)
        os.utime(tmp_path / f"{number:064}", (1_000_000 + number, 1_000_000 + number))
    assert len(list(tmp_path.iterdir())) == KEPT
    assert cache.get(f"{KEPT + 4:064}") == b"%d" % (KEPT + 4)
    assert cache.get(f"{0:064}") is None


def test_what_a_crash_has_left_goes(tmp_path, monkeypatch):
    cache = SetCache(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", lambda _path: None)
        patched.setattr(Path, "replace", refused)
        cache.put("a", b"x")
    assert [path.suffix for path in tmp_path.iterdir()] == [".tmp"]
    cache.put("a", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def refused(_path, _target):
    raise OSError


def test_a_folder_that_cannot_be_used_harms_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    cache = SetCache(tmp_path / "file")
    cache.put("a", b"x")
    assert cache.get("a") is None
    (tmp_path / "folder" / "a").mkdir(parents=True)
    odd = SetCache(tmp_path / "folder")
    odd.put("a", b"x")
    assert odd.get("a") is None
