"""Tokens of messaging, mail, payment and office services."""

from __future__ import annotations

from guardrail.knowledge.credentials.shapes import Shape

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

SHAPES = (
    Shape(
        "Slack token",
        "Slack",
        ("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"),
        r"xox[bpars]-(?:\d{8,14}-){1,3}[A-Za-z0-9-]{24,64}",
    ),
    Shape("Slack app token", "Slack", ("xapp-",), r"xapp-\d-[A-Z0-9]{8,14}-\d{8,14}-[a-z0-9]{64}"),
    Shape(
        "Slack refresh token", "Slack", ("xoxe-", "xoxe."), r"xoxe(?:\.xox[bp])?-1-[\w-]{146,166}"
    ),
    Shape(
        "Slack webhook",
        "Slack",
        ("hooks.slack.com/",),
        r"hooks\.slack\.com/(?:services|workflows|triggers)/"
        r"(?P<value>T[A-Z0-9]{8,12}/[AB][A-Z0-9]{8,12}/[A-Za-z0-9/]{20,48})",
    ),
    Shape(
        "Discord webhook",
        "Discord",
        ("/api/webhooks/",),
        r"/api/webhooks/(?P<value>\d{17,20}/[\w-]{60,72})",
    ),
    Shape(
        "Discord bot token",
        "Discord",
        ("discord", "Discord", "DISCORD"),
        r"(?<![\w.-])[MNO][A-Za-z0-9_-]{22,27}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])",
        anywhere=True,
    ),
    Shape(
        "Telegram bot token",
        "Telegram",
        ("telegram", "Telegram", "TELEGRAM"),
        r"(?<![\w-])(?:bot)?(?P<value>\d{8,10}:AA[\w-]{33})(?![\w-])",
        anywhere=True,
    ),
    Shape(
        "Teams webhook",
        "Microsoft",
        (".webhook.office.com/",),
        r"\.webhook\.office\.com/webhookb2/(?P<value>"
        rf"{_UUID}@{_UUID}/IncomingWebhook/[0-9a-f]{{32}}/{_UUID})",
    ),
    Shape(
        "Twilio key",
        "Twilio",
        ("twilio", "Twilio", "TWILIO"),
        r"(?<![A-Za-z0-9_])SK[0-9a-f]{32}(?![A-Za-z0-9])",
        anywhere=True,
    ),
    Shape(
        "Twilio auth token",
        "Twilio",
        ("twilio", "Twilio", "TWILIO"),
        r"""(?i:twilio_?(?:auth)?_?token|auth_?token)["'\]]{0,2}[ \t]{0,4}[:=][ \t]{0,4}"""
        r"""["']?(?P<value>[0-9a-f]{32})(?![0-9A-Za-z])""",
        anywhere=True,
    ),
    Shape(
        "SendGrid key",
        "SendGrid",
        ("endgrid", "endGrid", "SENDGRID"),
        r"(?<![\w.-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])",
        anywhere=True,
    ),
    Shape("Brevo key", "Brevo", ("xkeysib-",), r"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    Shape(
        "Resend key",
        "Resend",
        ("resend", "Resend", "RESEND"),
        r"(?<![A-Za-z0-9_])re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?![A-Za-z0-9_])",
        anywhere=True,
    ),
    Shape(
        "Mailgun key",
        "Mailgun",
        ("ailgun", "MAILGUN"),
        r"(?<![\w-])key-[0-9a-f]{32}(?![\w-])",
        anywhere=True,
    ),
    Shape(
        "Mailchimp key",
        "Mailchimp",
        ("ailchimp", "MAILCHIMP"),
        r"(?<![\w-])[0-9a-f]{32}-us\d{1,2}(?![\w-])",
        anywhere=True,
    ),
    Shape(
        "Stripe live key",
        "Stripe",
        ("sk_live_", "rk_live_"),
        r"[sr]k_live_[A-Za-z0-9]{24,247}",
    ),
    Shape(
        "Stripe test key",
        "Stripe",
        ("sk_test_", "rk_test_"),
        r"[sr]k_test_[A-Za-z0-9]{24,247}",
        test_only=True,
    ),
    Shape("Stripe webhook secret", "Stripe", ("whsec_",), r"whsec_[A-Za-z0-9]{32,64}"),
    Shape("Square token", "Square", ("sq0atp-", "sq0csp-"), r"sq0(?:atp-[\w-]{22}|csp-[\w-]{43})"),
    Shape("Square token", "Square", ("EAAA",), r"EAAA[\w-]{60}"),
    Shape(
        "Shopify token",
        "Shopify",
        ("shpat_", "shpca_", "shppa_", "shpss_"),
        r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
    ),
    Shape(
        "Braintree token",
        "Braintree",
        ("access_token$production$",),
        r"access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}",
    ),
    Shape(
        "Plaid token", "Plaid", ("access-production-",), rf"access-production-(?P<value>{_UUID})"
    ),
    Shape("Linear key", "Linear", ("lin_api_",), r"lin_api_[A-Za-z0-9]{40}"),
    Shape("Notion token", "Notion", ("ntn_",), r"ntn_\d{11}[A-Za-z0-9]{35}"),
    Shape("Figma token", "Figma", ("figd_",), r"figd_[\w-]{38,42}"),
    Shape("HubSpot token", "HubSpot", ("pat-na1-", "pat-eu1-"), rf"pat-(?:na|eu)1-{_UUID}"),
)
