"""The readiness list and its daily notices, over real tables, queue and mails (Protocolo 5, 6.1, 13.2, 15.1)."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from moto.ses import ses_backends

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.correos import correos
from chalicelib.handlers.eventos.vigilancia import vigilancia
from chalicelib.rules.aspirantes.registro import Hito, TipoHito
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.cuentas import EstadoCuenta, PeticionDeCuenta
from chalicelib.rules.privacidad import CON_AVISO, TipoAviso
from chalicelib.rules.procesos.preparacion import EstadoRequisito, missing_points
from chalicelib.rules.procesos.umbral import CifrasDeGeografia, Umbral, umbral_to_dict
from chalicelib.store.aspirantes import Aspirante, append_hito
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.cuentas.titulares import Titular
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso, read_proceso
from chalicelib.workflows.cuentas.cuentas import prepare_account
from chalicelib.workflows.padron.cortes import ensure_secret
from chalicelib.workflows.privacidad.avisos import publish_notice_version
from chalicelib.workflows.procesos.cifras import set_figures
from chalicelib.workflows.procesos.duplicados import decide_duplicates
from chalicelib.workflows.procesos.enlaces import name_enlace
from chalicelib.workflows.procesos.llave import hand_over_key
from chalicelib.workflows.procesos.periodos import activate_period
from chalicelib.workflows.procesos.preparacion import readiness_of
from chalicelib.workflows.vigilancia import SinVigilar, queue_daily_notices
from tests.escenario import mundo, padrones
from tests.escenario.api import api, emisores
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.recursos import CUENTA, empty_queues
from tests.functional.procesos.periodos import DIA, OPL, public_key, save_period
from tests.functional.procesos.test_enlaces import DATOS

__all__ = ["api", "emisores"]
INICIO = datetime(2027, 1, 20, 6, tzinfo=UTC)  # midnight of the centre
PRONTO = INICIO - 60 * DIA
TODO = [
    "cuenta_administrador",
    "llave",
    "enlaces",
    "periodo_activo",
    "aspirantes",
    "cedulas_resguardadas",
    "duplicados",
    "cuenta_supervisor",
    "cuenta_operador",
    "umbral",
    "cifras",
    "padron",
    "avisos_privacidad",
]
PERSONA = PeticionDeCuenta(
    rol=Rol.OPL,
    nombre="Ana Muestra Núñez",
    cargo="Directora",
    correo="ana@oplx.invalid",
    telefono="473 123 4567",
    oficio="OPLX/1/2027",
    opl=mundo.OPL,
)


@pytest.fixture
def abierto(aws_fingido):
    mundo.open_process(mundo.PROCESO)
    ensure_secret()


@pytest.fixture
def cola(abierto):
    empty_queues()


def account(rol: Rol, correo: str, estado: EstadoCuenta = EstadoCuenta.ACTIVA, **cambios: str) -> Titular:
    titular = prepare_account(replace(PERSONA, rol=rol, correo=correo, **cambios), "prueba", PRONTO, estado)
    titular.save()
    return titular


def lacking(ahora: datetime = PRONTO) -> list[str]:
    """What the one period of the process lacks, in the order of the list of requirements."""
    (lista,) = readiness_of(read_proceso(mundo.PROCESO), ahora)
    faltan = {p.requisito.clave for p in missing_points(lista.puntos)}
    return [c for c in TODO if c in faltan]


def mails():
    return ses_backends[CUENTA][os.environ["AWS_REGION"]].sent_messages


def test_each_thing_done_takes_its_requirement_off_the_list(abierto):
    save_period("GUB2027", INICIO, activo=False)
    pasos = {
        "cuenta_administrador": lambda: account(Rol.OPL, "a@oplx.invalid"),
        "llave": lambda: hand_over_key(OPL, mundo.PROCESO, public_key(), PRONTO),
        "enlaces": lambda: name_enlace(OPL, mundo.PROCESO, DATOS, PRONTO),
        "periodo_activo": lambda: activate_period(OPL, mundo.PROCESO, "GUB2027", PRONTO),
        "aspirantes": lambda: aspirante("confirmado").save(),
        "cedulas_resguardadas": lambda: in_custody("ASPA"),
        "duplicados": lambda: decide_duplicates(OPL, mundo.PROCESO, "GUB2027", True, "LGIPE 385", PRONTO),
        "cuenta_supervisor": lambda: account(Rol.SUPERVISOR, "s@oplx.invalid", proceso=mundo.PROCESO),
        "cuenta_operador": lambda: account(Rol.OPERADOR, "o@oplx.invalid", proceso=mundo.PROCESO),
        "umbral": lambda: set_threshold("GUB2027"),
        "cifras": lambda: set_figures(
            OPL, mundo.PROCESO, "GUB2027", "11", CifrasDeGeografia(100, {}), PRONTO
        ),
        "padron": padrones.put_in_place,
        "avisos_privacidad": publish_all,
    }
    assert list(pasos) == TODO
    for n, paso in enumerate(pasos.values()):
        # Before somebody is confirmed no Cédula can be missing.
        assert lacking() == [
            c for c in TODO[n:] if n > TODO.index("aspirantes") or c != "cedulas_resguardadas"
        ]
        paso()
    assert lacking() == []
    assert lacking(INICIO + DIA) == []


def aspirante(estado: str, periodo: str = "GUB2027", folio: str = "ASPA") -> Aspirante:
    return Aspirante(folio, proceso=mundo.PROCESO, periodo=periodo, opl=mundo.OPL, nombre="M", estado=estado)


def in_custody(folio: str, version: int = 1) -> None:
    hito = Hito(TipoHito.CEDULA_FIRMADA, "2027-01-01T00:00:00.000Z", "CTA1", "opl", version)
    Aspirante(folio).update(actions=[append_hito(hito)])


@pytest.mark.parametrize(("version", "falta"), [(1, False), (2, True)])
def test_the_signed_cedula_of_the_data_in_force_is_in_custody_of_every_aspirante_6_1_f(
    abierto, version, falta
):
    """«deberá imprimir la Cédula para que sea firmada por la persona aspirante a Candidatura Independiente, para
    proceder a su resguardo».
    """
    save_period("GUB2027", INICIO)
    for folio in ("ASPA", "ASPB"):
        aspirante("confirmado", folio=folio).save()
        assert "cedulas_resguardadas" in lacking()
        in_custody(folio)
    Aspirante("ASPB").update(actions=[Aspirante.version.set(version)])
    assert ("cedulas_resguardadas" in lacking()) is falta


def set_threshold(periodo: str, base: str = "padron") -> None:
    umbral = umbral_to_dict(Umbral(Decimal(3), base))
    Periodo(mundo.PROCESO, periodo).update(actions=[Periodo.umbral.set(umbral)])
    forget_copies()


def publish_all() -> None:
    for rol in CON_AVISO:
        publish_notice_version(TipoAviso.AVISO, rol, "Aviso", "Texto sintético", None, "CTA1", PRONTO)


def test_what_does_not_count_leaves_its_requirement_on_the_list(abierto):
    save_period("GUB2027", INICIO)
    antes = lacking()
    account(Rol.OPL, "a@oplx.invalid", EstadoCuenta.BLOQUEADA)
    account(Rol.OPL, "b@oplx.invalid", EstadoCuenta.SUSPENDIDA)
    account(Rol.OPL, "c@otro.invalid", opl="OTRO")
    account(Rol.OPERADOR, "d@oplx.invalid", proceso="OTRO27")
    aspirante("registrado").save()
    aspirante("baja", folio="ASPB").save()
    aspirante("confirmado", "OTROPERIODO", folio="ASPC").save()
    publish_notice_version(TipoAviso.AVISO, Rol.AUXILIAR, "Aviso", "Texto", None, "CTA1", PRONTO)
    assert lacking() == antes == [c for c in TODO if c not in {"periodo_activo", "cedulas_resguardadas"}]


def test_figures_that_no_longer_fit_the_threshold_or_miss_a_unit_are_missing_371(abierto):
    unidades = {"020": "León", "015": "Guanajuato"}
    save_period("AYUN27", INICIO, cargo="ayuntamiento", nivel="municipio", unidades=unidades)
    set_threshold("AYUN27")
    for unidad in unidades:
        assert "cifras" in lacking()
        set_figures(OPL, mundo.PROCESO, "AYUN27", unidad, CifrasDeGeografia(100, {}), PRONTO)
    assert "cifras" not in lacking()
    con_dispersion = {
        "porcentaje": "3",
        "base": "padron",
        "dispersion": {"unidad": "seccion", "fraccion": "50", "porcentaje": "1"},
    }
    Periodo(mundo.PROCESO, "AYUN27").update(actions=[Periodo.umbral.set(con_dispersion)])
    assert "cifras" in lacking()


def test_a_key_in_time_for_one_period_may_be_late_for_another_15_1(abierto):
    """«a más tardar 10 días antes del inicio del periodo de captación»: taken for both, flagged for one."""
    save_period("GUB2027", INICIO)
    save_period("ANTES27", INICIO - 5 * DIA, activo=False)
    hand_over_key(OPL, mundo.PROCESO, public_key(), INICIO - 12 * DIA)
    listas = readiness_of(read_proceso(mundo.PROCESO), INICIO - 12 * DIA)
    tardias = {
        x.periodo.periodo: [(p.estado, p.tardio) for p in x.puntos if p.requisito.clave == "llave"]
        for x in listas
    }
    assert tardias == {
        "ANTES27": [(EstadoRequisito.OK, True)],
        "GUB2027": [(EstadoRequisito.OK, False)],
    }


def test_periods_that_ended_are_on_no_list(abierto):
    save_period("GUB2027", INICIO)
    assert len(readiness_of(read_proceso(mundo.PROCESO), INICIO + 30 * DIA - timedelta(seconds=1))) == 1
    assert readiness_of(read_proceso(mundo.PROCESO), INICIO + 30 * DIA) == []


def test_the_list_is_shown_to_the_ine_and_the_opl_and_to_nobody_else_5_1(api, abierto):
    save_period("GUB2027", datetime.now(UTC) + 5 * DIA, activo=False)
    camino = f"/v1/procesos/{mundo.PROCESO}/preparacion"
    opl = api.entra("opl", opl=mundo.OPL)
    r = api.pide("GET", camino, opl)
    (periodo,) = r.cuerpo["periodos"]
    assert (r.estado, periodo["periodo"], periodo["listo"]) == (200, "GUB2027", False)
    estados = {x["clave"]: x["estado"] for x in periodo["requisitos"]}
    assert (estados["llave"], estados["enlaces"], estados["aspirantes"]) == ("vencido", "falta", "falta")
    assert api.pide("GET", camino, api.entra("ine")).cuerpo == r.cuerpo
    ajeno = api.pide("GET", camino, api.entra("opl", opl="OTRO"))
    nada = api.pide("GET", "/v1/procesos/NADA27/preparacion", opl)
    assert (ajeno.estado, ajeno.cuerpo) == (404, nada.cuerpo)
    for rol in ("operador", "aspirante", "auxiliar", "mato", "visitante"):
        quien = api.entra(rol, opl=mundo.OPL, proceso=mundo.PROCESO)
        assert api.pide("GET", camino, quien).codigo == "acceso_denegado"


def nine(dias: int) -> datetime:
    """09:00 of the centre, so many days before the start."""
    return INICIO - dias * DIA + timedelta(hours=9)


def test_administrators_and_the_ine_are_mailed_what_is_missing_13_2_15_1(cola):
    save_period("GUB2027", INICIO)
    account(Rol.OPL, "ana@oplx.invalid")
    account(Rol.INE, "derfe@ine.invalid", opl="")
    account(Rol.SUPERVISOR, "super@oplx.invalid", proceso=mundo.PROCESO)
    account(Rol.OPL, "ajena@otro.invalid", opl="OTRO")
    account(Rol.OPL, "de.otro@oplx.invalid", proceso="OTRO27")
    account(Rol.OPL, "suspendida@oplx.invalid", EstadoCuenta.SUSPENDIDA)
    assert queue_daily_notices(nine(11)) == 2
    mensajes = taken(config.COLA_CORREOS)
    assert "invalid" not in json.dumps(mensajes)  # ids alone go through the queue
    assert failed(correos(batch(*mensajes), None)) == []
    assert {m.destinations["ToAddresses"][0] for m in mails()} == {"ana@oplx.invalid", "derfe@ine.invalid"}
    texto = mails()[0].body
    assert "Llave pública del OPL (15.1): a más tardar el 10/01/2027 00:00 (hora del centro)." in texto
    assert "Enlaces con la DERFE (13.2): a más tardar el 18/01/2027 00:00 (hora del centro)." in texto
    assert "Cuenta activa de administrador" not in texto
    assert "Decisión sobre duplicados entre aspirantes (15.3)" in texto
    assert mails()[0].subject == "Proceso sintético, Gubernatura: faltan 9 requisitos antes del inicio"


def test_running_it_again_the_same_day_mails_nobody_twice_and_the_next_day_due_it_does(cola):
    save_period("GUB2027", INICIO)
    account(Rol.OPL, "ana@oplx.invalid")
    for dias, llegan in ((11, 1), (11, 1), (10, 2)):
        queue_daily_notices(nine(dias))
        correos(batch(*taken(config.COLA_CORREOS)), None)
        assert len(mails()) == llegan
    assert "venció el 10/01/2027" in mails()[1].body


@pytest.mark.parametrize(
    ("dias", "avisa"), [(41, False), (40, True), (35, False), (4, True), (0, False), (-1, False)]
)
def test_on_other_days_nobody_is_mailed(cola, dias, avisa):
    """40 days before the start the key's limit is 30 away; 4 before, that of the enlaces is 2 away."""
    save_period("GUB2027", INICIO)
    account(Rol.OPL, "ana@oplx.invalid")
    assert bool(queue_daily_notices(nine(dias))) is avisa


def test_when_nothing_is_missing_or_the_process_is_not_open_nobody_is_mailed(cola):
    Proceso("MEDIO27", opl=mundo.OPL, nombre="A medio abrir", entidad="11", estado="abriendo").save()
    account(Rol.OPL, "ana@oplx.invalid")
    assert queue_daily_notices(nine(11)) == 0


def test_a_process_that_cannot_be_read_keeps_nobody_else_from_being_told(cola):
    mundo.open_process("AAA27")
    save_period("GUB2027", INICIO)
    account(Rol.OPL, "ana@oplx.invalid")
    with pytest.raises(SinVigilar):
        aws.client("dynamodb").put_item(
            TableName=config.tabla("periodos"),
            Item={"proceso": {"S": "AAA27"}, "periodo": {"S": "ROTO"}, "inicio": {"S": "nunca"}},
        )
        queue_daily_notices(nine(11))
    assert len(taken(config.COLA_CORREOS)) == 1


def test_an_account_that_ended_meanwhile_is_not_written_to(cola):
    save_period("GUB2027", INICIO)
    titular = account(Rol.OPL, "ana@oplx.invalid")
    queue_daily_notices(nine(11))
    titular.estado = "terminada"
    titular.save()
    assert failed(correos(batch(*taken(config.COLA_CORREOS)), None)) == []
    assert mails() == []


def test_the_daily_function_queues_the_notice_of_a_key_that_is_due(cola):
    """As EventBridge calls it, at whatever time this test runs: ten days from now the key is due."""
    ahora = datetime.now(UTC)
    save_period("GUB2027", ahora + 13 * DIA)
    account(Rol.OPL, "ana@oplx.invalid")
    evento = {
        "version": "0",
        "id": "1",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": CUENTA,
        "time": ahora.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": "mx-central-1",
        "resources": [],
        "detail": {},
    }
    vigilancia(evento, None)
    assert len(taken(config.COLA_CORREOS)) == 1
