"""What a document and a criteria set hold, as lines of text for a terminal or a pipe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from excellence_app.cli.how_to_answer import how_to_answer, scale
from excellence_app.cli.tables import Cell, Column, bold, chapters, paragraph, side_by_side, table
from excellence_app.cli.views import heading
from excellence_app.domain.assessment import Answer, AnswerStatus, Assessment, Evidence
from excellence_app.domain.criteria import (
    CriteriaSet,
    Indicator,
    Question,
    SetStatus,
    Term,
)
from excellence_app.domain.instances import Entries, entry_key, instances_in
from excellence_app.domain.levels import Label, Threshold
from excellence_app.domain.messages import N_
from excellence_app.language import answers, conditions, label_facts, sentences
from excellence_app.language.catalogues import Words
from excellence_app.language.evidence import described
from excellence_app.language.problems import one_line
from excellence_app.session.stands import stands_of


def document(words: Words, criteria: CriteriaSet, assessment: Assessment) -> list[str]:
    """Return everything a document holds: profile, people, labels, answers, notes, evidence."""
    lines = heading(words, criteria, assessment)
    facts = _facts(words, criteria, assessment)
    if facts:
        lines += ["", *table([Column(), Column(wraps=True)], facts)]
    parts: list[_Part] = []
    for dimension in criteria.dimensions:
        rows: list[tuple[Cell, ...]] = [
            (question.id, indicator.title, (*_answered(words, question, assessment),))
            for indicator in criteria.indicators
            if indicator.dimension == dimension.id
            for question in indicator.questions
        ]
        parts.append(([bold(f"{dimension.id} {dimension.title}")], rows))
    if criteria.sections:
        given = _Parts(words, criteria, assessment)
        for section in criteria.sections:
            parts += given.of(section.questions, [bold(f"{section.id} {section.title}")])
    return lines + chapters([Column(), Column(wraps=True), Column(wraps=True)], parts, indent=1)


_Part = tuple[Sequence[str], list[tuple[Cell, ...]]]


class _Parts:
    """Questions with their answers: each case is a part of its own, each row of a table a line."""

    def __init__(self, words: Words, criteria: CriteriaSet, assessment: Assessment) -> None:
        self._words, self._criteria, self._assessment = words, criteria, assessment
        self._ranked = Entries(assessment.answers)
        self._stands = stands_of(criteria, assessment)

    def of(self, asked: Sequence[Question], title: Sequence[str]) -> list[_Part]:
        """Return questions under their title, and the cases after the question for them."""
        found: list[_Part] = [(title, [])]
        for question in asked:
            rows = found[-1][1]
            rows.append((question.id, self._asked(question), self._said(question)))
            entries = self._ranked.of(question)
            for place, entry in enumerate(entries, 1):
                head = answers.title_of_entry(
                    self._words,
                    self._criteria,
                    question,
                    entry.key,
                    place,
                    self._assessment.answers,
                )
                if not (entry.used and self._stands[question.id].asked):
                    head = self._words.text("{case} (not used)", case=head)
                inside = tuple(instances_in(self._criteria, question, entry.key).values())
                if question.columns:
                    cells = _cells(self._words, inside, self._assessment)
                    rows.append((entry_key(question.id, entry.key), head, cells))
                else:
                    found += self.of(inside, [f" {bold(head)}"])
            if question.questions and entries:
                found.append(((), []))  # what comes after the cases
        return [part for part in found if part[1]]

    def _asked(self, question: Question) -> str:
        if "[" in question.id:  # its case stands above it
            return question.text
        given = self._assessment.answers
        return answers.question_title(self._words, self._criteria, question, given, self._ranked)

    def _said(self, question: Question) -> tuple[str, ...]:
        """Return the answer; one to a question that is not asked is kept and does not count."""
        stand = self._stands[question.id]
        if stand.asked or not stand.missed:
            return (*_answered(self._words, question, self._assessment),)
        if not answers.values_in(question, self._assessment.answers):
            return (self._words.text("Not asked"),)
        not_used = self._words.text("Not used:")
        return (not_used, *_answered(self._words, question, self._assessment))


def _cells(words: Words, inside: Sequence[Question], assessment: Assessment) -> tuple[str, ...]:
    """Return what stands in a row, each cell with the title of its column."""
    texts = []
    for cell in inside:
        own = assessment.answers.get(cell.id)
        if own is not None or cell.required:
            said = sentences.answer(words, cell, assessment.answers)
            texts.append(words.text("{name}: {value}", name=cell.text, value=said))
    return tuple(texts)


def with_cases(
    criteria: CriteriaSet,
    asked: Sequence[Question],
    assessment: Assessment,
    ranked: Entries | None = None,
) -> tuple[Question, ...]:
    """Return questions, after those for cases or rows what stands in each of these."""
    found: list[Question] = []
    ranked = ranked or Entries(assessment.answers)
    for question in asked:
        found.append(question)
        for entry in ranked.of(question):
            if entry.used:
                inside = instances_in(criteria, question, entry.key).values()
                found += with_cases(criteria, tuple(inside), assessment, ranked)
    return tuple(found)


def _answered(words: Words, question: Question, assessment: Assessment) -> list[str]:
    """Return the answer to a question, its notes and its evidence, each as a text."""
    texts = _answer_and_notes(words, question, assessment)
    titles = [item.title for item in _proved_by(question, assessment)]
    if titles:
        texts.append(words.text("Evidence: {titles}", titles="; ".join(dict.fromkeys(titles))))
    return texts


def _own(question: Question, assessment: Assessment) -> list[Answer]:
    given = assessment.answers
    return [given[k] for k in dict.fromkeys([question.id, *question.keys]) if k in given]


def _proved_by(question: Question, assessment: Assessment) -> list[Evidence]:
    """Return the evidence of a question, each item once."""
    items = dict.fromkeys(e for a in _own(question, assessment) for e in a.evidence)
    return [assessment.evidence[item] for item in items if item in assessment.evidence]


def _answer_and_notes(words: Words, question: Question, assessment: Assessment) -> list[str]:
    given, own = assessment.answers, _own(question, assessment)
    one_by_one = answers.chosen_lines(question, given)
    if len(one_by_one) > 1:
        return [f"– {line}" for line in one_by_one] + _notes(words, own)
    said = sentences.answer(words, question, given)
    open_keys = [key for key in question.keys if key not in given]
    settled = any(a.status in {AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE} for a in own)
    if len(question.keys) > 1 and open_keys and not settled:
        left = words.text("open: {keys}", keys=", ".join(open_keys))
        said = f"{said} ({left})"
    return [said, *_notes(words, own)]


def _notes(words: Words, own: Sequence[Answer]) -> list[str]:
    notes = " ".join(a.note for a in own if a.note)
    return [words.text("Note: {note}", note=notes)] if notes else []


def _facts(words: Words, criteria: CriteriaSet, assessment: Assessment) -> list[tuple[Cell, ...]]:
    titles = {label.id: label.title for label in criteria.labels}
    rows: list[tuple[Cell, ...]] = [*assessment.profile.facts.items()]
    rows += [
        (words.text("Person"), ", ".join(p for p in (x.name, x.role) if p))
        for x in assessment.people
    ]
    for held in assessment.labels_held:
        title = titles.get(held.label, held.label)
        if held.until is None:
            span = words.text("{label}, since {since}", label=title, since=held.since)
        else:
            span = words.text(
                "{label}, {since} to {until}", label=title, since=held.since, until=held.until
            )
        rows.append((words.text("Label held"), span))
    rows += [
        (words.text("Declared"), f"{key}: {words.value(value)}")
        for key, value in assessment.declarations.items()
    ]
    for one in assessment.improvements:
        found = criteria.indicator_by_id.get(one.indicator)
        texts = [sentences.indicator_name(found) if found is not None else one.indicator]
        texts += [one.description] if one.description else []
        texts += [words.text("Effect: {effect}", effect=one.effect)] if one.effect else []
        rows.append((words.text("Improvement"), (*texts,)))
    for own in assessment.adjustments:
        asked = sentences.threshold(words, Threshold(own.label, own.level, own.points))
        label = titles.get(own.label, own.label)
        text = f"{own.indicator}, {label}: {asked} ({own.source})"
        rows.append((words.text("Entered threshold"), text))
    if assessment.target:
        target = titles.get(assessment.target, assessment.target)
        rows.append((words.text("Target"), target))
    rows += [
        (words.text("Earlier assessment"), words.day(copy.dated))
        for copy in assessment.earlier
        if copy.dated is not None
    ]
    return rows


def outline(words: Words, criteria: CriteriaSet) -> list[str]:
    """Return a criteria set at a glance: labels with their rules, indicators with thresholds."""
    lines = side_by_side([bold(criteria.title), f"{criteria.id} {criteria.edition}"])
    if criteria.scored:
        lines += paragraph(sentences.standing(words, criteria))
    else:
        lines += paragraph(words.text("This questionnaire has no score."))
    for label in criteria.labels:
        lines += ["", bold(label.title)]
        for rule in label.requires:
            lines += paragraph(sentences.requirement(words, criteria, rule), indent=1, lead="– ")
            for ask in rule.asks:
                lines += paragraph(ask, indent=3)
    lines += _spoken(words.text("How the interview begins"), criteria.opening)
    parts = []
    for dimension in criteria.dimensions:
        rows: list[tuple[Cell, ...]] = [
            (
                indicator.id,
                indicator.title,
                sentences.points(words, indicator.points),
                ", ".join(_asked(words, criteria, indicator)),
            )
            for indicator in criteria.indicators
            if indicator.dimension == dimension.id
        ]
        parts.append(([bold(f"{dimension.id} {dimension.title}")], rows))
    columns = [Column(), Column(wraps=True), Column(right=True), Column(wraps=True)]
    lines += chapters(columns, parts, indent=1)
    sections: list[_Part] = [
        (
            [bold(f"{section.id} {section.title}")],
            [row for question in section.questions for row in _rows(words, criteria, question)],
        )
        for section in criteria.sections
    ]
    lines += chapters([Column(), Column(wraps=True), Column(wraps=True)], sections, indent=1)
    return lines + _spoken(words.text("How the interview ends"), criteria.closing)


def _spoken(title: str, text: str) -> list[str]:
    """Return what an interviewer says, under its title; nothing without a text."""
    parts = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    return (
        ["", bold(title), *(line for part in parts for line in paragraph(part))] if parts else []
    )


def _rows(words: Words, criteria: CriteriaSet, question: Question) -> Iterator[tuple[Cell, ...]]:
    """Yield a question and what is asked in each of its cases: whether it must be, and of whom."""
    notes = [] if question.required else [words.text("optional")]
    if question.when is not None:
        notes.append(conditions.only_if(words, criteria, question.when))
    yield question.id, answers.question_title(words, criteria, question, {}), (*notes,)
    if question.questions:
        for one in instances_in(criteria, question, "1").values():
            yield from _rows(words, criteria, replace(one, id=one.id.replace("[1]", "[…]")))


def _asked(words: Words, criteria: CriteriaSet, indicator: Indicator) -> list[str]:
    """Return what each label asks of an indicator, in the order of the labels."""
    texts = []
    for label in criteria.labels:
        threshold = indicator.threshold_for(label.id)
        if threshold is not None:
            text = f"{label.title}: {sentences.threshold(words, threshold)}"
            texts.append(f"{text} ({words.text('knock-out')})" if threshold.knock_out else text)
    return texts


def questions(
    words: Words,
    criteria: CriteriaSet,
    asked: Sequence[Question],
    assessment: Assessment | None = None,
    indicator: Indicator | None = None,
) -> list[str]:
    """Return questions of one indicator as they are asked, with what a document answers.

    Who asks for an `indicator` gives it, for it may measure what is asked elsewhere.
    """
    indicator = indicator or criteria.indicator_of_question.get(asked[0].id)
    lines: list[str] = []
    if indicator is not None:
        points = sentences.points(words, indicator.points)
        lines += side_by_side([bold(sentences.indicator_name(indicator)), points])
        thresholds = ", ".join(_asked(words, criteria, indicator))
        lines += paragraph(thresholds) if thresholds else []
    given: Mapping[str, Answer] = {} if assessment is None else assessment.answers
    for question in asked:
        title = answers.question_title(words, criteria, question, given)
        lines += ["", *paragraph(title), *paragraph(question.instruction)]
        if question.when is not None:
            lines += paragraph(conditions.only_if(words, criteria, question.when))
        lines += scale(words, question, indicator)
        lines += how_to_answer(words, question)
        if assessment is not None:
            first, *more = _answer_and_notes(words, question, assessment)
            for text in (words.text("Answer: {answer}", answer=first), *more):
                lines += paragraph(text)
            lines += _proof(words, criteria, question, assessment)
    if indicator is not None and indicator.guidance:
        lines += ["", *paragraph(indicator.guidance)]
    if indicator is not None:
        lines += _proofs(words, criteria, indicator)
        looks = [indicator.look_at] if indicator.look_at else []
        named = ((words.text("To ask"), indicator.asks), (words.text("To look at"), looks))
        for title, texts in named:
            lines += ["", bold(title)] if texts else []
            for text in texts:
                lines += paragraph(text, indent=1, lead="– ")
    return lines


def _proof(
    words: Words, criteria: CriteriaSet, question: Question, assessment: Assessment
) -> list[str]:
    """Return the evidence of a question, each item with its state and its file or link."""
    people = {person.id: person for person in assessment.people}
    items = _proved_by(question, assessment)
    lines = paragraph(words.text("Evidence:")) if items else []
    for item in items:
        lines += paragraph(described(words, criteria, item, people), lead="– ")
    return lines


def _proofs(words: Words, criteria: CriteriaSet, indicator: Indicator) -> list[str]:
    """Return the documents that prove a level, each with the lowest level that asks for it."""
    first: dict[str, int] = {}
    for level in indicator.levels:
        for kind in level.evidence:
            first.setdefault(kind, level.number)
    rows: list[tuple[Cell, ...]] = []
    for identity, number in first.items():
        proof = criteria.evidence_by_id[identity]
        months = proof.counts_for_months
        counts = (
            words.text("counts without end")
            if months is None
            else words.plural("counts for {count} month", "counts for {count} months", months)
        )
        rows.append((proof.title, words.text("from level {level}", level=number), counts))
    if not rows:
        return []
    columns = [Column(wraps=True), Column(), Column()]
    return ["", bold(words.text("Expected proofs")), *table(columns, rows, 1)]


def label(words: Words, criteria: CriteriaSet, shown: Label) -> list[str]:
    """Return a label in full: what it is, its rules and their reasons, steps, and prices."""
    lines: list[str] = [bold(shown.title)]
    for part in shown.text.split("\n\n"):
        lines += paragraph(" ".join(part.split()))
    lines += ["", bold(words.text("What it asks for"))]
    for rule in shown.requires:
        lines += paragraph(sentences.requirement(words, criteria, rule), indent=1, lead="– ")
        lines += paragraph(_with_source(words, criteria, rule.reason, rule.source), indent=3)
        for ask in rule.asks:
            lines += paragraph(ask, indent=3, lead="– ")
    valid = list(label_facts.validity_sentences(shown, words))
    if valid:
        lines += ["", bold(words.text("Validity")), *paragraph(" ".join(valid), indent=1)]
    if shown.steps:
        lines += ["", bold(words.text("Steps"))]
    for number, step in enumerate(shown.steps, start=1):
        lines += paragraph(step.title, indent=1, lead=f"{number}. ")
        lines += paragraph(_with_source(words, criteria, step.text, step.source), indent=4)
    if shown.prices:
        lines += ["", bold(words.text("Prices"))]
    for price in shown.prices:
        text = f"{price.title}: {label_facts.price_words(price, words)}."
        seen = label_facts.source_words(criteria, price.source, words, price.seen)
        lines += paragraph(f"{text} {seen}.", indent=1, lead="– ")
    return lines


def term(words: Words, criteria: CriteriaSet, shown: Term) -> list[str]:
    """Return a term of the glossary with what it means and who says so."""
    return [
        bold(shown.title),
        *paragraph(shown.text),
        *paragraph(_with_source(words, criteria, "", shown.source)),
    ]


def _with_source(words: Words, criteria: CriteriaSet, text: str, source: str) -> str:
    said = label_facts.source_words(criteria, source, words)
    return " ".join(part for part in (" ".join(text.split()), f"{said}." if said else "") if part)


def help_page(page: str) -> list[str]:
    """Return a help page, which is written in Markdown: titles, wrapped text, examples as is."""
    lines: list[str] = []
    in_example = False
    for line in page.split("\n"):
        if line.startswith("```"):
            in_example = not in_example
        elif in_example:
            lines.append(f"    {one_line(line)}".rstrip())
        elif line.startswith("#"):
            lines.append(bold(line.lstrip("# ")))
        else:
            lines += paragraph(line) or [""]
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
