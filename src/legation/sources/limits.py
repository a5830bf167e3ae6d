"""How large an input may be, and reading no further than that.

The numbers bound memory: what is read of one report is held a few times over (packed, plain, decoded, taken to
pieces), and the whole stays under 1 GB.
"""

import io

from legation.sources.unreadable import UnreadableError

MIB = 2**20
TEXT = 16 * MIB
"""Bytes of the text of one report, of a page, of a row: the Bible has 4 MB."""
FILE = 64 * MIB
"""Bytes of a file that is read whole: PDF, DOCX, RTF, feeds and exports."""
RATIO = 200
"""How often larger than its packed form an input may grow once it is past ``FILE``. News packs to a fifth, and
the same report over and over to a hundredth; zeros pack to a thousandth."""


def whole(stream: io.BufferedIOBase, limit: int) -> bytes:
    """All bytes of a stream. Raises UnreadableError, having read ``limit`` bytes, where there are more."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise UnreadableError(f"holds more than {limit // MIB} MB: no single report does; split it")
    return content
