"""What no deployed function may load at its start (docs/decisions/0370)."""

import os
import subprocess
import sys

PEREZOSOS = (
    "aws_lambda_powertools", "duckdb", "email.policy", "holidays", "openpyxl", "pypdf", "reportlab", "sqlite3",
    "xlsxwriter", "zxingcpp",
)  # fmt: skip
"""Libraries that a run loads when it comes to need them."""


def test_no_function_loads_at_its_start_what_only_some_of_its_runs_need():
    """`app` imports the module of every function, those that events start too."""
    codigo = f"import app, sys; print(*(m for m in {PEREZOSOS!r} if m in sys.modules))"
    env = {**os.environ, "AWS_DEFAULT_REGION": "mx-central-1"}
    hecho = subprocess.run(
        [sys.executable, "-c", codigo], env=env, capture_output=True, text=True, check=True
    )
    assert hecho.stdout.split() == []
