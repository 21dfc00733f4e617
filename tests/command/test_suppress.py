#!/usr/bin/python3
"""Take-downs: gone everywhere at once, and for as long as it is wanted."""

import re
import unittest
from pathlib import Path

from person import NOTHING, PARTIAL, USAGE, Session
from product import ROOT

PEER = "oai:repository.mdx.ac.uk:864z5"

# Who reads records past the door that leaves suppressed ones out, since nothing
# of it comes before a reader: see migration 0021.
PAST_THE_DOOR = {
    "harvest_settle", "harvest_sum", "list_request_give_up", "page_known",
    "page_list", "page_store", "page_sweep", "repository_platform",
    "purge_batch", "purge_bound", "purge_rest", "quarantine_show",
    "record_expire", "stale_lock", "status_repository", "suppress",
    "suppress_undo", "suppressed_list", "sweep_ask", "sweep_compare",
    "sweep_confirm", "sweep_mark", "sweep_match", "sweep_sample",
    "sweep_undo",
    "025_shown_record",
    # These leave out suppressed identifiers themselves.
    "090_sweep", "sweep_show"}


class DoorTest(unittest.TestCase):
    def test_who_shows_records_reads_those_that_may_be_shown(self) -> None:
        """One that is not in the list above reads sheaf.shown_record, unless
        nobody sees what it reads."""
        readers = {path.stem for path in [*Path(ROOT, "sql").glob("query/*"),
                                          *Path(ROOT, "sql").glob("view/*")]
                   if re.search(r"\bsheaf\.record\b",
                                re.sub("--.*", "", path.read_text()))}
        self.assertEqual(readers, PAST_THE_DOOR)


class SuppressTest(Session):
    def begin(self) -> None:
        self.add("mdx", "haplo")
        self.sheaf("harvest", "mdx")

    def shown(self, identifier: str = PEER) -> list[str]:
        """The ways on which somebody comes across it."""
        where = []
        for view in ("record", "item", "dublin_core", "statement", "explain",
                     "creator", "identifier", "quarantine",
                     "held_item"):
            found = self.read(f"SELECT 1 FROM api.{view}"
                              f" WHERE identifier = '{identifier}' LIMIT 1")
            where += [view] if found else []
        found = self.read("SELECT identifier FROM"
                          " api.search('peer workers gillard')")
        where += ["search"] if [identifier] in found else []
        for name in ("raw", "jsonl"):
            found = self.sheaf("export", "mdx", "--format", name).out
            where += [name] if identifier in found else []
        for words in ([], ["--raw"], ["--json"]):
            answer = self.sheaf("show", identifier, *words, exits=None)
            where += ["show"] if "<" in answer.out or "Gill" in answer.out \
                else []
        return where

    EVERYWHERE = ["record", "item", "dublin_core", "statement", "explain",
                  "creator", "identifier", "search", "raw", "jsonl",
                  "show", "show", "show"]

    def columns(self) -> str:
        """Of its item, those that have a value."""
        return self.value(
            "SELECT string_agg(key, ' ' ORDER BY key) FROM sheaf.item AS i,"
            f" jsonb_each(to_jsonb(i)) WHERE identifier = '{PEER}'"
            " AND value <> 'null'")

    def changed_in(self) -> int:
        return int(self.value("SELECT changed_in FROM sheaf.item"
                              f" WHERE identifier = '{PEER}'"))

    def test_it_is_gone_everywhere_at_once_and_back_at_once(self) -> None:
        self.assertEqual(self.shown(), self.EVERYWHERE)
        title = self.value("SELECT title FROM api.item"
                           f" WHERE identifier = '{PEER}'")
        said = self.sheaf("suppress", "mdx", PEER, "--reason", "Ruritania sued")
        self.assertIn(f"{PEER} is suppressed.\n", said.err)
        self.assertEqual(self.shown(), [])
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.stale_item"),
                         "0")
        said = self.sheaf("suppress", "mdx", PEER, "--undo")
        self.assertEqual(said.err, f"{PEER} is shown again.\n")
        self.assertEqual(self.shown(), self.EVERYWHERE)
        self.assertEqual(title, self.value(
            f"SELECT title FROM api.item WHERE identifier = '{PEER}'"))

    def test_it_stays_so_whatever_is_harvested(self) -> None:
        self.sheaf("suppress", "mdx", PEER)
        self.sheaf("harvest", "mdx", "--full")
        self.assertEqual(self.shown(), [])
        self.sample.order(repository="haplo", touch=[PEER])
        said = self.sheaf("harvest", "mdx", "--json").object
        self.assertGreater(said["updated"], 0)
        self.assertEqual(self.shown(), [])
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"
                                    f" WHERE identifier = '{PEER}'"), "2")
        self.sheaf("suppress", "mdx", PEER, "--undo")
        self.assertEqual(self.shown()[:3], ["record", "item", "dublin_core"])

    def test_its_item_is_an_empty_tombstone(self) -> None:
        """At once, and as normalising makes it; whatever columns there are.
        Who follows changes hears of both ways."""
        empty = ("changed_at changed_in deleted_at hash identifier"
                 " repository_id rule_version")
        before = self.changed_in()
        self.sheaf("suppress", "mdx", PEER)
        self.assertEqual(self.columns(), empty)
        at_once = self.changed_in()
        self.assertGreater(at_once, before)
        self.value("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                   f" SELECT repository_id, '{PEER}' FROM sheaf.repository"
                   " RETURNING 1")
        self.sheaf("harvest", "mdx")
        self.assertEqual(self.columns(), empty)
        normalised = self.changed_in()
        self.sheaf("suppress", "mdx", PEER, "--undo")
        self.assertGreater(self.changed_in(), normalised)
        self.assertIn(" title ", self.columns())

    def test_one_may_be_suppressed_before_it_comes(self) -> None:
        said = self.sheaf("suppress", "mdx", "oai:x", "oai:x")
        self.assertIn("oai:x is suppressed; there is nothing of it here",
                      said.err)
        self.assertIn("oai:x will be shown when it comes", self.sheaf(
            "suppress", "mdx", "oai:x", "--undo").err)
        for table in ("item", "stale_item", "record"):
            self.assertEqual(self.value(
                f"SELECT count(*) FROM sheaf.{table}"
                " WHERE identifier = 'oai:x'"), "0", table)

    def test_what_comes_suppressed_is_not_shown(self) -> None:
        self.add("later", "haplo")
        self.sheaf("suppress", "later", PEER)
        self.sheaf("harvest", "later")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.record JOIN sheaf.repository"
            f" USING (repository_id) WHERE identifier = '{PEER}'"
            " AND name = 'later'"), "2")
        for view in ("record", "item", "search('peer workers gillard')"):
            self.assertEqual(self.value(
                f"SELECT string_agg(DISTINCT repository, ' ')"
                f" FROM api.{view} WHERE identifier = '{PEER}'"), "mdx")
        self.sheaf("suppress", "later", "--undo", PEER)
        self.assertEqual(self.value(
            "SELECT string_agg(repository, ' ' ORDER BY repository)"
            f" FROM api.item WHERE identifier = '{PEER}'"), "later mdx")

    def test_it_is_told_where_else_it_is_still_shown(self) -> None:
        self.add("also", "haplo")
        self.add("other", "haplo")
        self.sheaf("harvest", "also", "other")
        said = self.sheaf("suppress", "mdx", PEER, "oai:x").err
        self.assertIn(f"{PEER} is also in also, other, where it is still"
                      f' shown: "sheaf suppress also {PEER}".\n', said)
        self.assertIn("shows them from mdx, whatever", said)
        self.assertNotIn("oai:x is also", said)
        (one,) = self.sheaf("suppress", "also", PEER, "--json").objects
        self.assertEqual(one["also_in"], ["other"])
        (one,) = self.sheaf("suppress", "other", PEER, "--json").objects
        self.assertEqual(one["also_in"], [])
        self.assertEqual(self.shown(), [])

    def test_it_is_told_to_who_runs_it_and_to_nobody_else(self) -> None:
        said = self.sheaf("suppress", "mdx", PEER, "oai:x", "--reason",
                          "Ruritania sued", "--json").objects
        self.assertEqual(
            [(one["identifier"], one["is_suppressed"], one["is_here"],
              one["was_suppressed"]) for one in said],
            [(PEER, True, True, False), ("oai:x", True, False, False)])
        self.assertIn(f"{PEER} is suppressed already.\n", self.sheaf(
            "suppress", "mdx", PEER).err)
        listed = {one["identifier"]: one for one in self.sheaf(
            "suppress", "mdx", "--list", "--json").objects}
        self.assertEqual(sorted(listed), sorted([PEER, "oai:x"]))
        self.assertEqual(listed[PEER]["reason"], "Ruritania sued")
        self.assertTrue(listed[PEER]["by"])
        self.assertRegex(self.sheaf("suppress", "--list").out,
                         rf"(?m)^mdx  \S+ \S+ UTC  \S+  {PEER}"
                         r"  \(Ruritania sued\)$")
        self.assertIn('suppressed 2 identifiers; "sheaf suppress mdx --list"',
                      self.sheaf("status", "mdx").out)
        self.assertIn("is suppressed in mdx, since ", self.sheaf(
            "show", PEER, exits=NOTHING).err)
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.event WHERE kind = 'suppressed'"),
            "1")
        self.assertNotIn("Ruritania", str(self.read(
            "SELECT table_to_xml(oid::regclass, true, true,"
            " '') FROM pg_class WHERE relnamespace = 'api'::regnamespace"
            " AND relkind = 'v'")))

    def test_undoing_what_was_not_done_is_nothing_found(self) -> None:
        self.assertIn("oai:x is not suppressed.", self.sheaf(
            "suppress", "mdx", "--undo", "oai:x", exits=NOTHING).err)
        self.sheaf("suppress", "mdx", PEER)
        self.sheaf("suppress", "mdx", "--undo", "oai:x", PEER,
                   exits=PARTIAL)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.item"
                                    " WHERE identifier = 'oai:x'"), "0")
        self.sheaf("suppress", "--list", exits=NOTHING)

    def test_what_does_not_go_together_is_refused(self) -> None:
        for words in ([], ["mdx"], ["mdx", ""], ["mdx", "x" * 2049],
                      ["mdx", PEER, "--list"], ["mdx", "--list", "--undo"],
                      ["mdx", PEER, "--undo", "--reason", "x"]):
            with self.subTest(words=words):
                self.sheaf("suppress", *words, exits=USAGE)
        self.sheaf("suppress", "nope", PEER, exits=NOTHING)
        self.assertEqual(self.shown(), self.EVERYWHERE)

    def test_removing_the_repository_says_that_it_is_forgotten(self) -> None:
        self.sheaf("suppress", "mdx", PEER)
        self.assertIn("1 of its identifiers is suppressed: that is"
                      " forgotten too.",
                      self.sheaf("remove", "mdx", "--purge").err)

    def test_what_could_not_be_read_of_it_is_not_shown(self) -> None:
        self.value(
            "INSERT INTO sheaf.quarantine (repository_id, harvest_id,"
            " page_number, metadata_prefix, identifier, bytes, length,"
            f" reason, at) SELECT repository_id, 99, 0, 'oai_dc', '{PEER}',"
            " '', 0, 'why', sheaf.clock() FROM sheaf.repository"
            " RETURNING 1")
        self.assertIn("quarantine", self.shown())
        self.sheaf("suppress", "mdx", PEER)
        self.assertEqual(self.shown(), [])

    def test_a_held_item_is_let_go(self) -> None:
        self.value("INSERT INTO sheaf.stale_item (repository_id, identifier,"
                   f" crashes, is_held) SELECT repository_id, '{PEER}', 3,"
                   " true FROM sheaf.repository RETURNING 1")
        self.assertIn("held_item", self.shown())
        self.sheaf("suppress", "mdx", PEER)
        self.assertEqual(self.shown(), [])

    def test_searching_costs_what_it_cost(self) -> None:
        for query in ("SELECT * FROM api.item WHERE identifier = 'x'",
                      "SELECT * FROM api.dublin_core"):
            self.assertNotIn("suppressed", "\n".join(
                row[0] for row in self.query(f"EXPLAIN {query}")))


if __name__ == "__main__":
    unittest.main()
