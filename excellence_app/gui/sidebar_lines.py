"""What stands in the sidebar of a document: its pages, its parts and cases, how far each is.

A criteria set with a score has its dimensions below Questions, and its sections after them. A
survey is its sections: they stand by themselves, as they do on paper.
"""

from typing import TYPE_CHECKING

from excellence_app.gui.sidebar import Line, Sidebar
from excellence_app.language.catalogues import Words

if TYPE_CHECKING:  # a window without a document loads nothing of this
    from excellence_app.gui.document import AssessmentDocument
    from excellence_app.session.section_progress import CasesProgress, SectionProgress

_FEW = 4  # cases that always stand there; of more only those of the section one is in
ADD = "add"  # what stands before the question of cases in the key of the line that adds one


def lines_of(document: "AssessmentDocument", sidebar: Sidebar, words: Words) -> "SidebarLines":
    """Put the lines of a document into its sidebar and return what keeps them true."""
    kind = _ScoredLines if document.criteria.scored else SidebarLines
    return kind(document, sidebar, words)


def names_of(document: "AssessmentDocument", words: Words) -> tuple[str, str]:
    """Return whose document it is, and a line on what it is and of when."""
    assessment, criteria = document.assessment, document.criteria
    day = assessment.dated
    name = assessment.profile.name.strip()
    if criteria.scored:
        detail = words.text("Practice, self-assessment")
        if not assessment.practice:
            detail = words.text("Self-assessment")
        if day is not None:
            detail = words.text("{kind} {year}", kind=detail, year=str(day.year))
        return name or words.text("Cluster without a name"), detail
    parts = [criteria.title] if name else []
    if assessment.earlier:
        parts.append(_unbroken(words.text("Round {number}", number=len(assessment.earlier) + 1)))
    if day is not None:
        parts.append(_unbroken(words.short_day(day)))
    return name or criteria.title, ", ".join(parts)


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


class SidebarLines:
    """The lines of a survey: its sections with their cases, then what is done with the answers."""

    def __init__(self, document: "AssessmentDocument", sidebar: Sidebar, words: Words) -> None:
        self._document, self._sidebar, self._words = document, sidebar, words
        self._with_cases = {
            section.id
            for section in document.criteria.sections
            if any(question.questions for question in section.questions)
        }
        self._put_lines()

    def _put_lines(self) -> None:
        words, sidebar = self._words, self._sidebar
        sidebar.add_item("overview", words.text("Overview"), icon="layout-dashboard")
        self._put_sections(nested=0)
        sidebar.begin_lower()
        sidebar.add_separator()
        sidebar.add_item("check", words.text("Check answers"), icon="clipboard-check")
        sidebar.add_item("evidence", words.text("Evidence"), icon="paperclip")
        sidebar.add_item("report", words.text("Report"), icon="file-text")
        sidebar.add_item("tally", words.text("Tally"), icon="table")

    def _put_sections(self, nested: int) -> None:
        for section in self._document.criteria.sections:
            key = f"questions/{section.id}"
            self._sidebar.add_item(key, section.title, number=section.id, nested=nested)
            if section.id in self._with_cases:
                self._sidebar.add_group(key, nested=nested + 1)

    def first_of(self, part: str) -> str:
        """Return the first open question of a part or a case, else its first one."""
        for section in self._found():
            if section.key == part:
                return section.first
            for cases in section.cases:
                for case in cases.cases:
                    if case.key == part:
                        return case.first
        return ""

    def current(self, page: str, item: str, usual: str) -> str:
        """Return the key of the line that leads to a place."""
        if page == "questions":
            from excellence_app.session.section_progress import line_of  # noqa: PLC0415 - only a page that shows it loads it

            line = line_of(self._document.criteria, item)
            return f"questions/{line}" if line else usual
        return page if page == "check" else usual

    def refresh(self, page: str = "", item: str = "") -> None:
        """Show how far everything is, seen from a place."""
        self._refresh_sections(page, item)
        self._refresh_evidence()

    def _found(self) -> "tuple[SectionProgress, ...]":
        from excellence_app.session.section_progress import sections  # noqa: PLC0415 - only a page that shows it loads it

        return sections(self._document.shown)

    def _refresh_sections(self, page: str, item: str) -> None:
        sidebar, found = self._sidebar, self._found()
        few = sum(len(one.cases) for section in found for one in section.cases) <= _FEW
        here = self.current(page, item, "").partition("[")[0].removeprefix("questions/")
        for section in found:
            key = f"questions/{section.key}"
            done, whole = section.done, section.whole
            sidebar.item(key).show_state(
                count=f"{done}/{whole}" if whole else "–",
                done=done / whole if whole else float(not section.first),
                spoken=self._answered(done, whole),
            )
            if section.key in self._with_cases:
                lines: list[Line] = []
                for cases in section.cases:
                    if few or here in {section.key, cases.question}:
                        lines += self._case_lines(cases)
                sidebar.show_group(key, lines)

    def _answered(self, done: int, whole: int) -> str:
        if not whole:
            return self._words.text("nothing has to be answered")
        return self._words.text("{answered} of {asked} answered", answered=done, asked=whole)

    def _case_lines(self, cases: "CasesProgress") -> list[Line]:
        lines = [
            Line(
                f"questions/{one.key}",
                one.title,
                amount=f"{one.done}/{one.whole}" if one.whole else "–",
                done=one.done / one.whole if one.whole else 0.0,
                spoken=self._answered(one.done, one.whole),
            )
            for one in cases.cases
        ]
        if cases.may_add and self._document.may_change:
            lines.append(
                Line(
                    f"{ADD}/{cases.question}",
                    self._words.text("Add a case"),
                    icon="plus",
                    spoken=cases.name,
                )
            )
        return lines

    def _refresh_evidence(self) -> None:
        count = len(self._document.assessment.evidence)
        self._sidebar.item("evidence").show_state(
            count=str(count or ""),
            spoken=self._words.plural("{count} item", "{count} items", count),
        )
        if not self._document.criteria.scored:  # it asks for no proof, but one may list some
            self._sidebar.leave_out("evidence", out=not count)


class _ScoredLines(SidebarLines):
    """The lines of a set with a score: what was answered, what it comes to, what to do."""

    def _put_lines(self) -> None:
        words, sidebar = self._words, self._sidebar
        sidebar.add_item("overview", words.text("Overview"), icon="layout-dashboard")
        sidebar.add_item("questions", words.text("Questions"), icon="list-checks")
        for dimension in self._document.criteria.dimensions:
            sidebar.add_item(
                f"questions/{dimension.id}", dimension.title, number=dimension.id, nested=1
            )
        self._put_sections(nested=1)
        sidebar.add_item("evidence", words.text("Evidence"), icon="paperclip")
        sidebar.add_item("results", words.text("Results and gaps"), icon="results")
        sidebar.add_item("roadmap", words.text("Roadmap"), icon="route")
        sidebar.add_item("compare", words.text("Compare"), icon="compare")
        sidebar.add_item("report", words.text("Report"), icon="file-text")

    def first_of(self, part: str) -> str:
        """Return the first open question of a dimension, a section or a case."""
        document = self._document
        ids = [
            question.id
            for indicator in document.criteria.indicators
            if indicator.dimension == part
            for question in indicator.questions
        ]
        if not ids:
            return super().first_of(part)
        still_open = {*document.card.unanswered, *document.card.unknown}
        return next((one for one in ids if one in still_open), ids[0])

    def current(self, page: str, item: str, usual: str) -> str:
        """Return the key of the line that leads to a place."""
        return usual if page == "check" else super().current(page, item, usual)

    def refresh(self, page: str = "", item: str = "") -> None:
        """Show how far everything is, and what is to be done."""
        document, words = self._document, self._words
        at, card = self._sidebar.item, document.card
        spoken = words.text(
            "{answered} of {asked} answered", answered=card.answered, asked=card.asked
        )
        count = words.text("{part} of {whole}", part=card.answered, whole=card.asked)
        at("questions").show_state(count=count, spoken=spoken)
        for dimension, (done, whole) in document.progress.items():
            at(f"questions/{dimension}").show_state(
                count=f"{done}/{whole}",
                done=done / whole if whole else 1.0,
                spoken=words.text("{answered} of {asked} answered", answered=done, asked=whole),
            )
        if document.criteria.sections:
            self._refresh_sections(page, item)
        self._refresh_evidence()
        gaps = document.gaps_to_close
        badge = words.plural("{count} gap", "{count} gaps", gaps) if gaps else ""
        at("results").show_state(badge=badge, short_badge=str(gaps or ""))
        actions = sum(one.active for one in document.assessment.roadmap)
        at("roadmap").show_state(
            count=str(actions or ""),
            spoken=words.plural("{count} action to do", "{count} actions to do", actions)
            if actions
            else "",
        )
