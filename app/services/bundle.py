"""A bundle: several documents of a visit in one folder or .zip, with a manifest that says what they are."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app import __version__
from app.errors import UserError
from app.files import cannot_write
from app.i18n import N_
from app.reports.kinds import Kind, Version, file_name
from app.services.making import Made, Maker, Progress

FORMAT = "huiping-bundle/1"
MANIFEST, READABLE = "manifest.json", "清单.txt"
ZIP = ".zip"

_VERSIONS = {
    Version.FINAL: "定稿",
    Version.COMMENT: "征求意见稿",
    Version.UNFINISHED: "未完成稿",
    Version.RECORD: "记录",
}
_KINDS = {
    Kind.WORD: "评估报告（Word）",
    Kind.READING: "评估报告阅读稿（PDF，分页与 Word 不同）",
    Kind.LETTER: "初评意见函",
    Kind.NOTICE: "公示稿",
    Kind.SUMMARY: "评分汇总表",
    Kind.SHEETS: "各评委评分表",
    Kind.FEEDBACK: "现场反馈记录",
}

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written; `kept` is where an older one of that name went, if there was one."""

    path: Path
    made: tuple[Made, ...]
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class WriteBundle:
    """Work for a job: makes everything, then writes it whole or not at all.

    `target` ends with .zip or is a folder's name. An older one is kept beside it, numbered.
    """

    maker: Maker
    kinds: tuple[Kind, ...]
    target: Path
    at: datetime

    def __call__(self, progress: Progress) -> Bundle:
        """Raises UserError when one of them is refused, or the place takes no more."""
        made: list[Made] = []
        for number, kind in enumerate(self.kinds):
            progress(number, len(self.kinds))
            made += self.maker.make(kind, _Checking(progress, number, len(self.kinds)))
        progress(len(self.kinds), len(self.kinds))
        files = {bundled_name(one): one.raw for one in made}
        files |= self._lists(made)
        kept = write_whole(self.target, files)
        return Bundle(self.target, tuple(made), kept)

    def _lists(self, made: list[Made]) -> Files:
        told = manifest(self.maker.material.report.setup.station.name, made, self.at)
        raw = json.dumps(told, ensure_ascii=False, indent=1).encode()
        return {MANIFEST: raw, READABLE: "\r\n".join(readable(told)).encode("utf-8-sig")}


@dataclass(frozen=True, slots=True)
class _Checking:
    """Progress of one document inside that of all: it can be cancelled, but counts documents."""

    progress: Progress
    done: int
    total: int

    def __call__(self, _done: int, _total: int) -> None:
        self.progress(self.done, self.total)


def file_part(part: str) -> str:
    """A name as part of a file's, on every system."""
    plain = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in part)
    return plain[:60].strip(" .")


def manifest(station: str, made: list[Made], at: datetime) -> dict[str, object]:
    return {
        "format": FORMAT,
        "program": {"name": "Huiping", "version": __version__},
        "made_at": at.isoformat(),
        "station": station,
        "encrypted": False,
        "files": [entry_of(one, bundled_name(one)) for one in made],
    }


def bundled_name(one: Made) -> str:
    return file_name(one.kind, file_part(one.part))


def entry_of(one: Made, name: str) -> dict[str, object]:
    """What the manifest and the command tell of a file."""
    return {
        "file": name,
        "kind": one.kind.value,
        "version": one.version.value,
        "size": len(one.raw),
        "sha256": sha256(one.raw).hexdigest(),
        "checked": {
            "passed": True,
            "findings": one.findings,
            "figures": one.figures,
            "pages": one.pages,
        },
    }


def readable(told: dict[str, object]) -> Iterator[str]:
    """The manifest for people, in Chinese as the documents are."""
    yield f"{told['station']}评估材料清单"
    yield f"生成时间：{str(told['made_at'])[:16].replace('T', ' ')}　程序：汇评 {__version__}"
    yield "本文件夹未加密，拿到文件的人都能看到内容。"
    files = told["files"]
    assert isinstance(files, list)
    for number, entry in enumerate(files, 1):
        yield ""
        yield f"{number}. {entry['file']}"
        kind, version = _KINDS[Kind(entry["kind"])], _VERSIONS[Version(entry["version"])]
        yield f"   {kind}，{version}，{entry['size']} 字节"
        yield f"   SHA-256：{entry['sha256']}"
        yield f"   核对：{_checked_words(entry['checked'])}"
    yield ""


def _checked_words(checked: dict[str, int]) -> str:
    words = {"findings": "意见 {} 条", "figures": "数字 {} 处", "pages": "{} 页逐页对过"}
    found = [text.format(checked[name]) for name, text in words.items() if checked[name]]
    return "写出后读回，一致" + ("：" + "，".join(found) if found else "")


def write_whole(target: Path, files: Files) -> Path | None:
    """Writes to a place beside the target, then moves it there; what was there is kept, numbered.

    Returns:
        Where the older one went, if there was one.

    Raises:
        UserError: it cannot be written; then nothing is left behind and the older one stands.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix.lower() == ZIP:
            return _write_zip(target, files)
        return _write_folder(target, files)
    except OSError as error:
        raise cannot_write(target, error) from error


def _write_folder(target: Path, files: Files) -> Path | None:
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=".", suffix=".part"))
    try:
        for name, raw in files.items():
            _write(temporary / name, raw)
        return _put(temporary, target)
    finally:
        if temporary.exists():
            shutil.rmtree(temporary, ignore_errors=True)


def _write_zip(target: Path, files: Files) -> Path | None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    os.close(handle)
    temporary = Path(name)
    try:
        _write(temporary, _zipped(files))
        return _put(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _zipped(files: Files) -> bytes:
    """Names in UTF-8, so that every unpacker shows them."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(ZipInfo(name, (2024, 1, 1, 0, 0, 0)), raw, ZIP_DEFLATED)
    return target.getvalue()


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != raw:
        raise UserError(
            N_(
                "{name} was written, but reads back differently: the stick is failing. Use another one."
            ),
            name=path.name,
        )


def _put(temporary: Path, target: Path) -> Path | None:
    """Moves the older one aside first; puts it back when the new one cannot take its place."""
    kept = moved_aside(target)
    try:
        temporary.rename(target)
    except OSError:
        if kept is not None:
            kept.rename(target)
        raise
    return kept


def moved_aside(target: Path) -> Path | None:
    """Where what was there is now, under a number that was free; None where nothing was.

    Raises:
        OSError: it cannot be moved.
    """
    if not target.exists():
        return None
    number = 1
    while (kept := target.with_name(f"{target.stem}（{number}）{target.suffix}")).exists():
        number += 1
    target.rename(kept)
    return kept
