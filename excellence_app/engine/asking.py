"""What several ways of answering have in common: texts, comments, and earning nothing."""

from collections.abc import Mapping
from fractions import Fraction

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Choice, Question
from excellence_app.domain.messages import N_, Message, MessageValue, Refused
from excellence_app.domain.problems import did_you_mean

MOST_CHARACTERS = 20_000  # of one text
MOST_IN_A_LINE = 500  # of an entry of a list
_MOST_NAMED = 8  # choices in one sentence


def no_level(question: Question, values: Mapping[str, AnswerValue]) -> int | None:  # noqa: ARG001 - one signature for all types
    """Return none: only a measure turns such answers into a level."""
    return None


def no_share(question: Question, values: Mapping[str, AnswerValue]) -> Fraction | None:  # noqa: ARG001 - one signature for all types
    """Return none: such answers earn only through the indicator's measure."""
    return None


def lacks_nothing(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:  # noqa: ARG001 - one signature for all types
    """Return none: where there is a value nothing else is needed."""
    return None


def has_every_value(question: Question, values: Mapping[str, AnswerValue]) -> bool:
    """Return whether there is a value for each key of the question, no empty one."""
    return all(_is_some(values.get(key)) for key in question.keys)


def _is_some(value: AnswerValue | None) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in {None, ()}


def checked_text(text: str, most: int = MOST_CHARACTERS) -> str:
    """Return a text without the blanks around it; raises `Refused` for one that is too long."""
    text = text.strip()
    if len(text) > most:
        raise Refused(
            Message(
                N_("This text has {count} characters; {most} are allowed."),
                {"count": len(text), "most": most},
            )
        )
    return text


def not_a_choice(question: Question, entered: str) -> Message:
    """Return the refusal of what is no choice of a question; choices are named with their ids."""
    named = {one.id: f"{one.title} ({one.id})" for one in question.choices}
    values: dict[str, MessageValue] = {"entered": entered[:80], "question": question.id}
    by_name = {one.title.casefold(): one.id for one in question.choices}
    close = did_you_mean(entered.casefold(), [*by_name, *named])
    if close is not None:
        values["choice"] = named[by_name.get(close, close)]
        return Message(
            N_('"{entered}" is not a choice of {question}. Did you mean {choice}?'), values
        )
    first = [*named.values()][:_MOST_NAMED]
    values["choices"] = "; ".join(first) + ("; …" if len(named) > len(first) else "")
    return Message(
        N_('"{entered}" is not a choice of {question}. Enter one of these: {choices}.'), values
    )


def choice_named(question: Question, entered: str) -> str:
    """Return the id of the choice that a text names by its id or its title; raises `Refused`."""
    wanted = " ".join(entered.split())
    for choice in question.choices:
        if wanted == choice.id:
            return choice.id
    named = [one.id for one in question.choices if one.title.casefold() == wanted.casefold()]
    if len(named) == 1:
        return named[0]
    raise Refused(not_a_choice(question, wanted))


def takes_text(question: Question, choice: Choice) -> bool:
    """Return whether a comment, or the text of "other", may go with a choice."""
    return choice.comment != "none" or choice.id == question.other


def read_comment(question: Question, key: str, text: str) -> str:
    """Return what is to go with a choice; raises `Refused` where nothing may."""
    name = key.removeprefix(f"{question.id}/")
    choice = next((one for one in question.choices if one.id == name), None)
    if choice is None or not takes_text(question, choice):
        raise Refused(
            Message(
                N_('"{choice}" in {question} takes no comment.'),
                {"choice": name[:80], "question": question.id},
            )
        )
    return checked_text(text)


def without_text(
    question: Question, chosen: tuple[str, ...], values: Mapping[str, AnswerValue]
) -> Message | None:
    """Return which of the chosen ones lacks the text that it needs, or none."""
    for choice in question.choices:
        if choice.id in chosen and not _is_some(values.get(f"{question.id}/{choice.id}")):
            if choice.id == question.other:
                return Message(N_('Please say what "{choice}" is.'), {"choice": choice.title})
            if choice.comment == "required":
                return Message(N_('"{choice}" needs a comment.'), {"choice": choice.title})
    return None


def too_many(question: Question, count: int) -> Message | None:
    """Return why there are too many entries, or none."""
    if question.most is None or count <= question.most:
        return None
    return Message(
        N_("{question} takes at most {most}; there are {count}."),
        {"question": question.id, "most": question.most, "count": count},
    )


def too_few(question: Question, count: int) -> Message | None:
    """Return how many entries are missing, or none."""
    if question.least is None or count >= question.least:
        return None
    return Message(
        N_("At least {least} are needed; there are {count}."),
        {"least": question.least, "count": count},
    )
