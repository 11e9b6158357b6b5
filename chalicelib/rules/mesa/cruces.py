"""Comparison of the data of one reading with each other, as findings of the catalogue (Protocolo 9.7, 9.8, 13.6).

Anverso: clave, CURP, emisión, nombre. Reverso: CIC, OCR, identificador, MRZ and QR, each of which repeats others. Data
that were not read are not compared. A person decides whether a credential is genuine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.rules.credencial.credencial import (
    Clave,
    check_ocr,
    is_curp_shaped,
    letter_pairs,
    parse_clave,
    warn_curp_letters,
)
from chalicelib.rules.credencial.modelos import MODELOS
from chalicelib.rules.credencial.reverso import (
    Defecto,
    Digito,
    Mrz,
    Qr,
    agrees_with_name,
    parse_mrz,
    parse_qr,
)
from chalicelib.rules.mesa.hallazgos import Hallazgo, describe_findings


@dataclass(frozen=True)
class LecturaDeCredencial:
    """A reading taken apart. None: the datum was not read, or does not have its form."""

    datos: Mapping[str, Any]
    mrz: Mrz | None
    qr: Qr | None
    clave: str | None
    partes: Clave | None
    curp: str | None

    def differs(self, dato: str, otro: str | None) -> bool:
        """Whether the datum was read and differs from `otro`; False if `otro` is unknown."""
        return bool(self.datos.get(dato)) and otro is not None and self.datos[dato] != otro


def cross_check(
    credencial: Mapping[str, Any], capturado: date, *, digito_curp: str | None = None
) -> tuple[Hallazgo, ...]:
    """The findings of a reading, in the catalogue's order; none for a coherent one.

    `credencial`: as in the manifest, data not read missing or None; `capturado`: day of the capture in the centre's
    zone; `digito_curp`: the last character that the CURP should have, None if unknown.
    """
    leido = _taken_apart(credencial)
    hallados = {
        *_of_the_back(leido),
        *_of_the_model(leido, capturado),
        *_of_mrz(leido, capturado),
        *_of_each(leido, digito_curp),
        *_of_numbers(leido),
        *_of_birth_and_sexo(leido),
        *_of_names(leido),
    }
    return describe_findings(hallados)


def _taken_apart(datos: Mapping[str, Any]) -> LecturaDeCredencial:
    mrz = parse_mrz(datos["mrz"]) if datos.get("mrz") else None
    # It is not published whether a clave may have an Ñ: the letter is taken as X, and the rest is compared.
    clave = (datos.get("clave_elector") or "").replace("Ñ", "X")
    curp = datos.get("curp") or ""
    return LecturaDeCredencial(
        datos=datos,
        mrz=None if isinstance(mrz, Defecto) else mrz,
        qr=parse_qr(datos.get("qr") or ""),
        clave=clave or None,
        partes=parse_clave(clave),
        curp=curp if is_curp_shaped(curp) else None,
    )


def _of_the_back(leido: LecturaDeCredencial) -> Iterator[str]:
    """Findings of the back: data of the model that were not read, data read that the model lacks, and data needed for
    the look-up that were not read.
    """
    modelo = MODELOS[leido.datos["modelo"]]
    yield from (f"{dato}_no_leido" for dato in modelo.llaves if not leido.datos.get(dato))
    for zona, lleva, entendida, mal in (
        ("mrz", modelo.mrz, leido.mrz, "mrz_ilegible"),
        ("qr", modelo.qr, leido.qr, "qr_otro_patron"),
    ):
        if not leido.datos.get(zona):
            if lleva:
                yield f"{zona}_ausente"
            continue
        if not lleva:
            yield f"{zona}_en_modelo_c"
        if entendida is None:
            yield mal


def _of_the_model(leido: LecturaDeCredencial, capturado: date) -> Iterator[str]:
    desde = MODELOS[leido.datos["modelo"]].desde
    if desde is not None and capturado.year < desde:
        yield "modelo_no_emitido"


def _of_mrz(leido: LecturaDeCredencial, capturado: date) -> Iterator[str]:
    if leido.mrz is None:
        return
    malos = leido.mrz.no_cuadran
    # A datum that fails its own digit makes the composite digit fail too: that one is reported only by itself.
    yield from (f"mrz_digito_{d}" for d in malos if d is not Digito.COMPUESTO or malos == (d,))
    if not leido.mrz.apellidos:
        yield "mrz_nombre_ilegible"
    if leido.mrz.vigencia < capturado:
        yield "mrz_vigencia_terminada"


def _of_each(leido: LecturaDeCredencial, digito_curp: str | None) -> Iterator[str]:
    """Findings of data that do not have their own form."""
    if ocr := leido.datos.get("ocr"):
        # An OCR of 13 digits begins with the sección, which is never 0000. Only old cards have 12 digits.
        corto = len(ocr) == 12 and MODELOS[leido.datos["modelo"]].mrz
        if check_ocr(ocr, "") or corto or (len(ocr) == 13 and ocr.startswith("0000")):
            yield "ocr_forma"
    if leido.clave and leido.partes is None:
        yield "clave_forma"
    if leido.datos.get("curp") and leido.curp is None:
        yield "curp_forma"
    if leido.curp and digito_curp is not None and leido.curp[-1] != digito_curp:
        yield "curp_digito"


def _of_numbers(leido: LecturaDeCredencial) -> Iterator[str]:
    """Findings of CIC, OCR, identificador and emisión, compared with the data of the card that repeat them."""
    for fuente, zona in (("mrz", leido.mrz), ("qr", leido.qr)):
        if zona is not None:
            dice = {"cic": zona.cic, "ocr": zona.ocr, "identificador": _identificador(zona.ocr)}
            yield from (f"{d}_distinto_{fuente}" for d, v in dice.items() if leido.differs(d, v))
    if leido.differs("identificador", _identificador(leido.datos.get("ocr") or "")):
        yield "identificador_distinto_ocr"
    if leido.mrz and leido.qr and (leido.mrz.cic, leido.mrz.ocr) != (leido.qr.cic, leido.qr.ocr):
        yield "mrz_distinta_qr"
    if leido.mrz and leido.differs("emision", leido.mrz.emision):
        yield "emision_distinta_mrz"


def _identificador(ocr: str) -> str | None:
    """Identificador in an OCR of 13 digits, after the sección; None for old cards' 12 digits, of unknown structure."""
    return ocr[4:] if len(ocr) == 13 else None


def _of_birth_and_sexo(leido: LecturaDeCredencial) -> Iterator[str]:
    """Findings of birth (AAMMDD) and sexo (H, M or X), compared between sources; X contradicts neither H nor M."""
    dichos = {
        "curp": (leido.curp[4:10], leido.curp[10]) if leido.curp else None,
        "clave": (leido.partes.nacimiento, leido.partes.sexo) if leido.partes else None,
        "mrz": (leido.mrz.nacimiento, leido.mrz.sexo) if leido.mrz else None,
    }
    for uno, otro in (("clave", "mrz"), ("curp", "mrz"), ("curp", "clave")):
        este, aquel = dichos[uno], dichos[otro]
        if este is None or aquel is None:
            continue
        if este[0] != aquel[0]:
            yield f"{uno}_fecha_distinta_{otro}"
        if {este[1], aquel[1]} == {"H", "M"}:
            yield f"{uno}_sexo_distinto_{otro}"


def _of_names(leido: LecturaDeCredencial) -> Iterator[str]:
    nombre, mrz, partes = leido.datos.get("nombre"), leido.mrz, leido.partes
    if nombre and mrz and mrz.apellidos and not agrees_with_name(mrz, nombre):
        yield "nombre_distinto_mrz"
    if leido.clave and partes:
        if leido.curp and warn_curp_letters(leido.curp, leido.clave):
            yield "curp_letras_distintas_clave"
        if nombre and not _give(partes, letter_pairs(nombre)):
            yield "nombre_distinto_clave"
        if mrz and mrz.apellidos and not _mrz_gives(partes, mrz):
            yield "mrz_nombre_distinto_clave"


def _mrz_gives(partes: Clave, mrz: Mrz) -> bool:
    """Whether the MRZ's names give the clave's letters; if they were cut, only the first surname is compared."""
    if mrz.cortado:
        return partes.letras[:2] in letter_pairs(" ".join(mrz.apellidos))
    return _give(partes, letter_pairs(" ".join(mrz.apellidos + mrz.nombres)))


def _give(partes: Clave, pares: frozenset[str]) -> bool:
    """Whether each pair of letters of the clave comes from some word; XX stands for a missing second surname."""
    return {partes.letras[:2], partes.letras[2:4], partes.letras[4:]} <= pares | {"XX"}
