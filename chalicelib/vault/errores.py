"""Errors in what a phone sent: a stable code, and Spanish words a person can act on.

The texts say what is wrong and where (an entry, a path), but never repeat the content: a manifest holds personal data,
and these texts reach logs, mails and screens. `docs/expediente-v1.md` lists every code.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar


class Invalido(Exception):
    """Invalid data, for which retrying is useless. `codigo`: stable, for programs; `texto`: Spanish, for people."""

    TEXTOS: ClassVar[Mapping[str, str]]

    def __init__(self, codigo: str, donde: str = "") -> None:
        self.codigo = codigo
        self.texto = f"{self.TEXTOS[codigo]} ({donde})" if donde else self.TEXTOS[codigo]
        super().__init__(f"{codigo}: {self.texto}")


class SobreInvalido(Invalido):
    """An envelope (AWS Encryption SDK message) that can never be opened."""

    TEXTOS = MappingProxyType(
        {
            "sobre_malformado": "El archivo cifrado no tiene el formato publicado",
            "sobre_otra_llave": "El archivo se cifró para otra llave pública",
            "sobre_otro_contexto": "El archivo cifrado pertenece a otro registro, dispositivo o proceso",
            "sobre_alterado": "El archivo cifrado se alteró después de sellarse",
            "sobre_truncado": "El archivo cifrado está incompleto",
            "sobre_con_sobrante": "El archivo cifrado trae bytes después de su final",
            "sobre_excedido": "El archivo cifrado excede el tamaño permitido",
        }
    )


class ExpedienteInvalido(Invalido):
    """A clear expediente that does not follow the published format."""

    TEXTOS = MappingProxyType(
        {
            "archivo_no_zip": "El expediente no es un archivo ZIP",
            "archivo_excedido": "El expediente excede el tamaño permitido",
            "entrada_faltante": "Falta un archivo en el expediente",
            "entrada_sobrante": "El expediente trae archivos de más",
            "entrada_duplicada": "El expediente trae dos veces el mismo archivo",
            "entrada_desordenada": "Los archivos del expediente no están en el orden publicado",
            "entrada_ruta": "El expediente trae un nombre de archivo con ruta",
            "entrada_cifrada": "El expediente trae un archivo con contraseña",
            "entrada_comprimida": "El expediente trae un archivo comprimido",
            "entrada_excedida": "Un archivo del expediente excede el tamaño permitido",
            "entrada_vacia": "Un archivo del expediente está vacío",
            "bytes_ocultos": "El expediente trae bytes fuera de sus archivos",
            "crc_no_coincide": "Un archivo del expediente no coincide con su suma de control",
            "registro_no_json": "registro.json no es un documento JSON",
            "registro_esquema": "registro.json no cumple el esquema publicado",
            "folio_no_coincide": "El folio no corresponde a sus partes",
            "fecha_imposible": "La fecha de captura no existe en el calendario",
            "faltan_llaves": "Faltan datos de la credencial para su modelo",
            "original_no_presentada": "No se declaró que se presentó la credencial original",
            "tamano_no_coincide": "Un archivo no tiene el tamaño declarado",
            "digest_no_coincide": "Un archivo no tiene el contenido declarado",
            "imagen_invalida": "Un archivo no es una imagen del tipo publicado",
            "imagen_incompleta": "Una imagen está incompleta: capture de nuevo",
            "imagen_con_cola": "Una imagen trae datos después de su final: algunos teléfonos los agregan (foto en "
            "movimiento); capture con una versión vigente de la aplicación, que los quita",
            "imagen_barridos": "Una imagen está codificada en más barridos de los que se admiten: capture de nuevo",
            "imagen_dimensiones": "Una imagen está fuera de las dimensiones permitidas",
            "firma_dispositivo_der": "La firma viene en DER; envíela como r‖s, 64 bytes (IEEE P1363)",
            "firma_dispositivo_invalida": "La firma no es de la llave del dispositivo",
            "llave_otro_dispositivo": "El registro declara una llave que no es la del dispositivo",
            "registro_otro_contexto": "El registro declara otro proceso, dispositivo o folio al anunciado",
        }
    )


class ContenidoDistinto(Invalido):
    """A stored object that opens, but has other content than what was received."""

    TEXTOS = MappingProxyType({"contenido_distinto": "El contenido que se guarda no es el que se recibió"})


class CamposInvalidos(Invalido):
    """Small sealed fields that do not open under this secret and folio."""

    TEXTOS = MappingProxyType({"campos_alterados": "Los datos sellados no corresponden a este registro"})


class HistoriaAlterada(CamposInvalidos):
    """A row whose seal does not fit its content: it was not written by this system."""

    TEXTOS = MappingProxyType({"historia_alterada": "El registro no está como el sistema lo escribió"})
