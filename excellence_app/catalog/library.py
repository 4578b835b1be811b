"""Which criteria sets exist, how one is loaded, and what was loaded before.

A set is `NAME.yaml` in a folder; `NAME.de.yaml` beside it is its translation into German.
"""

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from excellence_app import __version__
from excellence_app.catalog import snapshot
from excellence_app.catalog.files import read_file
from excellence_app.catalog.showing import shown
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.domain.problems import Problem, Severity, did_you_mean
from excellence_app.domain.values import dataclass
from excellence_app.locations import criteria_folder, resources_folder

SUFFIX = ".yaml"
# To be raised when checks or builder change, so that what was remembered before is forgotten.
REMEMBERED = 2

_SET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.yaml")
_OVERLAY_NAME = re.compile(
    r"(?P<stem>[^.]+)\.(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.yaml"
)


class Cache(Protocol):
    """A place for what may be lost at any time; a key is 64 hexadecimal digits."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key, or none."""

    def put(self, key: str, value: bytes) -> None:
        """Keep a value under a key; nobody minds if that fails."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One criteria file as it was read.

    `criteria` is none if the problems forbid its use. `source` are the bytes of the file, none
    if it could not be read. `language` is the one in which its texts are; `missing` and
    `outdated` count the texts that its translation lacks.
    """

    file: str
    criteria: CriteriaSet | None
    problems: tuple[Problem, ...] = ()
    source: bytes | None = None
    language: str = ""
    missing: int = 0
    outdated: int = 0


def available(folder: Path | None = None) -> tuple[Path, ...]:
    """Return the files of the criteria sets in a folder, by name; of ours where none is named."""
    found = (folder or criteria_folder()).glob("*" + SUFFIX)
    return tuple(sorted(path for path in found if "." not in path.stem))


def find(set_id: str, folder: Path | None = None) -> Path | None:
    """Return the file of the criteria set with this id, or none."""
    for path in available(folder):
        if path.stem == set_id:
            return path
    return None


def overlays(path: Path) -> dict[str, Path]:
    """Return the translations that lie beside the file of a set, by language."""
    found: dict[str, Path] = {}
    if _SET_NAME.fullmatch(path.name):
        for beside in sorted(path.parent.glob(f"{path.stem}.*{SUFFIX}")):
            matched = _OVERLAY_NAME.fullmatch(beside.name)
            if matched:
                found[matched["language"]] = beside
    return found


def load(path: Path, *, language: str = "", cache: Cache | None = None) -> Loaded:
    """Load the criteria set of a file, with its texts in `language` as far as they are translated.

    Trouble with the file is in the result's problems; nothing is raised.
    """
    source, problems = read_file(path)
    if source is None:
        return Loaded(str(path), None, problems)
    request = _Request(source, str(path), path.name.removesuffix(SUFFIX), overlays(path), language)
    return _load(request, cache)


def load_bytes(
    source: bytes,
    file: str,
    *,
    set_id: str = "",
    language: str = "",
    folder: Path | None = None,
    cache: Cache | None = None,
) -> Loaded:
    """Load a criteria set that a document carries; `file` is what problems call it.

    `set_id` is the id that the set must have, if it is known; then translations are looked for in
    `folder`, in ours where none is named. A translation made for other texts changes nothing.
    """
    beside: dict[str, Path] = {}
    if _SET_NAME.fullmatch(set_id + SUFFIX):  # a stranger's document may say anything
        beside = overlays((folder or criteria_folder()) / (set_id + SUFFIX))
    return _load(_Request(source, file, set_id or None, beside, language), cache)


def check(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file, be it a criteria set or a translation of one."""
    matched = _OVERLAY_NAME.fullmatch(path.name)
    if matched is None:
        return load(path).problems
    source, problems = read_file(path)
    if source is None:
        return problems
    beside = path.with_name(matched["stem"] + SUFFIX)
    base, _ = read_file(beside)
    with _without_collector():
        from excellence_app.catalog import reading  # noqa: PLC0415 - see its docstring

        data = None
        if base is not None:
            data, _ = reading.read_criteria(base, str(beside), matched["stem"])
        if data is None:
            return (reading.overlay_without_set(str(path), beside.name),)
        _, problems = reading.read_overlay(
            source, str(path), base=data, stem=matched["stem"], language=matched["language"]
        )
    return problems


# What does not keep a translation from being used: single texts that it lacks.
_SINGLE_TEXTS = frozenset({"overlay-path", "overlay-outdated"})


def unused_translation(problems: Iterable[Problem]) -> Problem | None:
    """Return why the translation of a set was not used, none if it was or if there is none.

    `problems` are those with which the set was loaded.
    """
    for problem in problems:
        beside = _OVERLAY_NAME.fullmatch(Path(problem.file).name) is not None
        if beside and problem.code not in _SINGLE_TEXTS:
            return problem
    return None


class Reach(NamedTuple):
    """How far a translation reaches: texts of its set, those it lacks, those that have changed."""

    texts: int
    missing: int
    outdated: int


def reach(path: Path) -> Reach | None:
    """Return how far the translation in a file reaches, none if it translates nothing.

    A text has changed if the translation was made of another one; the set's own is shown then.
    """
    stem, _, language = path.stem.rpartition(".")
    if not stem:  # such as a folder: "." has no name to put another one beside
        return None
    base = path.with_name(f"{stem}{SUFFIX}")
    if overlays(base).get(language) is None:
        return None
    loaded = load(base, language=language)
    if loaded.source is None or loaded.criteria is None or loaded.language != language:
        return None
    from excellence_app.catalog import (  # noqa: PLC0415 - see the docstring of `reading`
        overlay,
        reading,
    )

    data, _ = reading.read_criteria(loaded.source, str(base), stem)
    texts = len(overlay.translatable(data)) if data is not None else 0
    return Reach(texts, loaded.missing, loaded.outdated)


def problem_codes() -> tuple[str, ...]:
    """Return the codes of all problems that have a help page, by name."""
    return tuple(sorted(path.stem for path in _pages_folder().glob("*.md")))


def problem_page(code: str, language: str = "en") -> str:
    """Return the help page of a problem, in English where `language` lacks it.

    Raises `Refused` for a code that no problem has.
    """
    known = problem_codes()
    if code not in known:
        meant = did_you_mean(code, known)
        if meant is None:
            raise Refused(Message(N_('No problem has the code "{code}".'), {"code": shown(code)}))
        text = N_('No problem has the code "{code}". Did you mean "{meant}"?')
        raise Refused(Message(text, {"code": shown(code), "meant": meant}))
    translated = _pages_folder() / language / f"{code}.md"
    chosen = translated if translated.is_file() else _pages_folder() / f"{code}.md"
    return chosen.read_text("utf-8")


def _pages_folder() -> Path:
    return resources_folder() / "problems"


@dataclass(frozen=True, slots=True)
class _Request:
    """What decides the result of loading: bytes, names, the translations at hand and the wish."""

    source: bytes
    file: str
    stem: str | None
    overlays: dict[str, Path]
    language: str

    def translation(self) -> bytes | None:
        """Return the bytes of the translation wished for, if there is one and it can be read."""
        path = self.overlays.get(self.language)
        return None if path is None else read_file(path)[0]

    def files(self) -> tuple[tuple[str, str], ...]:
        """Return the roles of the files that problems may be in, and their names.

        What is remembered holds roles: the same bytes may lie elsewhere the next time.
        """
        found = self.overlays.get(self.language)
        return (("set", self.file), *((("translation", str(found)),) if found else ()))

    def key(self, translation: bytes | None) -> str:
        """Return the name under which the result is remembered."""
        parts = (__version__, REMEMBERED, self.stem, [*self.overlays], self.language)
        digest = sha256(repr(parts).encode())
        digest.update(sha256(self.source).digest())
        digest.update(sha256(translation or b"").digest())
        return digest.hexdigest()


def _load(request: _Request, cache: Cache | None) -> Loaded:
    with _without_collector():
        translation = request.translation()
        key = request.key(translation)
        remembered = cache.get(key) if cache is not None else None
        if remembered is not None:
            found = _recall(request, remembered)
            if found is not None:
                return found
        loaded = _load_in_full(request, translation)
        if cache is not None and loaded.criteria is not None:
            figures = (loaded.missing, loaded.outdated, int(loaded.language == request.language))
            problems = _renamed(loaded.problems, {name: role for role, name in request.files()})
            cache.put(key, snapshot.encode(loaded.criteria, problems, figures))
        return loaded


def _recall(request: _Request, remembered: bytes) -> Loaded | None:
    """Return what was remembered; none if it is damaged."""
    decoded = snapshot.decode(remembered)
    if decoded is None:
        return None
    criteria, problems, (missing, outdated, translated) = decoded
    return Loaded(
        request.file,
        criteria,
        _renamed(problems, dict(request.files())),
        request.source,
        request.language if translated else criteria.language,
        missing,
        outdated,
    )


def _renamed(problems: Iterable[Problem], names: Mapping[str, str]) -> tuple[Problem, ...]:
    return tuple(replace(problem, file=names[problem.file]) for problem in problems)


def _load_in_full(request: _Request, translation: bytes | None) -> Loaded:
    from excellence_app.catalog import (  # noqa: PLC0415 - what is remembered needs none of them
        builder,
        overlay,
        reading,
    )

    data, problems = reading.read_criteria(request.source, request.file, request.stem)
    if data is None:
        return Loaded(request.file, None, problems, request.source)
    language, reached = data["set"]["language"], overlay.Translated()
    if translation is not None:
        texts, more = reading.read_overlay(
            translation,
            str(request.overlays[request.language]),
            base=data,
            stem=request.stem or "",
            language=request.language,
        )
        # a translation with mistakes is no reason to refuse the set that it translates
        problems += tuple(replace(problem, severity=Severity.WARNING) for problem in more)
        reached = overlay.apply(data, texts or {})
        language = request.language if texts else language
    criteria = builder.build(
        data,
        sha256=sha256(request.source).hexdigest(),
        languages=tuple(request.overlays),
        shipped=reading.shipped_in(data, language),
    )
    return Loaded(
        request.file,
        criteria,
        problems,
        request.source,
        language,
        reached.missing,
        reached.outdated,
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector: it would only walk trees of new objects in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
