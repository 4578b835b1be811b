"""What a document and a criteria set hold, as lines of text for a terminal or a pipe."""

from collections.abc import Sequence
from fractions import Fraction

from excellence_app.cli.tables import Column, bold, paragraph, table
from excellence_app.cli.views import heading
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, SetStatus
from excellence_app.domain.messages import N_
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.language.problems import printable


def document(words: Words, criteria: CriteriaSet, assessment: Assessment) -> list[str]:
    """Return everything a document holds: profile, people, labels, answers, notes, evidence."""
    lines = [*heading(words, criteria, assessment), ""]
    lines += table([Column(), Column(wraps=True)], _facts(words, criteria, assessment))
    for dimension in criteria.dimensions:
        lines += ["", bold(f"{dimension.id} {dimension.title}")]
        rows = []
        for indicator in criteria.indicators:
            if indicator.dimension != dimension.id:
                continue
            for question in indicator.questions:
                rows.append(
                    [
                        question.id,
                        indicator.title,
                        sentences.answer(words, question, assessment.answers),
                    ]
                )
                own = [
                    assessment.answers[k]
                    for k in {question.id: 0, **dict.fromkeys(question.keys)}
                    if k in assessment.answers
                ]
                notes = [a.note for a in own if a.note]
                titles = [
                    assessment.evidence[e].title
                    for a in own
                    for e in a.evidence
                    if e in assessment.evidence
                ]
                if notes:
                    rows.append(["", "", words.text("Note: {note}", note=" ".join(notes))])
                if titles:
                    rows.append(
                        ["", "", words.text("Evidence: {titles}", titles="; ".join(titles))]
                    )
        lines += table([Column(), Column(wraps=True), Column(wraps=True)], rows, indent=1)
    return lines


def _facts(words: Words, criteria: CriteriaSet, assessment: Assessment) -> list[list[str]]:
    rows = [[key, value] for key, value in assessment.profile.facts.items()]
    rows += [
        [words.text("Person"), ", ".join(p for p in (x.name, x.role) if p)]
        for x in assessment.people
    ]
    for held in assessment.labels_held:
        title = (
            criteria.label_by_id[held.label].title
            if held.label in criteria.label_by_id
            else held.label
        )
        until = words.day(held.until) if held.until else "…"
        rows.append(
            [
                words.text("Label held"),
                words.text(
                    "{label}, {since} to {until}", label=title, since=held.since, until=until
                ),
            ]
        )
    rows += [
        [words.text("Declared"), f"{key}: {words.value(value)}"]
        for key, value in assessment.declarations.items()
    ]
    rows += [
        [words.text("Improvement"), f"{i.indicator}: {i.description} {i.effect}"]
        for i in assessment.improvements
    ]
    for adjustment in assessment.adjustments:
        wanted = (
            words.text("level {level}", level=adjustment.level)
            if adjustment.level is not None
            else sentences.points(words, adjustment.points or Fraction(0))
        )
        rows.append(
            [
                words.text("Entered threshold"),
                f"{adjustment.indicator} {adjustment.label}: {wanted} ({adjustment.source})",
            ]
        )
    if assessment.target:
        label = criteria.label_by_id.get(assessment.target)
        rows.append([words.text("Target"), label.title if label else assessment.target])
    return rows


def outline(words: Words, criteria: CriteriaSet) -> list[str]:
    """Return a criteria set at a glance: labels with their rules, indicators with thresholds."""
    lines = [f"{bold(criteria.title)}  ·  {printable(f'{criteria.id} {criteria.edition}')}"]
    lines += paragraph(sentences.standing(words, criteria))
    for label in criteria.labels:
        lines += ["", bold(label.title)]
        lines += [f" – {sentences.requirement(words, criteria, rule)}" for rule in label.requires]
    for dimension in criteria.dimensions:
        rows = [
            [
                indicator.id,
                indicator.title,
                sentences.points(words, indicator.points),
                ", ".join(
                    f"{t.label}: {sentences.threshold(words, t)}"
                    + (f" ({words.text('knock-out')})" if t.knock_out else "")
                    for t in indicator.thresholds
                ),
            ]
            for indicator in criteria.indicators
            if indicator.dimension == dimension.id
        ]
        lines += ["", bold(f"{dimension.id} {dimension.title}")]
        lines += table(
            [Column(), Column(wraps=True), Column(right=True), Column(wraps=True)], rows, indent=1
        )
    return lines


def sets(words: Words, found: Sequence[CriteriaSet]) -> list[str]:
    """Return the criteria sets as a table."""
    rows = [
        [
            one.id,
            one.title,
            one.edition,
            words.text(_STATUS[one.status]),
            ", ".join(one.languages),
        ]
        for one in found
    ]
    columns = [
        Column(words.text("Set")),
        Column(words.text("Title"), wraps=True),
        Column(words.text("Edition")),
        Column(words.text("Values")),
        Column(words.text("Languages")),
    ]
    return table(columns, rows)


_STATUS = {
    SetStatus.OFFICIAL: N_("official"),
    SetStatus.ILLUSTRATIVE: N_("illustrative"),
    SetStatus.OWN: N_("own"),
}
