// Brings the static report to life: diagrams, selection both ways, language switch, copying of case ids.

function language(document) {
  return document.documentElement.lang;
}

function textsOf(mark, lang) {
  return { ...mark, hint: lang === 'en' ? mark.hint.en : mark.hint.zh };
}

function startProcess(section, mount) {
  const data = JSON.parse(section.querySelector('script[type="application/json"]').textContent);
  const host = section.querySelector('[data-diagram]');
  const rows = [...section.querySelectorAll('[data-elements]')];
  const elementsOf = (row) => JSON.parse(row.dataset.elements);
  const choose = (row) => rows.forEach((each) => each.classList.toggle('chosen', each === row));
  const marks = data.marks.map((mark) => textsOf(mark, language(document)));
  const handle = mount(host, { xml: data.xml, drawing: data.drawing, marks }, {
    onSelect(id) {
      const row = rows.find((each) => elementsOf(each).includes(id));
      choose(row);
      handle.select(id);
      if (row) row.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    },
  });
  handle.ready.catch(() => section.querySelector('[data-no-diagram]').removeAttribute('hidden'));
  rows.forEach((row) => row.addEventListener('click', () => {
    choose(row);
    handle.show(elementsOf(row).at(-1) ?? null);
  }));
  for (const button of section.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => handle.zoom(Number(button.dataset.zoom)));
  }
  section.querySelector('[data-save-svg]').addEventListener('click', async () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([await handle.svg()], { type: 'image/svg+xml' }));
    link.download = `${section.id}.svg`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return handle;
}

/** Start every process section when it comes into view, and the switch of languages. */
export function startReport(document, mount) {
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting && waiting.has(target)) begin(target);
    }
  }, { rootMargin: '400px' });
  const begin = (section) => {
    waiting.delete(section);
    watcher.unobserve(section);
    startProcess(section, mount);
  };
  const sections = [...document.querySelectorAll('[data-workbench-process]')];
  const waiting = new Set(sections);
  sections.forEach((section) => watcher.observe(section));
  window.addEventListener('beforeprint', () => waiting.forEach(begin));
  for (const button of document.querySelectorAll('[data-language]')) {
    button.addEventListener('click', () => {
      document.documentElement.lang = button.dataset.language;
      document.querySelectorAll('[data-language]').forEach((each) => each.setAttribute('aria-pressed', String(each === button)));
    });
  }
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', () => navigator.clipboard.writeText(button.closest('details').querySelector('.cases').textContent));
  }
}
