"""What the scripted repository holds, and how it would answer properly."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Callable
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape, quoteattr

from vocabulary import MOMENT

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
LISTS = ("ListRecords", "ListIdentifiers")
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
EPOCH = datetime(2020, 1, 1, tzinfo=timezone.utc)  # record 1 is a day later


class Refused(Exception):
    """An OAI-PMH error."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


@dataclass
class Request:
    method: str
    target: bytes  # as in the request line
    headers: dict[str, str]
    body: bytes
    number: int
    at: datetime  # by the clock of the scenario

    def __post_init__(self) -> None:
        target = self.target.decode("latin-1")
        if target.startswith("http://"):  # to us as a proxy
            target = "/" + target.split("/", 3)[3]
        self.path, _, self.query = target.partition("?")
        if self.method == "POST":
            form = self.body.decode("latin-1")
            self.query = "&".join(filter(None, (self.query, form)))
        self.pairs = parse_qsl(self.query, keep_blank_values=True)
        self.arguments = dict(self.pairs)

    @property
    def verb(self) -> str:
        return self.arguments.get("verb", "")


@dataclass
class Record:
    number: int
    identifier: str
    datestamp: str
    sets: list[str] = field(default_factory=list)
    title: str = ""
    statements: list[bytes] = field(default_factory=list)
    metadata: bytes | None = None  # instead of all that
    header: bytes | None = None
    about: list[bytes] = field(default_factory=list)
    whole: bytes | None = None  # instead of <record>...</record>
    is_deleted: bool = False
    version: int = 1

    def instant(self) -> str:
        """As lists are filtered by it."""
        return self.datestamp if "T" in self.datestamp \
            else self.datestamp + "T00:00:00Z"


@dataclass
class List:
    """A list request that is under way: what a token stands for."""

    verb: str
    prefix: str
    since: str = ""
    until: str = ""
    spec: str = ""
    page: int = 1

    def suffix(self) -> str:
        said = "".join(f".{name}.{value}" for name, value in (
            ("from", self.since), ("until", self.until),
            ("set", self.spec)) if value)
        return said.replace(":", "")


@dataclass
class Answer:
    """Taken apart, so that rules can change it."""

    request: Request
    verb: str = ""
    state: List | None = None
    matched: int = 0
    records: list[Record] = field(default_factory=list)
    token: bytes | None = None  # None: no element
    token_element: bytes | None = None
    size: int | None = None
    cursor: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)
    is_scripted_error: bool = False
    is_rare: bool = False  # of a rule that is soon over
    content: bytes | None = None  # of Identify and its kind
    response_date: str | None = ""
    # What goes over the wire.
    status: int = 200
    reason: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    no_headers: set[str] = field(default_factory=set)
    body: bytes | None = None
    edits: list[Callable[[bytes], bytes]] = field(default_factory=list)
    coding: Callable[[bytes], bytes] | None = None
    framing: str = "length"  # or chunked, close
    cut: Callable[[bytes], int] | None = None
    is_cut_hidden: bool = False
    pause: float = 0
    trickle: tuple[int, float] | None = None
    ending: str = ""  # close: before an answer; reset; after: behind it
    raw: bytes | None = None


def ranges(numbers: list[int]) -> str:
    """1-3 5"""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][1] + 1 == number:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts) \
        or "none"


class Repository:
    """A correct one, until it is told otherwise."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.skew = timedelta(0)
        self.records: dict[int, Record] = {}
        self.page_size = 100
        self.pages: list[list[int]] | None = None
        self.says_size = True
        self.size: int | None = None  # instead of the true one
        self.tokens: list[bytes] = []
        self.every_token: bytes | None = None
        self.is_single_use = False
        self.forgets: set[str] = set()
        self.ignores: set[str] = set()
        self.formats = {"oai_dc": OAI_DC}
        self.sets: list[str] = []
        self.has_seconds = True
        self.base_url = ""
        self.identify: dict[str, str] = {
            "repositoryName": "A library", "baseURL": "",
            "protocolVersion": "2.0", "adminEmail": "admin@example.org",
            "earliestDatestamp": "2020-01-01T00:00:00Z",
            "deletedRecord": "persistent",
            "granularity": "YYYY-MM-DDThh:mm:ssZ"}
        self._issued: dict[tuple[str, str], List] = {}
        self.fill(5)

    def now(self) -> datetime:
        return self._clock() + self.skew

    def fill(self, count: int) -> None:
        self.records = {number: Record(
            number, f"oai:example.org:{number}",
            (EPOCH + timedelta(days=number)).strftime(MOMENT),
            title=f"Record {number}") for number in range(1, count + 1)}

    def answer(self, request: Request) -> Answer:
        answer = Answer(request, request.verb)
        answer.response_date = self.now().strftime(MOMENT)
        try:
            self._check(request)
            if request.verb in LISTS:
                self._list(answer)
            elif request.verb == "GetRecord":
                answer.records = [self._find(request.arguments)]
            elif request.verb == "ListSets":
                self._list_sets(answer)
            else:
                answer.content = self._formats() if request.verb == \
                    "ListMetadataFormats" else self._identity()
        except Refused as why:
            answer.errors = [(why.code, why.text)]
        return answer

    @staticmethod
    def _check(request: Request) -> None:
        names = [name for name, _ in request.pairs]
        required, optional, exclusive = VERBS.get(
            request.verb, (set(), set(), ""))
        given = set(names) - {"verb", "key"}
        if request.verb not in VERBS or names.count("verb") != 1:
            raise Refused("badVerb", "no such verb")
        if len(set(names)) != len(names):
            raise Refused("badArgument", "an argument is repeated")
        if exclusive and exclusive in given:
            if given != {exclusive}:
                raise Refused("badArgument", "resumptionToken is exclusive")
        elif given - required - optional or required - given:
            raise Refused("badArgument", "arguments are missing or unknown")

    def _list(self, answer: Answer) -> None:
        state = self._state(answer.request)
        answer.state = state
        pages = self._pages(state)
        answer.matched = sum(len(page) for page in pages)
        if state.page == 1 and not answer.matched:
            raise Refused("noRecordsMatch", "nothing matches")
        if state.page > len(pages):
            raise Refused("badResumptionToken", "there is no such page")
        answer.records = pages[state.page - 1]
        answer.cursor = sum(len(page) for page in pages[:state.page - 1])
        if self.says_size:
            answer.size = answer.matched if self.size is None else self.size
        if state.page < len(pages):
            answer.token = self._next_token(state)
        elif state.page > 1:
            answer.token = b""

    def _state(self, request: Request) -> List:
        arguments = request.arguments
        if "resumptionToken" in arguments:
            key = request.verb, arguments["resumptionToken"]
            if key not in self._issued:
                raise Refused("badResumptionToken", "no such token")
            return self._issued.pop(key) if self.is_single_use \
                else self._issued[key]
        if arguments["metadataPrefix"] not in self.formats:
            raise Refused("cannotDisseminateFormat", "no such format")
        since, until = arguments.get("from", ""), arguments.get("until", "")
        for text in filter(None, (since, until)):
            if not self.has_seconds and "T" in text:
                raise Refused("badArgument", "dates are days here")
        if since and until and len(since) != len(until):
            raise Refused("badArgument", "from and until differ in form")
        state = List(request.verb, arguments["metadataPrefix"], since, until,
                     arguments.get("set", ""))
        for name in self.ignores:
            setattr(state, name, "")
        return state

    def _next_token(self, state: List) -> bytes:
        following = List(**vars(state))
        following.page += 1
        for name in self.forgets:
            setattr(following, name, "")
        if self.every_token is not None:
            token = self.every_token
        elif state.page <= len(self.tokens):
            token = self.tokens[state.page - 1]
        else:
            token = ("ids" if state.verb == "ListIdentifiers" else "page") \
                .encode() + str(following.page).encode() \
                + state.suffix().encode()
        self._issued[state.verb, token.decode("utf-8", "replace")] = following
        return token

    def issue(self, state: List, token: bytes) -> None:
        """A token that a rule made up: for the next page, unless it is known.
        """
        following = List(**vars(state))
        following.page += 1
        self._issued.setdefault(
            (state.verb, token.decode("utf-8", "replace").strip()), following)

    def _pages(self, state: List) -> list[list[Record]]:
        is_whole = not (state.since or state.until or state.spec)
        if self.pages is not None and is_whole:
            return [[self.records[n] for n in page if n in self.records]
                    for page in self.pages]
        since = state.since if "T" in state.since or not state.since \
            else state.since + "T00:00:00Z"
        until = state.until if "T" in state.until or not state.until \
            else state.until + "T23:59:59Z"
        listed = [record for record in self.records.values()
                  if (not since or record.instant() >= since)
                  and (not until or record.instant() <= until)
                  and self._is_in(record, state.spec)]
        return [listed[i:i + self.page_size]
                for i in range(0, len(listed), self.page_size)]

    @staticmethod
    def _is_in(record: Record, spec: str) -> bool:
        return not spec or any(s == spec or s.startswith(spec + ":")
                               for s in record.sets)

    def _find(self, arguments: dict[str, str]) -> Record:
        found = [record for record in self.records.values()
                 if record.identifier == arguments["identifier"]]
        if not found:
            raise Refused("idDoesNotExist", "no such record")
        return max(found, key=Record.instant)

    def _list_sets(self, answer: Answer) -> None:
        if not self.sets:
            raise Refused("noSetHierarchy", "there are no sets")
        page = 1
        token = answer.request.arguments.get("resumptionToken", "")
        if token:
            page = int(token.removeprefix("sets"))
        begin = (page - 1) * self.page_size
        answer.content = b"".join(
            f"<set><setSpec>{escape(s)}</setSpec><setName>Set {escape(s)}"
            "</setName></set>\n".encode()
            for s in self.sets[begin:begin + self.page_size])
        if begin + self.page_size < len(self.sets):
            answer.token = f"sets{page + 1}".encode()

    def _formats(self) -> bytes:
        return "".join(
            f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix>"
            f"<schema>{namespace}schema.xsd</schema><metadataNamespace>"
            f"{namespace}</metadataNamespace></metadataFormat>\n"
            for prefix, namespace in self.formats.items()).encode()

    def _identity(self) -> bytes:
        said = self.identify | (
            {"baseURL": self.identify.get("baseURL") or self.base_url}
            if "baseURL" in self.identify else {})
        return "".join(f"<{name}>{value}</{name}>\n"
                       for name, value in said.items()).encode()

    def render(self, answer: Answer) -> bytes:
        """The document."""
        said = "".join(f" {n}={quoteattr(v)}"
                       for n, v in answer.request.arguments.items()
                       if n != "key")
        date = "" if answer.response_date is None else \
            f"<responseDate>{answer.response_date}</responseDate>\n"
        head = (f'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH'
                f' xmlns="{NAMESPACE}">\n{date}<request{said}>'
                f"{self.base_url}</request>\n").encode()
        errors = "".join(f'<error code="{code}">{escape(text)}</error>\n'
                         for code, text in answer.errors).encode()
        return head + errors + self._content(answer) + b"</OAI-PMH>\n"

    def _content(self, answer: Answer) -> bytes:
        verb = answer.verb.encode()
        if answer.content is not None:
            inside = answer.content
        elif answer.records or not answer.errors:
            prefix = answer.state.prefix if answer.state \
                else answer.request.arguments.get("metadataPrefix", "oai_dc")
            only = answer.verb == "ListIdentifiers"
            inside = b"".join(self.header(r) if only else
                              self.record(r, prefix) for r in answer.records)
        else:
            return b""
        return b"<%s>\n%s%s</%s>\n" % (verb, inside, self._token(answer),
                                       verb)

    @staticmethod
    def _token(answer: Answer) -> bytes:
        if answer.token_element is not None:
            return answer.token_element + b"\n"
        if answer.token is None:
            return b""
        said = "" if answer.size is None else \
            f' completeListSize="{answer.size}" cursor="{answer.cursor}"'
        text = answer.token.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
        return b"<resumptionToken%s>%s</resumptionToken>\n" % (
            said.encode(), text)

    @staticmethod
    def header(record: Record) -> bytes:
        if record.header is not None:
            return record.header + b"\n"
        status = ' status="deleted"' if record.is_deleted else ""
        sets = "".join(f"<setSpec>{escape(s)}</setSpec>"
                       for s in record.sets)
        return (f"<header{status}><identifier>{escape(record.identifier)}"
                f"</identifier><datestamp>{record.datestamp}</datestamp>"
                f"{sets}</header>\n").encode()

    def record(self, record: Record, prefix: str) -> bytes:
        if record.whole is not None:
            return record.whole + b"\n"
        about = b"".join(b"<about>%s</about>" % a for a in record.about)
        return b"<record>%s%s%s</record>\n" % (
            self.header(record), self._metadata(record, prefix), about)

    def _metadata(self, record: Record, prefix: str) -> bytes:
        if record.metadata is not None:
            return record.metadata and \
                b"<metadata>%s</metadata>" % record.metadata
        if record.is_deleted:
            return b""
        title = escape(record.title)
        if record.version > 1:
            title += f", version {record.version}"
        namespace = self.formats.get(prefix, OAI_DC)
        if namespace != OAI_DC:
            return (f'<metadata><r xmlns="{namespace}"><title>{title}'
                    "</title></r></metadata>").encode()
        return (f'<metadata><oai_dc:dc xmlns:oai_dc="{OAI_DC}"'
                f' xmlns:dc="{DC}"><dc:title>{title}</dc:title>').encode() \
            + b"".join(record.statements) + b"</oai_dc:dc></metadata>"
