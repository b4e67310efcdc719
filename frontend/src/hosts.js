// The two hosts that run Python behind the diagram: Streamlit's components (version 2) and notebooks (anywidget).
import { mount } from './diagram.js';

const mounted = new WeakMap();

/** Serve Streamlit, which calls anew after every rerun with {data, parentElement, setTriggerValue}. Returns what ends it. */
export function serveStreamlit({ data, parentElement, setTriggerValue }) {
  const { height, ...props } = data;
  const known = mounted.get(parentElement);
  if (known) {
    known.host.style.height = `${height}px`;
    known.setTriggerValue = setTriggerValue;
    known.handle.update(props);
  } else {
    const host = document.createElement('div');
    host.style.height = `${height}px`;
    parentElement.append(host);
    const record = { host, setTriggerValue };
    mounted.set(parentElement, record);
    record.handle = mount(host, props, { onSelect: (element) => record.setTriggerValue('chosen', { element }) });
  }
  return () => {
    mounted.get(parentElement)?.handle.destroy();
    mounted.get(parentElement)?.host.remove();
    mounted.delete(parentElement);
  };
}

const TRAITS = ['diagram', 'language', 'theme', 'selected', 'name'];

/** Serve a notebook: what the kernel sets is shown, what the reader selects goes back. */
export function serveNotebook() {
  return {
    render({ model, el }) {
      const { diagram, ...rest } = Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));
      const host = document.createElement('div');
      host.style.height = `${model.get('height')}px`;
      el.append(host);
      const handle = mount(host, { ...diagram, ...rest }, {
        onSelect(element) {
          model.set('selected', element);
          model.save_changes();
        },
      });
      const listeners = TRAITS.map((name) => {
        const listen = () => handle.update(name === 'diagram' ? model.get(name) : { [name]: model.get(name) });
        model.on(`change:${name}`, listen);
        return [`change:${name}`, listen];
      });
      return () => {
        listeners.forEach(([event, listen]) => model.off(event, listen));
        handle.destroy();
      };
    },
  };
}
