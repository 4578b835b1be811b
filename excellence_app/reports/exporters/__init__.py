"""One file per format: `render(report) -> bytes`."""

from collections.abc import Callable, Mapping

from excellence_app.reports.blocks import Report
from excellence_app.reports.exporters import pdf

# By the ending of the file's name.
EXPORTERS: Mapping[str, Callable[[Report], bytes]] = {"pdf": pdf.render}
