"""What an answer has to keep to, in one sentence: in the window, on paper and in lists."""

from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words

_ENTRIES = {
    QuestionType.COUNTED_LIST: N_("Entries: {limit}."),
    QuestionType.TABLE: N_("Rows: {limit}."),
    QuestionType.CASES: N_("Cases: {limit}."),
}


def limits(words: Words, question: Question) -> str:
    """Return which numbers are possible, or how many choices or entries; empty if all are."""
    match question.type:
        case QuestionType.NUMBER:
            said = _numbers(words, question)
            return words.text("{sentence}.", sentence=said[:1].upper() + said[1:]) if said else ""
        case QuestionType.CHOICES:
            return _choices(words, question)
        case QuestionType.COUNTED_LIST | QuestionType.TABLE | QuestionType.CASES:
            how_many = _range(words, question, counted=True)
            told = [words.text(_ENTRIES[question.type], limit=how_many)] if how_many else []
            for column in question.columns:
                of_column = _numbers(words, column)
                if of_column:
                    text = words.text("{name}: {limit}.", name=column.text, limit=of_column)
                    told.append(text)
            return " ".join(told)
        case _:
            return ""


def _numbers(words: Words, question: Question) -> str:
    if question.type is not QuestionType.NUMBER:
        return ""
    found = _range(words, question, counted=False)
    whole = words.text("whole numbers only") if question.whole else ""
    return ", ".join(part for part in (found, whole) if part)


def _range(words: Words, question: Question, *, counted: bool) -> str:
    least, most = question.least, question.most
    if counted and not least:
        least = None  # there are never fewer than none
    if least is not None and least == most:
        return words.text("exactly {count}", count=least)
    if least is not None and most is not None:
        return words.text("from {least} to {most}", least=least, most=most)
    if least is not None:
        return words.text("at least {least}", least=least)
    return words.text("at most {most}", most=most) if most is not None else ""


def _choices(words: Words, question: Question) -> str:
    least, most = question.least, question.most
    if not least and most is None:
        return ""
    if not least:
        return words.text("Choose at most {most}.", most=most)
    if most is None:
        return words.text("Choose at least {least}.", least=least)
    if least == most:
        return words.text("Choose exactly {count}.", count=least)
    if most - least == 1:
        return words.text("Choose {least} or {most}.", least=least, most=most)
    return words.text("Choose {least} to {most}.", least=least, most=most)
