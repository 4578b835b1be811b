"""How a question is answered: its levels, what may be entered, and its choices."""

from fractions import Fraction

from excellence_app.cli.tables import Column, paragraph, table
from excellence_app.domain.criteria import Indicator, Question, QuestionType
from excellence_app.domain.messages import N_
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.language.limits import limits


def scale(words: Words, question: Question, indicator: Indicator | None) -> list[str]:
    """Return the levels from which one is chosen, or that a figure leads to."""
    levels = question.levels
    if not levels and indicator is not None and question.type is not QuestionType.YES_NO:
        levels = indicator.levels
    rows = [
        (str(level.number), sentences.level_title(words, level, question), level.text)
        for level in levels
    ]
    if not rows:
        return []
    return ["", *table([Column(right=True), Column(wraps=True), Column(wraps=True)], rows, 1)]


def how_to_answer(words: Words, question: Question) -> list[str]:
    """Return what an answer looks like; of choices also what each one is called."""
    values: dict[str, str | int | Fraction] = {"question": question.id}
    match question.type:
        case QuestionType.LEVELS:
            values["highest"] = len(question.levels) - 1
            text = N_("Answer {question} with a level from 0 to {highest}.")
        case QuestionType.YES_NO:
            text = N_("Answer {question} with yes or no.")
        case QuestionType.SHARE:
            values["part"], values["whole"] = question.keys
            text = N_("Answer {part} and {whole} with a number each.")
        case QuestionType.NUMBER:
            text = N_("Answer {question} with a number.")
        case QuestionType.CHOICE | QuestionType.CHOICES:
            few = len(question.choices) <= _MOST_CHOICES
            text = (_CHOICES if few else _MANY_CHOICES)[question.type]
            values["examples"] = words.listing(
                [f"{one.title} ({one.id})" for one in question.choices[:_EXAMPLES]]
            )
        case QuestionType.TABLE | QuestionType.CASES:
            inner = question.questions or question.columns
            values["key"] = f"{question.id}[1]"
            values["names"] = ", ".join(one.id for one in inner)
            text = N_("Answer {names} in each case or row, such as {key}/… for the first one.")
        case _:
            text = _OTHERS[question.type]
    texts = [words.text(text, **values)]
    before_a_list = question.type in _CHOICES
    texts.insert(0 if before_a_list else 1, limits(words, question))
    if question.part_title and question.whole_title:
        part, whole = question.part_title, question.whole_title
        texts.append(words.text("The part: {part}. The whole: {whole}.", part=part, whole=whole))
    if question.unit:
        texts.append(words.text("Unit: {unit}.", unit=question.unit))
    if question.may_not_apply:
        texts.append(words.text('It may be set to "does not apply", with a reason.'))
    lines = ["", *paragraph(" ".join(text for text in texts if text))]
    if question.type in _CHOICES:
        lines += _choices(words, question)
    return lines


def _choices(words: Words, question: Question) -> list[str]:
    """Return the choices by the ids that are typed, with what is to be written beside them."""
    if len(question.choices) > _MOST_CHOICES:
        return []
    rows = []
    for one in question.choices:
        text = one.comment if one.id != question.other else _OTHER
        rows.append((one.id, one.title, words.text(_BESIDE[text]) if text in _BESIDE else ""))
    if not any(beside for _, _, beside in rows):
        return table([Column(), Column(wraps=True)], [row[:2] for row in rows], 1)
    return table([Column(), Column(wraps=True), Column()], rows, 1)


_MOST_CHOICES = 60  # in a table; of more, a few examples say how they are named
_EXAMPLES = 3
_OTHER = "other"
_BESIDE = {
    "optional": N_("comment possible"),
    "required": N_("comment needed"),
    _OTHER: N_("text needed"),
}
_CHOICES = {
    QuestionType.CHOICE: N_("Answer {question} with one of these:"),
    QuestionType.CHOICES: N_("Answer {question} with some of these, parted by commas:"),
}
_MANY_CHOICES = {
    QuestionType.CHOICE: N_("Answer {question} with one name or id, such as {examples}."),
    QuestionType.CHOICES: N_(
        "Answer {question} with names or ids, parted by commas, such as {examples}."
    ),
}
_OTHERS = {
    QuestionType.DATE: N_("Answer {question} with a date, such as 2026-11-30 or 30.11.2026."),
    QuestionType.TEXT: N_("Answer {question} with a text."),
    QuestionType.COUNTED_LIST: N_("Answer {question} with entries that semicolons part."),
}
