// One BPMN diagram as its owner drew it, with marks painted on it.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import bpmnCss from 'bpmn-js/dist/assets/bpmn-js.css';
import diagramCss from 'diagram-js/assets/diagram-js.css';
import { defineHatch, paint } from './marks.js';

const OWN_CSS = `
.wb-diagram { position: relative; width: 100%; height: 100%; background: #fff; overflow: hidden }
.wb-diagram .djs-container { height: calc(100% - 44px) !important }
.wb-diagram .wb-selected .djs-visual > :first-child { stroke-width: 5px !important }
`;

function addStyleOnce(document) {
  if (document.getElementById('wb-diagram-style')) return;
  const style = document.createElement('style');
  style.id = 'wb-diagram-style';
  style.textContent = diagramCss + bpmnCss + OWN_CSS;
  document.head.appendChild(style);
}

function boxOf(points) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/**
 * Draw `props.xml` – its drawing `props.drawing`, else the first – into a container, with `props.marks` ({element, kind, badge, hint}).
 * `hooks.onSelect(id | null)` hears of clicks. Returns {ready, select, show, zoom, svg, destroy}; `ready` rejects where the file
 * has no drawing.
 */
export function mount(container, props, hooks = {}) {
  addStyleOnce(container.ownerDocument);
  const root = document.createElement('div');
  root.className = 'wb-diagram';
  container.replaceChildren(root);
  const viewer = new NavigatedViewer({ container: root });
  let selected = null;

  const registry = () => viewer.get('elementRegistry');
  const canvas = () => viewer.get('canvas');

  function decorate() {
    defineHatch(root.querySelector('svg'));
    for (const mark of props.marks) {
      const shape = registry().get(mark.element);
      if (shape) paint(registry().getGraphics(shape), shape, mark);
    }
  }

  function select(id) {
    if (selected && registry().get(selected)) canvas().removeMarker(selected, 'wb-selected');
    selected = id && registry().get(id) ? id : null;
    if (selected) {
      canvas().addMarker(selected, 'wb-selected');
      canvas().scrollToElement(selected, 60);
    }
  }

  /** Select an element and bring it to the middle at a size that can be read. */
  function show(id) {
    select(id);
    const shape = selected && registry().get(selected);
    if (!shape) return;
    const box = shape.waypoints ? boxOf(shape.waypoints) : shape;
    const { outer, scale } = canvas().viewbox();
    const readable = Math.max(scale, 0.8);
    const [width, height] = [outer.width / readable, outer.height / readable];
    canvas().viewbox({ x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height });
  }

  viewer.on('element.click', ({ element }) => hooks.onSelect && hooks.onSelect(element.parent ? element.id : null));
  const ready = viewer.importXML(props.xml, props.drawing ?? undefined).then(() => {
    decorate();
    canvas().zoom('fit-viewport', 'auto');
  });
  return {
    ready,
    select,
    show,
    zoom(step) {
      canvas().resized();
      canvas().zoom(step ? canvas().zoom() * step : 'fit-viewport', 'auto');
    },
    svg: () => viewer.saveSVG().then((result) => result.svg),
    destroy: () => viewer.destroy(),
  };
}
