#!/usr/bin/python3
"""Repositories that are paused, retired and taken up again."""

import signal
import unittest

from odd import Odd
from person import FAILED, NOTHING, USAGE, Session
from product import end, wait_for

OPEN = ("WITH begun AS (INSERT INTO sheaf.harvest (repository_id,"
        " selection_id, metadata_prefix, kind, asked_by, asked_at)"
        " SELECT repository_id, selection_id, metadata_prefix, 'full',"
        " 'schedule', sheaf.clock() FROM sheaf.selection"
        " WHERE metadata_prefix = 'oai_dc'"
        " RETURNING repository_id, harvest_id)"
        " INSERT INTO sheaf.list_request (repository_id, harvest_id, n)"
        " SELECT repository_id, harvest_id, 1 FROM begun RETURNING 1")


class StateSession(Session):
    def states(self) -> str:
        return self.value("SELECT string_agg(repository || ' ' || state, ', '"
                          " ORDER BY repository) FROM api.repository")

    def events(self) -> list[list[str]]:
        return self.query(
            "SELECT name, kind FROM sheaf.event"
            " JOIN sheaf.repository USING (repository_id)"
            " ORDER BY event_id")


class PauseTest(StateSession):
    def test_several_are_paused_and_resumed(self) -> None:
        for name in ("a", "b", "c"):
            self.add(name, "haplo")
        said = self.sheaf("pause", "b", "a", "b").err
        self.assertEqual(said, "a is paused.\nb is paused.\n")
        self.assertEqual(self.states(), "a paused, b paused, c active")
        self.assertIn("a is paused already.",
                      self.sheaf("pause", "a").err)
        said = self.sheaf("resume", "a", "c").err
        self.assertIn("a is active; it was paused.\n", said)
        self.assertIn("c is active already.\n", said)
        self.assertEqual(self.states(), "a active, b paused, c active")
        self.assertEqual(self.events(), [["a", "paused"], ["b", "paused"],
                                         ["a", "resumed"]])

    def test_one_that_is_not_there_changes_none(self) -> None:
        self.add("a", "haplo")
        for command in ("pause", "resume", "retire"):
            with self.subTest(command=command):
                self.assertIn('"nope"', self.sheaf(
                    command, "a", "nope", exits=NOTHING).err)
                self.sheaf(command, exits=USAGE)
                self.sheaf(command, "a", "--group", "g", exits=USAGE)
        self.assertEqual(self.states(), "a active")

    def test_json_is_an_object_a_repository(self) -> None:
        self.add("a", "haplo")
        self.add("b", "haplo")
        self.sheaf("pause", "b")
        said = self.sheaf("pause", "b", "a", "--json").objects
        self.assertEqual(
            [(one["repository"], one["state"], one["before"],
              one["is_changed"]) for one in said],
            [("a", "paused", "active", True),
             ("b", "paused", "paused", False)])

    def test_what_failed_is_not_resumed_but_told_what_to_do(self) -> None:
        self.add("a", "haplo")
        self.value("UPDATE sheaf.repository SET state = 'blocked'"
                   " RETURNING 1")
        self.assertIn('"sheaf harvest a" asks now',
                      self.sheaf("resume", "a").err)
        self.assertEqual(self.states(), "a blocked")

    def test_what_held_it_is_said_and_forgiven(self) -> None:
        self.add("a", "haplo")
        self.value(OPEN)
        self.value("UPDATE sheaf.list_request SET crashes = 3,"
                   " retry_at = sheaf.clock() + interval '1 hour',"
                   " reason = 'a worker was killed by signal 11'"
                   " RETURNING 1")
        self.value("UPDATE sheaf.repository SET state = 'held' RETURNING 1")
        self.assertIn("is held", self.sheaf("pause", "a").err)
        self.assertEqual(self.states(), "a held")
        self.assertIn('"sheaf resume a" changes that',
                      self.sheaf("harvest", "a", exits=FAILED).err)
        self.assertIn('"sheaf resume a" goes on', self.sheaf("status").out)
        said = self.sheaf("resume", "a").err
        self.assertIn("held because 3 workers died of its oai_dc, the last"
                      " one so: a worker was killed by signal 11.", said)
        self.assertEqual(self.query(
            "SELECT crashes, retry_at <= sheaf.clock()"
            " FROM sheaf.list_request"), [["0", "t"]])
        self.assertIn("Going on", self.sheaf("harvest", "a").err)

    def test_held_by_is_json_too(self) -> None:
        self.add("a", "haplo")
        self.value(OPEN)
        self.value("UPDATE sheaf.list_request SET crashes = 3,"
                   " reason = 'signal 11' RETURNING 1")
        self.value("UPDATE sheaf.repository SET state = 'held' RETURNING 1")
        self.assertEqual(
            self.sheaf("resume", "a", "--json").object["held_by"],
            {"reason": "signal 11", "metadata_prefix": "oai_dc",
             "crashes": 3})


class RetireTest(StateSession):
    def test_it_keeps_what_it_brought_and_is_asked_no_more(self) -> None:
        self.add("a", "haplo")
        self.sheaf("harvest", "a")
        self.value(OPEN)
        counts = ("SELECT (SELECT count(*) FROM api.record),"
                  " (SELECT count(*) FROM api.item)")
        before = self.query(counts)
        said = self.sheaf("retire", "a").err
        self.assertIn("a is retired: it is asked no more, and what was under"
                      " way has ended.", said)
        self.assertIn("already", self.sheaf("retire", "a").err)
        self.assertEqual(self.query(counts), before)
        self.assertEqual(self.states(), "a retired")
        self.assertIn("is retired", self.sheaf("pause", "a").err)
        self.assertIn("sheaf resume a",
                      self.sheaf("harvest", "a", exits=FAILED).err)
        asked = len(self.sample.requests())
        self.value("UPDATE sheaf.selection SET next_due = '-infinity'"
                   " RETURNING 1")
        self.value("UPDATE sheaf.host SET next_due = '-infinity'"
                   " RETURNING 1")
        self.add("b", "ojs")
        self.sheaf("harvest", "b")
        self.assertEqual(
            [request["path"] for request in
             self.sample.requests()[asked:]], ["/ojs/oai"] * 2)

    def test_it_is_no_trouble(self) -> None:
        self.add("a", "haplo")
        self.value(OPEN)
        self.sheaf("retire", "a")
        self.sheaf("status", "--failing")
        self.add("b", "ojs")
        self.assertIn("2 repositories: 1 active, 1 retired\n",
                      self.sheaf("status").out)

    def test_what_it_ended_is_no_trouble_either(self) -> None:
        self.add("a", "haplo")
        self.value(OPEN)
        self.sheaf("retire", "a")
        self.sheaf("resume", "a")
        self.sheaf("status", "--failing")
        said = self.sheaf("status", "a").out
        self.assertIn("a: active, ", said)
        self.assertIn("  last       never harvested\n", said)
        self.assertNotIn("  failing ", said)

    def test_resumed_it_goes_on_from_where_it_was(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        self.sheaf("harvest", "a")
        self.sheaf("retire", "a")
        self.assertIn("a is active; it was retired.",
                      self.sheaf("resume", "a").err)
        self.assertEqual(self.sheaf("harvest", "a", "--json").object[
            "harvests"][0]["kind"], "incremental")

    def test_half_removed_and_resumed_it_comes_whole(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        self.sheaf("harvest", "a")
        self.value("INSERT INTO sheaf.record SELECT repository_id,"
                   " 'oai:x:' || n, metadata_prefix, status, datestamp,"
                   " datestamp_at, set_specs, metadata, about, content_hash,"
                   " header_hash, harvest_id, first_seen, changed_at,"
                   " changed_in FROM (SELECT * FROM sheaf.record LIMIT 1) r,"
                   " generate_series(1, 40000) n RETURNING 1")
        process = self.program.start("remove", "a", "--purge")
        wait_for("it to begin", lambda: self.states() != "a active")
        end(process, signal.SIGKILL)
        self.assertEqual(self.states(), "a retired")
        self.sheaf("resume", "a")
        self.assertEqual(self.sheaf("harvest", "a", "--json").object[
            "harvests"][0]["kind"], "full")


class EarlierTest(StateSession):
    """What was harvested before it was set otherwise was harvested."""

    def setUp(self) -> None:
        super().setUp()
        self.odd = Odd()
        self.addCleanup(self.odd.stop)
        self.sheaf("add", "a", self.odd.url, "--allow-private", "--delay",
                   "0")

    def test_a_one_off_alone_is_a_harvest(self) -> None:
        self.assertIn("  last       never harvested\n",
                      self.sheaf("status").out)
        self.sheaf("harvest", "a", "--from", "2020-01-01")
        self.assertRegex(
            self.sheaf("status").out, r"(?m)^  last       \S+ \S+ UTC,"
            r" one-off, complete: .*; no regular one yet$")

    def test_what_was_set_before_is_told_until_the_next(self) -> None:
        self.sheaf("harvest", "a")
        self.sheaf("edit", "a", "set=a")
        self.assertRegex(
            self.sheaf("status").out, r"(?m)^  last       \S+ \S+ UTC,"
            r" full, complete: .*; none yet of what is set now$")
        (one,) = self.sheaf("list", "--json").object["repositories"]
        self.assertIsNone(one["last_harvest"])
        self.assertEqual(one["earlier_harvest"]["verdict"], "complete")
        self.sheaf("harvest", "a")
        self.assertNotIn("none yet", self.sheaf("status").out)


if __name__ == "__main__":
    unittest.main()
