"""Messages over a question: what several people entered apart, and that it is not asked."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import Question
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.desk import Desk
from excellence_app.language import changes


class QuestionStrips(Column):
    """The messages, one below the other; hidden where there is none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, spacing=8, margins=(0, 8, 0, 12), parent=parent)
        self._desk = desk
        self._shown: tuple[tuple[str, str], ...] = ()
        self.strips: list[MessageStrip] = []
        self.hide()

    def show_question(self, question: Question, why_not_asked: str) -> None:
        """Show what is to be said about a question; `why_not_asked` is empty if it is asked."""
        wanted = [*self._conflicts(question)]
        if why_not_asked:
            wanted.append(("", why_not_asked))
        if tuple(wanted) == self._shown:
            return
        self._shown = tuple(wanted)
        for strip in self.strips:
            self.box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.strips = [
            self._conflict_strip(place) if place else self._not_asked_strip(text)
            for place, text in wanted
        ]
        self.put(*self.strips)
        self.setVisible(bool(self.strips))

    def _conflicts(self, question: Question) -> list[tuple[str, str]]:
        words, document = self._desk.words, self._desk.document
        if not document.assessment.conflicts:
            return []
        from excellence_app.session import past  # noqa: PLC0415 - seldom

        telling = changes.Telling(words, document.criteria, past.known_in(document.assessment))
        found = past.conflicts_in(
            document.criteria, document.assessment, (question.id, *question.keys)
        )
        return [(one.place, telling.conflict(one.names, one.entries)) for one in found]

    def _not_asked_strip(self, why: str) -> MessageStrip:
        words = self._desk.words
        return MessageStrip(
            self.theme,
            Tone.INFO,
            words.text("This question is not asked at the moment."),
            words.text(
                "It is asked when {condition}. What is stored is kept, and not used.",
                condition=why,
            ),
        )

    def _conflict_strip(self, place: str) -> MessageStrip:
        from excellence_app.session import past  # noqa: PLC0415 - seldom

        words, document = self._desk.words, self._desk.document
        found = next(
            one
            for one in past.conflicts_in(document.criteria, document.assessment)
            if one.place == place
        )
        telling = changes.Telling(words, document.criteria, past.known_in(document.assessment))
        actions = []
        for number, entry in enumerate(found.entries):
            said = telling.said(found.names, entry.part) or words.text("nothing")
            actions.append(
                (
                    f"{number}/{place}",
                    words.text(
                        "{entry} – {person}, {time}",
                        entry=said,
                        person=entry.actor,
                        time=changes.moment(words, entry.time),
                    ),
                )
            )
        strip = MessageStrip(
            self.theme,
            Tone.GAP,
            words.plural(
                "{what}: {count} entry",
                "{what}: {count} different entries",
                len(actions),
                what=telling.about(found.names),
            ),
            words.text("Until you choose, the first one counts."),
            links=actions if document.may_change else (),
            tall=True,
        )
        strip.pressed.connect(self._on_chosen)
        return strip

    @Slot(str)
    def _on_chosen(self, action: str) -> None:
        from excellence_app.session.choosing import choose  # noqa: PLC0415 - seldom

        number, _, place = action.partition("/")
        document, words = self._desk.document, self._desk.words
        if place not in document.assessment.conflicts:
            return
        message = document.apply(choose(document.assessment, place, int(number)))
        if not self._desk.refuse(message):
            self._desk.say(words.text("Your choice counts now."))
