"""What a change is called, from what the log says of it, so that it has one name for ever."""

from collections.abc import Mapping

from excellence_app.domain.assessment import PlannedAction
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.instances import name_of_key
from excellence_app.domain.messages import N_, Message
from excellence_app.domain.planned import action_title
from excellence_app.session.entered import brief

UNDO, REDO = "undo", "redo"  # words of the log before the kind of what goes back or comes again

_NAMES: Mapping[str, str] = {
    "new": N_("New assessment"),
    "upgrade": N_("Taken over from an older version of the format"),
    "answer": N_("Answer {item}"),
    "comment": N_("Comment on {item}"),
    "add_entry": N_("Add {item}"),
    "duplicate_entry": N_("Duplicate as {item}"),
    "move_entry": N_("Move {item}"),
    "remove_entry": N_("Remove {item}"),
    "paste": N_("Paste into {item}"),
    "copy_earlier": N_("Copy the earlier answer to {item}"),
    "clear": N_("Clear the answer to {item}"),
    "not_applicable": N_('Set {item} to "does not apply"'),
    "unknown": N_('Set {item} to "unknown"'),
    "note": N_("Note on {item}"),
    "later": N_("Mark {item} for later"),
    "not_later": N_("Take the mark for later off {item}"),
    "confidence": N_("How sure the answer to {item} is"),
    "respondent": N_("Who answered {item}"),
    "evidence": N_("Evidence for {item}"),
    "remove_evidence": N_("Remove evidence from {item}"),
    "describe_evidence": N_("Evidence: {title}"),
    "list_evidence": N_("Evidence: {title}"),
    "rename_evidence": N_('Rename evidence: "{title}"'),
    "evidence_state": N_('State of the evidence "{title}"'),
    "evidence_kind": N_('Kind of the evidence "{title}"'),
    "evidence_file": N_('File of the evidence "{title}"'),
    "drop_evidence": N_('Remove the evidence "{title}"'),
    "name": N_("Name of the cluster"),
    "profile": N_("Profile: {item}"),
    "date": N_("Date of the assessment"),
    "person": N_("Person: {name}"),
    "remove_person": N_("Remove {name}"),
    "target": N_("Target: {label}"),
    "label_held": N_("Label held: {label}"),
    "remove_label_held": N_("Remove the label held: {label}"),
    "declare": N_("Declare {item}"),
    "improve": N_("Improvement of {item}"),
    "remove_improvement": N_("Remove the improvement of {item}"),
    "adjust": N_("Threshold of {indicator} for {label}"),
    "remove_adjustment": N_("Remove the entered threshold of {indicator} for {label}"),
    "add_action": N_('Add action "{action}"'),
    "plan_gaps": N_("Plan the gaps to {label}"),
    "move_action": N_('Move action "{action}"'),
    "remove_action": N_('Remove action "{action}"'),
    "order_actions": N_("Order of the actions"),
    "change_action": N_('Change action "{action}"'),
    "action_title": N_('Wording of "{action}"'),
    "action_owner": N_('Owner of "{action}"'),
    "action_due": N_('Due date of "{action}"'),
    "action_effort": N_('Effort of "{action}"'),
    "action_state": N_('State of "{action}"'),
    "action_note": N_('Note on "{action}"'),
    "action_level": N_('Target level of "{action}"'),
    "roadmap_by": N_("Day by which the roadmap is wanted"),
    "logo": N_("Logo of the report"),
    "remove_logo": N_("Remove the logo of the report"),
    "merge": N_("Merge {item}"),
    "restore": N_("Go back to the version of {item}"),
    "choose": N_("Choose one of two entries: {item}"),
}
_OTHER = N_("Change: {kind}")  # of a newer version
_DIRECTIONS = {
    UNDO: N_("Taken back: {change}"),
    REDO: N_("Made again: {change}"),
}


def kind_and_direction(edit: str) -> tuple[str, str]:
    """Return the kind of edit that a word of the log means, and "undo", "redo" or nothing."""
    first, _, rest = edit.partition(" ")
    return (rest, first) if first in _DIRECTIONS else (edit, "")


def direction_text(edit: str) -> str:
    """Return the sentence around a change's name, such as "Taken back: {change}", or nothing."""
    return _DIRECTIONS.get(kind_and_direction(edit)[1], "")


def name_of(
    criteria: CriteriaSet,
    edit: str,
    item: str,
    old: Mapping[str, object],
    new: Mapping[str, object],
) -> Message:
    """Return the name of the change that an edit made to `item`, from `old` to `new`.

    These are as the log has them: records by their place. What was taken back or made
    again has the name of the change itself.
    """
    kind = kind_and_direction(edit)[0]
    text = _NAMES.get(kind)
    if text is None:
        return Message(_OTHER, {"kind": brief(kind or edit)})
    return Message(text, _values(criteria, text, item, {**old, **_present(new)}))


def _values(
    criteria: CriteriaSet, text: str, item: str, records: Mapping[str, object]
) -> dict[str, str]:
    found = {"item": brief(name_of_key(criteria, item) if "[" in item or "/" in item else item)}
    if "{title}" in text:
        found["title"] = _field(records.get(f"evidence/{item}"), "title") or item
    if "{name}" in text:
        found["name"] = _field(records.get(f"people/{item}"), "name") or item
    if "{action}" in text:
        found["action"] = brief(_action_title(criteria, records.get(f"roadmap/{item}"), item))
    if "{label}" in text:
        indicator, _, label = item.rpartition("/")
        if item == "target":
            label = str(records.get("target") or "")
        known = criteria.label_by_id.get(label)
        found |= {"indicator": indicator, "label": known.title if known else label}
    return {name: value for name, value in found.items() if f"{{{name}}}" in text}


def _action_title(criteria: CriteriaSet, record: object, item: str) -> str:
    planned = PlannedAction(
        item,
        action=_field(record, "action"),
        title=_field(record, "title"),
        indicator=_field(record, "indicator"),
    )
    return action_title(criteria, planned)


def _present(records: Mapping[str, object]) -> dict[str, object]:
    return {place: value for place, value in records.items() if value is not None}


def _field(record: object, name: str) -> str:
    return str(record.get(name, "")) if isinstance(record, dict) else ""
