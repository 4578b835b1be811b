"""An action of a set in a report: what it costs, and what is to be done."""

from collections.abc import Iterator

from excellence_app.domain.criteria import Action, Cost
from excellence_app.domain.messages import N_
from excellence_app.reports.blocks import (
    Paragraph,
    Role,
    Span,
    Tone,
    Weight,
    paragraphs,
    said,
)

COSTS = {
    Cost.NONE: N_("no cost"),
    Cost.LOW: N_("low cost"),
    Cost.MEDIUM: N_("medium cost"),
    Cost.HIGH: N_("high cost"),
}


def what_to_do(action: Action) -> Iterator[Paragraph]:
    """Yield an action with its text and its steps, for a cell."""
    yield said(action.title, Role.CELL, weight=Weight.STRONG)
    yield from paragraphs(action.text, Role.CELL)
    for number, text in enumerate(action.steps, start=1):
        yield Paragraph((Span(text),), Role.CELL, Tone.QUIET, lead=f"{number}.")
