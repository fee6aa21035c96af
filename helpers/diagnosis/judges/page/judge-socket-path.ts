import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { hostOf } from '../../../url/join-url.ts'
import { findingOf } from '../finding-of.ts'
import type { Callable, ReadFile } from './stray-finding.ts'

/** Whether a URL leads to another path than a promised one; one without a path, or with the first part of it, is a base. */
export function isAnotherPath(said: string, promised: string): boolean {
  const [path = '', wanted] = [said, promised].map((url) =>
    new URL(url).pathname.replace(/\/+$/, ''),
  )
  return !`${wanted}/`.startsWith(`${path}/`)
}

/**
 * A page whose scripts open WebSockets at the host of a promised one, and none of them at its path. A warning: the page may take that
 * address from elsewhere, and the other one be a socket that the contract does not name.
 */
export function judgeSocketPath(
  readings: readonly ReadFile[],
  { sockets }: Pick<Callable, 'sockets'>,
  { service, path }: PagePromise,
): Finding | undefined {
  for (const [name, promised] of Object.entries(sockets)) {
    const opened = readings.flatMap(({ reading, asked }) =>
      reading.calls
        .filter((url) => /^wss?:/i.test(url) && hostOf(url) === hostOf(promised))
        .map((url) => ({ url, asked })),
    )
    const [first] = opened
    if (first === undefined || !opened.every(({ url }) => isAnotherPath(url, promised))) continue
    return findingOf('frontend.wrong-target', service, first.asked, {
      promise: `the scripts of GET ${path} open the WebSockets of this environment`,
      subject: name,
      expected: `${name}: ${promised}`,
      got: quote(first.url, 160),
      severity: 'warning',
      summary: `${service}: a script of the page opens ${quote(first.url, 120)}, and none that was read opens ${quote(promised, 120)}, the address of ${name}`,
      nextSteps: [
        `Compare the path of ${name} in the build of ${service} with that in the contract: one of the two is old, or the page opens another WebSocket at that host as well.`,
      ],
    })
  }
  return undefined
}
