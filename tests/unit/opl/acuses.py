"""Receipts for every verifier: good ones, and each way of spoiling one with the sentence that tells it.

`python -m tests.unit.opl.acuses` writes `tests/vectors/acuses/vectores.json`, which the verifier in the browser reads
too. The keys are of the tests and signatures of Ed25519 are the same each time, so the file is.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chalicelib.rules.evidencia.hojas import RecepcionAnotada, reception_entry
from chalicelib.rules.evidencia.notas import LlaveDeBitacora, sign_text
from tests.unit.opl.entregas import PRIVADA_SISTEMA, SISTEMA, proof_of

ARCHIVO = Path(__file__).parents[2] / "vectors" / "acuses" / "vectores.json"
RECEPCION = RecepcionAnotada(
    "AAAA2222-A2T1-DISP1-REG1", sha256(b"claro").hexdigest(), "2027-01-05T18:00:00.000Z"
)
SAL = bytes(range(32))
DATOS = {
    "folio": RECEPCION.folio,
    "integridad": RECEPCION.integridad,
    "recibido_en": RECEPCION.recibido_en,
    "sal": SAL.hex(),
}
_OTRA = Ed25519PrivateKey.from_private_bytes(b"\x06" * 32)
OTRA = LlaveDeBitacora(SISTEMA.nombre, _OTRA.public_key().public_bytes_raw())
NO_ESTA = (
    "No está en la bitácora con estos datos: alguno (folio, código, fecha, sal, lugar o camino) se cambió."
)
NO_ES = "El archivo no es una prueba de la bitácora (.tlog-proof)."
SIN_DATOS = "La prueba no trae los datos de un acuse: folio, código, fecha y sal."
SIN_LUGAR = "La prueba no dice el lugar de la hoja."
CAMINO = "El camino de la prueba no es el de esa hoja: le faltan o le sobran pasos."
DANADO = "El archivo está dañado: una línea no es base64."
FIRMA = "La firma no corresponde a lo firmado: se alteró después de firmarse."
SIN_FIRMA = "No lleva la firma del sistema."
OTRA_FIRMA = "La firmó otra llave: compare la llave del sistema con la que publica el INE."
NO_ES_PUNTO = "Lo firmado no es un punto de control de la bitácora."
SIN_PRUEBA = "El acuse no está completo: no trae la prueba de la bitácora. Pídala con su cuenta y su folio."
LLAVE = "La llave del sistema no se lee: copie la línea completa que publica el INE."


def receipt(indice: int = 3, n: int = 7, **cambios: Any) -> str:
    """The receipt's proof; what its data say can be changed, and the leaf stays."""
    extra = json.dumps(DATOS | cambios).encode()
    return proof_of(reception_entry(RECEPCION, SAL), extra, indice, n)


def answer(**cambios: Any) -> str:
    """The same receipt as the API answers it."""
    dado = {"folio": RECEPCION.folio, "indice": 3, "tamano": 7, "prueba": receipt()}
    return json.dumps(dado | cambios, ensure_ascii=False)


def vectors() -> dict[str, Any]:
    """What the file holds."""
    return {
        "llave": SISTEMA.texto,
        "datos": DATOS,
        "buenos": [{"que": q, "texto": t, "indice": i, "tamano": n} for q, t, i, n in _good()],
        "malos": [{"que": q, "texto": t, "falla": f} for q, t, f in _bad()],
        "otra_llave": {"texto": receipt(), "llave": OTRA.texto, "falla": OTRA_FIRMA},
        "llaves_malas": [SISTEMA.texto[:-1], "x" + SISTEMA.texto, "", SISTEMA.texto.replace("+", "-")],
        "falla_de_llave": LLAVE,
    }


def _good() -> Iterator[tuple[str, str, int, int]]:
    for indice, n in ((0, 1), (0, 2), (1, 2), (3, 7), (6, 7), (255, 300), (299, 300)):
        yield f"hoja {indice} de {n}", receipt(indice, n), indice, n
    yield "respuesta de la API", answer(), 3, 7
    yield "líneas de Windows", receipt().replace("\n", "\r\n"), 3, 7
    yield "con marca", "\ufeff" + receipt(), 3, 7
    yield "pegada sin su último salto", receipt().rstrip("\n"), 3, 7
    yield (
        "con la firma de un testigo",
        f"{receipt()}\u2014 testigo.invalid {b64encode(bytes(68)).decode()}\n",
        3,
        7,
    )


def _bad() -> Iterator[tuple[str, str, str]]:
    """What was done to it, what came of it, and what has to be told."""
    bueno = receipt()
    yield "otro folio", receipt(folio="AAAA2222-A2T1-DISP1-REG2"), NO_ESTA
    yield "otro código", receipt(integridad="0" * 64), NO_ESTA
    yield "otra hora", receipt(recibido_en="2027-01-05T17:59:59.000Z"), NO_ESTA
    yield "otra sal", receipt(sal=bytes(32).hex()), NO_ESTA
    yield "otro lugar", bueno.replace("index 3", "index 2"), NO_ESTA
    yield "lugar de otra profundidad", bueno.replace("index 3", "index 6"), CAMINO
    yield (
        "lugar que no hay",
        bueno.replace("index 3", "index 7"),
        ("La prueba nombra una hoja que la bitácora firmada no tiene."),
    )
    for lugar in ("x", "-1", "03", "3 ", "٣", "99999999999999999999"):
        yield f"lugar «{lugar}»", bueno.replace("index 3", f"index {lugar}"), SIN_LUGAR
    yield from _paths(bueno)
    yield from _checkpoints(bueno)
    yield from _data()
    yield "otro formato", bueno.replace("tlog-proof@v1", "tlog-proof@v9"), NO_ES
    yield "vacío", "", NO_ES
    yield "un correo", "Folio: AAAA2222-A2T1-DISP1-REG1", NO_ES
    yield "respuesta sin prueba", '{"folio": "AAAA2222-A2T1-DISP1-REG1"}', SIN_PRUEBA
    yield "respuesta cortada", answer()[:-1], "El archivo está dañado: empieza como JSON y no lo es."
    for campo, valor, nombre in (
        ("folio", "AAAA2222-A2T1-DISP1-REG2", "folio"), ("indice", 2, "lugar"), ("indice", "3", "lugar"),
        ("tamano", 8, "tamaño de la bitácora"),
    ):  # fmt: skip
        texto = answer(**{campo: valor})
        yield (
            f"respuesta con {campo} {valor!r}",
            texto,
            f"El acuse se contradice: su {nombre} no es el que se probó.",
        )
    yield "respuesta con otra prueba", answer(prueba=receipt(sal="00" * 32)), NO_ESTA


def _paths(bueno: str) -> Iterator[tuple[str, str, str]]:
    lineas = bueno.split("\n")
    for lugar in range(3, lineas.index("")):
        paso = lineas[lugar]
        otro = b64encode(bytes([b64decode(paso)[0] ^ 1]) + b64decode(paso)[1:]).decode()
        n = lugar - 2
        yield f"paso {n} alterado", bueno.replace(paso, otro), NO_ESTA
        yield f"sin el paso {n}", bueno.replace(f"{paso}\n", ""), CAMINO
        yield f"el paso {n} dos veces", bueno.replace(f"{paso}\n", f"{paso}\n{paso}\n"), CAMINO
        yield f"paso {n} que no es base64", bueno.replace(paso, paso[:-1]), DANADO
    uno, dos = lineas[3], lineas[4]
    cruzado = bueno.replace(uno, "*").replace(dos, uno).replace("*", dos)
    yield "pasos en otro orden", cruzado, NO_ESTA


def _checkpoints(bueno: str) -> Iterator[tuple[str, str, str]]:
    cabeza, _, nota = bueno.partition("\n\n")
    origen, tamano, raiz, _, firma, _ = nota.split("\n")
    otra_raiz = b64encode(bytes(32)).decode()
    yield "otro tamaño", bueno.replace(f"\n{tamano}\n", "\n8\n"), FIRMA
    yield "otra raíz", bueno.replace(raiz, otra_raiz), FIRMA
    cuerpo = b64decode(firma.rpartition(" ")[2])
    for nombre, falsa in (("alterada", cuerpo[:-1] + bytes([cuerpo[-1] ^ 1])), ("corta", cuerpo[:-1])):
        yield f"firma {nombre}", bueno.replace(firma.rpartition(" ")[2], b64encode(falsa).decode()), FIRMA
    yield "sin firma", bueno.replace(f"{firma}\n", ""), SIN_FIRMA
    yield "sin línea antes de la firma", bueno.replace(f"\n\n{firma}", f"\n{firma}"), SIN_FIRMA
    yield "firma de otro nombre", bueno.replace(f"\u2014 {origen}", "\u2014 otra.invalid"), SIN_FIRMA
    yield "dos firmas, una falsa", f"{bueno}{firma[:-8]}AAAAAAA=\n", FIRMA
    ajeno = f"{origen}\n{tamano}\n{raiz}\n"
    yield (
        "firmado por otra llave",
        f"{cabeza}\n\n{sign_text(ajeno, OTRA, _OTRA.sign(ajeno.encode()))}",
        OTRA_FIRMA,
    )
    for nombre, texto in (
        ("otra bitácora", f"otra.invalid\n{tamano}\n{raiz}\n"), ("una entrega", "captacion/entrega/v1 00\n"),
        ("un tamaño que no es número", f"{origen}\n07\n{raiz}\n"),
    ):  # fmt: skip
        firmado = sign_text(texto, SISTEMA, PRIVADA_SISTEMA.sign(texto.encode()))
        yield f"firmado: {nombre}", f"{cabeza}\n\n{firmado}", NO_ES_PUNTO


def _data() -> Iterator[tuple[str, str, str]]:
    entrada = reception_entry(RECEPCION, SAL)
    crudos = {
        "sin datos": b"", "datos vacíos": b"{}", "datos en lista": b"[]", "datos que no son JSON": b"no",
        "datos que no son UTF-8": b'{"folio": "\xff"}',
        "sin la sal": json.dumps(dict(list(DATOS.items())[:3])).encode(),
    }  # fmt: skip
    for nombre, crudo in crudos.items():
        yield nombre, proof_of(entrada, crudo), SIN_DATOS
    for campo, nombre, valores in (
        ("folio", "el folio", ("a\nb", "", "AAAA2222", 1, "\ud800")),
        ("integridad", "el código de integridad", ("00", RECEPCION.integridad.upper(), RECEPCION.integridad + "\n")),
        ("recibido_en", "la fecha de recepción", ("ayer", "2027-01-05", RECEPCION.recibido_en + "\n")),
        ("sal", "la sal", ("00", SAL.hex().upper(), " ".join(SAL.hex()), None)),
    ):  # fmt: skip
        for valor in valores:
            texto = receipt(**{campo: valor})
            yield f"{campo} {valor!r}", texto, f"En el acuse, {nombre} no tiene la forma debida."


if __name__ == "__main__":
    ARCHIVO.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
