"""The translation of a set that lies beside it and is not used, and why."""

from collections.abc import Iterable
from pathlib import Path

from excellence_app.catalog import library
from excellence_app.domain.problems import Problem
from excellence_app.language.catalogues import Words
from excellence_app.storage.trouble import shown


def translation_left_out(words: Words, problems: Iterable[Problem]) -> str:
    """Return that the translation wished for is not used, empty if it is or if there is none.

    `problems` are those with which the set was loaded in the language of `words`.
    """
    problem = library.unused_translation(problems)
    if problem is None:
        return ""
    values = {"language": _name_of(words), "file": shown(Path(problem.file))}
    edition = problem.message.values.get("found", "")
    if problem.code == "overlay-edition":
        return words.text(
            "The {language} translation of this set is for edition {edition} and is not used; "
            '"excellence check {file}" says more.',
            edition=edition,
            **values,
        )
    return words.text(
        "The {language} translation of this set has mistakes and is not used; "
        '"excellence check {file}" says more.',
        **values,
    )


def _name_of(words: Words) -> str:
    from babel import Locale  # noqa: PLC0415 - slow, and seldom needed

    return Locale.parse(words.language, sep="-").get_display_name(words.language) or words.language
