"""Refusals of reports (7.1 B)."""

from chalicelib.problemas import Conflicto


class ReporteEnCurso(Conflicto):
    """The account has a report of that kind that is not done; `reporte` is its id (7.1 B)."""

    codigo = "reporte_en_curso"
    titulo = "Reporte en curso"


class ReporteNoListo(Conflicto):
    """There is no file: not yet, not any more, or never; `estado` says which (7.1 B)."""

    codigo = "reporte_no_listo"
    titulo = "Reporte sin archivo"
