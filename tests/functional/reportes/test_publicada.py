"""The table that the authority publishes of a process, against the report of progress (Protocolo 7.12, 13.7)."""

from typing import Any

from chalicelib.rules.apoyos.clases import NOMBRES, Clase
from chalicelib.rules.apoyos.desglose import CAUSAS
from tests.escenario.api import api, emisores
from tests.escenario.mundo import PROCESO
from tests.functional.reportes.test_avance import SUYO, asked, counted, ella, opl, printed

__all__ = ["api", "ella", "emisores", "opl"]

PUBLICADA: dict[str, tuple[int, str, dict[str, Any]]] = {
    "En Lista Nominal": (785, "en_lista_nominal", {"revisado": True}),
    "Duplicados mismo aspirante": (42, "duplicado_mismo_aspirante", {}),
    "Duplicados con otros aspirantes": (24, "duplicado_otro_aspirante", {}),
    "En Padrón Electoral (no en Lista Nominal)": (
        1,
        "en_padron_no_lista",
        {"causa": "credencial_no_recogida"},
    ),
    "Bajas: pérdida de vigencia": (10, "baja", {"causa": "perdida_vigencia"}),
    "Bajas: defunción": (1, "baja", {"causa": "defuncion"}),
    "Bajas: suspensión de derechos políticos": (1, "baja", {"causa": "suspension_derechos_politicos"}),
    "Bajas: duplicado en padrón": (1, "baja", {"causa": "duplicado_en_padron"}),
    "Bajas: cancelación de trámite": (1, "baja", {"causa": "cancelacion_tramite"}),
    "Bajas: domicilio irregular": (1, "baja", {"causa": "domicilio_irregular"}),
    "Bajas: datos personales irregulares": (1, "baja", {"causa": "datos_personales_irregulares"}),
    "Bajas: usurpación de identidad": (1, "baja", {"causa": "usurpacion_identidad"}),
    "Bajas: pérdida de la ciudadanía": (1, "baja", {"causa": "perdida_ciudadania"}),
    "Fuera de ámbito geoelectoral": (7, "fuera_de_ambito", {}),
    "Datos no encontrados": (2, "no_encontrado", {}),
    "Firma no válida": (14, "con_inconsistencia", {"tipo": "Firma no válida", "inciso": "13.7 j)"}),
    "Foto no válida": (64, "con_inconsistencia", {"tipo": "Foto no válida", "inciso": "13.7 h)"}),
    "Fotocopia de la credencial": (
        37,
        "con_inconsistencia",
        {"tipo": "Fotocopia de la credencial", "inciso": "13.7 e)"},
    ),
    "Credencial no válida": (10, "con_inconsistencia", {"tipo": "Credencial no válida", "inciso": "13.7 a)"}),
    "Sin firma": (1, "con_inconsistencia", {"tipo": "Sin firma", "inciso": "13.7 m)"}),
    "Otra": (9, "con_inconsistencia", {"tipo": "Otra", "inciso": "13.7 f)"}),
    "Simulación": (1, "con_inconsistencia", {"tipo": "Simulación", "inciso": "13.7 n)"}),
}
"""The rows that the authority published of the processes of 2021 and 2022, each with its share, rounded, of some 1,000
records (only causes of baja with a row of their own have one each). Row -> how many, class, breakdown."""


def test_every_row_that_the_authority_published_is_read_off_one_report_13_7(api, ella, opl):
    """One answer of the API, and one printed report, has every published row, its figure, and their sum."""
    for fila, (n, clase, datos) in enumerate(PUBLICADA.values()):
        counted(n, clase, desde=10_000 * fila, **datos)
    total = sum(n for n, _, _ in PUBLICADA.values())
    for camino in (SUYO, f"/v1/procesos/{PROCESO}/avance"):
        visto = asked(api, opl, camino)
        totales = visto.get("totales", visto)
        assert (totales["recibidos"], totales["contados"], totales["no_contados"]) == (
            total,
            785,
            total - 785,
        )
        assert read_off(visto, totales) == [n for n, _, _ in PUBLICADA.values()]
    palabras = " ".join(printed(api, opl, f"/v1/procesos/{PROCESO}/avance/documento").split())
    for _, clase, datos in PUBLICADA.values():
        assert (datos.get("tipo") or CAUSAS.get(datos.get("causa", "")) or NOMBRES[Clase(clase)]) in palabras


def read_off(visto: dict[str, Any], totales: dict[str, Any]) -> list[int]:
    """The figure of each published row, found in an answer by type, by class and cause, or by class."""
    por_clase = {c["clase"]: c["n"] for c in totales["clases"]}
    por_tipo = {t["tipo"]: t["n"] for t in visto["tipos"]}
    por_causa = {(c["clase"], c["nombre"]): c["n"] for c in visto["causas"]}
    figuras = []
    for _, clase, datos in PUBLICADA.values():
        if "tipo" in datos:
            figuras.append(por_tipo[datos["tipo"]])
        elif "causa" in datos:
            figuras.append(por_causa[clase, CAUSAS[datos["causa"]]])
        else:
            figuras.append(por_clase[clase])
    return figuras
