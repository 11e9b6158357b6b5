"""The receipt of a record, the same on the phone and in the mail (Protocolo 9.14, 10.20)."""

from typing import Any

from chalicelib.rules.credencial.lectura import named_on_receipts
from chalicelib.rules.mi_apoyo import MODO, readable_code
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.procesos.periodos import get_periodo
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.vault.secretos import SecretoProceso, open_fields
from chalicelib.workflows.captacion.remitentes import find_remitente


def build_receipt(apoyo: Apoyo, secreto: SecretoProceso) -> dict[str, Any]:
    """Folio, CIC or OCR, time of reception, integrity code (9.14); for a citizen, `ciudadania` with the rest of 10.20.

    Raises `CamposInvalidos` when what is stored of the credential or of the citizen does not open.
    """
    credencial = open_fields(secreto, apoyo.folio, apoyo.datos)["credencial"]
    recibo = {
        "folio": apoyo.folio,
        "recibido_en": apoyo.recibido_en,
        "integridad": apoyo.integridad.hex(),
        "credencial": named_on_receipts(credencial),
    }
    return recibo | ({"ciudadania": _citizen(apoyo)} if apoyo.modo == MODO else {})


def _citizen(apoyo: Apoyo) -> dict[str, str]:
    """The part of a citizen's receipt. The code of activation is spent: it only names the activation under which the
    record was sent."""
    datos = find_remitente(apoyo.auxiliar).datos
    return {
        "proceso": get_proceso(apoyo.proceso).nombre,
        "cargo": get_periodo(apoyo.proceso, apoyo.periodo).nombre,
        "codigo_activacion": readable_code(datos["codigos"].get(apoyo.dispositivo, "")),
        "dispositivo": apoyo.dispositivo,
        "correo": datos["correo"],
    }
