// How the frame of a diagram looks; it stands in the document or in the shadow root that the diagram is in.
import bpmnCss from 'bpmn-js/dist/assets/bpmn-js.css';
import diagramCss from 'diagram-js/assets/diagram-js.css';

const OWN_CSS = `
.wb-diagram { display: flex; flex-direction: column; width: 100%; height: 100%; overflow: hidden; box-sizing: border-box;
  background: var(--wb-paper); color: var(--wb-ink); font: 14px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif }
.wb-canvas { flex: 1; min-height: 120px; position: relative; touch-action: none; padding-bottom: 44px; box-sizing: border-box }
.wb-canvas .djs-container { overflow: visible }
.wb-canvas .djs-container > svg { overflow: hidden }
.wb-canvas .bjs-powered-by { bottom: -34px !important; color: var(--wb-ink) !important }
.wb-canvas .djs-element:focus { outline: none }
.wb-canvas .djs-element:focus-visible { outline: 3px solid var(--wb-focus); outline-offset: 5px }
.wb-canvas svg:focus-visible { outline: none }
.wb-canvas .wb-selected .djs-visual > :first-child { stroke-width: 5px !important }
.wb-bar { display: flex; flex-wrap: wrap; gap: 6px 16px; justify-content: space-between; align-items: center; padding: 8px 10px }
.wb-bar[hidden] { display: none }
.wb-legend { display: flex; flex-wrap: wrap; gap: 4px 14px; list-style: none; margin: 0; padding: 0; font-size: 13px; color: var(--wb-ink) }
.wb-legend li { display: flex; align-items: center; gap: 6px; margin: 0 }
.wb-legend i { display: inline-block; min-width: 18px; height: 15px; border-radius: 3px; font: 600 11px/15px sans-serif; text-align: center }
.wb-legend i.wb-scale { width: 70px; border: 1px solid var(--wb-line) }
.wb-buttons { display: flex; gap: 6px; margin-inline-start: auto }
.wb-bar button, .wb-bar select { font: inherit; color: var(--wb-ink); background: var(--wb-paper); border: 1px solid var(--wb-line); border-radius: 6px; padding: 3px 10px; cursor: pointer; min-width: 32px }
.wb-bar button:hover { background: var(--wb-wash) }
.wb-bar :is(button, select, input):focus-visible { outline: 3px solid var(--wb-focus); outline-offset: 2px }
.wb-player { border-top: 1px solid var(--wb-line); justify-content: flex-start }
.wb-player input { flex: 1; min-width: 120px; accent-color: var(--wb-token) }
.wb-player output { font-variant-numeric: tabular-nums; color: var(--wb-soft) }
.wb-nothing { padding: 12px; margin: 0 }
.wb-canvas .bjs-breadcrumbs a, .wb-canvas .bjs-crumb { color: var(--wb-ink) }
@media print { .wb-buttons, .wb-player { display: none } }
`;

/** Put the style once where a container can see it. */
export function addStyle(container) {
  const place = container.getRootNode();
  const parent = place instanceof ShadowRoot ? place : container.ownerDocument.head;
  if (parent.querySelector('[data-wb-diagram-style]')) return;
  const style = container.ownerDocument.createElement('style');
  style.setAttribute('data-wb-diagram-style', '');
  style.textContent = diagramCss + bpmnCss + OWN_CSS;
  parent.prepend(style);
}
