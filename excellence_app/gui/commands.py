"""Every command of the window: what it is called, its keys, and in which menu it stands."""

from typing import NamedTuple

from excellence_app.domain.messages import N_


class Command(NamedTuple):
    """One command. The first of `keys` is shown; `menu` is empty for one that is in no menu.

    A `line` stands above it in its menu. Only one that is for `everywhere` is in
    a window without a document, and one that is `scored` not where the criteria set has no score.
    """

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    line: bool = False
    everywhere: bool = False
    scored: bool = False


FILE, EDIT, VIEW, ASSESSMENT, HELP = "file", "edit", "view", "assessment", "help"

MENUS = (
    (FILE, N_("&File")),
    (EDIT, N_("&Edit")),
    (VIEW, N_("&View")),
    (ASSESSMENT, N_("&Assessment")),
    (HELP, N_("&Help")),
)

COMMANDS = (
    Command("new", FILE, N_("New assessment…"), ("Ctrl+N",), everywhere=True),
    Command("open", FILE, N_("Open…"), ("Ctrl+O",), everywhere=True),
    Command("start", FILE, N_("Recent files and practice clusters"), everywhere=True),
    Command("tally", FILE, N_("Count a folder of answers…"), everywhere=True),
    Command("save_copy", FILE, N_("Save a copy…"), ("Ctrl+Shift+S",), line=True),
    Command("versions", FILE, N_("Earlier versions…")),
    Command("reset_practice", FILE, N_("Reset this practice cluster")),
    Command("print", FILE, N_("Print…"), ("Ctrl+P",), line=True),
    Command("export_pdf", FILE, N_("Report as PDF…")),
    Command("export_word", FILE, N_("Report as Word file…")),
    Command("export_web", FILE, N_("Report as web page…")),
    Command("close", FILE, N_("Close"), ("Ctrl+W",), line=True, everywhere=True),
    Command("quit", FILE, N_("Quit"), ("Ctrl+Q",), everywhere=True),
    Command("undo", EDIT, N_("Undo"), ("Ctrl+Z",), everywhere=True),
    Command("redo", EDIT, N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command("find", EDIT, N_("Find on this page"), ("Ctrl+F",), line=True, everywhere=True),
    Command("jump", EDIT, N_("Search or jump to…"), ("Ctrl+K",), everywhere=True),
    Command("settings", EDIT, N_("Settings"), ("Ctrl+,",), line=True, everywhere=True),
    Command("overview", VIEW, N_("Overview"), ("Ctrl+1",)),
    Command("questions", VIEW, N_("Questions"), ("Ctrl+2",)),
    Command("evidence", VIEW, N_("Evidence"), ("Ctrl+3",)),
    Command("results", VIEW, N_("Results and gaps"), ("Ctrl+4",), scored=True),
    Command("roadmap", VIEW, N_("Roadmap"), ("Ctrl+5",), scored=True),
    Command("compare", VIEW, N_("Compare"), ("Ctrl+6",), scored=True),
    Command("report", VIEW, N_("Report"), ("Ctrl+7",)),
    Command("side", VIEW, N_("Right column"), ("F4",), line=True),
    Command("sidebar", VIEW, N_("Sidebar"), ("F9",), everywhere=True),
    Command("next_area", VIEW, N_("Next area of the window"), ("F6",), everywhere=True),
    Command("thresholds", VIEW, N_("Show thresholds while answering"), scored=True),
    Command("zoom_in", VIEW, N_("Zoom in"), ("Ctrl++", "Ctrl+="), line=True, everywhere=True),
    Command("zoom_out", VIEW, N_("Zoom out"), ("Ctrl+-",), everywhere=True),
    Command("zoom_normal", VIEW, N_("Normal size"), ("Ctrl+0",), everywhere=True),
    Command("full_screen", VIEW, N_("Full screen"), ("F11",), everywhere=True),
    Command("next_question", ASSESSMENT, N_("Next question"), ("Alt+PgDown",)),
    Command("previous_question", ASSESSMENT, N_("Previous question"), ("Alt+PgUp",)),
    Command("next_open", ASSESSMENT, N_("Next open question"), ("Ctrl+J",)),
    Command("mark_later", ASSESSMENT, N_("Come back later"), ("Ctrl+M",)),
    Command("add_evidence", ASSESSMENT, N_("Add evidence…"), ("Ctrl+E",)),
    Command("notes", ASSESSMENT, N_("Go to the note"), ("Ctrl+T",)),
    Command("profile", ASSESSMENT, N_("Cluster and people"), line=True),
    Command("labels", ASSESSMENT, N_("Labels, declarations and improvements"), scored=True),
    Command("thresholds_own", ASSESSMENT, N_("Enter official thresholds"), scored=True),
    Command("check", ASSESSMENT, N_("Check answers")),
    Command("history", ASSESSMENT, N_("History")),
    Command("help", HELP, N_("Keys"), ("F1",), everywhere=True),
    Command("glossary", HELP, N_("Glossary")),
    Command("label_help", HELP, N_("What each label asks"), scored=True),
    Command("about", HELP, N_("About Excellence"), line=True, everywhere=True),
)

BY_ID = {command.id: command for command in COMMANDS}


def is_for(command: Command, *, document: bool, scored: bool) -> bool:
    """Return whether a window has a command: without a document, or with one that is `scored`."""
    if not document:
        return command.everywhere
    return scored or not command.scored
