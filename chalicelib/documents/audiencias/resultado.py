"""The oficio with the result of a hearing, to be signed and sent to the DERFE (Protocolo 14.4)."""

from collections.abc import Mapping, Sequence

from chalicelib.documents.base.hoja import Dato, DocumentoCedula, Firma, Seccion, render_pdf
from chalicelib.documents.base.pagina import Membrete

SISTEMA = "Sistema de Captación de apoyo de la ciudadanía · Portal Web"
TITULO = "Resultado de la Garantía de Audiencia"
DESTINATARIA = (
    "Dirección Ejecutiva del Registro Federal de Electores del INE, por conducto de la Unidad Técnica de Vinculación "
    "con los Organismos Públicos Locales"
)
INTRODUCCION = (
    "El Organismo Público Local notifica a la Dirección Ejecutiva del Registro Federal de Electores, a través de la "
    "Unidad Técnica de Vinculación con los Organismos Públicos Locales, el resultado de la revisión de los registros "
    "que la persona aspirante solicitó en garantía de audiencia (Protocolo, numeral 14.4). Se acompaña copia del Acta "
    "de Hechos."
)
AVISO = (
    "La clase es la que cada registro tiene al imprimirse este oficio: revertir una inconsistencia no hace que cuente "
    "lo que por otra causa no cuenta. La relación identifica los registros por su folio y no contiene datos de la "
    "ciudadanía. Los dictámenes anteriores "
    "permanecen en la historia de cada registro."
)


def render_resultado(
    d: Mapping[str, str],
    cifras: Mapping[str, int],
    por_inciso: Sequence[tuple[str, int, int]],
    funcionarios: Sequence[tuple[str, str]],
    por_clase: Sequence[tuple[str, int]],
    registros: Sequence[tuple[str, str]],
) -> bytes:
    """The PDF; equal data give equal bytes.

    `d`: autoridad, audiencia, proceso, aspirante, fecha, lugar, conclusion, expedicion, acta, oficio, huella;
    `por_inciso`: inciso, confirmed, reversed; `funcionarios`: name and login; `por_clase`: present class of the
    reviewed records, and how many; `registros`: folio, earlier and present verdict.
    """
    return render_pdf(
        DocumentoCedula(
            membrete=Membrete(d["autoridad"], SISTEMA, TITULO, "Audiencia", d["audiencia"], d["huella"]),
            introduccion=INTRODUCCION,
            secciones=[
                _hearing(d),
                Seccion("B. Resultado", [Dato(rotulo, str(n), 2) for rotulo, n in cifras.items()]),
                Seccion("C. Resultado por inciso señalado en la revisión", _incisos(por_inciso)),
                Seccion(
                    "D. Clase que resulta de los registros revisados",
                    [Dato(c, str(n), 2) for c, n in por_clase],
                ),
                Seccion("E. Funcionariado que revisó", [Dato(c, n, 3) for n, c in funcionarios]),
                Seccion("F. Registros", [Dato(folio, texto, 3) for folio, texto in registros]),
            ],
            firmas=[
                Firma("", "Nombre, cargo y firma por el Organismo Público Local"),
                Firma("", "Nombre y firma de la persona aspirante o su representante"),
            ],
            aviso=AVISO,
        )
    )


def _hearing(d: Mapping[str, str]) -> Seccion:
    return Seccion(
        "A. Audiencia",
        [
            Dato("Lugar y fecha de expedición", d["expedicion"], 3),
            Dato("Dirigido a", DESTINATARIA, 3),
            Dato("Proceso", d["proceso"], 3),
            Dato("Persona aspirante", d["aspirante"], 3),
            Dato("Fecha y hora (hora del centro)", d["fecha"]),
            Dato("Conclusión (hora del centro)", d["conclusion"]),
            Dato("Oficio", d["oficio"]),
            Dato("Lugar", d["lugar"], 3),
            Dato("Acta de Hechos (SHA-256)", d["acta"], 3),
        ],
    )


def _incisos(por_inciso: Sequence[tuple[str, int, int]]) -> list[Dato]:
    return [Dato(inciso, f"{c} confirmados, {r} revertidos", 3) for inciso, c, r in por_inciso]
