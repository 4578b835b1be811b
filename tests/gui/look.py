"""Take one picture of a page: `python -m tests.gui.look FOLDER PAGE[/ITEM] [--dark] …`.

The picture is FOLDER/PAGE-WIDTHxHEIGHT[-dark][-LANGUAGE][-mirrored][-ZOOM].png.
"""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.gui import windows


def main():
    """Take the picture."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("place")
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--language", default="en")
    parser.add_argument("--mirrored", action="store_true")
    parser.add_argument("--zoom", type=int, default=100)
    parser.add_argument("--file", type=Path, help="another document than the practice cluster")
    wanted = parser.parse_args()
    app = windows.application()
    windows.mirror(app, mirrored=wanted.mirrored)
    theme = windows.new_theme(app, dark=wanted.dark, zoom=wanted.zoom)
    page, _, item = wanted.place.partition("/")
    size = tuple(map(int, wanted.size.split("x")))
    name = wanted.place.replace("/", "-") + f"-{wanted.size}"
    for given, word in (
        (wanted.dark, "dark"),
        (wanted.language != "en", wanted.language),
        (wanted.mirrored, "mirrored"),
        (wanted.zoom != 100, str(wanted.zoom)),
    ):
        name += f"-{word}" if given else ""
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{variable}_HOME"] = str(Path(folder) / variable)
        if page in {"start", "new", "practice"} or (page == "tally" and not wanted.file):
            window = windows.start_window(theme, folder, language=wanted.language)
        else:
            path = windows.practice_copy(folder)
            if wanted.file:  # never the document itself, which may be one of ours
                path = Path(shutil.copyfile(wanted.file, Path(folder) / "looked-at.excellence"))
                path.chmod(0o600)
            window = windows.open_window(theme, path, folder, language=wanted.language)
        windows.picture(window, (page, item), size, wanted.folder / f"{name}.png")
        windows.close_window(window)


if __name__ == "__main__":
    main()
