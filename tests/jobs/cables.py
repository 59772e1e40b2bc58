"""Hosts with an address of their own, on one switch in this process's network namespace, and cables that can be cut."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SWITCH = "switch"
HERE = "198.51.100.1"  # of the addresses set apart for documentation; it exists in namespaces that a test makes only
NEW_NAMESPACE = ("unshare", "--net")


def ip(*arguments: str, host: "Host | None" = None) -> None:
    subprocess.run([*(host.enter if host else ()), "ip", *arguments], check=True, capture_output=True, text=True)


def make_switch() -> None:
    """Make this namespace, which must be a new one, the host ``HERE`` with a switch that others are plugged into."""
    ip("link", "set", "lo", "up")
    ip("link", "add", SWITCH, "type", "bridge")
    ip("address", "add", f"{HERE}/24", "dev", SWITCH)
    ip("link", "set", SWITCH, "up")


class Host:
    """A network namespace with one cable to the switch; it lives as long as the process that holds it."""

    def __init__(self, number: int) -> None:
        self.address = f"198.51.100.{number}"
        self.plug = f"cable{number}"
        self.holder = subprocess.Popen([*NEW_NAMESPACE, "sh", "-c", "echo made; cat"], stdin=-1, stdout=-1)
        assert self.holder.stdout.readline() == b"made\n"
        self.enter = ("nsenter", f"--net=/proc/{self.holder.pid}/ns/net")

    def connect(self) -> None:
        """Lay the cable."""
        peer = ("type", "veth", "peer", "name", "eth0", "netns", str(self.holder.pid))
        ip("link", "add", self.plug, *peer)
        ip("link", "set", self.plug, "up")
        self.mend()
        for arguments in (("link", "set", "lo", "up"), ("address", "add", f"{self.address}/24", "dev", "eth0")):
            ip(*arguments, host=self)
        ip("link", "set", "eth0", "up", host=self)

    def cut(self) -> None:
        """From now on every packet is lost, both ways, and nobody is told."""
        ip("link", "set", self.plug, "nomaster")

    def mend(self) -> None:
        """Packets come through again."""
        ip("link", "set", self.plug, "master", SWITCH)


@contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    made = [Host(number) for number in range(2, 2 + count)]
    try:
        for host in made:
            host.connect()
        yield made
    finally:
        for host in made:
            host.holder.communicate()
