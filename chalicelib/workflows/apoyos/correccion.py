"""Clarifying what was captured (Protocolo 13.4, 13.6): before and after are kept, and the registry is asked again."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.rules.apoyos.historia import Corregido, Porque
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Escritura
from chalicelib.vault.secretos import open_fields, seal_fields
from chalicelib.workflows.apoyos.hechos import Cambio, append_facts
from chalicelib.workflows.apoyos.registral import ask_registry, look_up_apoyo_again
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.padron.fuente import registry


def correct_apoyo(
    folio: str, operador: str, datos: Mapping[str, str], ahora: datetime, *, con: Escritura | None = None
) -> Apoyo:
    """Replace data that were read by those on the card (name -> value), and ask the registry with them.

    The same data again change nothing. Raises `ApoyoDesconocido`, `PadronIncompleto`, `Contienda`.
    """

    def clarify(apoyo: Apoyo) -> Cambio | None:
        secreto = secreto_de(apoyo.proceso)
        sellados = open_fields(secreto, folio, apoyo.datos)
        antes = sellados["credencial"]
        cambian = {c: v for c, v in datos.items() if antes.get(c) != v}
        if not cambian:
            return None
        despues = {**antes, **cambian}
        correcciones = [
            *sellados.get("correcciones", []),
            {"en": iso(ahora), "antes": {c: antes.get(c) for c in cambian}, "despues": cambian},
        ]
        hecho, persona = ask_registry(apoyo, despues, ahora, Porque.CORRECCION)
        return Cambio(
            (Corregido(iso(ahora), operador, tuple(sorted(cambian))), hecho),
            persona=persona,
            datos=seal_fields(
                secreto, folio, {**sellados, "credencial": despues, "correcciones": correcciones}
            ),
        )

    corte, cambios = registry().corte(), list[Cambio | None]()

    def noted(apoyo: Apoyo) -> Cambio | None:
        cambios.append(clarify(apoyo))
        return cambios[-1]

    apoyo = append_facts(folio, noted, ahora, con=con)
    # Of what was corrected here alone: that a record follows a new cut is the authority's decision.
    return look_up_apoyo_again(folio, ahora) if cambios[-1] and registry().corte() != corte else apoyo
