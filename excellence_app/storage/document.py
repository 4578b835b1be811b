"""A document as its file holds it: the parts of a package and what they mean.

`docs/file-format.md` describes them. A file from elsewhere is refused unless every part is
what the manifest says; parts and fields of a newer version are carried along. Of the files
kept as evidence only the index is looked at: they are read when somebody wants them.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple, NoReturn

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.domain.values import dataclass
from excellence_app.storage.assessment_json import assessment_to_plain
from excellence_app.storage.assessment_reading import assessment_from_plain
from excellence_app.storage.log import Log
from excellence_app.storage.ordinary_files import trouble
from excellence_app.storage.package import (
    BadPart,
    Entry,
    NoPackage,
    Package,
    Packed,
    TooLarge,
    packed,
)
from excellence_app.storage.plain_json import Damage, Plain, canonical, parse_json
from excellence_app.storage.trouble import StorageTrouble, shown
from excellence_app.storage.unpacked import UnpackedParts
from excellence_app.storage.upgrades import FORMAT, PLAIN_FORMAT, Content, upgraded

MEDIA_TYPE = b"application/vnd.excellence.assessment+zip"
MAX_IN_MEMORY = 200_000_000  # bytes of all parts but the attachments

_LONGEST_VERSION = 20  # letters of a version number that a message shows
_MIMETYPE, MANIFEST = "mimetype", "manifest.json"
_CRITERIA, _ASSESSMENT, _LOG = "criteria.yaml", "assessment.json", "log.jsonl"
_OURS = (_CRITERIA, _ASSESSMENT, _LOG)
_LIMITS = {_MIMETYPE: 1_000, MANIFEST: 1_000_000, _CRITERIA: 10_000_000, _ASSESSMENT: 64_000_000}
_ATTACHMENTS = "attachments/"
_ATTACHMENT = re.compile(rf"{_ATTACHMENTS}([0-9a-f]{{64}})")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HEAD = re.compile(r"[0-9a-f]{64}(\+[0-9a-f]{64})*")


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as its file holds it.

    `version` tells exactly this version from every other: the SHA-256 of its manifest, which names
    the hashes of all parts; it is empty while there is no file. `parent` is the version before.
    `form` is the file's format, `min_reader` the oldest format that a program must know to
    read it. `attachments` are the files kept as evidence, by SHA-256, with their sizes.
    `parts` and `carried` are what a newer version wrote: whole parts by name, and fields of
    the manifest.
    """

    id: str
    assessment: Assessment
    criteria: bytes
    revision: int = 0
    parent: str = ""
    version: str = ""
    written_by: str = ""
    form: int = FORMAT
    min_reader: int = PLAIN_FORMAT
    log: Log = field(default_factory=Log)
    parts: Mapping[str, bytes] = field(default_factory=dict)
    attachments: Mapping[str, int] = field(default_factory=dict)
    carried: Mapping[str, object] = field(default_factory=dict)


class Damaged(StorageTrouble):
    """A file that is no document, or not all of one; `document` is its id, if that can be read."""

    document: str = ""


class Manifest(NamedTuple):
    """What manifest.json says; `parts` maps names to hash and size.

    `version` is the hash of the manifest itself.
    """

    id: str
    version: str
    form: int
    min_reader: int
    revision: int
    parent: str
    written_by: str
    parts: dict[str, tuple[str, int]]
    log_entries: int
    log_head: str
    carried: Plain


def folder_name(document: str) -> str:
    """Return the name of a folder for a document, whose id a stranger may have made up."""
    if _UUID.fullmatch(document):
        return document
    return f"x{sha256(document.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def attachment_part(digest: str) -> str:
    """Return the name of the part that holds the file with this hash."""
    return f"{_ATTACHMENTS}{digest}"


def open_package(file: BinaryIO, path: Path) -> Package:
    """Return the package in a file, its index checked; raises `Damaged`."""
    with _told(path):
        try:
            return Package(file)
        except NoPackage:
            file.seek(0)
            _refuse_what_is_no_package(file.read(2), path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what is wrong with a package into sentences."""
    try:
        yield
    except BadPart as bad:
        _refuse_part(path, bad.part)
    except TooLarge as large:
        _refuse_size(path, large.part, tight=large.tight)


def read_manifest(package: Package, path: Path) -> Manifest:
    """Return the manifest of a package; raises `StorageTrouble`.

    Of the parts nothing but their names and sizes is held against it.
    """
    entries = package.entries
    if _MIMETYPE not in entries and MANIFEST not in entries:
        _refuse(
            path,
            N_("{file} is a ZIP file, but not a document of Excellence."),
            N_("Please name a document that Excellence has made, or a copy of one."),
        )
    if MANIFEST not in entries:
        _refuse_missing(path, MANIFEST)
    for name, limit in _LIMITS.items():
        if name in entries and entries[name].size > limit:
            _refuse_part(path, name)
    with _told(path):
        if _MIMETYPE not in entries or package.read(_MIMETYPE) != MEDIA_TYPE:
            _refuse_part(path, _MIMETYPE)
        manifest = _parsed(package.read(MANIFEST), path)
    with _naming(manifest.id):
        _compare(entries, manifest.parts, path)
    return manifest


@contextmanager
def _naming(document: str) -> Iterator[None]:
    """Put the document's id on the trouble that comes."""
    try:
        yield
    except Damaged as damaged:
        damaged.document = document
        raise


def _compare(
    entries: Mapping[str, Entry], parts: Mapping[str, tuple[str, int]], path: Path
) -> None:
    """Refuse a package whose index does not list what the manifest names, in the same sizes."""
    in_memory = 0
    for name, entry in entries.items():
        if name in {_MIMETYPE, MANIFEST}:
            in_memory += entry.size
            continue
        digest, size = parts.get(name, ("", -1))
        attached = is_attachment(name)
        if entry.size != size or (
            attached and (entry.deflated or name != attachment_part(digest))
        ):
            _refuse_part(path, name)
        if not attached:
            in_memory += size
    for name in (*parts, *_OURS):
        if name not in entries or name in {_MIMETYPE, MANIFEST}:
            _refuse_missing(path, name)
    if in_memory > MAX_IN_MEMORY:
        _refuse_size(path, "")


def is_attachment(name: str) -> bool:
    """Return whether a part is a file kept as evidence."""
    return name.startswith(_ATTACHMENTS) and bool(_ATTACHMENT.fullmatch(name))


def read_document(package: Package, path: Path) -> StoredDocument:
    """Return the document in a package, upgraded to today's format; raises `StorageTrouble`.

    Every part but the attachments is read and held against the manifest.
    """
    manifest = read_manifest(package, path)
    with _naming(manifest.id):
        parts: dict[str, bytes] = {}
        with _told(path):
            for name, (digest, _) in manifest.parts.items():
                if is_attachment(name):
                    continue
                if name == _CRITERIA:
                    parts[name], found = CRITERIA_READ.read(package, name)
                else:
                    parts[name] = package.read(name)
                    found = sha256(parts[name]).hexdigest()
                if found != digest:
                    _refuse_part(path, name)
        return _document(manifest, parts, path)


CRITERIA_READ = UnpackedParts()


def _document(manifest: Manifest, parts: dict[str, bytes], path: Path) -> StoredDocument:
    log = Log(parts.pop(_LOG), manifest.log_entries, manifest.log_head)
    criteria = parts.pop(_CRITERIA)
    reading = _LOG
    try:
        log = log.with_entries(())  # so that it knows its last number
        reading = _ASSESSMENT
        content = Content(parse_json(parts.pop(_ASSESSMENT)), log)
        content = upgraded(content, manifest.min_reader)
        assessment = assessment_from_plain(content.assessment)
    except Damage as damage:
        _refuse_part(path, reading, damage.place)
    if manifest.parts[_CRITERIA][0] != assessment.criteria.sha256:
        _refuse_part(path, _CRITERIA)
    return StoredDocument(
        id=manifest.id,
        assessment=assessment,
        criteria=criteria,
        revision=manifest.revision,
        parent=manifest.parent,
        version=manifest.version,
        written_by=manifest.written_by,
        form=max(manifest.form, FORMAT),
        min_reader=max(manifest.min_reader, PLAIN_FORMAT),
        log=content.log,
        parts=parts,
        attachments={
            digest: size for name, (digest, size) in manifest.parts.items() if is_attachment(name)
        },
        carried=manifest.carried,
    )


def _parsed(data: bytes, path: Path) -> Manifest:
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
        } if (
            form >= needed >= 1
            and entries >= 0
            and revision >= 1
            and _HEAD.fullmatch(head)  # it goes into the next line as it is
        ):
            found = Manifest(
                id=document,
                version=sha256(data).hexdigest(),
                form=form,
                min_reader=needed,
                revision=revision,
                parent=parent or "",
                written_by=written_by,
                parts=_listing(parts, path),
                log_entries=entries,
                log_head=head,
                carried={str(name): value for name, value in rest.items()},
            )
        case _:
            _refuse_part(path, MANIFEST)
    return found


def _refuse_if_newer(plain: Plain, path: Path) -> None:
    needed = plain.get("min_reader")
    if isinstance(needed, int) and needed > FORMAT:
        raise trouble(
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


def _listing(parts: Plain, path: Path) -> dict[str, tuple[str, int]]:
    found = {}
    for name, about in parts.items():
        match about:
            case {"sha256": str() as digest, "size": int() as size}:
                found[name] = (digest, size)
            case _:
                _refuse_part(path, MANIFEST)
    return found


def contents_of(document: StoredDocument) -> dict[str, bytes]:
    """Return the parts of a document, but for its attachments, in the order of the file.

    Equal documents give equal bytes.
    """
    parts = {
        _CRITERIA: document.criteria,
        _ASSESSMENT: canonical(assessment_to_plain(document.assessment)) + b"\n",
        _LOG: document.log.lines,
        **dict(sorted(document.parts.items())),
    }
    listed = {
        name: {"sha256": sha256(data).hexdigest(), "size": len(data)}
        for name, data in parts.items()
    }
    listed |= {
        attachment_part(digest): {"sha256": digest, "size": size}
        for digest, size in document.attachments.items()
    }
    manifest = {
        **document.carried,
        "format": document.form,
        "min_reader": document.min_reader,
        "document": document.id,
        "revision": document.revision,
        "parent": document.parent or None,
        "written_by": document.written_by,
        "parts": listed,
        "log": {"entries": document.log.entries, "head": document.log.head},
    }
    return {_MIMETYPE: MEDIA_TYPE, MANIFEST: canonical(manifest) + b"\n", **parts}


def ready(contents: Mapping[str, bytes]) -> dict[str, Packed]:
    """Return parts as they go into a package; the first is stored, so that it can be told."""
    return {name: packed(data, stored=name == _MIMETYPE) for name, data in contents.items()}


_USE_A_COPY = N_("Please use a copy of the file; the damaged one was not touched.")


def _refuse(path: Path, text: str, advice: str = _USE_A_COPY, **values: MessageValue) -> NoReturn:
    raise Damaged(Message(text, {"file": shown(path), **values}), path, advice=Message(advice))


def _refuse_part(path: Path, part: str, place: str = "") -> NoReturn:
    if place:
        _refuse(
            path,
            N_('{file} is damaged: its part "{part}" cannot be read at "{place}".'),
            part=printable(part),
            place=printable(place),
        )
    _refuse(path, N_('{file} is damaged: its part "{part}".'), part=printable(part))


def _refuse_size(path: Path, part: str, *, tight: bool = False) -> NoReturn:
    text = N_('{file} is refused: its part "{part}" is larger than any of ours can be.')
    if tight:
        text = N_('{file} is refused: its part "{part}" unpacks to more than ours ever do.')
    _refuse(path, text, part=printable(part))


def _refuse_missing(path: Path, part: str) -> NoReturn:
    _refuse(path, N_('{file} is damaged: its part "{part}" is missing.'), part=printable(part))


def printable(text: str) -> str:
    """Return a name out of a stranger's file without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:200])


def _refuse_what_is_no_package(start: bytes, path: Path) -> NoReturn:
    if not start:
        _refuse(
            path,
            N_("{file} is empty."),
            N_("Please open a copy of it; an empty file holds no answers."),
        )
    if start == b"PK":
        _refuse(path, N_("{file} is damaged: it was cut off or its index cannot be read."))
    _refuse(
        path,
        N_("{file} is not a document of Excellence."),
        N_("Please name a document that Excellence has made, or a copy of one."),
    )
