"""Documents of older formats become documents of today's, one format after another.

This happens in memory, when a document is opened; its file stays as it is until something
is changed, and is kept even then (`backups.py`). A step is a function of what the file holds
and of nothing else: two copies of a file that are upgraded apart still say the same.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from excellence_app.storage.assessment_json import assessment_from_plain, assessment_to_plain
from excellence_app.storage.log import Log, LogEntry, read_log
from excellence_app.storage.records import assembled, records_of

UPGRADE = "upgrade"  # the word of the log for it
_NO_TIME = "1970-01-01T00:00:00+00:00"  # of a log without lines


class Content(NamedTuple):
    """What changes from format to format: assessment.json as data, and the log."""

    assessment: object
    log: Log


def _to_format_2(content: Content) -> Content:
    """Let the log say where each record stands.

    The lines of format 1 describe changes for people. They stay as they are; after them a line
    of today's kind gives the whole assessment, from which all later changes start.
    """
    records = records_of(assessment_from_plain(content.assessment))
    entry = LogEntry(_last_time(content.log), "", UPGRADE, "2", new=records)
    log = content.log.with_entries([entry])
    return Content(assessment_to_plain(assembled(records)), log)  # as the log will give it


def _last_time(log: Log) -> str:
    last = log.lines.rstrip(b"\n").rpartition(b"\n")[2]
    lines = read_log(Log(last))
    return lines[-1].time if lines else _NO_TIME


STEPS: Mapping[int, Callable[[Content], Content]] = {1: _to_format_2}
FORMAT = 1 + len(STEPS)


def upgraded(content: Content, form: int) -> Content:
    """Return the content of a document of format `form` as it is in today's; raises `Damage`.

    That of a newer one is returned as it is.
    """
    for number in range(form, FORMAT):
        content = STEPS[number](content)
    return content
