"""Providers for the measurements of memory: many slow ones, and one page that
is very large. In one thread; what they send is made before anybody asks."""

import asyncio
import socket
import threading
from urllib.parse import parse_qs, urlsplit

CHUNK = 64 * 1024


class Provider:
    """One repository at every address of a list. A page is sent slowly, in
    pieces that take so many seconds together, and its second half only when
    all the addresses have been asked."""

    def __init__(self, addresses: list[str], answers: dict[str, bytes],
                 seconds: float = 0, withheld: int = 0) -> None:
        self._answers = answers  # by verb
        self._withheld = withheld  # bytes of a page that are never sent
        self._seconds = seconds
        self._all = len(addresses)
        self._all_came = asyncio.Event()
        if withheld:  # who is given up comes no more
            self._all_came.set()
        self.at_once = self.most_at_once = 0
        self._loop = asyncio.new_event_loop()
        self._sockets = self._bind(addresses)
        self.port = self._sockets[0].getsockname()[1]
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait()

    @staticmethod
    def _bind(addresses: list[str]) -> list[socket.socket]:
        """The same port everywhere."""
        port = 0
        sockets = []
        for address in addresses:
            sockets.append(socket.create_server((address, port), backlog=64))
            port = sockets[0].getsockname()[1]
        return sockets

    def _run(self) -> None:
        async def serve() -> None:
            for opened in self._sockets:
                await asyncio.start_server(self._converse, sock=opened)
            self._ready.set()
        self._loop.run_until_complete(serve())
        self._loop.run_forever()

    def stop(self) -> None:
        async def end_all() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        asyncio.run_coroutine_threadsafe(end_all(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        for opened in self._sockets:
            opened.close()

    async def _converse(self, reader: asyncio.StreamReader,
                        writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                query = urlsplit(head.split(b" ", 2)[1].decode()).query
                await self._answer(writer, parse_qs(query)["verb"][0])
        except (asyncio.IncompleteReadError, ConnectionError,
                asyncio.CancelledError):
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, verb: str) -> None:
        body = self._answers[verb]
        withheld = self._withheld if verb == "ListRecords" else 0
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
                     b"Content-Length: %d\r\n\r\n" % (len(body) + withheld))
        if verb != "ListRecords":
            writer.write(body)
            await writer.drain()
            return
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.at_once == self._all:
            self._all_came.set()
        try:
            await self._send_slowly(writer, body)
        finally:
            self.at_once -= 1

    async def _send_slowly(self, writer: asyncio.StreamWriter,
                           body: bytes) -> None:
        pause = self._seconds * CHUNK / len(body)
        for at in range(0, len(body), CHUNK):
            if at >= len(body) // 2:
                await self._all_came.wait()
            writer.write(body[at:at + CHUNK])
            await writer.drain()
            if pause:
                await asyncio.sleep(pause)
        if self._withheld:
            await asyncio.sleep(3600)
