"""Inputs that tests write, and how they read them."""

import json
from pathlib import Path

from legation.nouns import Document
from legation.sources import Rejected, documents


def only(*inputs: object, **options: object) -> Document | Rejected:
    (one,) = documents([str(i) for i in inputs], **options)
    return one


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(path: Path, *values: object) -> Path:
    return write(path, "".join(json.dumps(v) + "\n" for v in values))
