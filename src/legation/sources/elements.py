"""XML that strangers wrote, to elements."""

from typing import TYPE_CHECKING

from legation.sources.unreadable import UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def parsed(content: bytes) -> "Element":
    """The root of an XML document. Raises UnreadableError, also for what is there to do harm."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(content.lstrip())
    except DefusedXmlException:
        raise UnreadableError("declares entities of its own, which could expand without end") from None
    except (ParseError, LookupError, ValueError) as error:
        raise UnreadableError(f"is damaged XML: {error}") from None
    return root


def local(element: "Element") -> str:
    """An element's name without its namespace; none for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child_text(element: "Element", name: str) -> str | None:
    """All text in the first child of that name, spaces made one; None where there is none."""
    for child in element:
        if local(child) == name and (text := " ".join("".join(child.itertext()).split())):
            return text
    return None
