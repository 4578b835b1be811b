"""The logo of a document's reports: taken in, taken out, read, and kept as files of evidence are.

It is in the document by its content, so that the same document prints the same on every computer.
"""

from dataclasses import replace
from pathlib import Path

from excellence_app.domain.assessment import Assessment, Logo
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.reports.choices import MOST_BYTES_OF_A_LOGO
from excellence_app.session.edit import Edit
from excellence_app.session.entered import refuse
from excellence_app.session.report_choices import logo_from
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.assessment_file import open_attachment
from excellence_app.storage.attachments import Staging


def take_in(session: AssessmentSession, path: Path) -> Logo:
    """Take in a picture, so that `set_logo` can name it.

    Raises `Refused` for what can be no logo, and `StorageTrouble` for what cannot be read or kept.
    """
    from excellence_app.reports.logo import read_logo  # noqa: PLC0415 - Pillow is slow to import

    content = logo_from(path)
    read_logo(content)
    kept = Staging(session.document.id, session.path).take_content(path.name, content)
    return Logo(kept.sha256, kept.size, kept.name)


def set_logo(_criteria: CriteriaSet, _assessment: Assessment, logo: Logo) -> Edit:
    """Put a picture that was taken in at the head of reports."""
    return Edit("logo", "logo", lambda before: replace(before, logo=logo))


def remove_logo(_criteria: CriteriaSet, assessment: Assessment) -> Edit:
    """Print reports without a logo; the picture leaves the document."""
    if assessment.logo is None:
        refuse(N_("The document has no logo."))
    return Edit("remove_logo", "logo", lambda before: replace(before, logo=None))


def content(session: AssessmentSession) -> bytes | None:
    """Return the picture that the document keeps, none if it has no logo.

    Raises `Refused` where the document names one and does not hold it, since a program that knows
    nothing of logos has written it, and `StorageTrouble` where it cannot be read.
    """
    logo = session.assessment.logo
    if logo is None:
        return None
    if logo.file not in session.document.attachments:
        staged = Staging(session.document.id, session.path).path_of(logo.file)
        if staged is not None:
            return logo_from(staged)
        refuse(
            N_("{name} is no longer in this assessment. Please choose the logo again."),
            name=logo.name,
        )
    with open_attachment(session.path, logo.file) as found:
        read = bytearray()
        for piece in found.pieces():
            read += piece
            if len(read) > MOST_BYTES_OF_A_LOGO:  # a stranger's; refused as soon as it is shown
                break
        return bytes(read)
