// The switch of languages, on pages that draw no model.
for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => {
    document.documentElement.lang = button.dataset.language;
    document.querySelectorAll('[data-language]').forEach((each) => each.setAttribute('aria-pressed', String(each === button)));
  });
}
