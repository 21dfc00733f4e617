"""The repositories that are served, and what they hold on the first day.

Everything is made by rule, so two runs serve the same: numbers, datestamps,
deletions. Tests count on the sizes below.
"""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import shape_dspace
import shape_eprints
import shape_haplo
import shape_ojs
from catalogue import Catalogue, Entry
from provider import MOMENT
from shape import Shape, oai_dc_format
from work import Library, Work, seed

FIRST = datetime(2019, 3, 1, 8, 30, tzinfo=timezone.utc)
SIZES = {"dspace": 140, "eprints": 90, "ojs": 60, "haplo": 70}
SHAPES = {"dspace": shape_dspace.SHAPE, "eprints": shape_eprints.SHAPE,
          "ojs": shape_ojs.SHAPE, "haplo": shape_haplo.SHAPE}
EVERY_DELETED = 11  # the 5th, the 16th, the 27th, ... is deleted
HELD_BACK = 5
SAME_DATESTAMP = 3  # so many items share each datestamp
APART = timedelta(hours=37, minutes=11, seconds=13)


def datestamp(index: int) -> str:
    return (FIRST + index // SAME_DATESTAMP * APART).strftime(MOMENT)


def number(name: str, index: int) -> int:
    """Journals hold articles only; the others have what there is."""
    return shape_ojs.article(index) if name == "ojs" else index


def sample(name: str, library: Library) -> list[Entry]:
    entries = []
    for index in range(SIZES[name]):
        entry = Catalogue.entry(SHAPES[name],
                                library.work(number(name, index)),
                                datestamp(index))
        entry.deleted = index % EVERY_DELETED == HELD_BACK
        entries.append(entry)
    return entries


def catalogues(data: Path) -> dict[str, Catalogue]:
    """The four sample repositories, the real record among Haplo's."""
    library = Library(data)
    identifier, stamp, real = seed(data)

    def work(wanted: int) -> Work:
        return real if wanted == real.number else library.work(wanted)

    held = {name: sample(name, library) for name in SHAPES}
    held["haplo"].append(Entry(identifier, stamp,
                               shape_haplo.SHAPE.file(real), real.number))
    return {name: Catalogue(SHAPES[name], work, entries)
            for name, entries in held.items()}


def large(data: Path, count: int) -> Catalogue:
    """So many records without sets or deletions, made when asked for."""
    shape = Shape(
        title="Large Sample Repository", deleted="persistent",
        formats=(oai_dc_format(shape_dspace.flattened),),
        identify=lambda n: f"oai:large.example.org:{n}")
    entries = (Entry(shape.identify(n), (FIRST + timedelta(seconds=n * 97))
                     .strftime(MOMENT), (), n) for n in range(count))
    return Catalogue(shape, Library(data).work, entries)
