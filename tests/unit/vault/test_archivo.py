"""The archive: bounds are kept before anything is read."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from chalicelib.vault.archivo import read_entries
from chalicelib.vault.errores import ExpedienteInvalido
from chalicelib.vault.expediente import read_expediente
from chalicelib.vault.limites import MAX_ARCHIVO
from cliente import malos, muestra
from cliente.expediente import archive, build_expediente, new_device_key
from tests.unit.vault.vectores import VECTORES, data

CLARO = data(VECTORES["buenos"][0]["claro"])


def refused(clear: bytes) -> ExpedienteInvalido:
    with pytest.raises(ExpedienteInvalido) as error:
        read_entries(clear)
    return error.value


def test_an_archive_over_4_mib_is_refused_whatever_it_holds():
    assert refused(CLARO + bytes(MAX_ARCHIVO)).codigo == "archivo_excedido"


def test_an_entry_over_its_bound_is_refused():
    entries = read_entries(CLARO)
    large = archive(entries | {"firma.png": bytes(512 * 1024 + 1)})
    assert refused(large).codigo == "entrada_excedida"


def test_a_bomb_is_refused_without_unpacking_it():
    entries = read_entries(CLARO) | {"foto.jpg": bytes(64 * 1024 * 1024)}
    bomb = malos.zipped(list(entries.items()), method=8)
    del entries
    tracemalloc.start()
    assert refused(bomb).codigo == "entrada_comprimida"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1024 * 1024


def test_thousands_of_entries_are_refused_without_listing_them():
    crowd = malos.zipped([(f"{i}.jpg", b"x") for i in range(5000)])
    assert refused(crowd).codigo == "entrada_sobrante"


def test_the_largest_images_allowed_are_received():
    images = muestra.images()
    for name in ("anverso.jpg", "reverso.jpg"):
        jpeg = images[name]
        comment = b"\xff\xfe\xff\xff" + bytes(65533)
        padding = comment * ((3 * 512 * 1024 - len(jpeg)) // len(comment))
        images[name] = jpeg[:2] + padding + jpeg[2:]
    clear = build_expediente(muestra.registro(), images, new_device_key())
    assert len(clear) > 2_900_000
    assert set(read_expediente(clear).imagenes) == set(images)


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
def test_every_kind_of_encryption_mark_is_refused(flag):
    assert refused(malos.with_flags(CLARO, flag)).codigo == "entrada_cifrada"


@pytest.mark.parametrize("empty", [b"", b"PK", b"PK\x05\x06" + bytes(18)])
def test_an_empty_archive_is_refused(empty):
    assert refused(empty).codigo in {"archivo_no_zip", "entrada_faltante"}


@pytest.mark.parametrize("name", ["/etc/passwd", "..\\foto.jpg", "C:foto.jpg", "fotos/foto.jpg"])
def test_no_name_with_a_path_is_accepted_nor_repeated(name):
    entries = {name if k == "foto.jpg" else k: v for k, v in read_entries(CLARO).items()}
    error = refused(archive(entries))
    assert error.codigo == "entrada_ruta"
    assert name not in str(error)


@pytest.mark.parametrize("flag", [0x2, 0x8, 0x10, 0x8000])
def test_an_archive_with_any_other_zip_flag_is_refused(flag):
    assert refused(malos.with_flags(CLARO, flag)).codigo == "bytes_ocultos"


def test_utf8_names_may_be_marked_as_such():
    assert read_entries(malos.with_flags(CLARO, 0x800)) == read_entries(CLARO)


def test_bytes_between_the_last_entry_and_the_directory_are_refused():
    directory = CLARO.index(b"PK\x01\x02")
    moved = (directory + 6).to_bytes(4, "little")
    gap = CLARO[:directory] + b"oculto" + CLARO[directory:-6] + moved + CLARO[-2:]
    with zipfile.ZipFile(io.BytesIO(gap)) as lenient:
        assert lenient.testzip() is None
    assert refused(gap).codigo == "bytes_ocultos"


def test_a_comment_on_an_entry_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data_ in read_entries(CLARO).items():
            info = zipfile.ZipInfo(name)
            info.comment = b"oculto"
            file.writestr(info, data_)
    assert refused(buffer.getvalue()).codigo == "bytes_ocultos"


def test_a_stored_entry_with_two_sizes_is_refused():
    changed = bytearray(CLARO)
    changed[CLARO.rindex(b"PK\x01\x02") + 20] ^= 1
    assert refused(bytes(changed)).codigo == "entrada_comprimida"


def test_a_signature_of_another_length_is_refused_before_it_is_verified():
    short = archive(read_entries(CLARO) | {"registro.sig": bytes(63)})
    with pytest.raises(ExpedienteInvalido) as error:
        read_expediente(short)
    assert error.value.codigo == "firma_dispositivo_invalida"


def directory_bomb(*, zip64: bool) -> bytes:
    """20,000 entries that the archive's end declares to be six; with `zip64`, of a few bytes as well, and the true
    size in a second end, which zipfile prefers.
    """
    guardado = io.BytesIO()
    with zipfile.ZipFile(guardado, "w") as archivo:
        for n in range(20_000):
            archivo.writestr(zipfile.ZipInfo(f"{n:x}"), b"")
    bomba = bytearray(guardado.getvalue())
    bomba[-14:-10] = (6).to_bytes(2, "little") * 2  # how many entries it says to have
    if not zip64:
        return bytes(bomba)
    final, donde = bytearray(bomba[-22:]), len(bomba) - 22
    tamano, desde = struct.unpack("<II", final[12:20])
    final[12:16] = (300).to_bytes(4, "little")
    otro = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 20_000, 20_000, tamano, desde)
    return bytes(bomba[:-22] + otro + struct.pack("<4sIQI", b"PK\x06\x07", 0, donde, 1) + final)


@pytest.mark.parametrize("zip64", [False, True])
def test_a_directory_of_thousands_of_entries_that_declares_six_is_not_read(zip64):
    """89,236 entries of 46 bytes fit into an expediente's size; zipfile goes by the directory, not by its count."""
    bomba = directory_bomb(zip64=zip64)
    with zipfile.ZipFile(io.BytesIO(bomba)) as leido:
        assert len(leido.infolist()) == 20_000, "what zipfile makes of it"
    tracemalloc.start()
    try:
        with pytest.raises(ExpedienteInvalido, match="entrada_sobrante"):
            read_entries(bomba)
        assert tracemalloc.get_traced_memory()[1] < 2 * len(bomba)
    finally:
        tracemalloc.stop()
