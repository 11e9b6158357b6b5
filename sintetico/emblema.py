"""The emblem of a synthetic aspirante: a PNG that says that it is a sample."""

from io import BytesIO

from PIL import Image, ImageDraw

from sintetico.tipografia import font

LADO = 320  # pixels
COLORES = ("#0b5d3b", "#7a1f4d", "#1f3f7a", "#8a5a00", "#4a2a6b", "#0f5c66")


def emblema(n: int) -> bytes:
    """Return emblem number `n`: a shape in a colour of its own, with "MUESTRA" under it."""
    imagen = Image.new("RGB", (LADO, LADO), "white")
    dibujo = ImageDraw.Draw(imagen)
    dibujo.regular_polygon((LADO // 2, 130, 110), n_sides=3 + n % 6, fill=COLORES[n % len(COLORES)])
    dibujo.text((LADO // 2, LADO - 40), f"MUESTRA {n}", fill="black", font=font(34), anchor="mm")
    salida = BytesIO()
    imagen.save(salida, "PNG")
    return salida.getvalue()
