"""What the Start page offers: documents that were open, criteria sets, practice clusters."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from excellence_app.catalog import library
from excellence_app.domain.criteria import CriteriaSet, SetStatus
from excellence_app.domain.messages import N_
from excellence_app.domain.values import dataclass
from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.session.entered import refuse
from excellence_app.session.glances import Glance, GlanceState, glance, last_time
from excellence_app.session.opened import seen
from excellence_app.session.recent import recent_of
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import FileUnusable
from excellence_app.session.who import now
from excellence_app.storage import assessment_file, backups
from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.atomic import make_private
from excellence_app.storage.cache import SetCache
from excellence_app.storage.document import Damaged
from excellence_app.storage.settings import Preferences, Recent
from excellence_app.storage.trouble import Doing, StorageTrouble, shown, trouble_of

if TYPE_CHECKING:
    from excellence_app.session.edit import Edit

__all__ = [
    "Glance",
    "GlanceState",
    "PracticeCluster",
    "Renamed",
    "SetOffer",
    "criteria_sets",
    "documents_folder",
    "glance",
    "new_document",
    "open_practice",
    "practice_clusters",
    "recent_from",
    "rename",
    "reset_practice",
    "suggested_path",
]

_LONGEST_NAME = 80  # letters of a file name that we propose


def recent_from(source: Glance | AssessmentSession) -> Recent:
    """Return the entry in the list of documents that were open, as of now."""
    if isinstance(source, Glance):
        return Recent(source.path, source.id, source.name, source.set_title, now())
    return recent_of(source)


class Renamed(NamedTuple):
    """A cluster that has another name now; to take that back, `rename` it to `before`."""

    path: Path
    before: str
    after: str


def rename(path: Path, name: str) -> Renamed:
    """Give the cluster of a document another name; its file keeps its own.

    Raises `Refused`, `FileUnusable` or `StorageTrouble` (`Busy` if it is open elsewhere).
    """
    from excellence_app.session import edits  # noqa: PLC0415 - seldom needed, and every start does without it

    with AssessmentSession.open(path, change=True, patience=0.5) as session:
        before = session.assessment.profile.name
        session.change(edits.name_cluster, name)
        session.save()
        return Renamed(path, before, session.assessment.profile.name)


# criteria sets and practice clusters


@dataclass(frozen=True, slots=True)
class SetOffer:
    """A criteria set to start from; `facts` say of which kind and how large it is, which edition.

    `about` is the first sentence of what the set says of itself.
    """

    id: str
    title: str
    facts: str
    edition: str
    languages: tuple[str, ...]
    indicators: int
    questions: int
    illustrative: bool
    about: str = ""


def criteria_sets(words: Words) -> tuple[SetOffer, ...]:
    """Return the criteria sets that come with the program; what cannot be used is left out."""
    return tuple(_offers(words))


def _offers(words: Words) -> Iterator[SetOffer]:
    for path in library.available():
        criteria = library.load(path, language=words.language, cache=SetCache()).criteria
        if criteria is not None:
            yield SetOffer(
                criteria.id,
                criteria.title,
                _facts(words, criteria),
                criteria.edition,
                tuple(dict.fromkeys((criteria.language, *criteria.languages))),
                len(criteria.indicators),
                len(criteria.questions),
                criteria.status is SetStatus.ILLUSTRATIVE,
                _first_sentence(criteria.text),
            )


def _facts(words: Words, criteria: CriteriaSet) -> str:
    count = len(criteria.indicators)
    if not count:
        sized = words.plural(
            "Survey without a score, {count} question",
            "Survey without a score, {count} questions",
            len(criteria.questions),
        )
        if any(question.questions for question in criteria.questions):
            sized = words.text("{size} and more for each case", size=sized)
    elif criteria.labels:
        sized = words.plural(
            "Towards labels, {count} indicator", "Towards labels, {count} indicators", count
        )
    else:
        sized = words.plural("{count} indicator", "{count} indicators", count)
    text = words.text("{size}, edition {edition}", size=sized, edition=criteria.edition)
    if criteria.status is SetStatus.ILLUSTRATIVE:
        return words.text("{facts}, illustrative values", facts=text)
    return text


def _first_sentence(text: str) -> str:
    """Return the beginning of a text up to its first full stop, as far as a line goes."""
    first = text.strip().split("\n\n")[0].replace("\n", " ")
    sentence, stop, _ = first.partition(". ")
    return sentence + (stop.strip() or "")


class PracticeCluster(NamedTuple):
    """A fictional cluster that comes with the program; `key` names it."""

    key: str
    name: str
    facts: str


def practice_clusters(words: Words) -> tuple[PracticeCluster, ...]:
    """Return the practice clusters that can be read."""
    found = []
    for path in sorted(_practice_folder().glob(f"*{SUFFIX}")):
        one = glance(words, path)
        if one.skyline is not None:
            found.append(PracticeCluster(path.stem, one.name, one.words))
    return tuple(found)


def _practice_folder() -> Path:
    return resources_folder() / "practice"


def _practice_sources() -> list[Path]:
    return sorted(_practice_folder().rglob(f"*{SUFFIX}"))


def open_practice(key: str, folder: Path | None = None) -> Path:
    """Return the person's own copy of a practice cluster, which is made the first time.

    Of what lies in a folder of practice answers the key is "folder/name".
    Raises `KeyError` for an unknown one and `StorageTrouble`.
    """
    source = _practice_folder() / f"{key}{SUFFIX}"
    if source not in _practice_sources():
        raise KeyError(key)
    folder = folder or documents_folder(Preferences())
    identity = assessment_file.version_of(source)
    own = folder / source.name
    with suppress(StorageTrouble):
        found = assessment_file.version_of(own)
        if found is not None and identity is not None and found[0] == identity[0]:
            return own
    return _copied(source, folder)


def as_it_came(session: AssessmentSession) -> "Edit":
    """Return the edit that brings an open practice cluster back to how it came.

    Raises `Refused` for a document that is no practice cluster, or that answers another edition of
    its criteria set, and `StorageTrouble`.
    """
    from excellence_app.session.edit import Edit  # noqa: PLC0415 - seldom needed, and every start does without it
    from excellence_app.session.saving import files_named  # noqa: PLC0415 - seldom needed, and every start does without it
    from excellence_app.storage.attachments import Staging  # noqa: PLC0415 - seldom needed, and every start does without it

    source = _source_of(session.path)
    then = assessment_file.read(source)
    if session.assessment.criteria != then.assessment.criteria:
        refuse(N_("This practice cluster answers another edition of its criteria set."))
    staging = Staging(session.document.id, session.path)
    for file in files_named(then.assessment):
        if file in then.attachments and file not in session.document.attachments:
            staging.take_from(source, file)
    when = last_time(seen(source))[:16].replace("T", " ")
    return Edit("restore", when, lambda _: then.assessment)


def reset_practice(path: Path) -> Path:
    """Bring a practice cluster back to how it came, and return where it is now.

    That is one step, which can be undone. A copy that is damaged, or that answers another
    edition of its criteria set, stays as it is, and a new one is made beside it. Raises
    `Refused` for a document that is no practice cluster, and `StorageTrouble`.
    """
    source = _source_of(path)
    then = assessment_file.read(source)
    try:
        with AssessmentSession.open(path, change=True, patience=0.5) as session:
            if session.assessment.criteria == then.assessment.criteria:
                session.apply(as_it_came(session))
                session.save()
                return path
    except (Damaged, FileUnusable):
        pass
    return _copied(source, path.parent)


def _source_of(path: Path) -> Path:
    """Return the practice cluster that a document is a copy of; raises `Refused`."""
    try:
        found = assessment_file.version_of(path)
        identity = "" if found is None else found[0]
    except StorageTrouble:
        identity = backups.noted_at(path)
    for source in _practice_sources():
        own = assessment_file.version_of(source)
        if own is not None and (own[0] == identity or (not identity and path.stem == source.stem)):
            return source
    return refuse(N_("{file} is no copy of a practice cluster."), file=shown(path))


def _copied(source: Path, folder: Path) -> Path:
    _make_folder(folder)
    target = _unused(folder, source.stem)
    assessment_file.copy_to(source, target)
    return target


# new documents


def documents_folder(preferences: Preferences) -> Path:
    """Return the folder for new documents: the one chosen, else that of the system."""
    if preferences.folder:
        return Path(preferences.folder)
    from platformdirs import user_documents_path  # noqa: PLC0415 - slow, seldom needed

    return user_documents_path()


def suggested_path(name: str, folder: Path) -> Path:
    """Return a file that is not there yet, named after a cluster as any system allows it."""
    return _unused(folder, _file_name(name))


_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


def _file_name(name: str) -> str:
    text = unicodedata.normalize("NFC", _FORBIDDEN.sub(" ", name))
    text = "".join(letter for letter in text if letter.isprintable())
    text = " ".join(text.split())[:_LONGEST_NAME].strip(" .~")
    if not text:
        return "assessment"
    return f"{text} assessment" if _RESERVED.fullmatch(text) else text


def _make_folder(folder: Path) -> None:
    try:
        make_private(folder)
    except OSError as error:
        raise trouble_of(error, folder, Doing.WRITING) from error


def _unused(folder: Path, stem: str) -> Path:
    taken = set()
    with suppress(OSError):
        taken = {entry.name.casefold() for entry in folder.iterdir()}
    number, found = 1, f"{stem}{SUFFIX}"
    while found.casefold() in taken:
        number += 1
        found = f"{stem} {number}{SUFFIX}"
    return folder / found


def new_document(
    criteria_set: str,
    *,
    name: str,
    folder: Path,
    dated: date | None = None,
    earlier: Path | None = None,
    language: str = "",
    path: Path | None = None,
) -> Path:
    """Make a new document and return where it is: at `path`, else in `folder` under its name.

    With `earlier` the answers of that document are taken over, and a dated copy of them is kept.
    Raises `Refused`, `FileUnusable` or `StorageTrouble`.
    """
    wanted = path or suggested_path(name, folder)
    _make_folder(wanted.parent)
    with AssessmentSession.create(
        wanted, criteria_set, name=name, dated=dated, earlier=earlier, language=language
    ):
        return wanted
