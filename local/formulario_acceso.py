"""The page that stands in for the hosted sign-in: by mail and password, by a provider's mail, or as a known person."""

from collections.abc import Iterable
from dataclasses import asdict
from html import escape

from local.acceso import Peticion

PROVEEDORES = {"google": "Google", "facebook": "Facebook", "x": "X"}

ESTILO = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; background: #f6f4f2; color: #1c1b1f; }
main { max-width: 34rem; margin: 2rem auto; padding: 1.5rem; background: #fff; border-top: 6px solid #611232; }
h1 { font-size: 1.4rem; color: #611232; } h2 { font-size: 1.1rem; margin-top: 2rem; }
label { display: block; font-weight: 600; margin-top: .75rem; }
input, select { width: 100%; min-height: 2.5rem; padding: .4rem; font: inherit; border: 1px solid #7d7672; }
button { min-height: 2.5rem; padding: .4rem 1rem; margin: .75rem .5rem 0 0; font: inherit; cursor: pointer;
  border: 1px solid #611232; background: #fff; color: #611232; }
button.primario { background: #611232; color: #fff; }
.falla { background: #fdecec; border-left: 5px solid #9b1c1c; padding: .5rem 1rem; }
"""


def form(peticion: Peticion, conocidas: Iterable[str], falla: str = "", correo: str = "") -> str:
    """HTML of the page."""
    propio = _provider(peticion, correo) if peticion.grupo == "federado" else _password(correo)
    lista = "".join(
        f'<button name="conocida" value="{escape(c)}" formnovalidate>{escape(c)}</button>' for c in conocidas
    )
    aviso = f'<p class="falla" role="alert">{escape(falla)}</p>' if falla else ""
    ocultos = "".join(
        f'<input type="hidden" name="{campo}" value="{escape(valor)}">'
        for campo, valor in asdict(peticion).items()
        if campo != "grupo"
    )
    return f"""<!doctype html>
<html lang="es-MX"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Entrar</title><link rel="stylesheet" href="/local/entrada.css"></head>
<body><main><h1>Entrar ({escape(peticion.grupo)})</h1>
<p>En esta máquina, en lugar de las páginas de acceso de la nube.</p>{aviso}
<form method="post">{ocultos}{propio}<button class="primario">Entrar</button>
<h2>Entrar como…</h2>{lista or "<p>No hay cuentas sembradas en este grupo.</p>"}</form></main></body></html>"""


def _password(correo: str) -> str:
    return f"""<label for="correo">Correo</label>
<input id="correo" name="correo" type="email" required value="{escape(correo)}" autocomplete="username">
<label for="clave">Contraseña</label>
<input id="clave" name="clave" type="password" required autocomplete="current-password">
<label for="nueva">Contraseña nueva (solo en el primer acceso)</label>
<input id="nueva" name="nueva" type="password" autocomplete="new-password">"""


def _provider(peticion: Peticion, correo: str) -> str:
    elegido = {"TwitterX": "x"}.get(peticion.identity_provider, peticion.identity_provider.lower())
    opciones = "".join(
        f'<option value="{p}"{" selected" if p == elegido else ""}>{n}</option>'
        for p, n in PROVEEDORES.items()
    )
    return f"""<label for="proveedor">Proveedor</label><select id="proveedor" name="proveedor">{opciones}</select>
<label for="correo">Correo con ese proveedor</label>
<input id="correo" name="correo" type="email" required value="{escape(correo)}" autocomplete="username">"""
