"""A good repository with a long list, served all the while."""

from typing import Callable

from case import Case
from wire import (DECLARATION, OPEN, Asked, Reply, good, listed, records,
                  token)

PAGE_RECORDS = 5
PAUSE_SECONDS = 0.03
IDENTITY = (DECLARATION + OPEN.replace(b"ListRecords", b"Identify")
            + b"<Identify><repositoryName>Steady</repositoryName><baseURL>"
            b"http://127.0.0.1/oai</baseURL><protocolVersion>2.0"
            b"</protocolVersion><adminEmail>a@example.org</adminEmail>"
            b"<earliestDatestamp>2029-12-29</earliestDatestamp>"
            b"<deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DD"
            b"</granularity></Identify></OAI-PMH>")


class Steady:
    def __init__(self, used: Callable[[], float]) -> None:
        self.used = used
        self.is_over = False
        self.pages = 0
        # For its next request, in seconds that the worker spent meanwhile, on
        # others or on itself: how long a page takes, this machine decides.
        self.longest_wait = 0.0
        self._used = -1.0
        self.case = Case("good-steady", "a good list that goes on all the"
                         " while", self.answer, "complete ended", 0,
                         is_slow=True)

    def answer(self, asked: Asked) -> Reply:
        used = self.used()
        if self._used >= 0:
            self.longest_wait = max(self.longest_wait, used - self._used)
        self._used = used
        if asked.verb == "Identify":
            return good(IDENTITY)
        page = int(asked.token or "0")
        self.pages = max(self.pages, page + 1)
        more = b"" if self.is_over else token(b"%d" % (page + 1))
        reply = good(listed(records(page * PAGE_RECORDS, PAGE_RECORDS),
                            more))
        self.case.records = self.pages * PAGE_RECORDS
        reply.pause = PAUSE_SECONDS / len(reply.parts)
        return reply
