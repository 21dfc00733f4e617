"""Haplo: oai_dc and rioxx, dates in words, no language, no journal.

Journal, volume, issue and pages are to be had from the citation alone, the
last dc:identifier. Print and electronic ISSN look alike. The namespaces of a
record are declared on <metadata>, outside what a harvester would cut out.
rioxx is its own terms, then all of the Dublin Core, then the date of
acceptance and the licence.
"""

from markup import DC, OAI_DC, XSI, attributes, element
from shape import Format, Shape, oai_dc_format, oai_identifier
from work import Work

HOST = "research.example.org"
RIOXX = "http://www.rioxx.net/schema/v2.0/rioxx/"
RIOXX_TERMS = "http://www.rioxx.net/schema/v2.0/rioxxterms/"
TERMS = "http://purl.org/dc/terms/"
ALI = "http://ali.niso.org/2014/ali/1.0"
UNLICENSED = "http://www.rioxx.net/licenses/all-rights-reserved"
TYPES = {"article": ("journal-article", "Journal Article/Review"),
         "thesis": ("thesis", "Thesis"),
         "chapter": ("book-chapter", "Book chapter"),
         "paper": ("conference-item", "Conference Paper/Proceeding/Abstract"),
         "report": ("report", "Working paper"),
         "dataset": ("dataset", "Other")}


def initials(given: str) -> str:
    return given if given.endswith(".") else f"{given[0]}."


def names(work: Work) -> list[str]:
    return [f"{family}, {initials(given)}" for family, given in work.creators]


def citation(work: Work) -> str:
    *first, last = names(work)
    authors = f"{', '.join(first)} and {last}" if first else last
    text = f"{authors} {work.year}. {work.title}."
    if work.journal:
        text += (f" {work.journal}. {work.volume} ({work.issue}),"
                 f" pp. {work.pages[0]}-{work.pages[1]}.")
    return f"{text} https://doi.org/{work.doi}" if work.doi else text


def home(work: Work) -> str:
    return work.page or f"https://{HOST}/item/{reference(work.number)}"


def reference(number: int) -> str:
    """Haplo numbers objects in a base of its own; the look is enough."""
    return f"8{1000 + number * 37:x}"


def dublin_core(work: Work) -> str:
    held = [element("dc:relation", home(work)),
            element("dc:type", TYPES[work.kind][0]),
            element("dc:title", work.title)]
    held += [element("dc:creator", name) for name in names(work)]
    held += [element("dc:subject", subject) for subject in work.subjects]
    held.append(element("dc:description", work.abstract))
    held += [element("dc:publisher", name) for name in work.publishers]
    held.append(element("dc:date", work.date_in_words))
    if work.licence:
        held += [element("dc:rights", "CC BY 4.0"),
                 element("dc:identifier", f"https://{HOST}/download/"
                         f"{work.landing_number:08x}/text.pdf"),
                 element("dc:format", "application/pdf")]
    if work.doi:
        held.append(element("dc:identifier", f"https://doi.org/{work.doi}"))
    held.append(element("dc:identifier", citation(work)))
    held += [element("dc:relation", f"ISSN:{number}")
             for number in work.issns]
    return "".join(held)


def earliest(work: Work) -> str:
    return f"{work.year:04}-{work.month or 1:02}-{work.day or 1:02}"


def rioxx_terms(work: Work) -> str:
    held = []
    for index, name in enumerate(names(work)):
        # The identifier that ORCID gives to its invented researcher.
        known = {"id": "https://orcid.org/0000-0002-1825-0097"} \
            if index == 0 and work.number % 5 == 1 else {}
        held.append(element("rioxxterms:author", name, **known))
    held += [element("rioxxterms:publication_date", work.date_in_words),
             element("rioxxterms:type", TYPES[work.kind][1]),
             element("rioxxterms:version", "VoR" if work.licence else "NA")]
    if work.doi:
        held.append(element("rioxxterms:version-of-record", work.doi))
    return "".join(held)


def rioxx(work: Work) -> str:
    held = rioxx_terms(work) + dublin_core(work)
    if work.accepted:
        held += element("dcterms:dateAccepted", work.accepted)
    licence = "https://creativecommons.org/licenses/by/4.0/" \
        if work.licence else UNLICENSED
    held += (f'<ali:license_ref start_date="{earliest(work)}">'
             f"{licence}</ali:license_ref>")
    return wrap("rioxx:rioxx", held, {
        "xmlns:rioxx": RIOXX, "xmlns:rioxxterms": RIOXX_TERMS,
        "xmlns:dc": DC, "xmlns:dcterms": TERMS, "xmlns:ali": ALI,
        "xmlns:xsi": XSI,
        "xsi:schemaLocation": f"{RIOXX} {RIOXX}rioxx.xsd"})


def wrap(root: str, inside: str, declared: dict[str, str]) -> str:
    return (f"<metadata{attributes(declared)}><{root}>{inside}</{root}>"
            "</metadata>")


def oai_dc(work: Work) -> str:
    return wrap("oai_dc:dc", dublin_core(work), {
        "xmlns:oai_dc": OAI_DC, "xmlns:dc": DC, "xmlns:xsi": XSI,
        "xsi:schemaLocation":
            f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"})


SHAPE = Shape(
    title="Sample Haplo Repository",
    deleted="transient",
    formats=(oai_dc_format(oai_dc),
             Format("rioxx", f"{RIOXX}rioxx.xsd", RIOXX, rioxx)),
    identify=lambda n: f"oai:{HOST}:{reference(n)}",
    file=lambda work: (TYPES[work.kind][0],),
    sets={code: code.replace("-", " ").capitalize()
          for code, _ in TYPES.values()},
    description=oai_identifier(HOST, f"oai:{HOST}:{reference(0)}"),
)
