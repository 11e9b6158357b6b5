"""The life of a record, as aspirantes and authorities see it (Protocolo 7.1, 7.12, 7.13)."""

from typing import Any

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.apoyos.clases import classify, classify_for_aspirante
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
    del_aspirante = principal.rol in DEL_ASPIRANTE
    resultado = (classify_for_aspirante if del_aspirante else classify)(hechos)
    return {
        "folio": folio,
        "aviso": PRELIMINAR,
        "recibido_en": apoyo.recibido_en,
        "clase": resultado.clase,
        "motivo": resultado.motivo,
        "fundamento": resultado.fundamento,
        "revisado": apoyo.revisado,
        "duplicado_de": None if del_aspirante else name_counting([apoyo]).get(folio),
        "historia": [_public(to_dict(h), principal) for h in hechos],
    }


DE_LA_AUTORIDAD = frozenset({"respecto_de", "lugar", "causa", "hallazgos", "corte", "campos"})
"""Members of facts that an aspirante does not see: whom else a person supported, where people live, why somebody left
the padrón, which datum differs or was corrected. With them a sender could question the padrón."""


def _public(hecho: dict[str, Any], principal: Principal) -> dict[str, Any]:
    """A fact without the operator who gave the verdict: nobody outside the Mesa is told who it was (13.6)."""
    oculto = {"operador"} | (DE_LA_AUTORIDAD if principal.rol in DEL_ASPIRANTE else set())
    return {c: v for c, v in hecho.items() if c not in oculto}
