"""Outputs: what whoever operates the system, and `consola`, must know of a stack."""

from typing import Any

DE_LA_NUBE = {
    "DireccionPortal": ("DistribucionPortal", "CloudFront's name of the portal, to which its own points"),
    "DireccionAplicacion": (
        "DistribucionAplicacion",
        "CloudFront's name of the app, to which its own points",
    ),
}
"""Outputs whose resources exist on AWS only."""


def _entry(grupo: str) -> dict[str, Any]:
    return {"Fn::Sub": f"https://${{Prefijo}}-{grupo}.auth.${{AWS::Region}}.amazoncognito.com"}


def _providers() -> dict[str, Any]:
    condiciones = {"Google": "ConGoogle", "Facebook": "ConFacebook", "TwitterX": "ConX"}
    dados = [{"Fn::If": [c, nombre, {"Ref": "AWS::NoValue"}]} for nombre, c in condiciones.items()]
    return {"Fn::Join": [",", dados]}


SALIDAS: dict[str, tuple[Any, str]] = {
    "Api": (
        {"Fn::Sub": "https://${RestAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}/api"},
        "Address of the API, when it has no name of its own",
    ),
    "PrefijoRecursos": ({"Ref": "Prefijo"}, "CAPTACION_PREFIJO of the console"),
    "PoolInstitucional": ({"Ref": "UsuariosInstitucionales"}, "CAPTACION_POOL_INSTITUCIONAL of the console"),
    "ClienteInstitucionalId": ({"Ref": "ClienteInstitucional"}, "Client of the portal"),
    "PoolFederado": ({"Ref": "UsuariosFederados"}, "Pool of the app"),
    "ClienteFederadoId": ({"Ref": "ClienteFederado"}, "Client of the app"),
    "DominioOficiales": ({"Ref": "DominioInstitucional"}, "CAPTACION_DOMINIO_INSTITUCIONAL of the console"),
    "PaginasDeposito": ({"Ref": "DepositoPaginas"}, "Bucket of the pages (consola paginas)"),
    "EntradaInstitucional": (_entry("institucional"), "Hosted sign-in of officials (consola paginas)"),
    "EntradaFederada": (_entry("federado"), "Hosted sign-in of everybody else (consola paginas)"),
    "Proveedores": (_providers(), "Ways in that the federated pool offers, with commas (consola paginas)"),
    "ColaDeRebotes": ({"Ref": "ColaRebotes"}, "Queue of what bounced"),
    "TemaDeRebotes": ({"Ref": "TemaRebotes"}, "Topic to which SES tells what bounced"),
    "TemaOperacion": ({"Ref": "AvisosOperacion"}, "Topic of the alarms"),
}


def add(plantilla: dict[str, Any]) -> None:
    """Add the outputs to a template; Chalice's own stay as they are."""
    plantilla["Outputs"] = {
        **plantilla.get("Outputs", {}),
        **{n: {"Value": v, "Description": d} for n, (v, d) in SALIDAS.items()},
        **{
            n: {"Value": {"Fn::GetAtt": [recurso, "DomainName"]}, "Description": d, "Condition": "EnNube"}
            for n, (recurso, d) in DE_LA_NUBE.items()
        },
    }
