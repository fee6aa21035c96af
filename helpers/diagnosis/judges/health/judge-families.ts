import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { FamilyFact } from '../../../http/by-family.ts'
import type { Finding } from '../../../record/finding.ts'
import { isLoopback } from '../../../url/is-loopback.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'

/** Without a connection browsers use the other family (RFC 8305); with one, they stay with what it answers. */
const FALLS_BACK: ReadonlySet<string> = new Set(['tcp.refused', 'tcp.timeout'])

/**
 * Whether a service answers alike over IPv4 and IPv6. An address that answers wrongly, or accepts and stays silent, fails
 * for everyone whose network prefers it; one that accepts no connection costs a moment, a warning, and nothing on this machine.
 */
export function judgeFamilies(
  facts: readonly FamilyFact[],
  { name, health }: ServicePromise,
): Finding | undefined {
  const statuses = health[0]?.statuses ?? [200]
  const isGood = ({ exchange }: FamilyFact) =>
    exchange.kind === 'answer' && statuses.includes(exchange.status)
  const good = facts.find(isGood)
  const bad = facts.find((fact) => !isGood(fact))
  if (good === undefined || bad === undefined) return undefined
  const { exchange, family, address } = bad
  if (exchange.kind === 'no-answer' && exchange.fault.startsWith('own.')) return undefined
  const isWithout = exchange.kind === 'no-answer' && FALLS_BACK.has(exchange.fault)
  if (isWithout && isLoopback(new URL(exchange.asked.url).hostname)) return undefined
  const shown = exchange.kind === 'answer' ? `answers ${exchange.status}` : 'does not answer'
  return findingOf('service.unstable', name, exchange.asked, {
    ...(isWithout && { severity: 'warning' as const }),
    subject: family,
    summary: `${name} answers over ${good.family}, and over ${family} (${address}) it ${shown}`,
    promise: `${name} answers alike over IPv4 and IPv6`,
    expected: `${statuses.join(' or ')}, as over ${good.family} (${good.address})`,
    got: `over ${family} (${address}): ${describeExchange(exchange)}`,
    evidence: [`over ${good.family} (${good.address}): ${describeExchange(good.exchange)}`],
    nextSteps: [
      `Compare the ${family === 'IPv6' ? 'AAAA' : 'A'} record of the host with the addresses of its load balancer: it may lead to an old one.`,
      `Ask by hand: \`curl -${family === 'IPv6' ? '6' : '4'} -sS -i --max-time 10 '${exchange.asked.url}'\`.`,
    ],
  })
}
