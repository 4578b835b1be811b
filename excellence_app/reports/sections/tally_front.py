"""Page 1 of a tally: who was counted, and how to read the figures."""

from collections.abc import Iterator

from excellence_app.domain.tallies import Grouping
from excellence_app.language import sentences, tallies, tally_remarks
from excellence_app.reports.blocks import (
    Block,
    Fact,
    KeyFacts,
    Labelled,
    Masthead,
    Paragraph,
    Role,
    StandingBox,
    Tone,
    paragraphs,
    said,
)
from excellence_app.reports.tally_context import TallyContext


def build(context: TallyContext) -> list[Block]:
    """Return the head, what was counted, and what the figures mean."""
    words, tally, criteria = context.words, context.tally, context.criteria
    found: list[Block] = [
        Masthead(
            kind=words.text("Summary of several questionnaires, preparatory"),
            day=context.day,
            title=criteria.title,
            result=tallies.standing(words, tally),
            note=_fictional(context),
        ),
        KeyFacts(tuple(_facts(context))),
    ]
    about = paragraphs(criteria.text)
    if about:
        found.append(Labelled(words.text("What was asked"), about))
    remarks = tally_remarks.remarks(words, tally)
    if remarks:
        content = tuple(said(text) for text in remarks)
        found.append(Labelled(words.text("About the documents"), content))
    for grouping in tally.groupings:
        content = tuple(_groups(context, grouping))
        found.append(Labelled(words.text("Groups"), content, caption=grouping.title))
    found.append(Labelled(words.text("How to read it"), tuple(_reading(context))))
    found.append(StandingBox(words.text("Standing of this report"), tuple(_standing(context))))
    return found


def _fictional(context: TallyContext) -> str:
    words, tally = context.words, context.tally
    if not tally.practice:
        return ""
    everything = (*tally.documents, *tally.earlier_documents)
    if all(one.practice for one in everything):
        return words.text("Fictional practice clusters")
    return words.text("With fictional practice clusters")


def _facts(context: TallyContext) -> Iterator[Fact]:
    words, tally, criteria = context.words, context.tally, context.criteria
    yield Fact(
        words.text("Questionnaire"),
        words.text("{title}, edition {edition}", title=criteria.title, edition=criteria.edition),
    )
    if context.two:
        yield Fact(
            words.text("First survey"), _survey(context, tally.earlier, context.earlier_day)
        )
        yield Fact(
            words.text("Second survey"), _survey(context, len(tally.documents), context.day)
        )
    else:
        yield Fact(words.text("Documents"), _survey(context, len(tally.documents), context.day))
    if context.left_out:
        yield Fact(
            words.text("Left out"),
            words.plural("{count} file", "{count} files", len(context.left_out)),
        )


def _survey(context: TallyContext, count: int, day: str) -> str:
    words = context.words
    return words.text("{size}, {day}", size=tallies.sized(words, count), day=day)


def _groups(context: TallyContext, grouping: Grouping) -> Iterator[Paragraph]:
    for group in grouping.groups:
        text = tallies.group_with_size(context.words, grouping, group)
        yield Paragraph(said(text).spans, Role.BODY, lead="•")


def _reading(context: TallyContext) -> Iterator[Paragraph]:
    words = context.words
    if context.two:
        yield said(
            words.text(
                "Each bar is as long as the share of those who answered: hatched in the first "
                "survey, solid in the second."
            )
        )
    else:
        yield said(
            words.text(
                "Each bar is as long as the share of those who answered. The same figures stand "
                "beside it."
            )
        )
    yield said(
        words.text(
            "Behind each figure stands how many were asked and how many answered. Who was not "
            "asked, because of an answer before, is counted apart and is in no share. Where "
            "several answers could be chosen, shares may add up to more than the whole."
        )
    )
    yield said(
        words.text(
            "Figures are worked out exactly and shown to the nearest. What people wrote stands "
            "in the annex, under its answer."
        )
    )
    if any(one.personal and not one.options for one in context.tally.tables):
        yield said(
            words.text(
                "What was written about the persons who answered, such as names and addresses, is "
                "not printed."
            )
        )


def _standing(context: TallyContext) -> Iterator[Paragraph]:
    words, criteria = context.words, context.criteria
    yield said(
        words.text(
            "Preparatory: it counts what was entered in the documents. Nobody has checked that."
        ),
        Role.CELL,
    )
    if criteria.scored:
        yield said(sentences.standing(words, criteria), Role.CELL)
    yield from paragraphs(criteria.standing, Role.CELL, Tone.QUIET)
