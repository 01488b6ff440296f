"""Score workbooks at the command line: collected and taken out like sheets."""

import json

import pytest

from app import cli
from app.exchange.crypto import LOWEST
from app.library import Library
from tests.libraries import PASSPHRASE
from tests.small import small_instrument, small_setup


def test_a_workbook_is_collected_and_taken_out_by_its_file(tmp_path, capsys, monkeypatch):
    folder, book = tmp_path / "library", tmp_path / "yi.xlsx"
    monkeypatch.setenv("HUIPING_PASSPHRASE", PASSPHRASE)
    library = Library.create(folder, PASSPHRASE, LOWEST)
    visit = library.new_visit(small_setup(), small_instrument())
    name = visit.folder.name
    visit.workbooks.export(book, "yi")
    visit.close()
    library.close()

    def verdicts(*options):
        with pytest.raises(SystemExit) as ended:
            cli.main(["collect", name, str(book), *options, "--json", "--library", str(folder)])
        printed = capsys.readouterr()
        assert not ended.value.code, printed.err
        return [row["verdict"] for row in json.loads(printed.out)]

    assert verdicts() == ["merged"]
    assert verdicts() == ["unchanged"]
    assert verdicts("--remove") == ["removed"]
