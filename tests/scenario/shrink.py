"""A script that fails, less all that it fails without."""

from typing import Callable

TRIES = 40


def depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def end_of(lines: list[str], begin: int) -> int:
    """Behind a line and those that are indented below it."""
    end = begin + 1
    while end < len(lines) and depth(lines[end]) > depth(lines[begin]):
        end += 1
    return end


def shrunk(text: str, fails: Callable[[str], bool]) -> str:
    """Without one line, and what stands below it, after the other."""
    lines = [line for line in text.split("\n") if line]
    tries = 0
    found = True
    while found:
        found = False
        at = len(lines) - 1
        while at > 0 and tries < TRIES:
            less = lines[:at] + lines[end_of(lines, at):]
            tries += 1
            if fails("\n".join(less)):
                lines = less
                found = True
            at -= 1
    return "\n".join(lines)
