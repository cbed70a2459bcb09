"""``jixiao schema``: the JSON Schema of specs, for editors."""

from __future__ import annotations

import argparse

from generator.cli.exit_codes import OK
from generator.cli.options import Subcommands


def add(commands: Subcommands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "schema", help="输出 JSON Schema", description="输出数据文件的 JSON Schema（draft-07），供编辑器提示字段。"
    )
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Print the schema."""
    print(schema_text(), end="")
    return OK


def schema_text() -> str:
    """The JSON Schema as it is printed and kept in ``specs/schema.json``."""
    import json

    from generator.layouts.load import load_layouts
    from generator.spec.schema import json_schema

    layouts = load_layouts()
    levels = [level1 for layout in layouts for level1 in layout.classification]
    offered = {
        "layout": [name for layout in layouts for name in (layout.id, layout.name)],
        "level1": [level1.name for level1 in levels],
        "level2": [level2.name for level1 in levels for level2 in level1.level2],
    }
    return json.dumps(json_schema(offered), ensure_ascii=False, indent=2) + "\n"
