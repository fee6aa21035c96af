import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Answer } from '../../../http/exchange.ts'
import {
  blockedBy,
  type ContentPolicy,
  DIRECTIVES,
  readPolicies,
  type Wanted,
} from '../../../page/content-policy.ts'
import { blockedByIntegrity, INTEGRITY_POLICY } from '../../../page/integrity-policy.ts'
import type { LoadedFile, LoadedPage } from '../../../page/loaded-file.ts'
import type { Finding } from '../../../record/finding.ts'
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
  const sent = readPolicies(answer.headers['content-security-policy'])
  const inPage = parts.policies.map(readPolicies)
  const blocks = (wanted: Wanted, what: string, before = inPage.length): readonly Block[] => {
    const block = [...sent, ...inPage.slice(0, before).flat()]
      .map((policy) => blockedBy(policy, wanted, answer.asked.url))
      .find((one) => one !== undefined)
    return block === undefined ? [] : [{ what, url: wanted.url, ...block }]
  }
  const origin = new URL(answer.asked.url).origin
  const loads = files
    .filter(({ file }) => file.as in DIRECTIVES)
    .map(({ file }) => ({
      isOwn: file.url.startsWith(`${origin}/`),
      found: [
        ...blocks(
          {
            url: file.url,
            as: file.as as Wanted['as'],
            ...(file.nonce !== undefined && { nonce: file.nonce }),
            ...(file.integrity !== undefined && { integrity: file.integrity }),
            isImported: file.importedBy !== undefined,
          },
          `the ${file.as === 'module' ? 'script' : file.as}`,
          file.policiesBefore,
        ),
        ...unvouched(file, answer),
      ],
      isScript: file.as === 'script' || file.as === 'module',
    }))
  const inline = parts.inlineScripts
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, nonce, policiesBefore }) =>
      blocks(
        {
          url: answer.asked.url,
          as: 'inline',
          text,
          ...(nonce !== undefined && { nonce }),
        },
        'a script in the page',
        policiesBefore,
      ),
    )
  const boxed = sandboxed(
    sent,
    { scripts: parts.inlineScripts.length + files.length, calls },
    answer.asked.url,
  )
  const called = Object.entries(calls).flatMap(([name, url]) => blocks({ url, as: 'call' }, name))
  const blocked = [...boxed, ...called, ...loads.flatMap(({ found }) => found), ...inline.flat()]
  const [first] = blocked
  if (first === undefined) {
    const before = (count: number) => [...sent, ...inPage.slice(0, count).flat()]
    return inlineFinding(blockedInline(loaded, before, answer.asked.url), answer, page)
  }
  const isDead =
    boxed.length > 0 ||
    called.length > 0 ||
    // What a host adds to a page may be blocked while the scripts of the page run.
    (inline.length > 0 && inline.every((found) => found.length > 0)) ||
    loads.some(({ isOwn, found }) => isOwn && found.length > 0) ||
    ![...loads.filter(({ isScript }) => isScript).map(({ found }) => found), ...inline].some(
      (found) => found.length === 0,
    )
  return findingOf('frontend.blocked', page.service, answer.asked, {
    promise: `the Content-Security-Policy of GET ${page.path} allows what the page loads and calls`,
    subject: `${first.what}, ${shown(first.url)}`,
    expected: `${first.directive} that allows ${shown(first.url)}`,
    got: quote([first.directive, ...first.values].join(' '), 240),
    summary: `${page.service}: ${named(first.directive)} blocks ${inWords(blocked)}`,
    evidence: [
      ...blocked
        .slice(1)
        .map(({ what, url, directive }) => `${directive} also blocks ${what}: ${shown(url)}`),
      ...cacheEvidence(answer).map((line) => line.replace('this answer', 'the page itself')),
    ].slice(0, MOST_LINES),
    ...(!isDead && { severity: 'warning' }),
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
