"""Disposal of a process: what goes, what stays, by whose approval, through any death, and what is certified (16.1)."""

import json
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from chalicelib.base import aws, config
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.conservacion import DisposicionNoProcede, MismaPersona, OtraLista, SinCertificado
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.conservacion.plazo import EstadoDisposicion
from chalicelib.rules.conservacion.tablas import DEPOSITOS, TABLAS, DestinoDeTabla, swept
from chalicelib.rules.evidencia.hojas import Especie, document_entry
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import iso
from chalicelib.store.correos.salidas import DEMORA
from chalicelib.store.entrega.entregas import EN_CURSO, Entrega, delivery_key
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.conservacion import pedido, vista
from chalicelib.workflows.conservacion.trabajo import (
    Medidas,
    RelojAtrasado,
    TrabajoDesconocido,
    attend_disposal,
)
from chalicelib.workflows.correos.salidas import send_overdue
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import OPL, PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.conservacion.escena import (
    AJENO,
    ENTREGADA,
    HOY,
    OTRA,
    POCO,
    PROPIO,
    UNA,
    approved,
    disposed,
    everything,
    kept,
    listed,
    objects,
    old_process,
    row,
    samples,
    stay,
    work,
)
from tests.functional.entrega.repetir import begin_again

pytestmark = [pytest.mark.usefixtures("viejos")]


@pytest.fixture
def viejos(proceso: str) -> None:
    empty_buckets()
    empty_queues()
    old_process(PROPIO)
    old_process(AJENO)


def test_every_swept_table_and_bucket_has_a_sample():
    assert set(samples(PROPIO)) == {t for t, r in TABLAS.items() if r.destino is DestinoDeTabla.DISPONE}
    assert set(objects(PROPIO)) == {d for d, r in DEPOSITOS.items() if r.destino is DestinoDeTabla.DISPONE}


def test_the_list_removes_nothing_and_counts_what_is_of_the_process_and_nothing_else_16_1():
    antes = everything()
    listed()
    assert everything() == antes
    d, ajenas = row(), samples(AJENO)
    for que in swept():
        clase, _, nombre = que.partition(":")
        n = d.listado[que][0]
        if clase == "dynamodb":
            ajenos = len(ajenas[nombre]) + sum(len(stay(i).get(nombre, ())) for i in (PROPIO, AJENO))
            ajenos += 2 if nombre == "entregas" else 0  # the two deliveries
            assert n == len(antes[nombre]) - ajenos, nombre
        else:
            assert n == len(
                [
                    o
                    for o in antes[que]
                    if AJENO.proceso not in o.split("/")[0]
                    and AJENO.aspirante not in o.split("/")
                    and o not in kept(PROPIO)
                ]
            ), que
        assert n > 0, que
    assert d.estado == EstadoDisposicion.POR_AUTORIZAR


def test_a_disposal_leaves_nothing_of_its_process_and_all_of_another_16_1():
    disposed()
    hay = everything()
    assert not keys_of(samples(PROPIO), objects(PROPIO)) & keys_in(hay)
    assert keys_of(samples(AJENO), objects(AJENO)) <= keys_in(hay)
    for i in (PROPIO, AJENO):
        assert keys_of(stay(i), {"entregas": kept(i)}) <= keys_in(hay)


def keys_of(items: dict[str, list[dict[str, Any]]], objetos: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Table or bucket and key of each."""
    de_tablas = {
        (t, "/".join(str(x[k]) for k in TABLAS[t].llaves)) for t, lista in items.items() for x in lista
    }
    return de_tablas | {(f"s3:{d}", llave) for d, llaves in objetos.items() for llave in llaves}


def keys_in(hay: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(donde, llave) for donde, llaves in hay.items() for llave in llaves}


def test_the_keys_of_the_process_are_to_be_destroyed_and_no_other_is():
    llaves = {p: Proceso.get(p) for p in (PROCESO, AJENO.proceso)}
    disposed()

    def states(p: Proceso) -> set[str]:
        kms = aws.client("kms")
        return {
            kms.describe_key(KeyId=k)["KeyMetadata"]["KeyState"] for k in (p.llave_captura, p.llave_resguardo)
        }

    assert states(llaves[PROCESO]) == {"PendingDeletion"}
    assert states(llaves[AJENO.proceso]) == {"Enabled"}
    assert set(row().llaves) == {llaves[PROCESO].llave_captura, llaves[PROCESO].llave_resguardo}
    assert Proceso.get(PROCESO).estado == "dispuesto"


def test_the_destruction_of_keys_is_called_off_within_the_waiting_period_and_the_log_says_so():
    d = disposed()
    taken(config.COLA_EVIDENCIA)
    pedido.cancel_keys(UNA, PROCESO, d, HOY + timedelta(days=1))
    for arn in row().llaves:
        assert aws.client("kms").describe_key(KeyId=arn)["KeyMetadata"]["KeyState"] == "Enabled"
    [hoja] = taken(config.COLA_EVIDENCIA)
    assert hoja["de"] == f"disposicion#{d}#cancelacion"
    with pytest.raises(DisposicionNoProcede):
        pedido.cancel_keys(UNA, PROCESO, d, HOY + timedelta(days=1))


def test_the_certificate_says_what_was_counted_before_and_is_a_leaf_of_the_log_16_1():
    antes = everything()
    d = disposed()
    despues = everything()
    visto = pedido.certificate(OTRA, PROCESO, d)
    dicho = json.loads(visto["certificado"])
    assert sha256(visto["certificado"].encode()).hexdigest() == visto["sha256"] == row().certificado
    for linea in dicho["eliminado"]:
        nombre = linea["almacen"].removeprefix("dynamodb:")
        nuevos = 2 if nombre == "s3:entregas" else 0  # the certificate itself
        assert (
            linea["listados"] == linea["eliminados"] == len(antes[nombre]) - len(despues[nombre]) + nuevos
        ), nombre
        assert linea["suma_listado"] == linea["suma_eliminado"]
    assert dicho["quedan"] == 0
    assert [a["cuenta"] for a in dicho["autorizaciones"]] == ["CTAUNA", "CTAOTRA"]
    assert dicho["totales"] == {"recibidos": 7}
    [hoja] = taken(config.COLA_EVIDENCIA)
    entrada = document_entry(Especie.DISPOSICION, visto["certificado"].encode()).decode()
    assert hoja == {"de": f"disposicion#{d}", "entrada": entrada}
    assert pedido.certificate_pdf(UNA, PROCESO, d).startswith(b"%PDF")
    assert "iss|" not in visto["certificado"]


def test_a_period_that_ends_after_the_last_delivery_keeps_all_of_the_process_16_1():
    """Somebody added it later: what is captured in it was delivered to nobody."""
    d = listed()
    [periodo] = Periodo.query(PROCESO)
    periodo.update(actions=[Periodo.fin.set(iso(ENTREGADA + timedelta(days=30)))])
    with pytest.raises(DisposicionNoProcede) as negada:
        pedido.approve(UNA, PROCESO, d, row().huella, HOY)
    assert periodo.periodo in negada.value.extra["impedimentos"][0]
    pedido.cancel(UNA, PROCESO, d, HOY)
    with pytest.raises(DisposicionNoProcede):
        pedido.begin(UNA, PROCESO, HOY)
    periodo.update(actions=[Periodo.estado.set("inactivo")])
    listed()


def test_an_aspirante_registered_after_the_list_is_not_left_behind_16_1():
    d = listed()
    Aspirante(aspirante="ASPTARDE", proceso=PROCESO, periodo="P", opl=OPL, nombre="Sintética").save()
    with pytest.raises(DisposicionNoProcede) as negada:
        pedido.approve(UNA, PROCESO, d, row().huella, HOY)
    assert "liste de nuevo" in negada.value.extra["impedimentos"][0]
    pedido.cancel(UNA, PROCESO, d, HOY)
    d = listed()
    assert "ASPTARDE" in row().aspirantes
    pedido.approve(UNA, PROCESO, d, row().huella, HOY)


def test_one_person_does_not_approve_twice_whatever_account_16_1():
    d = listed()
    pedido.approve(UNA, PROCESO, d, row().huella, HOY)
    for quien in (
        UNA,
        Principal(UNA.sujeto, Rol.INE, cuenta="CTAOTRA"),
        Principal("iss|x", Rol.INE, cuenta="CTAUNA"),
    ):
        with pytest.raises(MismaPersona):
            pedido.approve(quien, PROCESO, d, row().huella, HOY)
    assert row().estado == EstadoDisposicion.POR_AUTORIZAR
    assert not taken(config.COLA_DISPOSICION)


def test_what_is_approved_is_the_list_that_was_seen():
    d = listed()
    with pytest.raises(OtraLista):
        pedido.approve(UNA, PROCESO, d, "00" * 32, HOY)


def test_nothing_is_listed_before_three_months_nor_with_a_clock_set_back_16_1():
    limite = ENTREGADA.replace(month=ENTREGADA.month + 3)
    with pytest.raises(DisposicionNoProcede):
        pedido.begin(UNA, PROCESO, limite - timedelta(milliseconds=1))
    d = listed(limite)
    with pytest.raises(DisposicionNoProcede):
        pedido.approve(UNA, PROCESO, d, row().huella, limite - timedelta(days=1))
    approved_at = limite + timedelta(minutes=1)
    for quien in (UNA, OTRA):
        pedido.approve(quien, PROCESO, d, row().huella, approved_at)
    antes = everything()
    [m] = taken(config.COLA_DISPOSICION)
    with pytest.raises(RelojAtrasado):
        attend_disposal(m["proceso"], m["cual"], lambda: limite, POCO)
    assert everything() == antes


def test_nothing_is_disposed_of_without_a_delivery_nor_while_another_is_made():
    d = listed()
    Entrega(
        proceso=PROCESO, cual=delivery_key(2), numero=2, opl=OPL, estado=EN_CURSO, corte=iso(HOY), llave=1,
        huella="x", clases={}, ordenada_en=iso(HOY), cuenta="C", vence=iso(HOY),
    ).save()  # fmt: skip
    with pytest.raises(DisposicionNoProcede):
        pedido.approve(UNA, PROCESO, d, row().huella, HOY)
    for numero in (1, 2):
        Entrega(PROCESO, delivery_key(numero)).delete()
    assert vista.show_retention(UNA, PROCESO, HOY)["procede_desde"] is None
    pedido.cancel(UNA, PROCESO, d, HOY)
    with pytest.raises(DisposicionNoProcede):
        pedido.begin(UNA, PROCESO, HOY)


def test_a_second_list_waits_for_the_first_and_a_certificate_for_its_end():
    d = listed()
    with pytest.raises(DisposicionNoProcede):
        pedido.begin(OTRA, PROCESO, HOY)
    with pytest.raises(SinCertificado):
        pedido.certificate(UNA, PROCESO, d)
    for rara in ("PRUEBA27-2", "OTRO27-1", "PRUEBA27-x", "1", f"{PROCESO}-99999"):
        with pytest.raises(NoEncontrado):
            pedido.show_disposal(UNA, PROCESO, rara)
    ajena = Principal("iss|o", Rol.OPL, opl="OTRO", cuenta="CTAO")
    with pytest.raises(NoEncontrado):
        pedido.show_disposal(ajena, PROCESO, d)


def test_each_act_is_in_the_audit_log():
    disposed()
    assert [a.evento for a in Asiento.scan()].count("disposicion_autorizada") == 2
    assert {a.evento for a in Asiento.scan()} == {"disposicion_listada", "disposicion_autorizada"}


def test_a_message_about_unknown_work_goes_to_the_dead_letters():
    with pytest.raises(TrabajoDesconocido):
        attend_disposal(PROCESO, "disposicion#0009", lambda: HOY, POCO)


def test_two_runs_at_once_count_what_they_remove_once():
    approved()
    [m] = taken(config.COLA_DISPOSICION)
    otra: list[Any] = []

    def meanwhile() -> Any:
        if len(otra) < 3:  # the other run does everything while this one is between two pages
            otra.append(1)
            if len(otra) == 3:
                attend_disposal(m["proceso"], m["cual"], lambda: HOY + timedelta(minutes=2), POCO)
        return HOY + timedelta(minutes=2)

    attend_disposal(m["proceso"], m["cual"], meanwhile, POCO)
    work(HOY + timedelta(minutes=3))
    d = row()
    assert d.estado == EstadoDisposicion.CERTIFICADA
    assert d.eliminado == d.listado


@pytest.mark.lento
@pytest.mark.parametrize("despues", [False, True], ids=["before", "after"])
def test_whoever_dies_at_any_write_is_continued_and_every_item_is_counted_once_16_1(despues):
    """The first writes of the removal, the last ones with keys and certificate, and some of those between."""
    approved()
    copia, mensajes, ya = begin_again(), taken(config.COLA_DISPOSICION), _objects_of_now()
    with dying() as escrituras:
        _again(list(mensajes))
    esperado = row()
    assert esperado.estado == EstadoDisposicion.CERTIFICADA
    assert escrituras.n > 100
    n = escrituras.n
    for en in sorted({*range(1, 5), *range(5, n - 8, 41), *range(n - 8, n + 1)}):
        copia()
        ya()
        cola = list(mensajes)
        with suppress(Muerte), dying(en, despues=despues):
            _again(cola)
        _again(cola)
        d = row()
        assert d.estado == EstadoDisposicion.CERTIFICADA, en
        assert (d.listado, d.eliminado) == (esperado.listado, esperado.eliminado), en


def _objects_of_now() -> Any:
    """Puts the objects of both processes back."""

    def again() -> None:
        for i in (PROPIO, AJENO):
            for deposito, llaves in objects(i).items():
                extra = kept(i) if deposito == "entregas" else []
                for llave in (*llaves, *extra, *llaves[:1]):
                    aws.client("s3").put_object(Bucket=f"{config.PREFIJO}-{deposito}", Key=llave, Body=b"x")

    return again


def _again(cola: list[dict[str, Any]]) -> None:
    """These messages and those that follow; whoever dies leaves its own in the queue."""
    luego = HOY + timedelta(minutes=3)
    while True:
        cola += taken(config.COLA_DISPOSICION)
        if not cola:
            send_overdue(luego + DEMORA + timedelta(minutes=1))
            cola += taken(config.COLA_DISPOSICION)
        if not cola:
            return
        attend_disposal(
            cola[0]["proceso"], cola[0]["cual"], lambda: luego, Medidas(pagina=50, paginas=60, espera=7)
        )
        cola.pop(0)
