"""A small share of `python3 dev.py fuzz`, and the proof that it can find something."""

import random
import sys

import pytest

from tests.fuzz import __main__ as fuzz

CHANCE = random.Random(3)  # noqa: S311 - no secret


def test_damaged_documents_are_refused(tmp_path):
    said = fuzz.damaged(tmp_path, 60, CHANCE)
    assert not said.startswith("wrong"), said
    assert "0 silent, 0 crashed" in said
    assert not said.startswith("0 refused")


def test_damage_that_nobody_notices_is_found(tmp_path, monkeypatch):
    other = fuzz.made(tmp_path, "other").read_bytes()
    monkeypatch.setattr(fuzz, "_spoilt", lambda _whole, _chance: other)
    assert fuzz.damaged(tmp_path, 3, CHANCE).startswith("wrong: 0 refused, 3 silent")


@pytest.mark.skipif(sys.platform != "linux", reason="memory and handles are read from /proc")
def test_long_use_opens_nothing_that_stays_open(tmp_path):
    said = fuzz.long_use(tmp_path, 200, CHANCE)
    assert " 0 handles more" in said
