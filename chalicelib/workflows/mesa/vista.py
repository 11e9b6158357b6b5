"""Measurement of a record's images (Protocolo 13.6, 13.7): once, outside the path of reception (decisions/0110).

Two records with the same picture both end up marked, in whatever order and however often they come: the second writer
reads the first record (`store/mesa/huellas.py`), and marks it in its own transaction.
"""

from datetime import datetime

from chalicelib.base.hijo import FueraDeLimite, Limites, run_limited
from chalicelib.rules.mesa.vista import alike_folios, find_in_images
from chalicelib.store.apoyos.apoyos import get_apoyo
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction, until_unraced
from chalicelib.store.mesa.huellas import join_bands, read_bands
from chalicelib.store.mesa.vistas import NUEVA, Vista, find_vista, find_vistas, mark_repeated_picture
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.apoyos.expediente import open_expediente
from chalicelib.workflows.apoyos.hechos import ApoyoDesconocido
from chalicelib.workflows.base.secretos import secreto_de

SE_MARCAN = 60
"""Earlier records that one transaction marks; with 36 bands and the record's own row it has fewer than 100 items.
Further records with the same picture were marked when they came."""
REPETIDA = {
    "anverso": "vista_anverso_repetido",
    "reverso": "vista_reverso_repetido",
    "foto": "vista_foto_repetida",
}
Bandas = dict[str, tuple[str, ...]]


def measure_record(folio: str, ahora: datetime) -> None:
    """Measure a record's images and store the findings. Idempotent.

    Raises `ApoyoDesconocido`, `Contienda`, the vault's errors, and `objetos.NoExiste` when the expediente is gone.
    """
    from chalicelib.imagenes.huellas import VERSION  # loads Pillow and zxing-cpp, needed only here
    from chalicelib.imagenes.medidas import measure_images

    apoyo = get_apoyo(folio)
    if apoyo is None:
        raise ApoyoDesconocido(folio)
    if find_vista(folio) is not None:
        return
    expediente = open_expediente(apoyo)
    try:
        medidas = run_limited(Limites(segundos=20), measure_images, dict(expediente.imagenes))
    except FueraDeLimite:  # noted as images that do not open
        medidas = measure_images(dict.fromkeys(expediente.imagenes, b""))
    credencial = expediente.registro.credencial
    codigos = find_in_images(medidas, {c: getattr(credencial, c) for c in credencial.__struct_fields__})
    secreto = secreto_de(apoyo.proceso)
    bandas = {
        imagen: tuple(f"{apoyo.proceso}#{blind_index(secreto, f'{imagen} {VERSION}', b)}" for b in propias)
        for imagen, propias in medidas.huellas.items()
    }
    until_unraced(lambda: _keep(Vista(folio, codigos=list(codigos), en=iso(ahora)), bandas))


def _keep(vista: Vista, bandas: Bandas) -> None:
    """Write the row, its bands and the marks of records with the same pictures in one transaction, if not written."""
    if find_vista(vista.folio) is not None:
        return
    leidas = read_bands(b for propias in bandas.values() for b in propias)
    marcas = _same_pictures(bandas, leidas)
    vista.repetidas = {codigo for codigos in marcas.values() for codigo in codigos} or None
    otras = find_vistas(marcas)
    faltan = {f: codigos - set(otras[f].repetidas or ()) for f, codigos in marcas.items() if f in otras}
    with transaction() as tx:
        tx.save(vista, condition=NUEVA)
        join_bands(tx, vista.folio, leidas)
        for otro in sorted(f for f, codigos in faltan.items() if codigos)[:SE_MARCAN]:
            mark_repeated_picture(tx, otro, faltan[otro])


def _same_pictures(bandas: Bandas, leidas: dict[str, frozenset[str]]) -> dict[str, set[str]]:
    """Folio of another record -> codes of the pictures that it shares."""
    marcas: dict[str, set[str]] = {}
    for imagen, propias in bandas.items():
        for otro in alike_folios(propias, leidas):
            marcas.setdefault(otro, set()).add(REPETIDA[imagen])
    return marcas
