"""kr8s, lightkube and pykube: namespaces, volumes, claims and definitions deleted.

Source: the references of kr8s 0.20, lightkube 1.0 and pykube-ng 23.6. Pods, jobs and deployments
are made anew from their manifests and aren't told.
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Condition, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_HOLDING: tuple[tuple[str, str, str], ...] = (
    ("Namespace", "namespace with all that is in it", "namespaces namespace ns"),
    ("PersistentVolume", "volume", "persistentvolumes persistentvolume pv"),
    ("PersistentVolumeClaim", "volume claim", "persistentvolumeclaims persistentvolumeclaim pvc"),
    ("StatefulSet", "stateful set", "statefulsets statefulset sts"),
    (
        "CustomResourceDefinition",
        "definition and its objects",
        "customresourcedefinitions customresourcedefinition crd crds",
    ),
)
"""A kind of object, what its objects are, and how it is asked for by name."""

_MODULES = {"StatefulSet": "apps_v1", "CustomResourceDefinition": "apiextensions_v1"}
_KR8S = "import kr8s\n"
_LIGHT = (
    "from lightkube import Client\nfrom lightkube.resources.{0} import {1}\nclient = Client()\n"
)
_PYKUBE = "import pykube\napi = pykube.HTTPClient(pykube.KubeConfig.from_env())\n"
_SELECTING = ("label_selector", "field_selector")
_IN_KR8S = tuple(one for one in _HOLDING if one[0] != "CustomResourceDefinition")


def _of_kr8s(name: str, spelt: str) -> tuple[Kind, ...]:
    modules = ("kr8s.objects", "kr8s.asyncio.objects")
    listed = f"kr8s listed {name}"
    return (
        Makes(names=tuple(f"{module}.{name}" for module in modules), kind=f"kr8s {name}"),
        Makes(names=tuple(f"{module}.{name}.get" for module in modules), kind=f"kr8s {name}"),
        Makes(names=tuple(f"{module}.{name}.list" for module in modules), kind=listed),
        Gives(kind=listed, member="for []", gives=f"kr8s {name}"),
        *(
            Gives(kind=f"kr8s listed {one}", member="for []", gives=f"kr8s {name}")
            for one in spelt.split()
        ),
    )


KINDS: tuple[Kind, ...] = (
    Makes(names=("kr8s.get", "kr8s.asyncio.get"), kind="kr8s listed", by=Argument(0, "kind")),
    Makes(names=("kr8s.api", "kr8s.asyncio.api"), kind="kr8s api", proxy="functions"),
    Makes(names=("kr8s.Api",), kind="kr8s api"),
    Gives(
        kind="kr8s api",
        member="get()",
        gives="kr8s listed",
        by=Argument(0, "kind"),
        filters=_SELECTING,
    ),
    *(kind for name, _, spelt in _IN_KR8S for kind in _of_kr8s(name, spelt)),
    Makes(names=("lightkube.Client", "lightkube.AsyncClient"), kind="lightkube"),
    *(
        kind
        for name, _, _ in _HOLDING
        for kind in (
            Makes(names=(f"pykube.{name}", f"pykube.objects.{name}"), kind=f"pykube {name}"),
            Makes(
                names=(f"pykube.{name}.objects",),
                kind=f"pykube listed {name}",
                proxy="a manager, called",
            ),
            Gives(
                kind=f"pykube listed {name}",
                member="filter()",
                gives=f"pykube listed {name}",
                filters=("selector", "field_selector"),
            ),
            Gives(kind=f"pykube listed {name}", member="all()", gives=f"pykube listed {name}"),
            Gives(
                kind=f"pykube listed {name}",
                member="get_by_name() get()",
                gives=f"pykube {name}",
                named=FIRST,
            ),
            Gives(kind=f"pykube listed {name}", member="for", gives=f"pykube {name}"),
        )
    ),
)


def _kr8s(name: str, what: str, spelt: str) -> ChangesObject:
    asked = spelt.partition(" ")[0]
    start = f'{_KR8S}for one in kr8s.get("{asked}", namespace=kr8s.ALL):\n    one'
    return ChangesObject(
        names=(".delete",),
        on=(f"kr8s {name}",),
        what=what,
        store="kubernetes",
        beside=("kr8s",),
        example=f"{start}.delete()",
        twin=f"{start}.refresh()",
    )


def _lightkube(name: str, what: str, _: str) -> ChangesObject:
    module = _MODULES.get(name, "core_v1")
    start = _LIGHT.format(module, name)
    meant: Condition = (Argument(0, "res"), (name, f"{module}.{name}"))
    return ChangesObject(
        names=(".delete",),
        on=("lightkube",),
        what=what,
        store="kubernetes",
        target=Argument(1, "name"),
        when=(meant,),
        spared=(("dry_run", ("True",)),),
        beside=("lightkube",),
        example=f'{start}client.delete({name}, "shop")',
        twin=f'{start}client.delete({name}, "shop", dry_run=True)',
    )


def _lightkubes(name: str, what: str, _: str) -> ChangesObject:
    module = _MODULES.get(name, "core_v1")
    start = _LIGHT.format(module, name)
    meant: Condition = (Argument(0, "res"), (name, f"{module}.{name}"))
    return ChangesObject(
        names=(".deletecollection",),
        on=("lightkube",),
        what=f"every {what}",
        store="kubernetes",
        target=Argument(-1, "namespace"),
        when=(meant,),
        spared=(("dry_run", ("True",)),),
        beside=("lightkube",),
        example=f'{start}client.deletecollection({name}, namespace="shop")',
        twin=f'{start}client.deletecollection({name}, namespace="shop", dry_run=True)',
    )


def _pykube(name: str, what: str, _: str) -> ChangesObject:
    start = f"{_PYKUBE}for one in pykube.{name}.objects(api):\n    one"
    return ChangesObject(
        names=(".delete",),
        on=(f"pykube {name}",),
        what=what,
        store="kubernetes",
        beside=("pykube",),
        example=f"{start}.delete()",
        twin=f"{start}.reload()",
    )


ROWS: tuple[Row, ...] = (
    *(_kr8s(*one) for one in _IN_KR8S),
    *(_lightkube(*one) for one in _HOLDING),
    *(_lightkubes(*one) for one in _HOLDING if one[0] != "Namespace"),
    *(_pykube(*one) for one in _HOLDING),
)
