"""A citizen's own support, from the phone to the Mesa, as any other record (Protocolo 10.2, 10.10-10.20)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.acuses import acuses
from chalicelib.handlers.eventos.asignacion import asignacion
from chalicelib.handlers.eventos.contadores import contadores
from chalicelib.handlers.eventos.registral import registral
from chalicelib.handlers.eventos.reparto import reparto
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.dispositivos import Dispositivo
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.base.tabla import iso
from chalicelib.store.captacion.rechazos import Rechazo
from chalicelib.store.conteo.contadores import Contador, read_totals
from chalicelib.store.mesa.turnos import Turno
from chalicelib.store.mi_apoyo.ciudadanos import Ciudadano
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.workflows.captacion.recepcion import receive_object
from chalicelib.workflows.conteo.conciliacion import reconcile_totals
from cliente import muestra
from cliente.expediente import build_expediente, new_device_key, public_der
from cliente.miapoyo import Rehusado
from cliente.sobre import contexto, seal
from cliente.telefono import Telefono
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.ciudadania import (
    CAPTURA_DER,
    PROCESO,
    VECINA,
    VECINO,
    Gente,
    Persona,
    code_of,
    gente,
    kms_abre,
    mails,
    read,
)
from tests.escenario.flujo import Flujo, event
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.recursos import empty_queues
from tests.unit.vault.vectores import ARN

__all__ = ["api", "emisores", "gente", "kms_abre"]
pytestmark = pytest.mark.usefixtures("kms_abre")


@pytest.fixture
def ella(gente: Gente) -> Persona:
    """A citizen who has activated."""
    persona = gente.signs_in()
    persona.activate()
    return persona


@pytest.fixture
def telefono(gente: Gente, ella: Persona, tmp_path: Path) -> Telefono:
    return Telefono(tmp_path, gente.url, ella.app.dispositivo, ella.sesion.token, cuenta=ella.app.cuenta)


def captured(
    quien: Persona, aspirante: str = "ASPA", registro: str = "R001", hace: int = 1, **cambios: Any
) -> dict[str, Any]:
    """What the app has of a capture made so many minutes ago by the phone's clock."""
    cuando = datetime.now(UTC) - timedelta(minutes=hace)
    captura = muestra.registro(
        registro=registro,
        capturado_en=f"{cuando:%Y-%m-%dT%H:%M:%SZ}",
        credencial=cambios.pop("credencial", read(quien.ciudadano)),
    )
    return quien.app.registro(PROCESO, aspirante, captura) | cambios


def save(telefono: Telefono, registro: dict[str, Any], llave: Any) -> str:
    """Seal and keep it on the phone; its integrity code."""
    claro = build_expediente(registro, muestra.images(), llave)
    return telefono.save(registro, claro, seal(claro, CAPTURA_DER, ARN, contexto(registro)))


def receive_all() -> list[str]:
    """What S3 and reception do with all that was uploaded."""
    s3 = aws.client("s3")
    objetos = s3.list_objects_v2(Bucket=config.DEPOSITO_ENTRADA).get("Contents", [])
    return [receive_object(LlaveDeObjeto.parse(o["Key"]), datetime.now(UTC)).value for o in objetos]


def sent(telefono: Telefono, *registros: dict[str, Any], llave: Any) -> list[Any]:
    """Save, announce, upload, receive, ask; the records as the phone has them then."""
    for registro in registros:
        save(telefono, registro, llave)
    telefono.announce()
    telefono.upload()
    receive_all()
    telefono.poll()
    return list(telefono.carpeta.all())


def test_a_citizens_record_is_received_and_answered_by_the_receipt_of_10_20(ella, telefono):
    codigo = code_of(ella.correo)
    [p] = sent(telefono, captured(ella), llave=ella.app.llave)
    assert (p.estado, p.motivo) == ("recibido", None)
    assert p.folio == f"ASPA-{ella.app.ciudadano}-{ella.app.dispositivo}-R001"
    assert p.acuse["integridad"] == p.integridad
    assert p.acuse["credencial"] == f"CIC {VECINA.cic}"
    assert p.acuse["ciudadania"] == {
        "proceso": "Proceso sintético",
        "cargo": "Gubernatura (sintético)",
        "codigo_activacion": codigo,
        "dispositivo": ella.app.dispositivo,
        "correo": ella.correo,
    }
    apoyo = Apoyo.get(p.folio)
    assert (apoyo.modo, apoyo.clase, apoyo.hechos[0].causas) == ("mi_apoyo", "en_proceso", ())


def test_the_mail_says_all_of_10_20(ella, telefono):
    codigo = code_of(ella.correo)
    [p] = sent(telefono, captured(ella), llave=ella.app.llave)
    lote = batch({"auxiliar": ella.app.ciudadano, "folios": [p.folio]})
    assert failed(acuses(lote, None)) == []
    mail = mails()[-1]
    assert mail.destinations["ToAddresses"] == [ella.correo]
    for linea in (
        f"Folio: {p.folio}",
        f"Credencial: CIC {VECINA.cic}",
        "Recibido: ",
        f"Código de integridad: {p.integridad}",
        "Proceso de participación: Proceso sintético, Gubernatura (sintético)",
        f"Código de activación: {codigo}",
        f"Dispositivo: {ella.app.dispositivo}",
        f"Correo electrónico: {ella.correo}",
    ):
        assert linea in mail.body
    assert VECINA.clave_elector not in mail.body


def test_who_activates_a_new_phone_still_gets_the_old_ones_receipt_with_its_code_10_20(gente, ella, telefono):
    codigo = code_of(ella.correo)
    registro = captured(ella)
    gente.phone(ella).activate()
    [p] = sent(telefono, registro, llave=ella.app.llave)
    assert p.estado == "recibido"
    assert p.acuse["ciudadania"]["codigo_activacion"] == codigo
    assert Apoyo.get(p.folio).hechos[0].causas == ()  # captured while that device was registered


def test_what_says_that_it_was_captured_before_the_activation_is_classed_10_6(ella, telefono):
    [p] = sent(telefono, captured(ella, hace=12), llave=ella.app.llave)
    assert [c.value for c in Apoyo.get(p.folio).hechos[0].causas] == ["dispositivo_no_registrado"]


def test_what_a_removed_device_captures_is_received_and_classed_10_6_8_11(gente, ella, telefono):
    gente.phone(ella).activate()
    Dispositivo(ella.app.dispositivo).update(
        actions=[Dispositivo.baja.set(iso(datetime.now(UTC) - timedelta(hours=1)))]
    )
    [p] = sent(telefono, captured(ella), llave=ella.app.llave)
    assert [c.value for c in Apoyo.get(p.folio).hechos[0].causas] == ["dispositivo_no_registrado"]


@pytest.mark.parametrize(
    "aspirante", ["ASPN", "NADIE", "ASPZ"], ids=["otro municipio", "ninguno", "otro proceso"]
)
def test_only_aspirantes_offered_to_the_citizen_can_be_supported_10_9(ella, telefono, aspirante):
    mundo.open_process("OTRO27")
    Aspirante(aspirante="ASPZ", proceso="OTRO27", periodo="GUBERNATURA", opl=mundo.OPL, nombre="x").save()
    bueno, malo = captured(ella), captured(ella, aspirante, "R002")
    por_id = {p.registro: p for p in sent(telefono, bueno, malo, llave=ella.app.llave)}
    assert por_id["R001"].estado == "recibido"
    assert (por_id["R002"].estado, por_id["R002"].motivo["codigo"]) == ("rechazado", "aspirante_no_ofrecido")


def test_an_aspirante_confirmed_this_moment_can_be_supported_10_9(ella, telefono):
    """A copy of a minute ago said otherwise."""
    Aspirante("ASPA").update(actions=[Aspirante.estado.set("registrado")])
    forget_copies()
    [p] = sent(telefono, captured(ella), llave=ella.app.llave)
    assert p.motivo["codigo"] == "aspirante_no_ofrecido"
    Aspirante("ASPA").update(actions=[Aspirante.estado.set("confirmado")])
    telefono.resend("rechazado")
    telefono.announce()
    assert telefono.carpeta.get("R001").estado == "guardado"  # permitted, to be uploaded


def test_each_office_closes_by_itself_9_16(gente, ella, telefono):
    Periodo(PROCESO, "GUBERNATURA").update(
        actions=[Periodo.fin.set(iso(datetime.now(UTC) - timedelta(hours=25)))]
    )
    forget_copies()
    cerrado, abierto = captured(ella, "ASPA", "R001"), captured(ella, "ASPM", "R002")
    por_id = {p.registro: p for p in sent(telefono, cerrado, abierto, llave=ella.app.llave)}
    assert (por_id["R001"].motivo["codigo"], por_id["R002"].estado) == ("recepcion_cerrada", "recibido")
    cuerpo = {"dispositivo": ella.app.dispositivo, "registros": [telefono.carpeta.get("R001").anuncio()]}
    cabeceras = {"X-Cuenta": ella.app.cuenta}
    solo = gente.api.pide("POST", "/v1/envios", ella.sesion, cuerpo, cabeceras=cabeceras)
    assert (solo.estado, solo.codigo) == (409, "recepcion_cerrada")


def test_an_office_whose_period_is_inactive_receives_nothing_6_1(ella, telefono):
    Periodo(PROCESO, "GUBERNATURA").update(actions=[Periodo.estado.set("inactivo")])
    forget_copies()
    cerrado, abierto = captured(ella, "ASPA", "R001"), captured(ella, "ASPM", "R002")
    por_id = {p.registro: p for p in sent(telefono, cerrado, abierto, llave=ella.app.llave)}
    assert (por_id["R001"].motivo["codigo"], por_id["R002"].estado) == ("recepcion_cerrada", "recibido")


@pytest.mark.parametrize(
    ("cambio", "codigo"),
    [
        (lambda _: {"modo": "auxiliar"}, "modo_distinto"),
        (lambda e: {"credencial": read(e.ciudadano, "C")}, "modelo_no_admitido"),
        (lambda _: {"credencial": read(VECINO)}, "credencial_distinta"),
        (lambda e: {"credencial": read(e.ciudadano, cic=VECINO.cic, mrz=None)}, "credencial_distinta"),
        (lambda e: {"credencial": read(e.ciudadano, "E")}, "credencial_distinta"),
    ],
    ids=["modo", "modelo C", "de otra persona", "otro CIC", "otro modelo"],
)
def test_only_the_credential_that_was_activated_is_received_10_1_10_2(
    ella, telefono, cambio: Callable[[Persona], dict[str, Any]], codigo
):
    [p] = sent(telefono, captured(ella, **cambio(ella)), llave=ella.app.llave)
    assert (p.estado, p.motivo["codigo"]) == ("rechazado", codigo)
    assert Apoyo.count() == 0
    [rechazo] = Rechazo.scan()
    cuarentena = aws.client("s3").get_object(Bucket=config.DEPOSITO_CUARENTENA, Key=rechazo.cuarentena)
    assert cuarentena["ContentLength"] == telefono.carpeta.get("R001").bytes


def test_an_auxiliar_cannot_pass_a_record_off_as_a_citizens_own_10_2(gente, tmp_path):
    auxiliar = gente.api.entra("auxiliar", proceso=PROCESO, aspirante="ASPA", auxiliar="AUX1")
    telefono = Telefono(tmp_path, gente.url, "DISPAUX1", auxiliar.token)
    ella = gente.signs_in()
    registro = captured(ella) | {"auxiliar": "AUX1", "dispositivo": "DISPAUX1"}
    [p] = sent(telefono, registro, llave=new_device_key())
    assert (p.estado, p.motivo["codigo"]) == ("rechazado", "modo_distinto")


def test_a_senders_stored_data_that_do_not_open_refuse_no_record(ella, telefono):
    save(telefono, captured(ella), ella.app.llave)
    telefono.announce()
    telefono.upload()
    ciudadano = ella.app.ciudadano
    buenos = Ciudadano.get(ciudadano).datos
    Ciudadano(ciudadano).update(actions=[Ciudadano.datos.set(buenos[:-1] + bytes([buenos[-1] ^ 1]))])
    with pytest.raises(CamposInvalidos):
        receive_all()
    assert Rechazo.count() == 0
    Ciudadano(ciudadano).update(actions=[Ciudadano.datos.set(buenos)])
    assert receive_all() == ["recibido"]


def test_a_citizens_announcements_are_nobody_elses_18_5(gente, ella, telefono):
    sent(telefono, captured(ella), llave=ella.app.llave)
    envio = telefono.carpeta.get("R001").envio
    el = gente.signs_in(VECINO)
    el.activate()
    cabeceras = {"X-Cuenta": el.app.cuenta}
    assert gente.api.pide("GET", f"/v1/envios/{envio}", el.sesion, cabeceras=cabeceras).estado == 404


def test_a_replaced_account_sends_nothing_more_10_2(gente, ella, telefono):
    empty_queues()
    gente.signs_in().activate()
    with pytest.raises(Exception, match="403"):
        sent(telefono, captured(ella), llave=ella.app.llave)


def work(flujo: Flujo) -> None:
    """All that the stream drives, as the functions do it."""
    nuevos = flujo.news()
    reparto(event(nuevos), None)
    for cola, funcion in (
        (config.COLA_REGISTRAL, registral),
        (config.COLA_MESA, asignacion),
        (config.COLA_ACUSES, acuses),
    ):
        for mensaje in taken(cola):
            mensaje.pop("grupo", None)
            assert failed(funcion(batch(mensaje), None)) == []
    contadores(event(nuevos + flujo.news()), None)


def test_a_citizens_record_is_processed_as_any_other_and_duplicates_an_auxiliars_10_17(
    gente, ella, telefono, tmp_path
):
    """The citizen sends first; then an auxiliar captures the same person for the same aspirante."""
    flujo = Flujo()
    empty_queues()
    mundo.add_operators("OPER1")
    [propio] = sent(telefono, captured(ella), llave=ella.app.llave)
    auxiliar = gente.api.entra("auxiliar", proceso=PROCESO, aspirante="ASPA", auxiliar="AUX1")
    llave = new_device_key()
    alta = iso(datetime.now(UTC) - timedelta(days=1))
    Dispositivo(dispositivo="DISPAUX1", auxiliar="AUX1", llave=public_der(llave), alta=alta).save()
    otro = Telefono(tmp_path / "otro", gente.url, "DISPAUX1", auxiliar.token)
    registro = captured(ella) | {"auxiliar": "AUX1", "dispositivo": "DISPAUX1", "modo": "auxiliar"}
    [ajeno] = sent(otro, registro, llave=llave)
    work(flujo)
    assert mundo.classes(propio.folio, ajeno.folio) == ["en_lista_nominal", "duplicado_mismo_aspirante"]
    assert sorted(m.destinations["ToAddresses"][0] for m in mails()[1:]) == sorted(
        [ella.correo, "aux1@muestra.invalid"]
    )
    assert read_totals("mi_apoyo#ASPA") == {"recibidos": 1, "clase#en_lista_nominal": 1}
    assert read_totals("auxiliares#ASPA")["AUX1#recibidos"] == 1
    assert read_totals("aspirante#ASPA")["recibidos"] == 2
    assert {t.folio for t in Turno.scan()} == {propio.folio, ajeno.folio}  # both are reviewed (13.1)
    assert not [c.ambito for c in Contador.scan() if ella.app.ciudadano in c.ambito]
    informe = reconcile_totals()
    assert (informe.entregados, informe.antes, informe.despues) == (0, {}, {})


def test_the_receipt_tells_nothing_of_the_persons_other_supports_18_5(ella, telefono):
    uno = captured(ella, "ASPA", "R001")
    dos = captured(ella, "ASPB", "R002")
    registros = sent(telefono, uno, dos, llave=ella.app.llave)
    assert {p.estado for p in registros} == {"recibido"}
    assert len({frozenset(p.acuse) for p in registros}) == 1


def test_a_citizen_cannot_use_what_is_an_auxiliars(gente, ella):
    cabeceras = {"X-Cuenta": ella.app.cuenta}
    for metodo, camino in (("POST", "/v1/auxiliares/cedula"), ("GET", "/v1/aplicacion")):
        assert gente.api.pide(metodo, camino, ella.sesion, {}, cabeceras=cabeceras).estado == 403


def test_before_activating_nothing_can_be_sent_10_8(gente):
    ella = gente.signs_in()
    with pytest.raises(Rehusado, match="acceso_denegado"):
        list(ella.app.aspirantes())
    cuerpo = {"dispositivo": ella.app.dispositivo, "registros": []}
    assert gente.api.pide("POST", "/v1/envios", ella.sesion, cuerpo).codigo == "acceso_denegado"
