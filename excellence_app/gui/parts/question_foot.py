"""The foot of the question page: back, what sets the question aside, and the way on."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Flow
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.command_keys import key_of
from excellence_app.gui.parts.live_effect import EffectLine
from excellence_app.session.effect import Effect

_LOW = 640  # pixels of the design: a window in which the footer may not be high


class QuestionFoot(Flow):
    """The row of buttons under the page.

    Where they do not fit it says the effect in fewer words, then without the bar; in low windows
    it leaves that out, and what can be done from the menu of the question.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, across=24, down=8, at_end=1, parent=parent)
        self._desk = desk
        self._wanted: dict[QWidget, bool] = {}
        start = Flow(theme, across=24, down=8)
        self.back = Button(theme, words.text("Back"), Kind.SECONDARY, icon="chevron-left")
        self.line = EffectLine(theme, words)
        start.put(self.back, self.line)
        self.line.hide()
        end = Flow(theme, across=6, down=8)
        self.not_applicable = Button(theme, words.text("Does not apply"), Kind.QUIET)
        self.unknown = Button(theme, words.text("Don’t know"), Kind.QUIET)
        self.later = Button(
            theme, words.text("Come back later"), Kind.QUIET, key=key_of(desk, "mark_later")
        )
        self.next = Button(
            theme, words.text("Next question"), Kind.PRIMARY, key=words.text("Enter")
        )
        self._quiet = (self.not_applicable, self.unknown, self.later)
        end.put(*self._quiet, self.next)
        self.put(start, end)

    def show_compact(self, *, compact: bool) -> None:
        """Take less room where the right column is folded."""
        self.later.set_key("" if compact else key_of(self._desk, "mark_later"))

    def show_effect(self, effect: Effect | None, *, wanted: bool, thresholds: bool) -> None:
        """Show what the answer does, where that is wanted and there is room."""
        self.line.show_effect(effect, thresholds=thresholds)
        self.want_line(effect, wanted=wanted)

    def want_line(self, effect: Effect | None, *, wanted: bool) -> None:
        """Show the bar of an effect where there is room for it, or never."""
        some = effect is not None and effect.bullet is not None
        self._wanted[self.line] = wanted and some

    def show_states(
        self, *, may_change: bool, may_not_apply: bool, applies_not: bool, unknown: bool
    ) -> None:
        """Show what can be set aside, and what has been."""
        self._wanted[self.not_applicable] = may_change and may_not_apply
        self._wanted[self.unknown] = self._wanted[self.later] = may_change
        self.not_applicable.set_icon("check" if applies_not else "")
        self.unknown.set_icon("check" if unknown else "")

    def show_later(self, *, later: bool) -> None:
        """Show whether somebody wants to come back later."""
        words = self._desk.words
        self.later.set_caption(
            words.text("Marked for later") if later else words.text("Come back later")
        )
        self.later.set_icon("flag" if later else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See again what there is room for."""
        super().resizeEvent(event)
        self.see()

    def see(self) -> None:
        """Show as much as fits."""
        px = self.theme.px
        quiet = [one for one in self._quiet if self._wanted.get(one, True)]
        buttons = [self.back, *quiet, self.next]
        used = sum(one.sizeHint().width() for one in buttons) + len(quiet) * px(6) + px(24)
        line = self._wanted.get(self.line, False)
        room = self.width() - px(24)
        small = self.window().height() < px(_LOW)
        low = small and used > self.width()
        fits = line and self.line.fit(room - used)
        if line and not fits and not small:  # beside the way back alone, on a line of its own
            fits = self.line.fit(self.width() - self.back.sizeHint().width() - px(24))
        for one in self._quiet:
            one.setVisible(one in quiet and not low)
        self.line.setVisible(fits)
