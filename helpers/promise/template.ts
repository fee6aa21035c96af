import type { JsonTemplate, Template } from '../../contracts/schema/common.ts'
import { Secret } from '../../env/secret.ts'

/** What fills a placeholder; undefined when nothing does. */
export type Values = (name: string) => string | Secret | undefined

const PLACEHOLDER = /\{([A-Za-z_][\w.-]*)\}/g

/**
 * Fills `{NAME}` placeholders, each value passed through `encode`. Values are put in once and never read
 * for placeholders themselves, since some come from servers. The result may hold secrets: it belongs
 * into a request and nowhere else. Throws `MissingValue`.
 */
export function fillTemplate(
  template: Template,
  values: Values,
  encode: (value: string, name: string) => string = (value) => value,
): string {
  return template.replace(PLACEHOLDER, (_placeholder, name: string) => {
    const value = values(name)
    if (value === undefined) throw new MissingValue(name)
    return encode(value instanceof Secret ? value.reveal() : value, name)
  })
}

/** A placeholder that nothing fills: the request cannot be made, which says nothing about the deployment. */
export class MissingValue extends Error {
  /** The placeholder's name, without braces. */
  readonly placeholder: string

  constructor(placeholder: string, why = 'nothing fills it') {
    super(`{${placeholder}}: ${why}`)
    this.name = 'MissingValue'
    this.placeholder = placeholder
  }
}

/** Fills the placeholders in every text of a JSON value, and in the names of its fields. Throws `MissingValue`. */
export function fillJsonTemplate(template: JsonTemplate, values: Values): unknown {
  if (typeof template === 'string') return fillTemplate(template, values)
  if (template === null || typeof template !== 'object') return template
  if (isList(template)) return template.map((item) => fillJsonTemplate(item, values))
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [
      fillTemplate(key, values),
      fillJsonTemplate(value, values),
    ]),
  )
}

function isList(template: JsonTemplate): template is readonly JsonTemplate[] {
  return Array.isArray(template)
}

/**
 * Fills a path and its query, values percent-encoded (RFC 3986 §2.1). A value that would change which
 * path it is cannot stand in one: with an empty or dotted id from a server, `DELETE /threads/{id}` would
 * remove something else (RFC 3986 §5.2.4).
 */
export function fillPath(template: Template, values: Values): string {
  const query = template.indexOf('?')
  const path = query === -1 ? template : template.slice(0, query)
  return (
    fillTemplate(path, values, encodeSegment) +
    fillTemplate(template.slice(path.length), values, percentEncode)
  )
}

function encodeSegment(value: string, name: string): string {
  if (/^\.{0,2}$/.test(value)) throw new MissingValue(name, 'what fills it cannot stand in a path')
  return percentEncode(value)
}

/** Percent-encodes all but unreserved characters (RFC 3986 §2.3); half a surrogate pair, which has no UTF-8, becomes U+FFFD. */
export function percentEncode(value: string): string {
  return encodeURIComponent(Buffer.from(value, 'utf8').toString('utf8'))
}

/** Fills the placeholders that have a value, and leaves the others: they are filled elsewhere. */
export function fillKnown(text: string, known: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(known, name) ? (known[name] ?? whole) : whole,
  )
}

/** The names in the placeholders of a template. */
export function placeholdersOf(template: Template): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
}

/** Whether a value is written otherwise in a form than it stands (RFC 6749 §2.3.1): one with `+`, `%` or the like. */
export function changesInForm(value: string | Secret | undefined): boolean {
  const text = value instanceof Secret ? value.reveal() : (value ?? '')
  return percentEncode(text) !== text
}
