"""What the values of a criteria file are called where their sources are listed."""

import re

from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words

_NUMBERED = re.compile(
    r"(?<=levels)/\d+|(?<=steps)/\d+$|(?<=prices)/\d+$|(?<=asks)/\d+$|(?<=question)/.*$|/to_next"
)
_BELOW = {"reason", "why", "asks"}  # texts inside a value, which have a source of their own

# The names of the file itself, which English readers look for there.
_NAMES = {
    "actions": N_("actions"),
    "asks": N_("asks"),
    "complete": N_("complete"),
    "counts_for_months": N_("counts_for_months"),
    "dimensions": N_("dimensions"),
    "effort": N_("effort"),
    "eligible": N_("eligible"),
    "every_threshold": N_("every_threshold"),
    "evidence": N_("evidence"),
    "evidence_present": N_("evidence_present"),
    "glossary": N_("glossary"),
    "guidance": N_("guidance"),
    "improved": N_("improved"),
    "in_scope_of": N_("in_scope_of"),
    "indicators": N_("indicators"),
    "labels": N_("labels"),
    "levels": N_("levels"),
    "lifts": N_("lifts"),
    "look_at": N_("look_at"),
    "months_since": N_("months_since"),
    "needs": N_("needs"),
    "no_knock_out": N_("no_knock_out"),
    "obligatory_in": N_("obligatory_in"),
    "opening": N_("opening"),
    "closing": N_("closing"),
    "points": N_("points"),
    "prices": N_("prices"),
    "question": N_("question"),
    "questions": N_("questions"),
    "reason": N_("reason"),
    "requires": N_("requires"),
    "sections": N_("sections"),
    "set": N_("set"),
    "standing": N_("standing"),
    "steps": N_("steps"),
    "text": N_("text"),
    "thresholds": N_("thresholds"),
    "title": N_("title"),
    "total": N_("total"),
    "valid": N_("valid"),
    "who": N_("who"),
    "why": N_("why"),
    "yields": N_("yields"),
}


def value_name(words: Words, part: str, name: str) -> str:
    """Return what a value is called: the group of the file, then its name in it.

    Values of one name that only differ by a number are called the same.
    """
    *path, last = (
        words.text(_NAMES[one]) if one in _NAMES else one
        for one in _NUMBERED.sub("", name).split("/")
    )
    group = words.text(_NAMES[part]) if part in _NAMES else part
    if name.rstrip("/0123456789").rpartition("/")[2] in _BELOW and path:
        return f"{group} {last} ({'/'.join(path)})"
    return f"{group} {'/'.join((*path, last))}"
