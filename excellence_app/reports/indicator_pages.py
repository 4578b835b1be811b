"""One indicator of a criteria set in full, as a handbook prints it."""

from collections.abc import Iterator

from excellence_app.domain.criteria import Action, Indicator, Question
from excellence_app.domain.levels import Level
from excellence_app.language import conditions, sentences
from excellence_app.reports.actions_shown import COSTS, what_to_do
from excellence_app.reports.blocks import (
    Block,
    Cell,
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
from excellence_app.reports.figures import name_of
from excellence_app.reports.origins_shown import Origins


class IndicatorPages:
    """Makes the pages of indicators; what an action lifts besides is told where it stands."""

    def __init__(self, context: ReportContext, origins: Origins) -> None:
        self._context, self._origins = context, origins
        self._words, self._criteria = context.words, context.criteria
        self._actions: dict[str, list[Action]] = {}
        for action in self._criteria.actions:
            if action.lifts:
                self._actions.setdefault(action.lifts[0].indicator, []).append(action)

    def of(self, indicator: Indicator) -> Iterator[Block]:
        """Yield everything that the set says of an indicator."""
        words, named = self._words, indicator.provenance
        origins = self._origins
        points = sentences.points(words, indicator.points)
        yield Heading(
            name_of(indicator), level=2, aside=f"{points}, {origins.of(named, 'title', 'points')}"
        )
        yield from paragraphs(indicator.text, Role.BODY, Tone.QUIET)
        if indicator.when is not None:
            text = conditions.only_if(words, self._criteria, indicator.when)
            yield said(text, Role.CELL, Tone.QUIET, Weight.MEDIUM)
        yield Labelled(
            words.text("Question"),
            tuple(line for one in indicator.questions for line in self._question(indicator, one)),
            caption=origins.of(named, "question", "questions"),
        )
        if indicator.guidance:
            marks = origins.of(named, "guidance")
            content = paragraphs(indicator.guidance, Role.CELL)
            yield Labelled(words.text("Guidance"), content, caption=marks)
        yield from self._levels(indicator)
        yield from self._thresholds(indicator)
        yield from self._expert(indicator)
        yield from self._findings(indicator)
        yield from self._what_to_do(indicator)

    def _question(self, indicator: Indicator, question: Question) -> Iterator[Paragraph]:
        """Yield one question with what helps to answer it."""
        words = self._words
        several = len(indicator.questions) > 1
        text = f"{question.id}  {question.text}" if several else question.text
        yield said(text, Role.CELL, weight=Weight.MEDIUM)
        if question.when is not None:
            text = conditions.only_if(words, self._criteria, question.when)
            yield said(text, Role.CELL, Tone.QUIET)
        if question.instruction:
            yield said(question.instruction, Role.CELL, Tone.QUIET)
        if question.part_title and question.whole_title:
            text = words.text(
                "The part: {part}. The whole: {whole}.",
                part=question.part_title,
                whole=question.whole_title,
            )
            yield said(text, Role.CELL, Tone.QUIET)
        if question.unit:
            text = words.text("Unit: {unit}.", unit=question.unit)
            yield said(text, Role.CELL, Tone.QUIET)

    def _levels(self, indicator: Indicator) -> Iterator[Labelled]:
        words = self._words
        if not indicator.levels:
            return
        columns = (
            Column(ColumnRole.NUMBER),
            Column(ColumnRole.TEXT, words.text("What holds"), share=5),
            Column(ColumnRole.TEXT, words.text("Expected proofs"), share=3),
        )
        rows = tuple(self._level(indicator, level) for level in indicator.levels)
        yield Labelled(
            words.text("Levels"),
            (),
            caption=self._origins.of(indicator.provenance, "levels"),
            below=(Table(columns, rows, in_pairs=True),),
        )

    def _level(self, indicator: Indicator, level: Level) -> Row:
        kinds = self._criteria.evidence_by_id
        question = indicator.questions[0] if len(indicator.questions) == 1 else None
        title = sentences.level_title(self._words, level, question)
        proofs = [kinds[kind].title if kind in kinds else kind for kind in level.evidence]
        what = [said(title, Role.CELL, weight=Weight.MEDIUM)]
        what += paragraphs(level.text, Role.CELL, Tone.QUIET)
        shown: Cell = tuple(said(one, Role.CAPTION, Tone.QUIET) for one in proofs)
        number = said(str(level.number), Role.CELL, weight=Weight.STRONG)
        return Row(((number,), tuple(what), shown))

    def _thresholds(self, indicator: Indicator) -> Iterator[Labelled]:
        words, labels = self._words, self._criteria.label_by_id
        lines: list[Paragraph] = []
        for one in indicator.thresholds:
            label = labels[one.label].title if one.label in labels else one.label
            asked = sentences.threshold(words, one)
            text = words.text("{label}: {threshold}", label=label, threshold=asked)
            if one.knock_out:
                text = f"{text} ({words.text('knock-out')})"
            ours = Span(f"  {self._origins.mark(one.source)}", tone=Tone.FAINT)
            lines.append(Paragraph((Span(text, Weight.MEDIUM), ours), Role.CELL))
            if one.reason:
                lines.append(said(one.reason, Role.CELL, Tone.QUIET))
        scopes = [labels[one].title for one in indicator.in_scope_of if one in labels]
        if scopes:
            text = words.text("Looked at for {labels}.", labels=words.listing(scopes))
            mark = self._origins.of(indicator.provenance, "in_scope_of")
            lines.append(
                Paragraph((Span(text), Span(f"  {mark}", tone=Tone.FAINT)), Role.CELL, Tone.QUIET)
            )
        if lines:
            yield Labelled(words.text("Thresholds"), tuple(lines))

    def _expert(self, indicator: Indicator) -> Iterator[Labelled]:
        words, origins, named = self._words, self._origins, indicator.provenance
        if indicator.asks:
            asks = tuple(Paragraph((Span(a),), Role.CELL, lead="•") for a in indicator.asks)
            marks = origins.of(named, "asks")
            yield Labelled(words.text("The expert asks"), asks, caption=marks)
        if indicator.look_at:
            marks = origins.of(named, "look_at")
            content = paragraphs(indicator.look_at, Role.CELL)
            yield Labelled(words.text("The expert looks at"), content, caption=marks)

    def _findings(self, indicator: Indicator) -> Iterator[Labelled]:
        words, origins, named = self._words, self._origins, indicator.provenance
        usual = origins.of((), "levels")
        rows = []
        for level in indicator.levels:
            step = level.to_next
            if step is None:
                continue
            path = f"levels/{level.number}/to_next"
            cells = tuple(
                (said(f"{text}{origins.other(named, f'{path}/{name}', usual)}", Role.CELL),)
                if text
                else ()
                for name, text in (
                    ("finding", step.finding),
                    ("why", step.why),
                    ("recommendation", step.recommendation),
                )
            )
            span = f"{level.number}\u2060→\u2060{level.number + 1}"
            rows.append(Row(((said(span, Role.CELL, weight=Weight.STRONG),), *cells)))
        if not rows:
            return
        columns = (
            Column(ColumnRole.SHORT, words.text("Level")),
            Column(ColumnRole.TEXT, words.text("What was found"), share=4),
            Column(ColumnRole.TEXT, words.text("Why it matters"), share=4),
            Column(ColumnRole.TEXT, words.text("What to do"), share=4),
        )
        yield Labelled(
            words.text("Findings"),
            (),
            caption=usual,
            below=(Table(columns, tuple(rows), in_pairs=True),),
        )

    def _what_to_do(self, indicator: Indicator) -> Iterator[Labelled]:
        words = self._words
        own = sorted(self._actions.get(indicator.id, ()), key=lambda action: action.lifts[0].to)
        others = [
            action
            for action in self._criteria.actions
            if indicator.id in {lift.indicator for lift in action.lifts[1:]}
        ]
        if not own and not others:
            return
        marks = self._origins.marks(
            source
            for action in (own or others)
            for source in (
                self._origins.source_of(action.provenance, name)
                for name in ("title", "steps", "effort", "lifts")
            )
        )
        columns = (
            Column(ColumnRole.SHORT),
            Column(ColumnRole.TEXT, share=3),
            Column(ColumnRole.TEXT, share=2),
        )
        rows = tuple(
            Row(
                (
                    (said(f"→\u2060{action.lifts[0].to}", Role.CELL, weight=Weight.STRONG),),
                    tuple(what_to_do(action)),
                    tuple(self._what_it_takes(action)),
                )
            )
            for action in own
        )
        lines: list[Paragraph] = []
        for action in others:
            text = words.text(
                "See also: {action} (with {indicator}).",
                action=action.title,
                indicator=action.lifts[0].indicator,
            )
            lines.append(said(text, Role.CELL, Tone.QUIET))
        below = (Table(columns, rows, in_pairs=True),) if rows else ()
        yield Labelled(words.text("Actions"), tuple(lines), caption=marks, below=below)

    def _what_it_takes(self, action: Action) -> Iterator[Paragraph]:
        words, criteria = self._words, self._criteria
        days = (
            words.plural("{count} person-day", "{count} person-days", int(action.person_days))
            if action.person_days.denominator == 1
            else words.text("{days} person-days", days=action.person_days)
        )
        weeks = words.plural("{count} week", "{count} weeks", action.weeks)
        effort = ", ".join((days, weeks, words.text(COSTS[action.cost])))
        yield _named(words.text("Effort:"), effort)
        if action.who:
            yield _named(words.text("Who:"), action.who)
        known = criteria.action_by_id
        needs = [known[need].title for need in action.needs if need in known]
        if needs:
            yield _named(words.text("Comes after:"), "; ".join(needs))
        kinds = criteria.evidence_by_id
        proofs = [kinds[kind].title if kind in kinds else kind for kind in action.yields]
        if proofs:
            yield _named(words.text("Evidence it yields:"), "; ".join(proofs))
        also = [
            words.text("{indicator} to level {level}", indicator=one.indicator, level=one.to)
            for one in action.lifts[1:]
        ]
        if also:
            yield _named(words.text("Also lifts:"), "; ".join(also))


def _named(name: str, text: str) -> Paragraph:
    return Paragraph((Span(f"{name} ", Weight.REGULAR, Tone.FAINT), Span(text)), Role.CELL)
