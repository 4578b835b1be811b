"""What stands at the head and at the foot of page 1, whatever chapters a report has."""

from collections.abc import Iterator
from dataclasses import replace

from excellence_app.domain.levels import Verdict
from excellence_app.language import sentences
from excellence_app.reports.blocks import Masthead, Picture, Role, StandingBox, Tone, said
from excellence_app.reports.choices import ReportKind, names_declined
from excellence_app.reports.context import ReportContext


def masthead(context: ReportContext, result: str | None = None) -> Masthead:
    """Return kind, day, name and result; the result is the headline if none is given."""
    return Masthead(
        kind=_kind(context),
        day=context.day,
        title=context.name,
        result=headline(context) if result is None else result,
        note=fictional(context),
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


def fictional(context: ReportContext) -> str:
    """Return the note on a document that is made for practice, empty on another."""
    if not context.assessment.practice:
        return ""
    if context.criteria.scored:
        return context.words.text("Fictional practice cluster")
    return context.words.text("Fictional, made for practice")


def _kind(context: ReportContext) -> str:
    words = context.words
    if context.kind is ReportKind.FULL and not context.criteria.scored:
        return words.text("Report on a questionnaire, preparatory")
    match context.kind:
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
    criteria = context.criteria
    texts = [sentences.preparatory(words, criteria)]
    if criteria.scored:
        texts.append(sentences.standing(words, criteria))
    if context.assessment.practice:
        texts.append(made_for_practice(context))
    if not context.choices.names and names_declined(criteria, context.assessment):
        text = words.text(
            "Names are left out, as the answer to {question} asks.", question=criteria.names_if
        )
        texts.append(text)
    return " ".join(texts)


def made_for_practice(context: ReportContext) -> str:
    """Return the sentence that says that nobody here exists."""
    if context.criteria.scored:
        return context.words.text("The cluster is fictional and made for practice.")
    return context.words.text("Everybody named here is fictional and made for practice.")


def how_far(context: ReportContext) -> str:
    """Return how many questions of a questionnaire are answered."""
    words, card = context.words, context.scorecard
    if not card.answered:
        return words.text("No question is answered yet")
    return words.text("{have} of {need} questions answered", have=card.answered, need=card.asked)


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
