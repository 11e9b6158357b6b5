"""Recipients of announcements with their addresses, stretch by stretch (Protocolo 9.15, 9.17).

    inicio ─┬─ cuentas#<OPL or ine>          institutional accounts
            ├─ ciudadania#<proceso>          citizens with an account in force
            └─ aspirantes#<proceso> ── auxiliares#<aspirante>   one for each aspirante

A page holds up to `POR_PAGINA` people, each with the ids by which their address is read when the mail is sent.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pynamodb.exceptions import DoesNotExist

from chalicelib.rules.base.permisos import DEL_ASPIRANTE, INSTITUCIONALES, Rol
from chalicelib.rules.correos import Alcance, PublicoDelAnuncio, Usuario, audience_includes, roles_of
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares import auxiliares
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.correos.tramos import FIN, INICIO
from chalicelib.store.cuentas import cuentas
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.store.mi_apoyo.ciudadanos import find_ciudadano
from chalicelib.store.procesos import opls, procesos
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.base.representante import representative_of
from chalicelib.workflows.base.secretos import persona_de, secreto_de, secreto_sistema

POR_PAGINA = 100
INE = "ine"
Ref = dict[str, str]


@dataclass(frozen=True)
class Destinatario:
    """A recipient and their address. `ref`: ids by which `find_recipient` reads them again."""

    usuario: Usuario
    ref: Ref
    correo: str = field(repr=False)


@dataclass(frozen=True)
class PaginaDestinatarios:
    """A page of a stretch: its people, further stretches found in it, and the cursor of the next page."""

    personas: list[Destinatario]
    hijos: list[str]
    cursor: str


def list_recipients(tramo: str, cursor: str, audiencia: PublicoDelAnuncio) -> PaginaDestinatarios:
    """The page of a stretch after a cursor, with those who belong to the audience and have an address."""
    if tramo == INICIO:
        return PaginaDestinatarios([], _first(audiencia), FIN)
    fuente, _, cual = tramo.partition("#")
    indice, listas, redactan = _source(fuente, cual)
    filas, siguiente = _rows(indice, listas, cursor)
    con_auxiliares = fuente == "aspirantes" and Rol.AUXILIAR in roles_of(audiencia)
    hijos = [f"auxiliares#{a.aspirante}" for a in filas] if con_auxiliares else []
    todos = (como(fila) for fila in filas for como in redactan)
    return PaginaDestinatarios(
        [d for d in todos if d and audience_includes(audiencia, d.usuario)], hijos, siguiente
    )


def find_recipient(ref: Ref) -> Destinatario | None:
    """The recipient with those ids as of now; None if no mail is to be sent to them any more."""
    try:
        if "cuenta" in ref:
            return _behind(Cuenta.get(ref["sujeto"], ref["cuenta"], consistent_read=True))
        if "auxiliar" in ref:
            return _of_auxiliar(Auxiliar.get(ref["auxiliar"], consistent_read=True))
        if "representante" in ref:
            return _of_representative(Aspirante.get(ref["representante"], consistent_read=True))
        return _of_aspirante(Aspirante.get(ref["aspirante"], consistent_read=True))
    except DoesNotExist:
        return None


def _behind(c: Cuenta) -> Destinatario | None:
    """The recipient of an active account; of the app's and aspirantes' accounts, read from the registration."""
    if c.estado != "activa":
        return None
    match Rol(c.rol):
        case Rol.AUXILIAR:
            return find_recipient({"auxiliar": c.auxiliar})
        case Rol.ASPIRANTE | Rol.REPRESENTANTE as rol:
            return find_recipient({rol.value: c.aspirante})
        case Rol.CIUDADANIA:
            return _of_citizen(c)
    return _of_account(c)


def _first(audiencia: PublicoDelAnuncio) -> list[str]:
    roles = roles_of(audiencia)
    todos = procesos.all_processes()
    suyos = [p for p in todos if _may_hold(audiencia, p.opl, p.proceso)]
    hijos = [
        f"cuentas#{c}" for c in _institutions(audiencia, [p.opl for p in suyos]) if roles & INSTITUCIONALES
    ]
    if roles & (DEL_ASPIRANTE | {Rol.AUXILIAR}):
        hijos += [f"aspirantes#{p.proceso}" for p in suyos]
    if Rol.CIUDADANIA in roles:
        hijos += [f"ciudadania#{p.proceso}" for p in suyos]
    return hijos


def _may_hold(audiencia: PublicoDelAnuncio, opl: str, proceso: str) -> bool:
    match audiencia.alcance:
        case Alcance.PROCESO:
            return proceso == audiencia.proceso
        case Alcance.OPL:
            return opl == audiencia.opl
    return True


def _institutions(audiencia: PublicoDelAnuncio, de_procesos: list[str]) -> list[str]:
    match audiencia.alcance:
        case Alcance.PROCESO | Alcance.OPL:
            return [audiencia.opl]
        case Alcance.PROVEEDOR:
            return []
    return sorted({INE, *(o.opl for o in opls.all_opls()), *de_procesos})


def _source(fuente: str, cual: str) -> tuple[Any, list[str], list[Callable[[Any], Destinatario | None]]]:
    """Source of a stretch's recipients: the index, its parts in order, and how to read a recipient from a row."""
    match fuente:
        case "cuentas":
            return Cuenta.por_institucion, [cual], [_of_account]
        case "ciudadania":
            return Cuenta.por_institucion, cuentas.listas_ciudadania(cual), [_behind]
        case "aspirantes":
            return Aspirante.por_proceso, [cual], [_of_aspirante, _of_representative]
        case "auxiliares":
            return Auxiliar.por_lista, auxiliares.listas_de(cual), [_of_auxiliar]
    raise LookupError(fuente)


def _rows(indice: Any, listas: list[str], cursor: str) -> tuple[list[Any], str]:
    """Up to `POR_PAGINA` rows after the cursor (a part of the index and a key in it), and the next cursor."""
    parte, llave = json.loads(cursor) if cursor else (0, None)
    filas: list[Any] = []
    while parte < len(listas) and len(filas) < POR_PAGINA:
        consulta = indice.query(listas[parte], limit=POR_PAGINA - len(filas), last_evaluated_key=llave)
        filas += consulta
        llave = consulta.last_evaluated_key
        parte += llave is None
    return filas, json.dumps([parte, llave]) if parte < len(listas) else FIN


def _of_account(c: Cuenta) -> Destinatario | None:
    if c.estado != "activa" or c.datos is None:
        return None
    datos = open_fields(secreto_sistema(), f"cuenta {c.cuenta}", c.datos)
    usuario = Usuario(Rol(c.rol), c.opl, c.proceso)
    return _written_to(usuario, {"sujeto": c.sujeto, "cuenta": c.cuenta}, datos.get("correo", ""))


def _of_citizen(c: Cuenta) -> Destinatario | None:
    """A citizen and their address; None if another account of the same person replaced this one (10.8)."""
    ciudadano = find_ciudadano(c.auxiliar)
    if ciudadano is None:
        return None
    datos = open_fields(secreto_de(c.proceso), ciudadano.identidad, ciudadano.datos)
    usuario = Usuario(Rol.CIUDADANIA, procesos.get_proceso(c.proceso).opl, c.proceso, datos["proveedor"])
    return _written_to(usuario, {"sujeto": c.sujeto, "cuenta": c.cuenta}, datos["correo"])


def _of_aspirante(a: Aspirante) -> Destinatario | None:
    if a.estado != "confirmado" or a.datos is None:
        return None
    datos = persona_de(a)
    usuario = Usuario(Rol.ASPIRANTE, a.opl, a.proceso, datos.get("proveedor", ""))
    return _written_to(usuario, {"aspirante": a.aspirante}, datos.get("correo", ""))


def _of_representative(a: Aspirante) -> Destinatario | None:
    datos = representative_of(a) if a.estado == "confirmado" else None
    if datos is None:
        return None
    usuario = Usuario(Rol.REPRESENTANTE, a.opl, a.proceso, datos["proveedor"])
    return _written_to(usuario, {"representante": a.aspirante}, datos["correo"])


def _of_auxiliar(a: Auxiliar) -> Destinatario | None:
    if a.baja:
        return None
    opl = procesos.get_proceso(a.proceso).opl
    usuario = Usuario(Rol.AUXILIAR, opl, a.proceso, a.proveedor)
    return _written_to(usuario, {"auxiliar": a.auxiliar}, persona_de(a).get("correo", ""))


def _written_to(usuario: Usuario, ref: Ref, correo: str) -> Destinatario | None:
    return Destinatario(usuario, ref, correo) if correo else None
