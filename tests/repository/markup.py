"""The little of XML that an answer needs."""

from xml.sax.saxutils import escape, quoteattr

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def attributes(values: dict[str, str]) -> str:
    """ name="value" pairs, each with a blank before it."""
    return "".join(f" {n}={quoteattr(v)}" for n, v in values.items())


def element(name: str, text: str, **values: str) -> str:
    """One element with text; an attribute xml_lang becomes xml:lang."""
    named = {n.replace("_", ":", 1): v for n, v in values.items()}
    return f"<{name}{attributes(named)}>{escape(text)}</{name}>"


def oai_dc(statements: str) -> str:
    """The usual wrapping of Dublin Core, as most platforms write it."""
    return (f'<metadata><oai_dc:dc xmlns:oai_dc="{OAI_DC}" xmlns:dc="{DC}"'
            f' xmlns:xsi="{XSI}" xsi:schemaLocation="{OAI_DC}'
            ' http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
            f"{statements}</oai_dc:dc></metadata>")
