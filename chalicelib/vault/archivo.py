"""The archive of an expediente v1: six stored entries that fill the file exactly.

zipfile reads the directory. This module refuses everything that zipfile tolerates: bytes before, between and after
entries, a local header that disagrees with the directory, extra fields, comments. It reads nothing before the size is
known.
"""

import io
import struct
import zipfile
import zlib

from chalicelib.vault.errores import ExpedienteInvalido
from chalicelib.vault.limites import MAX_ARCHIVO, MAX_FIRMA, MAX_FIRMA_DER, MAX_JPEG, MAX_REGISTRO

ENTRADAS = {
    "registro.json": MAX_REGISTRO,
    "registro.sig": MAX_FIRMA_DER,
    "anverso.jpg": MAX_JPEG,
    "reverso.jpg": MAX_JPEG,
    "foto.jpg": MAX_JPEG,
    "firma.png": MAX_FIRMA,
}
"""Entry name -> most bytes, in the order of the archive."""

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_END = struct.Struct("<4sHHHHIIH")
_DIRECTORY_ENTRY = 46
_END_MARK = b"PK\x05\x06"
_LOCATOR_64, _LOCATOR_64_SIZE = b"PK\x06\x07", 20
"""Marks of the ZIP64 locator. zipfile looks for it before the end record, and then trusts the sizes of a second end
record.
"""
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_FLAGS = {0, 0x800}
_MAX_LISTED = 64
"""Most directory entries that are listed to say what is wrong. Above it, the error only says that there
are too many.
"""
_MAX_DIRECTORY = _MAX_LISTED * 128
"""Most bytes of a directory that is read: zipfile does not respect the count that the file declares."""


def read_entries(clear: bytes) -> dict[str, bytes]:
    """The six entries of `clear` by name. Raises ExpedienteInvalido for any other archive."""
    if len(clear) > MAX_ARCHIVO:
        raise ExpedienteInvalido("archivo_excedido")
    infos = _directory(clear)
    _check_names([info.orig_filename for info in infos])
    for info in infos:
        _check_declared(info)
    starts = _check_tiles(clear, infos)
    entries = {
        info.filename: clear[start : start + info.file_size]
        for info, start in zip(infos, starts, strict=True)
    }
    for info in infos:
        if zlib.crc32(entries[info.filename]) != info.CRC:
            raise ExpedienteInvalido("crc_no_coincide", info.filename)
    return entries


def _directory(clear: bytes) -> list[zipfile.ZipInfo]:
    if len(clear) < _END.size or not clear.startswith(b"PK"):
        raise ExpedienteInvalido("bytes_ocultos" if b"PK\x03\x04" in clear else "archivo_no_zip")
    mark, _, _, _, count, size, _, _ = _END.unpack(clear[-_END.size :])
    if mark != _END_MARK:
        raise ExpedienteInvalido("bytes_ocultos" if _END_MARK in clear else "archivo_no_zip")
    before = len(clear) - _END.size - _LOCATOR_64_SIZE
    if count > _MAX_LISTED or size > _MAX_DIRECTORY or clear.startswith(_LOCATOR_64, max(before, 0)):
        raise ExpedienteInvalido("entrada_sobrante")
    try:
        with zipfile.ZipFile(io.BytesIO(clear)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise ExpedienteInvalido("archivo_no_zip") from error


def _check_names(names: list[str]) -> None:
    # Unknown names are not repeated in the error: the sender chose them, and they may hold anything.
    if any("/" in name or "\\" in name or ".." in name or ":" in name for name in names):
        raise ExpedienteInvalido("entrada_ruta")
    if len(set(names)) != len(names):
        raise ExpedienteInvalido("entrada_duplicada")
    if set(names) - set(ENTRADAS):
        raise ExpedienteInvalido("entrada_sobrante")
    missing = [name for name in ENTRADAS if name not in names]
    if missing:
        raise ExpedienteInvalido("entrada_faltante", ", ".join(missing))
    if names != list(ENTRADAS):
        raise ExpedienteInvalido("entrada_desordenada")


def _check_declared(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if info.flag_bits & _ENCRYPTED:
        raise ExpedienteInvalido("entrada_cifrada", name)
    if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
        raise ExpedienteInvalido("entrada_comprimida", name)
    if info.file_size > ENTRADAS[name]:
        raise ExpedienteInvalido("entrada_excedida", name)
    if info.file_size == 0:
        raise ExpedienteInvalido("entrada_vacia", name)
    if info.flag_bits not in _FLAGS:
        raise ExpedienteInvalido("bytes_ocultos", name)


def _check_tiles(clear: bytes, infos: list[zipfile.ZipInfo]) -> list[int]:
    """Start of each content, provided that local headers, contents, directory and end fill the file exactly."""
    starts, position = [], 0
    for info in infos:
        if info.header_offset != position or not _local_header_agrees(clear, info):
            raise ExpedienteInvalido("bytes_ocultos", info.filename)
        starts.append(position + _LOCAL.size + len(info.filename))
        position = starts[-1] + info.file_size
    size = sum(_DIRECTORY_ENTRY + len(name) for name in ENTRADAS)
    end = _END.pack(_END_MARK, 0, 0, len(infos), len(infos), size, position, 0)
    if len(clear) != position + size + _END.size or not clear.endswith(end):
        raise ExpedienteInvalido("bytes_ocultos")
    return starts


def _local_header_agrees(clear: bytes, info: zipfile.ZipInfo) -> bool:
    name = info.filename.encode()
    raw = clear[info.header_offset : info.header_offset + _LOCAL.size + len(name)]
    if len(raw) != _LOCAL.size + len(name):
        return False
    mark, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack(
        raw[: _LOCAL.size]
    )
    found = (mark, flags, method, crc, packed, size, name_length, extra_length, raw[_LOCAL.size :])
    return found == (
        b"PK\x03\x04", info.flag_bits, 0, info.CRC, info.file_size, info.file_size, len(name), 0, name
    )  # fmt: skip
