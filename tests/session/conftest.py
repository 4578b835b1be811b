"""A small criteria set, an assessment of it, and a document on the disk."""

from datetime import date
from pathlib import Path

import pytest

from excellence_app.catalog import library
from excellence_app.domain.assessment import Assessment
from excellence_app.session.named import reference_to
from excellence_app.session.session import AssessmentSession

TINY = Path(__file__).with_name("tiny.yaml")


@pytest.fixture(scope="session")
def criteria():
    return library.load(TINY).criteria


@pytest.fixture
def blank(criteria):
    """Return an assessment without any answer."""
    return Assessment(reference_to(criteria), dated=date(2026, 6, 1))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cluster.excellence"


@pytest.fixture
def session(path):
    return AssessmentSession.create(path, str(TINY), name="Coast", dated=date(2026, 6, 1))
