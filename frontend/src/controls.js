// What stands around a diagram: the legend of what is on it, what is looked at, zoom, export. All words come with the data.
import { KINDS, STEPS, colour } from './palette.js';

export function htmlElement(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Draw legend and buttons anew into `bar`. `state` is {kinds, heats, view, word, said}, `actions` {look, zoom, save}. */
export function drawControls(bar, state, actions) {
  const focused = bar.getRootNode().activeElement?.dataset?.control;
  bar.replaceChildren(legend(state), htmlElement('div', { class: 'wb-buttons' }, views(state, actions), ...buttons(state, actions)));
  if (focused) bar.querySelector(`[data-control="${focused}"]`)?.focus();
}

function legend({ kinds, heats, view, word, said }) {
  const heat = heats.find(({ key }) => key === view);
  const items = kinds.map((kind) => htmlElement('li', {}, swatch(kind), word(`mark-${kind}-legend`)));
  if (heat) items.push(htmlElement('li', {}, scale(), `${said(heat.label)}: ${word('diagram-scale')}`));
  return htmlElement('ul', { class: 'wb-legend', 'aria-label': word('diagram-legend') }, ...items);
}

function swatch(kind) {
  const { dash, symbol, hatched } = KINDS[kind];
  const box = htmlElement('i', { 'aria-hidden': 'true' }, symbol);
  box.style.border = `2px ${dash ? 'dashed' : 'solid'} ${colour(`${kind}-line`)}`;
  box.style.color = colour(`${kind}-line`);
  const [ground, stripe] = [colour('hatch'), colour('stripe')];
  box.style.background = hatched ? `repeating-linear-gradient(45deg, ${ground} 0 4px, ${stripe} 4px 6px)` : colour(`${kind}-area`);
  return box;
}

function scale() {
  const box = htmlElement('i', { class: 'wb-scale', 'aria-hidden': 'true' });
  const steps = Array.from({ length: STEPS }, (_, step) => colour(`heat${step}`));
  box.style.background = `linear-gradient(to right, ${steps.join(', ')})`;
  return box;
}

function views({ heats, view, word, said }, { look }) {
  if (!heats.length) return null;
  const choice = (key, text) => htmlElement('option', { value: key, selected: key === view }, text);
  return htmlElement(
    'select',
    { 'data-control': 'view', 'aria-label': word('diagram-view'), onchange: (event) => look(event.target.value) },
    choice('', word('diagram-view-marks')),
    ...heats.map(({ key, label }) => choice(key, said(label))),
  );
}

function buttons({ word }, { zoom, save }) {
  const button = (control, text, label, onclick) =>
    htmlElement('button', { type: 'button', 'data-control': control, title: label, 'aria-label': label, onclick }, text);
  return [
    button('zoom-in', '\uff0b', word('diagram-zoom-in'), () => zoom(1.25)),
    button('zoom-out', '\uff0d', word('diagram-zoom-out'), () => zoom(0.8)),
    button('fit', word('diagram-fit'), word('diagram-fit'), () => zoom(0)),
    button('save', 'SVG', word('diagram-save'), save),
  ];
}

/** Offer a drawing as a file. */
export function saveAs(svg, name) {
  const link = htmlElement('a', { href: URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), download: `${name}.svg` });
  link.click();
  URL.revokeObjectURL(link.href);
}
