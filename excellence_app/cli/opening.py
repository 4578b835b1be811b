"""Open a document to change it, and tell what a person should know about it first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from excellence_app.cli.printing import complain, remark
from excellence_app.cli.sharing import PROBLEMS
from excellence_app.cli.translations import tell_of_translation
from excellence_app.language import changes
from excellence_app.language.catalogues import Words, choose_language
from excellence_app.session import versions
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.lock_notes import noted_elsewhere
from excellence_app.storage.trouble import shown

ONE_CALL = "one call"  # what one call changes is one step for `undo`


@contextmanager
def to_change(
    words: Words, file: Path, *, whole_history: bool = False, merging: bool = False
) -> Iterator[AssessmentSession]:
    """Open a document to change it; what to know about it is printed to the error stream.

    With `merging` the person knows of the other copies.
    """
    with AssessmentSession.open(
        file, change=True, whole_history=whole_history, language=words.language
    ) as session:
        tell_of_translation(words, session.problems)
        tell_what_a_crash_left(words, session)
        holder = noted_elsewhere(file)
        if holder is not None:
            remark(
                words.text(
                    "{account} seems to have this document open on the computer {host}, "
                    "since {since}. What both of you change can be merged later.",
                    account=holder.account,
                    host=holder.host,
                    since=changes.moment(words, holder.since),
                )
            )
        if not merging:
            tell_of_copies(words, file)
        yield session


def tell_what_a_crash_left(words: Words, session: AssessmentSession) -> None:
    """Say what was restored after a crash, and where what could not be read is kept."""
    restored = session.restored
    if restored is not None:
        remark(
            words.plural(
                "Restored to {time}: {count} change by {person} that was not in the document yet.",
                "Restored to {time}: {count} changes by {person} that were not in the document "
                "yet.",
                restored.changes,
                time=_since(words, restored.time),
                person=restored.actor,
            )
        )
    if session.damaged is not None:
        remark(
            words.text(
                "Some changes that were not in the document yet are damaged. "
                "What is left of them is kept as {file}.",
                file=shown(session.damaged),
            )
        )


def _since(words: Words, time: str) -> str:
    """Return the time alone if it was today, else the day as well."""
    today = datetime.now().astimezone().date().isoformat()
    return changes.clock(time) if time.startswith(today) else changes.moment(words, time)


def tell_of_copies(words: Words, file: Path) -> None:
    """Say that other copies of a document beside it have changes that it does not have."""
    found = [shown(Path(copy.path.name)) for copy in versions.copies(file) if copy.news]
    if found:
        remark(
            words.plural(
                "Beside {file} lies a copy with changes that it does not have: {names}. "
                '"excellence versions {file}" says how to merge it.',
                "Beside {file} lie copies with changes that it does not have: {names}. "
                '"excellence versions {file}" says how to merge them.',
                len(found),
                names=words.listing(found),
                file=shown(file),
            )
        )


def settle(session: AssessmentSession, *places: str) -> None:
    """Take what is at these places now as chosen, where others entered something different."""
    for place in places:
        if place in session.assessment.conflicts:
            session.apply(replace(versions.settled(place), merge_key=ONE_CALL))


def no_window(reason: str) -> int:
    """Say that no window can be shown here, and what can be done instead; return the exit code."""
    words = Words(choose_language())
    complain(
        [
            words.text("The window cannot be shown here: {reason}.", reason=reason),
            words.text('Everything can be done by commands as well; see "excellence --help".'),
        ]
    )
    return PROBLEMS
