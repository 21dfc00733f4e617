#!/usr/bin/python3
"""Which items a change of the vocabulary makes again, while others work."""

import signal
import subprocess
import unittest

from mapping import MapSession
from person import PARTIAL, Other


class MarkedTest(MapSession):
    def test_what_a_platform_holds_is_made_again(self) -> None:
        """Items that say no type have that of "text" on arXiv."""
        one = self.identifiers[5]
        self.value("UPDATE sheaf.record SET metadata = regexp_replace(metadata,"
                   " '<dc:type>[^<]*</dc:type>', '', 'g')"
                   f" WHERE identifier = '{one}' RETURNING 1")
        self.sheaf("edit", "mdx", "platform=arxiv")
        self.sheaf("harvest", "mdx")
        self.sheaf("normalise")
        kind = f"SELECT type FROM sheaf.item WHERE identifier = '{one}'"
        self.assertEqual(self.value(kind), "preprint")
        self.assertIn("No item is made again", self.sheaf(
            "map", "type", "text", "dataset", "--platform", "haplo").err)
        self.assertIn("1 item is made again", self.sheaf(
            "map", "type", "Text", "technical report", "--platform",
            "arxiv").err)
        self.assertEqual(self.value(
            "SELECT identifier FROM sheaf.stale_item"), one)
        self.sheaf("normalise")
        self.assertEqual(self.value(kind), "technical report")

    def test_what_rights_or_a_description_say_is_found(self) -> None:
        one, two = self.identifiers[5:7]
        self.say(one, "rights", "Quixotry")
        self.say(two, "description", "Quite quixotic")
        self.sheaf("harvest", "mdx")
        for scheme, raw, code, column in (
                ("rights_statement", "quixotry", "InC-1.0", "rights_statement"),
                ("access", "quite quixotic", "restricted access", "access"),
                ("version", "quite quixotic", "AM", "version")):
            with self.subTest(scheme=scheme):
                said = self.sheaf("map", scheme, raw, code, "--json").object
                self.assertEqual((said["was_known"], said["items"]),
                                 (False, 1))
                self.sheaf("harvest", "mdx")
                self.assertEqual(self.value(
                    f"SELECT count(*) FROM sheaf.item"
                    f" WHERE {column} = '{code}'"
                    f" AND identifier IN ('{one}', '{two}')"), "1")

    def check_nobody_waits(self, lock: str) -> None:
        """For the vocabulary, while map waits there."""
        with Other(self.program.environment["SHEAF_DATABASE"]) as other:
            other.run(f"BEGIN; LOCK TABLE {lock};")
            running = self.start_map()
            self.wait_for_a_lock()
            self.assertEqual(self.value(
                "SELECT count(*) FROM (SELECT FROM sheaf.setting"
                " WHERE name = 'vocabulary' FOR SHARE SKIP LOCKED) AS s"),
                "1")
            other.run("COMMIT;")
            self.assertIn("3 items are", self.told(running))

    def test_reading_keeps_nobody_from_making_items(self) -> None:
        self.check_nobody_waits("sheaf.item")

    def test_what_is_stored_while_it_is_read_is_made_again(self) -> None:
        """An item that is stored between the reading and the change."""
        one = self.identifiers[5]
        with Other(self.program.environment["SHEAF_DATABASE"]) as other:
            other.run("BEGIN; SELECT FROM sheaf.setting WHERE name ="
                      " 'vocabulary' FOR SHARE;")
            running = self.start_map()
            self.wait_for_a_lock()
            other.run("UPDATE sheaf.item SET statements = (SELECT statements"
                      " FROM sheaf.item WHERE identifier ="
                      f" '{self.identifiers[1]}'), changed_in ="
                      f" pg_current_xact_id() WHERE identifier = '{one}';"
                      " COMMIT;")
            self.assertIn("4 items are", self.told(running))
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.stale_item"
            f" WHERE identifier = '{one}'"), "1")

    def test_what_it_was_is_what_somebody_else_has_just_said(self) -> None:
        self.sheaf("map", "language", "Klingonoid", "Klingon")
        with Other(self.program.environment["SHEAF_DATABASE"]) as other:
            other.run("BEGIN; SELECT FROM sheaf.mapping FOR UPDATE;")
            running = self.start_map("deu")
            self.wait_for_a_lock()
            other.run("UPDATE sheaf.setting SET value = value::bigint + 1"
                      " WHERE name = 'vocabulary'; UPDATE sheaf.synonym"
                      " SET code = 'spa' WHERE is_own; COMMIT;")
            self.assertIn('"Klingonoid" is "deu" from now on; it was spa.',
                          self.told(running))
        self.assertEqual(self.value("SELECT was FROM sheaf.mapping"), "spa")

    def test_nobody_waits_for_the_vocabulary_while_items_are_marked(
            self) -> None:
        self.check_nobody_waits("sheaf.stale_item IN EXCLUSIVE MODE")

    def stop_map_at_the_marks(self, signal_number: int) -> (
            "subprocess.Popen[bytes]"):
        """The vocabulary is changed, and no item is marked yet."""
        with Other(self.program.environment["SHEAF_DATABASE"]) as other:
            other.run("BEGIN; LOCK TABLE sheaf.stale_item IN EXCLUSIVE MODE;")
            running = self.start_map()
            self.wait_for_a_lock()
            running.send_signal(signal_number)
            running.wait(20)
            other.run("COMMIT;")
        self.value("SELECT count(pg_terminate_backend(pid))"
                   " FROM pg_stat_activity"
                   " WHERE application_name = 'sheaf map'")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.synonym WHERE is_own"), "1")
        return running

    def test_whoever_makes_items_goes_on_for_who_was_killed(self) -> None:
        self.stop_map_at_the_marks(signal.SIGKILL).communicate()
        self.assertEqual(self.marked(), "0")
        self.sheaf("harvest", "mdx")
        self.assertEqual([self.language(n) for n in range(5)],
                         ["deu", "tlh", "tlh", "tlh", "-"])

    def test_who_harvests_waits_for_its_own_marks_alone(self) -> None:
        """Somebody is at it, for all repositories, and takes long."""
        self.stop_map_at_the_marks(signal.SIGKILL).communicate()
        with Other(self.program.environment["SHEAF_DATABASE"]) as other:
            other.run("BEGIN; SELECT FROM sheaf.mapping FOR UPDATE;")
            self.sheaf("harvest", "mdx")
            other.run("COMMIT;")
        self.assertEqual([self.language(n) for n in range(5)],
                         ["deu", "tlh", "tlh", "tlh", "-"])

    def add_who_says(self, name: str) -> str:
        """A repository, of which one item says it; its identifier."""
        self.add(name, "eprints")
        self.sheaf("harvest", name)
        return self.value(
            "UPDATE sheaf.item SET hash = 0, statements = (SELECT statements"
            f" FROM sheaf.item WHERE identifier = '{self.identifiers[1]}')"
            " WHERE (repository_id, identifier) = (SELECT repository_id,"
            " max(identifier) FROM sheaf.item JOIN sheaf.repository"
            f" USING (repository_id) WHERE name = '{name}' GROUP BY 1)"
            " RETURNING identifier")

    def test_who_harvests_goes_on_for_the_others_in_the_end(self) -> None:
        """What is made again by then is not marked once more."""
        one = self.add_who_says("other")
        self.add_who_says("third")
        self.stop_map_at_the_marks(signal.SIGKILL).communicate()
        self.sheaf("harvest", "third", "mdx")
        self.assertEqual(self.language(1), "tlh")
        self.assertEqual(self.value(
            "SELECT string_agg(name, ' ') FROM sheaf.item JOIN"
            " sheaf.repository USING (repository_id) WHERE hash = 0"), "other")
        self.assertEqual(self.value(
            "SELECT string_agg(name || ' ' || identifier, ', ')"
            " FROM sheaf.stale_item JOIN sheaf.repository"
            " USING (repository_id)"), f"other {one}")
        self.assertEqual(self.value("SELECT is_marked FROM sheaf.mapping"), "t")

    def test_what_others_left_decides_nothing(self) -> None:
        self.value("INSERT INTO sheaf.mapping (scheme, platform, key, spelling,"
                   " was) VALUES ('type', '', 'x', 'x', '-') RETURNING 1")
        self.query("ALTER TABLE sheaf.mapping ADD CONSTRAINT refused"
                   " CHECK (NOT is_marked OR scheme <> 'type')")
        said = self.sheaf("map", "language", "Klingonoid", "Klingon", "--json")
        self.assertEqual(said.object["items"], 3)
        self.assertIn("3 items are made again", said.err)
        self.assertRegex(said.err, "What others had changed before is not all"
                         r' looked for \(.*"refused"\): a daemon goes on, or'
                         r' the next "sheaf map", "sheaf harvest" or "sheaf'
                         r' normalise"\.')

    def test_what_others_left_comes_behind_what_was_harvested(self) -> None:
        self.query("INSERT INTO sheaf.mapping (scheme, platform, key, spelling,"
                   " was) VALUES ('type', '', 'x', 'x', '-')")
        self.query("ALTER TABLE sheaf.mapping ADD CONSTRAINT refused"
                   " CHECK (NOT is_marked OR scheme <> 'type')")
        self.query("DELETE FROM sheaf.quality")
        self.assertRegex(
            self.sheaf("harvest", "mdx").err,
            r'What was changed is not looked for in all repositories'
            r' \(.*"refused"\): a daemon goes on, or the next "sheaf map",'
            r' "sheaf harvest" or "sheaf normalise"\.')
        self.assertNotEqual(self.value("SELECT count(*) FROM sheaf.quality"),
                            "0")

    def test_interrupted_behind_the_change_it_says_who_goes_on(self) -> None:
        stopped = self.stop_map_at_the_marks(signal.SIGINT)
        self.assertIn("stopped, but the vocabulary is changed;",
                      self.told(stopped))
        self.assertEqual(stopped.returncode, PARTIAL)
        self.assertEqual(self.marked(), "0")
        self.assertIn("1 item is made again", self.sheaf(
            "map", "language", "Quixote", "spa").err)
        self.assertEqual(self.marked(), "4")

    def test_items_of_many_batches_are_marked(self) -> None:
        self.value(
            "INSERT INTO sheaf.item (repository_id, identifier, rule_version,"
            " hash, changed_at, changed_in, statements) SELECT repository_id,"
            " 'many:' || n, rule_version, n, changed_at, changed_in,"
            " CASE WHEN n % 2 = 0 THEN statements END"
            " FROM sheaf.item, generate_series(1, 6000) AS n"
            f" WHERE identifier = '{self.identifiers[1]}' RETURNING 1")
        said = self.sheaf("map", "language", "Klingonoid", "tlh", "--json")
        self.assertEqual(said.object["items"], 3003)
        self.assertEqual(self.marked(), "3003")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.stale_item WHERE identifier LIKE"
            " 'many:%' AND substr(identifier, 6)::integer % 2 = 1"), "0")

    def test_what_the_key_of_a_url_is_without_is_found(self) -> None:
        for n, name in enumerate(("Quixotry", "Zarzuela")):
            self.say(self.identifiers[n], "type",
                     f"http://example.org/{n}/t?type={name}")
        self.sheaf("harvest", "mdx")
        for n, spelling in enumerate((
                "t?type=Quixotry", "http://example.org/1/t?type=Zarzuela")):
            self.check_found(spelling, n)

    def test_items_without_a_type_have_that_of_some_platforms(self) -> None:
        """No platform but arXiv means anything else by "text"."""
        one = self.identifiers[5]
        self.value("UPDATE sheaf.record SET metadata = regexp_replace(metadata,"
                   " '<dc:type>[^<]*</dc:type>', '', 'g')"
                   f" WHERE identifier = '{one}' RETURNING 1")
        for platform, marked in (("haplo", "0"), ("arxiv", "1")):
            with self.subTest(platform=platform):
                self.sheaf("edit", "mdx", f"platform={platform}")
                self.sheaf("normalise")
                self.sheaf("map", "type", "text", "dataset")
                self.assertEqual(self.value(
                    "SELECT count(*) FROM sheaf.stale_item"
                    f" WHERE identifier = '{one}'"), marked)
                self.sheaf("map", "type", "text", "--undo")

    def start_map(self, code: str = "Klingon") -> "subprocess.Popen[bytes]":
        return self.program.start("map", "language", "Klingonoid", code,
                                  errors=subprocess.PIPE)

    def told(self, running: "subprocess.Popen[bytes]") -> str:
        return running.communicate(timeout=60)[1].decode()

    def wait_for_a_lock(self) -> None:
        while self.value("SELECT count(*) FROM pg_stat_activity"
                         " WHERE wait_event_type = 'Lock'") == "0":
            pass


if __name__ == "__main__":
    unittest.main()
