"""Runs Lighthouse over each kind of page of the first case, and prints its scores and weights.

    python benchmarks/lighthouse.py [--form mobile] [--pages agreements/ hi/]

The site is built for the address at which it is served, on the loopback, compressed. Lighthouse is
installed from npm under .cache/lighthouse, once, and drives the Chromium of CHROME_PATH or of the
system; its mobile form reckons with a slow phone on a slow network. Bytes are those that Lighthouse
saw for a first visit. Whatever costs points is listed below the table.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from served import CHROMIUM, KINDS, serve
from sites import AS_OF, ROOT, build, copy_project

TOOL = ROOT / ".cache" / "lighthouse"
PACKAGE = "lighthouse@12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--form", choices=("mobile", "desktop"), default="mobile")
    parser.add_argument("--pages", nargs="*", default=list(KINDS), help="below the site's root")
    asked = parser.parse_args()
    command = _lighthouse()
    lost: list[str] = []
    print("| Page | Performance | Accessibility | Best practices | SEO | Shift | kB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        root = copy_project(ROOT, Path(name) / "project")
        site = root / "site"
        server = serve(site)
        if not build(root, AS_OF, server.address).published:
            raise SystemExit("the first case does not build")
        for page in asked.pages:
            report = _report(command, server.address + page, asked.form, Path(name) / "report.json")
            print(_row(page, report), flush=True)
            lost.extend(f"- `/{page}` {fault}" for fault in _faults(report))
        server.shutdown()
    print("\n".join(["", *lost]))


def _lighthouse() -> Path:
    """The command, installed where it is not yet."""
    command = TOOL / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        TOOL.mkdir(parents=True, exist_ok=True)
        npm = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(TOOL)]
        subprocess.run([*npm, PACKAGE], check=True)
    return command


def _report(command: Path, url: str, form: str, path: Path) -> dict[str, Any]:
    """What Lighthouse found of a page."""
    call = [str(command), url, "--quiet", f"--chrome-flags={FLAGS}", "--output=json"]
    call += [f"--output-path={path}", f"--only-categories={','.join(CATEGORIES)}"]
    call += ["--preset=desktop"] if form == "desktop" else []
    chrome = os.environ.get("CHROME_PATH") or shutil.which(CHROMIUM or "chromium") or ""
    subprocess.run(call, check=True, env={**os.environ, "CHROME_PATH": chrome})
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return report


def _row(page: str, report: dict[str, Any]) -> str:
    scores = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
    audits = report["audits"]
    shift = audits["cumulative-layout-shift"]["numericValue"]
    size = audits["total-byte-weight"]["numericValue"] / 1000
    return f"| `/{page}` | {' | '.join(map(str, scores))} | {shift:.3f} | {size:,.0f} |"


def _faults(report: dict[str, Any]) -> list[str]:
    """What weighs in a score and is not perfect."""
    faults = []
    for name in CATEGORIES:
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                value = audit.get("displayValue", "")
                faults.append(f"{name}: {audit['title']} {value} ({round(100 * audit['score'])})")
    return faults


if __name__ == "__main__":
    main()
