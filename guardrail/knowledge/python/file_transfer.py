"""Files on other machines, over FTP and SFTP: every file of a folder deleted in a loop, or at once.

Source: the Python library reference, `ftplib`; the API reference of paramiko 3 (`SFTPClient`), of
pysftp 0.2.9 (`Connection`), of asyncssh 2.24 (`SFTPClient.rmtree`), of aioftp 0.28 (`Client.remove`
goes through folders) and of ftputil 5.2 (`FTPHost.rmtree`); RFC 959 (DELE).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    Gives,
    GoesAtAnyRate,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import Argument, ChangesFile, Row, words

SERVERS = ("ftp", "sftp")
"""What holds the files: stores of this module's rows."""

SFTP = (
    "paramiko.SSHClient().open_sftp()",
    "paramiko.client.SSHClient().open_sftp()",
    "paramiko.SFTPClient.from_transport()",
    "pysftp.Connection()",
)
"""How clients that write files on another machine are made."""

LISTING = words("listdir listdir_attr listdir_iter nlst mlsd scandir readdir list")
"""Methods that list the folder that they are given first of all."""

_FTP, _SFTP, _SSH = "ftp client", "sftp client", "ssh client"
_ASYNC, _AIOFTP, _HOST = "asyncssh connection", "aioftp client", "ftputil host"
_LISTED = "files of a server"
_BY_FTP = "import ftplib\nftp = ftplib.FTP_TLS(host)\n"
_BY_HOST = "import ftputil\nftp = ftputil.FTPHost(host, user, password)\n"
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
    Makes(names=("pysftp.Connection",), kind=_SFTP, unproved="it needs an old setuptools"),
    Makes(names=("asyncssh.connect", "asyncssh.SSHClientConnection"), kind=_ASYNC),
    Makes(names=("asyncssh.SFTPClient",), kind=_SFTP),
    Gives(kind=_ASYNC, member="with", gives=_ASYNC),
    Gives(kind=_ASYNC, member="start_sftp_client()", gives=_SFTP),
    Makes(names=("aioftp.Client", "aioftp.Client.context"), kind=_AIOFTP),
    Gives(kind=_AIOFTP, member="with", gives=_AIOFTP),
    Gives(kind=_AIOFTP, member="list()", gives=_LISTED),
    Makes(names=("ftputil.FTPHost", "ftputil.host.FTPHost"), kind=_HOST),
    Gives(kind=_HOST, member="with", gives=_HOST),
    Gives(kind=_HOST, member="listdir()", gives=_LISTED),
    Gives(kind=_SSH, member="open_sftp()", gives=_SFTP),
    Gives(kind=_SSH, member="with", gives=_SSH),
    Gives(kind=_SFTP, member="with", gives=_SFTP),
    Gives(kind=_FTP, member="with", gives=_FTP),
    Gives(kind=_FTP, member="nlst() mlsd()", gives=_LISTED),
    Gives(
        kind=_SFTP,
        member="listdir() listdir_attr() listdir_iter() scandir() readdir()",
        gives=_LISTED,
    ),
    Gives(kind=_LISTED, member="[] for", gives=_LISTED),
)

_FETCHING = r"\.(?:retr(?:binary|lines)|get|getfo|mget|download\w*|fetch\w*)\("
_BRINGING = (
    r"\.(?:upload\w*|put\w*|storbinary|copy\w*|send\w*|post|publish|create|insert\w*)\("
    r"|\b(?:shutil\.\w+|copy\w*|upload\w*|send\w*|process\w*|import_\w+|load\w*|ingest\w*|deliver\w*"
    r"|archive\w*|parse\w*|handle\w*|submit\w*|transfer\w*|store\w*)\("
)
"""How a file of one's own is brought elsewhere, by methods of libraries and by functions' names."""
_SENDING = (
    r"\.(?:upload\w*|putfo|put(?:_\w+)?|storbinary|copy\w*|send\w*|publish\w*|transfer\w*)\("
    r"|\b(?:shutil\.copy\w*|_?(?:copy|upload|send|deliver|archive|transfer|push|backup|back_up)\w*)\("
)
"""The same without what only reads it: a file that can't be read may go."""
DONE_WITH = rf"{_SENDING}|\.(?:post|patch)\(|\b(?:process|handle|ingest|import|consume|digest)\w*\("
"""What a loop does with each file that it deletes afterwards, having no more use for it."""
_TRIED = """\
try:
    ftp.retrbinary("RETR a.edi", part.write)
{0}:
    ftp.delete("a.edi")"""
_SENT = """\
import os, shutil
from pathlib import Path
for one in Path("/srv/outbox").glob("*.edi"):
    try:
        upload_file(one)
    {0}:
        one.unlink()"""

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
        beside=("paramiko", "pysftp", "asyncssh"),
        example=f"{_BY_SFTP}for name in sftp.listdir('in'):\n    sftp.remove('in/' + name)",
        twin=f"{_BY_SFTP}sftp.remove('in/old.html')",
    ),
    ChangesData(
        names=(".sendcmd", ".voidcmd"),
        on=(_FTP,),
        each=True,
        verb=Verb.DELETE,
        when=((Argument(0, "cmd"), ("~~DELE",)),),
        target="the folder of the server",
        store="ftp",
        beside=("ftplib",),
        example=f"{_BY_FTP}for name in ftp.nlst():\n    ftp.sendcmd('DELE ' + name)",
        twin=f"{_BY_FTP}for name in ftp.nlst():\n    ftp.sendcmd('SIZE ' + name)",
    ),
    ChangesData(
        names=(".remove_file", ".remove"),
        on=(_AIOFTP, _HOST),
        each=True,
        verb=Verb.DELETE,
        target="the folder of the server",
        store="ftp",
        beside=("aioftp", "ftputil"),
        unproved="one library has the one, the other the other",
        example=f"{_BY_HOST}for name in ftp.listdir('in'):\n    ftp.remove('in/' + name)",
        twin=f"{_BY_HOST}ftp.remove('in/old.html')",
    ),
    ChangesFile(
        names=tuple(f"{client}.chmod" for client in SFTP),
        verb=Verb.CHMOD,
        path=Argument(0, "path"),
        beside=("paramiko", "pysftp"),
        unproved="a method makes paramiko's client; pysftp needs an old setuptools",
        example=f"{_BY_SFTP}sftp.chmod('/etc/shadow', 0o777)",
    ),
    RunsQuery(
        names=(".rmtree",),
        on=(_SFTP, _HOST),
        language="shell",
        quoted_in="rm -rf",
        text=Argument(0, "path"),
        like=".",
        store="sftp",
        beside=("asyncssh", "ftputil"),
        unproved="paramiko's clients have no such method",
        example=f"{_BY_HOST}ftp.rmtree('/srv/media')",
        twin=f"{_BY_HOST}ftp.makedirs('/srv/media')",
    ),
    RunsQuery(
        names=(".remove",),
        on=(_AIOFTP,),
        language="shell",
        quoted_in="rm -rf",
        text=Argument(0, "path"),
        like=".",
        store="ftp",
        beside=("aioftp",),
        example="import aioftp\nftp = aioftp.Client()\nawait ftp.remove('/srv/media')",
        twin="import aioftp\nftp = aioftp.Client()\nawait ftp.exists('/srv/media')",
    ),
    GoesAtAnyRate(
        names=(".delete", ".remove", ".unlink"),
        on=(_FTP, _SFTP, _AIOFTP, _HOST),
        file=Argument(0),
        taking=_FETCHING,
        sending=_FETCHING,
        store="ftp",
        beside=("ftplib", "paramiko", "pysftp", "asyncssh", "aioftp", "ftputil"),
        unproved="what they call the argument differs",
        example=_BY_FTP + _TRIED.format("finally"),
        twin=_BY_FTP + _TRIED.format("except OSError:\n    raise\nelse"),
    ),
    GoesAtAnyRate(
        names=("os.remove", "os.unlink"),
        file=Argument(0, "path"),
        taking=_BRINGING,
        sending=_SENDING,
        listed=True,
        store="files",
        example=_SENT.format("finally").replace("one.unlink()", "os.remove(one)"),
        twin=_SENT.format("except OSError:\n        raise\n    else").replace(
            "one.unlink()", "print(one)"
        ),
    ),
    GoesAtAnyRate(
        names=("shutil.rmtree",),
        file=Argument(0, "path"),
        taking=_SENDING,
        sending=_SENDING,
        listed=True,
        store="files",
        example=_SENT.format("finally").replace("one.unlink()", "shutil.rmtree(one)"),
        twin=_SENT.format("except OSError:\n        raise\n    else").replace(
            "one.unlink()", "print(one)"
        ),
    ),
    GoesAtAnyRate(
        names=(".unlink",),
        file=Argument(-1, "self"),
        taking=_BRINGING,
        sending=_SENDING,
        listed=True,
        store="files",
        beside=("Path", "pathlib"),
        unproved="a method of paths that a loop goes through",
        example=_SENT.format("finally"),
        twin=_SENT.format("except OSError:\n        raise\n    else").replace(
            "one.unlink", "print"
        ),
    ),
)
