"""Citizens who activated Mi Apoyo (Protocolo 10.8): one row for each account of a provider and process, for ever.

Two claims in `unicos` hold the invariants: a person has one citizen in force; an account belongs to one citizen. When a
person activates with another account, the earlier row becomes `reemplazado`; it is in force again if the person later
activates with the first account.
"""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.store.base.tabla import Tabla, meta

VIGENTE, REEMPLAZADO = "vigente", "reemplazado"


class Ciudadano(Tabla):
    """A citizen. `ciudadano`: the Id, which stands in the folio in place of an Id Auxiliar.

    `persona`: key of the person within the process; `dispositivo`: the one in force, empty for a replaced row;
    `datos`, sealed with the process's secret: `correo`, `proveedor`; `residencia`, as the padrón had it;
    `credenciales`, every one that was activated; `codigos`, device -> the code spent on it, for the receipt (10.20).
    """

    Meta = meta("ciudadanos")
    ciudadano = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    sujeto = UnicodeAttribute()
    persona = UnicodeAttribute()
    estado = UnicodeAttribute(default=VIGENTE)
    dispositivo = UnicodeAttribute(default="")
    datos = BinaryAttribute(legacy_encoding=False)
    alta = UnicodeAttribute()
    version = NumberAttribute(default=0)

    @property
    def identidad(self) -> str:
        """Encryption context to which `datos` is bound."""
        return f"ciudadano {self.ciudadano}"

    @property
    def cuenta(self) -> str:
        """Name of its account in `cuentas`."""
        return f"ciudadania-{self.ciudadano}"

    def unchanged(self) -> Condition:
        """Condition that nobody wrote the row since it was read; for a new row, that it does not exist."""
        if self.version == 0:
            return Ciudadano.ciudadano.does_not_exist()
        return Ciudadano.version == self.version


def find_ciudadano(ciudadano: str) -> Ciudadano | None:
    """The citizen as of now, or None."""
    try:
        return Ciudadano.get(ciudadano, consistent_read=True)
    except Ciudadano.DoesNotExist:
        return None
