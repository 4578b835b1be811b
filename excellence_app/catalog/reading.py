"""The whole way from bytes to checked data; the only part that needs the YAML and schema libraries.

`library` imports this module when a file was not remembered, since these libraries take longer to
import than most sets take to load.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from excellence_app.catalog import checks, schema_check, yaml_source
from excellence_app.catalog.yaml_source import SourceTree
from excellence_app.domain.problems import Problem, by_place, has_errors


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector: trees of new objects would only be walked in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_criteria(
    source: bytes, file: str, stem: str | None
) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """Return the checked data of a criteria set and every problem of the first stage that has any.

    The data is none if one of the problems is an error. `stem` is the name that the
    file promises the set's id to be, none where it promises nothing.
    """
    tree, problems = yaml_source.parse(source, file)
    if not problems:
        problems = _schema_problems(tree)
    if not problems:
        problems = checks.run(tree, stem)
    problems = by_place(problems)
    return (None if has_errors(problems) else tree.data), problems


def _schema_problems(tree: SourceTree) -> tuple[Problem, ...]:
    return schema_check.check(tree)
