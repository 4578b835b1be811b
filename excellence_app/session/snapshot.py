"""A document as it is now, for work in a thread that goes on while the window changes it."""

from excellence_app.session.opened import Opened
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import set_in


def snapshot(session: AssessmentSession) -> AssessmentSession:
    """Return a session, to be read only, on the assessment as it is at this moment."""
    opened = Opened(session.document, session.assessment)
    return AssessmentSession(session.path, opened, session.criteria, session.problems)


def in_language(session: AssessmentSession, language: str) -> AssessmentSession:
    """Return such a session whose texts of the criteria set are in another language.

    They are so as far as they are translated. Raises `FileUnusable`.
    """
    opened = Opened(session.document, session.assessment)
    return AssessmentSession(
        session.path, opened, *set_in(session.document, session.path, language)
    )
