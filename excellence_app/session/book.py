"""The papers about a criteria set alone, without any document: its handbook, its questionnaire."""

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.engine.scoring import evaluate
from excellence_app.language.catalogues import Words
from excellence_app.reports import assembly
from excellence_app.reports.choices import OF_THE_SET, Choices
from excellence_app.session.entered import refuse
from excellence_app.session.named import reference_to
from excellence_app.session.report_choices import kind_for


def paper_on_set(
    criteria: CriteriaSet,
    words: Words,
    kind: str = "handbook",
    *,
    form: str = "pdf",
    choices: Choices | None = None,
) -> bytes:
    """Return a paper that says the same whatever was answered; raises `Refused` for other kinds.

    `form` is "pdf", "docx" or "html".
    """
    from excellence_app.reports.exporters import EXPORTERS  # noqa: PLC0415 - slow, not always needed

    wanted = kind_for(criteria, kind)
    if wanted not in OF_THE_SET:
        refuse(
            N_(
                'A report of the kind "{kind}" is about a document, and this is a criteria set; '
                "of a set there are {known}."
            ),
            kind=kind,
            known=", ".join(sorted(one.value for one in OF_THE_SET)),
        )
    blank = Assessment(reference_to(criteria))
    context = assembly.ReportContext(
        criteria=criteria,
        assessment=blank,
        scorecard=evaluate(criteria, blank),
        words=words,
        kind=wanted,
        choices=assembly.Choices() if choices is None else choices,
    )
    render = {exporter.form: exporter.render for exporter in EXPORTERS}[form]
    return render(assembly.assemble(context))
