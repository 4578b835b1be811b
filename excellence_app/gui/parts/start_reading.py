"""What the start page reads and does in a thread; what that needs is loaded there."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from excellence_app.language.catalogues import Words
from excellence_app.storage.settings import Preferences

if TYPE_CHECKING:  # what reads documents is loaded when the page stands
    from excellence_app.session.practice import PracticeAnswers, PracticeFolder
    from excellence_app.session.starting import (
        Glance,
        PracticeCluster,
        Renamed,
        SetOffer,
    )

    Offers = tuple[tuple[SetOffer, ...], tuple[PracticeCluster, ...], tuple[PracticeFolder, ...]]


def read_offers(words: Words) -> "Offers":
    """Return the criteria sets, the practice clusters and the folders of practice answers."""
    from excellence_app.session import practice, starting  # noqa: PLC0415 - not needed at start-up

    return (
        starting.criteria_sets(words),
        starting.practice_clusters(words),
        practice.practice_folders(words),
    )


def read_answers(words: Words, folder: str) -> "tuple[PracticeAnswers, ...]":
    """Return the documents of a folder of practice answers."""
    from excellence_app.session.practice import practice_answers  # noqa: PLC0415 - not at start-up

    return practice_answers(words, folder)


def read_glance(words: Words, path: Path) -> "Glance":
    """Look at a document."""
    from excellence_app.session.starting import glance  # noqa: PLC0415 - not needed at start-up

    return glance(words, path)


def give_name(path: Path, name: str) -> "Renamed":
    """Give the cluster of a document another name."""
    from excellence_app.session.starting import rename  # noqa: PLC0415 - not needed at start-up

    return rename(path, name)


def usual_folder(preferences: Preferences) -> Path:
    """Return the folder for new documents."""
    from excellence_app.session.starting import documents_folder  # noqa: PLC0415 - not needed at start-up

    return documents_folder(preferences)


def make_practice(key: str, folder: Callable[[], Path]) -> Path:
    """Return a person's own copy of a practice cluster, which is made if need be."""
    from excellence_app.session.starting import open_practice  # noqa: PLC0415 - not needed at start-up

    return open_practice(key, folder())


def take_back_practice(path: Path) -> Path:
    """Bring a practice cluster back to how it came."""
    from excellence_app.session.starting import reset_practice  # noqa: PLC0415 - not needed at start-up

    return reset_practice(path)
