"""The part of a world that comes by the app: auxiliares, their phone and Cédula, citizens, a record at the Mesa."""

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from chalicelib.base import aws
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.base.permisos import Rol
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base import objetos
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.base.tabla import iso
from chalicelib.store.captacion.envios import Envio
from chalicelib.store.conteo.contadores import Contador, part_of
from chalicelib.store.mesa.operadores import EstadoJornada, Operador
from chalicelib.store.mesa.turnos import CALIDAD, DESACUERDOS, Turno, desk_queue
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.expediente import read_expediente
from chalicelib.vault.sobres import seal_at_rest
from chalicelib.workflows.captacion.evidencia import keep_evidence
from chalicelib.workflows.evidencia.acuse import leaves_of
from chalicelib.workflows.evidencia.secuencia import sequence_leaves
from chalicelib.workflows.mesa.escalados import escalate_record
from cliente.expediente import build_expediente, integridad, new_device_key, public_der
from cliente.muestra import images, registro
from sintetico.ciudadanos import Ciudadano
from tests.escenario import mundo, padrones, portal
from tests.escenario.api import Api, Sesion
from tests.escenario.ciudadania import code_of, read
from tests.escenario.firmante import FIRMANTE
from tests.functional.borde.sedes import Mundo, Sede, done, mail, ties_of

LLAVE = new_device_key()
LLAVE_APP = b64encode(public_der(LLAVE)).decode()
POR_MUNDO = 5
"""Citizens that each world takes of the padrón."""


def load_padron() -> None:
    """The citizens of both worlds, in the distrito of their periods to come."""
    padrones.load(*(padrones.row(c, distrito_local="05") for c in adults()[: 2 * POR_MUNDO]))


def adults() -> list[Ciudadano]:
    """In the Lista Nominal, of age whenever the tests run; the last ones are in no padrón."""
    return [c for c in padrones.citizens(60) if c.fecha_nacimiento.year <= 2000]


def _citizen_of(s: Sede, n: int) -> Ciudadano:
    return adults()[POR_MUNDO * s.n + n]


def add_people_of_the_app(api: Api, m: Mundo) -> None:
    """Auxiliares, citizens, a record and what they announced."""
    _auxiliares(api, m)
    _citizen(api, m)
    _record(m)
    _announcements(m)


def phone_body(s: Sede, auxiliar: str, dispositivo: str) -> dict[str, Any]:
    """Registration of a phone (8.3)."""
    return {
        "autenticacion": "google",
        "proceso": s.proceso,
        "auxiliar": auxiliar,
        "aviso": "aviso-auxiliar-1",
        "acepta_aviso": True,
        "permite_ubicacion": True,
        "dispositivo": dispositivo,
        "llave": LLAVE_APP,
        "modelo": "Uno",
        "sistema": "Android 14",
        "aplicacion": "app 1",
    }


def _auxiliares(api: Api, m: Mundo) -> None:
    """One with a phone and its Cédula to be reviewed, one removed, one who has not registered in the app."""
    s, quien = m.sede, m.gente[Rol.ASPIRANTE]
    for n, (cual, correo) in enumerate(
        {"auxiliar": mail(s, "auxiliar"), "de_baja": mail(s, "baja"), "sin_app": mail(s, "aspirante")}.items()
    ):
        datos = portal.form(_citizen_of(s, n), correo)
        alta = done(portal.register(api, quien, datos, s.aspirante))
        assert alta["estado"] == "vigente"
        m.ids[cual] = alta["auxiliar"]
        m.personales += [correo, datos["clave_elector"]]
    assert portal.remove(api, quien, m.ids["de_baja"]).estado == 200
    m.ids["dispositivo"], m.ids["remitente"] = f"DISPAUX{s.n}", m.ids["auxiliar"]
    Contador(part_of(f"desconocidos#{s.aspirante}", 0), m.ids["remitente"], n=1).save()
    telefono = api.entra(Rol.VISITANTE, correo=mail(s, "auxiliar"))
    cuerpo = phone_body(s, m.ids["auxiliar"], m.ids["dispositivo"])
    cuenta = done(api.pide("POST", "/v1/dispositivos", telefono, cuerpo))["cuenta"]
    m.gente[Rol.AUXILIAR] = Sesion(telefono.sujeto, telefono.token, cuenta)
    m.ids["cedula"] = _evidence(m)


def _evidence(m: Mundo) -> str:
    s, ahora = m.sede, datetime.now(UTC)
    folio = Folio(s.aspirante, m.ids["auxiliar"], m.ids["dispositivo"], "CED1")
    claro = build_expediente(
        registro(
            "G",
            proceso=s.proceso,
            aspirante=s.aspirante,
            auxiliar=folio.auxiliar,
            dispositivo=folio.dispositivo,
            registro="CED1",
            modo="cedula",
        ),
        images(),
        LLAVE,
    )
    llave = LlaveDeObjeto(s.proceso, folio, len(claro), sha256(claro).hexdigest(), cedula=True)
    keep_evidence(llave, read_expediente(claro), claro, ahora)
    return str(folio)


def code_body(s: Sede, c: Ciudadano, dispositivo: str) -> dict[str, Any]:
    """Request of a code of Mi Apoyo (10.6)."""
    return {
        "proceso": s.proceso,
        "dispositivo": dispositivo,
        "aparato": "Teléfono de muestra",
        "llave_dispositivo": LLAVE_APP,
        "credencial": read(c),
        "permite_ubicacion": True,
    }


def _citizen(api: Api, m: Mundo) -> None:
    """One who activated Mi Apoyo, and a visitor whose code waits to be used."""
    s = m.sede
    persona = api.entra(Rol.VISITANTE, correo=mail(s, "ciudadana"))
    dado = _code(api, m, persona, mail(s, "ciudadana"), 3, f"DISPCIU{s.n}")
    camino = f"/v1/mi-apoyo/activaciones/{dado['activacion']}/codigo"
    activado = done(api.pide("POST", camino, persona, dado["cuerpo"]))
    m.gente[Rol.CIUDADANIA] = Sesion(persona.sujeto, persona.token, activado["cuenta"])
    m.datos["ciudadano"] = activado["ciudadano"]
    espera = _code(api, m, m.gente[Rol.VISITANTE], mail(s, "aspirante"), 4, f"DISPVIS{s.n}")
    m.ids["activacion"], m.datos["codigo"] = espera["activacion"], espera["cuerpo"]
    m.datos["otra_credencial"] = code_body(s, _citizen_of(s, 4), f"DISPOTRO{s.n}")


def _code(api: Api, m: Mundo, quien: Sesion, correo: str, n: int, dispositivo: str) -> dict[str, Any]:
    cuerpo = code_body(m.sede, _citizen_of(m.sede, n), dispositivo)
    pedido = done(api.pide("POST", "/v1/mi-apoyo/activaciones", quien, cuerpo))
    usa = {"codigo": code_of(correo), "dispositivo": dispositivo}
    return {"activacion": pedido["activacion"], "cuerpo": usa}


def store_record(s: Sede, nombre: str) -> Apoyo:
    """A record with its expediente."""
    apoyo = mundo.build(nombre, s.aspirante, datetime.now(UTC), proceso=s.proceso)
    partes = {"proceso": s.proceso, "aspirante": s.aspirante, "auxiliar": apoyo.auxiliar}
    claro = build_expediente(registro(**partes, dispositivo="DISP1", registro=nombre), images(), LLAVE)
    apoyo.integridad = bytes.fromhex(integridad(claro))
    mundo.save_sealed(apoyo)
    contexto = {"proceso": s.proceso, "aspirante": s.aspirante, "folio": apoyo.folio}
    sellado = seal_at_rest(aws.client("kms"), claro, Proceso.get(s.proceso).llave_resguardo, contexto)
    objetos.keep_expediente(objetos.expediente_key(s.proceso, apoyo.folio, apoyo.integridad), sellado)
    return apoyo


def _record(m: Mundo) -> None:
    """A record before the operator, and one that they escalated; each with its expediente."""
    operador = ties_of(m.sede)["operador"]
    m.ids["operador"] = operador
    Operador(m.sede.proceso, operador, estado=EstadoJornada.EN_TURNO, carga=2).save()
    for cual, nombre in (("folio", "REG1"), ("escalado", "REG2")):
        m.ids[cual] = _before(m, operador, nombre)
    m.ids["desacuerdo"] = _disagreement(m.sede)
    escalate_record(
        m.sede.proceso, operador, m.ids["escalado"], "Ningún inciso lo describe", datetime.now(UTC)
    )


def _before(m: Mundo, operador: str, nombre: str) -> str:
    """A record that waits before the operator; its folio."""
    s = m.sede
    apoyo = store_record(s, nombre)
    Turno(
        folio=apoyo.folio,
        proceso=s.proceso,
        operador=operador,
        cola=desk_queue(s.proceso, operador),
        orden=f"{apoyo.recibido_en}#{apoyo.folio}",
        llegada=apoyo.recibido_en,
    ).save()
    return apoyo.folio


def _disagreement(s: Sede) -> str:
    """A record that two operators judged otherwise, with its expediente; its folio."""
    folio, proceso = str(store_record(s, "REG3").folio), s.proceso
    dicho = {"operador": "OPER8", "en": iso(datetime.now(UTC)), "inciso": None, "opcion": "", "detalle": ""}
    Turno(
        folio,
        CALIDAD,
        proceso=proceso,
        operador="OPER9",
        cola=desk_queue(proceso, DESACUERDOS),
        orden=f"{dicho['en']}#{folio}",
        llegada=dicho["en"],
        revisado=dicho["en"],
        primero={**dicho, "vieron": ["OPER8"]},
        segundo={**dicho, "operador": "OPER9", "inciso": "m", "opcion": "Sin firma"},
    ).save()
    return folio


def _received(m: Mundo, quien: str) -> str:
    """A record of theirs, in the public log; its folio."""
    apoyo = mundo.build(
        "REGPRUEBA", m.sede.aspirante, datetime.now(UTC), proceso=m.sede.proceso, remitente=quien
    )
    mundo.save_sealed(apoyo)
    sequence_leaves(leaves_of([apoyo.folio]), FIRMANTE)
    return str(apoyo.folio)


def _announcements(m: Mundo) -> None:
    ahora = iso(datetime.now(UTC))
    for rol, quien, letra in (
        (Rol.AUXILIAR, m.ids["auxiliar"], "A"),
        (Rol.CIUDADANIA, m.datos["ciudadano"], "C"),
    ):
        envio = f"{letra}{m.sede.n}" + "X" * 24
        Envio(envio=envio, auxiliar=quien, registros=[], anunciado_en=ahora, caduca=1).save()
        m.propios[rol] = {"envio": envio, "folio": _received(m, quien)}
    m.ids["envio"] = m.propios[Rol.AUXILIAR]["envio"]
