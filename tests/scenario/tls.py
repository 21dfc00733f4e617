"""An authority, and certificates of it, made when a scenario wants one."""

import socket
import ssl
import subprocess
from pathlib import Path
from typing import Callable

KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def authority(folder: Path) -> Path:
    path = folder / "authority.pem"
    if not path.exists():
        run("req", "-x509", *KEY, "-subj", "/CN=authority", "-days", "2",
            "-keyout", str(path.with_suffix(".key")), "-out", str(path))
    return path


def certificate(folder: Path, host: str, is_expired: bool) -> Path:
    """With its key in the same file."""
    issuer = authority(folder)
    path = folder / f"{host}{'.expired' if is_expired else ''}.pem"
    key, request = path.with_suffix(".key"), path.with_suffix(".csr")
    run("req", *KEY, "-subj", f"/CN={host}", "-addext",
        f"subjectAltName=DNS:{host}", "-keyout", str(key), "-out",
        str(request))
    run("x509", "-req", "-in", str(request), "-CA", str(issuer), "-CAkey",
        str(issuer.with_suffix(".key")), "-CAcreateserial",
        "-copy_extensions", "copy", "-days", "-1" if is_expired else "2",
        "-out", str(path))
    with path.open("ab") as file:
        file.write(key.read_bytes())
    return path


def run(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def wrapping(path: Path) -> Callable[[socket.socket], socket.socket]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return lambda plain: context.wrap_socket(plain, server_side=True)
