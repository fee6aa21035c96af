import { webLink } from '../words/web-link.ts'
import { type Html, html } from './escape.ts'

/** A sentence, with what stands in backticks as code. */
export function prose(text: string): Html {
  return pieces(text, (part) => html`<code>${part}</code>`)
}

/** A next step, which is ours: a command in it can be copied. */
export function step(text: string): Html {
  return pieces(text, code)
}

function pieces(text: string, codeOf: (part: string) => Html): Html {
  if (!text.includes('`')) return html`${text}`
  return html`${text.split('`').map((part, at) => (at % 2 === 0 || part === '' ? part : codeOf(part)))}`
}

/** A program's name and an argument. */
const COMMAND = /^[a-z][\w.-]* \S/

function code(text: string): Html {
  return COMMAND.test(text) ? html`<code class="copy">${text}</code>` : html`<code>${text}</code>`
}

/** A link, where the text is an address of the web; else the text itself. */
export function link(address: string, label: string): Html {
  const target = webLink(address)
  return target === undefined
    ? html`<span class="quiet">${label}${label === address ? '' : `: ${address}`}</span>`
    : html`<a href="${target}" rel="noopener noreferrer" target="_blank">${label}</a>`
}

/** A list under its title; nothing without items. */
export function list(title: string, items: readonly string[], most = 20): Html {
  if (items.length === 0) return html``
  const more = items.length - most
  return html`<h4>${title}</h4><ul>${items.slice(0, most).map((item) => html`<li>${prose(item)}</li>`)}${more > 0 ? html`<li>and ${more} more</li>` : undefined}</ul>`
}

/** Facts under their labels. */
export function facts(
  rows: readonly (readonly [label: string, value: Html | string | undefined])[],
): Html {
  const shown = rows.filter(([, value]) => value !== undefined)
  return html`<dl>${shown.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}
