"""``jixiao render``: specs to files, the front of ``generator.batch``."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.exit_codes import BUG, FOUND_ERRORS, INTERRUPTED, OK, PARTLY, USAGE
from generator.cli.options import Subcommands, add_layout, add_layout_folders

if TYPE_CHECKING:
    from generator.batch.storage.location import Location, Spec
    from generator.batch.telling import Summary
    from generator.batch.wish import Wish
    from generator.batch.workers.choose_executor import Settings

_FORMATS = ("docx", "pdf", "xlsx", "html")  # pipeline.FORMATS, without importing it for --help
_EPILOG = """\
文件和文件夹也可以在对象存储上：s3://桶/文件夹（见 docs/batch.md）。
退出码：0 全部印成（或未变）；1 一份也没有印成；2 用法不对；3 程序本身出错；4 有的印成、有的没有；130 已中断。"""


def add(commands: Subcommands) -> None:
    """Declare the command."""
    description = "校验数据文件，没有错误的印成表格；没有改动的不重印。"
    parser = commands.add_parser("render", help="印成表格", description=description)
    parser.epilog = _EPILOG
    parser.add_argument(
        "paths", nargs="+", type=_location, metavar="文件", help="数据文件，或放着数据文件的文件夹（含子文件夹）"
    )
    parser.add_argument(
        "-o", "--out", type=_location, default=Path("out"), metavar="文件夹", help="放到哪里（默认 out）"
    )
    parser.add_argument(
        "-f", "--formats", type=_formats, default=("docx", "pdf"), metavar="格式",
        help=f"印成哪些格式，逗号分开（默认 docx,pdf；可选 {','.join(_FORMATS)}）",
    )  # fmt: skip
    add_layout(parser)
    parser.add_argument(
        "--split", choices=("department", "project"), default="department", metavar="单位",
        help="department 一个部门一份（默认）；project 一个项目一份",
    )  # fmt: skip
    parser.add_argument(
        "--pdf-engine", choices=("auto", "pages", "weasyprint"), default="auto", metavar="引擎",
        help="PDF 由谁排版：auto（默认）版式带有 form.css 的由 WeasyPrint 排，其余自行排版；pages 自行排版；weasyprint",
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help="有错误也印，每页标明“草稿”")
    add_layout_folders(parser)
    _add_run_options(parser)
    parser.set_defaults(run=run)


def _add_run_options(parser: argparse.ArgumentParser) -> None:
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--only-changed", action="store_true", help="只印新的和有改动的（默认）")
    extent.add_argument("--force-all", action="store_true", help="没有改动的也重印")
    parser.add_argument("--dry-run", action="store_true", help="只列出要印哪些、为什么，什么也不写")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-j", "--jobs", type=_count, metavar="个数", help="同时用几个进程（默认与处理器核数相同）")
    where.add_argument(
        "--executor",
        type=_scheduler,
        metavar="地址",
        help="交给 Dask 集群，例如 tcp://scheduler:8786（见 docs/batch.md）",
    )
    parser.add_argument("--time-limit", type=_seconds, metavar="秒", help="一份最多印多久（默认 600 秒）")
    parser.add_argument("--unlock", action="store_true", help="先解除被强行终止的那次运行在对象存储上留下的锁")
    told = parser.add_mutually_exclusive_group()
    told.add_argument("--quiet", action="store_true", help="只说问题，不显示进度、文件和总数")
    told.add_argument("--json", action="store_true", help="每件事一行 JSON，供程序读取")


def _location(text: str) -> Location:
    if not text.strip():
        raise argparse.ArgumentTypeError("路径是空的；当前文件夹写作 .")
    if "://" not in text:
        return Path(text)
    from generator.batch.storage.location import Url, location  # here, because every command's start would pay for it

    place = location(text)
    if isinstance(place, Url) and len(place.parts) < 2:
        raise argparse.ArgumentTypeError(f"“{text}”里没有存储桶的名字，应是 s3://桶/文件夹")
    return place


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"应是 1 以上的整数，不能是“{text}”")
    return int(text)


def _scheduler(text: str) -> str:
    if not re.fullmatch(r"([a-z]+://)?[^/\s]+:\d{1,5}", text):
        raise argparse.ArgumentTypeError(f"应是集群的地址，例如 tcp://scheduler:8786，不能是“{text}”")
    return text


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"应是大于 0 的秒数，不能是“{text}”")
    return seconds


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in _FORMATS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"没有格式“{'、'.join(unknown)}”，可选：{','.join(_FORMATS)}")
    return names


def run(arguments: argparse.Namespace) -> int:
    """Render each spec; one that has errors or fails does not stop the others."""
    if arguments.executor and arguments.time_limit:
        print("--time-limit 不能与 --executor 同时用：集群上的时限由集群自己管", file=sys.stderr)
        return USAGE
    try:
        return _run(arguments)
    except Exception as error:
        print(_refusal(error, str(arguments.out)), file=sys.stderr)
    return FOUND_ERRORS


def _refusal(error: Exception, out: str) -> str:
    """What is told of an error that concerns the whole run. Raises any other again."""
    from generator.batch.output.lock import Locked
    from generator.batch.output.manifest import ManifestError
    from generator.batch.storage.storage_failures import words_of
    from generator.batch.workers.dask_cluster import ClusterError

    if isinstance(error, (ClusterError, Locked, ManifestError)):
        return str(error)
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        return words_of(error, out)
    raise error


def _run(arguments: argparse.Namespace) -> int:
    if arguments.jobs or arguments.time_limit:  # there will be workers, whatever specs there are: begin with theirs
        _warm_up(arguments)
    files = _specs(arguments)
    if not files:
        print("没有找到数据文件（.yaml 或 .xlsx）。", file=sys.stderr)
        return USAGE
    from generator.batch.workers.choose_executor import Settings

    settings = Settings(workers=arguments.jobs, seconds=arguments.time_limit, cluster=arguments.executor)
    if not settings.are_few(len(files)):
        _warm_up(arguments)
    # What is imported from here on loads the program; meanwhile workers do so too.
    is_stored = not isinstance(arguments.out, Path)  # the system releases a folder's lock by itself
    if arguments.unlock and is_stored and not arguments.dry_run:
        from generator.batch.output.bucket import Bucket

        Bucket(arguments.out).unlock()
    return (_plan if arguments.dry_run else _render)(_wish(arguments), files, settings, arguments)


def _warm_up(arguments: argparse.Namespace) -> None:
    """Have workers get ready where many will be needed: as far as can be told before the plan."""
    is_local = all(isinstance(place, Path) for place in (arguments.out, *arguments.paths))
    if not is_local or arguments.executor or arguments.dry_run or not all(path.exists() for path in arguments.paths):
        return
    if arguments.force_all or not (arguments.out / "manifest.json").exists():
        from generator.batch.pool.fork_server import warm_up
        from generator.batch.workers.preloads import modules_of_engine, preloads

        modules = modules_of_engine(arguments.formats, arguments.layout_folders, arguments.pdf_engine)
        warm_up(preloads(arguments.formats, modules))


def _specs(arguments: argparse.Namespace) -> list[Spec]:
    from generator.batch.storage.spec_search import find_specs_at
    from generator.reports.columns import visible

    return list(find_specs_at(arguments.paths, lambda line: print(visible(line), file=sys.stderr)))


def _wish(arguments: argparse.Namespace) -> Wish:
    from generator.batch.wish import Wish

    return Wish(
        out=arguments.out,
        formats=arguments.formats,
        layout=arguments.layout,
        layout_folders=tuple(arguments.layout_folders),
        split=arguments.split == "project",
        force=arguments.force,
        force_all=arguments.force_all,
        pdf_engine=arguments.pdf_engine,
    )


def _plan(wish: Wish, files: list[Spec], settings: Settings, arguments: argparse.Namespace) -> int:
    from generator.batch.run import dry_run
    from generator.batch.run_report import plan_events, plan_lines

    plan = dry_run(wish, files, settings)
    if arguments.json:
        plan_events(plan)
    else:
        print(*plan_lines(plan), sep="\n")
    return OK


def _render(wish: Wish, files: list[Spec], settings: Settings, arguments: argparse.Namespace) -> int:
    from generator.batch.run import run as run_batch
    from generator.batch.run_report import Events, Lines

    reporter = Events(wish.out) if arguments.json else Lines(wish.out, is_quiet=arguments.quiet)
    return _exit_code(run_batch(wish, files, settings, reporter))


def _exit_code(summary: Summary) -> int:
    if summary.is_interrupted:
        return INTERRUPTED
    if not summary.failed and not summary.left and not summary.obstacle:
        return OK
    if summary.made or summary.partly or summary.up_to_date:
        return PARTLY
    return BUG if summary.bugs else FOUND_ERRORS
