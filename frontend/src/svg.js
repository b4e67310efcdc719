// SVG elements made by hand; what comes from a file is only ever text content.
const SVG = 'http://www.w3.org/2000/svg';

export const FONT = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",system-ui,sans-serif';

export function svgElement(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Return about how wide a text of 12 pixels is: Chinese letters take a square, others half of one. */
export function textWidth(text) {
  let width = 0;
  for (const letter of text) width += letter.codePointAt(0) > 0x2e7f ? 12 : 7;
  return width;
}

/** Return the rectangle around points. */
export function boxOf(points) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Return the middle of a line's longest piece, and how long that piece is. */
export function longestPiece(points) {
  const pieces = points.slice(1).map((to, number) => ({ from: points[number], to }));
  const length = ({ from, to }) => Math.hypot(to.x - from.x, to.y - from.y);
  const best = pieces.reduce((one, other) => (length(other) > length(one) ? other : one));
  return { x: (best.from.x + best.to.x) / 2, y: (best.from.y + best.to.y) / 2, length: length(best) };
}

/** Return the point at a share in [0, 1] of a line's length. */
export function pointAt(points, share) {
  const lengths = points.slice(1).map((to, number) => Math.hypot(to.x - points[number].x, to.y - points[number].y));
  let left = share * lengths.reduce((sum, each) => sum + each, 0);
  for (const [number, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [from, to] = [points[number], points[number + 1]];
      return { x: from.x + ((to.x - from.x) * left) / length, y: from.y + ((to.y - from.y) * left) / length };
    }
    left -= length;
  }
  return points.at(-1);
}
