"""H8, H10: status lines and headers that are none, or too many."""

from case import answered, raw
from wire import GOOD, Body, Part, header_of, listed, numbered, whole

BROKEN = "failed network"
BAD = "failed malformed"
LARGE = "failed too-large"
READ = "complete ended"
PAGE = whole(listed(GOOD))
FIELDS = b"Content-Type: text/xml\r\nContent-Length: %d\r\n" % len(PAGE)
REST = FIELDS + b"\r\n" + PAGE

STATUS_LINES: dict[str, tuple[str, bytes, str, int]] = {
    "0.9": ("HTTP/0.9: no header at all", PAGE, BROKEN, 0),
    "0.9-text": ("a sentence and nothing else", b"hello", BROKEN, 0),
    "1.0": ("HTTP/1.0", b"HTTP/1.0 200 OK\r\n" + REST, READ, 1),
    "9.9": ("HTTP/9.9", b"HTTP/9.9 200 OK\r\n" + REST, BROKEN, 0),
    "2": ("HTTP/2 in clear text", b"HTTP/2 200\r\n" + REST, READ, 1),
    "2-frames": ("frames of HTTP/2", b"\0\0\x12\x04\0\0\0\0\0" + b"\0" * 18,
                 BROKEN, 0),
    "icy": ("ICY", b"ICY 200 OK\r\n" + REST, BROKEN, 0),
    "ssh": ("SSH", b"SSH-2.0-OpenSSH_9.2\r\n", BROKEN, 0),
    "smtp": ("SMTP", b"220 mail.example.org ESMTP\r\n", BROKEN, 0),
    "ftp": ("FTP", b"220 ProFTPD\r\n", BROKEN, 0),
    "tls": ("an alert of TLS", b"\x15\x03\x01\0\x02\x02\x0a", BROKEN, 0),
    "lower": ("in lower case", b"http/1.1 200 ok\r\n" + REST, READ, 1),
    "no-status": ("without a status", b"HTTP/1.1\r\n" + REST, BROKEN, 0),
    "status-text": ("with a status that is text",
                    b"HTTP/1.1 abc OK\r\n" + REST, BROKEN, 0),
    "status-4": ("with four digits", b"HTTP/1.1 2000 OK\r\n" + REST,
                 BROKEN, 0),
    "status-2": ("with two digits", b"HTTP/1.1 20 OK\r\n" + REST, BROKEN, 0),
    "status-negative": ("with a negative status",
                        b"HTTP/1.1 -20 OK\r\n" + REST, BROKEN, 0),
    "status-0": ("with status 000", b"HTTP/1.1 000 OK\r\n" + REST,
                 BROKEN, 0),
    "status-huge": ("with a status of 10,000 digits",
                    b"HTTP/1.1 " + b"2" * 10000 + b" OK\r\n" + REST,
                    BROKEN, 0),
    "reason-none": ("without a reason", b"HTTP/1.1 200\r\n" + REST, READ, 1),
    "reason-long": ("with a reason of 60 KB", b"HTTP/1.1 200 "
                    + b"x" * 60000 + b"\r\n" + REST, READ, 1),
    "reason-longer": ("with a reason of a megabyte", b"HTTP/1.1 200 "
                      + b"x" * 1000000 + b"\r\n" + REST, LARGE, 0),
    "reason-escape": ("with an escape sequence as its reason",
                      b"HTTP/1.1 500 \x1b[2J\x9b31m%s%n\r\n\r\n", BROKEN, 0),
    "endless": ("that never ends", b"HTTP/1.1 200 OK" + b"x" * 400000,
                LARGE, 0),
    "lf": ("with bare line feeds", b"HTTP/1.1 200 OK\n"
           + FIELDS.replace(b"\r", b"") + b"\n" + PAGE, READ, 1),
    "cr": ("with bare carriage returns", b"HTTP/1.1 200 OK\r"
           + FIELDS.replace(b"\n", b"") + b"\r" + PAGE, BROKEN, 0),
    "blank": ("behind blank lines", b"\r\n\r\nHTTP/1.1 200 OK\r\n" + REST,
              BROKEN, 0),
    "rubbish": ("behind a notice", b"<b>Notice</b>\r\nHTTP/1.1 200 OK\r\n"
                + REST, BROKEN, 0),
    "nul": ("with NUL in it", b"HTTP/1.1 200 O\0K\r\n" + REST, BROKEN, 0),
    "nothing": ("that does not come", b"", BROKEN, 0),
    "byte": ("of one byte", b"H", BROKEN, 0),
    "half": ("cut off in its header", b"HTTP/1.1 200 OK\r\nContent-T",
             BROKEN, 0),
    "no-end": ("whose header does not end", b"HTTP/1.1 200 OK\r\n" + FIELDS,
               BROKEN, 0),
}

# Lines of a header that are otherwise in order; the page is there.
LINES: dict[str, tuple[str, bytes, str, int]] = {
    "no-colon": ("a line without a colon", b"nonsense", BROKEN, 0),
    "empty-name": ("a line without a name", b": x", READ, 1),
    "blank-name": ("a name with a blank", b"X Y : z", READ, 1),
    "folded": ("a line that goes on", b"X-A: b\r\n c\r\n\td", READ, 1),
    "folded-type": ("a Content-Type on three lines",
                    b"Content-Type:\r\n text/\r\n xml", READ, 1),
    "nul": ("NUL", b"X-A: a\0b", BROKEN, 0),
    "escape": ("an escape sequence", b"X-A: \x1b[31m", READ, 1),
    "high": ("bytes above 127", b"X-\xff\xfe: \x80\x9b", READ, 1),
    "cr": ("a bare carriage return", b"X-A: a\rSet-Cookie: b=c", READ, 1),
    "64k": ("a line of 60 KB", b"X-A: " + b"x" * 60000, READ, 1),
    "65k": ("a line of 66 KB", b"X-A: " + b"x" * 66000, LARGE, 0),
    "name": ("a name of 66 KB", b"x" * 66000 + b": y", LARGE, 0),
    "many": ("10,000 lines", b"\r\n".join(b"X-%d: y" % n
                                          for n in range(10000)), LARGE, 0),
    "same": ("500 lines of one name", b"\r\n".join([b"X-A: b"] * 500), READ,
             1),
    "cookies": ("1,000 cookies", b"\r\n".join(
        b"Set-Cookie: c%d=x" % n for n in range(1000)), READ, 1),
    "cookie-long": ("a cookie of 60 KB",
                    b"Set-Cookie: a=" + b"x" * 60000, READ, 1),
    "cookie-odd": ("a cookie of controls",
                   b"Set-Cookie: \x01\x02=\x7f; path=\x1b; domain=.",
                   READ, 1),
    "cookie-domain": ("a cookie for everybody",
                      b"Set-Cookie: a=b; Domain=com; Path=/", READ, 1),
    "location": ("a Location beside a page",
                 b"Location: http://127.0.0.1:1/", READ, 1),
    "refresh": ("a Refresh", b"Refresh: 0; url=http://127.0.0.1:1/", READ, 1),
    "link": ("Link and Alt-Svc", b'Link: <http://127.0.0.1:1/>; rel=preload'
             b'\r\nAlt-Svc: h2="127.0.0.1:1"', READ, 1),
    "hsts": ("Strict-Transport-Security",
             b"Strict-Transport-Security: max-age=99999999999999999999",
             READ, 1),
    "upgrade": ("an Upgrade", b"Upgrade: h2c\r\nConnection: upgrade", READ,
                1),
    "keep-alive": ("a Keep-Alive of ages",
                   b"Keep-Alive: timeout=99999999999999999999, max=-1", READ,
                   1),
    "date": ("a Date of nonsense", b"Date: 99999999999999", READ, 1),
    "rate": ("limits of rate that are none", b"RateLimit-Remaining: 0\r\n"
             b"RateLimit-Reset: 99999999999999999999", READ, 1),
    "rate-negative": ("negative ones", b"X-RateLimit-Remaining: -1\r\n"
                      b"X-RateLimit-Reset: -99999", READ, 1),
    "range": ("a Content-Range", b"Content-Range: bytes 0-1/2", READ, 1),
}

RETRIES = (b"-1", b"99999999999999999999", b"soon", b"", b"1e9",
           b"Wed, 99 Xyz 99999 99:99:99 GMT", b"Fri, 31 Dec 9999 23:59:59 GMT",
           b"%d%n", b"\xff\xfe", b"120, 120", b"60;x=y", b"0x10",
           b"Thu, 01 Jan 1970 00:00:00 GMT")


def fill_interim() -> None:
    """H10: answers before the answer."""
    def flood(line: bytes, times: int) -> Body:
        return [(line + b"\r\n\r\n", times), b"HTTP/1.1 200 OK\r\n" + REST]

    for status in (b"100 Continue", b"102 Processing", b"103 Early Hints",
                   b"199 x"):
        name = status[:3].decode()
        raw(f"H10-{name}", f"100 times {name}",
            flood(b"HTTP/1.1 " + status, 100), READ, 1)
        raw(f"H10-{name}-flood", f"a million times {name}",
            flood(b"HTTP/1.1 " + status, 1000000), LARGE)
    raw("H10-101", "101 Switching Protocols",
        b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\n\r\n" + b"\x81\x05hello", BROKEN)
    raw("H10-103-headers", "hints of 60 KB each", flood(
        b"HTTP/1.1 103 x\r\nLink: <" + b"x" * 60000 + b">", 100), LARGE)
    raw("H10-100-only", "100 Continue, and nothing",
        b"HTTP/1.1 100 Continue\r\n\r\n", BROKEN)


def fill_bombs() -> None:
    def bomb(*lines: Part) -> Body:
        return [b"HTTP/1.1 200 OK\r\n", *lines, b"\r\n\r\n", PAGE]

    raw("H8-line-5m", "a line of 5 MB", bomb(b"X: ", (b"x", 5000000)), LARGE)
    raw("H8-lines-200000", "200,000 lines",
        bomb(numbered(b"X-%d: y\r\n", 200000)), LARGE)
    raw("H8-lines-empty", "a million lines of a colon",
        bomb((b":\r\n", 1000000)), LARGE)
    raw("H8-folded", "a line that goes on a million times",
        bomb(b"X: y\r\n", (b" z\r\n", 1000000)), LARGE)
    raw("H8-cookies", "100,000 cookies",
        bomb(numbered(b"Set-Cookie: c%d=x\r\n", 100000)), LARGE)


def fill_statuses() -> None:
    """Every status, with nothing, and with a good page."""
    verdicts = {401: "failed blocked", 403: "failed blocked",
                451: "failed blocked", 404: "failed gone", 410: "failed gone",
                413: LARGE, 429: "failed busy", 503: "failed busy",
                407: BAD}
    for status in (201, 202, 204, 205, 206, 207, 226, 299, 300, 304, 305, 306,
                   308, 399, 400, 401, 402, 403, 404, 405, 406, 407, 408, 410,
                   411, 412, 413, 414, 415, 416, 417, 418, 421, 426, 428, 429,
                   431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 509, 511,
                   520, 599, 600, 777, 999):
        wants = verdicts.get(status, BROKEN if status >= 500 else BAD)
        answered(f"H6-status-{status}", f"HTTP {status} and nothing", b"",
                 wants, status=f"{status} x")


def fill() -> None:
    for name, (line, bytes, wants, count) in STATUS_LINES.items():
        raw(f"H10-line-{name}", f"an answer {line}", bytes, wants, count)
    for name, (line, bytes, wants, count) in LINES.items():
        raw(f"H8-header-{name}", f"a header with {line}", header_of(
            "200 OK", [bytes, FIELDS.strip()]) + PAGE, wants, count)
    for number, text in enumerate(RETRIES):
        raw(f"H8-retry-{number}", f"HTTP 503, Retry-After: {text!r}",
            header_of("503 x", [b"Retry-After: " + text,
                                b"Content-Length: 0"]), "failed busy")
    fill_interim()
    fill_bombs()
    fill_statuses()
