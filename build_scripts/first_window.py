"""How long a program takes to its first window, seen from outside by a virtual X server."""

import ctypes
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_int, c_uint, c_ulong, c_void_p
from pathlib import Path

from environment import SetupError

LIMIT = 60.0
SMALLEST = 200
VIEWABLE = 2
Environment = Callable[[Path, str], dict[str, str]]


def _pass_over(_display: int, _event: int) -> int:
    """Xlib's own handler ends the process when a window vanishes between two questions."""
    return 0


_HANDLER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(_pass_over)


class _Attributes(ctypes.Structure):
    """XWindowAttributes as Xlib.h declares it; only `width` and `map_state` are read."""

    _fields_ = [
        *((name, c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        *((name, c_void_p) for name in ("visual", "root")),
        *(
            (name, c_int)
            for name in ("window_class", "bit_gravity", "win_gravity", "backing_store")
        ),
        *((name, c_ulong) for name in ("backing_planes", "backing_pixel")),
        ("save_under", c_int),
        ("colormap", c_ulong),
        ("map_installed", c_int),
        ("map_state", c_int),
        ("rest", ctypes.c_byte * 64),
    ]


def seconds_to_first_window(program: Path, environment: Environment) -> float:
    """Starts the program on a screen of its own and waits until a window of it is on view.

    `environment` gives the variables for a home and a display.

    Raises:
        SetupError: there is none within a minute; with what the program said.
    """
    with tempfile.TemporaryDirectory() as home:
        server, display = _start_server()
        try:
            return _time_to_window(program, environment(Path(home), display), Path(home))
        finally:
            server.terminate()
            server.wait()


def _start_server() -> tuple[subprocess.Popen[bytes], str]:
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1366x768x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        return server, f":{answer.readline().strip()}"


def _time_to_window(program: Path, variables: dict[str, str], home: Path) -> float:
    screen, said = _Screen(variables["DISPLAY"]), home / "said.txt"
    with said.open("wb") as output:
        begun = time.monotonic()
        process = subprocess.Popen([program], cwd=home, env=variables, stderr=output)
    try:
        while not screen.shows_a_window():
            if time.monotonic() - begun > LIMIT or process.poll() is not None:
                text = said.read_text("utf-8", "replace")[-3000:]
                raise SetupError(f"{program.name} showed no window:\n{text}")
            time.sleep(0.005)
        return time.monotonic() - begun
    finally:
        process.kill()
        process.wait()
        screen.close()


class _Screen:
    """The windows directly on the root of a display without a window manager."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.argtypes, self._x.XOpenDisplay.restype = [c_char_p], c_void_p
        self._x.XDefaultRootWindow.argtypes = [c_void_p]
        self._x.XDefaultRootWindow.restype = c_ulong
        self._x.XQueryTree.argtypes = [
            c_void_p,
            c_ulong,
            POINTER(c_ulong),
            POINTER(c_ulong),
            POINTER(POINTER(c_ulong)),
            POINTER(c_uint),
        ]
        self._x.XGetWindowAttributes.argtypes = [c_void_p, c_ulong, POINTER(_Attributes)]
        self._x.XFree.argtypes = self._x.XCloseDisplay.argtypes = [c_void_p]
        self._x.XSetErrorHandler(_HANDLER)
        self._display = self._x.XOpenDisplay(display.encode())
        self._root = self._x.XDefaultRootWindow(self._display)

    def shows_a_window(self) -> bool:
        return any(self._is_in_view(window) for window in self._children())

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _children(self) -> list[int]:
        root, parent, found, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        self._x.XQueryTree(
            self._display, self._root, byref(root), byref(parent), byref(found), byref(count)
        )
        windows = list(found[: count.value])
        if found:
            self._x.XFree(found)
        return windows

    def _is_in_view(self, window: int) -> bool:
        attributes = _Attributes()
        self._x.XGetWindowAttributes(self._display, window, byref(attributes))
        return bool(attributes.map_state == VIEWABLE and attributes.width >= SMALLEST)
