"""The table of all cases, family by family."""

import bomb
import broken
import coding
import extreme
import foreign
import framing
import header
import later
import packed
import payload
import redirect
import shape
from case import CASES


def fill(canary: int) -> None:
    """canary: the port of a server that nobody may ask."""
    if CASES:
        return
    bomb.fill(canary)
    shape.fill()
    coding.fill()
    broken.fill()
    extreme.fill()
    payload.fill()
    foreign.fill()
    header.fill()
    framing.fill()
    packed.fill()
    redirect.fill(canary)
    later.fill()
