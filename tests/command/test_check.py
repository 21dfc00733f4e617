#!/usr/bin/python3
"""What a harvest would meet: repositories that are well, and that are not."""

import re
import signal
import subprocess
import time
import unittest
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Callable
from urllib.parse import urlencode

from front import Answer, Front
from person import DONE, FAILED, PARTIAL, RUN_SECONDS, USAGE
from person import Answer as Said
from product import Sample, binary, scratch

XML = {"Content-Type": "text/xml;charset=UTF-8"}
# Changes the text of an answer to these arguments; or answers itself.
Change = Callable[[dict[str, str], str], str | Answer]
DATESTAMP = re.compile(r"<datestamp>(.{10}).{10}</datestamp>")


def on(verb: str, change: Callable[[str], str | Answer],
       token: bool | None = None) -> Change:
    """Of one verb; token: only with one, or only without."""
    def applied(asked: dict[str, str], text: str) -> str | Answer:
        if asked.get("verb") != verb or \
                token is not None and token != ("resumptionToken" in asked):
            return text
        return change(text)
    return applied


def replaced(verb: str, old: str, new: str, count: int = -1,
             token: bool | None = None) -> Change:
    return on(verb, lambda text: text.replace(old, new, count), token)


def status(code: int, **headers: str) -> Callable[[str], Answer]:
    return lambda _: (code, {name.replace("_", "-"): value for name, value
                             in headers.items()}, b"")


def refused(text: str, code: str = "badArgument") -> str:
    return re.sub(r"(?s)(</request>\n).*(</OAI-PMH>)",
                  rf'\1<error code="{code}">no</error>\n\2', text)


def dated(change: Callable[[str], str | Answer], length: int = 0) -> Change:
    return lambda asked, text: change(text) if "from" in asked and length in (
        0, len(asked["from"])) else text


class CheckTest(unittest.TestCase):
    """The sample repository behind a front that changes what it says."""

    folder: Path
    sample: Sample

    @classmethod
    def setUpClass(cls) -> None:
        stack = ExitStack()
        cls.addClassCleanup(stack.close)
        cls.folder = stack.enter_context(scratch())
        cls.sample = Sample(cls.folder, "--page-size", "30")
        stack.callback(cls.sample.stop)

    def setUp(self) -> None:
        self.changes: list[Change] = []
        self.says_compression = False
        self.front = Front(self.sample.url("haplo"), self._answer)
        self.addCleanup(self.front.stop)
        self.configuration = self.folder / "sheaf.conf"
        self.configuration.write_text("contact = me@example.org\n")

    def _answer(self, _: str, asked: dict[str, str]) -> Answer | None:
        code, headers, body = self.front.pass_on(urlencode(asked))
        text = body.decode().replace(self.front.behind, self.front.url())
        if not self.says_compression:
            text = text.replace("<compression>gzip</compression>", "")
        for change in self.changes:
            changed = change(asked, text)
            if not isinstance(changed, str):
                return changed
            text = changed
        return code, headers, text.encode("utf-8", "surrogateescape")

    def run_check(self, *words: str, exits: int) -> Said:
        """Where there is no database, and nobody could make one."""
        done = subprocess.run(
            [binary(), "--config", str(self.configuration), "--state",
             "/nowhere/at/all", "check", *words], stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=RUN_SECONDS)
        self.assertEqual(done.returncode, exits, done.stderr + done.stdout)
        return Said(done.returncode, done.stdout, done.stderr)

    def check(self, *words: str, exits: int = DONE) -> Said:
        return self.run_check(self.front.url(), "--allow-private", "--delay",
                              "0", *words, exits=exits)

    def found(self, *changes: Change, exits: int = DONE, words: tuple[
            str, ...] = ()) -> dict[str, dict[str, Any]]:
        """The problems by name."""
        self.changes = list(changes)
        told = self.check("--json", "-q", *words, exits=exits).object
        return {one["problem"]: one for one in told["problems"]}

    def expect(self, names: str, *changes: Change, exits: int = DONE,
               words: tuple[str, ...] = ()) -> None:
        found = self.found(*changes, exits=exits, words=words)
        self.assertEqual(sorted(found), sorted(names.split()),
                         {name: one["examples"] for name, one
                          in found.items()})


class WellTest(CheckTest):
    """One that is as the specification has it."""

    def test_it_is_described(self) -> None:
        answer = self.check()
        self.assertEqual(answer.out.splitlines()[0], self.front.url())
        for line in (
                "  name          Sample Haplo Repository\n",
                "  contact       admin@example.org\n",
                "  formats       oai_dc, rioxx\n",
                "  sets          6, such as book-chapter\n",
                "  records       71 in oai_dc, 30 a page, 6 of the first 71"
                " deleted\n",
                "  full harvest  3 pages, about ",
                "  deletions     transient: it says what it deleted, for a",
                "  granularity   YYYY-MM-DDThh:mm:ssZ, as it says; days are"
                " accepted, seconds accepted\n",
                "  clock         as ours\n",
                "  connection    http, not encrypted\n",
                "\nIt can be harvested.\n"):
            self.assertIn(line, answer.out)
        self.assertIn("Asking for page 3 of its records", answer.err)
        self.assertEqual(self.check("-q").err, "")

    def test_json_says_the_same(self) -> None:
        told = self.check("--json").object
        self.assertEqual(told["verdict"], "harvestable")
        self.assertEqual(told["problems"], [])
        self.assertEqual(told["identity"]["admin_emails"],
                         ["admin@example.org"])
        self.assertEqual([one["metadata_prefix"] for one in told["formats"]],
                         ["oai_dc", "rioxx"])
        self.assertEqual(len(told["sets"]), 6)
        self.assertEqual(
            [told["records"][key] for key in (
                "complete_list_size", "pages_read", "records_read", "pages",
                "metadata_prefix")], [71, 3, 71, 3, "oai_dc"])
        self.assertEqual([told["accepts_days"], told["accepts_seconds"],
                          told["redirect"]], [True, True, None])
        self.assertLess(abs(told["clock_skew_seconds"]), 5)
        self.assertEqual(told["requests"], len(self.front.asked))

    def test_what_is_asked(self) -> None:
        self.check()
        verbs = [asked["verb"] for _, asked in self.front.asked]
        self.assertEqual(verbs[:4], ["Identify", "ListMetadataFormats",
                                     "ListSets", "ListRecords"])
        self.assertEqual(len(verbs), 15)
        self.front.asked.clear()
        self.check("--quick")
        self.assertEqual([asked["verb"] for _, asked in self.front.asked],
                         verbs[:4])

    def test_a_format_and_a_set_can_be_said(self) -> None:
        told = self.check("--json", "--prefix", "rioxx", "--set",
                          "journal-article").object
        self.assertEqual([told["records"][key] for key in (
            "metadata_prefix", "set_spec")], ["rioxx", "journal-article"])
        asked = [one for _, one in self.front.asked
                 if one["verb"] == "ListRecords"]
        self.assertEqual(asked[0], {
            "verb": "ListRecords", "metadataPrefix": "rioxx",
            "set": "journal-article"})
        self.expect("format_missing", exits=FAILED,
                    words=("--prefix", "mods"))

    def test_the_politeness_is_kept(self) -> None:
        begin = time.monotonic()
        self.check("--quick", "--delay", "500ms")
        self.assertGreater(time.monotonic() - begin, 1.5)

    def test_an_estimate_is_of_the_whole_list(self) -> None:
        self.changes = [on("ListRecords", lambda text: re.sub(
            'completeListSize="71"', 'completeListSize="90000"', text))]
        out = self.check("--quick", "--delay", "2s").out
        self.assertIn("90,000 in oai_dc, 30 a page", out)
        self.assertRegex(out, r"full harvest  3,000 pages, about 1 h 4\d min")
        self.changes = [on("ListRecords", lambda text: re.sub(
            ' completeListSize="71"', "", text))]
        out = self.check("--quick").out
        self.assertIn("it does not say how many; 30 a page", out)
        self.assertIn("nobody can say how long", out)

    def test_nothing_at_all_can_be_harvested_too(self) -> None:
        self.changes = [on(verb, lambda text: refused(
            text, "noRecordsMatch"), token=False)
            for verb in ("ListRecords", "ListIdentifiers")]
        self.assertIn("  records       none in oai_dc\n",
                      self.check("--quick").out)
        self.assertNotIn("identifiers_refused", self.found(*self.changes))

    def test_it_is_told_who_asks(self) -> None:
        self.configuration.write_text("")
        done = self.run_check("http://1.1.1.1/oai", exits=FAILED)
        self.assertIn("repositories must be told who harvests them",
                      done.err)
        self.run_check("http://1.1.1.1/oai", "--contact", "nobody",
                       exits=USAGE)

    def test_what_cannot_be_meant_is_refused(self) -> None:
        for words in ((), ("a", "b"), ("ftp://x/",), ("x", "--prefix", "a",
                                                      "--prefix", "b"),
                      ("x", "--delay", "soon"), ("x", "--what")):
            with self.subTest(words=words):
                self.run_check(*words, exits=USAGE)

    def test_our_own_network_is_not_asked_unless_allowed(self) -> None:
        answer = self.run_check(self.front.url(), exits=FAILED)
        self.assertIn("not public", answer.out)
        self.assertIn("it was not asked, by our own settings", answer.out)
        self.assertNotIn("does not answer", answer.out)
        self.assertEqual(self.front.asked, [])

    def test_ctrl_c_says_what_was_found(self) -> None:
        process = subprocess.Popen(
            [binary(), "--config", str(self.configuration), "check",
             self.front.url(), "--allow-private", "--delay", "5s"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while len(self.front.asked) < 1:
            time.sleep(0.02)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=4)
        self.assertEqual(process.returncode, FAILED)
        self.assertIn("Sample Haplo Repository", out)
        self.assertIn("It was not looked at to the end", out)
        self.assertIn("Stopped", err)
        self.assertLessEqual(len(self.front.asked), 2)

    def test_answers_without_an_end_are_not_read_for_ever(self) -> None:
        def endless(text: str) -> str:
            return text.replace("</request>",
                                "</request>" + "<!-- -->" * (9 << 20))
        self.changes = [on("ListMetadataFormats", endless)]
        answer = self.check("--quick", "--json", exits=FAILED)
        self.assertEqual(answer.object["verdict"], "stopped")
        self.assertIn("too long, or are too large", answer.err)
        self.assertEqual(len(self.front.asked), 2)


class StoppedTest(CheckTest):
    """What cannot be harvested."""

    def expect_stopped(self, name: str, *changes: Change) -> None:
        found = self.found(*changes, exits=FAILED)
        self.assertIn(name, found)
        self.assertEqual(found[name]["severity"], "stops")

    def test_http_says_no(self) -> None:
        for code, name in ((401, "not_let_in"), (403, "not_let_in"),
                           (451, "not_let_in"), (404, "not_found"),
                           (410, "not_found"), (429, "busy_unsaid"),
                           (503, "busy_unsaid"), (500, "server_failed"), (502, "server_failed")):
            with self.subTest(code=code):
                self.expect(name, on("Identify", status(code)), exits=FAILED)
                found = self.found(on("ListRecords", status(code)),
                                   exits=FAILED)
                self.assertEqual(sorted(found), [name])

    def test_who_says_how_long_to_wait_is_not_told_to_say_it(self) -> None:
        found = self.found(on("Identify", status(503, Retry_After="7200")),
                           exits=FAILED)
        self.assertEqual(found["busy"]["examples"],
                         ["Identify: HTTP 503, and to come back in 7200 s"])
        self.assertNotIn("Retry-After", found["busy"]["mend"])

    def test_who_is_busy_in_the_middle_is_asked_nothing_more(self) -> None:
        for headers in ({"Retry_After": "120"}, {}):
            self.front.asked.clear()
            self.changes = [on("ListRecords", status(503, **headers),
                               token=True)]
            answer = self.check("--json", exits=FAILED)
            found = {one["problem"]: one for one in answer.object["problems"]}
            self.assertEqual(found["busy_later"]["severity"], "costs")
            self.assertNotIn("page_broken", found)
            self.assertEqual(answer.object["verdict"], "stopped")
            self.assertIn("Stopped, since it is busy", answer.err)
            # Identify, formats, sets, a page, and the one that is refused.
            self.assertEqual(len(self.front.asked), 5)

    def test_who_says_a_short_while_is_waited_for(self) -> None:
        refused = []

        def once(text: str) -> str | Answer:
            if refused:
                return text
            refused.append(time.monotonic())
            return 503, {"Retry-After": "2"}, b"later"
        self.changes = [on("ListRecords", once, token=True)]
        answer = self.check()
        self.assertIn("It is busy, and asks to wait 2 s ...", answer.err)
        self.assertGreaterEqual(time.monotonic() - refused[0], 2)
        self.assertNotIn("busy", answer.out)

    def test_a_wall_against_robots_is_called_so(self) -> None:
        self.expect("bot_wall", on("Identify", status(
            403, cf_mitigated="challenge")), exits=FAILED)
        for code, title in ((403, "Just a moment..."),
                            (200, "Making sure you're not a bot!")):
            page = f"<html><head><title>{title}</title></head></html>"
            found = self.found(on("Identify", lambda _: (
                code, {"Content-Type": "text/html"}, page.encode())),
                exits=FAILED)
            self.assertEqual(found["bot_wall"]["examples"], [
                "Identify: a wall against bots answered instead of the"
                f' repository (HTTP {code}, "{title}")'])

    def test_nobody_is_there(self) -> None:
        self.front.stop()
        self.expect("no_answer", exits=FAILED)

    def test_why_nothing_came_is_called_what_it_is(self) -> None:
        self.expect("redirect_refused", on("Identify", status(
            302, Location="ftp://a.org/")), exits=FAILED)
        self.expect("proxy", words=("--proxy", "http://127.0.0.1:9"),
                    exits=FAILED)
        secret = self.folder / "secret"
        secret.touch(0o600)
        secret.write_text("basic me:secret\n")
        self.expect("not_asked", words=("--credentials", str(secret)),
                    exits=FAILED)
        told = self.run_check(
            self.front.url().replace("http:", "https:"), "--allow-private",
            "--json", "-q", exits=FAILED).object
        (problem,) = told["problems"]
        self.assertEqual(problem["problem"], "encryption")
        self.assertIn("does not speak TLS", problem["examples"][0])

    def test_what_is_not_oai_pmh_is_called_what_it_is(self) -> None:
        page = "<!DOCTYPE html><html><body>Log in</body></html>"
        for name, text in (
                ("web_page", page), ("web_page", "\n <HTML>"),
                ("not_oai_pmh", "{}"), ("not_oai_pmh", ""),
                ("not_oai_pmh", "<rss/>"),
                ("oai_1", '<?xml version="1.0"?><Identify xmlns="http://www'
                 '.openarchives.org/OAI/1.1/OAI_Identify"><repositoryName>a'
                 "</repositoryName></Identify>"),
                ("static_repository", '<Repository xmlns="http://www.'
                 'openarchives.org/OAI/2.0/static-repository"/>')):
            with self.subTest(text=text[:40]):
                self.expect(name, on("Identify", lambda _: text),
                            exits=FAILED)
        self.changes = [on("Identify", lambda _: page)]
        self.assertIn("it answers with a web page, not with OAI-PMH",
                      self.check(exits=FAILED).out)

    def test_another_version_is_not_taken(self) -> None:
        self.expect("protocol_version strict", replaced(
            "Identify", ">2.0<", ">1.1<"), exits=FAILED)

    def test_formats_have_to_be_known(self) -> None:
        self.expect("formats_refused", on(
            "ListMetadataFormats", status(500)), exits=FAILED)
        self.expect("formats_refused", on(
            "ListMetadataFormats", lambda text: refused(
                text, "noMetadataFormats")), exits=FAILED)

    def test_a_list_that_cannot_be_had(self) -> None:
        self.expect("list_refused", on("ListRecords", refused),
                    exits=FAILED)
        self.expect("format_missing", on("ListRecords", lambda text: refused(
            text, "cannotDisseminateFormat")), exits=FAILED)
        self.expect("list_broken", on(
            "ListRecords", lambda text: text[:-200]), exits=FAILED)


class LossTest(CheckTest):
    """What costs records."""

    def test_records_that_cannot_be_read(self) -> None:
        title = "<dc:title>"
        for name, old, new in (
                ("record_xml", title, "<dc:titel>"),
                ("record_metadata", "<metadata", "<!--<metadata"),
                ("record_identifier", "<identifier>", "<other>")):
            def spoil(text: str, old: str = old, new: str = new) -> str:
                if "<metadata" not in text:
                    return text
                at = text.index("<metadata")  # of the first live record
                at = text.rindex("<record>", 0, at)
                rest = text[at:].replace(old, new, 1)
                if new == "<other>":
                    rest = rest.replace(f"</{old[1:]}", "</other>", 1)
                if new.startswith("<!--"):
                    rest = rest.replace("</metadata>", "</metadata>-->", 1)
                return text[:at] + rest
            with self.subTest(name=name):
                found = self.found(on("ListRecords", spoil, token=False),
                                   exits=PARTIAL)
                self.assertIn(name, found)
                self.assertEqual(found[name]["severity"], "loses")
                self.assertRegex(found[name]["examples"][0],
                                 "^(oai:|no identifier)")

    def test_a_page_behind_the_first(self) -> None:
        self.expect("page_broken wrong_error",
                    on("ListRecords", status(500), token=True),
                    exits=PARTIAL)
        self.expect("page_broken wrong_error", on(
            "ListRecords", lambda text: text[:-200], token=True),
            exits=PARTIAL)
        found = self.found(on("ListRecords", lambda text: refused(
            text, "badResumptionToken"), token=True), exits=PARTIAL)
        self.assertEqual(list(found), ["token_refused"])

    def test_a_list_that_goes_round(self) -> None:
        first = self.front.pass_on("verb=ListRecords&metadataPrefix=oai_dc")
        page = first[2].decode()
        self.expect("token_loop token_anything",
                    on("ListRecords", lambda _: page, token=True),
                    exits=PARTIAL)

    def test_a_list_that_ends_too_soon(self) -> None:
        self.expect("list_short", on("ListRecords", lambda text: re.sub(
            r"(<resumptionToken[^>]*>)[^<]*", r"\1", text), token=False),
            exits=PARTIAL)

    def test_records_that_move_between_pages(self) -> None:
        first = self.front.pass_on("verb=ListRecords&metadataPrefix=oai_dc")
        record = re.findall("(?s)<record>.*?</record>", first[2].decode())[3]
        self.expect("page_shift", replaced(
            "ListRecords", "<ListRecords>", f"<ListRecords>{record}", 1,
            token=True), exits=PARTIAL)

    def test_a_date_that_misses(self) -> None:
        self.expect("date_misses", dated(
            lambda text: refused(text, "noRecordsMatch")), exits=PARTIAL)

    def test_a_token_that_is_none(self) -> None:
        def begin_again(asked: dict[str, str], text: str) -> str:
            if "nobody-gave" not in asked.get("resumptionToken", ""):
                return text
            return self.front.pass_on(
                "verb=ListRecords&metadataPrefix=oai_dc")[2].decode()
        self.expect("token_anything", begin_again, exits=PARTIAL)

    def test_another_format_that_fails(self) -> None:
        self.expect("format_refused", lambda asked, text: refused(text)
                    if asked.get("metadataPrefix") == "rioxx" else text,
                    exits=PARTIAL)


class CostTest(CheckTest):
    """What costs something else, or nothing."""

    def test_dates(self) -> None:
        self.expect("dates_refused wrong_error", dated(refused))
        self.expect("seconds_refused", dated(refused, 20))
        self.expect("days_refused", dated(refused, 10))
        found = self.found(lambda asked, text: self.front.pass_on(
            "verb=ListRecords&metadataPrefix=oai_dc")[2].decode()
            if "from" in asked else text)
        self.assertEqual(list(found), ["from_ignored"])
        self.assertRegex(found["from_ignored"]["examples"][0],
                         r"^from and until [0-9-]{10} bring oai:.* of 20")

    def test_one_of_two_dates_that_is_not_honoured(self) -> None:
        def without(name: str) -> Change:
            def change(asked: dict[str, str], text: str) -> str:
                if "from" not in asked or "until" not in asked:
                    return text
                return self.front.pass_on(urlencode(
                    {key: value for key, value in asked.items()
                     if key != name}))[2].decode()
            return change
        self.expect("until_ignored", without("until"))
        self.expect("from_ignored", without("from"))

    def test_days_where_seconds_are_not_known(self) -> None:
        def by_day(asked: dict[str, str], text: str) -> str:
            if len(asked.get("from", "")) == 20:
                return refused(text)
            return DATESTAMP.sub(r"<datestamp>\1</datestamp>", text).replace(
                "YYYY-MM-DDThh:mm:ssZ", "YYYY-MM-DD")
        self.expect("", by_day)
        self.assertIn("YYYY-MM-DD, as it says; days are accepted, seconds"
                      " refused", self.check().out)

    def test_an_increment_without_news(self) -> None:
        self.expect("nothing_new", lambda asked, text: (500, {}, b"")
                    if "from" in asked and "until" not in asked else text)

    def test_other_verbs(self) -> None:
        self.expect("identifiers_refused", on("ListIdentifiers", refused))
        self.expect("sets_refused", on("ListSets", status(500)))
        self.expect("", on("ListSets", lambda text: refused(
            text, "noSetHierarchy")))
        self.expect("record_refused", on("GetRecord", lambda text: refused(
            text, "idDoesNotExist")))
        self.expect("record_differs", replaced(
            "GetRecord", "<dc:title>", "<dc:title>Other: "))
        self.expect("identifier_refused", on(
            "GetRecord", lambda text: text if "<record>" in text
            else refused(text)))

    def test_identify(self) -> None:
        found = self.found(
            replaced("Identify", self.front.url(), "http://localhost/oai"),
            replaced("Identify", ">transient<", ">sometimes<"),
            replaced("Identify", ">YYYY-MM-DDThh:mm:ssZ<", ">seconds<"),
            on("Identify", lambda text: re.sub(
                "<earliestDatestamp>.*?<", "<earliestDatestamp>0000-00-00<",
                re.sub("<adminEmail>.*?</adminEmail>", "", text))))
        for name in ("base_url", "deleted_record", "granularity",
                     "earliest_datestamp", "admin_email", "strict"):
            self.assertEqual(found[name]["severity"], "cosmetic", name)
        self.assertEqual(found["base_url"]["examples"],
                         ['it says "http://localhost/oai"'])

    def test_datestamps(self) -> None:
        self.expect("earliest_too_late", on("Identify", lambda text: re.sub(
            "<earliestDatestamp>.*?<",
            "<earliestDatestamp>2019-06-01T00:00:00Z<", text)))
        found = self.found(on("ListRecords", lambda text: DATESTAMP.sub(
            r"<datestamp>\1</datestamp>", text)))
        self.assertIn("datestamp_form", found)
        self.expect("datestamp_missing strict", on(
            "ListRecords", lambda text: DATESTAMP.sub("", text, 1),
            token=True))
        later = (datetime.now(timezone.utc) + timedelta(hours=1)).strftime(
            "<datestamp>%Y-%m-%dT%H:%M:%SZ</datestamp>")
        self.expect("datestamp_future", on(
            "ListRecords", lambda text: DATESTAMP.sub(later, text, 1),
            token=True))

    def test_clocks(self) -> None:
        def set_back(_: dict[str, str], text: str) -> str:
            return re.sub("<responseDate>.*?<",
                          "<responseDate>2026-01-01T00:00:00Z<", text)
        found = self.found(set_back)
        self.assertIn("clock", found)
        self.expect("response_date strict", lambda _, text: re.sub(
            "<responseDate>.*?<", "<responseDate>now<", text))

    def test_tokens_that_live_shortly(self) -> None:
        soon = (datetime.now(timezone.utc) + timedelta(minutes=2)).strftime(
            'expirationDate="%Y-%m-%dT%H:%M:%SZ"')
        self.expect("token_lifetime", on("ListRecords", lambda text: re.sub(
            'expirationDate="[^"]*"', soon, text)))

    def test_sizes_that_change(self) -> None:
        self.expect("size_changes", replaced(
            "ListRecords", 'completeListSize="71"', 'completeListSize="70"',
            token=True))

    def test_bytes(self) -> None:
        for name, new in (("repair_control", "\x0b"),
                          ("repair_html_entity", "&nbsp;"),
                          ("repair_ampersand", " & "),
                          ("repair_reference", "&#1;"),
                          ("letters_lost", "\udcff")):
            with self.subTest(name=name):
                found = self.found(replaced(
                    "ListRecords", "<dc:title>", f"<dc:title>{new}", 1,
                    token=False))
                self.assertEqual(list(found), [name])
        self.expect("trailing_bytes", on(
            "Identify", lambda text: text + "<!-- 3 ms --> Notice: x"))

    def test_http(self) -> None:
        self.expect("content_type", on("Identify", lambda text: (
            200, {"Content-Type": "text/html"}, text.encode())))
        self.expect("http_status", on("ListSets", lambda text: (
            422, XML, refused(text, "noSetHierarchy").encode())))
        self.says_compression = True
        self.expect("compression")

    def test_a_repository_that_moved(self) -> None:
        home = self.front.url("/oai")

        def moved(path: str, asked: dict[str, str]) -> Answer | None:
            if path == "/old":
                return 301, {"Location": f"{home}?{urlencode(asked)}"}, b""
            return self._answer(path, asked)
        self.front.rule = moved
        answer = self.run_check(self.front.url("/old"), "--allow-private",
                                "--delay", "0", "--quick", exits=DONE)
        self.assertIn(f"  redirect      to {home}", answer.out)
        self.assertIn("it has moved for good", answer.out)

    def test_the_schema(self) -> None:
        found = self.found(
            replaced("ListRecords", "<dc:title>", "<dc:name>", 1,
                     token=False),
            replaced("ListRecords", "</dc:title>", "</dc:name>", 1,
                     token=False),
            replaced("ListSets", "<setName>", "<setTitle>x</setTitle>"
                     "<setName>", 1))
        self.assertEqual(list(found), ["strict"])
        self.assertRegex(found["strict"]["examples"][0],
                         r"^ListSets, line \d+, element set.*: ")
        self.assertRegex(found["strict"]["examples"][1],
                         r"^ListRecords, line \d+, element (dc|name): ")

    def test_the_schema_of_a_record_with_thousands_of_elements(self) -> None:
        for count, names in ((10, ["strict"]), (6000, [])):
            found = self.found(replaced(
                "ListRecords", "<dc:title>", "<dc:name>x</dc:name>"
                + "<dc:title>x</dc:title>" * count + "<dc:title>", 1,
                token=False))
            self.assertEqual(list(found), names)

    def test_problems_are_explained_the_worst_first(self) -> None:
        self.changes = [
            replaced("ListRecords", "<dc:title>", "<dc:titel>", 1,
                     token=False),
            replaced("Identify", self.front.url(), "http://localhost/oai")]
        out = self.check(exits=PARTIAL).out
        self.assertIn("\nIt can be harvested, but records would be missing:"
                      " 1 problem that costs records, ", out)
        at = out.index("\ncosts records: records that are not well-formed")
        self.assertLess(at, out.index("\ncosmetic: it calls itself"))
        self.assertRegex(out[at:], r"(?s)    oai:.*?: it is not well-formed"
                         r".*?\n  it means      each of them.*?\n  Sheaf    "
                         r"     puts them into quarantine.*?\n  to mend it"
                         r"    escape .*?\(OAI-PMH 3\.2\)\n")


if __name__ == "__main__":
    unittest.main()
