// Colours by name, on light and on dark ground: everything drawn refers to them, so that a theme is a handful of CSS properties.

/** How each kind of mark looks beside its colours: symbol, line, and whether it only tints what is there. */
export const KINDS = {
  skipped: { symbol: '\u2715', dash: '6 3' },
  dead: { symbol: '\u2205', dash: '2 3' },
  order: { symbol: '\u21c4', dash: '' },
  rework: { symbol: '\u21bb', dash: '' },
  extra: { symbol: '\uff0b', dash: '' },
  waiting: { symbol: '\u25d4', dash: '5 3' },
  support: { symbol: '\u2699', dash: '' },
  duty: { symbol: '\u263a', dash: '' },
  access: { symbol: '\u25c8', dash: '' },
  data: { symbol: '\u25a4', dash: '6 3' },
  added: { symbol: '\uff0b', dash: '' },
  removed: { symbol: '\u2212', dash: '6 3' },
  changed: { symbol: '\u2260', dash: '' },
  seen: { symbol: '', dash: '' },
  unseen: { symbol: '', dash: '', ink: true, thin: true },
  ghost: { symbol: '', dash: '7 4', ink: true, thin: true },
  blind: { symbol: '?', dash: '4 4', hatched: true },
};

/** Steps of the scale of heat, from little to much. */
export const STEPS = 7;

// name: [on light ground, on dark ground]
const GROUND = {
  paper: ['#ffffff', '#14191f'], ink: ['#1c2530', '#e8edf2'], soft: ['#55616e', '#a9b4bf'], line: ['#8795a3', '#7d8a97'],
  wash: ['#f5f7f9', '#1f262e'], on: ['#ffffff', '#14191f'], focus: ['#1f6fa8', '#7cc4f2'], token: ['#0b5c7a', '#8fd8f5'],
  stripe: ['#cfd5dc', '#46525e'], hatch: ['#f3f4f6', '#262e36'], flow: ['#b25a0c', '#f2a65a'],
};

// kind: [line on light, area on light, line on dark, area on dark]
const MARKS = {
  skipped: ['#a3330f', '#fdeee8', '#ff9d7d', '#43211a'], dead: ['#7a1430', '#fbe6ec', '#ff8fae', '#451a28'],
  order: ['#8a5a00', '#fff4d6', '#f0c05a', '#3d3113'], rework: ['#5b3a99', '#f1ebfb', '#c3a6ff', '#31264d'],
  extra: ['#0b5c7a', '#e2f3f9', '#6cc7e8', '#12333f'], waiting: ['#59636e', '#eef1f4', '#a9b4bf', '#2a333c'],
  support: ['#00695c', '#e0f2ef', '#5fd0c0', '#10352f'], duty: ['#34449c', '#e8eafa', '#a5b1ff', '#262c52'],
  access: ['#9c2f66', '#fbe9f1', '#f39ac5', '#45203a'], data: ['#3f6b00', '#eff6dd', '#b4d66a', '#2c3815'],
  added: ['#1a6b3c', '#e3f4ea', '#6fd39a', '#173a27'], removed: ['#8c1022', '#fbe6ea', '#ff96a5', '#471c24'],
  changed: ['#8a5a00', '#fff4d6', '#f0c05a', '#3d3113'], seen: ['#3d4a57', '#ffffff', '#c6d0da', '#14191f'],
  unseen: ['#6b7681', '#f3f4f6', '#8d99a5', '#1e252c'], ghost: ['#0b5c7a', '#f4fafc', '#6cc7e8', '#12262f'],
  blind: ['#59636e', '#f3f4f6', '#a9b4bf', '#262e36'],
};

const HEAT = [
  ['#fff8ec', '#feebcd', '#fddbab', '#fbc783', '#f8b05c', '#f3983a', '#ea7f1e'],
  ['#2a2620', '#3a2c1c', '#4b3219', '#5c3816', '#6e3e13', '#7f4410', '#914a0c'],
];

/** Return how a colour is referred to. */
export const colour = (name) => `var(--wb-${name})`;

/** Return which step of the scale shows a share in [0, 1]. */
export const heatOf = (share) => colour(`heat${Math.min(STEPS - 1, Math.max(0, Math.floor(share * STEPS)))}`);

/** Return every colour of a theme, light or dark, by the name of its CSS property. */
export function colours(theme) {
  const dark = theme === 'dark' ? 1 : 0;
  const named = [
    ...Object.entries(GROUND).map(([name, pair]) => [name, pair[dark]]),
    ...Object.entries(MARKS).flatMap(([kind, all]) => [[`${kind}-line`, all[2 * dark]], [`${kind}-area`, all[2 * dark + 1]]]),
    ...HEAT[dark].map((value, step) => [`heat${step}`, value]),
  ];
  return Object.fromEntries(named.map(([name, value]) => [`--wb-${name}`, value]));
}

/** Return the theme that is meant: what is neither light nor dark follows the reader's system. */
export function themeOf(wanted) {
  if (wanted === 'light' || wanted === 'dark') return wanted;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
