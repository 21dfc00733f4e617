"""Open Journal Systems: everything once a locale, with xml:lang.

dc:source holds journal, issue and pages, once a locale, and then the ISSN;
dc:relation is the file of the same article, not another work.
"""

from markup import element, oai_dc
from shape import Shape, oai_dc_format, oai_identifier
from work import Work

HOST = "journals.example.org"
HOME = f"https://{HOST}/index.php/sample/article/view"
# OJS writes ISO 639-2/B here, and locales with a hyphen in xml:lang.
CODES = {"en": "eng", "de": "ger", "fr": "fre", "es": "spa", "pl": "pol",
         "ru": "rus", "zh": "chi", "ar": "ara"}


def source(work: Work) -> str:
    return (f"{work.journal}; Vol {work.volume} No {work.issue}"
            f" ({work.year}): {work.journal} {work.volume};"
            f" {work.pages[0]}-{work.pages[1]}")


def article(number: int) -> int:
    """Journals hold articles alone: the nearest number that is one."""
    kinds = (0, 1, 3, 5, 8)
    return number // 5 * 10 + kinds[number % 5]


def in_locales(name: str, values: list[tuple[str, str]]) -> list[str]:
    return [element(name, text, xml_lang=locale.replace("_", "-"))
            for locale, text in values]


def write(work: Work) -> str:
    locales = [work] + ([work.translation] if work.translation else [])
    held = in_locales("dc:title", [(w.locale, w.title) for w in locales])
    held += [element("dc:creator", f"{family}, {given}")
             for family, given in work.creators]
    for said in locales:
        held += in_locales("dc:subject",
                           [(said.locale, s) for s in said.subjects])
    held += in_locales("dc:description",
                       [(w.locale, w.abstract) for w in locales])
    held += in_locales("dc:publisher",
                       [(work.locale, name) for name in work.publishers])
    held += [element("dc:date", f"{work.year}-06-15"),
             element("dc:type", "info:eu-repo/semantics/article"),
             element("dc:type", "info:eu-repo/semantics/publishedVersion")]
    held += in_locales("dc:type", [("en_US", "Peer-reviewed Article")])
    held += [element("dc:format", "application/pdf"),
             element("dc:identifier", f"{HOME}/{work.landing_number}")]
    if work.doi:
        held.append(element("dc:identifier", work.doi))
    held += in_locales("dc:source", [(w.locale, source(w)) for w in locales])
    held += [element("dc:source", number) for number in work.issns]
    held += [element("dc:language", CODES[work.language]),
             element("dc:relation", f"{HOME}/{work.landing_number}/1")]
    if work.licence:
        held += in_locales("dc:rights", [
            (work.locale, f"Copyright (c) {work.year} The authors"),
            ("", f"https://creativecommons.org/licenses/{work.licence}")])
    return oai_dc("\n\t".join(held)).replace(' xml:lang=""', "")


SHAPE = Shape(
    title="Sample Journal",
    deleted="no",
    formats=(oai_dc_format(write),),
    identify=lambda n: f"oai:ojs.{HOST}:article/{1000 + n}",
    file=lambda work: ("sample:REV" if work.number % 7 == 0
                       else "sample:ART",),
    sets={"sample": "Sample Journal", "sample:ART": "Articles",
          "sample:REV": "Reviews"},
    description=oai_identifier(f"ojs.{HOST}", f"oai:ojs.{HOST}:article/1000"),
)
