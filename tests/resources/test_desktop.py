"""What a Linux desktop is told of our documents is what they are."""

import configparser
from pathlib import Path
from xml.etree import ElementTree as XmlTree

from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.document import MEDIA_TYPE

RESOURCES = Path(__file__).parents[2] / "resources"
NAMES = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}


def entry():
    found = configparser.ConfigParser(interpolation=None)
    found.optionxform = str
    found.read(RESOURCES / "desktop" / "excellence.desktop", encoding="utf-8")
    return found["Desktop Entry"]


def test_the_program_takes_our_documents():
    found = entry()
    assert found["MimeType"] == f"{MEDIA_TYPE.decode()};"
    assert found["Exec"] == "excellence open %F"
    assert (RESOURCES / "icons" / f"{found['Icon']}.svg").is_file()


def test_documents_are_known_by_ending_and_content():
    tree = XmlTree.parse(RESOURCES / "desktop" / "excellence.xml")  # noqa: S314 - our own
    kind = tree.getroot().find("mime:mime-type", NAMES)
    assert kind.get("type") == MEDIA_TYPE.decode()
    assert kind.find("mime:glob", NAMES).get("pattern") == f"*{SUFFIX}"
    head = (RESOURCES / "practice" / "adriatic-mechatronics.excellence").read_bytes()[:200]
    matches = list(kind.iter(f"{{{NAMES['mime']}}}match"))
    assert len(matches) == 3
    for match in matches:
        value = match.get("value").encode().decode("unicode_escape").encode("latin-1")
        start = int(match.get("offset"))
        assert head[start : start + len(value)] == value
