"""The search's modules as one script: everything in it once, nothing imported, nothing exported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_log.site.scripts import SEARCH_SCRIPTS, bundle_scripts


def test_a_bundle_holds_each_module_once_and_before_those_that_need_it(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { two } from "./b.js";\nimport { one } from "./c.js";\none(two);\n', "utf-8")
    (tmp_path / "b.js").write_text('// A remark.\nimport { one } from "./c.js";\nexport const two = one(1);\n', "utf-8")
    (tmp_path / "c.js").write_text("export const one = (n) => {\n  // inner\n  return n;\n};\n", "utf-8")
    assert bundle_scripts(tmp_path, "a") == (
        "const cModule = (() => {\nconst one = (n) => {\nreturn n;\n};\nreturn { one };\n})();\n"
        "const bModule = (() => {\nconst { one } = cModule;\nconst two = one(1);\nreturn { two };\n})();\n"
        "const aModule = (() => {\nconst { two } = bModule;\nconst { one } = cModule;\none(two);\nreturn {  };\n})();\n"
    )


def test_the_searchs_own_modules_can_be_bundled() -> None:
    bundle = bundle_scripts(SEARCH_SCRIPTS, "search")
    assert not re.search(r"^(import|export)\b", bundle, re.MULTILINE)
    names = re.findall(r"^const (\w+)Module", bundle, re.MULTILINE)
    assert sorted(names) == sorted(path.stem for path in SEARCH_SCRIPTS.glob("*.js"))
    for path in SEARCH_SCRIPTS.glob("*.js"):
        assert not re.search(r"`[^`]*\n[^`]*`", re.sub(r"`[^`\n]*`", "", path.read_text("utf-8"))), path.name


def test_an_import_that_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { two } from "./b.js";\n', "utf-8")
    with pytest.raises(FileNotFoundError):
        bundle_scripts(tmp_path, "a")
