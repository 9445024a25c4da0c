"""Installations of their own, thrown away afterwards."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lianheng.instance.cluster import Cluster
from lianheng.instance.home import Home


@pytest.fixture
def new_cluster(tmp_path: Path) -> Iterator[Callable[[str], Cluster]]:
    """A server that nobody uses yet."""
    made: list[Cluster] = []

    def make(name: str) -> Cluster:
        made.append(Cluster(Home(tmp_path / name)))
        return made[-1]

    yield make
    for cluster in made:
        if cluster.data.exists():
            cluster.stop()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that was started once, at rest."""
    cluster = Cluster(Home(tmp_path_factory.mktemp("prepared") / "home"))
    with cluster.in_use():
        pass
    return cluster.home.root


@pytest.fixture
def cluster(new_cluster, prepared: Path) -> Cluster:
    """A copy of it, with nothing in it yet."""
    cluster = new_cluster("one")
    shutil.copytree(prepared, cluster.home.root, ignore=lambda *_: [".s.PGSQL.5432", ".s.PGSQL.5432.lock"])
    return cluster
