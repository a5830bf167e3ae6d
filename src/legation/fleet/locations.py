"""Folders and files on the disk and in object stores, by one name."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from legation.exceptions import FleetError


@dataclass(frozen=True, slots=True)
class Location:
    """A folder or a file. ``filesystem`` is pyarrow's; ``shown`` is how its user wrote it."""

    filesystem: Any
    path: str
    shown: str

    @property
    def on_disk(self) -> bool:
        return bool(self.filesystem.type_name == "local")

    def below(self, name: str) -> "Location":
        if not name:
            return self
        return Location(self.filesystem, f"{self.path}/{name}", f"{self.shown.rstrip('/')}/{name}")

    def files(self) -> Iterator[tuple[str, int]]:
        """Names below this folder with their sizes, sorted, hidden ones left out; ``("", size)`` for a file.

        Raises FleetError where there is none.
        """
        from pyarrow.fs import FileSelector, FileType

        own = self.filesystem.get_file_info(self.path)
        if own.type == FileType.NotFound:
            raise FleetError(self.shown, "does not exist")
        if own.type == FileType.File:
            yield "", own.size
            return
        found = self.filesystem.get_file_info(FileSelector(self.path, recursive=True))
        names = sorted((one.path[len(self.path) :].lstrip("/"), one.size) for one in found if one.is_file)
        yield from (one for one in names if not any(part.startswith(".") for part in PurePosixPath(one[0]).parts))

    def exists(self) -> bool:
        from pyarrow.fs import FileType

        return bool(self.filesystem.get_file_info(self.path).type != FileType.NotFound)

    def opened(self) -> IO[bytes]:
        """The file, to be read from anywhere; not unpacked."""
        stream: IO[bytes] = self.filesystem.open_input_file(self.path)
        return stream

    def read(self) -> bytes:
        with self.opened() as stream:
            return stream.read()

    def write(self, content: bytes) -> None:
        """The whole file or nothing: under another name first, then moved, in place of what is there."""
        folder, _, name = self.path.rpartition("/")
        beside = f"{folder}/.{name}.{uuid.uuid4().hex}"
        self.filesystem.create_dir(folder, recursive=True)
        with self.filesystem.open_output_stream(beside, compression=None) as stream:
            stream.write(content)
        self.filesystem.move(beside, self.path)

    def delete(self) -> None:
        self.filesystem.delete_file(self.path)


def location(uri: str) -> Location:
    """What a path, or a URI such as ``s3://bucket/news``, names. Raises FleetError where nothing knows it."""
    import pyarrow as pa
    from pyarrow.fs import FileSystem, LocalFileSystem

    if "://" not in uri:
        return Location(LocalFileSystem(), Path(uri).absolute().as_posix().rstrip("/"), uri)
    try:
        filesystem, path = FileSystem.from_uri(uri)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise FleetError(uri, f"can't be reached: {' '.join(str(error).split())}") from None
    return Location(filesystem, path.rstrip("/"), uri)
