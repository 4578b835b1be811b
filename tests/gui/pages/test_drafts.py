"""What is typed and cannot be stored: it is listed, and there again after closing."""

import pytest

from excellence_app.gui.desk import Place
from excellence_app.session import edits, entry_edits
from excellence_app.session.checking import Lacking
from excellence_app.session.session import AssessmentSession
from tests.gui import windows

ROW = "H.1[1]"


def put(window, key, text):
    field = window.page.editor.fields[key]
    field.edit.setFocus()
    field.show_text(text)
    field.edited.emit(text)
    field.left.emit()


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "blank.excellence"
    with AssessmentSession.create(path, "escp-4i-progress", name="Marine Link") as session:
        session.change(entry_edits.add_entry, "H.1", key="1")
        session.change(edits.answer, "D.2", "yes")
        session.save()
    return path


@pytest.fixture
def opened(theme, tmp_path, survey):
    made = []

    def again():
        for one in made:
            windows.close_window(one)
        made.clear()
        window = windows.open_window(theme, survey, tmp_path)
        made.append(window)
        window.resize(1440, 900)
        window.show()
        windows.settle()
        return window

    yield again
    for one in made:
        windows.close_window(one)


def date_key(window):
    question = window.desk.document.criteria.question_of("H.1")
    date = next(one for one in question.columns if one.type.value == "date")
    return f"{ROW}/{date.id}"


def waiting(window):
    window.go(Place("check"))
    windows.settle()
    return [one for one in window.page.waiting if one.kind is Lacking.DRAFT]


def test_a_date_in_a_cell_is_listed_and_there_again_after_closing(opened):
    window = opened()
    key = date_key(window)
    window.go(Place("questions", "H.1"))
    put(window, key, "31.2.2027")
    (found,) = waiting(window)
    assert window.page.waiting[0] == found
    assert found.detail.startswith("Typed and not saved. There is no day “31.2.2027”.")
    assert found.item == key
    window = opened()
    (found,) = waiting(window)
    window.page.steps[0].click()
    windows.settle()
    assert window.here.item == "H.1"
    field = window.page.editor.fields[key]
    assert field.text == "31.2.2027"
    assert field.error
    put(window, key, "28.2.2027")
    assert waiting(window) == []
    window = opened()
    assert window.desk.drafts == {}
    assert str(window.desk.document.assessment.answers[key].value) == "2027-02-28"


def test_a_number_that_is_none_stays_until_it_is_emptied(opened):
    window = opened()
    window.go(Place("questions", "D.3"))
    put(window, "D.3", "12x")
    window = opened()
    (found,) = waiting(window)
    assert found.number == "D.3"
    assert "12x" in found.detail
    window.go(Place("questions", "D.3"))
    windows.settle()
    assert window.page.editor.fields["D.3"].text == "12x"
    put(window, "D.3", "")
    assert waiting(window) == []
    window = opened()
    assert window.desk.drafts == {}


def test_a_draft_of_a_row_that_is_gone_is_not_listed(opened):
    window = opened()
    window.desk.drafts["H.1[9]/date"] = "31.2.2027"
    window.desk.drafts["nowhere"] = "x"
    assert waiting(window) == []


def test_what_is_being_typed_while_the_window_closes_is_kept(opened):
    window = opened()
    window.go(Place("questions", "D.3"))
    field = window.page.editor.fields["D.3"]
    field.edit.setFocus()
    field.show_text("12x")
    field.edited.emit("12x")
    window.close()
    document = window.desk.document.session.document.id
    assert window.desk.settings.drafts_of(document) == {"D.3": "12x"}


def test_another_answer_in_its_place_takes_a_draft_away(opened):
    window = opened()
    key = date_key(window)
    window.go(Place("questions", "H.1"))
    put(window, key, "31.2.2027")
    window.page.editor.made.emit(
        lambda criteria, assessment: edits.answer(criteria, assessment, key, "2027-02-28"), ""
    )
    assert waiting(window) == []
    assert window.desk.drafts == {}
