// How a mark looks: colour, line and symbol together, so that no meaning hangs on colour alone.
import { KINDS, colour, heatOf } from './palette.js';
import { FONT, longestPiece, svgElement, textWidth } from './svg.js';

/** Put the hatch pattern where an export of the drawing takes it along. */
export function defineHatch(svg) {
  let defs = svg.querySelector(':scope > defs');
  if (!defs) svg.appendChild((defs = svgElement('defs', {})));
  if (defs.querySelector('#wb-hatch')) return;
  const pattern = svgElement('pattern', { id: 'wb-hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  const stripe = (width, name) => svgElement('rect', { width, height: 7, style: `fill: ${colour(name)}` });
  pattern.append(stripe(7, 'hatch'), stripe(2.4, 'stripe'));
  defs.appendChild(pattern);
}

/** Paint one mark, said in one language, on an element's own graphics: its shape and a badge at its upper edge, or the line of a flow. */
export function paintMark(graphics, shape, mark) {
  const kind = KINDS[mark.kind];
  const [visual, outline] = partsOf(graphics);
  if (!kind || !outline) return;
  const [line, area] = [colour(`${mark.kind}-line`), colour(`${mark.kind}-area`)];
  if (kind.ink) for (const text of graphics.querySelectorAll('text')) text.style.fill = line;
  outline.style.stroke = line;
  outline.style.strokeDasharray = kind.dash;
  if (shape.waypoints) {
    outline.style.strokeWidth = kind.thin ? '2px' : '4px';
    tint(outline, mark.kind, line);
    if (mark.badge) visual.append(...onLine(shape.waypoints, mark.badge, mark.hint, line));
    return;
  }
  outline.style.fill = kind.hatched ? 'url(#wb-hatch)' : area;
  outline.style.strokeWidth = '2.5px';
  const text = [kind.symbol, mark.badge].filter(Boolean).join(' ');
  if (text) visual.append(badge(shape, text, mark.hint, { fill: line, stroke: line, ink: colour('on') }));
}

/** Paint how much of something an element or a flow has: by colour or by thickness, and always with its figure. */
export function paintHeat(graphics, shape, heat) {
  const [visual, outline] = partsOf(graphics);
  if (!outline) return;
  if (shape.waypoints) {
    outline.style.strokeWidth = `${(1.5 + 4.5 * heat.share).toFixed(1)}px`;
    outline.style.stroke = colour('flow');
    tint(outline, 'heat', colour('flow'), 3);
    visual.append(...onLine(shape.waypoints, heat.figure, heat.hint, colour('flow')));
    return;
  }
  outline.style.fill = heatOf(heat.share);
  visual.append(badge(shape, heat.figure, heat.hint, { fill: colour('paper'), stroke: colour('ink'), ink: colour('ink') }));
}

function partsOf(graphics) {
  const visual = graphics.querySelector('.djs-visual');
  return [visual, visual && visual.querySelector(':scope > :not(defs)')];
}

/** Give the tip of a line the colour of the line: a copy of its marker, since others share the marker itself. */
function tint(line, name, stroke, size = 2) {
  const marker = line.ownerSVGElement.querySelector((line.style.markerEnd || 'none').match(/#[\w-]+/)?.[0] ?? 'none');
  if (!marker) return;
  const id = `${marker.id}-${name}`;
  if (!line.ownerSVGElement.getElementById(id)) {
    const copy = marker.cloneNode(true);
    copy.id = id;
    copy.setAttribute('markerUnits', 'userSpaceOnUse');
    for (const side of ['markerWidth', 'markerHeight']) copy.setAttribute(side, size * Number(copy.getAttribute(side)));
    copy.querySelectorAll('*').forEach((part) => Object.assign(part.style, { fill: stroke, stroke }));
    marker.after(copy);
  }
  line.style.markerEnd = `url(#${id})`;
}

/** Say something in the middle of a line's longest piece, where lines that share an end have come apart; not where that hides it. */
function onLine(points, text, hint, line) {
  const { x, y, length } = longestPiece(points);
  const width = 8 + textWidth(text);
  if (length < width + 24) return [];
  return [pill({ x: x - width / 2, y: y - 8, width, height: 16 }, text, hint, { fill: colour('paper'), stroke: line, ink: line })];
}

function badge(shape, text, hint, look) {
  const width = 12 + textWidth(text);
  return pill({ x: shape.width - width + 8, y: -11, width, height: 18 }, text, hint, look);
}

function pill({ x, y, width, height }, text, hint, look) {
  const group = svgElement('g', { class: 'wb-badge', transform: `translate(${x}, ${y})` });
  const label = svgElement('text', {
    x: width / 2, y: height - 4.5, 'text-anchor': 'middle', style: `fill: ${look.ink}`,
    'font-size': height > 16 ? 12 : 11, 'font-weight': 600, 'font-family': FONT,
  }, text);
  group.append(
    svgElement('title', {}, hint),
    svgElement('rect', { width, height, rx: height / 2, style: `fill: ${look.fill}; stroke: ${look.stroke}` }),
    label,
  );
  return group;
}
