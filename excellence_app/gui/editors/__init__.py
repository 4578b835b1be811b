"""The ways of answering on the screen, one file each; `EDITORS` says which is for which question.

A question of another type gets `NotYetEditor`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.editors import levels, number, share, yes_no
from excellence_app.gui.editors.not_yet import NotYetEditor
from excellence_app.gui.parts.editor import Editor

EDITORS: Mapping[QuestionType, type[Editor]] = MappingProxyType(
    {
        levels.TYPE: levels.LevelsEditor,
        yes_no.TYPE: yes_no.YesNoEditor,
        number.TYPE: number.NumberEditor,
        share.TYPE: share.ShareEditor,
    }
)


def editor_for(kind: QuestionType) -> type[Editor]:
    """Return the class of editor for a type of question."""
    return EDITORS.get(kind, NotYetEditor)
