"""Immutable values that are cheap to define.

`dataclass(frozen=True, slots=True)` from here gives what the standard decorator gives, and
type checkers see the standard one. At run time that compiles up to seven functions for
each class, half a millisecond whenever the program starts: with some eighty classes a
fifth of the time of `excellence score`. Here one function is compiled for each class and
the others are shared by all (docs/decisions/0007).
"""

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - a re-export that checkers follow
    from dataclasses import replace as replace  # noqa: PLC0414 - likewise
else:
    import dataclasses

    def replace(value, /, **changes):
        """Return a value with other fields, as `dataclasses.replace` does, in less time."""
        return value._with(changes)  # noqa: SLF001 - what values have of this module

    def dataclass(*, frozen, slots=False, eq=True):
        """Return a decorator that makes a class an immutable value of its annotated fields.

        Without slots it may have cached properties, without `eq` it is compared by identity.
        Raises TypeError for what it does not know: values that may change, other bases than
        `object`, and fields that are no plain ones (class variables, keyword-only ones).
        """
        if not frozen:
            raise TypeError("a value is frozen")
        return partial(_as_value, slots, eq)

    def _as_value(slots, eq, cls):
        if cls.__bases__ != (object,):
            raise TypeError(f"{cls.__name__}: a value has no other base than object")
        fields = {name: _field(cls, name) for name in getattr(cls, "__annotations__", {})}
        hidden = {"__dict__", "__weakref__", *fields}
        namespace = {name: kept for name, kept in cls.__dict__.items() if name not in hidden}
        namespace |= _shared(fields, eq)

        def __init__(self, *given, **named):  # noqa: N807 - it becomes a method of the class
            value.__init__ = _initialiser(cls, fields)  # many a class has no value in a start
            self.__init__(*given, **named)

        namespace["__init__"] = __init__
        namespace["__match_args__"] = tuple(fields)
        if slots:
            namespace["__slots__"] = tuple(fields)
        namespace["__dataclass_fields__"] = fields  # for `dataclasses.replace` and `fields`
        namespace["__qualname__"] = cls.__qualname__
        value = type(cls)(cls.__name__, cls.__bases__, namespace)
        return value

    def _field(cls, name):
        kind = cls.__annotations__[name]
        plain = isinstance(kind, type) and kind is not dataclasses.InitVar  # no need to read it
        if not plain and any(other in str(kind) for other in ("ClassVar", "InitVar", "KW_ONLY")):
            raise TypeError(f"{cls.__name__}.{name}: a value has plain fields only")
        default = cls.__dict__.get(name, dataclasses.MISSING)
        if not isinstance(default, dataclasses.Field):
            default = dataclasses.field(default=default)
        default.name, default.type, default.kw_only = name, kind, False
        default._field_type = dataclasses._FIELD  # noqa: SLF001 - what the standard decorator sets
        return default

    def _initialiser(cls, fields):
        """Return `__init__`, the one function that is worth compiling for each class."""
        known = {"_set": object.__setattr__, "_missing": dataclasses.MISSING}
        parameters, lines = [], []
        for name, field in fields.items():
            given = name
            if field.default_factory is not dataclasses.MISSING:
                known[f"_make_{name}"] = field.default_factory
                parameters.append(f"{name}=_missing")
                given = f"_make_{name}() if {name} is _missing else {name}"
            elif field.default is not dataclasses.MISSING:
                known[f"_default_{name}"] = field.default
                parameters.append(f"{name}=_default_{name}")
            else:
                parameters.append(name)
            lines.append(f"  _set(self, {name!r}, {given})")
        if hasattr(cls, "__post_init__"):
            lines.append("  self.__post_init__()")
        body = "\n".join(lines) or "  pass"
        exec(f"def __init__(self, {', '.join(parameters)}):\n{body}", known)  # noqa: S102 - names of our own fields
        return known["__init__"]

    def _shared(fields, eq):
        names = tuple(fields)
        places = {name: place for place, name in enumerate(names)}
        if len(names) > 1:
            values = attrgetter(*names)
        else:

            def values(self):
                return tuple(getattr(self, name) for name in names)

        def __eq__(self, other):  # noqa: N807 - these become methods of the class
            if other.__class__ is not self.__class__:
                return NotImplemented
            return values(self) == values(other)

        def __hash__(self):  # noqa: N807 - these become methods of the class
            return hash(values(self))

        def __repr__(self):  # noqa: N807 - these become methods of the class
            written = (f"{n}={v!r}" for n, v in zip(names, values(self), strict=True))
            return f"{self.__class__.__qualname__}({', '.join(written)})"

        def _with(self, changes):
            found = list(values(self))
            try:
                for name, value in changes.items():
                    found[places[name]] = value
            except KeyError as error:
                raise TypeError(f"{self.__class__.__qualname__} has no field {name!r}") from error
            return self.__class__(*found)

        def __reduce__(self):  # noqa: N807 - copying and pickling go through `__init__`
            return self.__class__, tuple(values(self))

        found: dict[str, Any] = {"__eq__": __eq__, "__hash__": __hash__} if eq else {}
        return found | {
            "__repr__": __repr__,
            "__reduce__": __reduce__,
            "_with": _with,
            "__setattr__": _refuse_to_change,
            "__delattr__": _refuse_to_change,
        }

    def _refuse_to_change(self, name, *value):  # noqa: ARG001 - what is refused does not matter
        raise dataclasses.FrozenInstanceError(f"{self.__class__.__qualname__}.{name} is fixed")
