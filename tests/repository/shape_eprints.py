"""EPrints: setSpecs in hexadecimal, a rendered citation in dc:identifier.

The official address of a work, often a bare DOI, is a second dc:relation;
whether it was reviewed is a second dc:type; blanks of the citation's
template show. Days, as older installations serve them.
"""

from markup import element, oai_dc
from shape import DAYS, Shape, oai_dc_format
from work import Work

HOST = "eprints.example.org"
TYPES = {"article": "Article", "thesis": "Thesis", "chapter": "Book Section",
         "paper": "Conference or Workshop Item", "report": "Monograph",
         "dataset": "Dataset"}
SUBJECTS = ("GE", "LB", "S", "RA", "Z", "P", "TG", "QL", "QR", "HF", "TK",
            "HE")


def hexadecimal(*levels: str) -> str:
    """Each level of a set's path by itself, upper case, colons between."""
    return ":".join(level.encode().hex().upper() for level in levels)


def citation(work: Work) -> str:
    names = " and ".join(f"{family}, {given}"
                         for family, given in work.creators)
    text = f"  {names}  ({work.year}) {work.title}.  "
    if not work.journal:
        return f"{text}[{TYPES[work.kind]}]     "
    return (f"{text}{work.journal}, {work.volume} ({work.issue}).  pp."
            f" {work.pages[0]}-{work.pages[1]}.  ISSN {work.issns[0]}     ")


def write(work: Work) -> str:
    home = f"http://{HOST}/{work.landing_number}/"
    held = [element("dc:relation", home), element("dc:title", work.title)]
    held += [element("dc:creator", f"{family}, {given}")
             for family, given in work.creators]
    held += [element("dc:subject", f"{SUBJECTS[work.topic]} {subject}")
             for subject in work.subjects]
    held.append(element("dc:description",
                        work.abstract.replace(". ", ".\r\n", 1)))
    held += [element("dc:publisher", name) for name in work.publishers]
    held += [element("dc:date", work.date),
             element("dc:type", TYPES[work.kind]),
             element("dc:type", "PeerReviewed" if work.kind == "article"
                     else "NonPeerReviewed")]
    if work.licence:
        held += [element("dc:format", "text"),
                 element("dc:language", work.language),
                 element("dc:rights", "cc_by_4"),
                 element("dc:identifier", f"{home}1/text.pdf")]
    held.append(element("dc:identifier", citation(work)))
    if work.doi:
        held.append(element("dc:relation", work.doi))
    return oai_dc("\n".join(held)).replace("\r", "&#13;")


def file(work: Work) -> tuple[str, ...]:
    return (hexadecimal("status=pub"),
            hexadecimal(f"subjects={SUBJECTS[work.topic][0]}",
                        SUBJECTS[work.topic]),
            hexadecimal(f"types={work.kind}"))


SETS = {hexadecimal("status=pub"): "Status = Published"}
SETS |= {hexadecimal(f"subjects={name[0]}"): f"Subject = {name[0]}"
         for name in SUBJECTS}
SETS |= {hexadecimal(f"subjects={name[0]}", name):
         f"Subject = {name[0]}: {name}" for name in SUBJECTS}
SETS |= {hexadecimal(f"types={kind}"): f"Type = {name}"
         for kind, name in TYPES.items()}

SHAPE = Shape(
    title="Sample EPrints",
    deleted="persistent",
    formats=(oai_dc_format(write),),
    identify=lambda n: f"oai:{HOST}:{1000 + n}",
    file=file,
    sets=SETS,
    granularity=DAYS,
    description='<eprints xmlns="http://www.openarchives.org/OAI/1.1/eprints"'
                "><content><text>Works of our own making.</text></content>"
                "<metadataPolicy/><dataPolicy/></eprints>",
    prolog="<?xml version='1.0' encoding='UTF-8'?>\n"
           "<?xml-stylesheet type='text/xsl' href='/oai2.xsl' ?>\n",
)
