"""From columns to tables: counts, shares, sums, by group and by survey."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import compress

from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType, TallyNote
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.domain.tallies import (
    CountedDocument,
    Filled,
    Group,
    Grouping,
    Option,
    OptionKind,
    Part,
    Table,
    Tally,
)
from excellence_app.domain.values import dataclass
from excellence_app.engine.tallying.columns import Column, Counted, Rows
from excellence_app.engine.tallying.linking import links_of, totals_of
from excellence_app.engine.tallying.matching import matches
from excellence_app.engine.tallying.sheets import Sheet, Survey

_GROUPING = frozenset(
    {QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.YES_NO, QuestionType.LEVELS}
)


def groupable(criteria: CriteriaSet) -> tuple[Question, ...]:
    """Return the questions by whose answers documents can be put into groups."""
    return tuple(question for question in criteria.questions if question.type in _GROUPING)


def grouping_question(criteria: CriteriaSet, name: str) -> Question:
    """Return the question to group by; raises `Refused` with a list of those that can be used."""
    found = criteria.question_by_id.get(name)
    if found is not None and found.type in _GROUPING:
        return found
    usable = [question.id for question in groupable(criteria)]
    values = {"question": name, "usable": ", ".join(usable)}
    if not usable:
        text = N_("Nothing in this criteria set can be used to form groups.")
    elif found is None:
        text = N_(
            'There is no question "{question}" in this criteria set to form groups by. '
            "These can be used: {usable}."
        )
    else:
        text = N_(
            "The answers to {question} are too different to form groups by. "
            "These can be used: {usable}."
        )
    raise Refused(Message(text, values))


def tally(
    criteria: CriteriaSet,
    documents: Sequence[Filled],
    *,
    by: Sequence[str] | None = None,
    against: Sequence[Filled] = (),
) -> Tally:
    """Count documents that answer a criteria set.

    `by` are the questions to group by, those of the set's own plan if none are given. The first
    survey is `against` if that holds documents, each of which is laid beside the document that it
    became if that can be told; else it is the earlier copies of the documents. Raises `Refused`
    for a question that makes no groups.
    """
    now, before = Survey(criteria), Survey(criteria)
    counted = [_take(now, one) for one in documents]
    places: list[int | None] = []
    if against:
        others = tuple(_take(before, one) for one in against)
        found = matches(criteria, documents, against)
        places = [None if match is None else match.place for match in found]
        counted = [replace(one, match=match) for one, match in zip(counted, found, strict=True)]
    else:
        others = ()
        for one in documents:
            places.append(None if one.earlier is None else len(before.sheet.documents))
            if one.earlier is not None:
                before.add(one.earlier, _uncounted(criteria, one))
    return count(now, before, counted, others, by=by, earlier_places=places)


def _take(survey: Survey, one: Filled) -> CountedDocument:
    """Add a document to a survey and return what is to be said about it."""
    left_out = _uncounted(survey.criteria, one)
    survey.add(one.assessment, left_out, own_set=one.own_set)
    reference = one.assessment.criteria
    same = reference.sha256 == survey.criteria.sha256
    answered = {key.partition("/")[0].partition("[")[0] for key in one.assessment.answers}
    own = one.own_set
    gone = () if own is None else (q.id for q in own.questions if q.id in answered)
    known = survey.criteria.question_by_id
    return CountedDocument(
        name=one.name,
        practice=one.assessment.practice,
        edition="" if same else reference.edition,
        left_out=tuple(q for q in gone if q in left_out or q not in known),
        dated=one.assessment.dated,
        earlier=one.earlier.dated if one.earlier is not None else None,
        has_earlier=one.earlier is not None,
        earlier_edition=_earlier_edition(survey.criteria, one),
        same_edition=not same and reference.edition == survey.criteria.edition,
        same_earlier_edition=_earlier_edition(survey.criteria, one) == survey.criteria.edition,
    )


def _earlier_edition(criteria: CriteriaSet, one: Filled) -> str:
    if one.earlier is None or one.earlier.criteria.sha256 == criteria.sha256:
        return ""
    return one.earlier.criteria.edition


def _uncounted(criteria: CriteriaSet, one: Filled) -> frozenset[str]:
    """Return the questions that are not the same in the edition that a document answers.

    A question is the same if its id and its type are, and of levels how many there are.
    """
    own = one.own_set
    if own is None:
        return frozenset()
    then = own.question_by_id
    return frozenset(
        question.id
        for question in criteria.questions
        if question.id not in then
        or then[question.id].type is not question.type
        or len(then[question.id].levels) != len(question.levels)
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    """A question to group by with the documents of each of its groups, in both surveys."""

    grouping: Grouping
    documents: tuple[Rows, ...]
    earlier: tuple[Rows, ...]


def count(
    now: Survey,
    before: Survey,
    documents: Sequence[CountedDocument],
    others: Sequence[CountedDocument] = (),
    *,
    by: Sequence[str] | None = None,
    earlier_places: Sequence[int | None] = (),
) -> Tally:
    """Return the tables of surveys that are filled in already; see `tally`.

    `earlier_places` are for each document the place of its earlier copy in the survey `before`,
    none where there is no such copy. Each survey is put into groups by its own answers.
    """
    criteria = now.criteria
    plan = criteria.tally
    wanted = plan.by if by is None else by
    groups = [_groups(now, before, grouping_question(criteria, name)) for name in wanted]
    counting = _Counting(criteria, now, before, groups)
    groups_of = (
        tuple(_groups_of([one.documents for one in groups], len(documents))),
        tuple(_groups_of([one.earlier for one in groups], len(before.sheet.documents))),
    )
    groupings = tuple(one.grouping for one in groups)
    return Tally(
        documents=tuple(documents),
        tables=tuple(counting.tables()),
        groupings=groupings,
        totals=tuple(
            totals_of((now, before), name, groupings, groups_of, earlier_places)
            for name in plan.totals
        ),
        links=tuple(links_of(now, plan.name, name) for name in plan.links if plan.name),
        earlier_documents=tuple(others),
        earlier=len(before.sheet.documents),
    )


def _groups_of(
    groups: Sequence[tuple[Rows, ...]], documents: int
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield for each document the places of the groups in which it stands."""
    for place in range(documents):
        yield tuple(
            tuple(number for number, rows in enumerate(one) if rows.each[place]) for one in groups
        )


def _groups(now: Survey, before: Survey, question: Question) -> _Groups:
    """Return the groups that the answers to a question make; those empty in both are left out."""
    ready, then = (one.sheet.columns[question.id].counted() for one in (now, before))
    two = bool(before.sheet.documents)
    if two:
        ready, then = _aligned(ready, then), _aligned(then, ready)
    counts = len(now.sheet.documents), len(before.sheet.documents)
    found: list[tuple[Group, Rows, Rows]] = []

    def add(option: Option, bits: int, earlier: int) -> None:
        if not bits and not earlier:
            return
        group = Group(
            option.key,
            option.title,
            bits.bit_count(),
            option.kind,
            earlier.bit_count() if two else None,
        )
        found.append((group, Rows(bits, counts[0]), Rows(earlier, counts[1])))

    rest, earlier_rest = now.sheet.everything.bits, before.sheet.everything.bits
    for place, option in enumerate(ready.options):
        if option.kind in {OptionKind.NO_ANSWER, OptionKind.NOT_APPLICABLE}:
            continue
        bits, earlier = ready.rows_of[place], then.rows_of[place] if two else 0
        rest &= ~bits
        earlier_rest &= ~earlier
        add(option, bits, earlier)
    add(Option("", "", OptionKind.NO_ANSWER), rest, earlier_rest)
    several = (
        sum(group.documents for group, _, _ in found) > counts[0]
        or sum(group.earlier or 0 for group, _, _ in found) > counts[1]
    )
    grouping = Grouping(
        question.id, question.text, question.type, tuple(group for group, _, _ in found), several
    )
    return _Groups(
        grouping, tuple(rows for _, rows, _ in found), tuple(rows for _, _, rows in found)
    )


class _Counting:
    """Counts the columns of two surveys by the groups of each."""

    def __init__(
        self, criteria: CriteriaSet, now: Survey, before: Survey, groups: Sequence[_Groups]
    ) -> None:
        self._criteria = criteria
        self._now, self._before, self._groups = now, before, groups
        self._personal = criteria.personal_questions
        self._two = bool(before.sheet.documents)
        self._notes: dict[str, list[TallyNote]] = {}
        for note in criteria.tally.notes:
            self._notes.setdefault(note.question, []).append(note)

    def tables(self) -> Iterator[Table]:
        """Yield the tables of all questions, and of indicators that have levels of their own."""
        for dimension in self._criteria.dimensions:
            chapter = f"{dimension.id} {dimension.title}"
            for indicator in self._criteria.indicators:
                if indicator.dimension != dimension.id:
                    continue
                if indicator.id in self._now.scored:
                    yield self._scored(indicator.id, chapter)
                for question in indicator.questions:
                    title = "" if question.id in self._now.scored else indicator.title
                    yield from self._asked([question], chapter, title)
        for section in self._criteria.sections:
            yield from self._asked(section.questions, f"{section.id} {section.title}")

    def _scored(self, name: str, chapter: str) -> Table:
        columns = self._now.scored[name], self._before.scored[name]
        sheets = self._now.sheet, self._before.sheet
        return replace(self._table(columns, sheets, name, chapter), indicator=True, said=())

    def _asked(
        self, questions: Iterable[Question], chapter: str, title: str = ""
    ) -> Iterator[Table]:
        sheets = self._now.sheet, self._before.sheet
        for question in questions:
            yield self._question(question, sheets, question.id, chapter, title)

    def _question(
        self,
        question: Question,
        sheets: tuple[Sheet, Sheet],
        path: str,
        chapter: str = "",
        title: str = "",
    ) -> Table:
        now, before = sheets
        name = question.id
        inside: tuple[Table, ...] = ()
        if name in now.inside:
            inner = now.inside[name], before.inside[name]
            inside = tuple(
                self._question(one, inner, f"{path}/{one.id}")
                for one in question.questions or question.columns
            )
        columns = now.columns[name], before.columns[name]
        return self._table(columns, sheets, path, chapter, inside=inside, title=title)

    def _table(
        self,
        columns: tuple[Column, Column],
        sheets: tuple[Sheet, Sheet],
        path: str,
        chapter: str,
        *,
        inside: tuple[Table, ...] = (),
        title: str = "",
    ) -> Table:
        question = columns[0].question
        ready, then = columns[0].counted(), columns[1].counted()
        now, before = sheets
        earlier: Part | None = None
        earlier_groups: tuple[tuple[Part, ...], ...] = ()
        if self._two:
            ready, then = _aligned(ready, then), _aligned(then, ready)
            earlier = _part(then, before.everything, before)
            earlier_groups = tuple(
                tuple(_part(then, self._inside(one, before), before) for one in group.earlier)
                for group in self._groups
            )
        return Table(
            id=path,
            title=title or _title(question),
            type=question.type,
            options=ready.options,
            now=_part(ready, now.everything, now),
            earlier=earlier,
            groups=tuple(
                tuple(_part(ready, self._inside(one, now), now) for one in group.documents)
                for group in self._groups
            ),
            earlier_groups=earlier_groups,
            said=() if path in self._personal else tuple(now.said.get(question.id, ())),
            personal=path in self._personal or path == self._criteria.tally.name,
            inside=inside,
            notes=tuple(self._notes.get(path, ())),
            unit=question.unit,
            share=question.type is QuestionType.SHARE,
            several=question.type is QuestionType.CHOICES,
            chapter=chapter,
        )

    def _inside(self, documents: Rows, sheet: Sheet) -> Rows:
        """Return the rows of a sheet that belong to some documents."""
        if sheet.outermost:
            return documents
        digits = "".join(map("01".__getitem__, map(documents.each.__getitem__, sheet.documents)))
        return Rows(int(digits[::-1], 2) if digits else 0, len(sheet.documents))


def _aligned(counted: Counted, other: Counted) -> Counted:
    """Return columns with the options of another one added that it lacks itself."""
    held = dict(zip(counted.options, counted.rows_of, strict=True))
    if held.keys() >= set(other.options):
        return counted
    ends = list(OptionKind)
    both = sorted(
        dict.fromkeys((*counted.options, *other.options)),
        key=lambda option: max(ends.index(option.kind), ends.index(OptionKind.NONE)),
    )
    rows = tuple(held.get(option, 0) for option in both)
    return replace(counted, options=tuple(both), rows_of=rows)


_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def _title(question: Question) -> str:
    """Return the text of a question; of cases the title of one, without what differs in each."""
    if question.type is not QuestionType.CASES:
        return question.text
    return " ".join(_PLACEHOLDER.sub(" ", question.text).split()).rstrip(" :,;.–-(")


def _part(counted: Counted, rows: Rows, sheet: Sheet) -> Part:
    """Return the figures of some rows of a sheet."""
    documents = rows.bits.bit_count()
    if not sheet.outermost:
        documents = len(set(compress(sheet.documents, rows.each)))
    return Part(
        documents=documents,
        rows=rows.bits.bit_count(),
        asked=(counted.asked & rows.bits).bit_count(),
        answered=(counted.answered & rows.bits).bit_count(),
        counts=counted.counts(rows),
        numbers=counted.numbers(rows) if counted.values else None,
        days=counted.span(rows) if counted.days else None,
    )
