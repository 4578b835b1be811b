"""Documents of older formats become documents of today's, one format after another.

This happens in memory, when a document is opened; its file stays as it is until something
is changed, and is kept even then (`backups.py`). A step is a function of what the file holds
and of nothing else: two copies of a file that are upgraded apart still say the same.

Format 3 added to format 2 without changing it: a document that has nothing of what is new is
written so that programs of format 2 read it (docs/decisions/0016).
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.storage.assessment_json import assessment_to_plain
from excellence_app.storage.assessment_reading import assessment_from_plain
from excellence_app.storage.log import Log, LogEntry, read_log
from excellence_app.storage.record_places import assembled, records_of

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
PLAIN_FORMAT = 1 + len(STEPS)  # of documents that have nothing that a later format added
FORMAT = 3  # the newest that is read and written here

_SEVERAL = b'{"items":['  # in a line of the log; inside a text the quotes have backslashes


def upgraded(content: Content, form: int) -> Content:
    """Return the content of a document of format `form` as it is in today's; raises `Damage`.

    That of a newer one is returned as it is.
    """
    for number in range(form, PLAIN_FORMAT):
        content = STEPS[number](content)
    return content


def needed_format(assessment: Assessment, log: Log) -> int:
    """Return the oldest format that a program must know to read a document that holds these.

    Format 2 refuses answers of several entries as damage, and does not know what stands inside
    cases and tables.
    """
    told = (assessment, *assessment.earlier)
    if _SEVERAL in log.lines or any(_is_of_format_3(one) for one in told):
        return FORMAT
    return PLAIN_FORMAT


def _is_of_format_3(assessment: Assessment) -> bool:
    return any(
        "[" in key or type(answer.value) is tuple for key, answer in assessment.answers.items()
    )
