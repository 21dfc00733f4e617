#!/usr/bin/python3
"""sheaf import-pages: what other harvesters kept, taken as if harvested."""

import gzip
import unittest
from pathlib import Path

from kept import (HAPLO, HTML, PAGE, ImportSession, answer, as_metha,
                  metha_folder, write, write_metha, zstd)
from person import FAILED, NOTHING, PARTIAL, USAGE


class ImportTest(ImportSession):
    def test_files_are_as_if_harvested(self) -> None:
        expected = self.harvested("dspace")
        for suffix in ("", ".gz", ".zst"):
            name = "a" + suffix.replace(".", "-")
            self.add(name, "dspace", "--prefix", "oai_dc")
            self.keep(self.pages("dspace"), suffix)
            said = self.sheaf("import-pages", name, str(self.files),
                              "--json").object
            self.assertEqual(self.records(name), expected)
            self.assertEqual(
                (said["verdict"], said["records"], said["files_read"]),
                ("complete", len(expected), -(-len(expected) // PAGE)))
            for path in self.files.iterdir():
                path.unlink()
        self.assertEqual(self.query("""
            SELECT DISTINCT kind, asked_by, verdict, proof, requests, pages
              FROM sheaf.harvest WHERE kind = 'import'"""),
            [["import", "operator", "complete", "ended", "0",
              str(-(-len(expected) // PAGE))]])

    def test_items_are_made(self) -> None:
        self.add_a()
        self.keep(self.pages())
        self.take(str(self.files))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.item"),
                         str(HAPLO))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.stale_item"),
                         "0")

    def test_a_person_is_told_in_words(self) -> None:
        self.add_a()
        self.keep(self.pages())
        answered = self.sheaf("import-pages", "a", str(self.files))
        self.assertRegex(
            answered.out, rf"^a: {HAPLO} records in 8 files, 65 new,"
            rf" 6 deleted; .*\n  oai_dc from {self.files}: complete, all 8"
            rf" files were read to their end: {HAPLO} records\n$")
        self.assertIn("The next harvest of oai_dc asks for everything.",
                      answered.err)
        again = self.sheaf("import-pages", "a", str(self.files)).out
        self.assertIn(f" {HAPLO} here already;", again)

    def test_single_files_are_imported(self) -> None:
        self.add_a()
        self.keep(self.pages())
        said = self.take(str(self.files / "page-000.xml"),
                         str(self.files / "page-001.xml"),
                         str(self.files / "page-001.xml"))
        self.assertEqual((said["files"], said["records"]), (2, 2 * PAGE))

    def test_single_records_are_imported(self) -> None:
        self.add_a()
        identifier = self.harvested()[0][0]
        for number, one in enumerate((identifier, "no:such")):
            write(self.files, f"{number}.xml", answer(
                self.url(), verb="GetRecord", identifier=one,
                metadataPrefix="oai_dc"))
        said = self.take(str(self.files))
        self.assertEqual((said["verdict"], said["records"]), ("complete", 1))
        self.assertEqual([row[0] for row in self.records()], [identifier])

    def test_several_responses_in_a_file_are_all_read(self) -> None:
        self.add_a()
        kept = self.pages()
        (self.files / "all.xml").write_bytes(b"\n".join(kept[:4]))
        (self.files / "rest.xml.gz").write_bytes(
            b"".join(map(gzip.compress, kept[4:6]))
            + b"".join(map(zstd, kept[6:])))
        said = self.take(str(self.files))
        self.assertEqual((said["files_read"], said["records"]), (2, HAPLO))
        self.assertEqual(self.records(), self.harvested())

    def test_the_format_comes_from_the_request(self) -> None:
        self.add_a()
        self.keep(self.pages(prefix="rioxx")[:1], begin="b")
        self.keep(self.pages()[:1], begin="a")
        said = self.take(str(self.files))
        self.assertEqual(
            [(one["metadata_prefix"], one["records"])
             for one in said["imports"]], [("oai_dc", 10), ("rioxx", 10)])
        self.assertEqual([one["is_regular"] for one in said["imports"]],
                         [True, False])
        # A page of either, without a word on which.
        rest = self.pages()[1].replace(b' metadataPrefix="oai_dc"', b"")
        write(self.files, "c.xml", rest)
        refused = self.sheaf("import-pages", "a", str(self.files),
                             exits=USAGE)
        self.assertIn("c.xml does not say which format", refused.err)

    def test_an_answer_without_records_has_no_format(self) -> None:
        """Of any of the lists: none is known to be whole."""
        self.add_a()
        self.keep(self.pages(prefix="rioxx")[:1], begin="b")
        self.keep(self.pages()[:1], begin="a")
        for name, given in (
                ("e.xml", {"verb": "ListRecords", "resumptionToken": "x"}),
                ("i.xml", {"verb": "Identify"})):
            write(self.files, name, answer(self.url(), **given))
        said = self.take(str(self.files), exits=PARTIAL)
        self.assertEqual(
            [(one["metadata_prefix"], one["records"], one["verdict"])
             for one in said["imports"]], [("oai_dc", 10, "partial"),
                                           ("rioxx", 10, "partial")])
        self.assertEqual({
            (one["file"].split("/")[-1], one["problem"].split(":")[0])
            for one in said["problems"]},
            {("e.xml", "the repository answered badResumptionToken"),
             ("i.xml", "it answers Identify")})

    def test_pages_by_token_are_of_the_one_format(self) -> None:
        """Their <request> has a token and nothing else (OAI-PMH 3.5)."""
        self.add_a()
        self.keep(self.pages(prefix="oai_dc", set="dataset"))
        self.keep([page.replace(b' metadataPrefix="oai_dc"', b"").replace(
            b' set="dataset"', b"") for page in self.pages()[3:5]],
            begin="later")
        said = self.take(str(self.files))
        self.assertEqual(
            [(one["metadata_prefix"], one["set_spec"])
             for one in said["imports"]], [("oai_dc", "dataset")])

    def test_the_format_may_have_to_be_said(self) -> None:
        self.add_a()
        self.keep([page.replace(b' metadataPrefix="oai_dc"', b"")
                   for page in self.pages()])
        refused = self.sheaf("import-pages", "a", str(self.files),
                             exits=USAGE)
        self.assertIn("say --prefix", refused.err)
        said = self.take(str(self.files), "--prefix", "oai_dc", "--set", "s")
        self.assertEqual(
            [(one["metadata_prefix"], one["set_spec"], one["records"])
             for one in said["imports"]], [("oai_dc", "s", HAPLO)])

    def test_another_format_is_not_taken_for_this_one(self) -> None:
        self.add_a()
        self.keep(self.pages()[:1], begin="a")
        self.keep(self.pages(prefix="rioxx")[:1], begin="b")
        said = self.take(str(self.files), "--prefix", "oai_dc")
        self.assertEqual((said["verdict"], said["files_skipped"],
                          said["records"]), ("complete", 1, 10))
        self.assertEqual(said["problems"][0]["problem"],
                         "it is in the format rioxx")

    def test_directories_are_looked_into_when_asked(self) -> None:
        self.add_a()
        kept = self.pages()
        write(self.files / "2024" / "01", "a.xml", kept[0])
        write(self.files / "2024", "b.xml", kept[1])
        refused = self.sheaf("import-pages", "a", str(self.files),
                             exits=NOTHING)
        self.assertIn("--recursive", refused.err)
        said = self.take(str(self.files), "--recursive")
        self.assertEqual((said["files"], said["records"]), (2, 2 * PAGE))

    def test_a_dry_run_stores_nothing(self) -> None:
        self.add_a()
        self.keep(self.pages())
        (self.files / "page-003.xml").write_bytes(HTML)
        before = self.query("""
            SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_user_tables
             WHERE schemaname = 'sheaf' ORDER BY 1""")
        said = self.take(str(self.files), "--dry-run", exits=PARTIAL)
        self.assertEqual(
            (said["is_dry_run"], said["verdict"], said["records"],
             said["files_damaged"], said["inserted"]),
            (True, "partial", HAPLO - PAGE, 1, None))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.harvest"),
                         "0")
        self.assertEqual(before, self.query("""
            SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_user_tables
             WHERE schemaname = 'sheaf' ORDER BY 1"""))
        # Nor does it add a repository.
        self.sheaf("import-pages", "b", str(self.files), "--url",
                   "http://127.0.0.1/oai", "--dry-run", exits=PARTIAL)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.repository"),
                         "1")

    def test_mistakes_are_explained(self) -> None:
        self.add_a()
        self.keep(self.pages())
        for words, exits, told in (
                (("a",), USAGE, "it takes the name of a repository"),
                (("a", str(self.files), "--prefix", "a b"), USAGE,
                 "cannot be a metadataPrefix"),
                (("a", str(self.files), "--next-from", "yesterday"), USAGE,
                 "is not a date"),
                (("a", str(self.files), "--next-from", "2999-01-01"), USAGE,
                 "later than now"),
                (("a", str(self.files), "--url", "ftp://x/"), USAGE, "http"),
                (("a", "/no/such/place"), NOTHING, "No such file"),
                (("a", "/dev/null"), NOTHING, "neither a file nor"),
                (("aa", str(self.files)), NOTHING, 'did you mean "a"'),
                (("A", str(self.files), "--url", "http://x/"), USAGE,
                 "cannot be a name")):
            refused = self.sheaf("import-pages", *words, exits=exits)
            self.assertIn(told, refused.err)
        empty = self.files / "empty"
        empty.mkdir()
        self.assertIn("no files", self.sheaf(
            "import-pages", "a", str(empty), exits=NOTHING).err)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.harvest"),
                         "0")

    def test_files_of_another_base_url_are_refused(self) -> None:
        self.add_a()
        self.keep(self.pages("dspace"))
        refused = self.sheaf("import-pages", "a", str(self.files), "--url",
                             self.url("dspace"), exits=FAILED)
        self.assertIn(f"a is at {self.url()}, and not at"
                      f" {self.url('dspace')};", refused.err)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.harvest"),
                         "0")

    def test_a_repository_is_added_without_being_asked(self) -> None:
        self.keep(self.pages())
        before = len(self.sample.requests("Identify"))
        answered = self.sheaf("import-pages", "new", str(self.files),
                              "--url", self.url())
        self.assertIn(f"Added new, at {self.url()}, without", answered.err)
        self.assertEqual(len(self.sample.requests("Identify")), before)
        self.assertEqual(self.query("""
            SELECT r.base_url, s.metadata_prefix, s.set_spec, s.next_from,
                   s.next_due > sheaf.clock() + interval '23 hours'
              FROM sheaf.repository AS r
              JOIN sheaf.selection AS s USING (repository_id)"""),
            [[self.url(), "oai_dc", "", "", "t"]])
        self.assertEqual(len(self.records("new")), HAPLO)
        self.assertIn("  deletions  it was not asked yet whether it says them",
                      self.sheaf("status", "new").out)
        self.sheaf("edit", "new", "allow_private=yes", "delay=0")
        self.sheaf("harvest", "new")
        self.assertEqual(len(self.sample.requests("Identify")), before + 1)
        self.assertIn("(deletedRecord", self.sheaf("status", "new").out)
        # In all else it is as "add" makes it.
        self.add("asked", "haplo", "--prefix", "oai_dc")
        self.assertEqual(self.value("""
            SELECT count(DISTINCT to_jsonb(s))
              FROM (SELECT every, overlap, sweep, delay, connections,
                           http2, compression, credentials, proxy, ca_file,
                           user_agent, insecure_credentials, verify_tls
                      FROM sheaf.repository JOIN sheaf.host USING (host)
                   ) AS s"""), "1")
        # Again: it is there now.
        self.sheaf("import-pages", "new", str(self.files), "--url",
                   self.url())


class OldNewsTest(ImportSession):
    """What is stored, and what files say of it."""

    def test_records_never_go_back(self) -> None:
        old = self.pages("dspace")
        self.keep(old)
        self.add_a("dspace")
        self.sheaf("harvest", "a")
        changed = [row[0] for row in self.records()
                   if row[2] == "live"][:3]
        self.sample.order(repository="dspace", touch=changed[:2],
                          delete=changed[2:])
        self.sheaf("harvest", "a")
        newer = self.records()
        said = self.take(str(self.files))
        self.assertEqual((said["inserted"], said["updated"],
                          said["deleted"]), (0, 0, 0))
        self.assertEqual(self.records(), newer)
        # The other way round, the files are the news.
        self.add("b", "dspace", "--prefix", "oai_dc")
        self.sheaf("import-pages", "b", str(self.files))
        for path in self.files.iterdir():
            path.unlink()
        self.keep(self.pages("dspace"))
        said = self.sheaf("import-pages", "b", str(self.files),
                          "--json").object
        self.assertEqual((said["updated"], said["deleted"]), (2, 1))
        self.assertEqual(self.records("b"), newer)

    def test_the_newest_of_the_files_wins(self) -> None:
        self.add_a("eprints")
        self.keep(self.pages("eprints"), begin="2024")
        touched = [row[0] for row in self.harvested("eprints")
                   if row[2] == "live"][:2]
        self.sample.order(repository="eprints", touch=touched)
        # In a file that comes first.
        self.keep(self.pages("eprints"), begin="1999")
        self.take(str(self.files))
        self.sheaf("harvest", "other")
        self.assertEqual(self.records(), self.records("other"))

    def test_the_next_harvest_is_as_it_was_or_as_said(self) -> None:
        self.add_a()
        self.keep(self.pages())
        said = self.take(str(self.files))
        self.assertEqual(said["imports"][0]["next_from"], None)
        answered = self.sheaf("import-pages", "a", str(self.files),
                              "--next-from", "2024-02-29")
        self.assertIn("asks for what changed from 2024-02-29T00:00:00Z on",
                      answered.err)
        self.sheaf("harvest", "a")
        self.assertEqual(
            self.sample.requests()[-1]["arguments"].get("from", "")[:10],
            "2024-02-29")

    def test_what_is_not_all_here_moves_no_date(self) -> None:
        self.add_a()
        self.keep(self.pages())
        (self.files / "page-003.xml").write_bytes(HTML)
        answered = self.sheaf("import-pages", "a", str(self.files),
                              "--next-from", "2024-02-29", exits=PARTIAL)
        self.assertIn("stays as it was, since not all", answered.err)
        self.assert_moved(0)

    def assert_moved(self, count: int) -> None:
        self.assertEqual(self.value(
            "SELECT count(next_from) FROM sheaf.selection"), str(count))

    def test_a_list_in_two_directories_moves_its_date_when_both_are_here(
            self) -> None:
        self.add_a()
        first, second = self.files / "1", self.files / "2"
        for number, page in enumerate(self.pages()):
            write(second if number else first, f"{number:03}.xml", page)
        damaged = second / "001.xml"
        whole = damaged.read_bytes()
        damaged.write_bytes(whole[:len(whole) // 2])
        words = ("import-pages", "a", str(first), str(second),
                 "--prefix", "oai_dc", "--next-from", "2024-02-29")
        answered = self.sheaf(*words, exits=PARTIAL)
        self.assertIn("stays as it was, since not all", answered.err)
        self.assert_moved(0)
        damaged.write_bytes(whole)
        answered = self.sheaf(*words)
        self.assertIn("asks for what changed from 2024-02-29", answered.err)
        self.assert_moved(1)

    def test_some_sets_are_not_the_whole(self) -> None:
        self.add_a()
        page = self.pages()[0]
        said = b'metadataPrefix="oai_dc"'
        for spec in (b"one", b"two"):
            write(self.files, f"{spec.decode()}.xml",
                  page.replace(said, said + b' set="%s"' % spec))
        for more in ((), ("--prefix", "oai_dc")):
            answered = self.sheaf("import-pages", "a", str(self.files), *more,
                                  "--next-from", "2024-02-29")
            self.assertIn("but some of its sets", answered.err)
            self.assert_moved(0)
        write(self.files, "whole.xml", page)
        self.sheaf("import-pages", "a", str(self.files), "--next-from",
                   "2024-02-29")
        self.assert_moved(1)


class MethaTest(ImportSession):
    def setUp(self) -> None:
        super().setUp()
        self.cache = self.files / "metha"

    def keep_metha(self, shape: str = "haplo", prefix: str = "oai_dc",
                   spec: str = "", suffix: str = ".gz") -> Path:
        arguments = {"set": spec} if spec else {}
        folder = metha_folder(self.cache, self.url(shape), prefix, spec)
        write_metha(folder, "2024-03-31",
                    self.pages(shape, prefix, **arguments), suffix)
        return folder

    def test_its_cache_is_as_if_harvested(self) -> None:
        self.add_a()
        expected = self.harvested()
        folder = self.keep_metha()
        said = self.take(str(folder))
        self.assertEqual((said["verdict"], said["files_read"]),
                         ("complete", 8))
        self.assertEqual(self.records(), expected)
        self.assertEqual([(one["metadata_prefix"], one["set_spec"])
                          for one in said["imports"]], [("oai_dc", "")])

    def test_of_all_that_it_has_the_repository_s_is_taken(self) -> None:
        self.add("a", "haplo")
        self.keep_metha()
        self.keep_metha(spec="dataset", suffix=".zst")
        self.keep_metha("dspace")
        # The same by https, with a slash.
        folder = metha_folder(
            self.cache, self.url().replace("http:", "https:") + "/", "didl")
        write_metha(folder, "2024-03-31", [b""])
        said = self.take(str(self.cache), exits=PARTIAL)
        self.assertEqual(
            sorted((one["metadata_prefix"], one["set_spec"], one["verdict"])
                   for one in said["imports"]),
            [("didl", "", "failed"), ("oai_dc", "", "complete"),
             ("oai_dc", "dataset", "complete")])
        said = self.take(str(self.cache), "--set", "dataset")
        self.assertEqual([one["set_spec"] for one in said["imports"]],
                         ["dataset"])

    def test_another_repository_s_is_refused(self) -> None:
        self.add_a()
        folder = self.keep_metha("dspace")
        refused = self.sheaf("import-pages", "a", str(folder), exits=NOTHING)
        self.assertIn(f"metha's files are from {self.url('dspace')}",
                      refused.err)
        # It has moved, says a person.
        self.take(str(folder), "--url", self.url("dspace"))
        refused = self.sheaf("import-pages", "new", str(folder),
                             exits=NOTHING)
        self.assertIn(f'"--url {self.url("dspace")}" adds it', refused.err)

    def test_what_it_packed_is_read(self) -> None:
        """metha-pack: the files, one behind the other, of both kinds."""
        self.add_a()
        folder = metha_folder(self.cache, self.url(), "oai_dc")
        folder.mkdir(parents=True)
        kept = [as_metha(page) for page in self.pages()]
        (folder / "2024-03-31-00000000.xml.gz").write_bytes(
            b"".join(map(gzip.compress, kept[:3]))
            + b"".join(map(zstd, kept[3:])))
        said = self.take(str(folder))
        self.assertEqual((said["verdict"], said["records"]),
                         ("complete", HAPLO))
        self.assertEqual(self.records(), self.harvested())

    def test_what_is_not_finished_is_left_out(self) -> None:
        self.add_a()
        folder = self.keep_metha()
        (folder / "2024-04-30-00000000.xml-tmp-298498081").write_bytes(
            as_metha(self.pages()[0]))
        said = self.take(str(folder))
        self.assertEqual((said["verdict"], said["files_skipped"]),
                         ("complete", 1))

    def test_lists_that_break_off_are_told(self) -> None:
        """metha takes badResumptionToken, and whatever else, for an end."""
        self.add_a()
        kept = self.pages()
        folder = metha_folder(self.cache, self.url(), "oai_dc")
        write_metha(folder, "2024-02-29", kept[:2])
        write_metha(folder, "2024-03-31", kept[2:])
        said = self.take(str(folder), exits=PARTIAL)
        self.assertEqual((said["verdict"], said["lists_unfinished"],
                          said["records"]), ("partial", 1, HAPLO))
        self.assertIn("1 list of metha breaks off", said["reason"])

    def test_what_it_took_for_a_response_is_none(self) -> None:
        """Its XML decoder takes a web page for one that is empty."""
        self.add_a()
        folder = self.keep_metha()
        write_metha(folder, "2024-04-30", [HTML])
        said = self.take(str(folder), exits=PARTIAL)
        self.assertEqual(said["files_damaged"], 1)
        self.assertIn("was not an OAI-PMH response",
                      said["problems"][0]["problem"])

    def test_the_newest_window_makes_an_offer(self) -> None:
        self.add_a()
        answered = self.sheaf("import-pages", "a", str(self.keep_metha()))
        self.assertIn("--next-from 2024-03-30", answered.err)


if __name__ == "__main__":
    unittest.main()
