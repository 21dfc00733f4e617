"""OAI-PMH 2.0: arguments in, a document out. Knows no HTTP.

http://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm
"""

import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Callable

from catalogue import Catalogue, Entry, Selection
from markup import XSI, attributes, element
from resumption import LIFETIME_SECONDS, Invalid, Token
from shape import DAYS, Format

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
# Arguments of each verb: required, optional, exclusive.
VERBS: dict[str, tuple[set[str], set[str], str]] = {
    "Identify": (set(), set(), ""),
    "ListMetadataFormats": (set(), {"identifier"}, ""),
    "ListSets": (set(), set(), "resumptionToken"),
    "GetRecord": ({"identifier", "metadataPrefix"}, set(), ""),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set"},
                        "resumptionToken"),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set"},
                    "resumptionToken"),
}


class Refused(Exception):
    """An OAI-PMH error: code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def now() -> str:
    return datetime.now(timezone.utc).strftime(MOMENT)


@dataclass
class Provider:
    """One repository at one base URL."""

    base_url: str
    catalogue: Catalogue
    page_size: int

    def answer(self, pairs: list[tuple[str, str]]) -> str:
        """The whole document, whatever the arguments are."""
        arguments = dict(pairs)
        try:
            self._check(pairs)
            verb = arguments["verb"]
            write: Callable[[dict[str, str]], str] = getattr(
                self, "_" + re.sub(r"(?<!^)(?=[A-Z])", "_", verb).lower())
            body = f"<{verb}>\n{write(arguments)}</{verb}>"
        except Refused as why:
            body = element("error", str(why), code=why.code)
            if why.code in ("badVerb", "badArgument"):
                arguments = {}
        return (f"{self.catalogue.shape.prolog}<OAI-PMH"
                f' xmlns="{NAMESPACE}" xmlns:xsi="{XSI}"'
                f' xsi:schemaLocation="{NAMESPACE} {NAMESPACE}OAI-PMH.xsd">\n'
                f"<responseDate>{now()}</responseDate>\n"
                f"<request{attributes(arguments)}>{self.base_url}</request>\n"
                f"{body}\n</OAI-PMH>\n")

    @staticmethod
    def _check(pairs: list[tuple[str, str]]) -> None:
        """Section 3.6: which arguments a verb takes, and each once."""
        names = [name for name, _ in pairs]
        if names.count("verb") != 1:
            raise Refused("badVerb", "one verb is needed")
        verb = dict(pairs)["verb"]
        if verb not in VERBS:
            raise Refused("badVerb", f"no such verb: {verb}")
        required, optional, exclusive = VERBS[verb]
        given = set(names) - {"verb"}
        if len(given) != len(names) - 1:
            raise Refused("badArgument", "an argument is repeated")
        if exclusive and exclusive in given:
            if given != {exclusive}:
                raise Refused("badArgument",
                              f"{exclusive} goes with no other argument")
            return
        if given - required - optional:
            raise Refused("badArgument", "an argument is not known: "
                          + ", ".join(sorted(given - required - optional)))
        if required - given:
            raise Refused("badArgument", "an argument is missing: "
                          + ", ".join(sorted(required - given)))

    def _identify(self, _: dict[str, str]) -> str:
        shape = self.catalogue.shape
        described = f"<description>{shape.description}</description>\n" \
            if shape.description else ""
        return "\n".join((
            element("repositoryName", shape.title),
            element("baseURL", self.base_url),
            element("protocolVersion", "2.0"),
            element("adminEmail", "admin@example.org"),
            element("earliestDatestamp",
                    self._shown(self.catalogue.earliest())),
            element("deletedRecord", shape.deleted),
            element("granularity", shape.granularity),
            element("compression", "gzip"), described))

    def _list_metadata_formats(self, arguments: dict[str, str]) -> str:
        if "identifier" in arguments:
            entry = self._find(arguments["identifier"])
            if entry.deleted:
                raise Refused("noMetadataFormats", "the item was deleted")
        return "".join(
            "<metadataFormat>"
            + element("metadataPrefix", offered.prefix)
            + element("schema", offered.schema)
            + element("metadataNamespace", offered.namespace)
            + "</metadataFormat>\n"
            for offered in self.catalogue.shape.formats)

    def _list_sets(self, arguments: dict[str, str]) -> str:
        sets = sorted(self.catalogue.shape.sets.items())
        if not sets:
            raise Refused("noSetHierarchy", "this repository has no sets")
        begin = 0
        if "resumptionToken" in arguments:
            begin = self._resumed("ListSets", arguments).cursor
        page = sets[begin:begin + self.page_size]
        more = begin + len(page) < len(sets)
        token = Token("ListSets", "", "", "", "", ("", ""),
                      begin + len(page)) if more else None
        return "".join(
            f"<set>{element('setSpec', spec)}{element('setName', name)}"
            "</set>\n" for spec, name in page) \
            + self._resumption(token, begin, len(sets))

    def _get_record(self, arguments: dict[str, str]) -> str:
        offered = self._format(arguments["metadataPrefix"])
        return self._record(self._find(arguments["identifier"]), offered)

    def _list_identifiers(self, arguments: dict[str, str]) -> str:
        return self._list("ListIdentifiers", arguments,
                          lambda entry, _: self._header(entry))

    def _list_records(self, arguments: dict[str, str]) -> str:
        return self._list("ListRecords", arguments, self._record)

    def _list(self, verb: str, arguments: dict[str, str],
              write: Callable[[Entry, Format], str]) -> str:
        if "resumptionToken" in arguments:
            token = self._resumed(verb, arguments)
        else:
            since, until = self._moments(arguments)
            token = Token(verb, arguments["metadataPrefix"], since, until,
                          arguments.get("set", ""), ("", ""), 0)
        offered = self._format(token.prefix)
        if token.spec and not self.catalogue.shape.sets:
            raise Refused("noSetHierarchy", "this repository has no sets")
        entries, total, more = self.catalogue.page(
            Selection(token.since, token.until, token.spec),
            token.after if token.cursor else None, self.page_size)
        if not entries and token.cursor:
            raise Refused("badResumptionToken", "the list has changed")
        if not entries:
            raise Refused("noRecordsMatch", "the list is empty")
        following = Token(verb, token.prefix, token.since, token.until,
                          token.spec, entries[-1].key,
                          token.cursor + len(entries)) if more else None
        return "".join(write(entry, offered) for entry in entries) \
            + self._resumption(following, token.cursor, total)

    @staticmethod
    def _resumption(token: Token | None, cursor: int, total: int) -> str:
        """Section 3.5: an empty token ends a list that had others."""
        if token is None and cursor == 0:
            return ""
        known = {"completeListSize": str(total), "cursor": str(cursor)}
        if token is None:
            return element("resumptionToken", "", **known) + "\n"
        ends = datetime.now(timezone.utc).timestamp() + LIFETIME_SECONDS
        until = datetime.fromtimestamp(ends, timezone.utc).strftime(MOMENT)
        return element("resumptionToken", token.write(),
                       expirationDate=until, **known) + "\n"

    @staticmethod
    def _resumed(verb: str, arguments: dict[str, str]) -> Token:
        try:
            token = Token.read(arguments["resumptionToken"])
        except Invalid as why:
            raise Refused("badResumptionToken", str(why)) from why
        if token.verb != verb:
            raise Refused("badResumptionToken",
                          f"the token belongs to {token.verb}")
        return token

    def _moments(self, arguments: dict[str, str]) -> tuple[str, str]:
        """from and until in seconds, by the rules of section 3.3.1."""
        given = [arguments[n] for n in ("from", "until") if n in arguments]
        for text in given:
            self._check_moment(text)
        if len({len(text) for text in given}) > 1:
            raise Refused("badArgument", "from and until differ in form")
        since, until = arguments.get("from", ""), arguments.get("until", "")
        if since and until and since > until:
            raise Refused("badArgument", "from is later than until")
        return (f"{since}T00:00:00Z" if DAY.fullmatch(since) else since,
                f"{until}T23:59:59Z" if DAY.fullmatch(until) else until)

    def _check_moment(self, text: str) -> None:
        seconds = SECOND.fullmatch(text) is not None
        if not seconds and DAY.fullmatch(text) is None:
            raise Refused("badArgument", f"not a datestamp: {text}")
        if seconds and self.catalogue.shape.granularity == DAYS:
            raise Refused("badArgument", f"finer than a day: {text}")
        try:
            datetime.strptime(text, MOMENT if seconds else "%Y-%m-%d")
        except ValueError as why:
            raise Refused("badArgument", f"no such date: {text}") from why

    def _format(self, prefix: str) -> Format:
        for offered in self.catalogue.shape.formats:
            if offered.prefix == prefix:
                return offered
        raise Refused("cannotDisseminateFormat", f"no such format: {prefix}")

    def _find(self, identifier: str) -> Entry:
        entry = self.catalogue.find(identifier)
        if entry is None:
            raise Refused("idDoesNotExist", f"no such item: {identifier}")
        return entry

    def _shown(self, datestamp: str) -> str:
        days = self.catalogue.shape.granularity == DAYS
        return datestamp[:10] if days else datestamp

    def _header(self, entry: Entry) -> str:
        status = ' status="deleted"' if entry.deleted else ""
        return (f"<header{status}>"
                + element("identifier", entry.identifier)
                + element("datestamp", self._shown(entry.datestamp))
                + "".join(element("setSpec", spec) for spec in entry.sets)
                + "</header>\n")

    def _record(self, entry: Entry, offered: Format) -> str:
        metadata = "" if entry.deleted else offered.write(
            self.catalogue.work(entry)) + "\n"
        return f"<record>{self._header(entry)}{metadata}</record>\n"
