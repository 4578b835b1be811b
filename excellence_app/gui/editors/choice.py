"""Editor for one of several choices: cards, or a list that narrows while one types."""

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.parts.options_editor import OptionsEditor

TYPE = QuestionType.CHOICE


class ChoiceEditor(OptionsEditor):
    """Up to seven cards; the words that go with the chosen one stand in its card."""

    SEVERAL = False
    MOST_ROWS = 7
    GAP = 8


EDITOR = ChoiceEditor
