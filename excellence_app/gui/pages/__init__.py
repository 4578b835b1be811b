"""The screens, one file each; a page is loaded when somebody goes there first."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from excellence_app.gui.page import Page


def _start() -> "type[Page]":
    from excellence_app.gui.pages.start import StartPage  # noqa: PLC0415 - when it is needed

    return StartPage


def _new() -> "type[Page]":
    from excellence_app.gui.pages.new import NewPage  # noqa: PLC0415 - when it is needed

    return NewPage


def _practice() -> "type[Page]":
    from excellence_app.gui.pages.practice import PracticePage  # noqa: PLC0415 - when it is needed

    return PracticePage


def _overview() -> "type[Page]":
    from excellence_app.gui.pages.overview import OverviewPage  # noqa: PLC0415 - when it is needed

    return OverviewPage


def _survey() -> "type[Page]":
    from excellence_app.gui.pages.survey import SurveyPage  # noqa: PLC0415 - when it is needed

    return SurveyPage


def _questions() -> "type[Page]":
    from excellence_app.gui.pages.question import QuestionPage  # noqa: PLC0415 - when it is needed

    return QuestionPage


def _evidence() -> "type[Page]":
    from excellence_app.gui.pages.evidence import EvidencePage  # noqa: PLC0415 - when it is needed

    return EvidencePage


def _results() -> "type[Page]":
    from excellence_app.gui.pages.results import ResultsPage  # noqa: PLC0415 - when it is needed

    return ResultsPage


def _roadmap() -> "type[Page]":
    from excellence_app.gui.pages.roadmap import RoadmapPage  # noqa: PLC0415 - when it is needed

    return RoadmapPage


def _compare() -> "type[Page]":
    from excellence_app.gui.pages.compare import ComparePage  # noqa: PLC0415 - when it is needed

    return ComparePage


def _report() -> "type[Page]":
    from excellence_app.gui.pages.report import ReportPage  # noqa: PLC0415 - when it is needed

    return ReportPage


def _tally() -> "type[Page]":
    from excellence_app.gui.pages.tally import TallyPage  # noqa: PLC0415 - when it is needed

    return TallyPage


def _profile() -> "type[Page]":
    from excellence_app.gui.pages.profile import ProfilePage  # noqa: PLC0415 - when it is needed

    return ProfilePage


def _labels() -> "type[Page]":
    from excellence_app.gui.pages.labels import LabelsPage  # noqa: PLC0415 - when it is needed

    return LabelsPage


def _thresholds() -> "type[Page]":
    from excellence_app.gui.pages.thresholds import (  # noqa: PLC0415 - when it is needed
        ThresholdsPage,
    )

    return ThresholdsPage


def _check() -> "type[Page]":
    from excellence_app.gui.pages.check import CheckPage  # noqa: PLC0415 - when it is needed

    return CheckPage


def _history() -> "type[Page]":
    from excellence_app.gui.pages.history import HistoryPage  # noqa: PLC0415 - when it is needed

    return HistoryPage


def _versions() -> "type[Page]":
    from excellence_app.gui.pages.versions import VersionsPage  # noqa: PLC0415 - when it is needed

    return VersionsPage


def _conflicts() -> "type[Page]":
    from excellence_app.gui.pages.conflicts import (  # noqa: PLC0415 - when it is needed
        ConflictsPage,
    )

    return ConflictsPage


def _settings() -> "type[Page]":
    from excellence_app.gui.pages.settings import SettingsPage  # noqa: PLC0415 - when it is needed

    return SettingsPage


def _help() -> "type[Page]":
    from excellence_app.gui.pages.help import HelpPage  # noqa: PLC0415 - when it is needed

    return HelpPage


def _about() -> "type[Page]":
    from excellence_app.gui.pages.about import AboutPage  # noqa: PLC0415 - when it is needed

    return AboutPage


PAGES: Mapping[str, "Callable[[], type[Page]]"] = {
    "start": _start,
    "new": _new,
    "practice": _practice,
    "overview": _overview,
    "questions": _questions,
    "evidence": _evidence,
    "results": _results,
    "roadmap": _roadmap,
    "compare": _compare,
    "report": _report,
    "tally": _tally,
    "profile": _profile,
    "labels": _labels,
    "thresholds_own": _thresholds,
    "check": _check,
    "history": _history,
    "versions": _versions,
    "conflicts": _conflicts,
    "settings": _settings,
    "help": _help,
    "about": _about,
}

# What stands in the place of a page where the criteria set has no score.
SURVEY_PAGES: Mapping[str, "Callable[[], type[Page]]"] = {"overview": _survey}
