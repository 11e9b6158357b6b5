"""Life cycle of a cut of the padrón: loading, ready, in force or not, retired (docs/decisions/0098)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from pynamodb.exceptions import PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.base import aws, config
from chalicelib.rules.padron.archivo import Lugares
from chalicelib.store.base.marcas import is_refused, write_unless_refused
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transact_unless_refused
from chalicelib.store.padron import cortes
from chalicelib.store.padron.registro_cortes import (
    CARGANDO,
    LISTO,
    LLAVE_SECRETO,
    RETIRADO,
    Corte,
    Indice,
    all_cuts,
    cut_in_force,
    cut_key,
    cut_still_loading,
    get_corte,
    keep_figures,
)
from chalicelib.vault.secretos import wrap_secret


class CorteNoAdmitido(ValueError):
    """An act on a cut is not admitted. The message tells the operator of the system why."""


@dataclass(frozen=True)
class ResumenCorte:
    """Counts of a file, as in `store/padron/registro_cortes.Corte`. `lugares`: entidad -> its figures."""

    personas: int = 0
    en_lista: int = 0
    credenciales: int = 0
    registros: int = 0
    lugares: dict[str, Lugares] = field(default_factory=dict)


def ensure_secret() -> None:
    """Make the secret of the padrón's index, unless it exists."""
    envuelto = wrap_secret(aws.client("kms"), config.ALIAS_PADRON, {"uso": "padron"})
    write_unless_refused(
        lambda: Indice(LLAVE_SECRETO, secreto=envuelto).save(condition=Indice.llave.does_not_exist())
    )


def begin_cut(corte: str, fecha: str, lista: str, digesto: str, quien: str, ahora: datetime) -> Corte:
    """Row of a cut to be loaded from the file with that SHA-256.

    The items of another file whose load was not finished are dropped. A ready cut never changes: loading the same file
    again finds it done, and another file raises `CorteNoAdmitido`.
    """
    nuevo = Corte(cut_key(corte), fecha=fecha, lista=lista, digesto=digesto)
    nuevo.historia = [_happening("cargando", quien, ahora)]
    hay = get_corte(corte)
    if hay is None:
        return _save(nuevo, Corte.llave.does_not_exist())
    if hay.estado == CARGANDO and not _same(hay, nuevo):
        nuevo.historia, nuevo.sucia = [*hay.historia, *nuevo.historia], True
        return _clean(_save(nuevo, cut_still_loading(hay)))
    if hay.estado == RETIRADO or not _same(hay, nuevo):
        raise CorteNoAdmitido(
            f"El corte {corte} ya existe con otro contenido: use otra clave, como {corte[:8]}A."
        )
    return _clean(hay) if hay.sucia else hay


def _same(uno: Corte, otro: Corte) -> bool:
    return (uno.digesto, uno.fecha, uno.lista) == (otro.digesto, otro.fecha, otro.lista)


def _save(corte: Corte, condicion: Condition) -> Corte:
    with _unless_raced():
        corte.save(condition=condicion)
    return corte


def _clean(corte: Corte) -> Corte:
    """Drop the table with another file's items. It runs only after the row names this file: then no other load can make
    the table ready."""
    cortes.drop_cut_table(corte.corte)
    update_load(corte, Corte.sucia.set(False))
    return corte


def update_load(corte: Corte, *cambios: Action) -> None:
    """Change the row of a cut being loaded. Raises `CorteNoAdmitido` when somebody else changed it."""
    with _unless_raced():
        corte.update(actions=list(cambios), condition=cut_still_loading(corte))


@contextmanager
def _unless_raced() -> Iterator[None]:
    try:
        yield
    except (PutError, UpdateError) as error:
        if not is_refused(error):
            raise
        raise CorteNoAdmitido("Otra persona carga ese corte, o acaba de cargarlo: revise la lista.") from None


def finish_cut(corte: Corte, resumen: ResumenCorte, quien: str, ahora: datetime) -> None:
    """Mark a cut as ready, because its whole file is loaded; it may then be put in force. Raises `CorteNoAdmitido`."""
    if not resumen.personas:
        raise CorteNoAdmitido("El archivo no trae a nadie.")
    for entidad, lugares in resumen.lugares.items():
        keep_figures(corte.corte, entidad, lugares)
    update_load(
        corte,
        Corte.estado.set(LISTO),
        Corte.personas.set(resumen.personas),
        Corte.en_lista.set(resumen.en_lista),
        Corte.credenciales.set(resumen.credenciales),
        Corte.registros.set(resumen.registros),
        Corte.importacion.remove(),
        _told("listo", quien, ahora),
    )


def put_in_force(corte: str, en_lugar_de: str, quien: str, ahora: datetime) -> None:
    """Put a cut in force, so that every look-up reads it. `en_lugar_de`: the cut that is replaced (empty: none).

    If two operators put different cuts in force at once, one is refused. Raises `CorteNoAdmitido`.
    """
    if corte == cut_in_force():
        return
    existente = _known(corte)
    antes = Indice.vigente == en_lugar_de if en_lugar_de else Indice.vigente.does_not_exist()

    def fill(tx: TransactWrite) -> None:
        tx.update(existente, actions=[_told("vigente", quien, ahora)], condition=Corte.estado == LISTO)
        tx.update(
            Indice(LLAVE_SECRETO),
            actions=[Indice.vigente.set(corte)],
            condition=Indice.secreto.exists() & antes,
        )

    escrito = transact_unless_refused(fill)
    if escrito:
        return
    if (estado := _known(corte).estado) != LISTO:
        raise CorteNoAdmitido(f"El corte {corte} está {estado}: solo uno listo puede ponerse en vigor.")
    raise CorteNoAdmitido(f"El corte en vigor ya no es {en_lugar_de or 'ninguno'}, sino {cut_in_force()}.")


def retire_cut(corte: str, quien: str, ahora: datetime) -> None:
    """Delete the table of a cut that is not in force; its row and figures stay. Repeating the call completes it.

    Raises `CorteNoAdmitido`.
    """
    existente = _known(corte)
    otro = Indice.vigente.does_not_exist() | (Indice.vigente != corte)

    def fill(tx: TransactWrite) -> None:
        tx.condition_check(Indice, LLAVE_SECRETO, condition=otro)
        tx.update(
            existente,
            actions=[Corte.estado.set(RETIRADO), _told("retirado", quien, ahora)],
            condition=Corte.llave.exists(),
        )

    escrito = existente.estado == RETIRADO or transact_unless_refused(fill)
    if not escrito:
        raise CorteNoAdmitido(f"El corte {corte} está en vigor: ponga antes otro.")
    cortes.drop_cut_table(corte)


def list_cuts() -> tuple[list[Corte], str]:
    """All cuts, and the id of the one in force."""
    return all_cuts(), cut_in_force()


def _known(corte: str) -> Corte:
    existente = get_corte(corte)
    if existente is None:
        raise CorteNoAdmitido(f"No hay un corte {corte}.")
    return existente


def _told(que: str, quien: str, ahora: datetime) -> Action:
    return Corte.historia.set(Corte.historia.append([_happening(que, quien, ahora)]))


def _happening(que: str, quien: str, ahora: datetime) -> str:
    return json.dumps({"en": iso(ahora), "que": que, "quien": quien}, ensure_ascii=False)
