"""Who holds each institutional account, from the request to its end (Protocolo 5).

    titulares (by account)                                        cuentas (by subject, what the authorizer reads)
    CTA…  solicitada                                              -
    CTA…  bloqueada | activa | suspendida | terminada  ── same ─▶ <issuer>|<sub>  CTA…  the same state
                                                    transaction
    unicos: cuenta#correo#<index>                  ─▶ CTA…        one living account per mail (5.2)
            cuenta#nombre#<institucion>#<index>    ─▶ CTA…        and per name within the institution, homonyms apart

`version` guards every change: two acts on one account at once are one after the other.
"""

from typing import Any

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, meta
from chalicelib.store.base.unicos import claim_key, release_key

INE = "ine"


class TitularesPorInstitucion(GlobalSecondaryIndex["Titular"]):
    """Accounts and requests of an OPL, or of the INE."""

    class Meta:
        index_name = "por_institucion"
        projection = AllProjection()

    institucion = UnicodeAttribute(hash_key=True)
    cuenta = UnicodeAttribute(range_key=True)


class Titular(Tabla):
    """An account's holder. `datos`: name, post, mail, phone, reason of a homonym (5.3), sealed; `historia`: each act
    (what, when, which account did it, why), sealed; `sujeto`: once granted; `entregas`: times that credentials were
    made; `declaracion`: reference, date, digest and receiver of the signed one (5.4); `documento`: digest, type
    and size of the scan that is kept, when it was put there and by which account.
    """

    Meta = meta("titulares")
    cuenta = UnicodeAttribute(hash_key=True)
    institucion = UnicodeAttribute()
    rol = UnicodeAttribute()
    opl = UnicodeAttribute(default="")
    proceso = UnicodeAttribute(default="")
    estado = UnicodeAttribute()
    oficio = UnicodeAttribute()
    homonimo = BooleanAttribute(default=False)
    correo_ciego = UnicodeAttribute()
    nombre_ciego = UnicodeAttribute()
    datos = BinaryAttribute(legacy_encoding=False)
    historia: ListAttribute[bytes] = ListAttribute(of=BinaryAttribute)  # type: ignore[arg-type]
    sujeto = UnicodeAttribute(null=True)
    declaracion = JSONAttribute(null=True)
    documento = JSONAttribute(null=True)
    entregas = NumberAttribute(default=0)
    version = NumberAttribute(default=1)
    por_institucion = TitularesPorInstitucion()

    @property
    def unicos(self) -> list[str]:
        """Unique keys that this account claims until it ends."""
        correo = f"cuenta#correo#{self.correo_ciego}"
        return (
            [correo] if self.homonimo else [correo, f"cuenta#nombre#{self.institucion}#{self.nombre_ciego}"]
        )


def find_titular(cuenta: str) -> Titular | None:
    """The holder, as of now, or None."""
    try:
        return Titular.get(cuenta, consistent_read=True)
    except Titular.DoesNotExist:
        return None


def add_titular(tx: TransactWrite, titular: Titular) -> None:
    """Add a new request to the transaction, with its unique claims."""
    for llave in titular.unicos:
        claim_key(tx, llave, titular.cuenta)
    tx.save(titular, condition=Titular.cuenta.does_not_exist())


def change_titular(tx: TransactWrite, titular: Titular, hecho: bytes | None, **campos: Any) -> None:
    """Set those fields of the row as it was read, and append to its history."""
    acciones = [getattr(Titular, c).set(v) for c, v in campos.items()]
    if hecho is not None:
        acciones.append(Titular.historia.set(Titular.historia.append([hecho])))
    tx.update(
        Titular(titular.cuenta),
        actions=[*acciones, Titular.version.add(1)],
        condition=Titular.version == titular.version,
    )


def free_mail(tx: TransactWrite, titular: Titular) -> None:
    """Release the account's claim on its mail address, so that another account may have it."""
    for llave in titular.unicos:
        release_key(tx, llave, titular.cuenta)


def titulares_of(institucion: str, **pagina: Any) -> Any:
    """Accounts and requests of an OPL or of the INE, by account; `pagina`: limit and last_evaluated_key."""
    return Titular.por_institucion.query(institucion, **pagina)
