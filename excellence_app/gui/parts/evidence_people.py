"""Who has promised or seen a piece of evidence, and the day: the panel that asks for them."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment, EvidenceState
from excellence_app.domain.messages import Refused
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.parts.evidence_forms import PersonAndDay, PersonPanel
from excellence_app.language.catalogues import Words
from excellence_app.session import evidence
from excellence_app.session.edit import Edit
from excellence_app.session.entered import read_due
from excellence_app.session.nearest_day import nearest_day

MakeEdit = Callable[[Assessment, str, date | None], Edit]  # of a person's id and a day


def ask_who(
    desk: Desk,
    host: QWidget,
    state: EvidenceState,
    shown: tuple[str, str],
    make: MakeEdit,
) -> PersonPanel:
    """Return the panel that asks for person and day and makes an edit of them, not opened yet.

    `shown` is what stands in its two fields. People of the document are offered; another name
    becomes one of them.
    """
    words, document = desk.words, desk.document

    def store(person: str, typed: str) -> str:
        try:
            read = nearest_day if state is EvidenceState.SEEN else read_due
            day = read(typed, date.today(), words)
            if not person.strip():
                edit = make(document.assessment, "", day)
            else:
                edit = evidence.with_person(
                    document.criteria,
                    document.assessment,
                    person,
                    lambda assessment, found: make(assessment, found, day),
                )
        except Refused as refusal:
            return words.say(refusal.message)
        document.stop_merging()
        message = document.apply(edit)
        return "" if message is None else words.say(message)

    people = [person.name for person in document.assessment.people]
    panel = PersonPanel(desk.theme, host, _asked(words, state), shown, people, store)
    offer_calendar(panel.day, words)
    return panel


def _asked(words: Words, state: EvidenceState) -> PersonAndDay:
    if state is EvidenceState.SEEN:
        return PersonAndDay(
            words.text("Seen on site"),
            words.text("Who has seen it"),
            words.text("When"),
            words.text("such as 30.9. or “today”"),
            words.text("Mark as seen"),
            words.text("Taking part"),
        )
    return PersonAndDay(
        words.text("Promised"),
        words.text("Who has promised it"),
        words.text("Until when"),
        words.text("such as 30.9. or “in 3 weeks”"),
        words.text("Mark as promised"),
        words.text("Taking part"),
    )
