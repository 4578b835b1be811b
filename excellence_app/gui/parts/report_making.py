"""Which report is wanted, and how it is made in a thread."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from excellence_app.domain.messages import N_
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.choosing_files import place_to_save
from excellence_app.language.catalogues import Words
from excellence_app.reports.choices import AS_USUAL, Choices
from excellence_app.session.session import AssessmentSession

FULL = "full"
KINDS = (
    (FULL, N_("Self-assessment"), N_("Result, gaps, roadmap, answers")),
    (
        "recommendation",
        N_("Preparatory recommendation"),
        N_("Result, gaps and what to do next"),
    ),
    ("roadmap", N_("Roadmap on one page"), N_("The actions, and where they lead")),
    ("answers", N_("Answers only"), N_("What was entered, without scores")),
    ("questionnaire", N_("Questionnaire"), N_("All questions, to be filled in by hand")),
    ("documents", N_("Documents to have ready"), N_("What to collect before a visit")),
    ("handbook", N_("Handbook"), N_("The whole criteria set as a book")),
)
SURVEY_KINDS = (  # of a set that has no score
    ("answers", N_("Answers"), N_("What was entered")),
    ("questionnaire", N_("Questionnaire"), N_("All questions, to be filled in by hand")),
)
WITH_ROADMAP = frozenset({FULL, "recommendation", "roadmap"})
FORMS = {  # form of the report, and what its file dialog says
    "pdf": (".pdf", N_("Save the report as PDF"), N_("PDF (*.pdf)")),
    "docx": (".docx", N_("Save the report as Word file"), N_("Word file (*.docx)")),
    "html": (".html", N_("Save the report as web page"), N_("Web page (*.html)")),
    "csv": (".csv", N_("Save the figures as CSV"), N_("Table for spreadsheets (*.csv)")),
}


class Order(NamedTuple):
    """Which report: of which kind, in which language, with the roadmap to which label.

    And with which chapters and details; the preview takes the colours away by itself.
    """

    kind: str
    language: str
    target: str
    choices: Choices = AS_USUAL
    logo: bytes | None = None


def suggested_file(desk: Desk, order: Order, suffix: str) -> Path:
    """Return a name for the file of a report, in the folder where the last one went."""
    from excellence_app.session.starting import suggested_path  # noqa: PLC0415 - seldom needed, and every start does without it

    document = desk.document
    kept = desk.remembered("report_folder")
    folder = Path(kept) if isinstance(kept, str) else document.session.path.parent
    if not folder.is_dir():
        folder = document.session.path.parent
    name = document.assessment.profile.name.strip() or document.session.path.stem
    kind = next(words for key, words, _ in KINDS if key == order.kind)
    parts = [name, Words(order.language).text(kind).lower()]
    if document.assessment.dated is not None:
        parts.append(document.assessment.dated.isoformat())
    return folder / f"{suggested_path(' '.join(parts), folder).stem}{suffix}"


def place_of_file(
    page: QWidget, words: Words, form: str, suggested: Callable[[str], Path]
) -> Path | None:
    """Ask where a file of a form goes; none if the person thought better of it.

    `suggested` makes the path that is offered, from the ending of its name.
    """
    suffix, title, kind = FORMS[form]
    return place_to_save(page, words.text(title), suggested(suffix), words.text(kind))


def made(session: AssessmentSession, own_language: str, order: Order, form: str) -> bytes:
    """Make a report; for a thread."""
    if order.language != own_language:
        from excellence_app.session.snapshot import in_language  # noqa: PLC0415 - seldom needed, and every start does without it

        session = in_language(session, order.language)
    return session.report(
        Words(order.language),
        order.kind,
        form=form,
        target=order.target or None,
        choices=order.choices,
        logo=order.logo,
    )


def written(
    session: AssessmentSession, own_language: str, order: Order, form: str, path: Path
) -> Path:
    """Make a report and write it; for a thread."""
    session.write_file(path, made(session, own_language, order, form))
    return path
