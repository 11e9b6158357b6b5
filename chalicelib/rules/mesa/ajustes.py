"""An OPL's adjustments of the table of 13.7: options, required words, incisos left out or added (Protocolo 13.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chalicelib.rules.apoyos.catalogo import INCISOS, MESA, Inciso
from chalicelib.rules.base.faltas import Falta

ADICIONALES = "opqrstuwxyz"
"""Letters for an OPL's own incisos: all but the table's and `v`, the desk's key for a valid record."""


@dataclass(frozen=True)
class Ajuste:
    """A version's adjustment of one inciso; a field that is None or empty leaves the table's value.

    `aplica`: False leaves an inciso of the table out. An additional inciso needs `tipo` and `fundamento` (its legal
    basis), and requires words unless the adjustment says otherwise.
    """

    inciso: str
    aplica: bool = True
    tipo: str = ""
    opciones: tuple[str, ...] | None = None
    precisar: bool | None = None
    fundamento: str = ""


@dataclass(frozen=True)
class Catalogo:
    """A catalogue: name in verdicts (`13.7` or `13.7@<OPL>.<version>`), and incisos by letter, in keyboard order."""

    clave: str
    incisos: Mapping[str, Inciso]

    @property
    def propio(self) -> bool:
        """Whether the catalogue is an OPL's version and not the table itself."""
        return self.clave != MESA


BASE = Catalogo(MESA, INCISOS)


def adjusted_catalog(opl: str, version: int, ajustes: Sequence[Ajuste]) -> Catalogo:
    """The table with a version's adjustments, which must have been checked (13.4)."""
    por_letra = {a.inciso: a for a in ajustes}
    fuera = {a.inciso for a in ajustes if not a.aplica}
    letras = [c for c in sorted(INCISOS.keys() | por_letra) if c not in fuera]
    return Catalogo(f"{MESA}@{opl}.{version}", {c: _inciso(c, por_letra.get(c)) for c in letras})


def _inciso(letra: str, ajuste: Ajuste | None) -> Inciso:
    base = INCISOS.get(letra)
    if ajuste is None:
        return INCISOS[letra]
    if base is None:
        return Inciso(letra, ajuste.tipo, ajuste.opciones or (), ajuste.precisar is not False)
    opciones = base.opciones if ajuste.opciones is None else ajuste.opciones
    precisar = base.precisar if ajuste.precisar is None else ajuste.precisar
    return replace(base, opciones=opciones, precisar=precisar)


def check_adjustments(ajustes: Sequence[Ajuste]) -> list[Falta]:
    """Faults of a version's adjustments (13.4)."""
    letras = [a.inciso for a in ajustes]
    faltas = [
        Falta(c, "repetido", "Cada inciso va una sola vez.")
        for c in sorted(set(letras))
        if letras.count(c) > 1
    ]
    for a in ajustes:
        faltas += _of_table(a) if a.inciso in INCISOS else _of_own(a)
    if INCISOS.keys() <= {a.inciso for a in ajustes if not a.aplica}:
        faltas.append(Falta("incisos", "ninguno", "Debe aplicar al menos un inciso del numeral 13.7."))
    return faltas


def _of_table(a: Ajuste) -> list[Falta]:
    if a.tipo:
        return [Falta(a.inciso, "tipo_de_la_tabla", "El tipo de un inciso del numeral 13.7 no se cambia.")]
    if not a.aplica:
        if a.opciones is None and a.precisar is None:
            return []
        return [Falta(a.inciso, "no_aplica", "Un inciso que no aplica no lleva opciones ni detalle.")]
    return _says_something(a)


def _of_own(a: Ajuste) -> list[Falta]:
    if a.inciso not in ADICIONALES or len(a.inciso) != 1:
        return [
            Falta(
                a.inciso,
                "letra_no_admitida",
                "Un inciso adicional lleva una letra de la o a la z, salvo la v, que es la tecla de «válido».",
            )
        ]
    if not a.aplica:
        return [Falta(a.inciso, "no_aplica", "Un inciso adicional que no aplica simplemente no se incluye.")]
    faltas = []
    if not a.tipo.strip():
        faltas.append(
            Falta(a.inciso, "falta_tipo", "Indique el tipo de inconsistencia del inciso adicional.")
        )
    if not a.fundamento.strip():
        faltas.append(
            Falta(a.inciso, "falta_fundamento", "Indique el fundamento legal del inciso adicional.")
        )
    return faltas + _says_something(a)


def _says_something(a: Ajuste) -> list[Falta]:
    """Fault of an inciso with neither options nor required words, for a verdict must have a cause (13.7)."""
    inciso = _inciso(a.inciso, a)
    if not inciso.opciones and not inciso.precisar:
        return [
            Falta(a.inciso, "sin_detalle", "Sin opciones, el inciso debe exigir que se precise el detalle.")
        ]
    if len(set(inciso.opciones)) < len(inciso.opciones):
        return [Falta(a.inciso, "opcion_repetida", "Las opciones de un inciso son distintas entre sí.")]
    return []


def catalog_changes(antes: Catalogo, despues: Catalogo) -> list[str]:
    """Differences between two versions, as Spanish sentences (13.4)."""
    dichos = []
    for letra in sorted(antes.incisos.keys() | despues.incisos):
        viejo, nuevo = antes.incisos.get(letra), despues.incisos.get(letra)
        if viejo is None and nuevo is not None:
            dichos.append(f"Inciso {letra}): se agrega, {nuevo.tipo}.")
        elif nuevo is None:
            dichos.append(f"Inciso {letra}): deja de aplicar.")
        elif viejo is not None:
            dichos += _differences(viejo, nuevo)
    return dichos


def _differences(viejo: Inciso, nuevo: Inciso) -> list[str]:
    dichos = []
    if viejo.tipo != nuevo.tipo:
        dichos.append(f"Inciso {nuevo.letra}): el tipo es ahora {nuevo.tipo}.")
    if viejo.opciones != nuevo.opciones:
        opciones = "; ".join(nuevo.opciones) or "ninguna"
        dichos.append(f"Inciso {nuevo.letra}): las opciones son ahora: {opciones}.")
    if viejo.precisar != nuevo.precisar:
        dichos.append(
            f"Inciso {nuevo.letra}): {'ahora exige' if nuevo.precisar else 'ya no exige'} precisar el detalle."
        )
    return dichos
