"""The document `name.excellence`: read it, write it whole.

A ZIP package: `mimetype`, `manifest.json` with the hash and the size of every other part,
`criteria.yaml` as it was read, `assessment.json`, `log.jsonl`. `docs/file-format.md`
describes it. A file from elsewhere is refused unless every part is what the manifest
says; parts and fields of a newer version are carried along.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple, NoReturn

from excellence_app import __version__
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.domain.values import dataclass
from excellence_app.storage.assessment_json import (
    Damage,
    Plain,
    assessment_from_plain,
    assessment_to_plain,
    canonical,
    parse_json,
)
from excellence_app.storage.atomic import remove_leftovers, write_atomically
from excellence_app.storage.log import Log, LogEntry
from excellence_app.storage.package import (
    MAX_FILE,
    BadPart,
    NoPackage,
    TooLarge,
    pack,
    unpack,
)
from excellence_app.storage.trouble import UNTOUCHED, Doing, StorageTrouble, shown, trouble_of

SUFFIX = ".excellence"
FORMAT = 1
MEDIA_TYPE = b"application/vnd.excellence.assessment+zip"

_LONGEST_VERSION = 20  # letters of a version number that a message shows
_MIMETYPE, _MANIFEST = "mimetype", "manifest.json"
_CRITERIA, _ASSESSMENT, _LOG = "criteria.yaml", "assessment.json", "log.jsonl"
_OURS = (_CRITERIA, _ASSESSMENT, _LOG)
_LIMITS = {_MIMETYPE: 1_000, _MANIFEST: 1_000_000, _CRITERIA: 10_000_000, _ASSESSMENT: 64_000_000}


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as its file holds it.

    `sha256` is the hash of the whole file, empty while there is none; `parent` that of
    the version before. `form` is the file's format, `min_reader` the oldest format that a
    program must know to read it. `parts` and `carried` are what a newer version wrote:
    whole parts by name, and fields of the manifest.
    """

    id: str
    assessment: Assessment
    criteria: bytes
    revision: int = 0
    parent: str = ""
    sha256: str = ""
    written_by: str = ""
    form: int = FORMAT
    min_reader: int = FORMAT
    log: Log = field(default_factory=Log)
    parts: Mapping[str, bytes] = field(default_factory=dict)
    carried: Mapping[str, object] = field(default_factory=dict)


def new_id() -> str:
    """Return the identity of a new document."""
    from uuid import uuid4  # noqa: PLC0415 - needed once in a document's life

    return str(uuid4())


def read(path: Path) -> StoredDocument:
    """Return the document in the file `path`; raises `StorageTrouble`."""
    return from_bytes(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """Return what the regular file `path` holds; raises `StorageTrouble`.

    A FIFO or a device is refused without being waited for.
    """
    refuse_what_is_no_file(path)
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise trouble_of(error, path, Doing.READING) from error
    if len(data) > MAX_FILE:
        _refuse(path, N_("{file} is larger than a document of Excellence can be."))
    return data


def refuse_what_is_no_file(path: Path) -> None:
    """Raise `StorageTrouble` unless `path` is an ordinary file of a bearable size."""
    try:
        about = path.stat()
    except OSError as error:
        raise trouble_of(error, path, Doing.READING) from error
    except ValueError as error:  # a path with a NUL
        raise StorageTrouble(
            Message(N_("{file} is not the name of a file."), {"file": shown(path)}), path
        ) from error
    if S_ISDIR(about.st_mode):
        _refuse(path, N_("{file} is a folder."), N_("Please name a file."))
    if not S_ISREG(about.st_mode):
        _refuse(
            path,
            N_("{file} is not an ordinary file."),
            N_("Please name a document that Excellence has written."),
        )
    if about.st_size > MAX_FILE:
        _refuse(path, N_("{file} is larger than a document of Excellence can be."))


def _open_without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def from_bytes(data: bytes, path: Path) -> StoredDocument:
    """Return the document that `data` holds; `path` names it in `StorageTrouble`."""
    if not data:
        _refuse(
            path,
            N_("{file} is empty."),
            N_("Please open a copy of it; an empty file holds no answers."),
        )
    try:
        parts = unpack(data)
    except NoPackage:
        _refuse_what_is_no_package(data, path)
    except BadPart as bad:
        _refuse_damaged(path, bad.part)
    except TooLarge as large:
        _refuse(
            path,
            N_('{file} is refused: its part "{part}" is larger than any of ours can be.'),
            part=_printable(large.part),
        )
    for name, limit in _LIMITS.items():
        if len(parts.get(name, b"")) > limit:
            _refuse_damaged(path, name)
    _check_kind(parts, path)
    manifest = _read_manifest(parts[_MANIFEST], path)
    for name, data_of_part in parts.items():
        if name in {_MIMETYPE, _MANIFEST}:
            continue
        wanted = manifest.parts.pop(name, None)
        if wanted != (sha256(data_of_part).hexdigest(), len(data_of_part)):
            _refuse_damaged(path, name)
    for name in (*manifest.parts, *(part for part in _OURS if part not in parts)):
        _refuse_missing(path, name)
    try:
        assessment = assessment_from_plain(parse_json(parts[_ASSESSMENT]))
    except Damage as damage:
        _refuse_damaged(path, _ASSESSMENT, damage.place)
    if sha256(parts[_CRITERIA]).hexdigest() != assessment.criteria.sha256:
        _refuse_damaged(path, _CRITERIA)
    return StoredDocument(
        id=manifest.id,
        assessment=assessment,
        criteria=parts[_CRITERIA],
        revision=manifest.revision,
        parent=manifest.parent,
        sha256=sha256(data).hexdigest(),
        written_by=manifest.written_by,
        form=manifest.form,
        min_reader=manifest.min_reader,
        log=Log(parts[_LOG], manifest.log_entries, manifest.log_head),
        parts={n: d for n, d in parts.items() if n not in {_MIMETYPE, _MANIFEST, *_OURS}},
        carried=manifest.carried,
    )


class _Manifest(NamedTuple):
    """What manifest.json says; `parts` maps names to hash and size."""

    id: str
    form: int
    min_reader: int
    revision: int
    parent: str
    written_by: str
    parts: dict[str, tuple[str, int]]
    log_entries: int
    log_head: str
    carried: Plain


def _check_kind(parts: Mapping[str, bytes], path: Path) -> None:
    if _MIMETYPE not in parts and _MANIFEST not in parts:
        _refuse(
            path,
            N_("{file} is a ZIP file, but not a document of Excellence."),
            N_("Please name a document that Excellence has made, or a copy of one."),
        )
    if _MANIFEST not in parts:
        _refuse_missing(path, _MANIFEST)
    if parts.get(_MIMETYPE) != MEDIA_TYPE:
        _refuse_damaged(path, _MIMETYPE)


def _read_manifest(data: bytes, path: Path) -> _Manifest:
    try:
        plain = parse_json(data)
    except Damage:
        plain = None
    if isinstance(plain, dict):
        _refuse_if_newer(plain, path)
    match plain:
        case {
            "format": int() as form,
            "min_reader": int() as needed,
            "document": str() as document,
            "revision": int() as revision,
            "parent": str() | None as parent,
            "written_by": str() as written_by,
            "parts": dict() as parts,
            "log": {"entries": int() as entries, "head": str() as head},
            **rest,
        } if form >= needed >= 1 and entries >= 0 and revision >= 1:
            found = _Manifest(
                id=document,
                form=form,
                min_reader=needed,
                revision=revision,
                parent=parent or "",
                written_by=written_by,
                parts=_read_listing(parts, path),
                log_entries=entries,
                log_head=head,
                carried={str(name): value for name, value in rest.items()},
            )
        case _:
            _refuse_damaged(path, _MANIFEST)
    return found


def _refuse_if_newer(plain: Plain, path: Path) -> None:
    needed = plain.get("min_reader")
    if isinstance(needed, int) and needed > FORMAT:
        _refuse(
            path,
            N_(
                "{file} was written by a newer version of Excellence{version} and needs one "
                "that reads format {format}; this one reads format {ours}."
            ),
            N_("Please install the newer version; the file is as it was."),
            version=_newer_version(plain),
            format=needed,
            ours=FORMAT,
        )


def _newer_version(plain: Plain) -> str:
    """Return the version that wrote a file as it follows the program's name, or nothing."""
    writer = plain.get("written_by")
    if isinstance(writer, str) and writer.isascii() and len(writer) <= _LONGEST_VERSION:
        return f" ({writer})" if writer.isprintable() else ""
    return ""


def _read_listing(parts: Plain, path: Path) -> dict[str, tuple[str, int]]:
    found = {}
    for name, about in parts.items():
        match about:
            case {"sha256": str() as digest, "size": int() as size}:
                found[name] = (digest, size)
            case _:
                _refuse_damaged(path, _MANIFEST)
    return found


def to_bytes(document: StoredDocument) -> bytes:
    """Return the file that holds a document; equal documents give equal bytes."""
    parts = {
        _CRITERIA: document.criteria,
        _ASSESSMENT: canonical(assessment_to_plain(document.assessment)) + b"\n",
        _LOG: document.log.lines,
        **dict(sorted(document.parts.items())),
    }
    manifest = {
        **document.carried,
        "format": document.form,
        "min_reader": document.min_reader,
        "document": document.id,
        "revision": document.revision,
        "parent": document.parent or None,
        "written_by": document.written_by,
        "parts": {
            name: {"sha256": sha256(data).hexdigest(), "size": len(data)}
            for name, data in parts.items()
        },
        "log": {"entries": document.log.entries, "head": document.log.head},
    }
    return pack({_MIMETYPE: MEDIA_TYPE, _MANIFEST: canonical(manifest) + b"\n", **parts})


def write(
    path: Path, document: StoredDocument, entries: Sequence[LogEntry] = ()
) -> StoredDocument:
    """Write a document with new log entries and return it as it is now on the disk.

    To be called while holding the document's lock. Raises `StorageTrouble` and writes
    nothing if the file is no longer the one that was read, or a new one would
    replace another.
    """
    _refuse_if_changed(path, document)
    written = replace(
        document,
        revision=document.revision + 1,
        parent=document.sha256,
        written_by=__version__,
        log=document.log.with_entries(entries),
    )
    data = to_bytes(written)
    found = _read_again(path, data)
    remove_leftovers(path)
    write_atomically(path, data)
    return found


def _read_again(path: Path, data: bytes) -> StoredDocument:
    """Return the document in bytes about to be written; raises `StorageTrouble` if that fails."""
    try:
        found = from_bytes(data, path)
        if to_bytes(found) == data:
            return found
    except StorageTrouble:
        pass
    raise StorageTrouble(
        Message(
            N_("{file} is not written, since it could not be read again: it holds too much."),
            {"file": shown(path)},
        ),
        path,
        safe=UNTOUCHED,
        advice=Message(N_("Please shorten the longest notes and try again.")),
    )


def _refuse_if_changed(path: Path, document: StoredDocument) -> None:
    try:
        path.stat()
    except FileNotFoundError:
        return  # new, or removed by somebody meanwhile: nothing can be overwritten
    except OSError as error:
        raise trouble_of(error, path, Doing.WRITING) from error
    if not document.sha256:
        _refuse(
            path,
            N_("{file} exists already."),
            N_("Please choose another name."),
            safe=UNTOUCHED,
        )
    if sha256(read_bytes(path)).hexdigest() != document.sha256:
        _refuse(
            path,
            N_("{file} was changed by somebody else since it was opened."),
            N_("Please open it again and repeat the change."),
            safe=Message(
                N_("What the other person wrote is untouched; your change is not saved.")
            ),
        )


def _refuse(
    path: Path,
    text: str,
    advice: str = "",
    *,
    safe: Message | None = None,
    **values: MessageValue,
) -> NoReturn:
    raise StorageTrouble(
        Message(text, {"file": shown(path), **values}),
        path,
        safe=safe,
        advice=Message(advice) if advice else None,
    )


_USE_A_COPY = N_("Please use a copy of the file; the damaged one was not touched.")


def _refuse_damaged(path: Path, part: str, place: str = "") -> NoReturn:
    if place:
        _refuse(
            path,
            N_('{file} is damaged: its part "{part}" cannot be read at "{place}".'),
            _USE_A_COPY,
            part=_printable(part),
            place=_printable(place),
        )
    _refuse(path, N_('{file} is damaged: its part "{part}".'), _USE_A_COPY, part=_printable(part))


def _refuse_missing(path: Path, part: str) -> NoReturn:
    _refuse(
        path,
        N_('{file} is damaged: its part "{part}" is missing.'),
        _USE_A_COPY,
        part=_printable(part),
    )


def _printable(text: str) -> str:
    """Return a name out of a stranger's file without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:200])


def _refuse_what_is_no_package(data: bytes, path: Path) -> NoReturn:
    if data.startswith(b"PK"):
        _refuse(
            path,
            N_("{file} is damaged: it was cut off or its index cannot be read."),
            _USE_A_COPY,
        )
    _refuse(
        path,
        N_("{file} is not a document of Excellence."),
        N_("Please name a document that Excellence has made, or a copy of one."),
    )
