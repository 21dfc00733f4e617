"""Scripts that nobody has thought of: a repository, what it does wrong, what
changes between harvests, all of it from a seed, in the language of scenarios.
"""

import random
from typing import Callable

Chance = random.Random
# What a rule may let happen; lines of one choice stand together.
Change = Callable[[Chance], str]

TOKENS = ("a+b/c=d", "e&f#g%h", "{1}", "next page", "\\xC3\\xA9%3D", "100",
          "page=2&x", "%2B%2f", " padded ", "a:b|c")
CODES = ("badResumptionToken", "badArgument", "noRecordsMatch", "badVerb",
         "internalError", "cannotDisseminateFormat", "idDoesNotExist")
STATUSES = (400, 401, 403, 404, 408, 410, 413, 422, 429, 500, 502, 503, 504)
CUTS = ("", "", " chunked", " close", " unnoticed")
PLACES = ("</OAI-PMH>", "</responseDate>", "</request>")


def busy(chance: Chance) -> str:
    wait = chance.choice(("0", "1", "90", "120", "3600", "90000", "soon", ""))
    return f"status {chance.choice((429, 503, 503))}" + (
        f"\nheader Retry-After: {wait}" if wait else "")


def refusal(chance: Chance) -> str:
    return f"status {chance.choice(STATUSES)}" + chance.choice(
        ("", "", "\nthe page all the same",
         f"\nerror {chance.choice(CODES)}"))


def cut(chance: Chance) -> str:
    where = chance.choice((f"before \"{chance.choice(PLACES)}\"",
                           f"after {chance.randint(0, 1500)} bytes",
                           f"the last {chance.randint(1, 400)} bytes"))
    packing = f"packed with {chance.choice(('gzip', 'deflate'))}\n" \
        if "before" not in where and chance.random() < 0.2 else ""
    return f"{packing}cut {where}{chance.choice(CUTS)}"


def token(chance: Chance) -> str:
    text = chance.choice(("x{n}", "page2", "page3", "the same", "ids2",
                          chance.choice(TOKENS)))
    return f"token \"{text}\""


def size(chance: Chance) -> str:
    return f"completeListSize {chance.choice((0, 1, 3, 9, 30, 500))}" \
        + chance.choice(("", f"\ncursor {chance.randint(0, 40)}"))


def stranger(chance: Chance) -> str:
    return chance.choice((
        "body \"\"", "body \"<html><body>Hello</body></html>\"",
        "body \"<OAI-PMH xmlns=\\\"http://www.openarchives.org/OAI/2.0/\\\">"
        "</OAI-PMH>\"", "body \"\\x00\\xFF<<<>>>\"",
        "raw \"HTTP/1.1 200 OK\\r\\n\\r\\n\"", "raw \"\"", "raw \"SSH-2.0\"",
        "body \"<html><title>Just a moment...</title></html>\""))


def packing(chance: Chance) -> str:
    return chance.choice(("packed with gzip", "packed with deflate",
                          "packed with raw-deflate",
                          "packed with gzip and silent about it",
                          "chunked", "no length", "close afterwards",
                          "trickle 200 bytes every 1 ms", "pause 20 ms"))


def date(chance: Chance) -> str:
    return chance.choice(("no responseDate", "no header Date",
                          "responseDate \"yesterday\"",
                          "responseDate \"2031-01-01T00:00:00Z\"",
                          "responseDate \"2001-01-01\"",
                          "no responseDate\nno header Date"))


CHANGES: list[tuple[int, Change]] = [
    (3, busy), (3, refusal), (4, cut), (2, token), (3, size), (2, stranger),
    (2, packing), (1, date),
    (2, lambda chance: chance.choice(("close", "reset"))),
    (2, lambda chance: f"error {chance.choice(CODES)}"),
    (1, lambda chance: f"error {chance.choice(CODES)} beside the records"),
    (3, lambda chance: chance.choice(("no token", "empty token"))),
    (1, lambda chance: "no records"),
    (1, lambda chance: "no records\n" + token(chance)),
    (1, lambda chance: "records #"),
    (1, lambda chance: f"redirect {chance.choice((301, 302, 307))} to /new?"),
    (3, lambda chance: chance.choice(EDITS)),
]
EDITS = tuple(f"text {old}, if it is there, becomes {new}" for old, new in (
    ('"</ListRecords>"', '""'), ('"</header>"', '"</heade>"'),
    ('"</dc:title>"', '""'), ('"<identifier>"', '"<identifier"'),
    ('"<datestamp>2020"', '"<datestamp>2021"'),
    ('"Record"', '"Rec\\x02ord & <"'), ('"</record>"', '""'),
    ('"Record 2<"', '"Another 2<"')))


def numbers(chance: Chance, most: int) -> str:
    first = chance.randint(1, most)
    return str(first) if chance.random() < 0.5 \
        else f"{first}-{chance.randint(first, most)}"


def endless(chance: Chance) -> list[str]:
    """A list without an end."""
    page = chance.randint(1, 3)
    lines = [f"when ListRecords page {page} or later"]
    if chance.random() < 0.5:
        return [*lines, f"    token \"page{chance.randint(2, page + 1)}\""]
    return [*lines, "    token \"x{n}\"",
            "    " + chance.choice(("no records", "records 1"))]


def rule(chance: Chance, most: int) -> list[str]:
    """when ... and what."""
    if chance.random() < 0.06:
        return endless(chance)
    change = chance.choices([one for _, one in CHANGES],
                            [weight for weight, _ in CHANGES])[0](chance)
    about = chance.choices(
        ("", "ListRecords", "ListIdentifiers", "GetRecord", "Identify",
         "any request"), (10, 4, 2, 2, 1, 2))[0]
    if "records" in change and about not in ("", "ListRecords"):
        about = "ListRecords"
    parts = ["when", about, chance.choices(
        ("", "once", "twice", "3 times", "the 2nd time",
         "from the 2nd time on"), (4, 6, 3, 2, 2, 1))[0]]
    if about in ("", "ListRecords", "ListIdentifiers"):
        parts.append(chance.choice(
            ("", f"page {chance.randint(1, 4)}",
             f"page {chance.randint(1, 4)} or later",
             f"with record {numbers(chance, most)}",
             f"if more than {chance.randint(0, most)} match",
             chance.choice(("if", "unless")) + " query has \"from=\"",
             chance.choice(("if", "unless")) + " query has \"Token=\"")))
    if "redirect" in change:
        parts.append("unless path is \"/new\"")
    change = change.replace("#", numbers(chance, most))
    return [" ".join(filter(None, parts))] + [
        "    " + line for line in change.split("\n")]


SETTINGS: list[tuple[float, Change]] = [
    (0.1, lambda chance: f"every token is \"{chance.choice(TOKENS)}\""),
    (0.15, lambda chance: "tokens " + " ".join(
        f"\"{one}\"" for one in chance.sample(TOKENS, 5))),
    (0.1, lambda chance: "tokens work once"),
    (0.05, lambda chance: "tokens forget from"),
    (0.05, lambda chance: "ignores from"),
    (0.05, lambda chance: "ignores until"),
    (0.1, lambda chance: "takes days only"),
    (0.15, lambda chance: "no completeListSize"),
    (0.03, lambda chance: "spread from 2020-01-01 to 2029-12-30"),
    (0.05, lambda chance: "spread from 2024-05-05 to 2024-05-06"),
    (0.1, lambda chance: "clock " + chance.choice(
        ("2 hours ahead", "3 hours behind", "30 minutes ahead"))),
    (0.03, lambda chance: "Identify without earliestDatestamp"),
]
BROKEN: list[str] = [
    "record {} without metadata", "record {} metadata \" \"",
    "record {} says \"<dc:date>1 < 2</dc:date>\"",
    "record {} says \"<dc:date>\"", "record {} says \"<dc:date>\\x01\\xFF\"",
    "record {} says \"<dc:date>A & B</dc:date>\"",
    "record {} title \"<&> \\xC3\\xA9\"", "record {} in set a b:c",
    "record {} datestamp 2020", "record {} datestamp \"soon\"",
    "record {} identifier \"oai:example.org:1\"",
    "record {} identifier \"oai:x/y?z=1&a=%20b\"",
    "record {} header \"<header><identifier/>"
    "<datestamp>2020-01-01</datestamp></header>\"",
    "record {} about \"<a xmlns=\\\"b\\\">x</a>\"",
    "record {} is \"<record></record>\"",
]
EVENTS = ("changes", "changes", "is deleted", "is stamped anew",
          "is live again")


def settings(chance: Chance, count: int) -> list[str]:
    lines = [f"{count} records, {chance.choice((1, 2, 2, 3, 5, 100))} a page"]
    # Else lists that fail are cut into days of ten years, for days.
    if chance.random() < 0.8:
        lines += ["earliestDatestamp 2029-12-20T00:00:00Z",
                  "spread from 2029-12-21 to 2029-12-30"]
    if chance.random() < 0.1:
        lines.append("granularity YYYY-MM-DD")
    lines += [make(chance) for share, make in SETTINGS
              if chance.random() < share]
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
        lines.append(chance.choice(BROKEN).format(chance.randint(1, count)))
    return lines


def changes(chance: Chance, count: int, added: int) -> list[str]:
    """Between harvests."""
    lines = [f"record {chance.randint(1, count)} {chance.choice(EVENTS)}"
             for _ in range(chance.randint(0, 4))]
    lines += [f"record {added} is added"] if chance.random() < 0.4 else []
    return lines


def block(lines: list[str]) -> list[str]:
    return ["", "repository", *("    " + line for line in lines)] \
        if lines else []


def rules(chance: Chance, count: int, most: int) -> list[str]:
    return [line for _ in range(chance.randint(0, most))
            for line in rule(chance, count)]


HARVEST = ["", "harvest", "the journal bears it out"]
END = [*block(["as usual"]), "", "wait 8 days", "harvest everything again",
       "the journal bears it out", "everything has come"]


def script(seed: int) -> str:
    """A scenario."""
    chance = random.Random(seed)
    count = chance.choice((1, 2, 3, 5, 6, 8, 12, 20, 30))
    lines = [f"Z{seed % 100:02} A script of chance: seed {seed}."]
    lines += block(settings(chance, count)) + ["", "add"]
    lines += block(rules(chance, count, 4)) + HARVEST
    for number in range(chance.choice((1, 1, 2))):
        said = ["as usual"] if chance.random() < 0.4 else []
        said += changes(chance, count, count + 1 + number)
        lines += block(said + rules(chance, count, 2))
        lines += ["", "wait " + chance.choice(
            ("2 hours", "1 day", "3 days", "9 days")), *HARVEST[1:]]
    if chance.random() < 0.1:
        lines += ["", "normalise"]
    return "\n".join(lines + END) + "\n"
