"""The look at a record's images: once, whatever comes twice or late; what the desk is told (Protocolo 13.6, 13.7)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.reparto import reparto
from chalicelib.handlers.eventos.vista import vista
from chalicelib.store.base import objetos
from chalicelib.store.mesa.huellas import CABEN, Huella
from chalicelib.store.mesa.vistas import Vista, find_vista
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.sobres import seal_at_rest
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.mesa.escritorio import next_record
from chalicelib.workflows.mesa.vista import measure_record
from cliente.expediente import build_expediente, integridad, new_device_key
from cliente.muestra import CREDENCIALES, registro
from tests.escenario import mundo
from tests.escenario.flujo import Flujo, event
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.movil import meanwhile
from tests.escenario.mundo import AHORA, PROCESO
from tests.escenario.recursos import empty_queues

pytestmark = pytest.mark.usefixtures("proceso")

FOTO, OTRA, TERCERA = 1, 2, 3
REPETIDA = "vista_foto_repetida"


def picture(semilla: int, lado: int = 320, calidad: int = 85) -> bytes:
    """A JPEG of patches that no other seed makes."""
    grises = bytes((semilla * 7919 + i * i * 104729 + (i >> 3) * 31 * semilla) % 251 for i in range(64))
    return _jpeg(Image.frombytes("L", (8, 8), grises).resize((lado, lado), Image.Resampling.BICUBIC), calidad)


def saved_again(data: bytes) -> bytes:
    return _jpeg(Image.open(io.BytesIO(data)), 60)


def _jpeg(imagen: Image.Image, calidad: int) -> bytes:
    salida = io.BytesIO()
    imagen.convert("RGB").save(salida, "JPEG", quality=calidad)
    return salida.getvalue()


def blank() -> bytes:
    salida = io.BytesIO()
    Image.new("L", (200, 80), 255).save(salida, "PNG")
    return salida.getvalue()


def received(nombre: str, foto: bytes | int, aspirante: str = "ASPA") -> str:
    """A record as reception leaves it, with that photo and two sides of its own; its folio."""
    apoyo = mundo.build(nombre, aspirante, mundo.INICIO + timedelta(days=1))
    caras = sum(nombre.encode()) + 1000 * len(nombre)
    imagenes = {
        "anverso.jpg": picture(caras),
        "reverso.jpg": picture(caras + 500),
        "foto.jpg": foto if isinstance(foto, bytes) else picture(foto),
        "firma.png": blank(),
    }
    partes = {"proceso": PROCESO, "aspirante": aspirante, "auxiliar": apoyo.auxiliar, "dispositivo": "DISP1"}
    captura = registro("C", **partes, registro=nombre, credencial=CREDENCIALES["C"])
    claro = build_expediente(captura, imagenes, new_device_key())
    apoyo.integridad = bytes.fromhex(integridad(claro))
    mundo.save_sealed(apoyo)
    contexto = {"proceso": PROCESO, "aspirante": aspirante, "folio": apoyo.folio}
    sellado = seal_at_rest(aws.client("kms"), claro, Proceso.get(PROCESO).llave_resguardo, contexto)
    objetos.keep_expediente(objetos.expediente_key(PROCESO, apoyo.folio, apoyo.integridad), sellado)
    return apoyo.folio


def looked_at(*folios: str) -> list[str]:
    """What the function makes of them, one after the other: the messages that failed."""
    return failed(vista(batch(*({"folio": f} for f in folios)), None))


def codes(folio: str) -> tuple[str, ...]:
    fila = find_vista(folio)
    assert fila is not None, folio
    return fila.todos


def rows() -> list[dict[str, Any]]:
    """Both tables, in order."""
    todas = [*Vista.scan(), *Huella.scan()]
    return sorted((f.to_dynamodb_dict() for f in todas), key=repr)


def test_a_record_s_images_are_measured_and_the_record_itself_stays_as_it_is_13_6():
    flujo = Flujo()
    folio = received("REG1", FOTO)
    flujo.news()
    assert looked_at(folio) == []
    assert "vista_sin_firma" in codes(folio)
    assert REPETIDA not in codes(folio)
    assert flujo.news() == []  # nothing for the stream's readers


def test_a_message_that_comes_again_changes_nothing():
    folios = [received("REG1", FOTO), received("REG2", FOTO)]
    assert looked_at(*folios) == []
    antes = rows()
    assert looked_at(*folios, *reversed(folios)) == []
    assert rows() == antes


def test_a_message_that_comes_when_the_expediente_is_gone_already_is_no_failure_16_1():
    folio = received("REG1", FOTO)
    assert looked_at(folio) == []
    objetos.discard_expediente(objetos.expediente_key(PROCESO, folio, mundo.now(folio).integridad))
    assert looked_at(folio) == []


def test_the_same_photo_in_two_aspirantes_records_is_told_of_both_whoever_comes_first_13_7():
    uno, otro, ajeno = received("REG1", FOTO), received("REG2", FOTO, "ASPB"), received("REG3", OTRA)
    looked_at(otro, ajeno, uno)
    assert REPETIDA in codes(uno)
    assert REPETIDA in codes(otro)
    assert REPETIDA not in codes(ajeno)


def test_a_photo_that_was_saved_anew_is_still_the_same_photo_13_7():
    uno, otro = received("REG1", FOTO), received("REG2", saved_again(picture(FOTO)))
    looked_at(uno, otro)
    assert REPETIDA in codes(uno)
    assert REPETIDA in codes(otro)


def test_of_two_at_once_with_the_same_photo_neither_is_forgotten_13_7():
    uno, otro = received("REG1", FOTO), received("REG2", FOTO, "ASPB")
    with meanwhile(lambda: measure_record(otro, AHORA)):
        assert looked_at(uno) == []
    assert REPETIDA in codes(uno)
    assert REPETIDA in codes(otro)


def test_the_same_record_twice_at_once_is_written_once():
    uno, otro = received("REG1", FOTO), received("REG2", OTRA)
    measure_record(otro, AHORA)
    with meanwhile(lambda: measure_record(uno, AHORA)):
        assert looked_at(uno) == []
    assert {h.n for h in Huella.scan()} == {1}


def test_however_many_have_one_photo_a_row_stays_small_and_the_last_is_told_too_13_7():
    folio = received("REG1", FOTO)
    measure_record(folio, AHORA)
    for fila in Huella.scan():
        otros = {f"OTRO{i}" for i in range(CABEN - 1)}
        fila.update(actions=[Huella.folios.add(otros), Huella.n.add(len(otros))])
    ultimo = received("REG2", FOTO)
    assert looked_at(ultimo) == []
    assert REPETIDA in codes(ultimo)
    assert REPETIDA in codes(folio)
    assert {len(f.folios) for f in Huella.scan()} == {CABEN, 1}  # full, and the last one's own two sides


def test_neither_table_holds_a_hash_or_what_another_process_could_be_joined_by_18_5():
    from chalicelib.imagenes.apertura import open_photo
    from chalicelib.imagenes.huellas import picture_bands, picture_fingerprint

    measure_record(received("REG1", FOTO), AHORA)
    guardado = repr(rows()).lower()
    assert not any(
        b.partition(":")[2] in guardado
        for b in picture_bands(picture_fingerprint(open_photo(picture(FOTO)).luz))
    )
    assert all(h.banda.startswith(f"{PROCESO}#") for h in Huella.scan())


def test_an_expediente_that_is_gone_or_damaged_fails_alone_and_leaves_nothing_half_done():
    bien, ido, danado = received("REG1", FOTO), received("REG2", FOTO), received("REG3", FOTO)
    llaves = {f: objetos.expediente_key(PROCESO, f, mundo.now(f).integridad) for f in (ido, danado)}
    objetos.discard_expediente(llaves[ido])
    objetos.keep_expediente(llaves[danado], b"nada")
    assert looked_at(ido, danado, "ASPA-AUX1-DISP1-NADA", bien) == ["m0", "m1", "m2"]
    assert find_vista(ido) is None
    assert find_vista(danado) is None
    assert REPETIDA not in codes(bien)


def test_the_desk_shows_a_record_before_its_images_were_measured_and_their_findings_after_13_6():
    mundo.add_operators("OPER1")
    uno, otro = received("REG1", FOTO), received("REG2", FOTO, "ASPB")
    assign_new_records(PROCESO, {uno: mundo.now(uno).recibido_en}, AHORA)
    pendiente = next_record(PROCESO, "OPER1", AHORA)
    assert pendiente["vista"] == "pendiente"
    assert not any(h["codigo"].startswith("vista_") for h in pendiente["hallazgos"])
    looked_at(uno, otro)
    lista = next_record(PROCESO, "OPER1", AHORA)
    assert lista["vista"] == "lista"
    assert {"vista_sin_firma", REPETIDA} <= {h["codigo"] for h in lista["hallazgos"]}
    # Whose the other one is stays unsaid: an operator sees what was assigned to them (13.3).
    dicho = repr({k: v for k, v in lista.items() if k != "imagenes"})
    assert not any(ajeno in dicho for ajeno in (otro, "ASPB", "REG2", "AUX2"))


def test_each_new_record_with_images_is_queued_and_paper_is_not_13_6_11_4():
    empty_queues()
    flujo = Flujo()
    apoyo = mundo.receive("REG1")
    papel = mundo.build("REG2", "ASPA", AHORA)
    papel.folio = "ASPA-PAPEL-LOTE1-R000001"
    papel.save()
    reparto(event(flujo.news()), None)
    assert taken(config.COLA_VISTA) == [{"folio": apoyo.folio}]
