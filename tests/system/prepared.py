#!/usr/bin/python3
"""prepared.py FOLDER: keeps there what nearly all tests begin with, to be copied.

To make a cluster and to bring a database up to date takes seconds of a
processor; to copy it takes a tenth. SHEAF_TEST_MODEL says where they are:
state/ is as "sheaf db init" leaves it, cluster/ has a database MODEL. Where it
is not set each test makes its own.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Mapping

from cluster import Cluster, copy
from product import Sheaf, binary, end, scratch, wait_for

MODEL = "model"


def make_model(cluster: Cluster) -> None:
    """With what schemas/ has, which the first normaliser stores: to do so
    takes longer than most tests."""
    sheaf = Sheaf(cluster.create(MODEL))
    sheaf.run("db", "init")
    normaliser = sheaf.start("worker", "normalise")
    wait_for("the vocabulary", lambda: cluster.value(
        MODEL, "SELECT count(*) FROM sheaf.vocabulary") != "0")
    end(normaliser)


@contextmanager
def prepared(folder: Path, settings: Mapping[str, str] = {"fsync": "off"}) \
        -> Iterator[Cluster]:
    """A cluster with a database MODEL that is as "sheaf db init" leaves it."""
    kept = os.environ.get("SHEAF_TEST_MODEL")
    model = Path(kept) / "cluster" if kept else None
    with Cluster(folder, settings, model) as cluster:
        if model is None:
            make_model(cluster)
        yield cluster


def make_state(state: Path) -> None:
    environment = {name: value for name, value in os.environ.items()
                   if name != "SHEAF_DATABASE"} | {"SHEAF_STATE": str(state)}
    try:
        subprocess.run([binary(), "--quiet", "db", "init"], check=True,
                       env=environment, stdin=subprocess.DEVNULL)
    finally:
        subprocess.run([binary(), "--quiet", "db", "stop"], check=True,
                       env=environment, stdin=subprocess.DEVNULL)


def keep(into: Path) -> None:
    os.environ.pop("SHEAF_TEST_MODEL", None)
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    with scratch() as folder:
        make_state(folder / "state")
        copy(folder / "state", into / "state")
        with prepared(folder / "cluster") as cluster:
            pass
        copy(cluster.data, into / "cluster")


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
