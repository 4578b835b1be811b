"""Lists of choices that come with the program, so that no set has to write them out.

`resources/lists/NAME.yaml` holds ids and names, `NAME.de.yaml` the names in German. The order is
that of the first file in every language, since answers are stored in the order of the list.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from excellence_app.catalog import yaml_source
from excellence_app.domain.criteria import Choice
from excellence_app.locations import resources_folder

NAMES = ("countries",)


@cache
def ids_of(name: str) -> frozenset[str]:
    """Return the ids of a list that comes with the program."""
    return frozenset(_texts(name))


def choices_of(name: str, language: str) -> tuple[Choice, ...]:
    """Return a list that comes with the program, in English where `language` lacks it."""
    translated = _texts(f"{name}.{language}")
    return tuple(
        Choice(key, translated.get(key, title), "none") for key, title in _texts(name).items()
    )


@cache
def _texts(stem: str) -> Mapping[str, str]:
    path = resources_folder() / "lists" / f"{stem}.yaml"
    if not path.is_file():
        return MappingProxyType({})
    tree, problems = yaml_source.parse(path.read_bytes(), path.name)
    if problems:
        raise ValueError(f"{path.name}: {problems[0].message.text}")  # it comes with the program
    return MappingProxyType(tree.data)
