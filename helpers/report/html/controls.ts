import type { CheckRecord, RequestRecord } from '../../record/check-record.ts'
import { compareText } from '../../text/words.ts'
import { STATUSES } from '../words/status-words.ts'
import { type Html, html } from './escape.ts'

/** One check with what belongs to it, as a row of the list. */
export interface CheckRow {
  readonly check: CheckRecord
  readonly service: string
  readonly sent: readonly RequestRecord[]
  /** What other checks sent, and whose answers it used. */
  readonly used: readonly RequestRecord[]
}

/** Choices of one kind that are shown: a list of a thousand services cannot be used. */
const CHOICES_MAX = 100

/** Search and filters; hidden until the script of the page can use them. */
export function filters(rows: readonly CheckRow[]): Html {
  const statuses = Object.entries(STATUSES).flatMap(([status, word]) => {
    const count = rows.filter(({ check }) => check.status === status).length
    return count === 0 ? [] : [{ status, word, count }]
  })
  return html`<form class="filters" role="search" hidden>
<label class="search">Search <input type="search" name="text" autocomplete="off" placeholder="title, URL, code"></label>
<fieldset><legend>Result</legend>${statuses.map(
    ({ status, word, count }) =>
      html`<label><input type="checkbox" name="status" value="${status}" checked> ${word} ${count}</label>`,
  )}</fieldset>
${select(
  'Suite',
  'suite',
  rows.map(({ check }) => check.suite),
)}
${select(
  'Service',
  'service',
  rows.map(({ service }) => service),
)}
<button type="button" name="open">Open all</button>
<output role="status">${rows.length} of ${rows.length} shown</output>
</form>`
}

function select(label: string, name: string, values: readonly string[]): Html {
  const distinct = [...new Set(values.filter((value) => value !== ''))].sort(compareText)
  return html`<label>${label} <select name="${name}"><option value="">all</option>${distinct
    .slice(0, CHOICES_MAX)
    .map((value) => html`<option>${value}</option>`)}</select></label>`
}

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
