"""What a repository holds now, in the order in which it lists it.

Entries are listed by datestamp and then identifier, and a list goes on after
the last entry that was given. So an entry that is touched while somebody
lists moves to the end of the list and is never skipped.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from threading import RLock
from typing import Callable, Iterable, Iterator, Mapping

from shape import Shape
from work import Work

Key = tuple[str, str]  # datestamp, identifier


@dataclass
class Entry:
    """One item: its header, and the number that its work is made from."""

    identifier: str
    datestamp: str
    sets: tuple[str, ...]
    number: int
    revision: int = 0
    deleted: bool = False
    hidden: bool = False

    @property
    def key(self) -> Key:
        return self.datestamp, self.identifier

    def within(self, spec: str) -> bool:
        """A member of a:b is a member of a."""
        return any(s == spec or s.startswith(spec + ":") for s in self.sets)


@dataclass(frozen=True)
class Selection:
    """What a list request asks for; moments in seconds, ends included."""

    since: str = ""
    until: str = ""
    spec: str = ""


class Catalogue:
    """The entries of one repository. Every method may be called from any
    thread."""

    def __init__(self, shape: Shape, work: Callable[[int], Work],
                 entries: Iterable[Entry]) -> None:
        self.shape = shape
        self._work = work
        self._entries = {entry.identifier: entry for entry in entries}
        self._next = 1 + max((e.number for e in self._entries.values()),
                             default=-1)
        self._sorted: dict[str, list[Entry]] = {}
        self._lock = RLock()

    def work(self, entry: Entry) -> Work:
        return self._work(entry.number).revised(entry.revision)

    def find(self, identifier: str) -> Entry | None:
        with self._lock:
            entry = self._entries.get(identifier)
            return entry if entry and self._shown(entry) else None

    def earliest(self) -> str:
        with self._lock:
            listed = self._listed("")
            return listed[0].datestamp if listed else "2000-01-01T00:00:00Z"

    def page(self, selection: Selection, after: Key | None,
             limit: int) -> tuple[list[Entry], int, bool]:
        """Entries, how many the whole list has, whether more follow."""
        with self._lock:
            listed = self._listed(selection.spec)
            first = bisect_left(listed, selection.since,
                                key=lambda e: e.datestamp)
            end = bisect_right(listed, selection.until or "~",
                               key=lambda e: e.datestamp)
            begin = first if after is None else max(
                first, bisect_right(listed, after, key=lambda e: e.key))
            return (listed[begin:min(end, begin + limit)],
                    max(0, end - first), end > begin + limit)

    def touch(self, identifiers: Iterable[str], datestamp: str) -> int:
        """New content; a deleted entry lives again."""
        def change(entry: Entry) -> None:
            entry.revision += 1
            entry.deleted = False
        return self._change(identifiers, datestamp, change)

    def stamp(self, identifiers: Iterable[str], datestamp: str) -> int:
        """A new datestamp and nothing else."""
        return self._change(identifiers, datestamp, lambda _: None)

    def delete(self, identifiers: Iterable[str], datestamp: str) -> int:
        def change(entry: Entry) -> None:
            entry.deleted = True
        return self._change(identifiers, datestamp, change)

    def forget(self, identifiers: Iterable[str]) -> int:
        """As if they had never been: no tombstone either."""
        with self._lock:
            self._sorted.clear()
            return len([self._entries.pop(i) for i in identifiers])

    def hide(self, identifiers: Iterable[str], is_hidden: bool) -> int:
        """Neither listed nor known, and nothing says so; or there again."""
        with self._lock:
            self._sorted.clear()
            chosen = [self._entries[i] for i in identifiers]
            for entry in chosen:
                entry.hidden = is_hidden
            return len(chosen)

    def file(self, places: Mapping[str, Iterable[str]]) -> int:
        """Into other sets, with the datestamp that it had."""
        with self._lock:
            self._sorted.clear()
            for identifier, sets in places.items():
                self._entries[identifier].sets = tuple(sets)
            return len(places)

    def rename(self, names: Mapping[str, str]) -> int:
        """The same items under other identifiers."""
        with self._lock:
            self._sorted.clear()
            for old, new in names.items():
                entry = self._entries.pop(old)
                entry.identifier = new
                self._entries[new] = entry
            return len(names)

    def add(self, count: int, datestamp: str) -> int:
        with self._lock:
            self._sorted.clear()
            for _ in range(count):
                entry = self.entry(self.shape, self._work(self._next),
                                   datestamp)
                self._entries[entry.identifier] = entry
                self._next += 1
        return count

    @staticmethod
    def entry(shape: Shape, work: Work, datestamp: str) -> Entry:
        return Entry(shape.identify(work.number), datestamp,
                     shape.file(work), work.number)

    def _change(self, identifiers: Iterable[str], datestamp: str,
                change: Callable[[Entry], None]) -> int:
        with self._lock:
            self._sorted.clear()
            chosen = [self._entries[i] for i in identifiers]
            for entry in chosen:
                change(entry)
                entry.datestamp = datestamp
            return len(chosen)

    def _shown(self, entry: Entry) -> bool:
        return not entry.hidden and (
            not entry.deleted or self.shape.deleted != "no")

    def _listed(self, spec: str) -> list[Entry]:
        if spec not in self._sorted:
            self._sorted[spec] = sorted(self._members(spec),
                                        key=lambda e: e.key)
        return self._sorted[spec]

    def _members(self, spec: str) -> Iterator[Entry]:
        for entry in self._entries.values():
            if self._shown(entry) and (not spec or entry.within(spec)):
                yield entry
