"""A partial drawing completed: what is drawn stays, what is missing goes where there is room beside what it belongs to."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workbench.process.layout.figures import Figure, Line, Point, Rect, around, hull
from workbench.process.layout.grid import Block
from workbench.process.layout.interchange import Sheet
from workbench.process.layout.joins import with_lines
from workbench.process.layout.page import Page
from workbench.process.layout.pools import HEADER, pool_of, rows_of
from workbench.process.layout.scope_drawing import drawn
from workbench.process.layout.scopes import Scope, scopes_of
from workbench.process.layout.things import Things
from workbench.process.layout.units import loose_unit, unit_of
from workbench.process.model import Diagram, FlowNode, Process, ProcessModel, SubProcess
from workbench.process.process_xml import local_name

_BESIDE = 100.0


@dataclass(frozen=True, kw_only=True)
class Already:
    """What a file draws: rectangles and lines by element, and for each drawing its root, its elements and where names stand."""

    figures: Mapping[str, Rect]
    lines: Mapping[str, tuple[Point, ...]]
    sheets: tuple[tuple[str, frozenset[str], tuple[Rect, ...]], ...]

    @property
    def elements(self) -> frozenset[str]:
        """Return every element that has a shape with bounds or an edge with two points."""
        return frozenset({*self.figures, *self.lines})


def drawn_already(model: ProcessModel, roots: tuple[str, ...], things: Things) -> Already:
    """Collect what is drawn; `roots` holds the root element of each drawing. What is drawn without a place does not count.

    Shapes refer by qualified names: an id that bears a colon is found by what follows it.
    """
    full = {local_name(name): name for name in sorted(things.elements, reverse=True)}
    figures: dict[str, Rect] = {}
    lines: dict[str, tuple[Point, ...]] = {}
    sheets = []
    for root, diagram in zip(roots, model.diagrams, strict=False):
        for shape in diagram.shapes:
            if shape.element and shape.bounds:
                box = shape.bounds
                figures.setdefault(
                    full.get(shape.element, shape.element), Rect(left=box.x, top=box.y, width=box.width, height=box.height)
                )
        for edge in diagram.edges:
            if edge.element and len(edge.waypoints) > 1:
                lines.setdefault(full.get(edge.element, edge.element), edge.waypoints)
        elements = frozenset(full.get(element, element) for element in _shown(diagram) if element)
        sheets.append((root, elements, tuple(_named(diagram))))
    return Already(figures=figures, lines=lines, sheets=tuple(sheets))


def _shown(diagram: Diagram) -> Iterator[str | None]:
    yield from (shape.element for shape in diagram.shapes)
    yield from (edge.element for edge in diagram.edges)


def _named(diagram: Diagram) -> Iterator[Rect]:
    """Yield where the names stand that have a place of their own."""
    labels = (*(shape.label for shape in diagram.shapes), *(edge.label for edge in diagram.edges))
    yield from (Rect(left=each.x, top=each.y, width=each.width, height=each.height) for each in labels if each is not None)


def completed(model: ProcessModel, things: Things, already: Already) -> list[Sheet]:
    """Place what is missing, each on the drawing that shows what it belongs to."""
    work = _Completion(things, already)
    for process in model.processes:
        pool = next((each.id for each in model.participants if each.process == process.id), None)
        work.complete(process, scopes_of(process, things.figures, model.artifacts), pool)
    for participant in model.participants:
        if participant.id not in work.main.places:
            work.main.put_below(pool_of(None, {}, participant.id).placed(0.0, 0.0, max(400.0, work.main.hull.width)))
    for artifact in model.artifacts:
        if artifact.id in things.figures and artifact.id not in work.main.places:
            work.main.put(loose_unit(artifact, 0).picture, None, None)
    return [Sheet(root=root, picture=with_lines(page.all, things.joins, things.kinds.bands)) for root, page in work.pages.items()]


class _Completion:
    """The drawings of a file while they are filled, by their root elements; the first is the main one."""

    def __init__(self, things: Things, already: Already) -> None:
        self._things, self._lines = things, already.lines
        self.pages: dict[str, Page] = {}
        for root, elements, names in already.sheets:
            if elements and root not in self.pages:
                figures = {name: rect for name, rect in already.figures.items() if name in elements}
                lines = [Line(element=name, points=points) for name, points in already.lines.items() if name in elements]
                self.pages[root] = Page(figures, lines, things.kinds.bands, names)
        self.main = next(iter(self.pages.values()))

    def complete(self, process: Process, scopes: Mapping[str, Scope], pool: str | None) -> None:
        """Place what is missing of one process."""
        page = self.pages.get(process.id, self.main)
        own = {pool, *(each.id for each in (*process.lanes, *process.nodes))}
        if not any(each in page.places for each in own if each):
            self._put_whole(process, scopes, pool)
            return
        page_of = {process.id: page}
        for name, scope in scopes.items():
            if name not in page_of:
                continue
            inner = [node.id for node in scope.nodes if isinstance(node, SubProcess)]
            page_of |= {
                node: self.pages.get(node, page_of[name]) for node in inner if self._is_begun(node, scopes, page_of[name])
            }
            fresh = [node for node in inner if node not in page_of]
            self._put_nodes(process, scope, scopes, page_of[name], pool)
            for node in fresh:
                self._put_inside(node, scopes, page_of[name])
        self._put_bands(process, page, pool)

    def _is_begun(self, name: str, scopes: Mapping[str, Scope], page: Page) -> bool:
        """Return whether something inside a sub-process is drawn."""
        if name in self.pages:
            return True
        inside = scopes[name].nodes if name in scopes else ()
        return any(node.id in page.places or self._is_begun(node.id, scopes, page) for node in inside)

    def _put_whole(self, process: Process, scopes: Mapping[str, Scope], pool: str | None) -> None:
        whole = pool_of(process, scopes, pool)
        if pool is None and self._things.collaboration is None and process.id:
            picture = whole.placed(0.0, 0.0, whole.width)
            self.pages[process.id] = Page({}, [], self._things.kinds.bands)
            self.pages[process.id].put_below(picture)
        else:
            self.main.put_below(whole.placed(0.0, 0.0, max(whole.width, self.main.hull.width)))

    def _put_nodes(self, process: Process, scope: Scope, scopes: Mapping[str, Scope], page: Page, pool: str | None) -> None:
        lacking = replace(
            scope,
            events={host: tuple(e for e in events if e.id not in page.places) for host, events in scope.events.items()},
            attachments={host: tuple(e for e in each if e.id not in page.places) for host, each in scope.attachments.items()},
        )
        holder = _holders(process, scope, page, pool)
        for node in _in_reach([node for node in scope.nodes if node.id not in page.places], scope, page):
            if isinstance(node, SubProcess) and self._is_begun(node.id, scopes, page):
                inside = [page.places[each.id] for each in scopes[node.id].nodes if each.id in page.places]
                page.put_figure(Figure(element=node.id, rect=hull(inside).grown(30)))
                continue
            nested = isinstance(node, SubProcess) and node.id in scopes
            inside_picture = drawn(scopes, node.id, {}, 1).picture if nested else None
            unit = unit_of(node, lacking, inside_picture, 0)
            gap = _gap_of(node.id, unit.block, process, self._lines)
            if gap is None or not page.put_back(unit.picture, gap, holder.get(node.id)):
                page.put(unit.picture, _level_with(holder.get(node.id), _wanted(node, scope, page)), holder.get(node.id))
        self._put_clinging(lacking, page, holder)
        for element in scope.loose:
            if element.id not in page.places:
                page.put(loose_unit(element, 0).picture, None, holder.get(""))

    def _put_clinging(self, scope: Scope, page: Page, holder: Mapping[str, Rect]) -> None:
        """Put boundary events, data and notes that are still missing beside the nodes they belong to."""
        for host, events in scope.events.items():
            for number, event in enumerate(each for each in events if each.id not in page.places):
                page.put_on_border(event.id, page.places[host], number)
        for host, elements in scope.attachments.items():
            for element in elements:
                if element.id not in page.places:
                    page.put(loose_unit(element, 0).picture, _above(page.places[host]), holder.get(host))

    def _put_inside(self, name: str, scopes: Mapping[str, Scope], page: Page) -> None:
        """Fill a sub-process that is drawn without its inside: where there is room inside it, else on a drawing of its own."""
        inside = drawn(scopes, name, {}, 1).picture
        if not inside.figures or inside.figures[0].element in page.places:
            return
        room, holder = inside.hull, page.places[name]
        if room.width + 20 <= holder.width and room.height + 40 <= holder.height:
            page.put_picture(inside.moved(holder.left + 10 - room.left, holder.bottom - 10 - room.bottom))
        else:
            self.pages[name] = Page({}, [], self._things.kinds.bands)
            self.pages[name].put_below(inside)

    def _put_bands(self, process: Process, page: Page, pool: str | None) -> None:
        rows, band_of = rows_of(process)
        areas: dict[str, list[Rect]] = {}
        for number, row in enumerate(rows):
            nodes = [page.places[node] for node, band in band_of.items() if band == number and node in page.places]
            for lane in row.lanes:
                areas.setdefault(lane, []).extend(nodes)
        own = [page.places[node.id] for node in process.nodes if node.scope == process.id and node.id in page.places]
        whole = page.places.get(pool or "") or hull([*own, *(page.places[lane] for lane in areas if lane in page.places)]).grown(
            50
        )
        if pool and pool not in page.places:
            page.put_figure(Figure(element=pool, rect=whole))
        depth = {lane: level for row in rows for level, lane in enumerate(row.lanes)}
        for lane, nodes in areas.items():
            if lane not in page.places:
                left = whole.left + 30 * (depth[lane] + (pool is not None))
                area = hull(nodes).grown(15) if nodes else Rect(left=left, top=whole.bottom - 30, width=1, height=30)
                area = whole if len(rows) == 1 else area
                top, bottom = max(area.top, whole.top), min(area.bottom, whole.bottom)
                if bottom <= top:
                    top, bottom = area.top, area.bottom
                rect = Rect(left=left, top=top, width=max(area.right, whole.right) - left, height=bottom - top)
                page.put_figure(Figure(element=lane, rect=rect))


def _holders(process: Process, scope: Scope, page: Page, pool: str | None) -> dict[str, Rect]:
    """Return for each node of a scope the drawn rectangle that it should stand in; under "" for what is in no lane."""
    around_all = page.places.get(scope.id) if scope.id != process.id else _in_pool(process, pool, page)
    found = {"": around_all} if around_all else {}
    lanes = process.lane_of if scope.id == process.id else {}
    for node in scope.nodes:
        lane = page.places.get(lanes.get(node.id, ""))
        rect = around_all if lane is None else _beside_title(lane)
        if rect is not None:
            found[node.id] = rect
    return found


def _in_pool(process: Process, pool: str | None, page: Page) -> Rect | None:
    """Return the part of a pool that is right of its title and of those of all its lanes."""
    rect = page.places.get(pool or "")
    if rect is None:
        return None
    lanes = (_beside_title(page.places[lane.id]).left for lane in process.lanes if lane.id in page.places)
    left = max((_beside_title(rect).left, *lanes))
    return replace(rect, left=left, width=max(1.0, rect.right - left))


def _beside_title(band: Rect) -> Rect:
    """Return the part of a pool or lane that is right of its title, on which nothing may stand."""
    return replace(band, left=band.left + HEADER, width=max(1.0, band.width - HEADER))


def _in_reach(nodes: list[FlowNode], scope: Scope, page: Page) -> Iterator[FlowNode]:
    """Yield nodes so that each follows or precedes one that is placed, where it can be."""
    waiting = {node.id: node for node in nodes}
    joined: dict[str, list[str]] = {}
    for tie in scope.ties:
        one, other = scope.nodes[tie.source].id, scope.nodes[tie.target].id
        joined.setdefault(one, []).append(other)
        joined.setdefault(other, []).append(one)
    ready = [node for node in waiting if any(other in page.places for other in joined.get(node, ()))]
    for first in [*ready, *list(waiting)]:
        line = [first]
        for node in line:
            if node in waiting:
                yield waiting.pop(node)
                line += [other for other in joined.get(node, ()) if other in waiting]


def _gap_of(node: str, block: Block, process: Process, lines: Mapping[str, tuple[Point, ...]]) -> Point | None:
    """Return the middle of the gap that a node left behind, where a drawn flow still leads to it or away from it."""
    for flow in process.flows:
        points = lines.get(flow.id)
        if points and flow.source != flow.target and node in (flow.source, flow.target):
            (x, y), (before, above) = (points[-1], points[-2]) if flow.target == node else (points[0], points[1])
            if abs(x - before) >= abs(y - above):
                return x + math.copysign(block.width / 2, x - before), y
            return x, y + math.copysign(block.height / 2, y - above)
    return None


def _wanted(node: FlowNode, scope: Scope, page: Page) -> Point | None:
    """Return where a node would stand best: right of one that leads to it, else left of one that it leads to."""
    for tie in scope.ties:
        source = page.places.get(tie.event or scope.nodes[tie.source].id)
        if scope.nodes[tie.target].id == node.id and source is not None:
            return source.right + _BESIDE, source.center[1] + (80 if tie.event else 0)
    for tie in scope.ties:
        target = page.places.get(scope.nodes[tie.target].id)
        if scope.nodes[tie.source].id == node.id and target is not None:
            return target.left - _BESIDE, target.center[1]
    return None


def _level_with(holder: Rect | None, point: Point | None) -> Point | None:
    """Return the point, or the one straight above or below it that is in the middle of its lane where it is in another."""
    if holder is None or point is None or holder.top < point[1] < holder.bottom:
        return point
    return point[0], holder.center[1]


def _above(rect: Rect) -> Point:
    return around(rect.center, 0, 0).left, rect.top - 55
