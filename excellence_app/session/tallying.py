"""Many documents read one by one, to be counted together; what cannot be counted is named."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.domain.tallies import Filled, Tally
from excellence_app.engine import tallying
from excellence_app.language.catalogues import Words
from excellence_app.session.glances import last_time
from excellence_app.session.opened import seen
from excellence_app.session.replacing import write_report
from excellence_app.session.session import form_of
from excellence_app.session.sets import FileUnusable, set_in
from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.trouble import Doing, StorageTrouble, shown, trouble_of


class NothingToCount(Refused):
    """There is no document to count; `left_out` are the files that were looked at."""

    def __init__(self, message: Message, left_out: Sequence["LeftOut"]) -> None:
        super().__init__(message)
        self.left_out = tuple(left_out)


class Stopped(Refused):
    """Somebody thought better of it while documents were read."""


Watch = Callable[[int, int], bool]  # files read, and files in all -> whether to go on


def _go_on(_read: int, _all: int) -> bool:
    return True


class LeftOut(NamedTuple):
    """A file that is not counted, and why."""

    file: Path
    reason: Message

    @property
    def short_reason(self) -> Message:
        """Return the reason with files by their names alone."""
        values = {
            name: Path(value).name if name in _FILES and isinstance(value, str) else value
            for name, value in self.reason.values.items()
        }
        return replace(self.reason, values=values)

    @property
    def named(self) -> bool:
        """Return whether the reason names the file already."""
        return self.reason.values.get("file") == shown(self.file) and "{file}" in self.reason.text


_FILES = frozenset({"file", "other"})  # the values of a reason that are paths


@dataclass(frozen=True)
class Gathered:
    """Documents that answer one criteria set, with everything that is to be said about them.

    `against` are those of the first survey where it has files of its own.
    """

    criteria: CriteriaSet
    documents: tuple[Filled, ...]
    against: tuple[Filled, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    files: tuple[Path, ...] = ()

    def tally(self, by: Sequence[str] | None = None) -> Tally:
        """Count the documents, by the answers to some questions; raises `Refused`.

        If none are given, the criteria set says by which.
        """
        return tallying.tally(self.criteria, self.documents, by=by, against=self.against)

    def may_split(self) -> tuple[tuple[str, str], ...]:
        """Return the questions whose answers documents can be split by: each its id and text."""
        return tuple((one.id, one.text) for one in tallying.groupable(self.criteria))

    def report(self, words: Words, tally: Tally, target: Path) -> bytes:
        """Return what was counted as a paper, in the form that the name of a file asks for."""
        from excellence_app.reports.exporters import EXPORTERS  # noqa: PLC0415 - slow, seldom needed
        from excellence_app.reports.tally_assembly import assemble_tally  # noqa: PLC0415 - slow, seldom needed
        from excellence_app.reports.tally_context import TallyContext  # noqa: PLC0415 - slow, seldom needed

        form = form_of(target)
        render = next(exporter.render for exporter in EXPORTERS if exporter.form == form)
        left_out = tuple((one.file.name, one.short_reason) for one in self.left_out)
        return render(assemble_tally(TallyContext(self.criteria, tally, words, left_out)))


class _Read(NamedTuple):
    """What is kept of one document while the others are read."""

    file: Path
    document: str
    changed: str
    changes: int
    assessment: Assessment


def gather(
    places: Sequence[Path],
    against: Sequence[Path] = (),
    *,
    language: str = "",
    watch: Watch = _go_on,
) -> Gathered:
    """Read documents, and those in folders, that answer the same criteria set.

    That is the set that most of them answer, in the edition that most of these have. Every file
    that is left out is named with the reason. Raises `NothingToCount` if no document is left, and
    `Stopped` as soon as `watch`, which is called after each file, wants no more.
    """
    reading = _Reading(language)
    files, others_files = list(reading.files(places)), list(reading.files(against))
    reading.watch(watch, len(files) + len(others_files))
    now = reading.read(files)
    before = reading.read(others_files)
    if not now:
        where = {"places": ", ".join(shown(place) for place in places)}
        text = N_("There is no document in {places} that can be counted.")
        raise NothingToCount(Message(text, where), reading.sorted())
    leading = _leading(now)
    criteria = reading.sets[leading.assessment.criteria.sha256]
    documents = tuple(reading.filled(now, criteria))
    others = tuple(reading.filled(before, criteria))
    if against and not others:
        text = N_("None of the documents of the first survey can be counted.")
        raise NothingToCount(Message(text), reading.sorted())
    return Gathered(criteria, documents, others, reading.sorted(), tuple(reading.order))


def _leading(found: Sequence[_Read]) -> _Read:
    """Return a document of the set, and of its edition, that most documents answer."""
    sets = Counter(one.assessment.criteria.id for one in found)
    wanted = sets.most_common(1)[0][0]
    same = [one for one in found if one.assessment.criteria.id == wanted]
    editions = Counter(one.assessment.criteria.sha256 for one in same)
    most = editions.most_common(1)[0][0]
    return next(one for one in same if one.assessment.criteria.sha256 == most)


class _Reading:
    """Reads documents and remembers what is wrong with some of them."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.left_out: list[LeftOut] = []
        self.order: list[Path] = []
        self.sets: dict[str, CriteriaSet] = {}
        self._watch: Watch = _go_on
        self._read = self._all = 0

    def watch(self, watch: Watch, files: int) -> None:
        """Tell after each file how many of all are read, and ask whether to go on."""
        self._watch, self._all = watch, files

    def sorted(self) -> tuple[LeftOut, ...]:
        """Return the files that were left out in the order in which they were read."""
        return tuple(sorted(self.left_out, key=lambda one: self.order.index(one.file)))

    def _leave_out(self, file: Path, text: str, **values: str) -> None:
        self.left_out.append(LeftOut(file, Message(text, {"file": shown(file), **values})))

    def read(self, files: Iterable[Path]) -> list[_Read]:
        """Read files; of several copies of a document the latest counts."""
        latest: dict[str, _Read] = {}
        for file in files:
            one = self._document(file)
            self._read += 1
            if not self._watch(self._read, self._all):
                raise Stopped(Message(N_("Nothing was counted.")))
            if one is None:
                continue
            other = latest.get(one.document)
            if other is not None:
                older, newer = sorted((one, other), key=_age)
                latest[one.document] = newer
                self._leave_out(
                    older.file,
                    N_("It is a copy of {other}, in which the last change is later."),
                    other=shown(newer.file),
                )
            else:
                latest[one.document] = one
        found = list(latest.values())
        return sorted(found, key=lambda one: self.order.index(one.file))

    def files(self, places: Iterable[Path]) -> Iterator[Path]:
        """Yield the files to read: those that are named, and all documents in named folders."""
        known: set[str] = set()
        for place in places:
            try:
                inside = sorted(
                    (p for p in place.iterdir() if p.suffix == SUFFIX and p.name[0] != "."),
                    key=lambda p: (p.name.casefold(), p.name),
                )
            except NotADirectoryError:
                inside = [place]
            except OSError as error:
                trouble = trouble_of(error, place, Doing.READING)
                self.order.append(place)
                self.left_out.append(LeftOut(place, trouble.message))
                continue
            for file in inside:
                real = os.path.realpath(file)
                if real not in known:
                    known.add(real)
                    self.order.append(file)
                    yield file

    def _document(self, file: Path) -> _Read | None:
        """Return what is needed of one document, none if it is left out."""
        try:
            opened = seen(file)
            reference = opened.assessment.criteria
            if reference.sha256 not in self.sets:
                self.sets[reference.sha256], _ = set_in(opened.document, file, self._language)
        except StorageTrouble as trouble:
            self.left_out.append(LeftOut(file, trouble.message))
            return None
        except FileUnusable:
            self._leave_out(file, N_("Its criteria set cannot be used."))
            return None
        return _Read(
            file,
            opened.document.id,
            last_time(opened),
            opened.document.log.entries + len(opened.entries),
            opened.assessment,
        )

    def filled(self, found: Iterable[_Read], criteria: CriteriaSet) -> Iterator[Filled]:
        """Yield the documents that answer a criteria set, and leave out the others."""
        for one in found:
            reference = one.assessment.criteria
            if reference.id != criteria.id:
                self._leave_out(
                    one.file,
                    N_('It answers another criteria set, "{set}" instead of "{wanted}".'),
                    set=reference.id,
                    wanted=criteria.id,
                )
                continue
            own = self.sets[reference.sha256]
            yield Filled(
                name=name_of(criteria, one.assessment) or one.file.stem,
                assessment=one.assessment,
                earlier=_earlier(one.assessment),
                own_set=None if own is criteria else own,
                document=one.document,
            )


def _age(one: _Read) -> tuple[str, int, int, str]:
    """Return what puts copies of one document in order, the one that counts last.

    Where the last change is of the same second, the one with more changes counts, then the file
    with the shortest name: sync services make names of copies longer.
    """
    return one.changed, one.changes, -len(one.file.name), one.file.name


def _earlier(assessment: Assessment) -> Assessment | None:
    """Return the last earlier copy that answers the same criteria set, if there is one."""
    same = [one for one in assessment.earlier if one.criteria.id == assessment.criteria.id]
    return same[-1] if same else None


def name_of(criteria: CriteriaSet, assessment: Assessment) -> str:
    """Return who answered, by the question that asks for that, else the name of the cluster."""
    question = criteria.question_by_id.get(criteria.tally.name)
    told = tallying.in_words(question, assessment.answers).strip()
    return told or assessment.profile.name.strip()


def write(target: Path, data: bytes, found: Gathered) -> None:
    """Write a report to a file; documents are never overwritten. Raises `StorageTrouble`."""
    write_report(target, data, *found.files)
