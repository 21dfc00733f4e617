"""H6: how long a body is, by several accounts."""

from case import add, raw
from wire import (END, GOOD, Asked, Body, Reply, header_of, listed, record,
                  token, whole)

BROKEN = "failed network"
BAD = "failed malformed"
LARGE = "failed too-large"
READ = "complete ended"
PAGE = whole(listed(GOOD))
SIZE = b"Content-Length: %d" % len(PAGE)
CHUNKED = b"Transfer-Encoding: chunked"


def chunk(bytes: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(bytes), bytes)


ALL = chunk(PAGE) + b"0\r\n\r\n"

# Lines of the header, the body, what becomes of it.
BODIES: dict[str, tuple[str, tuple[bytes, ...], Body, str, int]] = {
    "length-twice": ("the right Content-Length twice", (SIZE, SIZE), [PAGE],
                     READ, 1),
    "length-two": ("two that differ", (SIZE, b"Content-Length: 5"), [PAGE],
                   BAD, 0),
    "length-list": ("a list of two", (b"Content-Length: %d, %d"
                                      % (len(PAGE), len(PAGE)),), [PAGE],
                    READ, 1),
    "length-short": ("a Content-Length that is short",
                     (b"Content-Length: 50",), [PAGE], BAD, 0),
    "length-long": ("one that is long", (b"Content-Length: 99999",), [PAGE],
                    BROKEN, 0),
    "length-zero": ("one of 0", (b"Content-Length: 0",), [PAGE], BAD, 0),
    "length-negative": ("a negative one", (b"Content-Length: -1",), [PAGE],
                        BROKEN, 0),
    "length-plus": ("one with a plus", (b"Content-Length: +%d" % len(PAGE),),
                    [PAGE], READ, 1),
    "length-hexadecimal": ("a hexadecimal one", (b"Content-Length: 0x50",),
                           [PAGE], BAD, 0),
    "length-text": ("one that is text", (b"Content-Length: many",), [PAGE],
                    BROKEN, 0),
    "length-empty": ("an empty one", (b"Content-Length:",), [PAGE], BROKEN,
                     0),
    "length-huge": ("one of 2^63", (b"Content-Length: 9223372036854775808",),
                    [PAGE], LARGE, 0),
    "length-huger": ("one of 30 digits", (b"Content-Length: " + b"9" * 30,),
                     [PAGE], LARGE, 0),
    "length-300m": ("one of 300 MB", (b"Content-Length: 314572800",), [PAGE],
                    LARGE, 0),
    "length-wrap": ("one that is right in 32 bits", (
        b"Content-Length: %d" % ((1 << 32) + len(PAGE)),), [PAGE], LARGE, 0),
    "length-blank": ("one with a blank before the colon",
                     (b"Content-Length : %d" % len(PAGE),), [PAGE], READ, 1),
    "both": ("Content-Length and chunks", (SIZE, CHUNKED), [ALL], READ, 1),
    "both-plain": ("the same, but no chunks", (SIZE, CHUNKED), [PAGE], BROKEN,
                   0),
    "both-short": ("chunks and a short Content-Length",
                   (b"Content-Length: 5", CHUNKED), [ALL], READ, 1),
    "coding-unknown": ("an unknown Transfer-Encoding",
                       (b"Transfer-Encoding: x-rot13", SIZE), [PAGE], BROKEN,
                       0),
    "coding-gzip": ("gzip as a Transfer-Encoding",
                    (b"Transfer-Encoding: gzip, chunked",), [ALL], BROKEN, 0),
    "coding-identity": ("identity as one",
                        (b"Transfer-Encoding: identity", SIZE), [PAGE], READ,
                        1),
    "coding-twice": ("chunked twice", (CHUNKED, CHUNKED), [ALL], READ, 1),
    "coding-list": ("chunked, chunked",
                    (b"Transfer-Encoding: chunked, chunked",), [ALL], BROKEN,
                    0),
    "coding-odd": ("chunked, with a vertical tab",
                   (b"Transfer-Encoding: \x0bchunked", SIZE), [PAGE], BROKEN,
                   0),
    "coding-first": ("chunked, identity", (
        b"Transfer-Encoding: chunked, identity",), [ALL], BROKEN, 0),
    "chunk-not-hexadecimal": ("a chunk's size that is none", (CHUNKED,),
                              [b"xyz\r\n", PAGE], BROKEN, 0),
    "chunk-negative": ("a negative one", (CHUNKED,),
                       [b"-5\r\n", PAGE], BROKEN, 0),
    "chunk-huge": ("one of 64 bits", (CHUNKED,),
                   [b"ffffffffffffffff\r\n", PAGE], BROKEN, 0),
    "chunk-huger": ("one of 1,000 digits", (CHUNKED,),
                    [b"f" * 1000 + b"\r\n", PAGE], BROKEN, 0),
    "chunk-zeros": ("one of 10,000 zeros", (CHUNKED,),
                    [b"0" * 10000 + b"5\r\nhello\r\n0\r\n\r\n"], BROKEN, 0),
    "chunk-extension": ("one with an extension of a megabyte", (CHUNKED,), [
        b"%x;" % len(PAGE), (b"x", 1000000), b"\r\n", PAGE,
        b"\r\n0\r\n\r\n"], READ, 1),
    "chunk-no-end": ("chunks without an end", (CHUNKED,), [chunk(PAGE)],
                     BROKEN, 0),
    "chunk-no-line": ("a chunk without its line's end", (CHUNKED,),
                      [chunk(PAGE)[:-2], b"0\r\n\r\n"], BROKEN, 0),
    "chunk-longer": ("a chunk that is longer than it says", (CHUNKED,),
                     [b"5\r\n", PAGE, b"\r\n0\r\n\r\n"], BROKEN, 0),
    "chunk-early": ("a last chunk before others", (CHUNKED,),
                    [chunk(PAGE[:99]), b"0\r\n\r\n", chunk(PAGE[99:])], BAD,
                    0),
    "chunk-lf": ("chunks with bare line feeds", (CHUNKED,),
                 [b"%x\n" % len(PAGE), PAGE, b"\n0\n\n"], READ, 1),
    "chunk-bytes": ("100,000 chunks of a byte", (CHUNKED,), [
        chunk(PAGE[:-len(END)]), (b"1\r\n \r\n", 100000), chunk(END),
        b"0\r\n\r\n"], READ, 1),
    "trailer": ("a trailer", (CHUNKED,), [chunk(PAGE), b"0\r\nX: y\r\n\r\n"],
                READ, 1),
    "trailer-long": ("a trailer of a megabyte", (CHUNKED,), [
        chunk(PAGE), b"0\r\nX: ", (b"y", 1000000), b"\r\n\r\n"], BROKEN,
        0),
    "trailer-flood": ("a trailer of 100,000 lines", (CHUNKED,), [
        chunk(PAGE), b"0\r\n", (b"X: y\r\n", 100000), b"\r\n"], LARGE, 0),
    "trailer-length": ("a Content-Length in a trailer", (CHUNKED,), [
        chunk(PAGE), b"0\r\nContent-Length: 5\r\n\r\n"], READ, 1),
    "endless-text": ("280 MB of text", (), [
        PAGE.replace(GOOD, b"")[:-32], (b"0123456789", 28000000)], LARGE, 0),
    "endless-notices": ("280 MB behind the root's end", (), [
        PAGE, (b"<b>Notice</b>: x\n", 16470589)], LARGE, 0),
    "garbage": ("50 MB behind the root's end", (), [
        PAGE, (b"0123456789", 5000000)], READ, 1),
    "answers": ("a second answer behind the first", (SIZE,), [
        PAGE, header_of("200 OK", [SIZE]), PAGE.replace(b"Good", b"Evil")],
        READ, 1),
    "answers-short": ("an answer in what is left of a short one",
                      (b"Content-Length: 50",), [
                          PAGE[:50], header_of("200 OK", [SIZE]), PAGE], BAD,
                      0),
}


def fill_endings() -> None:
    """The connection ends, one way or another."""
    head = header_of("200 OK", [SIZE])
    for ending in ("close", "reset"):
        for name, bytes in {"nothing": b"", "header": head,
                            "half": head + PAGE[:200],
                            "whole": head + PAGE}.items():
            is_whole = name == "whole"
            wants = READ if is_whole else BROKEN
            if is_whole and ending == "reset":
                wants = "complete ended|failed network"
            raw(f"H6-{ending}-{name}", f"{name}, then {ending}", bytes, wants,
                1 if is_whole else 0, ending)


def fill_kept() -> None:
    """What was left in a connection is no answer to what is asked next."""
    evil = whole(listed(record(b"oai:x:evil")))

    def answer(asked: Asked) -> Reply:
        page = whole(listed(record(b"oai:x:2")) if asked.token else
                     listed(GOOD, token(b"t")))
        left = b"" if asked.token else header_of(
            "200 OK", [b"Content-Length: %d" % len(evil)]) + evil
        return Reply([header_of("200 OK", [b"Content-Length: %d" % len(page)])
                      + page + left], "keep", False)
    add("H6-answer-too-many", "an answer that nobody asked for, between two"
        " pages", answer, READ, 2)


def fill() -> None:
    for name, (line, lines, body, wants, count) in BODIES.items():
        raw(f"H6-{name}", line, [header_of("200 OK", [
            b"Content-Type: text/xml", *lines]), *body], wants, count)
    fill_endings()
    fill_kept()
