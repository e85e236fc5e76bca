"""What calls do to files and folders, and to which."""

from __future__ import annotations

import pytest
from reading_python import shown

FILES = [
    ("shutil.rmtree('/srv')", "FileChange verb=delete path=/srv recursive"),
    ("os.remove('a.db')", "FileChange verb=delete path=a.db"),
    ("os.unlink(os.path.join('/srv', name))", "FileChange verb=delete path=/srv/gr_hole_0"),
    ("from pathlib import Path\nPath('/srv/a').unlink()", "FileChange verb=delete path=/srv/a"),
    ("p = Path('/srv') / 'a'\np.unlink()", "FileChange verb=delete path=/srv/a"),
    ("(Path.home() / '.ssh').rmdir()", "FileChange verb=delete path=~/.ssh"),
    ("shutil.move('/srv', '/tmp')", "FileChange verb=move path=/srv"),
    ("os.rename('a', 'b')", "FileChange verb=move path=a"),
    ("open('/etc/hosts', 'w').write('')", "FileChange verb=overwrite path=/etc/hosts"),
    ("with open('a', mode='wb') as f:\n    pass", "FileChange verb=overwrite path=a"),
    ("Path('a').write_text('')", "FileChange verb=overwrite path=a"),
    ("os.chmod('/etc/shadow', 0o700)", "FileChange verb=chmod path=/etc/shadow"),
    ("asyncio.to_thread(os.remove, 'a')", "FileChange verb=delete path=a"),
]


@pytest.mark.parametrize(("code", "said"), FILES)
def test_what_a_call_does_to_a_file(code: str, said: str) -> None:
    assert shown(code) == [said]
