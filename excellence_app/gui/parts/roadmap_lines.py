"""What stands in the list of a roadmap: actions, the lines between them, what is done."""

from excellence_app.gui.parts.roadmap_entries import Entry, Kind
from excellence_app.gui.parts.roadmap_filters import RoadmapFilters
from excellence_app.language.catalogues import Words
from excellence_app.session.roadmap_rows import RoadmapView

# no ids of actions: those have no plus
ADD, _FOLD, _CUT, _THRESHOLDS = "+add", "+past", "+cut", "+thresholds"


def lines_of(
    words: Words, looked: RoadmapView, filters: RoadmapFilters, *, may_add: bool, past_open: bool
) -> list[Entry]:
    """Return the lines of a roadmap as far as they fit the filters."""
    own = looked.roadmap.own
    past_only = filters.past_only and own
    found = [] if past_only else _to_do(looked, filters)
    if may_add and own and not past_only:
        detail = words.text("your own, or one that the set proposes")
        found.append(Entry(Kind.ADD, ADD, words.text("Add action"), detail=detail))
    past = [row for row in looked.past if filters.fits(row, own=own)] if own else []
    if past and filters.what_is_to_do:
        title = words.plural(
            "{count} action done or dropped", "{count} actions done or dropped", len(past)
        )
        found.append(Entry(Kind.FOLD, _FOLD, title, is_open=past_open))
    if past_only or (past_open and filters.what_is_to_do):
        found += [Entry(Kind.PAST, row.key, row=row) for row in past]
    return found


def _to_do(looked: RoadmapView, filters: RoadmapFilters) -> list[Entry]:
    """Return the actions to be done, and the lines where thresholds and label are met."""
    own = looked.roadmap.own
    lines = [
        (after, entry)
        for after, entry in (
            (looked.thresholds_after, Entry(Kind.THRESHOLDS, _THRESHOLDS, looked.thresholds)),
            (looked.cut_after, Entry(Kind.CUT, _CUT, looked.cut)),
        )
        if after is not None
    ]
    found: list[Entry] = []
    for row in looked.rows:
        if not filters.fits(row, own=own):
            continue
        while lines and row.number > lines[0][0]:
            found.append(lines.pop(0)[1])
        found.append(Entry(Kind.ACTION, row.key, row=row))
    if looked.rows:
        found += [entry for _, entry in lines]
    return found
