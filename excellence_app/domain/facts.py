"""Facts of a cluster's profile that criteria may look at, by the keys the document uses."""

PROFILE = "profile/"  # stands before the key of a fact in a condition

PHASE = "phase"  # of the cluster's development; what is obligatory may depend on it

TEXT_FACTS = (
    *("field", "region", "place", "legal_form", "carrier", "office", "languages", "website"),
    PHASE,
)
FIGURE_FACTS = (
    *("founded", "participants", "staff_of_participants", "small_and_medium_companies"),
    *("larger_companies", "research_and_education", "others", "full_time_equivalents"),
    "budget_last_closed_year",
)
FACTS = (*TEXT_FACTS, *FIGURE_FACTS)


def fact_named(subject: str) -> str:
    """Return the key of the fact that `profile/KEY` names, empty for any other subject."""
    return subject[len(PROFILE) :] if subject.startswith(PROFILE) else ""
