"""uv.lock serves every machine, whatever mirrors the one that wrote it uses."""

import tomllib
from pathlib import Path

LOCK = Path(__file__).parent.parent / "uv.lock"


def test_lock_names_no_index_but_the_public_one() -> None:
    packages = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    sources = {tuple(package["source"].items()) for package in packages}
    assert sources == {(("editable", "."),), (("registry", "https://pypi.org/simple"),)}


def test_every_locked_file_comes_from_the_public_host_and_has_a_hash() -> None:
    packages = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    files = [
        file
        for package in packages
        for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
    ]
    assert files
    for file in files:
        assert file["url"].startswith("https://files.pythonhosted.org/")
        assert file["hash"].startswith("sha256:")
