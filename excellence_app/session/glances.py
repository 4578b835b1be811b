"""What a document is like, at a glance: a row in a list of documents."""

from contextlib import suppress
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from excellence_app.domain.levels import Verdict
from excellence_app.domain.values import dataclass
from excellence_app.engine.scoring import evaluate
from excellence_app.language import changes
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import Skyline
from excellence_app.reports.context import ReportContext
from excellence_app.session.opened import Opened, seen
from excellence_app.session.sets import FileUnusable, set_in
from excellence_app.session.showing import Shown, small_skyline
from excellence_app.storage import backups
from excellence_app.storage.assessment_json import Damage
from excellence_app.storage.document import Damaged
from excellence_app.storage.lock_notes import noted_elsewhere
from excellence_app.storage.log import Log, read_log
from excellence_app.storage.trouble import StorageTrouble


class GlanceState(Enum):
    """What a document is like, as a list shows it."""

    GAPS = "gaps"
    OPEN = "open"  # answers are missing
    MET = "met"
    ANSWERED = "answered"  # everything, and there are no thresholds
    DAMAGED = "damaged"
    MISSING = "missing"
    UNREADABLE = "unreadable"  # for another reason, such as a newer version


@dataclass(frozen=True, slots=True)
class Glance:
    """A document as one row of a list: its name, its set, where it stands in a few words.

    `advice` are sentences on one that cannot be read, `elsewhere` says who has it open on
    another computer, `when` is its last change, the time alone if that was today. Only a
    document that can be read has a skyline.
    """

    path: Path
    id: str
    name: str
    set_title: str
    state: GlanceState
    words: str
    when: str = ""
    skyline: Skyline | None = None
    advice: tuple[str, ...] = ()
    elsewhere: str = ""
    practice: bool = False


def glance(words: Words, path: Path, today: date | None = None) -> Glance:
    """Return what a document is like; whatever is wrong with it is in the result."""
    try:
        opened = seen(path)
        criteria, _ = set_in(opened.document, path, words.language)
    except StorageTrouble as trouble:
        return _no_glance(words, path, trouble)
    except FileUnusable:
        name = words.text("Its criteria set cannot be used")
        return Glance(path, "", path.stem, "", GlanceState.UNREADABLE, name)
    assessment = opened.assessment
    result = ReportContext(
        criteria=criteria,
        assessment=assessment,
        scorecard=evaluate(criteria, assessment),
        words=words,
    )
    state, text = _standing(result)
    holder = noted_elsewhere(path)
    elsewhere = ""
    if holder is not None:
        elsewhere = words.text("Open on the computer {host}.", host=holder.host)
    return Glance(
        path=path,
        id=opened.document.id,
        name=assessment.profile.name.strip() or path.stem,
        set_title=criteria.title,
        state=state,
        words=text,
        when=_when(words, last_time(opened), today or datetime.now().astimezone().date()),
        skyline=small_skyline(result),
        elsewhere=elsewhere,
        practice=assessment.practice,
    )


def _no_glance(words: Words, path: Path, trouble: StorageTrouble) -> Glance:
    state, text = GlanceState.UNREADABLE, words.text("Cannot be read")
    if isinstance(trouble, Damaged):
        state, text = GlanceState.DAMAGED, words.text("Damaged")
    elif isinstance(trouble.__cause__, FileNotFoundError | NotADirectoryError):
        state, text = GlanceState.MISSING, words.text("Not found")
    document = getattr(trouble, "document", "")
    advice = [words.say(trouble.message)]
    if state is not GlanceState.UNREADABLE and (document or backups.noted_at(path)):
        advice.append(words.text("Open it to see which earlier versions are kept."))
    elif trouble.advice is not None:
        advice.append(words.say(trouble.advice))
    return Glance(path, document, path.stem, "", state, text, advice=tuple(advice))


def _standing(shown: Shown) -> tuple[GlanceState, str]:
    words, card, result = shown.words, shown.scorecard, shown.target_result
    missed = 0
    if result is not None:
        missed = sum(1 for one in result.thresholds if one.verdict is Verdict.MISSED)
    if card.answered < card.asked and (not missed or 2 * card.answered < card.asked):
        text = words.text("{have} of {need} answered", have=card.answered, need=card.asked)
        return GlanceState.OPEN, text
    if missed and shown.target is not None:
        text = words.plural(
            "{count} gap for {label}",
            "{count} gaps for {label}",
            missed,
            label=shown.target.title,
        )
        return GlanceState.GAPS, text
    if result is not None and result.thresholds:
        return GlanceState.MET, words.text("All thresholds met")
    return GlanceState.ANSWERED, words.text("All answered")


def last_time(opened: Opened) -> str:
    """Return when the document was changed last, from the last line that tells of it."""
    if opened.entries:
        return opened.entries[-1].time
    raw = opened.document.log.lines.rstrip(b"\n").rpartition(b"\n")[2]
    with suppress(Damage):
        lines = read_log(Log(raw)) if raw else []
        return lines[-1].time if lines else ""
    return ""


def _when(words: Words, time: str, today: date) -> str:
    if time.startswith(today.isoformat()):
        return changes.clock(time)
    with suppress(ValueError):
        return words.short_day(datetime.fromisoformat(time).date())
    return ""
