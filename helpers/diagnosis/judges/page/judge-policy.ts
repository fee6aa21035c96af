import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Answer } from '../../../http/exchange.ts'
import {
  type ContentPolicy,
  DIRECTIVES,
  readPolicies,
  violated,
  type Wanted,
} from '../../../page/content-policy.ts'
import { blockedByIntegrity, INTEGRITY_POLICY } from '../../../page/integrity-policy.ts'
import type { LoadedFile, LoadedPage } from '../../../page/loaded-file.ts'
import type { Finding, Severity } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence } from '../health/answer-signs.ts'
import { type BlockedInline, blockedInline } from './blocked-inline.ts'

interface Block {
  readonly what: string
  readonly url: string
  readonly directive: string
  readonly values: readonly string[]
}

/** What blocks something that the page wants: of the policies of the page itself, those that stand before it, or all. */
type BlocksOf = (wanted: Wanted, what: string, before?: number) => readonly Block[]

/**
 * Whether the page's own Content-Security-Policy lets it load its files and call what it must: `calls` are the URLs of
 * services and sockets, by name. A policy that only reports blocks nothing. An `Integrity-Policy` counts as a part of it.
 */
export function judgePolicy(
  loaded: LoadedPage,
  answer: Answer,
  page: PagePromise,
  calls: Readonly<Record<string, string>>,
): Finding | undefined {
  const { parts, files } = loaded
  const { url } = answer.asked
  const sent = readPolicies(answer.headers['content-security-policy'])
  const inPage = parts.policies.map(readPolicies)
  const policies = (before = inPage.length) => [...sent, ...inPage.slice(0, before).flat()]
  const blocksOf: BlocksOf = (wanted, what, before) => {
    const block = policies(before)
      .map((policy) => violated(policy, wanted, url))
      .find((one) => one !== undefined)
    return block === undefined ? [] : [{ what, url: wanted.url, ...block }]
  }
  const loads = files
    .filter(({ file }) => file.as in DIRECTIVES)
    .map(({ file }) => ({
      file,
      found: [...blocksOfFile(file, blocksOf), ...unvouched(file, answer)],
    }))
  const inline = parts.inlineScripts
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, nonce, policiesBefore }) => {
      const wanted = { url, as: 'inline', text, ...(nonce !== undefined && { nonce }) } as const
      return blocksOf(wanted, 'a script in the page', policiesBefore)
    })
  const boxed = sandboxed(sent, { scripts: parts.inlineScripts.length + files.length, calls }, url)
  const called = Object.entries(calls).flatMap(([name, to]) =>
    blocksOf({ url: to, as: 'call' }, name),
  )
  const inFiles = loads.flatMap(({ found }) => found)
  const [first, ...others] = [...boxed, ...called, ...inFiles, ...inline.flat()]
  if (first === undefined) return inlineFinding(blockedInline(loaded, policies, url), answer, page)
  const isDead = boxed.length > 0 || called.length > 0 || isStopped(loads, inline, url)
  return policyFinding([first, ...others], isDead ? 'failure' : 'warning', answer, page)
}

type Load = { readonly file: LoadedFile['file']; readonly found: readonly Block[] }

function blocksOfFile(file: LoadedFile['file'], blocksOf: BlocksOf): readonly Block[] {
  const wanted = {
    url: file.url,
    as: file.as as Wanted['as'],
    ...(file.nonce !== undefined && { nonce: file.nonce }),
    ...(file.integrity !== undefined && { integrity: file.integrity }),
    isImported: file.importedBy !== undefined,
  }
  return blocksOf(wanted, `the ${isScript(file) ? 'script' : file.as}`, file.policiesBefore)
}

function isScript({ as }: LoadedFile['file']): boolean {
  return as === 'script' || as === 'module'
}

/** Whether the page does not run: what a host adds to it may be blocked while its own scripts run. */
function isStopped(
  loads: readonly Load[],
  inline: readonly (readonly Block[])[],
  pageUrl: string,
): boolean {
  const { origin } = new URL(pageUrl)
  const scripts = [
    ...loads.filter(({ file }) => isScript(file)).map(({ found }) => found),
    ...inline,
  ]
  return (
    (inline.length > 0 && inline.every((found) => found.length > 0)) ||
    loads.some(({ file, found }) => file.url.startsWith(`${origin}/`) && found.length > 0) ||
    !scripts.some((found) => found.length === 0)
  )
}

function policyFinding(
  blocked: readonly [Block, ...Block[]],
  severity: Severity,
  answer: Answer,
  page: PagePromise,
): Finding {
  const [first, ...others] = blocked
  return findingOf('frontend.blocked', page.service, answer.asked, {
    promise: `the Content-Security-Policy of GET ${page.path} allows what the page loads and calls`,
    subject: `${first.what}, ${shown(first.url)}`,
    expected: `${first.directive} that allows ${shown(first.url)}`,
    got: quote([first.directive, ...first.values].join(' '), 240),
    summary: `${page.service}: ${named(first.directive)} blocks ${inWords(blocked)}`,
    evidence: [
      ...others.map(
        ({ what, url, directive }) => `${directive} also blocks ${what}: ${shown(url)}`,
      ),
      ...cacheEvidence(answer).map((line) => line.replace('this answer', 'the page itself')),
    ].slice(0, MOST_LINES),
    severity,
  })
}

function unvouched(file: LoadedFile['file'], { headers }: Answer): readonly Block[] {
  const block = blockedByIntegrity(headers['integrity-policy'], file)
  return block === undefined ? [] : [{ what: 'the script', url: file.url, ...block }]
}

function named(directive: string): string {
  return directive === INTEGRITY_POLICY
    ? `the ${INTEGRITY_POLICY} of the page`
    : `the Content-Security-Policy of the page (${directive})`
}

function inlineFinding(
  [first, ...more]: readonly BlockedInline[],
  answer: Answer,
  page: PagePromise,
): Finding | undefined {
  if (first === undefined) return undefined
  const { what, directive, values, severity } = first
  return findingOf('frontend.blocked', page.service, answer.asked, {
    promise: `the Content-Security-Policy of GET ${page.path} allows the styles and handlers in its markup`,
    subject: what,
    expected: `${directive} that allows them`,
    got: quote([directive, ...values].join(' '), 240),
    summary: `${page.service}: ${named(directive)} blocks ${[first, ...more].map((one) => one.what).join(' and ')}`,
    evidence: more.map((one) => `${one.directive} also blocks ${one.what}`),
    severity,
  })
}

/**
 * `sandbox` without `allow-scripts`, or without `allow-same-origin` (CSP Level 3 §6.3.2): then the page has the origin
 * `null`, with which no service shares its answers. Browsers ignore the directive in a page itself.
 */
function sandboxed(
  policies: readonly ContentPolicy[],
  needs: { readonly scripts: number; readonly calls: Readonly<Record<string, string>> },
  url: string,
): readonly Block[] {
  const lacking = (name: RegExp) =>
    policies
      .map((policy) => policy.get('sandbox'))
      .find((flags) => flags !== undefined && !flags.some((flag) => name.test(flag)))
  const noScripts = lacking(/^allow-scripts$/i)
  const noOrigin = lacking(/^allow-same-origin$/i)
  if (noScripts !== undefined && needs.scripts > 0)
    return [{ what: 'every script', url, directive: 'sandbox', values: noScripts }]
  const [called] = Object.entries(needs.calls)
  return noOrigin === undefined || called === undefined
    ? []
    : [{ what: called[0], url: called[1], directive: 'sandbox', values: noOrigin }]
}

const MOST_LINES = 10

function inWords(blocked: readonly Block[]): string {
  const shownFirst = blocked.slice(0, 2).map(({ what, url }) => `${what} (${shown(url)})`)
  const more = blocked.length - shownFirst.length
  return more > 0 ? `${shownFirst.join(', ')} and ${more} more` : shownFirst.join(' and ')
}

function shown(url: string): string {
  return quote(url, 160)
}
