"""What of a report is chosen: read from words that a person typed, kept, and told in words."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import did_you_mean
from excellence_app.language.catalogues import Words
from excellence_app.reports.choices import (
    AS_USUAL,
    CHAPTER_TITLES,
    CHAPTERS,
    ENTERED,
    MOST_BYTES_OF_A_LOGO,
    NEEDS_A_SCORE,
    Chapter,
    Choices,
    ReportKind,
    names_declined,
    usual_chapters,
)
from excellence_app.session.entered import brief, refuse
from excellence_app.storage.ordinary_files import Kind, opened

KINDS = tuple(kind.value for kind in ReportKind)
NOTES, NAMES = "notes", "names"
DETAILS = (NOTES, NAMES)  # what may be left out besides chapters
FIRST = Chapter.SUMMARY.value  # page 1: it may be left out, and stands nowhere else


def kind_named(kind: str) -> ReportKind:
    """Return the kind of report with a name; raises `Refused`."""
    try:
        return ReportKind(kind)
    except ValueError:
        refuse(
            N_('There is no report "{kind}"; there are {known}.'),
            kind=brief(kind),
            known=", ".join(KINDS),
        )


def kind_for(criteria: CriteriaSet, kind: str) -> ReportKind:
    """Return the kind of report with a name; raises `Refused`, also where a set has no such."""
    wanted = kind_named(kind)
    if wanted in NEEDS_A_SCORE and not criteria.scored:
        known = [one.value for one in ReportKind if one not in NEEDS_A_SCORE]
        refuse(
            N_(
                'This questionnaire has no score, so there is no report "{kind}"; '
                "there are {known}."
            ),
            kind=kind,
            known=", ".join(known),
        )
    return wanted


def choices_named(
    kind: str,
    chapters: Iterable[str] | None = None,
    without: Iterable[str] = (),
    *,
    colour: bool = True,
    names_anyway: bool = False,
) -> Choices:
    """Return the choices that names stand for; raises `Refused` where one is not known.

    Without `chapters` the report holds those of its kind. `without` names details or chapters.
    """
    wanted_kind = kind_named(kind)
    known = CHAPTERS.get(wanted_kind, ())
    left_out = list(without)
    chosen = None
    if chapters is not None:
        if not known:
            refuse(
                N_('A report of the kind "{kind}" has no chapters to choose from.'),
                kind=wanted_kind.value,
            )
        chosen = tuple(_chapter_named(name, known) for name in chapters)
    dropped = set()
    for name in left_out:
        if name in DETAILS:
            continue
        if name not in [one.value for one in known]:
            _refuse_part(name, [*DETAILS, *(one.value for one in known)])
        dropped.add(Chapter(name))
    if dropped:
        before = usual_chapters(wanted_kind) if chosen is None else chosen
        chosen = tuple(one for one in before if one not in dropped)
    return Choices(chosen, NOTES not in left_out, NAMES not in left_out, colour, names_anyway)


def _chapter_named(name: str, known: Sequence[Chapter]) -> Chapter:
    if name not in [one.value for one in known]:
        _refuse_part(name, [one.value for one in known])
    return Chapter(name)


def _refuse_part(name: str, known: Sequence[str]) -> NoReturn:
    close = did_you_mean(name, known)
    if close:
        refuse(
            N_('This report has no part "{part}". Did you mean "{close}"?'),
            part=brief(name),
            close=close,
        )
    refuse(
        N_('This report has no part "{part}"; there are {known}.'),
        part=brief(name),
        known=", ".join(known),
    )


def logo_from(path: Path) -> bytes:
    """Return the content of a file that is to be the logo; raises `StorageTrouble`."""
    most = Kind(
        MOST_BYTES_OF_A_LOGO,
        N_("{file} is larger than the 5 MB that a logo can have."),
        N_("Please choose a smaller picture, a PNG or JPEG file."),
    )
    with opened(path, most) as file:
        return file.read(MOST_BYTES_OF_A_LOGO + 1)


# for a panel that shows them

Kept = dict[str, object]


def chapter_rows(words: Words, kind: str) -> tuple[tuple[str, str], ...]:
    """Return the chapters that may be chosen in the usual order, each with its title."""
    known = CHAPTERS.get(ReportKind(kind), ())
    return tuple((one.value, words.text(CHAPTER_TITLES[one])) for one in known)


def usual(kind: str) -> tuple[str, ...]:
    """Return the chapters that a report holds if nothing is chosen."""
    return tuple(one.value for one in usual_chapters(ReportKind(kind)))


def has_details(kind: str) -> bool:
    """Return whether reports of a kind hold notes and names that may be left out."""
    return ReportKind(kind) in ENTERED


def about_names(
    words: Words, criteria: CriteriaSet, assessment: Assessment, kind: str, choices: Choices
) -> str:
    """Return in a sentence what the answers ask for about names and whether the report obeys.

    Empty where they ask for nothing, and where names were left out by choice anyway.
    """
    if not (has_details(kind) and choices.names and names_declined(criteria, assessment)):
        return ""
    asked = criteria.names_if
    if choices.names_anyway:
        return words.text(
            "Names are printed, although the answer to {question} is No.", question=asked
        )
    return words.text("Names are left out, as the answer to {question} asks.", question=asked)


def left_out(words: Words, kind: str, choices: Choices) -> str:
    """Return in one sentence what a report leaves out that its kind could hold, empty if nothing.

    Chapters that a kind usually does without are not named.
    """
    wanted = ReportKind(kind)
    shown = choices.chapters_of(wanted)
    names = [words.text(CHAPTER_TITLES[one]) for one in usual_chapters(wanted) if one not in shown]
    if wanted in ENTERED:
        names += [words.text("notes")] if not choices.notes else []
        names += [words.text("names of people")] if not choices.names else []
    if not names:
        return ""
    return words.text("Left out: {parts}.", parts=", ".join(names))


def taken_from(kept: object, kind: str) -> tuple[tuple[str, ...], Choices]:
    """Return the order of all chapters and the choices that were kept of a kind of report.

    What is kept may be of another version, or nonsense: then it is as if it was never chosen.
    """
    rows = [one.value for one in CHAPTERS.get(ReportKind(kind), ())]
    known: Mapping[object, object] = kept if isinstance(kept, Mapping) else {}
    order = _known(known.get("order"), rows)
    order = [*order, *(one for one in rows if one not in order)]
    chosen = known.get("chapters")
    chapters = None
    if isinstance(chosen, list):
        chapters = tuple(Chapter(one) for one in order if one in _known(chosen, rows))
    without = _known(known.get("without"), DETAILS)
    anyway = known.get("names_anyway") is True
    if chapters is None and not without and not anyway:
        return tuple(order), AS_USUAL
    return tuple(order), Choices(
        chapters, NOTES not in without, NAMES not in without, names_anyway=anyway
    )


def to_keep(order: Sequence[str], choices: Choices) -> Kept:
    """Return what is kept of the choices of one kind of report; JSON values."""
    found: Kept = {"order": list(order)}
    if choices.chapters is not None:
        found["chapters"] = [one.value for one in choices.chapters]
    without = [name for name in DETAILS if not getattr(choices, name)]
    if without:
        found["without"] = without
    if choices.names_anyway:
        found["names_anyway"] = True
    return found


def _known(kept: object, known: Sequence[str]) -> list[str]:
    if not isinstance(kept, list):
        return []
    return list(dict.fromkeys(one for one in kept if isinstance(one, str) and one in known))
