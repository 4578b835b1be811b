"""The last change of a document in one line, without reading its whole history."""

from datetime import datetime
from typing import NamedTuple

from excellence_app.language.catalogues import Words
from excellence_app.session.change_names import direction_text, name_of
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.assessment_json import Damage
from excellence_app.storage.log import Log, LogLine, read_log


class LastChange(NamedTuple):
    """What was changed, when, and under which name of an account."""

    name: str
    when: datetime | None
    who: str


def last_change(session: AssessmentSession, words: Words) -> LastChange | None:
    """Return the last change that the document's file holds, none if it cannot be read."""
    line = _last_line(session)
    if line is None:
        return None
    message = name_of(session.criteria, line.edit, line.item, line.old or {}, line.new or {})
    name = words.say(message)
    around = direction_text(line.edit)
    try:
        when: datetime | None = datetime.fromisoformat(line.time)
    except ValueError:
        when = None
    return LastChange(words.text(around, change=name) if around else name, when, line.actor)


def _last_line(session: AssessmentSession) -> LogLine | None:
    text = session.document.log.lines.rstrip(b"\n")
    if not text:
        return None
    try:
        return read_log(Log(text[text.rfind(b"\n") + 1 :] + b"\n"))[-1]
    except (Damage, IndexError):
        return None
