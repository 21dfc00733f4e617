"""What is true of the database afterwards."""

import re
from datetime import datetime, timedelta
from typing import Any

from model import ranges
from step import STEPS, check_phrases
from vocabulary import GAPS, MOMENT, Line, phrases
from world import Untrue, World

JITTER = 0.06  # of when it is next due: daemon/verdict.c, spread()


def last_harvest(world: World) -> dict[str, Any]:
    found = world.session.rows(
        "SELECT * FROM sheaf.harvest ORDER BY harvest_id DESC LIMIT 1")
    if not found:
        raise Untrue("there was no harvest")
    return found[0]


@STEPS.word("verdict {word}[ {word}]", children=phrases)
def verdict(world: World, wanted: str, why: str | None,
            expected: list[str]) -> None:
    check_verdict(last_harvest(world), wanted, why, expected)


@STEPS.word("verdict of {word} {word}[ {word}]", children=phrases)
def verdict_of(world: World, what: str, wanted: str, why: str | None,
               expected: list[str]) -> None:
    """Of a format, or "set:" and a set."""
    name, _, value = what.partition("set=")
    found = world.session.rows(
        "SELECT * FROM sheaf.harvest WHERE "
        + (f"set_spec = '{value}'" if value else
           f"metadata_prefix = '{name}'")
        + " ORDER BY harvest_id DESC LIMIT 1")
    if not found:
        raise Untrue("there was no such harvest")
    check_verdict(found[0], wanted, why, expected)


def check_verdict(harvest_row: dict[str, Any], wanted: str, why: str | None,
                  expected: list[str]) -> None:
    said = harvest_row["proof"] or harvest_row["fault"]
    if harvest_row["verdict"] != wanted or said != why:
        raise Untrue(f"it is {harvest_row['verdict']} {said}:"
                     f" {harvest_row['reason']}")
    check_phrases(harvest_row["reason"], expected)


@STEPS.word("counts {rest}")
def counts(world: World, text: str) -> None:
    """counts inserted 3, updated 0"""
    row = last_harvest(world)
    if world.killer is not None:
        return  # pages that are asked for again count again
    for part in text.split(","):
        name, number = part.split()
        if row[name] != int(number):
            raise Untrue(f"{name} is {row[name]}")


@STEPS.word("kind {word}")
def kind(world: World, wanted: str) -> None:
    row = last_harvest(world)
    if row["kind"] != wanted:
        raise Untrue(f"it is {row['kind']}")


@STEPS.word("{n} harvests")
def harvests(world: World, wanted: int) -> None:
    found = world.session.row("SELECT count(*) AS n FROM sheaf.harvest")["n"]
    if found != wanted:
        raise Untrue(f"there are {found}")


def check_records(world: World, status: str, wanted: list[int]) -> None:
    rows = world.session.rows(
        "SELECT DISTINCT identifier FROM sheaf.record"
        f" WHERE status = '{status}'")
    by_identifier = {record.identifier: number for number, record
                     in world.server.repository.records.items()}
    found, others = [], []
    for row in rows:
        number = by_identifier.get(row["identifier"])
        if number is None:
            match = re.fullmatch(r"oai:example\.org:(\d+)",
                                 row["identifier"])
            number = int(match.group(1)) if match else None
        if number is None:
            others.append(row["identifier"])
        else:
            found.append(number)
    if others or sorted(found) != sorted(wanted):
        raise Untrue(f"{status} are {ranges(found)}"
                     + "".join(f" and {one!r}" for one in others))


@STEPS.word("records {numbers}")
def records(world: World, numbers: list[int]) -> None:
    check_records(world, "live", numbers)


@STEPS.word("no records")
def no_records(world: World) -> None:
    check_records(world, "live", [])


for _status in ("deleted", "missing", "gone"):
    STEPS.word(_status + " {numbers}")(
        lambda world, numbers, status=_status:
        check_records(world, status, numbers))
    STEPS.word("none " + _status)(
        lambda world, status=_status: check_records(world, status, []))


def record_row(world: World, number: int) -> dict[str, Any]:
    record = world.server.repository.records.get(number)
    identifier = record.identifier if record else f"oai:example.org:{number}"
    found = world.session.rows(
        "SELECT * FROM sheaf.record WHERE identifier = "
        f"$sheaf${identifier}$sheaf$ ORDER BY metadata_prefix LIMIT 1")
    if not found:
        raise Untrue("there is no such record")
    return found[0]


@STEPS.word("record {n} has {text}")
def record_has(world: World, number: int, text: bytes) -> None:
    row = record_row(world, number)
    kept = f"{row['metadata']}{row['about'] or ''}"
    if text.decode() not in kept:
        raise Untrue(f"it is {kept}")


@STEPS.word("record {n} lacks {text}")
def record_lacks(world: World, number: int, text: bytes) -> None:
    row = record_row(world, number)
    if text.decode() in f"{row['metadata']}{row['about'] or ''}":
        raise Untrue(f"it is {row['metadata']}")


@STEPS.word("record {n} datestamp {text}[ read as {moment}]")
def record_datestamp(world: World, number: int, text: bytes,
                     moment: datetime | None) -> None:
    row = record_row(world, number)
    instant = row["datestamp_at"] and datetime.fromisoformat(
        row["datestamp_at"])
    if row["datestamp"] != text.decode() or instant != moment:
        raise Untrue(f"it is \"{row['datestamp']}\", read as {instant}")


@STEPS.word("record {n} in set {rest}")
def record_in_set(world: World, number: int, text: str) -> None:
    row = record_row(world, number)
    if sorted(row["set_specs"]) != sorted(text.split()):
        raise Untrue(f"its sets are {row['set_specs']}")


@STEPS.word("record {n} in no set")
def record_in_no_set(world: World, number: int) -> None:
    record_in_set(world, number, "")


@STEPS.word("no quarantine")
def no_quarantine(world: World) -> None:
    check_quarantine(world, [])


def read_quarantine(line: Line) -> list[tuple[int | None, str]]:
    """    record 3 "why"      unnamed "why" """
    found = []
    for child in line.children:
        match = re.fullmatch(r"(?:record (\d+)|unnamed) " + GAPS["text"],
                             child.text)
        if match is None:
            raise child.mistake("not understood")
        number, text = match.groups()
        found.append((int(number) if number else None, text))
    return found


@STEPS.word("quarantine", children=read_quarantine)
def check_quarantine(world: World,
                     wanted: list[tuple[int | None, str]]) -> None:
    """All of it, as people see it."""
    rows = world.session.rows(
        "SELECT identifier, reason FROM api.quarantine"
        " ORDER BY identifier NULLS LAST")
    shown = [f"{row['identifier']}: {row['reason']}" for row in rows]
    left = list(rows)
    for number, phrase in wanted:
        record = world.server.repository.records.get(number or 0)
        identifier = None if number is None else record.identifier \
            if record else f"oai:example.org:{number}"
        match = [row for row in left if row["identifier"] == identifier
                 and phrase in row["reason"]]
        if not match:
            raise Untrue(f"in quarantine: {shown}")
        left.remove(match[0])
    if left:
        raise Untrue(f"in quarantine: {shown}")


@STEPS.word("quarantine has {text}")
def quarantine_has(world: World, text: bytes) -> None:
    rows = world.session.rows("SELECT encode(bytes, 'escape') AS bytes"
                              " FROM sheaf.quarantine")
    if not any(text.decode() in row["bytes"] for row in rows):
        raise Untrue(f"its bytes: {[row['bytes'] for row in rows]}")


@STEPS.word("event {word} {text}")
def event(world: World, wanted: str, text: bytes) -> None:
    rows = world.session.rows("SELECT kind, text FROM sheaf.event"
                              " ORDER BY event_id")
    if not any(row["kind"] == wanted and text.decode() in row["text"]
               for row in rows):
        raise Untrue(f"events: {[(r['kind'], r['text']) for r in rows]}")


@STEPS.word("no events")
def no_events(world: World) -> None:
    rows = world.session.rows("SELECT kind, text FROM sheaf.event")
    if rows:
        raise Untrue(f"events: {[(r['kind'], r['text']) for r in rows]}")


@STEPS.word("quirk {word} {word}", children=phrases)
def quirk(world: World, name: str, setting: str, expected: list[str]) -> None:
    rows = world.session.rows("SELECT quirk, setting, reason FROM sheaf.quirk")
    for row in rows:
        if (row["quirk"], row["setting"]) == (name, setting):
            check_phrases(row["reason"], expected)
            return
    raise Untrue(f"quirks: {rows}")


@STEPS.word("no quirks")
def no_quirks(world: World) -> None:
    rows = world.session.rows("SELECT quirk, setting, reason FROM sheaf.quirk")
    if rows:
        raise Untrue(f"quirks: {rows}")


def first_selection(world: World) -> dict[str, Any]:
    return world.session.row(
        "SELECT * FROM sheaf.selection ORDER BY selection_id LIMIT 1")


def moment_of(text: str | None) -> str:
    if text is None:
        return "none"
    return datetime.fromisoformat(text).strftime(MOMENT)


@STEPS.word("next_from {moment}")
def next_from(world: World, wanted: datetime) -> None:
    found = moment_of(first_selection(world)["next_from"])
    if found != wanted.strftime(MOMENT):
        raise Untrue(f"it is {found}")


@STEPS.word("next_from none")
def next_from_none(world: World) -> None:
    found = first_selection(world)["next_from"]
    if found is not None:
        raise Untrue(f"it is {moment_of(found)}")


@STEPS.word("next_from stays")
def next_from_stays(world: World) -> None:
    found = first_selection(world)["next_from"]
    if found != world.before["next_from"]:
        raise Untrue(f"it was {moment_of(world.before['next_from'])},"
                     f" it is {moment_of(found)}")


def check_due(world: World, moment: str | None, wanted: timedelta) -> None:
    if moment is None or moment == "infinity":
        raise Untrue("never")
    found = datetime.fromisoformat(moment) - world.moment
    if abs(found - wanted) > wanted * JITTER:
        raise Untrue(f"it is in {found}")


@STEPS.word("due in {time}")
def due_in(world: World, wanted: timedelta) -> None:
    """Give or take what spreads the load."""
    check_due(world, first_selection(world)["next_due"], wanted)


@STEPS.word("asked again in {time}")
def asked_again(world: World, wanted: timedelta) -> None:
    """Of a harvest that waits: exactly then, and nobody holds the host."""
    row = world.session.row(
        "SELECT greatest(next_due, not_before) AS next, worker"
        "  FROM sheaf.host")
    if row["worker"] is not None:
        raise Untrue(f"{row['worker']} holds the host")
    if row["next"] in (None, "infinity"):
        raise Untrue("never")
    found = datetime.fromisoformat(row["next"]) - world.moment
    if found != wanted:
        raise Untrue(f"in {found}")


@STEPS.word("state {word}")
def state(world: World, wanted: str) -> None:
    found = world.session.row("SELECT state FROM sheaf.repository")["state"]
    if found != wanted:
        raise Untrue(f"it is {found}")


@STEPS.word("clock {moment}")
def clock(world: World, wanted: datetime) -> None:
    if world.moment != wanted:
        raise Untrue(f"it is {world.moment.strftime(MOMENT)}")


@STEPS.word("sql {rest}", children=phrases)
def sql(world: World, statement: str, expected: list[str]) -> None:
    """Its rows, columns with | between them."""
    rows = world.session.rows(statement)
    found = ["|".join(shown(value) for value in row.values())
             for row in rows]
    if found != expected:
        raise Untrue(f"it is {found}")


def shown(value: Any) -> str:
    if value is None:
        return "NULL"
    return value if isinstance(value, str) else \
        str(value).lower() if isinstance(value, bool) else str(value)
