"""Serialised objects and documents that may run anything when they are loaded."""

from __future__ import annotations

import pytest
from reading_python import runs, shown


@pytest.mark.parametrize("scheme", ["https://data.acme.io", "/srv/data"])
def test_an_object_read_from_an_address(scheme: str) -> None:
    code = f"import os\nimport pandas as pd\nROOT = os.environ.get('ROOT', '{scheme}')\n"
    code += "pd.read_pickle(f'{ROOT}/today.pkl')\n"
    told = [line for line in shown(code) if "fetched over the network" in line]
    assert bool(told) is scheme.startswith("https")


TOP = (
    "import torch, requests, urllib.request\nfrom pathlib import Path\nCACHE = Path('data/sent')\n"
)
LOADS = "def load(path):\n    return torch.load(path, weights_only=False)\n"


@pytest.mark.parametrize(
    ("code", "known"),
    [
        (
            (
                "for one in listed:\n    path = CACHE / one\n"
                f"    path.write_bytes(requests.get(url).content)\n{LOADS}load(CACHE / 'a.pt')\n"
            ),
            True,
        ),
        (
            (
                "with open('a.pt', 'wb') as file:\n    file.write(requests.get(url).content)\n"
                "torch.load('a.pt', weights_only=False)\n"
            ),
            True,
        ),
        (
            (
                "path = 'a.pt'\nurllib.request.urlretrieve(url, path)\n"
                "model = torch.load(path, weights_only=False)\n"
            ),
            True,
        ),
        (
            (
                "path = CACHE / 'words.csv'\npath.write_bytes(requests.get(url).content)\n"
                f"{LOADS}load(Path('own') / 'a.pt')\n"
            ),
            False,
        ),
        (
            (
                "urllib.request.urlretrieve(url, 'words.csv')\n"
                "torch.load('a.pt', weights_only=False)\n"
            ),
            False,
        ),
        (
            (
                "path = 'a.pt'\nurllib.request.urlretrieve(url, path)\n"
                "assert sha256(path) == expected\ntorch.load(path, weights_only=False)\n"
            ),
            False,
        ),
    ],
)
def test_a_script_fetches_outside_any_function(code: str, known: bool) -> None:
    assert any("from a file that was fetched" in one for one in runs(TOP + code)) is known


@pytest.mark.parametrize(
    ("base", "told"),
    [("yaml.Loader", True), ("Plain, yaml.UnsafeLoader", True), ("yaml.SafeLoader", False)],
)
def test_a_loader_of_ones_own_may_do_what_its_base_may(base: str, told: bool) -> None:
    code = f"import yaml\nclass Ours({base}):\n    pass\nyaml.load(text, Loader=Ours)\n"
    assert any("a YAML document" in line for line in shown(code)) is told


OWN = """
import io, pickle
from flask import request
class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        {}
        return super().find_class(module, name)
class Inner(Reader):
    pass
def read(blob):
    {}
@app.post("/state")
def state():
    return read(request.get_data())
"""
LOGS = "if name not in KNOWN:\n            log.warning(name)"
REFUSES = "if name not in KNOWN:\n            raise pickle.UnpicklingError(name)"


@pytest.mark.parametrize(
    ("finds", "reads", "known"),
    [
        (LOGS, "return Reader(io.BytesIO(blob)).load()", True),
        (LOGS, "reader = Reader(io.BytesIO(blob))\n    return reader.load()", True),
        (LOGS, "return Inner(io.BytesIO(blob)).load()", True),
        (REFUSES, "return Reader(io.BytesIO(blob)).load()", False),
        (REFUSES, "return Inner(io.BytesIO(blob)).load()", False),
        (LOGS, "return Reader(open('own.pkl', 'rb')).load()", False),
    ],
)
def test_an_unpickler_of_ones_own_refuses_or_does_not(finds: str, reads: str, known: bool) -> None:
    assert any("from a request" in one for one in runs(OWN.format(finds, reads))) is known
