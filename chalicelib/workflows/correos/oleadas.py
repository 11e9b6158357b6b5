"""Distribution of an announcement, page by page (Protocolo 9.15, 9.17).

    message {anuncio, tramo} ─► page after the cursor ─► reserve each mail ─► queue masivos ─► move the cursor
                                                                                └─► next message

The key of a mail is derived from the address, so a person with several accounts gets one mail. Mails are counted with
the page that reserved them first, in the write that moves the cursor. Repeating any step counts and omits nobody.
"""

from datetime import datetime
from zlib import crc32

from chalicelib.base import config
from chalicelib.notices import correos as aviso
from chalicelib.rules.correos import TipoAnuncio
from chalicelib.store.base.colas import Mensaje, send_messages
from chalicelib.store.base.tabla import instante
from chalicelib.store.correos import anuncios
from chalicelib.store.correos import entregas as correos
from chalicelib.store.correos.anuncios import Anuncio
from chalicelib.store.correos.entregas import EstadoEntrega
from chalicelib.store.correos.tramos import FIN, Tramo, advance_tramo, find_tramo, open_tramo
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.base.secretos import secreto_sistema
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, enqueue_mails
from chalicelib.workflows.correos.destinatarios import Destinatario, find_recipient, list_recipients

PLANTILLA = "anuncio"


def queue_stretches(anuncio: str, tramos: list[str]) -> None:
    """Queue a message for each stretch, so that its next page is handed out. Raises `NoEncolado`."""
    send_messages(config.COLA_OLEADAS, [Mensaje({"anuncio": anuncio, "tramo": t}) for t in tramos])


def hand_out_next_page(anuncio: str, tramo: str, ahora: datetime) -> int:
    """Hand out the next page of a stretch; return the number of mails reserved. Raises what AWS raises."""
    a, t = anuncios.find_anuncio(anuncio), find_tramo(anuncio, tramo)
    if a is None or t is None or t.cursor == FIN:
        return 0
    # A cancelled announcement needs no more pages; its stretches stay open.
    return _hand_out(a, t, ahora) if a.estado == "vigente" else 0


def _hand_out(a: Anuncio, t: Tramo, ahora: datetime) -> int:
    pagina = list_recipients(t.tramo, t.cursor, a.para)
    origen = f"{t.tramo}@{t.cursor}"
    avisos = dict(_mail(a, d) for d in pagina.personas)
    nuevos = [c for c in avisos if correos.reserve_mail(c, a.anuncio, origen, ahora)]
    enqueue_mails((AvisoCorreo(PLANTILLA, c, avisos[c]) for c in nuevos), masivo=True)
    for hijo in pagina.hijos:
        open_tramo(a.anuncio, hijo)
    # Queued before the cursor moves, so that no mail of the page is lost if this run dies.
    queue_stretches(a.anuncio, pagina.hijos)
    movido = advance_tramo(t, pagina.cursor, len(nuevos), len(pagina.hijos), crc32(origen.encode()))
    if movido and pagina.cursor != FIN:  # if it did not move, another run moved it and goes on
        queue_stretches(a.anuncio, [t.tramo])
    return len(nuevos)


def _mail(a: Anuncio, d: Destinatario) -> tuple[str, dict[str, str]]:
    quien = blind_index(secreto_sistema(), "correo", d.correo)
    return f"anuncio#{a.anuncio}#{quien}", {"anuncio": a.anuncio, **d.ref}


def write_announcement_mail(ref: dict[str, str]) -> Carta | EstadoEntrega | None:
    """The mail of an announcement to one person, from the present data of both."""
    a = anuncios.find_anuncio(ref["anuncio"])
    if a is None or a.estado != "vigente":
        return EstadoEntrega.CANCELADO
    quien = find_recipient(ref)
    if quien is None:
        return None
    asunto, cuerpo = announcement_mail(a)
    return Carta(quien.correo, asunto, cuerpo)


def announcement_mail(a: Anuncio) -> tuple[str, str]:
    """Subject and text of an announcement."""
    ventana = (instante(a.desde), instante(a.hasta)) if a.desde and a.hasta else None
    proveedor = a.para.proveedor if a.que is TipoAnuncio.FALLA_PROVEEDOR else ""
    texto = f"{a.autor} informa:\n\n{a.texto}" if a.autor else a.texto
    return aviso.render_announcement(
        a.que, a.asunto, texto, ventana, proveedor, config.REMITENTE, config.TELEFONO_INETEL
    )
