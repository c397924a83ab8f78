"""The files in a .zip or .tar, read where they are: nothing is ever written to disk, so no path can climb out."""

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from kg import compressed
from kg.articles.sources import Source, as_text, kind
from kg.errors import InputError, SetAside
from kg.model import Article

Found = Article | InputError
Read = Callable[[BinaryIO, Source], Iterator[Found]]
_NESTED = frozenset({".zip", ".tar"})
_MOST = 10_000_000
"""Members of an archive at most."""
_BROKEN = (zipfile.BadZipFile, RuntimeError, EOFError, OSError, zlib.error, lzma.LZMAError, struct.error)
"""What zipfile, and what it unpacks with, say of one member that is damaged; those behind it may be whole."""


def zip_members(stream: BinaryIO, source: Source, read: Read) -> Iterator[Found]:
    """What `read` finds in each file of a .zip, in the order of the archive."""
    try:
        with zipfile.ZipFile(stream) as archive:
            for member in archive.infolist():
                if member.filename.endswith("/"):  # is_dir() of Python 3.11 fails on a member without a name
                    continue
                part = _part(source, member.filename)
                if isinstance(part, InputError):
                    yield part
                    continue
                if member.file_size > max(compressed.FREE, compressed.RATIO * member.compress_size):
                    what = f"unpacks to {member.file_size:,} bytes, more than {compressed.RATIO} times its size"
                    yield InputError(what, where=part.where, cause="bomb")
                    continue
                try:
                    with archive.open(member) as inside:
                        yield from read(cast(BinaryIO, inside), part)
                except _BROKEN as cause:
                    yield InputError(f"cannot be unpacked: {cause}", where=part.where)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error) as cause:
        raise InputError(f"no .zip that can be read: {cause}", where=source.where) from cause


def tar_members(stream: BinaryIO, source: Source, read: Read) -> Iterator[Found]:
    """What `read` finds in each file of a .tar, in the order of the archive."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for count, member in enumerate(archive):
                if count >= _MOST:
                    raise InputError(f"holds more than {_MOST:,} files", where=source.where, cause="bomb")
                vars(archive)["members"] = []  # it would keep them all
                part = _part(source, member.name)
                if member.isdir() or not member.isfile():
                    continue
                inside = archive.extractfile(member)
                if isinstance(part, InputError):
                    yield part
                elif inside is not None:
                    yield from read(cast(BinaryIO, inside), part)
    except (tarfile.TarError, ValueError, EOFError, OverflowError) as cause:
        raise InputError(f"no .tar that can be read: {cause}", where=source.where) from cause


def _part(source: Source, member: str) -> Source | SetAside:
    """The member as a source of its own; what is no kind of article is set aside."""
    path = PurePosixPath(as_text(member.replace("\\", "/")))
    inside = "/".join(part for part in path.parts if part not in ("/", "..", "."))
    part = replace(source, name=f"{source.name}/{inside}", member=inside)
    if not inside or any(name.startswith(".") for name in inside.split("/")) or part.kind is None:
        return SetAside("a file of another kind", where=part.where, cause="other kind")
    if part.kind in _NESTED:
        return SetAside("an archive in an archive", where=part.where, hint="unpack it", cause="other kind")
    return part


def is_archive(source: Source) -> bool:
    """Whether the file holds others."""
    return not source.member and kind(source.path) in _NESTED


def members(stream: BinaryIO, source: Source, read: Read) -> Iterator[Found]:
    """What `read` finds in each file of the archive."""
    inside = zip_members if source.kind == ".zip" else tar_members
    yield from inside(stream, source, read)
