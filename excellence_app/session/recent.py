"""A document as the list of those that were open has it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from excellence_app.session.who import now
from excellence_app.storage.settings import Recent

if TYPE_CHECKING:
    from excellence_app.session.session import AssessmentSession


def recent_of(session: "AssessmentSession") -> Recent:
    """Return the entry of an open document, as of now."""
    path = Path(os.path.abspath(session.path))  # noqa: PTH100 - a link stays one
    name = session.assessment.profile.name.strip() or path.stem
    return Recent(path, session.document.id, name, session.criteria.title, now())
