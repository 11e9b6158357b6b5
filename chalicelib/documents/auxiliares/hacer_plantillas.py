"""`python -m chalicelib.documents.auxiliares.hacer_plantillas`: write the templates anew.

They are files of the repository, so that the API serves them without loading openpyxl. The data sheet has no example
row, because it would be registered. The example is on the sheet of instructions, which the reader ignores.
"""

from codecs import BOM_UTF8
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from chalicelib.documents.auxiliares.archivo import CARPETA
from chalicelib.documents.auxiliares.tablas_xlsx import HOJA, INSTRUCCIONES
from chalicelib.rules.auxiliares.carga import COLUMNAS, MAX_RENGLONES

QUE = {
    "nombre": ("Nombre o nombres, como en la credencial. Obligatorio.", "MARÍA GUADALUPE"),
    "apellido_paterno": ("Obligatorio.", "HERNÁNDEZ"),
    "apellido_materno": ("Vacío si no tiene.", "ÁVILA"),
    "fecha_nacimiento": ("AAAA-MM-DD o DD/MM/AAAA. 18 años cumplidos. Obligatorio.", "1990-05-17"),
    "telefono_movil": ("10 dígitos. Opcional.", "5512345678"),
    "correo": (
        "Con el que entrará a la aplicación; uno distinto por persona. Obligatorio.",
        "nombre@example.com",
    ),
    "proveedor": ("A cuál está vinculado el correo: google, facebook o x. Obligatorio.", "google"),
    "clave_elector": ("18 caracteres, de la credencial. Obligatorio.", "HRAVGD90051709M100"),
    "curp": ("18 caracteres. Opcional.", ""),
    "referencia": ("Para su propio control. Hasta 60 caracteres. Opcional.", "BRIGADA 3"),
}
REGLAS = (
    "Escriba en la hoja «Auxiliares», una persona por renglón, sin cambiar el encabezado.",
    "Sin fórmulas, celdas combinadas, renglones ocultos ni más hojas. Si un renglón está mal, no se carga ninguno.",
    f"Hasta {MAX_RENGLONES:,} renglones. El ejemplo de abajo es inventado.",
)


def main() -> None:
    """Write both files."""
    CARPETA.mkdir(exist_ok=True)
    (CARPETA / "auxiliares.csv").write_bytes(BOM_UTF8 + ",".join(COLUMNAS).encode() + b"\r\n")
    workbook().save(CARPETA / "auxiliares.xlsx")


def workbook() -> Workbook:
    """The template as a book: text columns, so that Excel drops no zero and changes no date; providers in a list."""
    libro = Workbook()
    hoja: Any = libro.active
    hoja.title = HOJA
    hoja.append(COLUMNAS)
    _head(hoja[1])
    hoja.freeze_panes = "A2"
    for letra in "ABCDEFGHIJ":
        hoja.column_dimensions[letra].number_format = "@"
        hoja.column_dimensions[letra].width = 24
    proveedores = DataValidation(
        "list", formula1='"google,facebook,x"', allow_blank=True, showErrorMessage=True
    )
    proveedores.error = "Elija google, facebook o x."
    proveedores.add(f"G2:G{MAX_RENGLONES + 1}")
    hoja.add_data_validation(proveedores)
    _instructions(libro.create_sheet(INSTRUCCIONES))
    return libro


def _instructions(hoja: Any) -> None:
    for regla in REGLAS:
        hoja.append([regla])
    hoja.append([])
    hoja.append(["columna", "qué lleva", "ejemplo"])
    _head(hoja[hoja.max_row])
    for columna in COLUMNAS:
        hoja.append([columna, *QUE[columna]])
    hoja.column_dimensions["A"].width = 24
    hoja.column_dimensions["B"].width = 80
    hoja.column_dimensions["C"].width = 28


def _head(celdas: Any) -> None:
    for celda in celdas:
        celda.font = Font(bold=True, color="FFFFFF")
        celda.fill = PatternFill("solid", fgColor="404040")
        celda.alignment = Alignment(vertical="center")


if __name__ == "__main__":
    main()
