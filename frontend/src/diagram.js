// One BPMN diagram as its owner drew it, with what was found painted on it; it is drawn once and repainted when told otherwise.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { drawControls, htmlElement, saveAs } from './controls.js';
import { walkable } from './keyboard.js';
import { defineHatch, paintHeat, paintMark } from './marks.js';
import { KINDS, colour, colours, themeOf } from './palette.js';
import { addStyle } from './style.js';
import { boxOf } from './svg.js';
import { player } from './tokens.js';
import { touchable } from './touch.js';

const NOTHING = { xml: '', drawing: null, marks: [], heats: [], animation: null, words: {}, language: 'zh-CN', theme: 'light', selected: null, view: '', name: '' };
const PAINTED = ['marks', 'heats', 'words', 'language', 'view'];
const MARGIN = 0.97;
const STRUCTURE = new Set(['ghost', 'added', 'removed']);

/**
 * Draw a diagram into a container. `props` is the diagram's data ({xml, drawing, marks, heats, animation, words}) with
 * `language` (zh-CN, en), `theme` (light, dark, else the system's), `selected` (an element's id), `view` (a heat's key) and `name`.
 * `hooks.onSelect(id | null)` hears what the reader selects. Returns {ready, update, select, show, zoom, svg, destroy}: `ready` rejects
 * where the file has no drawing, `update(props)` repaints, and imports again only what is another drawing. A host's `selected` is
 * followed when the host changes it.
 */
export function mount(container, props, hooks = {}) {
  addStyle(container);
  const controls = htmlElement('div', { class: 'wb-bar wb-controls' });
  const board = htmlElement('div', { class: 'wb-canvas', role: 'group' });
  const bar = htmlElement('div', { class: 'wb-bar wb-player', hidden: true });
  const root = htmlElement('div', { class: 'wb-diagram' }, controls, board, bar);
  container.replaceChildren(root);
  const ink = { defaultFillColor: colour('paper'), defaultStrokeColor: colour('ink'), defaultLabelColor: colour('ink') };
  const viewer = new NavigatedViewer({ container: board, bpmnRenderer: ink });
  const tokens = player(viewer, bar);
  const painted = new Set();
  let current = { ...NOTHING, ...props };
  let chosen = null;

  const registry = () => viewer.get('elementRegistry');
  const canvas = () => viewer.get('canvas');
  const word = (key) => current.words[current.language]?.[key] ?? key;
  const said = (texts) => (current.language === 'en' ? texts.en : texts.zh);

  function nameOf(shape) {
    const { name, $type } = shape.businessObject;
    const tag = $type.replace(/^bpmn:(.)/, (_, letter) => letter.toLowerCase());
    const marks = current.marks.filter(({ element }) => element === shape.id).map((mark) => `${word(`mark-${mark.kind}-legend`)} ${mark.badge} ${said(mark.hint)}`);
    const heat = heatsShown().filter(({ element }) => element === shape.id).map((each) => said(each.hint));
    return [name || word(`kind-${tag}`), ...marks, ...heat].map((part) => part.trim()).join('; ');
  }

  const heatsShown = () => current.heats.find(({ key }) => key === current.view)?.elements ?? [];
  const marksShown = () => current.marks.filter(({ kind }) => !current.view || STRUCTURE.has(kind));

  /** Draw an element as the file has it; on an area of the owner's own colour, text stays dark. */
  function plain(shape) {
    const graphics = registry().getGraphics(shape);
    if (painted.has(shape.id)) viewer.get('graphicsFactory').update(shape.waypoints ? 'connection' : 'shape', shape, graphics);
    const own = shape.di?.get?.('color:background-color') || shape.di?.get?.('bioc:fill');
    if (own) for (const text of graphics.querySelectorAll('text')) text.style.fill = '#1c2530';
  }

  function paint() {
    for (const id of painted) if (registry().get(id)) plain(registry().get(id));
    painted.clear();
    for (const [each, paintIt] of [...marksShown().map((mark) => [mark, paintMark]), ...heatsShown().map((heat) => [heat, paintHeat])]) {
      const shape = registry().get(each.element);
      if (!shape?.parent) continue;
      paintIt(registry().getGraphics(shape), shape, { ...each, hint: said(each.hint), figure: each.figure && said(each.figure) });
      painted.add(shape.id);
    }
  }

  function drawAround() {
    const kinds = [...new Set(marksShown().map(({ kind }) => kind))].filter((kind) => kind in KINDS);
    drawControls(controls, { kinds, heats: current.heats, view: current.view, word, said }, {
      zoom,
      look: (view) => update({ view }),
      save: async () => saveAs(await svg(), current.name || 'diagram'),
    });
    board.setAttribute('aria-label', [current.name, word('diagram-keys')].filter(Boolean).join('. '));
    tokens.set(current.animation, word);
    walk.refresh();
  }

  function setTheme() {
    for (const [name, value] of Object.entries(colours(themeOf(current.theme)))) root.style.setProperty(name, value);
  }

  function select(id) {
    if (chosen && registry().get(chosen)) canvas().removeMarker(chosen, 'wb-selected');
    chosen = id && registry().get(id)?.parent ? id : null;
    if (chosen) {
      canvas().addMarker(chosen, 'wb-selected');
      reveal(registry().get(chosen));
    }
    walk.refresh();
  }

  /** Bring an element into view where it is not, without changing the size. */
  function reveal(shape) {
    const box = shape.waypoints ? boxOf(shape.waypoints) : shape;
    const { x, y, width, height } = canvas().viewbox();
    const isSeen = box.x >= x && box.y >= y && box.x + box.width <= x + width && box.y + box.height <= y + height;
    if (!isSeen) canvas().scrollToElement(shape, 60);
  }

  /** Select an element and bring it to the middle at a size that can be read. */
  function show(id) {
    select(id);
    const shape = chosen && registry().get(chosen);
    if (!shape) return;
    const box = shape.waypoints ? boxOf(shape.waypoints) : shape;
    const { outer, scale } = canvas().viewbox();
    const readable = Math.max(scale, 0.8);
    const [width, height] = [outer.width / readable, outer.height / readable];
    canvas().viewbox({ x: box.x + box.width / 2 - width / 2, y: box.y + box.height / 2 - height / 2, width, height });
  }

  function zoom(step) {
    canvas().resized();
    canvas().zoom(step ? canvas().zoom() * step : 'fit-viewport', 'auto');
    if (!step && canvas().zoom() < 1) canvas().zoom(canvas().zoom() * MARGIN, 'auto');
  }

  function choose(id) {
    select(id);
    hooks.onSelect?.(chosen);
  }

  async function draw() {
    painted.clear();
    chosen = null;
    board.querySelector('.wb-nothing')?.remove();
    try {
      await viewer.importXML(current.xml, current.drawing ?? undefined);
    } catch (error) {
      board.append(htmlElement('p', { class: 'wb-nothing', role: 'alert' }, word('report-no-diagram')));
      throw error;
    }
    defineHatch(board.querySelector('svg'));
    registry().forEach((shape) => shape.parent && plain(shape));
    paint();
    drawAround();
    zoom(0);
    if (current.selected) select(current.selected);
  }

  /** Return the drawing with its marks as a file of its own: colours are written out. */
  async function svg() {
    const values = colours(themeOf(current.theme));
    const ground = `style="background: ${values['--wb-paper']}" width=`;
    const { svg: drawing } = await viewer.saveSVG();
    return drawing.replace('width=', ground).replace(/var\((--wb-[\w-]+)\)/g, (whole, name) => values[name] ?? whole);
  }

  let chain = Promise.resolve();
  function update(changes) {
    chain = chain.catch(() => {}).then(() => apply(changes));
    return chain;
  }

  async function apply(changes) {
    const before = current;
    current = { ...current, ...changes };
    const differs = (names) => names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(current[name]));
    setTheme();
    if (differs(['xml', 'drawing'])) return draw();
    if (differs(PAINTED)) paint();
    if (differs([...PAINTED, 'animation', 'name'])) drawAround();
    if (differs(['selected'])) select(current.selected);
  }

  const walk = walkable(viewer, board, { nameOf, isSelected: ({ id }) => id === chosen, select: choose, reveal, zoom });
  touchable(viewer, board);
  viewer.on('element.click', ({ element }) => choose(element.parent ? (element.labelTarget ?? element).id : null));
  viewer.on('root.set', () => walk.refresh());
  setTheme();
  const ready = chain = draw();
  ready.catch(() => {});
  return {
    ready,
    update,
    select,
    show,
    zoom,
    svg,
    destroy() {
      tokens.stop();
      viewer.destroy();
      root.remove();
    },
  };
}
