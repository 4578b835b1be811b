"""What a tally says, in words: options, groups, how many answered, figures, links."""

from collections.abc import Iterator, Sequence
from enum import Enum
from fractions import Fraction
from math import floor
from typing import NamedTuple

from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.messages import N_
from excellence_app.domain.tallies import (
    Days,
    Group,
    Grouping,
    LinkKind,
    Links,
    Numbers,
    Option,
    OptionKind,
    Part,
    Subtotal,
    Table,
    Tally,
    TotalRow,
    Totals,
)
from excellence_app.language.catalogues import Words, rounded

DASH = "–"
STAR = "*"  # where there is no room for words, it marks a small group


class Survey(Enum):
    """Which of the surveys figures are of."""

    ONLY = "only"  # there is no other
    FIRST = "first"
    SECOND = "second"


class GroupPart(NamedTuple):
    """The figures of one group in one survey."""

    grouping: Grouping
    group: Group
    survey: Survey
    part: Part


_KINDS = {
    OptionKind.OFF_LIST: N_("Not offered in this edition"),
    OptionKind.NOT_APPLICABLE: N_("Does not apply"),
    OptionKind.NO_ANSWER: N_("Not answered"),
}

_LINKS = {
    LinkKind.BOTH: N_("Both say so"),
    LinkKind.ONE_SIDED: N_("Only this side says so"),
    LinkKind.SILENT: N_("The other side has not answered"),
    LinkKind.OFF_LIST: N_("Not in the list"),
}


def option_title(words: Words, kind: QuestionType, option: Option | Group) -> str:
    """Return the name of one line of a table, or of a group that has given this answer."""
    if option.kind in _KINDS:
        return words.text(_KINDS[option.kind])
    if kind is QuestionType.YES_NO:
        return words.text("Yes") if option.key == "true" else words.text("No")
    if kind is QuestionType.LEVELS:
        if not option.title:
            return words.text("Level {level}", level=option.key)
        return f"{option.key} {option.title}"
    return option.title or option.key


def group_title(words: Words, grouping: Grouping, group: Group) -> str:
    """Return the name of a group."""
    return option_title(words, grouping.type, group)


def group_with_size(words: Words, grouping: Grouping, group: Group) -> str:
    """Return the name of a group with how many documents it has, and a mark if these are few."""
    name = group_title(words, grouping, group)
    size = _marked(words, sized(words, group.documents), small=group.small)
    if group.earlier is None:
        return words.text("{group} ({size})", group=name, size=size)
    earlier = _marked(words, sized(words, group.earlier), small=group.earlier_small)
    return words.text(
        "{group} (first survey: {earlier}; second survey: {size})",
        group=name,
        earlier=earlier,
        size=size,
    )


def _marked(words: Words, size: str, *, small: bool) -> str:
    return f"{size}, {words.text('small group')}" if small else size


def whole_parts(table: Table) -> list[tuple[Survey, Part]]:
    """Return the figures of all, of the first survey first."""
    if table.earlier is None:
        return [(Survey.ONLY, table.now)]
    return [(Survey.FIRST, table.earlier), (Survey.SECOND, table.now)]


def group_parts(tally: Tally, table: Table) -> Iterator[GroupPart]:
    """Yield the figures of all groups; with two surveys, each group's first and second."""
    for number, (grouping, parts) in enumerate(zip(tally.groupings, table.groups, strict=True)):
        for place, (group, part) in enumerate(zip(grouping.groups, parts, strict=True)):
            survey = Survey.ONLY
            if table.earlier_groups:
                then = table.earlier_groups[number][place]
                yield GroupPart(grouping, group, Survey.FIRST, then)
                survey = Survey.SECOND
            yield GroupPart(grouping, group, survey, part)


def survey_title(words: Words, survey: Survey) -> str:
    """Return the name of a survey, where there is no other what stands for all."""
    if survey is Survey.ONLY:
        return words.text("All")
    return words.text("First survey") if survey is Survey.FIRST else words.text("Second survey")


_OF_SURVEY = {Survey.FIRST: N_("first survey"), Survey.SECOND: N_("second survey")}


def group_part_title(words: Words, one: GroupPart) -> str:
    """Return the name of a group, with the survey where there are two."""
    return ", ".join(group_part_names(words, one))


def group_part_names(words: Words, one: GroupPart) -> list[str]:
    """Return the name of a group, and where there are two surveys, the name of the survey."""
    name = group_title(words, one.grouping, one.group)
    return [name] if one.survey is Survey.ONLY else [name, words.text(_OF_SURVEY[one.survey])]


def answered(words: Words, part: Part) -> str:
    """Return how many answers stand behind figures, and a mark if these are few."""
    return ", ".join(answered_parts(words, part))


def answered_parts(words: Words, part: Part) -> list[str]:
    """Return the same two as texts of their own."""
    size = sized(words, part.answered)
    return [size, words.text("small group")] if part.small else [size]


def sized(words: Words, count: int) -> str:
    """Return how many stand behind figures, such as "n = 12", which no line break parts."""
    return words.text("n = {count}", count=count).replace(" ", "\u00a0")


def link_kind(words: Words, kind: LinkKind) -> str:
    """Return who says that two work together."""
    return words.text(_LINKS[kind])


def worth_showing(table: Table) -> bool:
    """Return whether a table is about what was asked, and not about who answered."""
    return not table.personal


def inside_shown(table: Table) -> tuple[Table, ...]:
    """Return the tables of the entries, none if there are no entries."""
    return tuple(one for one in table.inside if one.now.rows or (one.earlier and one.earlier.rows))


def table_title(table: Table) -> str:
    """Return number and text of a question; what is asked in cases has the number of these."""
    return f"{table.id.partition('/')[0]} {table.title}"


def standing(words: Words, tally: Tally) -> str:
    """Return how many documents are counted, and how many of a first survey."""
    text = words.plural(
        "{count} document counted", "{count} documents counted", len(tally.documents)
    )
    if not tally.earlier:
        return f"{text}."
    return words.text(
        "{documents}; first survey: {earlier}, second survey: {now}.",
        documents=text,
        earlier=sized(words, tally.earlier),
        now=sized(words, len(tally.documents)),
    )


def base(words: Words, table: Table, *, entries: bool = False) -> str:
    """Return how many answers stand behind a table, in the second survey and in the first."""
    now = part_base(words, table.now, entries=entries)
    if table.earlier is None or (entries and not table.earlier.rows):
        return f"{now}."
    return words.text(
        "{now}. First survey: {earlier}.",
        now=now,
        earlier=part_base(words, table.earlier, entries=entries),
    )


def nobody_answered(table: Table) -> bool:
    """Return whether there is no answer in any survey."""
    return not (table.now.answered or (table.earlier is not None and table.earlier.answered))


def part_base(words: Words, part: Part, *, entries: bool = False) -> str:
    """Return how many were asked and how many of these answered."""
    text = words.text("{answered} of {asked} answered", answered=part.answered, asked=part.asked)
    if entries:
        text = words.plural(
            "{text} (entries in {count} document)",
            "{text} (entries in {count} documents)",
            part.documents,
            text=text,
        )
    if part.not_asked:
        text = words.text("{text}, not asked: {count}", text=text, count=part.not_asked)
    return text


def counted(words: Words, part: Part, place: int, option: Option) -> str:
    """Return a count with its share of those who answered, such as "11 (91.7%)"."""
    share = part.share(place) if counts_as_answer(option) else None
    if share is None:
        return str(part.counts[place])
    return words.text("{count} ({share})", count=part.counts[place], share=percent(words, share))


def _near(figure: Fraction, places: int) -> Fraction:
    """Round to the nearest figure with so many decimals, halves away from zero.

    Scores are rounded down, since no threshold may look met that is not; here nothing is met, and
    counts are published rounded to the nearest.
    """
    scale = 10**places
    whole = floor(abs(figure) * scale + Fraction(1, 2))
    return Fraction(whole if figure >= 0 else -whole, scale)


def number(words: Words, figure: Fraction) -> str:
    """Return a sum, a mean and the like as text, to the nearest hundredth."""
    return words.number(_near(figure, 2))


def percent(words: Words, share: Fraction) -> str:
    """Return a share of one as a percentage, to the nearest tenth."""
    return words.percent(_near(share, 3))


def plain_number(figure: Fraction) -> str:
    """Return for other programs what `number` shows to people."""
    return str(rounded(_near(figure, 2), 2))


def plain_percent(share: Fraction) -> str:
    """Return for other programs what `percent` shows to people, without its sign."""
    return str(rounded(_near(share, 3) * 100, 1))


def counts_as_answer(option: Option) -> bool:
    """Return whether those who stand behind a line have answered."""
    return option.kind not in {OptionKind.NOT_APPLICABLE, OptionKind.NO_ANSWER}


_MANY_OPTIONS = 30  # of more, such as countries, those that nobody chose are only counted


def lines_shown(table: Table) -> tuple[int, ...]:
    """Return the places of the options worth a line: of very many, those that somebody chose.

    What nobody chose is a finding, so it has its line in all but the longest lists.
    """
    parts = [table.now, *([table.earlier] if table.earlier is not None else [])]
    places = range(len(table.options))
    if sum(map(counts_as_answer, table.options)) <= _MANY_OPTIONS:
        return tuple(places)
    return tuple(place for place in places if any(part.counts[place] for part in parts))


def lines_hidden(words: Words, table: Table) -> str:
    """Return how many options have no line, empty if all have; "Not answered" is no option."""
    lines = set(lines_shown(table))
    options = [place for place, one in enumerate(table.options) if counts_as_answer(one)]
    hidden = sum(place not in lines for place in options)
    if not hidden:
        return ""
    return words.plural(
        "{count} option that nobody chose is not listed.",
        "{count} options that nobody chose are not listed.",
        hidden,
    )


FIGURES = (N_("Sum"), N_("Mean"), N_("Median"), N_("Least"), N_("Most"))


def figures(words: Words, table: Table) -> tuple[str, ...]:
    """Return the names of the figures that a table of numbers has; shares have no sum."""
    return tuple(words.text(name) for name in FIGURES[1 if table.share else 0 :])


def figure_values(words: Words, numbers: Numbers | None, *, share: bool) -> tuple[str, ...]:
    """Return the figures of numbers as text, in the order of `figures`."""
    if numbers is None:
        return (DASH,) * (len(FIGURES) - share)
    found = (numbers.mean, numbers.median, numbers.least, numbers.most)
    if share:
        return tuple(percent(words, one) for one in found)
    return tuple(number(words, one) for one in (numbers.total, *found))


def day_values(words: Words, found: Days | None) -> tuple[str, str]:
    """Return the first and the last of some days."""
    if found is None:
        return DASH, DASH
    return words.short_day(found.first), words.short_day(found.last)


def day_names(words: Words) -> tuple[str, str]:
    """Return the names of the two."""
    return words.text("First day"), words.text("Last day")


def amount(words: Words, figure: Fraction | None) -> str:
    """Return a number of a table of totals; a dash where there is none."""
    return DASH if figure is None else number(words, figure)


def change(words: Words, figure: Fraction | None) -> str:
    """Return by how much a number has grown, with its sign."""
    if figure is None:
        return DASH
    if not figure:
        return "0"
    return f"{'+' if figure > 0 else '−'}{number(words, abs(figure))}"


def group_names(words: Words, groupings: Sequence[Grouping], row: TotalRow) -> list[str]:
    """Return for each grouping the names of the groups in which a document stands."""
    return [
        ", ".join(group_title(words, grouping, grouping.groups[place]) for place in places)
        for grouping, places in zip(groupings, row.groups, strict=True)
    ]


def subtotals(
    words: Words, groupings: Sequence[Grouping], totals: Totals
) -> Iterator[tuple[str, Subtotal]]:
    """Yield the sums of the groups that have one, each with the name of its line."""
    for grouping, sums in zip(groupings, totals.subtotals, strict=True):
        for group, one in zip(grouping.groups, sums, strict=True):
            if one.now or one.earlier:
                name = group_title(words, grouping, group)
                yield words.text("Sum, {group}", group=name), one


def below_totals(words: Words, totals: Totals) -> list[str]:
    """Return what is to be said below a table of totals."""
    found = []
    if totals.left_out:
        found.append(
            words.plural(
                "{count} document with nothing to count is not listed.",
                "{count} documents with nothing to count are not listed.",
                totals.left_out,
            )
        )
    if totals.one_sided:
        found.append(
            words.text("A dash: no figure in this survey. Each sum is of all figures above it.")
        )
    return found


def links_standing(words: Words, links: Links) -> str:
    """Return how many name somebody, and how many pairs that makes."""
    named = words.text(
        "{documents}, in {lines}: {pairs}.",
        documents=words.plural(
            "{count} document names others", "{count} documents name others", links.documents
        ),
        lines=words.plural("{count} line", "{count} lines", len(links.links)),
        pairs=words.plural("{count} different pair", "{count} different pairs", links.pairs),
    )
    if links.mutual:
        mutual = words.text("In {count} of these both sides say so.", count=links.mutual)
    else:
        mutual = words.text("In none of these both sides say so.")
    return f"{named} {mutual}"
