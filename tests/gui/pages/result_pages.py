"""What the tests of Overview, Results and Compare share: documents, and a page in a window."""

import re
from contextlib import contextmanager
from datetime import date
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication

from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.desk import Place
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession
from tests.gui import windows
from tests.gui.measuring import cut, overlapping

TINY = Path(__file__).parents[2] / "session" / "tiny.yaml"
SIZES = ((1440, 900), (800, 560))
SURVEY = """\
format: 1
set: {id: survey, edition: "1", language: en, title: A survey}
dimensions: []
indicators: []
sections:
  - id: "1"
    title: About you
    questions:
      - {id: q1, type: yes_no, text: "Are you a member?"}
      - {id: q2, type: text, text: "What do you miss?"}
"""
PLAIN = """\
format: 1
set: {id: plain, edition: "1", language: en, title: A set without labels, points: 8}
dimensions: [{id: "1", title: First}]
indicators:
  - id: "1.1"
    dimension: "1"
    title: Monitoring
    points: 4
    question:
      type: levels
      text: "How?"
      levels: [{title: Not, text: Never}, {title: Some, text: Now}, {title: Fixed, text: Twice}]
  - {id: "1.2", dimension: "1", title: Signing, points: 4, question: {type: yes_no, text: "Yes?"}}
"""


def document(folder, criteria="", answers=()):
    """Return a new document for a criteria set, the tiny one or that of a text."""
    source = TINY
    if criteria:
        name = "survey" if criteria is SURVEY else "plain"  # a set has the name of its file
        source = Path(folder) / f"{name}.yaml"
        source.write_text(criteria, encoding="utf-8")
    path = Path(folder) / "coast.excellence"
    with AssessmentSession.create(path, str(source), name="Coast", dated=date(2026, 6, 1)) as made:
        for key, answer in answers:
            made.change(edits.answer, key, answer)
        made.save()
    return path


@contextmanager
def shown_page(theme, folder, place, *, path=None, size=(1440, 900), language="en", change=True):
    """Show a page of a document, the practice cluster if none is named, and close it again."""
    path = path or windows.practice_copy(folder)
    window = windows.open_window(theme, path, folder, language=language, change=change)
    try:
        window.resize(*size)
        window.show()
        window.activateWindow()
        window.go(Place(*place.split("/")))
        windows.settle()
        yield window.page
    finally:
        windows.close_window(window)


def faults(theme, folder, place, **named):
    """Return what is cut or overlaps, large and small, in the long language and mirrored."""
    found = []
    app = QApplication.instance()
    for number, (language, mirrored) in enumerate(product(("en", "long"), (False, True))):
        own = folder / str(number)
        own.mkdir()
        windows.mirror(app, mirrored=mirrored)
        try:
            with shown_page(theme, own, place, language=language, **named) as page:
                for size in SIZES:
                    page.window().resize(*size)
                    windows.settle()
                    for scroll in page.findChildren(ScrollPage):
                        scroll.area.verticalScrollBar().setValue(0)
                    windows.settle()
                    where = f"{language} {size}{' mirrored' * mirrored}"
                    wrong = cut(page) + [one for one in overlapping(page) if not _beside(one)]
                    found += [f"{where} {fault}" for fault in wrong]
        finally:
            windows.mirror(app, mirrored=False)
    return found


def _beside(fault):
    """Tell whether two marks of a chart only share the pixel in which one ends."""
    return re.search(r"QRect\(\d+, \d+, 1, \d+\)$", fault) is not None
