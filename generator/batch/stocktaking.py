"""One file a project: which projects the specs of a run hold, and what their files are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.batch.making.job import Survey, Surveyed
from generator.batch.naming import plain_names, unique_names
from generator.batch.output.manifest import Inventory
from generator.batch.plan import Plan, large_first
from generator.batch.storage.location import Location, relative_source

Ask = Callable[[Sequence[Survey], int], Iterable[Surveyed]]
"""Has workers look into specs, which have so many bytes together."""


def take_stock(plan: Plan, recorded: Mapping[str, Inventory], ask: Ask) -> None:
    """Find out what the specs of ``plan`` hold: from the manifest, or by having workers look into those that changed."""
    out, unknown = plan.wish.out, []
    for path, sha256 in plan.specs.items():
        key = relative_source(path, out)
        known = recorded.get(key)
        if known and (known.spec, known.program) == (sha256, plan.now.program):
            plan.inventories[key] = known
        else:
            unknown.append(path)
    unknown = large_first(unknown, plan.sizes.__getitem__)
    surveys = [Survey(number, plan.wish.source(path)) for number, path in enumerate(unknown)]
    for answer in ask(surveys, sum(plan.sizes[path] for path in unknown)):
        if answer.parts is not None:
            _add_inventory(plan, unknown[answer.serial], answer)


def _add_inventory(plan: Plan, path: Location, answer: Surveyed) -> None:
    assert answer.parts is not None
    plain = plain_names(answer.parts)
    names = unique_names(plain)
    pairs = [((part.unit, part.project), name) for (part, _, _), name in zip(answer.parts, names, strict=True)]
    plan.inventories[relative_source(path, plan.wish.out)] = Inventory(answer.sha256, plan.now.program, pairs)
    projects = [project for _, _, project in answer.parts]
    plan.notices.extend(_renamed(path, projects, plain, names))


def _renamed(path: Location, projects: Sequence[str], plain: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    for project, wanted, name in zip(projects, plain, names, strict=True):
        if name != wanted:
            yield f"{path}：项目“{project}”与前面的项目文件名相同，改称 {name}"
