"""Criteria sets as sessions need them: by id, by file, or out of a document."""

from pathlib import Path

from excellence_app.catalog import library
from excellence_app.catalog.library import Loaded
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import Problem
from excellence_app.session.named import refuse_unknown
from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.cache import SetCache
from excellence_app.storage.document import StoredDocument
from excellence_app.storage.trouble import shown

_NO_SET = (
    N_('There is no criteria set "{id}". The command "excellence list" shows those there are.'),
    N_('There is no criteria set "{id}". Did you mean "{close}"?'),
)


class FileUnusable(Exception):  # noqa: N818 - a finding about a file, not a fault of the program
    """A file of criteria or of answers cannot be used; `problems` says why, with the places."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("the file cannot be used")
        self.problems = problems


def names_set(name: str) -> bool:
    """Return whether a name means a criteria set, by its id or its file, and not a document."""
    path = Path(name)
    is_set = path.suffix == library.SUFFIX or library.find(name) is not None
    return path.suffix != SUFFIX and (is_set or not path.exists())


def load_set(wanted: str, language: str = "") -> Loaded:
    """Return a criteria set by the id of one of ours, or by its file, with its texts translated.

    Raises `Refused` for an unknown id and `FileUnusable` for a file that cannot be used.
    """
    path = library.find(wanted)
    if path is None:
        if Path(wanted).suffix != library.SUFFIX:
            refuse_unknown(_NO_SET, wanted, [known.stem for known in library.available()])
        path = Path(wanted)
    loaded = library.load(path, language=language, cache=SetCache())
    if loaded.criteria is None:
        raise FileUnusable(loaded.problems)
    return loaded


def set_in(
    document: StoredDocument, path: Path, language: str
) -> tuple[CriteriaSet, tuple[Problem, ...]]:
    """Return the criteria set that a document brings along; raises `FileUnusable`."""
    loaded = library.load_bytes(
        document.criteria,
        f"{shown(path)}/criteria.yaml",
        set_id=document.assessment.criteria.id,
        language=language,
        cache=SetCache(),
    )
    if loaded.criteria is None:
        raise FileUnusable(loaded.problems)
    return loaded.criteria, loaded.problems
