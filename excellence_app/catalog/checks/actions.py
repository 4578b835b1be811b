"""Actions: what they lift, and what they need."""

from excellence_app.catalog.circles import circles_in
from excellence_app.catalog.contents import Contents, Found
from excellence_app.catalog.yaml_source import Plain
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import Problem


def actions_lift_something(contents: Contents) -> Found:
    """Check that an action lifts indicators to levels that exist, above level 0, each once."""
    for action in contents.actions:
        lifted: set[str] = set()
        for lift in action["lifts"]:
            name, level = lift["indicator"], lift["to"]
            if name not in contents.indicator_by_id:
                continue
            top = contents.top_level[name]
            if level == 0:
                text = N_('Action "{id}" lifts "{name}" to level 0, where everybody begins.')
                hint = N_("Name a level from 1 on, or remove the entry.")
                yield _lift(contents, lift, "lift-nothing", text, hint, id=action["id"], name=name)
            elif name in lifted:
                text = N_('Action "{id}" lifts "{name}" twice.')
                hint = N_("Keep the higher level.")
                yield _lift(contents, lift, "lift-nothing", text, hint, id=action["id"], name=name)
            elif top is None:
                text = N_('Indicator "{name}" has no levels to which "{id}" could lift it.')
                hint = N_("Give the indicator `bands:`, or remove the entry.")
                yield _lift(
                    contents, lift, "lift-out-of-reach", text, hint, id=action["id"], name=name
                )
            elif level > top:
                text = N_(
                    'The highest level of "{name}" is {top}; "{id}" cannot lift it to {level}.'
                )
                hint = N_("Levels count from 0. Lower the level, or add one to the indicator.")
                yield _lift(
                    contents,
                    lift,
                    "lift-out-of-reach",
                    text,
                    hint,
                    id=action["id"],
                    name=name,
                    top=top,
                    level=level,
                )
            lifted.add(name)


def _lift(
    contents: Contents, lift: Plain, code: str, text: str, hint: str, **values: str | int
) -> Problem:
    return contents.problem(code, contents.at(lift, "to"), text, hint, **values)


def needs_without_circles(contents: Contents) -> Found:
    """Check that no action needs, however indirectly, itself."""
    graph = {action["id"]: action.get("needs", []) for action in contents.actions}
    for circle in circles_in(graph):
        place = contents.at_key(contents.action_by_id[circle[0]], "needs")
        hint = N_("Remove one of the needs. The circle: {circle}.")
        closed = ", ".join([*circle, circle[0]])
        if len(circle) == 1:
            text = N_('Action "{first}" needs itself.')
            yield contents.problem(
                "needs-circle", place, text, hint, first=circle[0], circle=closed
            )
        else:
            text = N_('Action "{first}" needs "{second}", and that needs "{first}".')
            yield contents.problem(
                "needs-circle",
                place,
                text,
                hint,
                first=circle[0],
                second=circle[1],
                circle=closed,
            )
