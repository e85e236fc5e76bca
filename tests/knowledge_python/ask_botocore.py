"""Run by the Python of an environment with botocore: which operations and arguments don't exist.

Reads [[service, method, [arguments]]] from standard input, where an argument may go on with the key
of a value inside it; of a text, which is a document of its own, botocore knows nothing. Prints what
is wrong; "absent" where there is no botocore.
"""

import importlib.util
import json
import sys


def members(shape, seen=()):
    """The names of all values anywhere inside a shape."""
    if shape.name in seen:
        return set()
    seen = (*seen, shape.name)
    if shape.type_name == "structure":
        found = set(shape.members)
        for one in shape.members.values():
            found |= members(one, seen)
        return found
    if shape.type_name == "list":
        return members(shape.member, seen)
    if shape.type_name == "map":
        return {*getattr(shape.key, "enum", ()), *members(shape.value, seen)}
    return set()


def wrong(model, names, method, arguments):
    """What is wrong with one operation, "" where all is right."""
    if method not in names:
        return "no such operation"
    shape = model.operation_model(names[method]).input_shape
    given = shape.members if shape is not None else {}
    for argument in filter(None, arguments):
        name, _, key = argument.partition(".")
        if name not in given:
            return f"no argument {name}"
        if given[name].type_name == "string":
            continue
        missing = set(filter(None, key.split("."))) - members(given[name])
        if missing:
            return f"no {', '.join(sorted(missing))} in {name}"
    return ""


def main():
    """Answer."""
    if importlib.util.find_spec("botocore") is None:
        print(json.dumps("absent"))
        return
    from botocore import xform_name
    from botocore.session import get_session

    session = get_session()
    told = []
    for service, method, arguments in json.loads(sys.stdin.read()):
        model = session.get_service_model(service)
        names = {xform_name(one): one for one in model.operation_names}
        said = wrong(model, names, method, arguments)
        if said:
            told.append(f"{service}.{method}: {said}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
