"""The pages: a CloudFront distribution for each site; files from a bucket and `/v1/*` from the API, behind one origin.

The headers are those of the page server of this machine (`local/cabeceras.py`). Only on AWS (`EnNube`).
"""

from typing import Any

from infra.plantilla.puerta import DIRECCION, ORILLA, secret
from local.cabeceras import SITIOS, headers

DEPOSITO = "DepositoPaginas"
CASILLAS = {"portal": "Portal", "app": "Aplicacion"}
"""Site -> the parameter with its address, which also ends the names of its resources."""
SUBIDAS = {"portal": "cargas", "app": "entrada"}
"""Site -> the bucket to which its pages upload by presigned POST."""
SIN_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
SEGUN_ORIGEN = "658327ea-f89d-4fab-a63d-7e88639e58f6"
TODO_MENOS_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
"""Managed policies: CachingDisabled, CachingOptimized (a file's Cache-Control decides), AllViewerExceptHostHeader."""
INDICE = """function handler(event) {
  var pedido = event.request;
  if (pedido.uri.split('/').pop().indexOf('.') < 0) pedido.uri = '/index.html';
  return pedido;
}
"""
"""CloudFront function that answers an address of the pages with the index. CustomErrorResponses would also replace the
API's 403 and 404."""
DE_QUIEN = f"""function handler(event) {{
  event.request.headers['{DIRECCION}'] = {{ value: event.viewer.ip }};
  return event.request;
}}
"""
"""CloudFront function that writes the requester's address into a header, over any value that was sent: the API itself
sees CloudFront's address only."""
DE_SEGURIDAD = (
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Referrer-Policy",
)
"""Headers that CloudFront takes in SecurityHeadersConfig; all others are custom headers."""


def add(plantilla: dict[str, Any]) -> None:
    """Add both sites, what they share, and the bucket's permission for their distributions alone."""
    nuevos = {
        "AccesoPaginas": {
            "Type": "AWS::CloudFront::OriginAccessControl",
            "Properties": {
                "OriginAccessControlConfig": {
                    "Name": {"Fn::Sub": "${Prefijo}-paginas"},
                    "OriginAccessControlOriginType": "s3",
                    "SigningBehavior": "always",
                    "SigningProtocol": "sigv4",
                }
            },
        },
        "FuncionIndice": _function("indice", INDICE),
        "FuncionDeQuien": _function("de-quien", DE_QUIEN),
    }
    for sitio, nombre in CASILLAS.items():
        nuevos[f"Cabeceras{nombre}"] = _headers_policy(sitio)
        nuevos[f"Distribucion{nombre}"] = _distribution(sitio)
    plantilla["Resources"] |= {n: {**r, "Condition": "EnNube"} for n, r in nuevos.items()}
    politica = plantilla["Resources"][DEPOSITO.replace("Deposito", "SoloTls")]["Properties"]["PolicyDocument"]
    politica["Statement"].append({"Fn::If": ["EnNube", _read_by_distributions(), {"Ref": "AWS::NoValue"}]})


def reached(sitio: str) -> list[str]:
    """Other origins that a site's pages may reach, with the template's names in `${…}`: sign-in and uploads."""
    entradas = [f"https://${{Prefijo}}-{g}.auth.${{AWS::Region}}.amazoncognito.com" for g in GRUPOS[sitio]]
    return [*entradas, f"https://${{Prefijo}}-{SUBIDAS[sitio]}.s3.${{AWS::Region}}.${{AWS::URLSuffix}}"]


GRUPOS = {"portal": ("institucional", "federado"), "app": ("federado",)}
"""Site -> the pools whose hosted sign-in it uses."""


def _function(nombre: str, codigo: str) -> dict[str, Any]:
    return {
        "Type": "AWS::CloudFront::Function",
        "Properties": {
            "Name": {"Fn::Sub": f"${{Prefijo}}-{nombre}"},
            "AutoPublish": True,
            "FunctionCode": codigo,
            "FunctionConfig": {"Comment": nombre, "Runtime": "cloudfront-js-2.0"},
        },
    }


def _headers_policy(sitio: str) -> dict[str, Any]:
    todas = headers(sitio, reached(sitio))
    hsts = {"AccessControlMaxAgeSec": _max_age(todas), "IncludeSubdomains": True, "Override": True}
    return {
        "Type": "AWS::CloudFront::ResponseHeadersPolicy",
        "Properties": {
            "ResponseHeadersPolicyConfig": {
                "Name": {"Fn::Sub": f"${{Prefijo}}-{sitio}"},
                "SecurityHeadersConfig": {
                    "ContentSecurityPolicy": {
                        "ContentSecurityPolicy": {"Fn::Sub": todas["Content-Security-Policy"]},
                        "Override": True,
                    },
                    "StrictTransportSecurity": hsts,
                    "ContentTypeOptions": {"Override": True},
                    "ReferrerPolicy": {"ReferrerPolicy": todas["Referrer-Policy"], "Override": True},
                },
                "CustomHeadersConfig": {
                    "Items": [
                        {"Header": n, "Value": v, "Override": True}
                        for n, v in todas.items()
                        if n not in DE_SEGURIDAD
                    ]
                },
            }
        },
    }


def _max_age(todas: dict[str, str]) -> int:
    return int(todas["Strict-Transport-Security"].partition(";")[0].partition("=")[2])


def _distribution(sitio: str) -> dict[str, Any]:
    nombre = CASILLAS[sitio]
    direccion = {"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": nombre}]}]}
    certificado = {
        "AcmCertificateArn": {"Ref": "CertificadoPaginas"},
        "SslSupportMethod": "sni-only",
        "MinimumProtocolVersion": "TLSv1.2_2021",
    }
    return {
        "Type": "AWS::CloudFront::Distribution",
        "Properties": {
            "DistributionConfig": {
                "Enabled": True,
                "Comment": {"Fn::Sub": f"${{Prefijo}} {sitio}"},
                "HttpVersion": "http2and3",
                "IPV6Enabled": False,  # limits by address count (docs/decisions/0397)
                "PriceClass": "PriceClass_100",
                "DefaultRootObject": "index.html",
                "Aliases": _if_named([direccion]),
                "ViewerCertificate": {
                    "Fn::If": ["ConNombrePaginas", certificado, {"CloudFrontDefaultCertificate": True}]
                },
                "WebACLId": {
                    "Fn::If": [
                        "ConCortafuegosPaginas",
                        {"Ref": "CortafuegosPaginas"},
                        {"Ref": "AWS::NoValue"},
                    ]
                },
                "Origins": [_files(sitio), _api()],
                "DefaultCacheBehavior": {
                    **_behaviour("archivos", SEGUN_ORIGEN, "FuncionIndice"),
                    "AllowedMethods": ["GET", "HEAD"],
                    "ResponseHeadersPolicyId": {"Ref": f"Cabeceras{nombre}"},
                },
                "CacheBehaviors": [
                    {
                        **_behaviour("api", SIN_CACHE, "FuncionDeQuien"),
                        "PathPattern": "/v1/*",
                        "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
                        "OriginRequestPolicyId": TODO_MENOS_HOST,
                    }
                ],
            }
        },
    }


def _if_named(valor: Any) -> dict[str, Any]:
    return {"Fn::If": ["ConNombrePaginas", valor, {"Ref": "AWS::NoValue"}]}


def _behaviour(origen: str, cache: str, funcion: str) -> dict[str, Any]:
    al_entrar = {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": [funcion, "FunctionARN"]}}
    return {
        "TargetOriginId": origen,
        "ViewerProtocolPolicy": "redirect-to-https" if origen == "archivos" else "https-only",
        "Compress": True,
        "CachePolicyId": cache,
        "FunctionAssociations": [al_entrar],
    }


def _files(sitio: str) -> dict[str, Any]:
    return {
        "Id": "archivos",
        "DomainName": {"Fn::GetAtt": [DEPOSITO, "RegionalDomainName"]},
        "OriginPath": f"/{sitio}",
        "OriginAccessControlId": {"Ref": "AccesoPaginas"},
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }


def _api() -> dict[str, Any]:
    """Origin of the API: its stage, with a secret header that proves that a request came through CloudFront."""
    return {
        "Id": "api",
        "DomainName": {"Fn::Sub": "${RestAPI}.execute-api.${AWS::Region}.${AWS::URLSuffix}"},
        "OriginPath": "/api",
        "CustomOriginConfig": {
            "OriginProtocolPolicy": "https-only",
            "OriginSSLProtocols": ["TLSv1.2"],
            "OriginReadTimeout": 30,
        },
        "OriginCustomHeaders": [{"HeaderName": ORILLA, "HeaderValue": secret()}],
    }


def _read_by_distributions() -> dict[str, Any]:
    arn = "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${%s}"
    suyas = [{"Fn::Sub": arn % f"Distribucion{nombre}"} for nombre in CASILLAS.values()]
    return {
        "Sid": "LeenLasDistribuciones",
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": "s3:GetObject",
        "Resource": [
            {"Fn::Sub": f"arn:${{AWS::Partition}}:s3:::${{Prefijo}}-paginas/{sitio}/*"} for sitio in SITIOS
        ],
        "Condition": {"ArnEquals": {"aws:SourceArn": suyas}},
    }
