import type { JsonTemplate, RequestTemplate } from '../../contracts/schema/common.ts'
import { parseJson } from '../../helpers/http/read-body.ts'

/** A request as a curl line says it. */
export interface CurlLine {
  readonly kind: 'curl'
  readonly method: RequestTemplate['method']
  /** As it is written: it may hold `{id}`. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly json?: JsonTemplate
  readonly form?: Readonly<Record<string, string>>
  /** `-u USER:PASSWORD`. */
  readonly basic?: { readonly user: string; readonly password: string }
}

export interface CurlProblem {
  readonly kind: 'problem'
  /** The rest of a sentence about the flag; it quotes no value. */
  readonly message: string
}

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Options of curl that change nothing in what is asked: a value follows those of the second list. */
const SILENT =
  /^(?:-[sSkLifgv#]+|--(?:silent|show-error|insecure|location|include|fail|globoff|verbose|compressed|fail-with-body|http1\.1|http2))$/
const WITH_VALUE =
  /^(?:-[omAew]|--(?:output|max-time|user-agent|referer|write-out|connect-timeout|retry|cacert))$/

/** Reads a curl line as a shell would: words, quotes, backslashes; `curl` itself may be left out. Never throws. */
export function parseCurl(text: string): CurlLine | CurlProblem {
  const words = shellWords(text)
  if (words === undefined) return problem('has a quote that does not end')
  if (words[0] === 'curl') words.shift()
  const said: Said = { urls: [], data: [], headers: {} }
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const trouble = readWord(word, words, said)
    if (trouble !== undefined) return problem(trouble)
  }
  return lineOf(said)
}

interface Said {
  readonly urls: string[]
  /** Each `-d`, as it is sent, and whether it is form data by its own word. */
  readonly data: string[]
  readonly headers: Record<string, string>
  method?: string
  basic?: { readonly user: string; readonly password: string }
}

/** Reads one word with the value behind it; gives what is wrong with it. */
function readWord(written: string, rest: string[], said: Said): string | undefined {
  const [, long, attached] = /^(--[a-z-]+)=(.*)$/s.exec(written) ?? []
  const short = /^(-[XHdub])(.+)$/s.exec(written)
  const word = long ?? short?.[1] ?? written
  const value = () => attached ?? short?.[2] ?? rest.shift() ?? ''
  if (/^(?:-X|--request)$/.test(word)) said.method = value().toUpperCase()
  else if (/^(?:-H|--header)$/.test(word)) addHeader(value(), said.headers)
  else if (/^(?:-d|--data|--data-raw|--data-binary|--data-ascii)$/.test(word))
    said.data.push(value())
  else if (word === '--data-urlencode') said.data.push(encoded(value()))
  else if (word === '--json') {
    said.data.push(value())
    said.headers['content-type'] ??= 'application/json'
  } else if (/^(?:-u|--user)$/.test(word)) {
    const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(value()) ?? []
    said.basic = { user, password }
  } else if (/^(?:-b|--cookie)$/.test(word)) said.headers.cookie = value()
  else if (word === '--url') said.urls.push(value())
  else if (/^(?:-I|--head)$/.test(word)) said.method = 'HEAD'
  else if (SILENT.test(word)) return undefined
  else if (WITH_VALUE.test(word)) value()
  else if (word.startsWith('-')) return `has the option ${word}, which init does not know`
  else said.urls.push(word)
  return said.data.some((data) => data.startsWith('@'))
    ? 'reads its data from a file: write the data into the line'
    : undefined
}

function addHeader(text: string, headers: Record<string, string>): void {
  const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*)$/s.exec(text) ?? []
  if (name !== undefined && value !== undefined) headers[name.toLowerCase()] = value.trim()
}

/** `name=value` as curl encodes it: the name stays as it is. */
function encoded(text: string): string {
  const [, name = '', value = text] = /^([^=]*)=(.*)$/s.exec(text) ?? []
  return name === '' ? encodeURIComponent(value) : `${name}=${encodeURIComponent(value)}`
}

function lineOf({ urls, data, headers, method, basic }: Said): CurlLine | CurlProblem {
  const [url, ...others] = urls
  if (url === undefined) return problem('names no URL')
  if (others.length > 0) return problem('names several URLs, or has a value without quotes')
  const meant = method ?? (data.length > 0 ? 'POST' : 'GET')
  if (!isMethod(meant))
    return problem(`has the method ${meant}, which is none of ${METHODS.join(', ')}`)
  const { 'content-type': type, accept, ...kept } = headers
  const body = data.length === 0 ? {} : bodyOf(data.join('&'), type)
  if (body === undefined) return problem('has a body that is neither JSON nor a form')
  return {
    kind: 'curl',
    method: meant,
    url,
    headers: { ...kept, ...(accept !== undefined && accept !== '*/*' && { accept }) },
    ...body,
    ...(basic !== undefined && { basic }),
  }
}

function bodyOf(
  text: string,
  type: string | undefined,
): Pick<CurlLine, 'json' | 'form'> | undefined {
  const json = parseJson(text)
  if (json !== undefined && type?.includes('form') !== true) return { json: json as JsonTemplate }
  if (type?.includes('json') === true || !text.includes('=')) return undefined
  return { form: Object.fromEntries(new URLSearchParams(text)) }
}

function isMethod(text: string): text is RequestTemplate['method'] {
  return METHODS.includes(text)
}

/**
 * The JSON that begins there without a quote: a line in single quotes, as a flag has it, leaves none for its data.
 * A shell would take the quotes of the JSON away.
 */
function jsonAt(text: string, start: number): string | undefined {
  if (!/[{[]/.test(text.charAt(start))) return undefined
  for (let end = text.indexOf('}', start); end !== -1; end = text.indexOf('}', end + 1)) {
    const literal = text.slice(start, end + 1)
    if (parseJson(literal) !== undefined) return literal
  }
  return undefined
}

/** The words of a line as a POSIX shell splits it, without expansions; undefined if a quote does not end. */
function shellWords(text: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote: '"' | "'" | undefined
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    const literal = word === undefined && quote === undefined ? jsonAt(text, at) : undefined
    if (literal !== undefined) {
      word = literal
      at += literal.length - 1
      continue
    }
    const isEscape = character === '\\' && quote !== "'"
    if (isEscape) {
      at += 1
      const next = text.charAt(at)
      const stays = quote === '"' && !/["\\$`\n]/.test(next)
      if (next !== '\n') word = (word ?? '') + (stays ? `\\${next}` : next)
    } else if (quote !== undefined) {
      if (character === quote) quote = undefined
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote !== undefined) return undefined
  return word === undefined ? words : [...words, word]
}

function problem(message: string): CurlProblem {
  return { kind: 'problem', message }
}
