"""What several people entered apart and nobody has decided yet, beside what a command shows."""

from collections.abc import Sequence
from pathlib import Path

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.language.catalogues import Words


def conflict_lines(
    words: Words,
    file: str,
    criteria: CriteriaSet,
    assessment: Assessment | None,
    keys: Sequence[str] | None = None,
) -> list[str]:
    """Return what several people entered apart, below a blank line; mostly nothing.

    With `keys` only what is about these answer keys and question ids.
    """
    if assessment is None or not assessment.conflicts:
        return []
    from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.language.changes import Telling  # noqa: PLC0415 - seldom needed, and every start does without it
    from excellence_app.session import past  # noqa: PLC0415 - seldom needed, and every start does without it

    found = past.conflicts_in(criteria, assessment, keys)
    told = Telling(words, criteria, past.known_in(assessment))
    lines = listings.conflicts(told, Path(file), found)
    return ["", *lines] if lines else []


def conflict_data(
    words: Words, criteria: CriteriaSet, assessment: Assessment
) -> list[dict[str, object]]:
    """Return the same for other programs."""
    from excellence_app.cli.as_json_kept import conflicts  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.language.changes import Telling  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.session import past  # noqa: PLC0415 - each command imports only what it prints with

    told = Telling(words, criteria, past.known_in(assessment))
    return conflicts(told, past.conflicts_in(criteria, assessment))
