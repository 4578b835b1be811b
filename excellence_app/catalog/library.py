"""Which criteria sets exist, how one is loaded, and what was loaded before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from excellence_app import __version__
from excellence_app.catalog import builder
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.problems import Problem
from excellence_app.locations import criteria_folder

SUFFIX = ".yaml"


class Cache(Protocol):
    """A place for what may be lost at any time; keys are file names, at most 100 letters."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key, or none."""

    def put(self, key: str, value: bytes) -> None:
        """Keep a value under a key; a failure to do so is nobody's business."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One criteria file as it was read.

    `criteria` is none if the problems forbid its use. `source` are the exact bytes, none if the
    file could not be read.
    """

    file: str
    criteria: CriteriaSet | None
    problems: tuple[Problem, ...] = ()
    source: bytes | None = None


def load(path: Path, *, cache: Cache | None = None) -> Loaded:
    from excellence_app.catalog import reading
    from excellence_app.catalog.yaml_source import read_file

    file = str(path)
    data, problems = read_file(path)
    if data is None:
        return Loaded(file, None, problems)
    raw, problems = reading.read_criteria(data, file, path.name.removesuffix(SUFFIX))
    criteria = None if raw is None else builder.build(raw, sha256=sha256(data).hexdigest())
    return Loaded(file, criteria, problems, data)
