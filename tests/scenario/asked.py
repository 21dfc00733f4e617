"""What is true of the requests that were made."""

import re
from dataclasses import dataclass
from datetime import timedelta

from model import Request
from step import STEPS
from vocabulary import GAPS, Line, read_time
from world import Untrue, World


REPEATS_A_KILL = 2


@dataclass
class Wanted:
    line: str
    method: str
    query: str
    after: timedelta


REQUEST = re.compile(r"(?:(POST) )?(\S+)(?: after (.+))?")


def read_requests(line: Line) -> list[Wanted]:
    found: list[Wanted] = []
    for child in line.children:
        match = REQUEST.fullmatch(child.text)
        if match is None:
            raise child.mistake("not a request")
        method, query, after = match.groups()
        if after is not None and not re.fullmatch(GAPS["time"], after):
            raise child.mistake("not a time")
        if query == "again":
            if not found:
                raise child.mistake("nothing is above it")
            method, query = found[-1].method, found[-1].query
        found.append(Wanted(
            f"{child.path.name}:{child.number}", method or "GET", query,
            read_time(after) if after else timedelta(0)))
    return found


def check_repeats(world: World, log: list[Request],
                  wanted: list[Wanted]) -> None:
    """A worker that is killed costs two requests at most, and no others than
    those that would have been made."""
    known = {want.query for want in wanted}
    others = [shown(world, made) for made in log
              if shown(world, made) not in known]
    if others or len(log) > len(wanted) + REPEATS_A_KILL * world.kills:
        raise Untrue(f"after {world.kills} kills, {len(log)} were made"
                     f" instead of {len(wanted)}; others: {others}")


def shown(world: World, request: Request) -> str:
    """Its arguments; at another place than the base URL, that too; all of
    it, where it was asked as a proxy."""
    if request.target.startswith(b"http"):
        return request.target.decode("latin-1")
    if request.path == world.server.path.partition("?")[0]:
        return request.query
    return f"{request.path}?{request.query}"


@STEPS.word("requests", children=read_requests)
def check_requests(world: World, wanted: list[Wanted]) -> None:
    """All since the last look at them. Without "after", at once."""
    log = world.server.log[world.checked:]
    world.checked = len(world.server.log)
    if world.killer is not None:
        check_repeats(world, log, wanted)
        return
    for position, want in enumerate(wanted):
        if position >= len(log):
            raise Untrue(f"{want.line}: it was not made")
        made = log[position]
        if (made.method, shown(world, made)) != (want.method, want.query):
            raise Untrue(f"{want.line}: made was {made.method}"
                         f" {shown(world, made)}")
        waited = made.at - log[position - 1].at if position else want.after
        if waited != want.after:
            raise Untrue(f"{want.line}: made after {waited}")
    if len(log) > len(wanted):
        raise Untrue(f"one more was made: {log[len(wanted)].query}")


@STEPS.word("no requests")
def no_requests(world: World) -> None:
    check_requests(world, [])


@STEPS.word("{n} requests")
def so_many_requests(world: World, wanted: int) -> None:
    found = len(world.server.log) - world.checked
    world.checked = len(world.server.log)
    if found != wanted and world.killer is None:
        raise Untrue(f"there were {found}")


def header_in(world: World, number: int, text: bytes) -> bool:
    name, _, value = text.decode().partition(":")
    begin = world.server.log[number - 1 if number > 0 else -1]
    return value.strip() in begin.headers.get(name.lower(), "") \
        and name.lower() in begin.headers


@STEPS.word("the last request has {text}")
def request_has(world: World, text: bytes) -> None:
    if not header_in(world, 0, text):
        raise Untrue(f"its headers: {world.server.log[-1].headers}")


@STEPS.word("the last request lacks {text}")
def request_lacks(world: World, text: bytes) -> None:
    if header_in(world, 0, text):
        raise Untrue(f"its headers: {world.server.log[-1].headers}")
