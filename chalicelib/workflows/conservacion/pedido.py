"""Orders about a disposal: listing, approval by two people, cancelling, resuming, keeping the keys,
certificate (16.1).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from chalicelib.base import config
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.conservacion import DisposicionNoProcede, MismaPersona, OtraLista, SinCertificado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.conservacion.plazo import EstadoDisposicion, Ronda, approved, kept_until
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.conservacion import disposiciones as almacen
from chalicelib.store.conservacion.disposiciones import Disposicion
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.entrega import entregas
from chalicelib.store.entrega.entregas import Entrega
from chalicelib.store.evidencia.hojas import leaf_indices, read_tree_state
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.base.bitacora_nota import note_event
from chalicelib.workflows.conservacion.certificado import (
    EN_DISPOSICION,
    NO_EXISTE,
    certificate_leaf_name,
    leaf_of,
    read_certificate,
    restore_key,
)
from chalicelib.workflows.conservacion.vista import disposal, last_delivery, process_of
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.evidencia.acuse import leaf_proof
from chalicelib.workflows.requerimientos.registro import open_requirements

VIVAS = frozenset(
    {
        EstadoDisposicion.LISTANDO,
        EstadoDisposicion.POR_AUTORIZAR,
        EstadoDisposicion.ELIMINANDO,
        EstadoDisposicion.DETENIDA,
    }
)
CANCELACION = "cancelacion"


def begin(principal: Principal, proceso: str, ahora: datetime) -> dict[str, Any]:
    """Begin a disposal by listing what it would remove; nothing is removed yet. Raises `NoEncontrado`,
    `DisposicionNoProcede`, `Ocupado`."""
    p = process_of(principal, proceso)
    previas = almacen.disposals_of(proceso)
    ultima = _check(p, previas, ahora)
    nueva = Disposicion(
        proceso=proceso,
        cual=almacen.disposal_key(len(previas) + 1),
        numero=len(previas) + 1,
        pedida_en=iso(ahora),
        cuenta=principal.cuenta,
        procede_desde=iso(_allowed_from(ultima)),
        entrega=ultima.entrega,
        aspirantes=_aspirantes(proceso),
    )
    debe = almacen.go_on(nueva, iso(ahora))

    def write(tx: Any) -> None:
        tx.save(nueva, condition=Disposicion.proceso.does_not_exist())
        owe(tx, debe)

    _note(principal, Evento.DISPOSICION_LISTADA, nueva, ahora, write)
    salidas.send_owed([debe])
    return disposal(nueva)


def reach_disposal(principal: Principal, proceso: str, disposicion: str) -> Disposicion:
    """A disposal of a process that the principal may see. Raises `NoEncontrado`."""
    process_of(principal, proceso)
    de, _, numero = disposicion.rpartition("-")
    propia = de == proceso and numero.isdecimal() and len(numero) <= 4
    d = almacen.find_disposal(proceso, almacen.disposal_key(int(numero))) if propia else None
    if d is None:
        raise NoEncontrado
    return d


def show_disposal(principal: Principal, proceso: str, disposicion: str) -> dict[str, Any]:
    """A disposal with its list. Raises `NoEncontrado`."""
    return disposal(reach_disposal(principal, proceso, disposicion))


def approve(
    principal: Principal, proceso: str, disposicion: str, huella: str, ahora: datetime
) -> dict[str, Any]:
    """Approve the list with that fingerprint. The second person's approval starts the removal and closes the process to
    everybody.

    Raises `NoEncontrado`, `OtraLista`, `MismaPersona`, `DisposicionNoProcede`, `Ocupado`.
    """
    p, d = process_of(principal, proceso), reach_disposal(principal, proceso, disposicion)
    if d.estado != EstadoDisposicion.POR_AUTORIZAR:
        raise _refused(f"La disposición está {d.estado}.")
    if huella != d.huella:
        raise OtraLista("La lista que autoriza no es la de esta disposición: consúltela de nuevo.")
    if any(a.sujeto == principal.sujeto or a.cuenta == principal.cuenta for a in d.aprobaciones):
        raise MismaPersona("Usted ya la autorizó: debe autorizarla otra persona.")
    guardia = almacen.guard_version(proceso)  # read before the holds and requirements that it guards
    _check(p, [], ahora, d)
    if almacen.held_by(almacen.holds_of(proceso)).todo:
        raise _refused("Hay una reserva de todo el proceso.")
    una = {"sujeto": principal.sujeto, "cuenta": principal.cuenta, "en": iso(ahora), "huella": huella}
    cambios: dict[str, Any] = {"autorizaciones": [*d.autorizaciones, una]}
    debe: list[Salida] = []
    d.autorizaciones = cambios["autorizaciones"]
    if approved(d.aprobaciones, huella):
        cambios |= {"estado": EstadoDisposicion.ELIMINANDO.value, "ronda": Ronda.ELIMINACION.value}
        debe = [almacen.go_on(d, iso(ahora))]

    def write(tx: Any) -> None:
        almacen.change(d, tx, **cambios)
        almacen.check_guard(tx, proceso, guardia)
        owe(tx, *debe)
        if debe:  # an order of another delivery checks the same version: one of the two fails
            tx.update(
                Proceso(proceso),
                actions=[Proceso.estado.set(EN_DISPOSICION), Proceso.version.add(1)],
                condition=(Proceso.estado == "abierto") & (Proceso.version == int(p.version)),
            )

    _note(principal, Evento.DISPOSICION_AUTORIZADA, d, ahora, write)
    almacen.follow(d, **cambios)
    forget_copies()
    salidas.send_owed(debe)
    return disposal(d)


def cancel(principal: Principal, proceso: str, disposicion: str, ahora: datetime) -> dict[str, Any]:
    """Cancel a disposal before two people approved it. Raises `NoEncontrado`, `DisposicionNoProcede`, `Ocupado`."""
    d = reach_disposal(principal, proceso, disposicion)
    if d.estado not in (EstadoDisposicion.LISTANDO, EstadoDisposicion.POR_AUTORIZAR):
        raise _refused(f"La disposición está {d.estado}: ya no puede cancelarse.")
    _move(principal, Evento.DISPOSICION_CANCELADA, d, ahora, estado=EstadoDisposicion.CANCELADA.value)
    return disposal(d)


def resume(principal: Principal, proceso: str, disposicion: str, ahora: datetime) -> dict[str, Any]:
    """Resume a stopped disposal, after holds were lifted or the cause of a failed removal was repaired.

    Raises `NoEncontrado`, `DisposicionNoProcede`, `Ocupado`.
    """
    d = reach_disposal(principal, proceso, disposicion)
    if d.estado != EstadoDisposicion.DETENIDA:
        raise _refused(f"La disposición está {d.estado}: no hay qué reanudar.")
    debe = almacen.go_on(d, iso(ahora))
    cambios: dict[str, Any] = {
        "estado": EstadoDisposicion.ELIMINANDO.value,
        "causa": "",
        "fallas": [],
        "vueltas": 0,
    }
    if not d.pagina:
        cambios |= {
            "ronda": Ronda.ELIMINACION.value, "almacen": 0, "cursor": {}, "retenidos": 0,
        }  # fmt: skip
    _move(principal, Evento.DISPOSICION_REANUDADA, d, ahora, debe, **cambios)
    salidas.send_owed([debe])
    return disposal(d)


def cancel_keys(principal: Principal, proceso: str, disposicion: str, ahora: datetime) -> dict[str, Any]:
    """Cancel the keys' deletion within the waiting period. A leaf of the public log revokes that part of the
    certificate.

    Raises `NoEncontrado`, `DisposicionNoProcede`, `Ocupado`.
    """
    d = reach_disposal(principal, proceso, disposicion)
    if d.estado != EstadoDisposicion.CERTIFICADA or d.sin_efecto:
        raise _refused("No hay llaves programadas para destruirse.")
    for arn, cuando in d.llaves.items():
        if cuando != NO_EXISTE and not restore_key(arn):
            raise _refused("Una llave ya se destruyó: no puede recuperarse.")
    debe = leaf_of(d, f"{d.certificado}\n{CANCELACION}\n".encode(), ahora, CANCELACION)
    _move(principal, Evento.DESTRUCCION_DE_LLAVES_CANCELADA, d, ahora, debe, sin_efecto=True)
    salidas.send_owed([debe])
    return disposal(d)


def certificate(principal: Principal, proceso: str, disposicion: str) -> dict[str, Any]:
    """The certificate's text, its SHA-256, and the proof that it is in the public log; the proof is null until then.

    Raises `NoEncontrado`, `SinCertificado`.
    """
    d = _certified(principal, proceso, disposicion)
    de, estado = certificate_leaf_name(d), read_tree_state()
    indice = leaf_indices([de]).get(de)
    return {
        "disposicion": d.disposicion,
        "sha256": d.certificado,
        "certificado": read_certificate(d)[0].decode(),
        "prueba": leaf_proof(indice, estado) if indice is not None and indice < estado.tamano else None,
    }


def certificate_pdf(principal: Principal, proceso: str, disposicion: str) -> bytes:
    """The certificate as PDF. Raises `NoEncontrado`, `SinCertificado`."""
    return read_certificate(_certified(principal, proceso, disposicion))[1]


def _certified(principal: Principal, proceso: str, disposicion: str) -> Disposicion:
    d = reach_disposal(principal, proceso, disposicion)
    if not d.certificado:
        raise SinCertificado(f"La disposición está {d.estado}.")
    return d


def _check(p: Proceso, previas: list[Disposicion], ahora: datetime, d: Disposicion | None = None) -> Entrega:
    """The last delivery, if the retention period is over and no other work is under way. Raises
    `DisposicionNoProcede`."""
    ultima, faltas = last_delivery(str(p.proceso)), []
    if p.estado != "abierto":
        faltas.append(f"El proceso está {p.estado}.")
    if ultima is None:
        faltas.append("No se han entregado los resultados al OPL.")
    elif ahora < _allowed_from(ultima):
        faltas.append(f"Los expedientes se conservan hasta {iso(_allowed_from(ultima))} (16.1).")
    if d is not None and (ahora < instante(d.pedida_en) or (ultima and ultima.entrega != d.entrega)):
        faltas.append("Después de listar hubo otra entrega, o el reloj está atrasado: liste de nuevo.")
    if d is not None and _aspirantes(str(p.proceso)) != d.aspirantes:
        faltas.append("Después de listar cambiaron las personas aspirantes del proceso: liste de nuevo.")
    if ultima is not None and (nuevos := _not_delivered(ultima)):
        faltas.append(f"La última entrega no comprende todo lo captado en: {', '.join(nuevos)}.")
    faltas += _under_way(str(p.proceso), previas)
    if faltas or ultima is None:
        raise _refused(*faltas)
    return ultima


def _aspirantes(proceso: str) -> list[str]:
    return sorted(str(a.aspirante) for a in Aspirante.por_proceso.query(proceso))


def _not_delivered(ultima: Entrega) -> list[str]:
    """Active periods that could still receive records after the cut of the last delivery."""
    periodos = Periodo.query(str(ultima.proceso), consistent_read=True)
    return [str(q.periodo) for q in periodos if q.activo and iso(q.captacion.fin) > ultima.corte]


def _under_way(proceso: str, previas: list[Disposicion]) -> list[str]:
    faltas = []
    if any(e.estado == entregas.EN_CURSO for e in entregas.deliveries_of(proceso)):
        faltas.append("Se está generando una entrega.")
    if abiertos := open_requirements(proceso):
        faltas.append(f"Requerimientos sin atender: {abiertos}.")
    if any(x.estado in VIVAS for x in previas):
        faltas.append("Ya hay una disposición en curso.")
    return faltas


def _allowed_from(e: Entrega) -> datetime:
    return kept_until(instante(e.lista_en or ""), config.MESES_CONSERVACION)


def _refused(*faltas: str) -> DisposicionNoProcede:
    return DisposicionNoProcede("La disposición no procede ahora.", impedimentos=list(faltas))


def _move(
    principal: Principal, evento: Evento, d: Disposicion, ahora: datetime, *debe: Salida, **cambios: Any
) -> None:
    """Change the disposal with its entry in the audit log."""

    def write(tx: Any) -> None:
        almacen.change(d, tx, **cambios)
        owe(tx, *debe)

    _note(principal, evento, d, ahora, write)
    almacen.follow(d, **cambios)


def _note(
    principal: Principal, evento: Evento, d: Disposicion, ahora: datetime, write: Callable[[Any], None]
) -> None:
    if not note_event(principal, evento, d.disposicion, ahora, write):
        raise Ocupado("La disposición, sus reservas o el proceso cambiaron: consulte e intente de nuevo.")
