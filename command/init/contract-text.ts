import { printable } from '../../helpers/text/quote.ts'
import { compareText } from '../../helpers/text/words.ts'
import { wrapText } from '../../helpers/text/wrap-text.ts'
import type { Comments, Draft } from './draft.ts'
import type { Format } from './init-flags.ts'

const COLUMNS = 110
/** An object or a list that is no longer stays on one line. */
const ONE_LINE = 90

/**
 * The contract as a file of this format. `head` are the lines of comment at its top; JSON knows none. What a server
 * said stands in comments and texts only, escaped: it can be no code.
 */
export function contractText(
  draft: Draft,
  comments: Comments,
  format: Format,
  head: readonly string[],
): string {
  const promises = withoutEmpty(draft)
  if (format === 'json') return `${JSON.stringify(bare(promises), null, 2)}\n`
  const top = (mark: string) => head.map((line) => remark(line, mark, '')).join('')
  if (format === 'yaml') return `${top('#')}${yaml(promises, '', comments).replace(/^\n/, '')}\n`
  const imported = [...presetsOf(draft, comments), 'defineContract'].sort(compareText).join(', ')
  return `${top('//')}import { ${imported} } from 'post-deploy-smoke'\n\nexport const contract = defineContract(${code(promises, '', comments)})\n`
}

/** The presets that the health routes of a draft call, each once. */
function presetsOf({ services }: Draft, comments: Comments): readonly string[] {
  const routes = services.flatMap(({ health }) => health)
  return [...new Set(routes.flatMap((route) => comments.presetOf(route)?.name ?? []))]
}

/** A promise as the call of its preset; undefined for any other value. */
function calledPreset(value: object, comments: Comments): string | undefined {
  const preset = comments.presetOf(value)
  if (preset === undefined) return undefined
  const { role, head, dependencies } = preset.options
  const isUsualRole = role === (dependencies === undefined ? 'liveness' : 'readiness')
  // The usual role is that of the preset, not the schema's, which other pieces leave out.
  const options = [
    ...(isUsualRole || role === undefined ? [] : [`role: ${quoted(role)}`]),
    ...(dependencies ? [`dependencies: ${inOneLine(dependencies, comments)}`] : []),
    ...(head ? [`head: ${quoted(head)}`] : []),
  ]
  const said = options.length > 0 ? `, { ${options.join(', ')} }` : ''
  return `${preset.name}(${quoted(preset.path)}${said})`
}

type Plain = Readonly<Record<string, unknown>>

/** What is not promised is left out; a piece keeps the comments of the piece that it is made of. */
function withoutEmpty(draft: Draft): Plain {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => !isEmpty(value)))
}

/** The members of a piece as an author writes them: without defaults of the schema, and one value without its list. */
function membersOf(piece: object): readonly (readonly [string, unknown])[] {
  return Object.entries(piece)
    .filter(
      ([key, value]) => value !== undefined && !isEmpty(value) && !isDefault(key, value, piece),
    )
    .map(([key, value]) => [key, inShort(key, value)] as const)
}

/** What contracts/schema puts in place of a member that is left out. */
const DEFAULTS: Readonly<Record<string, string>> = {
  statuses: '[200]',
  accepted: '[200]',
  role: '"liveness"',
  format: '"json"',
  presence: '"required"',
  as: '"user"',
}

function isDefault(key: string, value: unknown, piece: object): boolean {
  if (key === 'effect') return 'request' in piece
  if (key === 'at') return value === 'status' && 'healthy' in piece
  if (key === 'kind') return value === 'text' && 'meaning' in piece
  return Object.hasOwn(DEFAULTS, key) && JSON.stringify(value) === DEFAULTS[key]
}

const ONE_OR_MORE =
  /^(?:statuses|unwell|dependsOn|accepted|is|healthy|degraded|up|algorithms|present|after)$/
const REFUSALS = /^(?:withoutCredentials|withWrongToken|refusal)$/

function inShort(key: string, value: unknown): unknown {
  if (REFUSALS.test(key) && !Object.hasOwn(value as object, 'lacks'))
    return inShort('statuses', (value as { statuses: number[] }).statuses)
  const isOne = ONE_OR_MORE.test(key) && Array.isArray(value) && value.length === 1
  return isOne ? value[0] : value
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(membersOf(value).map(([key, member]) => [key, bare(member)]))
}

/** A value as JavaScript. */
function code(value: unknown, indent: string, comments: Comments): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const call = calledPreset(value, comments)
  if (call !== undefined) return call
  const short = oneLine(value, comments)
  if (short !== undefined && indent !== '') return short
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map(
      (item) => `${above(item, '//', inner, comments)}${inner}${code(item, inner, comments)},\n`,
    )
    return `[\n${items.join('')}${indent}]`
  }
  const members = membersOf(value).map(
    ([key, member]) =>
      `${above(member, '//', inner, comments)}${inner}${name(key)}: ${code(member, inner, comments)},\n`,
  )
  return `{\n${members.join('')}${indent}}`
}

function oneLine(value: object, comments: Comments): string | undefined {
  const inside = inOneLine(value, comments)
  return inside === undefined || inside.length > ONE_LINE ? undefined : inside
}

function inOneLine(value: unknown, comments: Comments): string | undefined {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const call = calledPreset(value, comments)
  if (call !== undefined) return call
  const parts = Array.isArray(value)
    ? value.map((item) => partOf(item, '', comments))
    : membersOf(value).map(([key, member]) => partOf(member, `${name(key)}: `, comments))
  if (parts.some((part) => part === undefined)) return undefined
  return Array.isArray(value) ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`
}

function partOf(value: unknown, before: string, comments: Comments): string | undefined {
  if (isCommented(value, comments)) return undefined
  const text = inOneLine(value, comments)
  return text === undefined ? undefined : before + text
}

/** A value as YAML; texts are quoted as JSON is, which YAML 1.2 reads. */
function yaml(value: unknown, indent: string, comments: Comments): string {
  if (value === null || typeof value !== 'object') return ` ${JSON.stringify(value)}`
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item !== 'object'))
      return ` [${value.map((item) => JSON.stringify(item)).join(', ')}]`
    return value
      .map((item) => {
        const text = yaml(item, `${indent}  `, comments)
        return `\n${above(item, '#', indent, comments)}${indent}-${text.replace(/^\n\s*/, ' ')}`
      })
      .join('')
  }
  const members = membersOf(value)
  if (members.length === 0) return ' {}'
  return members
    .map(
      ([key, member]) =>
        `\n${above(member, '#', indent, comments)}${indent}${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)}:${yaml(member, `${indent}  `, comments)}`,
    )
    .join('')
}

function above(value: unknown, mark: string, indent: string, comments: Comments): string {
  if (!isCommented(value, comments)) return ''
  return comments
    .of(value)
    .map((line) => remark(line, mark, indent))
    .join('')
}

function isCommented(value: unknown, comments: Comments): value is object {
  return value !== null && typeof value === 'object' && comments.of(value).length > 0
}

/** A comment of its own lines; nothing in it ends the comment. */
function remark(line: string, mark: string, indent: string): string {
  return wrapText(printable(line), COLUMNS - indent.length - mark.length - 1)
    .map((part) => `${indent}${mark} ${part}\n`)
    .join('')
}

function name(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}

function quoted(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return inside.includes("'") ? JSON.stringify(text) : `'${inside}'`
}
