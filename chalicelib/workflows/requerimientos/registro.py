"""Registering requirements, ordering and taking their packages, and answering them (Protocolo 16.2, 16.3, 18.6).

Data are disclosed only to an authority that gives the grounds and reasons of its requirement, or to the person whose
data they are (18.6). Each requirement says who asks, on what basis, and for which records. Its package is sealed to a
key of whoever receives it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.procesos import LlaveRechazada
from chalicelib.problemas.requerimientos import RequerimientoNoProcede
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.apoyos.apoyos import get_apoyos
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.conservacion.disposiciones import guard_version, move_guard
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.entrega.deposito_entregas import presign_delivery_file, signature_key
from chalicelib.store.entrega.entregas import step_of
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.store.requerimientos import requerimientos as almacen
from chalicelib.store.requerimientos.requerimientos import (
    ABIERTOS,
    ATENDIDO,
    EN_CURSO,
    LISTO,
    REGISTRADO,
    Requerimiento,
)
from chalicelib.vault.llave_opl import LlaveNoAdmitida, read_public_key
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.base.bitacora_nota import note_event
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.procesos.procesos import reachable_process
from chalicelib.workflows.requerimientos.calendario import requirement_deadline, state_at

VIGENCIA_ENLACE = timedelta(minutes=15)
MAXIMO_ATRAS = timedelta(days=366)
"""Greatest age of a notification when it is registered. An older date is taken for a mistake."""
ACCESO = "acceso"
"""Kind of requirement by which a person asks for their own data (ARCO)."""


@dataclass(frozen=True)
class PedidoDeRequerimiento:
    """Data of a requirement to register. `notificado_en`: when it reached the INE; `solicitante`: only for a person's
    own request."""

    clase: str
    autoridad: str
    fundamento: str
    oficio: str
    notificado_en: datetime
    folios: Sequence[str]
    solicitante: str = ""


def register(
    principal: Principal, proceso: str, pedido: PedidoDeRequerimiento, ahora: datetime
) -> dict[str, Any]:
    """Register a requirement. Its 72 working hours run from its notification.

    Raises `NoEncontrado`, `DatosNoAdmitidos`, `Ocupado`.
    """
    reachable_process(principal, proceso, fresh=True)
    folios = sorted(set(pedido.folios))
    _check(proceso, pedido, folios, ahora)
    # A disposal approved at the same moment checks the same guard item: one of the two transactions fails.
    numero, guardia = len(almacen.requirements_of(proceso)) + 1, guard_version(proceso)
    nuevo = Requerimiento(
        proceso=proceso,
        cual=almacen.requirement_key(numero),
        numero=numero,
        clase=pedido.clase,
        autoridad=pedido.autoridad,
        fundamento=pedido.fundamento,
        oficio=pedido.oficio,
        notificado_en=iso(pedido.notificado_en),
        vence=iso(requirement_deadline(pedido.notificado_en)),
        folios=folios,
        registrado_en=iso(ahora),
        cuenta=principal.cuenta,
    )
    if pedido.clase == ACCESO:
        nuevo.datos = seal_fields(secreto_de(proceso), nuevo.identidad, {"solicitante": pedido.solicitante})

    def write(tx: Any) -> None:
        tx.save(nuevo, condition=Requerimiento.proceso.does_not_exist())
        move_guard(tx, proceso, guardia)

    _note(principal, Evento.REQUERIMIENTO_REGISTRADO, nuevo, ahora, write)
    return shown(nuevo, ahora)


def reach_requirement(principal: Principal, proceso: str, requerimiento: str) -> Requerimiento:
    """A requirement of a process that the principal may see. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    de, _, numero = requerimiento.rpartition("-R")
    propio = de == proceso and numero.isdecimal() and len(numero) <= 4
    hallado = almacen.find_requirement(proceso, int(numero)) if propio else None
    if hallado is None:
        raise NoEncontrado
    return hallado


def show(principal: Principal, proceso: str, requerimiento: str, ahora: datetime) -> dict[str, Any]:
    """A requirement, with every disclosure of its package. Raises `NoEncontrado`."""
    return shown(reach_requirement(principal, proceso, requerimiento), ahora)


def listing(principal: Principal, proceso: str, ahora: datetime) -> list[dict[str, Any]]:
    """The requirements of a process, newest first. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    return [shown(r, ahora) for r in almacen.requirements_of(proceso)]


def order_package(
    principal: Principal, proceso: str, requerimiento: str, llave: str, ahora: datetime
) -> dict[str, Any]:
    """Order the package of a requirement, sealed to a public key.

    Raises `NoEncontrado`, `LlaveRechazada`, `RequerimientoNoProcede`, `Ocupado`.
    """
    r = reach_requirement(principal, proceso, requerimiento)
    try:
        publica = read_public_key(llave)
    except LlaveNoAdmitida as error:
        raise LlaveRechazada(error.texto, motivo=error.codigo) from None
    if r.estado != REGISTRADO:
        raise _refused(r)
    cambios = {"estado": EN_CURSO, "der": publica.der, "huella": publica.huella, "pedido_en": iso(ahora)}
    debe = step_of(r, ahora)  # type: ignore[arg-type]
    _move(principal, Evento.PAQUETE_PEDIDO, r, ahora, cambios, debe)
    salidas.send_owed([debe])
    return shown(r, ahora)


def take_package(principal: Principal, proceso: str, requerimiento: str, ahora: datetime) -> dict[str, Any]:
    """Download addresses of the package's files, valid for 15 minutes. The disclosure is recorded before they are
    given.

    Raises `NoEncontrado`, `RequerimientoNoProcede`, `Ocupado`.
    """
    r = reach_requirement(principal, proceso, requerimiento)
    if r.estado not in (LISTO, ATENDIDO) or not r.digesto:
        raise _refused(r)
    una = {"cuenta": principal.cuenta, "en": iso(ahora)}
    _move(principal, Evento.PAQUETE_DESCARGADO, r, ahora, {"comunicaciones": [*r.comunicaciones, una]})
    numero = int(r.numero)
    base = almacen.package_object(proceso, numero, r.digesto)
    llaves = {"manifiesto.json": base, "manifiesto.firma": signature_key(base)} | {
        f.archivo["sellado"]["nombre"]: almacen.package_object(
            proceso, numero, f.archivo["sellado"]["sha256"]
        )
        for f in almacen.files_of(proceso, numero)
    }
    return {
        "requerimiento": r.requerimiento,
        "vence": iso(ahora + VIGENCIA_ENLACE),
        "archivos": [
            {"nombre": nombre, "url": presign_delivery_file(llave, nombre, VIGENCIA_ENLACE)}
            for nombre, llave in llaves.items()
        ],
    }


def answer(
    principal: Principal, proceso: str, requerimiento: str, oficio: str, ahora: datetime
) -> dict[str, Any]:
    """Note the oficio by which a requirement was answered, with a package or without.

    Raises `NoEncontrado`, `RequerimientoNoProcede`, `Ocupado`.
    """
    r = reach_requirement(principal, proceso, requerimiento)
    if r.estado not in (REGISTRADO, LISTO):
        raise _refused(r)
    cambios = {"estado": ATENDIDO, "atendido_en": iso(ahora), "oficio_respuesta": oficio}
    _move(principal, Evento.REQUERIMIENTO_ATENDIDO, r, ahora, cambios)
    return shown(r, ahora)


def open_requirements(proceso: str) -> int:
    """Number of requirements of a process without an answer. While there are any, the process is not disposed of."""
    return sum(r.estado in ABIERTOS for r in almacen.requirements_of(proceso))


def shown(r: Requerimiento, ahora: datetime) -> dict[str, Any]:
    """A requirement as the API returns it."""
    hasta = instante(r.atendido_en) if r.atendido_en else ahora
    return {
        "requerimiento": r.requerimiento,
        "proceso": r.proceso,
        "clase": r.clase,
        "autoridad": r.autoridad,
        "fundamento": r.fundamento,
        "oficio": r.oficio,
        "solicitante": _applicant(r),
        "folios": list(r.folios),
        "notificado_en": r.notificado_en,
        "vence": r.vence,
        "plazo": state_at(instante(r.notificado_en), hasta).value,
        "registrado_en": r.registrado_en,
        "cuenta": r.cuenta,
        "estado": r.estado,
        "huella": r.huella or None,
        "sin_expediente": list(r.sin_expediente),
        "sha256": r.digesto,
        "comunicaciones": list(r.comunicaciones),
        "atendido_en": r.atendido_en,
        "oficio_respuesta": r.oficio_respuesta,
    }


def _applicant(r: Requerimiento) -> str | None:
    if r.datos is None:
        return None
    quien: str = open_fields(secreto_de(r.proceso), r.identidad, r.datos)["solicitante"]
    return quien


def _check(proceso: str, pedido: PedidoDeRequerimiento, folios: list[str], ahora: datetime) -> None:
    faltas = []
    if pedido.notificado_en > ahora:
        faltas.append({"campo": "notificado_en", "texto": "La notificación no puede ser futura."})
    if pedido.notificado_en < ahora - MAXIMO_ATRAS:
        faltas.append(
            {"campo": "notificado_en", "texto": "La notificación es de hace más de un año: revise la fecha."}
        )
    if (pedido.clase == ACCESO) is not bool(pedido.solicitante.strip()):
        faltas.append(
            {"campo": "solicitante", "texto": "Nombre a la persona, solo si pide sus propios datos."}
        )
    hay = {f for f, a in get_apoyos(folios).items() if a.proceso == proceso}
    if ajenos := [f for f in folios if f not in hay]:
        faltas.append(
            {"campo": "folios", "texto": f"No son registros del proceso: {', '.join(ajenos[:10])}."}
        )
    if faltas:
        raise DatosNoAdmitidos("El requerimiento no se registró.", faltas=faltas)


def _refused(r: Requerimiento) -> RequerimientoNoProcede:
    return RequerimientoNoProcede(f"El requerimiento está {r.estado}.", estado=r.estado)


def _move(
    principal: Principal,
    evento: Evento,
    r: Requerimiento,
    ahora: datetime,
    cambios: dict[str, Any],
    *debe: Salida,
) -> None:
    """Change a requirement and write its entry in the audit log, on condition that nobody changed it since it was read.
    `r` is then as stored."""

    def write(tx: Any) -> None:
        tx.update(
            Requerimiento(r.proceso, r.cual),
            actions=[
                *(getattr(Requerimiento, campo).set(valor) for campo, valor in cambios.items()),
                Requerimiento.version.set(int(r.version) + 1),
            ],
            condition=(Requerimiento.version == int(r.version)) & (Requerimiento.estado == r.estado),
        )
        owe(tx, *debe)

    _note(principal, evento, r, ahora, write)
    for campo, valor in cambios.items():
        setattr(r, campo, valor)
    r.version = int(r.version) + 1


def _note(
    principal: Principal, evento: Evento, r: Requerimiento, ahora: datetime, write: Callable[[Any], None]
) -> None:
    """Write on condition that the process is open: a process in disposal takes no new requirements."""

    def both(tx: Any) -> None:
        write(tx)
        tx.condition_check(Proceso, r.proceso, condition=Proceso.estado == "abierto")

    if not note_event(principal, evento, r.requerimiento, ahora, both):
        raise Ocupado(
            "Otra persona está atendiendo los requerimientos del proceso: consulte e intente de nuevo."
        )
