"""What makes one repository software differ from another."""

from dataclasses import dataclass, field
from typing import Callable

from markup import OAI_DC
from work import Work

SECONDS = "YYYY-MM-DDThh:mm:ssZ"
DAYS = "YYYY-MM-DD"


@dataclass(frozen=True)
class Format:
    """A metadataPrefix. write gives a whole <metadata> element."""

    prefix: str
    schema: str
    namespace: str
    write: Callable[[Work], str]


@dataclass(frozen=True)
class Shape:
    """What a platform serves, and how."""

    title: str
    deleted: str  # persistent, transient or no
    formats: tuple[Format, ...]
    identify: Callable[[int], str]  # number of a work to its identifier
    file: Callable[[Work], tuple[str, ...]] = lambda _: ()  # into sets
    sets: dict[str, str] = field(default_factory=dict)  # setSpec to setName
    granularity: str = SECONDS
    description: str = ""  # inside <description> of Identify
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>'


def oai_dc_format(write: Callable[[Work], str]) -> Format:
    """Every repository has this one."""
    return Format("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
                  OAI_DC, write)


def oai_identifier(host: str, sample: str) -> str:
    """The description that guidelines-oai-identifier.htm asks for."""
    name = "http://www.openarchives.org/OAI/2.0/oai-identifier"
    return (f'<oai-identifier xmlns="{name}"><scheme>oai</scheme>'
            f"<repositoryIdentifier>{host}</repositoryIdentifier>"
            "<delimiter>:</delimiter>"
            f"<sampleIdentifier>{sample}</sampleIdentifier></oai-identifier>")
