// How a mark looks: colour, line and symbol together, so that no meaning hangs on colour alone.
export const KINDS = {
  skipped: { symbol: '\u2715', stroke: '#a3330f', fill: '#fdeee8', dash: '6 3' },
  dead: { symbol: '\u2205', stroke: '#7a1430', fill: '#fbe6ec', dash: '2 3' },
  order: { symbol: '\u21c4', stroke: '#8a5a00', fill: '#fff4d6', dash: '' },
  rework: { symbol: '\u21bb', stroke: '#5b3a99', fill: '#f1ebfb', dash: '' },
  extra: { symbol: '\uff0b', stroke: '#0b5c7a', fill: '#e2f3f9', dash: '' },
  waiting: { symbol: '\u29d6', stroke: '#59636e', fill: '#eef1f4', dash: '5 3' },
  support: { symbol: '\u2699', stroke: '#00695c', fill: '#e0f2ef', dash: '' },
  duty: { symbol: '\u263a', stroke: '#34449c', fill: '#e8eafa', dash: '' },
  access: { symbol: '\u26bf', stroke: '#9c2f66', fill: '#fbe9f1', dash: '' },
  data: { symbol: '\u25a4', stroke: '#3f6b00', fill: '#eff6dd', dash: '6 3' },
  added: { symbol: '\uff0b', stroke: '#1a6b3c', fill: '#e3f4ea', dash: '' },
  removed: { symbol: '\u2212', stroke: '#8c1022', fill: '#fbe6ea', dash: '6 3' },
  changed: { symbol: '\u2260', stroke: '#8a5a00', fill: '#fff4d6', dash: '' },
  seen: { symbol: '', stroke: '#3d4a57', fill: '#ffffff', dash: '' },
  unseen: { symbol: '', stroke: '#aab3bc', fill: '#f3f4f6', dash: '', ink: '#8a949e', thin: true },
  ghost: { symbol: '', stroke: '#0b5c7a', fill: '#f4fafc', dash: '7 4', ink: '#0b5c7a', thin: true },
  blind: { symbol: '?', stroke: '#59636e', fill: 'url(#wb-hatch)', dash: '4 4' },
};

const SVG = 'http://www.w3.org/2000/svg';
const FONT = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",system-ui,sans-serif';

function svgElement(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Put the hatch pattern where an export of the drawing takes it along. */
export function defineHatch(svg) {
  let defs = svg.querySelector(':scope > defs');
  if (!defs) svg.appendChild((defs = svgElement('defs', {})));
  if (defs.querySelector('#wb-hatch')) return;
  const pattern = svgElement('pattern', { id: 'wb-hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  pattern.append(svgElement('rect', { width: 7, height: 7, fill: '#f3f4f6' }), svgElement('rect', { width: 2.4, height: 7, fill: '#cfd5dc' }));
  defs.appendChild(pattern);
}

/** Paint one mark on an element's own graphics: its shape and a badge at its upper edge, or the line of a flow. */
export function paint(graphics, shape, mark) {
  const look = KINDS[mark.kind];
  const visual = graphics.querySelector('.djs-visual');
  const outline = visual && visual.querySelector(':scope > :not(defs)');
  if (!look || !outline) return;
  if (look.ink) for (const text of graphics.querySelectorAll('text')) text.style.fill = look.ink;
  if (shape.waypoints) {
    outline.style.stroke = look.stroke;
    outline.style.strokeWidth = look.thin ? '2px' : '4px';
    outline.style.strokeDasharray = look.dash;
    tint(outline, look.stroke);
    if (mark.badge) tag(visual, shape.waypoints, mark, look);
    return;
  }
  outline.style.fill = look.fill;
  outline.style.stroke = look.stroke;
  outline.style.strokeWidth = '2.5px';
  outline.style.strokeDasharray = look.dash;
  if (look.symbol || mark.badge) visual.appendChild(badge(shape, mark, look));
}

/** Give the tip of a line the colour of the line: a copy of its marker, since others share the marker itself. */
function tint(line, stroke) {
  const marker = line.ownerSVGElement.querySelector((line.style.markerEnd || 'none').match(/#[\w-]+/)?.[0] ?? 'none');
  if (!marker) return;
  const id = `${marker.id}-${stroke.slice(1)}`;
  if (!line.ownerSVGElement.getElementById(id)) {
    const copy = marker.cloneNode(true);
    copy.id = id;
    copy.querySelectorAll('*').forEach((part) => Object.assign(part.style, { fill: stroke, stroke }));
    marker.after(copy);
  }
  line.style.markerEnd = `url(#${id})`;
}

/** Say how often in the middle of a line's longest piece, where lines that share an end have come apart; not where that hides it. */
function tag(visual, points, mark, look) {
  const pieces = points.slice(1).map((to, number) => ({ from: points[number], to }));
  const length = ({ from, to }) => Math.hypot(to.x - from.x, to.y - from.y);
  const { from, to } = pieces.reduce((best, piece) => (length(piece) > length(best) ? piece : best));
  const width = 8 + 6.5 * mark.badge.length;
  if (length({ from, to }) < width + 24) return;
  const group = svgElement('g', { class: 'wb-badge', transform: `translate(${(from.x + to.x - width) / 2}, ${(from.y + to.y) / 2 - 8})` });
  const label = svgElement('text', { x: width / 2, y: 12, 'text-anchor': 'middle', fill: look.stroke, 'font-size': 11, 'font-weight': 600, 'font-family': FONT }, mark.badge);
  group.append(svgElement('title', {}, mark.hint), svgElement('rect', { width, height: 16, rx: 8, fill: '#ffffff', stroke: look.stroke }), label);
  visual.appendChild(group);
}

function badge(shape, mark, look) {
  const text = [look.symbol, mark.badge].filter(Boolean).join(' ');
  const width = 12 + 7 * text.length;
  const group = svgElement('g', { class: 'wb-badge', transform: `translate(${shape.width - width + 8}, -11)` });
  const label = svgElement('text', { x: width / 2, y: 13.5, 'text-anchor': 'middle', fill: '#ffffff', 'font-size': 12, 'font-weight': 600, 'font-family': FONT }, text);
  group.append(svgElement('title', {}, mark.hint), svgElement('rect', { width, height: 18, rx: 9, fill: look.stroke }), label);
  return group;
}
