#!/usr/bin/python3
"""sheaf sweep: what a repository does not have any more."""

import json
import unittest
from pathlib import Path
from typing import Any

from person import FAILED, NOTHING, PARTIAL, USAGE, Session
from product import ROOT

PAGE = 25
LARGE = 300
FEW = 3  # they are asked for one by one
MORE = 25  # they are not
MANY = 150  # more than 100, and than a tenth


class SweepTest(Session):
    OPTIONS = ("--records", str(LARGE), "--page-size", str(PAGE))

    def begin(self) -> None:
        self.add("r", "large", "--prefix", "oai_dc")
        self.sheaf("harvest", "r")

    def setUp(self) -> None:
        super().setUp()
        self.hidden: list[str] = []
        self.identifiers = self.column(
            "SELECT identifier FROM sheaf.record ORDER BY 1")

    def tearDown(self) -> None:
        self.reveal()
        super().tearDown()

    def column(self, statement: str) -> list[str]:
        return [row[0] for row in self.query(statement)]

    def hide(self, count: int) -> list[str]:
        chosen = self.identifiers[:count]
        self.sample.order(repository="large", hide=chosen)
        self.hidden += chosen
        return chosen

    def reveal(self) -> None:
        self.sample.order(repository="large", reveal=self.hidden)
        self.hidden = []

    def having(self, status: str) -> list[str]:
        return self.column("SELECT identifier FROM api.record"
                           f" WHERE status = '{status}' ORDER BY 1")

    def items(self) -> int:
        return int(self.value("SELECT count(*) FROM api.item"))

    def counts(self) -> dict[str, Any]:
        (one,) = self.sheaf("status", "--json").object["repositories"]
        return one["records"]

    def estimate(self) -> dict[str, Any]:
        """As of a repository that is too large to be counted one by one."""
        statement = Path(ROOT, "sql/query/status_repository.sql").read_text()
        for parameter, value in (("$1", "NULL"), ("$2", "100"),
                                 ("$3", "false")):
            statement = statement.replace(parameter, value)
        return json.loads(self.value(
            f"SELECT row_to_json FROM ({statement}) AS q")
        )["records"]

    def wait(self, interval: str) -> None:
        self.value(
            "INSERT INTO sheaf.setting AS s VALUES ('clock_offset',"
            f" '{interval}') ON CONFLICT (name) DO UPDATE SET value ="
            " (s.value::interval + excluded.value::interval)::text"
            " RETURNING 1")

    def test_nothing_is_missed(self) -> None:
        said = self.sheaf("sweep", "r").out
        self.assertIn("oai_dc: complete, nothing is missed", said)
        self.assertEqual(
            self.column("SELECT outcome || live || missed FROM api.sweep"),
            [f"whole{LARGE}0"])
        self.assertEqual(self.having("live"), self.identifiers)
        self.assertEqual(self.value("SELECT count(*) FROM sheaf.event"), "0")

    def test_a_few_are_asked_for_and_gone_at_once(self) -> None:
        chosen = self.hide(FEW)
        asked = len(self.sample.requests("GetRecord"))
        said = self.sheaf("sweep", "r").out
        self.assertIn(f"{FEW} of {LARGE} records are not listed any more;"
                      f" {FEW} are gone", said)
        self.assertEqual(self.having("gone"), chosen)
        self.assertEqual(self.items(), LARGE - FEW)
        # And one that is listed, to see whether the answers are true.
        self.assertEqual(len(self.sample.requests("GetRecord")) - asked,
                         FEW + 1)
        self.assertEqual(self.column("SELECT DISTINCT state || ' ' || answer"
                                     " FROM api.absence"),
                         ["gone idDoesNotExist"])

    def test_more_are_missing_until_another_sweep(self) -> None:
        chosen = self.hide(MORE)
        said = self.sheaf("sweep", "r").out
        self.assertIn(f"{MORE} are missing until another sweep, within a day,"
                      " does not find them either", said)
        self.assertEqual(self.having("missing"), chosen)
        self.assertEqual(self.items(), LARGE)
        self.sheaf("sweep", "r")
        self.assertEqual(self.having("missing"), chosen, "too soon")
        self.wait("20 hours")
        self.assertIn(f"{MORE} are gone", self.sheaf("sweep", "r").out)
        self.assertEqual(self.having("gone"), chosen)
        self.assertEqual(self.items(), LARGE - MORE)
        self.reveal()
        self.assertIn(f"{MORE} came back", self.sheaf("sweep", "r").out)
        self.assertEqual(self.having("live"), self.identifiers)
        self.assertEqual(self.items(), LARGE)
        self.assertEqual(self.value("SELECT count(*) FROM api.absence"), "0")

    def test_status_tells_missing_and_gone_from_live_and_deleted(
            self) -> None:
        self.assertIn(f"r: active, {LARGE} live, 0 deleted  (",
                      self.sheaf("status").out)
        self.hide(MORE)
        self.sheaf("sweep", "r")
        left = LARGE - MORE
        self.assertIn(f"r: active, {left} live, {MORE} missing, 0 deleted  (",
                      self.sheaf("status").out)
        missing = {"live": left, "missing": MORE, "gone": 0, "deleted": 0}
        self.assertEqual(self.counts(), missing | {"is_estimate": False})
        self.assertEqual(self.estimate(), missing | {"is_estimate": True})
        self.sheaf("sweep", "r", "--now")
        self.assertIn(f"r: active, {left} live, {MORE} gone, 0 deleted  (",
                      self.sheaf("status").out)
        gone = {"live": left, "missing": 0, "gone": MORE, "deleted": 0}
        self.assertEqual(self.counts(), gone | {"is_estimate": False})
        self.assertEqual(self.estimate(), gone | {"is_estimate": True})

    def test_now_counts_at_once(self) -> None:
        chosen = self.hide(MORE)
        self.sheaf("sweep", "r")
        self.sheaf("sweep", "r", "--now")
        self.assertEqual(self.having("gone"), chosen)

    def test_what_is_harvested_again_is_alive(self) -> None:
        self.hide(MORE)
        for words in (("sweep", "r"), ("sweep", "r", "--now")):
            self.sheaf(*words)
            self.sample.order(repository="large", reveal=self.hidden)
            self.sheaf("harvest", "r", "--full")
            self.assertEqual(self.having("live"), self.identifiers)
            self.assertEqual(self.items(), LARGE)
            self.assertEqual(self.value("SELECT count(*) FROM api.absence"),
                             "0")
            self.sample.order(repository="large", hide=self.hidden)

    def test_too_many_are_refused_until_a_person_confirms(self) -> None:
        chosen = self.hide(MANY)
        said = self.sheaf("sweep", "r", exits=PARTIAL).out
        self.assertIn(f"{MANY} of {LARGE} records are not listed any more, too"
                      " many to believe it; nothing was marked", said)
        self.assertIn('"sheaf sweep r --show" shows some', said)
        self.assertEqual(self.having("live"), self.identifiers)
        self.assertIn("  refused    the sweep of",
                      self.sheaf("status").out)
        self.assertEqual(
            self.sheaf("status", "--json").object["repositories"][0]["sweep"][
                "outcome"], "refused")
        self.assertIn("too many", self.value("SELECT text FROM sheaf.event"
                                             " WHERE kind = 'sweep'"))
        shown = self.sheaf("sweep", "r", "--show").out
        self.assertIn(chosen[0], shown)
        self.assertEqual(shown.count("oai:large"), 10)
        # It stays refused, however often.
        self.wait("1 day")
        self.sheaf("sweep", "r", "--now", exits=PARTIAL)
        self.assertEqual(self.having("live"), self.identifiers)
        self.assertIn(f"{MANY} records are taken as gone",
                      self.sheaf("sweep", "r", "--confirm").err)
        self.assertEqual(self.having("gone"), chosen)
        self.sheaf("sweep", "r", "--confirm", exits=NOTHING)
        self.assertNotIn("  refused ", self.sheaf("status").out)
        self.check_told("confirmed", f"{MANY} taken as gone", MANY)
        self.sheaf("sweep", "r", "--undo")
        self.assertEqual(self.having("live"), self.identifiers)
        self.check_told("undone", "nothing is concluded from it", 0)

    def check_told(self, outcome: str, what: str, gone: int) -> None:
        """The last sweep, everywhere."""
        told = (rf"{MANY} of {LARGE} records were not listed; {outcome} on"
                rf" \d{{4}}-\d\d-\d\d \d\d:\d\d UTC: {what}\b")
        for words in (("status", "r"), ("sweep", "r", "--show")):
            said = self.sheaf(*words).out
            self.assertRegex(said, told)
            self.assertNotIn("--confirm", said)
        reason, counted = self.query(
            "SELECT reason, concat_ws(' ', outcome, gone)"
            " FROM api.sweep ORDER BY harvest_id DESC LIMIT 1")[0]
        self.assertRegex(reason, told)
        self.assertEqual(counted, f"{outcome} {gone}")

    def test_what_is_undone_is_spared_for_a_while(self) -> None:
        chosen = self.hide(MORE)
        self.sheaf("sweep", "r")
        self.sheaf("sweep", "r", "--now")
        self.assertEqual(self.sheaf("sweep", "r", "--undo", "--json").object,
                         {"repository": "r", "undone": MORE})
        self.sheaf("harvest", "r")
        self.assertEqual(self.having("live"), self.identifiers)
        self.assertEqual(self.items(), LARGE)
        self.sheaf("sweep", "r", "--undo", exits=NOTHING)
        self.assertIn(f"complete, nothing else is missed; {MORE} that are not"
                      " listed are spared for a while, for a person undid a"
                      " sweep", self.sheaf("sweep", "r", "--now").out)
        self.wait("31 days")
        self.sheaf("sweep", "r")
        self.assertEqual(self.having("missing"), chosen)

    def test_new_identifiers_are_recognised(self) -> None:
        self.sample.order(repository="large", rename={
            i: i.replace("large", "other") for i in self.identifiers})
        self.sheaf("harvest", "r", "--full")
        said = self.sheaf("sweep", "r", exits=PARTIAL).out
        self.assertIn(
            "of 50 looked at, 50 are here under another identifier, with the"
            " same content: it seems that the repository has changed its"
            " identifiers", said)
        self.sample.order(repository="large", rename={
            i.replace("large", "other"): i for i in self.identifiers})

    def due_in_days(self) -> float:
        return float(self.value(
            "SELECT coalesce((extract(epoch FROM sweep_due - sheaf.clock())"
            " / 86400)::text, 'inf') FROM sheaf.selection"))

    def test_it_is_swept_as_often_as_is_set(self) -> None:
        self.value("UPDATE sheaf.repository SET deleted_record = 'no'"
                   " RETURNING 1")
        self.sheaf("sweep", "r")
        self.assertAlmostEqual(self.due_in_days(), 30, delta=1.6)
        self.assertRegex(self.sheaf("status", "r").out,
                         r"a sweep every 30 d finds the rest, the next one 2")
        self.sheaf("edit", "r", "sweep=2d")
        self.assertAlmostEqual(self.due_in_days(), 2, delta=0.1)
        self.sheaf("edit", "r", "sweep=60d")
        self.assertAlmostEqual(self.due_in_days(), 2, delta=0.1)
        self.sheaf("edit", "r", "sweep=never")
        self.assertEqual(self.due_in_days(), float("inf"))
        self.sheaf("sweep", "r")
        self.assertEqual(self.due_in_days(), float("inf"))
        # But what one found is looked at again.
        self.hide(MORE)
        self.sheaf("sweep", "r")
        self.assertLess(self.due_in_days(), 1)
        self.assertIn("sweep cannot be", self.sheaf(
            "edit", "r", "sweep=1h", exits=USAGE).err)

    def test_json(self) -> None:
        self.hide(FEW)
        said = self.sheaf("sweep", "r", "--json").object
        self.assertEqual(
            (said["verdict"], said["harvests"][0]["kind"]),
            ("complete", "sweep"))
        (shown,) = self.sheaf("sweep", "r", "--show", "--json").objects
        self.assertEqual(
            (shown["outcome"], shown["missed"], shown["gone"],
             len(shown["examples"]), shown["examples"][0]["status"]),
            ("found", FEW, FEW, FEW, "gone"))

    def test_a_sweep_is_nobodys_last_harvest(self) -> None:
        before = self.column(
            "SELECT next_from, next_due, failures FROM sheaf.selection")
        self.hide(MANY)
        self.sheaf("sweep", "r", exits=PARTIAL)
        self.value("UPDATE sheaf.repository SET base_url = base_url || 'x'"
                   " RETURNING 1")
        self.sheaf("sweep", "r", exits=FAILED)
        self.assertEqual(self.column(
            "SELECT next_from, next_due, failures FROM sheaf.selection"),
            before)
        status = self.sheaf("status", "--json").object["repositories"][0]
        self.assertEqual(
            (status["state"], status["is_failing"],
             status["last_harvest"]["verdict"], status["open_harvest"]),
            ("active", False, "complete", None))
        self.assertIn("nothing is concluded",
                      self.sheaf("sweep", "r", "--show").out)

    def test_what_is_said_wrongly(self) -> None:
        self.sheaf("sweep", exits=USAGE)
        self.sheaf("sweep", "r", "--show", "--undo", exits=USAGE)
        self.sheaf("sweep", "r", "--show", "--now", exits=USAGE)
        self.sheaf("sweep", "r", "--harvest", "1", exits=USAGE)
        self.sheaf("sweep", "r", "--show", "--harvest", "x", exits=USAGE)
        self.sheaf("sweep", "nowhere", exits=NOTHING)
        self.sheaf("sweep", "r", "--show", exits=NOTHING)
        self.sheaf("sweep", "r", "--confirm", exits=NOTHING)
        self.sheaf("sweep", "r", "--undo", "--harvest", "1", exits=NOTHING)
        self.value("UPDATE sheaf.repository SET state = 'retired' RETURNING 1")
        self.assertIn("sheaf resume r", self.sheaf("sweep", "r",
                                                   exits=FAILED).err)


if __name__ == "__main__":
    unittest.main()
