"""What stands at the head and at the foot of page 1, whatever chapters a report has."""

from collections.abc import Iterator
from dataclasses import replace

from excellence_app.domain.levels import Verdict
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import Masthead, Picture, Role, StandingBox, Tone, said
from excellence_app.reports.choices import ReportKind
from excellence_app.reports.context import ReportContext


def masthead(context: ReportContext, result: str | None = None) -> Masthead:
    """Return kind, day, name and result; the result is the headline if none is given."""
    words = context.words
    return Masthead(
        kind=_kind(words, context.kind),
        day=context.day,
        title=context.name,
        result=headline(context) if result is None else result,
        note=words.text("Fictional practice cluster") if context.assessment.practice else "",
        logo=_logo(context),
    )


def _logo(context: ReportContext) -> Picture | None:
    logo = context.logo
    if logo is None:
        return None
    if not context.choices.colour:
        from excellence_app.reports.logo import in_grey  # noqa: PLC0415 - Pillow is slow to import

        logo = in_grey(logo)
    return replace(logo, alternative=context.words.text("Logo of {name}", name=context.name))


def _kind(words: Words, kind: ReportKind) -> str:
    match kind:
        case ReportKind.RECOMMENDATION:
            return words.text("Preparatory recommendation report")
        case ReportKind.ROADMAP:
            return words.text("Roadmap, preparatory")
        case ReportKind.ANSWERS:
            return words.text("Answers, preparatory")
        case _:
            return words.text("Preparatory self-assessment report")


def standing_box(context: ReportContext) -> StandingBox:
    """Return what this paper is and is not, for the foot of its first page."""
    words = context.words
    return StandingBox(
        words.text("Standing of this report"), (said(standing(context), Role.CELL, Tone.QUIET),)
    )


def standing(context: ReportContext) -> str:
    """Return what this paper is and is not."""
    words = context.words
    texts = [sentences.preparatory(words), sentences.standing(words, context.criteria)]
    if context.assessment.practice:
        texts.append(words.text("The cluster is fictional and made for practice."))
    return " ".join(texts)


def headline(context: ReportContext) -> str:
    """Return the result in one line: thresholds met, gaps, open questions."""
    words = context.words
    card = context.scorecard
    result = context.target_result
    open_count = len(card.unanswered) + len(card.unknown)
    if not card.answered:
        return words.text("No question is answered yet")
    parts = []
    if result is not None and context.target is not None and result.thresholds:
        met = sum(1 for t in result.thresholds if t.verdict is Verdict.MET)
        gaps = sum(1 for t in result.thresholds if t.verdict is Verdict.MISSED)
        if met == len(result.thresholds):
            parts.append(words.text("All {label} thresholds met", label=context.target.title))
        else:
            parts.append(
                words.text(
                    "{met} of {count} {label} thresholds met",
                    met=met,
                    count=len(result.thresholds),
                    label=context.target.title,
                )
            )
        if gaps:
            parts.append(words.plural("{count} gap", "{count} gaps", gaps))
    else:
        parts.append(
            words.text(
                "{answered} of {asked} questions answered",
                answered=card.answered,
                asked=card.asked,
            )
        )
    if open_count:
        parts.append(words.plural("{count} question open", "{count} questions open", open_count))
    return ", ".join(parts)


def roadmap_sentences(context: ReportContext) -> Iterator[str]:
    """Yield where the roadmap leads, and by when; nothing without actions."""
    words, roadmap = context.words, context.roadmap
    if roadmap is None:
        return
    steps = roadmap.steps[: roadmap.reached_after]  # an own roadmap may go on
    if not steps:
        return
    after = sentences.score_share(words, steps[-1].after)
    count = len(steps)
    if roadmap.ready is not None:
        yield words.plural(
            "{count} action leads to {share} by {day}.",
            "{count} actions lead to {share} by {day}.",
            count,
            share=after,
            day=roadmap.ready,
        )
    else:
        yield words.plural(
            "{count} action leads to {share}.",
            "{count} actions lead to {share}.",
            count,
            share=after,
        )
