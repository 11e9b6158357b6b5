"""The auxiliar's visual evidence on its way in (Protocolo 8.5): announced, received, asked for.

Evidence travels as a record does, with a permit of its own. The intake key says whether a record or evidence was
announced, the signed manifest says which of the two it is, and reception takes it only when both agree. After that
evidence shares nothing with a support but the bucket: table, key and encryption context are its own.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.base import aws
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.auxiliares import AuxiliarDeBaja, DispositivoNoRegistrado
from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.base.periodo import is_future
from chalicelib.rules.credencial.lectura import named_on_receipts
from chalicelib.store.aspirantes import get_aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar, find_auxiliar
from chalicelib.store.auxiliares.cedulas import Cedula, find_cedula, put_new, set_current
from chalicelib.store.auxiliares.dispositivos import find_dispositivo
from chalicelib.store.base import objetos
from chalicelib.store.base.objetos import LlaveDeObjeto, presign_record
from chalicelib.store.base.tabla import iso
from chalicelib.store.captacion.envios import Anunciado, Envio, find_envio
from chalicelib.store.captacion.rechazos import find_rechazos
from chalicelib.store.procesos import procesos
from chalicelib.store.procesos.periodos import read_periodo
from chalicelib.vault.expediente import Expediente
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.vault.sobres import seal_at_rest
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.captacion.destinos import find_confirmed_aspirante
from chalicelib.workflows.captacion.envio import CONSERVA_ENVIO, VIGENCIA_PERMISO

FUTURA = {
    "codigo": "captura_futura",
    "texto": "La captura tiene fecha futura: corrija la hora del dispositivo y envíe después de esa hora.",
}


@dataclass(frozen=True)
class Testigos:
    """Evidence that a phone means to send: `bytes` and `sha256` (lower-case hex) are of the sealed file."""

    dispositivo: str
    registro: str
    capturado_en: datetime
    bytes: int
    sha256: str


def announce_evidence(auxiliar: str, testigos: Testigos, ahora: datetime) -> dict[str, Any]:
    """Permit to send evidence, or its receipt when it was received before. Only a device that is registered now may
    send.

    Admitted before the period starts, which is when auxiliares register, and until reception ends. Raises
    `NoEncontrado`, `AuxiliarDeBaja`, `DispositivoNoRegistrado`, `RecepcionCerrada`.
    """
    quien = _sender(auxiliar, testigos.dispositivo)
    cierre = _closing_time(quien, ahora)
    folio = Folio(quien.aspirante, auxiliar, testigos.dispositivo, testigos.registro)
    sellado = bytes.fromhex(testigos.sha256)
    recibida = find_cedula(auxiliar, str(folio))
    if recibida is not None and recibida.sellado == sellado:
        return _state(folio, sellado, recibida, None)
    if is_future(testigos.capturado_en, ahora):
        return _state(folio, sellado, None, FUTURA)
    Envio(
        envio=_announcement(auxiliar),
        auxiliar=auxiliar,
        registros=[Anunciado(folio=str(folio), sellado=sellado)],
        anunciado_en=iso(ahora),
        caduca=int((cierre + CONSERVA_ENVIO).timestamp()),
    ).save()
    vigencia = min(VIGENCIA_PERMISO, cierre - ahora)
    llave = LlaveDeObjeto(quien.proceso, folio, testigos.bytes, testigos.sha256, cedula=True)
    firmado = presign_record(llave, b64encode(sellado).decode(), vigencia)
    return _state(folio, sellado, None, None) | {
        "estado": "permitido",
        "permiso": {"url": firmado["url"], "campos": firmado["fields"]},
        "vence": iso(ahora + vigencia),
    }


def show_evidence_state(auxiliar: str) -> dict[str, Any]:
    """The receipt of the evidence in force, and what became of what was announced last."""
    quien = find_auxiliar(auxiliar)
    if quien is None:
        raise NoEncontrado("Su cuenta no corresponde a un auxiliar registrado.")
    vigente = find_cedula(auxiliar, quien.cedula) if quien.cedula else None
    return {"vigente": _receipt(vigente) if vigente else None, "anunciada": _announced(auxiliar)}


def evidence_objection(folio: Folio, recibido: datetime) -> tuple[str, str] | None:
    """Code and text of why evidence from that device of that auxiliar is not received; None when it is."""
    quien = find_auxiliar(folio.auxiliar)
    if quien is None or quien.aspirante != folio.aspirante:
        return "auxiliar_ajeno", "Los testigos visuales no son de un auxiliar de este aspirante."
    if quien.baja and quien.baja < iso(recibido):
        return "auxiliar_de_baja", "El auxiliar está de baja (numeral 7.7)."
    if find_dispositivo(folio.dispositivo, folio.auxiliar) is None:
        return "dispositivo_no_registrado", "El dispositivo no está registrado (numeral 8.11)."
    return None


def keep_evidence(
    llave: LlaveDeObjeto, expediente: Expediente, clear: bytes, recibido: datetime
) -> Cedula | None:
    """Store what reception opened; None when it was stored, otherwise the piece that was there first.

    Order of the writes: the sealed expediente, its row, the auxiliar's row. Whoever dies in between is completed by a
    repetition.
    """
    cedula = _row(llave, expediente, len(clear), recibido)
    existente = find_cedula(cedula.auxiliar, cedula.folio)
    if existente is None:
        donde = objetos.cedula_key(cedula.proceso, cedula.folio, cedula.integridad)
        resguardo = procesos.get_proceso(cedula.proceso).llave_resguardo
        objetos.keep_expediente(donde, seal_at_rest(aws.client("kms"), clear, resguardo, cedula.contexto))
        existente = put_new(cedula)
        if existente is not None and existente.integridad != cedula.integridad:
            objetos.discard_expediente(donde)
    set_current(existente or cedula)
    return existente


def _sender(auxiliar: str, dispositivo: str) -> Auxiliar:
    quien = find_auxiliar(auxiliar)
    if quien is None:
        raise NoEncontrado("Su cuenta no corresponde a un auxiliar registrado.")
    if quien.baja is not None:
        raise AuxiliarDeBaja("Su registro está de baja; consulte el motivo con la persona aspirante.")
    if find_confirmed_aspirante(quien.aspirante) is None:
        raise RecepcionCerrada(
            "El registro de la persona aspirante terminó: ya no se reciben testigos visuales."
        )
    registrado = find_dispositivo(dispositivo, auxiliar)
    if registrado is None or registrado.baja is not None:
        raise DispositivoNoRegistrado("Registre este dispositivo antes de enviar sus testigos visuales.")
    return quien


def _closing_time(quien: Auxiliar, ahora: datetime) -> datetime:
    aspirante = get_aspirante(quien.aspirante)
    cierre = read_periodo(quien.proceso, aspirante.periodo).captacion.cierre_recepcion
    if ahora > cierre:
        raise RecepcionCerrada("La recepción está cerrada: terminó 24 horas después del fin del periodo.")
    return cierre


def _announcement(auxiliar: str) -> str:
    """Key of an auxiliar's last announcement of evidence, distinct from every announcement of records."""
    return f"cedula#{auxiliar}"


def _announced(auxiliar: str) -> dict[str, Any] | None:
    anuncio = find_envio(_announcement(auxiliar))
    if anuncio is None:
        return None
    [a] = anuncio.registros
    folio, sellado = Folio.parse(a.folio), bytes(a.sellado)
    rechazo = find_rechazos([(a.folio, sellado.hex())]).get((a.folio, sellado.hex()))
    vale = rechazo is not None and not rechazo.superado and rechazo.momento >= anuncio.anunciado_en
    motivo = {"codigo": rechazo.codigo, "texto": rechazo.texto} if rechazo and vale else None
    return _state(folio, sellado, find_cedula(auxiliar, a.folio), motivo)


def _state(
    folio: Folio, sellado: bytes, recibida: Cedula | None, motivo: dict[str, str] | None
) -> dict[str, Any]:
    """State of announced evidence, by the rule of a record (`workflows/captacion/envio`): a refusal holds for those
    sealed bytes until they are received.
    """
    if motivo is not None and (recibida is None or recibida.sellado != sellado):
        estado, acuse = "rechazado", None
        if motivo["codigo"] == "folio_con_otro_contenido":
            estado = "conflicto"
    else:
        motivo, acuse = None, _receipt(recibida) if recibida else None
        estado = "recibido" if acuse else "pendiente"
    return {
        "registro": folio.registro,
        "folio": str(folio),
        "estado": estado,
        "acuse": acuse,
        "motivo": motivo,
        "permiso": None,
        "vence": None,
    }


def _receipt(cedula: Cedula) -> dict[str, str]:
    """Receipt of evidence: the phone deletes its copy against it, as it does for a record (9.14)."""
    credencial = open_fields(secreto_de(cedula.proceso), cedula.identidad, cedula.datos)["credencial"]
    return {
        "folio": cedula.folio,
        "recibido_en": cedula.recibido_en,
        "integridad": cedula.integridad.hex(),
        "credencial": named_on_receipts(credencial),
    }


def _row(llave: LlaveDeObjeto, expediente: Expediente, tamano: int, recibido: datetime) -> Cedula:
    registro, folio = expediente.registro, llave.folio
    cedula = Cedula(
        auxiliar=folio.auxiliar,
        folio=str(folio),
        proceso=llave.proceso,
        aspirante=folio.aspirante,
        dispositivo=folio.dispositivo,
        capturado_en=registro.capturado_en,
        recibido_en=iso(recibido),
        bytes=tamano,
        integridad=bytes.fromhex(expediente.integridad),
        sellado=bytes.fromhex(llave.sellado),
    )
    datos = {"credencial": registro.credencial, "lugar": registro.lugar}
    cedula.datos = seal_fields(secreto_de(llave.proceso), cedula.identidad, datos)
    return cedula
