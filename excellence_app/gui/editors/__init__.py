"""The ways of answering on the screen, one file each; `EDITORS` is the list of them.

A file here has two names: `TYPE`, the type of question, and `EDITOR`, the class that answers it.
What such a class offers is written down in `gui/parts/editor.py`. To add one: write the file, and
put its name into `_MODULES`. A question of a type without an editor gets `NotYetEditor`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.editors import (
    cases,
    choice,
    choices,
    counted_list,
    date,
    levels,
    number,
    share,
    table,
    text,
    yes_no,
)
from excellence_app.gui.editors.not_yet import NotYetEditor
from excellence_app.gui.parts.editor import Editor


class EditorModule(Protocol):
    """What the module of an editor offers."""

    @property
    def TYPE(self) -> QuestionType:
        """The type of question."""

    @property
    def EDITOR(self) -> type[Editor]:
        """The class of its editor."""


_MODULES: tuple[EditorModule, ...] = (
    *(levels, yes_no, number, share, choice, choices, date, text, counted_list, table, cases),
)
EDITORS: Mapping[QuestionType, type[Editor]] = MappingProxyType(
    {module.TYPE: module.EDITOR for module in _MODULES}
)


def editor_for(kind: QuestionType) -> type[Editor]:
    """Return the class of editor for a type of question."""
    return EDITORS.get(kind, NotYetEditor)
