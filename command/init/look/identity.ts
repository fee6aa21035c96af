import type { Answer } from '../../../helpers/http/exchange.ts'
import { lookUp } from '../../../helpers/promise/where.ts'
import type { ApiDocument, IssuerDocument } from './documents.ts'

interface At {
  readonly path: string
  readonly answer: Answer
}

/** Members in which services name themselves. */
const NAMES = [
  'service',
  'serviceName',
  'service_name',
  'app',
  'application',
  'component.name',
  'name',
]

/** Members in which services say what was deployed, the most exact first. */
const REVISIONS = [
  'revision',
  'commit',
  'git.commit.id.abbrev',
  'git.commit.id',
  'gitSha',
  'sha',
  'build',
  'build.version',
  'release',
  'releaseId',
  'version',
  'component.version',
]

const REVISION_HEADERS = ['header:x-revision', 'header:x-version', 'header:x-app-version']

/** Longest text that is a name or a revision. */
const LONGEST = 100

/** Where a service says who it is: the issuer of its document, a name in health, the title of its OpenAPI document. */
export function identityIn(
  answers: readonly At[],
  known: { readonly url: string; readonly issuer?: IssuerDocument; readonly api?: ApiDocument },
): { readonly path: string; readonly at: string; readonly is: string } | undefined {
  if (known.issuer !== undefined)
    return { path: known.issuer.path, at: 'issuer', is: known.issuer.issuer }
  for (const { path, answer } of answers) {
    const at = NAMES.find((name) => textAt(answer, name) !== undefined)
    if (at !== undefined) return { path, at, is: textAt(answer, at) ?? '' }
  }
  return known.api?.title === undefined || known.api.title.includes('{')
    ? undefined
    : { path: known.api.path, at: 'info.title', is: known.api.title }
}

/** Where a service says which revision it is. */
export function revisionIn(
  answers: readonly At[],
): { readonly path: string; readonly at: string; readonly value: string } | undefined {
  for (const { path, answer } of answers) {
    const at = [...REVISIONS, ...REVISION_HEADERS].find(
      (name) => textAt(answer, name) !== undefined,
    )
    if (at !== undefined) return { path, at, value: textAt(answer, at) ?? '' }
  }
  return undefined
}

function textAt(answer: Answer, at: string): string | undefined {
  const value = lookUp(answer, at)
  const text = typeof value === 'string' ? value.trim() : ''
  // In a contract, braces would be a placeholder.
  return text === '' || text.length > LONGEST || text.includes('{') ? undefined : text
}
