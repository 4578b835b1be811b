"""What cannot be stored in a document is kept beside the settings, within bounds."""

import json
import os

import pytest

from excellence_app.storage import drafts
from excellence_app.storage.settings import SettingsStore
from excellence_app.storage.trouble import StorageTrouble


@pytest.fixture
def store(tmp_path):
    return SettingsStore(tmp_path / "state" / "settings.json")


@pytest.fixture
def file(tmp_path):
    return drafts.drafts_file(tmp_path / "state" / "settings.json", "one")


def test_they_are_kept_for_each_document_and_go_away(store, file):
    store.keep_drafts("one", {"D.3": "12x", "A.1": "ä\ud800"})
    assert store.drafts_of("one") == {"D.3": "12x", "A.1": "ä\ud800"}
    assert store.drafts_of("../two") == {}
    store.keep_drafts("one", {})
    assert store.drafts_of("one") == {}
    assert not file.exists()
    store.keep_drafts("one", {})


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_they_are_for_their_owner_alone(store, file):
    store.keep_drafts("one", {"D.3": "12x"})
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_of_too_many_the_last_are_kept(store, file):
    store.keep_drafts("one", {str(number): "x" * 30_000 for number in range(150)})
    kept = store.drafts_of("one")
    assert 60 < len(kept) <= drafts.MOST
    assert list(kept)[-1] == "149"
    assert file.stat().st_size <= drafts.MOST_CHARACTERS
    store.keep_drafts("one", {str(number): "x" for number in range(150)})
    assert list(store.drafts_of("one")) == [str(number) for number in range(50, 150)]


@pytest.mark.parametrize("data", [b"", b"[1]", b"\xff", b"[" * 100_000])
def test_a_damaged_file_holds_none(store, file, data):
    store.keep_drafts("one", {"D.3": "12x"})
    file.write_bytes(data)
    assert store.drafts_of("one") == {}
    file.write_text(json.dumps({"D.3": 3, "A.1": "x"}))
    assert store.drafts_of("one") == {"A.1": "x"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path, store):
    (tmp_path / "state").write_text("in the way")
    with pytest.raises(StorageTrouble):
        store.keep_drafts("one", {"D.3": "12x"})
