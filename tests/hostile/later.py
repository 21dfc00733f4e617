"""H9, F5, F11: what begins well. Lists without an end, lists that break, and
what is asked for then: date windows, headers, single records."""

from typing import Callable

from case import add
from wire import (DECLARATION, GOOD, OPEN, Asked, Body, Reply, good,
                  header_of, http, listed, numbered, record, records, token,
                  whole, xml)

READ = "complete ended"
HEADER = (b"<header><identifier>oai:x:%d</identifier><datestamp>2024-01-01T"
          b"00:00:00Z</datestamp></header>")


def envelope(verb: str, *inside: bytes) -> Body:
    name = verb.encode()
    return [DECLARATION + OPEN.replace(b"ListRecords", name)
            + b"<%s>" % name, *inside, b"</%s></OAI-PMH>" % name]


def error(code: str) -> Reply:
    return xml([DECLARATION + OPEN + b'<error code="%s">x</error></OAI-PMH>'
                % code.encode()])


def page_number(asked: Asked) -> int:
    digits = asked.token.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 1


def fill_endless() -> None:
    def with_token(make: Callable[[int], tuple[bytes, bytes]]) \
            -> Callable[[Asked], Reply]:
        def answer(asked: Asked) -> Reply:
            inside, following = make(page_number(asked))
            return good(envelope("ListRecords", inside, token(following)))
        return answer

    add("H9-tokens-empty", "tokens without an end, and no records",
        with_token(lambda n: (b"", b"t-%d" % (n + 1))), "partial protocol")
    add("H9-tokens-same", "one token and one page for ever",
        with_token(lambda n: (GOOD, b"t-2")), "partial protocol", 1)
    add("H9-tokens-cycle", "50 pages, again and again",
        with_token(lambda n: (records(n % 50, 1), b"t-%d" % (n % 50 + 1))),
        "partial protocol", 50)
    add("H9-tokens-new", "new tokens without an end, and one page",
        with_token(lambda n: (GOOD, b"t-%d" % (n + 1))),
        "partial protocol", 1)
    add("H9-tokens-new-two", "new tokens without an end, and two pages",
        with_token(lambda n: (records(n % 2, 1), b"t-%d" % (n + 1))),
        "partial protocol", 2)
    add("H9-tokens-rejects", "new tokens without an end, and records without"
        " a name", with_token(lambda n: (b"<record/>", b"t-%d" % (n + 1))),
        "partial protocol")
    add("H9-tokens-long", "300 pages, each with a token of 60 KB",
        with_token(lambda n: (records(n, 1), b"" if n == 300 else
                              b"x" * 60000 + b"-%d" % (n + 1))), READ, 300)
    add("H9-sizes", "a completeListSize that doubles with every page",
        lambda asked: good(envelope(
            "ListRecords", records(page_number(asked), 1),
            b"" if page_number(asked) == 30 else token(
                b"t-%d" % (page_number(asked) + 1),
                b' completeListSize="%d"' % (1 << page_number(asked))))),
        "partial protocol", 30)


# What comes in place of the second page, and of everything after it.
TROUBLES: dict[str, tuple[str, Callable[[], Reply]]] = {
    "cut": ("half of a page", lambda: xml(whole(listed(GOOD))[:-40])),
    "doctype": ("an entity bomb", lambda: xml(listed(
        GOOD, before=b'<!DOCTYPE a [<!ENTITY e "x">]>'))),
    "deep": ("a million elements in each other",
             lambda: xml(listed((b"<a>", 1000000)))),
    "html": ("a page for people", lambda: http(
        b"<!DOCTYPE html><html></html>")),
    "nothing": ("nothing", lambda: http(b"")),
    "reset": ("a reset", lambda: Reply([], "reset")),
    "500": ("HTTP 500", lambda: http(b"", "500 x")),
    "404": ("HTTP 404", lambda: http(b"", "404 x")),
    "413": ("HTTP 413", lambda: http(b"", "413 x")),
    "403": ("HTTP 403", lambda: http(b"", "403 x")),
    "429": ("HTTP 429", lambda: http(b"", "429 x")),
    "429-now": ("HTTP 429, to be asked again at once", lambda: http(
        b"", "429 x", (b"Retry-After: 0",))),
    "503-past": ("HTTP 503, until long ago", lambda: http(
        b"", "503 x", (b"Retry-After: Thu, 01 Jan 1970 00:00:00 GMT",))),
    "token": ("badResumptionToken", lambda: error("badResumptionToken")),
    "argument": ("badArgument", lambda: error("badArgument")),
    "unknown": ("an error of its own", lambda: error("outOfCoffee")),
    "wrong-verb": ("another verb's answer", lambda: xml(envelope("Identify"))),
    "packed": ("what cannot be unpacked", lambda: http(
        b"\x1f\x8bnonsense", headers=(b"Content-Encoding: gzip",))),
    "redirect": ("a redirect to a file", lambda: Reply([header_of("302 x", [
        b"Location: file:///etc/passwd", b"Content-Length: 0"])])),
}


def fill_troubles() -> None:
    first = listed(records(1, 3), token(b"t-2"))

    def always_after(trouble: Callable[[], Reply]) \
            -> Callable[[Asked], Reply]:
        return lambda asked: good(first) if asked.number == 1 else trouble()

    def every_page_but_first(trouble: Callable[[], Reply]) \
            -> Callable[[Asked], Reply]:
        def answer(asked: Asked) -> Reply:
            if asked.verb == "Identify":
                return good(envelope("Identify"))
            return good(first) if asked.verb == "ListRecords" \
                and not asked.token else trouble()
        return answer

    def at_random(trouble: Callable[[], Reply]) -> Callable[[Asked], Reply]:
        return lambda asked: good(first) if asked.number % 3 == 1 \
            and not asked.token else trouble()

    for name, (line, trouble) in TROUBLES.items():
        add(f"F5-{name}", f"a page, and then {line} for ever",
            always_after(trouble), "partial", 3)
        add(f"F5-{name}-pages", f"{line} in place of every second page",
            every_page_but_first(trouble), "partial", 3)
        add(f"F5-{name}-thirds", f"{line} now and then",
            at_random(trouble), "partial", 3)


def fill_windows() -> None:
    """Lists that have to be cut."""
    def large(asked: Asked) -> Reply:
        return good(listed(records(1, 3), token(
            b"t-2", b' completeListSize="999999999"')))

    add("F11-windows", "every window says that it is as large as all",
        large, "partial protocol|failed protocol", 3)
    add("F11-too-large", "HTTP 413, whatever is asked",
        lambda asked: http(b"", "413 x"), "failed too-large")

    def headers(inside: Callable[[], Body]) -> Callable[[Asked], Reply]:
        """Nothing but headers can be had."""
        def answer(asked: Asked) -> Reply:
            if asked.verb == "ListIdentifiers":
                return xml([*envelope("ListIdentifiers")[:1], *inside(),
                            *envelope("ListIdentifiers")[1:]])
            if asked.verb == "ListRecords" and asked.number > 1:
                return http(b"", "413 x")
            if asked.verb == "ListRecords":
                return good(listed(records(1, 3), token(b"t-2")))
            reply = error("idDoesNotExist")
            reply.is_hostile = False  # of a record, and to the point
            return reply
        return answer

    kinds: dict[str, tuple[str, Callable[[], Body]]] = {
        "many": ("20,000 headers", lambda: [numbered(HEADER, 20000)]),
        "flood": ("100,001 headers", lambda: [numbered(HEADER, 100001)]),
        "records": ("records instead", lambda: [GOOD]),
        "doctype": ("a DOCTYPE inside", lambda: [b"<!DOCTYPE a>"]),
    }
    for name, (line, inside) in kinds.items():
        add(f"F11-headers-{name}", f"nothing but {line}", headers(inside),
            "partial", 3, is_long=name in ("many", "flood"))


def fill_singles() -> None:
    """A record waits in quarantine, and is asked for the next day."""
    broken = record(b"oai:x:1", b"<a></b>")

    def then(reply: Callable[[], Reply]) -> Callable[[Asked], Reply]:
        def answer(asked: Asked) -> Reply:
            if asked.verb == "GetRecord":
                return reply()
            if "from" in asked.arguments:
                return good(listed(GOOD))
            return good(listed(broken, GOOD))
        return answer

    def get(*inside: bytes) -> Callable[[], Reply]:
        return lambda: xml(envelope("GetRecord", *inside))

    kinds: dict[str, tuple[str, Callable[[], Reply], int]] = {
        "good": ("the record", get(record(b"oai:x:1")), 2),
        "other": ("another record", get(record(b"oai:x:3")), 1),
        "broken": ("the same again", get(broken), 1),
        "nothing": ("nothing", get(), 1),
        "both": ("it and 1,000 others", get(records(1, 1000)), 1001),
        "flood": ("100,001 others", lambda: xml(
            envelope("GetRecord")[:1] + [numbered(record(b"oai:x:%d"),
                                                  100001)]
            + envelope("GetRecord")[1:]), 100001),
        "large": ("a record of 40 MB", lambda: xml(listed(
            b"<record><header><identifier>oai:x:1</identifier></header>"
            b"<metadata><a>", (b"0123456789", 4000000),
            b"</a></metadata></record>")), 1),
        "token": ("the record, and a token",
                  get(record(b"oai:x:1"), token(b"t")), 2),
        "deleted": ("that it is deleted", get(record(b"oai:x:1").replace(
            b"<header>", b'<header status="deleted">')), 1),
        "error": ("idDoesNotExist", lambda: error("idDoesNotExist"), 1),
        "cut": ("half of it", lambda: xml(
            whole(envelope("GetRecord", record(b"oai:x:1")))[:-30]), 1),
        "500": ("HTTP 500", lambda: http(b"", "500 x"), 1),
        "503": ("HTTP 503", lambda: http(
            b"", "503 x", (b"Retry-After: 1",)), 1),
        "403": ("HTTP 403", lambda: http(b"", "403 x"), 1),
    }
    for name, (line, reply, count) in kinds.items():
        add(f"X18-single-{name}", f"asked for a single record it answers with"
            f" {line}", then(reply), READ, count, harvests=2)


def fill() -> None:
    fill_endless()
    fill_troubles()
    fill_windows()
    fill_singles()
