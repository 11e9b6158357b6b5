"""A person's verdict on a record (Protocolo 11.5, 13.4, 13.6, 13.7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.rules.apoyos.catalogo import CATALOGOS, MAXIMO_DETALLE, MESA, Inciso


class DictamenInvalido(ValueError):
    """The verdict breaks the catalogue; `campo` names the member, the text says what to do (Spanish)."""

    def __init__(self, campo: str, texto: str) -> None:
        super().__init__(texto)
        self.campo = campo


@dataclass(frozen=True)
class Dictamen:
    """`inciso` is None for a valid record; otherwise a letter of the catalogue with its detail.

    `catalogo`: the numeral, and behind `@` the OPL's version of it where it has its own (13.4); `tipo`: what that
    version calls the inciso; `considerado`: the operator confirmed having considered the inciso's exception (13.7 g).
    """

    inciso: str | None = None
    opcion: str = ""
    detalle: str = ""
    catalogo: str = MESA
    tipo: str = ""
    considerado: bool = False

    @property
    def valido(self) -> bool:
        return self.inciso is None


def check_dictamen(dictamen: Dictamen, incisos: Mapping[str, Inciso] | None = None) -> Dictamen:
    """Return the verdict when the catalogue allows it; raise `DictamenInvalido` otherwise (11.5, 13.7).

    `incisos`: those of an OPL's version; None: those of the numeral that the verdict names.
    """
    if dictamen.valido:
        if dictamen.opcion or dictamen.detalle or dictamen.considerado:
            raise DictamenInvalido("inciso", "Un registro válido no lleva opción ni detalle.")
        return dictamen
    incisos = CATALOGOS[dictamen.catalogo] if incisos is None else incisos
    inciso = incisos.get(dictamen.inciso or "")
    if inciso is None:
        numeral = dictamen.catalogo.partition("@")[0]
        raise DictamenInvalido(
            "inciso", f"Elija un inciso del catálogo vigente del numeral {numeral}: {', '.join(incisos)}."
        )
    if inciso.opciones and dictamen.opcion not in inciso.opciones:
        raise DictamenInvalido("opcion", "Elija una de las opciones: " + "; ".join(inciso.opciones) + ".")
    if not inciso.opciones and dictamen.opcion:
        raise DictamenInvalido("opcion", "Este inciso no tiene opciones; escriba el detalle.")
    precisar = inciso.precisar or dictamen.opcion == "Otro"
    if precisar and not dictamen.detalle.strip():
        raise DictamenInvalido("detalle", "Precise en el detalle lo que observó; este inciso lo exige.")
    if len(dictamen.detalle) > MAXIMO_DETALLE:
        raise DictamenInvalido("detalle", f"El detalle admite hasta {MAXIMO_DETALLE} caracteres.")
    _check_confirmed(dictamen, inciso)
    return dictamen


def _check_confirmed(dictamen: Dictamen, inciso: Inciso) -> None:
    """Check that the operator confirmed what the inciso asks to consider, and nothing else (13.7 g)."""
    if inciso.confirma and not dictamen.considerado:
        raise DictamenInvalido("considerado", f"Confirme lo que este inciso pide: {inciso.confirma}")
    if dictamen.considerado and not inciso.confirma:
        raise DictamenInvalido("considerado", "Este inciso no pide confirmar una excepción.")
