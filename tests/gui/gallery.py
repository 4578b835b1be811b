"""Every component in every state on a few pages, to be looked at and to be measured.

`python3 dev.py screenshots [FOLDER]` paints them light, dark, with high contrast, at
200 %, in the long test language and mirrored.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from excellence_app.gui.accessibility import tell_screen_readers
from excellence_app.gui.components.answers import AnswerCard, AnswerGroup, AnswerOption
from excellence_app.gui.components.boxes import Flow, Gap
from excellence_app.gui.components.breadcrumb import Breadcrumb
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.drop_down import DropDown, DropDownField
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.focus_ring import FocusRing
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.initials import Initials
from excellence_app.gui.components.key_cap import KeyCap
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.progress_row import ProgressRow
from excellence_app.gui.components.save_state import Saved, SaveStateLabel
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.section_header import Fold, SectionHeader
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.sidebar_item import SidebarItem
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.text_field import LineEdit, TextField
from excellence_app.gui.components.tick_boxes import CheckBox, RadioButton
from excellence_app.gui.components.undo_message import UndoMessage
from excellence_app.gui.painting import Look
from excellence_app.gui.theme import STYLE, Appearance, TextStyle, Theme, Themed, Weight

Say = Callable[[str], str]

ACCENTED = str.maketrans("aeiouAEIOUcnsy", "áéïôüÀÊÎÖÛçñšý")


def plainly(text):
    """Return the text as it is."""
    return text


def at_length(text):
    """Return the text in the test language: longer, accented, in brackets."""
    if not any(letter.isalpha() for letter in text):
        return text
    more = {True: 2.0, len(text) > 10: 1.0, len(text) > 20: 0.4}[True]
    words = (text.split() * 3)[: max(1, round(len(text.split()) * more))]
    return f"[{text.translate(ACCENTED)} {' '.join(words).translate(ACCENTED)}]"


class Page(Themed, QWidget):
    """A page in the colour of the canvas; `rings` keeps the focus rings that it shows."""

    def __init__(self, theme, say):
        super().__init__()
        self.say = say
        self.rings = []
        self.follow(theme)

    def ring(self, widget):
        """Show a focus ring around a widget without giving it the focus."""
        self.rings.append((FocusRing(self.theme, self), widget))
        return widget

    def showEvent(self, event):
        super().showEvent(event)
        for ring, widget in self.rings:
            ring.hold(widget)

    def paintEvent(self, _event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colours.canvas)
        painter.end()

    def heading(self, text):
        return Heading(self.theme, self.say(text), TextStyle.H3)


def flow(theme, *widgets, across=8, down=8):
    box = Flow(theme, across=across, down=down)
    box.put(*widgets)
    return box


def column(theme, *parts, spacing=10):
    layout = QVBoxLayout()
    layout.setSpacing(theme.px(spacing))
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    layout.addStretch(1)
    return layout


def option(say, title, text="", cap="2"):
    return AnswerOption(title, say(title), say(text) if text else "", cap)


def states(theme, say):
    """Return the page that lies beside states.png."""
    page = Page(theme, say)
    layout = QHBoxLayout(page)
    margin = theme.px(40)
    layout.setContentsMargins(margin, theme.px(32), margin, theme.px(32))
    layout.setSpacing(theme.px(40))
    for part, stretch in ((_left(page), 448), (_middle(page), 398), (_right(page), 434)):
        layout.addLayout(part, stretch)
    return page


def _left(page):
    theme, say = page.theme, page.say
    over = AnswerCard(theme, option(say, "Pointer over it"))
    over.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    chosen = AnswerCard(theme, option(say, "Selected"))
    chosen.setChecked(True)
    wrong = AnswerCard(theme, option(say, "Needs a description"))
    wrong.show_look(Look.ERROR)
    locked = AnswerCard(theme, option(say, "Locked after reveal"))
    locked.show_look(Look.LOCKED)
    pills = [
        (State.MET, "Met"),
        (State.SHORT, "2 levels short"),
        (State.NOT_ANSWERED, "Not answered"),
        (State.DOES_NOT_APPLY, "Does not apply"),
        (State.MARKED, "Marked for later"),
        (State.SEEN, "Seen on site"),
        (State.PROMISED, "Promised"),
        (State.LISTED, "Listed"),
        (State.NOT_FOUND, "File not found"),
        (State.AHEAD, "12 min ahead"),
        (State.HIDDEN, "Scores hidden"),
        (State.QUOTE, "Quote"),
        (State.EVIDENCE, "Evidence"),
        (State.FOLLOW_UP, "Follow up"),
        (State.COUNT, "7 gaps"),
        (State.PLAIN, "4.6"),
    ]
    marks = [
        LabelMark(theme, say("Bronze"), rank=1),
        LabelMark(theme, say("Silver"), rank=2),
        LabelMark(theme, say("Gold"), rank=3),
        LabelMark(theme, say("Ready"), letter="R"),
        LabelMark(theme, say("Gold"), rank=3, side=22),
        LabelMark(theme, say("Ready"), letter="R", side=22),
    ]
    return column(
        theme,
        page.heading("Buttons"),
        flow(
            theme,
            Button(theme, say("Primary"), Kind.PRIMARY),
            Button(theme, say("Secondary")),
            Button(theme, say("Quiet"), Kind.QUIET),
            page.ring(Button(theme, say("Focused"))),
            Button(theme, say("Undo"), Kind.WORDS),
            across=10,
        ),
        flow(
            theme,
            Button(theme, say("Next question"), Kind.PRIMARY, key="Enter"),
            Button(theme, say("Back"), icon="chevron-left"),
            Button(theme, say("Come back later"), Kind.QUIET, key="Ctrl M"),
            Button(theme, say("Add file or link"), Kind.QUIET, icon="plus"),
            IconButton(theme, say("Mark for later"), "flag"),
            IconButton(theme, say("More"), "ellipsis"),
        ),
        page.heading("Answer card"),
        AnswerCard(theme, option(say, "Default")),
        over,
        chosen,
        page.ring(AnswerCard(theme, option(say, "Keyboard focus"))),
        wrong,
        locked,
        AnswerGroup(
            theme,
            say("Level"),
            [option(say, word, cap=str(level)) for level, word in enumerate(("Never", "Once"))],
            side_by_side=True,
            tiles=True,
        ),
        page.heading("State marks: shape, word and colour"),
        flow(theme, *(StatePill(theme, state, say(words)) for state, words in pills)),
        flow(
            theme,
            Initials(theme, "Adriatic Mechatronics", solid=True),
            Initials(theme, "Adriatic Mechatronics"),
            Initials(theme, "Delta", side=26),
        ),
        flow(theme, *marks, KeyCap(theme, "Ctrl K"), KeyCap(theme, "F1")),
    )


def _middle(page):
    theme, say = page.theme, page.say
    saved = []
    for state, words, detail in (
        (Saved.SAVED, "Saved at 14:32", "On this computer only"),
        (Saved.SAVING, "Saving", "On this computer only"),
        (Saved.NOT_SAVED, "Not saved since 14:30", "Disk full. Save a copy"),
        (Saved.READ_ONLY, "Read only", "Open on another PC"),
    ):
        label = SaveStateLabel(theme)
        label.show_state(state, say(words), say(detail), acts=state is Saved.NOT_SAVED)
        saved.append(label)
    grid = QGridLayout()
    grid.setSpacing(theme.px(8))
    for number, label in enumerate(saved):
        grid.addWidget(label, number // 2, number % 2)
    field = TextField(
        theme,
        say("Share of private income"),
        hint=say("in percent, year 2025"),
        unit="%",
        number=True,
    )
    field.show_text("180")
    field.show_error(say("Enter a number from 0 to 100"))
    note = NoteField(theme, say("Notes"), hint=say("Printed in the report"))
    note.show_text(
        say("The ministry report is the only date on which all figures are on one page.")
    )
    wrong = NoteField(theme, say("Barrier"), placeholder=say("What happened?"))
    wrong.show_error(say("Describe this barrier in a few words"))
    ticked = CheckBox(theme, say("Gaps and recommendations"), key="B")
    ticked.setChecked(True)
    radio = QWidget()
    radios = QVBoxLayout(radio)
    radios.setContentsMargins(0, 0, 0, 0)
    radios.setSpacing(0)
    for words in ("Listed", "Promised", "Seen on site"):
        radios.addWidget(RadioButton(theme, say(words)))
    radios.itemAt(2).widget().setChecked(True)
    views = [("all", say("All 31")), ("below", say("Below 7")), ("open", say("Not answered 2"))]
    return column(
        theme,
        page.heading("Save state, always bottom left"),
        grid,
        page.heading("Field with a wrong value"),
        field,
        note,
        wrong,
        page.heading("Error that needs a decision"),
        MessageStrip(
            theme,
            Tone.ERROR,
            say("This file was changed by another program"),
            say(
                "Your answers since 14:30 are kept in memory. Compare both versions, or save "
                "yours under a new name."
            ),
            actions=[("compare", say("Compare")), ("copy", say("Save a copy"))],
            tall=True,
        ),
        SegmentedControl(theme, say("Show"), views, "below"),
        flow(
            theme,
            DropDown(theme, say("Sort"), [("gap", say("Sort: largest gap first"))], quiet=True),
            DropDownField(theme, say("Language"), [("en", say("English"))], hint=say("of it")),
        ),
        flow(theme, ticked, CheckBox(theme, say("Notes marked private")), radio, across=24),
    )


def _right(page):
    theme, say = page.theme, page.say
    undo = _stage(page)
    progress = ProgressRow(theme, say("Governance and cooperation"))
    progress.show_progress(0.9, say("9 of 10"))
    return column(
        theme,
        page.heading("Empty page: says what comes here, one way on"),
        EmptyPage(
            theme,
            "route",
            say("No actions yet"),
            say("Seven gaps are waiting. Take them all over and set order, owner and date here."),
            Button(theme, say("Plan the seven gaps"), Kind.PRIMARY, icon_after="arrow-right"),
        ),
        EmptyPage(
            theme,
            "results",
            say("Results appear with the first answer"),
            say(
                "Thresholds and gaps are worked out while you answer. Nothing has to be "
                "finished first."
            ),
            Button(theme, say("Answer question 1.1"), icon_after="arrow-right"),
        ),
        page.heading("Undo instead of “Are you sure?”"),
        undo,
        MessageStrip(
            theme,
            Tone.ERROR,
            say("“Implementation plan 2026” was moved or renamed."),
            say("The answer keeps its level."),
            actions=[("find", say("Find the file")), ("remove", say("Remove"))],
        ),
        MessageStrip(theme, Tone.GAP, say("Two questions have no answer."), tall=True),
        MessageStrip(
            theme,
            Tone.INFO,
            say("Last changes"),
            say("Working groups set to level 4, 14:31"),
            links=[("undo", say("Undo")), ("history", say("History"))],
        ),
        progress,
    )


def _stage(page):
    """Return an area with an undo message over it."""
    stage = QWidget()
    stage.setMinimumHeight(page.theme.px(150))
    message = UndoMessage(page.theme, page.say("Undo"), "Ctrl Z", stage)
    message.show_message(page.say("27 answers set to “Does not apply”"))
    message._timer.stop()  # noqa: SLF001 - a picture outlives eight seconds
    return stage


def question(theme, say):
    """Return the page that lies beside question.png."""
    page = Page(theme, say)
    layout = QHBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(_sidebar(theme, say))
    layout.addWidget(_question(page), 1)
    layout.addWidget(_beside(theme, say))
    return page


class _Side(Themed, QWidget):
    """A side column with its hairline."""

    def __init__(self, theme, ground, width, *, line_after):
        super().__init__()
        self._ground, self._line_after = ground, line_after
        self.follow(theme)
        self.setFixedWidth(theme.px(width))
        self.column = QVBoxLayout(self)
        self.column.setSpacing(theme.px(1))

    def paintEvent(self, _event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour(self._ground))
        after = self._line_after == (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
        x = self.width() - self.theme.edge if after else 0
        painter.fillRect(x, 0, self.theme.edge, self.height(), self.theme.colours.line)
        painter.end()


def _sidebar(theme, say):
    side = _Side(theme, "sidebar", 256, line_after=True)
    side.column.setContentsMargins(theme.px(13), theme.px(18), theme.px(14), theme.px(18))
    side.column.addWidget(
        PlainLabel(theme, say("Adriatic Mechatronics"), weight=Weight.STRONG).as_name()
    )
    side.column.addWidget(
        PlainLabel(theme, say("Self-assessment 2026"), TextStyle.CAPTION, colour="text2")
    )
    side.column.addSpacing(theme.px(10))
    side.column.addWidget(
        LineEdit(
            theme, say("Search"), placeholder=say("Search or jump to"), icon="search", key="Ctrl K"
        )
    )
    side.column.addSpacing(theme.px(8))
    entries = [
        ("Overview", "layout-dashboard", "", {}),
        ("Questions", "list-checks", "", {"count": say("29 of 31")}),
        ("Structure", "", "1", {"count": "4/4", "done": 1.0}),
        ("Governance", "", "2", {"count": "9/10", "done": 0.9}),
        ("Financing", "", "3", {"count": "0/2", "done": 0.0}),
        ("Strategy", "", "4", {"count": "11/12", "done": 11 / 12}),
        ("Recognition", "", "5", {"count": "3/3", "done": 1.0}),
        ("Evidence", "paperclip", "", {"count": "37"}),
        ("Results and gaps", "results", "", {"badge": say("7 gaps"), "short_badge": "7"}),
        ("Roadmap", "route", "", {"count": "8"}),
        ("Compare", "compare", "", {}),
        ("Report", "file-text", "", {}),
    ]
    for caption, icon, number, state in entries:
        item = SidebarItem(theme, say(caption), icon=icon, number=number, nested=bool(number))
        item.show_state(**state)
        item.show_current(current=caption == "Strategy")
        side.column.addWidget(item)
    side.column.addStretch(1)
    side.column.addWidget(Hairline(theme))
    row = QHBoxLayout()
    row.setSpacing(0)
    saved = SaveStateLabel(theme)
    saved.show_state(Saved.SAVED, say("Saved at 14:32"), say("On this computer only"))
    row.addWidget(saved, 1)
    row.addWidget(IconButton(theme, say("Help and keys"), "circle-question-mark", key="F1"))
    row.addWidget(IconButton(theme, say("Settings"), "settings"))
    side.column.addLayout(row)
    return side


LEVELS = (
    ("Not checked", "No targets, or targets that nobody follows."),
    ("Checked when a funder asks", "Figures are gathered for reports to ministries."),
    ("Checked once a year", "A yearly review compares results with the targets of the plan."),
    (
        "Checked at fixed dates, with target values",
        "At least twice a year; the board sees the figures and decides on them.",
    ),
    ("Steered by indicators", "As level 3, and plan and budget were changed because of them."),
)


def _question(page):
    theme, say = page.theme, page.say
    scroll = ScrollPage(theme, say("Question"))
    put = scroll.column.addWidget
    head = QHBoxLayout()
    crumb = Breadcrumb(theme, say("Where this question is"))
    crumb.show_steps([("4", say("4  Strategy, objectives, services"))], say("Question 22 of 31"))
    head.addWidget(crumb, 1)
    head.addWidget(IconButton(theme, say("Mark for later"), "flag"))
    head.addWidget(IconButton(theme, say("More"), "ellipsis"))
    scroll.column.addLayout(head)
    put(
        PlainLabel(
            theme,
            f"4.6\u2002{say('Performance monitoring of the management')}",
            TextStyle.LABEL,
            weight=Weight.STRONG,
            colour="accent",
        )
    )
    asked = say("How does the cluster organisation check whether it reaches its own targets?")
    put(Heading(theme, asked, TextStyle.QUESTION))
    put(
        PlainLabel(
            theme,
            say("Choose the highest level for which every statement holds today."),
            colour="text2",
        )
    )
    put(Gap(theme, 6))
    group = AnswerGroup(
        theme,
        asked,
        [
            AnswerOption(str(level), say(title), say(text), str(level))
            for level, (title, text) in enumerate(LEVELS)
        ],
    )
    group.set_threshold(
        "3", say("Gold threshold: level 3"), say("From here on meets the Gold threshold")
    )
    group.show_answer("1")
    page.ring(group.cards["1"])
    put(group)
    put(Gap(theme, 12))
    evidence = SectionHeader(theme, say("Evidence"), hint="2")
    evidence.add_control(Button(theme, say("Add file or link"), Kind.QUIET, icon="plus"))
    put(evidence)
    card = Card(theme, say("Evidence"), padding=12)
    row = QHBoxLayout()
    row.addWidget(
        PlainLabel(theme, say("Annual report 2025, page 14.pdf"), weight=Weight.MEDIUM).as_name(),
        1,
    )
    row.addWidget(StatePill(theme, State.SEEN, say("Seen on site")))
    card.body.addLayout(row)
    put(card)
    note = NoteField(theme, say("Notes"), hint=say("Printed in the report"))
    note.show_text(
        say(
            "The ministry report is the only date on which all figures are on one page. The "
            "office would like a half-yearly sheet for the board."
        )
    )
    put(note)
    scroll.set_foot(_foot(theme, say))
    return scroll


def _foot(theme, say):
    foot = Flow(theme, at_end=3)
    foot.put(
        Button(theme, say("Back"), icon="chevron-left"),
        Button(theme, say("Does not apply"), Kind.QUIET),
        Button(theme, say("Come back later"), Kind.QUIET, key="Ctrl M"),
        Button(theme, say("Next question"), Kind.PRIMARY, key="Enter"),
    )
    return foot


def _beside(theme, say):
    side = _Side(theme, "sunken", 324, line_after=False)
    margin = theme.px(24)
    side.column.setContentsMargins(margin, margin, margin, margin)
    side.column.setSpacing(theme.px(12))
    side.column.addWidget(Heading(theme, say("What this answer does"), TextStyle.H3))
    progress = ProgressRow(theme, say("4.6 Performance monitoring"))
    progress.show_progress(0.25, say("1 of 4"))
    side.column.addWidget(progress)
    side.column.addWidget(Hairline(theme))
    fold = Fold(theme, say("Guidance"), (say("Open"), say("Folded")), icon="book-open")
    fold.body.addWidget(
        PlainLabel(
            theme,
            say(
                "Monitoring means indicators with target values that the management reports on "
                "at fixed dates. A list of activities carried out is not monitoring."
            ),
            TextStyle.LABEL,
            colour="text2",
        )
    )
    side.column.addWidget(fold)
    side.column.addStretch(1)
    return side


def column_alone(theme, say):
    """Return the question without its side columns, as a small window shows it."""
    page = Page(theme, say)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(_question(page))
    return page


PAGES = {
    "states": (states, 1440, 980),
    "question": (question, 1440, 900),
    "column": (column_alone, 800, 560),
}
CONTRAST = QPalette()
for part, colour in (
    (QPalette.ColorRole.Window, "#000000"),
    (QPalette.ColorRole.WindowText, "#ffffff"),
    (QPalette.ColorRole.Highlight, "#1aebff"),
    (QPalette.ColorRole.HighlightedText, "#000000"),
):
    CONTRAST.setColor(part, QColor(colour))


def looks():
    """Return the name of each look with what makes it: theme, language, direction, zoom."""
    light, dark = Appearance.LIGHT, Appearance.DARK
    leftwards = Qt.LayoutDirection.RightToLeft
    rightwards = Qt.LayoutDirection.LeftToRight
    return {
        "light": (light, False, plainly, rightwards, 100),
        "dark": (dark, False, plainly, rightwards, 100),
        "contrast": (light, True, plainly, rightwards, 100),
        "zoom-200": (light, False, plainly, rightwards, 200),
        "mirrored": (light, False, plainly, leftwards, 100),
        "long": (light, False, at_length, rightwards, 100),
    }


def make_page(theme, name, look, size=None):
    """Return one page of the gallery in one look, laid out and shown."""
    appearance, contrast, say, direction, zoom = looks()[look]
    theme.set_reduced_motion(wanted=True)
    theme.set_high_contrast(wanted=contrast, system=CONTRAST)
    theme.set_appearance(appearance)
    theme.set_zoom(zoom)
    make, width, height = PAGES[name]
    if size is None:
        size = (width, height) if zoom == 100 else (width * 2, height * 2)
    page = make(theme, say)
    page.setLayoutDirection(direction)
    width, height = size
    page.resize(width, max(height, page.layout().heightForWidth(width)))
    page.show()
    settle(page)
    return page


def settle(page):
    """Let layouts and queued calls come to rest."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    page.layout().activate()


def main(arguments):
    """Paint every page in every look into a folder."""
    folder = Path(arguments[0] if arguments else "build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["gallery", "-style", STYLE])
    tell_screen_readers()
    theme = Theme()
    theme.dress(application)
    for name in PAGES:
        for look in looks():
            page = make_page(theme, name, look)
            target = folder / f"{name}-{look}.png"
            if not page.grab().save(str(target)):
                print(f"{target} could not be written.", file=sys.stderr)
                return 1
            print(target)
            page.close()
            page.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
