"""Installations of their own, thrown away afterwards."""

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


@pytest.fixture
def cluster(new_cluster) -> Cluster:
    """One such server."""
    return new_cluster("one")
