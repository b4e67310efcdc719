// In which order a reader walks through a diagram: along its flows, what stands further left first.

const isNode = (shape) => !shape.waypoints && !shape.labelTarget && shape.businessObject.$instanceOf('bpmn:FlowNode');

/** Return the flow nodes among shapes in the order of the flow; what is inside a sub-process follows it. */
export function inFlowOrder(shapes) {
  const nodes = shapes.filter(isNode);
  const within = Map.groupBy ? Map.groupBy(nodes, scopeOf) : grouped(nodes, scopeOf);
  const order = [];
  const walk = (scope) => {
    for (const node of alongFlows(within.get(scope) ?? [])) {
      order.push(node);
      walk(node.businessObject);
    }
  };
  const outermost = [...within.keys()].filter((scope) => !nodes.some(({ businessObject }) => businessObject === scope));
  outermost.sort((one, other) => top(within.get(one)) - top(within.get(other)));
  outermost.forEach(walk);
  return order;
}

const scopeOf = (node) => node.businessObject.$parent;
const top = (nodes) => Math.min(...nodes.map(({ y }) => y));

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** Sort the nodes of one scope so that each comes behind those that lead to it; a loop is entered where it stands furthest left. */
function alongFlows(nodes) {
  const left = new Set(nodes);
  const before = new Map(nodes.map((node) => [node, new Set(leadingTo(node).filter((other) => left.has(other) && other !== node))]));
  const byPlace = (one, other) => one.x - other.x || one.y - other.y;
  const order = [];
  while (left.size) {
    const ready = [...left].filter((node) => [...before.get(node)].every((other) => !left.has(other)));
    const next = (ready.length ? ready : [...left]).sort(byPlace)[0];
    left.delete(next);
    order.push(next);
  }
  return order;
}

function leadingTo(node) {
  const sources = node.incoming.map(({ source }) => source);
  return node.host ? [...sources, node.host] : sources;
}
