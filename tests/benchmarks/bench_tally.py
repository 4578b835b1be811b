"""Counting 10,000 answer sets against NumPy counting the same answers as a matrix.

Thirty questions: 14 with one choice of five, 8 yes or no, 5 with any of ten choices, 3 numbers.
Both make the same figures: how often each option was chosen and how many answered, of all and of
each of five groups, and of the numbers sum, mean, least, most and median. NumPy counts machine
numbers and rounds, ours are exact.

"Counting" starts from answers in memory as each keeps them: columns of ours, and of NumPy one
matrix with a column for each question and one of true and false for each choice of several.
"From the documents" starts from the same immutable answers of both and fills these first; there,
NumPy's way has no conditions, comments, other editions or unsound values to look at.
"""

import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from excellence_app.domain.assessment import Answer, Assessment, CriteriaReference
from excellence_app.domain.criteria import (
    Choice,
    CriteriaSet,
    Question,
    QuestionType,
    Section,
    SetStatus,
)
from excellence_app.domain.tallies import CountedDocument, Tally
from excellence_app.engine.tallying import Survey, count

SIZES = (1_000, 10_000)
RUNS = 15
LIMIT = 5.0
OPTIONS, SEVERAL = 5, 10
GROUP = "choice-0"

try:
    import numpy
except ModuleNotFoundError:
    numpy: Any = None  # type: ignore[no-redef]  # said below


def main() -> None:
    """Print the figures as a table."""
    print("## Counting many documents\n")
    if numpy is None:
        print("Not measured: NumPy, the yardstick, is not installed here.")
        return
    print("| documents | what | ours, ms | NumPy, ms | ratio | wanted |")
    print("| --- | --- | --- | --- | --- | --- |")
    criteria = _criteria()
    for size in SIZES:
        for line in _lines(criteria, _answer_sets(size)):
            print(line)


def _criteria() -> CriteriaSet:
    one = tuple(Choice(f"o{n}", f"Option {n}") for n in range(OPTIONS))
    some = tuple(Choice(f"s{n}", f"Choice {n}") for n in range(SEVERAL))
    questions = (
        *(Question(f"choice-{n}", QuestionType.CHOICE, "?", choices=one) for n in range(14)),
        *(Question(f"yes-{n}", QuestionType.YES_NO, "?") for n in range(8)),
        *(Question(f"several-{n}", QuestionType.CHOICES, "?", choices=some) for n in range(5)),
        *(Question(f"number-{n}", QuestionType.NUMBER, "?") for n in range(3)),
    )
    return CriteriaSet(
        id="bench",
        edition="1",
        language="en",
        title="Benchmark",
        status=SetStatus.OWN,
        sha256="0" * 64,
        sections=(Section("1", "All", questions),),
    )


def _answer_sets(size: int) -> list[Assessment]:
    chance = random.Random(size)  # noqa: S311 - the same answers each time
    reference = CriteriaReference("bench", "1", "0" * 64)
    return [Assessment(reference, answers=_answers(chance)) for _ in range(size)]


def _answers(chance: random.Random) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for n in range(14):
        found[f"choice-{n}"] = Answer(f"o{min(chance.randrange(7), OPTIONS - 1)}")
    for n in range(8):
        found[f"yes-{n}"] = Answer(chance.random() < 0.7)
    for n in range(5):
        held = tuple(f"s{one}" for one in range(SEVERAL) if chance.random() < 0.3)
        if held:
            found[f"several-{n}"] = Answer(held)
    for n in range(3):
        found[f"number-{n}"] = Answer(Fraction(chance.randrange(60 if n else 5_000)))
    for key in chance.sample([key for key in found if key != GROUP], 4):
        del found[key]  # not answered
    return found


def _lines(criteria: CriteriaSet, assessments: Sequence[Assessment]) -> list[str]:
    documents = [CountedDocument("") for _ in assessments]
    survey, matrix = _filled(criteria, assessments), _matrix(criteria, assessments)
    empty = Survey(criteria)

    def ours() -> Tally:
        return count(survey, empty, documents, by=[GROUP])

    def all_of_ours() -> Tally:
        return count(_filled(criteria, assessments), empty, documents, by=[GROUP])

    def all_of_numpy() -> Any:
        return _count_matrix(_matrix(criteria, assessments))

    _assert_same(ours(), _count_matrix(matrix))
    size = f"{len(assessments):,}"
    return [
        _line(size, "counting", ours, lambda: _count_matrix(matrix)),
        _line(size, "from the documents", all_of_ours, all_of_numpy),
    ]


def _line(size: str, what: str, ours: Callable[[], Any], other: Callable[[], Any]) -> str:
    pairs = []
    for _ in range(RUNS):
        start = time.perf_counter()
        ours()
        middle = time.perf_counter()
        other()
        pairs.append((middle - start, time.perf_counter() - middle))
    ratio = statistics.median(one / two for one, two in pairs)
    here, there = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    return f"| {size} | {what} | {here:.1f} | {there:.1f} | {ratio:.2f} | ≤ {LIMIT:g} |"


def _filled(criteria: CriteriaSet, assessments: Sequence[Assessment]) -> Survey:
    survey = Survey(criteria)
    for assessment in assessments:
        survey.add(assessment)
    for column in survey.sheet.columns.values():
        column.counted()
    return survey


@dataclass(frozen=True)
class _Matrix:
    """What NumPy counts: codes (-1 is no answer), ticks with who answered, numbers."""

    codes: Any
    ticks: Sequence[Any]
    ticked: Sequence[Any]
    numbers: Any


def _matrix(criteria: CriteriaSet, assessments: Sequence[Assessment]) -> _Matrix:
    answers = [one.answers for one in assessments]
    singles = [q for q in criteria.questions if q.type is QuestionType.CHOICE]
    singles += [q for q in criteria.questions if q.type is QuestionType.YES_NO]
    codes = numpy.empty((len(answers), len(singles)), dtype=numpy.int8, order="F")
    for place, question in enumerate(singles):
        codes[:, place] = _codes(question, answers)
    ticks, ticked = [], []
    for question in criteria.questions:
        if question.type is QuestionType.CHOICES:
            number_of = {choice.id: n for n, choice in enumerate(question.choices)}
            grid = numpy.zeros((len(answers), len(number_of)), dtype=bool)
            for row, held in enumerate(answers):
                answer = held.get(question.id)
                if answer is not None and isinstance(answer.value, tuple):
                    grid[row, [number_of[one] for one in answer.value]] = True
            ticks.append(grid)
            ticked.append(grid.any(axis=1))
    asked = [q.id for q in criteria.questions if q.type is QuestionType.NUMBER]
    nothing = Answer(float("nan"))  # type: ignore[arg-type]  # NumPy's word for no number
    numbers = numpy.array([[float(a.get(q, nothing).value) for q in asked] for a in answers])
    return _Matrix(codes, ticks, ticked, numbers)


def _codes(question: Question, answers: Sequence[Mapping[str, Answer]]) -> list[int]:
    known: dict[Any, int] = {choice.id: n for n, choice in enumerate(question.choices)}
    known = known or {True: 0, False: 1}
    nothing = Answer()
    return [known.get(held.get(question.id, nothing).value, -1) for held in answers]


Figures = dict[str, list[Any]]


def _count_matrix(matrix: _Matrix) -> Figures:
    """Return the counts of all and of each group, and the figures of the numbers."""
    everybody = numpy.ones(len(matrix.codes), dtype=bool)
    groups = [matrix.codes[:, 0] == n for n in range(OPTIONS)]
    found: Figures = {"counts": [], "numbers": []}
    for number, rows in enumerate((everybody, *groups)):
        codes = matrix.codes if number == 0 else matrix.codes[rows]
        for place in range(codes.shape[1]):
            found["counts"].append(numpy.bincount(codes[:, place] + 1, minlength=OPTIONS + 1))
        for grid, answered in zip(matrix.ticks, matrix.ticked, strict=True):
            held = grid if number == 0 else grid[rows]
            found["counts"].append((held.sum(axis=0), (answered & rows).sum()))
        for place in range(matrix.numbers.shape[1]):
            column = matrix.numbers[rows, place]
            column = column[~numpy.isnan(column)]
            least, most = column.min(), column.max()
            median = numpy.median(column)
            found["numbers"].append((column.sum(), column.mean(), least, most, median))
    return found


def _assert_same(tally: Tally, figures: Figures) -> None:
    """Stop if the two do not come to the same results: then the ratio would mean nothing."""
    first = tally.tables[0]
    theirs = figures["counts"][0]
    mine = [first.now.counts[-1], *first.now.counts[:OPTIONS]]
    numbers = next(one for one in tally.tables if one.type is QuestionType.NUMBER)
    part = numbers.groups[0][0].numbers
    at_group = figures["numbers"][3]  # the first number of the first group
    several = next(one for one in tally.tables if one.type is QuestionType.CHOICES)
    ticks = figures["counts"][22][0]
    if (
        mine != list(theirs)
        or part is None
        or (float(part.total), float(part.median)) != (at_group[0], at_group[4])
        or list(several.now.counts[:SEVERAL]) != list(ticks)
    ):
        raise SystemExit("NumPy and the tally come to different results.")


if __name__ == "__main__":
    main()
