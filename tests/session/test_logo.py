"""The logo of the reports lies in the document, as the files of evidence do."""

import pytest
from PIL import Image

from excellence_app.domain.messages import Refused
from excellence_app.session import edits, logo
from excellence_app.session.copying import save_copy
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file
from excellence_app.storage.attachments import Staging
from excellence_app.storage.trouble import StorageTrouble
from tests.session.conftest import TINY


@pytest.fixture
def picture(tmp_path):
    """Return a function that makes a file with a picture of a colour."""

    def make(name="sign.png", colour=(200, 30, 30)):
        Image.new("RGB", (30, 10), colour).save(tmp_path / name, "PNG")
        return tmp_path / name

    return make


def put(session, path):
    session.change(logo.set_logo, logo.take_in(session, path))


def test_the_same_document_has_its_logo_on_another_computer(session, path, picture, elsewhere):
    file = picture()
    put(session, file)
    assert logo.content(session) == file.read_bytes()
    session.save()
    wanted = file.read_bytes()
    file.unlink()
    session.close()
    with elsewhere(path) as other:
        assert other.assessment.logo.name == "sign.png"
        assert logo.content(other) == wanted


def test_undo_takes_the_logo_out_and_brings_it_back(session, path, picture):
    session.change(edits.answer, "1.1", "yes")
    put(session, picture())
    session.save()
    file = session.assessment.logo.file
    session.change(logo.remove_logo)
    session.save()
    assert file not in assessment_file.read(path).attachments
    assert logo.content(session) is None
    session.undo()
    session.save()
    assert file in assessment_file.read(path).attachments
    assert logo.content(session)
    session.undo()
    assert session.assessment.logo is None
    assert session.assessment.answers
    with pytest.raises(Refused) as refused:
        session.change(logo.remove_logo)
    assert refused.value.message.text == "The document has no logo."


def test_a_copy_and_a_merge_bring_the_logo_along(session, path, picture, tmp_path):
    written = save_copy(session, tmp_path / "copy")
    with AssessmentSession.open(written, change=True) as copy:
        put(copy, picture())
        copy.save()
    session.merge(written)
    session.save()
    assert session.assessment.logo.name == "sign.png"
    assert logo.content(session)
    assert assessment_file.read(path).attachments.keys() == {session.assessment.logo.file}


def test_two_logos_entered_apart_are_both_kept_to_choose_from(session, picture, tmp_path):
    written = save_copy(session, tmp_path / "copy")
    with AssessmentSession.open(written, change=True) as copy:
        put(copy, picture("one.png"))
        copy.save()
    put(session, picture("other.png", (1, 2, 3)))
    session.save()
    session.merge(written)
    names = {one.value["name"] for one in session.assessment.conflicts["logo"]}
    assert names == {"one.png", "other.png"}


def test_the_next_assessment_keeps_the_logo_and_its_earlier_copy_has_none(session, path, picture):
    put(session, picture())
    session.save()
    session.close()
    later = path.with_name("later.excellence")
    with AssessmentSession.create(later, str(TINY), earlier=path) as made:
        assert made.assessment.logo.name == "sign.png"
        assert made.assessment.earlier[-1].logo is None
        assert logo.content(made)


def test_a_picture_that_an_older_program_dropped_is_told(session, path, picture):
    put(session, picture())
    session.save()
    session.close()
    with AssessmentSession.open(path, change=True) as again:
        again.document.attachments.clear()  # as such a program writes it
        with pytest.raises(Refused) as refused:
            logo.content(again)
    text = "{name} is no longer in this assessment. Please choose the logo again."
    assert refused.value.message.text == text


def test_what_is_no_picture_is_refused_and_nothing_is_kept(session, tmp_path):
    (tmp_path / "list.png").write_bytes(b"GIF89a" + bytes(99))
    with pytest.raises(Refused):
        logo.take_in(session, tmp_path / "list.png")
    with pytest.raises(StorageTrouble):
        logo.take_in(session, tmp_path / "gone.png")
    assert Staging(session.document.id, session.path).staged() == {}
