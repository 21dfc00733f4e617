#!/usr/bin/python3
"""A harvest that is stopped, or has to wait: what is said is true."""

import re
import shlex
import signal
import subprocess
import unittest
from datetime import datetime, timezone

from front import Answer, Front
from person import PARTIAL, Session
from product import binary, end, wait_for

LARGE = 400
PAGE = 10


def busy(headers: dict[str, str]) -> Answer:
    return 503, headers, b"later"


class StopTest(Session):
    """40 pages, so many milliseconds apart."""

    OPTIONS = ("--records", str(LARGE), "--page-size", str(PAGE))

    def add_slow(self, *words: str) -> None:
        self.add("big", "large", *words)
        self.sheaf("edit", "big", "delay=100ms")

    def open_harvests(self) -> str:
        return self.value("SELECT coalesce(string_agg(harvest_id::text || ' '"
                          " || metadata_prefix, ',' ORDER BY harvest_id), '-')"
                          " FROM sheaf.harvest WHERE verdict IS NULL")

    def pages(self) -> int:
        return int(self.value("SELECT coalesce(sum(pages), 0)"
                              " FROM sheaf.harvest WHERE verdict IS NULL"))

    def stop(self, *words: str) -> str:
        """What a harvest that is stopped in the middle says."""
        errors = self.folder / "errors"
        with errors.open("w") as file:
            process = self.program.start(*words, errors=file)
            wait_for("a page", lambda: self.pages() > 1)
            self.assertEqual(end(process, signal.SIGINT), PARTIAL)
        return errors.read_text()

    def commands(self, said: str) -> list[list[str]]:
        return [shlex.split(command)[1:] for command in
                re.findall(r'"(sheaf harvest [^"]+)"', said)]

    def test_the_command_that_is_printed_goes_on(self) -> None:
        self.add_slow("--prefix", "oai_dc")
        self.sheaf("edit", "big", "delay=0")
        self.sheaf("harvest", "big")
        self.sheaf("edit", "big", "delay=100ms")
        for words in (["--full"], ["--full", "--prefix", "oai_dc"],
                      ["--from", "2001-01-01", "--until", "2040-12-31"]):
            with self.subTest(words=words):
                said = self.stop("harvest", "big", *words)
                before = self.open_harvests()
                (command,) = self.commands(said)
                self.assertEqual(command[:2], ["harvest", "big"])
                for word in words:
                    self.assertIn(word, command)
                self.sheaf("edit", "big", "delay=0")
                answer = self.sheaf(*command)
                self.assertIn("Going on", answer.err)
                self.assertEqual(self.open_harvests(), "-")
                self.assertEqual(self.value(
                    "SELECT count(*) FROM sheaf.harvest WHERE harvest_id >"
                    f" {before.split()[0]}"), "0")
                self.sheaf("edit", "big", "delay=100ms")

    def test_it_names_all_repositories(self) -> None:
        self.add_slow("--prefix", "oai_dc")
        self.add("b", "haplo", "--prefix", "oai_dc")
        (command,) = self.commands(self.stop("harvest", "big", "b",
                                             "--full"))
        self.assertEqual(command[:4], ["harvest", "big", "b", "--full"])

    def test_what_has_its_verdict_is_not_begun_again(self) -> None:
        self.add_slow("--prefix", "oai_dc")
        self.add("b", "haplo", "--prefix", "oai_dc")
        self.sheaf("edit", "big", "delay=100ms", "connections=2")
        errors = self.folder / "errors"
        with errors.open("w") as file:
            process = self.program.start("harvest", "b", "big", "--full",
                                         errors=file)
            wait_for("one verdict", lambda: self.value(
                "SELECT count(*) FROM sheaf.harvest"
                " WHERE verdict IS NOT NULL") == "1")
            self.assertEqual(end(process, signal.SIGINT), PARTIAL)
        (command,) = self.commands(errors.read_text())
        self.assertEqual(command[:5],
                         ["harvest", "big", "--prefix", "oai_dc", "--full"])
        self.sheaf("edit", "big", "delay=0")
        self.assertIn("Going on", self.sheaf(*command).err)
        self.assertEqual(
            self.value("SELECT count(*) FROM sheaf.harvest"), "2")

    def test_a_name_twice_is_a_name(self) -> None:
        self.add("a", "haplo")
        (only,) = self.sheaf("harvest", "a", "a", "--json").objects
        self.assertEqual(only["repository"], "a")

    def test_what_is_paused_is_harvested_when_asked_for(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        self.sheaf("edit", "a", "state=paused")
        said = self.sheaf("harvest", "a", "--json").object
        self.assertEqual(said["verdict"], "complete")
        self.assertEqual(self.value("SELECT state FROM sheaf.repository"),
                         "paused")
        daemon = self.program.start("daemon")
        try:
            wait_for("its workers", lambda: self.value(
                "SELECT count(*) FROM sheaf.worker WHERE is_daemon") == "3")
            self.value("UPDATE sheaf.selection SET next_due = 'epoch'"
                       " RETURNING 1")
            said = self.sheaf("harvest", "a", "--full", "--json").object
            self.assertEqual(said["verdict"], "complete")
        finally:
            end(daemon)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.harvest"),
                         "2")


class WaitTest(Session):
    """Retry-After, and pauses of our own."""

    OPTIONS = ("--records", str(LARGE), "--page-size", str(PAGE))

    def setUp(self) -> None:
        super().setUp()
        self.answer: Answer | None = None
        self.left = 0
        self.front = Front(self.sample.url("large"), self.rule)
        self.addCleanup(self.front.stop)
        self.sheaf("add", "a", self.front.url(), "--allow-private",
                   "--delay", "0", "--prefix", "oai_dc")

    def rule(self, path: str, arguments: dict[str, str]) -> Answer | None:
        if arguments.get("verb") != "ListRecords" or self.answer is None:
            return None
        self.left -= 1
        return self.answer if self.left < 0 else None

    def test_a_long_pause_is_not_waited_for(self) -> None:
        self.answer, self.left = busy({"Retry-After": "7200"}), 2
        answer = self.sheaf("harvest", "a", exits=PARTIAL)
        self.assertRegex(
            answer.err, r"host 127\.0\.0\.1:\d+ is not asked before"
            r" \d\d:\d\d UTC \(the repository asks to wait 7200 s")
        self.assertIn("--wait", answer.err)
        self.assertIn("daemon", answer.err)
        self.assertIn("a: 20 records", answer.out)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.stale_item"),
                         "0")
        # Nobody asks again before.
        asked = len(self.front.asked)
        said = self.sheaf("harvest", "a", "--json", exits=PARTIAL).object
        self.assertEqual(len(self.front.asked), asked)
        for told in (said, *said["harvests"]):
            self.assertIsNone(told["verdict"])
            self.assertIn("asks to wait 7200 s", told["wait"]["reason"])
            self.assertIn("127.0.0.1", told["wait"]["host"])
            self.assertGreater(told["wait"]["seconds"], 7000)
            self.assertGreater(datetime.fromisoformat(
                told["wait"]["until"]), datetime.now(timezone.utc))
        said = self.sheaf("harvest", "a", "-q", exits=PARTIAL).out
        self.assertRegex(said, r"(?m)^  oai_dc: not finished: the host is not"
                         r" asked before \d\d:\d\d UTC$")
        # Nor for a neighbour, to whom it said nothing.
        self.sheaf("add", "b", self.front.url("/b"), "--allow-private",
                   "--prefix", "oai_dc", "--no-harvest")
        said = self.sheaf("harvest", "b", "--json", exits=PARTIAL).object
        self.assertRegex(said["wait"]["reason"], r"^the host is not asked"
                         r" before \d\d:\d\d UTC$")
        # And then the printed command goes on.
        self.answer = None
        self.value("UPDATE sheaf.host SET not_before = '-infinity'"
                   " RETURNING 1")
        (command,) = re.findall(r'"sheaf (harvest [^"]+)"', answer.err)
        said = self.sheaf(*shlex.split(command), "--json").object
        self.assertEqual((said["verdict"], said["records"], said["wait"]),
                         ("complete", LARGE, None))

    def test_one_that_waits_says_so_once(self) -> None:
        self.answer, self.left = busy({"Retry-After": "7200"}), 2
        done = subprocess.Popen(
            [binary(), "--config", str(self.configuration), "harvest", "a",
             "--wait"], env=self.program.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE)
        try:
            done.wait(22)
            self.fail("it did not wait")
        except subprocess.TimeoutExpired:
            done.send_signal(signal.SIGINT)
        said = done.communicate(timeout=30)[1]
        self.assertEqual(said.count("is not asked before"), 1, said)
        self.assertNotIn(" left", said)

    def test_our_own_pauses_are_called_so(self) -> None:
        self.answer = (200, {"Content-Type": "text/xml"},
                       b"<?xml version='1.0'?><OAI-PMH xmlns="
                       b"'http://www.openarchives.org/OAI/2.0/'>")
        self.left = 2
        process = self.terminal("harvest", "a")
        process.read_until(" before trying again (")
        self.assertNotIn("asked", process.seen)
        process.type("\x03")
        self.assertEqual(process.end(), PARTIAL)


if __name__ == "__main__":
    unittest.main()
