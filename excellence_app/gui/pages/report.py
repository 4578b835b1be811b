"""Report: the real pages as they will be printed, and the ways to hand them on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.messages import N_, Message
from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.page_view import Fit, PageView
from excellence_app.gui.parts.pdf_pages import Chapter, PdfPages
from excellence_app.gui.parts.report_bar import ReportBar, ways_of
from excellence_app.gui.parts.report_making import (
    WITH_ROADMAP,
    Order,
    made,
    place_of_file,
    suggested_file,
    written,
)
from excellence_app.gui.parts.report_printing import ReportPrinting
from excellence_app.gui.parts.report_side import ReportSide
from excellence_app.gui.parts.trouble_strip import TroubleStrip
from excellence_app.gui.theme import TextStyle
from excellence_app.language.catalogues import available_languages

_AFTER_THE_LAST_CHANGE = 300  # milliseconds
_SMALL = 820  # pixels of the design; pages side by side would be too small to read


class ReportPage(Page):
    """Shows the report as it is now; a newer one replaces it as soon as it is made."""

    key = "report"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, self.words
        self.pages: PdfPages | None = None
        self.chapters: list[Chapter] = []
        self._shown: Order | None = None
        self._fresh = False
        self._after: Callable[[], None] | None = None  # what waits for the pages
        self._printing = ReportPrinting(self.words, self)
        self._printing.printed.connect(self._on_printed)
        self._again: Callable[[], None] = self._make
        self.warned: tuple[str, ...] = ()
        self._background = Background(self)
        self._background.done.connect(self._on_done)
        self._background.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_THE_LAST_CHANGE)
        self._timer.timeout.connect(self._make)
        self.body.addWidget(self._make_bar())
        self._trouble = TroubleStrip(theme, words, margins=(28, 12, 28, 12))
        self._trouble.pressed.connect(self._on_again)
        self.body.addWidget(self._trouble)
        self.left_out = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._left_out = Column(theme, margins=(28, 8, 28, 8))
        self._left_out.put(self.left_out)
        self._left_out.hide()
        self.body.addWidget(self._left_out)
        self.view = PageView(theme, words.text("Pages of the report"))
        self.view.moved.connect(self._on_moved)
        self.view.zoomed.connect(self._on_zoomed)
        self.body.addWidget(self.view, 1)
        self._side = self._make_side()
        self._take_remembered()

    # what there is

    def _make_bar(self) -> QWidget:
        bar = ReportBar(self.desk.theme, self.words)
        self.back, self.on, self.where, self.zoom = bar.back, bar.on, bar.where, bar.zoom
        self.pdf, self.word, self.web = bar.pdf, bar.word, bar.web
        self.print_button = bar.print_button
        self.back.clicked.connect(partial(self._step, -1))
        self.on.clicked.connect(partial(self._step, 1))
        self.zoom.chosen.connect(self._on_way)
        self.pdf.clicked.connect(self.export_pdf)
        self.word.clicked.connect(self.export_word)
        self.web.clicked.connect(self.export_web)
        self.print_button.clicked.connect(self.print)
        return bar

    def _make_side(self) -> QWidget:
        side = ReportSide(self.desk)
        self.kinds, self.parts, self.contents = side.kinds, side.parts, side.contents
        self.target, self.language, self.grey = side.target, side.language, side.grey
        self.logo, self.warnings, self._contents_head = (
            side.logo,
            side.warnings,
            side.contents_head,
        )
        for key, choice in self.kinds.items():
            choice.clicked.connect(partial(self._on_kind, key))
        self.parts.changed.connect(self._on_parts)
        self.contents.chosen.connect(self._on_chapter)
        self.target.chosen.connect(self._on_target)
        self.language.chosen.connect(self._on_language)
        self.grey.clicked.connect(self._on_grey)
        return side

    def _take_remembered(self) -> None:
        kept = self.desk.remembered("report")
        known: Mapping[str, object] = kept if isinstance(kept, dict) else {}
        document = self.desk.document
        kind, language = known.get("kind"), known.get("language")
        target, way = known.get("target"), known.get("way")
        wanted = kind if isinstance(kind, str) and kind in self.kinds else self._usual_kind
        self.kinds[wanted].setChecked(True)
        self.parts.take(known.get("parts"))
        self.parts.show_kind(self._kind)
        self.logo.setVisible(self._is_of_the_cluster)
        spoken = available_languages()
        own = self.words.language if self.words.language in spoken else spoken[0]
        known_one = isinstance(language, str) and language in spoken
        self._chosen_language = str(language) if known_one else ""
        self.language.list.show_entry(self._chosen_language or own)
        labels = document.criteria.label_by_id
        self._chosen_target = target if isinstance(target, str) and target in labels else ""
        self.grey.setChecked(known.get("grey") is True)
        self.view.show_grey(grey=self.grey.isChecked())
        ways = {key for key, _ in ways_of(self.words)}
        self._chosen_way = way if isinstance(way, str) and way in ways else ""
        self._show_way()

    def _remember(self) -> None:
        self.desk.remember(
            report={
                "kind": self.order.kind,
                "language": self._chosen_language,
                "target": self._chosen_target,
                "grey": self.grey.isChecked(),
                "way": self._chosen_way,
                "parts": dict(self.parts.kept),
            }
        )

    @property
    def order(self) -> Order:
        """The report that is asked for."""
        kind = self._kind
        target = self._chosen_target if kind in WITH_ROADMAP else ""
        language = self.language.list.entry or self.words.language
        logo = self.logo.data if self._is_of_the_cluster else None
        return Order(kind, language, target, self.parts.choices, logo)

    @property
    def _is_of_the_cluster(self) -> bool:
        """Whether the report prints what was entered, unlike a form to be filled in."""
        from excellence_app.session.report_choices import has_details  # noqa: PLC0415 - a start does without it

        return has_details(self._kind)

    @property
    def _kind(self) -> str:
        checked = (key for key, one in self.kinds.items() if one.isChecked())
        return next(checked, self._usual_kind)

    @property
    def _usual_kind(self) -> str:
        return next(iter(self.kinds))

    @property
    def is_ready(self) -> bool:
        """Whether the pages that are shown are those of the assessment as it is now."""
        return self._fresh and not self._background.is_busy()

    # the frame

    def title(self) -> str:
        """Return the name of the page."""
        return self.words.text("Report")

    def side(self) -> QWidget:
        """Return the options."""
        return self._side

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether a change is one of the logo, which is chosen here."""
        return not touched.answers and touched.fields == {"logo"}

    def take_focus(self) -> None:
        """Put the focus on the pages."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return the ways to hand the report on."""
        return {
            "print": self.print,
            "export_pdf": self.export_pdf,
            "export_word": self.export_word,
            "export_web": self.export_web,
        }

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show the warnings at once and newer pages as soon as they are made."""
        document = self.desk.document
        several = len(document.criteria.labels) > 0
        self.target.setVisible(several and self._kind in WITH_ROADMAP)
        if several:
            self.target.list.show_entry(self._chosen_target or document.target)
        self.logo.refresh()
        from excellence_app.reports.choices import names_declined  # noqa: PLC0415 - a start does without it

        self.parts.show_declined(declined=names_declined(document.criteria, document.assessment))
        self._show_warnings()
        self._show_left_out()
        self._fresh = False
        if self.pages is None or touched is None:
            self._make()
        else:
            self._timer.start()

    def may_leave(self) -> bool:
        """Make no pages that nobody looks at."""
        self._timer.stop()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one page where two would be too small."""
        super().resizeEvent(event)
        self._show_way()

    # the pages

    @Slot()
    def _make(self) -> None:
        from excellence_app.session.snapshot import snapshot  # noqa: PLC0415 - when it is needed

        self._timer.stop()
        self._shown = self.order
        self.view.show_note(
            self.words.text("Being made")
            if self.pages is None
            else self.words.text("Being made anew")
        )
        session = snapshot(self.desk.document.session)
        self._background.ask(
            "pages", partial(made, session, self.words.language, self.order, "pdf")
        )

    @Slot(str, object)
    def _on_done(self, key: str, result: object) -> None:
        if key == "pages" and isinstance(result, bytes):
            self._show_pages(result)
        elif isinstance(result, Path):
            text = self.words.text("Report saved as {file}.", file=result.name)
            self.desk.say(text, can_undo=False)

    def _show_pages(self, data: bytes) -> None:
        if self._background.is_busy("pages"):
            return  # newer ones are on their way
        self._trouble.clear()
        self._fresh = True
        self.pages = PdfPages(data)
        self.chapters = [one for one in self.pages.chapters() if not one.level]
        self.view.show_note("")
        self.view.show_pages(self.pages)
        self.contents.show_entries([self._entry(chapter) for chapter in self.chapters])
        self._contents_head.setVisible(bool(self.chapters))
        self._on_moved()
        after, self._after = self._after, None
        if after is not None:
            after()

    def _entry(self, chapter: Chapter) -> tuple[str, str, str, bool]:
        number = str(chapter.page + 1)
        spoken = self.words.text("Page {number}", number=number)
        return chapter.title, number, spoken, chapter.level > 0

    @Slot(str, object)
    def _on_failed(self, key: str, sentences: Sequence[Message]) -> None:
        if key == "pages":
            self.view.show_note("")
            self._after = None
        self._show_trouble(sentences)

    def _show_trouble(self, sentences: Sequence[Message]) -> None:
        self._trouble.show_trouble(sentences, again=True)

    @property
    def strip(self) -> MessageStrip | None:
        """The message over the pages."""
        return self._trouble.strip

    @Slot(str)
    def _on_again(self, _action: str) -> None:
        self._trouble.clear()
        self._again()

    @Slot()
    def _on_moved(self) -> None:
        words, count = self.words, self.view.count
        first, last = self.view.pages_in_view
        if not count:
            text = ""
        elif first == last:
            text = words.text("{page} of {count}", page=first + 1, count=count)
        else:
            text = words.text(
                "{first} and {last} of {count}", first=first + 1, last=last + 1, count=count
            )
        self.where.setText(text)
        spoken = words.text("Page {where}", where=text) if text else ""
        self.view.tell(spoken)
        current = -1
        for number, chapter in enumerate(self.chapters):
            if chapter.page <= self.view.first_page:
                current = number
        starts_here = [
            n for n, one in enumerate(self.chapters) if one.page == self.view.first_page
        ]
        self.contents.show_current(starts_here[0] if starts_here else current)

    def _step(self, rows: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        self.view.step(rows)
        announce(self.view, self.where.text())

    @Slot(int)
    def _on_chapter(self, place: int) -> None:
        chapter = self.chapters[place]
        self.view.go_to(chapter.page, chapter.down)
        self.contents.show_current(place)

    # how they are shown

    def _show_way(self) -> None:
        small = self.view.width() < self.desk.theme.px(_SMALL)
        way = self._chosen_way or (Fit.WIDTH.value if small else Fit.TWO.value)
        self.view.show_way(way)
        self.zoom.show_entry(way)

    @Slot(str)
    def _on_way(self, way: str) -> None:
        self._chosen_way = way
        self._remember()
        self._show_way()
        self._on_moved()

    @Slot(str)
    def _on_zoomed(self, way: str) -> None:
        self._chosen_way = way
        self.zoom.show_entry(way)
        self._remember()
        self._on_moved()

    # what is made

    def _on_kind(self, _kind: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        several = len(self.desk.document.criteria.labels) > 0
        self.target.setVisible(several and self._kind in WITH_ROADMAP)
        self.parts.show_kind(self._kind)
        self.logo.setVisible(self._is_of_the_cluster)
        self._show_warnings()
        self._show_left_out()
        self._ask_anew()

    @Slot()
    def _on_parts(self) -> None:
        self._show_left_out()
        self._ask_anew()

    def _show_left_out(self) -> None:
        """Say above the pages what they lack, so that nobody hands on less than was meant."""
        from excellence_app.session.report_choices import about_names, left_out  # noqa: PLC0415 - a start does without it

        shown, choices = self.desk.document, self.parts.choices
        parts = (
            about_names(self.words, shown.criteria, shown.assessment, self._kind, choices),
            left_out(self.words, self._kind, choices),
        )
        text = " ".join(part for part in parts if part)
        self.left_out.setText(text)
        self._left_out.setVisible(bool(text))

    @Slot(str)
    def _on_target(self, label: str) -> None:
        self._chosen_target = "" if label == self.desk.document.target else label
        self._ask_anew()

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self._chosen_language = "" if language == self.words.language else language
        self._ask_anew()

    def _ask_anew(self) -> None:
        self._remember()
        if self.order != self._shown:
            self._fresh = False
            self._make()

    @Slot(bool)
    def _on_grey(self, grey: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.view.show_grey(grey=grey)
        self._remember()

    def _show_warnings(self) -> None:
        from excellence_app.session.checking import report_warnings  # noqa: PLC0415 - a start does without it

        warnings = report_warnings(self.desk.document.shown) if self._is_of_the_cluster else ()
        if warnings == self.warned:
            return
        self.warned = warnings
        for strip in self.warnings.findChildren(MessageStrip):
            self.warnings.box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        if warnings:
            strip = MessageStrip(
                self.desk.theme,
                Tone.GAP,
                self.words.text("Not complete yet"),
                " ".join(warnings),
                links=(("check", self.words.text("Check answers")),),
                tall=True,
            )
            strip.pressed.connect(self._on_warning)
            self.warnings.put(strip)
        self.warnings.setVisible(bool(warnings))

    @Slot(str)
    def _on_warning(self, page: str) -> None:
        self.desk.go(page)

    # handing it on

    @Slot()
    def print(self) -> None:
        """Ask for the printer and print the pages."""
        if not self.is_ready:
            self._after = self.print
            if not self._background.is_busy("pages"):
                self._make()
            return
        if self.pages is not None:
            name = suggested_file(self.desk, self.order, ".pdf").stem
            self._printing.ask(self.pages, name, grey=self.grey.isChecked())

    def print_to(self, printer: QPrinter) -> None:
        """Print the pages that are shown."""
        if self.pages is not None:
            self._printing.print_to(self.pages, printer)

    @property
    def is_printing(self) -> bool:
        """Whether pages are still on their way to the printer."""
        return self._printing.is_busy

    @Slot(bool)
    def _on_printed(self, done: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if done:
            self.desk.say(self.words.text("The report has gone to the printer."), can_undo=False)
            return
        self._again = self.print
        self._show_trouble(
            (
                Message(N_("The printer took no pages.")),
                Message(N_("Please check that it is switched on, or save the report as PDF.")),
            )
        )

    @Slot()
    def export_pdf(self) -> None:
        """Save the report as PDF."""
        self._export("pdf")

    @Slot()
    def export_word(self) -> None:
        """Save the report as a file for word processors."""
        self._export("docx")

    @Slot()
    def export_web(self) -> None:
        """Save the report as one file for a browser."""
        self._export("html")

    def _export(self, form: str) -> None:
        suggested = partial(suggested_file, self.desk, self.order)
        path = place_of_file(self, self.words, form, suggested)
        if path is not None:
            self.write(form, path)

    def write(self, form: str, path: Path) -> None:
        """Make the report in a form and write it to a file."""
        from excellence_app.session.snapshot import snapshot  # noqa: PLC0415 - when it is needed

        self._trouble.clear()
        self._again = partial(self._export, form)
        self.desk.remember(report_folder=str(path.parent))
        session = snapshot(self.desk.document.session)
        choices = replace(self.order.choices, colour=not self.grey.isChecked())
        order = self.order._replace(choices=choices)
        self._background.ask(
            f"write {form}",
            partial(written, session, self.words.language, order, form, path),
        )
