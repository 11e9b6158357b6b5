"""The stages of a batch of records, one after the other, from the announcement to the verdict."""

from collections.abc import Callable, Sequence

import requests

from bench.muestra import Capturado
from bench.sistema import Fallo, Sistema
from local.siembra import PROCESO, AuxiliarSembrado

Paso = Callable[[str], None]


def announce(sistema: Sistema, quien: AuxiliarSembrado, lote: Sequence[Capturado]) -> str:
    """Announce and upload a batch (100 at most), as the phone does; returns the announcement's id."""
    cuerpo = {"dispositivo": quien.dispositivo, "registros": [c.anuncio for c in lote]}
    respuesta = sistema.api("anuncio", "POST", "/v1/envios", quien.token, cuerpo)
    sellados = {c.registro: c.sellado for c in lote}
    for item in respuesta["registros"]:
        permiso = item["permiso"]
        subida = requests.post(
            permiso["url"], data=permiso["campos"], files={"file": sellados[item["registro"]]}, timeout=30
        )
        subida.raise_for_status()
    return str(respuesta["envio"])


def run_batch(
    sistema: Sistema, quien: AuxiliarSembrado, lote: Sequence[Capturado], paso: Paso = lambda _: None
) -> None:
    """Take a batch through all stages; each stage is served to its end before the next begins.

    Raises Fallo when a record does not get through whole.
    """
    flujo = bring_to_desk(sistema, quien, lote, paso)
    paso("Mesa de Control")
    _review(sistema, len(lote))
    _turn(flujo)


def bring_to_desk(
    sistema: Sistema, quien: AuxiliarSembrado, lote: Sequence[Capturado], paso: Paso = lambda _: None
) -> list:  # type: ignore[type-arg]
    """Take a batch through all stages before an operator sees it; return the stream's readers. Raises Fallo."""
    flujo, n = sistema.readers(), len(lote)
    paso("anuncio y subida")
    envio = announce(sistema, quien, lote)
    paso("recepcion")
    sistema.drain("Recepcion", n)
    _turn(flujo)
    paso("registral, asignacion y acuses")
    for nombre in ("Registral", "Asignacion"):
        sistema.drain(nombre, n)
    sistema.drain("Acuses", 1)
    _turn(flujo)
    paso("acuse en el teléfono")
    _expect_receipts(sistema, quien, envio, n)
    return flujo


def _turn(flujo: list) -> None:  # type: ignore[type-arg]
    for lector in flujo:
        lector.turn()


def _expect_receipts(sistema: Sistema, quien: AuxiliarSembrado, envio: str, n: int) -> None:
    respuesta = sistema.api("consulta", "GET", f"/v1/envios/{envio}", quien.token)
    con_acuse = sum(r["estado"] == "recibido" for r in respuesta["registros"])
    if con_acuse != n:
        raise Fallo(f"{con_acuse} acuses en vez de {n}: {respuesta['registros'][:2]}")


def _review(sistema: Sistema, n: int) -> None:
    """Let every operator judge the records assigned of this batch, oldest first, as the desk shows them."""
    from chalicelib.store.mesa.operadores import open_loads

    cargas = open_loads(PROCESO)
    if sum(cargas.values()) != n:
        raise Fallo(f"{sum(cargas.values())} registros asignados en vez de {n}")
    for operador, token in sistema.mundo.operadores.items():
        for _ in range(cargas[operador]):
            hoja = sistema.api("mesa: siguiente", "GET", "/v1/mesa/siguiente", token)["registro"]
            camino = f"/v1/mesa/registros/{hoja['folio']}/dictamen"
            sistema.api("mesa: dictamen", "POST", camino, token, {"inciso": None})
