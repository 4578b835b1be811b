"""What a tally says, in words: options, groups, how many answered, figures, links."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.messages import N_
from excellence_app.domain.tallies import (
    CountedDocument,
    Days,
    Group,
    Grouping,
    LinkKind,
    Links,
    Numbers,
    Option,
    OptionKind,
    Part,
    Table,
    Tally,
)
from excellence_app.language.catalogues import Words

DASH = "–"

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
    name, size = group_title(words, grouping, group), sized(words, group.documents)
    if group.small:
        return words.text("{group} ({size}, small group)", group=name, size=size)
    return words.text("{group} ({size})", group=name, size=size)


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
    percentage = words.percent(_near(share))
    return words.text("{count} ({share})", count=part.counts[place], share=percentage)


def _near(figure: Fraction) -> Fraction:
    """Round to the nearest tenth of a per cent, as counts are published.

    Scores are rounded down, since no threshold may look met that is not; here nothing is met.
    """
    return Fraction(floor(figure * 1000 + Fraction(1, 2)), 1000)


def counts_as_answer(option: Option) -> bool:
    """Return whether those who stand behind a line have answered."""
    return option.kind not in {OptionKind.NOT_APPLICABLE, OptionKind.NO_ANSWER}


_MANY_OPTIONS = 12  # of more, those that nobody chose are only counted


def lines_shown(table: Table) -> tuple[int, ...]:
    """Return the places of the options worth a line: of many, those that somebody chose."""
    parts = [table.now, *([table.earlier] if table.earlier is not None else [])]
    places = range(len(table.options))
    if len(places) <= _MANY_OPTIONS:
        return tuple(places)
    return tuple(place for place in places if any(part.counts[place] for part in parts))


def lines_hidden(words: Words, table: Table) -> str:
    """Return how many options have no line, empty if all have."""
    hidden = len(table.options) - len(lines_shown(table))
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
        return tuple(words.percent(_near(one)) for one in found)
    return tuple(words.number(one) for one in (numbers.total, *found))


def day_values(words: Words, found: Days | None) -> tuple[str, str]:
    """Return the first and the last of some days."""
    if found is None:
        return DASH, DASH
    return words.short_day(found.first), words.short_day(found.last)


def day_names(words: Words) -> tuple[str, str]:
    """Return the names of the two."""
    return words.text("First day"), words.text("Last day")


def amount(words: Words, number: Fraction | None) -> str:
    """Return a number of a table of totals; a dash where there is none."""
    return DASH if number is None else words.number(number)


def change(words: Words, number: Fraction | None) -> str:
    """Return by how much a number has grown, with its sign."""
    if number is None:
        return DASH
    if not number:
        return "0"
    return f"{'+' if number > 0 else '−'}{words.number(abs(number))}"


def links_standing(words: Words, links: Links) -> str:
    """Return how many name somebody, and how many pairs that makes."""
    text = words.plural(
        "{count} document names others",
        "{count} documents name others",
        links.documents,
    )
    return words.text(
        "{documents}, in {lines} lines: {pairs} different pairs. "
        "Of {mutual} of these both sides say so.",
        documents=text,
        lines=len(links.links),
        pairs=links.pairs,
        mutual=links.mutual,
    )


def remarks(words: Words, tally: Tally) -> tuple[str, ...]:
    """Return what must be known about the documents before the figures are used."""
    found: list[str] = []
    everything = (*tally.documents, *tally.earlier_documents)
    if tally.practice:
        found.append(_practice(words, everything))
    if any(part.small for one in tally.groupings for part in one.groups):
        found.append(
            words.text(
                "Groups of fewer than 5 documents are marked as small: their shares say little, "
                "and they may show who gave an answer."
            )
        )
    for grouping in tally.groupings:
        if grouping.overlapping:
            found.append(
                words.text(
                    "Groups by {question}: a document may stand in several of them.",
                    question=grouping.question,
                )
            )
    found += [_edition(words, one) for one in everything if one.edition]
    found += [
        words.text(
            "In the first survey {name} answered another edition, {edition}. Answers that this "
            "edition does not offer have a line of their own.",
            name=one.name,
            edition=one.earlier_edition,
        )
        for one in everything
        if one.earlier_edition
    ]
    return tuple(found)


def _practice(words: Words, everything: Sequence[CountedDocument]) -> str:
    count = sum(1 for one in everything if one.practice)
    if count == len(everything):
        return words.text("Fictional: all documents are of practice clusters.")
    return words.plural(
        "Partly fictional: {count} document is of a practice cluster.",
        "Partly fictional: {count} documents are of practice clusters.",
        count,
    )


def _edition(words: Words, one: CountedDocument) -> str:
    if not one.left_out:
        return words.text(
            "{name} answers another edition, {edition}. All its answers are counted.",
            name=one.name,
            edition=one.edition,
        )
    return words.text(
        "{name} answers another edition, {edition}. Its answers to these questions are not "
        "counted, since they are gone or asked in another way: {questions}.",
        name=one.name,
        edition=one.edition,
        questions=", ".join(one.left_out),
    )
