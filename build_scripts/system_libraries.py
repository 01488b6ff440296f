"""What is needed from a Linux system beyond the wheels: Qt's libraries, a Chinese font, tools."""

import os
import re
import shutil
import subprocess
import sys

from environment import VENV, SetupError, one_at_a_time, read_stamp, step, write_stamp

_OFFSCREEN = [
    *(f"lib/libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "Svg", "PrintSupport")),
    "plugins/platforms/libqoffscreen.so",
    "plugins/iconengines/libqsvgicon.so",
]
_WINDOW = [*_OFFSCREEN, "lib/libQt6XcbQpa.so.6", "plugins/platforms/libqxcb.so"]
_FILES = {"nothing": [], "offscreen": _OFFSCREEN, "window": _WINDOW, "bundle": _OFFSCREEN}
_PROGRAMS = {"bundle": ["objdump"]}
_FONT = "fonts-noto-cjk"
_PACKAGES = {
    "objdump": "binutils",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libz.so.1": "zlib1g",
}


def check_system(need: str) -> None:
    """Sees to what is taken from the system, once per `.venv`.

    `need` is a key of `_FILES`: what must be there for the work ahead. All that is missing is
    installed where that is possible; else the command that does it is told.

    Raises:
        SetupError: something without which the work ahead cannot start is missing.
    """
    if sys.platform != "linux" or need in _passed():
        return
    with one_at_a_time():
        if need not in _passed():
            _check(need)
            write_stamp(system=sorted({*_passed(), need}))


def _passed() -> list[str]:
    found = read_stamp().get("system", [])
    return [str(name) for name in found] if isinstance(found, list) else []


def _check(need: str) -> None:
    packages = _packages_for(_missing_for_all(need)) + _missing_fonts()
    if not packages:
        return
    if prefix := _may_install():
        with step(f"system packages {' '.join(packages)}"):
            _install(prefix, packages)
    _tell_what_is_left(need)


def _tell_what_is_left(need: str) -> None:
    missing = _missing_for_all(need)
    packages = _packages_for(missing) + _missing_fonts()
    if not packages:
        return
    command = f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    if _missing_libraries(need) + _missing_programs(need):
        raise SetupError(
            f"This system lacks what the work ahead needs ({', '.join(missing)}). On Debian and "
            f"Ubuntu this command installs it; then start again:\n  {command}"
        )
    print(f"Missing for the window (libraries or a Chinese font); to install them:\n  {command}")


def _missing_libraries(need: str) -> list[str]:
    """Names of shared objects that the loader does not find for the Qt files of `need`."""
    folders = list(VENV.glob("lib/python*/site-packages/PySide6/Qt"))
    files = [str(folder / name) for folder in folders for name in _FILES[need]]
    if not files or not shutil.which("ldd"):
        return []
    listing = subprocess.run(["ldd", *files], check=False, capture_output=True, text=True).stdout
    return sorted(set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE)))


def _missing_programs(need: str) -> list[str]:
    return [name for name in _PROGRAMS.get(need, []) if not shutil.which(name)]


def _missing_for_all(need: str) -> list[str]:
    """What the work ahead lacks and what a window would: one command installs both."""
    return _missing_libraries("window") + _missing_programs(need)


def _packages_for(libraries: list[str]) -> list[str]:
    return sorted({_PACKAGES.get(name, name) for name in libraries})


def _missing_fonts() -> list[str]:
    if not shutil.which("fc-list"):
        return ["fontconfig", _FONT]
    listing = subprocess.run(
        ["fc-list", ":lang=zh"], check=False, capture_output=True, text=True
    ).stdout
    return [] if listing.strip() else [_FONT]


def _may_install() -> list[str]:
    """The words before the arguments of apt-get, or none where it would ask or is not there."""
    if not shutil.which("apt-get"):
        return []
    if sys.platform != "win32" and os.geteuid() == 0:
        return ["apt-get"]
    free = (
        shutil.which("sudo")
        and not subprocess.run(
            ["sudo", "-n", "true"], check=False, capture_output=True, stdin=subprocess.DEVNULL
        ).returncode
    )
    return ["sudo", "-n", "apt-get"] if free else []


def _install(prefix: list[str], packages: list[str]) -> None:
    """Tries with the package lists as they are, then with fresh ones; success is looked up after."""
    install = [*prefix, "install", "-y", "-q", "--no-install-recommends", *packages]
    if _quietly(install):
        _quietly([*prefix, "update", "-q"])
        _quietly(install)


def _quietly(command: list[str]) -> int:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    return subprocess.run(
        [*command, *wait],
        check=False,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    ).returncode
