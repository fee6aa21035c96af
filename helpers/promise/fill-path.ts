import type { Template } from '../../contracts/type/common.ts'
import { fillTemplate, type Values } from './fill-template.ts'
import { MissingValue } from './missing-value.ts'
import { percentEncode } from './percent-encode.ts'

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
