// Brings the static report to life: diagrams, selection both ways, language switch, copying of case ids.

function startProcess(section, mount) {
  const data = JSON.parse(section.querySelector('script[type="application/json"]').textContent);
  const host = section.querySelector('[data-diagram]');
  const rows = [...section.querySelectorAll('[data-elements]')];
  const elementsOf = (row) => JSON.parse(row.dataset.elements);
  const choose = (row) => rows.forEach((each) => each.classList.toggle('chosen', each === row));
  const props = { ...data, name: host.dataset.diagram, language: document.documentElement.lang };
  const handle = mount(host, props, {
    onSelect(id) {
      const row = id && rows.find((each) => elementsOf(each).includes(id));
      choose(row);
      if (row) row.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    },
  });
  rows.forEach((row) => row.addEventListener('click', () => {
    choose(row);
    handle.show(elementsOf(row).at(-1) ?? null);
  }));
  return handle;
}

/** Start every process section when it comes into view, and the switch of languages. */
export function startReport(document, mount) {
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting && waiting.has(target)) begin(target);
    }
  }, { rootMargin: '400px' });
  const handles = [];
  const begin = (section) => {
    waiting.delete(section);
    watcher.unobserve(section);
    handles.push(startProcess(section, mount));
  };
  const sections = [...document.querySelectorAll('[data-workbench-process]')];
  const waiting = new Set(sections);
  sections.forEach((section) => watcher.observe(section));
  window.addEventListener('beforeprint', () => waiting.forEach(begin));
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => {
      document.documentElement.lang = button.dataset.language;
      document.querySelectorAll('[data-language]').forEach((each) => each.setAttribute('aria-pressed', String(each === button)));
      handles.forEach((handle) => handle.update({ language: button.dataset.language }));
    });
  }
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', () => navigator.clipboard.writeText(button.closest('details').querySelector('.cases').textContent));
  }
}
