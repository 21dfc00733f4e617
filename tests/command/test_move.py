#!/usr/bin/python3
"""A repository with a new base URL: are its records there?"""

import unittest
from typing import Any
from urllib.parse import urlencode

from front import Answer, Front
from person import FAILED, NOTHING, USAGE, Session
from product import Sample

HAPLO = 71
LATER = "2030-01-01T00:00:00Z"


class MoveTest(Session):
    """The same sample repository again, at another port."""

    def begin(self) -> None:
        self.add("a", "haplo", "--prefix", "oai_dc")
        self.sheaf("harvest", "a")

    def setUp(self) -> None:
        super().setUp()
        folder = self.folder / f"{self.database}-other"
        folder.mkdir()
        self.other = Sample(folder)
        self.addCleanup(self.other.stop)

    def asked_for(self) -> list[str]:
        """Identifiers that were, at the new address."""
        return [request["arguments"]["identifier"]
                for request in self.other.requests("GetRecord")]

    def move(self, *words: str, exits: int = 0) -> dict[str, Any]:
        return self.sheaf("move", "a", self.other.url("haplo"), "--json",
                          *words, exits=exits).object

    def spoil(self, count: int, **order: Any) -> None:
        """So many of the records that will be asked for."""
        self.move("--dry-run")
        identifiers = self.asked_for()[:count]
        changed = {name: identifiers if value == "these" else value
                   for name, value in order.items()}
        self.other.order(repository="haplo", **changed)

    def row(self) -> list[str]:
        return self.query(
            "SELECT base_url, host, next_from IS NULL,"
            " next_due <= sheaf.clock() FROM sheaf.repository"
            " JOIN sheaf.selection USING (repository_id)")[0]

    def there(self) -> list[str]:
        return [self.other.url("haplo"), f"127.0.0.1:{self.other.port}"]

    def test_harvests_go_on_where_the_records_are_there(self) -> None:
        said = self.move()
        self.assertEqual(
            (said["is_moved"], said["next_harvest"], said["asked"],
             said["missing"], said["changed"]),
            (True, "incremental", 20, [], []))
        self.assertEqual(len(set(self.asked_for())), 20)
        self.assertEqual(self.row(), [*self.there(), "f", "t"])
        (harvest,) = self.sheaf("harvest", "a", "--json").object["harvests"]
        self.assertEqual((harvest["kind"], harvest["verdict"],
                          harvest["inserted"]),
                         ("incremental", "complete", 0))
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.record"),
                         str(HAPLO))
        self.assertEqual(self.value(
            "SELECT kind || ' ' || text FROM sheaf.event"),
            f"moved it was moved from {self.sample.url('haplo')} to"
            f" {self.other.url('haplo')}: 20 of 20 records are there, 20"
            " with the same datestamp")

    def test_a_person_reads_what_was_found(self) -> None:
        answer = self.sheaf("move", "a", self.other.url("haplo"))
        for line in (f"from               {self.sample.url('haplo')}",
                     f"to                 {self.other.url('haplo')}",
                     "records            20 of 20 records are there",
                     "harvests           go on from where they were",
                     f"host               127.0.0.1:{self.other.port}, asked"
                     " every 1 s by 1 connection;"):
            self.assertIn(f"  {line}", answer.out)
        self.assertIn("a is moved; it is harvested as soon as a daemon",
                      answer.err)
        self.assertIn("is there already", self.sheaf(
            "move", "a", self.other.url("haplo")).err)

    def test_a_few_that_are_gone_or_changed_are_normal(self) -> None:
        self.spoil(2, forget="these")
        self.move("--dry-run")
        seen = len(self.asked_for())
        self.other.order(repository="haplo", datestamp=LATER,
                         touch=self.asked_for()[seen - 1:seen])
        said = self.move()
        self.assertEqual(
            (said["next_harvest"], len(said["missing"]),
             len(said["changed"])), ("incremental", 2, 1))

    def test_with_other_datestamps_the_next_harvest_is_full(self) -> None:
        self.spoil(5, stamp="these", datestamp=LATER)
        said = self.move()
        self.assertEqual((said["next_harvest"], len(said["changed"])),
                         ("full", 5))
        self.assertIn("5 with another datestamp", said["reason"])
        self.assertEqual(self.row(), [*self.there(), "t", "t"])
        (harvest,) = self.sheaf("harvest", "a", "--json").object["harvests"]
        self.assertEqual((harvest["kind"], harvest["records"],
                          harvest["inserted"]), ("full", HAPLO, 0))

    def test_days_are_compared_with_days(self) -> None:
        self.value("UPDATE sheaf.record SET datestamp = left(datestamp, 10),"
                   " datestamp_at = date_trunc('day', datestamp_at, 'UTC')"
                   " RETURNING 1")
        self.assertEqual(self.move()["next_harvest"], "incremental")

    def test_without_the_records_it_is_refused(self) -> None:
        self.spoil(3, forget="these")
        before = self.row()
        seen = len(self.asked_for())
        answer = self.sheaf("move", "a", self.other.url("haplo"),
                            exits=FAILED)
        self.assertIn("sheaf move: a is not moved: none of 3 records that"
                      " were asked for is there", answer.err)
        self.assertIn("sheaf add NAME " + self.other.url("haplo"),
                      answer.err)
        self.assertIn("--force", answer.err)
        self.assertIn("  not there          3: oai:", answer.out)
        # Not more than it takes to know.
        self.assertEqual(len(self.asked_for()) - seen, 3)
        said = self.move("--dry-run", exits=FAILED)
        self.assertEqual((said["is_moved"], said["next_harvest"]),
                         (False, None))
        self.assertEqual(self.row(), before)

    def test_forced_it_is_moved_and_deletes_nothing(self) -> None:
        self.add("b", "ojs")
        self.sheaf("harvest", "b")
        count = int(self.value("SELECT count(*) FROM api.item"
                               " WHERE repository = 'b'"))
        self.sheaf("move", "b", self.other.url("haplo"), exits=FAILED)
        said = self.sheaf("move", "b", self.other.url("haplo"), "--force",
                          "--json").object
        self.assertEqual((said["is_moved"], said["next_harvest"]),
                         (True, "full"))
        self.sheaf("harvest", "b")
        self.assertEqual(self.value(
            "SELECT count(*) FROM sheaf.item JOIN sheaf.repository"
            " USING (repository_id) WHERE name = 'b'"),
            str(count + HAPLO))

    def test_dry_it_changes_nothing(self) -> None:
        before = self.row()
        answer = self.sheaf("move", "a", self.other.url("haplo"),
                            "--dry-run")
        self.assertIn("20 of 20", answer.out)
        self.assertIn("Nothing was changed.", answer.err)
        self.assertEqual(self.row(), before)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.event"), "0")

    def test_what_cannot_be_asked_changes_nothing(self) -> None:
        before = self.row()
        for url, why in (
                (f"http://127.0.0.1:{self.other.port}/nix", "nothing is at"),
                ("http://127.0.0.1:1/oai", "refused")):
            said = self.sheaf("move", "a", url, exits=FAILED).err
            self.assertIn(why, said)
            self.assertIn("Nothing was changed.", said)
        self.sheaf("move", "nope", self.other.url("haplo"), exits=NOTHING)
        self.sheaf("move", "a", exits=USAGE)
        self.sheaf("move", "a", "ftp://x/", exits=USAGE)
        self.assertEqual(self.row(), before)

    def test_a_format_that_is_not_there_is_said(self) -> None:
        self.add("b", "haplo")
        self.sheaf("harvest", "b")
        self.value("UPDATE sheaf.selection SET metadata_prefix = 'gone'"
                   " WHERE metadata_prefix = 'rioxx' RETURNING 1")
        answer = self.sheaf("move", "b", self.other.url("haplo"))
        self.assertIn("it has no gone, harvested so far", answer.out)
        self.value("UPDATE sheaf.selection SET metadata_prefix = 'gone'"
                   " WHERE repository_id = 1 RETURNING 1")
        self.assertIn("none of the formats", self.sheaf(
            "move", "a", self.other.url("haplo"), exits=FAILED).err)

    def test_what_belonged_to_the_old_place_ends(self) -> None:
        self.begin_harvests()
        for quirk, setting in (("raw-token", "learned"), ("no-dates", "on")):
            self.value(
                "INSERT INTO sheaf.quirk SELECT repository_id,"
                f" '{quirk}', '{setting}', 'why', now(), 'infinity'"
                " FROM sheaf.repository RETURNING 1")
        self.value("UPDATE sheaf.repository SET state = 'blocked',"
                   " moved_to = 'http://x/', moved_times = 3 RETURNING 1")
        self.value("UPDATE sheaf.host SET delay = '1.1 s', connections = 3"
                   " RETURNING 1")
        said = self.move()
        self.assertEqual(said["ended_harvests"], 1)
        self.assertEqual(self.query(
            "SELECT verdict, reason FROM sheaf.harvest"
            " ORDER BY harvest_id DESC LIMIT 1"),
            [["partial", f"the repository was moved to"
              f" {self.other.url('haplo')} before the list ended"]])
        self.assertEqual(self.query(
            "SELECT state, moved_to IS NULL, moved_times,"
            " delay, connections FROM sheaf.repository"
            " JOIN sheaf.host USING (host)"),
            [["active", "t", "0", "00:00:01.1", "1"]])
        self.sheaf("status", "--failing")
        self.assertEqual(self.query(
            "SELECT quirk FROM sheaf.quirk"), [["no-dates"]])

    def test_paused_it_stays_paused(self) -> None:
        self.sheaf("pause", "a")
        self.assertIn("a is moved; it is paused, as before.", self.sheaf(
            "move", "a", self.other.url("haplo")).err)

    def test_a_repository_without_records_comes_whole(self) -> None:
        self.add("b", "haplo", "--no-harvest")
        said = self.sheaf("move", "b", self.other.url("haplo"),
                          "--json").object
        self.assertEqual((said["asked"], said["next_harvest"]), (0, "full"))

    def test_a_permanent_redirect_is_followed_and_stored(self) -> None:
        def rule(_: str, arguments: dict[str, str]) -> Answer:
            there = f"{self.other.url('haplo')}?{urlencode(arguments)}"
            return 301, {"Location": there}, b""
        front = Front(self.sample.url("haplo"), rule)
        self.addCleanup(front.stop)
        said = self.sheaf("move", "a", front.url("/old"), "--json").object
        self.assertEqual((said["base_url"], said["redirected_from"]),
                         (self.other.url("haplo"), front.url("/old")))
        self.assertEqual(self.row()[:2], self.there())

    def test_identifiers_that_are_errors_are_not_there(self) -> None:
        """As those say it that do not know idDoesNotExist."""
        answers: dict[str, Answer] = {
            "/404": (404, {}, b"<html>not found</html>"),
            "/bad": (200, {"Content-Type": "text/xml"},
                     b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
                     b"<responseDate>2026-01-01T00:00:00Z</responseDate>"
                     b"<request>x</request><error code='badArgument'>no"
                     b"</error></OAI-PMH>")}

        def rule(path: str, arguments: dict[str, str]) -> Answer | None:
            return answers[path] if arguments.get("verb") == "GetRecord" \
                else None
        front = Front(self.other.url("haplo"), rule)
        self.addCleanup(front.stop)
        for path in answers:
            with self.subTest(path=path):
                said = self.sheaf("move", "a", front.url(path), "--json",
                                  exits=FAILED).object
                self.assertEqual(len(said["missing"]), 3)


if __name__ == "__main__":
    unittest.main()
