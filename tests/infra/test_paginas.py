"""The pages on AWS: one origin with the API, the headers of the local page server, and whose address is believed."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint

from infra.plantilla.paginas import CASILLAS, DE_QUIEN, INDICE, reached
from infra.plantilla.puerta import DIRECCION, MARCA, ORILLA, secret
from local.cabeceras import SITIOS, headers
from local.nube import ROOT

Recursos = dict[str, dict[str, Any]]
SITIO = pytest.mark.parametrize("sitio", sorted(SITIOS))


@pytest.fixture(scope="module")
def recursos(plantilla: dict[str, Any]) -> Recursos:
    return plantilla["Resources"]


def distribution(recursos: Recursos, sitio: str) -> dict[str, Any]:
    return recursos[f"Distribucion{CASILLAS[sitio]}"]["Properties"]["DistributionConfig"]


@SITIO
def test_the_headers_are_those_of_the_local_page_server(recursos: Recursos, sitio: str) -> None:
    propiedades = recursos[f"Cabeceras{CASILLAS[sitio]}"]["Properties"]["ResponseHeadersPolicyConfig"]
    seguras = propiedades["SecurityHeadersConfig"]
    hsts = seguras["StrictTransportSecurity"]
    puestas = {
        "Content-Security-Policy": seguras["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"],
        "Strict-Transport-Security": f"max-age={hsts['AccessControlMaxAgeSec']}; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": seguras["ReferrerPolicy"]["ReferrerPolicy"],
        **{c["Header"]: c["Value"] for c in propiedades["CustomHeadersConfig"]["Items"]},
    }
    assert puestas == headers(sitio, reached(sitio))
    assert hsts["IncludeSubdomains"] and seguras["ContentTypeOptions"]
    assert "unsafe-inline" not in puestas["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in puestas["Content-Security-Policy"]
    pagina = distribution(recursos, sitio)["DefaultCacheBehavior"]
    assert pagina["ResponseHeadersPolicyId"] == {"Ref": f"Cabeceras{CASILLAS[sitio]}"}


@SITIO
def test_the_pages_may_reach_the_buckets_they_upload_to_and_the_hosted_sign_in(
    recursos: Recursos, sitio: str
) -> None:
    for destino in reached(sitio):
        lugar = re.fullmatch(r"https://\$\{Prefijo\}-(\w+)\.(s3|auth)\..+", destino)
        assert lugar, destino
        nombre = {"Fn::Sub": f"${{Prefijo}}-{lugar[1]}"}
        propiedades = [r["Properties"] for r in recursos.values()]
        hay = [p for p in propiedades if nombre in (p.get("BucketName"), p.get("Domain"))]
        assert hay, destino


@SITIO
def test_api_and_pages_are_behind_one_origin_and_nothing_of_the_api_is_kept_or_rewritten(
    recursos: Recursos, sitio: str
) -> None:
    """Pages instead of errors for the whole distribution would hide the API's own 403 and 404."""
    propia = distribution(recursos, sitio)
    [api] = propia["CacheBehaviors"]
    assert api["PathPattern"] == "/v1/*"
    assert {"PUT", "POST", "PATCH", "DELETE"} <= set(api["AllowedMethods"])
    assert api["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert api["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    assert "CustomErrorResponses" not in propia
    origenes = {o["Id"]: o for o in propia["Origins"]}
    assert origenes["archivos"]["OriginPath"] == f"/{sitio}"
    assert origenes["archivos"]["OriginAccessControlId"] == {"Ref": "AccesoPaginas"}
    assert origenes["api"]["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def test_the_files_are_read_by_these_distributions_alone(recursos: Recursos) -> None:
    concede = recursos["SoloTlsPaginas"]["Properties"]["PolicyDocument"]["Statement"][-1]["Fn::If"][1]
    assert concede["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert concede["Action"] == "s3:GetObject"
    texto = json.dumps(concede["Condition"]["ArnEquals"]["aws:SourceArn"])
    assert re.findall(r"distribution/\$\{(\w+)\}", texto) == [f"Distribucion{n}" for n in CASILLAS.values()]
    assert recursos["DepositoPaginas"]["Properties"]["PublicAccessBlockConfiguration"]["BlockPublicPolicy"]


def run_function(codigo: str, pedido: dict[str, Any]) -> Any:
    """What a function of CloudFront's makes of a request, in Node."""
    evento = json.dumps({"request": pedido, "viewer": {"ip": "203.0.113.9"}})
    orden = ["node", "-e", f"{codigo};console.log(JSON.stringify(handler({evento})))"]
    return json.loads(subprocess.run(orden, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize(
    ("pedida", "servida"),
    [
        ("/", "/index.html"),
        ("/proceso/P1/avance", "/index.html"),
        ("/sesion", "/index.html"),
        ("/v1.2/pagina", "/index.html"),
        ("/assets/index-abc.js", "/assets/index-abc.js"),
        ("/config.json", "/config.json"),
    ],
)
def test_an_address_of_the_pages_gets_the_index_and_a_file_itself(pedida: str, servida: str) -> None:
    assert run_function(INDICE, {"uri": pedida})["uri"] == servida


def test_the_address_of_whoever_asks_replaces_one_that_was_sent() -> None:
    pedido = {"uri": "/v1/cuenta", "headers": {DIRECCION: {"value": "198.51.100.1"}}}
    assert run_function(DE_QUIEN, pedido)["headers"][DIRECCION] == {"value": "203.0.113.9"}


def test_the_firewall_vouches_for_the_address_of_requests_with_the_secret_alone(recursos: Recursos) -> None:
    reglas = {r["Name"]: r for r in recursos["Cortafuegos"]["Properties"]["Rules"]}
    con = reglas["por-la-orilla"]["Statement"]["ByteMatchStatement"]
    assert con["FieldToMatch"] == {"SingleHeader": {"Name": ORILLA}} and con["SearchString"] == secret()
    sin = reglas["de-fuera"]["Statement"]["NotStatement"]["Statement"]["ByteMatchStatement"]
    assert sin == con
    for nombre, valor in (("por-la-orilla", "si"), ("de-fuera", "no")):
        [puesta] = reglas[nombre]["Action"]["Count"]["CustomRequestHandling"]["InsertHeaders"]
        assert (f"x-amzn-waf-{puesta['Name']}", puesta["Value"]) == (MARCA, valor)
    directa = reglas["por-direccion"]["Statement"]["RateBasedStatement"]
    de_paso = reglas["por-direccion-en-la-orilla"]["Statement"]["RateBasedStatement"]
    assert directa["AggregateKeyType"] == "IP" and "NotStatement" in directa["ScopeDownStatement"]
    assert de_paso["ForwardedIPConfig"]["HeaderName"] == DIRECCION
    assert de_paso["ScopeDownStatement"]["ByteMatchStatement"] == con
    for sitio in SITIOS:
        api = next(o for o in distribution(recursos, sitio)["Origins"] if o["Id"] == "api")
        assert api["OriginCustomHeaders"] == [{"HeaderName": ORILLA, "HeaderValue": secret()}]


def test_production_returns_from_the_sign_in_to_both_sites_and_has_names_and_a_firewall(
    plantilla: dict[str, Any],
) -> None:
    dados = json.loads(Path(ROOT, "infra/etapas/prod.json").read_text())["Parameters"]
    sitios = {dados[p] for p in CASILLAS.values()}
    assert set(dados["PaginasSesion"].split(",")) == {f"{s}/sesion" for s in sitios}
    assert set(dados["PaginasSalida"].split(",")) == {f"{s}/" for s in sitios}
    afirmado = json.dumps(plantilla["Rules"]["Produccion"]["Assertions"])
    assert all(p in afirmado for p in ("CertificadoPaginas", "CortafuegosPaginas", "Aplicacion"))


def test_the_firewall_of_the_pages_has_no_fault_that_cfn_lint_knows() -> None:
    texto = Path(ROOT, "infra/orilla.yaml").read_text()
    assert [str(f) for f in lint(texto, config=ManualArgs(regions=["us-east-1"]))] == []
