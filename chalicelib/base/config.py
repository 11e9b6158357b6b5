"""The one place that spells the names of resources and reads the environment."""

import os

PREFIJO = os.environ.get("CAPTACION_PREFIJO", "captacion-local")
REMITENTE = os.environ.get("CAPTACION_REMITENTE", "apoyo.ciudadano@captacion.invalid")
PORTAL = os.environ.get("CAPTACION_PORTAL", "https://portal.captacion.invalid")

DEPOSITO_ENTRADA = f"{PREFIJO}-entrada"
DEPOSITO_EXPEDIENTES = f"{PREFIJO}-expedientes"
DEPOSITO_CUARENTENA = f"{PREFIJO}-cuarentena"
DEPOSITO_EMBLEMAS = f"{PREFIJO}-emblemas"
DEPOSITO_CARGAS = f"{PREFIJO}-cargas"
DEPOSITO_PADRON = f"{PREFIJO}-padron"
DEPOSITO_REPORTES = f"{PREFIJO}-reportes"

COLA_RECEPCION = f"{PREFIJO}-recepcion"
COLA_REGISTRAL = f"{PREFIJO}-registral"
COLA_ACUSES = f"{PREFIJO}-acuses"
COLA_MESA = f"{PREFIJO}-mesa.fifo"
COLA_CORREOS = f"{PREFIJO}-correos"
COLA_MASIVOS = f"{PREFIJO}-masivos"
COLA_OLEADAS = f"{PREFIJO}-oleadas"
COLA_VISTA = f"{PREFIJO}-vista"

# Mails a second that announcements may take of what SES allows; receipts and codes have the rest (decisions/0075).
MASIVOS_POR_SEGUNDO = float(os.environ.get("CAPTACION_MASIVOS_POR_SEGUNDO", "10"))
EMISORES_MASIVOS = 2  # senders of them at once: the template's MaximumConcurrency of that queue
COLA_CARGAS = f"{PREFIJO}-cargas"
COLA_REPORTES = f"{PREFIJO}-reportes"

# Chalice wants an ARN of each event source while the code is loaded; the template says the real ones.
EN_LA_PLANTILLA = "arn:aws:sqs:mx-central-1:000000000000:en-la-plantilla"

ALIAS_PADRON = f"alias/{PREFIJO}-padron"
ALIAS_SISTEMA = f"alias/{PREFIJO}-sistema"


# Within which an operator may take a verdict back (13.6).
MINUTOS_PARA_DESHACER = int(os.environ.get("CAPTACION_MINUTOS_PARA_DESHACER", "10"))
# Day after its arrival from which a record without a verdict is about to be late (13.9).
DIA_DE_AVISO_MESA = int(os.environ.get("CAPTACION_DIA_DE_AVISO_MESA", "7"))
# Institutional addresses of the DERFE to which determinations and catalogues are told (13.4, 13.8), with commas.
DERFE_MESA = tuple(
    filter(None, os.environ.get("CAPTACION_DERFE_MESA", "derfe.mesa@captacion.invalid").split(","))
)

TELEFONO_INETEL = "800 433 2000"  # 17.2
# Days on which nobody attends besides Saturdays and Sundays (17.3), `YYYY-MM-DD` each.
DIAS_INHABILES = frozenset(filter(None, os.environ.get("CAPTACION_DIAS_INHABILES", "").split(",")))

# Institutional addresses of the DERFE to which hearings and their incidents are notified (14.4), with commas.
DERFE_AUDIENCIAS = tuple(
    filter(
        None, os.environ.get("CAPTACION_DERFE_AUDIENCIAS", "derfe.audiencias@captacion.invalid").split(",")
    )
)
DERFE_INCIDENCIAS = tuple(
    filter(
        None, os.environ.get("CAPTACION_DERFE_INCIDENCIAS", "derfe.incidencias@captacion.invalid").split(",")
    )
)


def tabla(nombre: str) -> str:
    """Full name of a DynamoDB table."""
    return f"{PREFIJO}-{nombre}"


def padron() -> str:
    """Who answers for the registry, `module:Class` (`workflows/padron/fuente.py`)."""
    return os.environ.get("CAPTACION_PADRON") or "chalicelib.workflows.padron.por_cortes:PorCortes"


def emisores() -> dict[str, str]:
    """Issuer of each Cognito pool -> the audience (app client) accepted from it."""
    pares = os.environ.get("CAPTACION_EMISORES", "").split(",")
    return dict(par.split("|", 1) for par in pares if par)


def emisores_federados() -> frozenset[str]:
    """Issuers whose people signed in with Google, Facebook or X; the others are institutional."""
    return frozenset(filter(None, os.environ.get("CAPTACION_EMISORES_FEDERADOS", "").split(",")))


def pool_institucional() -> str:
    """Id of the Cognito pool of institutional accounts."""
    return os.environ["CAPTACION_POOL_INSTITUCIONAL"]


def emisor(pool: str) -> str:
    """Issuer of a Cognito pool, by its id (`<region>_…`)."""
    return f"https://cognito-idp.{pool.partition('_')[0]}.amazonaws.com/{pool}"


def dominio_institucional() -> str:
    """Domain of the officials' mail (5.1)."""
    return os.environ.get("CAPTACION_DOMINIO_INSTITUCIONAL", "ine.mx").lower()


def jwks_url(emisor: str) -> str:
    """Where a pool publishes its keys; on a local cloud that is the endpoint, not the issuer's own name."""
    punto = os.environ.get("AWS_ENDPOINT_URL")
    base = f"{punto}/{emisor.rpartition('/')[2]}" if punto else emisor
    return f"{base}/.well-known/jwks.json"
