"""Child processes that end with their parent, in whatever way the parent ends.

The parent holds the writing end of the child's standard input and never writes to it: when the parent
ends, even by `kill -9`, the kernel closes the pipe and the child reads its end. Unlike PR_SET_PDEATHSIG this
does not depend on which thread started the child. Standard library only: it also runs in `.venv-nube`.
"""

import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path


def die_with_parent() -> None:
    """Make this process end at once when its standard input ends. Called once, in the child."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def start(
    command: Sequence[str],
    env: Mapping[str, str],
    log: Path,
    cwd: Path | None = None,
    fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child that calls `die_with_parent`; its output is appended to `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=tuple(fds),
            start_new_session=True,  # Ctrl-C is for the parent, which stops its children in order
        )


def stop(process: subprocess.Popen[bytes], seconds: float = 5) -> None:
    """Ask a child to end by closing its input; kill it when it has not ended after `seconds`."""
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    die_with_parent()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__")
