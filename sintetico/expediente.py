"""The four images of a record, as the phone would send them."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image

from sintetico.anverso import anverso, paste_name
from sintetico.azar import rng
from sintetico.camara import TELEFONO, Camara, jpeg, on_table
from sintetico.casos import Caso
from sintetico.ciudadanos import Ciudadano
from sintetico.firma import blank, firma, firma_ajena, sign_as, signed_name, simbolo
from sintetico.foto import foto, foto_objeto
from sintetico.fraudes import club_card, on_screen, out_of_focus, photocopied
from sintetico.reverso import reverso

TINTA = (24, 30, 84)


IMAGENES = ("anverso.jpg", "reverso.jpg", "foto.jpg", "firma.png")


def expediente(
    caso: Caso, camara: Camara = TELEFONO, toma: object = 0, solo: Collection[str] = IMAGENES
) -> dict[str, bytes]:
    """Return `anverso.jpg`, `reverso.jpg`, `foto.jpg` and `firma.png`: same arguments, same bytes.

    `toma` tells captures of the same case apart: another table, a signature a little different. A fraud
    changes only the images that it touches: the others are byte for byte those of a clean record. `solo`: names of
    the images to make.
    """

    def chance(name: str) -> Random:
        return rng("expediente", caso.ciudadano.clave_elector, caso.despues_de, toma, name)

    def card(name: str) -> Image.Image:
        shot = _photographed(_card(caso, name), caso, chance(f"mesa del {name.removesuffix('.jpg')}"))
        return out_of_focus(shot) if (caso.fraude, name) == ("f", "anverso.jpg") else shot

    def made(name: str) -> bytes:
        if name == "firma.png":
            return _png(_signature(caso, chance("firma")))
        scene = _face(caso, chance("lugar")) if name == "foto.jpg" else card(name)
        return jpeg(scene, camara, chance(name))

    return {name: made(name) for name in IMAGENES if name in solo}


def _card(caso: Caso, name: str) -> Image.Image:
    """Return one side of the card as it lies before the camera."""
    if caso.fraude == "a":
        return club_card(caso.ciudadano, name.removesuffix(".jpg"))
    if name == "reverso.jpg" and caso.fraude != "b":
        return _printed(caso.dorso, reverso)
    person = caso.ciudadano
    front = _printed(replace(person, curp=caso.segundo.curp) if caso.contradice_curp else person, anverso)
    if caso.sobrepone_nombre:
        front = front.copy()
        paste_name(front, caso.segundo)
    return front


@lru_cache(maxsize=4)
def _printed(person: Ciudadano, side: Callable[[Ciudadano], Image.Image]) -> Image.Image:
    """Return one side of the person's card. It is shared by all frauds of the person: copy it before drawing."""
    return side(person)


def _photographed(card: Image.Image, caso: Caso, chance: Random) -> Image.Image:
    return {"d": on_screen, "e": photocopied}.get(caso.fraude, on_table)(card, chance)


def _face(caso: Caso, chance: Random) -> Image.Image:
    if caso.fraude == "h":
        return foto_objeto(caso.variante, chance)
    if caso.fraude == "i":
        return foto(caso.ciudadano, chance, impedimento=caso.variante)
    return foto(caso.segundo if caso.fraude == "g" else caso.ciudadano, chance)


def _signature(caso: Caso, chance: Random) -> Image.Image:
    person, occasion = caso.ciudadano, str(chance.random())
    if caso.fraude == "m":
        return blank()
    if caso.fraude == "j":
        return simbolo(caso.variante, chance)
    if caso.fraude == "k":
        return sign_as(person, signed_name(caso.segundo), occasion)
    if caso.fraude == "l":
        return firma_ajena(person, occasion)
    return firma(person, occasion)


def _png(image: Image.Image) -> bytes:
    """Return a drawing in grey as blue ink on white, in 16 tones."""
    out = BytesIO()
    drawn = image.point(lambda grey: grey // 16)
    drawn.putpalette([channel + (255 - channel) * i // 15 for i in range(16) for channel in TINTA])
    drawn.save(out, "PNG", bits=4)
    return out.getvalue()
