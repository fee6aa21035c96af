import type { Answer, Exchange } from '../../../http/exchange.ts'
import { type Finding, saw } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import type { Forged } from '../../../tokens/forgery.ts'
import { isThrottled } from '../health/answer-signs.ts'
import { recogniseEdge } from '../health/edge-of.ts'

/** Words of a firewall that has no page of its own: F5, ModSecurity and API gateways, as their manuals write them. */
const BLOCKED =
  /\b(?:request|access|transaction)\b[^.{}<]{0,20}\b(?:blocked|rejected)\b|\bblocked by\b|\bweb application firewall\b|\bsupport ?id\b/i

/** Tokens that look like an attack on their way already; one that has expired looks like any other. */
const LOOKS_WRONG: ReadonlySet<Forged['group']> = new Set(['forged', 'malformed'])

/**
 * The finding about a wrong token that a firewall refused before the service saw it: the token is refused, and what the
 * service does with it is not known. A warning, since users do not send such tokens. Undefined for any other answer.
 */
export function refusedInFront(
  finding: Finding,
  exchange: Exchange,
  { group }: Forged,
): Finding | undefined {
  if (exchange.kind === 'no-answer' || !LOOKS_WRONG.has(group)) return undefined
  const edge = recogniseEdge(exchange)
  const isOfFirewall = edge?.means === 'refused' || (edge === undefined && saysBlocked(exchange))
  if (!isOfFirewall || isThrottled(exchange)) return undefined
  const { service } = finding
  const name = edge?.name ?? 'a firewall (by its words)'
  return {
    ...finding,
    code: 'edge.refused',
    severity: 'warning',
    summary: `${name} in front of ${service} refuses wrong tokens of this run with ${exchange.status} before ${service} sees them: what ${service} does with them is not known`,
    evidence: [
      saw(
        edge === undefined
          ? `the words of the answer are those of a firewall: ${quote(exchange.text, 120)}`
          : `the answer has the marks of an edge (${edge.name}), not of the application`,
      ),
    ],
    nextSteps: [
      `If that is meant, leave these tokens out with that reason (\`leftOut\` in the contract); to see ${service} itself, run from an address that ${edge?.name ?? 'the firewall'} lets through.`,
    ],
  }
}

function saysBlocked({ status, text }: Answer): boolean {
  return status >= 400 && status < 500 && BLOCKED.test(text.slice(0, 2048))
}
