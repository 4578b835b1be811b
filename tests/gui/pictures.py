"""Paint every page from the practice cluster: `python -m tests.gui.pictures FOLDER`.

Light and dark at 1440x900 and 1280x720, and some pages in German, mirrored, small and at 200 %.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.gui import windows

SIZES = ((1440, 900), (1280, 720))
ELSE = (  # language, mirrored, zoom, size
    ("de", False, 100, (1280, 720)),
    ("long", False, 100, (1440, 900)),
    ("en", True, 100, (1440, 900)),
    ("en", False, 100, (1024, 768)),
    ("en", False, 100, (800, 560)),
    ("en", False, 200, (1280, 720)),
)


def paint(folder, places, *, language="en", mirrored=False, zoom=100, dark=False, sizes=SIZES):
    """Paint places of one window in each size."""
    app = windows.application()
    windows.mirror(app, mirrored=mirrored)
    theme = windows.new_theme(app, dark=dark, zoom=zoom)
    ending = f"-{language}" if language != "en" else ""
    ending += "-mirrored" if mirrored else ""
    ending += f"-zoom{zoom}" if zoom != 100 else ""
    ending += "-dark" if dark else ""
    with tempfile.TemporaryDirectory() as home:
        for variable in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{variable}_HOME"] = str(Path(home) / variable)
        for kind in ("start", "document", windows.IN_SURVEY):
            wanted = [place for place in places if _kind(place) == kind]
            if not wanted:
                continue
            if kind == "start":
                window = windows.start_window(theme, home, language=language)
            else:
                make = windows.filled_copy if kind == "document" else windows.survey_copy
                window = windows.open_window(theme, make(home), home, language=language)
            for place in wanted:
                for size in sizes:
                    name = f"{_name(place)}-{size[0]}x{size[1]}{ending}.png"
                    where = place[1:] if kind == windows.IN_SURVEY else place
                    windows.picture(window, where, size, folder / name)
                    print(name)
            windows.close_window(window)
    theme.changed.disconnect()
    theme.deleteLater()


def _kind(place):
    if place in windows.START_PLACES:
        return "start"
    return windows.IN_SURVEY if place[0] == windows.IN_SURVEY else "document"


def _name(place):
    return "-".join(place).translate(str.maketrans("[]/", "---"))


def main():
    """Paint everything, or the pages named after the folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(sys.argv[2:])
    places = [
        place
        for place in (
            *windows.PLACES,
            *windows.START_PLACES,
            *((windows.IN_SURVEY, *place) for place in windows.SURVEY_PLACES),
        )
        if not wanted or place[0] in wanted
    ]
    for dark in (False, True):
        paint(folder, places, dark=dark)
    for language, mirrored, zoom, size in ELSE:
        paint(folder, places, language=language, mirrored=mirrored, zoom=zoom, sizes=(size,))


if __name__ == "__main__":
    main()
