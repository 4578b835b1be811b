"""CHECKS: one function per rule of a criteria file that a schema cannot say.

Each function yields the problems it finds and leaves to the others what is theirs: one mistake
gives one message. To add a check, write the function, put it into `CHECKS` with its
codes, and give each code a page in `resources/problems/` and a file in `tests/bad_criteria/`.
"""

from collections.abc import Callable
from typing import NamedTuple

from excellence_app.catalog.checks import (
    actions,
    conditions,
    identity,
    label_rules,
    questions,
    references,
    scales,
    tally,
)
from excellence_app.catalog.contents import Contents, Found
from excellence_app.catalog.yaml_source import SourceTree
from excellence_app.domain.problems import Problem, by_place


class Check(NamedTuple):
    """One rule and the codes of the problems that it can find."""

    rule: Callable[[Contents], Found]
    codes: tuple[str, ...]


def run(tree: SourceTree, stem: str | None = None) -> tuple[Problem, ...]:
    """Return everything that the checks find in a file that the schema has passed.

    `stem` is the name that the file promises the set's id to be.
    """
    contents = Contents(tree, stem)
    return by_place(problem for check in CHECKS for problem in check.rule(contents))


CHECKS: tuple[Check, ...] = (
    Check(identity.set_id, ("set-id",)),
    Check(identity.reserved_ids, ("reserved-id",)),
    Check(identity.duplicate_ids, ("duplicate-id",)),
    Check(identity.real_dates, ("no-such-date", "range-reversed")),
    Check(identity.something_is_asked, ("nothing-asked",)),
    Check(references.dimensions_exist, ("unknown-dimension",)),
    Check(references.labels_exist, ("unknown-label",)),
    Check(references.evidence_exists, ("unknown-evidence",)),
    Check(references.sources_exist, ("unknown-source",)),
    Check(references.provenance_names_values, ("unknown-value",)),
    Check(references.official_needs_sources, ("official-without-source",)),
    Check(references.actions_exist, ("unknown-action", "unknown-indicator")),
    Check(references.lists_exist, ("unknown-list",)),
    Check(questions.questions_well_placed, ("question-form",)),
    Check(questions.questions_have_texts, ("missing-text",)),
    Check(questions.fields_fit_types, ("missing-field", "field-not-for-type", "range-reversed")),
    Check(questions.counts_fit, ("bad-count",)),
    Check(questions.comments_well_placed, ("comment-not-here",)),
    Check(
        questions.columns_fit_types,
        ("field-not-for-type", "missing-field", "comment-not-here", "range-reversed"),
    ),
    Check(questions.cases_well_formed, ("cases-nested", "case-title", "field-not-for-type")),
    Check(scales.levels_earn_points, ("level-points",)),
    Check(scales.points_add_up, ("points-sum",)),
    Check(scales.points_can_be_earned, ("no-scale",)),
    Check(scales.bands_in_order, ("band-order", "band-out-of-range", "field-not-for-type")),
    Check(
        scales.measures_have_operands,
        ("measure-operand", "unknown-question", "field-not-for-type"),
    ),
    Check(scales.alternatives_agree, ("either-form",)),
    Check(questions.repeats_exist, ("measure-operand", "unknown-question", "repeat-number")),
    Check(questions.consent_is_asked, ("unknown-question", "names-consent")),
    Check(tally.tally_takes_answers, ("tally-type", "tally-inside", "unknown-question")),
    Check(tally.links_over_the_names, ("tally-links",)),
    Check(scales.thresholds_in_reach, ("threshold-form", "threshold-out-of-reach")),
    Check(label_rules.rules_well_formed, ("rule-form", "rule-field", "range-reversed")),
    Check(label_rules.rules_in_reach, ("rule-out-of-reach",)),
    Check(label_rules.rules_ask_something, ("rule-asks-nothing",)),
    Check(
        conditions.conditions_make_sense,
        (
            "condition-form",
            "condition-type",
            "condition-value",
            "condition-never-true",
            "unknown-question",
            "unknown-indicator",
            "unknown-fact",
        ),
    ),
    Check(conditions.conditions_without_circles, ("condition-circle", "condition-later")),
    Check(actions.actions_lift_something, ("lift-nothing", "lift-out-of-reach")),
    Check(actions.needs_without_circles, ("needs-circle",)),
    Check(identity.retired_ids_agree, ("retired-in-use", "renamed-disagrees")),
    Check(identity.next_edition_moves_known_ids, ("unknown-question",)),
)

CODES = frozenset(code for check in CHECKS for code in check.codes)
