"""Messages over a question: what is missing, what people entered apart, that it is not asked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.editor import Lacking
from excellence_app.language import changes
from excellence_app.session.question_places import kept_beyond, what_is_missing


class QuestionStrips(Column):
    """The messages, one below the other; hidden where there is none.

    Signals:
        lacking_chosen(str): A person wants to give what is missing under this answer key.
    """

    lacking_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, spacing=8, margins=(0, 8, 0, 12), parent=parent)
        self._desk = desk
        self._shown: tuple[tuple[str, ...], ...] = ()
        self.strips: list[MessageStrip] = []
        self.hide()

    def show_question(
        self, question: Question, why_not_asked: str, lacking: Sequence[Lacking]
    ) -> None:
        """Show what is to be said about a question; `why_not_asked` is empty if it is asked."""
        wanted: list[tuple[str, ...]] = [("conflict", *one) for one in self._conflicts(question)]
        if why_not_asked:
            wanted.append(("not asked", why_not_asked))
        elif lacking:
            wanted.append(("lacking", *(part for one in lacking for part in one)))
        elif not question.choices or question.least is not None:
            wanted += [("missing", said) for said in self._missing(question)]
        wanted += [("beyond", *one) for one in self._beyond(question)]
        if tuple(wanted) == self._shown:
            return
        self._shown = tuple(wanted)
        for strip in self.strips:
            self.box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        makers: dict[str, Callable[..., MessageStrip]] = {
            "conflict": lambda place, _said: self._conflict_strip(place),
            "not asked": self._not_asked_strip,
            "lacking": self._lacking_strip,
            "missing": self._missing_strip,
            "beyond": self._beyond_strip,
        }
        self.strips = [makers[kind](*parts) for kind, *parts in wanted]
        self.put(*self.strips)
        self.setVisible(bool(self.strips))

    def _missing(self, question: Question) -> list[str]:
        shown = self._desk.document.shown
        missing = what_is_missing(question, shown.assessment.answers)
        return [] if missing is None else [self._desk.words.say(missing)]

    def _missing_strip(self, said: str) -> MessageStrip:
        later = self._desk.words.text("You can go on and fix it later")
        return MessageStrip(self.theme, Tone.GAP, said, aside=later)

    def _lacking_strip(self, *parts: str) -> MessageStrip:
        words = self._desk.words
        links = list(zip(parts[::2], parts[1::2], strict=True))
        strip = MessageStrip(
            self.theme,
            Tone.ERROR,
            words.plural(
                "One answer needs a description:",
                "{count} answers need a description:",
                len(links),
            ),
            links=links,
            aside=words.text("You can go on and fix it later"),
        )
        strip.pressed.connect(self.lacking_chosen)
        return strip

    def _beyond(self, question: Question) -> list[tuple[str, str]]:
        if question.type is not QuestionType.NUMBER:
            return []
        found = kept_beyond(self._desk.document.shown, question)
        return [] if found is None else [(found[0].id, str(found[1]))]

    def _beyond_strip(self, cases: str, count: str) -> MessageStrip:
        words = self._desk.words
        strip = MessageStrip(
            self.theme,
            Tone.GAP,
            words.plural(
                "{count} case is beyond this number.",
                "{count} cases are beyond this number.",
                int(count),
            ),
            words.text("Nothing is removed."),
            actions=[(cases, words.text("Choose which to keep"))],
        )
        strip.pressed.connect(self._on_cases)
        return strip

    @Slot(str)
    def _on_cases(self, question: str) -> None:
        self._desk.go("questions", question)

    def _conflicts(self, question: Question) -> list[tuple[str, str]]:
        words, document = self._desk.words, self._desk.document
        if not document.assessment.conflicts:
            return []
        from excellence_app.session import past  # noqa: PLC0415 - seldom needed, and every start does without it

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
        from excellence_app.session import past  # noqa: PLC0415 - seldom needed, and every start does without it

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
        from excellence_app.session.choosing import choose  # noqa: PLC0415 - seldom needed, and every start does without it

        number, _, place = action.partition("/")
        document, words = self._desk.document, self._desk.words
        if place not in document.assessment.conflicts:
            return
        message = document.apply(choose(document.assessment, place, int(number)))
        if not self._desk.refuse(message):
            self._desk.say(words.text("Your choice counts now."))
