"""What goes into the bundle and what stays out; the spec file asks, the tests ask too."""

import re
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "excellence_app"

# Everything of ours, since commands are found by a string and much else is imported late.
HIDDEN_IMPORTS = tuple(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / PACKAGE).glob("**/*.py"))
)

# What others import if it is there, and what the program never gets to. The first four are
# under the GPL or lead to a library that is.
EXCLUDED_IMPORTS = (
    "_gdbm",
    "dbm.gnu",
    "readline",
    "rlcompleter",
    "PIL.AvifImagePlugin",
    "PIL._avif",
    "_ssl",
    "curses",
    "distutils",
    "doctest",
    "lib2to3",
    "numpy",
    "pdb",
    "pip",
    "pkg_resources",
    "pydoc",
    "setuptools",
    "sqlite3",
    "ssl",
    "tkinter",
    "unittest",
    "xmlrpc",
)

# By folder, the Qt plug-ins that the program can have a use for, whatever they are called on
# each system; None is all. Their folder is not taken if it is not here.
QT_PLUGINS: dict[str, frozenset[str] | None] = {
    "iconengines": frozenset({"qsvgicon"}),
    "imageformats": frozenset({"qgif", "qico", "qjpeg", "qsvg", "qtiff", "qwebp"}),
    "platforminputcontexts": frozenset(
        {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"}
    ),
    "platforms": frozenset({"qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"}),
    "platformthemes": frozenset({"qxdgdesktopportal"}),
    "printsupport": None,
    "styles": None,
    "wayland-decoration-client": None,
    "wayland-graphics-integration-client": frozenset({"qt-plugin-wayland-egl"}),
    "wayland-shell-integration": frozenset({"xdg-shell"}),
    "xcbglintegrations": None,
}

# Printing on paper goes through the system's CUPS, which is there where a printer is, so that
# library and its many own stay out. Without it Qt prints into files.
LEFT_TO_THE_SYSTEM = frozenset({"libcupsprintersupport.so"})

# Languages whose names and forms of numbers and dates are known; Babel brings hundreds more.
LANGUAGES = frozenset(
    re.findall(
        "[a-z]+",
        "bg bs ca cs cy da de el en es et eu fi fr ga gl hr hu is it lb lt lv mk mt nb nl nn no "
        "pl pt rm ro root ru sk sl sq sr sv tr uk",
    )
)

# From the checkout to below the bundle.
DESKTOP = {
    "resources/desktop/excellence.desktop": "share/applications/excellence.desktop",
    "resources/desktop/excellence.xml": "share/mime/packages/excellence.xml",
    "resources/icons/excellence.svg": "share/icons/hicolor/scalable/apps/excellence.svg",
}

_QT_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?([^/.]+)[^/]*")
_QT_WORDS = re.compile(r"PySide6/(?:Qt/)?translations/(.+)")
_LIBRARY = re.compile(r"lib(?!python)[^/]+\.so[.\d]*")
_LOCALE = re.compile(r"babel/locale-data/([a-z]+)(?:_[^/]*)?\.dat")


def data() -> list[tuple[str, str]]:
    """Return the files beside the package, each with the folder in the bundle it goes to."""
    return [
        (str(path), str(path.parent.relative_to(ROOT)))
        for folder in ("criteria", "resources")
        for path in sorted((ROOT / folder).glob("**/*"))
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]


def is_wanted(place: str) -> bool:
    """Tell whether a file that was found is to be at this place in the bundle."""
    place = place.replace("\\", "/")
    if match := _QT_PLUGIN.fullmatch(place):
        names = QT_PLUGINS.get(match[1], frozenset())
        return names is None or match[2] in names
    if match := _QT_WORDS.fullmatch(place):
        return match[1] in {f"qtbase_{language}.qm" for language in spoken()}
    if match := _LOCALE.fullmatch(place):
        return match[1] in LANGUAGES
    return not place.startswith("babel/locale-data/")


def is_library(place: str) -> bool:
    """Tell whether a file is there for other files alone: neither a module nor a plug-in."""
    path = PurePosixPath(place)
    return bool(_LIBRARY.fullmatch(path.name)) and "plugins" not in path.parts


def brings_libraries(place: str) -> bool:
    """Tell whether the libraries that a file asks for have to be in the bundle."""
    return not is_library(place) and PurePosixPath(place).name not in LEFT_TO_THE_SYSTEM


def spoken() -> set[str]:
    """Return the languages that the program itself speaks."""
    return {path.stem for path in (ROOT / "resources" / "i18n").glob("*.po")} | {"en"}
