#!/usr/bin/python3
"""The sample repository behind nginx: https, HTTP/2, packed answers.

Certificates are of an authority made for the test. It becomes known to Sheaf
as on any machine, in the bundle of the package ca-certificates; in a mount
namespace, so that no other program sees it there.
"""

import gzip
import os
import shutil
import signal
import subprocess
import sys
import unittest
from contextlib import ExitStack
from pathlib import Path
from socket import create_connection, socket
from typing import Any
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "system"))

from cluster import Cluster  # noqa: E402
from prepared import MODEL, prepared  # noqa: E402
from product import Sample, Sheaf, end, scratch, skip, wait_for  # noqa: E402

NGINX = Path("/usr/sbin/nginx")
OPENSSL = Path("/usr/bin/openssl")
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
HAPLO = 71
DONE, FAILED = 0, 1
WORKERS = 3  # one that harvests, two that normalise

CONFIGURATION = """
daemon off; master_process off; pid nginx.pid;
events {{ }}
http {{
    log_format short '$server_protocol $status $sent_http_content_encoding';
    access_log access.log short;
    client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3;
    uwsgi_temp_path t4; scgi_temp_path t5;
    gzip on; gzip_types text/xml; gzip_min_length 0; gzip_proxied any;
    ssl_certificate server.pem; ssl_certificate_key server.key;
    server {{
        listen 127.0.0.1:{http2} ssl http2;
        location / {{ proxy_pass http://127.0.0.1:{sample}; }}
    }}
    server {{
        listen 127.0.0.1:{http1} ssl;
        location / {{ proxy_pass http://127.0.0.1:{sample}; }}
        location ~ ^/(half|twice|members)/oai$ {{
            set $first_page $arg_verb$arg_resumptionToken;
            if ($first_page = ListRecords) {{
                rewrite ^/(.*)/oai$ /$1 last;
            }}
            proxy_pass http://127.0.0.1:{sample}/haplo/oai$is_args$args;
        }}
        location /closed/ {{
            auth_basic closed; auth_basic_user_file people;
            rewrite ^/closed/(.*)$ /$1 break;
            proxy_pass http://127.0.0.1:{sample};
        }}
        location ~ ^/(half|twice|members)$ {{
            root packed; default_type text/xml; gzip off;
            add_header Content-Encoding gzip;
        }}
    }}
}}
"""


def free_ports(count: int) -> list[int]:
    taken = [socket() for _ in range(count)]
    for one in taken:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in taken]
    for one in taken:
        one.close()
    return ports


class Nginx:
    """In front of the sample, and with answers of its own: of each first page
    the first half of the packed bytes, the page packed twice, and the page
    in two members of a gzip file."""

    def __init__(self, folder: Path, sample: Sample) -> None:
        self.folder = folder
        self.http2, self.http1 = free_ports(2)
        (folder / "packed").mkdir(parents=True)
        self._make_certificates()
        self._pack(sample)
        (folder / "people").write_text("me:{PLAIN}open sesame\n")
        (folder / "conf").write_text(CONFIGURATION.format(
            http2=self.http2, http1=self.http1, sample=sample.port))
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", str(NGINX), "-p", str(folder),
             "-e", "error.log", "-c", "conf"])
        wait_for("nginx to listen", self._listens)

    def _openssl(self, *words: str) -> None:
        subprocess.run([str(OPENSSL), *words], cwd=self.folder, check=True,
                       capture_output=True)

    def _make_certificates(self) -> None:
        new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
               "-nodes")
        for name in ("ca", "other"):
            self._openssl("req", "-x509", *new, "-subj", f"/CN={name}",
                          "-keyout", f"{name}.key", "-out", f"{name}.pem")
        self._openssl("req", *new, "-subj", "/CN=test", "-addext",
                      "subjectAltName=DNS:localhost", "-keyout", "server.key",
                      "-out", "server.csr")
        self._openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem",
                      "-CAkey", "ca.key", "-CAcreateserial",
                      "-copy_extensions", "copy", "-days", "2", "-out",
                      "server.pem")

    def _pack(self, sample: Sample) -> None:
        with urlopen(sample.url("haplo") + "?verb=ListRecords"
                     "&metadataPrefix=oai_dc") as answer:
            page = answer.read()
        packed = gzip.compress(page)
        for name, content in (
                ("half", packed[:len(packed) // 2]),
                ("twice", gzip.compress(packed)),
                ("members", gzip.compress(page[:999])
                 + gzip.compress(page[999:]))):
            (self.folder / "packed" / name).write_bytes(content)

    def _listens(self) -> bool:
        assert self.process.poll() is None, self.folder / "error.log"
        try:
            create_connection(("127.0.0.1", self.http2)).close()
        except OSError:
            return False
        return True

    def url(self, port: int, name: str) -> str:
        return f"https://localhost:{port}/{name}/oai"

    def answers(self) -> set[str]:
        """The kinds of answers so far, forgotten then: "HTTP/1.1 200 gzip"."""
        log = self.folder / "access.log"
        lines = set(log.read_text().splitlines())
        os.truncate(log, 0)
        return lines


def trusting(authorities: Path) -> list[str]:
    """Begins a command that knows these and no others."""
    namespace = ["unshare", "--mount"]
    if os.geteuid() != 0:
        namespace.append("--map-root-user")
    return [*namespace, "sh", "-c", f'mount --bind "$0" {BUNDLE} && exec "$@"',
            str(authorities)]


def can_trust() -> bool:
    return subprocess.run([*trusting(Path(BUNDLE)), "true"],
                          capture_output=True).returncode == 0


class NginxTest(unittest.TestCase):
    stack: ExitStack
    folder: Path
    cluster: Cluster
    nginx: Nginx
    sheaf: Sheaf

    @classmethod
    def setUpClass(cls) -> None:
        cls.stack = ExitStack()
        cls.addClassCleanup(cls.stack.close)
        cls.folder = cls.stack.enter_context(scratch())
        cls.cluster = cls.stack.enter_context(
            prepared(cls.folder / "cluster", {}))
        sample = cls.stack.enter_context(Sample(cls.folder))
        cls.nginx = Nginx(cls.folder / "nginx", sample)
        cls.stack.callback(end, cls.nginx.process)

    def setUp(self) -> None:
        self.database = self._testMethodName
        self.conninfo = self.cluster.create(self.database, MODEL)
        self.configuration = self.folder / "sheaf.conf"
        self.configuration.write_text("every = 1d\n")
        self.sheaf = self.trust(self.nginx.folder / "ca.pem")

    def trust(self, authorities: Path) -> Sheaf:
        return Sheaf(self.conninfo, self.configuration,
                     trusting(authorities))

    def add(self, name: str, port: int) -> None:
        self.sheaf.run("add", name, self.nginx.url(port, name), "--prefix",
                       "oai_dc", "--allow-private", "--delay", "0",
                       "--no-harvest")

    def harvest(self, name: str, exits: int = DONE) -> dict[str, Any]:
        self.nginx.answers()
        return self.sheaf.harvest(name, "--full", exits=(exits,))

    def check_whole(self, said: dict[str, Any]) -> None:
        self.assertEqual((said["verdict"], said["records"]),
                         ("complete", HAPLO))

    def test_http2_is_spoken_where_it_is_set(self) -> None:
        self.add("haplo", self.nginx.http2)
        self.check_whole(self.harvest("haplo"))
        self.assertEqual(self.nginx.answers(), {"HTTP/1.1 200 gzip"})
        self.sheaf.run("edit", "haplo", "http2=yes")
        self.check_whole(self.harvest("haplo"))
        self.assertEqual(self.nginx.answers(), {"HTTP/2.0 200 gzip"})
        self.sheaf.run("edit", "haplo", "compression=no")
        self.check_whole(self.harvest("haplo"))
        self.assertEqual(self.nginx.answers(), {"HTTP/2.0 200 -"})
        self.sheaf.run("sets", "haplo")
        self.assertEqual(self.nginx.answers(), {"HTTP/2.0 200 -"})

    def test_http2_that_is_set_and_not_spoken_does_no_harm(self) -> None:
        self.add("haplo", self.nginx.http1)
        self.sheaf.run("edit", "haplo", "http2=yes")
        self.check_whole(self.harvest("haplo"))
        self.assertEqual(self.nginx.answers(), {"HTTP/1.1 200 gzip"})

    def test_a_page_that_is_packed_wrongly_ends_no_list(self) -> None:
        for name, words in (
                ("half", "ends in the middle"),
                ("twice", "not XML")):
            with self.subTest(name=name):
                self.add(name, self.nginx.http1)
                said = self.harvest(name, exits=FAILED)
                self.assertEqual(said["verdict"], "failed")
                self.assertIn(words, said["reason"])

    def test_a_page_in_two_members_is_read_through(self) -> None:
        self.add("members", self.nginx.http1)
        self.check_whole(self.harvest("members"))

    def test_an_authority_is_known_after_a_reload(self) -> None:
        """As update-ca-certificates and systemctl reload do it."""
        authorities = self.folder / "authorities"
        shutil.copyfile(self.nginx.folder / "other.pem", authorities)
        self.add("haplo", self.nginx.http1)
        self.sheaf = self.trust(authorities)
        with (self.folder / "log").open("ab") as log:
            daemon = self.sheaf.start("daemon", output=log, errors=log)
        self.addCleanup(end, daemon)
        wait_for("the workers", lambda: len(self.workers()) == WORKERS)
        said = self.harvest("haplo", exits=FAILED)
        self.assertIn("update-ca-certificates", said["reason"])
        shutil.copyfile(self.nginx.folder / "ca.pem", authorities)
        before = self.workers()
        daemon.send_signal(signal.SIGHUP)
        wait_for("new workers", lambda: len(self.workers() - before)
                 == WORKERS)
        self.check_whole(self.harvest("haplo"))

    def test_an_authority_may_be_one_repository_s_own(self) -> None:
        """On a machine that knows it not."""
        self.sheaf = Sheaf(self.conninfo, self.configuration)
        url = self.nginx.url(self.nginx.http1, "haplo")
        words = ("--prefix", "oai_dc", "--allow-private", "--delay", "0",
                 "--no-harvest")
        self.sheaf.run("add", "plain", url, *words, exits=(FAILED,))
        self.sheaf.run("add", "other", url, *words, "--ca-file",
                       str(self.nginx.folder / "other.pem"), exits=(FAILED,))
        self.sheaf.run("add", "own", url, *words, "--ca-file",
                       str(self.nginx.folder / "ca.pem"))
        self.check_whole(self.harvest("own"))
        self.sheaf.run("edit", "own", "ca_file=")
        self.assertIn("ca_file", self.harvest("own", FAILED)["reason"])

    def test_who_is_not_verified_is_one_repository_and_told(self) -> None:
        url = self.nginx.url(self.nginx.http1, "haplo")
        words = ("--prefix", "oai_dc", "--allow-private", "--delay", "0",
                 "--no-harvest")
        self.sheaf.run("add", "verified", url, *words)
        self.sheaf = Sheaf(self.conninfo, self.configuration)
        self.sheaf.run("add", "open", url, *words, "--no-verify-tls")
        self.check_whole(self.harvest("open"))
        # In one process, one behind the other, at the same host.
        said = self.sheaf.run("harvest", "open", "verified", "--full",
                              "--json", exits=(3,)).splitlines()
        self.assertIn('"complete"', said[0])
        self.assertIn("authority that is not known", said[1])
        self.assertIn("is not verified", self.sheaf.run("status", "open"))
        self.assertNotIn("is not verified",
                         self.sheaf.run("status", "verified"))
        log = self.folder / "log-of-the-open"
        with log.open("ab") as output:
            daemon = self.sheaf.start("daemon", output=output, errors=output)
        self.addCleanup(end, daemon)
        wait_for("the workers", lambda: len(self.workers()) == WORKERS)
        self.harvest("open")
        wait_for("the log", lambda: "not verified: verify_tls=no"
                 in log.read_text())

    def test_credentials_go_by_https_alone(self) -> None:
        secret = self.folder / "secret"
        secret.touch(0o600)
        secret.write_text("basic me:open sesame\n")
        self.sheaf.run("add", "closed",
                       self.nginx.url(self.nginx.http1, "closed/haplo"),
                       "--prefix", "oai_dc", "--allow-private", "--delay",
                       "0", "--no-harvest", "--credentials", str(secret))
        self.check_whole(self.harvest("closed"))
        self.sheaf.run("edit", "closed", "verify_tls=no")
        self.assertIn("server that is not verified",
                      self.harvest("closed", FAILED)["reason"])
        self.sheaf.run("edit", "closed", "verify_tls=yes")
        secret.write_text("basic me:open barley\n")
        self.assertIn("HTTP 401", self.harvest("closed", FAILED)["reason"])

    def workers(self) -> set[str]:
        return {row[0] for row in self.cluster.query(
            self.database, "SELECT pid FROM sheaf.worker")}


if __name__ == "__main__":
    if not NGINX.exists() or not OPENSSL.exists():
        skip("nginx or openssl is not installed")
    if not can_trust():
        skip("no mount namespace of our own is allowed here")
    unittest.main(verbosity=2)
