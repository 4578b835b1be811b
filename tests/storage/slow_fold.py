"""What the lines of a log lead to, worked out plainly and slowly from the definition.

It shares nothing with the program: it reads the bytes, takes the hashes anew, keeps the whole
set of ancestors of each line, and looks at each place by itself.
"""

import json
from hashlib import sha256


def text_of(value):
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def hash_of(value):
    if isinstance(value, dict) and set(value) == {"blanked"} and len(value["blanked"]) == 64:
        return value["blanked"]
    return sha256(text_of(value).encode()).hexdigest()


def link_of(line):
    """Return the link of a line, which is its hash with hashes in place of its values."""
    line = dict(line)
    for half in ("old", "new"):
        values = line.get(half)
        if "form" in line and values is not None:
            values = {place: hash_of(value) for place, value in values.items()}
        line[half] = hash_of(values)
    return sha256(text_of(line).encode()).hexdigest()


class SlowLog:
    """All lines by their links, and of each the links of all that it follows."""

    def __init__(self, data):
        self.lines = {}
        for raw in data.splitlines():
            line = json.loads(raw)
            self.lines[link_of(line)] = line
        self.before = {}
        for link in sorted(self.lines, key=lambda link: self.lines[link]["n"]):
            self.before[link] = set()
            for prev in self.lines[link]["prev"].split("+"):
                if prev != "0" * 64:
                    self.before[link] |= {prev} | self.before[prev]

    def places(self):
        return {
            place.removeprefix("conflicts/")
            for line in self.lines.values()
            for place in (line["new"] or {})
            if "form" in line
        }

    def writes(self, place):
        """Return the links of all who wrote a place, or what conflicts there."""
        return [
            link
            for link, line in self.lines.items()
            if "form" in line
            and (place in (line["new"] or {}) or (line["new"] or {}).get(f"conflicts/{place}"))
        ]

    def writers(self, place):
        """Return the links of those who wrote a place and whom no later writer knew of."""
        found = self.writes(place)
        found = [one for one in found if not any(one in self.before[two] for two in found)]
        return sorted(found, key=self.rank, reverse=True)

    def rank(self, link):
        return self.lines[link]["n"], link

    def value(self, place, link):
        new = self.lines[link]["new"]
        if place in new:
            return new[place]
        if self.lines[link]["old"] is None:
            return None  # a beginning names all that there is
        return new[f"conflicts/{place}"][0]["value"]  # a conflict alone: the first one counts

    def settled(self, place):
        """Return what counts at a place, and the list of what conflicts there, or none."""
        writers = self.writers(place)
        if not writers:
            return None, None
        values = {link: self.value(place, link) for link in writers}
        lists = {link: self.lines[link]["new"].get(f"conflicts/{place}") or [] for link in writers}
        if len(writers) == 1:
            return values[writers[0]], lists[writers[0]] or None
        there = [link for link in writers if values[link] is not None]
        winner = (there or writers)[0]
        candidates = []
        for link in [winner, *(link for link in writers if link != winner)]:
            own = {
                "value": values[link],
                "time": self.lines[link]["time"],
                "actor": self.lines[link]["actor"],
            }
            known = lists[link]
            same = [one for one in known if text_of(one["value"]) == text_of(values[link])]
            rest = [one for one in known if text_of(one["value"]) != text_of(values[link])]
            for one in [*(same or [own]), *rest]:
                if text_of(one) not in map(text_of, candidates):
                    candidates.append(one)
        if len({text_of(one["value"]) for one in candidates}) == 1:
            return values[winner], None
        return values[winner], candidates

    def comes_back(self, place):
        """Return what an item that was removed comes back as, as somebody else uses it, or none.

        That one did not know of the removal, and nobody after that one wrote the item.
        """
        item = place.removeprefix("evidence/")
        uses = [at for at in self.places() if at.split("/")[2:] == ["evidence", item]]
        users = [link for at in uses for link in self.writes(at) if self.value(at, link)]
        writes, removals = self.writes(place), self.writers(place)
        there = [link for link in writes if self.value(place, link) is not None]
        for user in users:
            unaware = not any(one == user or one in self.before[user] for one in removals)
            last_word = not any(user == one or user in self.before[one] for one in writes)
            if there and unaware and last_word:
                return self.value(place, max(there, key=self.rank))
        return None

    def records(self):
        """Return all records, with conflicts."""
        found = {}
        for place in self.places():
            value, candidates = self.settled(place)
            if value is None and place.startswith("evidence/"):
                value = self.comes_back(place)
            if value is not None:
                found[place] = value
            if candidates is not None:
                found[f"conflicts/{place}"] = candidates
        return found

    def heads(self):
        followed = {prev for line in self.lines.values() for prev in line["prev"].split("+")}
        return "+".join(sorted(self.lines.keys() - followed))
