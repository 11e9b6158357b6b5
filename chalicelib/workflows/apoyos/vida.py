"""The life of a record, as aspirantes and authorities see it (Protocolo 7.1, 7.12, 7.13)."""

from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.historia import to_dict
from chalicelib.rules.base.permisos import DEL_ASPIRANTE, Principal
from chalicelib.store.apoyos.apoyos import get_apoyo
from chalicelib.workflows.apoyos.duplicados import name_counting
from chalicelib.workflows.base.alcance import PRELIMINAR, reachable_aspirante


def show_apoyo(principal: Principal, folio: str) -> dict[str, Any]:
    """A record's class, its reason and its whole history, without personal data or operators' names."""
    apoyo = get_apoyo(folio)
    if apoyo is None:
        raise NoEncontrado
    reachable_aspirante(principal, apoyo.aspirante)
    hechos = apoyo.hechos
    resultado = classify(hechos)
    return {
        "folio": folio,
        "aviso": PRELIMINAR,
        "recibido_en": apoyo.recibido_en,
        "clase": resultado.clase,
        "motivo": resultado.motivo,
        "fundamento": resultado.fundamento,
        "revisado": apoyo.revisado,
        "duplicado_de": None if principal.rol in DEL_ASPIRANTE else name_counting([apoyo]).get(folio),
        "historia": [_public(to_dict(h), principal) for h in hechos],
    }


def _public(hecho: dict[str, Any], principal: Principal) -> dict[str, Any]:
    """An aspirante has no part in the Mesa (13.6): the verdict is shown, who gave it is not.

    Nor is anybody told whom else a person supported: the folio of the other support names its aspirante. Nor, record
    by record, where people live.
    """
    oculto = {"operador"} | ({"respecto_de", "lugar"} if principal.rol in DEL_ASPIRANTE else set())
    return {c: v for c, v in hecho.items() if c not in oculto}
