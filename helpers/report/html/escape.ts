import { bounded, printable } from '../../text/quote.ts'
import { webLink } from '../words/cause-words.ts'

/** HTML of our own making. Nothing else is written into a page unescaped. */
export class Html {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** What can stand in a template: HTML as it is, a text escaped; nothing for what is not there. */
export type Insert = Html | string | number | undefined | readonly Insert[]

/**
 * HTML with its inserts escaped: the one place where a text becomes part of a page. A text is inert as content and in
 * an attribute with double quotes; there is no other place for one in our templates.
 */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  let source = strings[0] ?? ''
  for (let at = 0; at < inserts.length; at += 1) source += sourceOf(inserts[at]) + strings[at + 1]
  return new Html(source)
}

function sourceOf(insert: Insert): string {
  if (typeof insert === 'string') return escapeText(insert)
  if (typeof insert === 'number') return Number.isFinite(insert) ? String(insert) : '0'
  if (insert === undefined) return ''
  if (insert instanceof Html) return insert.source
  let source = ''
  for (const one of insert) source += sourceOf(one)
  return source
}

/** A server's answer is quoted to a few hundred characters; what is longer than this is nothing that anybody reads. */
const TEXT_MAX = 2_500

/** Printable ASCII without `"`, `&`, `'`, `<` and `>`: most texts are nothing else. */
const HARMLESS = /^[ !#-%(-;=?-~]*$/

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Character references for what HTML gives a meaning (HTML Living Standard §13.3), visible escapes for what cannot be seen. */
function escapeText(text: string): string {
  const shown = bounded(text, TEXT_MAX)
  if (HARMLESS.test(shown)) return shown
  return printable(shown).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** What a block of the page may still take, in bytes of UTF-8. */
export interface Room {
  /** The HTML where it fits, else undefined; what is left shrinks by it. */
  take(piece: Html): Html | undefined
}

/** A page that a browser opens at once, and a mail server takes, has an end. */
export function createRoom(bytes: number): Room {
  let left = bytes
  return {
    take(piece) {
      const size = Buffer.byteLength(piece.source)
      if (size > left) return undefined
      left -= size
      return piece
    },
  }
}

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
