"""What is to be known about the documents of a tally before its figures are used, in words."""

from collections.abc import Iterator, Sequence

from excellence_app.domain.tallies import CountedDocument, MatchedBy, Table, Tally
from excellence_app.language.catalogues import Words
from excellence_app.language.tallies import nobody_answered, whole_parts, worth_showing


def remarks(words: Words, tally: Tally) -> tuple[str, ...]:
    """Return what must be known about the documents before the figures are used."""
    found: list[str] = []
    everything = (*tally.documents, *tally.earlier_documents)
    if tally.practice:
        found.append(_practice(words, everything))
    if _has_small(tally):
        found.append(
            words.text(
                "Figures of fewer than 5 answers are marked as a small group: they say little "
                "and may show who answered."
            )
        )
    if tally.groupings and tally.earlier:
        found.append(words.text("Each survey is put into groups by its own answers."))
    for grouping in tally.groupings:
        if grouping.overlapping:
            found.append(
                words.text(
                    "Groups by {question}: a document may stand in several of them.",
                    question=grouping.question,
                )
            )
    found += _matching(words, tally)
    # where the first survey has files of its own, nobody's earlier copies are counted
    copies = () if tally.earlier_documents else tally.documents
    found += _editions(words, everything, copies)
    return tuple(found)


def _has_small(tally: Tally) -> bool:
    groups = (group for one in tally.groupings for group in one.groups)
    if any(group.small or group.earlier_small for group in groups):
        return True
    tables = (one for one in tally.tables if worth_showing(one) and not nobody_answered(one))
    return any(map(_is_small_somewhere, tables))


def _is_small_somewhere(table: Table) -> bool:
    parts = [part for _, part in whole_parts(table)]
    parts += [part for some in (*table.groups, *table.earlier_groups) for part in some]
    return any(part.small for part in parts) or any(map(_is_small_somewhere, table.inside))


def _matching(words: Words, tally: Tally) -> Iterator[str]:
    """Yield how documents of the first survey were laid beside those of the second."""
    if not tally.earlier_documents:
        return
    matches = [one.match for one in tally.documents if one.match is not None]
    same = sum(one.by is MatchedBy.DOCUMENT for one in matches)
    named = len(matches) - same
    alone = len(tally.earlier_documents) - len(matches)
    if same:
        yield words.plural(
            "{count} document of the first survey is an earlier state of one of the second.",
            "{count} documents of the first survey are earlier states of some of the second.",
            same,
        )
    if named:
        yield words.plural(
            "{count} document of the first survey stands beside the one of the same name, which "
            "nobody else has given.",
            "{count} documents of the first survey stand beside those of the same names, which "
            "nobody else has given.",
            named,
        )
    if alone:
        yield words.plural(
            "{count} document of the first survey has a line of its own: it cannot be told which "
            "of the second belongs to it.",
            "{count} documents of the first survey have lines of their own: it cannot be told "
            "which of the second belong to them.",
            alone,
        )


def document_remarks(
    words: Words, tally: Tally, one: CountedDocument, earlier: int | None = None
) -> Iterator[str]:
    """Yield what is to be known about one document, in short.

    `earlier` is its place among the documents of the first survey if it is one of these.
    """
    if one.practice:
        yield words.text("fictional")
    if one.edition and one.same_edition:
        yield words.text("another version of edition {edition}", edition=one.edition)
    elif one.edition:
        yield words.text("edition {edition}", edition=one.edition)
    if one.left_out:
        yield words.text("not counted: {questions}", questions=", ".join(one.left_out))
    if one.match is not None:
        if one.match.by is MatchedBy.DOCUMENT:
            yield words.text("first survey: the same document")
        else:
            yield words.text("first survey: found by the name")
    matched = {other.match.place for other in tally.documents if other.match is not None}
    if earlier is not None and earlier not in matched:
        yield words.text("in the first survey only")


def _practice(words: Words, everything: Sequence[CountedDocument]) -> str:
    count = sum(1 for one in everything if one.practice)
    if count == len(everything):
        return words.text("Fictional: all documents are of practice clusters.")
    return words.plural(
        "Partly fictional: {count} document is of a practice cluster.",
        "Partly fictional: {count} documents are of practice clusters.",
        count,
    )


def _editions(
    words: Words, everything: Sequence[CountedDocument], copies: Sequence[CountedDocument]
) -> Iterator[str]:
    """Yield a sentence for each other edition; documents of which it is the same share one."""
    other: dict[tuple[str, bool, tuple[str, ...]], list[str]] = {}
    earlier: dict[tuple[str, bool], list[str]] = {}
    for one in everything:
        if one.edition:
            about = one.edition, one.same_edition, one.left_out
            other.setdefault(about, []).append(one.name)
    for one in copies:
        if one.earlier_edition:
            then = one.earlier_edition, one.same_earlier_edition
            earlier.setdefault(then, []).append(one.name)
    for (edition, same, left_out), names in other.items():
        values = {"name": words.listing(names), "edition": edition}
        text = _answers_another(words, len(names), values, same=same)
        if left_out:
            counted = words.text(
                "Answers to these questions are not counted, since they are gone or asked in "
                "another way: {questions}.",
                questions=", ".join(left_out),
            )
        else:
            counted = words.text("All answers are counted.")
        yield f"{text} {counted}"
    for (edition, same), names in earlier.items():
        values = {"name": words.listing(names), "edition": edition}
        yield _answered_another(words, len(names), values, same=same)


def _answers_another(words: Words, count: int, values: dict[str, str], *, same: bool) -> str:
    if same:
        return words.plural(
            "{name} answers another version of edition {edition}.",
            "{name} answer another version of edition {edition}.",
            count,
            **values,
        )
    return words.plural(
        "{name} answers another edition, {edition}.",
        "{name} answer another edition, {edition}.",
        count,
        **values,
    )


def _answered_another(words: Words, count: int, values: dict[str, str], *, same: bool) -> str:
    if same:
        text = words.plural(
            "In the first survey {name} answered another version of edition {edition}.",
            "In the first survey {name} all answered another version of edition {edition}.",
            count,
            **values,
        )
    else:
        text = words.plural(
            "In the first survey {name} answered another edition, {edition}.",
            "In the first survey {name} all answered another edition, {edition}.",
            count,
            **values,
        )
    gone = words.text("What it offered and is gone has a line of its own.")
    return f"{text} {gone}"
