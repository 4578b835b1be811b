"""What stays on one page with what follows it, in every form that has pages."""

from collections.abc import Iterable, Iterator

from excellence_app.reports.blocks import (
    Band,
    Block,
    Heading,
    Labelled,
    Paragraph,
    Role,
    Row,
    StandingBox,
    Table,
    Together,
)

_SHORT = 400  # characters of a paragraph that introduces something
_LOW = 60  # characters of a cell that is about one line


def with_stays(content: Iterable[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield blocks, each with whether its end stays on the page of the next one.

    A table stays with the remark below it, what introduces a table or a question with that, and
    the box that says what a paper is does not begin a page alone.
    """
    before: Block | None = None
    held: Block | None = None
    for block in content:
        if held is not None:
            yield held, _stays(before, held, block)
            before = held
        held = block
    if held is not None:
        yield held, False


def _stays(before: Block | None, block: Block, following: Block) -> bool:
    if isinstance(following, StandingBox):
        return isinstance(block, Labelled | Paragraph)
    if isinstance(block, Table):
        return isinstance(following, Paragraph) and following.role is Role.CAPTION
    return (
        isinstance(block, Paragraph)
        and isinstance(before, Heading)
        and isinstance(following, Table | Together)
        and len(block.text) <= _SHORT
    )


def row_stays(table: Table, number: int) -> bool:
    """Return whether a row stays on the page of the next one.

    The title of a group does, and what stands before the line where a label is reached. Of low
    rows neither the first nor the last one stands alone on a page.
    """
    if number + 1 >= len(table.rows):
        return False
    row, following = table.rows[number], table.rows[number + 1]
    if isinstance(row, Band):
        return not row.cut
    if isinstance(following, Band):
        return following.cut
    if number not in {0, len(table.rows) - 2}:
        return False
    return table.in_pairs or (_is_low(row) and _is_low(following))


def _is_low(row: Row) -> bool:
    return all(
        len(cell) <= 1 and all(len(one.text) <= _LOW for one in cell if isinstance(one, Paragraph))
        for cell in row.cells
    )
