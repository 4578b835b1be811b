"""What stands beside the pages of a report: its kind, chapters, language, logo, and warnings."""

from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Column, Gap
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.tick_boxes import CheckBox, RadioButton
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.contents_list import ContentsList
from excellence_app.gui.parts.languages import named_languages
from excellence_app.gui.parts.report_chapters import ReportChapters
from excellence_app.gui.parts.report_logo import ReportLogo
from excellence_app.gui.parts.report_making import KINDS, SURVEY_KINDS
from excellence_app.gui.theme import TextStyle
from excellence_app.language.catalogues import available_languages


class ReportSide(Column):
    """Holds the options; the page connects them and says which are shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        theme, words, document = desk.theme, desk.words, desk.document
        super().__init__(theme, spacing=8, parent=parent)
        self.put(Heading(theme, words.text("Kind of report"), TextStyle.H3))
        kinds = Column(theme, spacing=2)
        kinds.setAccessibleName(words.text("Kind of report"))
        self.kinds: dict[str, RadioButton] = {}
        for key, title, hint in KINDS if document.criteria.scored else SURVEY_KINDS:
            choice = RadioButton(theme, words.text(title), hint=words.text(hint))
            self.kinds[key] = choice
            kinds.put(choice)
        self.put(kinds, Gap(theme, 4), Hairline(theme), Gap(theme, 4))
        self.parts = ReportChapters(theme, words)
        self.put(self.parts)
        self.contents_head = SectionHeader(theme, words.text("Contents"))
        self.contents = ContentsList(theme, words.text("Contents"))
        self.put(self.contents_head, self.contents)
        self.put(Gap(theme, 4), Hairline(theme), Gap(theme, 4))
        labels = [(label.id, label.title) for label in document.criteria.labels]
        self.target = DropDownField(theme, words.text("Roadmap to the label"), labels)
        self.target.setVisible(False)
        self.language = DropDownField(
            theme, words.text("Language"), named_languages(available_languages())
        )
        self.grey = CheckBox(
            theme,
            words.text("Black and white"),
            hint=words.text(
                "In this preview, in files and on paper. Shapes and words say the same."
            ),
        )
        self.logo = ReportLogo(desk)
        self.put(self.target, self.language, self.logo, Gap(theme, 2), self.grey)
        self.warnings = Column(theme)
        self.warnings.hide()
        self.put(self.warnings)
        self.stretch()
