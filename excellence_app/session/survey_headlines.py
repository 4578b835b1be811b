"""What the overview of a survey says: how far it is, what is missing, and what it is at all."""

from typing import NamedTuple

from excellence_app.engine.expanding import Entries, question_named
from excellence_app.language.answers import title_of_entry
from excellence_app.session import headlines
from excellence_app.session.headlines import Headline, in_words, open_questions
from excellence_app.session.next_steps import next_open
from excellence_app.session.section_progress import incomplete, line_of
from excellence_app.session.showing import Shown


def overview(shown: Shown) -> Headline:
    """Return the headline of the overview of a set without a score."""
    words, card = shown.words, shown.scorecard
    if not card.answered and not incomplete(shown, card.unanswered):
        return Headline(words.text("No question is answered yet"), _size(shown))
    begun = len(incomplete(shown, card.unanswered))
    open_count = len(card.unanswered) + len(card.unknown) - begun
    if not (begun or open_count):
        title = words.plural(
            "The only question is answered", "All {count} questions are answered", card.asked
        )
        return Headline(title, "")
    title = words.text("{have} of {need} questions answered", have=card.answered, need=card.asked)
    return Headline(
        title,
        " ".join(
            part
            for part in (
                _begun(shown, begun),
                open_questions(shown.words, open_count),
                _counted(shown),
            )
            if part
        ),
    )


def _size(shown: Shown) -> str:
    """Return how many questions the set has, as on the start page, and how many need answers."""
    words, questions = shown.words, shown.criteria.questions
    parts = [
        words.plural(
            "The questionnaire has {count} question.",
            "The questionnaire has {count} questions.",
            len(questions),
        )
    ]
    if any(question.questions for question in questions):
        parts = [
            words.plural(
                "The questionnaire has {count} question and more for each case.",
                "The questionnaire has {count} questions and more for each case.",
                len(questions),
            )
        ]
    asked = shown.scorecard.asked
    if asked != len(questions):
        parts.append(
            words.plural(
                "So far {count} of them needs an answer; the others are optional or follow "
                "from answers.",
                "So far {count} of them need an answer; the others are optional or follow "
                "from answers.",
                asked,
            )
        )
    parts.append(words.text("Any order will do."))
    return " ".join(parts)


def _counted(shown: Shown) -> str:
    """Say what else is counted, where there are cases."""
    if any("]/" in key for key in shown.assessment.answers):
        return shown.words.text("The questions of your cases count as well.")
    return ""


def _begun(shown: Shown, count: int) -> str:
    words = shown.words
    if count == 1:
        return words.text("One answer is begun and lacks something.")
    if not count:
        return ""
    return words.plural(
        "{number} answer is begun and lacks something.",
        "{number} answers are begun and lack something.",
        count,
        number=in_words(words, count),
    )


class WayOn(NamedTuple):
    """Where the main button leads, and what it says; an empty question means Check answers."""

    question: str
    caption: str


def way_on(shown: Shown, last_visited: str) -> WayOn:
    """Return the way to the first question, to the next open one, or to the check."""
    words, questions = shown.words, shown.criteria.questions
    if not shown.scorecard.answered and questions:
        first = questions[0].id
        return WayOn(first, words.text("Begin with {question}", question=first))
    question = next_open(shown, last_visited)
    if not question:
        return WayOn("", words.text("Check answers"))
    return WayOn(question, headlines.continue_button(words, short_name(shown, question)))


def short_name(shown: Shown, question: str) -> str:
    """Return the number of a question, or the title of the case in which it is asked."""
    line = line_of(shown.criteria, question)
    if not line.endswith("]"):
        return question
    owner, _, entry = line[:-1].rpartition("[")
    cases = question_named(shown.criteria, owner)
    if cases is None:
        return question
    answers = shown.assessment.answers
    place = Entries(answers).place(cases, entry) or 0
    return title_of_entry(shown.words, shown.criteria, cases, entry, place, answers)


def facts(shown: Shown) -> str:
    """Return in one line which questionnaire this is, how large, and that it has no score."""
    words, criteria = shown.words, shown.criteria
    parts = (
        words.plural("{count} section", "{count} sections", len(criteria.sections)),
        words.text("edition {edition}", edition=criteria.edition),
    )
    return ", ".join(parts)
