"""Boxes on pages: rows stay whole, heads repeat, no heading stays alone."""

from hypothesis import given
from hypothesis import strategies as st

from excellence_app.reports.charts import Token
from excellence_app.reports.paper.boxes import Box, Cell, RowBox, Stack, TextBox
from excellence_app.reports.paper.fonts import Face
from excellence_app.reports.paper.pages import Flow, paginate
from excellence_app.reports.paper.text import Ink, Piece

INK = Ink(Face.REGULAR, 10, Token.TEXT)
PAGE = 200.0


class Block(Box):
    """A box that cannot be divided."""

    def __init__(self, name, tall):
        self.name, self.tall = name, tall

    @property
    def height(self):
        return self.tall

    def draw(self, pen, x, top):
        """Draw nothing."""


def text(name, count, leading=10.0):
    lines = tuple((Piece(0, f"{name}{number}", INK),) for number in range(count))
    return TextBox(lines, leading, 8)


def names(page):
    return [name for placed in page for name in names_in(placed.box)]


def names_in(box):
    match box:
        case Block():
            return [box.name]
        case TextBox():
            return [piece.text for line in box.lines for piece in line]
        case RowBox():
            return [name for cell in box.cells for name in names_in(cell.box)]
        case Stack():
            return [name for inner in box.boxes for name in names_in(inner)]
    return []


def test_what_fits_stands_on_one_page_with_its_gaps():
    (page,) = paginate([Flow(Block("a", 50), before=10), Flow(Block("b", 50), before=10)], PAGE)
    assert [placed.top for placed in page] == [0, 60]  # no gap at the top of a page


def test_no_heading_stays_alone_at_the_foot():
    flows = [
        Flow(Block("a", 150)),
        Flow(Block("heading", 20), keep_with_next=True),
        Flow(Block("b", 60)),
    ]
    first, second = paginate(flows, PAGE)
    assert names(first) == ["a"]
    assert names(second) == ["heading", "b"]


def test_two_headings_and_the_head_of_a_table_move_together():
    flows = [
        Flow(Block("a", 130)),
        Flow(Block("chapter", 20), keep_with_next=True),
        Flow(Block("part", 20), keep_with_next=True),
        Flow(Block("head", 10), keep_with_next=True),
        Flow(Block("row", 40)),
    ]
    first, second = paginate(flows, PAGE)
    assert names(first) == ["a"]
    assert names(second) == ["chapter", "part", "head", "row"]


def test_the_head_of_a_table_repeats_on_each_page():
    head = Block("head", 20)
    rows = [Flow(Block(f"row{n}", 60), head=head) for n in range(5)]
    pages = paginate([Flow(head, keep_with_next=True), *rows], PAGE)
    assert [names(page) for page in pages] == [
        ["head", "row0", "row1", "row2"],
        ["head", "row3", "row4"],
    ]


def test_a_row_is_not_divided_as_long_as_a_page_can_hold_it():
    row = RowBox((Cell(0, text("x", 9)),))
    first, second = paginate([Flow(Block("a", 120)), Flow(row)], PAGE)
    assert names(first) == ["a"]
    assert len(names(second)) == 9


def test_a_row_that_no_page_can_hold_is_divided_and_nothing_is_lost():
    row = RowBox((Cell(0, text("x", 50)), Cell(100, text("y", 3))))
    head = Block("head", 20)
    pages = paginate([Flow(row, head=head)], PAGE)
    assert len(pages) == 3
    assert [page[0].box for page in pages] == [head] * 3
    written = [name for page in pages for name in names(page) if name != "head"]
    assert [name for name in written if name[0] == "x"] == [f"x{n}" for n in range(50)]
    assert [name for name in written if name[0] == "y"] == ["y0", "y1", "y2"]


def test_a_paragraph_leaves_no_single_line_behind_and_takes_none_along():
    for count in range(2, 12):
        for used in range(120, 200, 10):
            flows = [Flow(Block("a", used)), Flow(text("x", count), divisible=True)]
            for page in paginate(flows, PAGE):
                lines = [name for name in names(page) if name[0] == "x"]
                assert len(lines) != 1


def test_the_box_at_the_foot_stands_at_the_foot():
    (page,) = paginate([Flow(Block("a", 50)), Flow(Block("box", 30), at_foot=True)], PAGE)
    assert [placed.top for placed in page] == [0, 170]


def test_a_new_page_begins_where_it_is_wanted_but_none_stays_empty():
    pages = paginate(
        [Flow(Block("a", 10), new_page=True), Flow(Block("b", 10), new_page=True)], PAGE
    )
    assert [names(page) for page in pages] == [["a"], ["b"]]


def test_nothing_at_all_is_one_empty_page():
    assert paginate([], PAGE) == ((),)


def test_what_can_neither_fit_nor_be_divided_gets_a_page_of_its_own():
    pages = paginate([Flow(Block("a", 10)), Flow(Block("huge", 500)), Flow(Block("b", 10))], PAGE)
    assert [names(page) for page in pages] == [["a"], ["huge"], ["b"]]


any_flow = st.builds(
    lambda count, before, keep, divisible, new_page, in_row, with_head: Flow(
        RowBox((Cell(0, text("x", count)),), above=2, below=3) if in_row else text("x", count),
        before=before,
        keep_with_next=keep,
        divisible=divisible,
        head=Block("head", 15) if with_head else None,
        new_page=new_page,
    ),
    st.integers(1, 60),
    st.floats(0, 30),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(any_flow, max_size=12))
def test_everything_is_placed_once_in_order_and_inside_its_page(flows):
    pages = paginate(flows, PAGE)
    written = [name for page in pages for name in names(page) if name != "head"]
    assert written == [name for flow in flows for name in names_in(flow.box)]
    for page in pages:
        bottom = 0.0
        for placed in page:
            assert placed.top >= bottom - 0.01
            bottom = placed.top + placed.box.height
        assert bottom <= PAGE + 0.02
