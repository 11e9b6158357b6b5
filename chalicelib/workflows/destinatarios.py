"""Who can be written to, stretch by stretch, and where to (Protocolo 9.15, 9.17).

    inicio ─┬─ cuentas#<OPL or ine>          institutional accounts
            ├─ ciudadania#<proceso>#<part>   citizens with an account in force
            └─ aspirantes#<proceso> ── auxiliares#<aspirante>   one for each aspirante

A page holds up to `POR_PAGINA` people, each with the ids under which the mail will find them again.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pynamodb.exceptions import DoesNotExist

from chalicelib.rules.anuncios import Alcance, Audiencia, Usuario, includes, roles_of
from chalicelib.rules.permisos import DEL_ASPIRANTE, INSTITUCIONALES, Rol
from chalicelib.store import auxiliares, cuentas, opls, procesos
from chalicelib.store.anuncios import FIN, INICIO
from chalicelib.store.auxiliares import Auxiliar
from chalicelib.store.cuentas import Cuenta
from chalicelib.store.procesos import Aspirante
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.secretos import persona_de, secreto_sistema

POR_PAGINA = 100
INE = "ine"
Ref = dict[str, str]


@dataclass(frozen=True)
class Destinatario:
    """Somebody and their address; `ref`: ids."""

    usuario: Usuario
    ref: Ref
    correo: str = field(repr=False)


@dataclass(frozen=True)
class Pagina:
    """People of a stretch, stretches found on the way, and the cursor of the next page."""

    personas: list[Destinatario]
    hijos: list[str]
    cursor: str


def page(tramo: str, cursor: str, audiencia: Audiencia) -> Pagina:
    """The page of a stretch behind a cursor: those who belong to the audience and have an address."""
    fuente, _, resto = tramo.partition("#")
    match fuente:
        case "cuentas" | "ciudadania":
            return _accounts(tramo if fuente == "ciudadania" else resto, cursor, audiencia)
        case "aspirantes":
            return _aspirantes(resto, cursor, audiencia)
        case "auxiliares":
            return _auxiliares(resto, cursor, audiencia)
    if tramo != INICIO:
        raise LookupError(fuente)
    return Pagina([], _first(audiencia), FIN)


def find(ref: Ref) -> Destinatario | None:
    """The person of a page, as they are now; None when they are not to be written to any more."""
    try:
        if "cuenta" in ref:
            return _of_account(Cuenta.get(ref["sujeto"], ref["cuenta"], consistent_read=True))
        if "auxiliar" in ref:
            return _of_auxiliar(Auxiliar.get(ref["auxiliar"], consistent_read=True))
        return _of_aspirante(Aspirante.get(ref["aspirante"], consistent_read=True))
    except DoesNotExist:
        return None


def _first(audiencia: Audiencia) -> list[str]:
    roles = roles_of(audiencia)
    todos = procesos.every_process()
    suyos = [p for p in todos if _may_hold(audiencia, p.opl, p.proceso)]
    hijos = [
        f"cuentas#{c}" for c in _institutions(audiencia, [p.opl for p in suyos]) if roles & INSTITUCIONALES
    ]
    if roles & (DEL_ASPIRANTE | {Rol.AUXILIAR}):
        hijos += [f"aspirantes#{p.proceso}" for p in suyos]
    if Rol.CIUDADANIA in roles:
        hijos += [lista for p in suyos for lista in cuentas.listas_ciudadania(p.proceso)]
    return hijos


def _may_hold(audiencia: Audiencia, opl: str, proceso: str) -> bool:
    match audiencia.alcance:
        case Alcance.PROCESO:
            return proceso == audiencia.proceso
        case Alcance.OPL:
            return opl == audiencia.opl
    return True


def _institutions(audiencia: Audiencia, de_procesos: list[str]) -> list[str]:
    match audiencia.alcance:
        case Alcance.PROCESO | Alcance.OPL:
            return [audiencia.opl]
        case Alcance.PROVEEDOR:
            return []
    return sorted({INE, *(o.opl for o in opls.every_opl()), *de_procesos})


def _accounts(lista: str, cursor: str, audiencia: Audiencia) -> Pagina:
    consulta = Cuenta.por_institucion.query(lista, limit=POR_PAGINA, last_evaluated_key=_key(cursor))
    return Pagina(_chosen(map(_of_account, consulta), audiencia), [], _cursor(consulta))


def _aspirantes(proceso: str, cursor: str, audiencia: Audiencia) -> Pagina:
    consulta = Aspirante.por_proceso.query(proceso, limit=POR_PAGINA, last_evaluated_key=_key(cursor))
    filas = list(consulta)
    con_auxiliares = Rol.AUXILIAR in roles_of(audiencia)
    hijos = [f"auxiliares#{a.aspirante}" for a in filas] if con_auxiliares else []
    return Pagina(_chosen(map(_of_aspirante, filas), audiencia), hijos, _cursor(consulta))


def _auxiliares(aspirante: str, cursor: str, audiencia: Audiencia) -> Pagina:
    """The parts of the aspirante's list one after the other: the cursor says which part, and how far."""
    listas = auxiliares.listas_de(aspirante)
    parte, llave = json.loads(cursor) if cursor else (0, None)
    consulta = Auxiliar.por_lista.query(listas[parte], limit=POR_PAGINA, last_evaluated_key=llave)
    personas = _chosen(map(_of_auxiliar, consulta), audiencia)
    if consulta.last_evaluated_key:
        return Pagina(personas, [], json.dumps([parte, consulta.last_evaluated_key]))
    return Pagina(personas, [], json.dumps([parte + 1, None]) if parte + 1 < len(listas) else FIN)


def _chosen(personas: Iterable[Destinatario | None], audiencia: Audiencia) -> list[Destinatario]:
    return [d for d in personas if d and includes(audiencia, d.usuario)]


def _of_account(c: Cuenta) -> Destinatario | None:
    if c.estado != "activa" or c.datos is None:
        return None
    datos = open_fields(secreto_sistema(), f"cuenta {c.cuenta}", c.datos)
    usuario = Usuario(Rol(c.rol), c.opl, c.proceso, datos.get("proveedor", ""))
    return _written_to(usuario, {"sujeto": c.sujeto, "cuenta": c.cuenta}, datos.get("correo", ""))


def _of_aspirante(a: Aspirante) -> Destinatario | None:
    if a.estado != "confirmado" or a.datos is None:
        return None
    datos = persona_de(a)
    usuario = Usuario(Rol.ASPIRANTE, a.opl, a.proceso, datos.get("proveedor", ""))
    return _written_to(usuario, {"aspirante": a.aspirante}, datos.get("correo", ""))


def _of_auxiliar(a: Auxiliar) -> Destinatario | None:
    if a.baja:
        return None
    opl = procesos.get_proceso(a.proceso).opl
    usuario = Usuario(Rol.AUXILIAR, opl, a.proceso, a.proveedor)
    return _written_to(usuario, {"auxiliar": a.auxiliar}, persona_de(a).get("correo", ""))


def _written_to(usuario: Usuario, ref: Ref, correo: str) -> Destinatario | None:
    return Destinatario(usuario, ref, correo) if correo else None


def _key(cursor: str) -> Any:
    return json.loads(cursor) if cursor else None


def _cursor(consulta: Any) -> str:
    return json.dumps(consulta.last_evaluated_key) if consulta.last_evaluated_key else FIN
