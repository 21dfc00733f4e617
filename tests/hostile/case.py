"""What a case is, and the table of them that the families fill."""

from dataclasses import dataclass
from typing import Callable, Union

from wire import Asked, Body, Reply, http, xml

Answering = Callable[[Asked], Reply]


@dataclass
class Case:
    id: str  # "X4-depth-metadata-1000": row of the table of threats, family
    line: str
    answer: Answering
    wants: str  # verdict, perhaps its proof or fault; "|" between several
    records: int  # that are live in the end
    harvests: int = 1
    is_slow: bool = False  # it answers by and by: see lane.py
    is_long: bool = False  # thousands of requests


CASES: dict[str, Case] = {}


def add(id: str, line: str, answer: Answering, wants: str, records: int = 0,
        **more: object) -> None:
    assert id not in CASES, id
    assert "\n" not in line, id
    CASES[id] = Case(id, line, answer, wants, records,
                     **more)  # type: ignore[arg-type]


def always(reply: Reply) -> Answering:
    """Whatever is asked."""
    return lambda asked: reply


def page(id: str, line: str, body: Union[Body, bytes], wants: str,
         records: int = 0, **more: object) -> None:
    """One page of XML, over impeccable HTTP."""
    add(id, line, always(xml(body)), wants, records, **more)


def raw(id: str, line: str, reply: Union[Body, bytes], wants: str,
        records: int = 0, ending: str = "close", **more: object) -> None:
    """These bytes over the connection, then its end."""
    parts = [reply] if isinstance(reply, bytes) else reply
    add(id, line, always(Reply(parts, ending)), wants, records, **more)


def answered(id: str, line: str, body: Union[Body, bytes], wants: str,
             records: int = 0, status: str = "200 OK",
             headers: tuple[bytes, ...] = (), framing: str = "length") -> None:
    add(id, line, always(http(body, status, headers, framing)), wants,
        records)
