import type { z } from 'zod'
import { nearestName } from '../../env/nearest-name.ts'
import { quote } from '../../helpers/text/quote.ts'
import { listSome } from '../../helpers/text/words.ts'

export type Issue = z.core.$ZodIssue
type UnionIssue = Extract<Issue, { code: 'invalid_union' }>

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** "must be a list, is a text", or that the value is missing. */
export function issueWords(issue: Issue, value: unknown): string {
  // Said by the schema itself: what fields must have together.
  if (issue.code === 'custom' && issue.message !== '') return `must ${issue.message}`
  const wanted = wantedBy(issue)
  return value === undefined
    ? `is missing; must be ${wanted}`
    : `must be ${wanted}, is ${shown(value)}${hint(issue, value)}`
}

/** The rest of "must be …". */
function wantedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? 'something else'
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return issue.errors.length === 0 ? oneOf(optionsOf(issue)) : formsOf(issue)
    case 'too_small':
      if (issue.origin === 'array') return 'a list that is not empty'
      return issue.origin === 'string' ? 'a text that is not empty' : `${issue.minimum} or more`
    case 'too_big':
      return `${issue.maximum} or less`
    case 'invalid_format':
      return 'a name in capitals, digits and underscores'
    case 'custom':
      return issue.path.at(-1) === 'schema' ? 'a zod schema' : 'JSON'
    default:
      return 'something else'
  }
}

/** The forms that a value may have: "an object, a list or a number". */
function formsOf(issue: UnionIssue): string {
  return listSome([...new Set(eachForm(issue))]).replace(/ and (?!.* and )/, ' or ')
}

function eachForm({ errors }: UnionIssue): readonly string[] {
  const own = errors.flatMap((branch) => branch.filter(({ path }) => path.length === 0))
  return own.flatMap((issue) =>
    issue.code === 'invalid_union' && issue.errors.length > 0 ? eachForm(issue) : [wantedBy(issue)],
  )
}

/** The words of which a field that chooses between several forms has one. */
function optionsOf(issue: UnionIssue): readonly unknown[] {
  return (issue as { options?: readonly unknown[] }).options ?? []
}

function oneOf(values: readonly unknown[]): string {
  const words = values.filter((value) => value !== undefined).map((value) => JSON.stringify(value))
  return words.length === 1 ? (words[0] ?? '') : `one of ${words.join(', ')}`
}

/** The word that a misspelt one most likely means. */
function hint(issue: Issue, value: unknown): string {
  if (typeof value !== 'string') return ''
  const words =
    issue.code === 'invalid_value'
      ? issue.values
      : issue.code === 'invalid_union'
        ? optionsOf(issue)
        : []
  const near = nearestName(
    value,
    words.filter((word) => typeof word === 'string'),
  )?.name
  return near === undefined ? '' : `; is ${JSON.stringify(near)} meant?`
}

/** What stands there, in a few words: a text may hold a secret, so that only short names are quoted. */
function shown(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value !== 'string') return String(value)
  if (value === '') return 'empty'
  return /^[\w.:-]{1,30}$/.test(value) ? quote(value) : 'a text'
}
