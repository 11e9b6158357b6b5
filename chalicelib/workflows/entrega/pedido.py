"""Ordering a delivery, naming who may download it, and downloading it (Protocolo 15.2, 15.3).

The INE orders a delivery. Officials of the OPL that the INE names may download it for a limited time. The order fixes
the cut, the key, and the figures that the files must add up to.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pynamodb.exceptions import TransactWriteError

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.entrega import EntregaEnCurso, EntregaNoLista, EntregaNoProcede
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.entrega.compuerta import gate_open, judge_gate
from chalicelib.rules.entrega.imagenes import Imagenes, PedidoDeImagenes, images_asked
from chalicelib.store.apoyos.apoyos import get_apoyos
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import lost_a_race, transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.store.cuentas.titulares import find_titular
from chalicelib.store.entrega import entregas
from chalicelib.store.entrega.deposito_entregas import delivery_file_key, presign_delivery_file, signature_key
from chalicelib.store.entrega.entregas import Entrega, ListaDeImagenes
from chalicelib.store.evidencia.hojas import leaf_indices, read_tree_state
from chalicelib.store.procesos.llaves import list_opl_keys
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.entrega.compuerta import condition_fields as condition
from chalicelib.workflows.entrega.compuerta import read_situation
from chalicelib.workflows.evidencia.acuse import leaf_proof
from chalicelib.workflows.procesos.procesos import reachable_process

VIGENCIA_ENLACE = timedelta(minutes=15)


def order_delivery(
    principal: Principal,
    proceso: str,
    motivo: str,
    destinatarios: Sequence[str],
    dias: int,
    ahora: datetime,
    imagenes: Imagenes = Imagenes.NINGUNA,
    folios: Sequence[str] = (),
) -> dict[str, Any]:
    """Order the process's next delivery, with its cut at `ahora`. From the second one on, `motivo` says why. `folios`:
    records of an image list.

    Raises `NoEncontrado`, `EntregaNoProcede` (a condition of 15.2 does not hold), `EntregaEnCurso`, `DatosNoAdmitidos`.
    """
    p = reachable_process(principal, proceso, fresh=True)
    previas = entregas.deliveries_of(proceso)
    _check_previous(previas, motivo)
    _check_officials(p, destinatarios)
    s = read_situation(p)
    condiciones = judge_gate(s, ahora)
    if not gate_open(condiciones):
        raise EntregaNoProcede(
            "La entrega no procede: no se cumplen todas las condiciones del numeral 15.2.",
            condiciones=[condition(c) for c in condiciones if not c.cumple and c.inciso != "F"],
        )
    pedido = _images(proceso, imagenes, folios, sum(s.clases.values()))
    llave = list_opl_keys(proceso)[0]
    ultima = next((e for e in previas if e.estado == entregas.LISTA), None)
    numero = int(previas[0].numero) + 1 if previas else 1
    nueva = Entrega(
        proceso=proceso,
        cual=entregas.delivery_key(numero),
        numero=numero,
        opl=p.opl,
        corte=iso(ahora),
        corte_anterior=ultima.corte if ultima else "",
        anterior={"entrega": ultima.entrega, "sha256": ultima.digesto} if ultima else None,
        llave=int(llave.n),
        huella=llave.huella,
        clases=dict(s.clases),
        motivo=motivo,
        ordenada_en=iso(ahora),
        cuenta=principal.cuenta,
        destinatarios=sorted(set(destinatarios)),
        vence=iso(ahora + timedelta(days=dias)),
        imagenes=str(pedido.imagenes),
    )
    return delivery_fields(_begin(p, nueva, pedido.folios, ahora), ahora)


def _begin(p: Proceso, nueva: Entrega, folios: Sequence[str], ahora: datetime) -> Entrega:
    """Store the delivery and its first step in one transaction, on condition that the process's key and periods did not
    change."""
    primera = entregas.step_of(nueva, ahora)
    try:
        with transaction() as tx:
            tx.condition_check(Proceso, p.proceso, condition=Proceso.version == int(p.version))
            tx.save(nueva, condition=Entrega.proceso.does_not_exist())
            if folios:
                cual = entregas.image_list_key(int(nueva.numero))
                tx.save(ListaDeImagenes(proceso=nueva.proceso, cual=cual, folios=list(folios)))
            owe(tx, primera)
    except TransactWriteError as error:
        if not lost_a_race(error):
            raise
        hallada = entregas.find_entrega(str(p.proceso), int(nueva.numero))
        # The stored delivery may be that of this same request, whose answer was lost.
        if hallada is None or (hallada.ordenada_en, hallada.cuenta) != (nueva.ordenada_en, nueva.cuenta):
            raise EntregaEnCurso(
                "Otra persona ordenó la entrega o cambió el proceso: consulte antes de ordenarla."
            ) from None
        return hallada
    salidas.send_owed([primera])
    return nueva


def name_recipients(
    principal: Principal, proceso: str, entrega: str, destinatarios: Sequence[str], dias: int, ahora: datetime
) -> dict[str, Any]:
    """Replace the accounts that may download a delivery, for `dias` days from now. Raises `NoEncontrado`,
    `DatosNoAdmitidos`."""
    p = reachable_process(principal, proceso, fresh=True)
    e = find_delivery(proceso, entrega)
    _check_officials(p, destinatarios)
    e.destinatarios, e.vence = sorted(set(destinatarios)), iso(ahora + timedelta(days=dias))
    e.update(actions=[Entrega.destinatarios.set(e.destinatarios), Entrega.vence.set(e.vence)])
    return delivery_fields(e, ahora)


def list_deliveries(principal: Principal, proceso: str, ahora: datetime) -> list[dict[str, Any]]:
    """The process's deliveries, newest first. Raises `NoEncontrado`."""
    reachable_process(principal, proceso)
    return [delivery_fields(e, ahora) for e in entregas.deliveries_of(proceso)]


def delivery_links(principal: Principal, proceso: str, entrega: str, ahora: datetime) -> dict[str, Any]:
    """Download addresses of the delivery's files, valid for 15 minutes. Raises `NoEncontrado`, `EntregaNoLista`.

    A person who is not a recipient, or comes after the time set, gets the same answer as for a delivery that does not
    exist.
    """
    reachable_process(principal, proceso, fresh=True)
    e = find_delivery(proceso, entrega)
    if principal.cuenta not in e.destinatarios or instante(e.vence) <= ahora:
        raise NoEncontrado
    if e.estado != entregas.LISTA or not e.digesto:
        raise EntregaNoLista(f"La entrega no tiene archivos: está {e.estado}.", estado=e.estado)
    numero = int(e.numero)
    manifiesto = delivery_file_key(proceso, numero, e.digesto)
    llaves = {"manifiesto.json": manifiesto, "manifiesto.firma": signature_key(manifiesto)} | {
        a["sellado"]["nombre"]: delivery_file_key(proceso, numero, a["sellado"]["sha256"])
        for parte in entregas.delivery_parts(proceso, numero)
        for a in parte.archivos
    }
    return {
        "entrega": e.entrega,
        "vence": iso(ahora + VIGENCIA_ENLACE),
        "prueba": _proof(e),
        "archivos": [
            {"nombre": nombre, "url": presign_delivery_file(llave, nombre, VIGENCIA_ENLACE)}
            for nombre, llave in llaves.items()
        ],
    }


def _proof(e: Entrega) -> str | None:
    """Proof that the manifest is in the public log, to be saved as `manifiesto.tlog-proof`; None until it is in the
    log."""
    de, estado = f"entrega#{e.entrega}", read_tree_state()
    indice = leaf_indices([de]).get(de)
    return leaf_proof(indice, estado) if indice is not None and indice < estado.tamano else None


def find_delivery(proceso: str, entrega: str) -> Entrega:
    """A delivery of the process by its id. Raises `NoEncontrado`."""
    de, _, numero = entrega.rpartition("-")
    hallada = entregas.find_entrega(proceso, int(numero)) if de == proceso and numero.isdecimal() else None
    if hallada is None:
        raise NoEncontrado
    return hallada


def delivery_fields(e: Entrega, ahora: datetime) -> dict[str, Any]:
    """A delivery as the API returns it."""
    return {
        "entrega": e.entrega,
        "proceso": e.proceso,
        "numero": int(e.numero),
        "estado": e.estado,
        "causa": e.causa or None,
        "motivo": e.motivo,
        "ordenada_en": e.ordenada_en,
        "corte": e.corte,
        "huella": e.huella,
        "registros": int(e.registros),
        "de": sum(e.clases.values()),
        "destinatarios": list(e.destinatarios),
        "descargable_hasta": e.vence if instante(e.vence) > ahora else None,
        "lista_en": e.lista_en,
        "sha256": e.digesto,
        "imagenes": e.imagenes or str(Imagenes.NINGUNA),
        "expedientes": int(e.expedientes or 0),
    }


def _check_previous(previas: Sequence[Entrega], motivo: str) -> None:
    if any(e.estado == entregas.EN_CURSO for e in previas):
        raise EntregaEnCurso("Ya se está generando una entrega de este proceso: espere a que termine.")
    if any(e.estado == entregas.LISTA for e in previas) and not motivo.strip():
        raise _fault(
            "motivo", "Diga por qué se entrega de nuevo: una audiencia posterior o lo que se ordenó."
        )


def _check_officials(p: Proceso, destinatarios: Sequence[str]) -> None:
    for cuenta in destinatarios:
        t = find_titular(cuenta)
        propia = t is not None and t.opl == p.opl and t.proceso in ("", p.proceso)
        if t is None or not propia or t.rol != Rol.OPL.value or t.estado != "activa":
            # The answer does not say which account: another OPL's and one that does not exist look the same.
            raise _fault("destinatarios", "Indique cuentas activas de la administración del OPL del proceso.")


def _images(proceso: str, imagenes: Imagenes, folios: Sequence[str], registros: int) -> PedidoDeImagenes:
    """The choice of expedientes, checked: a list holds only records of the process. Raises `DatosNoAdmitidos`."""
    try:
        pedido = images_asked(imagenes, folios, registros)
    except ValueError as error:
        raise _fault("folios" if imagenes is Imagenes.LISTA else "imagenes", str(error)) from None
    hallados = get_apoyos(pedido.folios) if pedido.folios else {}
    # A record of another process gets the same answer as one that does not exist.
    ajenos = [f for f in pedido.folios if f not in hallados or hallados[f].proceso != proceso]
    if ajenos:
        raise _fault("folios", f"No son registros de este proceso: {', '.join(ajenos[:10])}.")
    return pedido


def _fault(campo: str, texto: str) -> DatosNoAdmitidos:
    return DatosNoAdmitidos("La entrega no se ordenó.", faltas=[{"campo": campo, "texto": texto}])
