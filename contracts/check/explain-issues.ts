import type { z } from 'zod'
import { nearestName } from '../../env/nearest-name.ts'
import { quote } from '../../helpers/text/quote.ts'
import { listSome } from '../../helpers/text/words.ts'
import type { ContractFault } from './contract-fault.ts'
import { exampleOf } from './field-examples.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** The fields that an object may have, given by zod only while it makes a message: they travel in it. */
const BETWEEN = '\n'

/** The message of an issue for `explainIssues`: the fields that the object knows, where one is unknown to it. */
export function wordsOf({ code, inst }: z.core.$ZodRawIssue): string {
  if (code !== 'unrecognized_keys' || inst === undefined) return ''
  const { shape = {} } = inst._zod.def as { shape?: object }
  return Object.keys(shape).join(BETWEEN)
}

/** What zod found, as a person would say it. `data` is the contract, in which the wrong values are looked up. */
export function explainIssues(issues: readonly Issue[], data: unknown): readonly ContractFault[] {
  return issues.flatMap((issue) => explain(issue, [], data))
}

function explain(issue: Issue, before: Path, data: unknown): readonly ContractFault[] {
  const path = [...before, ...issue.path]
  const value = valueAt(data, path)
  if (issue.code === 'unrecognized_keys') return unknownFields(issue, path)
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return explainUnion(issue, path, data)
  if (issue.code === 'invalid_key')
    return [
      { path, message: 'is not one of the names that can stand here', example: exampleOf(path) },
    ]
  const wanted = wantedBy(issue)
  const message =
    value === undefined
      ? `is missing; must be ${wanted}`
      : `must be ${wanted}, is ${shown(value)}${hint(issue, value)}`
  return [{ path, message, example: exampleOf(path) }]
}

function unknownFields(
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  path: Path,
): readonly ContractFault[] {
  const known = issue.message === '' ? [] : issue.message.split(BETWEEN)
  return issue.keys.map((key) => {
    const near = nearestName(key, known)?.name
    return {
      path: [...path, key],
      message: `is no field that a contract has there${near === undefined ? '' : `; is ${near} meant?`}`,
      example: near === undefined ? `one of ${listSome(known, 20)}` : exampleOf([...path, near]),
    }
  })
}

/** Of several forms, the one that the value was meant to be; all forms, if it is like none. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  data: unknown,
): readonly ContractFault[] {
  const meant = issue.errors.find((branch) =>
    branch.every(
      ({ path: inner, code }) =>
        inner.length > 0 || code === 'unrecognized_keys' || code === 'too_small',
    ),
  )
  if (meant !== undefined) return meant.flatMap((inner) => explain(inner, path, data))
  const forms = [
    ...new Set(
      issue.errors.flatMap((branch) =>
        branch.filter(({ path: inner }) => inner.length === 0).map(wantedBy),
      ),
    ),
  ]
  const value = valueAt(data, path)
  const wanted = listSome(forms).replace(/ and ([^,]*)$/, ' or $1')
  return [
    {
      path,
      message:
        value === undefined
          ? `is missing; must be ${wanted}`
          : `must be ${wanted}, is ${shown(value)}`,
      example: exampleOf(path),
    },
  ]
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** The rest of "must be …". */
function wantedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? 'something else'
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return oneOf((issue as { options?: readonly unknown[] }).options ?? [])
    case 'too_small':
      return issue.origin === 'array'
        ? 'a list that is not empty'
        : issue.origin === 'string'
          ? 'a text that is not empty'
          : `${String(issue.minimum)} or more`
    case 'too_big':
      return `${String(issue.maximum)} or less`
    case 'invalid_format':
      return 'a name in capitals, digits and underscores'
    default:
      return 'something else'
  }
}

function oneOf(values: readonly unknown[]): string {
  const words = values.filter((value) => value !== undefined).map((value) => JSON.stringify(value))
  return words.length === 1 ? (words[0] ?? '') : `one of ${words.join(', ')}`
}

/** The word that a misspelt one most likely means. */
function hint(issue: Issue, value: unknown): string {
  const words =
    issue.code === 'invalid_value'
      ? issue.values
      : issue.code === 'invalid_union'
        ? ((issue as { options?: readonly unknown[] }).options ?? [])
        : []
  const near =
    typeof value === 'string'
      ? nearestName(
          value,
          words.filter((word) => typeof word === 'string'),
        )?.name
      : undefined
  return near === undefined ? '' : `; is ${JSON.stringify(near)} meant?`
}

/** What stands there, in a few words: a text may hold a secret, so that only short names are quoted. */
function shown(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string')
    return value === '' ? 'empty' : /^[\w.:-]{1,30}$/.test(value) ? quote(value) : 'a text'
  return String(value)
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
