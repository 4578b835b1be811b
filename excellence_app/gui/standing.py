"""Sentences and signs of the frame: whose values these are, and whether all is saved."""

from typing import TYPE_CHECKING

from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.save_state import Saved
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words
from excellence_app.storage.trouble import StorageTrouble

if TYPE_CHECKING:  # a window without a document loads nothing of this
    from excellence_app.domain.criteria import CriteriaSet
    from excellence_app.session.saving import SaveState


def whose_values(criteria: "CriteriaSet", words: Words) -> str:
    """Return the line that stands on every page of a set whose values are not official."""
    from excellence_app.domain.criteria import SetStatus  # noqa: PLC0415 - not needed at start-up

    if not criteria.scored:
        return words.text("Preparatory. This questionnaire has no score and leads to no label.")
    if criteria.status is SetStatus.ILLUSTRATIVE:
        return words.text(
            "Preparatory. Questions, levels and thresholds are illustrative, not the official "
            "ones. Only the label's secretariat awards a label."
        )
    return words.text("Preparatory. Only the label's secretariat awards a label.")


def saved_words(state: "SaveState | None", words: Words) -> tuple[Saved, str, str, bool]:
    """Return sign, words and second line of the save state, and whether it can be pressed."""
    from excellence_app.session.saving import SaveKind  # noqa: PLC0415 - not needed at start-up

    if state is None:
        return Saved.READ_ONLY, words.text("Read only"), "", False
    at = f"{state.since:%H:%M}"
    here = words.text("On this computer only")
    if state.kind is SaveKind.SAVING:
        return Saved.SAVING, words.text("Saving"), here, False
    if state.kind is SaveKind.SAVED:
        return Saved.SAVED, words.text("Saved at {time}", time=at), here, False
    if state.kind is SaveKind.KEPT:
        return (
            Saved.SAVED,
            words.text("Kept on this computer"),
            words.text("Not in the file since {time}. Save a copy", time=at),
            True,
        )
    return (
        Saved.NOT_SAVED,
        words.text("Not saved since {time}", time=at),
        words.text("Save a copy elsewhere"),
        True,
    )


def strip_of(
    theme: Theme, words: Words, trouble: StorageTrouble, *, copy: bool = True
) -> MessageStrip:
    """Return the message that says what happened, what is safe and what to do."""
    first, *rest = [words.say(sentence) for sentence in trouble.sentences]
    return MessageStrip(
        theme,
        Tone.ERROR,
        first,
        " ".join(rest),
        actions=(("save_copy", words.text("Save a copy elsewhere")),) if copy else (),
    )
