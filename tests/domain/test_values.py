"""The light decorator behaves like the standard one wherever the product relies on it."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from functools import cached_property
from typing import ClassVar

import pytest

from excellence_app.domain.values import dataclass as light
from excellence_app.domain.values import replace


class Plain:
    """A fictional value."""

    number: int
    text: str = "nothing"
    parts: tuple[int, ...] = ()
    facts: dict[str, int] = dataclasses.field(default_factory=dict)

    def __post_init__(self):
        if self.number < 0:
            raise ValueError("below zero")

    @property
    def twice(self):
        return 2 * self.number


class Single:
    """A fictional value with one field."""

    number: int


def made(decorate: Callable, template: type) -> type:
    names = {n: v for n, v in vars(template).items() if n not in {"__dict__", "__weakref__"}}
    return decorate(frozen=True, slots=True)(type(template.__name__, (), names))


LIGHT, STANDARD = made(light, Plain), made(dataclasses.dataclass, Plain)


@pytest.mark.parametrize("cls", [LIGHT, STANDARD])
class TestBothDecorators:
    """What must be the same for both."""

    def test_positions_names_and_defaults(self, cls):
        value = cls(3, parts=(1, 2))
        assert (value.number, value.text, value.parts, value.facts) == (3, "nothing", (1, 2), {})
        assert value.twice == 6

    def test_each_value_gets_a_fresh_default(self, cls):
        assert cls(1).facts is not cls(1).facts

    def test_missing_and_unknown_arguments_are_refused(self, cls):
        with pytest.raises(TypeError, match="number"):
            cls()
        with pytest.raises(TypeError, match="other"):
            cls(1, other=2)

    def test_equality_is_by_class_and_fields(self, cls):
        assert cls(1) == cls(1)
        assert cls(1) != cls(2)
        assert cls(1) != (1, "nothing", (), {})

    def test_repr(self, cls):
        assert repr(cls(1)) == "Plain(number=1, text='nothing', parts=(), facts={})"

    def test_nothing_changes_afterwards(self, cls):
        value = cls(1)
        with pytest.raises(dataclasses.FrozenInstanceError):
            value.number = 2
        with pytest.raises(dataclasses.FrozenInstanceError):
            del value.number
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
            value.other = 2
        assert value.number == 1

    def test_post_init_guards(self, cls):
        with pytest.raises(ValueError, match="below zero"):
            cls(-1)

    def test_replace_makes_another_and_guards_again(self, cls):
        assert dataclasses.replace(cls(1, "a"), number=2) == cls(2, "a")
        with pytest.raises(ValueError, match="below zero"):
            dataclasses.replace(cls(1), number=-1)

    def test_fields_are_known(self, cls):
        assert [f.name for f in dataclasses.fields(cls)] == ["number", "text", "parts", "facts"]

    def test_pattern_matching_by_position(self, cls):
        match cls(1, "a"):
            case cls(number, text):
                assert (number, text) == (1, "a")

    def test_docstring_name_and_copy(self, cls):
        assert cls.__doc__ == "A fictional value."
        assert cls.__name__ == "Plain"
        assert copy.deepcopy(cls(1)) == cls(1)


def test_values_can_be_keys():
    one = made(light, Single)
    assert {one(1): "a"}[one(1)] == "a"
    assert hash(one(1)) == hash(made(dataclasses.dataclass, Single)(1))


@light(frozen=True, slots=True)
class Kept:
    """A value at module level, as pickle needs it."""

    number: int


def test_pickling():
    assert pickle.loads(pickle.dumps(Kept(1))) == Kept(1)  # noqa: S301 - our own bytes


class Counted:
    """A class variable, which a value cannot have."""

    number: ClassVar[int] = 1


class Child(Single):
    """Another base, which a value cannot have."""

    other: int


@pytest.mark.parametrize("template", [Counted, Child])
def test_what_it_does_not_know_is_refused(template):
    with pytest.raises(TypeError, match="a value has"):
        light(frozen=True, slots=True)(template)


def test_only_frozen_values():
    with pytest.raises(TypeError, match="frozen"):
        light(frozen=False, slots=True)


class TestReplacing:
    """What `replace` from here does for values that are defined here."""

    def test_makes_another_and_guards_again(self):
        assert replace(LIGHT(1, "a"), number=2) == LIGHT(2, "a")
        assert replace(LIGHT(1, "a")) == LIGHT(1, "a")
        with pytest.raises(ValueError, match="below zero"):
            replace(LIGHT(1), number=-1)

    def test_knows_the_fields(self):
        with pytest.raises(TypeError, match="other"):
            replace(LIGHT(1), other=2)


@pytest.mark.parametrize("decorate", [light, dataclasses.dataclass])
def test_values_without_slots_can_remember_what_they_worked_out(decorate):
    class Worked:
        """A value that remembers."""

        number: int
        facts: dict[str, int] = dataclasses.field(default_factory=dict)

        @cached_property
        def worked_out(self):
            return [self.number]

    one = decorate(frozen=True, eq=False)(Worked)(3)
    assert one.worked_out is one.worked_out
    assert one != dataclasses.replace(one)
    assert hash(one) != hash(dataclasses.replace(one))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.number = 4
