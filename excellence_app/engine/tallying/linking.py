"""Numbers listed document by document, and who says that they work with whom."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, TallyNote
from excellence_app.domain.tallies import (
    Grouping,
    Link,
    LinkKind,
    Links,
    Subtotal,
    TotalRow,
    Totals,
)
from excellence_app.engine.tallying.sheets import Survey

GroupsOf = Sequence[tuple[tuple[int, ...], ...]]  # of each document: by grouping, its groups


def totals_of(
    surveys: tuple[Survey, Survey],
    name: str,
    groupings: Sequence[Grouping],
    groups_of: tuple[GroupsOf, GroupsOf],
    earlier_places: Sequence[int | None],
) -> Totals:
    """Return the numbers that the documents gave in the second and the first of the `surveys`.

    `groups_of` are for each document of the second and of the first survey the places of its
    groups, `earlier_places` for each of the second the place of its earlier copy in the first.
    What is nobody's earlier copy has a row of its own.
    """
    now, before = surveys
    groups, earlier_groups = groups_of
    question = now.criteria.question_by_id[name]
    values, then = _amounts(now, name), _amounts(before, name)
    rows, left_out = [], 0
    for place, value in enumerate(values):
        was = earlier_places[place] if earlier_places else None
        earlier = None if was is None else then[was]
        if value or earlier:
            rows.append(TotalRow(place, groups[place], value, earlier))
        else:
            left_out += 1
    known = set(earlier_places)
    others = tuple(
        TotalRow(place, earlier_groups[place], None, value)
        for place, value in enumerate(then)
        if value and place not in known
    )
    two = bool(before.sheet.documents)
    subtotals = tuple(
        tuple(
            Subtotal(
                _sum_of(values, groups, number, group),
                _sum_of(then, earlier_groups, number, group) if two else None,
            )
            for group in range(len(grouping.groups))
        )
        for number, grouping in enumerate(groupings)
    )
    return Totals(
        question=name,
        title=question.text,
        rows=tuple(rows),
        now=_sum(values),
        earlier=_sum(then) if two else None,
        others=others,
        unit=question.unit,
        notes=notes_on(now, name),
        left_out=left_out,
        subtotals=subtotals,
    )


def _sum_of(
    values: Sequence[Fraction | None], groups: GroupsOf, grouping: int, group: int
) -> Fraction:
    """Return the sum of the documents of one group."""
    here = zip(values, groups, strict=True)
    return _sum(value for value, places in here if group in places[grouping])


def _amounts(survey: Survey, name: str) -> list[Fraction | None]:
    """Return a number for each document: 0 where an answer before it leaves nothing to ask."""
    column = survey.sheet.columns[name]
    uncounted = survey.uncounted.get(name, set())
    return [
        Fraction(0)
        if number is None and not column.asked(row) and row not in uncounted
        else number
        for row, number in enumerate(column.numbers)
    ]


def _sum(values: Iterable[Fraction | None]) -> Fraction:
    return sum((value for value in values if value is not None), Fraction(0))


def notes_on(survey: Survey, name: str) -> tuple[TallyNote, ...]:
    """Return what the set has to say beside the table of a question."""
    return tuple(note for note in survey.criteria.tally.notes if note.question == name)


def links_of(survey: Survey, name: str, links: str) -> Links:
    """Return who says in the answers to `links` that they work with whom.

    `name` is the question that says who answered. One name may be that of several documents: a
    link is mutual if any document of the partner names the one that it comes from. A partner that
    was not asked with whom, because it said before that there is nobody, does not say so.
    """
    question, column = survey.criteria.question_by_id[links], survey.sheet.columns[links]
    names = [_one(value) for value in survey.sheet.columns[name].values]
    partners = [_chosen(question, value) for value in column.values]
    comments = {(said.document, said.option): said.text for said in survey.sheet.said[links]}
    of_name: dict[str, list[int]] = {}
    for place, own in enumerate(names):
        if own and (column.answered(place) or not column.asked(place)):
            of_name.setdefault(own, []).append(place)
    titles = {choice.id: choice.title for choice in question.choices}
    found: list[Link] = []
    for place, chosen in enumerate(partners):
        for partner in chosen:
            text = comments.get((place, partner), "")
            if partner == question.other:
                title = text or titles.get(partner, partner)
                found.append(Link(place, "", title, LinkKind.OFF_LIST))
                continue
            if partner not in titles:
                title = _own_title(survey, place, links, partner)
                found.append(Link(place, "", title, LinkKind.OFF_LIST, text))
                continue
            back = _back(of_name.get(partner, ()), names[place], partners)
            if back:
                kind = LinkKind.BOTH
            else:
                kind = LinkKind.ONE_SIDED if partner in of_name else LinkKind.SILENT
            found.append(Link(place, partner, titles[partner], kind, text, back))
    return Links(
        question=links,
        title=question.text,
        links=tuple(found),
        pairs=len(_pairs(found, names)),
        mutual=len(_pairs((one for one in found if one.kind is LinkKind.BOTH), names)),
        documents=sum(1 for chosen in partners if chosen),
        notes=notes_on(survey, links),
    )


def _own_title(survey: Survey, place: int, links: str, partner: str) -> str:
    """Return what a partner is called in the edition that a document answers, else its id."""
    own = survey.own_sets.get(place)
    question = None if own is None else own.question_by_id.get(links)
    titles = {} if question is None else {one.id: one.title for one in question.choices}
    return titles.get(partner, partner)


def _back(
    documents: Iterable[int], own: str, partners: Sequence[tuple[str, ...]]
) -> tuple[int, ...]:
    """Return which documents of a partner name the one that named it."""
    return tuple(place for place in documents if own and own in partners[place])


def _pairs(links: Iterable[Link], names: Sequence[str]) -> set[frozenset[str]]:
    """Return the different pairs, whoever says so; a document without a name is itself."""
    return {
        frozenset((names[one.document] or f"/{one.document}", one.partner or one.partner_title))
        for one in links
    }


def _one(value: AnswerValue | None) -> str:
    return value if isinstance(value, str) else ""


def _chosen(question: Question, value: AnswerValue | None) -> tuple[str, ...]:
    """Return what was chosen, without the choice that says that there is nothing."""
    chosen = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    return tuple(one for one in chosen if one and one != question.none)
