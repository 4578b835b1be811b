"""What the tests of the quiet pages share: a page in a window, and whether it stands."""

from contextlib import contextmanager

from PySide6.QtWidgets import QRadioButton

from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.desk import Place
from tests.gui import windows
from tests.gui.measuring import cut, overlapping

SIZES = ((1440, 900), (800, 560))


@contextmanager
def shown_page(  # noqa: PLR0913 - each stands for itself
    theme, folder, place, *, size=(1440, 900), language="en", change=True, bare=False, path=None
):
    """Show a page in a window of its own and close it afterwards.

    The document is at `path`, a copy of the practice cluster's if none is given.
    """
    if bare:
        window = windows.start_window(theme, folder, language=language)
    else:
        path = path or windows.practice_copy(folder)
        window = windows.open_window(theme, path, folder, language=language, change=change)
    try:
        window.resize(*size)
        window.go(Place(*place.split("/")))
        window.show()
        window.activateWindow()
        windows.settle()
        yield window.page
    finally:
        windows.close_window(window)


def segment(control, key):
    """Return the part of a segmented control that shows a view."""
    return next(one for one in control.findChildren(QRadioButton) if one.key == key)


def faults(page):
    """Return what is cut or overlaps on a page that is scrolled to its top."""
    windows.settle()
    for scroll in page.findChildren(ScrollPage):
        scroll.area.verticalScrollBar().setValue(0)
    windows.settle()
    return cut(page) + overlapping(page)


def stands(theme, folder, place, do=None, **named):
    """Return what is wrong with a page in large and small, light, long and mirrored windows."""
    found = []
    for number, language in enumerate(("en", "long")):
        own = folder / str(number)
        own.mkdir()
        with shown_page(theme, own, place, language=language, **named) as page:
            if do is not None:
                do(page)
            for size in SIZES:
                page.window().resize(*size)
                found += [f"{language} {size} {fault}" for fault in faults(page)]
    return found
