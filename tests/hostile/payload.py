"""D1, D2, D5, D6, W1: texts that somebody downstream might take for more."""

from xml.sax.saxutils import escape, quoteattr

from case import page
from wire import (DC, DC_END, DECLARATION, GOOD, OPEN, Body, listed, record,
                  token)

READ = "complete ended"

PAYLOADS: dict[str, str] = {
    "sql": "'); DROP SCHEMA sheaf CASCADE; --",
    "sql-dollar": "$sheaf$; DROP SCHEMA sheaf CASCADE; SELECT $sheaf$",
    "sql-escape": "\\'; SELECT pg_sleep(60); --",
    "sql-parameter": "$1 $2 ${3} :'x' :\"y\" ?",
    "array": "{\"a\",NULL,\\\"b\\\",{c}}",
    "composite": "(\"a\",,\"b\\\\\")",
    "copy": "\\.\n\\N\tx",
    "json": "\",\"x\":\"\\u0000\\ud800\\",
    "format": "%s%s%s%s%n%n%n%p%x%99999999d%1$s",
    "shell": "`id` $(id) ; id | id & id > /tmp/x",
    "ansi": "\u009b31mRED\u009b0m \u009d0;title\u009c",
    "bidi": "\u202e\u2066gnp.exe\u2069\u202c\u200f",
    "invisible": "a\u200b\u200c\u200d\u2060\ufeff\u00adb",
    "separators": "a\u2028b\u2029c\u0085d",
    "tags": "\U000e0041\U000e0042",
    "private": "\ue000\U000f0000\U0010fffd",
    "combining": "a" + "\u0301" * 300,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 50,
    "wide": "\ufdfa" * 200,
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover=\"alert(1)",
    "url": "javascript:alert(document.cookie)",
    "template": "{{7*7}}${7*7}<%= 7*7 %>",
    "formula": "=HYPERLINK(\"http://127.0.0.1/\",\"x\")",
    "formula-pipe": "=cmd|' /C calc'!A0",
    "log": "x\n2030-01-01T00:00:00Z error repository=x: all is lost",
    "header": "x\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "path": "../../../../etc/passwd\u0000.xml".replace("\u0000", "%00"),
    "ldap": "*)(uid=*))(|(uid=*",
    "xpath": "' or '1'='1",
    "entity": "&lol;&#x26;lt;",
    "long": "x" * 100000,
    "words": "lorem ipsum " * 20000,
    "like": "%_%_%\\%" * 1000,
    "regexp": "(a+)+$" + "a" * 5000 + "!",
    "number": "99999999999999999999e999999",
    "null": "NULL",
    "iri": "http://\u0430pple.com/\u2044\uff0f?x=\u2025",
}

# Where every payload stands at once: in a record that is kept.
FIELDS = ("title", "creator", "subject", "description", "publisher", "date",
          "type", "format", "identifier", "source", "language", "relation",
          "coverage", "rights")


def in_record(text: str) -> bytes:
    inside = "".join(f"<dc:{field}>{escape(text)}</dc:{field}>"
                     for field in FIELDS)
    return record(b"oai:x:1", DC + inside.encode() + b"<x xmlns='' y=%s/>"
                  % quoteattr(text[:9999]).encode() + DC_END)


def fill() -> None:
    for name, text in PAYLOADS.items():
        page(f"D1-metadata-{name}", f"every field of oai_dc is: {name}",
             listed(in_record(text)), READ, 1)
        if len(text) > 1000:
            continue
        said = escape(text).encode()
        page(f"D1-header-{name}",
             f"identifier, datestamp, setSpec and about are: {name}",
             listed(record(said, header=b"<setSpec>%s</setSpec>" % said,
                           more=b"<about><a>%s</a></about>" % said).replace(
                 b"2024-01-01T00:00:00Z", said[:40].decode(
                     "utf-8", "ignore").partition("&")[0].encode()), GOOD),
             READ, 2)
        body: Body = [
            DECLARATION + OPEN + b"<error code=%s>%s</error></OAI-PMH>"
            % (quoteattr(text).encode(), said)]
        page(f"D5-error-{name}", f"code and text of an error are: {name}",
             body, "failed protocol")
        page(f"D5-token-{name}", f"sizes and names around a token are: {name}",
             listed(GOOD, token(b" ", b" completeListSize=%s cursor=%s"
                                % ((quoteattr(text).encode(),) * 2))),
             READ, 1)
