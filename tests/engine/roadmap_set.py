"""A set in which a roadmap to one label has choices to make, and answers with gaps to it."""

from tests.engine.sets import action, criteria, label, ladder, rule

GOLD = label("gold", rule("every_threshold"), rule("total", least_share="4/5"))
MADE = criteria(
    ladder("a", asks={"gold": 3}),
    ladder("b", asks={"gold": 2}),
    ladder("c"),
    labels=(GOLD,),
    actions=(
        action("a-2", {"a": 2}, days=2, weeks=4),
        action("a-3", {"a": 3, "b": 1}, days=3, weeks=8, needs=["a-2"]),
        action("b-4", {"b": 4}, days=5, weeks=6),
        action("c-4", {"c": 4}, days="1/2", weeks=40),
        action("c-1", {"c": 1}, days=1, weeks=1),
    ),
)
VALUES = {"a": 1, "b": 1, "c": 2}
