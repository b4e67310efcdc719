// Cases played on the diagram as tokens, each from its own beginning: paused at first, to be played, sped up, and scrubbed.
import { htmlElement } from './controls.js';
import { colour } from './palette.js';
import { pointAt, svgElement } from './svg.js';

const WHOLE_MS = 24000;
const SPEEDS = [0.5, 1, 2, 4];
const LEAST_SHOWN = 0.015;
const DAY = 86400;

const movesLittle = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Where every token is at a time, in seconds: [{case, x, y, kind}]; of what is not drawn nothing. */
export function tokensAt(animation, time, registry, still) {
  const least = animation.span * LEAST_SHOWN;
  const tokens = [];
  for (const { case: name, rides, stops } of animation.cases) {
    for (const { flow, leaves, arrives, hollow } of rides) {
      const line = time >= leaves && time < arrives && registry.get(flow)?.waypoints;
      if (line) tokens.push({ case: name, kind: hollow ? 'skipped' : 'done', ...pointAt(line, still ? 0 : (time - leaves) / (arrives - leaves)) });
    }
    for (const { element, begins, ends, kind } of stops) {
      const shape = time >= begins && time < Math.max(ends, begins + least) && registry.get(element);
      if (shape && !shape.waypoints) tokens.push({ case: name, kind, x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 });
    }
  }
  return tokens;
}

function drawn({ case: name, kind, x, y }, place) {
  const [fill, stroke] = kind === 'skipped' ? ['paper', 'token'] : kind === 'extra' ? ['extra-line', 'paper'] : ['token', 'paper'];
  const style = `fill: ${colour(fill)}; stroke: ${colour(stroke)}; stroke-width: 2.5px`;
  const aside = ((place % 5) - 2) * 3;  // cases at the same place stay apart
  const shape = kind === 'extra'
    ? svgElement('rect', { x: x + aside - 6, y: y + aside - 6, width: 12, height: 12, transform: `rotate(45 ${x + aside} ${y + aside})`, style })
    : svgElement('circle', { cx: x + aside, cy: y + aside, r: 7, style });
  shape.classList.add('wb-token', `wb-token-${kind}`);
  shape.append(svgElement('title', {}, name));
  return shape;
}

/** A player below the diagram. `set(animation, word)` gives it what to play, null for nothing; `stop()` ends it. */
export function player(viewer, bar) {
  let animation = null;
  let state = { time: 0, speed: 1, playing: false };
  let frame = null;
  let before = null;
  let word = (key) => key;

  const layer = () => viewer.get('canvas').getLayer('wb-tokens', 50);

  function show() {
    const places = new Map(animation.cases.map(({ case: name }, place) => [name, place]));
    const hasBegun = state.playing || state.time > 0;
    const tokens = hasBegun ? tokensAt(animation, state.time, viewer.get('elementRegistry'), movesLittle()) : [];
    layer().replaceChildren(...tokens.map((token) => drawn(token, places.get(token.case))));
    const range = bar.querySelector('input');
    if (!range) return;
    range.value = String(Math.round((1000 * state.time) / (animation.span || 1)));
    const day = `${word('diagram-day')} ${(state.time / DAY).toFixed(1)} / ${(animation.span / DAY).toFixed(1)}`;
    range.setAttribute('aria-valuetext', day);
    bar.querySelector('output').textContent = day;
  }

  function tick(now) {
    const passed = before === null ? 0 : now - before;
    before = now;
    state.time += (passed / WHOLE_MS) * state.speed * animation.span;
    if (state.time >= animation.span) {
      state.time = animation.span;
      play(false);
    } else frame = requestAnimationFrame(tick);
    show();
  }

  function play(wanted) {
    cancelAnimationFrame(frame);
    state.playing = wanted;
    before = null;
    if (wanted && state.time >= animation.span) state.time = 0;
    if (wanted) frame = requestAnimationFrame(tick);
    label();
  }

  function label() {
    const button = bar.querySelector('[data-control="play"]');
    button.textContent = state.playing ? '\u275a\u275a' : '\u25b6';
    button.setAttribute('aria-label', word(state.playing ? 'diagram-pause' : 'diagram-play'));
  }

  function draw() {
    const sample = (kind, text) => {
      const picture = svgElement('svg', { width: 20, height: 20, viewBox: '-10 -10 20 20', 'aria-hidden': 'true' });
      picture.append(drawn({ case: text, kind, x: 0, y: 0 }, 2));
      return htmlElement('li', {}, picture, text);
    };
    const speeds = SPEEDS.map((speed) => htmlElement('option', { value: speed, selected: speed === state.speed }, `${speed}×`));
    bar.replaceChildren(
      htmlElement('button', { type: 'button', 'data-control': 'play', onclick: () => play(!state.playing) }),
      htmlElement('input', {
        type: 'range', min: 0, max: 1000, 'aria-label': word('diagram-time'),
        oninput: (event) => {
          state.time = (Number(event.target.value) / 1000) * animation.span;
          before = null;
          show();
        },
      }),
      htmlElement('output', {}),
      htmlElement('select', { 'aria-label': word('diagram-speed'), onchange: (event) => { state.speed = Number(event.target.value); } }, ...speeds),
      htmlElement('ul', { class: 'wb-legend' }, ...['done', 'skipped', 'extra'].map((kind) => sample(kind, word(`diagram-token-${kind}`)))),
    );
    label();
    show();
  }

  return {
    set(next, words) {
      word = words;
      const isOther = JSON.stringify(next) !== JSON.stringify(animation);
      if (isOther) {
        cancelAnimationFrame(frame);
        state = { time: 0, speed: state.speed, playing: false };
        layer().replaceChildren();
      }
      animation = next;
      bar.hidden = !animation?.cases.length;
      if (bar.hidden) bar.replaceChildren();
      else draw();
    },
    stop: () => cancelAnimationFrame(frame),
  };
}
