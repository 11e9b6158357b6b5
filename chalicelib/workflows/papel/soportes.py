"""Scans of a paper cédula: inspected, sealed and kept for its record; earlier scans stay (Protocolo 11.4, 14.4).

The sealed file is written first, and then its row, with the run's figure in the same transaction. A file without a row
does no harm, and the same scan sent again is stored under the same key.
"""

import io
from datetime import datetime
from hashlib import sha256

from chalicelib.base import aws
from chalicelib.base.hijo import FueraDeLimite, Limites, run_limited
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.papel import SoporteNoAdmitido
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.papel.soporte import PDF, SoporteInvalido, check_file, check_pixels
from chalicelib.store.base import objetos
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda, transaction, until_unraced
from chalicelib.store.papel.lotes import LotePapel
from chalicelib.store.papel.soportes import Soporte, scans_of
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.vault.expediente import check_content
from chalicelib.vault.sobres import open_at_rest, seal_at_rest
from chalicelib.workflows.papel.revision import OCUPADO, reach_typed


def attach_soporte(principal: Principal, folio: str, tipo: str, datos: bytes, ahora: datetime) -> Soporte:
    """Store a scan and put it in force. The scan in force sent again is returned as it is. It takes one KMS call.

    Raises `NoEncontrado`, `SoporteNoAdmitido`, `Ocupado`.
    """
    apoyo = reach_typed(principal, folio)
    inspect_soporte(tipo, datos)
    nuevo = Soporte(
        folio=folio,
        n=1,
        proceso=apoyo.proceso,
        digesto=sha256(datos).hexdigest(),
        tipo=tipo,
        bytes=len(datos),
        adjuntado_en=iso(ahora),
        adjuntado_por=principal.cuenta,
    )
    if (vigente := _in_force(folio)) is not None and vigente.digesto == nuevo.digesto:
        return vigente
    resguardo = get_proceso(apoyo.proceso).llave_resguardo
    objetos.keep_expediente(nuevo.llave, seal_at_rest(aws.client("kms"), datos, resguardo, nuevo.contexto))
    try:
        return until_unraced(lambda: _add(nuevo, apoyo.dispositivo))
    except Contienda:
        raise Ocupado(OCUPADO) from None


def read_soporte(principal: Principal, folio: str, n: int = 0) -> tuple[Soporte, bytes]:
    """The scan of that number, 0 for the one in force. It takes one KMS call.

    Raises `NoEncontrado`, and the vault's errors if the file was tampered with.
    """
    reach_typed(principal, folio)
    todos = scans_of(folio)
    elegido = next((s for s in reversed(todos) if n in (0, s.n)), None)
    if elegido is None:
        raise NoEncontrado
    sellado = objetos.read_sealed_expediente(elegido.llave)
    resguardo = get_proceso(elegido.proceso).llave_resguardo
    claro = open_at_rest(aws.client("kms"), sellado, resguardo, elegido.contexto)
    check_content(claro, bytes.fromhex(elegido.digesto))
    return elegido, claro


def inspect_soporte(tipo: str, datos: bytes) -> None:
    """Raise `SoporteNoAdmitido` unless the file is a whole JPEG, PNG or PDF of the declared type. A PDF
    is not opened."""
    try:
        check_file(tipo, datos)
        if tipo != PDF:
            run_limited(Limites(), _decode, tipo, datos)
    except SoporteInvalido as error:
        raise SoporteNoAdmitido(str(error)) from None
    except FueraDeLimite:
        raise SoporteNoAdmitido("La imagen exige demasiado para abrirla: digitalícela de nuevo.") from None


def _decode(tipo: str, datos: bytes) -> None:
    # Imported here, because the API's other routes do not need them.
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    try:
        imagen = (PngImageFile if tipo == "image/png" else JpegImageFile)(io.BytesIO(datos))
        check_pixels(*imagen.size)
        imagen.draft(
            "L", (imagen.width // 8, imagen.height // 8)
        )  # a JPEG is decoded whole, at an eighth of its size
        imagen.load()
    except SoporteInvalido:
        raise
    # Pillow raises unrelated exception types for damaged files.
    except (SyntaxError, OSError, ValueError, IndexError, TypeError, KeyError, EOFError, OverflowError):
        raise SoporteInvalido("La imagen está dañada: digitalícela de nuevo.") from None


def _in_force(folio: str) -> Soporte | None:
    return next(reversed(scans_of(folio)), None)


def _add(nuevo: Soporte, lote: str) -> Soporte:
    vigente = _in_force(nuevo.folio)
    if vigente is not None and vigente.digesto == nuevo.digesto:
        return vigente
    nuevo.n = int(vigente.n) + 1 if vigente else 1
    with transaction() as tx:
        tx.save(nuevo, condition=Soporte.folio.does_not_exist())
        if nuevo.n == 1:
            tx.update(LotePapel(lote), actions=[LotePapel.con_soporte.add(1)])
    return nuevo
