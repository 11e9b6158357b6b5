"""Two worlds of the same shape for the access matrix: one of everything, made by the system's own routes and models.

`propio` is the world that is asked about; the people of `ajeno` are of another OPL, process and aspirante.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.privacidad import CON_AVISO
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.cargas import Carga
from chalicelib.store.base import objetos
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.opls import Opl
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.store.reportes.reportes import Reporte, side_list
from chalicelib.workflows.base.secretos import seal_persona
from tests.escenario import mundo, registros, titulares
from tests.escenario.api import Api, Sesion
from tests.escenario.movil import publish_notice
from tests.functional.borde.mundos_app import add_people_of_the_app, load_padron
from tests.functional.borde.mundos_audiencias import add_hearings
from tests.functional.borde.mundos_entrega import add_delivery
from tests.functional.borde.mundos_papel import add_paper
from tests.functional.borde.sedes import TIES, Mundo, Sede, done, mail, ties_of
from tests.unit import pngs

CURSO = mundo.PERIODO


def share(api: Api) -> Sesion:
    """What both worlds have in common: the padrón, the privacy notices; somebody of the INE."""
    load_padron()
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
    add_people_of_the_app(api, m)
    add_paper(api, m)
    add_hearings(m)
    add_delivery(m)
    _accounts(api, ine, m)
    _rest(api, ine, m)
    forget_copies()
    return m


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
    _confirmed(api, m)


def _confirmed(api: Api, m: Mundo) -> None:
    """A registration confirmed by its OPL, with all its data."""
    m.datos["confirmado"] = registros.body(40 + m.sede.n, periodo=m.sede.futuro, unidad="05")
    opl = m.gente[Rol.OPL]
    lista = f"/v1/procesos/{m.sede.proceso}/aspirantes"
    m.ids["confirmado"] = done(api.pide("POST", lista, opl, m.datos["confirmado"]))["aspirante"]
    assert registros.sheet(api, opl, m.ids["confirmado"]).estado == 200
    done(api.pide("POST", f"/v1/aspirantes/{m.ids['confirmado']}/confirmacion", opl, {"version": 1}))


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
        "con_documento": ["otorgamiento"],
    }
    cuerpos = {"declaracion": titulares.DECLARACION, "suspension": titulares.MOTIVO}
    for (estado, actos), nombre in zip(
        pasos.items(), ("Ana", "Berta", "Clara", "Diana", "Elvira"), strict=True
    ):
        pedida = account_body(m, nombre)
        cuenta = done(api.pide("POST", "/v1/cuentas", m.gente[Rol.OPL], pedida))["cuenta"]
        for acto in actos:
            done(titulares.do(api, ine, cuenta, acto, cuerpos.get(acto)))
        m.ids[estado] = cuenta
        m.personales += [pedida["correo"], pedida["nombre"]]
    camino = f"/v1/cuentas/{m.ids['con_documento']}/declaracion/documento"
    done(api.pide("PUT", camino, ine, titulares.DOCUMENTO))


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
    suyo = anuncio | {"audiencia": {"alcance": "opl"}}
    del_opl = done(api.pide("POST", "/v1/anuncios", m.gente[Rol.OPL], suyo))["anuncio"]
    m.propios[Rol.OPL] = m.propios.get(Rol.OPL, {}) | {"anuncio": del_opl}
    _load(m, ahora)
    _reports(m, ahora)
    _of_each_role(api, m)


def _load(m: Mundo, ahora: str) -> None:
    """A bulk load that was refused, with its report."""
    s = m.sede
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


def _reports(m: Mundo, ahora: str) -> None:
    """A report that is ready, of each side."""
    lados = (
        ("aspirante", "nominativo", (Rol.ASPIRANTE, Rol.REPRESENTANTE)),
        ("autoridad", "nominativo", (Rol.OPL, Rol.SUPERVISOR)),
        ("autoridad", "dispositivos", (Rol.INE,)),
    )
    for n, (lado, clase, roles) in enumerate(lados):
        reporte = f"R{m.sede.n:018X}{n}"
        Reporte(
            reporte=reporte,
            lista=side_list(lado, m.sede.aspirante),
            aspirante=m.sede.aspirante,
            clase=clase,
            formato="csv",
            filtros="{}",
            cuenta="otra",
            rol=roles[0].value,
            pedido_en=ahora,
            corte=ahora,
            estado="listo",
            terminado_en=ahora,
            caduca=2**33,
        ).save()
        m.ids["reporte"] = reporte
        for rol in roles:
            m.propios[rol] = m.propios.get(rol, {}) | {"reporte": reporte}


def _of_each_role(api: Api, m: Mundo) -> None:
    """What everybody has: a request for attention, and the privacy notice of the role."""
    for rol, quien in m.gente.items():
        pedida = {"tema": "portal", "texto": "Texto sintético."}
        solicitud = done(api.pide("POST", "/v1/atencion/solicitudes", quien, pedida))["solicitud"]
        aviso = f"aviso-{rol if rol in CON_AVISO else Rol.AUXILIAR}-1"
        m.propios[rol] = m.propios.get(rol, {}) | {"solicitud": solicitud, "aviso": aviso}
    m.ids["solicitud"] = m.propios[Rol.OPL]["solicitud"]
    m.ids["aviso"] = m.propios[Rol.OPL]["aviso"]
