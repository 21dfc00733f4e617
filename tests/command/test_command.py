#!/usr/bin/python3
"""Every command but harvest: what it says, what it does, how it ends."""

import os
import signal
import subprocess
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

from person import DONE, FAILED, NOTHING, USAGE, Session
from product import last_object

OAI = "{http://www.openarchives.org/OAI/2.0/}"
HAPLO = 71  # items of the sample's haplo, the one of the record page included
HAPLO_DELETED = 6


class WordsTest(Session):
    """What does not need a repository."""

    def test_without_words_it_says_how_it_is_used(self) -> None:
        answer = self.sheaf(exits=USAGE)
        self.assertEqual(answer.out, "")
        self.assertIn("Usage: sheaf COMMAND", answer.err)

    def test_every_command_has_help(self) -> None:
        listed = [line.split()[0] for line in
                  self.sheaf("help").out.splitlines()
                  if line.startswith("  ") and line[2] not in " -"]
        self.assertIn("harvest", listed)
        for name in listed:
            one = self.sheaf("help", name).out
            self.assertTrue(one.startswith(f"Usage: sheaf {name}"), one)
            self.assertEqual(self.sheaf(name, "--help").out, one)

    def test_the_version_is_said(self) -> None:
        self.assertRegex(self.sheaf("--version").out, r"^sheaf \d+\.\d+\.\d+$")

    def test_a_misspelt_command_is_guessed(self) -> None:
        self.assertIn('did you mean "status"?',
                      self.sheaf("statsu", exits=USAGE).err)
        self.assertIn("sheaf help", self.sheaf("zzz", exits=USAGE).err)

    def test_mistakes_in_usage_end_with_2_and_say_where_to_read(self) -> None:
        for words in (["add"], ["add", "x"], ["add", "X", "http://x.org/"],
                      ["add", "x", "ftp://x.org/"],
                      ["add", "x", "http://x.org/", "--every", "never"],
                      ["add", "x", "http://x.org/", "--connections", "99"],
                      ["add", "x", "http://x.org/", "--bogus"],
                      ["add", "x", "http://x.org/", "--set"],
                      ["edit"], ["edit", "x", "every"],
                      ["edit", "x", "every=-1"], ["edit", "x", "evry=1d"],
                      ["edit", "x", "http2=perhaps"],
                      ["edit", "x", "state=retired"],
                      ["list", "x"], ["list", "--x"], ["status", "x", "y"],
                      ["formats"], ["sets", "x", "y"], ["remove"],
                      ["remove", "x", "--prug"], ["show"],
                      ["show", "x", "y", "z"], ["export", "x"],
                      ["export", "x", "--format", "pdf"],
                      ["export", "--format", "raw"], ["harvest"],
                      ["harvest", "x", "--from", "2019-02-30"],
                      ["harvest", "x", "--until", "today"],
                      ["harvest", "x", "--full", "--from", "2019-02-01"],
                      ["harvest", "x", "--from", "2020-01-01",
                       "--until", "2019-01-01"],
                      ["harvest", "x", "--prefix", "no blanks"],
                      ["db", "init", "--print", "--json"],
                      ["db", "stop", "--print"],
                      ["show", "x", "--prefix", "oai_dc"],
                      ["sql", "--json"]):
            with self.subTest(words=words):
                answer = self.sheaf(*words, exits=USAGE)
                self.assertIn(f"sheaf {words[0]}: ", answer.err)
                self.assertIn(f"sheaf help {words[0]}", answer.err)
                if "--json" in words:
                    self.assertIn("error", answer.object)
                else:
                    self.assertEqual(answer.out, "")

    def test_a_global_option_may_stand_anywhere(self) -> None:
        for words in (["--json", "list"], ["list", "--json"]):
            self.assertEqual(self.sheaf(*words).object, {"repositories": []})
        self.program.run("list", "--state", exits=(USAGE,))

    def test_an_unknown_repository_is_nothing_found(self) -> None:
        for words in (["edit", "x", "every=1d"], ["status", "x"],
                      ["formats", "x"], ["sets", "x"], ["remove", "x"],
                      ["show", "x", "y"], ["export", "x", "--format", "jsonl"],
                      ["harvest", "x"]):
            with self.subTest(words=words):
                answer = self.sheaf(*words, exits=NOTHING)
                self.assertIn('there is no repository "x"', answer.err)
                answer = self.sheaf(*words, "--json", exits=NOTHING)
                self.assertIn("no repository", answer.object["error"])

    def test_without_repositories_it_says_how_to_add_one(self) -> None:
        self.assertIn("sheaf add", self.sheaf("list").err)
        self.assertIn("sheaf add", self.sheaf("status").err)
        self.assertEqual(self.sheaf("list", "-q").err, "")

    def test_a_bad_configuration_is_said_with_its_line(self) -> None:
        self.configuration.write_text("every = 1d\nevry = 1d\n")
        for words in (["list"], ["config", "check"]):
            self.assertIn("sheaf.conf:2:",
                          self.sheaf(*words, exits=USAGE).err)
        self.configuration.write_text("")
        self.sheaf("list", "--database", "garbage", exits=USAGE)
        self.sheaf("list", "--database", "dbname=x", "--state", "/tmp/x",
                   exits=USAGE)


class AddTest(Session):
    """add, edit, list, formats, sets, status, remove."""

    def test_adding_says_what_was_found(self) -> None:
        said = self.add("mdx", "haplo").out
        for part in ("Sample Haplo Repository", "oai_dc, rioxx",
                     "every 1 d", "sheaf harvest mdx"):
            self.assertIn(part, said)
        listed = self.sheaf("list", "--json").object["repositories"]
        self.assertEqual([one["repository"] for one in listed], ["mdx"])
        self.assertEqual(listed[0]["base_url"], self.sample.url("haplo"))

    def test_adding_takes_the_richest_format(self) -> None:
        for shape, prefixes in (("haplo", ["oai_dc", "rioxx"]),
                                ("dspace", ["oai_dc", "qdc"])):
            added = self.add(shape, shape, "--json").object
            self.assertEqual(added["metadata_prefixes"], prefixes)
            self.assertEqual(added["set_specs"], [])

    def test_a_pasted_request_is_a_base_url(self) -> None:
        url = self.sample.url("haplo")
        added = self.sheaf("add", "a", url + "?verb=Identify", "--json",
                           "--allow-private", "--delay", "0").object
        self.assertEqual(added["base_url"], url)

    def test_sets_may_be_patterns(self) -> None:
        added = self.add("a", "haplo", "--set", "*-item", "--set", "dataset",
                         "--prefix", "oai_dc", "--json").object
        self.assertEqual(added["set_specs"], ["conference-item", "dataset"])
        self.assertEqual(added["metadata_prefixes"], ["oai_dc"])
        self.assertEqual(self.value(
            "SELECT string_agg(set_spec, ' ' ORDER BY set_spec)"
            " FROM sheaf.selection"), "conference-item dataset")

    def test_what_fails_adds_nothing(self) -> None:
        url = self.sample.url("haplo")
        for words, why, exits in (
                (["add", "a", url], "not public", FAILED),
                (["add", "a", url, "--allow-private", "--delay", "0",
                  "--prefix", "mods"], 'no format "mods"', NOTHING),
                (["add", "a", url, "--allow-private", "--delay", "0",
                  "--set", "x*"], 'matches "x*"', NOTHING),
                (["add", "a", url + "/nothing", "--allow-private"], "404",
                 FAILED),
                (["add", "a", "http://127.0.0.1:1/", "--allow-private"],
                 "", FAILED)):
            with self.subTest(words=words):
                answer = self.sheaf(*words, exits=exits)
                self.assertIn(why, answer.err)
                self.assertIn("Nothing was added.", answer.err)
                self.assertIn("error", self.sheaf(
                    *words, "--json", exits=exits).object)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.repository"),
                         "0")

    def test_a_name_is_taken_once(self) -> None:
        self.add("a", "haplo")
        answer = self.sheaf("add", "a", self.sample.url("ojs"),
                            "--allow-private", exits=FAILED)
        self.assertIn('"a" already', answer.err)

    def test_a_public_repository_is_told_who_harvests_it(self) -> None:
        answer = self.sheaf("add", "a", "http://192.88.98.1/oai",
                            exits=FAILED)
        self.assertIn("contact = ", answer.err)

    def test_a_person_is_asked_for_an_address(self) -> None:
        terminal = self.terminal("add", "a", "http://192.88.98.1/oai")
        terminal.read_until("e-mail address: ")
        terminal.type("nobody\n")
        terminal.read_until("one e-mail address")
        terminal.type("\x04\x04")
        self.assertEqual(terminal.end(), FAILED)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.setting"
                                    " WHERE name = 'contact'"), "0")

    def test_no_harvest_waits_an_interval(self) -> None:
        self.add("now", "haplo")
        self.add("later", "ojs", "--no-harvest", "--every", "12h")
        due = dict(self.query(
            "SELECT name, round(extract(epoch FROM min(next_due)"
            " - sheaf.clock()) / 3600) FROM sheaf.selection"
            " JOIN sheaf.repository USING (repository_id) GROUP BY name"))
        self.assertEqual(due["later"], "12")
        self.assertIn(due["now"], ("0", "-0"))

    def test_editing_changes_what_is_named_and_no_more(self) -> None:
        self.add("a", "haplo")
        edited = self.sheaf("edit", "a", "every=12h", "state=paused",
                            "name=b", "http2=yes", "--json").object
        self.assertEqual(
            (edited["repository"], edited["every_seconds"],
             edited["state"], edited["next_due"]),
            ("b", 43200, "paused", None))
        row = ("SELECT name, every, overlap, http2, compression,"
               " allow_private, delay, connections FROM sheaf.repository"
               " JOIN sheaf.host USING (host)")
        self.assertEqual(self.query(row), [
            ["b", "12:00:00", "24:00:00", "t", "t", "t", "00:00:00", "1"]])
        self.sheaf("edit", "b", "delay=1500ms", "connections=2",
                   "overlap=2d", "compression=no", "allow-private=no",
                   "http2=no", "state=active")
        self.assertEqual(self.query(row), [
            ["b", "12:00:00", "48:00:00", "f", "f", "f", "00:00:01.5", "2"]])

    def test_editing_a_shared_host_says_so(self) -> None:
        self.add("a", "haplo")
        self.add("b", "ojs")
        self.assertIn("1 more of your repositories",
                      self.sheaf("edit", "a", "delay=1s").err)
        self.assertIn('"b" already',
                      self.sheaf("edit", "a", "name=b", exits=FAILED).err)

    def test_formats_and_sets_are_asked_for(self) -> None:
        self.add("a", "haplo")
        self.assertIn("rioxx\thttp://www.rioxx.net/schema/v2.0/rioxx/\n",
                      self.sheaf("formats", "a").out)
        formats = self.sheaf("formats", "a", "--json").object["formats"]
        self.assertEqual([one["metadata_prefix"] for one in formats],
                         ["oai_dc", "rioxx"])
        self.assertIn("dataset\tDataset\n", self.sheaf("sets", "a").out)
        sets = self.sheaf("sets", "a", "--json").object
        self.assertTrue(sets["is_whole"])
        self.assertIn({"set_spec": "dataset", "name": "Dataset"},
                      sets["sets"])

    def test_status_begins_with_the_database(self) -> None:
        self.add("a", "haplo")
        said = self.sheaf("status", "a").out
        self.assertTrue(said.startswith("database: "), said)
        self.assertIn("not running", said)
        self.assertIn("never harvested", said)
        status = self.sheaf("status", "--json").object
        self.assertEqual(status["workers"], [])
        (one,) = status["repositories"]
        self.assertEqual(one["records"],
                         {"live": 0, "missing": 0, "gone": 0, "deleted": 0,
                          "is_estimate": False})

    def test_removing_an_empty_repository_needs_no_purge(self) -> None:
        self.add("a", "haplo")
        self.assertEqual(self.sheaf("remove", "a", "--json").object,
                         {"repository": "a", "purged": 0})
        self.sheaf("status", "a", exits=NOTHING)


class HeldTest(Session):
    """Commands on what was harvested."""

    def begin(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def setUp(self) -> None:
        super().setUp()
        self.identifier = self.value(
            "SELECT identifier FROM sheaf.item WHERE deleted_at IS NULL"
            " ORDER BY identifier LIMIT 1")

    def test_an_item_is_shown_to_a_person(self) -> None:
        for words in ([self.identifier], ["mdx", self.identifier]):
            said = self.sheaf("show", *words).out
            self.assertTrue(said.startswith(self.identifier), said)
            self.assertIn("\n  title ", said)
            self.assertIn("oai_dc, live, ", said)

    def test_an_item_is_shown_as_json(self) -> None:
        shown = self.sheaf("show", self.identifier, "--json").object
        self.assertEqual(shown["item"]["identifier"], self.identifier)
        self.assertEqual([one["metadata_prefix"]
                          for one in shown["records"]], ["oai_dc", "rioxx"])

    def test_raw_is_the_metadata_as_served(self) -> None:
        for words, tag in ((["--prefix", "oai_dc"],
                            "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
                            "dc"),
                           (["--prefix", "rioxx"],
                            "{http://www.rioxx.net/schema/v2.0/rioxx/}"
                            "rioxx")):
            out = self.sheaf("show", self.identifier, "--raw", *words).out
            self.assertEqual(xml.fromstring(out).tag, tag)
        records = self.sheaf("show", self.identifier, "--raw",
                             "--json").objects
        self.assertEqual(len(records), 2)

    def test_what_is_not_there_is_nothing_found(self) -> None:
        self.sheaf("show", "oai:x:1", exits=NOTHING)
        self.sheaf("show", self.identifier, "--raw", "--prefix", "mods",
                   exits=NOTHING)
        self.sheaf("show", "mdx", "oai:x:1", "--json", exits=NOTHING)

    def test_a_deleted_item_says_so(self) -> None:
        deleted = self.value("SELECT identifier FROM sheaf.record"
                             " WHERE status = 'deleted' LIMIT 1")
        self.assertIn("deleted", self.sheaf("show", deleted).out)
        self.sheaf("show", deleted, "--raw", exits=NOTHING)
        self.assertIsNone(
            self.sheaf("show", deleted, "--json").object["item"])

    def test_what_a_stranger_wrote_cannot_drive_a_terminal(self) -> None:
        self.value("UPDATE sheaf.item SET title = E'a\\x1b[2Jb\\u202Ec'"
                   f" WHERE identifier = '{self.identifier}' RETURNING 1")
        terminal = self.terminal("show", self.identifier)
        self.assertEqual(terminal.end(), DONE)
        self.assertNotIn("\x1b", terminal.seen)
        self.assertNotIn("\u202e", terminal.seen)
        self.assertIn(r"a\x1B[2Jb", terminal.seen.replace("1b", "1B"))

    def test_raw_export_is_xml_with_every_record(self) -> None:
        read = xml.fromstring(self.sheaf("export", "mdx", "--format",
                                         "raw").out)
        records = read.findall(f"repository/{OAI}record")
        self.assertEqual(len(records), 2 * HAPLO)
        deleted = [one for one in records
                   if one.find(f"{OAI}header").get("status") == "deleted"]
        self.assertEqual(len(deleted), 2 * HAPLO_DELETED)
        for one in records:
            self.assertEqual(len(one.findall(f"{OAI}metadata/*")),
                             0 if one in deleted else 1)

    def test_jsonl_export_is_a_line_an_item(self) -> None:
        lines = self.sheaf("export", "mdx", "--format", "jsonl").objects
        self.assertEqual(len(lines), HAPLO - HAPLO_DELETED)
        self.assertEqual(
            [one["identifier"] for one in lines],
            sorted(one["identifier"] for one in lines))

    def test_an_export_is_finished_or_not_there(self) -> None:
        out = self.folder / "out.jsonl"
        said = self.sheaf("export", "mdx", "--format", "jsonl", "--out",
                          str(out), "--json").object
        self.assertEqual(said, {"out": str(out),
                                "items": HAPLO - HAPLO_DELETED})
        self.assertEqual(len(out.read_text().splitlines()), said["items"])
        missing = self.folder / "nowhere" / "out"
        self.assertIn("could not write", self.sheaf(
            "export", "mdx", "--format", "raw", "--out", str(missing),
            exits=FAILED).err)
        folder = self.folder / "folder"
        folder.mkdir()
        self.assertIn("could not finish", self.sheaf(
            "export", "mdx", "--format", "raw", "--out", str(folder),
            exits=FAILED).err)
        full = Path("/dev/full")
        self.assertIn("could not", self.sheaf_into(
            full, "export", "mdx", "--format", "raw"))
        self.assertEqual([name for name in os.listdir(self.folder)
                          if name.startswith(("out.jsonl.", "folder."))], [])

    def sheaf_into(self, path: Path, *words: str) -> str:
        """Standard error of a command that cannot write."""
        errors = self.folder / "errors"
        with path.open("w") as output, errors.open("w") as file:
            process = self.program.start(*words, output=output, errors=file)
            self.assertEqual(process.wait(60), FAILED)
        return errors.read_text()

    def test_an_export_ends_quietly_when_nobody_reads_on(self) -> None:
        export = self.program.start("export", "mdx", "--format", "raw",
                                    output=subprocess.PIPE,
                                    errors=subprocess.PIPE)
        assert export.stdout is not None and export.stderr is not None
        with export, export.stderr:
            export.stdout.close()
            self.assertEqual(export.stderr.read(), b"")
        self.assertEqual(export.returncode, -signal.SIGPIPE)

    def test_an_export_in_pieces_is_whole(self) -> None:
        self.value(
            "WITH more AS (INSERT INTO sheaf.record SELECT repository_id,"
            " 'x:' || n, metadata_prefix, status, datestamp, datestamp_at,"
            " set_specs, metadata, ARRAY['<a/>', '<b/>'], content_hash,"
            " header_hash, harvest_id, first_seen, changed_at, changed_in"
            " FROM sheaf.record, generate_series(1, 1201) AS n"
            f" WHERE identifier = '{self.identifier}' RETURNING 1)"
            " SELECT count(*) FROM more")
        read = xml.fromstring(self.sheaf("export", "mdx", "--format",
                                         "raw").out)
        found = [(one.find(f"{OAI}header/{OAI}identifier").text,
                  one.get("metadataPrefix"))
                 for one in read.iter(f"{OAI}record")]
        self.assertEqual(len(found), 2 * (HAPLO + 1201))
        self.assertEqual(len(set(found)), len(found))
        self.assertEqual(len(list(read.iter(f"{OAI}about"))), 2 * 2 * 1201)

    def test_removing_what_holds_records_needs_purge(self) -> None:
        self.add("other", "ojs")
        self.sheaf("harvest", "other")
        self.assertIn("--purge",
                      self.sheaf("remove", "mdx", exits=FAILED).err)
        self.assertEqual(self.sheaf("status", "mdx", "--json").object[
            "repositories"][0]["state"], "active")
        purged = last_object(self.sheaf("remove", "mdx", "--purge",
                                        "--json").out)
        self.assertEqual(purged, {"repository": "mdx", "purged": 2 * HAPLO})
        for table in ("record", "item", "item_text", "stale_item",
                      "selection", "harvest", "list_request"):
            self.assertEqual(self.value(
                f"SELECT count(*) FROM sheaf.{table} AS t WHERE NOT EXISTS"
                " (SELECT 1 FROM sheaf.repository AS r"
                " WHERE r.repository_id = t.repository_id)"), "0", table)
        self.assertNotEqual(self.value("SELECT count(*) FROM sheaf.item"),
                            "0")

    def test_purging_in_batches_takes_all(self) -> None:
        self.value(
            "WITH more AS (INSERT INTO sheaf.record SELECT repository_id,"
            " 'x:' || n, metadata_prefix, status, datestamp, datestamp_at,"
            " set_specs, metadata, about, content_hash, header_hash,"
            " harvest_id, first_seen, changed_at, changed_in"
            " FROM sheaf.record, generate_series(1, 4500) AS n"
            f" WHERE identifier = '{self.identifier}'"
            " AND metadata_prefix = 'oai_dc' RETURNING 1)"
            " SELECT count(*) FROM more")
        purged = self.sheaf("remove", "mdx", "--purge", "--json").object
        self.assertEqual(purged["purged"], 2 * HAPLO + 4500)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"),
                         "0")

    def test_status_counts_what_is_there(self) -> None:
        (one,) = self.sheaf("status", "--json").object["repositories"]
        self.assertEqual(one["records"], {
            "live": 2 * (HAPLO - HAPLO_DELETED), "missing": 0, "gone": 0,
            "deleted": 2 * HAPLO_DELETED, "is_estimate": False})
        self.assertEqual(one["last_harvest"]["verdict"], "complete")
        self.assertEqual(one["to_normalise"], 0)

    def test_status_tells_the_worst_of_the_last_harvests(self) -> None:
        self.value("UPDATE sheaf.harvest SET verdict = 'failed',"
                   " proof = NULL, fault = 'network', reason = 'it burnt'"
                   " WHERE metadata_prefix = 'oai_dc' RETURNING 1")
        self.assertIn("failed: it burnt", self.sheaf("status", "mdx").out)

    def test_sql_is_read_only_unless_told_otherwise(self) -> None:
        count = self.sheaf("sql", "-Atc", "SELECT count(*) FROM api.item")
        self.assertEqual(int(count.out), HAPLO - HAPLO_DELETED)
        delete = "DELETE FROM sheaf.item"
        self.sheaf("sql", "-qc", delete, exits=FAILED)
        self.sheaf("sql", "--role", "writer", "-qc", delete)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.item"), "0")


if __name__ == "__main__":
    unittest.main()
