"""Run by the Python of an environment with libraries: answers questions from standard input.

Prints, by the question, "" where it holds, else what is wrong. What the environment hasn't got is
left out.
"""

import importlib
import importlib.util
import inspect
import json
import sys
import warnings

MISSING = object()


def found(name):
    """The object of a full name, MISSING where the package isn't installed."""
    parts = name.split(".")
    try:
        if parts[0] not in sys.modules and importlib.util.find_spec(parts[0]) is None:
            return MISSING
    except (ImportError, ValueError):
        return MISSING
    held, at = importlib.import_module(parts[0]), 1
    while at < len(parts):
        try:
            held = getattr(held, parts[at])
        except AttributeError:
            hidden = sys.modules.get(".".join(parts[:at]))
            if hasattr(hidden, parts[at]):
                # A module that a class of the same name is found in the place of.
                held, at = getattr(hidden, parts[at]), at + 1
                continue
            try:
                held = importlib.import_module(".".join(parts[: at + 1]))
            except ModuleNotFoundError as error:
                if error.name and not ".".join(parts).startswith(error.name):
                    raise
                if inspect.ismodule(held) and not getattr(held, "__file__", None):
                    # A namespace package (google, azure) of which this part isn't installed.
                    return MISSING
                raise
        at += 1
    return held


def wrong(called, parameters, bound):
    """What is wrong with the parameters of something that can be called."""
    try:
        signature = inspect.signature(called)
    except (TypeError, ValueError):
        return "" if not parameters else "it has no signature"
    names = list(signature.parameters)
    kinds = {one.kind for one in signature.parameters.values()}
    if bound and names:
        names = names[1:]
    for name, position in parameters:
        if name and name not in names and inspect.Parameter.VAR_KEYWORD not in kinds:
            return f"no parameter {name} in {signature}"
        if position >= 0 and name in names and names.index(name) != position:
            return f"{name} stands at {names.index(name)} in {signature}"
        if position >= len(names) and inspect.Parameter.VAR_POSITIONAL not in kinds:
            return f"no parameter at {position} in {signature}"
    return ""


def made(expression):
    """What `module:expression` gives, MISSING where the package isn't installed."""
    module, _, rest = expression.partition(":")
    package = found(module)
    return package if package is MISSING else eval(rest, dict(vars(package)))


def documented(held, parameters):
    """What is wrong with parameters by the text that a method made from a model explains them in.

    Its signature takes anything: ":param Bucket:", or "  project: string, ..." below "Args:".
    """
    text = str(held.__doc__ or "")
    taken = inspect.signature(held).parameters
    if ":param " not in text and "Args:" not in text:
        return ""
    for name, _ in parameters:
        if (
            name
            and name not in taken
            and f":param {name}:" not in text
            and f"  {name}: " not in text
        ):
            return f"{name} isn't among the parameters that are explained"
    return ""


def answer(question):
    """ "" where the question's claim holds, what is wrong, or MISSING."""
    holder, name, parameters = question
    try:
        if not holder:
            held = found(name)
            return held if held is MISSING else wrong(held, parameters, False)
        if holder.startswith("made "):
            owner = made(holder.removeprefix("made "))
            if owner is MISSING:
                return MISSING
            held = getattr(owner, name, MISSING)
            if held is MISSING:
                return f"{holder} has no {name}"
            return wrong(held, parameters, False) or documented(held, parameters)
        owner = found(holder.removeprefix("type "))
        if owner is MISSING:
            return MISSING
        if not inspect.isclass(owner):
            if not holder.startswith("type "):
                return MISSING
            held = getattr(owner, name, MISSING)
            return f"{holder} has no {name}" if held is MISSING else wrong(held, parameters, False)
        plain = inspect.getattr_static(owner, name, MISSING)
        held = getattr(owner, name, plain)
        if held is MISSING:
            return f"{holder} has no {name}"
        unbound = not isinstance(plain, (classmethod, staticmethod)) and not inspect.ismethod(held)
        return wrong(held, parameters, unbound)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    told = {}
    for question in json.loads(sys.stdin.read()):
        said = answer(question)
        if said is not MISSING:
            told[json.dumps(question)] = said
    print()
    print(json.dumps(told))
