"""Mails about what prepares a process, as they are owed and as they leave (Protocolo 13.2, 15.1).

What a period still lacks: to the OPL's administrators and the INE. Each key handed over: to the DERFE's addresses and
the OPL's administrators. Each enlace named or removed: to the DERFE's addresses and, where given, the UTVOPL's.
"""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.base import config
from chalicelib.notices import procesos as texto
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.procesos.preparacion import unmet_requirements
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.cuentas.titulares import INE, Titular, find_titular, titulares_of
from chalicelib.store.procesos.enlaces import Enlace, find_enlace
from chalicelib.store.procesos.llaves import LlaveOpl
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.periodos import get_periodo
from chalicelib.store.procesos.procesos import Proceso, get_proceso
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, Redactor
from chalicelib.workflows.cuentas.titular import official_of

PLANTILLA, LLAVE, ENLACE = "preparacion", "llave_opl", "enlace"
DERFE, UTVOPL = "derfe", "utvopl"


def readiness_letter(ref: dict[str, str]) -> Carta | None:
    """The mail to one official, of `ref`: proceso, periodo, cuenta, momento, faltan (keys of requirements).

    None when the account is no longer in force. What is missing was decided when it was queued, minutes ago: whoever
    sends mails need not read all that the list is made of.
    """
    destino = _official(ref["cuenta"])
    if not destino:
        return None
    periodo = get_periodo(ref["proceso"], ref["periodo"])
    inicio = periodo.captacion.inicio
    faltan = unmet_requirements(ref["faltan"].split(","), inicio, instante(ref["momento"]))
    return Carta(
        destino,
        *texto.render_readiness_mail(get_proceso(ref["proceso"]).nombre, periodo.nombre, inicio, faltan),
    )


def administrators(p: Proceso) -> Iterator[Titular]:
    """Administrators of the OPL who reach the process, and the INE's accounts."""
    for institucion, rol in ((p.opl, Rol.OPL), (INE, Rol.INE)):
        for t in titulares_of(institucion):
            if t.estado == "activa" and t.rol == rol and t.proceso in ("", p.proceso):
                yield t


def mails_of_key(p: Proceso, llave: LlaveOpl, limite: datetime | None) -> list[AvisoCorreo]:
    """Mails about a key that was handed over; `limite`: until when it was in time, None without an active period."""
    quienes = [f"{DERFE}#{n}" for n in range(len(config.DERFE_LLAVES))]
    quienes += [str(t.cuenta) for t in administrators(p) if t.rol == Rol.OPL]
    ref = {"proceso": str(p.proceso), "n": str(int(llave.n)), "limite": iso(limite) if limite else ""}
    return [
        AvisoCorreo(LLAVE, f"{LLAVE}#{p.proceso}#{ref['n']}#{quien}", {**ref, "quien": quien})
        for quien in quienes
    ]


def key_letter(ref: dict[str, str]) -> Carta | None:
    """The mail about a key; None when the address is no longer given, or the account no longer in force."""
    quien = ref["quien"]
    destino = _configured(quien) if quien.startswith(DERFE) else _official(quien)
    if not destino:
        return None
    p = get_proceso(ref["proceso"])
    llave = LlaveOpl.get(ref["proceso"], int(ref["n"]), consistent_read=True)
    limite = instante(ref["limite"]) if ref["limite"] else None
    partes = texto.key_handed_over(
        p.nombre, _opl_name(p), llave.huella, instante(llave.entregada_en), limite, reemplaza=int(llave.n) > 1
    )
    return Carta(destino, *partes)


def mails_of_enlace(enlace: Enlace, que: str) -> list[AvisoCorreo]:
    """Mails that tell the DERFE, and the UTVOPL where its address is given, that an enlace was `nombrado` or
    `retirado`.
    """
    quienes = [f"{DERFE}#{n}" for n in range(len(config.DERFE_MESA))]
    quienes += [f"{UTVOPL}#{n}" for n in range(len(config.UTVOPL))]
    ref = {"proceso": str(enlace.proceso), "enlace": str(enlace.enlace), "que": que}
    return [
        AvisoCorreo(ENLACE, f"{ENLACE}#{enlace.enlace}#{que}#{quien}", {**ref, "quien": quien})
        for quien in quienes
    ]


def enlace_letter(ref: dict[str, str]) -> Carta | None:
    """The mail about an enlace; None when the address is no longer given, or one just named was removed."""
    enlace, destino = find_enlace(ref["proceso"], ref["enlace"]), _configured(ref["quien"], mesa=True)
    if enlace is None or not destino or (ref["que"] == "nombrado" and enlace.baja is not None):
        return None
    p = get_proceso(ref["proceso"])
    datos = open_fields(secreto_de(enlace.proceso), enlace.identidad, enlace.datos)
    return Carta(destino, *texto.enlace_changed(p.nombre, _opl_name(p), ref["que"], datos, config.PORTAL))


def _configured(quien: str, *, mesa: bool = False) -> str:
    """The address named by `derfe#n` or `utvopl#n`; None once it is no longer configured."""
    lista, _, n = quien.partition("#")
    de_la_derfe = config.DERFE_MESA if mesa else config.DERFE_LLAVES
    direcciones = de_la_derfe if lista == DERFE else config.UTVOPL
    return direcciones[int(n)] if int(n) < len(direcciones) else ""


def _official(cuenta: str) -> str:
    titular = find_titular(cuenta)
    if titular is None or titular.estado != "activa":
        return ""
    return official_of(titular.cuenta, titular.datos)["correo"]


def _opl_name(p: Proceso) -> str:
    opl = find_opl(p.opl)
    return str(opl.nombre if opl else p.opl)


REDACTORES: dict[str, Redactor] = {
    PLANTILLA: readiness_letter,
    LLAVE: key_letter,
    ENLACE: enlace_letter,
}
