"""Builds one sample with different numbers of processes and sizes of slices, in other locales and
time zones and from another folder: every byte must be the same.

python benchmarks/slices.py --organizations 400
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Jobs, pages in a slice, and what else must not matter.
WAYS = (
    (1, 100, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"}),
    (2, 100, {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "vi_VN.UTF-8", "PYTHONHASHSEED": "1"}),
    (3, 7, {"TZ": "America/St_Johns", "LC_ALL": "ar_EG.UTF-8", "PYTHONHASHSEED": "2"}),
    (5, 33, {"TZ": "Pacific/Kiritimati", "LC_ALL": "hi_IN.UTF-8", "PYTHONHASHSEED": "3"}),
)
_BUILD = """
import sys
from datetime import date
from pathlib import Path
from pledgebook import press
from pledgebook.build import Options, build_site
from pledgebook.progress import silent
if __name__ == "__main__":
    root, press.BATCH = Path(sys.argv[1]), int(sys.argv[3])
    url = "https://example.org/a/"
    options = Options(root, root / "site", date(2026, 1, 31), url, int(sys.argv[2]))
    assert build_site(options, silent).published
"""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--organizations", type=int, default=400)
    asked = parser.parse_args()
    sample = str(ROOT / "benchmarks" / "sample.py")
    size = ["--organizations", str(asked.organizations)]
    first = b""
    with tempfile.TemporaryDirectory() as name:
        script = Path(name) / "build.py"
        script.write_text(_BUILD, encoding="utf-8")
        for number, (jobs, pages, more) in enumerate(WAYS):
            root = Path(name) / ("deep/" * number) / f"project {number}"
            subprocess.run([sys.executable, sample, str(root), *size], check=True)
            command = [sys.executable, str(script), str(root), str(jobs), str(pages)]
            subprocess.run(command, env={**os.environ, **more}, check=True)
            manifest = (root / "site" / "manifest.json").read_bytes()  # it holds every file's hash
            first = first or manifest
            if manifest != first:
                raise SystemExit(f"{jobs} jobs with {pages} pages a slice give other bytes")
            print(f"{jobs} jobs, {pages} pages a slice: every byte the same")


if __name__ == "__main__":
    main()
