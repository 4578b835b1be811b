"""Preferences, recent documents, and what is remembered of each document."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from excellence_app.locations import STATE_VARIABLE
from excellence_app.storage import atomic
from excellence_app.storage.settings import (
    MOST_DOCUMENTS,
    MOST_RECENT,
    Preferences,
    Recent,
    SettingsStore,
    settings_file,
)
from excellence_app.storage.trouble import StorageTrouble

DAY = "2026-11-22T14:32:00+01:00"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "settings.json"


@pytest.fixture
def store(file):
    return SettingsStore(file)


def recent(number, path=None):
    return Recent(Path(path or f"/a/{number}.excellence"), f"id {number}", "Coast", "Tiny", DAY)


def full_disk(monkeypatch):
    def no_room(*_arguments, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", no_room)


def test_nothing_was_chosen_yet(store, file):
    assert store.preferences == Preferences()
    assert store.recent == ()
    assert store.state_of("x") == {}
    assert store.message is None
    assert not file.exists()


def test_what_is_chosen_is_there_the_next_time(store, file):
    keys = {"next": "F7"}
    changed = store.change(language="de", theme="dark", zoom=125, keys=keys, folder="/a/b")
    assert changed == Preferences(
        "de", "dark", 125, show_thresholds=True, folder="/a/b", keys=keys
    )
    store.change(show_thresholds=False)
    again = SettingsStore(file).preferences
    assert again == Preferences("de", "dark", 125, show_thresholds=False, folder="/a/b", keys=keys)


def test_a_preference_that_there_is_none_of_is_a_mistake(store):
    with pytest.raises(TypeError):
        store.change(colour="red")


@pytest.mark.parametrize(
    "plain",
    [
        {"theme": "pink", "zoom": "large", "show_thresholds": 1, "language": 3, "folder": None},
        {"keys": ["a"], "recent": {"path": "x"}, "documents": [1], "zoom": True},
        {"keys": {"a": 1}, "recent": [1, {"path": 2}, {"path": ""}, {"path": "a\0b"}]},
        {"documents": {"x": 5}},
    ],
)
def test_what_makes_no_sense_counts_as_not_chosen(file, plain):
    file.parent.mkdir()
    file.write_text(json.dumps(plain))
    store = SettingsStore(file)
    assert store.preferences == Preferences()
    assert store.recent == ()
    assert store.state_of("x") == {}
    assert store.message is None
    store.add_recent(recent(1))
    store.remember("x", zoom=3)
    assert store.recent[0] == recent(1)
    assert store.state_of("x") == {"zoom": 3}


@pytest.mark.parametrize(("asked", "given"), [(10, 80), (500, 200), (110, 110)])
def test_zoom_stays_within_bounds(store, asked, given):
    assert store.change(zoom=asked).zoom == given


def test_what_a_newer_version_wrote_stays(file):
    file.parent.mkdir()
    newer = {
        "sounds": ["a"],
        "recent": [{"path": "/z", "colour": 1}],
        "documents": {"d": {"x": 1}},
    }
    file.write_text(json.dumps(newer))
    store = SettingsStore(file)
    store.change(theme="dark")
    store.add_recent(recent(1))
    store.remember("d", y=2)
    found = json.loads(file.read_text())
    assert found["sounds"] == ["a"]
    assert {"path": "/z", "colour": 1} in found["recent"]
    assert found["documents"]["d"] == {"x": 1, "y": 2}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe\x00", b"[" * 100_000, b"null"])
def test_a_damaged_file_is_put_aside_and_told_of(file, damage):
    file.parent.mkdir()
    file.write_bytes(damage)
    store = SettingsStore(file)
    assert store.preferences == Preferences()
    assert store.message is not None
    aside = Path(store.message.values["file"])
    assert aside.read_bytes() == damage
    assert aside.parent == file.parent
    assert store.change(zoom=90).zoom == 90
    assert SettingsStore(file).preferences.zoom == 90
    assert aside.read_bytes() == damage


def test_a_second_damaged_file_has_a_name_of_its_own(file):
    file.parent.mkdir()
    for _ in range(3):
        file.write_bytes(b"{")
        assert SettingsStore(file).preferences == Preferences()
    assert len(list(file.parent.glob("*damaged*"))) == 3


def test_a_file_that_cannot_be_read_is_not_overwritten(file):
    file.mkdir(parents=True)
    store = SettingsStore(file)
    assert store.preferences == Preferences()
    assert store.message is not None
    with pytest.raises(StorageTrouble):
        store.change(zoom=90)
    assert file.is_dir()
    assert store.preferences.zoom == 90


def test_with_a_full_disk_nothing_is_lost(store, file, monkeypatch):
    store.change(language="de")
    before = file.read_bytes()
    with monkeypatch.context() as patched:
        full_disk(patched)
        with pytest.raises(StorageTrouble):
            store.change(theme="dark")
        with pytest.raises(StorageTrouble):
            store.add_recent(recent(1))
        assert file.read_bytes() == before
        assert store.preferences.theme == "dark"  # it counts here
        assert store.recent == (recent(1),)
    assert SettingsStore(file).preferences.theme == "system"
    store.change(zoom=110)  # and comes along with the next change
    again = SettingsStore(file)
    assert again.preferences == Preferences("de", "dark", 110)
    assert again.recent == (recent(1),)


def test_two_windows_see_what_the_other_changes(file):
    one, other = SettingsStore(file), SettingsStore(file)
    one.change(theme="dark")
    assert other.preferences.theme == "dark"
    other.change(zoom=120)
    one.add_recent(recent(1))
    other.remember("d", sort="gap")
    assert one.preferences == Preferences(theme="dark", zoom=120)
    assert other.recent == (recent(1),)
    assert one.state_of("d") == {"sort": "gap"}


def test_changes_at_the_same_time_are_all_kept(file):
    def remember(number):
        SettingsStore(file).remember(f"d{number}", n=number)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(remember, range(24)))
    store = SettingsStore(file)
    assert all(store.state_of(f"d{n}") == {"n": n} for n in range(24))
    assert sorted(p.name for p in file.parent.iterdir() if not p.name.endswith(".lock")) == [
        file.name
    ]


def test_changes_of_other_processes_are_all_kept(file):
    code = (
        "import sys; from pathlib import Path\n"
        "from excellence_app.storage.settings import SettingsStore\n"
        "store = SettingsStore(Path(sys.argv[1]))\n"
        "for n in range(8): store.remember(f'{sys.argv[2]}{n}', n=n)\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(file), name], cwd=Path.cwd())
        for name in ("a", "b")
    ]
    assert [process.wait() for process in running] == [0, 0]
    store = SettingsStore(file)
    assert all(store.state_of(f"{name}{n}") == {"n": n} for name in "ab" for n in range(8))


# recent documents


def test_the_latest_document_comes_first_and_only_once(store):
    for number in (1, 2, 3, 1):
        store.add_recent(recent(number))
    assert [one.id for one in store.recent] == ["id 1", "id 3", "id 2"]


def test_the_list_of_recent_documents_is_bounded(store):
    for number in range(MOST_RECENT + 3):
        store.add_recent(recent(number))
    assert len(store.recent) == MOST_RECENT
    assert store.recent[0].id == f"id {MOST_RECENT + 2}"


def test_what_was_forgotten_can_be_put_back(store):
    for number in (1, 2, 3):
        store.add_recent(recent(number))
    forgotten = store.forget(recent(2).path)
    assert [one.id for one in store.recent] == ["id 3", "id 1"]
    store.put_back(forgotten)
    assert [one.id for one in store.recent] == ["id 3", "id 2", "id 1"]
    assert store.forget(Path("/nowhere")) is None


def test_a_path_that_is_no_unicode_is_kept(store, file):
    path = Path(os.fsdecode(b"/a/caf\xe9.excellence"))
    store.add_recent(recent(1, path))
    assert SettingsStore(file).recent[0].path == path


# what is remembered of a document


def test_what_is_remembered_of_a_document(store, file):
    store.remember("d", sort="gap", folded=["guidance"], window=[0, 0, 800, 600])
    store.remember("d", sort=None, place="4.6")
    expected = {"folded": ["guidance"], "window": [0, 0, 800, 600], "place": "4.6"}
    assert SettingsStore(file).state_of("d") == expected
    assert store.state_of("e") == {}


def test_only_the_latest_documents_are_remembered(store):
    for number in range(MOST_DOCUMENTS + 2):
        store.remember(f"d{number}", n=number)
        store.remember("d0", n=0)
    assert store.state_of("d0") == {"n": 0}
    assert store.state_of("d1") == {}
    assert store.state_of(f"d{MOST_DOCUMENTS + 1}") == {"n": MOST_DOCUMENTS + 1}


def test_too_much_is_not_remembered(store):
    with pytest.raises(ValueError, match="too much"):
        store.remember("d", text="x" * 30_000)
    with pytest.raises(TypeError):
        store.remember("d", path=Path("a"))
    assert store.state_of("d") == {}


# where it is


def test_the_settings_are_in_the_folder_of_the_system(own_home):
    assert settings_file().is_relative_to(own_home)
    assert settings_file().name == "settings.json"


def test_another_folder_of_the_program_holds_the_settings_too(monkeypatch, tmp_path):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path))
    assert settings_file() == tmp_path / "settings.json"


def test_leftovers_of_a_crash_are_removed(store, file):
    store.change(zoom=90)
    aside = atomic.Aside(file, 0o600)
    os.close(aside.handle)
    store.change(zoom=100)
    assert not aside.path.exists()
