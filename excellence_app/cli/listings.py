"""What a document has kept, as lines of text: history, versions, evidence, conflicts."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from excellence_app.cli.tables import Cell, Column, bold, chapters, mark, paragraph, table
from excellence_app.domain.assessment import Assessment, Evidence
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import Verdict
from excellence_app.domain.messages import N_
from excellence_app.language import changes
from excellence_app.language import evidence as evidence_texts
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import Names, Telling
from excellence_app.language.problems import one_line
from excellence_app.session import past
from excellence_app.session.change_names import direction_text, kind_and_direction
from excellence_app.session.past import Conflict, PastChange, Touched, served_by
from excellence_app.session.versions import Content, Copy, Finding, Merged
from excellence_app.storage.backups import Version
from excellence_app.storage.trouble import shown

MOST_RECORDS = 6  # with which one change is told

_BEGINNINGS = frozenset({"new", "upgrade"})  # their records would be all that there are
_NAMED_BY_RECORD = frozenset(
    {
        *("person", "remove_person", "describe_evidence", "list_evidence", "rename_evidence"),
        *("evidence_state", "evidence_kind", "evidence_file", "drop_evidence"),
        "target",
    }
)


def history(told: Telling, found: Sequence[PastChange]) -> list[str]:
    """Return changes as chapters of one day each."""
    parts = []
    for day, those in groupby(found, key=lambda one: changes.day(told.words, one.line.time)):
        rows: list[tuple[Cell, ...]] = [
            (changes.clock(one.line.time), one.line.actor, (*_change(told, one),)) for one in those
        ]
        parts.append(([bold(day)], rows))
    return chapters([Column(), Column(), Column(wraps=True)], parts, indent=1)[1:]


def _change(told: Telling, one: PastChange) -> list[str]:
    """Return the name of a change, and what was changed from what to what."""
    name = change_name(told.words, one)
    if one.line.edit in _BEGINNINGS:
        return [name]
    touched = essential(one.touched)
    if len(touched) == 1:
        text = told.change(touched[0].names, touched[0].before, touched[0].after)
        kind, _ = kind_and_direction(one.line.edit)
        if kind in _NAMED_BY_RECORD or touched[0].names[0] == "roadmap":  # or it is named twice
            name = _directed(told.words, one, told.about(touched[0].names))
        return [f"{name}: {text}" if text else name]
    return [name, *records(told, touched, told.change)]


def change_name(words: Words, one: PastChange) -> str:
    """Return what a change is called, also that it took another one back."""
    return _directed(words, one, words.say(one.name))


def _directed(words: Words, one: PastChange, name: str) -> str:
    direction = direction_text(one.line.edit)
    return words.text(direction, change=name) if direction else name


def essential(touched: Sequence[Touched]) -> list[Touched]:
    """Return the records of a change without those that say what others of them say."""
    items = {one.names[1] for one in touched if one.names[0] == "evidence"}
    return [one for one in touched if not (_is_link(one.names) and one.names[-1] in items)]


def _is_link(names: Names) -> bool:
    return names[0] == "answers" and names[2:3] == ("evidence",)


def records(
    told: Telling,
    touched: Sequence[Touched],
    tell: Callable[[Names, Assessment | None, Assessment | None], str],
) -> list[str]:
    """Return what a change did to each of its records; of many of them, to the first ones."""
    lines = [
        f"{told.about(one.names)}: {tell(one.names, one.before, one.after)}"
        for one in touched[:MOST_RECORDS]
    ]
    more = len(touched) - MOST_RECORDS
    if more > 0:
        lines.append(told.words.plural("and {count} more", "and {count} more", more))
    return lines


def done(told: Telling, sentence: str, touched: Sequence[Touched]) -> list[str]:
    """Return what was done, and what each of the records is now that this changed."""
    lines = paragraph(sentence)
    for text in records(told, essential(touched), told.present):
        lines += paragraph(text, indent=2)
    return lines


def verified(words: Words, findings: Sequence[Finding]) -> list[str]:
    """Return what was looked at in a document, each with a mark, and what that comes to."""
    lines: list[str] = []
    for one in findings:
        verdict = Verdict.MET if one.sound else Verdict.MISSED
        lines += paragraph(words.say(one.message), lead=f"{mark(verdict)} ")
    wrong = sum(not one.sound for one in findings)
    if not wrong:
        return [*lines, *paragraph(words.text("The document is as it was written."))]
    text = words.plural(
        "{count} thing is not as it was written.",
        "{count} things are not as they were written.",
        wrong,
    )
    return [*lines, *paragraph(text)]


def versions(words: Words, found: Sequence[Version]) -> list[str]:
    """Return the earlier versions of a document as a table, the newest first."""
    rows = [
        [
            str(one.number),
            changes.moment(words, one.time) if one.readable else words.text("damaged"),
            one.actor,
            words.number(one.answers) if one.readable else "",
            evidence_texts.size(words, one.size),
        ]
        for one in found
    ]
    columns = [
        Column(words.text("Version"), right=True),
        Column(words.text("Last change")),
        Column(words.text("By"), wraps=True),
        Column(words.text("Answered"), right=True),
        Column(words.text("Size"), right=True),
    ]
    return table(columns, rows)


def copies(words: Words, file: Path, found: Sequence[Copy]) -> list[str]:
    """Return the other copies of a document, and what to type to merge them."""
    lines = paragraph(words.text("Other copies of this document beside it:"))
    for one in found:
        if one.news:
            news = words.plural(
                "{count} change that {file} does not have",
                "{count} changes that {file} does not have",
                one.news,
                file=shown(Path(file.name)),
            )
        elif one.broken:
            news = words.text("its history was changed afterwards, so it cannot be merged")
        else:
            news = words.text("nothing new")
        lines += paragraph(f"{shown(Path(one.path.name))}: {news}", lead="– ")
    new = [shown(one.path) for one in found if one.news]
    if new:
        lines += paragraph(words.text("To merge them:"))
        lines.append(one_line(f"  {command('merge', shown(file), *new)}"))
    return lines


def command(*words: str) -> str:
    """Return a command of ours as a person can type it."""
    from shlex import quote  # noqa: PLC0415 - seldom needed, and every start does without it

    return " ".join(["excellence", *map(quote, words)])


def conflicts(told: Telling, file: Path, found: Sequence[Conflict]) -> list[str]:
    """Return what several people entered apart, with what to type to choose."""
    lines: list[str] = []
    for one in found:
        text = f"{told.about(one.names)}: {told.conflict(one.names, one.entries)}"
        lines += paragraph(text, lead=f"{mark(Verdict.MISSED)} ")
        lines += choosing(told.words, file, one.names, indent=2)
    return lines


def choosing(words: Words, file: Path, names: Names, indent: int = 0) -> list[str]:
    """Return what to type to choose one of several entries, on a line of its own."""
    found = _command_for(names)
    if found is None:
        return []
    (name, *more), value = found
    typed = f"{command(name, shown(file), *more)} {words.text(value)}"
    return [one_line(" " * indent + words.text("To choose: {command}", command=typed))]


_VALUE, _TEXT = N_("VALUE"), N_("TEXT")


def _command_for(names: Names) -> tuple[list[str], str] | None:
    """Return the words of a command without the file, and what it ends with."""
    match names:
        case "answers", key, "value":
            return ["answer", key], _VALUE
        case "answers", key, "note":
            return ["answer", key, "--note"], _TEXT
        case "profile", "name":
            return ["set", "name"], _TEXT
        case "profile", "facts", key:
            return ["set", key], _TEXT
        case ("dated",):
            return ["set", "date"], N_("DATE")
        case ("target",):
            return ["set", "target"], N_("LABEL")
        case ("logo",):
            return ["set", "logo"], N_("PICTURE")
        case "declarations", key:
            return ["declare", key], N_("yes|no")
        case _:
            return None


def evidence(
    words: Words,
    criteria: CriteriaSet,
    assessment: Assessment,
    items: Sequence[Evidence],
    contents: Mapping[str, Content],
) -> list[str]:
    """Return items of evidence as a table: what it is, how far it is at hand, what it serves.

    `contents` says of each file, by its hash, whether the document has it.
    """
    people = {person.id: person for person in assessment.people}
    serves = served_by(criteria, assessment)
    rows: list[tuple[Cell, ...]] = []
    for item in items:
        kind = evidence_texts.kind(criteria, item)
        name = [item.title] if kind in {"", item.title} else [item.title, f"({kind})"]
        at_hand = [
            evidence_texts.state(words, item, people),
            evidence_texts.place(words, item),
            words.text(_CONTENTS[contents[item.file]]) if item.file in contents else "",
        ]
        rows.append(
            (
                tuple(name),
                tuple(text for text in at_hand if text),
                ", ".join(serves.get(item.id, [])) or "–",
            )
        )
    columns = [
        Column(words.text("Evidence"), wraps=True),
        Column(words.text("State"), wraps=True),
        Column(words.text("Questions"), wraps=True),
    ]
    return table(columns, rows)


_CONTENTS = {
    Content.MISSING: N_("The file is missing in the document."),
    Content.DAMAGED: N_("The file in the document is damaged."),
}


def merged(told: Telling, file: Path, found: Merged) -> list[str]:
    """Return how many changes a merge brought from whom, and what differs in the document."""
    words = told.words
    if not found.news:
        return paragraph(words.text("There was nothing new for {file}.", file=shown(file)))
    parts = [
        words.plural(
            "{count} change by {person}", "{count} changes by {person}", count, person=who
        )
        for who, count in found.news.items()
    ]
    text = words.text(
        "Merged into {file}: {changes}.", file=shown(file), changes=words.listing(parts)
    )
    touched = past.touched_between(told.criteria, found.before, found.after)
    certain = [one for one in touched if one.place not in found.after.conflicts]
    return done(told, text, certain)
