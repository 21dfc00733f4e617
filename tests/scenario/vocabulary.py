"""Lines, and the words that they may be made of.

A vocabulary is a table of sentences with gaps. A line that is none of them is
a mistake, told with file and line before anything runs.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Callable

QUOTED = r'"((?:[^"\\]|\\.)*)"'
UNITS = {"ms": 0.001, "second": 1, "minute": 60, "hour": 3600, "day": 86400,
         "week": 604800}
# The gaps. {numbers}: 1 3-5; {text}: in quotes, with \n \t \" \\ \xFF.
GAPS = {
    "n": r"(\d+)",
    "numbers": r"(\d+(?:-\d+)?(?:,? \d+(?:-\d+)?)*)",
    "text": QUOTED,
    "texts": r'("(?:[^"\\]|\\.)*"(?: "(?:[^"\\]|\\.)*")*)',
    "word": r"(\S+)",
    "rest": r"(.+)",
    "time": r"((?:\d+(?:\.\d+)?|an?) "
            r"(?:ms|(?:second|minute|hour|day|week)s?))",
    "moment": r"(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?)",
}
ESCAPES = {"n": b"\n", "t": b"\t", "r": b"\r", '"': b'"', "\\": b"\\"}
MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class Mistake(Exception):
    """In a scenario: where, and what."""


@dataclass
class Line:
    path: Path
    number: int
    text: str
    raw: str  # what is indented below it, as it stands
    children: list["Line"] = field(default_factory=list)

    def mistake(self, what: str) -> Mistake:
        return Mistake(f"{self.path.name}:{self.number}: {what}: {self.text}")


def read_text(text: str) -> bytes:
    """The inside of quotes."""
    def escape(match: re.Match[str]) -> str:
        code = match.group(1)
        if code.startswith("x"):
            return chr(int(code[1:], 16))
        return ESCAPES[code].decode()
    # Bytes travel as Latin-1; what is beyond it is UTF-8 already.
    latin = text.encode().decode("latin-1")
    return re.sub(r'\\(x[0-9a-fA-F]{2}|[ntr"\\])', escape,
                  latin).encode("latin-1")


def read_texts(text: str) -> list[bytes]:
    return [read_text(one) for one in re.findall(QUOTED, text)]


def read_numbers(text: str) -> list[int]:
    numbers: list[int] = []
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def read_time(text: str) -> timedelta:
    amount, unit = text.split()
    count = 1.0 if amount in ("a", "an") else float(amount)
    return timedelta(seconds=count * UNITS[unit.removesuffix("s")
                                           if unit != "ms" else unit])


def read_moment(text: str) -> datetime:
    if "T" not in text:
        text += "T00:00:00Z"
    return datetime.strptime(text, MOMENT).replace(tzinfo=timezone.utc)


READERS: dict[str, Callable[[str], Any]] = {
    "n": int, "numbers": read_numbers, "text": read_text,
    "texts": read_texts, "word": str, "rest": str, "time": read_time,
    "moment": read_moment}


def gaps(sentence: str) -> tuple[re.Pattern[str], list[str]]:
    kinds: list[str] = []

    def gap(match: re.Match[str]) -> str:
        kinds.append(match.group(1))
        return GAPS[match.group(1)]
    # Everything but the gaps stands for itself; [...] may be left out.
    pattern = re.sub(r"([.?*+^$()|])", r"\\\1", sentence)
    pattern = pattern.replace("[", "(?:").replace("]", ")?")
    return re.compile(re.sub(r"\{(\w+)\}", gap, pattern)), kinds


@dataclass
class Said:
    """A line that was understood: do() to whom it is about."""

    line: Line
    do: Callable[[Any], None]


class Vocabulary:
    def __init__(self) -> None:
        self._sentences: list[tuple[re.Pattern[str], list[str],
                                    Callable[..., None],
                                    Callable[[Line], Any] | None]] = []

    def word(self, sentence: str,
             children: Callable[[Line], Any] | None = None) -> Any:
        """children: reads what is indented below the line, for the last
        argument of the function."""
        pattern, kinds = gaps(sentence)

        def add(function: Callable[..., None]) -> Callable[..., None]:
            self._sentences.append((pattern, kinds, function, children))
            return function
        return add

    def read(self, line: Line) -> Said:
        for pattern, kinds, function, children in self._sentences:
            match = pattern.fullmatch(line.text)
            if match is None:
                continue
            values = [None if found is None else READERS[kind](found)
                      for kind, found in zip(kinds, match.groups())]
            if children is not None:
                values.append(children(line))
            elif line.children:
                raise line.children[0].mistake("nothing may stand below "
                                               f"\"{line.text}\"")
            return Said(line, lambda target: function(target, *values))
        raise line.mistake("not understood")

    def read_all(self, line: Line) -> list[Said]:
        return [self.read(child) for child in line.children]


def phrases(line: Line) -> list[str]:
    """Quoted texts, one a line."""
    found = []
    for child in line.children:
        match = re.fullmatch(QUOTED, child.text)
        if match is None:
            raise child.mistake("not a phrase in quotes")
        found.append(read_text(match.group(1)).decode())
    return found


def raw(line: Line) -> str:
    return line.raw


def read_lines(path: Path) -> list[Line]:
    """By indentation; lines that begin with # and blank ones are left out."""
    top: list[Line] = []
    open_lines: list[tuple[int, Line]] = []
    texts = path.read_text(encoding="utf-8").split("\n")
    for number, text in enumerate(texts, 1):
        stripped = text.strip()
        if not stripped or stripped.startswith("#"):
            continue
        depth = len(text) - len(text.lstrip(" "))
        if "\t" in text[:depth + 1]:
            raise Mistake(f"{path.name}:{number}: indent with blanks")
        while open_lines and open_lines[-1][0] >= depth:
            open_lines.pop()
        line = Line(path, number, stripped, below(texts, number, depth))
        (open_lines[-1][1].children if open_lines else top).append(line)
        open_lines.append((depth, line))
    return top


def below(texts: list[str], number: int, depth: int) -> str:
    """What is indented under a line, less the indentation of its first."""
    block: list[str] = []
    for text in texts[number:]:
        if text.strip() and len(text) - len(text.lstrip(" ")) <= depth:
            break
        block.append(text)
    while block and not block[-1].strip():
        block.pop()
    if not block:
        return ""
    margin = len(block[0]) - len(block[0].lstrip(" "))
    return "\n".join(text[margin:] for text in block)
