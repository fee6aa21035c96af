import type { Where } from '../../contracts/schema/common.ts'
import type { Answer } from '../http/exchange.ts'
import { readCookies } from '../http/header-fields.ts'
import { findPattern, stoppedInWords } from './stop-after.ts'

/** What stands in an answer at a place; undefined when nothing does. */
export function lookUp(answer: Answer, where: Where): unknown {
  if (isOfText(where) && !isMember(answer.json, where)) return lookUpText(answer.text, where)
  if (where.startsWith('header:')) return headerOf(answer, where.slice('header:'.length))
  if (where.startsWith('cookie:')) return readCookies(answer).get(where.slice('cookie:'.length))
  return lookUpJson(answer.json, where)
}

/** Whether JSON has the place as a member of its own: a note has a field `text` more often than a contract means all of it. */
function isMember(json: unknown, where: Where): boolean {
  return json !== null && typeof json === 'object' && Object.hasOwn(json, where)
}

/** Whether a place is the whole text, or a part of it. */
function isOfText(where: Where): boolean {
  return where === 'text' || where.startsWith(PART)
}

/** The text itself, or the part that a pattern finds: its first group, or where it has none, all that it matches. */
function lookUpText(text: string, where: Where): string | undefined {
  const pattern = patternIn(where)
  if (pattern === undefined) return text
  const found = findPattern(pattern, text)
  return found?.[1] ?? found?.[0]
}

/** `PATTERN` of `text:PATTERN`. */
function patternIn(where: Where): string | undefined {
  const colon = where.indexOf(':')
  return colon === -1 ? undefined : where.slice(colon + 1)
}

/** A place as a reader finds it in the contract; of a pattern that was stopped, with this. The redactor takes `cookie:` for a header. */
export function placeInWords(where: Where): string {
  if (where.startsWith('cookie:')) return `the cookie ${where.slice('cookie:'.length).trim()}`
  const pattern = isInJson(where) ? undefined : patternIn(where)
  return pattern === undefined ? where : `${where}${stoppedInWords(pattern)}`
}

/** A message over a socket or of a stream; `data` are the bytes of a binary one. */
export interface Message {
  readonly text: string
  readonly json: unknown
  readonly data?: Buffer
}

/**
 * What stands in a message at a place: a path into its JSON, `text` or `text:PATTERN`, and of a binary one `hex`, `utf8` or
 * a part of these. Undefined when nothing does.
 */
export function lookUpMessage({ text, json, data }: Message, where: Where): unknown {
  if (isOfText(where)) return lookUpText(text, where)
  const form = data && OF_BYTES.exec(where)?.[1]
  if (form === 'hex' || form === 'utf8') return lookUpText(data?.toString(form) ?? '', where)
  return lookUpJson(json, where)
}

/** The same in an event or a welcome, where `text` alone is a field of its JSON. */
export function lookUpEvent(event: Message, where: Where): unknown {
  return where === 'text' ? lookUpJson(event.json, where) : lookUpMessage(event, where)
}

/** Whether a place is one in JSON, and none in the text or the bytes of a message. */
export function isInJson(where: Where): boolean {
  return !isOfText(where) && !OF_BYTES.test(where)
}

/** Whether a place of an answer can only be one in its JSON. */
export function isMemberPlace(where: Where): boolean {
  return !isOfText(where) && !/^(?:header|cookie):/.test(where)
}

/** All bytes, or a part of them, as a text. */
const OF_BYTES = /^(hex|utf8)(?::|$)/

const PART = 'text:'

/**
 * What stands at a dotted path in a JSON value; undefined when nothing does. Only own properties count,
 * so that a path never finds what JavaScript adds. A number leads into a list by position, and `checks[name=Database]`
 * by what an item says: the first item of `checks` whose `name` is "Database". A key may hold dots itself, as a version, a host
 * or a URL does: the shortest key that leads to something is taken. An empty path is the whole value.
 */
export function lookUpJson(json: unknown, path: string): unknown {
  if (path === '') return json
  if (json === null || typeof json !== 'object') return undefined
  const item = ITEM.exec(path)?.groups
  if (item !== undefined && !Object.hasOwn(json, path)) {
    const { list: at = '', key: by = '', word = '', rest: after } = item
    const items = lookUpJson(json, at)
    const found = Array.isArray(items)
      ? items.find((one) => String(lookUpJson(one, by) ?? '') === word)
      : undefined
    return lookUpJson(found, after ?? '')
  }
  if (Array.isArray(json)) {
    const [index, rest] = cut(path, path.indexOf('.'))
    return INDEX.test(index) ? lookUpJson(json[Number(index)], rest) : undefined
  }
  if (Object.hasOwn(json, path)) return (json as Record<string, unknown>)[path]
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const [key, rest] = cut(path, dot)
    const found = Object.hasOwn(json, key)
      ? lookUpJson((json as Record<string, unknown>)[key], rest)
      : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** The text that stands there; undefined for anything else, and for one of blanks. */
export function textAt(json: unknown, path: string): string | undefined {
  const value = lookUpJson(json, path)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** `checks[name=Database connection].status`: a list, what an item of it says, and what is looked up in that item. */
const ITEM = /^(?<list>[^[\]]*)\[(?<key>[^[\]=]+)=(?<word>[^\]]*)\](?:\.(?<rest>.+))?$/

const INDEX = /^(0|[1-9]\d{0,8})$/

/** What stands before a dot of a path, and behind it; the whole path where there is no dot. */
function cut(path: string, dot: number): readonly [key: string, rest: string] {
  return dot === -1 ? [path, ''] : [path.slice(0, dot), path.slice(dot + 1)]
}

function headerOf({ headers }: Answer, name: string): string | undefined {
  const key = name.trim().toLowerCase()
  return Object.hasOwn(headers, key) ? headers[key] : undefined
}
