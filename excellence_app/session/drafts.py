"""What was typed and cannot be stored, as the list of what is not finished has it."""

from collections.abc import Iterator, Mapping

from excellence_app.domain.criteria import Question
from excellence_app.domain.messages import Refused
from excellence_app.engine.expanding import question_named
from excellence_app.language.answers import question_title
from excellence_app.language.changes import shortened
from excellence_app.session.checking import Lacking, Unfinished
from excellence_app.session.question_places import find
from excellence_app.session.questioning import store_part, try_answer
from excellence_app.session.showing import Shown


def unsaved(shown: Shown, drafts: Mapping[str, str]) -> tuple[Unfinished, ...]:
    """Return what was typed and not saved, by the keys of its answers, with what is wrong.

    A text whose case or row is gone, or whose question the set does not have, is not listed.
    """
    return tuple(_unsaved(shown, drafts))


def _unsaved(shown: Shown, drafts: Mapping[str, str]) -> Iterator[Unfinished]:
    for key, text in drafts.items():
        question = question_named(shown.criteria, key)
        found = find(shown, key)
        if question is None or found is None or not text.strip() or not _is_there(shown, key):
            continue
        why = _why(shown, question, key, drafts)
        if why is None:
            continue
        detail = shown.words.text("Typed and not saved. {reason}", reason=why)
        if question.choices and key == question.id:
            detail = shown.words.text("Typed and not chosen: “{text}”", text=shortened(text))
        elif not why:
            detail = shown.words.text("Typed and not saved: “{text}”", text=shortened(text))
        elif shortened(text) not in why:
            detail = shown.words.text(
                "Typed and not saved: “{text}”. {reason}", text=shortened(text), reason=why
            )
        title = question_title(
            shown.words, shown.criteria, found.question, shown.assessment.answers
        )
        number = "" if "[" in found.question.id else found.question.id
        yield Unfinished(Lacking.DRAFT, number, title, detail, "questions", key)


def _is_there(shown: Shown, key: str) -> bool:
    """Tell whether the case and the row exist in which a key lies."""
    parts = key.split("]/")
    return all(
        "]/".join(parts[:n]) + "]" in shown.assessment.answers for n in range(1, len(parts))
    )


def _why(shown: Shown, question: Question, key: str, drafts: Mapping[str, str]) -> str | None:
    """Return what is wrong with a text, empty if nothing is any more.

    None if it only stands beside a part that is wrong, as the whole of a share.
    """
    if key in question.keys and "[" not in key.removeprefix(question.id):
        texts = {one: drafts.get(one, "") for one in question.keys}
        refused = try_answer(shown, shown.assessment, question, texts).refused
        return refused.get(key) if refused else ""
    try:
        store_part(shown.criteria, shown.assessment, key, drafts[key])
    except Refused as refusal:
        return shown.words.say(refusal.message)
    return ""
