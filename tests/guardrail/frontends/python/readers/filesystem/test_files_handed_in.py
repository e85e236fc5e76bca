"""Files that others hand in, run or rebuilt: by where uploads are saved, by the folder's name."""

from __future__ import annotations

import pytest
from reading_python import shown

RUN = """
import importlib.util, pickle
from fastapi import FastAPI, UploadFile
app = FastAPI()
@app.put("/actions/{{name}}")
async def propose(name: str, file: {kind}):
    {saved}
def resolve(name):
    path = ACTIONS / f"{{name}}.py"
    return importlib.util.spec_from_file_location("action", path)
"""


def told(code: str) -> str:
    """What is told of code that runs."""
    return "\n".join(one for one in shown(code) if one.startswith("CodeRun"))


@pytest.mark.parametrize(
    "saved",
    [
        '(ACTIONS / f"{name}.py").write_bytes(await file.read())',
        "target = ACTIONS / name\n    target.write_bytes(await file.read())",
        'with open(ACTIONS / name, "wb") as out:\n        shutil.copyfileobj(file.file, out)',
    ],
)
def test_a_folder_that_uploads_are_saved_to(saved: str) -> None:
    assert "from a file that was uploaded" in told(RUN.format(kind="UploadFile", saved=saved))


@pytest.mark.parametrize(
    ("kind", "saved"),
    [
        ("UploadFile", '(DATA / f"{name}.csv").write_bytes(await file.read())'),
        ("bytes", '(ACTIONS / f"{name}.py").write_bytes(TEMPLATE)'),
        ("UploadFile", "known = (ACTIONS / name).exists()"),
    ],
)
def test_other_folders(kind: str, saved: str) -> None:
    assert "uploaded" not in told(RUN.format(kind=kind, saved=saved))


@pytest.mark.parametrize(
    ("folder", "others"),
    [
        ("SUBMISSIONS", True),
        ("UPLOAD_DIR", True),
        ("incoming", True),
        ("DROP", True),
        ("dropbox_dir", True),
        ("dropped", False),
        ("CACHE", False),
        ("UPLOADED_AT", False),
    ],
)
def test_a_folder_by_its_name(folder: str, others: bool) -> None:
    code = f"import pickle\nfor path in {folder}.glob('*.pkl'):\n    pickle.load(path.open('rb'))\n"
    assert ("from a folder of what others hand in" in told(code)) is others
