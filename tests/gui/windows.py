"""Windows on a copy of the practice cluster, for tests and for pictures."""

import shutil
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from excellence_app.gui.accessibility import tell_screen_readers
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.document import AssessmentDocument
from excellence_app.gui.main_window import MainWindow
from excellence_app.gui.parts.background import Background
from excellence_app.gui.theme import Appearance, Theme
from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.session import edits, entry_edits, roadmap_edits
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.settings import SettingsStore

PRACTICE = "practice/adriatic-mechatronics.excellence"


class LongWords(Words):
    """The test language: longer, accented, in brackets."""

    def text(self, source, /, **values):
        """Return the sentence at greater length; placeholders and access keys stay readable."""
        return _lengthened(super().text(source, **values))

    def plural(self, one, many, count, /, **values):
        """Return the form at greater length."""
        return _lengthened(super().plural(one, many, count, **values))


_ACCENTED = str.maketrans("aeiouAEIOUcnsy", "áéïôüÀÊÎÖÛçñšý")


def _lengthened(text):
    if not any(letter.isalpha() for letter in text):
        return text
    words = text.replace("&", "").translate(_ACCENTED).split()
    share = 2.0 if len(text) <= 10 else 1.0 if len(text) <= 20 else 0.4
    more = (words * 3)[: max(1, round(len(words) * share))]
    return f"[{text.translate(_ACCENTED)} {' '.join(more)}]"


def words_in(language):
    """Return the words of a language, "long" for the test language."""
    return LongWords(typeset=True) if language == "long" else Words(language, typeset=True)


def practice_copy(folder):
    """Return a copy of the practice cluster that may be changed."""
    source = resources_folder() / PRACTICE
    target = Path(folder) / source.name
    shutil.copyfile(source, target)
    target.chmod(0o600)
    return target


def open_window(theme, path, folder, *, language="en", wanted=None, change=True):
    """Return a window on the document at `path`, not shown; settings lie in `folder`."""
    words = words_in(language)
    document = AssessmentDocument(words)
    session = (
        AssessmentSession.open(
            path,
            change=change,
            in_background=change,
            on_change=document.ring,
            language=words.language,
        )
        if change
        else AssessmentSession.open(path, language=words.language)
    )
    document.show(session)
    desk = Desk(theme, words, SettingsStore(Path(folder) / "settings.json"), document)
    window = MainWindow(desk, wanted or {})
    document.setParent(window)
    return window


def start_window(theme, folder, *, language="en", wanted=None):
    """Return a window without a document."""
    words = words_in(language)
    desk = Desk(theme, words, SettingsStore(Path(folder) / "settings.json"))
    return MainWindow(desk, wanted or {})


def close_window(window):
    """Close a window and its document, and let nothing of it stay."""
    if window.desk.has_document:
        if window.page is not None:
            window.page.may_leave()
        window.desk.document.close()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def application():
    """Return the application of a program that takes pictures."""
    return QApplication.instance() or QApplication(["excellence"])


def settle():
    """Let layouts and paintings that wait be done."""
    for _ in range(4):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents()


def finish(window, patience=20.0):
    """Let what is done beside the window come to its end, and be painted."""
    settle()
    give_up = time.monotonic() + patience
    while any(one.is_busy() for one in window.findChildren(Background)) or _waits(window):
        if time.monotonic() > give_up:
            raise TimeoutError(f"{window.here} is not done")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    settle()


def _waits(window):
    return any(timer.isActive() and timer.isSingleShot() for timer in window.findChildren(QTimer))


def picture(window, place, size, file):
    """Save a picture of a place of a window in a size."""
    window.resize(*size)
    window.go(Place(*place) if isinstance(place, tuple) else Place(place))
    window.show()
    finish(window)
    window.grab().save(str(file))


def new_theme(app, *, dark=False, zoom=100):
    """Return a theme without motion that the application wears."""
    tell_screen_readers()
    theme = Theme()
    theme.set_reduced_motion(wanted=True)
    theme.set_appearance(Appearance.DARK if dark else Appearance.LIGHT)
    theme.set_zoom(zoom)
    theme.dress(app)
    return theme


def mirror(app, *, mirrored):
    """Let the application be read from right to left, or not."""
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    )


PLACES = [
    ("overview",),
    ("questions", "4.1.6"),
    ("questions", "1.1.0"),
    ("questions", "3.2"),
    ("evidence",),
    ("results",),
    ("roadmap",),
    ("compare",),
    ("report",),
    ("profile",),
    ("labels",),
    ("thresholds_own",),
    ("check",),
    ("history",),
    ("versions",),
    ("conflicts",),
    ("settings",),
    ("help", "keys"),
    ("help", "glossary"),
    ("help", "labels"),
    ("about",),
]
START_PLACES = [
    ("start",),
    ("start", "practice"),
    ("new",),
    ("new", "escp-4i-progress"),
    ("practice", "escp-4i"),
    ("tally",),
]
IN_SURVEY = "survey"  # before a place, in a list of places of several documents
SURVEY = "practice/escp-4i/ring-loop.excellence"
SURVEY_PLACES = [  # a document without a score
    ("overview",),
    ("questions", "A.1"),
    ("questions", "A.2"),
    ("questions", "A.3"),
    ("questions", "C.1"),
    ("questions", "D.3"),
    ("questions", "D.4"),
    ("questions", "D.4[1]/kind"),
    ("questions", "D.4[2]/country"),
    ("questions", "H.1"),
    ("check",),
    ("evidence",),
    ("report",),
    ("tally",),
    ("profile",),
    ("history",),
    ("versions",),
    ("conflicts",),
    ("help", "keys"),
]


def survey_copy(folder):
    """Return a copy of a practice survey in which some things are open."""
    source = resources_folder() / SURVEY
    path = Path(folder) / source.name
    shutil.copyfile(source, path)
    path.chmod(0o600)
    with AssessmentSession.open(path, change=True) as session:
        session.change(entry_edits.add_entry, "D.4")
        session.change(edits.clear_answer, "G.3")
        session.change(edits.mark_later, "A.4", later=True)
        session.save()
    return path


def filled_copy(folder):
    """Return a copy of the practice cluster in which there is something of everything."""
    path = practice_copy(folder)
    with AssessmentSession.open(path, change=True) as session:
        if not session.assessment.roadmap:
            session.change(roadmap_edits.plan_gaps, "gold")
        first, second, *_ = session.assessment.roadmap
        session.change(roadmap_edits.change_action, first.id, effort=2, due=date(2027, 3, 31))
        session.change(roadmap_edits.change_action, second.id, note="Ask the board in January.")
        session.change(edits.mark_later, "4.1.6", later=True)
        session.change(
            edits.adjust, "4.1.6", "gold", level=2, source="Invented text, page 3", who="Tester"
        )
        session.save()
    return path
