#!/usr/bin/python3
"""What software a repository runs: told by what it shows, or said."""

import signal
import subprocess
import time
import unittest

from person import USAGE, Other, Session


class PlatformTest(Session):
    def begin(self) -> None:
        self.add("x", "eprints")
        self.sheaf("harvest", "x")

    def platform(self) -> str:
        return self.value("SELECT platform || ' ' || platform_is_set"
                          " FROM api.repository")

    def marked(self) -> int:
        return int(self.value("SELECT count(*) FROM sheaf.stale_item"))

    def test_it_is_told_by_what_the_repository_shows(self) -> None:
        self.assertEqual(self.platform(), "eprints false")
        self.assertIn("platform=auto\n", self.sheaf("edit", "x").out)
        told = self.sheaf("status", "x")
        self.assertIn("  platform   eprints, by what it shows\n", told.out)

    def test_where_it_is_not_told_status_says_what_to_do(self) -> None:
        self.add("y", "eprints")
        self.assertIn('  platform   not told; "sheaf edit y platform=..."'
                      ' names it\n', self.sheaf("status", "y").out)

    def test_a_person_may_say_otherwise(self) -> None:
        items = int(self.value("SELECT count(*) FROM sheaf.item"))
        self.sheaf("edit", "x", "platform=dspace")
        self.assertEqual(self.platform(), "dspace true")
        self.assertEqual(self.marked(), items)
        self.assertIn("platform=dspace\n", self.sheaf("edit", "x").out)
        self.assertIn("  platform   dspace, as a person said\n",
                      self.sheaf("status", "x").out)
        (one,) = self.sheaf("status", "x", "--json").objects
        self.assertIn('"dspace"', str(one).replace("'", '"'))
        self.sheaf("harvest", "x")
        self.assertEqual((self.marked(), self.platform()),
                         (0, "dspace true"))
        self.sheaf("edit", "x", "platform=none")
        self.assertIn("  platform   none of ours, as a person said\n",
                      self.sheaf("status", "x").out)
        self.assertIn("platform=none\n", self.sheaf("edit", "x").out)
        self.assertEqual(self.marked(), items)
        self.sheaf("edit", "x", "platform=auto")
        self.assertEqual(self.platform(), "eprints false")

    def test_who_notes_it_waits_for_those_who_make_items(self) -> None:
        """One of them stores an item as of the platform before."""
        self.value("UPDATE sheaf.repository SET platform = 'ojs' RETURNING 1")
        with subprocess.Popen(
                ["psql", "-Xq", self.program.environment["SHEAF_DATABASE"]],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as other:
            assert other.stdin is not None
            other.stdin.write(
                b"BEGIN; SELECT FROM sheaf.repository FOR SHARE;"
                b" INSERT INTO sheaf.item (repository_id, identifier,"
                b" rule_version, hash, changed_at, changed_in)"
                b" SELECT repository_id, 'new', max(rule_version), 0, now(),"
                b" pg_current_xact_id() FROM sheaf.item GROUP BY 1;"
                b" SELECT pg_advisory_xact_lock(7);\n")
            other.stdin.flush()
            while self.value("SELECT count(*) FROM pg_locks WHERE locktype"
                             " = 'advisory' AND objid = 7") == "0":
                pass
            running = self.program.start("normalise", "x",
                                         errors=subprocess.PIPE)
            while self.value("SELECT count(*) FROM pg_stat_activity"
                             " WHERE wait_event_type = 'Lock'") == "0":
                pass
            other.stdin.write(b"COMMIT;\n")
            other.stdin.flush()
            running.communicate(timeout=60)
            other.stdin.close()
        self.assertEqual((self.marked(), self.platform()),
                         (0, "eprints false"))
        self.assertEqual(self.value("SELECT hash <> 0 FROM sheaf.item"
                                    " WHERE identifier = 'new'"), "t")

    def test_what_stays_as_it_is_is_not_made_again(self) -> None:
        self.sheaf("edit", "x", "platform=eprints")
        self.assertEqual((self.marked(), self.platform()),
                         (0, "eprints true"))
        self.sheaf("edit", "x", "every=2d")
        self.assertEqual(self.platform(), "eprints true")

    def test_how_many_items_are_made_again_is_told(self) -> None:
        items = int(self.value("SELECT count(*) FROM sheaf.item"))
        said = self.sheaf("edit", "x", "platform=dspace").err
        self.assertIn(f"{items} items are made again with the next", said)
        said = self.sheaf("edit", "x", "platform=ojs").err
        self.assertIn(f"{items} items are made again", said)
        self.assertIn("No item is made again", self.sheaf(
            "edit", "x", "platform=ojs").err)
        self.assertNotIn("made again", self.sheaf(
            "edit", "x", "every=3d").err)

    def other(self) -> Other:
        return Other(self.program.environment["SHEAF_DATABASE"])

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Until it waits for a lock."""
        running = self.program.start(*words, errors=subprocess.PIPE)
        while self.value("SELECT count(*) FROM pg_stat_activity"
                         " WHERE wait_event_type = 'Lock'") == "0":
            self.assertIsNone(running.poll())
        return running

    def free(self, table: str) -> int:
        """Rows that nobody keeps from being changed."""
        return int(self.value("SELECT count(*) FROM (SELECT FROM"
                              f" sheaf.{table} FOR NO KEY UPDATE SKIP LOCKED)"
                              " AS s"))

    def forget_items(self) -> None:
        """Who makes them again finds another hash."""
        self.value("WITH u AS (UPDATE sheaf.item SET hash = 0 RETURNING 1)"
                   " SELECT count(*) FROM u")

    def not_made(self) -> str:
        return self.value("SELECT count(*) FROM sheaf.item WHERE hash = 0")

    def test_nobody_waits_while_items_are_marked(self) -> None:
        items = self.value("SELECT count(*) FROM sheaf.item")
        with self.other() as other:
            other.run("BEGIN; LOCK TABLE sheaf.stale_item IN EXCLUSIVE MODE;")
            running = self.start("edit", "x", "platform=dspace")
            self.assertEqual((self.platform(), self.free("host"),
                              self.free("repository")), ("dspace true", 1, 1))
            other.run("COMMIT;")
            said = running.communicate(timeout=60)[1].decode()
        self.assertIn(f"{items} items are made again", said)
        self.assertEqual(str(self.marked()), items)

    def test_killed_behind_the_change_others_go_on(self) -> None:
        self.forget_items()
        with self.other() as other:
            other.run("BEGIN; LOCK TABLE sheaf.stale_item IN EXCLUSIVE MODE;")
            running = self.start("edit", "x", "platform=dspace")
            running.send_signal(signal.SIGKILL)
            running.communicate(timeout=60)
            self.value("SELECT count(pg_terminate_backend(pid))"
                       " FROM pg_stat_activity"
                       " WHERE application_name = 'sheaf edit'")
            other.run("COMMIT;")
        self.assertEqual((self.platform(), self.marked()), ("dspace true", 0))
        self.sheaf("harvest", "x")
        self.assertEqual((self.not_made(), self.marked()), ("0", 0))

    def test_nobody_waits_where_it_is_told_anew(self) -> None:
        """One item waits, and another one's mark is somebody's."""
        self.forget_items()
        self.value("UPDATE sheaf.repository SET platform = 'ojs' RETURNING 1")
        mark = ("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                " SELECT repository_id, {}(identifier) FROM sheaf.item"
                " GROUP BY 1")
        self.value(mark.format("max") + " RETURNING 1")
        with self.other() as other:
            other.run(f"BEGIN; {mark.format('min')};")
            running = self.start("harvest", "x")
            self.assertEqual((self.platform(), self.free("repository")),
                             ("eprints false", 1))
            other.run("COMMIT;")
            running.communicate(timeout=60)
        self.assertEqual((self.not_made(), self.marked()), ("0", 0))

    def test_at_the_first_harvest_nothing_is_made_twice(self) -> None:
        self.query("CREATE TABLE seen AS SELECT 'note' AS what WHERE false;"
                   " CREATE FUNCTION see() RETURNS trigger"
                   " SECURITY DEFINER LANGUAGE plpgsql AS"
                   " $$ BEGIN INSERT INTO public.seen VALUES (TG_ARGV[0]);"
                   " RETURN NULL; END $$;"
                   " CREATE TRIGGER see AFTER INSERT ON sheaf.mapping"
                   " FOR EACH ROW EXECUTE FUNCTION see('note');"
                   " CREATE TRIGGER see AFTER DELETE ON sheaf.stale_item"
                   " FOR EACH ROW EXECUTE FUNCTION see('made')")
        self.add("y", "dspace")
        self.sheaf("harvest", "y")
        items = self.value("SELECT count(*) FROM sheaf.item JOIN"
                           " sheaf.repository USING (repository_id)"
                           " WHERE name = 'y' AND platform = 'dspace'")
        self.assertNotEqual(items, "0")
        self.assertEqual(self.query("SELECT what, count(*) FROM seen"
                                    " GROUP BY 1"), [["made", items]])
        self.assertEqual(self.notes(), "0")

    def notes(self) -> str:
        return self.value("SELECT count(*) FROM sheaf.mapping")

    def note(self, key: str) -> str:
        """All items are to be marked."""
        return ("INSERT INTO sheaf.mapping (scheme, platform, key, spelling,"
                f" was, repository_id) SELECT 'items', '', '{key}', '', '',"
                " repository_id FROM sheaf.repository")

    def test_marks_do_not_wait_for_the_end_of_the_harvest(self) -> None:
        """No page gets through until all items are made."""
        self.forget_items()
        self.query(self.note("0"))
        with self.other() as other:
            other.run("BEGIN; LOCK TABLE sheaf.record IN SHARE MODE;")
            running = self.start("harvest", "x")
            until = time.monotonic() + 30
            while self.not_made() != "0" and time.monotonic() < until:
                time.sleep(0.1)
            not_made = self.not_made()
            self.assertIsNone(running.poll())
            other.run("COMMIT;")
            running.communicate(timeout=60)
        self.assertEqual((not_made, self.notes()), ("0", "0"))

    def wait_for(self, query: str) -> None:
        """Somebody's, for a lock."""
        until = time.monotonic() + 30
        while self.value("SELECT count(*) FROM pg_stat_activity WHERE"
                         " wait_event_type = 'Lock' AND application_name ="
                         f" 'sheaf harvest' AND query LIKE '%{query}%'") == "0":
            self.assertLess(time.monotonic(), until)

    def test_a_note_that_takes_the_place_of_another_is_seen(self) -> None:
        """While the other one is waited for, and there is none besides."""
        self.query("DELETE FROM sheaf.item")
        self.query(self.note("0"))
        with self.other() as other:
            other.run("BEGIN; DELETE FROM sheaf.mapping;"
                      f" {self.note('1')};")
            running = self.start("edit", "x", "platform=dspace")
            other.run("COMMIT;")
            running.communicate(timeout=60)
        self.assertEqual(self.notes(), "0")

    def test_a_note_that_takes_the_place_of_a_mark_is_seen(self) -> None:
        """Between looking for notes and counting marks."""
        self.forget_items()
        self.query(self.note("0"))
        self.query("INSERT INTO sheaf.stale_item (repository_id, identifier)"
                   " SELECT repository_id, min(identifier) FROM sheaf.item"
                   " GROUP BY 1")
        with self.other() as first, self.other() as second:
            first.run("BEGIN; DELETE FROM sheaf.mapping;")
            second.run("BEGIN; SELECT FROM sheaf.stale_item FOR UPDATE;")
            running = self.start("harvest", "x")
            self.wait_for("sheaf.mapping")
            second.run("LOCK TABLE sheaf.stale_item IN ACCESS EXCLUSIVE MODE;")
            first.run("COMMIT;")
            self.wait_for("AS waiting")
            second.run(f"DELETE FROM sheaf.stale_item; {self.note('1')};"
                       " COMMIT;")
            running.communicate(timeout=60)
        self.assertEqual((self.not_made(), self.marked(), self.notes()),
                         ("0", 0, "0"))

    def test_what_others_left_decides_nothing(self) -> None:
        """Where what is changed makes no item another one."""
        self.query(self.note("0"))
        self.query("ALTER TABLE sheaf.mapping ADD CONSTRAINT refused"
                   " CHECK (identifier = '')")
        self.sheaf("edit", "x", "every=2d")
        self.sheaf("edit", "x", "platform=eprints")
        self.assertEqual((self.notes(), self.marked()), ("1", 0))

    def test_it_is_changed_whether_items_are_counted_or_not(self) -> None:
        """They cannot be, once they are marked."""
        items = int(self.value("SELECT count(*) FROM sheaf.item"))
        self.query("CREATE FUNCTION hide() RETURNS trigger"
                   " SECURITY DEFINER LANGUAGE plpgsql AS"
                   " $$ BEGIN ALTER TABLE sheaf.item RENAME TO hidden;"
                   " RETURN NULL; END $$;"
                   " CREATE TRIGGER hide AFTER DELETE ON sheaf.mapping"
                   " FOR EACH ROW EXECUTE FUNCTION hide()")
        said = self.sheaf("edit", "x", "platform=dspace", "--json")
        self.assertIn("Its items are made again with the next", said.err)
        self.assertEqual((said.object["platform"], self.marked()),
                         ("dspace", items))

    def test_a_group_is_changed_together(self) -> None:
        self.sheaf("edit", "x", "group=g")
        self.sheaf("edit", "--group", "g", "platform=ojs")
        self.assertEqual(self.platform(), "ojs true")

    def test_what_is_no_platform_is_refused(self) -> None:
        said = self.sheaf("edit", "x", "platform=nope", exits=USAGE)
        self.assertRegex(said.err, r"it is auto, none, .*\beprints\b")
        self.assertEqual(self.platform(), "eprints false")


if __name__ == "__main__":
    unittest.main()
