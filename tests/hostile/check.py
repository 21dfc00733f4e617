"""What must be true of every case, and of all that is in the database."""

import json
import re
import unicodedata
import xml.parsers.expat
from datetime import timedelta
from typing import Any, Iterator

from case import Case
from lane import Lane, Spent

MEMORY_KIB = 64 * 1024
CPU_SECONDS = 1.0
DATABASE_SECONDS = 5.0  # 20,000 records take one
WAIT_SECONDS = 1.0  # of the good repository, for its turn
CALM = timedelta(seconds=60)

IDENTIFIER_BYTES = 2048
SET_SPEC_BYTES = 1024
SET_SPECS = 1000
ABOUTS = 64
RECORD_BYTES = 16 * 1024 * 1024
SENTENCE_BYTES = 2000

# XML 1.0, 2.2.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

VERDICTS = """
SELECT DISTINCT ON (r.name) r.name, h.verdict, h.proof, h.fault, h.reason,
       (SELECT count(*)
          FROM sheaf.record AS x
         WHERE x.repository_id = r.repository_id
           AND x.status = 'live') AS records
  FROM sheaf.repository AS r
  LEFT JOIN sheaf.harvest AS h USING (repository_id)
 ORDER BY r.name, h.harvest_id DESC"""

# Everything that people are shown as our own words.
SENTENCES = """
SELECT r.name, s.place, s.text
  FROM (SELECT repository_id, 'harvest' AS place, reason AS text
          FROM sheaf.harvest
        UNION ALL
        SELECT repository_id, 'list_request', reason FROM sheaf.list_request
        UNION ALL
        SELECT repository_id, 'list_request', trying_reason
          FROM sheaf.list_request
        UNION ALL
        SELECT repository_id, 'event', text FROM sheaf.event
        UNION ALL
        SELECT repository_id, 'quarantine', reason FROM sheaf.quarantine
        UNION ALL
        SELECT repository_id, 'quirk', reason FROM sheaf.quirk) AS s
  JOIN sheaf.repository AS r USING (repository_id)
 WHERE s.text IS NOT NULL"""

RECORDS = """
SELECT r.name, x.identifier, x.datestamp, x.set_specs, x.about, x.metadata,
       x.status
  FROM sheaf.record AS x
  JOIN sheaf.repository AS r USING (repository_id)
 WHERE r.name <> 'r0'"""


def check(lane: Lane, has_limits: bool) -> Iterator[tuple[str, str]]:
    """Case and what is wrong with it."""
    verdicts = {row["name"]: row for row in lane.session.rows(VERDICTS)}
    for name, case in lane.names.items():
        for wrong in check_case(lane, case, verdicts[name], has_limits):
            yield case.id, wrong
    yield from check_sentences(lane)
    yield from check_records(lane)
    yield from check_log(lane)
    yield from check_commands(lane)
    for fault in lane.provider.faults:
        yield "test", fault
    if has_limits and lane.steady.longest_wait > WAIT_SECONDS:
        yield "good-steady", ("it was kept waiting while the worker spent"
                              f" {lane.steady.longest_wait:.2f} s")


def check_case(lane: Lane, case: Case, verdict: dict[str, Any],
               has_limits: bool) -> Iterator[str]:
    if case.id in lane.crashes:
        yield f"the worker {lane.crashes[case.id]}"
        return
    said = f"{verdict['verdict']} {verdict['proof'] or verdict['fault']}"
    if not any(said == want or said.startswith(want + " ")
               for want in case.wants.split("|")):
        yield f"it is {said}, not {case.wants}: {verdict['reason']}"
    elif verdict["records"] != case.records:
        yield f"{verdict['records']} records, not {case.records}"
    spent = lane.spent.get(case.id, Spent())
    if has_limits and spent.cpu > CPU_SECONDS:
        yield f"it took {spent.cpu:.2f} s"
    if has_limits and spent.database > DATABASE_SECONDS:
        yield f"it took PostgreSQL {spent.database:.2f} s"
    if has_limits and spent.peak_kib > MEMORY_KIB:
        yield f"it took {spent.peak_kib / 1024:.1f} MiB"
    yield from check_calm(lane, case)


def check_calm(lane: Lane, case: Case) -> Iterator[str]:
    """After an answer that was no good, at most one request in a minute."""
    log = lane.provider.log[case.id]
    if not log:
        yield "it was never asked"
    for position, bad in enumerate(log):
        following = [later for later in log[position + 1:]
                     if later.at < bad.at + CALM]
        if bad.is_hostile and len(following) > 1:
            yield (f"after request {position + 1} there were"
                   f" {len(following)} in 60 s: "
                   + ", ".join(later.target for later in following[:4]))
            return


def is_printable(text: str) -> bool:
    """No controls, nothing that turns lines or hides; but what joins or parts
    letters and pictures, and what has no picture here."""
    return all(character.isprintable() or character in "\xad\u200b\u200c\u200d"
               or unicodedata.category(character) in ("Co", "Cn", "Zs")
               for character in text)


def is_plain(text: str) -> bool:
    return is_printable(text) and 0 < len(text.encode()) <= SENTENCE_BYTES \
        and text == text.strip()


def check_sentences(lane: Lane) -> Iterator[tuple[str, str]]:
    for row in lane.session.rows(SENTENCES):
        if not is_plain(row["text"]):
            yield lane.names[row["name"]].id, \
                f"no plain sentence: {row['place']}: {row['text']!r}"


def check_records(lane: Lane) -> Iterator[tuple[str, str]]:
    for row in lane.session.rows(RECORDS):
        for wrong in check_record(row):
            yield lane.names[row["name"]].id, wrong


def check_record(row: dict[str, Any]) -> Iterator[str]:
    identifier, sets = row["identifier"], row["set_specs"] or []
    if not 0 < len(identifier.encode()) <= IDENTIFIER_BYTES:
        yield f"an identifier of {len(identifier)}"
    texts = [identifier, row["datestamp"] or "", *sets]
    if any(ILLEGAL.search(text) for text in texts):
        yield f"characters that XML does not have: {texts!r}"
    if len(sets) > SET_SPECS or any(
            not 0 < len(one.encode()) <= SET_SPEC_BYTES for one in sets):
        yield f"{len(sets)} sets"
    if row["status"] != "live":
        return
    metadata = row["metadata"] or ""
    if not 0 < len(metadata.encode()) <= RECORD_BYTES:
        yield f"metadata of {len(metadata)}"
    elif not parses(metadata):
        yield f"metadata that do not parse: {metadata[:200]!r}"
    abouts = row["about"] or ""
    if abouts and not parses(f"<abouts>{abouts}</abouts>"):
        yield f"abouts that do not parse: {abouts[:200]!r}"


def parses(text: str) -> bool:
    """Alone, by another parser than the one that read it. It follows the fourth
    edition of XML, where names have no U+FFFD."""
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(text.replace("\ufffd", "_").encode(), True)
    except xml.parsers.expat.ExpatError:
        return False
    return True


def check_log(lane: Lane) -> Iterator[tuple[str, str]]:
    for line in lane.log.read_bytes().split(b"\n"):
        if not is_printable(line.decode("utf-8", "backslashreplace")):
            yield "log", repr(line[:300])


COMMANDS = (("status",), ("list",), ("quarantine", "list"),
            ("sql", "-c", "SELECT count(*) FROM api.item"))


def check_commands(lane: Lane) -> Iterator[tuple[str, str]]:
    """What people look at afterwards."""
    for words in COMMANDS:
        written = lane.sheaf.run(*words, exits=(0, 3, 4))
        for line in written.split("\n"):
            if not is_printable(line):
                yield "sheaf " + words[0], repr(line)
    for words in (("status", "--json"), ("list", "--json"),
                  ("quarantine", "list", "--json")):
        for line in lane.sheaf.run(*words, exits=(0, 3, 4)).split("\n"):
            if line:
                json.loads(line)
