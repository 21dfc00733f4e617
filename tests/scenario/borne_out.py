"""Is what Sheaf has, and says, what the repository's journal shows?

    the journal bears it out    of the last harvest: its verdict, and that it
                                asked politely; of all: records, quarantine
    everything has come         the last harvest was complete, and nothing
                                that the repository has is missing
"""

import re
from datetime import datetime, timedelta
from typing import Any

from journal import Page, Version, canonical, read_journal
from model import ranges
from proof import Proven, covers, proven_lists, shown
from step import STEPS
from truth import first_selection, last_harvest
from vocabulary import read_moment
from world import Untrue, World

REPEATS = 2  # of one request at one moment, when a connection was closed
REQUESTS = 1000
OVERLAP = timedelta(days=1)
LEEWAY = timedelta(hours=1)  # by which a responseDate may be ahead
SHORTFALL = 4  # what is announced may be an estimate,
SHORTFALL_SHARE = 20  # and one in so many
MOMENTS = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


@STEPS.word("the journal bears it out")
def bears_out(world: World) -> None:
    begin, world.looked = world.looked, len(world.server.log)
    pages = read_journal(world.server, begin)
    world.history.append(pages)
    world.verdicts.append(last_harvest(world)["verdict"])
    if world.killer is None:
        check_politeness(world, begin)
    check_verdict(world, pages)
    check_records(world)
    check_quarantine(world)


def check_politeness(world: World, begin: int) -> None:
    log = world.server.log[begin:world.looked]
    if len(log) > REQUESTS:
        raise Untrue(f"{len(log)} requests were made for one harvest")
    repeats = 0
    for before, request in zip(log, log[1:]):
        sent = world.server.sent.get(before.number)
        wait = sent.answer.headers.get("Retry-After", "") if sent and \
            sent.answer.status in (429, 503) else ""
        if wait.isdigit() and request.at - before.at \
                < timedelta(seconds=int(wait)):
            raise Untrue(f"request {request.number} came before the"
                         f" {wait} s were over")
        is_same = (before.target, before.body, before.at) == (
            request.target, request.body, request.at)
        is_page = sent is not None and sent.answer.status == 200 \
            and sent.answer.token is not None
        repeats = repeats + 1 if is_same and not is_page else 0
        if repeats >= REPEATS:
            raise Untrue(f"request {request.number} was made {repeats + 1}"
                         " times without a pause")


def check_verdict(world: World, pages: list[Page]) -> None:
    harvest = last_harvest(world)
    moved = first_selection(world)["next_from"]
    if harvest["verdict"] != "complete":
        if moved != world.before["next_from"]:
            raise Untrue(f"{harvest['verdict']}, but next_from is {moved}")
        return
    lists = proven_lists(pages, kept(world))
    wanted = wanted_from(harvest)
    ways = covers([normal(world, one) for one in lists], wanted)
    whys = [why_not(world, harvest, one, pages) for one in ways]
    if "" in whys:
        return
    raise Untrue(f"complete {harvest['proof']}, next_from {moved}: "
                 + (" or ".join(whys) or f"no list from {shown(wanted)} on was"
                    " followed to its end; proven are "
                    f"{[described(one) for one in lists]}"))


def why_not(world: World, harvest: dict[str, Any], chosen: list[Proven],
            pages: list[Page]) -> str:
    """Why these lists do not prove it; empty: they do."""
    return size_fault(harvest, chosen, pages) \
        or next_from_fault(world, chosen)


def kept(world: World) -> dict[str, set[str]]:
    """Datestamps of what is here; of what is an exception, any."""
    found = {row["identifier"]: {row["datestamp"]} for row in
             world.session.rows("SELECT identifier, datestamp"
                                "  FROM sheaf.record")}
    excepted = world.session.rows("SELECT identifier FROM sheaf.quarantine"
                                  " WHERE identifier IS NOT NULL")
    for page in world.history[-1]:
        for row in excepted:
            found.setdefault(row["identifier"], set()).update(
                one.datestamp for one in
                page.records.get(row["identifier"], []))
    return found


def wanted_from(harvest: dict[str, Any]) -> datetime | None:
    text = harvest["from_instant"]
    return None if text is None else datetime.fromisoformat(text)


def normal(world: World, one: Proven) -> Proven:
    """From the earliest datestamp on is everything."""
    earliest = world.server.repository.identify.get("earliestDatestamp", "")
    if one.since is not None and len(earliest) > 9 \
            and one.since <= read_moment(earliest):
        return Proven(one.pages, None, one.until)
    return one


def described(one: Proven) -> str:
    return f"{shown(one.since)} to {one.until}: requests " \
        + ranges([page.number for page in one.pages])


def size_fault(harvest: dict[str, Any], chosen: list[Proven],
               pages: list[Page]) -> str:
    """All of them announced so many, and so many came. What was announced
    before a list was begun again still counts."""
    if len(chosen) > 1 or chosen[0].pages[0].request.verb != "ListRecords":
        return ""
    sizes = [page.size for page in chosen[0].pages if page.size is not None]
    came = sum(sum(map(len, page.records.values())) + len(page.broken)
               for page in chosen[0].pages)
    short = sizes[-1] - came if sizes else 0
    if short > SHORTFALL and short > sizes[-1] // SHORTFALL_SHARE:
        return f"{came} of {sizes[-1]} came"
    sizes = [page.size for page in pages if page.size is not None]
    if harvest["proof"] == "counted" and (not sizes or came < min(sizes)):
        return f"{came} of {sizes} came"
    return ""


def next_from_fault(world: World, chosen: list[Proven]) -> str:
    moved = first_selection(world)["next_from"]
    before = world.before["next_from"]
    if moved == before:
        return ""
    begun = min(one.pages[0].moment for one in chosen)
    if datetime.fromisoformat(moved) > begun - OVERLAP + LEEWAY:
        return f"the list began at {begun}"
    if before and datetime.fromisoformat(moved) \
            < datetime.fromisoformat(before):
        return f"it was {before}"
    return ""


def possible(world: World, identifier: str) -> tuple[bool, list[Version]]:
    """Must it be here, and as what? As it came last: in the last complete
    harvest in which it certainly came, or later (what went back is asked for
    when a list has ended). Of two versions in one harvest, the newer."""
    found: list[Version] = []
    must = False
    for pages, verdict in zip(reversed(world.history),
                              reversed(world.verdicts)):
        versions: list[Version] = []
        sure: list[Version] = []
        for page in pages:
            served = page.records.get(identifier, [])
            if page.request.verb == "ListIdentifiers":
                served = [one for one in served if one.is_deleted]
            elif page.request.verb == "ListRecords" and served:
                if page.is_plain and world.killer is None:
                    sure += served
            versions += served
        found += newest(versions, sure)
        must = must or bool(sure)
        if sure and verdict == "complete":
            break
    return must, found


def newest(versions: list[Version], sure: list[Version]) -> list[Version]:
    """Without what is older than one that certainly came; where a datestamp
    is none, they are taken as they come."""
    if not all(MOMENTS.fullmatch(one.datestamp) for one in versions + sure):
        return versions
    latest = max((moment(one) for one in sure), default="")
    return [one for one in versions if moment(one) >= latest]


def moment(one: Version) -> str:
    return one.datestamp if "T" in one.datestamp \
        else one.datestamp + "T00:00:00Z"


def check_records(world: World) -> None:
    rows = {row["identifier"]: row for row in world.session.rows(
        "SELECT identifier, status, datestamp, set_specs, metadata"
        "  FROM sheaf.record")}
    waiting = {row["identifier"] for row in world.session.rows(
        "SELECT identifier FROM api.quarantine")}
    known = set(rows)
    for pages in world.history:
        for page in pages:
            known |= set(page.records)
    for identifier in sorted(known):
        is_sure, versions = possible(world, identifier)
        check_record(identifier, rows.get(identifier), is_sure, versions,
                     identifier in waiting or is_broken(world, identifier))


def is_broken(world: World, identifier: str) -> bool:
    """It may have been mended."""
    return any(identifier in page.broken for pages in world.history
               for page in pages)


def check_record(identifier: str, row: dict[str, Any] | None, is_sure: bool,
                 versions: list[Version], was_broken: bool) -> None:
    if row is None:
        if is_sure:
            raise Untrue(f"{identifier} came, and is not here")
        return
    if not versions and not was_broken:
        raise Untrue(f"{identifier} is here, and never came")
    is_deleted = row["status"] == "deleted"
    here = Version(is_deleted, row["datestamp"],
                   tuple(sorted(set(row["set_specs"]))),
                   "" if is_deleted else canonical(row["metadata"]))
    alike = [one for one in versions if (
        one.is_deleted, one.datestamp, one.metadata) == (
        here.is_deleted, here.datestamp, here.metadata)
        and (not one.sets or one.sets == here.sets)]
    if not alike and not was_broken:
        raise Untrue(f"{identifier} is {here}, and came as {versions}")


def check_quarantine(world: World) -> None:
    """What waits there came broken; what came broken is there, or whole."""
    broken = [name for pages in world.history for page in pages
              for name in page.broken]
    rows = world.session.rows("SELECT identifier FROM sheaf.quarantine")
    here = {row["identifier"] for row in
            world.session.rows("SELECT identifier FROM sheaf.record")}
    waiting = {row["identifier"] for row in rows}
    strange = {name for name in waiting if name not in broken
               and name not in here and None not in broken
               and not was_asked_for(world, name)}
    if strange:
        raise Untrue(f"in quarantine, and never came broken: {strange}")
    last = world.history[-1]
    for page in last:
        lost = [name for name in page.broken if page.is_plain and name
                and name not in waiting and name not in here]
        if lost:
            raise Untrue(f"{lost} came broken, and went without a trace")


def was_asked_for(world: World, name: str) -> bool:
    """By itself: what it is listed under is all that is known of it."""
    return any(page.request.arguments.get("identifier") == name
               for pages in world.history for page in pages)


@STEPS.word("everything has come")
def everything(world: World) -> None:
    harvest = last_harvest(world)
    pages = world.history[-1]
    if any(None in page.broken for page in pages):
        return
    if harvest["verdict"] != "complete":
        raise Untrue(f"it is {harvest['verdict']}: {harvest['reason']}")
    lost = {name for page in pages for name in page.broken}
    rows = {row["identifier"]: row["status"] for row in world.session.rows(
        "SELECT identifier, status FROM sheaf.record")}
    has: dict[str, set[str]] = {}  # two records may have one identifier
    earliest = earliest_asked(world)
    for record in world.server.repository.records.values():
        if record.whole is None and record.header is None \
                and record.datestamp >= earliest:
            has.setdefault(record.identifier, set()).add(
                "deleted" if record.is_deleted else "live")
    for identifier, statuses in has.items():
        if identifier not in lost and rows.get(identifier) not in statuses:
            raise Untrue(f"{identifier} is {rows.get(identifier)}")


def earliest_asked(world: World) -> str:
    """What is older than a repository says that it has is not seen, where
    that has to be asked for: the cost of the quirk."""
    if not world.session.rows("SELECT quirk FROM sheaf.quirk"
                              " WHERE quirk = 'from-earliest'"):
        return ""
    return world.server.repository.identify.get("earliestDatestamp", "")[:10]
