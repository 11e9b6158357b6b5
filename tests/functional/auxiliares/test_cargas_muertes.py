"""A bulk load that dies anywhere and comes again ends in the same state; nobody meets it midway (Protocolo 7.4)."""

from datetime import timedelta

import pytest

from chalicelib.base import aws, config
from chalicelib.problemas.auxiliares import CargaEnCurso
from chalicelib.rules.auxiliares.carga import EstadoCarga, TipoDeArchivo
from chalicelib.rules.auxiliares.registro import CausaBaja
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares import cargas as store
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.cargas import PLAZO, Carga, CargaSuperada
from chalicelib.store.auxiliares.deposito_cargas import Subida
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.unicos import Unico
from chalicelib.store.correos.entregas import Correo
from chalicelib.store.padron.cortes import Inscrito
from chalicelib.workflows.auxiliares.alta import register_auxiliar
from chalicelib.workflows.auxiliares.baja import remove_auxiliar
from chalicelib.workflows.auxiliares.cambio_correo import change_mail
from chalicelib.workflows.auxiliares.carga import (
    ArchivoPerdido,
    CargaDesconocida,
    CargaOcupada,
    process_carga,
)
from chalicelib.workflows.auxiliares.carga_anuncio import announce_carga, upload_of
from chalicelib.workflows.auxiliares.carga_escritura import write_stretch
from chalicelib.workflows.base.secretos import persona_de
from chalicelib.workflows.padron.fuente import PadronIncompleto
from tests.escenario import cargas, mundo, padrones
from tests.escenario.cargas import csv_of, objects, rows
from tests.escenario.mensajes import taken
from tests.escenario.muertes import Falla, Muerte, dying
from tests.escenario.mundo import AHORA
from tests.escenario.recursos import empty_queues, empty_tables

QUIEN = Principal(
    "s", Rol.ASPIRANTE, opl=mundo.OPL, proceso=mundo.PROCESO, aspirante="ASPA", cuenta="cuenta-1"
)
DESPUES = AHORA + PLAZO + timedelta(minutes=1)
TRAMO = 3


@pytest.fixture(autouse=True)
def mundo_abierto(proceso):
    padrones.load(*(padrones.row(c) for c in cargas.adults(8)))
    start_over()


def start_over() -> None:
    """As before any load."""
    empty_tables(Carga, Auxiliar, Unico, Correo)
    for llave in objects():
        aws.client("s3").delete_object(Bucket=config.DEPOSITO_CARGAS, Key=llave)
    Aspirante("ASPA").update(actions=[Aspirante.carga.remove(), Aspirante.version.set(1)])
    empty_queues()


def good() -> bytes:
    return csv_of([*rows(3), cargas.row(padrones.stranger(), 99)])


def bad() -> bytes:
    return csv_of([*rows(3), {**cargas.row(padrones.stranger(), 99), "correo": "no"}])


def upload(contenido: bytes) -> Subida:
    """Announced and uploaded."""
    from hashlib import sha256

    digest = sha256(contenido).hexdigest()
    anunciada = announce_carga(QUIEN, "ASPA", TipoDeArchivo.CSV, len(contenido), digest, AHORA)
    subida = Subida("ASPA", anunciada["carga"], len(contenido), digest)
    aws.client("s3").put_object(Bucket=config.DEPOSITO_CARGAS, Key=str(subida), Body=contenido)
    return subida


def run(subida: Subida, momento=AHORA) -> EstadoCarga:
    return process_carga(subida, lambda: momento, TRAMO)


def outcome(subida: Subida) -> dict:
    """All that a load leaves, without what chance or the number of tries decides."""
    a = Aspirante.get("ASPA")
    c = Carga.get("ASPA", subida.carga)
    auxiliares = cargas.all_of(Auxiliar)
    instantes = {x.alta for x in auxiliares}
    return {
        "estado": (c.estado, c.aplicadas, c.bajas, c.faltas_total, c.reporte, a.carga),
        "auxiliares": sorted(
            (x.auxiliar, tuple(sorted(persona_de(x).items())), bool(x.baja), x.causa_baja, x.vuelta)
            for x in auxiliares
        ),
        "un instante": len(instantes) <= 1,
        "unicos": sorted((u.llave, u.dueno) for u in cargas.all_of(Unico)),
        "correos": sorted({m["clave"] for m in taken(config.COLA_MASIVOS)}),
        "objetos": [o.replace(subida.carga, "X") for o in objects()],
    }


@pytest.mark.parametrize("despues", [False, True], ids=["before_the_write", "after_the_write"])
@pytest.mark.parametrize("contenido", [good, bad])
def test_dying_at_any_write_and_coming_again_ends_in_the_same_state(contenido, despues):
    limpia = upload(contenido())
    with dying() as cuenta:
        run(limpia)
    esperado = outcome(limpia)
    assert esperado["un instante"]
    for n in range(1, cuenta.n + 1):
        start_over()
        subida = upload(contenido())
        with pytest.raises(Muerte), dying(n, despues=despues):
            run(subida)
        ultimo = despues and n == cuenta.n  # it had given up its turn already
        if not ultimo and n > 1:
            with pytest.raises(CargaOcupada):
                run(subida)
        run(subida, DESPUES)
        assert outcome(subida) == esperado, f"write {n} of {cuenta.n}"


@pytest.mark.parametrize("contenido", [good, bad])
def test_a_failed_run_releases_its_lease_so_that_the_next_one_need_not_wait(contenido):
    limpia = upload(contenido())
    with dying() as cuenta:
        run(limpia)
    esperado = outcome(limpia)
    for n in range(1, cuenta.n + 1):
        start_over()
        subida = upload(contenido())
        with pytest.raises(Falla), dying(n, como=Falla):
            run(subida)
        c = Carga.get("ASPA", subida.carga)
        con_candado = Aspirante.get("ASPA").carga is not None
        # Only what has begun to be written keeps everybody else out.
        assert not con_candado or c.estado in (
            EstadoCarga.APLICANDO,
            EstadoCarga.APLICADA,
            EstadoCarga.RECHAZADA,
        ), n
        run(subida, AHORA if c.hasta is None else DESPUES)
        assert outcome(subida) == esperado, f"write {n} of {cuenta.n}"


def test_an_answer_lost_when_it_began_to_write_keeps_the_lock():
    for n in range(3, 8):
        start_over()
        subida = upload(good())
        with pytest.raises(Falla), dying(n, despues=True, como=Falla):
            run(subida)
        if Carga.get("ASPA", subida.carga).estado == EstadoCarga.APLICANDO:
            break
    assert Aspirante.get("ASPA").carga == subida.carga


def test_a_second_delivery_at_the_same_time_does_nothing():
    subida = upload(good())
    assert store.lease_load(Carga.get("ASPA", subida.carga), "otra", AHORA)
    with pytest.raises(CargaOcupada):
        run(subida)
    assert cargas.all_of(Auxiliar) == []


def test_a_run_that_was_taken_over_writes_no_more():
    subida = upload(good())
    vieja = Carga.get("ASPA", subida.carga)
    assert store.lease_load(vieja, "vieja", AHORA)
    assert store.lease_load(Carga.get("ASPA", subida.carga), "nueva", DESPUES)
    with pytest.raises(CargaSuperada):
        store.advance_load(vieja, AHORA, leidas=5)


def test_a_run_that_was_taken_over_brings_no_removed_auxiliar_back_to_life_7_1():
    """Its clock is five minutes slow and it was frozen before its rows.

    Meanwhile another run wrote them, the load ended and the aspirante removed one.
    """
    subida = upload(good())
    vieja = Carga.get("ASPA", subida.carga)
    assert store.lease_load(vieja, "vieja", AHORA)
    run(subida, DESPUES)
    uno = next(a for a in cargas.all_of(Auxiliar) if not a.baja)
    remove_auxiliar(QUIEN, uno.auxiliar, CausaBaja.DECISION_ASPIRANTE, "", DESPUES)
    reclamos = sorted(u.llave for u in cargas.all_of(Unico))
    Auxiliar(uno.auxiliar).delete()  # even where its row is gone
    with pytest.raises(CargaSuperada):
        write_stretch(Aspirante.get("ASPA"), vieja, [persona_de(uno)], AHORA)
    assert uno.auxiliar not in {a.auxiliar for a in cargas.all_of(Auxiliar)}
    assert sorted(u.llave for u in cargas.all_of(Unico)) == reclamos


def test_no_claim_is_left_without_its_row_wherever_a_load_dies_7_3():
    """A new cut may come before the load goes on, in which the person is not: then nobody claims anything for them."""
    limpia = upload(good())
    with dying() as cuenta:
        run(limpia)
    for n in range(1, cuenta.n + 1):
        start_over()
        subida = upload(good())
        with pytest.raises(Muerte), dying(n):
            run(subida)
        filas = {a.auxiliar for a in cargas.all_of(Auxiliar)}
        assert {u.dueno for u in cargas.all_of(Unico)} <= filas, n


def test_a_killed_run_is_gone_on_with_within_minutes_7_4():
    """Its message comes again and its lease has run out within five minutes of its last note."""
    from chalicelib.handlers.eventos.carga import OCULTO

    assert timedelta(seconds=OCULTO) <= timedelta(minutes=5)
    assert timedelta(seconds=OCULTO) > PLAZO
    subida, latidos = upload(good()), []
    with pytest.raises(Muerte), dying(8):
        process_carga(subida, lambda: AHORA, TRAMO, latido=lambda: latidos.append(1))
    assert len(latidos) > 3
    assert run(subida, AHORA + timedelta(minutes=5)) is EstadoCarga.APLICADA


def test_a_load_that_is_done_changes_nothing_when_it_comes_again():
    subida = upload(good())
    run(subida)
    antes = outcome(subida)
    assert run(subida) is EstadoCarga.APLICADA
    assert outcome(subida) == antes | {"correos": []}


def test_another_load_waits_for_the_lock_and_its_turn_comes():
    primera, segunda = upload(good()), upload(csv_of(rows(8)[7:]))
    with pytest.raises(Muerte), dying(9):
        run(primera)
    assert Carga.get("ASPA", primera.carga).estado == EstadoCarga.APLICANDO
    with pytest.raises(CargaOcupada):
        run(segunda)
    assert Aspirante.get("ASPA").carga == primera.carga
    assert run(primera, DESPUES) is EstadoCarga.APLICADA
    assert run(segunda, DESPUES) is EstadoCarga.APLICADA


def test_nobody_is_registered_one_by_one_while_a_load_is_written_7_4():
    subida = upload(good())
    with pytest.raises(Muerte), dying(9):
        run(subida)
    with pytest.raises(CargaEnCurso):
        register_auxiliar(QUIEN, "ASPA", rows(8)[7], AHORA)
    run(subida, DESPUES)
    assert register_auxiliar(QUIEN, "ASPA", rows(8)[7], AHORA)[0].baja is None


def test_no_mail_is_changed_to_one_that_a_load_may_be_about_to_claim_9_17():
    uno, _ = register_auxiliar(QUIEN, "ASPA", rows(8)[7], AHORA)
    subida = upload(good())
    with pytest.raises(Muerte), dying(9):
        run(subida)
    assert Carga.get("ASPA", subida.carga).estado == EstadoCarga.APLICANDO
    with pytest.raises(CargaEnCurso):
        change_mail(QUIEN, uno.auxiliar, "nuevo@muestra.invalid", "google", AHORA)
    run(subida, DESPUES)
    change_mail(QUIEN, uno.auxiliar, "nuevo@muestra.invalid", "google", AHORA)


def test_a_load_makes_no_new_version_of_the_aspirantes_data_6_1_f():
    antes = Aspirante.get("ASPA").version
    run(upload(good()))
    assert Aspirante.get("ASPA").version == antes


def test_an_auxiliar_in_force_gets_the_mail_although_the_padron_lost_them_before_the_load_resumed_7_5():
    subida = upload(csv_of(rows(1)))
    with dying() as cuenta:
        run(subida)
    for n in range(1, cuenta.n):  # the write that queues the mails, by looking for it
        start_over()
        subida = upload(csv_of(rows(1)))
        with pytest.raises(Muerte), dying(n):
            run(subida)
        if cargas.all_of(Auxiliar) and not taken(config.COLA_MASIVOS):
            break
    [fila] = cargas.all_of(Auxiliar)
    assert not fila.baja
    for inscrito in padrones.everybody():
        inscrito.update(actions=[Inscrito.situacion.set("baja")])
    run(subida, DESPUES)
    assert [m["clave"] for m in taken(config.COLA_MASIVOS)] == [f"auxiliar_registrado#{fila.auxiliar}#1"]


def test_a_row_changed_meanwhile_is_not_overwritten():
    subida = upload(good())
    with pytest.raises(Muerte), dying(9):
        run(subida)
    vive = cargas.all_of(Auxiliar)[0]
    vive.update(actions=[Auxiliar.sujeto.set("telefono")])
    run(subida, DESPUES)
    assert Auxiliar.get(vive.auxiliar).sujeto == "telefono"


def test_a_person_loaded_again_after_a_removal_gets_another_id_7_1():
    def removed(a: Auxiliar) -> None:
        a.update(actions=[Auxiliar.baja.set(iso(AHORA))])
        for u in cargas.all_of(Unico):
            u.delete()

    una = csv_of(rows(1))
    run(upload(una))
    (primera,) = cargas.all_of(Auxiliar)
    removed(primera)
    assert run(upload(una)) is EstadoCarga.APLICADA
    assert sorted((int(a.vuelta), bool(a.baja)) for a in cargas.all_of(Auxiliar)) == [(0, True), (1, False)]


def test_while_the_padron_is_loaded_a_load_waits_and_keeps_nobody_out_7_6():
    padrones.take_away()
    subida = upload(good())
    with pytest.raises(PadronIncompleto):
        run(subida)
    assert Aspirante.get("ASPA").carga is None
    padrones.put_in_place()
    assert run(subida) is EstadoCarga.APLICADA


def test_an_object_that_no_load_announced_is_for_the_dead_letters():
    with pytest.raises(CargaDesconocida):
        run(Subida("ASPA", "C0000000000000000000", 1, "0" * 64))
    subida = upload(good())
    with pytest.raises(CargaDesconocida):
        run(Subida(subida.aspirante, subida.carga, subida.bytes + 1, subida.sha256))


def test_a_load_whose_file_is_gone_is_for_the_dead_letters():
    subida = upload(good())
    aws.client("s3").delete_object(Bucket=config.DEPOSITO_CARGAS, Key=str(subida))
    with pytest.raises(ArchivoPerdido):
        run(subida)
    assert upload_of(Carga.get("ASPA", subida.carga)) == subida
