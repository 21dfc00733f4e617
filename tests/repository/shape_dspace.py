"""DSpace: qualified Dublin Core, which oai_dc gets with the qualifiers off.

So oai_dc has three dc:date of which one is the publication's, all of them in
the order of their qualifiers; the citation is a dc:identifier and MIME types
and byte counts share dc:format. Sets are communities and collections.
"""

from markup import DC, XSI, element, oai_dc
from shape import Format, Shape, oai_dc_format, oai_identifier
from work import Work

HOST = "dspace.example.org"
HANDLE = "http://hdl.handle.net/123456789"
TYPES = {"article": "Article", "thesis": "Thesis", "chapter": "Book chapter",
         "paper": "Presentation", "report": "Working Paper",
         "dataset": "Dataset"}
QUALIFIED = "http://dspace.org/qualifieddc/"
TERMS = "http://purl.org/dc/terms/"
# What qualified Dublin Core calls the fields of which it knows the qualifier.
REFINED = {"date.accessioned": "dcterms:dateAccepted",
           "date.available": "dcterms:available",
           "date.issued": "dcterms:issued",
           "description.abstract": "dcterms:abstract",
           "identifier.citation": "dcterms:bibliographicCitation",
           "relation.ispartofseries": "dcterms:isPartOf",
           "format.extent": "dcterms:extent",
           "format.mimetype": "dcterms:medium"}


def fields(work: Work) -> list[tuple[str, str]]:
    """element.qualifier and value, in the order of DSpace's stylesheet."""
    accessioned = f"{work.year + 1}-11-{1 + work.number % 28:02}" \
        f"T{work.number % 24:02}:{work.number % 60:02}:17Z"
    held = [("title", work.title)]
    if work.translation:
        held.append(("title.alternative", work.translation.title))
    held += [("creator", f"{family}, {given}")
             for family, given in work.creators]
    if work.kind == "thesis":
        held.append(("contributor.advisor", "Lindqvist, Astrid"))
    held += [("subject", subject) for subject in work.subjects]
    held.append(("description.abstract", work.abstract))
    held += [("date.accessioned", accessioned),
             ("date.available", accessioned),
             ("date.issued", work.date),
             ("type", TYPES[work.kind])]
    if work.journal:
        held.append(("identifier.citation",
                     f"{work.journal}, vol. {work.volume}, no. {work.issue},"
                     f" {work.year}, p. {work.pages[0]}-{work.pages[1]}"))
    held += [("identifier.issn", number) for number in work.issns]
    held.append(("identifier.uri", f"{HANDLE}/{work.landing_number}"))
    if work.doi:
        held.append(("identifier.doi", work.doi))
    held.append(("language.iso", work.locale if work.number % 2
                 else work.language))
    if work.kind == "report":
        held.append(("relation.ispartofseries",
                     f"Working papers;{work.number % 60}"))
    if work.licence:
        held += [("rights", "Attribution 4.0 International"),
                 ("rights.uri",
                  f"http://creativecommons.org/licenses/{work.licence}/")]
    held += [("format.extent", f"{90000 + work.number * 977} bytes"),
             ("format.mimetype", "application/pdf")]
    return held + [("publisher", name) for name in work.publishers]


def flattened(work: Work) -> str:
    return oai_dc("".join(
        element("dc:" + name.split(".")[0], value)
        for name, value in fields(work)))


def qualified(work: Work) -> str:
    statements = "".join(
        element(REFINED.get(name, "dc:" + name.split(".")[0]), value)
        for name, value in fields(work))
    return (f'<metadata><qdc:qualifieddc xmlns:qdc="{QUALIFIED}"'
            f' xmlns:dc="{DC}" xmlns:dcterms="{TERMS}" xmlns:xsi="{XSI}">'
            f"{statements}</qdc:qualifieddc></metadata>")


def file(work: Work) -> tuple[str, ...]:
    return (f"com_123456789_{1 + work.topic % 3}",
            f"col_123456789_{10 + work.topic}")


SETS = {f"com_123456789_{1 + n}": name for n, name in enumerate(
    ("Faculty of Science", "Faculty of Letters", "Faculty of Medicine"))}
SETS |= {f"col_123456789_{10 + n}": f"Collection {1 + n}" for n in range(12)}

SHAPE = Shape(
    title="Sample DSpace",
    deleted="persistent",
    formats=(oai_dc_format(flattened),
             Format("qdc", "http://dublincore.org/schemas/xmls/qdc/dcterms"
                    ".xsd", QUALIFIED, qualified)),
    identify=lambda n: f"oai:{HOST}:123456789/{1000 + n}",
    file=file,
    sets=SETS,
    description=oai_identifier(HOST, f"oai:{HOST}:123456789/1000"),
    prolog='<?xml version="1.0" encoding="UTF-8"?>'
           '<?xml-stylesheet type="text/xsl" href="static/style.xsl"?>',
)
