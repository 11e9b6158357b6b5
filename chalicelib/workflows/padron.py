"""Loading the registry of citizens: what identifies a person goes in only as blind indexes (Protocolo 9.8)."""

from collections.abc import Iterable, Iterator, Mapping

from pynamodb.exceptions import PutError

from chalicelib import aws, config
from chalicelib.rules.historia import Situacion
from chalicelib.store.padron import LLAVE_SECRETO, Registro
from chalicelib.vault.secretos import SecretoProceso, blind_index, wrap_secret
from chalicelib.workflows.secretos import secreto_padron

_GEOGRAFIA = ("entidad", "distrito_federal", "distrito_local", "municipio", "seccion")
_COTEJOS = ("ocr", "identificador", "emision")
POR_LOTE = 25  # items, DynamoDB's limit
COLUMNAS = ("clave_elector", "cic", *_COTEJOS, *_GEOGRAFIA, "situacion", "causa_baja")


class FilaInvalida(ValueError):
    """A row that cannot be loaded; says its line and the column, not what it holds."""


def ensure_secret() -> None:
    """Make the secret of the padrón's index if there is none yet."""
    envuelto = wrap_secret(aws.client("kms"), config.ALIAS_PADRON, {"uso": "padron"})
    try:
        Registro(llave=LLAVE_SECRETO, secreto=envuelto).save(condition=Registro.llave.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise


def load(filas: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[int]:
    """Load numbered rows (line, columns), two items each; yield how many persons are in after each one.

    Loading a row again overwrites it with the same. Raises `FilaInvalida`; earlier rows stay loaded. Whoever has
    loaded everybody says so with `set_complete`: look-ups wait for it.
    """
    indice = secreto_padron()
    en_lote: set[str] = set()
    with Registro.batch_write() as lote:
        for n, (linea, fila) in enumerate(filas, start=1):
            for registro in _items(indice, linea, fila):
                # DynamoDB refuses a batch that names a key twice; a person may come in two rows.
                if registro.llave in en_lote or len(en_lote) == POR_LOTE:
                    lote.commit()
                    en_lote.clear()
                lote.save(registro)
                en_lote.add(registro.llave)
            yield n


def _items(indice: SecretoProceso, linea: int, fila: Mapping[str, str]) -> Iterator[Registro]:
    if faltan := [c for c in COLUMNAS if fila.get(c) is None]:  # a short row has no value at all
        raise FilaInvalida(f"línea {linea}: falta la columna {faltan[0]}")
    if fila["situacion"] not in set(Situacion) - {Situacion.NO_ENCONTRADO}:
        raise FilaInvalida(f"línea {linea}: la columna situacion no tiene un valor conocido")
    if not fila["clave_elector"].strip():
        raise FilaInvalida(f"línea {linea}: la columna clave_elector está vacía")
    persona = blind_index(indice, "clave_elector", fila["clave_elector"])
    llaves = [persona] + ([blind_index(indice, "cic", fila["cic"])] if fila["cic"].strip() else [])
    for llave in llaves:
        yield Registro(
            llave=llave,
            persona=persona,
            situacion=fila["situacion"],
            causa_baja=fila["causa_baja"],
            entidad=fila["entidad"],
            distrito_federal=fila["distrito_federal"],
            distrito_local=fila["distrito_local"],
            municipio=fila["municipio"],
            seccion=fila["seccion"],
            cotejos={c: blind_index(indice, c, fila[c]) for c in _COTEJOS if fila[c].strip()},
        )
