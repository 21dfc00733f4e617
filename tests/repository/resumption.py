"""Resumption tokens.

A token says where its list stands, so the provider keeps nothing. It is
base64 with all of "+", "/" and "=", which a client has to percent-encode,
and ends in a checksum, so a token that was changed on its way is refused.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from time import time
from zlib import crc32

LIFETIME_SECONDS = 2 * 3600


class Invalid(Exception):
    """Not a token of ours, or one that has expired."""


@dataclass(frozen=True)
class Token:
    verb: str
    prefix: str
    since: str
    until: str
    spec: str
    after: tuple[str, str]  # the last entry given
    cursor: int  # entries given before the next page
    expires: int = 0

    def write(self) -> str:
        expires = self.expires or int(time()) + LIFETIME_SECONDS
        held = json.dumps(asdict(self) | {"expires": expires},
                          ensure_ascii=False).encode()
        return f"{b64encode(held).decode()},{crc32(held):08x}"

    @staticmethod
    def read(text: str) -> "Token":
        try:
            encoded, checksum = text.rsplit(",", 1)
            held = b64decode(encoded, validate=True)
            if f"{crc32(held):08x}" != checksum:
                raise Invalid("the token was changed")
            fields = json.loads(held)
        except ValueError as why:
            raise Invalid("not a token of this repository") from why
        fields["after"] = tuple(fields["after"])
        token = Token(**fields)
        if token.expires < time():
            raise Invalid("the token has expired")
        return token
