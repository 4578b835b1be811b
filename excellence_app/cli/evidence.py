"""Commands about evidence: attach it to a question, list it, say that it was seen, copy it out.

No file is ever opened or started here, and no link followed.
"""

from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click

from excellence_app.cli.command_texts import TranslatedCommand, WrongUse
from excellence_app.cli.opening import settle, to_change
from excellence_app.cli.printing import say, show_json, show_lines
from excellence_app.cli.sharing import PATH, argument, as_json, document, option
from excellence_app.cli.translations import to_read
from excellence_app.domain.assessment import Assessment, EvidenceState
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.language import evidence as evidence_texts
from excellence_app.language.catalogues import Words
from excellence_app.session import entered, evidence, past, versions
from excellence_app.session.edit import Edit
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.attachments import Staging, copy_out
from excellence_app.storage.records import place_of
from excellence_app.storage.trouble import shown

_kind = option("--kind", metavar=N_("KIND"), help=N_("The id of a kind of evidence of the set."))


class AttachOptions(TypedDict):
    """What can be said about evidence beside where it is."""

    title: str | None
    kind: str | None
    promised_by: str | None
    by: str | None


@click.command(
    "attach",
    cls=TranslatedCommand,
    help=N_(
        "Attach evidence to a question: a file, which is copied into the document, a link, "
        "or a promise.\n\nExamples:\n"
        "  excellence attach mycluster.excellence 4.1.6 minutes.pdf\n"
        "  excellence attach mycluster.excellence 4.1.6 https://example.org/minutes "
        '--title "Minutes"\n'
        '  excellence attach mycluster.excellence 4.1.6 --promised-by "Ana Example" '
        '--by 2026-12-01 --title "Report"'
    ),
)
@document
@argument("question", metavar=N_("ID"), explained=N_("The question that it proves an answer to."))
@argument(
    "source",
    metavar=N_("PATH|LINK"),
    required=False,
    explained=N_("A file, or a link that begins with https, http or mailto."),
)
@option(
    "--title",
    metavar=N_("TITLE"),
    help=N_("What it is called; a title used before means the same evidence."),
)
@_kind
@option("--promised-by", metavar=N_("NAME"), help=N_("Who has promised it."))
@option("--by", metavar=N_("DATE"), help=N_("The day by which it is promised."))
@click.pass_context
def attach(
    context: click.Context,
    /,
    file: Path,
    question: str,
    source: str | None,
    **more: Unpack[AttachOptions],
) -> None:
    """Attach a file, a link or a promise to a question."""
    words = context.ensure_object(Words)
    promise = more["promised_by"] is not None and more["by"] is not None
    if (source is None) is not promise or (more["by"] is None) != (more["promised_by"] is None):
        text = words.text("Give either a file or a link, or both --promised-by and --by.")
        raise WrongUse(text, context)
    with to_change(words, file) as session:
        session.question(question)  # before anything is copied
        if source is None:
            title = _promise(words, session, question, more)
        elif evidence.looks_like_a_link(source):
            title = _link(session, question, source, more)
        else:
            title = _file(session, question, Path(source), more)
        session.save()
        item = evidence.evidence_named(session.assessment, title)
        people = {person.id: person for person in session.assessment.people}
    text = N_("Written down for {question}: {evidence}.")
    if source is not None and item.file:
        text = N_("Copied into the document for {question}: {evidence}.")
    about = evidence_texts.described(words, session.criteria, item, people)
    say(words, text, question=question, evidence=about)


def _file(session: AssessmentSession, question: str, path: Path, more: AttachOptions) -> str:
    taken = Staging(session.document.id, session.path).take_in(path)
    title = more["title"] or taken.name
    about = _about(session, title, more)
    about |= {"place": taken.name, "file": taken.sha256, "size": taken.size}
    session.change(evidence.add_evidence, question, title, **about)
    return title


def _link(session: AssessmentSession, question: str, link: str, more: AttachOptions) -> str:
    place = evidence.read_link(link)
    title = more["title"] or place
    about = _about(session, title, more)
    about |= {"place": place, "file": "", "size": 0}
    session.change(evidence.add_evidence, question, title, **about)
    return title


def _about(session: AssessmentSession, title: str, more: AttachOptions) -> evidence.About:
    """Return what is said about evidence that is at hand: a promise of it is kept."""
    about: evidence.About = {}
    if more["kind"]:
        about["kind"] = more["kind"]
    known = evidence.evidence_called(session.assessment, entered.read_line(title))
    if known is not None and known.state is EvidenceState.PROMISED:
        about |= {"state": EvidenceState.LISTED, "due": None, "person": ""}
    return about


def _promise(words: Words, session: AssessmentSession, question: str, more: AttachOptions) -> str:
    title = more["title"] or _title_of_kind(session.criteria, more["kind"])
    title = title or words.text("Evidence for {question}", question=question)
    about: evidence.About = {
        "state": EvidenceState.PROMISED,
        "due": entered.read_day(more["by"] or ""),
    }
    if more["kind"]:
        about["kind"] = more["kind"]

    def make(assessment: Assessment, person: str) -> Edit:
        about["person"] = person
        return evidence.add_evidence(session.criteria, assessment, question, title, **about)

    person = more["promised_by"] or ""
    session.apply(evidence.with_person(session.criteria, session.assessment, person, make))
    return title


def _title_of_kind(criteria: CriteriaSet, kind: str | None) -> str:
    known = criteria.evidence_by_id.get(kind or "")
    return known.title if known is not None else ""


class EvidenceOptions(TypedDict):
    """What can be said about an item of evidence, and where it is to be copied to."""

    seen_by: str | None
    on: str | None
    state: str | None
    kind: str | None
    target: Path | None


@click.command(
    "evidence",
    cls=TranslatedCommand,
    help=N_(
        "List the evidence of a document, say more about one piece, or copy its file out.\n\n"
        "Examples:\n"
        "  excellence evidence mycluster.excellence\n"
        '  excellence evidence mycluster.excellence "Board minutes, 2026" --seen-by Ana\n'
        "  excellence evidence mycluster.excellence minutes.pdf -o copy.pdf"
    ),
)
@document
@argument(
    "title",
    metavar=N_("TITLE"),
    required=False,
    explained=N_("One piece of evidence, by its title."),
)
@option("--seen-by", metavar=N_("NAME"), help=N_("Who has seen it on site."))
@option("--on", metavar=N_("DATE"), help=N_("When it was seen, today if not given."))
@option(
    "--state",
    type=click.Choice([state.value for state in EvidenceState]),
    metavar=N_("STATE"),
    help=N_("listed, promised or seen."),
)
@_kind
@option(
    "-o",
    "--output",
    "target",
    type=PATH,
    metavar=N_("PATH"),
    help=N_("Copy the file in the document to this place; it is not opened."),
)
@as_json
@click.pass_context
def list_evidence(
    context: click.Context,
    /,
    file: Path,
    title: str | None,
    as_json: bool,  # noqa: FBT001 - click hands flags over by name
    **more: Unpack[EvidenceOptions],
) -> None:
    """List evidence, change a piece of it, or copy its file out."""
    words = context.ensure_object(Words)
    changing = [more[name] for name in ("seen_by", "on", "state", "kind")]
    if title is None and any(one is not None for one in [*changing, more["target"]]):
        raise WrongUse(words.text("Give the title of the evidence as well."), context)
    if more["on"] is not None and more["seen_by"] is None:
        raise WrongUse(words.text("--on goes together with --seen-by."), context)
    if more["seen_by"] is not None and more["state"] not in {None, EvidenceState.SEEN.value}:
        raise WrongUse(words.text("Give either --seen-by or --state, not both."), context)
    if title is not None and any(one is not None for one in changing):
        _describe(words, file, title, more)
    if more["target"] is not None:
        _copy_out(words, file, title or "", more["target"])
        return
    session = to_read(words, file)
    if title is None:
        items = past.evidence_in_order(session.criteria, session.assessment)
    else:
        items = [evidence.evidence_named(session.assessment, title)]
    wrong = versions.contents(session)
    if as_json:
        from excellence_app.cli.as_json_kept import evidence as as_data  # noqa: PLC0415 - each command imports only what it prints with

        show_json(as_data(session.criteria, session.assessment, items, wrong))
        return
    if not items:
        say(words, N_("No evidence is listed in {file} yet."), file=shown(file))
        return
    from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with

    show_lines(listings.evidence(words, session.criteria, session.assessment, items, wrong))


def _describe(words: Words, file: Path, title: str, more: EvidenceOptions) -> None:
    about: evidence.About = {}
    if more["kind"] is not None:
        about["kind"] = more["kind"]
    if more["state"] is not None:
        about["state"] = EvidenceState(more["state"])
        if about["state"] is EvidenceState.LISTED:
            about |= {"person": "", "due": None, "seen": None}
    with to_change(words, file) as session:
        if more["seen_by"] is None:
            session.change(evidence.describe_evidence, title, **about)
        else:
            seen = date.today() if more["on"] is None else entered.read_day(more["on"])
            about |= {"state": EvidenceState.SEEN, "seen": seen}

            def make(assessment: Assessment, person: str) -> Edit:
                about["person"] = person
                return evidence.describe_evidence(session.criteria, assessment, title, **about)

            seer = more["seen_by"]
            session.apply(evidence.with_person(session.criteria, session.assessment, seer, make))
        settle(
            session, place_of("evidence", evidence.evidence_named(session.assessment, title).id)
        )
        session.save()


def _copy_out(words: Words, file: Path, title: str, target: Path) -> None:
    session = to_read(words, file)
    item = evidence.evidence_named(session.assessment, title)
    if not item.file:
        raise Refused(
            Message(N_('The document holds no file of "{title}".'), {"title": item.title})
        )
    staged = Staging(session.document.id, session.path).path_of(item.file)
    inside = item.file in session.document.attachments
    copy_out(file, item.file, target, staged=None if inside else staged)
    say(
        words,
        N_("Copied to {file}: {evidence}."),
        file=shown(target),
        evidence=evidence_texts.place(words, item),
    )
