"""Discord: channels, roles and messages deleted and members banned, each that there is.

Source: the documentation of discord.py 2.7 (`Guild.channels`, `Guild.members`, `Guild.delete`,
`TextChannel.purge`: "If no check is passed then all messages are deleted", `Member.ban`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes, Spelt
from guardrail.knowledge.python.listed_rows import each_of
from guardrail.knowledge.python.rows import Row

_BOT, _GUILD, _CHANNEL, _PARTS, _PEOPLE = (
    *("discord client", "discord guild", "discord channel"),
    *("discord parts", "discord members"),
)
_BESIDE = ("discord", "disnake", "nextcord")
_ATTRIBUTES = "they are attributes of what the service sends"
_START = "import discord\nbot = discord.Client(intents=i)\n"
_GUILDS = (
    f"{_START}async def f():\n    for one in bot.get_guild(7).{{0}}:\n        await one.{{1}}()"
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("discord.Client", "discord.ext.commands.Bot", "discord.AutoShardedClient"),
        kind=_BOT,
        unproved=_ATTRIBUTES,
    ),
    Makes(names=("discord.Guild",), kind=_GUILD, unproved=_ATTRIBUTES),
    Makes(names=("discord.TextChannel",), kind=_CHANNEL, unproved=_ATTRIBUTES),
    Makes(names=("discord.ext.commands.Context",), kind="discord context", unproved=_ATTRIBUTES),
    Makes(names=("discord.Interaction",), kind="discord context", unproved=_ATTRIBUTES),
    Spelt(names=("guild",), kind=_GUILD),
    Gives(kind="discord context", member="guild", gives=_GUILD),
    Gives(kind="discord context", member="channel", gives=_CHANNEL),
    Gives(kind=_BOT, member="get_guild() fetch_guild()", gives=_GUILD),
    Gives(kind=_BOT, member="get_channel() fetch_channel()", gives=_CHANNEL),
    Gives(
        kind=_GUILD,
        member="channels text_channels voice_channels categories roles emojis threads",
        gives=_PARTS,
    ),
    Gives(kind=_GUILD, member="members", gives=_PEOPLE),
    Gives(kind=_PARTS, member="for", gives=_PARTS),
    Gives(kind=_PEOPLE, member="for", gives=_PEOPLE),
)

ROWS: tuple[Row, ...] = (
    each_of(
        ".delete",
        _PARTS,
        store="discord",
        target="the guild",
        beside=_BESIDE,
        itself=True,
        unproved=_ATTRIBUTES,
        example=_GUILDS.format("channels", "delete"),
        twin=f"{_START}async def f():\n    await bot.get_guild(7).get_channel(9).delete()",
    ),
    each_of(
        ".ban .kick",
        _PEOPLE,
        store="discord",
        target="the guild",
        beside=_BESIDE,
        itself=True,
        unproved=_ATTRIBUTES,
        example=_GUILDS.format("members", "ban"),
        twin=f"{_START}async def f():\n    await bot.get_guild(7).get_member(9).ban()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_GUILD,),
        what="guild with its channels",
        store="discord",
        target="",
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=f"{_START}async def f():\n    await bot.get_guild(7).delete()",
        twin=f"{_START}async def f():\n    await bot.get_guild(7).edit(name='Shop')",
    ),
)
