"""What a book needs to know of its pages: where headings stand, and what each page belongs to."""

from collections.abc import Sequence

from excellence_app.reports.blocks import Heading, Report
from excellence_app.reports.paper.boxes import Bookmarked
from excellence_app.reports.paper.pages import Page

_TOP = 1.0  # points from the upper edge at which something still begins the page


def pages_of(headings: Sequence[Heading], pages: Sequence[Page]) -> tuple[int, ...]:
    """Return the number of the page on which each heading stands, counted from 1."""
    found: list[int] = []
    waiting = list(headings)
    for number, page in enumerate(pages, start=1):
        for placed in page:
            if isinstance(placed.box, Bookmarked) and waiting and _is(placed.box, waiting[0]):
                found.append(number)
                waiting.pop(0)
    if waiting:
        raise ValueError(f"no page has the heading {waiting[0].text!r}")
    return tuple(found)


def running_heads(report: Report, pages: Sequence[Page]) -> list[tuple[str, str]]:
    """Return the chapter and its part for the head of each page.

    Empty where a report has no such heads and on pages where a chapter begins.
    """
    if not report.running_heads:
        return [("", "")] * len(pages)
    found: list[tuple[str, str]] = []
    chapter = part = ""
    for page in pages:
        begun = False
        first = ""
        goes_on = part
        for placed in page:
            if not isinstance(placed.box, Bookmarked):
                continue
            if placed.box.level == 0:
                chapter, part, goes_on = placed.box.title, "", ""
                begun = True
            else:
                part = placed.box.title
                if placed.top <= _TOP:
                    first = part
        found.append(("", "") if begun else (chapter, first or goes_on))
    return found


def _is(box: Bookmarked, heading: Heading) -> bool:
    return box.title == heading.text and box.level == heading.level - 1
