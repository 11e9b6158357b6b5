"""Refusals of reports (7.1 B)."""

from chalicelib.problemas import Conflicto


class ReporteEnCurso(Conflicto):
    """The account has a report of that kind still in the making; `reporte` is its id (7.1 B)."""

    codigo = "reporte_en_curso"
    titulo = "Reporte en curso"


class ReporteNoListo(Conflicto):
    """The file is not ready, was deleted or failed; `estado` says which (7.1 B)."""

    codigo = "reporte_no_listo"
    titulo = "Reporte sin archivo"
