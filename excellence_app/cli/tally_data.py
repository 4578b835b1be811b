"""A tally for other programs, as JSON."""

from fractions import Fraction

from excellence_app.cli.as_json import Json, day, exact
from excellence_app.domain.tallies import (
    CountedDocument,
    Days,
    Grouping,
    Links,
    Numbers,
    Part,
    Subtotal,
    Table,
    Tally,
    TotalRow,
    Totals,
)
from excellence_app.language import tallies
from excellence_app.language.catalogues import Words
from excellence_app.session.tallying import Gathered
from excellence_app.storage.trouble import shown


def as_data(words: Words, found: Gathered, tally: Tally) -> Json:
    """Return everything that was counted; the schema is `resources/schema/tally-1.json`."""
    return {
        "set": {
            "id": found.criteria.id,
            "edition": found.criteria.edition,
            "title": found.criteria.title,
        },
        "practice": tally.practice,
        "earlier": tally.earlier,
        "documents": [_document(one) for one in tally.documents],
        "earlier_documents": [_document(one) for one in tally.earlier_documents],
        "left_out": [
            {"file": shown(one.file), "reason": words.say(one.reason)} for one in found.left_out
        ],
        "groupings": [_grouping(words, one) for one in tally.groupings],
        "tables": [_table(words, one) for one in tally.tables],
        "totals": [_totals(one) for one in tally.totals],
        "links": [_links(one) for one in tally.links],
    }


def _document(one: CountedDocument) -> Json:
    return {
        "name": one.name,
        "practice": one.practice,
        "other_edition": one.edition or None,
        "questions_left_out": list(one.left_out),
        "dated": day(one.dated),
        "has_earlier": one.has_earlier,
        "earlier_edition": one.earlier_edition or None,
        "same_edition": one.same_edition,
        "same_earlier_edition": one.same_earlier_edition,
        "match": None
        if one.match is None
        else {"document": one.match.place, "by": one.match.by.value},
    }


def _grouping(words: Words, one: Grouping) -> Json:
    return {
        "question": one.question,
        "title": one.title,
        "overlapping": one.overlapping,
        "groups": [
            {
                "key": group.key,
                "title": tallies.group_title(words, one, group),
                "kind": group.kind.value,
                "documents": group.documents,
                "small": group.small,
                "earlier": group.earlier,
                "earlier_small": group.earlier_small,
            }
            for group in one.groups
        ],
    }


def _table(words: Words, one: Table) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "chapter": one.chapter,
        "type": one.type.value,
        "indicator": one.indicator,
        "personal": one.personal,
        "unit": one.unit,
        "shares": one.share,
        "options": [
            {
                "key": option.key,
                "title": tallies.option_title(words, one.type, option),
                "kind": option.kind.value,
            }
            for option in one.options
        ],
        "now": _part(one, one.now),
        "earlier": None if one.earlier is None else _part(one, one.earlier),
        "groups": [[_part(one, part) for part in groups] for groups in one.groups],
        "earlier_groups": [[_part(one, part) for part in groups] for groups in one.earlier_groups],
        "texts": [
            {
                "option": said.option,
                "document": said.document,
                "entry": said.entry,
                "text": said.text,
            }
            for said in one.said
        ],
        "notes": [{"text": note.text, "source": note.source} for note in one.notes],
        "inside": [_table(words, inner) for inner in one.inside],
    }


def _part(one: Table, part: Part) -> Json:
    shares = [
        part.share(place) if tallies.counts_as_answer(option) else None
        for place, option in enumerate(one.options)
    ]
    return {
        "documents": part.documents,
        "rows": part.rows,
        "asked": part.asked,
        "answered": part.answered,
        "not_asked": part.not_asked,
        "small": part.small,
        "counts": list(part.counts),
        "shares": [_share(found) for found in shares],
        "numbers": _numbers(part.numbers),
        "days": _days(part.days),
    }


def _share(found: Fraction | None) -> Json | None:
    """Return a share of one, exact and as a percentage to the nearest tenth, as papers show it."""
    if found is None:
        return None
    return {"exact": str(found), "percent": tallies.plain_percent(found)}


def _numbers(found: Numbers | None) -> Json | None:
    if found is None:
        return None
    return {
        "count": found.count,
        "sum": exact(found.total),
        "mean": exact(found.mean),
        "median": exact(found.median),
        "least": exact(found.least),
        "most": exact(found.most),
    }


def _days(found: Days | None) -> Json | None:
    if found is None:
        return None
    return {"count": found.count, "first": day(found.first), "last": day(found.last)}


def _totals(one: Totals) -> Json:
    return {
        "question": one.question,
        "title": one.title,
        "unit": one.unit,
        "rows": [_total_row(row) for row in one.rows],
        "others": [_total_row(row) for row in one.others],
        "earlier": exact(one.earlier),
        "now": exact(one.now),
        "new": exact(one.new),
        "left_out": one.left_out,
        "subtotals": [[_sums(found) for found in sums] for sums in one.subtotals],
    }


def _total_row(row: TotalRow) -> Json:
    return {
        "document": row.document,
        "groups": [list(places) for places in row.groups],
        **_sums(row),
    }


def _sums(found: TotalRow | Subtotal) -> Json:
    return {
        "earlier": exact(found.earlier),
        "now": exact(found.now),
        "new": exact(found.new),
    }


def _links(one: Links) -> Json:
    return {
        "question": one.question,
        "title": one.title,
        "documents": one.documents,
        "pairs": one.pairs,
        "mutual": one.mutual,
        "links": [
            {
                "document": link.document,
                "partner": link.partner,
                "partner_title": link.partner_title,
                "kind": link.kind.value,
                "text": link.text,
                "back": list(link.back),
            }
            for link in one.links
        ],
    }
