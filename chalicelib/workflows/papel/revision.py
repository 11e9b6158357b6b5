"""Review of typed cédulas: the data shown, corrected against the paper, and judged again (Protocolo 11.4, 11.5)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.mesa import DictamenNoAdmitido, YaDictaminado
from chalicelib.problemas.padron import PadronEnCarga
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.apoyos.folio import is_paper
from chalicelib.rules.apoyos.historia import Etapa, Hecho, Revisado
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.papel.captura import CAMPOS, read_captura, typed_fields
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda
from chalicelib.store.papel.lotes import LotePapel, find_lote
from chalicelib.store.papel.soportes import scans_of
from chalicelib.workflows.apoyos.correccion import correct_apoyo
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.apoyos.registral import open_reading
from chalicelib.workflows.base.alcance import reach_aspirante
from chalicelib.workflows.padron.fuente import PadronIncompleto
from chalicelib.workflows.papel.captura import capture_verdict, entrega_of, reviewer_name

OCUPADO = "El registro se está actualizando; intente de nuevo en unos segundos."


def reach_typed(principal: Principal, folio: str) -> Apoyo:
    """A record typed from paper whose aspirante the principal may see. Raises `NoEncontrado` for any other."""
    apoyo = get_apoyo(folio)
    if apoyo is None or not is_paper(apoyo.auxiliar):
        raise NoEncontrado
    reach_aspirante(principal, apoyo.aspirante)
    return apoyo


def show_captura(principal: Principal, folio: str) -> dict[str, Any]:
    """The typed data with later corrections, verdict and scans. Raises `NoEncontrado`."""
    apoyo = reach_typed(principal, folio)
    return _described(apoyo)


def correct_captura(
    principal: Principal, folio: str, cambios: Mapping[str, str], ahora: datetime
) -> dict[str, Any]:
    """Replace typed data by those on the paper, and ask the registry again (11.4).

    Raises `NoEncontrado`, `DatosNoAdmitidos` with every fault, `PadronEnCarga`, `Ocupado`.
    """
    apoyo = reach_typed(principal, folio)
    leidos = typed_fields(open_reading(apoyo))
    lote = find_lote(apoyo.dispositivo)
    if lote is None:
        raise NoEncontrado
    entrega = entrega_of(reach_aspirante(principal, apoyo.aspirante), lote)
    captura = read_captura(
        {**leidos, **cambios}, capture_verdict(apoyo).dictamen, entrega, fuera_de_periodo=True
    )
    if captura.faltas:
        raise DatosNoAdmitidos("Corrija los datos que se indican.", faltas=[vars(f) for f in captura.faltas])
    nuevos = {c: v for c in cambios if (v := captura.datos.get(c, "")) != leidos.get(c, "")}
    return _described(_unraced(lambda: correct_apoyo(folio, reviewer_name(principal), nuevos, ahora)))


def change_dictamen(principal: Principal, folio: str, dictamen: Dictamen, ahora: datetime) -> dict[str, Any]:
    """Append another verdict of 11.5. The verdict in force given again changes nothing.

    Raises `NoEncontrado`, `DictamenNoAdmitido`, `YaDictaminado` once a hearing has decided (14), `Ocupado`.
    """
    try:
        check_dictamen(dictamen)
    except DictamenInvalido as error:
        raise DictamenNoAdmitido(str(error), campo=error.campo) from None
    apoyo = reach_typed(principal, folio)
    mueve: list[int] = []

    def once(actual: Apoyo) -> Hecho | None:
        previo = next(h for h in reversed(actual.hechos) if isinstance(h, Revisado))
        if previo.etapa is not Etapa.CAPTURA:
            raise YaDictaminado("El registro ya se resolvió en la garantía de audiencia.")
        if previo.dictamen == dictamen:
            return None
        mueve[:] = [previo.dictamen.valido - dictamen.valido]
        return Revisado(iso(ahora), reviewer_name(principal), dictamen, Etapa.CAPTURA)

    def count(tx: TransactWrite) -> None:
        if mueve[0]:
            tx.update(LotePapel(apoyo.dispositivo), actions=[LotePapel.con_inciso.add(mueve[0])])

    return _described(_unraced(lambda: append_fact(folio, once, ahora, con=count)))


def _unraced(write: Callable[[], Apoyo]) -> Apoyo:
    try:
        return write()
    except PadronIncompleto:
        raise PadronEnCarga("El padrón se está actualizando; intente más tarde.") from None
    except Contienda:
        raise Ocupado(OCUPADO) from None


def _described(apoyo: Apoyo) -> dict[str, Any]:
    resultado, dictamen = classify(apoyo.hechos), capture_verdict(apoyo).dictamen
    leido = open_reading(apoyo)
    return {
        "folio": apoyo.folio,
        "recibido_en": apoyo.recibido_en,
        "clase": resultado.clase,
        "motivo": resultado.motivo,
        "inciso": dictamen.inciso,
        "comentario": dictamen.detalle,
        "datos": {c: leido.get(c, "") for c in CAMPOS},
        "soportes": [
            {"n": int(s.n), "tipo": s.tipo, "bytes": int(s.bytes), "adjuntado_en": s.adjuntado_en}
            for s in scans_of(apoyo.folio)
        ],
    }
