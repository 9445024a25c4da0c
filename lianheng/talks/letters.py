"""The papers of a talk: the notice to the person concerned, and the record with everybody's signature."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from lianheng.kernel.moments import ZONE
from lianheng.papers.official import Block, Grid, Heading, Paper, Text

from .terms import AFTER_SALUTATION, Capacity, LetterWord

if TYPE_CHECKING:
    from .models import Commitment, Signature, Talk


def notice_letter(talk: "Talk", agency: str) -> Paper:
    """What the person concerned was told, as it was sent."""
    to = LetterWord.COMRADE.label.format(person=talk.person)
    said = talk.notice.removeprefix(to).lstrip(AFTER_SALUTATION)
    return Paper(
        agency=agency,
        kind=str(LetterWord.NOTICE.label),
        number="",
        title=LetterWord.NOTICE_TITLE.label.format(kind=talk.get_kind_display()),
        to=to,
        body=(Text(said),),
        signed=agency,
        on=_day(talk.notified_at),
    )


def record_letter(talk: "Talk", promises: Iterable["Commitment"], signatures: Iterable["Signature"]) -> Paper:
    """What was said, what the person concerned says to it, what was promised, who signed when."""
    body: list[Block] = [_facts(talk), _head(LetterWord.SAID), Text(talk.record)]
    if talk.taken_down:
        body += [_head(LetterWord.TAKEN_DOWN), Text(talk.taken_down)]
    body += [_head(LetterWord.OWN_WORDS), *(Text(line) for line in _answer(talk))]
    if promised := _promised(promises):
        body += [_head(LetterWord.COMMITMENTS), promised]
    body += [_head(LetterWord.SIGNATURES), _signed(talk, signatures)]
    return Paper(
        agency="",
        kind=str(LetterWord.RECORD.label),
        number="",
        title=LetterWord.RECORD_TITLE.label.format(kind=talk.get_kind_display()),
        to="",
        body=tuple(body),
        signed="",
        on=_day(talk.held_at),
        note=str(LetterWord.INTERNAL.label),
        is_internal=True,
    )


def _facts(talk: "Talk") -> Grid:
    rows = (
        (LetterWord.PERSON, talk.person),
        (LetterWord.UNIT, talk.unit.name),
        (LetterWord.AT, _moment(talk.held_at)),
        (LetterWord.PLACE, talk.place),
        (LetterWord.TALKERS, f"{talk.led_by} {talk.second}"),
        (LetterWord.RECORDER, talk.recorder),
        (LetterWord.BECAUSE, talk.because),
    )
    heads = (str(LetterWord.ITEM.label), str(LetterWord.CONTENT.label))
    return Grid(heads, tuple((str(word.label), str(said)) for word, said in rows), (1, 4))


def _answer(talk: "Talk") -> list[str]:
    if talk.confirmed_at:
        return [line for line in (talk.own_words, talk.get_stance_display()) if line]
    if talk.refusal:
        told = {"who": talk.refusal_noted_by, "at": _moment(talk.refusal_noted_at)}
        return [LetterWord.REFUSED.label.format(refusal=talk.refusal, **told)]
    return [str(LetterWord.NO_ANSWER.label)]


def _promised(promises: Iterable["Commitment"]) -> Grid | None:
    rows = tuple((each.what, each.due_on.isoformat(), _iso(each.done_on)) for each in promises)
    heads = tuple(str(word.label) for word in (LetterWord.WHAT, LetterWord.DUE_ON, LetterWord.DONE_ON))
    return Grid(heads, rows, (5, 2, 2)) if rows else None


def _signed(talk: "Talk", signatures: Iterable["Signature"]) -> Grid:
    """Everybody who is to sign, with the moment, or that no signature was given."""
    signed = {each.capacity: _moment(each.signed_at) for each in signatures}
    people = {
        Capacity.CONCERNED: talk.person,
        Capacity.LEADING: talk.led_by,
        Capacity.SECOND: talk.second,
        Capacity.RECORDING: talk.recorder,
    }
    missing = str(LetterWord.NOT_SIGNED.label)
    rows = tuple((str(each.label), str(who), signed.get(each, missing)) for each, who in people.items())
    heads = tuple(str(word.label) for word in (LetterWord.CAPACITY, LetterWord.NAME, LetterWord.SIGNED_AT))
    return Grid(heads, rows, (3, 3, 4))


def _head(word: LetterWord) -> Heading:
    return Heading(1, str(word.label))


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(ZONE).date() if moment else None


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}" if moment else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
