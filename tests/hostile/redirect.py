"""H1, H9, H14: redirects to where nobody should go, or without an end."""

from case import add, raw
from wire import GOOD, Asked, Reply, header_of, listed, whole, xml

BROKEN = "failed network"
BAD = "failed malformed"
REFUSED = "failed refused"
PAGE = whole(listed(GOOD))


def redirect(location: bytes, status: str = "302 Found", *more: bytes) \
        -> Reply:
    return Reply([header_of(status, [b"Location: " + location, *more,
                                     b"Content-Length: 0"])])


SCHEMES = ("file", "ftp", "ftps", "gopher", "dict", "ldap", "ldaps", "smb",
           "smtp", "imap", "pop3", "rtsp", "rtmp", "scp", "sftp", "telnet",
           "tftp", "mqtt", "ws", "wss", "javascript", "data", "about", "jar",
           "netdoc", "view-source", "x")

PLACES: dict[str, tuple[str, bytes]] = {
    "user": ("with user information", b"http://u:p@127.0.0.1:%d/x"),
    "user-host": ("with another host as a user",
                  b"http://127.0.0.1:%d@127.0.0.1:1/"),
    "port-0": ("to port 0", b"http://127.0.0.1:0/"),
    "port-99999": ("to port 99999", b"http://127.0.0.1:99999/"),
    "port-text": ("to a port that is text", b"http://127.0.0.1:http/"),
    "no-host": ("without a host", b"http:///x"),
    "blank": ("with a blank in its host", b"http://127.0.0.1 .example/"),
    "nul": ("with NUL in it", b"http://127.0.0.1\0.example/"),
    "crlf": ("with a line's end encoded",
             b"http://127.0.0.1:1/%0d%0aHost:%20evil"),
    "escape": ("with an escape sequence", b"http://\x1b[31m/"),
    "brackets": ("with brackets", b"http://[::1/"),
    "zone": ("with a zone", b"http://[fe80::1%25eth0]:1/"),
    "long": ("of 60 KB", b"http://127.0.0.1:1/" + b"x" * 60000),
    "long-host": ("with a host of 60 KB", b"http://" + b"x" * 60000 + b"/"),
    "dots": ("with a host of dots", b"http://......../"),
    "backslash": ("with backslashes", b"http:\\\\127.0.0.1:1\\x"),
    "tab": ("with a tab in its scheme", b"ht\ttp://127.0.0.1:1/"),
    "idn": ("with a host that looks like another",
            "http://еxample.invalid:1/".encode()),
    "format": ("that is a format", b"http://%s%n%x/"),
    "closed": ("to a port where nobody is", b"http://127.0.0.1:1/"),
    "number": ("to a host that is a number", b"http://2130706433:1/"),
    "octal": ("to an octal one", b"http://0177.0.0.1:1/"),
    "mapped": ("to a mapped one", b"http://[::ffff:127.0.0.1]:1/"),
    "fragment": ("with nothing but a fragment", b"#x"),
}


def fill_endless() -> None:
    def onward(asked: Asked) -> Reply:
        return redirect(b"/oai/%d?verb=ListRecords&metadataPrefix=oai_dc"
                        % asked.number)

    def around(asked: Asked) -> Reply:
        return redirect(b"/oai?verb=ListRecords&metadataPrefix=oai_dc")

    def grows(asked: Asked) -> Reply:
        return redirect(asked.target.encode() + b"x" * 1000)

    def several(count: int) -> object:
        def answer(asked: Asked) -> Reply:
            if asked.number > count:
                return xml(listed(GOOD))
            reply = redirect(b"/oai/%d" % asked.number)
            reply.is_hostile = False
            return reply
        return answer

    for name, line, answer in (("onward", "onward for ever", onward),
                               ("around", "to itself", around),
                               ("grows", "to a URL that grows", grows)):
        add(f"H9-redirect-{name}", f"redirects {line}", calm(answer), BROKEN)
    add("H9-redirect-5", "5 redirects, then the page", several(5),
        "complete ended", 1)
    add("H9-redirect-6", "6 redirects, then the page", several(6), BROKEN)


def calm(answer: object) -> object:
    """Its hops belong to one request."""
    def calmly(asked: Asked) -> Reply:
        reply = answer(asked)  # type: ignore[operator]
        reply.is_hostile = False
        return reply
    return calmly


def fill(canary: int) -> None:
    for scheme in SCHEMES:
        add(f"H1-{scheme}", f"a redirect to {scheme}:", lambda asked,
            to=b"%s://127.0.0.1:%d/x" % (scheme.encode(), canary):
            redirect(to), REFUSED)
    for name, (line, location) in PLACES.items():
        to = location.replace(b"%d", b"%d" % canary)
        add(f"H14-{name}", f"a redirect {line}",
            calm(lambda asked, to=to: redirect(to)),
            f"{BROKEN}|{REFUSED}|failed gone")
    for status in (300, 301, 303, 304, 307, 308):
        raw(f"H9-nowhere-{status}", f"HTTP {status} without a Location",
            header_of(f"{status} x", [b"Content-Length: 0"]), BAD)
    add("H9-two", "two Locations", lambda asked: redirect(
        b"file:///etc/passwd", "302 x", b"Location: http://127.0.0.1:1/"),
        f"{BROKEN}|{REFUSED}")
    add("H9-empty", "an empty Location", lambda asked: redirect(b""),
        f"{BAD}|{BROKEN}")
    raw("H9-body", "a redirect with a page in it", header_of("302 x", [
        b"Location: http://127.0.0.1:1/",
        b"Content-Length: %d" % len(PAGE)]) + PAGE, BROKEN)
    fill_endless()
