"""Reports in their three forms, and which files each may take the place of."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.session import edits
from excellence_app.session.session import form_of
from excellence_app.storage.trouble import StorageTrouble


def said(error):
    return " ".join(Words().say(message) for message in error.value.sentences)


@pytest.fixture
def answered(session):
    for key, value in (("1.1", "yes"), ("1.2", "1"), ("2.1", "12")):
        session.change(edits.answer, key, value)
    return session


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04"), ("html", b"<!doctype html>")]
)
def test_a_report_has_the_form_that_is_asked_for(answered, form, start):
    for kind in ("full", "questionnaire", "documents"):
        data = answered.report(Words(), kind, form=form)
        assert data.startswith(start)
        assert answered.report(Words(), kind, form=form) == data


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.pdf", "pdf"),
        ("a.docx", "docx"),
        ("A.DOCX", "docx"),
        ("a.html", "html"),
        ("a.htm", "html"),
        ("a", "pdf"),
        ("a.txt", "pdf"),
        ("a.docx.pdf", "pdf"),
        (".docx", "pdf"),
    ],
)
def test_the_ending_of_a_name_decides_the_form(name, form):
    assert form_of(Path(name)) == form


@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_report_of_another_form_replaces_its_own_kind_only(answered, tmp_path, form):
    own, data = tmp_path / f"own.{form}", answered.report(Words(), form=form)
    answered.write_file(own, data)
    answered.write_file(own, data)
    assert own.read_bytes() == data
    (tmp_path / f"empty.{form}").touch()
    answered.write_file(tmp_path / f"empty.{form}", data)
    archive = tmp_path / "archive"
    with ZipFile(archive, "w") as made:
        made.writestr("docProps/app.xml", "<Application>Another</Application>")
    foreign = {
        "text": b"my notes",
        "paper": answered.report(Words()),
        "page": b"<!doctype html><title>My page</title>",
        "torn": data[:-40] if form == "docx" else b"<!doctype",
        "archive": archive.read_bytes(),
    }
    for name, content in foreign.items():
        file = tmp_path / f"{name}.{form}"
        file.write_bytes(content)
        with pytest.raises(StorageTrouble) as trouble:
            answered.write_file(file, data)
        assert "is no report of this program or was changed since" in said(trouble)
        assert file.read_bytes() == content


def test_a_word_file_that_a_person_has_edited_is_not_replaced(answered, tmp_path):
    file, data = tmp_path / "report.docx", answered.report(Words(), form="docx")
    answered.write_file(file, data)
    saved = io.BytesIO()
    with ZipFile(file) as made, ZipFile(saved, "w") as edited:
        for name in made.namelist():  # as word processors do: they name themselves
            part = made.read(name)
            edited.writestr(name, part.replace(b">Excellence<", b">Another Writer<"))
    file.write_bytes(saved.getvalue())
    with pytest.raises(StorageTrouble):
        answered.write_file(file, data)
    assert file.read_bytes() == saved.getvalue()
