/**
 * What the page does beyond being read: search, filters, copying. It reads nothing but the page itself, writes no HTML
 * and sends nothing. The page is whole without it.
 */
export const SCRIPT = `
'use strict';
(() => {
  const form = document.querySelector('.filters');
  if (form) {
    const rows = [...document.querySelectorAll('.checks > li')];
    const output = form.querySelector('output');
    const button = form.elements.namedItem('open');
    let texts;
    const apply = () => {
      texts ??= rows.map((row) => row.textContent.toLowerCase());
      const words = form.elements.namedItem('text').value.toLowerCase().split(/\\s+/).filter(Boolean);
      const statuses = new Set([...form.querySelectorAll('[name=status]:checked')].map(({ value }) => value));
      const suite = form.elements.namedItem('suite').value;
      const service = form.elements.namedItem('service').value;
      let shown = 0;
      rows.forEach((row, at) => {
        const { dataset } = row;
        const fits = statuses.has(dataset.status) && (suite === '' || suite === dataset.suite) &&
          (service === '' || service === dataset.service) && words.every((word) => texts[at].includes(word));
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      output.textContent = shown + ' of ' + rows.length + ' shown';
    };
    form.addEventListener('input', apply);
    form.addEventListener('submit', (event) => event.preventDefault());
    button.addEventListener('click', () => {
      const open = button.textContent === 'Open all';
      for (const row of rows) if (!row.hidden) for (const one of row.querySelectorAll('details')) one.open = open;
      button.textContent = open ? 'Close all' : 'Open all';
    });
    document.addEventListener('keydown', (event) => {
      const search = form.elements.namedItem('text');
      const isTyping = /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        search.focus();
      }
      if (event.key === 'Escape' && event.target === search && search.value !== '') {
        search.value = '';
        apply();
      }
    });
    form.hidden = false;
  }
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.tagName === 'DETAILS') target.open = true;
  };
  addEventListener('hashchange', reveal);
  reveal();
  for (const source of document.querySelectorAll('.copy')) {
    const copy = document.createElement('button');
    copy.type = 'button';
    copy.className = 'copied';
    copy.textContent = 'Copy';
    copy.setAttribute('aria-label', 'Copy ' + source.textContent.slice(0, 60));
    copy.addEventListener('click', async () => {
      const range = document.createRange();
      range.selectNodeContents(source);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      try {
        await navigator.clipboard.writeText(source.textContent);
        copy.textContent = 'Copied';
      } catch {
        copy.textContent = document.execCommand('copy') ? 'Copied' : 'Selected';
      }
      setTimeout(() => { copy.textContent = 'Copy'; }, 2000);
    });
    source.after(copy);
  }
})();
`
