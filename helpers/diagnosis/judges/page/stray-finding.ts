import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { StrayAddress } from '../../../page/stray-patterns.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'

/** An address that no browser of a user can use, and the file that holds it. */
export interface Stray extends StrayAddress {
  readonly asked: Asked
}

/** What is said of the first of them; `called`: the hosts that the page may call, by service. */
export function strayFinding(
  first: Stray,
  strays: readonly Stray[],
  {
    page,
    evidence,
    called,
  }: {
    readonly page: PagePromise
    readonly evidence: readonly string[]
    readonly called: Readonly<Record<string, string>>
  },
): Finding {
  const more = strays.filter(({ kind }) => kind === first.kind).length - 1
  const shared = {
    got: `${quote(first.written, 80)}${more > 0 ? ` and ${more} more` : ''}`,
    expected: 'only URLs of this environment',
    evidence,
  }
  if (first.kind === 'loopback') {
    // A program beside the browser may be meant, where nothing says that the page calls another host.
    const isSure = Object.keys(called).length > 0 || first.stands === 'built-in'
    return findingOf('frontend.localhost', page.service, first.asked, {
      ...shared,
      promise: 'no script of the page calls the machine of the user',
      ...(!isSure && { severity: 'warning' }),
    })
  }
  if (first.kind === 'plain')
    return findingOf('frontend.wrong-target', page.service, first.asked, {
      ...shared,
      promise: 'a page on https calls nothing by plain http',
      expected: 'https or wss',
      summary: `${page.service}: a script of the page calls ${quote(first.written, 120)} by plain http, and the page is on https: browsers block it`,
    })
  if (first.kind === 'internal')
    return findingOf('frontend.wrong-target', page.service, first.asked, {
      ...shared,
      promise: 'the scripts of the page call addresses that users reach',
      summary: `${page.service}: a script of the page calls ${quote(first.written, 120)}, by a name that machines beside the service resolve and browsers of users do not`,
    })
  if (first.kind === 'private')
    return findingOf('frontend.wrong-target', page.service, first.asked, {
      ...shared,
      promise: 'the scripts of the page call addresses that users reach',
      summary: `${page.service}: a script of the page calls ${quote(first.written, 120)}, an address of a private network, which only browsers in that network reach`,
    })
  return findingOf('frontend.wrong-target', page.service, first.asked, {
    ...shared,
    promise: 'the build put addresses into the scripts of the page',
    summary: `${page.service}: a script of the page has ${quote(first.written, 80)} in place of an address: the build did not get it`,
  })
}
