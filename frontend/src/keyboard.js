// The diagram by keyboard: Tab enters it, arrows walk along the flow, Enter selects, Escape clears, + - 0 zoom.
import { inFlowOrder } from './flow_order.js';

const STEP = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * Make a diagram walkable. `actions` are {nameOf(shape), isSelected(shape), select(id), reveal(shape), zoom(step)}.
 * Returns {refresh}: to be called when names, the selection or the elements have changed.
 */
export function walkable(viewer, host, actions) {
  let order = [];
  let current = 0;
  const graphics = (shape) => viewer.get('elementRegistry').getGraphics(shape);

  function refresh() {
    const canvas = viewer.get('canvas');
    const root = canvas.getRootElement();
    order = inFlowOrder(viewer.get('elementRegistry').filter((shape) => shape.parent && canvas.findRoot(shape) === root));
    const chosen = order.findIndex(actions.isSelected);
    current = chosen >= 0 ? chosen : Math.min(current, Math.max(0, order.length - 1));
    host.querySelector('svg')?.setAttribute('tabindex', '-1');
    order.forEach((shape, place) => {
      const element = graphics(shape);
      element.setAttribute('role', 'button');
      element.setAttribute('aria-label', actions.nameOf(shape));
      element.setAttribute('aria-pressed', String(actions.isSelected(shape)));
      element.setAttribute('tabindex', place === current ? '0' : '-1');
    });
  }

  function go(place) {
    if (!order.length) return;
    graphics(order[current]).setAttribute('tabindex', '-1');
    current = Math.min(order.length - 1, Math.max(0, place));
    const element = graphics(order[current]);
    element.setAttribute('tabindex', '0');
    actions.reveal(order[current]);
    element.focus({ preventScroll: true });
  }

  function zoom(step) {
    actions.zoom(step);
    if (order.length) actions.reveal(order[current]);
  }

  host.addEventListener('focusin', ({ target }) => {
    const place = order.findIndex((shape) => graphics(shape) === target);
    if (place >= 0) go(place);
  });
  host.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('a')) return;
    const done = {
      Enter: () => actions.select(order[current]?.id ?? null),
      ' ': () => actions.select(order[current]?.id ?? null),
      Escape: () => actions.select(null),
      Home: () => go(0),
      End: () => go(order.length - 1),
      '+': () => zoom(1.25),
      '=': () => zoom(1.25),
      '-': () => zoom(0.8),
      0: () => actions.zoom(0),
    }[event.key] ?? (event.key in STEP ? () => go(current + STEP[event.key]) : null);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    done();
  });
  return { refresh };
}
