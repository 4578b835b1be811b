"""How the figures came about, and what this paper is and is not."""

from collections.abc import Iterator, Sequence

from excellence_app.domain.assessment import AnswerStatus
from excellence_app.language import sentences
from excellence_app.language.answers import question_title
from excellence_app.reports import figures, heads
from excellence_app.reports.blocks import (
    Block,
    Column,
    ColumnRole,
    Heading,
    Labelled,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    Tone,
    Weight,
    paragraphs,
    said,
)
from excellence_app.reports.context import ReportContext


def build(context: ReportContext) -> list[Block]:
    """Return the chapter on method and standing."""
    words = context.words
    found: list[Block] = [
        Heading(words.text("Method and standing")),
        Labelled(words.text("Standing"), tuple(_standing(context))),
        Labelled(
            words.text("Criteria set") if context.criteria.scored else words.text("Questionnaire"),
            tuple(_set(context)),
        ),
    ]
    if context.scored:
        found.append(Labelled(words.text("Scoring"), tuple(_scoring(context))))
    found += _adjustments(context)
    found += _lists(context)
    if context.assessment.people:
        found.append(Labelled(words.text("Taken part"), tuple(_people(context))))
    found += _profile(context)
    found += _sources(context)
    return found


def _standing(context: ReportContext) -> Iterator[Paragraph]:
    words = context.words
    yield said(sentences.preparatory(words, context.criteria), Role.CELL)
    if context.criteria.scored:
        yield said(sentences.standing(words, context.criteria), Role.CELL)
    if context.assessment.practice:
        yield said(heads.made_for_practice(context), Role.CELL)
    yield from paragraphs(context.criteria.standing, Role.CELL, Tone.QUIET)


def _set(context: ReportContext) -> Iterator[Paragraph]:
    words, criteria = context.words, context.criteria
    text = words.text(
        "{title}, edition {edition} (file {file}).",
        title=criteria.title,
        edition=criteria.edition,
        file=criteria.id,
    )
    yield said(text, Role.CELL)
    yield from paragraphs(criteria.text, Role.CELL, Tone.QUIET)
    if criteria.sha256:
        text = words.text("Fingerprint of the file: {sha256}", sha256=criteria.sha256)
        yield said(text, Role.CAPTION, Tone.FAINT)


def _scoring(context: ReportContext) -> Iterator[Paragraph]:
    words = context.words
    texts = (
        words.text(
            "Each indicator earns points by its level. Sums are exact fractions; figures shown "
            "are rounded down, so that none reads higher than it is."
        ),
        words.text(
            "Where answers are missing the score is a range: from its lower end, if they earn "
            "nothing, to its upper end, if they earn everything. A rule is open until its answers "
            "decide it."
        ),
        words.text(
            "What does not apply leaves points, maximum and thresholds alike. An answer marked as "
            "unknown scores like none."
        ),
    )
    for text in texts:
        yield said(text, Role.CELL)


def _adjustments(context: ReportContext) -> Iterator[Block]:
    words, adjustments = context.words, context.assessment.adjustments
    if not adjustments:
        return
    columns = (
        Column(ColumnRole.NAME, words.text("Indicator"), share=3),
        Column(ColumnRole.SHORT, words.text("Label")),
        Column(ColumnRole.SHORT, words.text("In the set")),
        Column(ColumnRole.SHORT, words.text("Entered")),
        Column(ColumnRole.TEXT, words.text("Source"), share=3),
    )
    known, labels = context.criteria.indicator_by_id, context.criteria.label_by_id
    rows = []
    for one in adjustments:
        indicator = known.get(one.indicator)
        own = indicator.threshold_for(one.label) if indicator is not None else None
        label = labels.get(one.label)
        entered = (
            words.text("level {level}", level=one.level)
            if one.level is not None
            else sentences.points(words, one.points)
            if one.points is not None
            else words.text("none")
        )
        made = [one.who] if one.who else []
        if one.made is not None:
            made.append(words.short_day(one.made))
        source = [said(one.source, Role.CELL)]
        if made:
            source.append(said(", ".join(made), Role.CAPTION, Tone.QUIET))
        rows.append(
            Row(
                (
                    (
                        said(
                            figures.name_of(indicator) if indicator else one.indicator,
                            Role.CELL,
                            weight=Weight.MEDIUM,
                        ),
                    ),
                    (said(label.title if label is not None else one.label, Role.CELL),),
                    (
                        said(
                            sentences.threshold(words, own) if own else words.text("none"),
                            Role.CELL,
                            Tone.QUIET,
                        ),
                    ),
                    (said(entered, Role.CELL, weight=Weight.STRONG),),
                    tuple(source),
                )
            )
        )
    text = words.text(
        "These thresholds are not those of the set. They were entered for this assessment and "
        "every result here rests on them."
    )
    yield Labelled(
        words.text("Entered thresholds"),
        (said(text, Role.CELL),),
        below=(Table(columns, tuple(rows)),),
    )


def _lists(context: ReportContext) -> Iterator[Block]:
    words, card = context.words, context.scorecard
    if card.not_applicable:
        lines = [
            _with_reason(context, item, context.assessment.answers.get(item) is not None)
            for item in dict.fromkeys(card.not_applicable)
        ]
        yield Labelled(words.text("Does not apply"), _lines(lines))
    if card.unknown:
        yield Labelled(words.text("Unknown"), _lines([_name(context, q) for q in card.unknown]))
    stands = {one: context.stand(context.criteria.question_of(one)) for one in card.unanswered}
    names = [_name(context, one) for one, stand in stands.items() if stand.lacks is None]
    if names:
        yield Labelled(words.text("Not answered"), _lines(names))
    begun = [
        Paragraph(
            (Span(_name(context, one)), Span(f"  {words.say(stand.lacks)}", tone=Tone.QUIET)),
            Role.CELL,
        )
        for one, stand in stands.items()
        if stand.lacks is not None
    ]
    if begun:
        yield Labelled(words.text("Incomplete"), tuple(begun))


def _lines(texts: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(said(text, Role.CELL) for text in texts)


def _name(context: ReportContext, question: str) -> str:
    indicator = context.criteria.indicator_of_question.get(question)
    if indicator is not None and indicator.id == question:
        return figures.name_of(indicator)
    known = context.criteria.question_by_id.get(question)
    if known is not None:
        return f"{known.id} {known.text}"
    named = context.criteria.indicator_by_id.get(question)
    if named is not None:
        return figures.name_of(named)
    inside = context.criteria.question_of(question)
    return question_title(
        context.words, context.criteria, inside, context.assessment.answers, context.ranked
    )


def _with_reason(context: ReportContext, item: str, answered: bool) -> str:  # noqa: FBT001 - a value of the field, not a switch of ours
    name = _name(context, item)
    if not answered:
        return name
    answer = context.assessment.answers[item]
    if answer.status is not AnswerStatus.NOT_APPLICABLE or not answer.justification:
        return name
    return context.words.text("{name}: {reason}", name=name, reason=answer.justification)


def _people(context: ReportContext) -> Iterator[Paragraph]:
    for person in context.assessment.people:
        text = f"{person.name}, {person.role}" if person.role else person.name
        yield said(text, Role.CELL)


def _profile(context: ReportContext) -> Iterator[Block]:
    facts = context.assessment.profile.facts
    if facts:
        lines = tuple(
            Paragraph((Span(f"{_readable(name)}: ", tone=Tone.FAINT), Span(value)), Role.CELL)
            for name, value in facts.items()
        )
        yield Labelled(context.words.text("Profile"), lines)


def _readable(key: str) -> str:
    """Return a key of the profile as words: legal_form becomes Legal form."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def _sources(context: ReportContext) -> Iterator[Block]:
    words, sources = context.words, context.criteria.sources
    if not sources:
        return
    columns = (
        Column(ColumnRole.TEXT, words.text("Source"), share=3),
        Column(ColumnRole.TEXT, words.text("Address"), share=4),
        Column(ColumnRole.SHORT, words.text("Seen")),
    )
    rows = tuple(
        Row(
            (
                (said(source.title, Role.CAPTION),),
                (said(source.address, Role.CAPTION, Tone.QUIET),) if source.address else (),
                (said(source.seen, Role.CAPTION, Tone.QUIET),) if source.seen else (),
            )
        )
        for source in sources
    )
    yield Labelled(words.text("Sources of the set"), (), below=(Table(columns, rows),))
