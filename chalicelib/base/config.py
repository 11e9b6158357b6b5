"""Names of resources and the settings of this installation, as the code uses them.

The environment is read by `ajustes.py`, once; here stand the constants that come from it.
"""

import os
from urllib.parse import urlsplit

from chalicelib.base.ajustes import current_settings

_FIJOS = current_settings()
PREFIJO = _FIJOS.prefijo
REMITENTE = _FIJOS.remitente
PORTAL = _FIJOS.portal
VERSION_MINIMA_APP = _FIJOS.version_minima_app
# Origin (CORS) of the only page whose scripts may read the API's answers.
ORIGEN_WEB = f"{urlsplit(PORTAL).scheme}://{urlsplit(PORTAL).netloc}"

DEPOSITO_ENTRADA = f"{PREFIJO}-entrada"
DEPOSITO_EXPEDIENTES = f"{PREFIJO}-expedientes"
DEPOSITO_CUARENTENA = f"{PREFIJO}-cuarentena"
DEPOSITO_EMBLEMAS = f"{PREFIJO}-emblemas"
DEPOSITO_CARGAS = f"{PREFIJO}-cargas"
DEPOSITO_PADRON = f"{PREFIJO}-padron"
DEPOSITO_REPORTES = f"{PREFIJO}-reportes"
DEPOSITO_ENTREGAS = f"{PREFIJO}-entregas"
DEPOSITO_BITACORA = f"{PREFIJO}-bitacora"
DEPOSITO_AUDITORIA = f"{PREFIJO}-auditoria"

COLA_RECEPCION = f"{PREFIJO}-recepcion"
FALLIDOS_FLUJO = f"{PREFIJO}-flujo-fallidos"
COLA_REGISTRAL = f"{PREFIJO}-registral"
COLA_ACUSES = f"{PREFIJO}-acuses"
COLA_MESA = f"{PREFIJO}-mesa.fifo"
COLA_CORREOS = f"{PREFIJO}-correos"
COLA_MASIVOS = f"{PREFIJO}-masivos"
COLA_OLEADAS = f"{PREFIJO}-oleadas"
COLA_VISTA = f"{PREFIJO}-vista"
COLA_REBOTES = f"{PREFIJO}-rebotes"

COLA_CARGAS = f"{PREFIJO}-cargas"
COLA_REPORTES = f"{PREFIJO}-reportes"
COLA_ENTREGAS = f"{PREFIJO}-entregas"
COLA_EVIDENCIA = f"{PREFIJO}-evidencia"
COLA_DISPOSICION = f"{PREFIJO}-disposicion"

# Mails a second that announcements may take of what SES allows; receipts and codes have the rest (decisions/0075).
MASIVOS_POR_SEGUNDO = _FIJOS.masivos_por_segundo
EMISORES_MASIVOS = 2  # senders of them at once: the template's MaximumConcurrency of that queue

# Chalice wants an ARN of each event source while the code is loaded; the template says the real ones.
EN_LA_PLANTILLA = "arn:aws:sqs:mx-central-1:000000000000:en-la-plantilla"

ALIAS_PADRON = f"alias/{PREFIJO}-padron"
ALIAS_SISTEMA = f"alias/{PREFIJO}-sistema"
ALIAS_BITACORA = f"alias/{PREFIJO}-bitacora"
# Name of the transparency log, in its checkpoints and its published key; it can never change.
BITACORA = os.environ.get("CAPTACION_BITACORA", "bitacora.captacion.invalid")

# Minutes within which an operator may take a verdict back (13.6).
MINUTOS_PARA_DESHACER = _FIJOS.minutos_para_deshacer
# Day after its arrival from which a record without a verdict is about to be late (13.9).
DIA_DE_AVISO_MESA = _FIJOS.dia_de_aviso_mesa
# Institutional addresses of the DERFE to which determinations, catalogues and enlaces are told (13.2, 13.4, 13.8).
DERFE_MESA = _FIJOS.derfe_mesa
# Addresses of the UTVOPL, to which enlaces and results of hearings are told too; may be empty (13.2, 14.4).
UTVOPL = _FIJOS.utvopl
# Addresses to which officials return their signed Declaración de Confidencialidad (5.4).
DECLARACIONES = _FIJOS.declaraciones
# Addresses of the DERFE to which each request for an account is told (5.2).
DERFE_CUENTAS = _FIJOS.derfe_cuentas
# Addresses of the DERFE to which each key that an OPL hands over is told (15.1).
DERFE_LLAVES = _FIJOS.derfe_llaves
# Those to which hearings and their incidents are notified (14.4).
DERFE_AUDIENCIAS = _FIJOS.derfe_audiencias
DERFE_INCIDENCIAS = _FIJOS.derfe_incidencias

# Months after its delivery for which a process's expedientes are kept (16.1), and days between scheduling the
# deletion of its keys and their end, within which it can be called off (KMS admits 7 to 30).
MESES_CONSERVACION = _FIJOS.meses_conservacion
DIAS_ESPERA_LLAVES = _FIJOS.dias_espera_llaves

TELEFONO_INETEL = "800 433 2000"  # 17.2
# Days on which nobody attends besides Saturdays and Sundays (17.3), `YYYY-MM-DD` each.
DIAS_INHABILES = frozenset(_FIJOS.dias_inhabiles)


def tabla(nombre: str) -> str:
    """Full name of a DynamoDB table."""
    return f"{PREFIJO}-{nombre}"


def padron() -> str:
    """Implementation of the registry's look-ups, as `module:Class` (`workflows/padron/fuente.py`)."""
    return current_settings().padron


def emisores() -> dict[str, str]:
    """Issuer of each Cognito pool -> the audience (app client) accepted from it."""
    return dict(current_settings().emisores)


def emisores_federados() -> frozenset[str]:
    """Issuers whose people signed in with Google, Facebook or X; the others are institutional."""
    return frozenset(current_settings().emisores_federados)


def pool_institucional() -> str:
    """Id of the Cognito pool of institutional accounts."""
    return current_settings().pool_institucional


def emisor(pool: str) -> str:
    """Issuer of a Cognito pool, by its id (`<region>_…`)."""
    return f"https://cognito-idp.{pool.partition('_')[0]}.amazonaws.com/{pool}"


def dominio_institucional() -> str:
    """Domain of the officials' mail (5.1)."""
    return current_settings().dominio_institucional.lower()


def jwks_url(emisor: str) -> str:
    """Where a pool publishes its keys; on a local cloud that is the endpoint, not the issuer's own name."""
    punto = os.environ.get("AWS_ENDPOINT_URL")
    base = f"{punto}/{emisor.rpartition('/')[2]}" if punto else emisor
    return f"{base}/.well-known/jwks.json"
