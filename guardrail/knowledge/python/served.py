"""Calls of web frameworks that hand out folders and files.

Sources: aiohttp 3.12 (`UrlDispatcher.add_static`, `web.static`, `web.FileResponse`), Starlette 0.46
(`StaticFiles`, `FileResponse`), Flask 3 and Quart 0.20 (`static_folder`, `send_from_directory`,
which is safe for the name, `send_file`, which isn't: "Never pass file paths provided by a user"),
Bottle 0.13 (`static_file`), Sanic 25 (`app.static`), Falcon 4 (`add_static_route`), WhiteNoise 6,
NiceGUI 2 (`add_static_files`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import FIRST, NOWHERE, Argument, Row, Serves

_WEB = (
    *("flask", "fastapi", "starlette", "aiohttp", "django.http", "sanic", "quart", "bottle"),
    *("falcon", "litestar", "tornado", "pyramid", "nicegui"),
)
_AIOHTTP = "from aiohttp import web\napp = web.Application()\n"


def _folder(
    names: tuple[str, ...],
    path: Argument,
    example: str,
    beside: tuple[str, ...],
    *,
    name: Argument = NOWHERE,
) -> Serves:
    twin = example.replace('"."', '"public"')
    return Serves(
        names=names,
        path=path,
        name=name,
        beside=beside,
        example=example,
        twin=twin,
    )


def _file(names: tuple[str, ...], path: Argument, example: str) -> Serves:
    return Serves(
        names=names,
        path=path,
        file=True,
        beside=_WEB,
        example=example,
        twin=example.replace("request.args['path']", "REPORT"),
    )


ROWS: tuple[Row, ...] = (
    _folder(
        (".add_static",),
        Argument(1, "path"),
        f'{_AIOHTTP}app.router.add_static("/files", ".")',
        ("aiohttp",),
    ),
    _folder(
        ("aiohttp.web.static",),
        Argument(1, "path"),
        f'{_AIOHTTP}app.add_routes([web.static("/files", ".")])',
        ("aiohttp",),
    ),
    _folder(
        (
            "starlette.staticfiles.StaticFiles",
            "fastapi.staticfiles.StaticFiles",
            "litestar.static_files.create_static_files_router",
        ),
        Argument(-1, "directory"),
        'from fastapi.staticfiles import StaticFiles\nStaticFiles(directory=".")',
        ("starlette", "fastapi"),
    ),
    _folder(
        ("flask.Flask", "quart.Quart", "flask.Blueprint"),
        Argument(-1, "static_folder"),
        'from flask import Flask\nFlask("a", static_folder=".")',
        ("static_folder",),
    ),
    _folder(
        (
            "flask.send_from_directory",
            "quart.send_from_directory",
            "flask.helpers.send_from_directory",
        ),
        Argument(0, "directory"),
        'from flask import send_from_directory\nsend_from_directory(".", name)',
        ("flask", "quart"),
        name=Argument(1, "path"),
    ),
    _folder(
        ("bottle.static_file",),
        Argument(1, "root"),
        'from bottle import static_file\nstatic_file(name, root=".")',
        ("bottle",),
        name=Argument(0, "filename"),
    ),
    _folder(
        ("sanic.Sanic().static", "sanic.Blueprint().static"),
        Argument(1, "file_or_directory"),
        'from sanic import Sanic\napp = Sanic("a")\napp.static("/", ".")',
        ("sanic",),
    ),
    _folder(
        (".add_static_route",),
        Argument(1, "directory"),
        'import falcon\napp = falcon.App()\napp.add_static_route("/files", ".")',
        ("falcon",),
    ),
    _folder(
        ("whitenoise.WhiteNoise",),
        Argument(1, "root"),
        'from whitenoise import WhiteNoise\nWhiteNoise(app, root=".")',
        ("whitenoise",),
    ),
    _folder(
        ("nicegui.app.add_static_files", "nicegui.app.add_media_files"),
        Argument(1, "local_directory"),
        'from nicegui import app\napp.add_static_files("/files", ".")',
        ("nicegui",),
    ),
    _file(
        ("flask.send_file", "quart.send_file"),
        FIRST,
        "from flask import request, send_file\nsend_file(request.args['path'])",
    ),
    _file(
        (
            "starlette.responses.FileResponse",
            "fastapi.responses.FileResponse",
            "aiohttp.web.FileResponse",
        ),
        Argument(0, "path"),
        "from fastapi.responses import FileResponse\nFileResponse(request.args['path'])",
    ),
    _file(
        ("builtins.open", "aiofiles.open"),
        Argument(0, "file"),
        "from flask import request\nopen(request.args['path']).read()",
    ),
)
