#!/usr/bin/python3
"""sheaf import-pages: damaged files, large ones, and recorded ones."""

import csv
import gzip
import os
import sys
import time
import unittest
from pathlib import Path

from kept import HAPLO, HTML, ImportSession, answer, write, zstd
from person import DONE, FAILED, NOTHING, PARTIAL
from product import SHARED

ROOT = b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'


class DamageTest(ImportSession):
    def damaged(self) -> dict[str, bytes]:
        good = self.pages()[0]
        return {
            "cut.xml": good[:len(good) // 2],
            "cut.xml.gz": gzip.compress(good)[:-20],
            "cut.xml.zst": zstd(good)[:-20],
            "short.gz": gzip.compress(good)[:100],
            "short.zst": zstd(good)[:300],
            "empty.gz": b"",
            "empty.xml": b"",
            "page.xml": HTML,
            "error.xml": ROOT + b'<error code="badResumptionToken">old'
                                b"</error></OAI-PMH>",
            "bomb.xml.gz": gzip.compress(ROOT + b" " * 50_000_000),
            "bomb.xml.zst": zstd(ROOT + b" " * 50_000_000),
            "else.xml": b"<project/>",
        }

    def test_damaged_files_are_named_and_the_others_read(self) -> None:
        self.add_a()
        self.keep(self.pages())
        damaged = self.damaged()
        for name, data in damaged.items():
            (self.files / name).write_bytes(data)
        said = self.take(str(self.files), exits=PARTIAL)
        self.assertEqual(
            (said["verdict"], said["files_damaged"], said["files_read"]),
            ("partial", len(damaged), 8))
        self.assertEqual({Path(one["file"]).name for one in said["problems"]},
                         set(damaged))
        self.assertEqual(len(self.records()), HAPLO)
        self.assertIn(f"{len(damaged)} of {len(damaged) + 8} files",
                      said["reason"])
        standing = self.sheaf("quarantine", "list", "a").out
        for name in damaged:
            self.assertIn(f"file {name}: ", standing)
        self.assertEqual(self.value("SELECT fault FROM sheaf.harvest"),
                         "malformed")

    def standing(self) -> list[str]:
        """The files of it, by name."""
        listed = self.sheaf("quarantine", "list", "a", "--json",
                            exits=None).objects
        return sorted(Path(one["file"]).name for one in listed)

    def test_files_stand_in_quarantine_until_they_are_imported_again(
            self) -> None:
        self.add_a()
        third, second, first = self.pages()[:3]
        nameless = second.replace(b"identifier>", b"identifer>", 2)
        write(self.files, "a.xml", HTML)
        write(self.files, "b.xml", nameless)
        write(self.files, "c.xml", HTML)
        write(self.files, "d.xml", third)
        for _ in range(2):
            self.take(str(self.files), exits=PARTIAL)
            self.assertEqual(self.standing(), ["a.xml", "b.xml", "c.xml"])
        said = self.sheaf("quarantine", "list", "a").out
        self.assertIn("a: 3 records or files that could not be read", said)
        self.assertIn(f"  {self.files}/c.xml\n      file c.xml: ", said)
        said = self.sheaf("status", "a").out
        self.assertIn("3 records or files could not be read", said)
        # What a person let go does not come again.
        (number,) = [one["quarantine_id"] for one in self.sheaf(
            "quarantine", "list", "a", "--json").objects
            if one["file"].endswith("c.xml")]
        self.sheaf("quarantine", "drop", "a", str(number))
        self.take(str(self.files), exits=PARTIAL)
        self.assertEqual(self.standing(), ["a.xml", "b.xml"])
        # One alone says nothing of the others.
        write(self.files, "b.xml", second)
        self.take(str(self.files / "b.xml"), "--prefix", "oai_dc")
        self.assertEqual(self.standing(), ["a.xml"])
        write(self.files, "a.xml", first)
        self.take(str(self.files), exits=PARTIAL)
        self.assertEqual(self.standing(), [])
        (self.files / "c.xml").unlink()
        self.take(str(self.files))

    def test_what_is_wrong_with_files_is_not_reported(self) -> None:
        """The repository was not asked for them."""
        self.add_a()
        page = self.pages()[0]
        write(self.files, "a.xml", b"\x01" + page.replace(
            b"</dc:title>", b"</dc:titel>", 1))
        write(self.files, "b.xml", HTML)
        self.take(str(self.files), "--prefix", "oai_dc", exits=PARTIAL)
        refused = self.sheaf("report", "a", exits=NOTHING)
        self.assertIn("no harvest of a ended", refused.err)
        self.sheaf("harvest", "a")
        # As it could be, were it not read just now.
        self.value("UPDATE sheaf.quarantine SET read_at = NULL,"
                   " at = sheaf.clock() RETURNING 1")
        refused = self.sheaf("report", "a", exits=NOTHING)
        self.assertIn("all is well with a (1 harvest ", refused.err)
        said = self.sheaf("status", "a").out
        self.assertIn("in quarantine", said)
        self.assertNotIn("sheaf report", said)

    def test_nothing_but_damage_has_failed(self) -> None:
        self.add_a()
        write(self.files, "a.xml", HTML)
        said = self.take(str(self.files), "--prefix", "oai_dc", exits=FAILED)
        self.assertEqual((said["verdict"], said["records"]), ("failed", 0))

    def test_what_came_before_the_damage_is_kept(self) -> None:
        self.add_a()
        page = self.pages()[0]
        cut = page.index(b"<metadata", page.index(b"</metadata>"))
        (self.files / "a.xml").write_bytes(page[:cut + 200])
        said = self.take(str(self.files), exits=PARTIAL)
        self.assertEqual((said["inserted"], said["quarantined"]), (1, 1))
        (row,) = self.query("""
            SELECT identifier, length > 200 FROM sheaf.quarantine
             WHERE identifier IS NOT NULL""")
        self.assertIn(row[0].encode(), page[:cut])
        self.assertEqual(row[1], "t")

    def test_records_that_cannot_be_read_are_in_quarantine(self) -> None:
        self.add_a()
        page = self.pages()[0].replace(b"</dc:title>", b"</dc:titel>", 1)
        write(self.files, "a.xml", page)
        said = self.take(str(self.files))
        self.assertEqual((said["verdict"], said["quarantined"]),
                         ("complete", 1))
        self.assertIn("1 record could not be read and is in quarantine",
                      said["reason"])
        without = page.replace(b"identifier>", b"identifer>", 2)
        write(self.files, "a.xml", without)
        said = self.take(str(self.files), exits=PARTIAL)
        self.assertIn("not even its identifier", said["reason"])

    def test_what_is_not_of_ours_is_skipped(self) -> None:
        self.add_a()
        self.keep(self.pages())
        write(self.files, "README", b"Harvested in 2019.\n")
        write(self.files, "list.json.gz", b"{}")
        write(self.files, "identify.xml", answer(self.url(),
                                                 verb="Identify"))
        write(self.files, "sets.xml", answer(self.url(), verb="ListSets"))
        (self.files / "link.xml").symlink_to(self.files / "page-000.xml")
        (self.files / "more").mkdir()
        os.mkfifo(self.files / "pipe.xml")
        answered = self.sheaf("import-pages", "a", str(self.files), "--json")
        said = answered.object
        self.assertEqual((said["verdict"], said["files_skipped"]),
                         ("complete", 7))
        for words in ("README: not XML", "link.xml: it is a symbolic link",
                      "identify.xml: it answers Identify",
                      "more: it is a directory", "pipe.xml: it is not a f"):
            self.assertIn(words, answered.err)


@unittest.skipIf(os.environ.get("SHEAF_SANITIZE"), "they keep what was freed")
class LargeTest(ImportSession):
    def test_memory_does_not_grow_with_the_file(self) -> None:
        self.add_a("large")
        one = self.pages("large")[0]
        begin, finish = one.index(b"<record>"), one.rindex(b"</record>") + 9
        path = self.files / "large.xml"
        with path.open("wb") as file:
            file.write(one[:begin])
            for number in range(8000):
                file.write(one[begin:finish].replace(
                    b"<identifier>", b"<identifier>x%d-" % number))
            file.write(one[finish:])
        self.assertGreater(path.stat().st_size, 80_000_000)
        process = self.program.start("import-pages", "a", str(path),
                                     "--dry-run")
        peak = 0
        while process.poll() is None:
            peak = max(peak, self.peak_of(process.pid))
            time.sleep(0.05)
        self.assertEqual(process.returncode, DONE)
        self.assertIn(peak, range(1, 48 * 1024))

    @staticmethod
    def peak_of(pid: int) -> int:
        """In KiB; 0: it has ended."""
        try:
            lines = Path(f"/proc/{pid}/status").read_text().split("\n")
        except OSError:
            return 0
        return next((int(line.split()[1]) for line in lines
                     if line.startswith("VmHWM:")), 0)


class CorpusTest(ImportSession):
    """Recorded responses, where they are at hand."""

    def index(self) -> list[dict[str, str]]:
        with (SHARED / "corpus" / "INDEX.tsv").open() as file:
            return [row for row in csv.DictReader(file, delimiter="\t")
                    if row["verb"] == "ListRecords"
                    and row["metadataPrefix"] and row["wellformed"] == "yes"
                    # Its name is in the wrong case.
                    and row["file"].split("/")[0] != "harvard-librarycloud"
                    and row["http"] in ("200", "")]

    def test_recorded_lists_are_imported(self) -> None:
        if not (SHARED / "corpus").exists():
            print("SKIPPED: the recorded responses are not at hand",
                  file=sys.stderr, flush=True)
            self.skipTest("the recorded responses are not at hand")
        self.add_a()
        prefixes: dict[str, list[dict[str, str]]] = {}
        for row in self.index():
            prefixes.setdefault(row["metadataPrefix"], []).append(row)
        for prefix, rows in sorted(prefixes.items()):
            with self.subTest(prefix):
                self.import_rows(prefix, rows)

    def import_rows(self, prefix: str, rows: list[dict[str, str]]) -> None:
        listed = [str(SHARED / "corpus" / row["file"]) for row in rows]
        unread = {"fixture-sickle/ListRecords-oai_dc-04.xml"}
        exits = PARTIAL if unread & {row["file"] for row in rows} else DONE
        said = self.sheaf("import-pages", "a", "--prefix", prefix, *listed,
                          "--json", exits=exits).object
        self.assertEqual((said["files_damaged"], said["files_skipped"]),
                         (0, 0))
        self.assertEqual(said["records"],
                         sum(int(row["records"]) for row in rows))


if __name__ == "__main__":
    unittest.main()
