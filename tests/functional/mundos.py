"""Two worlds of the same shape for the access matrix: one of everything, made by the system's own routes and models.

`propio` is the world that is asked about; the people of `ajeno` are of another OPL, process and aspirante.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from chalicelib import aws
from chalicelib.rules.avisos import CON_AVISO
from chalicelib.rules.folio import Folio
from chalicelib.rules.permisos import Rol
from chalicelib.store import objetos
from chalicelib.store.base import iso
from chalicelib.store.cargas import Carga
from chalicelib.store.envios import Envio
from chalicelib.store.mesa import Operador, Turno, cola
from chalicelib.store.objetos import Llave
from chalicelib.store.opls import Opl
from chalicelib.store.procesos import Aspirante, Periodo, Proceso, forget_copies
from chalicelib.vault.expediente import read_expediente
from chalicelib.vault.sobres import seal_at_rest
from chalicelib.workflows.evidencia import keep_evidence
from chalicelib.workflows.secretos import seal_persona
from cliente.expediente import build_expediente, integridad, new_device_key, public_der
from cliente.muestra import images, registro
from sintetico.ciudadanos import Ciudadano
from tests.functional import mundo, padrones, portal, registros, titulares
from tests.functional.api import Api, Sesion
from tests.functional.ciudadania import code_of, read
from tests.functional.movil import publish_notice
from tests.unit import pngs

LLAVE = new_device_key()
LLAVE_APP = b64encode(public_der(LLAVE)).decode()
CURSO = mundo.PERIODO
POR_MUNDO = 5
"""Citizens that each world takes of the padrón."""


@dataclass(frozen=True)
class Sede:
    """What tells one world from the other; `n` is its number."""

    n: int
    opl: str
    proceso: str
    aspirante: str
    futuro: str


PROPIA = Sede(0, "OPLX", "PRUEBA27", "ASPA", "FUTUROA")
AJENA = Sede(1, "OPLZ", "AJENO27", "ASPB", "FUTUROB")


@dataclass
class Mundo:
    """Ids by the name of the path's part, and somebody of each role who reaches them.

    `propios`: where a role has an object of its own instead; `datos`: what bodies need; `personales`: what must be
    shown to nobody of the other world.
    """

    sede: Sede
    gente: dict[Rol, Sesion]
    ids: dict[str, str] = field(default_factory=dict)
    propios: dict[Rol, dict[str, str]] = field(default_factory=dict)
    datos: dict[str, Any] = field(default_factory=dict)
    personales: list[str] = field(default_factory=list)


def share(api: Api) -> Sesion:
    """What both worlds have in common: the padrón, the privacy notices; somebody of the INE."""
    padrones.load(*(padrones.row(c) for c in _citizens()))
    for rol in CON_AVISO:
        publish_notice(rol)
    return api.entra(Rol.INE, institucion="ine")


def build(api: Api, ine: Sesion, s: Sede) -> Mundo:
    """A world with one of everything."""
    _process(s)
    m = Mundo(s, _people(api, s))
    m.ids = {"opl": s.opl, "proceso": s.proceso, "aspirante": s.aspirante, "unidad": "05"}
    _period(api, m)
    _aspirantes(api, m)
    _auxiliares(api, m)
    _citizen(api, m)
    _record(m)
    _accounts(api, ine, m)
    _rest(api, ine, m)
    forget_copies()
    return m


def _citizens() -> list[Ciudadano]:
    return [c for c in padrones.citizens(60) if c.fecha_nacimiento.year <= 2000][: 2 * POR_MUNDO]


def _citizen_of(s: Sede, n: int) -> Ciudadano:
    return _citizens()[POR_MUNDO * s.n + n]


def done(respuesta: Any) -> dict[str, Any]:
    """The answer to what must succeed."""
    assert respuesta.estado in {200, 201}, respuesta
    return dict(respuesta.cuerpo)


def _process(s: Sede) -> None:
    mundo.open_process(s.proceso)
    Proceso(s.proceso).update(actions=[Proceso.opl.set(s.opl)])
    Opl(opl=s.opl, nombre=f"OPL {s.opl} (sintético)", entidad=mundo.ENTIDAD).save()
    ahora = datetime.now(UTC)
    Periodo(
        proceso=s.proceso,
        periodo=CURSO,
        cargo="gubernatura",
        nombre="Gubernatura",
        inicio=iso(ahora - timedelta(days=5)),
        fin=iso(ahora + timedelta(days=25)),
        nivel="entidad",
        entidad=mundo.ENTIDAD,
    ).save()
    forget_copies()


TIES: dict[Rol, tuple[str, ...]] = {
    Rol.INE: (),
    Rol.MATO: (),
    Rol.OPL: ("opl",),
    Rol.SUPERVISOR: ("opl", "proceso"),
    Rol.OPERADOR: ("opl", "proceso", "operador"),
    Rol.ASPIRANTE: ("opl", "proceso", "aspirante"),
    Rol.REPRESENTANTE: ("opl", "proceso", "aspirante"),
    Rol.VISITANTE: ("correo",),
}
"""What an account of each role is tied to; auxiliares and citizens make theirs by registering."""


def ties_of(s: Sede) -> dict[str, str]:
    return {
        "opl": s.opl,
        "proceso": s.proceso,
        "aspirante": s.aspirante,
        "operador": f"OPER{s.n}",
        "correo": mail(s, "aspirante"),
    }


def mail(s: Sede, quien: str) -> str:
    return f"{quien}.{s.aspirante.lower()}@muestra.invalid"


def _people(api: Api, s: Sede) -> dict[Rol, Sesion]:
    return {rol: api.entra(rol, **{t: ties_of(s)[t] for t in ties}) for rol, ties in TIES.items()}


def period_body(**cambios: Any) -> dict[str, Any]:
    """A period that begins in two months."""
    inicio = datetime.now(UTC).date() + timedelta(days=60)
    return {
        "cargo": "diputacion_local",
        "inicio": f"{inicio}T00:00",
        "fin": f"{inicio + timedelta(days=30)}T00:00",
        "unidades": {"05": "León", "06": "Silao"},
        "umbral": {"porcentaje": "3", "base": "lista_nominal"},
        **cambios,
    }


def _period(api: Api, m: Mundo) -> None:
    opl, camino = m.gente[Rol.OPL], f"/v1/procesos/{m.sede.proceso}/periodos"
    done(api.pide("POST", camino, opl, period_body(periodo=m.sede.futuro)))
    done(api.pide("PUT", f"{camino}/{m.sede.futuro}/cifras/05", opl, {"base": 1000}))
    m.ids["periodo"] = m.sede.futuro


def _aspirantes(api: Api, m: Mundo) -> None:
    """One confirmed, with emblem and representative, and a draft whose Cédula was made."""
    s, png = m.sede, pngs.good()
    persona = {"nombre": "PERSONA", "correo": mail(s, "aspirante"), "proveedor": "google"}
    emblema = sha256(png).hexdigest()
    objetos.keep_emblem(s.proceso, emblema, png)
    Aspirante(
        aspirante=s.aspirante,
        proceso=s.proceso,
        periodo=CURSO,
        opl=s.opl,
        nombre=f"MUESTRA {s.aspirante}",
        datos=seal_persona(s.proceso, f"aspirante {s.aspirante}", persona),
        emblema=emblema,
    ).save()
    nombrado = {"nombre": "Rita Muestra", "correo": mail(s, "representante"), "proveedor": "google"}
    camino = f"/v1/aspirantes/{s.aspirante}/representante"
    done(api.pide("PUT", camino, m.gente[Rol.ASPIRANTE], nombrado))
    borrador = registros.body(20 + s.n, periodo=s.futuro, unidad="05")
    lista = f"/v1/procesos/{s.proceso}/aspirantes"
    m.ids["borrador"] = done(api.pide("POST", lista, m.gente[Rol.OPL], borrador))["aspirante"]
    assert registros.sheet(api, m.gente[Rol.OPL], m.ids["borrador"]).estado == 200
    m.datos["borrador"] = borrador
    m.personales += [persona["correo"], nombrado["correo"], borrador["correo"].lower()]


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
    m.ids["dispositivo"] = f"DISPAUX{s.n}"
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
    llave = Llave(s.proceso, folio, len(claro), sha256(claro).hexdigest(), cedula=True)
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


def _record(m: Mundo) -> None:
    """A record with its expediente, before the operator."""
    s = m.sede
    apoyo = mundo.build("REG1", s.aspirante, datetime.now(UTC), proceso=s.proceso)
    partes = {"proceso": s.proceso, "aspirante": s.aspirante, "auxiliar": apoyo.auxiliar}
    claro = build_expediente(registro(**partes, dispositivo="DISP1", registro="REG1"), images(), LLAVE)
    apoyo.integridad = bytes.fromhex(integridad(claro))
    apoyo.save()
    contexto = {"proceso": s.proceso, "aspirante": s.aspirante, "folio": apoyo.folio}
    sellado = seal_at_rest(aws.client("kms"), claro, Proceso.get(s.proceso).llave_resguardo, contexto)
    objetos.keep_expediente(objetos.expediente_key(s.proceso, apoyo.folio, apoyo.integridad), sellado)
    operador = ties_of(s)["operador"]
    Operador(s.proceso, operador, carga=1).save()
    Turno(
        folio=apoyo.folio,
        proceso=s.proceso,
        operador=operador,
        cola=cola(s.proceso, operador),
        orden=f"{apoyo.recibido_en}#{apoyo.folio}",
        llegada=apoyo.recibido_en,
    ).save()
    m.ids["folio"] = apoyo.folio


def account_body(m: Mundo, nombre: str) -> dict[str, Any]:
    """Request of an operator's account (5.3); the INE has to name the OPL."""
    correo = f"{nombre.lower()}.{m.sede.opl.lower()}@ine.invalid"
    de_aqui = {
        "nombre": f"{nombre} Muestra {'Uno' if m.sede.n else 'Dos'}",
        "oficio": f"{m.sede.opl}/SE/1",
        "correo": correo,
        "opl": m.sede.opl,
        "proceso": m.sede.proceso,
    }
    return titulares.SOLICITUD | de_aqui


def _accounts(api: Api, ine: Sesion, m: Mundo) -> None:
    """An institutional account in each state (5.4)."""
    pasos = {
        "solicitada": [],
        "bloqueada": ["otorgamiento"],
        "cuenta": ["otorgamiento", "declaracion"],
        "suspendida": ["otorgamiento", "declaracion", "suspension"],
    }
    cuerpos = {"declaracion": titulares.DECLARACION, "suspension": titulares.MOTIVO}
    for (estado, actos), nombre in zip(pasos.items(), ("Ana", "Berta", "Clara", "Diana"), strict=True):
        pedida = account_body(m, nombre)
        cuenta = done(api.pide("POST", "/v1/cuentas", m.gente[Rol.OPL], pedida))["cuenta"]
        for acto in actos:
            done(titulares.do(api, ine, cuenta, acto, cuerpos.get(acto)))
        m.ids[estado] = cuenta
        m.personales += [pedida["correo"], pedida["nombre"]]


def _rest(api: Api, ine: Sesion, m: Mundo) -> None:
    s, ahora = m.sede, iso(datetime.now(UTC))
    enlace = {
        "nombre": "Elena Muestra",
        "puesto": "Vocal",
        "telefono": "4731234567",
        "correo": mail(s, "enlace"),
    }
    camino = f"/v1/procesos/{s.proceso}/enlaces"
    m.ids["enlace"] = done(api.pide("POST", camino, m.gente[Rol.OPL], enlace))["enlace"]
    m.datos["enlace"] = enlace
    m.personales.append(enlace["correo"])
    anuncio = {
        "tipo": "otro",
        "audiencia": {"alcance": "proceso", "proceso": s.proceso},
        "asunto": f"Prueba {s.n}",
        "texto": "Texto sintético.",
    }
    m.ids["anuncio"] = done(api.pide("POST", "/v1/anuncios", ine, anuncio))["anuncio"]
    m.datos["anuncio"] = anuncio
    m.ids["carga"] = f"C{s.n:019X}"
    Carga(
        aspirante=s.aspirante,
        carga=m.ids["carga"],
        proceso=s.proceso,
        estado="rechazada",
        tipo="csv",
        bytes=1000,
        sha256="0" * 64,
        rol="aspirante",
        cuenta="",
        anunciada_en=ahora,
        vence=ahora,
        reporte=True,
    ).save()
    for rol, quien, letra in (
        (Rol.AUXILIAR, m.ids["auxiliar"], "A"),
        (Rol.CIUDADANIA, m.datos["ciudadano"], "C"),
    ):
        envio = f"{letra}{s.n}" + "X" * 24
        Envio(envio=envio, auxiliar=quien, registros=[], anunciado_en=ahora, caduca=1).save()
        m.propios[rol] = {"envio": envio}
    m.ids["envio"] = m.propios[Rol.AUXILIAR]["envio"]
    _of_each_role(api, m)


def _of_each_role(api: Api, m: Mundo) -> None:
    """What everybody has: a request for attention, and the privacy notice of the role."""
    for rol, quien in m.gente.items():
        pedida = {"tema": "portal", "texto": "Texto sintético."}
        solicitud = done(api.pide("POST", "/v1/atencion/solicitudes", quien, pedida))["solicitud"]
        aviso = f"aviso-{rol if rol in CON_AVISO else Rol.AUXILIAR}-1"
        m.propios[rol] = m.propios.get(rol, {}) | {"solicitud": solicitud, "aviso": aviso}
    m.ids["solicitud"] = m.propios[Rol.OPL]["solicitud"]
    m.ids["aviso"] = m.propios[Rol.OPL]["aviso"]
