#!/usr/bin/python3
"""How repositories are reached: credentials, cookies, redirects, limits."""

import base64
import gzip
import os
import subprocess
import time
import unittest
from pathlib import Path
from urllib.parse import quote, urlencode

from front import Answer, Front
from person import FAILED, PARTIAL, USAGE, Session
from cluster import programs
from product import end, wait_for

HAPLO = 71
SECRET = "canary/of 4 bells"
ENCODED = quote(SECRET, safe="")
BASIC = base64.b64encode(f"me:{SECRET}".encode()).decode()
TRACES = [SECRET, ENCODED, ENCODED.lower(), SECRET.replace(" ", "+"), BASIC]


class AccessSession(Session):
    OPTIONS = ("--page-size", "40")

    def setUp(self) -> None:
        super().setUp()
        self.front = Front(self.sample.url("haplo"), self.rule)
        self.front.passed_over = {"key", "apikey"}
        self.addCleanup(self.front.stop)
        self.file = self.folder / f"{self.database}.credentials"

    def rule(self, path: str, arguments: dict[str, str]) -> Answer | None:
        return None

    def write(self, text: str, mode: int = 0o600) -> str:
        self.file.write_text(text)
        self.file.chmod(mode)
        return str(self.file)

    def add_front(self, *words: str, path: str = "/oai",
                  exits: int = 0) -> str:
        answer = self.sheaf("add", "a", self.front.url(path),
                            "--allow-private", "--delay", "0", "--prefix",
                            "oai_dc", "--no-harvest", *words, exits=exits)
        return answer.out + answer.err

    def harvest(self, exits: int = 0) -> dict[str, object]:
        return self.sheaf("harvest", "a", "--full", "--json",
                          exits=exits).object


class CredentialsTest(AccessSession):
    def setUp(self) -> None:
        super().setUp()
        self.wanted: dict[str, str] = {}
        self.key = ""

    def rule(self, path: str, arguments: dict[str, str]) -> Answer | None:
        heard = self.front.headers[-1]
        if any(heard.get(name) != value
               for name, value in self.wanted.items()):
            return 401, {"WWW-Authenticate": "Basic realm=\"x\""}, b"no"
        if self.key and arguments.get("key") != self.key:
            return 403, {}, b"no"
        return None

    def test_they_open_the_door(self) -> None:
        for line, wanted, key in (
                (f"basic me:{SECRET}", {"Authorization": "Basic " + BASIC},
                 ""),
                ("bearer abc", {"Authorization": "Bearer abc"}, ""),
                ("header X-Key: 1 2", {"X-Key": "1 2"}, ""),
                (f"query key={SECRET}", {}, SECRET)):
            with self.subTest(line=line):
                self.wanted, self.key = wanted, key
                self.assertIn("or for credentials", self.add_front(
                    exits=FAILED))
                self.add_front("--credentials", self.write(line),
                               "--insecure-credentials")
                self.assertEqual(self.harvest()["records"], HAPLO)
                self.sheaf("remove", "a", "--purge")

    def test_by_http_they_are_sent_only_when_that_is_said(self) -> None:
        said = self.add_front("--credentials", self.write("bearer abc"),
                              exits=FAILED)
        self.assertIn("insecure_credentials=yes", said)
        self.assertEqual(self.front.asked, [])
        self.add_front("--group", "g")
        self.sheaf("add", "b", self.front.url("/oai"), "--allow-private",
                   "--group", "g", "--no-harvest")
        said = self.sheaf("edit", "--group", "g",
                          f"credentials={self.file}", exits=FAILED).err
        self.assertIn("sheaf edit: a, b: credentials are not sent by http",
                      said)
        self.assertIn("insecure_credentials=yes; nothing was changed", said)
        self.assertIn("credentials=\n", self.sheaf("edit", "a").out)
        self.write("proxy me:abc")
        self.sheaf("edit", "a", f"credentials={self.file}")
        # The file says something else by now.
        self.write("bearer abc")
        self.sheaf("edit", "a", "every=2d")
        said = str(self.harvest(exits=FAILED)["reason"])
        self.assertIn('"sheaf edit a insecure_credentials=yes"', said)
        self.assertNotIn("allow_private", said)
        self.sheaf("edit", "a", "insecure_credentials=yes")
        self.sheaf("edit", "a", "insecure_credentials=no", exits=FAILED)
        self.wanted = {"Authorization": "Bearer abc"}
        self.assertEqual(self.harvest()["records"], HAPLO)
        self.assertIn(f"credentials={self.file} insecure_credentials=yes\n",
                      self.sheaf("status", "a").out)
        self.sheaf("edit", "a", "credentials=")
        said = str(self.harvest(exits=FAILED)["reason"])
        self.assertIn("refuses us (HTTP 401)", said)
        self.assertIn("credentials=\n", self.sheaf("edit", "a").out)

    def test_the_file_is_read_again_and_by_nobody_else(self) -> None:
        self.wanted = {"Authorization": "Bearer abc"}
        self.add_front("--credentials", self.write("bearer abc"),
                       "--insecure-credentials")
        self.wanted = {"Authorization": "Bearer cde"}
        said = str(self.harvest(FAILED)["reason"])
        self.assertIn(f"refuses us and the credentials in {self.file} (HTTP"
                      " 401)", said)
        self.assertIn("see whether those still hold", said)
        self.write("bearer cde")
        self.assertEqual(self.harvest()["records"], HAPLO)
        self.write("bearer cde", 0o644)
        self.assertIn("chmod go=", str(self.harvest(FAILED)["reason"]))
        self.file.unlink()
        said = str(self.harvest(FAILED)["reason"])
        self.assertIn("could not be read", said)
        self.assertIn('"sheaf edit a credentials=FILE" names another', said)

    def test_a_proxy_that_refuses_is_named(self) -> None:
        self.add_front()
        refusing = Front(self.front.url(), lambda *_: (403, {}, b"no"))
        self.addCleanup(refusing.stop)
        proxy = refusing.url().removesuffix("/oai")
        self.sheaf("edit", "a", f"proxy={proxy}")
        said = str(self.harvest(FAILED)["reason"])
        self.assertIn(f"the proxy {proxy}, refuses us (HTTP 403)", said)
        self.assertIn("see whether the proxy lets us through", said)

    def test_elsewhere_nobody_is_told(self) -> None:
        other = Front(self.sample.url("haplo"), lambda *_: None)
        self.addCleanup(other.stop)
        self.write("basic me:abcdef")
        self.add_front("--credentials", str(self.file),
                       "--insecure-credentials")

        def send_on(path: str, arguments: dict[str, str]) -> Answer:
            return 301, {"Location":
                         f"{other.url()}?{urlencode(arguments)}"}, b""

        self.front.rule = send_on
        self.assertEqual(self.harvest()["records"], HAPLO)
        self.assertTrue(all("Authorization" in heard
                            for heard in self.front.headers))
        self.assertFalse(any("Authorization" in heard
                             for heard in other.headers))
        other.rule = lambda *_: (401, {}, b"no")
        self.assertIn("is told no credentials",
                      str(self.harvest(FAILED)["reason"]))
        # Nor is it made the base URL, and so told next time.
        other.rule = lambda *_: None
        self.sheaf("remove", "a", "--purge")
        self.add_front("--credentials", str(self.file),
                       "--insecure-credentials")
        self.assertEqual(self.value("SELECT base_url FROM sheaf.repository"),
                         self.front.url())
        self.assertFalse(any("Authorization" in heard
                             for heard in other.headers))

    def test_mistakes_are_told_at_once(self) -> None:
        self.add_front()
        for word, said in (
                ("credentials=a/b", "absolute path"),
                (f"credentials={self.file}", "No such file"),
                ("proxy=proxy.example.org", "http://HOST:PORT"),
                ("proxy=https://proxy.example.org:3128", "http://HOST:PORT"),
                ("proxy=http://me:x@proxy.example.org:3128",
                 "file of credentials"),
                ("proxy=http://proxy.example.org", "http://HOST:PORT"),
                ("proxy=http://proxy.example.org:3128/x", "http://HOST:PORT"),
                ("ca_file=ca.pem", "absolute path"),
                ("ca_file=/none-such", "No such file"),
                ("ca_file=/etc/hostname", "no certificate"),
                ("verify_tls=maybe", "yes or no"),
                ("user_agent=a\nb", "not ASCII"),
                ("user_agent=" + "x" * 300, "longer than")):
            with self.subTest(word=word):
                self.assertIn(said, self.sheaf("edit", "a", word,
                                               exits=USAGE).err)
        self.write("bearer abc", 0o644)
        self.assertIn("chmod go=", self.sheaf(
            "edit", "a", f"credentials={self.file}", exits=USAGE).err)
        self.write("basic nothing")
        said = self.sheaf("edit", "a", f"credentials={self.file}",
                          exits=USAGE).err
        self.assertIn("basic USER:PASSWORD", said)
        self.assertNotIn("nothing", said)
        self.assertIn("LoadCredential=", self.sheaf(
            "edit", "a", "credentials=none-such").err)
        self.assertEqual(self.sheaf("edit", "a", "--json").object[
            "credentials"], "none-such")


class CanaryTest(AccessSession):
    """A secret that everything repeats, and nothing that stays has."""

    def setUp(self) -> None:
        super().setUp()
        self.seen: list[str] = []
        self.heard = ""

    def rule(self, path: str, arguments: dict[str, str]) -> Answer | None:
        self.look_around()
        wanted = self.front.headers[-1].get("Authorization", "")
        self.heard += wanted + arguments.get("key", "")
        if path == "/error":
            return 200, {"Content-Type": f"text/xml; x={SECRET}"}, f"""
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-01-01T00:00:00Z</responseDate>
<request key="{SECRET}">http://x/</request>
<error code="badVerb">{SECRET} {ENCODED} {wanted}</error>
</OAI-PMH>""".encode()
        if path == "/redirect":
            return 302, {"Location": f"/x/{SECRET}?a={ENCODED}"}, b""
        if path == "/html":
            return 200, {}, f"<html>{wanted} {SECRET}</html>".encode()
        if path == "/away":
            return 302, {"Location": f"http://a..b/?key={ENCODED}"}, b""
        return None

    def look_around(self) -> None:
        """What any user of this machine may see of our processes."""
        for place in Path("/proc").glob("[0-9]*"):
            for name in ("cmdline", "environ"):
                try:
                    text = (place / name).read_bytes().decode(
                        errors="replace")
                except OSError:
                    continue
                if int(place.name) != os.getpid():
                    self.seen += [f"{place}/{name}: {trace}"
                                  for trace in TRACES if trace in text]

    def dump(self) -> str:
        dumped = subprocess.run(
            [str(programs() / "pg_dump"), "--inserts",
             self.program.environment["SHEAF_DATABASE"]],
            capture_output=True, text=True, check=True)
        return dumped.stdout

    def check(self, what: str, text: str) -> None:
        self.assertEqual([trace for trace in TRACES if trace in text], [],
                         what)

    def test_a_secret_is_nowhere_but_in_its_file(self) -> None:
        self.configuration.write_text("every = 1d\nlog_level = debug\n")
        said = self.add_front("--credentials",
                              self.write(f"basic me:{SECRET}\n"),
                              "--insecure-credentials")
        for name, line in (("b", f"basic me:{SECRET}"),
                           ("q", f"query key={SECRET}")):
            for path in ("/error", "/redirect", "/html", "/away", "/oai"):
                self.write(line)
                answer = self.sheaf(
                    "add", name + path[1:], self.front.url(path),
                    "--allow-private", "--credentials", str(self.file),
                    "--insecure-credentials", "--no-harvest",
                    exits=0 if path == "/oai" else FAILED)
                said += answer.out + answer.err
        for path in ("/error", "/redirect", "/html", "/away"):
            self.value("UPDATE sheaf.repository SET base_url ="
                       f" '{self.front.url(path)}' RETURNING 1")
            answer = self.sheaf("harvest", "a", "boai", "qoai", "--full",
                                exits=FAILED)
            said += answer.out + answer.err
        log = self.folder / "canary-log"
        with log.open("wb") as output:
            daemon = self.program.start("daemon", output=output,
                                        errors=output)
        self.addCleanup(end, daemon)
        before = len(self.front.asked)
        self.value(f"UPDATE sheaf.repository SET base_url ="
                   f" '{self.front.url()}' RETURNING 1")
        self.value("UPDATE sheaf.selection SET next_due = '-infinity'"
                   " RETURNING 1")
        self.value("UPDATE sheaf.host SET next_due = '-infinity',"
                   " not_before = '-infinity' RETURNING 1")
        wait_for("the daemon's requests",
                 lambda: len(self.front.asked) > before + 3)
        end(daemon)
        for words in (["status"], ["status", "a"], ["edit", "a"],
                      ["list", "--json"], ["status", "--json"],
                      ["export", "a", "--format", "raw"]):
            answer = self.sheaf(*words)
            said += answer.out + answer.err
        self.assertIn(BASIC, self.heard)
        self.assertIn(SECRET, self.heard)
        self.check("what was said", said)
        self.check("the log", log.read_text())
        self.assertIn("badVerb: ***", said)
        self.check("the database", self.dump())
        self.assertEqual(self.seen, [])


class AnswerTest(AccessSession):
    """Redirects, cookies, limits, packing: what an answer has around it."""

    def setUp(self) -> None:
        super().setUp()
        self.first: Answer | None = None
        self.behaviour = ""
        self.sessions = 0
        self.times: list[float] = []

    def page(self, arguments: dict[str, str]) -> Answer:
        return self.front.pass_on(urlencode(arguments))

    def rule(self, path: str, arguments: dict[str, str]) -> Answer | None:
        lists = arguments.get("verb") == "ListRecords"
        is_first = lists and "resumptionToken" not in arguments
        if lists:
            self.times.append(time.monotonic())
        if self.behaviour == "moved" and path == "/oai":
            return 301, {"Location": f"/new?{urlencode(arguments)}"}, b""
        if self.behaviour == "circle":
            return 302, {"Location": "/circle"}, b""
        if not lists or not self.behaviour:
            return None
        return self.behave(is_first, arguments)

    def behave(self, is_first: bool,
               arguments: dict[str, str]) -> Answer | None:
        status, headers, body = self.page(arguments)
        if self.behaviour == "session":
            if is_first:
                self.sessions += 1
                headers["Set-Cookie"] = \
                    f"JSESSIONID={self.sessions}; Path=/; HttpOnly"
            elif self.front.headers[-1].get("Cookie") \
                    != f"JSESSIONID={self.sessions}":
                body = body.replace(b"ListRecords", b"error")
        if self.behaviour.startswith("limit") and is_first:
            headers |= {"X-RateLimit-Remaining": "0",
                        "X-RateLimit-Reset": self.behaviour[6:]}
        if self.behaviour == "no-location":
            return 302, {}, b"nothing"
        if self.behaviour == "glued":
            return 302, {"Location": "http://127.0.0.1oai/x"}, b""
        packed = gzip.compress(body)
        if self.behaviour == "no-trailer":
            return status, headers | {"Content-Encoding": "gzip"}, packed[:-8]
        if self.behaviour == "unsaid":
            return status, headers, packed
        if self.behaviour == "untrue":
            return status, headers | {"Content-Encoding": "gzip"}, body
        return status, headers, body

    def test_a_session_is_kept_for_its_list(self) -> None:
        self.add_front()
        self.behaviour = "session"
        self.assertEqual(self.harvest()["records"], HAPLO)
        firsts = [heard for heard, (_, arguments)
                  in zip(self.front.headers, self.front.asked)
                  if "resumptionToken" not in arguments]
        self.assertFalse(any("Cookie" in heard for heard in firsts))
        self.harvest()
        self.assertEqual(self.sessions, 2)

    def test_a_limit_that_is_reached_is_waited_for(self) -> None:
        self.add_front()
        self.behaviour = "limit 2"
        self.assertEqual(self.harvest()["records"], HAPLO)
        self.assertGreater(self.times[1] - self.times[0], 1.9)
        self.behaviour = "limit 6"
        self.times.clear()
        self.assertEqual(self.harvest()["records"], HAPLO)
        self.assertGreater(self.times[1] - self.times[0], 5.9)
        # Longer than a person waits: it is put back.
        self.behaviour = "limit 86400"
        self.assertEqual(self.harvest(exits=PARTIAL)["records"], 40)
        self.assertIn("waits      until", self.sheaf("status").out)
        self.assertEqual(self.value(
            "SELECT round(extract(epoch FROM not_before - now()) / 600)"
            " FROM api.repository"), "6")

    def test_a_repository_that_has_moved_is_told(self) -> None:
        self.add_front()
        self.behaviour = "moved"
        for times in range(1, 5):
            self.assertEqual(self.harvest()["records"], HAPLO)
            self.assertEqual(self.value(
                "SELECT moved_to || ' ' || moved_times FROM api.repository"),
                f"{self.front.url('/new')} {times}")
            self.assertEqual("sheaf move a" in self.sheaf("status").out,
                             times >= 3)
            self.assertEqual(self.value(
                "SELECT count(*) FROM sheaf.event WHERE kind = 'moved'"),
                "1" if times >= 3 else "0")
        self.assertIn(self.front.url("/new"), self.value(
            "SELECT text FROM sheaf.event WHERE kind = 'moved'"))
        self.behaviour = ""
        self.harvest()
        self.assertNotIn("sheaf move", self.sheaf("status").out)
        self.assertEqual(self.value(
            "SELECT moved_to IS NULL AND moved_times = 0"
            " FROM api.repository"), "t")

    def test_redirects_that_lead_nowhere_are_told(self) -> None:
        self.add_front()
        for behaviour, words in (
                ("no-location", "does not say where to"),
                ("circle", "redirected more than 5 times"),
                ("glued", "a redirect led to it")):
            self.behaviour = behaviour
            self.front.asked.clear()
            with self.subTest(behaviour=behaviour):
                self.assertIn(words, str(self.harvest(FAILED)["reason"]))
                self.assertLess(len(self.front.asked), 7)

    def test_a_page_shows_by_itself_that_it_is_whole(self) -> None:
        self.add_front()
        for behaviour in ("no-trailer", "unsaid", "untrue"):
            self.behaviour = behaviour
            with self.subTest(behaviour=behaviour):
                self.assertEqual(self.harvest()["records"], HAPLO)

    def test_a_key_in_the_base_url_is_not_shown(self) -> None:
        url = self.front.url("/oai?apikey=" + ENCODED)
        said = self.sheaf("add", "a", url, "--allow-private", "--delay", "0",
                          "--prefix", "oai_dc", "--no-harvest").out
        self.harvest()
        self.assertEqual(self.front.asked[-1][1]["apikey"], SECRET)
        for words in (["status"], ["status", "a"], ["status", "--json"],
                      ["list"], ["list", "--json"], ["edit", "a", "--json"],
                      ["export", "a", "--format", "raw"]):
            said += self.sheaf(*words).out
        said += self.sheaf("add", "a", url, exits=FAILED).err
        said += self.sheaf("add", "b", url, "--allow-private", "--json").out
        self.front.rule = lambda *_: (404, {}, b"")
        said += self.sheaf("add", "c", url, "--allow-private",
                           exits=FAILED).err
        self.assertIn("apikey=***", said)
        for trace in TRACES:
            self.assertNotIn(trace, said)

    def test_what_is_not_verified_is_always_told(self) -> None:
        self.add_front("--no-verify-tls", "--user-agent", "Mozilla/5.0")
        self.assertIn("is not verified", self.sheaf("status").out)
        said = self.sheaf("harvest", "a").err
        self.assertEqual(self.front.headers[-1]["User-Agent"], "Mozilla/5.0")
        self.sheaf("edit", "a", "verify_tls=yes", "user_agent=")
        self.assertNotIn("is not verified", self.sheaf("status").out)
        self.harvest()
        self.assertIn("sheaf", self.front.headers[-1]["User-Agent"])
        self.assertNotIn("verified", said.replace("not verified", ""))


if __name__ == "__main__":
    unittest.main()
