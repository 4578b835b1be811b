"""Practice answers of several fictional partnerships to one questionnaire, kept in a folder."""

from typing import NamedTuple

from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.session.glances import glance
from excellence_app.storage.assessment_file import SUFFIX

_FICTIONAL = "answers.yaml"  # what documents of fictional partnerships are made from lies beside


class PracticeFolder(NamedTuple):
    """Documents that answer one questionnaire; `key` names the folder."""

    key: str
    title: str
    facts: str


class PracticeAnswers(NamedTuple):
    """One document of such a folder; `key` is that of `starting.open_practice`."""

    key: str
    name: str
    facts: str


def practice_folders(words: Words) -> tuple[PracticeFolder, ...]:
    """Return the folders of practice answers whose first document can be read."""
    found = []
    for folder in sorted((resources_folder() / "practice").iterdir()):
        paths = sorted(folder.glob(f"*{SUFFIX}")) if (folder / _FICTIONAL).is_file() else []
        if paths and (first := glance(words, paths[0])).set_title:
            title = words.plural(
                "Practice answers of {count} fictional partnership",
                "Practice answers of {count} fictional partnerships",
                len(paths),
            )
            found.append(PracticeFolder(folder.name, title, first.set_title))
    return tuple(found)


def practice_answers(words: Words, key: str) -> tuple[PracticeAnswers, ...]:
    """Return the documents of a folder that can be read, by their names."""
    folder = resources_folder() / "practice" / key
    if not (folder / _FICTIONAL).is_file():
        return ()
    glances = (glance(words, path) for path in folder.glob(f"*{SUFFIX}"))
    found = [
        PracticeAnswers(f"{key}/{one.path.stem}", one.name, one.words)
        for one in glances
        if one.skyline is not None
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
