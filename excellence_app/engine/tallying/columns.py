"""The answers to one question, row by row, and how often each was given.

A set of rows is a whole number, the n-th bit of which stands for the n-th row: to count the rows
of a group that chose an option takes one "and" and one count of bits, however many there are.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import compress
from math import lcm

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.tallies import Days, Numbers, Option, OptionKind
from excellence_app.domain.values import dataclass
from excellence_app.engine.question_types import RULES

NOT_ASKED, NO_ANSWER, NOT_APPLICABLE = range(3)  # what a row may hold instead of an answer
_ANSWERED = AnswerStatus.ANSWERED
_BYTE = 256


class Rows:
    """Some of the rows of a sheet, as bits and, where it takes that, as one byte each."""

    def __init__(self, bits: int, count: int) -> None:
        self.bits, self._count = bits, count
        self._each: bytes | None = None

    @property
    def each(self) -> bytes:
        """Return a 1 for each row that belongs to it and a 0 for the others."""
        if self._each is None:
            digits = f"{self.bits:0{self._count}b}"[::-1] if self._count else ""
            self._each = digits.encode().translate(_DIGITS)
        return self._each


_DIGITS = bytes(byte == ord("1") for byte in range(_BYTE))


def bits_where(codes: Sequence[int], wanted: Sequence[bool]) -> int:
    """Return the rows whose code is a wanted one; `wanted` has an entry for each code."""
    if not codes:
        return 0
    digits = bytes(49 if one else 48 for one in wanted)  # "1" and "0"
    if len(wanted) <= _BYTE:
        row = bytes(codes).translate(digits.ljust(_BYTE, b"0"))
    else:
        row = bytes(map(digits.__getitem__, codes))
    return int(row[::-1], 2)


@dataclass(frozen=True, slots=True)
class Counted:
    """The answers to one question, ready to be counted; the rows of each option as bits.

    `values` are numbers in units of `1 / scale`, from the least, `value_rows` their rows. `days`
    are in the order of `day_rows`.
    """

    options: tuple[Option, ...]
    rows_of: tuple[int, ...]
    asked: int
    answered: int
    scale: int = 1
    values: tuple[int, ...] = ()
    value_rows: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    day_rows: tuple[int, ...] = ()

    def counts(self, rows: Rows) -> tuple[int, ...]:
        """Return how many of the rows hold each option."""
        bits = rows.bits
        return tuple([(one & bits).bit_count() for one in self.rows_of])

    def numbers(self, rows: Rows) -> Numbers | None:
        """Return the figures of the numbers in these rows, none if there is no number."""
        values: Sequence[int] = self.values
        if self.answered & rows.bits != self.answered:
            values = tuple(compress(values, map(rows.each.__getitem__, self.value_rows)))
        if not values:
            return None
        middle, count = len(values) // 2, len(values)
        two = values[middle] + values[middle if count % 2 else middle - 1]
        return Numbers(
            count=count,
            total=Fraction(sum(values), self.scale),
            least=Fraction(values[0], self.scale),
            most=Fraction(values[-1], self.scale),
            median=Fraction(two, 2 * self.scale),
        )

    def span(self, rows: Rows) -> Days | None:
        """Return the first and the last day in these rows, none if there is none."""
        days = list(compress(self.days, map(rows.each.__getitem__, self.day_rows)))
        return Days(len(days), min(days), max(days)) if days else None


class Column:
    """The answers to one question as they come in, one row after another."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.rows: list[int] = []
        self._offered = offered(question)
        self._place = {option.key: n for n, option in enumerate(self._offered)}
        self._off_list = len(self._offered)
        self._codes: dict[tuple[type, AnswerValue], int] = {}
        # of each code: the options that it holds
        self._holds: list[tuple[int, ...]] = [(), (), ()]
        self._numbers: list[Fraction | None] = [None, None, None]
        self._days: list[date | None] = [None, None, None]
        self._ready: tuple[int, Counted] | None = None

    @property
    def values(self) -> list[AnswerValue | None]:
        """Return what was answered, row by row; none where nothing was."""
        value_of: list[AnswerValue | None] = [None, None, None]
        value_of += [value for _, value in self._codes]
        return [value_of[code] for code in self.rows]

    @property
    def numbers(self) -> list[Fraction | None]:
        """Return the numbers, row by row; none where there is none."""
        return [self._numbers[code] for code in self.rows]

    def answered(self, row: int) -> bool:
        """Return whether there is an answer in a row."""
        return self.rows[row] > NOT_APPLICABLE

    def asked(self, row: int) -> bool:
        """Return whether the question was asked in a row, and counts there."""
        return self.rows[row] != NOT_ASKED

    def add_answer(self, answer: Answer | None) -> int:
        """Add the row of a question that was asked and return its code."""
        if answer is None or answer.status is not _ANSWERED:
            aside = answer is not None and answer.status is AnswerStatus.NOT_APPLICABLE
            code = NOT_APPLICABLE if aside and self.question.may_not_apply else NO_ANSWER
        elif answer.value is None or answer.value in {"", ()}:
            code = NO_ANSWER
        else:
            return self.add_value(answer.value)
        self.rows.append(code)
        return code

    def add_value(self, value: AnswerValue) -> int:
        """Add a row with a value and return its code."""
        known = (value.__class__, value)  # true is not 1
        code = self._codes.get(known)
        if code is None:
            code = self._codes[known] = self._new(value)
        self.rows.append(code)
        return code

    def _new(self, value: AnswerValue) -> int:
        number = day = None
        holds: tuple[int, ...] = (self._off_list,)
        if _is_sound(self.question, value):
            holds = ()
            match value:
                case Fraction():
                    number = value
                case date():
                    day = value
                case tuple() if self.question.type is QuestionType.COUNTED_LIST:
                    number = Fraction(len(value))
                case tuple():
                    held = {self._place.get(one, self._off_list) for one in value}
                    holds = tuple(sorted(held))
                case bool() | int():
                    holds = (self._place.get(str(value).lower(), self._off_list),)
                case str() if self._offered:
                    holds = (self._place.get(value, self._off_list),)
                case _:
                    pass
        self._holds.append(holds)
        self._numbers.append(number)
        self._days.append(day)
        return len(self._holds) - 1

    def add_number(self, number: Fraction) -> None:
        """Add a row with a number that follows from answers, such as how many rows there are."""
        known = (Fraction, number)
        code = self._codes.get(known)
        if code is None:
            self._holds.append(())
            self._numbers.append(number)
            self._days.append(None)
            code = self._codes[known] = len(self._holds) - 1
        self.rows.append(code)

    def add_nothing(self, code: int) -> None:
        """Add a row without an answer; `code` says why."""
        self.rows.append(code)

    def counted(self) -> Counted:
        """Return the answers ready to be counted; they are prepared once."""
        if self._ready is None or self._ready[0] != len(self.rows):
            self._ready = len(self.rows), self._prepared()
        return self._ready[1]

    def _prepared(self) -> Counted:
        codes, holds = self.rows, self._holds
        every = [bits_where(codes, [n in held for held in holds]) for n in range(self._off_list)]
        asked = bits_where(codes, [n != NOT_ASKED for n in range(len(holds))])
        answered = bits_where(codes, [n > NOT_APPLICABLE for n in range(len(holds))])
        options = list(self._offered)
        further = {
            OptionKind.OFF_LIST: bits_where(codes, [self._off_list in held for held in holds]),
            OptionKind.NOT_APPLICABLE: bits_where(
                codes, [n == NOT_APPLICABLE for n in range(len(holds))]
            ),
            OptionKind.NO_ANSWER: bits_where(codes, [n == NO_ANSWER for n in range(len(holds))]),
        }
        for kind, bits in further.items():
            plain = kind is OptionKind.NO_ANSWER
            if (bits and not plain) or (plain and self._offered):
                options.append(Option("", "", kind))
                every.append(bits)
        scale = lcm(*{one.denominator for one in self._numbers if one is not None})
        values = sorted(
            (number.numerator * (scale // number.denominator), row)
            for row, code in enumerate(codes)
            if (number := self._numbers[code]) is not None
        )
        days = [
            (day, row) for row, code in enumerate(codes) if (day := self._days[code]) is not None
        ]
        return Counted(
            options=tuple(options),
            rows_of=tuple(every),
            asked=asked,
            answered=answered,
            scale=scale,
            values=tuple(value for value, _ in values),
            value_rows=tuple(row for _, row in values),
            days=tuple(day for day, _ in days),
            day_rows=tuple(row for _, row in days),
        )


def offered(question: Question) -> tuple[Option, ...]:
    """Return what can be counted of the answers to a question, in the order of the set."""
    if question.type is QuestionType.YES_NO:
        return (Option("true", ""), Option("false", ""))
    if question.type is QuestionType.LEVELS:
        return tuple(Option(str(level.number), level.title) for level in question.levels)
    kinds = {question.other: OptionKind.OTHER, question.none: OptionKind.NONE}
    return tuple(
        Option(choice.id, choice.title, kinds.get(choice.id, OptionKind.OPTION))
        for choice in question.choices
    )


def _is_sound(question: Question, value: AnswerValue) -> bool:
    """Return whether a value is one that this edition of the question can hold at all."""
    match question.type:
        case QuestionType.CHOICES | QuestionType.COUNTED_LIST:
            return isinstance(value, tuple)
        case QuestionType.CHOICE | QuestionType.TEXT:
            return isinstance(value, str)
        case QuestionType.DATE:
            return isinstance(value, date)
        case _:
            rules = RULES.get(question.type)
            return rules is not None and rules.objection(question, {question.id: value}) is None


def share_answered(question: Question, answers: Mapping[str, Answer]) -> Fraction | int:
    """Return the share that two amounts make, or the code of a row without an answer."""
    held = [answers.get(key) for key in question.keys]
    values = {
        key: answer.value
        for key, answer in zip(question.keys, held, strict=True)
        if answer is not None and answer.value is not None and answer.status is _ANSWERED
    }
    rules = RULES[question.type]
    if len(values) == len(question.keys) and rules.objection(question, values) is None:
        part, whole = (values[key] for key in question.keys)
        if isinstance(part, Fraction) and isinstance(whole, Fraction) and whole:
            return part / whole
    statuses = {answer.status for answer in (*held, answers.get(question.id)) if answer}
    aside = question.may_not_apply and AnswerStatus.NOT_APPLICABLE in statuses
    return NOT_APPLICABLE if aside else NO_ANSWER
