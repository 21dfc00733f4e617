"""When the repository does otherwise, and what it does then.

    when [VERB] [page N [or later]] [with record N] [CONDITION...] [WHEN]
        CHANGE...
"""

import gzip
import re
import zlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Callable

from model import LISTS, VERBS, Answer, Repository
from vocabulary import (GAPS, QUOTED, Line, Said, Vocabulary, raw,
                        read_numbers, read_text)

CHANGES = Vocabulary()
Target = tuple[Answer, Repository, "Rule"]
Condition = Callable[[Answer, Repository], bool]
COUNTS = {"once": 1, "twice": 2}


@dataclass
class Rule:
    conditions: list[Condition] = field(default_factory=list)
    first: int = 1  # of the times that the conditions hold
    last: int | None = None
    changes: list[Said] = field(default_factory=list)
    times: int = 0

    def applies(self, answer: Answer, repository: Repository) -> bool:
        if not all(holds(answer, repository) for holds in self.conditions):
            return False
        self.times += 1
        return self.times >= self.first and (
            self.last is None or self.times <= self.last)


def is_of(verb: str) -> Condition:
    return lambda answer, _: answer.verb == verb


def is_list(answer: Answer, _: Repository) -> bool:
    return answer.verb in LISTS


def is_page(number: int, or_later: bool) -> Condition:
    def holds(answer: Answer, _: Repository) -> bool:
        return answer.state is not None and (
            answer.state.page == number
            or (or_later and answer.state.page > number))
    return holds


def with_records(numbers: list[int]) -> Condition:
    return lambda answer, _: any(record.number in numbers
                                 for record in answer.records)


def matches_more(count: int) -> Condition:
    return lambda answer, _: answer.matched > count


def has(where: str, text: str, wanted: bool) -> Condition:
    def holds(answer: Answer, _: Repository) -> bool:
        request = answer.request
        if where == "query":
            return (text in request.query) == wanted
        if where == "path":
            return (text == request.path) == wanted
        if where == "begin":
            return request.query.startswith(text) == wanted
        name, _, value = text.partition(":")
        found = value.strip().lower() in request.headers.get(
            name.lower(), "").lower() and name.lower() in request.headers
        return found == wanted
    return holds


# Tried in this order, each as often as it is found.
PARTS: list[tuple[str, Callable[[Rule, tuple[str, ...]], None]]] = [
    (r"any request\b", lambda rule, _: None),
    (r"page (\d+)( or later)?", lambda rule, found: rule.conditions.append(
        is_page(int(found[0]), bool(found[1])))),
    (r"with record " + GAPS["numbers"], lambda rule, found:
     rule.conditions.append(with_records(read_numbers(found[0])))),
    (r"if more than (\d+) match", lambda rule, found:
     rule.conditions.append(matches_more(int(found[0])))),
    (r"(if|unless) (query|header) has " + QUOTED, lambda rule, found:
     rule.conditions.append(has(found[1], read_text(found[2]).decode(),
                                found[0] == "if"))),
    (r"(if|unless) query begins with " + QUOTED, lambda rule, found:
     rule.conditions.append(has("begin", read_text(found[1]).decode(),
                                found[0] == "if"))),
    (r"(if|unless) path is " + QUOTED, lambda rule, found:
     rule.conditions.append(has("path", read_text(found[1]).decode(),
                                found[0] == "if"))),
    (r"(once|twice)\b", lambda rule, found:
     setattr(rule, "last", COUNTS[found[0]])),
    (r"(\d+) times", lambda rule, found: setattr(rule, "last",
                                                 int(found[0]))),
    (r"the (\d+)(?:st|nd|rd|th) time", lambda rule, found: (
        setattr(rule, "first", int(found[0])),
        setattr(rule, "last", int(found[0])))),
    (r"from the (\d+)(?:st|nd|rd|th) time on", lambda rule, found:
     setattr(rule, "first", int(found[0]))),
]


def read_rule(line: Line) -> Rule:
    """A line that begins with "when"."""
    rule = Rule()
    rest = line.text.removeprefix("when").strip()
    verb, _, after = rest.partition(" ")
    if verb in VERBS:
        rule.conditions.append(is_of(verb))
        rest = after
    elif not rest.startswith("any request"):
        rule.conditions.append(is_list)
    while rest:
        for pattern, add in PARTS:
            match = re.match(pattern, rest)
            if match is not None:
                add(rule, match.groups(""))
                rest = rest[match.end():].lstrip(", ")
                break
        else:
            raise line.mistake(f"\"{rest}\" is not understood")
    rule.changes = CHANGES.read_all(line)
    if not rule.changes:
        raise line.mistake("nothing changes then")
    return rule


@CHANGES.word("status {n}[ {rest}]")
def status(target: Target, number: int, reason: str | None) -> None:
    answer = target[0]
    answer.status = number
    answer.reason = reason or ""
    answer.body = f"<html><body>{number}</body></html>".encode()


@CHANGES.word("redirect {n} to {word}")
def redirect(target: Target, number: int, where: str) -> None:
    status(target, number, "")
    request = target[0].request
    if where.endswith("?"):  # with the arguments
        where += request.query
    target[0].headers["Location"] = where


@CHANGES.word("the page all the same")
def all_the_same(target: Target) -> None:
    target[0].body = None


@CHANGES.word("header {word} {rest}")
def header(target: Target, name: str, value: str) -> None:
    target[0].headers[name.rstrip(":")] = value


@CHANGES.word("no header {word}")
def no_header(target: Target, name: str) -> None:
    target[0].no_headers.add(name.lower())


@CHANGES.word("error {word}[ {text}]")
def error(target: Target, code: str, text: bytes | None) -> None:
    answer = target[0]
    if answer.body is not None:  # of a status
        answer.body = None
    if not answer.is_scripted_error:  # its own error, if any, is another
        answer.errors = []
    answer.is_scripted_error = True
    answer.errors.append((code, (text or b"as scripted").decode()))
    answer.records = []
    answer.content = None
    answer.token = answer.token_element = None


@CHANGES.word("error {word}[ {text}] beside the records")
def error_beside(target: Target, code: str, text: bytes | None) -> None:
    target[0].errors.append((code, (text or b"as scripted").decode()))


@CHANGES.word("body {text}")
def body(target: Target, text: bytes) -> None:
    target[0].body = text


@CHANGES.word("body", children=raw)
def body_below(target: Target, text: str) -> None:
    target[0].body = read_text(text) + b"\n"


@CHANGES.word("raw {text}")
def raw_bytes(target: Target, text: bytes) -> None:
    target[0].raw = text


@CHANGES.word("records {numbers}")
def records(target: Target, numbers: list[int]) -> None:
    answer, repository, _ = target
    answer.errors = []
    answer.records = [repository.records[number] for number in numbers]


@CHANGES.word("no records")
def no_records(target: Target) -> None:
    target[0].errors = []
    target[0].records = []


def numbered(text: bytes, rule: Rule) -> bytes:
    return text.replace(b"{n}", str(rule.times).encode())


@CHANGES.word("token {text}")
def token(target: Target, text: bytes) -> None:
    answer, repository, rule = target
    answer.errors = []
    answer.token = numbered(text, rule)
    if answer.state is not None:
        repository.issue(answer.state, answer.token)


@CHANGES.word("no token")
def no_token(target: Target) -> None:
    target[0].token = None


@CHANGES.word("empty token")
def empty_token(target: Target) -> None:
    target[0].token = b""


@CHANGES.word("token element {text}")
def token_element(target: Target, text: bytes) -> None:
    target[0].token_element = text


@CHANGES.word("completeListSize {n}")
def complete_list_size(target: Target, size: int) -> None:
    target[0].size = size


@CHANGES.word("cursor {n}")
def cursor(target: Target, number: int) -> None:
    target[0].cursor = number


@CHANGES.word("responseDate {text}")
def response_date(target: Target, text: bytes) -> None:
    target[0].response_date = text.decode()


@CHANGES.word("no responseDate")
def no_response_date(target: Target) -> None:
    target[0].response_date = None


@CHANGES.word("text {text} becomes {text}")
def becomes(target: Target, old: bytes, new: bytes) -> None:
    def edit(body: bytes) -> bytes:
        if old not in body:
            raise ValueError(f"{old!r} is not in {body!r}")
        return body.replace(old, new)
    target[0].edits.append(edit)


@CHANGES.word("text {text}, if it is there, becomes {text}")
def becomes_perhaps(target: Target, old: bytes, new: bytes) -> None:
    target[0].edits.append(lambda body: body.replace(old, new))


@CHANGES.word("cut after {n} bytes[ {word}]")
def cut_after(target: Target, count: int, how: str | None) -> None:
    set_cut(target[0], lambda payload: count, how)


@CHANGES.word("cut the last {n} bytes[ {word}]")
def cut_last(target: Target, count: int, how: str | None) -> None:
    set_cut(target[0], lambda payload: len(payload) - count, how)


@CHANGES.word("cut before {text}[ {word}]")
def cut_before(target: Target, text: bytes, how: str | None) -> None:
    set_cut(target[0], lambda payload: payload.index(text), how)


def set_cut(answer: Answer, where: Callable[[bytes], int],
            how: str | None) -> None:
    """chunked, close: how the length is told; unnoticed: the wrong one."""
    answer.cut = where
    if how == "unnoticed":
        answer.is_cut_hidden = True
    elif how is not None:
        answer.framing = how


@CHANGES.word("chunked")
def chunked(target: Target) -> None:
    target[0].framing = "chunked"


@CHANGES.word("no length")
def no_length(target: Target) -> None:
    target[0].framing = "close"


@CHANGES.word("pause {time}")
def pause(target: Target, how_long: timedelta) -> None:
    target[0].pause = how_long.total_seconds()


@CHANGES.word("trickle {n} bytes every {time}")
def trickle(target: Target, size: int, how_long: timedelta) -> None:
    target[0].trickle = (
        size, how_long.total_seconds())


@CHANGES.word("close")
def close(target: Target) -> None:
    target[0].ending = "close"


@CHANGES.word("reset")
def reset(target: Target) -> None:
    target[0].ending = "reset"


@CHANGES.word("close afterwards")
def close_afterwards(target: Target) -> None:
    target[0].ending = "after"


def packed(how: str) -> Callable[[bytes], bytes]:
    if how == "gzip":
        return lambda body: gzip.compress(body, compresslevel=1, mtime=0)
    if how == "deflate":
        return zlib.compress

    def deflated(body: bytes) -> bytes:
        packer = zlib.compressobj(wbits=-15)
        return packer.compress(body) + packer.flush()
    return deflated


@CHANGES.word("packed with {word}")
def packed_with(target: Target, how: str) -> None:
    target[0].coding = packed(how)
    target[0].headers["Content-Encoding"] = how.removeprefix("raw-")


@CHANGES.word("packed with {word} and silent about it")
def packed_silently(target: Target, how: str) -> None:
    target[0].coding = packed(how)
