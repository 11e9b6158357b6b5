"""Expedientes in a delivery: none, all or those of a list; each where its row says, whoever dies (Protocolo 15.3)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from chalicelib.base import aws, config
from chalicelib.problemas import DatosNoAdmitidos
from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.entrega.imagenes import MAXIMO_LISTA, MAXIMO_TODAS, Imagenes, images_asked
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.entrega import entregas
from chalicelib.workflows.entrega.cierre import attend_step
from tests.escenario import mundo
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.muertes import Muerte, dying
from tests.escenario.recursos import empty_queues
from tests.functional.entrega.escena import (
    FIRMANTE,
    POCO,
    concluded,
    csv_rows,
    delivered,
    hold_key,
    official,
    opened,
    ordered,
    parquet_rows,
    reconciled,
    recount,
    row,
    run_all,
    stored,
)
from tests.functional.entrega.repetir import LUEGO, begin_again, messages_again
from tests.functional.mesa.test_mesa import with_expediente

EXPEDIENTES = config.DEPOSITO_EXPEDIENTES


@pytest.fixture
def folios(proceso: str) -> list[str]:
    """Two records with what was received, one whose expediente is another's, one without, and one from paper."""
    empty_buckets()
    empty_queues()
    hechos = [with_expediente(f"REG{n}", n) for n in range(3)]
    for n, folio in enumerate(hechos):
        mundo.verify(folio, f"P{n}", SituacionRegistral.LISTA_NOMINAL)
    s3 = aws.client("s3")
    otro, malo = sorted(o["Key"] for o in s3.list_objects_v2(Bucket=EXPEDIENTES)["Contents"])[1:]
    s3.copy_object(Bucket=EXPEDIENTES, Key=malo, CopySource={"Bucket": EXPEDIENTES, "Key": otro})
    papel = mundo.build("REG9", "ASPB", mundo.INICIO + timedelta(days=1), remitente="PAPEL")
    mundo.save_sealed(papel)
    hechos += [mundo.arrive("REG8", "ASPA", "P8", 8), mundo.verify(papel.folio, "P9").folio]
    recount()
    hold_key()
    official()
    concluded()
    reconciled()
    return hechos


def located(salida: Path) -> dict[str, bytes | str]:
    """Each record of the table of images: its expediente, read from the file that its row names, or what is missing."""
    hallados: dict[str, bytes | str] = {}
    for fila in csv_rows(salida, "imagenes"):
        hallados[fila["folio"]] = fila["falta"]
        if fila["archivo"]:
            claro = ZipFile(salida / fila["archivo"]).read(fila["entrada"])
            assert (sha256(claro).hexdigest(), str(len(claro))) == (fila["integridad"], fila["bytes"])
            hallados[fila["folio"]] = claro
    return hallados


def test_every_expediente_is_delivered_once_as_it_was_received_and_missing_ones_are_told_15_3(
    folios, tmp_path
):
    entrega = ordered(imagenes=Imagenes.TODAS)
    run_all()
    salida, v = opened(entrega, tmp_path)
    hallados = located(salida)
    assert sorted(hallados) == sorted(folios)
    assert [hallados[f] for f in folios[2:]] == ["ilegible", "no_esta", "en_papel"]
    for folio in folios[:2]:
        assert sha256(hallados[folio]).digest() == bytes(mundo.now(folio).integridad)
    zips = [a for a in v.manifiesto.archivos if a.formato == "zip"]
    assert [a.filas for a in zips] == [1, 1]  # a part ends with its bytes
    assert (v.manifiesto.datos["imagenes"], int(row().expedientes)) == ("todas", 2)
    assert len(parquet_rows(salida, "imagenes")) == len(folios)
    assert sorted(p.name for p in salida.glob("*.zip")) == sorted(a.nombre for a in zips)


def test_a_list_gives_its_expedientes_only_and_a_plain_delivery_none_15_3(folios, tmp_path):
    entrega = ordered(imagenes=Imagenes.LISTA, folios=[folios[1], folios[3], folios[1]])
    run_all()
    salida, v = opened(entrega, tmp_path)
    assert {f: type(x) for f, x in located(salida).items()} == {folios[1]: bytes, folios[3]: str}
    assert sum(v.manifiesto.totales.values()) == len(folios)  # the tables are whole
    otra, v = opened(delivered(motivo="Sin imágenes"), tmp_path)
    assert (v.manifiesto.datos["imagenes"], csv_rows(otra, "imagenes"), list(otra.glob("*.zip"))) == (
        "ninguna",
        [],
        [],
    )


def test_a_choice_that_cannot_be_served_is_refused_and_nothing_is_ordered(folios):
    Apoyo(folios[4]).update(actions=[Apoyo.proceso.set("OTRO27")])
    for imagenes, pedidos, campo in (
        (Imagenes.LISTA, [], "folios"),
        (Imagenes.LISTA, [folios[0], "ASPA-AUX1-DISP1-NADIE"], "folios"),
        (Imagenes.LISTA, [folios[0], folios[4]], "folios"),  # of another process: as if it did not exist
        (Imagenes.TODAS, [folios[0]], "imagenes"),
    ):
        with pytest.raises(DatosNoAdmitidos) as visto:
            ordered(imagenes=imagenes, folios=pedidos)
        assert [f["campo"] for f in visto.value.extra["faltas"]] == [campo]
    assert entregas.deliveries_of(mundo.PROCESO) == []


def test_a_choice_of_images_has_its_limits():
    uno = [f"F{n}" for n in range(MAXIMO_LISTA)]
    assert images_asked(Imagenes.LISTA, [*uno, uno[0]], 0).folios == tuple(sorted(uno))
    assert images_asked(Imagenes.TODAS, [], MAXIMO_TODAS).imagenes is Imagenes.TODAS
    for pedida, de in (((Imagenes.LISTA, [*uno, "G"]), 0), ((Imagenes.TODAS, []), MAXIMO_TODAS + 1)):
        with pytest.raises(ValueError, match=r"lista|folios"):
            images_asked(*pedida, de)


def objects(deposito: str) -> dict[str, bytes]:
    """What a bucket holds."""
    s3 = aws.client("s3")
    llaves = [o["Key"] for o in s3.list_objects_v2(Bucket=deposito).get("Contents", [])]
    return {k: s3.get_object(Bucket=deposito, Key=k)["Body"].read() for k in llaves}


def attend(m: dict[str, Any]) -> None:
    attend_step(m["proceso"], m["cual"], m["paso"], lambda: LUEGO, FIRMANTE, POCO)


def before_the_images() -> tuple[dict[str, Any], Callable[[], None]]:
    """The message of the first step with expedientes, and what puts everything back to that moment."""
    while "fin" not in row().cursor:
        [m] = taken(config.COLA_ENTREGAS)
        attend(m)
    [m] = taken(config.COLA_ENTREGAS)
    tablas, guardados = begin_again(), {d: objects(d) for d in (EXPEDIENTES, config.DEPOSITO_ENTREGAS)}

    def again() -> None:
        tablas()
        for deposito, contenido in guardados.items():
            for llave, crudo in contenido.items():
                aws.client("s3").put_object(Bucket=deposito, Key=llave, Body=crudo)

    return m, again


@pytest.mark.lento
@pytest.mark.parametrize("despues", [False, True], ids=["before", "after"])
def test_whoever_dies_at_a_write_of_a_part_is_continued_and_each_expediente_is_there_once(
    folios, tmp_path, despues
):
    entrega = ordered(imagenes=Imagenes.LISTA, folios=folios[:2])
    primero, again = before_the_images()
    with dying() as escrituras:
        attend(primero)
    assert escrituras.n >= 5
    for en in range(1, escrituras.n + 1):
        again()
        cola = [primero]
        with suppress(Muerte), dying(en, despues=despues):
            messages_again(cola)
        messages_again(cola)
        carpeta = tmp_path / str(en)
        carpeta.mkdir()
        salida, v = opened(entrega, carpeta)
        assert [type(x) for x in located(salida).values()] == [bytes, bytes], en
        nombrados = {a.sellado_sha256 for a in v.manifiesto.archivos} | {row().digesto}
        assert {k.rpartition("/")[2].removesuffix(".firma") for k in stored()} == nombrados, en
