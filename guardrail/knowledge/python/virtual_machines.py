"""proxmoxer, libvirt and pyVmomi: virtual machines and their disks deleted.

Source: the API viewer of Proxmox VE 8 (`DELETE /nodes/{node}/qemu/{vmid}`: with all its volumes),
the reference of libvirt's Python binding 10 (`virDomain.undefine`, `virStorageVol.delete`; a domain
that is `destroy`ed is only switched off) and vSphere's Web Services API 8 (`Destroy_Task`: with the
files of its disks).
"""

from __future__ import annotations

from guardrail.effects import Recoverable
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_GUEST, _CONTENT = "proxmox guest", "proxmox content"
_CONNECTION, _DOMAIN = "libvirt connection", "libvirt domain"
_POOL, _VOLUME = "libvirt pool", "libvirt volume"
_PROXMOX = "from proxmoxer import ProxmoxAPI\nproxmox = ProxmoxAPI('pve.acme.io')\n"
_LIBVIRT = "import libvirt\nconn = libvirt.open('qemu:///system')\n"
_DYNAMIC = "the API's paths are attributes"
_NEEDED = "the package needs libvirt itself"
_VIM = "the package makes its classes from the server's description"
_MANAGED = (
    ("VirtualMachine", "virtual machine with its disks"),
    ("Datastore", "datastore"),
    ("Folder", "folder with all that is in it"),
    ("ResourcePool", "resource pool"),
    ("ClusterComputeResource", "cluster"),
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("proxmoxer.ProxmoxAPI",), kind="proxmox", proxy=_DYNAMIC),
    Gives(kind="proxmox", member="nodes", gives="proxmox nodes"),
    Gives(kind="proxmox", member="nodes()", gives="proxmox node"),
    Gives(kind="proxmox nodes", member="[] *", gives="proxmox node"),
    Gives(kind="proxmox node", member="qemu lxc", gives="proxmox guests"),
    Gives(kind="proxmox node", member="qemu() lxc()", gives=_GUEST, named=FIRST),
    Gives(kind="proxmox guests", member="[]", gives=_GUEST),
    Gives(kind="proxmox node", member="storage()", gives="proxmox storage"),
    Gives(kind="proxmox storage", member="content()", gives=_CONTENT, named=FIRST),
    Makes(
        names=("libvirt.open", "libvirt.openAuth"),
        kind=_CONNECTION,
        unproved=_NEEDED,
    ),
    Makes(names=("libvirt.virConnect",), kind=_CONNECTION, unproved=_NEEDED),
    Makes(names=("libvirt.virDomain",), kind=_DOMAIN, unproved=_NEEDED),
    Makes(names=("libvirt.virStorageVol",), kind=_VOLUME, unproved=_NEEDED),
    Makes(names=("libvirt.virStoragePool",), kind=_POOL, unproved=_NEEDED),
    Gives(kind=_CONNECTION, member="listAllDomains()", gives="libvirt domains"),
    Gives(kind="libvirt domains", member="for []", gives=_DOMAIN),
    Gives(
        kind=_CONNECTION,
        member="lookupByName() lookupByID() lookupByUUIDString()",
        gives=_DOMAIN,
        named=FIRST,
    ),
    Gives(kind=_CONNECTION, member="listAllStoragePools()", gives="libvirt pools"),
    Gives(kind="libvirt pools", member="for []", gives=_POOL),
    Gives(kind=_CONNECTION, member="storagePoolLookupByName()", gives=_POOL, named=FIRST),
    Gives(
        kind=_CONNECTION,
        member="storageVolLookupByPath() storageVolLookupByKey()",
        gives=_VOLUME,
        named=FIRST,
    ),
    Gives(kind=_POOL, member="listAllVolumes()", gives="libvirt volumes"),
    Gives(kind="libvirt volumes", member="for []", gives=_VOLUME),
    Gives(kind=_POOL, member="storageVolLookupByName()", gives=_VOLUME, named=FIRST),
    *(
        Makes(names=(f"pyVmomi.vim.{name}",), kind=f"vsphere {name}", unproved=_VIM)
        for name, _ in _MANAGED
    ),
    Makes(
        names=("pyVmomi.vim.FileManager", "pyVmomi.vim.VirtualDiskManager"),
        kind="vsphere files",
        unproved=_VIM,
    ),
)


def _destroyed(name: str, what: str) -> ChangesObject:
    start = f"from pyVmomi import vim\ndef clean(one: vim.{name}):\n    one"
    return ChangesObject(
        names=(".Destroy_Task",),
        on=(f"vsphere {name}",),
        what=what,
        store="vsphere",
        unmistakable=name == "VirtualMachine",
        beside=("pyVmomi",),
        unproved=_VIM,
        example=f"{start}.Destroy_Task()",
        twin=f"{start}.Rename_Task('old')",
    )


ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete",),
        on=(_GUEST,),
        what="virtual machine with its disks",
        store="proxmox",
        beside=("proxmoxer",),
        unproved=_DYNAMIC,
        example=_PROXMOX + "proxmox.nodes('a').qemu(100).delete(purge=1)",
        twin=_PROXMOX + "proxmox.nodes('a').qemu(100).status.shutdown.post()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_CONTENT,),
        what="disk image or backup",
        store="proxmox",
        beside=("proxmoxer",),
        unproved=_DYNAMIC,
        example=_PROXMOX + "proxmox.nodes('a').storage('local').content('x').delete()",
        twin=_PROXMOX + "proxmox.nodes('a').storage('local').content('x').get()",
    ),
    ChangesObject(
        names=(".undefine", ".undefineFlags"),
        on=(_DOMAIN,),
        what="virtual machine's definition",
        store="libvirt",
        recoverable=Recoverable.YES,
        beside=("libvirt",),
        unproved=_NEEDED,
        example=_LIBVIRT + "conn.lookupByName('shop').undefine()",
        twin=_LIBVIRT + "conn.lookupByName('shop').shutdown()",
    ),
    ChangesObject(
        names=(".delete", ".wipe"),
        on=(_VOLUME,),
        what="storage volume",
        store="libvirt",
        beside=("libvirt",),
        unproved=_NEEDED,
        example=_LIBVIRT
        + "for one in conn.storagePoolLookupByName('p').listAllVolumes():\n    one.delete(0)",
        twin=_LIBVIRT
        + "for one in conn.storagePoolLookupByName('p').listAllVolumes():\n    one.info()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_POOL,),
        what="storage pool",
        store="libvirt",
        beside=("libvirt",),
        unproved=_NEEDED,
        example=_LIBVIRT + "conn.storagePoolLookupByName('p').delete(0)",
        twin=_LIBVIRT + "conn.storagePoolLookupByName('p').refresh(0)",
    ),
    *(_destroyed(*one) for one in _MANAGED),
    ChangesObject(
        names=(".DeleteVirtualDisk_Task", ".DeleteDatastoreFile_Task"),
        on=("vsphere files",),
        what="file of a datastore",
        store="vsphere",
        target=Argument(-1, "name"),
        unmistakable=True,
        beside=("pyVmomi",),
        unproved=_VIM,
        example=(
            "from pyVmomi import vim\ndef clean(one: vim.FileManager):\n"
            "    one.DeleteDatastoreFile_Task(name='[prod] shop')"
        ),
        twin=(
            "from pyVmomi import vim\ndef clean(one: vim.FileManager):\n"
            "    one.MakeDirectory(name='[prod] shop')"
        ),
    ),
)
