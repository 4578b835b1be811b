"""Open a document for a window: to change it, else to read it, else say what can be done."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from excellence_app.language import changes
from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import FileUnusable
from excellence_app.session.translation_left_out import translation_left_out
from excellence_app.storage.document import Damaged
from excellence_app.storage.lock import Busy
from excellence_app.storage.lock_notes import Holder, noted_elsewhere
from excellence_app.storage.trouble import StorageTrouble, shown

PATIENCE = 0.3  # seconds; a command is done by then, another window is not


class OpeningState(Enum):
    """How a document was opened."""

    CHANGE = "change"
    READ_ONLY = "read_only"
    NOT_OPENED = "not_opened"


class Reason(Enum):
    """Why a document cannot be changed, or not be opened at all."""

    NONE = "none"
    BUSY = "busy"
    MEDIUM = "medium"  # the file or its folder, or the program's own, cannot be written
    SHIPPED = "shipped"  # it comes with the program
    DAMAGED = "damaged"
    MISSING = "missing"
    NEWER = "newer"  # a newer version of the program is needed
    UNREADABLE = "unreadable"


class VersionOffer(NamedTuple):
    """An earlier version that can be put in the place of a damaged document."""

    number: int
    text: str


class WindowOpening(NamedTuple):
    """What came of opening a document.

    `sentences` say why it cannot be changed or opened, and what to do; `notices` what is good to
    know about one that is open: a translation that is not used, what a crash had left, and who
    else works on it. `holder` has the
    document open elsewhere.
    """

    state: OpeningState
    reason: Reason
    session: AssessmentSession | None
    sentences: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    versions: tuple[VersionOffer, ...] = ()
    holder: Holder | None = None


def open_for_window(
    words: Words, path: Path, on_change: Callable[[], None] | None = None
) -> WindowOpening:
    """Open a document to be changed and saved in the background, if need be to be read only.

    `on_change` is called, from any thread, when the state of saving may have changed. Nothing is
    raised: what is wrong with the document is in the result.
    """
    holder: Holder | None = None
    try:
        reason, why = _why_read_only(words, path)
        if reason is Reason.NONE:
            try:
                session = AssessmentSession.open(
                    path,
                    change=True,
                    in_background=True,
                    patience=PATIENCE,
                    language=words.language,
                    on_change=on_change,
                )
            except Busy as busy:
                reason, why, holder = Reason.BUSY, _in_use(words, busy.holder), busy.holder
            except StorageTrouble as trouble:  # of the program's own folder, or reading says it
                reason, why = Reason.MEDIUM, words.say(trouble.message)
            else:
                notices = tuple(_notices(words, session))
                return WindowOpening(OpeningState.CHANGE, reason, session, notices=notices)
        session = AssessmentSession.open(path, language=words.language)
    except StorageTrouble as trouble:
        return _not_opened(words, path, trouble)
    except FileUnusable as unusable:
        return _no_set(words, path, unusable)
    return WindowOpening(OpeningState.READ_ONLY, reason, session, (why,), holder=holder)


def told_again(words: Words, opening: WindowOpening) -> WindowOpening:
    """Return what came of opening a document that is open still, told in another language."""
    session = opening.session
    if session is None:
        return opening
    if opening.reason is Reason.BUSY:
        return opening._replace(sentences=(_in_use(words, opening.holder),))
    sentences = opening.sentences
    if opening.reason is not Reason.NONE:
        reason, why = _why_read_only(words, session.path)
        sentences = (why,) if reason is opening.reason else sentences
    return opening._replace(sentences=sentences, notices=tuple(_notices(words, session)))


def _why_read_only(words: Words, path: Path) -> tuple[Reason, str]:
    """Return why nobody could write a document, as far as that shows before it is tried."""
    real = Path(os.path.realpath(path))
    if not real.is_file():
        return Reason.NONE, ""  # opening it says what is wrong
    if real.is_relative_to(os.path.realpath(resources_folder())):
        return Reason.SHIPPED, words.text(
            "This document comes with the program and can only be read. Save a copy to change it."
        )
    # Windows tells of a folder only when something is written; then saving says so.
    if not os.access(real, os.W_OK) or not os.access(real.parent, os.W_OK):
        return Reason.MEDIUM, words.text(
            "This document can only be read where it is. Save a copy elsewhere to change it."
        )
    return Reason.NONE, ""


def _in_use(words: Words, holder: Holder | None) -> str:
    if holder is None:
        return words.text("Open in another window or command; here it can only be read.")
    return words.text(
        "Open on {host} by {account} since {since}; here it can only be read.",
        host=holder.host,
        account=holder.account,
        since=_since(words, holder.since),
    )


def _since(words: Words, time: str) -> str:
    """Return the time alone if it was today, else the day as well."""
    today = datetime.now().astimezone().date().isoformat()
    return changes.clock(time) if time.startswith(today) else changes.moment(words, time)


def _notices(words: Words, session: AssessmentSession) -> Iterator[str]:
    left_out = translation_left_out(words, session.problems)
    if left_out:
        yield left_out
    restored, damaged = session.restored, session.damaged
    if restored is not None:
        yield words.text("Restored to {time}.", time=_since(words, restored.time))
    if damaged is not None:
        yield words.text(
            "Some changes that were not in the document yet are damaged. "
            "What is left of them is kept as {file}.",
            file=shown(damaged),
        )
    holder = noted_elsewhere(session.path)
    if holder is not None:
        yield words.text(
            "{account} seems to have this document open on the computer {host}, "
            "since {since}. What both of you change can be merged later.",
            account=holder.account,
            host=holder.host,
            since=changes.moment(words, holder.since),
        )


def _not_opened(words: Words, path: Path, trouble: StorageTrouble) -> WindowOpening:
    reason = Reason.UNREADABLE
    if isinstance(trouble, Damaged):
        reason = Reason.DAMAGED
    elif isinstance(trouble.__cause__, FileNotFoundError | NotADirectoryError):
        reason = Reason.MISSING
    elif {"format", "ours"} <= trouble.message.values.keys():  # of the file, and of this program
        reason = Reason.NEWER
    offers: tuple[VersionOffer, ...] = ()
    if reason in {Reason.DAMAGED, Reason.MISSING}:
        offers = tuple(_offers(words, path))
    told = (trouble.message, trouble.safe)
    sentences = [words.say(one) for one in told if one is not None]
    if offers:
        sentences.append(
            words.text("An earlier version can take its place; the damaged file is kept.")
            if reason is Reason.DAMAGED
            else words.text("An earlier version can take its place.")
        )
    elif trouble.advice is not None:
        sentences.append(words.say(trouble.advice))
    return WindowOpening(OpeningState.NOT_OPENED, reason, None, tuple(sentences), versions=offers)


def _offers(words: Words, path: Path) -> Iterator[VersionOffer]:
    from excellence_app.session.versions import versions  # noqa: PLC0415 - seldom needed, and every start does without it

    try:
        found = versions(path)
    except StorageTrouble:
        return
    for one in found:
        if one.readable:
            text = words.plural(
                "{time}, {count} answer",
                "{time}, {count} answers",
                one.answers,
                time=changes.moment(words, one.time),
            )
            yield VersionOffer(one.number, text)


def _no_set(words: Words, path: Path, unusable: FileUnusable) -> WindowOpening:
    from excellence_app.language import problems  # noqa: PLC0415 - seldom needed, and every start does without it

    sentences = [words.text("The criteria set in {file} cannot be used.", file=shown(path))]
    sentences += [problems.sentence(words, one) for one in unusable.problems[:3]]
    return WindowOpening(OpeningState.NOT_OPENED, Reason.UNREADABLE, None, tuple(sentences))
