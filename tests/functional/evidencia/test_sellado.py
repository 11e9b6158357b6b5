"""The audit log sealed by the hour: what was changed, dropped, swapped or cut off is found and named (18.5, 18.7)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from aics_tlog.checkpoint import checkpoint_from_note
from click.testing import CliRunner

from chalicelib.base import aws, config
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.evidencia.hojas import Especie, document_entry
from chalicelib.rules.evidencia.notas import read_proof
from chalicelib.store.evidencia.hojas import Fila, keep_sealed_hour, last_sealed_hour
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad import deposito_auditoria as deposito
from chalicelib.store.privacidad.bitacora import PRIMERO, ActoAnotado, Asiento
from chalicelib.workflows.base.bitacora_nota import mac_key
from chalicelib.workflows.evidencia import sellado
from consola.__main__ import main
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.muertes import Muerte, dying
from tests.functional.evidencia.mensajes import put_all

INICIO = datetime(2026, 11, 30, 14, tzinfo=UTC)
AHORA = INICIO + timedelta(hours=3, minutes=20)
UNO, DOS = "grupo|1", "grupo|2"


@pytest.fixture(autouse=True)
def sellada(aws_fingido: None) -> None:
    """Two people act in three hours; all that ended is sealed and in the public log."""
    empty_buckets()
    auditoria.forget_chain_ends()
    taken(config.COLA_EVIDENCIA)
    keep_sealed_hour("2026-11-30T13")
    for minuto in range(0, 170, 10):
        note(UNO, minuto)
        note(DOS, minuto, "app")
    seal(AHORA)


def note(actor: str, minuto: int, ambito: str = "ine") -> None:
    acto = ActoAnotado(actor, "ine", "CTA1", Evento.APOYO_CONSULTADO, f"R{minuto}", ambito)
    assert auditoria.append_entry(mac_key(), acto, INICIO + timedelta(minutes=minuto))


def seal(ahora: datetime) -> list[str]:
    horas: list[str] = []
    while nuevas := sellado.seal_due_hours(ahora):
        horas += nuevas
    put_all(taken(config.COLA_EVIDENCIA))
    return horas


def verify(*opciones: str):
    auditoria.forget_chain_ends()
    return CliRunner().invoke(main, ["auditoria", "verificar", *opciones])


def entry(actor: str, n: int) -> Asiento:
    return Asiento.get(actor, n, consistent_read=True)


def test_what_was_noted_is_sealed_up_to_the_last_hour_that_ended():
    salida = verify()
    assert salida.exit_code == 0, salida.output
    assert "Cadenas: 2; alteradas: 0" in salida.output
    assert "asientos sellados: 34; sellado hasta: 2026-11-30T16" in salida.output


def test_entries_after_the_last_sealed_hour_are_no_fault_and_the_next_run_seals_them():
    note(UNO, 185)
    assert verify().exit_code == 0
    assert seal(AHORA + timedelta(hours=1)) == ["2026-11-30T17"]
    assert "asientos sellados: 35" in verify().output


def note_at(actor: str, segundos: float, ambito: str = "ine") -> None:
    acto = ActoAnotado(actor, "ine", "CTA1", Evento.APOYO_CONSULTADO, "R", ambito)
    assert auditoria.append_entry(mac_key(), acto, INICIO + timedelta(hours=3, seconds=segundos))


@pytest.mark.parametrize(
    "notados",
    [
        [(600.4, "ine"), (600.1, "ine"), (600.4, "ine")],
        [(600, "ine"), (601, "app"), (602, "ine"), (603, "aspirante")],
        [(3600.01, "ine"), (3599.99, "ine"), (3600.02, "ine")],
        [(7200.01, "ine"), (7199.99, "ine")],
    ],
    ids=["within an hour", "as several roles", "around its end", "the second half not sealed yet"],
)
def test_requests_of_one_person_noted_in_another_order_than_their_times_are_no_fault(notados):
    for segundos, ambito in notados:
        note_at(UNO, segundos, ambito)
        note_at("grupo|nuevo", segundos, ambito)
    assert seal(AHORA + timedelta(hours=2))[-1] == "2026-11-30T18"
    for opciones in ((), ("--solo-sellado",)):
        salida = verify(*opciones)
        assert salida.exit_code == 0, salida.output


@pytest.mark.parametrize("hora_sellada", [2, 3], ids=["an hour after", "two hours after"])
def test_an_entry_taken_away_before_it_was_sealed_is_named(hora_sellada):
    for segundos in (600, 601, 602):
        note_at(UNO, segundos)
    entry(UNO, 19).delete()
    seal(AHORA + timedelta(hours=hora_sellada))
    salida = verify()
    assert salida.exit_code == 1
    assert f"{UNO}: el asiento 19 no concuerda con su cadena" in salida.output
    assert "asiento 20, sellado a las 2026-11-30T17" in verify("--solo-sellado").output


def changed() -> None:
    a = entry(UNO, 8)
    a.objeto = "OTRO"
    a.save()


def changed_with_the_key() -> None:
    """Whoever has the key writes the chain anew from there on."""
    rewrite(UNO, lambda a: setattr(a, "objeto", "OTRO") if a.n == 8 else None)


def rewrite(actor: str, change: Callable[[Asiento], None]) -> None:
    previo = PRIMERO
    for a in list(auditoria.entries_of(actor)):
        change(a)
        a.previo = previo
        a.sello = previo = a.mac(mac_key())
        a.save()


def swapped_with_the_key() -> None:
    objetos = {8: "R80", 9: "R70"}
    rewrite(UNO, lambda a: setattr(a, "objeto", objetos.get(int(a.n), a.objeto)))


def dropped() -> None:
    entry(UNO, 8).delete()


def cut_off() -> None:
    for n in (16, 17):
        entry(UNO, n).delete()


def gone() -> None:
    for a in list(auditoria.entries_of(DOS)):
        a.delete()


def dated_back() -> None:
    """With the key: an act that nobody noted then, put behind the chain with the time of a sealed hour."""
    acto = ActoAnotado(UNO, "ine", "CTA1", Evento.APOYO_CONSULTADO, "TARDE", "ine")
    assert auditoria.append_entry(mac_key(), acto, INICIO + timedelta(minutes=175))


@pytest.mark.parametrize(
    ("alter", "dice"),
    [
        (changed, f"{UNO}: el asiento 8 no concuerda con su cadena"),
        (changed_with_the_key, f"{UNO}: el asiento 8 no es el que se selló a las 2026-11-30T15 UTC"),
        (swapped_with_the_key, f"{UNO}: el asiento 8 no es el que se selló a las 2026-11-30T15 UTC"),
        (dropped, f"{UNO}: el asiento 8 no concuerda con su cadena"),
        (cut_off, f"{UNO}: faltan los asientos 16 a 17, sellados hasta las 2026-11-30T16 UTC"),
        (gone, f"{DOS}: faltan los asientos 1 a 17, sellados hasta las 2026-11-30T16 UTC"),
        (dated_back, f"{UNO}: el asiento 18 dice una hora ya sellada, y no está en ella"),
    ],
)
def test_what_was_altered_in_the_table_is_named_and_nothing_else(alter, dice):
    alter()
    salida = verify()
    assert salida.exit_code == 1
    assert dice in salida.output
    assert "alteradas: 1;" in salida.output


def objects(prefijo: str) -> list[str]:
    s3 = aws.client("s3")
    pagina = s3.list_objects_v2(Bucket=config.DEPOSITO_AUDITORIA, Prefix=prefijo)
    return [o["Key"] for o in pagina["Contents"]]


def put(llave: str, contenido: bytes) -> None:
    aws.client("s3").put_object(Bucket=config.DEPOSITO_AUDITORIA, Key=llave, Body=contenido)


def file_changed() -> None:
    put(objects("asientos/2026-11-30T15/")[0], b'{"actor": "grupo|1"}\n')


def manifest_replaced() -> None:
    """Another manifest in place of the hour's: the public log has no leaf of it."""
    [llave] = objects("horas/2026-11-30T15/")
    contenido = deposito._read(llave).replace(b'"asientos": 12', b'"asientos": 11')
    aws.client("s3").delete_object(Bucket=config.DEPOSITO_AUDITORIA, Key=llave)
    deposito.put_manifest("2026-11-30T15", contenido)


def hour_removed() -> None:
    [llave] = objects("horas/2026-11-30T15/")
    aws.client("s3").delete_object(Bucket=config.DEPOSITO_AUDITORIA, Key=llave)


@pytest.mark.parametrize(
    ("alter", "dice"),
    [
        (file_changed, "2026-11-30T15: falta o cambió el archivo"),
        (manifest_replaced, "2026-11-30T15: la bitácora pública no tiene su hoja"),
        (hour_removed, "2026-11-30T15: esa hora no está sellada"),
    ],
)
def test_what_was_altered_in_the_sealed_files_is_named(alter, dice):
    alter()
    salida = verify("--solo-sellado")
    assert salida.exit_code == 1
    assert dice in salida.output


def test_what_is_sealed_is_verified_with_the_table_emptied():
    with Asiento.batch_write() as lote:
        for actor in (UNO, DOS):
            for a in list(auditoria.entries_of(actor)):
                lote.delete(a)
    salida = verify("--solo-sellado")
    assert salida.exit_code == 0, salida.output
    assert "Cadenas: 2; alteradas: 0" in salida.output


def test_a_day_is_handed_to_an_auditor_who_needs_nothing_of_ours(tmp_path: Path):
    salida = CliRunner().invoke(main, ["auditoria", "exportar", "2026-11-30", str(tmp_path)])
    assert salida.exit_code == 0, salida.output
    asientos = []
    for hora in ("2026-11-30T14", "2026-11-30T15", "2026-11-30T16"):
        [archivo] = (tmp_path / "horas" / hora).glob("*.json")
        contenido = archivo.read_bytes()
        assert sha256(contenido).hexdigest() == archivo.stem
        prueba = read_proof((tmp_path / f"{hora}.tlog-proof").read_text())
        checkpoint_from_note(prueba.punto)
        assert document_entry(Especie.AUDITORIA, contenido).endswith(f"{archivo.stem}\n".encode())
        for parte in json.loads(contenido)["partes"]:
            datos = (tmp_path / "asientos" / hora / f"{parte['sha256']}.jsonl").read_bytes()
            assert sha256(datos).hexdigest() == parte["sha256"]
            asientos += [json.loads(x) for x in datos.decode().splitlines()]
    assert len(asientos) == 34
    assert "tlog-proof" in (tmp_path / "LEAME.txt").read_text()


def test_nothing_is_exported_of_a_day_that_is_not_sealed(tmp_path: Path):
    salida = CliRunner().invoke(main, ["auditoria", "exportar", "2026-12-24", str(tmp_path)])
    assert salida.exit_code == 1
    assert "no hay horas selladas" in salida.output


@pytest.mark.parametrize("despues", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("en", [1, 2, 3, 4])
def test_a_run_that_dies_at_any_of_its_writes_is_made_whole_by_the_next(en, despues):
    """Files, manifest, leaf, and the mark of the last hour."""
    note(UNO, 185)
    note(DOS, 190, "app")
    ahora = AHORA + timedelta(hours=1)
    with pytest.raises(Muerte), dying(en, despues=despues):
        sellado.seal_due_hours(ahora)
    seal(ahora)
    assert last_sealed_hour() == "2026-11-30T17"
    salida = verify()
    assert salida.exit_code == 0, salida.output
    assert "asientos sellados: 36" in salida.output


def test_a_large_hour_goes_into_several_files():
    for minuto in range(185, 192):
        note(UNO, minuto)
    sellado.seal_hour("2026-11-30T17", por_parte=3)
    put_all(taken(config.COLA_EVIDENCIA))
    assert len(objects("asientos/2026-11-30T17/")) == 3
    assert "asientos sellados: 41" in verify().output


def test_an_hour_sealed_twice_has_one_leaf():
    sellado.seal_hour("2026-11-30T15")
    hojas = Fila.scan(Fila.llave.startswith("hoja#auditoria#2026-11-30T15"))
    put_all(taken(config.COLA_EVIDENCIA))
    assert len(list(hojas)) == 1
    assert verify().exit_code == 0
