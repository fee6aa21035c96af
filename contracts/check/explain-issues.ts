import type { z } from 'zod'
import { nearestName } from '../../env/nearest-name.ts'
import { listSome } from '../../helpers/text/words.ts'
import type { ContractFault } from './contract-fault.ts'
import { exampleOf } from './field-examples.ts'
import { type Issue, issueWords } from './issue-words.ts'

type Path = readonly PropertyKey[]

/** The fields that an object may have, given by zod only while it makes a message: they travel in it. */
const BETWEEN = '\n'

/** The message of an issue for `explainIssues`: the fields that the object knows, where one is unknown to it. */
export function knownFields({ code, inst }: z.core.$ZodRawIssue): string {
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
  if (issue.code === 'unrecognized_keys') return unknownFields(issue, path)
  if (issue.code === 'invalid_key')
    return [
      { path, message: 'is not one of the names that can stand here', example: exampleOf(path) },
    ]
  const meant = issue.code === 'invalid_union' ? issue.errors.find(isOfThatForm) : undefined
  if (meant !== undefined) return meant.flatMap((inner) => explain(inner, path, data))
  return [{ path, message: issueWords(issue, valueAt(data, path)), example: exampleOf(path) }]
}

/** A name that would read as a word of the sentence is marked. */
function asWord(name: string): string {
  return name === 'is' ? '`is`' : name
}

/** What other tools and people call a field. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['auth', ['sent']],
  ['body', ['json']],
  ['data', ['json']],
  ['default', ['fallback']],
  ['depends', ['dependsOn']],
  ['endpoint', ['path']],
  ['env', ['urlVariable']],
  ['equals', ['is']],
  ['expect', ['says']],
  ['header', ['headers']],
  ['maxAge', ['lifetimeSeconds']],
  ['name', ['platform', 'id', 'title']],
  ['payload', ['json']],
  ['required', ['presence']],
  ['timeout', ['withinMs']],
  ['type', ['kind']],
  ['uri', ['path']],
  ['url', ['path', 'urlVariable']],
  ['value', ['is', 'variable']],
])

function unknownFields(
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  path: Path,
): readonly ContractFault[] {
  const known = issue.message === '' ? [] : issue.message.split(BETWEEN)
  return issue.keys.map((key) => {
    const near =
      nearestName(key, known)?.name ?? SYNONYMS.get(key)?.find((name) => known.includes(name))
    return {
      path: [...path, key],
      message: `is no field that a contract has there${near === undefined ? '' : `; is ${asWord(near)} meant?`}`,
      example: near === undefined ? `one of ${listSome(known, 20)}` : exampleOf([...path, near]),
    }
  })
}

/** Of several forms that a value may have, the one that it was meant to be: only its parts are wrong. */
function isOfThatForm(branch: readonly Issue[]): boolean {
  return branch.every(
    ({ path, code }) => path.length > 0 || code === 'unrecognized_keys' || code === 'too_small',
  )
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
