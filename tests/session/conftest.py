"""A small criteria set, an assessment of it, and a document on the disk."""

import shutil
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from excellence_app.catalog import library
from excellence_app.domain.assessment import Assessment
from excellence_app.locations import STATE_VARIABLE
from excellence_app.session.named import reference_to
from excellence_app.session.session import AssessmentSession
from tests.session.making_edits import Doing

TINY = Path(__file__).with_name("tiny.yaml")


@pytest.fixture(scope="session")
def criteria():
    return library.load(TINY).criteria


@pytest.fixture
def blank(criteria):
    """Return an assessment without any answer."""
    return Assessment(reference_to(criteria), dated=date(2026, 6, 1))


@pytest.fixture
def do(criteria, blank):
    """Return what makes an edit on what the ones before it left, and checks it."""
    return Doing(criteria, blank)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cluster.excellence"


@pytest.fixture
def session(path):
    """Return the session that has made the document; whoever else changes it closes this first."""
    made = AssessmentSession.create(path, str(TINY), name="Coast", dated=date(2026, 6, 1))
    with made:
        yield made


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Return what opens a document as another computer on the same folder does."""

    @contextmanager
    def opened(path):
        copy = tmp_path / "elsewhere" / path.name
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, copy)
        with monkeypatch.context() as patched:
            patched.setenv(STATE_VARIABLE, str(tmp_path / "state elsewhere"))
            with AssessmentSession.open(copy, change=True) as other:
                yield other
        shutil.move(copy, path)

    return opened
