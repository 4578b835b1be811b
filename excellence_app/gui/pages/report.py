"""Report: the real pages as they will be printed, and the ways to hand them on."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.messages import N_, Message
from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.drop_down import DropDown, DropDownField
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.tick_boxes import CheckBox, RadioButton
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.painting import paint_hairline
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.choosing_files import place_to_save
from excellence_app.gui.parts.contents_list import ContentsList
from excellence_app.gui.parts.languages import named_languages
from excellence_app.gui.parts.page_view import ZOOMS, Fit, PageView
from excellence_app.gui.parts.pdf_pages import Chapter, PdfPages, PrintJob
from excellence_app.gui.theme import TextStyle, Theme, Themed
from excellence_app.language.catalogues import Words, available_languages
from excellence_app.session.session import AssessmentSession

_AFTER_THE_LAST_CHANGE = 300  # milliseconds
_SMALL = 820  # pixels of the design; pages side by side would be too small to read

FULL = "full"
KINDS = (
    (FULL, N_("Self-assessment"), N_("Result, gaps, roadmap, answers")),
    ("questionnaire", N_("Questionnaire"), N_("All questions, to be filled in by hand")),
    ("documents", N_("Documents to have ready"), N_("What to collect before a visit")),
)
FORMS = {  # form of the report, and what its file dialog says
    "pdf": (".pdf", N_("Save the report as PDF"), N_("PDF (*.pdf)")),
    "docx": (".docx", N_("Save the report as Word file"), N_("Word file (*.docx)")),
    "html": (".html", N_("Save the report as web page"), N_("Web page (*.html)")),
}


class Order(NamedTuple):
    """Which report: of which kind, in which language, with the roadmap to which label."""

    kind: str
    language: str
    target: str


def _made(session: AssessmentSession, own_language: str, order: Order, form: str) -> bytes:
    """Make a report; for a thread."""
    if order.language != own_language:
        from excellence_app.session.snapshot import in_language  # noqa: PLC0415 - seldom

        session = in_language(session, order.language)
    return session.report(
        Words(order.language), order.kind, form=form, target=order.target or None
    )


def _written(
    session: AssessmentSession, own_language: str, order: Order, form: str, path: Path
) -> Path:
    """Make a report and write it; for a thread."""
    session.write_file(path, _made(session, own_language, order, form))
    return path


class _Bar(Themed, QWidget):
    """The row above the pages."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self.row = Flow(theme, across=10, down=8, at_end=3)
        self._column.addWidget(self.row)
        self.follow(theme)
        self._set_lengths()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self._column.setContentsMargins(px(28), px(13), px(28), px(13))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colours.canvas)
        paint_hairline(painter, self.height() - self.theme.edge, 0, self.width(), self.theme)
        painter.end()


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
        self._print_job: PrintJob | None = None
        self.strip: MessageStrip | None = None
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
        self._strips = Column(theme, margins=(28, 12, 28, 12))
        self._strips.hide()
        self.body.addWidget(self._strips)
        self.view = PageView(theme, words.text("Pages of the report"))
        self.view.moved.connect(self._on_moved)
        self.view.zoomed.connect(self._on_zoomed)
        self.body.addWidget(self.view, 1)
        self._side = self._make_side()
        self._take_remembered()

    # what there is

    def _make_bar(self) -> QWidget:
        theme, words = self.desk.theme, self.words
        bar = _Bar(theme)
        heading = Heading(theme, words.text("Report"), TextStyle.H2)
        self.back = IconButton(theme, words.text("Pages before"), "chevron-left", key="Page Up")
        self.on = IconButton(theme, words.text("Next pages"), "chevron-right", key="Page Down")
        self.back.clicked.connect(partial(self._step, -1))
        self.on.clicked.connect(partial(self._step, 1))
        self.where = PlainLabel(theme, "", TextStyle.BODY, colour="text2").in_one_line()
        turning = Row(theme, spacing=6)
        turning.put(self.back, self.where, self.on)
        self.zoom = DropDown(theme, words.text("Size of the pages"), self._ways(), quiet=True)
        self.zoom.chosen.connect(self._on_way)
        self.pdf = Button(theme, words.text("Save as PDF"))
        self.pdf.clicked.connect(self.export_pdf)
        self.print_button = Button(
            theme, words.text("Print"), Kind.PRIMARY, icon="printer", key=words.text("Ctrl P")
        )
        self.print_button.clicked.connect(self.print)
        bar.row.put(heading, turning, self.zoom, self.pdf, self.print_button)
        self._bar = bar
        return bar

    def _ways(self) -> list[tuple[str, str]]:
        words = self.words
        return [
            (Fit.TWO.value, words.text("Two pages")),
            (Fit.ONE.value, words.text("One page")),
            (Fit.WIDTH.value, words.text("Page width")),
            *((str(zoom), words.text("{percentage}%", percentage=str(zoom))) for zoom in ZOOMS),
        ]

    def _make_side(self) -> QWidget:
        theme, words, document = self.desk.theme, self.words, self.desk.document
        side = Column(theme, spacing=8)
        side.put(Heading(theme, words.text("Kind of report"), TextStyle.H3))
        kinds = Column(theme, spacing=2)
        kinds.setAccessibleName(words.text("Kind of report"))
        self.kinds: dict[str, RadioButton] = {}
        for key, title, hint in KINDS:
            choice = RadioButton(theme, words.text(title), hint=words.text(hint))
            choice.clicked.connect(partial(self._on_kind, key))
            self.kinds[key] = choice
            kinds.put(choice)
        side.put(kinds, Gap(theme, 4), Hairline(theme), Gap(theme, 4))
        self._contents_head = SectionHeader(theme, words.text("Contents"))
        self.contents = ContentsList(theme, words.text("Contents"))
        self.contents.chosen.connect(self._on_chapter)
        side.put(self._contents_head, self.contents)
        side.put(Gap(theme, 4), Hairline(theme), Gap(theme, 4))
        labels = [(label.id, label.title) for label in document.criteria.labels]
        self.target = DropDownField(theme, words.text("Roadmap to the label"), labels)
        self.target.chosen.connect(self._on_target)
        self.target.setVisible(False)
        self.language = DropDownField(
            theme, words.text("Language"), named_languages(available_languages())
        )
        self.language.chosen.connect(self._on_language)
        self.grey = CheckBox(
            theme,
            words.text("Black and white"),
            hint=words.text("In this preview and on paper. Shapes and words say the same."),
        )
        self.grey.clicked.connect(self._on_grey)
        side.put(self.target, self.language, Gap(theme, 2), self.grey)
        self.warnings = Column(theme)
        self.warnings.hide()
        side.put(self.warnings)
        side.put(Gap(theme, 4), Hairline(theme), Gap(theme, 4))
        side.put(Heading(theme, words.text("Other forms"), TextStyle.H3))
        self.word = Button(theme, words.text("Word file…"))
        self.word.clicked.connect(self.export_word)
        self.web = Button(theme, words.text("Web page…"))
        self.web.clicked.connect(self.export_web)
        forms = Flow(theme)
        forms.put(self.word, self.web)
        side.put(forms)
        side.put(
            PlainLabel(
                theme,
                words.text(
                    "The web page is one file for any browser and the form that screen readers "
                    "read best."
                ),
                TextStyle.CAPTION,
                colour="text2",
            )
        )
        side.stretch()
        return side

    def _take_remembered(self) -> None:
        kept = self.desk.remembered("report")
        known: Mapping[str, object] = kept if isinstance(kept, dict) else {}
        document = self.desk.document
        kind, language = known.get("kind"), known.get("language")
        target, way = known.get("target"), known.get("way")
        self.kinds[kind if isinstance(kind, str) and kind in self.kinds else FULL].setChecked(True)
        spoken = available_languages()
        own = self.words.language if self.words.language in spoken else spoken[0]
        self.language.list.show_entry(
            language if isinstance(language, str) and language in spoken else own
        )
        labels = document.criteria.label_by_id
        self._chosen_target = target if isinstance(target, str) and target in labels else ""
        self.grey.setChecked(known.get("grey") is True)
        self.view.show_grey(grey=self.grey.isChecked())
        ways = {key for key, _ in self._ways()}
        self._chosen_way = way if isinstance(way, str) and way in ways else ""
        self._show_way()

    def _remember(self) -> None:
        self.desk.remember(
            report={
                "kind": self.order.kind,
                "language": self.order.language,
                "target": self._chosen_target,
                "grey": self.grey.isChecked(),
                "way": self._chosen_way,
            }
        )

    @property
    def order(self) -> Order:
        """The report that is asked for."""
        kind = next((key for key, one in self.kinds.items() if one.isChecked()), FULL)
        target = self._chosen_target if kind == FULL else ""
        return Order(kind, self.language.list.entry or self.words.language, target)

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
        self.target.setVisible(several and self.order.kind == FULL)
        if several:
            self.target.list.show_entry(self._chosen_target or document.target)
        self._show_warnings()
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
            "pages", partial(_made, session, self.words.language, self.order, "pdf")
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
        self._clear_strip()
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
        self._clear_strip()
        first, *rest = [self.words.say(sentence) for sentence in sentences] or [""]
        strip = MessageStrip(
            self.desk.theme,
            Tone.ERROR,
            first,
            " ".join(rest),
            actions=(("again", self.words.text("Try again")),),
        )
        strip.pressed.connect(self._on_again)
        self._strips.put(strip)
        self._strips.show()
        self.strip = strip
        strip.announce()

    def _clear_strip(self) -> None:
        strip, self.strip = self.strip, None
        if strip is not None:
            self._strips.box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self._strips.hide()

    @Slot(str)
    def _on_again(self, _action: str) -> None:
        self._clear_strip()
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
        self.target.setVisible(several and self.order.kind == FULL)
        self._show_warnings()
        self._ask_anew()

    @Slot(str)
    def _on_target(self, label: str) -> None:
        self._chosen_target = "" if label == self.desk.document.target else label
        self._ask_anew()

    @Slot(str)
    def _on_language(self, _language: str) -> None:
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
        from excellence_app.session.checking import report_warnings  # noqa: PLC0415 - not at start

        warnings = report_warnings(self.desk.document.shown) if self.order.kind == FULL else ()
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
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._suggested(".pdf").stem)
        if self.grey.isChecked():
            printer.setColorMode(QPrinter.ColorMode.GrayScale)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.words.text("Print the report"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if self.pages is not None:
            dialog.setMinMax(1, max(1, self.pages.count))
        wanted = dialog.exec()
        dialog.deleteLater()
        if wanted:
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the pages that are shown, as fine as paper shows them."""
        if self.pages is None or self._print_job is not None:
            return
        grey = printer.colorMode() is QPrinter.ColorMode.GrayScale
        job = PrintJob(self.pages, printer, self, grey=grey)
        job.finished.connect(self._on_printed)
        self._print_job = job
        job.start()

    @property
    def is_printing(self) -> bool:
        """Whether pages are still on their way to the printer."""
        return self._print_job is not None

    @Slot(bool)
    def _on_printed(self, done: bool) -> None:  # noqa: FBT001 - Qt's own signal
        job, self._print_job = self._print_job, None
        if job is not None:
            job.deleteLater()
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
        suffix, title, kind = FORMS[form]
        words = self.words
        path = place_to_save(self, words.text(title), self._suggested(suffix), words.text(kind))
        if path is not None:
            self.write(form, path)

    def write(self, form: str, path: Path) -> None:
        """Make the report in a form and write it to a file."""
        from excellence_app.session.snapshot import snapshot  # noqa: PLC0415 - when it is needed

        self._clear_strip()
        self._again = partial(self._export, form)
        self.desk.remember(report_folder=str(path.parent))
        session = snapshot(self.desk.document.session)
        self._background.ask(
            f"write {form}",
            partial(_written, session, self.words.language, self.order, form, path),
        )

    def _suggested(self, suffix: str) -> Path:
        """Return a name for the file, in the folder where the last report went."""
        from excellence_app.session.starting import suggested_path  # noqa: PLC0415 - seldom

        document = self.desk.document
        kept = self.desk.remembered("report_folder")
        folder = Path(kept) if isinstance(kept, str) else document.session.path.parent
        if not folder.is_dir():
            folder = document.session.path.parent
        name = document.assessment.profile.name.strip() or document.session.path.stem
        kind = next(words for key, words, _ in KINDS if key == self.order.kind)
        parts = [name, Words(self.order.language).text(kind).lower()]
        if document.assessment.dated is not None:
            parts.append(document.assessment.dated.isoformat())
        return folder / f"{suggested_path(' '.join(parts), folder).stem}{suffix}"
