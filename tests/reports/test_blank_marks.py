"""The sheet to fill in by hand marks what must be answered, wherever that stands."""

import pytest

from excellence_app.catalog import library
from excellence_app.reports.assembly import ReportKind, assemble
from excellence_app.reports.rooms import has_marks
from tests.reports import example
from tests.reports.block_text import lines_of

STAR = "Questions with a star (*) must be answered"


def sheet(*questions, head=""):
    """Return the lines of the blank questionnaire of a set, and whether it has marks."""
    lines = "".join(f"      - {{{question}}}\n" for question in questions)
    text = (
        f'format: 1\nset: {{id: blank, edition: "1", language: en, title: Blank{head}}}\n'
        f'sections:\n  - id: "A"\n    title: All\n    questions:\n{lines}'
    )
    loaded = library.load_bytes(text.encode(), "blank.yaml")
    assert loaded.problems == ()
    context = example.context(
        ReportKind.QUESTIONNAIRE, criteria=loaded.criteria, roadmap=None, earlier=None
    )
    return [line.strip() for line in lines_of(assemble(context).blocks)], has_marks(
        loaded.criteria
    )


ONE_CHOICE = 'id: "A.1", type: choice, text: T, choices: [{id: a, title: X}]'
INNER = 'id: "A.1", type: cases, title: "Case {n}", questions: [%s]'


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ('id: "A.1", type: text, text: T', False),
        ('id: "A.1", type: text, text: T, required: false', True),
        (INNER % "{id: a, type: text, text: T}, {id: b, type: text, text: U}", False),
        (
            INNER % "{id: a, type: text, text: T}, {id: b, type: text, text: U, required: false}",
            True,
        ),
        ('id: "A.1", type: table, text: T, columns: [{id: a, title: X}]', False),
        ('id: "A.1", type: table, text: T, columns: [{id: a, title: X, required: false}]', True),
        (
            'id: "A.1", type: choice, text: T, choices: [{id: a, title: X, comment: required}]',
            True,
        ),
        (
            f"{ONE_CHOICE}, other: {{id: o, title: Y}}",
            False,
        ),
    ],
)
def test_marks_stand_where_something_may_stay_open(question, marked):
    lines, has = sheet(question)
    assert has is marked
    assert any(STAR in line for line in lines) is marked


def test_what_is_needed_in_cases_and_cells_has_its_star():
    lines, _ = sheet(
        INNER
        % "{id: a, type: text, text: Needed}, {id: b, type: text, text: Free, required: false}",
        'id: "A.2", type: table, text: T, '
        "columns: [{id: a, title: Name}, {id: b, title: Place, required: false}]",
    )
    said = "\n".join(lines)
    assert "Needed *" in said
    assert "Free *" not in said
    assert "Name *" in said
    assert "Place *" not in said


def test_the_text_of_another_choice_has_its_label_with_and_without_marks():
    other = f"{ONE_CHOICE}, other: {{id: o, title: Y}}"
    lines, _ = sheet(other)
    assert any(line.startswith("[lines] Please describe it x") for line in lines)
    lines, _ = sheet(other, 'id: "A.2", type: text, text: T, required: false')
    assert any(line.startswith("[lines] Please describe it * x") for line in lines)


def test_many_choices_with_needed_comments_keep_their_marks():
    choices = ", ".join(f"{{id: c{n}, title: C{n}, comment: optional}}" for n in range(20))
    question = f'id: "A.1", type: choices, text: T, choices: [{choices}]'
    lines, _ = sheet(
        question.replace("title: C3, comment: optional", "title: C3, comment: required")
    )
    said = "\n".join(lines)
    assert "C3 *" in said
    assert "C4 *" not in said
    assert "with a star (*) that is needed" in said
    assert "is needed" not in "\n".join(sheet(question)[0])


def test_a_long_list_is_written_and_not_ticked():
    lines, _ = sheet('id: "A.1", type: choice, text: T, list: countries')
    assert any("Please write the name" in line for line in lines)
    assert "Tick one." not in lines
    lines, _ = sheet(ONE_CHOICE)
    assert "Tick one." in lines


def test_what_is_said_first_and_last_stands_around_the_questions():
    lines, _ = sheet(
        'id: "A.1", type: text, text: The question',
        head=", opening: Good morning., closing: That was all.",
    )
    first, question, last = (
        next(n for n, line in enumerate(lines) if text in line)
        for text in ("Good morning.", "The question", "That was all.")
    )
    assert first < question < last
