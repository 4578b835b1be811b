"""Open a document to read it, and tell of a translation that is not used.

Apart from what changes documents, of which reading loads nothing.
"""

from collections.abc import Iterable
from pathlib import Path

from excellence_app.catalog import library
from excellence_app.cli.printing import remark
from excellence_app.domain.problems import Problem
from excellence_app.language.catalogues import Words
from excellence_app.session.session import AssessmentSession


def to_read(words: Words, file: Path) -> AssessmentSession:
    """Return a document to be read; a translation that is not used is told of."""
    session = AssessmentSession.open(file, language=words.language)
    tell_of_translation(words, session.problems)
    return session


def tell_of_translation(words: Words, problems: Iterable[Problem]) -> None:
    """Say to the error stream that the translation of a set is not used, if so."""
    if library.unused_translation(problems) is None:
        return
    from excellence_app.session.translation_left_out import translation_left_out  # noqa: PLC0415 - seldom needed, and every start does without it

    remark(translation_left_out(words, problems))
