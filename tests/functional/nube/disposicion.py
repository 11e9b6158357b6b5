"""What a process connected to the local cloud does of a disposal; nothing of it is kept in the process that asks."""

from datetime import timedelta
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.base import aws
from chalicelib.rules.conservacion.alcance import AlcanceDeDisposicion, Retenido
from chalicelib.rules.conservacion.tablas import swept
from chalicelib.store.base import objetos
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.tabla import iso
from chalicelib.store.conservacion.barrido import read_page
from chalicelib.store.conservacion.disposiciones import Disposicion, disposals_of
from chalicelib.store.entrega.entregas import LISTA, Entrega, delivery_key
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.secretos import open_secret
from chalicelib.vault.sobres import open_at_rest, seal_at_rest
from chalicelib.workflows.base.secretos import ensure_system_secret
from chalicelib.workflows.conservacion import pedido
from chalicelib.workflows.conservacion.certificado import kept_objects
from chalicelib.workflows.conservacion.trabajo import Medidas, attend_disposal
from chalicelib.workflows.procesos.apertura import open_process
from tests.escenario import mundo
from tests.functional.conservacion.escena import ENTREGADA, HOY, OTRA, UNA

VIEJO, REGISTROS = "VIEJO27", 5


def dispose_of_one() -> dict[str, Any]:
    """A process with records and expedientes, opened, disposed of, and looked for."""
    ensure_system_secret()
    p = open_process(VIEJO, mundo.OPL, "Proceso viejo", mundo.ENTIDAD)
    sellados = [_record(p, n) for n in range(REGISTROS)]
    antes = [_opens(p, *s) for s in sellados]
    Entrega(
        proceso=VIEJO, cual=delivery_key(1), numero=1, opl=mundo.OPL, estado=LISTA, corte=iso(ENTREGADA), llave=1,
        huella="cd" * 32, clases={}, ordenada_en=iso(ENTREGADA), cuenta="CTAINE", vence=iso(ENTREGADA),
        lista_en=iso(ENTREGADA),
    ).save()  # fmt: skip
    luego = HOY + timedelta(minutes=1)
    d = pedido.begin(UNA, VIEJO, HOY)["disposicion"]
    _work(HOY)
    for quien in (UNA, OTRA):
        pedido.approve(quien, VIEJO, d, disposals_of(VIEJO)[0].huella, luego)
    _work(luego)
    fila = disposals_of(VIEJO)[0]
    return {
        "estado": fila.estado,
        "antes": antes,
        "despues": [_opens(p, *s) for s in sellados],
        "secreto": _secret_opens(p),
        "quedan": _left(fila),
        "listados": sum(n for n, _ in fila.listado.values()),
        "eliminados": sum(n for n, _ in fila.eliminado.values()),
    }


def _record(p: Proceso, n: int) -> tuple[bytes, dict[str, str]]:
    """A record of an aspirante of its own, twice stored, as a repetition leaves versions; its sealed expediente."""
    from chalicelib.store.aspirantes import Aspirante

    Aspirante(aspirante="ASPV", proceso=VIEJO, periodo=mundo.PERIODO, opl=mundo.OPL, nombre="MUESTRA").save()
    apoyo = mundo.build(f"REG{n}", "ASPV", mundo.AHORA, proceso=VIEJO, remitente="AUXV")
    apoyo.save()
    contexto = {"proceso": VIEJO, "aspirante": "ASPV", "folio": str(apoyo.folio)}
    sellado = seal_at_rest(aws.client("kms"), b"expediente", p.llave_resguardo, contexto)
    for _ in range(2):
        objetos.keep_expediente(objetos.expediente_key(VIEJO, apoyo.folio, apoyo.integridad), sellado)
    return sellado, contexto


def _opens(p: Proceso, sellado: bytes, contexto: dict[str, str]) -> bool:
    try:
        return open_at_rest(aws.client("kms"), sellado, p.llave_resguardo, contexto) == b"expediente"
    except ClientError as error:
        return error.response["Error"]["Code"] != "KMSInvalidStateException"


def _secret_opens(p: Proceso) -> bool:
    from chalicelib.vault import secretos

    secretos._unwrap.cache_clear()
    try:
        open_secret(aws.client("kms"), p.secreto, p.llave_resguardo, {"proceso": VIEJO})
    except ClientError as error:
        return error.response["Error"]["Code"] != "KMSInvalidStateException"
    return True


def _work(ahora: Any) -> None:
    """This process is the consumer; its messages stay in the queue, which nobody else reads here."""
    attend_disposal(VIEJO, disposals_of(VIEJO)[0].cual, lambda: ahora, Medidas(pagina=10, espera=7))
    forget_copies()


def _left(d: Disposicion) -> int:
    alcance, n = AlcanceDeDisposicion(VIEJO, frozenset({"ASPV"})), 0
    for que in swept():
        cursor: dict[str, Any] = {}
        while True:
            pagina = read_page(que, cursor, alcance, Retenido(), kept_objects(VIEJO, que), 100)
            n += len(pagina.elementos)
            cursor = pagina.siguiente
            if not cursor:
                break
    return n
