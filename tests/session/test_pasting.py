"""A block of a spreadsheet in a table: what fits is taken, nothing else is touched."""

from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.instances import entries
from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.session import edits
from excellence_app.session.named import reference_to
from excellence_app.session.pasting import paste, sentences_of
from tests.session.making_edits import Doing
from tests.session.test_entry_edits import SET

TABLE = SET.question_by_id["C.4"]


def blank():
    return Assessment(reference_to(SET))


def cells(assessment):
    """Return the rows of the table as lists of what is in their cells."""
    answers = assessment.answers
    return [
        [getattr(answers.get(f"C.4[{row.key}]/{one.id}"), "value", None) for one in TABLE.columns]
        for row in entries(TABLE, answers)
    ]


def test_rows_and_columns_are_taken_in():
    made = paste(
        SET, blank(), "C.4", 'Fair\t3.3.2026\t120\r\n"Day of\nclusters"\t2026-05-01\t2,5\n'
    )
    doing = Doing(SET, blank())
    doing(lambda *_: made.edit)
    assert cells(doing.present) == [
        ["Fair", date(2026, 3, 3), Fraction(120)],
        ["Day of\nclusters", date(2026, 5, 1), Fraction(5, 2)],
    ]
    assert (made.rows, made.cells, made.not_taken) == (2, 6, ())
    assert doing.name == "Paste into C.4"


def test_a_block_goes_over_rows_that_are_there_and_on_below_them():
    before = Doing(SET, blank())
    before(edits.answer, "C.4[1]/name", "Fair")
    before(edits.answer, "C.4[2]/name", "Visit")
    before(edits.answer, "C.4[2]/guests", "7")
    made = paste(
        SET, before.present, "C.4", "2026-01-01\t\n\t\n2026-03-01\t9", row="2", column="day"
    )
    after = made.edit.apply(before.present)
    assert cells(after) == [
        ["Fair", None, None],
        ["Visit", date(2026, 1, 1), Fraction(7)],  # an empty cell leaves what is there
        [None, date(2026, 3, 1), Fraction(9)],
    ]


def test_what_cannot_be_taken_is_named_and_all_else_is_taken():
    text = "Fair\tlater\t3\tmore\nVisit\t30.2.2026\tmany\n\tsoon\nA\nB\nC"
    made = paste(SET, blank(), "C.4", text)
    after = made.edit.apply(blank())
    assert cells(after) == [
        ["Fair", None, Fraction(3)],
        *([name, None, None] for name in ("Visit", "A", "B")),
    ]
    how = "Write it as 2026-11-30 or 30.11.2026."
    digits = "Write it in digits, such as 12 or 2.5."
    last = "The last day of that month is 28 February 2026."
    assert list(sentences_of(Words(), made)) == [
        "4 rows pasted.",
        'Row 1, column 4 was left out. The table has no column for "more".',
        f'Row 1, column 2 ("Day") was left out. "later" is not a date. {how}',
        f'Row 2, column 2 ("Day") was left out. There is no day "30.2.2026". {last}',
        f'Row 2, column 3 ("Guests") was left out. "many" is not a number. {digits}',
        f'Row 3, column 2 ("Day") was left out. "soon" is not a date. {how}',
        "Row 6, column 1 was left out. Which events? takes at most 4.",
    ]


def test_a_cell_that_is_left_out_empties_the_one_below_it_so_that_no_row_is_half_new():
    before = Doing(SET, blank())
    before(edits.answer, "C.4[1]/name", "Fair")
    before(edits.answer, "C.4[1]/guests", "4")
    before(edits.answer, "C.4[2]/guests", "7")
    text = "Visit\t1.2.2026\tmany\n\t\tmany"
    made = paste(SET, before.present, "C.4", text, row="1")
    assert cells(made.edit.apply(before.present)) == [
        ["Visit", date(2026, 2, 1), None],
        [None, None, Fraction(7)],  # of that row nothing was taken
    ]
    first, second = list(sentences_of(Words(), made))[1:]
    assert "was left out, and the cell is empty now." in first
    assert "was left out. " in second


@pytest.mark.parametrize(
    ("text", "more", "reason"),
    [
        ("", {}, "There is nothing to paste."),
        ("\t\t\n", {}, "There is nothing to paste."),
        ("soon", {"column": "day"}, '"soon" is not a date.'),
        ("x", {"column": "place"}, "C.4 has no such column."),
        ("x\n" * 1001, {}, "This block has 1,001 rows; 1,000 can be pasted at once."),
    ],
)
def test_where_nothing_fits_nothing_is_done(text, more, reason):
    with pytest.raises(Refused) as refused:
        paste(SET, blank(), "C.4", text, **more)
    assert Words().say(refused.value.message).startswith(reason)
