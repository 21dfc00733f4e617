#!/usr/bin/python3
"""What those who run a repository are told, out of its history."""

import unittest
from typing import Any
from urllib.parse import urlencode

from front import Answer, Front
from odd import Odd
from person import FAILED, NOTHING, PARTIAL, USAGE, Session

STAMP = "2026-01-01T00:00:00Z"


class ReportTest(Session):
    def setUp(self) -> None:
        super().setUp()
        self.configuration.write_text("contact = me@example.org\n")
        self.odd = Odd()
        self.addCleanup(self.odd.stop)

    def add_odd(self) -> None:
        self.sheaf("add", "odd", self.odd.url, "--allow-private", "--delay",
                   "0", "--every", "12h")

    def told(self, *words: str) -> dict[str, dict[str, Any]]:
        """The problems by name."""
        one = self.sheaf("report", "odd", "--json", *words).object
        return {problem["problem"]: problem for problem in one["problems"]}

    def age(self, table: str, column: str, days: int, where: str) -> None:
        self.value(f"UPDATE sheaf.{table} SET {column} = {column}"
                   f" - interval '{days} days' WHERE {where} RETURNING 1")

    def test_all_well_is_nothing_to_report(self) -> None:
        self.add_odd()
        answer = self.sheaf("report", "odd", exits=NOTHING)
        self.assertIn("no harvest of odd ended in the last 90 days",
                      answer.err)
        self.sheaf("harvest", "odd")
        answer = self.sheaf("report", "odd", exits=NOTHING)
        self.assertIn("all is well with odd (1 harvest in the last 90 days)",
                      answer.err)
        self.assertEqual(answer.out, "")

    def test_a_mail_is_ready_to_be_sent(self) -> None:
        self.odd.bad["oai:odd:bad"] = STAMP
        self.add_odd()
        self.sheaf("harvest", "odd")
        out = self.sheaf("report", "odd").out
        self.assertTrue(out.startswith(
            "To: odd@odd.example\n"
            "Subject: OAI-PMH at Odd: what our harvester met\n\n"
            "Dear colleagues,\n\nwe harvest your repository every 12 h, in"
            " the format oai_dc, with Sheaf,"), out)
        self.assertIn(f"\n  {self.odd.url}\n", out)
        self.assertRegex(out, r"1\. Records that have no metadata and are not"
                         r" deleted \(1 record, on \d+\n   [A-Z][a-z]+ 20\d\d\)")
        self.assertIn("\n   oai:odd:bad\n   it has no metadata and is not"
                      f" deleted\n   {self.odd.url}?verb=GetRecord&"
                      "identifier=oai%3Aodd%3Abad&metadataPrefix=oai_dc\n",
                      out)
        self.assertRegex(out, r"What would help: look at how the record is"
                         r"[^.]*\(OAI-PMH\s+2\.5\)\.\n")
        self.assertTrue(out.endswith("With kind regards\nme@example.org\n"))
        for line in out.splitlines():
            if not line.strip().startswith("http"):
                self.assertLessEqual(len(line), 73, line)

    def test_harvests_that_fail_are_counted_with_their_requests(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.odd.refusal = 500
        for _ in range(3):
            self.sheaf("harvest", "odd", "--full", exits=FAILED)
        self.age("harvest", "ended_at", 10, "harvest_id <= 2")
        self.value("UPDATE sheaf.list_request SET from_instant ="
                   " '2026-03-02T00:00:00Z' RETURNING 1")
        one = self.told()["server_failed"]
        self.assertEqual([one["count"], one["unit"], len(one["examples"])],
                         [3, "harvest", 1])
        self.assertLess(one["first_seen"][:10], one["last_seen"][:10])
        (example,) = one["examples"]
        self.assertIn("HTTP 500", example["reason"])
        self.assertEqual(example["url"], self.odd.url + "?verb=ListRecords"
                         "&metadataPrefix=oai_dc"
                         "&from=2026-03-02T00%3A00%3A00Z")
        out = self.sheaf("report", "odd").out
        self.assertRegex(out, r"Since \d+ [A-Z][a-z]+ 20\d\d, 3 of 4 harvests"
                         r" ended early\.")
        self.assertNotIn("came to its end", out)
        self.odd.refusal = None
        self.sheaf("harvest", "odd")
        self.assertIn("came to its end.", self.sheaf("report", "odd").out)

    def test_one_failure_in_many_is_chance(self) -> None:
        self.add_odd()
        self.odd.refusal = 500
        self.sheaf("harvest", "odd", exits=FAILED)
        self.odd.refusal = None
        self.sheaf("harvest", "odd")
        self.assertIn("server_failed", self.told())
        self.value("INSERT INTO sheaf.harvest (repository_id, selection_id,"
                   " metadata_prefix, kind, asked_by, asked_at, started_at,"
                   " ended_at, verdict, proof) SELECT repository_id,"
                   " selection_id, metadata_prefix, 'full', 'schedule',"
                   " asked_at, started_at, ended_at, verdict, proof"
                   " FROM sheaf.harvest, generate_series(1, 30)"
                   " WHERE verdict = 'complete' RETURNING 1")
        self.sheaf("report", "odd", exits=NOTHING)

    def test_only_so_many_days_are_looked_at(self) -> None:
        self.odd.bad["oai:odd:bad"] = STAMP
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.age("quarantine", "at", 20, "true")
        self.age("harvest", "started_at", 20, "true")
        self.age("harvest", "ended_at", 20, "true")
        self.assertIn("record_metadata", self.told())
        self.assertIn("record_metadata", self.told("--days", "21"))
        self.sheaf("report", "odd", "--days", "19", exits=NOTHING)

    def test_what_is_let_go_or_mended_is_not_told(self) -> None:
        self.odd.bad = {"oai:odd:1": STAMP, "oai:odd:2": STAMP}
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.assertEqual(self.told()["record_metadata"]["count"], 2)
        self.sheaf("quarantine", "drop", "odd", "oai:odd:1")
        self.assertEqual(self.told()["record_metadata"]["count"], 1)
        self.odd.good |= self.odd.bad
        self.odd.bad = {}
        self.sheaf("harvest", "odd", "--full")
        self.sheaf("report", "odd", exits=NOTHING)

    def test_what_was_found_out_is_told(self) -> None:
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.value("INSERT INTO sheaf.quirk SELECT repository_id,"
                   " 'granularity-day', 'learned', 'it refused seconds and"
                   " took days', sheaf.clock(), sheaf.clock()"
                   " + interval '1 day' FROM sheaf.repository RETURNING 1")
        self.value("UPDATE sheaf.harvest SET repaired = 12 RETURNING 1")
        self.value("UPDATE sheaf.list_request SET first_response_date ="
                   " first_response_date + interval '3 hours' RETURNING 1")
        self.value("UPDATE sheaf.repository SET moved_to ="
                   " 'https://new.example/oai', moved_times = 4 RETURNING 1")
        told = self.told()
        self.assertEqual(sorted(told), ["clock", "moved", "repairs",
                                        "seconds_refused"])
        self.assertEqual(told["seconds_refused"]["examples"][0]["reason"],
                         "it refused seconds and took days")
        self.assertEqual(told["repairs"]["examples"][0]["reason"],
                         "12 places had to be mended")
        self.assertRegex(told["clock"]["examples"][0]["reason"],
                         r"responseDate is (3 h|2 h 59 min).* ahead of")
        self.assertIn("https://new.example/oai",
                      told["moved"]["examples"][0]["reason"])

    def test_every_fault_has_words(self) -> None:
        """And what is ours is not told."""
        self.add_odd()
        self.sheaf("harvest", "odd")
        for fault, error, token, reason, problem in (
                ("busy", "503", None, "the repository asks to wait 60 s"
                 " (HTTP 503)", "busy"),
                ("busy", "503", None, "the repository is busy (HTTP 503)"
                 " and does not say for how long", "busy_unsaid"),
                ("blocked", "403", None, "", "not_let_in"),
                ("blocked", "403", None, "a wall against bots answered",
                 "bot_wall"),
                ("gone", "404", None, "", "not_found"),
                ("gone", "404", "t", "", "token_refused"),
                ("network", None, None, "", "no_answer"),
                ("network", "200", None, "", "no_answer"),
                ("network", None, None, "the certificate of a.org has"
                 " expired: whoever runs that server has to renew it",
                 "encryption"),
                ("network", "502", None, "", "server_failed"),
                ("network", "502", "t", "", "page_broken"),
                ("malformed", None, None, "", "list_broken"),
                ("malformed", None, "t", "", "page_broken"),
                ("malformed", None, None, "the answer cannot be used: not an"
                 " OAI-PMH response: an HTML page (a)", "web_page"),
                ("malformed", None, "t", "the answer cannot be used: not an"
                 " OAI-PMH response: root element is <a>", "not_oai_pmh"),
                ("malformed", None, None, "2 records could not be read, not"
                 " even their identifiers; what", "records_unnamed"),
                ("token", "badResumptionToken", "t", "", "token_refused"),
                ("too-large", "413", None, "", "page_too_large"),
                ("protocol", "cannotDisseminateFormat", None, "",
                 "format_missing"),
                ("protocol", "badArgument", None, "", "list_refused"),
                ("protocol", None, "t", "the list goes round in circles: x",
                 "token_loop"),
                ("protocol", None, None, "the list ended after 1 of 9",
                 "list_short"),
                ("protocol", None, None, "the list of everything ended a",
                 "list_shrunken"),
                ("protocol", None, None, 'the set "a" is empty, or',
                 "list_shrunken"),
                ("network", None, None, "the proxy gives no connection: x",
                 None),
                ("network", "502", None, "the repository''s server, or the"
                 " proxy http://p:1, failed (HTTP 502)", None),
                ("blocked", "403", None, "the repository, or the proxy"
                 " http://p:1, refuses us (HTTP 403)", None),
                ("blocked", "401", None, "the repository refuses us and the"
                 " credentials in /a/file (HTTP 401)", None),
                ("refused", None, None, 'the redirect from https to "http://a"'
                 " is refused", "redirect_refused"),
                ("refused", None, None, "address 10.0.0.1 is not public, so a"
                 " was not asked; a redirect led to it", "redirect_refused"),
                ("refused", None, None, "the redirect to a is not followed:"
                 " behind a proxy nobody sees where it leads", None),
                ("refused", None, None, "address 10.0.0.1 is not public, so a"
                 " was not asked", None),
                ("input", None, None, "", None),
                ("store", None, None, "", None)):
            with self.subTest(fault=fault, error=error):
                self.value(
                    "WITH h AS (UPDATE sheaf.harvest SET verdict = 'failed',"
                    f" proof = NULL, fault = '{fault}', reason = '{reason}'"
                    " RETURNING 1) UPDATE sheaf.list_request SET fault ="
                    f" '{fault}', reason = '{reason}', token = "
                    + (f"'{token}'" if token else "NULL") + ", error = "
                    + (f"'{error}'" if error else "NULL") + " RETURNING 1")
                if problem is None:
                    self.sheaf("report", "odd", exits=NOTHING)
                    continue
                told = self.told()
                self.assertEqual(list(told), [problem])
                url = told[problem]["examples"][0]["url"]
                self.assertEqual("resumptionToken=t" in url,
                                 token is not None)

    def test_what_is_on_our_side_is_not_told(self) -> None:
        """Nor counted: not our credentials, not our proxy."""
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.sheaf("edit", "odd", "proxy=http://127.0.0.1:9")
        self.sheaf("harvest", "odd", exits=FAILED)
        answer = self.sheaf("report", "odd", exits=NOTHING)
        self.assertIn("what went wrong with odd is on our side", answer.err)
        self.sheaf("edit", "odd", "proxy=")
        self.odd.refusal = 401
        self.sheaf("harvest", "odd", "--full", exits=FAILED)
        told = self.sheaf("report", "odd", "--json").object
        self.assertEqual([told["harvests"], told["incomplete"]], [2, 1])
        self.assertEqual(list(self.told()), ["not_let_in"])

    def test_what_a_person_asked_for_once_is_not_told(self) -> None:
        self.add("a", "haplo")
        self.sheaf("harvest", "a")
        self.sheaf("harvest", "a", "--prefix", "no-such", exits=FAILED)
        self.assertIn("all is well with a (2 harvests", self.sheaf(
            "report", "a", exits=NOTHING).err)

    def test_a_list_that_goes_round_is_called_so(self) -> None:
        page = None

        def again(_: str, asked: dict[str, str]) -> Answer | None:
            nonlocal page
            if asked["verb"] != "ListRecords":
                return None
            page = page or front.pass_on(urlencode(asked))
            return page
        front = Front(self.sample.url("ojs"), again)
        self.addCleanup(front.stop)
        self.sheaf("add", "odd", front.url(), "--allow-private", "--delay",
                   "0")
        self.sheaf("harvest", "odd", exits=PARTIAL)
        (example,) = self.told()["token_loop"]["examples"]
        self.assertIn("goes round in circles", example["reason"])
        self.assertIn("?verb=ListRecords&resumptionToken=", example["url"])

    def test_a_list_that_is_short_is_called_so(self) -> None:
        def promising(_: str, asked: dict[str, str]) -> Answer:
            code, headers, body = front.pass_on(urlencode(asked))
            return code, headers, body.replace(
                b'completeListSize="55"', b'completeListSize="5500"')
        front = Front(self.sample.url("ojs"), promising)
        self.addCleanup(front.stop)
        self.sheaf("add", "odd", front.url(), "--allow-private", "--delay",
                   "0")
        self.sheaf("harvest", "odd", exits=PARTIAL)
        (example,) = self.told()["list_short"]["examples"]
        self.assertEqual(example["reason"],
                         "the list ended after 55 of 5500 announced records")

    def test_records_without_a_name_are_called_so(self) -> None:
        self.odd.bad[""] = STAMP
        self.add_odd()
        self.sheaf("harvest", "odd", exits=PARTIAL)
        told = self.told()
        self.assertEqual(sorted(told), ["record_identifier",
                                        "records_unnamed"])
        self.assertIn("not even its identifier",
                      told["records_unnamed"]["examples"][0]["reason"])

    def test_a_key_in_the_base_url_is_not_told(self) -> None:
        self.odd.bad["oai:odd:bad"] = STAMP
        self.sheaf("add", "odd", self.odd.url + "?apikey=s3cret",
                   "--allow-private", "--delay", "0")
        self.sheaf("harvest", "odd")
        for words in ((), ("--json",)):
            self.assertNotIn("s3cret", self.sheaf("report", "odd",
                                                  *words).out)

    def test_status_says_where_to_read_on(self) -> None:
        self.odd.bad["oai:odd:bad"] = STAMP
        self.add_odd()
        self.sheaf("harvest", "odd")
        self.assertIn('"sheaf report odd"', self.sheaf("status", "odd").out)

    def test_what_cannot_be_meant_is_refused(self) -> None:
        for words in ((), ("a", "b"), ("odd", "--days", "0"),
                      ("odd", "--days", "x"), ("odd", "--what")):
            self.sheaf("report", *words, exits=USAGE)
        self.sheaf("report", "nowhere", exits=NOTHING)


if __name__ == "__main__":
    unittest.main()
