"""How tests make edits: each is checked as the records, the log and a list of changes have it."""

import json

import pytest

from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.session.change_names import name_of
from excellence_app.storage.plain_json import canonical
from excellence_app.storage.records import changed, difference, in_order


class Doing:
    """Makes each edit on what the ones before it left; `edit` and `name` are the last one's."""

    def __init__(self, criteria, assessment):
        self.criteria = criteria
        self.present = assessment
        self.touched = ()

    def __call__(self, function, *arguments, **named):
        before = self.present
        self.edit = function(self.criteria, before, *arguments, **named)
        self.present = in_order(self.edit.apply(before))
        old, new = difference(before, self.present)
        self.touched = tuple(new)
        assert json.loads(canonical({"old": old, "new": new})) == {"old": old, "new": new}
        assert changed(before, new) == self.present
        assert changed(self.present, old) == before
        message = name_of(self.criteria, self.edit.kind, self.edit.item, old, new)
        self.name = Words().say(message)
        assert self.name
        assert "{" not in self.name
        assert not self.name.startswith("Change:")
        return self.present


def why_refused(criteria, assessment, function, *arguments, **named):
    with pytest.raises(Refused) as refused:
        function(criteria, assessment, *arguments, **named)
    return Words().say(refused.value.message)
