"""What people write in a chat is as much from outside as a request."""

from __future__ import annotations

import pytest
from reading_python import shown

ASKED = "what=a command line with text from a request in it"


def told(code: str) -> bool:
    """Whether a command line is told that somebody outside writes a part of."""
    return any(ASKED in one for one in shown(f"import os, subprocess\n{code}"))


@pytest.mark.parametrize(
    "code",
    [
        (
            "from slack_bolt import App\napp = App()\n@app.command('/ops')\n"
            "def ops(ack, command):\n    os.system(command['text'])\n"
        ),
        (
            "from slack_bolt.async_app import AsyncApp\napp = AsyncApp()\n"
            "@app.event('app_mention')\nasync def ops(event, say):\n    await call(event['text'])\n"
            "async def call(text):\n    subprocess.run(text, shell=True)\n"
        ),
        (
            "from discord.ext import commands\nbot = commands.Bot('!')\n@bot.command()\n"
            "async def ping(ctx, host: str):\n    os.system('ping -c 1 ' + host)\n"
        ),
        (
            "from telegram.ext import CommandHandler\nasync def run(update, context):\n"
            "    os.system(' '.join(context.args))\napp.add_handler(CommandHandler('run', run))\n"
        ),
    ],
)
def test_a_command_line_from_a_chat(code: str) -> None:
    assert told(code)


@pytest.mark.parametrize(
    "code",
    [
        (
            "import typer\napp = typer.Typer()\n@app.command()\n"
            "def ping(host: str):\n    os.system('ping -c 1 ' + host)\n"
        ),
        (
            "from discord.ext import commands\nimport shlex\n@bot.command()\n"
            "async def ping(ctx, host: str):\n    os.system('ping -c 1 ' + shlex.quote(host))\n"
        ),
        (
            "from slack_bolt import App\nDONE = {'disk': 'df -h'}\n@app.command('/ops')\n"
            "def ops(ack, command):\n    os.system('df -h')\n"
        ),
    ],
)
def test_what_nobody_writes_there(code: str) -> None:
    assert not told(code)
