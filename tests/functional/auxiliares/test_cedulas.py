"""Visual evidence: sent as a record is, received as nothing else, shown to the OPL (Protocolo 8.5, 8.6, 7.7)."""

import io
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from chalicelib.base import aws, config
from chalicelib.rules.apoyos.historia import CausaRecepcion, Recibido
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.auxiliares.cedulas import Cedula, cedulas_of, find_cedula, set_current
from chalicelib.store.base import objetos
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.base.tabla import iso
from chalicelib.store.captacion.rechazos import Rechazo
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.opls import Opl
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.vault.errores import SobreInvalido
from chalicelib.vault.sobres import open_at_rest
from chalicelib.workflows.apoyos.expediente import open_expediente
from chalicelib.workflows.auxiliares.dispositivos import AltaDispositivo, register_dispositivo
from chalicelib.workflows.captacion.recepcion import (
    Desaparecido,
    FinalRecepcion,
    receive_object,
    receive_refused_original,
)
from cliente import muestra
from cliente.expediente import integridad, new_device_key, public_der
from cliente.registro import Negado
from cliente.telefono import Telefono
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import (
    BASE,
    Puente,
    arrive,
    captured,
    empty_buckets,
    hold_capture_key,
    phone,
    publish_notice,
)

__all__ = ["api", "emisores"]

LLAVE = new_device_key()
CORREO = "aux1@muestra.invalid"


@pytest.fixture
def ahora() -> datetime:
    """When things arrive: a little after whatever the API does meanwhile, by the machine's clock."""
    return datetime.now(UTC) + timedelta(minutes=1)


@pytest.fixture
def movil(api, ahora):
    """AUX1's phone, registered as DISPA, in a process whose capture key KMS holds and whose period is on."""
    mundo.open_world()
    publish_notice()
    hold_capture_key()
    empty_buckets()
    mundo.auxiliar(
        "AUX1",
        nombre="PERSONA",
        apellido_paterno="Prueba",
        apellido_materno="Sintetica",
        correo=CORREO,
        clave_elector="HRGRJN82050602H900",
        curp="BOXW310820HNERXN09",
    ).save()
    during(ahora - timedelta(days=1), ahora + timedelta(days=1))
    telefono = phone(api, api.entra("visitante", correo=CORREO))
    telefono.register(mundo.PROCESO, "AUX1", "DISPA", public_der(LLAVE))
    return telefono


def during(inicio: datetime, fin: datetime) -> None:
    Periodo(mundo.PROCESO, mundo.PERIODO).update(
        actions=[Periodo.inicio.set(iso(inicio)), Periodo.fin.set(iso(fin))]
    )


def send(movil, ahora, registro="CED1", **cambios) -> dict:
    """Evidence captured and uploaded; what the announcement was answered."""
    captura = captured(LLAVE, "cedula", ahora, registro=registro, **cambios)
    return captura | {"respuesta": movil.send_evidence(captura["registro"], captura["sellado"])}


def refused(call) -> Negado:
    with pytest.raises(Negado) as error:
        call()
    return error.value


def put_in(llave: LlaveDeObjeto, sellado: bytes) -> None:
    """An upload with a permit of that key."""
    aws.client("s3").put_object(Bucket=config.DEPOSITO_ENTRADA, Key=str(llave), Body=sellado)


def key_of(captura: dict, *, cedula: bool) -> LlaveDeObjeto:
    folio = "-".join(captura["registro"][p] for p in ("aspirante", "auxiliar", "dispositivo", "registro"))
    texto = f"{mundo.PROCESO}/{folio}/{len(captura['sellado'])}/{integridad(captura['sellado'])}"
    return LlaveDeObjeto.parse(texto + "/cedula" * cedula)


def refusal() -> str:
    [rechazo] = Rechazo.scan()
    return str(rechazo.codigo)


def row() -> Auxiliar:
    return Auxiliar.get("AUX1", consistent_read=True)


def test_the_evidence_sent_is_the_auxiliars_and_its_receipt_has_its_code_8_5(movil, ahora):
    enviada = send(movil, ahora)
    assert enviada["respuesta"]["estado"] == "permitido"
    assert movil.evidence()["anunciada"]["estado"] == "pendiente"
    assert arrive(ahora) == [FinalRecepcion.RECIBIDO]
    estado = movil.evidence()
    assert estado["anunciada"]["estado"] == "recibido"
    assert estado["vigente"] == estado["anunciada"]["acuse"]
    assert estado["vigente"]["integridad"] == integridad(enviada["claro"])
    assert estado["vigente"]["credencial"] == "CIC 123456789"
    assert row().cedula == estado["vigente"]["folio"] == "ASPA-AUX1-DISPA-CED1"
    assert movil.configuration()["auxiliar"]["cedula"] == row().cedula


def test_the_evidence_is_no_support_8_5(movil, ahora):
    send(movil, ahora)
    arrive(ahora)
    assert (Cedula.count(), Apoyo.count()) == (1, 0)


@pytest.mark.parametrize("modo", ["auxiliar", "mi_apoyo"])
def test_a_support_is_never_received_as_evidence_8_5(movil, ahora, modo):
    captura = captured(LLAVE, modo, ahora)
    assert movil.send_evidence(captura["registro"], captura["sellado"])["estado"] == "permitido"
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    assert (Cedula.count(), Apoyo.count(), refusal()) == (0, 0, "modo_no_corresponde")
    assert movil.evidence()["anunciada"]["motivo"]["codigo"] == "modo_no_corresponde"


def test_evidence_is_never_received_as_a_support_8_5(movil, ahora):
    captura = captured(LLAVE, "cedula", ahora)
    llave = key_of(captura, cedula=False)
    put_in(llave, captura["sellado"])
    assert receive_object(llave, ahora) is FinalRecepcion.RECHAZADO
    assert (Cedula.count(), Apoyo.count(), refusal()) == (0, 0, "modo_no_corresponde")


def test_the_same_phone_sends_supports_as_ever_9_14(api, movil, ahora, tmp_path):
    send(movil, ahora)
    arrive(ahora)
    telefono = Telefono(tmp_path, BASE, "DISPA", movil.token)
    telefono._http.mount(BASE, Puente(api))
    captura = captured(LLAVE, "auxiliar", ahora, registro="REG1")
    telefono.save(captura["registro"], captura["claro"], captura["sellado"])
    telefono.announce()
    assert telefono.upload() == 1
    assert arrive(ahora) == [FinalRecepcion.RECIBIDO]
    telefono.poll()
    assert telefono.carpeta.get("REG1").estado == "recibido"
    [apoyo] = Apoyo.scan()
    assert apoyo.hechos == [Recibido(iso(ahora), ())]


def test_a_support_does_not_open_as_evidence_nor_evidence_as_a_support(movil, ahora):
    """Whoever moves one object to the place of another gets nothing: the context at rest is another."""
    send(movil, ahora)
    arrive(ahora)
    [cedula] = Cedula.scan()
    sellado = objetos.read_sealed_expediente(
        objetos.cedula_key(cedula.proceso, cedula.folio, bytes(cedula.integridad))
    )
    resguardo = mundo.Proceso.get(mundo.PROCESO).llave_resguardo
    como_apoyo = {c: v for c, v in cedula.contexto.items() if c != "uso"}
    assert open_at_rest(aws.client("kms"), sellado, resguardo, cedula.contexto)
    with pytest.raises(SobreInvalido):
        open_at_rest(aws.client("kms"), sellado, resguardo, como_apoyo)
    apoyo = Apoyo(folio=cedula.folio, proceso=cedula.proceso, integridad=bytes(cedula.integridad))
    with pytest.raises(objetos.NoExiste):
        open_expediente(apoyo)


def test_evidence_is_admitted_before_the_period_starts_and_supports_are_not_8_5(movil, ahora):
    during(ahora + timedelta(days=1), ahora + timedelta(days=2))
    send(movil, ahora)
    assert arrive(ahora) == [FinalRecepcion.RECIBIDO]
    captura = captured(LLAVE, "auxiliar", ahora)
    put_in(key_of(captura, cedula=False), captura["sellado"])
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    assert refusal() == "fuera_de_plazo"


def test_evidence_after_the_deadline_of_reception_is_refused_9_16(movil, ahora):
    send(movil, ahora, "CED1")
    during(ahora - timedelta(days=3), ahora - timedelta(hours=24, minutes=5))
    assert refused(lambda: send(movil, ahora, "CED2")).codigo == "recepcion_cerrada"
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    assert (refusal(), Cedula.count()) == ("fuera_de_plazo", 0)


def test_the_latest_evidence_holds_and_the_earlier_stays_on_file_8_5(movil, ahora):
    for n in (1, 2, 3):
        send(movil, ahora, f"CED{n}")
        arrive(ahora + timedelta(minutes=n))
    assert row().cedula == "ASPA-AUX1-DISPA-CED3"
    assert [c.folio[-4:] for c in cedulas_of("AUX1")] == ["CED3", "CED2", "CED1"]


def test_evidence_that_arrived_earlier_does_not_replace_a_later_one_whatever_ends_first_8_5(movil, ahora):
    for n, minuto in ((1, 5), (2, 1)):
        send(movil, ahora, f"CED{n}")
        arrive(ahora + timedelta(minutes=minuto))
    assert row().cedula == "ASPA-AUX1-DISPA-CED1"


def test_a_repeated_event_changes_nothing(movil, ahora):
    captura = send(movil, ahora)
    llave = key_of(captura, cedula=True)
    arrive(ahora)
    antes = row().serialize()
    assert receive_object(llave, ahora) is FinalRecepcion.REPETIDO
    put_in(llave, captura["sellado"])
    assert receive_object(llave, ahora + timedelta(minutes=1)) is FinalRecepcion.REPETIDO
    assert (row().serialize(), Cedula.count()) == (antes, 1)


def test_dying_before_the_auxiliars_row_is_ended_by_the_repetition(movil, ahora):
    captura = send(movil, ahora)
    llave = key_of(captura, cedula=True)
    arrive(ahora)
    Auxiliar("AUX1").update(actions=[Auxiliar.cedula.remove(), Auxiliar.cedula_en.remove()])
    put_in(llave, captura["sellado"])
    assert receive_object(llave, ahora) is FinalRecepcion.REPETIDO
    assert row().cedula == "ASPA-AUX1-DISPA-CED1"


def test_an_object_nobody_knows_anything_of_is_for_the_dead_letters(movil, ahora):
    with pytest.raises(Desaparecido):
        receive_object(key_of(captured(LLAVE, "cedula", ahora), cedula=True), ahora)


def test_other_content_under_the_same_folio_is_a_conflict(movil, ahora):
    primera = send(movil, ahora)
    arrive(ahora)
    send(movil, ahora - timedelta(minutes=1))
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    estado = movil.evidence()
    assert estado["anunciada"]["estado"] == "conflicto"
    assert estado["vigente"]["integridad"] == integridad(primera["claro"])
    assert find_cedula("AUX1", "ASPA-AUX1-DISPA-CED1").integridad.hex() == integridad(primera["claro"])


def test_announcing_what_was_received_gets_the_receipt_and_no_permit(movil, ahora):
    captura = send(movil, ahora)
    arrive(ahora)
    otra_vez = movil.send_evidence(captura["registro"], captura["sellado"])
    assert (otra_vez["estado"], otra_vez["permiso"]) == ("recibido", None)
    assert otra_vez["acuse"] == movil.evidence()["vigente"]


def test_a_capture_from_the_future_waits_9_14(movil, ahora):
    respuesta = send(movil, ahora + timedelta(hours=2))["respuesta"]
    assert (respuesta["estado"], respuesta["motivo"]["codigo"]) == ("rechazado", "captura_futura")
    assert movil.evidence() == {"vigente": None, "anunciada": None}


def test_a_refused_original_may_be_received_after_all(movil, ahora):
    """As the operators of the system do when the refusal was wrong (a period that was extended)."""
    send(movil, ahora)
    during(ahora - timedelta(days=3), ahora - timedelta(days=2))
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    during(ahora - timedelta(days=3), ahora + timedelta(days=2))
    [rechazo] = Rechazo.scan()
    assert receive_refused_original(rechazo) is FinalRecepcion.RECIBIDO
    assert movil.evidence()["anunciada"]["estado"] == "recibido"


def test_only_from_a_device_registered_now_8_11(movil, ahora):
    captura = captured(LLAVE, "cedula", ahora, dispositivo="DISPZ")
    desconocido = refused(lambda: movil.send_evidence(captura["registro"], captura["sellado"]))
    movil.remove("DISPA")
    dado_de_baja = refused(lambda: send(movil, ahora))
    assert desconocido.codigo == dado_de_baja.codigo == "dispositivo_no_registrado"


def test_what_comes_from_a_device_nobody_registered_is_refused_8_11(movil, ahora):
    """A support of such a device is received and classed (8.11); evidence of it proves nothing."""
    captura = captured(LLAVE, "cedula", ahora, dispositivo="DISPZ")
    put_in(key_of(captura, cedula=True), captura["sellado"])
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    assert (refusal(), Cedula.count()) == ("dispositivo_no_registrado", 0)


def test_what_another_key_signed_is_refused(movil, ahora):
    captura = captured(new_device_key(), "cedula", ahora)
    movil.send_evidence(captura["registro"], captura["sellado"])
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    assert refusal() == "llave_otro_dispositivo"


@pytest.mark.parametrize("parte", ["aspirante", "auxiliar", "dispositivo"])
def test_evidence_of_somebody_else_does_not_pass_as_ones_own_8_5(movil, ahora, parte):
    """The permit is for the sender's own folio; what says another one inside is refused."""
    ajena = captured(LLAVE, "cedula", ahora, **{parte: {"aspirante": "ASPB"}.get(parte, "AJENO")})
    propio = captured(LLAVE, "cedula", ahora)["registro"]
    movil.send_evidence(propio, ajena["sellado"])
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    assert refusal() in {"registro_otro_contexto", "sobre_otro_contexto"}
    assert Cedula.count() == 0


def test_a_permit_for_another_aspirantes_auxiliar_is_no_permit(movil, ahora):
    captura = captured(LLAVE, "cedula", ahora, aspirante="ASPB")
    put_in(key_of(captura, cedula=True), captura["sellado"])
    assert arrive(ahora) == [FinalRecepcion.RECHAZADO]
    assert refusal() == "auxiliar_ajeno"


def test_who_was_removed_sends_no_evidence_7_7(movil, ahora):
    send(movil, ahora, "CED1")
    Auxiliar("AUX1").update(actions=[Auxiliar.baja.set(iso(ahora))])
    assert refused(lambda: send(movil, ahora, "CED2")).codigo == "auxiliar_de_baja"
    assert arrive(ahora + timedelta(seconds=1)) == [FinalRecepcion.RECHAZADO]
    assert refusal() == "auxiliar_de_baja"


def test_a_support_captured_between_two_registrations_of_its_device_is_classed_8_11(movil, ahora):
    movil.remove("DISPA")
    entre = datetime.now(UTC) + timedelta(seconds=1)
    register_again(entre + timedelta(seconds=2))
    for registro, captura in (("REG1", entre), ("REG2", entre + timedelta(seconds=4))):
        c = captured(LLAVE, "auxiliar", captura, registro=registro)
        put_in(key_of(c, cedula=False), c["sellado"])
    arrive(ahora + timedelta(minutes=1))
    causas = {a.registro: a.hechos[0].causas for a in Apoyo.scan()}
    assert causas == {"REG1": (CausaRecepcion.DISPOSITIVO,), "REG2": ()}


def register_again(cuando: datetime) -> None:
    """The device DISPA, as of a later instant."""
    quien = Principal(row().sujeto, Rol.VISITANTE, correo=CORREO, proveedor="google")
    alta = AltaDispositivo(
        "google",
        mundo.PROCESO,
        "AUX1",
        "aviso-auxiliar-1",
        True,
        True,
        "DISPA",
        public_der(LLAVE),
        "Uno",
        "14",
        "app",
    )
    register_dispositivo(quien, alta, cuando)


def test_the_opl_sees_registered_and_read_side_by_side_with_the_four_images_8_6(api, movil, ahora):
    send(movil, ahora)
    arrive(ahora)
    opl = api.entra("opl", opl=mundo.OPL)
    r = api.pide("GET", "/v1/auxiliares/AUX1/cedula", opl)
    assert r.estado == 200
    cotejo = {c["campo"]: (c["registrado"], c["leido"], c["coincide"]) for c in r.cuerpo["cotejo"]}
    assert cotejo["nombre_completo"] == ("PERSONA Prueba Sintetica", "PERSONA PRUEBA SINTÉTICA", True)
    assert cotejo["clave_elector"] == ("HRGRJN82050602H900", "", None)
    assert cotejo["cic"] == ("", "123456789", None)
    assert cotejo["correo"] == (CORREO, "", None)
    imagenes = {n: b64decode(datos) for n, datos in r.cuerpo["imagenes"].items()}
    assert imagenes == muestra.images()
    asientos = [(a.evento, a.objeto) for a in auditoria.entries_of(opl.sujeto)]
    assert asientos[-1] == ("cedula_consultada", "AUX1")


def test_the_opl_prints_the_cedula_with_the_authority_and_the_times_of_the_centre_8_6(api, movil, ahora):
    Opl(opl=mundo.OPL, nombre="Instituto Electoral de Muestra", entidad="11").save()
    send(movil, ahora)
    arrive(ahora)
    recibido = ahora.astimezone(ZoneInfo("America/Mexico_City")).strftime("%d/%m/%Y %H:%M")
    opl = api.entra("opl", opl=mundo.OPL)
    pide = {"Accept": "application/pdf"}
    r = api.pide("GET", "/v1/auxiliares/AUX1/cedula/documento", opl, cabeceras=pide)
    assert (r.estado, r.tipo) == (200, "application/pdf")
    assert r.cabeceras["Content-Disposition"] == 'attachment; filename="cedula-AUX1.pdf"'
    hojas = PdfReader(io.BytesIO(r.cuerpo)).pages
    texto = " ".join(" ".join(h.extract_text() for h in hojas).split())
    for dato in ("Instituto Electoral de Muestra", CORREO, "HRGRJN82050602H900", recibido):
        assert dato in texto
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(opl.sujeto)][-1] == ("cedula_impresa", "AUX1")


def test_the_opl_may_look_at_earlier_evidence_8_6(api, movil, ahora):
    for n in (1, 2):
        send(movil, ahora, f"CED{n}")
        arrive(ahora + timedelta(minutes=n))
    opl = api.entra("supervisor", opl=mundo.OPL)
    ultima = api.pide("GET", "/v1/auxiliares/AUX1/cedula", opl).cuerpo
    [anterior] = ultima["anteriores"]
    vista = api.pide("GET", f"/v1/auxiliares/AUX1/cedula?folio={anterior['folio']}", opl).cuerpo
    assert (ultima["vigente"], vista["vigente"], vista["folio"]) == (True, False, "ASPA-AUX1-DISPA-CED1")


def test_out_of_reach_unknown_and_without_evidence_are_one_answer_18_5(api, movil, ahora):
    send(movil, ahora)
    arrive(ahora)
    ajeno, propio = api.entra("opl", opl="OTRO"), api.entra("opl", opl=mundo.OPL)
    nada = api.pide("GET", "/v1/auxiliares/NOEXISTE/cedula", propio)
    for quien, camino in (
        (ajeno, "/v1/auxiliares/AUX1/cedula"),
        (ajeno, "/v1/auxiliares/AUX1/cedula/documento"),
        (propio, "/v1/auxiliares/AUX2/cedula"),
        (propio, "/v1/auxiliares/AUX1/cedula?folio=ASPA-AUX1-DISPA-CED9"),
    ):
        r = api.pide("GET", camino, quien)
        assert (r.estado, r.cuerpo) == (404, nada.cuerpo)


@pytest.mark.parametrize("rol", ["ine", "operador", "aspirante", "auxiliar", "visitante"])
def test_only_who_reviews_cedulas_sees_one_8_6(api, movil, rol):
    quien = api.entra(rol, opl=mundo.OPL, proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")
    for camino in ("/v1/auxiliares/AUX1/cedula", "/v1/auxiliares/AUX1/cedula/documento"):
        assert api.pide("GET", camino, quien).codigo == "acceso_denegado"


def test_nothing_personal_is_stored_in_clear(movil, ahora):
    send(movil, ahora)
    arrive(ahora)
    guardado = str(Cedula.scan().next().serialize())
    for dato in ("123456789", "BOXW310820HNERXN09", "SINTÉTICA"):
        assert dato not in guardado


def test_an_auxiliar_who_is_gone_is_not_made_anew_by_evidence(movil):
    """The row is written only if it is there."""
    set_current(Cedula("NOEXISTE", "ASPA-NOEXISTE-DISPA-CED1", recibido_en=iso(mundo.AHORA)))
    assert not [a for a in Auxiliar.scan() if a.auxiliar == "NOEXISTE"]
