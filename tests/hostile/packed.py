"""H5: what is packed, and what lies about it."""

import gzip
import zlib

from case import answered
from wire import GOOD, Body, in_metadata, listed, whole

BROKEN = "failed network"
LARGE = "failed too-large"
READ = "complete ended"
PAGE = whole(listed(GOOD))
MIB = 1024 * 1024


def deflated(content: bytes, how: int) -> bytes:
    """Bytes of deflate that may stand between others of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(how)


BLOCK = deflated(b" " * MIB, zlib.Z_FULL_FLUSH)


def bomb(size: int, before: bytes = b"", after: bytes = b"") -> bytes:
    """So many MiB of blanks; but for small ones, without their check sum."""
    packed = deflated(before, zlib.Z_FULL_FLUSH) + BLOCK * size \
        + deflated(after, zlib.Z_FINISH)
    if size > 16:
        return member() + packed
    return member() + packed + end(before + b" " * (size * MIB) + after)


def member(name: bytes = b"", extra: bytes = b"") -> bytes:
    """A header of gzip with a name and an extra field."""
    flags = (8 if name else 0) | (4 if extra else 0)
    return (b"\x1f\x8b\x08" + bytes([flags]) + b"\0" * 4 + b"\0\xff"
            + (len(extra).to_bytes(2, "little") + extra if extra else b"")
            + (name + b"\0" if name else b""))


def raw_deflate(content: bytes) -> bytes:
    return deflated(content, zlib.Z_FINISH)


def end(content: bytes) -> bytes:
    return (zlib.crc32(content).to_bytes(4, "little")
            + len(content).to_bytes(4, "little"))


GZIP = gzip.compress(PAGE)


def fill_bombs() -> None:
    head, tail = whole(in_metadata(b"<a>@</a>")).split(b"@")
    gzipped = (b"Content-Encoding: gzip",)
    deflates = (b"Content-Encoding: deflate",)
    answered("H5-bomb-10", "10 MiB of blanks in a record",
             bomb(10, head, tail), READ, 1, headers=gzipped)
    for size in (100, 300):
        answered(f"H5-bomb-{size}", f"{size} MiB of blanks in a record",
                 bomb(size, head, tail), LARGE, headers=gzipped)
    answered("H5-bomb-silent", "100 MiB, packed and silent about it",
             bomb(100, head, tail), LARGE)
    raw = bomb(100, head)[len(member()):]
    answered("H5-bomb-deflate", "100 MiB by deflate", b"\x78\xda" + raw,
             LARGE, headers=deflates)
    answered("H5-bomb-raw", "100 MiB by raw deflate", raw, LARGE,
             headers=deflates)
    answered("H5-bomb-nested", "a bomb of 100 MiB in a bomb",
             gzip.compress(bomb(100)), "failed malformed", headers=gzipped)
    answered("H5-bomb-error", "100 MiB under HTTP 500", bomb(100),
             "failed too-large|failed network", status="500 x",
             headers=gzipped)
    answered("H5-bomb-redirect", "100 MiB under a redirect to nowhere",
             bomb(100), "failed too-large|failed malformed", status="302 x",
             headers=gzipped)
    answered("H5-bomb-behind", "100 MiB of blanks behind a good page",
             bomb(100, PAGE), LARGE, headers=gzipped)


def fill_members() -> None:
    headers = (b"Content-Encoding: gzip",)
    half = len(PAGE) // 2
    empty = gzip.compress(b"")
    kinds: dict[str, tuple[str, Body, str, int]] = {
        "two": ("two members", [gzip.compress(PAGE[:half]),
                                gzip.compress(PAGE[half:])], READ, 1),
        "empty": ("200,000 empty members, then the page",
                  [(empty, 200000), GZIP], READ, 1),
        "empty-endless": ("empty members without an end",
                          [(empty, 2000000)], "failed malformed", 0),
        "bytes": ("a member a byte", [gzip.compress(PAGE[n:n + 1])
                                      for n in range(len(PAGE))], READ, 1),
        "cut": ("cut off", [GZIP[:-40]], BROKEN, 0),
        "no-end": ("without its check sum", [GZIP[:-8]], READ, 1),
        "crc": ("with a wrong check sum", [GZIP[:-8] + b"\0" * 8], BROKEN, 0),
        "size": ("with a wrong size", [GZIP[:-4] + b"\xff" * 4], BROKEN,
                 0),
        "garbage": ("with garbage behind it", [GZIP + b"garbage" * 1000],
                    READ, 1),
        "garbage-much": ("with 20 MB of garbage behind it",
                         [GZIP, (b"garbage---", 2000000)], READ, 1),
        "damaged": ("damaged in the middle",
                    [GZIP[:60] + b"\xff" * 20 + GZIP[80:]], BROKEN, 0),
        "name": ("with a name of a megabyte", [
            member(b"x" * 1000000) + raw_deflate(PAGE) + end(PAGE)], READ, 1),
        "name-endless": ("with a name that does not end", [
            member()[:3] + b"\x08" + member()[4:], (b"x", 20000000)],
            BROKEN, 0),
        "extra": ("with an extra field of 64 KB", [
            member(extra=b"x" * 65535) + raw_deflate(PAGE) + end(PAGE)], READ,
            1),
        "flags": ("with flags that are reserved",
                  [GZIP[:3] + b"\xff" + GZIP[4:]], BROKEN, 0),
        "method": ("by another method", [GZIP[:2] + b"\x09" + GZIP[3:]],
                   BROKEN, 0),
        "plain": ("that is plain", [PAGE], READ, 1),
        "text": ("that is a sentence", [b"Service Unavailable"], BROKEN, 0),
        "nothing": ("that is nothing", [b""], "failed malformed", 0),
        "deflate": ("that is deflate", [zlib.compress(PAGE)], READ, 1),
        "twice": ("packed twice", [gzip.compress(GZIP)], "failed malformed",
                  0),
        "stored": ("of 100,000 stored blocks of nothing", [
            member(), (b"\0\0\0\xff\xff", 100000),
            raw_deflate(PAGE) + end(PAGE)], READ, 1),
        "distance": ("that refers to before its beginning",
                     [member() + b"\x4b\x04\x91" * 10], BROKEN, 0),
    }
    for name, (line, body, wants, count) in kinds.items():
        answered(f"H5-gzip-{name}", f"gzip {line}", body, wants, count,
                 headers=headers)


def fill_names() -> None:
    """What Content-Encoding says."""
    for name in (b"br", b"zstd", b"compress", b"bzip2", b"xz", b"gzip, gzip",
                 b"gzip, deflate, br", b"identity, gzip", b"x" * 1000,
                 b"\x1b[31m", b"%s%n", b"gzip;q=1"):
        answered(f"H5-coding-{name[:12].hex()}",
                 f"Content-Encoding: {name[:20]!r}", PAGE, BROKEN,
                 headers=(b"Content-Encoding: " + name,))
    answered("H5-coding-twice", "Content-Encoding twice", GZIP, BROKEN,
             headers=(b"Content-Encoding: gzip",) * 2)
    answered("H5-coding-six", "six codings", GZIP, BROKEN,
             headers=(b"Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip",
                      ))
    for name, packed, count in (("X-GZIP", GZIP, 1), ("GZIP", GZIP, 1),
                                ("identity", PAGE, 1), ("", PAGE, 1),
                                ("deflate", zlib.compress(PAGE), 1),
                                ("Deflate", raw_deflate(PAGE), 1)):
        answered(f"H5-coding-known-{name or 'empty'}",
                 f"Content-Encoding: {name!r}, as it should be", packed, READ,
                 count, headers=(b"Content-Encoding: " + name.encode(),))


def fill() -> None:
    fill_bombs()
    fill_members()
    fill_names()
