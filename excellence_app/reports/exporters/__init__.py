"""One file per format: `render(report) -> bytes`.

What only one format needs is imported when a report is rendered, so that naming the formats
costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from excellence_app.reports.blocks import Report
from excellence_app.reports.exporters import docx, html, pdf


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: its name, the endings of its files, the usual one first, and how it is made."""

    form: str
    endings: tuple[str, ...]
    render: Callable[[Report], bytes]


EXPORTERS = (
    Exporter("pdf", (".pdf",), pdf.render),
    Exporter("docx", (".docx",), docx.render),
    Exporter("html", (".html", ".htm"), html.render),
)
