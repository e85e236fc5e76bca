"""Files on other machines, over FTP and SFTP: every file of a folder deleted in a loop.

Source: the Python library reference, `ftplib`; the API reference of paramiko 3 (`SFTPClient`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row, words

SERVERS = ("ftp", "sftp")
"""What holds the files: stores of this module's rows."""

LISTING = words("listdir listdir_attr listdir_iter nlst mlsd")
"""Methods that list the folder that they are given first of all."""

_FTP, _SFTP, _SSH = "ftp client", "sftp client", "ssh client"
_LISTED = "files of a server"
_BY_FTP = "import ftplib\nftp = ftplib.FTP_TLS(host)\n"
_BY_SFTP = "import paramiko\nssh = paramiko.SSHClient()\nsftp = ssh.open_sftp()\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("ftplib.FTP", "ftplib.FTP_TLS"), kind=_FTP),
    Makes(names=("paramiko.SSHClient", "paramiko.client.SSHClient"), kind=_SSH),
    Makes(
        names=(
            "paramiko.SFTPClient",
            "paramiko.SFTPClient.from_transport",
            "paramiko.sftp_client.SFTPClient",
        ),
        kind=_SFTP,
    ),
    Gives(kind=_SSH, member="open_sftp()", gives=_SFTP),
    Gives(kind=_SSH, member="with", gives=_SSH),
    Gives(kind=_SFTP, member="with", gives=_SFTP),
    Gives(kind=_FTP, member="with", gives=_FTP),
    Gives(kind=_FTP, member="nlst() mlsd()", gives=_LISTED),
    Gives(kind=_SFTP, member="listdir() listdir_attr() listdir_iter()", gives=_LISTED),
    Gives(kind=_LISTED, member="[] for", gives=_LISTED),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_FTP,),
        each=True,
        verb=Verb.DELETE,
        target="the folder of the server",
        store="ftp",
        beside=("ftplib",),
        example=f"{_BY_FTP}for name in ftp.nlst():\n    ftp.delete(name)",
        twin=f"{_BY_FTP}ftp.delete('old.html')",
    ),
    ChangesData(
        names=(".remove", ".unlink"),
        on=(_SFTP,),
        each=True,
        verb=Verb.DELETE,
        target="the folder of the server",
        store="sftp",
        beside=("paramiko",),
        example=f"{_BY_SFTP}for name in sftp.listdir('in'):\n    sftp.remove('in/' + name)",
        twin=f"{_BY_SFTP}sftp.remove('in/old.html')",
    ),
)
