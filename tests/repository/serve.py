"""The sample repositories and their control, put on a site."""

import json
from typing import Any, TextIO

from catalogue import Catalogue
from provider import Provider, now
from web import Answer, Log, Request, Site


def resource(provider: Provider, request: Request) -> Answer:
    return Answer(200, {"Content-Type": "text/xml;charset=UTF-8"},
                  provider.answer(request.arguments).encode())


def edit(catalogue: Catalogue, order: dict[str, Any]) -> int:
    """Carries an order out; says how many items it changed."""
    stamp = order.get("datestamp") or now()
    return (catalogue.touch(order.get("touch", []), stamp)
            + catalogue.stamp(order.get("stamp", []), stamp)
            + catalogue.delete(order.get("delete", []), stamp)
            + catalogue.forget(order.get("forget", []))
            + catalogue.hide(order.get("hide", []), True)
            + catalogue.hide(order.get("reveal", []), False)
            + catalogue.file(order.get("file", {}))
            + catalogue.rename(order.get("rename", {}))
            + catalogue.add(order.get("add", 0), stamp))


def control(held: dict[str, Catalogue], request: Request) -> Answer:
    """POST {"repository": NAME, "touch": [IDENTIFIER, ...], ...}.

    touch: new content; stamp: a new datestamp only; delete; forget: gone
    without a trace; hide: the same, until reveal; file: {IDENTIFIER:
    [SET, ...]}; rename: {OLD: NEW}; add: so many new ones. datestamp: when
    (now).
    """
    try:
        order = json.loads(request.body)
        changed = edit(held[order["repository"]], order)
    except (ValueError, KeyError, TypeError) as why:
        return Answer(400, {"Content-Type": "text/plain"},
                      f"cannot do that: {why!r}\n".encode())
    return Answer(200, {"Content-Type": "application/json"},
                  json.dumps({"changed": changed}).encode() + b"\n")


def open_site(held: dict[str, Catalogue], port: int, page_size: int,
              log: TextIO | None = None) -> Site:
    """Every catalogue at /NAME/oai; the caller serves, and closes."""
    site = Site(port, Log(log))
    for name, catalogue in held.items():
        url = f"http://127.0.0.1:{site.server_port}/{name}/oai"
        provider = Provider(url, catalogue, page_size)
        site.resources[f"/{name}/oai"] = \
            lambda request, provider=provider: resource(provider, request)
    return site
