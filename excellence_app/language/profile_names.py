"""What the entries of a cluster's profile are called; their keys are those of the facts."""

from collections.abc import Mapping

from excellence_app.domain.facts import PHASE
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words

# What most clusters can say of themselves, in the order in which it is asked.
TEXTS = (
    ("field", N_("Field")),
    ("region", N_("Region")),
    ("place", N_("Seat")),
    ("legal_form", N_("Legal form")),
    ("carrier", N_("Carrier")),
    ("office", N_("Office")),
    ("languages", N_("Working languages")),
    ("website", N_("Website")),
)
FIGURES = (
    ("founded", N_("Founded in")),
    ("participants", N_("Participants")),
    ("staff_of_participants", N_("Their staff")),
    ("small_and_medium_companies", N_("Small and medium companies")),
    ("larger_companies", N_("Larger companies")),
    ("research_and_education", N_("Research and education")),
    ("others", N_("Other participants")),
    ("full_time_equivalents", N_("Team, full-time posts")),
    ("budget_last_closed_year", N_("Last closed budget")),
)
_NAMES: Mapping[str, str] = {**dict((*TEXTS, *FIGURES)), PHASE: N_("Phase of development")}


def profile_name(words: Words, key: str) -> str:
    """Return what an entry is called; an own one by its key, with capital and spaces."""
    known = _NAMES.get(key)
    if known is not None:
        return words.text(known)
    name = key.replace("_", " ").strip()
    return name[:1].upper() + name[1:]
