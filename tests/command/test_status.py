#!/usr/bin/python3
"""What status and list tell, and whether a person can act on it."""

import signal
import unittest

from odd_session import OddSession
from person import FAILED, PARTIAL
from product import end, wait_for

LATER = "2026-02-02T00:00:00Z"


def minute(instant: str) -> str:
    return instant[:16].replace("T", " ")


class QuarantineTest(OddSession):
    """A record that cannot be read is a named exception."""

    def begin(self) -> None:
        self.odd.bad["oai:odd:bad"] = "2026-01-01T00:00:00Z"
        self.add_odd()
        self.sheaf("harvest", "odd")

    def setUp(self) -> None:
        super().setUp()
        self.odd.bad["oai:odd:bad"] = "2026-01-01T00:00:00Z"

    def standing(self) -> list[list[str]]:
        return self.read(
            "SELECT repository, identifier, metadata_prefix,"
            " reason, length > 0, at IS NOT NULL FROM api.quarantine"
            " ORDER BY identifier")

    def test_it_stands_until_it_is_read(self) -> None:
        row = ["odd", "oai:odd:bad", "oai_dc",
               "it has no metadata and is not deleted", "t", "t"]
        line = ("  quarantine 1 record could not be read: oai:odd:bad"
                " (it has no metadata and is not deleted);"
                ' "sheaf quarantine list odd"\n')
        self.odd.bad = {}
        for _ in range(2):  # a run that lists nothing forgets nothing
            self.assertEqual(self.standing(), [row])
            self.assertIn(line, self.sheaf("status").out)
            self.assertIn(line, self.sheaf("status", "odd").out)
            self.assertIn("1 in quarantine", self.sheaf("list").out)
            self.assertEqual(self.of("odd")["quarantine"]["records"], 1)
            self.sheaf("harvest", "odd")
        self.odd.good["oai:odd:bad"] = LATER
        self.sheaf("harvest", "odd")
        self.assertEqual(self.standing(), [])
        self.assertNotIn("  quarantine ", self.sheaf("status", "odd").out)
        self.assertNotIn("quarantine", self.sheaf("list").out)
        self.assertEqual(self.of("odd")["quarantine"],
                         {"records": 0, "first": []})

    def test_it_counts_once_however_often_it_came(self) -> None:
        for _ in range(3):
            self.sheaf("harvest", "odd", "--full")
        self.assertEqual(len(self.standing()), 1)

    def test_a_full_harvest_without_it_ends_it(self) -> None:
        self.odd.bad = {}
        self.sheaf("harvest", "odd", "--full")
        self.assertEqual(self.standing(), [])

    def test_one_that_was_good_before_and_is_again_is_read(self) -> None:
        self.odd.bad = {}
        self.odd.good["oai:odd:bad"] = LATER
        self.sheaf("harvest", "odd", "--full")
        self.assertEqual(self.standing(), [])
        del self.odd.good["oai:odd:bad"]
        self.odd.bad["oai:odd:bad"] = LATER
        self.sheaf("harvest", "odd")
        self.assertEqual(len(self.standing()), 1)

    def test_many_are_named_by_a_few(self) -> None:
        for n in range(1205):
            self.odd.bad[f"oai:odd:{n:04}"] = LATER
        self.sheaf("harvest", "odd")
        said = self.sheaf("status").out
        self.assertIn("quarantine 1,206 records could not be read: ", said)
        self.assertIn(', and 1,203 more; "sheaf quarantine list odd"\n',
                      said)
        self.assertEqual(len(self.of("odd")["quarantine"]["first"]), 3)
        self.assertEqual(len(self.standing()), 1206)

    def test_what_has_no_identifier_stands_until_it_is_asked_again(
            self) -> None:
        self.odd.bad = {"": LATER}
        self.sheaf("harvest", "odd", exits=PARTIAL)
        self.assertEqual([row[1] for row in self.standing()],
                         ["oai:odd:bad", ""])
        self.assertIn("without identifier (", self.sheaf("status").out)
        self.sheaf("harvest", "odd", exits=PARTIAL)
        self.assertEqual(len(self.standing()), 2)
        self.odd.bad = {}
        self.sheaf("harvest", "odd")
        self.assertEqual([row[1] for row in self.standing()],
                         ["oai:odd:bad"])


class WatchTest(OddSession):
    """Whoever looks after many of them."""

    def test_a_host_that_waits_says_until_when(self) -> None:
        self.add_odd()
        self.value("UPDATE sheaf.host SET not_before = sheaf.clock()"
                   " + interval '2 hours' RETURNING 1")
        until = self.value("SELECT to_char(not_before AT TIME ZONE 'UTC',"
                           " 'YYYY-MM-DD HH24:MI') FROM api.repository")
        self.assertIn(f"  waits      until {until} UTC",
                      self.sheaf("status").out)
        self.assertIn(f"not asked before {until} UTC",
                      self.sheaf("list").out)
        self.assertIsNotNone(self.of("odd")["not_before"])
        self.value("UPDATE sheaf.host SET not_before = sheaf.clock()"
                   " - interval '2 hours' RETURNING 1")
        self.assertNotIn("  waits  ", self.sheaf("status").out)
        self.assertNotIn("not asked", self.sheaf("list").out)
        self.assertIsNone(self.of("odd")["not_before"])

    def test_the_troubled_come_first_and_end_with_3(self) -> None:
        for name in ("a", "b", "c", "d"):
            self.add_odd(name)
        self.sheaf("harvest", "a", "b")
        self.sheaf("status", "--failing")
        self.value("UPDATE sheaf.repository SET state = 'paused'"
                   " WHERE name = 'd' RETURNING 1")
        self.value("UPDATE sheaf.selection SET next_due = sheaf.clock()"
                   " - interval '3 hours' WHERE repository_id IN (SELECT"
                   " repository_id FROM sheaf.repository"
                   " WHERE name = 'c') RETURNING 1")
        self.odd.refusal = 404
        self.sheaf("harvest", "b", exits=FAILED)
        said = self.sheaf("status").out
        self.assertIn(
            "4 repositories: 1 active, 1 failing, 1 overdue, 1 paused\n",
            said)
        self.assertEqual([line[0] for line in said.split("\n\n")[1:]],
                         ["b", "c", "a", "d"])
        self.assertIn("  next       overdue since ", said)
        said = self.sheaf("status", "--failing", exits=PARTIAL).out
        self.assertEqual([line[0] for line in said.split("\n\n")[1:]],
                         ["b", "c"])
        failing = self.sheaf("status", "--failing", "--json",
                             exits=PARTIAL).object["repositories"]
        self.assertEqual([(one["repository"], one["is_failing"],
                           one["is_overdue"]) for one in failing],
                         [("b", True, False), ("c", False, True)])
        self.sheaf("status", "a", "--failing")

    def test_it_tells_since_when_it_fails(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.assertNotIn("  failing  ", self.sheaf("status").out)
        complete = self.of("odd")["last_complete"]
        self.odd.refusal = 404
        self.sheaf("harvest", "odd", exits=FAILED)
        since = self.of("odd")["failing_since"]
        self.assertGreater(since, complete)
        for _ in range(2):
            self.value("INSERT INTO sheaf.setting AS s VALUES ('clock_offset',"
                       " '1 day') ON CONFLICT (name) DO UPDATE SET value ="
                       " (s.value::interval + interval '1 day')::text"
                       " RETURNING 1")
            self.sheaf("harvest", "odd", exits=FAILED)
        one = self.of("odd")
        self.assertEqual((one["failures"], one["failing_since"],
                          one["last_complete"]), (3, since, complete))
        self.assertIn(f"  failing    since {minute(since)} UTC (3 in a row);"
                      f" last complete {minute(complete)} UTC\n",
                      self.sheaf("status").out)
        self.odd.refusal = None
        self.sheaf("harvest", "odd")
        one = self.of("odd")
        self.assertEqual((one["failures"], one["failing_since"]), (0, None))

    def test_what_was_asked_once_in_vain_is_no_failure(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.odd.refusal = 404
        self.sheaf("harvest", "odd", "--prefix", "mods", exits=FAILED)
        self.sheaf("status", "--failing")
        self.assertEqual(self.of("odd")["state"], "active")
        self.odd.refusal = 403
        self.sheaf("harvest", "odd", "--prefix", "mods", exits=FAILED)
        self.assertEqual(self.of("odd")["state"], "blocked")

    def test_one_tells_its_last_harvests(self) -> None:
        self.add_odd()
        for _ in range(6):
            self.sheaf("harvest", "odd", "--full")
        said = self.sheaf("status", "odd").out
        lines = said[said.index("  harvests "):].splitlines()
        self.assertEqual(len(lines), 5)
        for line in lines:
            self.assertRegex(line, r"^ {2}(harvests | {9})  20\d\d-\d\d-\d\d"
                             r" \d\d:\d\d UTC, full, oai_dc, complete:"
                             r" 1 record, 1 unchanged$")
        told = self.sheaf("status", "odd", "--json").object["harvests"]
        self.assertEqual([one["verdict"] for one in told], ["complete"] * 5)

    def test_what_nobody_goes_on_with_is_interrupted(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.odd.refusal = 503
        self.odd.retry_after = 200  # for longer ones a command does not wait
        process = self.program.start("harvest", "odd", "--full")
        try:
            wait_for("its wait", lambda: self.value(
                "SELECT count(*) FROM sheaf.list_request"
                " WHERE retry_at > sheaf.clock()") == "1")
            said = self.sheaf("status").out
            self.assertIn("  under way  0 records; goes on in ", said)
            self.assertNotIn("  next ", said)
        finally:
            end(process, signal.SIGINT)
        said = self.sheaf("status").out
        self.assertIn('  interrupted 0 records; "sheaf harvest odd --full"'
                      ' goes on (', said)
        self.assertNotIn("  next ", said)
        self.assertTrue(self.of("odd")["open_harvest"]["is_interrupted"])
        self.odd.refusal = None
        self.value("UPDATE sheaf.host SET not_before = '-infinity'"
                   " RETURNING 1")
        answer = self.sheaf("harvest", "odd", "--full")
        self.assertIn("Going on", answer.err)
        self.assertIn("  next ", self.sheaf("status").out)

    def test_a_one_off_goes_on_by_its_own_command(self) -> None:
        self.add_odd()
        self.value(
            "WITH begun AS (INSERT INTO sheaf.harvest (repository_id,"
            " metadata_prefix, set_spec, kind, asked_by, asked_at,"
            " from_instant) SELECT repository_id, 'oai_dc', 'a', 'one-off',"
            " 'operator', sheaf.clock(), '2026-01-02T03:04:05Z'"
            " FROM sheaf.repository"
            " RETURNING repository_id, harvest_id, from_instant)"
            " INSERT INTO sheaf.list_request (repository_id, harvest_id, n,"
            " from_instant) SELECT repository_id, harvest_id, 1,"
            " from_instant FROM begun RETURNING 1")
        words = ("odd", "--prefix", "oai_dc", "--set", "a", "--from",
                 "2026-01-02T03:04:05Z")
        self.assertIn(f'"sheaf harvest {" ".join(words)}" goes on',
                      self.sheaf("status").out)
        self.assertIn("Going on", self.sheaf("harvest", *words).err)

    def test_deletions_that_are_not_told_are_looked_for(self) -> None:
        for promise in ("no", "transient", "persistent"):
            self.odd.deleted_record = promise
            self.add_odd(promise)
            said = self.sheaf("status", promise).out
            self.assertEqual(promise != "persistent",
                             "a sweep every 30 d finds the rest" in said)
            self.sheaf("edit", promise, "sweep=never")
            said = self.sheaf("status", promise).out
            self.assertEqual(
                promise != "persistent",
                f'"sheaf edit {promise} sweep=30d" changes that' in said)
            self.assertIn("sweep=never", said)

    def test_list_is_a_table(self) -> None:
        self.add_odd("a")
        self.add_odd("longer-name", *(word for n in range(30)
                                      for word in ("--set", f"set{n}")))
        lines = self.sheaf("list").out.splitlines()
        self.assertEqual([line.index("http") for line in lines[1:]],
                         [lines[0].index("base URL")] * 2)
        self.assertIn("  set=set0,set1,", lines[2])
        self.assertFalse(lines[1].endswith(" "))

    def test_list_status_and_edit_show_the_same_object(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        listed = self.sheaf("list", "--json")
        edited = self.sheaf("edit", "odd", "--json")
        told = self.sheaf("status", "--json")
        self.assertEqual(listed.object["repositories"], [edited.object])
        self.assertEqual(told.object["repositories"], [edited.object])
        for answer in (listed, edited, told):
            self.assertNotRegex(answer.out, r'" ?: |": ')


if __name__ == "__main__":
    unittest.main()
