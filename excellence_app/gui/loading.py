"""What makes loading the window quick; to be called before anything else of it is loaded.

WORKAROUND PySide6 6.12.0: at its import it loads from source what writes out the signatures of
its functions, and from then on has a word in each import. Both are for people who program with
it: help, error messages, other names for its functions. Tests tell when this is needed no more.
"""

import builtins
import importlib.machinery
from collections.abc import Sequence
from functools import partial
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # all that it needs would be loaded as well
    from importlib.abc import Loader

_SELDOM = frozenset(
    f"shibokensupport.signature.{name}"
    for name in (
        *("errorhandler", "layout", "mapping", "parser"),
        *("lib.enum_sig", "lib.pyi_generator", "lib.tool"),
    )
)
_OWN = "_own_loader"  # where a module keeps it until it is loaded


class _LateModule(ModuleType):
    """A module that is loaded when something in it is asked for."""

    def __getattr__(self, name: str) -> object:
        """Load the module, which from then on is like any other."""
        own: Loader | None = vars(self).get(_OWN)
        if name.startswith("__") or own is None or self.__spec__ is None:
            raise AttributeError(name)  # Python itself looks whether there is a `__path__`
        del vars(self)[_OWN]
        self.__spec__.name = self.__name__  # PySide6 has put another, by which nothing is found
        own.exec_module(self)
        object.__setattr__(self, "__class__", ModuleType)  # an ordinary one from here on
        return getattr(self, name)


class _Later:
    """Has a module loaded when something in it is asked for, by the loader that is its own."""

    def __init__(self, own: "Loader") -> None:
        self._own = own

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module, of which nothing is there yet but what is not asked for by name."""
        module = _LateModule(spec.name)
        vars(module)[_OWN] = self._own
        if spec.name.endswith(".mapping"):  # PySide6's library takes this from what is loaded
            vars(module)["update_mapping"] = partial(_call, module, "update_mapping")
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Leave it for later."""


def _call(module: ModuleType, name: str) -> object:
    """Load a module, which replaces this function, and call the one that it has."""
    vars(module).pop(name)
    return getattr(module, name)()


def _late_spec(name: str, loader: "Loader", *more: Sequence[object]) -> ModuleSpec:
    if name in _SELDOM:
        loader = cast("Loader", _Later(loader))
    return ModuleSpec(name, loader, *more)


def import_qt() -> None:
    """Import PySide6 without what only people who program with it need."""
    # The modules in question lie within a library, whose own finder is made while it is imported
    # and goes before all others. It takes from here the class of what it has found.
    setattr(importlib.machinery, "ModuleSpec", _late_spec)  # noqa: B010 - not for type checkers
    try:
        import PySide6.QtCore  # noqa: F401, PLC0415 - importing it is what this is about
    finally:
        setattr(importlib.machinery, "ModuleSpec", ModuleSpec)  # noqa: B010 - as above
    # It has taken the place of Python's own import to look for its features, such as `snake_case`,
    # of which we use none; for that it would also read the source of each module of ours.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
