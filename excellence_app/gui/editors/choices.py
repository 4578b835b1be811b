"""Editor for several choices: rows to tick, each with room for words where it takes some."""

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.parts.options_editor import OptionsEditor

TYPE = QuestionType.CHOICES


class ChoicesEditor(OptionsEditor):
    """Rows to tick; over a long list a field to search, what is ticked stands first."""

    SEVERAL = True
    MOST_ROWS = 20
    GAP = 2


EDITOR = ChoicesEditor
