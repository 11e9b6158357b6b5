"""Legal holds: what they keep, also when they are placed while the work goes on (16.1)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.base import aws, config
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.conservacion import DisposicionNoProcede, ReservaLevantada
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.conservacion.plazo import EstadoDisposicion, Ronda
from chalicelib.rules.conservacion.tablas import TABLAS, swept
from chalicelib.store.base.tabla import connection
from chalicelib.store.conservacion.disposiciones import Disposicion, advance
from chalicelib.store.privacidad.bitacora import Asiento
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.conservacion import pedido, reservas
from chalicelib.workflows.conservacion.trabajo import (
    QUEDAN,
    REGISTROS_RESERVADOS,
    RESERVADO,
    Medidas,
    attend_disposal,
)
from chalicelib.workflows.requerimientos import registro
from tests.escenario.mensajes import taken
from tests.escenario.movil import empty_buckets
from tests.escenario.mundo import PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.conservacion.escena import (
    AJENO,
    HOY,
    OTRA,
    POCO,
    PROPIO,
    UNA,
    approved,
    everything,
    listed,
    old_process,
    row,
    samples,
    work,
)

pytestmark = [pytest.mark.usefixtures("viejos")]
LUEGO = HOY + timedelta(minutes=2)
DE_UN_REGISTRO = {"apoyos", "vistas", "soportes", "mesa", "contados", "rechazos"}


@pytest.fixture
def viejos(proceso: str) -> None:
    empty_buckets()
    empty_queues()
    old_process(PROPIO)
    old_process(AJENO)


def hold(*folios: str) -> dict[str, Any]:
    return reservas.place(UNA, PROCESO, folios, "Juicio sintético", "TEPJF/1", LUEGO)


def lift(reserva: str) -> None:
    reservas.lift(OTRA, PROCESO, reserva, "TEPJF/2", LUEGO)


def resumed(disposicion: str) -> Disposicion:
    pedido.resume(UNA, PROCESO, disposicion, LUEGO)
    work(LUEGO)
    return row()


def test_a_held_record_stays_with_its_images_and_whose_it_is_and_the_keys_with_it_16_1():
    reserva = hold(PROPIO.folio)
    assert reserva["no_estan"] == []
    d = approved()
    work(LUEGO)
    hay = everything()
    for tabla in DE_UN_REGISTRO:
        for item in samples(PROPIO)[tabla]:
            assert "/".join(str(item[k]) for k in TABLAS[tabla].llaves) in hay[tabla], tabla
    assert f"{PROCESO}/{PROPIO.folio}/ab" in hay["s3:expedientes"]
    assert f"{PROCESO}/soportes/{PROPIO.folio}/ef" in hay["s3:expedientes"]
    assert f"{PROCESO}/actas/{PROPIO.audiencia}/01" not in hay["s3:expedientes"]
    assert PROPIO.auxiliar in hay["auxiliares"]
    assert PROPIO.aspirante in hay["aspirantes"]
    assert PROPIO.ciudadano not in hay["ciudadanos"]
    assert (row().estado, row().causa, bool(row().llaves)) == (
        EstadoDisposicion.DETENIDA,
        REGISTROS_RESERVADOS,
        False,
    )
    lift(reserva["reserva"])
    hecha = resumed(d)
    assert hecha.estado == EstadoDisposicion.CERTIFICADA
    assert hecha.eliminado == hecha.listado


def test_a_process_that_is_held_is_listed_and_not_approved():
    hold()
    d = listed()
    with pytest.raises(DisposicionNoProcede):
        pedido.approve(UNA, PROCESO, d, row().huella, HOY)


@pytest.mark.parametrize("paginas", [1, 10, 40])
def test_a_hold_of_the_process_stops_the_work_wherever_it_is_16_1(paginas):
    d = approved()
    [m] = taken(config.COLA_DISPOSICION)
    attend_disposal(m["proceso"], m["cual"], lambda: LUEGO, Medidas(pagina=2, paginas=paginas))
    reserva = hold()
    antes = everything()
    work(LUEGO)
    assert everything() == antes
    assert (row().estado, row().causa) == (EstadoDisposicion.DETENIDA, RESERVADO)
    lift(reserva["reserva"])
    hecha = resumed(d)
    assert (hecha.estado, hecha.eliminado == hecha.listado) == (EstadoDisposicion.CERTIFICADA, True)


def test_a_hold_that_is_placed_between_reading_a_page_and_naming_it_is_respected_16_1():
    """The race itself: the hold comes after the work looked for holds and before it notes what it will remove."""
    approved()
    [m] = taken(config.COLA_DISPOSICION)
    puestas: list[dict[str, Any]] = []
    cliente = aws.client("s3")

    def meanwhile(**_: Any) -> None:
        if not puestas:
            puestas.append({})
            puestas[0] = hold(PROPIO.folio)

    cliente.meta.events.register_first("before-call.s3.ListObjectVersions", meanwhile)
    try:
        attend_disposal(m["proceso"], m["cual"], lambda: LUEGO, POCO)
    finally:
        cliente.meta.events.unregister("before-call.s3.ListObjectVersions", meanwhile)
    assert puestas
    assert f"{PROCESO}/{PROPIO.folio}/9/ab" in everything()["s3:entrada"]
    assert PROPIO.folio in everything()["apoyos"]


def test_a_page_that_was_named_before_the_hold_by_a_run_that_died_is_looked_at_again_16_1():
    approved()
    taken(config.COLA_DISPOSICION)
    d = row()
    elemento = {"llave": {"folio": {"S": PROPIO.folio}}, "folios": [PROPIO.folio], "ids": ["ASPA"]}

    pagina = {"elementos": [elemento], "siguiente": {}, "guardia": 0}
    advance(d, {"almacen": swept().index("dynamodb:apoyos"), "pagina": pagina})
    hold(PROPIO.folio)
    attend_disposal(PROCESO, d.cual, lambda: LUEGO, POCO)
    assert PROPIO.folio in everything()["apoyos"]
    assert row().causa == REGISTROS_RESERVADOS


def test_a_hold_before_the_last_step_keeps_the_keys():
    approved()
    taken(config.COLA_DISPOSICION)
    d = row()
    advance(d, {"ronda": Ronda.LLAVES.value})
    hold(PROPIO.folio)
    attend_disposal(PROCESO, d.cual, lambda: LUEGO, POCO)
    assert (row().estado, bool(row().llaves)) == (EstadoDisposicion.DETENIDA, False)
    assert Proceso.get(PROCESO).estado == "en_disposicion"


def test_items_that_keep_coming_back_prevent_the_certificate():
    """Something of the process is written again each time: somebody has to look why."""
    approved()
    [m] = taken(config.COLA_DISPOSICION)
    for _ in range(2000):
        if row().ronda == Ronda.COMPROBACION:
            llave = {"folio": {"S": PROPIO.folio}, "proceso": {"S": PROCESO}}
            aws.client("dynamodb").put_item(TableName=config.tabla("apoyos"), Item=llave)
        attend_disposal(m["proceso"], m["cual"], lambda: LUEGO, Medidas(pagina=50, paginas=5))
        if row().estado != EstadoDisposicion.ELIMINANDO:
            break
    assert (row().estado, row().causa) == (EstadoDisposicion.DETENIDA, QUEDAN)


def test_only_folios_are_held_and_a_hold_is_lifted_once():
    with pytest.raises(DatosNoAdmitidos):
        hold("ASPA")
    assert hold("ASPA-AUX1-DISP1-NINGUNO")["no_estan"] == ["ASPA-AUX1-DISP1-NINGUNO"]
    lift(f"{PROCESO}-1")
    with pytest.raises(ReservaLevantada):
        lift(f"{PROCESO}-1")
    with pytest.raises(NoEncontrado):
        lift(f"{PROCESO}-2")
    with pytest.raises(NoEncontrado):
        reservas.place(Principal("x", Rol.OPL, opl="OTRO"), PROCESO, [], "motivo", "OF", HOY)


def test_of_an_approval_and_a_hold_at_once_one_is_refused_and_says_so_16_1():
    """The hold comes between reading and writing of the second approval: nothing of it stands, its entry neither."""
    d = listed()
    pedido.approve(UNA, PROCESO, d, row().huella, HOY)
    puestas: list[dict[str, Any]] = []

    def meanwhile(**_: Any) -> None:
        if not puestas:
            puestas.append({})
            puestas[0] = hold()

    eventos = connection().client.meta.events
    eventos.register_first("before-call.dynamodb.TransactWriteItems", meanwhile)
    try:
        with pytest.raises(Ocupado):
            pedido.approve(OTRA, PROCESO, d, row().huella, HOY)
    finally:
        eventos.unregister("before-call.dynamodb.TransactWriteItems", meanwhile)
    assert row().estado == EstadoDisposicion.POR_AUTORIZAR
    assert Proceso.get(PROCESO).estado == "abierto"
    assert list(Asiento.query(OTRA.sujeto)) == []


def test_of_an_approval_and_a_requirement_at_once_one_is_refused_16_2():
    """The requirement comes right after the second approval saw that there was none."""
    d = listed()
    pedido.approve(UNA, PROCESO, d, row().huella, HOY)
    vistas: list[str] = []

    def after(params: dict[str, Any], **_: Any) -> None:
        if not vistas and b"-requerimientos" in params["body"]:
            vistas.append("leído")

    def register(**_: Any) -> None:
        if vistas == ["leído"]:
            vistas.append("registrado")
            requerido = registro.PedidoDeRequerimiento("judicial", "T", "F", "O/1", HOY, [])
            registro.register(UNA, PROCESO, requerido, HOY)

    eventos = connection().client.meta.events
    eventos.register_first("before-call.dynamodb.Query", after)
    eventos.register_first("after-call.dynamodb.Query", register)
    try:
        with pytest.raises(Ocupado):
            pedido.approve(OTRA, PROCESO, d, row().huella, HOY)
    finally:
        eventos.unregister("before-call.dynamodb.Query", after)
        eventos.unregister("after-call.dynamodb.Query", register)
    assert vistas == ["leído", "registrado"]
    assert row().estado == EstadoDisposicion.POR_AUTORIZAR
    assert Proceso.get(PROCESO).estado == "abierto"


@pytest.mark.parametrize("folios", [(), ("ASPA-AUX1-DISP1-REG1",)], ids=["the process", "records"])
def test_a_hold_that_comes_with_the_end_of_the_keys_keeps_them_16_1(folios):
    """It is placed when the deletion is being scheduled: nothing says so yet, and nobody could call it off."""
    approved()
    puestas: list[dict[str, Any]] = []

    def meanwhile(**_: Any) -> None:
        if not puestas:
            puestas.append(hold(*folios))

    kms = aws.client("kms")
    kms.meta.events.register_first("before-call.kms.ScheduleKeyDeletion", meanwhile)
    try:
        work(LUEGO)
    finally:
        kms.meta.events.unregister("before-call.kms.ScheduleKeyDeletion", meanwhile)
    assert row().estado == EstadoDisposicion.DETENIDA
    assert states_of_keys() == {"Enabled"}
    lift(puestas[0]["reserva"])
    pedido.resume(UNA, PROCESO, row().disposicion, LUEGO)
    work(LUEGO)
    assert row().estado == EstadoDisposicion.CERTIFICADA
    assert states_of_keys() == {"PendingDeletion"}
    assert len(row().llaves) == 2


def states_of_keys() -> set[str]:
    p, kms = Proceso.get(PROCESO), aws.client("kms")
    arns = [x.rpartition("/")[2] for x in (p.llave_captura, p.llave_resguardo)]
    return {kms.describe_key(KeyId=a)["KeyMetadata"]["KeyState"] for a in arns}
