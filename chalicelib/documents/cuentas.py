"""The Declaración de Confidencialidad of an official, to be printed and signed (Protocolo 5.4)."""

from collections.abc import Sequence

from chalicelib.documents.base.hoja import Dato, DocumentoCedula, Firma, Seccion, render_pdf
from chalicelib.documents.base.pagina import Membrete

AUTORIDAD = "Instituto Nacional Electoral"
SISTEMA = "Sistema de Captación de apoyo de la ciudadanía · Portal Web"
TITULO = "Declaración de Confidencialidad"


def render_declaracion(cuenta: str, parrafos: Sequence[str], destinos: Sequence[str]) -> bytes:
    """The PDF; equal data give equal bytes. `parrafos`: as `notices/cuentas.declaration_lines` has them, with the
    official's data; `destinos`: addresses to which the signed one goes back.
    """
    presentacion, *puntos = parrafos
    return render_pdf(
        DocumentoCedula(
            membrete=Membrete(
                AUTORIDAD, SISTEMA, TITULO, "Cuenta", cuenta, f"Cuenta {cuenta} · texto sintético"
            ),
            introduccion=presentacion,
            secciones=[
                Seccion("Declaración", [Dato(f"{n}", texto, 6) for n, texto in enumerate(puntos, start=1)]),
                Seccion(
                    "Lugar y fecha", [Dato("Lugar", "____________", 3), Dato("Fecha", "____________", 3)]
                ),
            ],
            firmas=[Firma("", "Nombre y firma de la persona funcionaria")],
            aviso=f"Firmada y digitalizada completa, envíela desde su cuenta institucional a: {', '.join(destinos)}.",
        )
    )
