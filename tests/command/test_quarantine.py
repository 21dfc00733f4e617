#!/usr/bin/python3
"""What could not be read: listed, shown, let go."""

import base64
import subprocess
import unittest

from odd_session import OddSession
from person import FAILED, NOTHING, PARTIAL, USAGE
from product import binary

STAMP = "2026-01-01T00:00:00Z"
LATER = "2026-02-02T00:00:00Z"
BAD = "oai:odd:bad"
WHY = "it has no metadata and is not deleted"


class QuarantineTest(OddSession):
    def begin(self) -> None:
        self.odd.bad[BAD] = STAMP
        self.add_odd()
        self.sheaf("harvest", "odd")

    def setUp(self) -> None:
        super().setUp()
        self.odd.bad[BAD] = STAMP

    def listed(self, *words: str) -> list[str]:
        answer = self.sheaf("quarantine", "list", "odd", "--json", *words,
                            exits=self.expected)
        return [one["identifier"] for one in answer.objects]

    expected = 0

    def number(self, identifier: str = BAD) -> str:
        (row,) = [one for one in self.sheaf(
            "quarantine", "list", "--json").objects
            if one["identifier"] == identifier]
        return str(row["quarantine_id"])

    def shown(self, *words: str) -> tuple[bytes, str]:
        done = subprocess.run(
            [binary(), "--config", str(self.configuration), "quarantine",
             "show", *words], env=self.program.environment,
            capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout, done.stderr.decode()

    def test_a_list_says_what_and_why_the_newest_first(self) -> None:
        self.odd.bad["oai:odd:newer"] = LATER
        self.sheaf("harvest", "odd")
        for words in ((), ("odd",)):
            lines = self.sheaf("quarantine", "list", *words).out.splitlines()
            self.assertEqual(lines[0],
                             "odd: 2 records that could not be read")
            self.assertRegex(lines[1], r"^  #\d+  20\d\d-\d\d-\d\d \d\d:\d\d"
                             r" UTC  oai_dc  oai:odd:newer$")
            self.assertEqual(lines[2], f"      {WHY}"
                             "  [metadata: OAI-PMH 2.5]")
            self.assertIn(BAD, lines[3])
        (newer, older) = self.sheaf("quarantine", "list", "--json").objects
        self.assertEqual(
            [newer[key] for key in ("repository", "identifier",
                                    "metadata_prefix", "reason", "rule")],
            ["odd", "oai:odd:newer", "oai_dc", WHY, "metadata"])
        self.assertGreater(newer["quarantine_id"], older["quarantine_id"])

    def test_nothing_in_quarantine_is_nothing_found(self) -> None:
        self.odd.bad = {}
        self.sheaf("harvest", "odd", "--full")
        for words in ((), ("odd",)):
            answer = self.sheaf("quarantine", "list", *words, exits=NOTHING)
            self.assertEqual(answer.out, "")
            self.assertIn("Nothing is in quarantine", answer.err)
        self.assertEqual(self.sheaf("quarantine", "list", "--json", "-q",
                                    exits=NOTHING).err, "")

    def test_those_that_have_nothing_in_it_are_not_asked_for(self) -> None:
        self.value(
            "INSERT INTO sheaf.repository (name, base_url, host, every,"
            " overlap, created_at) SELECT 'r' || i, base_url, host, every,"
            " overlap, created_at FROM sheaf.repository,"
            " generate_series(1, 1000) AS i RETURNING 1")
        self.value(
            "INSERT INTO sheaf.quarantine (repository_id, harvest_id,"
            " page_number, metadata_prefix, bytes, length, reason, at)"
            " SELECT r.repository_id, 1, 0, 'oai_dc', 'x', 1, 'why', q.at"
            " FROM sheaf.repository AS r, sheaf.quarantine AS q"
            " WHERE r.name = 'r500' RETURNING 1")
        before = self.transactions()
        lines = self.sheaf("quarantine", "list").out.splitlines()
        self.assertLess(self.transactions() - before, 500)
        self.assertEqual([line for line in lines if line[0] != " "],
                         ["odd: 1 record that could not be read",
                          "r500: 1 record that could not be read"])

    def transactions(self) -> int:
        """Each statement is one; they are counted when a session ends."""
        return int(self.value("SELECT xact_commit FROM pg_stat_database"
                              " WHERE datname = current_database()"))

    def test_bytes_are_shown_as_they_came(self) -> None:
        bad = (f"<record><header><identifier>{BAD}</identifier>\n"
               f"<datestamp>{STAMP}</datestamp></header></record>").encode()
        for word in (BAD, self.number()):
            out, err = self.shown("odd", word)
            self.assertEqual(out, bad)
            self.assertIn(f"  reason      {WHY}\n", err)
            self.assertIn("  rule        metadata (OAI-PMH 2.5): ", err)
            self.assertRegex(err, r"  where       harvest \d+ \(full\), page"
                             r" 1 of its list\n")
            self.assertIn("  stored      no version of it\n", err)
            self.assertIn("  state       it waits to be read\n", err)
        one = self.sheaf("quarantine", "show", "odd", BAD, "--json").object
        self.assertEqual(base64.b64decode(one["bytes_base64"]), bad)
        self.assertEqual([one["times"], one["stored"]], [1, None])

    def test_a_terminal_gets_nothing_it_would_obey(self) -> None:
        self.value("UPDATE sheaf.quarantine SET length = 9, bytes ="
                   " '\\x611b5b326d0af09f8c80ff' RETURNING 1")
        self.assertEqual(self.shown("odd", BAD, "-q"),
                         (b"a\x1b[2m\n\xf0\x9f\x8c\x80\xff", ""))
        terminal = self.terminal("quarantine", "show", "odd", BAD)
        terminal.end()
        self.assertTrue(terminal.seen.endswith(
            "a\\x1B[2m\r\n\N{CYCLONE}\\xFF\r\n"), terminal.seen)

    def test_the_version_that_is_stored_is_told(self) -> None:
        self.odd.bad = {"oai:odd:good": LATER}
        self.odd.good = {}
        self.sheaf("harvest", "odd")
        self.sheaf("harvest", "odd")
        _, err = self.shown("odd", "oai:odd:good")
        self.assertRegex(err, rf"  stored      the version of {STAMP}"
                         r" \(live\), here since 20")
        self.assertIn("the last of 2 tries since ", err)
        said = self.sheaf("show", "odd", "oai:odd:good").out
        self.assertIn("  quarantine    oai_dc, a version that could not be"
                      f" read: {WHY}\n", said)
        self.assertEqual(
            [one["rule"] for one in self.sheaf(
                "show", "odd", "oai:odd:good",
                "--json").object["quarantine"]], ["metadata"])

    def test_show_knows_what_is_only_in_quarantine(self) -> None:
        for words in ((BAD,), ("odd", BAD)):
            answer = self.sheaf("show", *words, exits=NOTHING)
            self.assertIn(f'"{BAD}" could not be read yet (oai_dc: {WHY}),'
                          f' and waits in quarantine; "sheaf quarantine show'
                          f' odd {BAD}"', answer.err)
        self.assertIn("there is nothing", self.sheaf(
            "show", "oai:odd:other", exits=NOTHING).err)

    def test_what_was_read_since_is_still_shown(self) -> None:
        self.odd.bad = {}
        self.odd.good[BAD] = STAMP
        self.sheaf("harvest", "odd")
        self.assertIn("  state       it was read since, on ",
                      self.shown("odd", BAD)[1])

    def test_what_is_suppressed_says_so(self) -> None:
        self.sheaf("suppress", "odd", BAD)
        self.sheaf("quarantine", "list", exits=NOTHING)
        self.assertIn("  state       suppressed: ",
                      self.shown("odd", BAD)[1])

    def test_several_formats_are_told_apart_by_number(self) -> None:
        self.value("INSERT INTO sheaf.quarantine (repository_id, harvest_id,"
                   " page_number, metadata_prefix, identifier, bytes, length,"
                   " reason, at) SELECT repository_id, harvest_id, 0, 'mods',"
                   " identifier, 'other', 5, 'why', at FROM sheaf.quarantine"
                   " RETURNING 1")
        answer = self.sheaf("quarantine", "show", "odd", BAD, exits=USAGE)
        self.assertRegex(answer.err, r"by its number: \d+ \(mods\), \d+"
                         r" \(oai_dc\)")
        number = answer.err.split("number: ")[1].split()[0]
        self.assertEqual(self.shown("odd", number)[0], b"other")
        self.assertEqual(len(self.sheaf("quarantine", "show", "odd", BAD,
                                        "--json").objects), 2)

    def test_what_is_dropped_is_not_shown_and_can_be_had_back(self) -> None:
        answer = self.sheaf("quarantine", "drop", "odd", BAD)
        self.assertIn("1 record of odd is not shown any more", answer.err)
        self.sheaf("quarantine", "list", exits=NOTHING)
        self.assertNotIn("  quarantine ", self.sheaf("status", "odd").out)
        self.sheaf("harvest", "odd", "--full")  # it comes as it was
        self.sheaf("quarantine", "list", exits=NOTHING)
        self.assertEqual(self.listed("--dropped"), [BAD])
        self.assertIn("  state       dropped on ", self.shown("odd", BAD)[1])
        self.assertIn("1 record of odd is shown again", self.sheaf(
            "quarantine", "drop", "odd", BAD, "--undo").err)
        self.assertEqual(self.listed(), [BAD])
        self.sheaf("quarantine", "drop", "odd", self.number())
        self.odd.bad[BAD] = LATER  # otherwise
        self.sheaf("harvest", "odd")
        self.assertEqual(self.listed(), [BAD])

    def test_all_are_dropped_at_once(self) -> None:
        self.odd.bad |= {f"oai:odd:{n}": LATER for n in range(1500)}
        self.sheaf("harvest", "odd")
        self.assertEqual(self.sheaf("quarantine", "drop", "odd", "--all",
                                    "--json").object,
                         {"repository": "odd", "dropped": 1501})
        self.sheaf("quarantine", "list", exits=NOTHING)
        self.assertEqual(self.sheaf("quarantine", "drop", "odd", "--all",
                                    "--undo", "--json").object,
                         {"repository": "odd", "taken_back": 1501})
        self.assertEqual(len(self.listed()), 1501)

    def test_retrying_asks_for_single_records(self) -> None:
        self.odd.bad |= {f"oai:odd:{n}": LATER for n in range(5)}
        self.sheaf("harvest", "odd")
        self.odd.asked.clear()
        for n in (1, 3):
            del self.odd.bad[f"oai:odd:{n}"]
            self.odd.good[f"oai:odd:{n}"] = LATER
        answer = self.sheaf("quarantine", "retry", "odd", "oai:odd:1",
                            self.number("oai:odd:3"))
        self.assertEqual(self.odd.asked, ["GetRecord"] * 2)
        self.assertIn("odd: 2 records, 2 new", answer.out)
        self.assertEqual(sorted(self.listed()), [
            "oai:odd:0", "oai:odd:2", "oai:odd:4", BAD])
        self.assertEqual(self.value("SELECT status FROM sheaf.record WHERE"
                                    " identifier = 'oai:odd:3'"), "live")
        answer = self.sheaf("quarantine", "retry", "odd", BAD, exits=FAILED)
        self.assertIn("It still cannot be read.", answer.err)
        self.odd.good[BAD] = self.odd.bad.pop(BAD)
        answer = self.sheaf("quarantine", "retry", "odd", exits=PARTIAL)
        self.assertIn("3 of them still cannot be read.", answer.err)
        self.assertEqual(len(self.listed()), 3)
        self.assertEqual(self.sheaf(
            "quarantine", "retry", "odd", "--json",
            exits=FAILED).object["quarantined"], 3)
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.selection WHERE failures > 0"), "0")

    def test_what_the_repository_does_not_give_has_a_reason(self) -> None:
        self.odd.bad = {}
        self.sheaf("quarantine", "retry", "odd", exits=FAILED)
        (one,) = self.sheaf("quarantine", "list", "--json").objects
        self.assertEqual(one["rule"], "answer")
        self.assertIn("idDoesNotExist", one["reason"])

    def test_what_cannot_be_retried_is_said(self) -> None:
        self.assertIn('no record "oai:odd:x" of odd is in quarantine',
                      self.sheaf("quarantine", "retry", "odd", "oai:odd:x",
                                 exits=NOTHING).err)
        self.odd.good[BAD] = self.odd.bad.pop(BAD)
        self.sheaf("quarantine", "retry", "odd", BAD, "oai:odd:x",
                   exits=PARTIAL)
        self.sheaf("quarantine", "retry", "odd", exits=NOTHING)
        self.value("UPDATE sheaf.repository SET state = 'held' RETURNING 1")
        self.assertIn('"sheaf resume odd" changes that', self.sheaf(
            "quarantine", "retry", "odd", exits=FAILED).err)

    def test_one_that_was_interrupted_goes_on(self) -> None:
        self.odd.bad["oai:odd:2"] = LATER
        self.sheaf("harvest", "odd")
        self.odd.refusal = 503
        self.odd.retry_after = 3600
        answer = self.sheaf("quarantine", "retry", "odd", exits=PARTIAL)
        self.assertIn("The same command again goes on", answer.err)
        self.assertIn('"sheaf quarantine retry odd" goes on',
                      self.sheaf("status", "odd").out)
        self.odd.refusal = None
        self.value("UPDATE sheaf.host SET not_before = '-infinity'"
                   " RETURNING 1")
        self.odd.asked.clear()
        self.sheaf("harvest", "odd")  # which is another one
        self.assertEqual(self.odd.asked[0], "ListRecords")
        self.odd.good |= self.odd.bad
        self.odd.bad = {}
        answer = self.sheaf("quarantine", "retry", "odd")
        self.assertIn("Going on", answer.err)
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.harvest WHERE verdict IS NULL"), "0")

    def test_what_is_not_there_is_said(self) -> None:
        self.assertIn('no record "oai:odd:x" of odd is in quarantine',
                      self.sheaf("quarantine", "drop", "odd", BAD,
                                 "oai:odd:x", exits=PARTIAL).err)
        for words, said in (
                (("oai:odd:x",), 'no record "oai:odd:x" of odd is'),
                (("--all",), "no record of odd is")):
            self.assertEqual(
                self.sheaf("quarantine", "drop", "odd", *words,
                           exits=NOTHING).err,
                f"sheaf quarantine: {said} in quarantine\n")
        for words in (("drop", "odd", "oai:odd:x"), ("show", "odd", "x"),
                      ("drop", "odd", "--all"), ("drop", "odd", BAD),
                      ("list", "nowhere"), ("show", "nowhere", BAD)):
            self.sheaf("quarantine", *words, exits=NOTHING)

    def test_what_cannot_be_meant_is_refused(self) -> None:
        for words in ((), ("look",), ("show",), ("show", "odd"),
                      ("show", "odd", "a", "b"), ("drop", "odd"),
                      ("drop", "odd", BAD, "--all"), ("drop",),
                      ("list", "odd", "x"), ("list", "odd", "--all"),
                      ("show", "odd", BAD, "--undo")):
            with self.subTest(words=words):
                self.sheaf("quarantine", *words, exits=USAGE)
        self.assertEqual(self.listed(), [BAD])


if __name__ == "__main__":
    unittest.main()
