"""Mail that is sent and fetched with a password in the clear.

Sources: the Python library reference, `smtplib` (`SMTP.starttls`: "All SMTP commands that follow
will be encrypted", so what came before is not) and `logging.handlers` (`SMTPHandler`: `secure`);
aiosmtplib 5 (`start_tls`: `None` upgrades where the server can), red-mail 0.6 (`use_starttls`),
yagmail 0.15 (`smtp_starttls`), imap-tools 1.16 (`MailBoxUnencrypted`), IMAPClient 4 (`ssl`); Django
5.2 (`EMAIL_USE_TLS` is false by default), Flask-Mail 0.10 (`MAIL_USE_TLS`), FastAPI-Mail 1
(`MAIL_STARTTLS`, `MAIL_SSL_TLS`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import Loosens, Spot
from guardrail.knowledge.python.loosened_web import LIVE, PRODUCTION
from guardrail.knowledge.python.rows import words

_FALSE = r"\s*=\s*False\b"
_NEAR = r"(?i:localhost|127\.0\.0\.1|\[::1\]|mailhog|mailpit|mailcatcher|greenmail)"
_DJANGO = (
    rf"EMAIL_USE_SSL\s*=\s*(?!False)|{_NEAR}"
    r"|EMAIL_BACKEND\s*=[^\n]*(?:console|locmem|dummy|filebased|anymail|ses\b|postmark|sendgrid)"
)
_ENTRY = r"""["']\s*\]?\s*[:=]\s*False\b"""
_SMTP = "import smtplib\nbox = smtplib.SMTP('mail.acme.io', 587)\n"


def _off_by_default(word: str) -> Spot:
    """A setting of the module's own by which a connection is secured, and which is off."""
    asks = rf"\bif\s+(?:\w+\.){{0,3}}{word}\b[^\n:]{{0,40}}:\s*[\w.]+\.starttls\("
    code = (
        f"import smtplib\nclass Mail:\n    {word}: bool = {{0}}\ndef send(mail):\n"
        f"    box = smtplib.SMTP('mail.acme.io')\n    if mail.{word}:\n        box.starttls()\n"
        "    box.login(user, password)"
    )
    return Spot(
        word=word,
        pattern=r"\s*(?::\s*bool\s*)?=\s*False\b",
        what=Loosens.ENCRYPTION,
        beside=("smtplib",),
        along=rf"\A(?s:(?=.*{asks})(?=.*\.login\())",
        lacking=rf"SMTP_SSL|{_NEAR}",
        example=code.format("False"),
        twin=code.format("True"),
    )


MAIL: tuple[Spot, ...] = (
    *map(_off_by_default, ("starttls", "use_starttls", "use_tls", "smtp_tls", "start_tls", "tls")),
    Spot(
        word="login",
        pattern=r"\s*\([^\n]{0,200}\)[ \t]*\n\s*[\w.]{1,40}\.starttls\(",
        what=Loosens.ENCRYPTION,
        calls=words("login"),
        beside=("smtplib",),
        lacking=_NEAR,
        example=f"{_SMTP}box.login(user, password)\nbox.starttls()",
        twin=f"{_SMTP}box.starttls()\nbox.login(user, password)",
    ),
    Spot(
        word="start_tls",
        pattern=_FALSE,
        what=Loosens.ENCRYPTION,
        calls=words("send SMTP connect"),
        beside=("aiosmtplib",),
        along=r"\b(?:password|login)\b",
        lacking=rf"use_tls\s*=\s*(?!False)|\.starttls\(|{_NEAR}",
        example="import aiosmtplib\naiosmtplib.send(m, username=u, password=p, start_tls=False)",
        twin="import aiosmtplib\naiosmtplib.send(m, username=u, password=p, start_tls=True)",
    ),
    Spot(
        word="use_starttls",
        pattern=_FALSE,
        what=Loosens.ENCRYPTION,
        calls=words("EmailSender"),
        beside=("redmail",),
        lacking=rf"SMTP_SSL|{_NEAR}",
        example="import redmail\nredmail.EmailSender(host, 25, u, p, use_starttls=False)",
        twin="import redmail\nredmail.EmailSender(host, 25, u, p, use_starttls=True)",
    ),
    Spot(
        word="smtp_starttls",
        pattern=_FALSE,
        what=Loosens.ENCRYPTION,
        calls=words("SMTP"),
        beside=("yagmail",),
        along=r"smtp_ssl\s*=\s*False",
        lacking=_NEAR,
        example="import yagmail\nyagmail.SMTP(u, p, smtp_starttls=False, smtp_ssl=False)",
        twin="import yagmail\nyagmail.SMTP(u, p, smtp_starttls=True, smtp_ssl=False)",
    ),
    Spot(
        word="SMTPHandler",
        pattern=r"\s*\(",
        what=Loosens.ENCRYPTION,
        calls=words("SMTPHandler"),
        held=(("credentials", ("*",)),),
        without="secure",
        lacking=_NEAR,
        example="SMTPHandler(('mail.acme.io', 25), a, b, 'broken', credentials=(u, p))",
        twin="SMTPHandler(('mail.acme.io', 587), a, b, 'broken', credentials=(u, p), secure=())",
    ),
    Spot(
        word="MailBoxUnencrypted",
        pattern=r"\s*\(\s*[^\s)]",
        what=Loosens.ENCRYPTION,
        calls=words("MailBoxUnencrypted"),
        beside=("imap_tools",),
        along=r"\.login\(",
        lacking=_NEAR,
        example="import imap_tools\nimap_tools.MailBoxUnencrypted(HOST).login(user, password)",
        twin="import imap_tools\nimap_tools.MailBox(HOST).login(user, password)",
    ),
    Spot(
        word="ssl",
        pattern=_FALSE,
        what=Loosens.ENCRYPTION,
        calls=words("IMAPClient"),
        beside=("imapclient",),
        along=r"\.login\(",
        lacking=rf"\.starttls\(|{_NEAR}",
        example="import imapclient\nbox = imapclient.IMAPClient(HOST, ssl=False)\nbox.login(u, p)",
        twin="import imapclient\nbox = imapclient.IMAPClient(HOST, ssl=True)\nbox.login(u, p)",
    ),
    Spot(
        word="EMAIL_USE_TLS",
        pattern=_FALSE,
        what=Loosens.ENCRYPTION,
        along=r"EMAIL_HOST_PASSWORD\s*=\s*(?![\"']{2})",
        lacking=_DJANGO,
        example="EMAIL_HOST_PASSWORD = env('MAIL')\nEMAIL_USE_TLS = False",
        twin="EMAIL_HOST_PASSWORD = env('MAIL')\nEMAIL_USE_TLS = True",
    ),
    Spot(
        word="EMAIL_HOST_PASSWORD",
        pattern=r"\s*=\s*(?![\"']{2})",
        what=Loosens.ENCRYPTION,
        along=r"(?m)^EMAIL_HOST\s*=",
        lacking=rf"EMAIL_USE_TLS|{_DJANGO}|import \*",
        held_in=PRODUCTION,
        or_along=LIVE,
        example="DEBUG = False\nEMAIL_HOST = 'mail.acme.io'\nEMAIL_HOST_PASSWORD = env('MAIL')",
        twin=(
            "DEBUG = False\nEMAIL_HOST = 'mail.acme.io'\nEMAIL_HOST_PASSWORD = env('MAIL')\n"
            "EMAIL_USE_TLS = True"
        ),
    ),
    *(
        Spot(
            word=word,
            pattern=pattern,
            what=Loosens.ENCRYPTION,
            calls=calls,
            along=r"MAIL_PASSWORD",
            lacking=rf"MAIL_(?:USE_SSL|SSL_TLS)[\"']?\s*\]?\s*[:=]\s*(?!False)|{_NEAR}",
            example=f"{before}{example}",
            twin=f"{before}{example.replace('False', 'True')}",
        )
        for word, pattern, calls, before, example in (
            (
                "MAIL_USE_TLS",
                _ENTRY,
                frozenset[str](),
                "c['MAIL_PASSWORD'] = p\n",
                "c['MAIL_USE_TLS'] = False",
            ),
            (
                "MAIL_USE_TLS",
                _FALSE,
                words("update from_mapping"),
                "",
                "app.config.update(MAIL_PASSWORD=p, MAIL_USE_TLS=False)",
            ),
            (
                "MAIL_USE_TLS",
                _FALSE,
                frozenset[str](),
                "class Config:\n    MAIL_PASSWORD = p\n",
                "    MAIL_USE_TLS = False",
            ),
            (
                "MAIL_STARTTLS",
                _FALSE,
                words("ConnectionConfig"),
                "",
                "ConnectionConfig(MAIL_PASSWORD=p, MAIL_STARTTLS=False)",
            ),
        )
    ),
)
