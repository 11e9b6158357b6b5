"""Outputs: what whoever operates the system, and `consola`, must know of a stack."""

from typing import Any

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
    "ColaDeRebotes": ({"Ref": "ColaRebotes"}, "Queue of what bounced"),
    "TemaDeRebotes": ({"Ref": "TemaRebotes"}, "Topic to which SES tells what bounced"),
    "TemaOperacion": ({"Ref": "AvisosOperacion"}, "Topic of the alarms"),
}


def add(plantilla: dict[str, Any]) -> None:
    """A template without them keeps them; Chalice's own are left as they are."""
    plantilla["Outputs"] = {
        **plantilla.get("Outputs", {}),
        **{n: {"Value": v, "Description": d} for n, (v, d) in SALIDAS.items()},
    }
