"""Lists of choices that come with the program."""

import pytest

from excellence_app.catalog import shipped_lists
from excellence_app.domain.facts import FACTS
from excellence_app.locations import resources_folder


def test_every_file_is_one_of_the_lists():
    stems = {path.stem for path in (resources_folder() / "lists").glob("*.yaml")}
    assert {stem.partition(".")[0] for stem in stems} == set(shipped_lists.NAMES)


def test_the_countries_are_those_of_the_standard():
    countries = shipped_lists.choices_of("countries", "en")
    ids = [choice.id for choice in countries]
    assert len(ids) == len(set(ids)) == 249
    assert all(len(one) == 2 and one.isalpha() and one.islower() for one in ids)
    assert shipped_lists.ids_of("countries") == frozenset(ids)
    titles = [choice.title for choice in countries]
    assert len(set(titles)) == 249
    assert (titles[0], titles[-1]) == ("Afghanistan", "Zimbabwe")


def test_a_translation_names_each_country_and_no_other():
    english = shipped_lists.choices_of("countries", "en")
    german = shipped_lists.choices_of("countries", "de")
    assert [choice.id for choice in english] == [choice.id for choice in german]
    assert len({choice.title for choice in german}) == 249
    assert shipped_lists.ids_of("countries.de") == shipped_lists.ids_of("countries")
    assert shipped_lists.choices_of("countries", "xx") == english


@pytest.mark.parametrize("group", ["TEXTS", "FIGURES"])
def test_conditions_know_what_the_profile_asks(group):
    profile = pytest.importorskip("excellence_app.gui.pages.profile")
    assert {key for key, _ in getattr(profile, group)} <= set(FACTS)
