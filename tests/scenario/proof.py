"""Does the journal prove that a list was followed from its first page to its
end, and that it is all of what was asked for?
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from journal import Page
from vocabulary import MOMENT, read_moment

FOREVER = datetime.max.replace(tzinfo=timezone.utc)
GRANULE = timedelta(days=1)  # of repositories that know days only


@dataclass
class Proven:
    """A list that was followed to its end; the dates it was asked for."""

    pages: list[Page]
    since: datetime | None
    until: datetime | None


def turning(pages: list[Page]) -> set[str]:
    """Tokens of a repository that counts itself: there is one for all."""
    places: dict[str, set[int]] = {}
    for page in pages:
        if page.place and page.is_whole:
            places.setdefault((page.asked_token or "").strip(), set()).add(
                page.place)
    return {token for token, found in places.items() if len(found) > 1}


def follows(page: Page, after: Page, shared: set[str]) -> bool:
    """It was asked for with the token of the other one, and the repository,
    if it counts itself, has not turned a page in between."""
    token = after.token.strip()
    return page.number > after.number \
        and page.request.verb == after.request.verb \
        and page.asked_token is not None \
        and page.asked_token.strip() == token \
        and (page.place == after.place + 1 or token not in shared)


def is_end(page: Page, before: list[Page], pages: list[Page]) -> bool:
    """There is no more, or the repository says so: the first time it is
    asked, or when all that it announced has come."""
    if not page.is_proof or page.token.strip():
        return is_format_gone(page, before)
    if not page.is_nothing or not before:
        return True
    sizes = [one.size for one in before if one.size is not None]
    came = sum(len(one.records) + len(one.broken) for one in before)
    was_asked = any(before[-1].number < one.number < page.number
                    and one.asked_token == page.asked_token for one in pages)
    return not was_asked or (bool(sizes) and came >= sizes[-1])


def is_format_gone(page: Page, before: list[Page]) -> bool:
    """What some answer to "what is new?" when nothing is."""
    return page.is_whole and not before \
        and page.errors == ["cannotDisseminateFormat"] \
        and "from" in page.request.arguments


def ways(start: Page, pages: list[Page]) -> list[list[Page]]:
    """From a first page to an end, one for each end that can be reached."""
    found: list[list[Page]] = []
    shared = turning(pages)
    seen: set[int] = set()
    waiting = [[start]]
    while waiting:
        way = waiting.pop()
        page = way[-1]
        if is_end(page, way[:-1], pages):
            found.append(way)
        elif page.is_proof:
            following = [one for one in pages if follows(one, page, shared)
                         and one.number not in seen]
            seen |= {one.number for one in following}
            waiting += [[*way, one] for one in following]
    return found


def date_of(page: Page, name: str) -> datetime | None:
    text = page.request.arguments.get(name)
    if text is None:
        return None
    if "T" not in text and name == "until":
        return read_moment(text) + GRANULE - timedelta(seconds=1)
    return read_moment(text)


def is_kept(way: list[Page], kept: dict[str, set[str]]) -> bool:
    """All that a list of identifiers names is here, of a datestamp that it
    names; one may be named twice."""
    named: dict[str, set[str]] = {}
    for page in way:
        for name, versions in page.records.items():
            named.setdefault(name, set()).update(
                one.datestamp for one in versions)
    return all(datestamps & kept.get(name, set())
               for name, datestamps in named.items())


def proven_lists(pages: list[Page], kept: dict[str, set[str]]) \
        -> list[Proven]:
    """kept: by identifier, datestamps of what is here, or is an exception."""
    return [Proven(way, date_of(start, "from"), date_of(start, "until"))
            for start in pages
            if start.request.verb != "GetRecord" and start.asked_token is None
            for way in ways(start, pages)
            if start.request.verb == "ListRecords" or is_kept(way, kept)]


def covers(lists: list[Proven], since: datetime | None) \
        -> list[list[Proven]]:
    """Lists that are all from then on: by themselves, or as windows."""
    alone = [[one] for one in lists
             if one.until is None and begins(one, since)]
    windows = [] if alone else chain(lists, since)
    return alone or ([windows] if windows else [])


def begins(one: Proven, at: datetime | None) -> bool:
    return one.since is None or (at is not None and one.since <= at)


def chain(lists: list[Proven], since: datetime | None) -> list[Proven]:
    """Each begins where the one before ends, the last has no end."""
    chosen: list[Proven] = []
    reached = since
    while True:
        usable = [one for one in lists if begins(one, reached) and (
            not chosen or reached is None or one.until is None
            or one.until > reached)]
        if not usable:
            return []
        best = max(usable, key=lambda one: one.until or FOREVER)
        chosen.append(best)
        if best.until is None:
            return chosen
        reached = best.until + timedelta(seconds=1)


def shown(moment: datetime | None) -> str:
    return "the beginning" if moment is None else moment.strftime(MOMENT)
