Found = Iterator[Problem]

class Check(NamedTuple):
    """One rule and the codes of the problems that it can find."""

    rule: Callable[[Contents], Found]
    codes: frozenset[str]

def run(tree: SourceTree, stem: str | None = None) -> tuple[Problem, ...]:
    """Return everything that the checks find in a file that the schema has passed.

    `stem` is the name that the file promises the set's id to be.
    """
    contents = Contents(tree, stem)
    return by_place(problem for check in CHECKS for problem in check.rule(contents))

CHECKS: tuple[Check, ...] = tuple(
    Check(rule, frozenset(codes.split()))
    for rule, codes in (
        (set_id, "set-id"),
        (reserved_ids, "reserved-id"),
        (duplicate_ids, "duplicate-id"),
        (real_dates, "no-such-date range-reversed"),
        (something_is_asked, "nothing-asked"),
        (dimensions_exist, "unknown-dimension"),
        (labels_exist, "unknown-label"),
        (evidence_exists, "unknown-evidence"),
        (sources_exist, "unknown-source"),
        (provenance_names_values, "unknown-value"),
        (official_needs_sources, "official-without-source"),
        (actions_exist, "unknown-action unknown-indicator"),
        (lists_exist, "unknown-list"),
        (questions_well_placed, "question-form"),
        (questions_have_texts, "missing-text"),
        (fields_fit_types, "missing-field field-not-for-type range-reversed"),
        (types_of_later_versions, "type-not-yet"),
        (levels_earn_points, "level-points"),
        (points_add_up, "points-sum"),
        (points_can_be_earned, "no-scale"),
        (bands_in_order, "band-order band-out-of-range field-not-for-type"),
        (measures_have_operands, "measure-operand unknown-question field-not-for-type"),
        (repeats_exist, "measure-operand unknown-question"),
        (thresholds_in_reach, "threshold-form threshold-out-of-reach"),
        (rules_well_formed, "rule-form rule-field range-reversed"),
        (rules_in_reach, "rule-out-of-reach"),
        (rules_ask_something, "rule-asks-nothing"),
        (
            conditions_make_sense,
            "condition-form condition-type condition-value condition-never-true"
            " unknown-question unknown-indicator",
        ),
        (conditions_without_circles, "condition-circle"),
        (actions_lift_something, "lift-nothing lift-out-of-reach"),
        (needs_without_circles, "needs-circle"),
        (retired_ids_agree, "retired-in-use renamed-disagrees"),
        (next_edition_moves_known_ids, "unknown-question"),
    )
)

CODES = frozenset(code for check in CHECKS for code in check.codes)
