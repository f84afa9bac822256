"""`passerelle places`: the places that a text may mean, the best first, as JSON. It needs neither settings nor the network."""

import json

from passerelle import places

SHOWN = ("country", "postcode", "commune", "code", "area", "lat", "lon")


def show(text: str) -> int:
    """Print the candidates; none is an empty list, and no error."""
    found = [{name: getattr(place, name) for name in SHOWN} for place in places.find(text)]
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0
