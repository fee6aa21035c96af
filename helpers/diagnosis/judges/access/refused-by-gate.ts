import type { Answer } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { withEvidence } from '../finding-of.ts'
import { tokenGateOf } from '../health/token-gate.ts'

/** What a gateway did, after its name, where the finding has no first line of its own. */
const DID: Readonly<Partial<Record<Code, (issuer: string) => string>>> = {
  'trust.token-rejected': (issuer) => `refuses good tokens of ${issuer}`,
  'trust.auth-unreachable': (issuer) => `cannot reach ${issuer} to load the keys for its tokens`,
}

/**
 * The finding about a refused token in the name of the gateway that refused it: the first line names it, and the first step
 * is at its settings. The finding itself where no gateway is known by its words, or where the token did not arrive.
 */
export function inNameOfGate(finding: Finding, first: Answer, issuer: string): Finding {
  const gate = tokenGateOf(first)
  const did = DID[finding.code]?.(issuer)
  if (gate === undefined || did === undefined) return finding
  const { service, summary = `${service} ${did}`, nextSteps = [] } = finding
  return {
    ...withEvidence(finding, [
      `the answer has the marks of an edge (${gate.name}), not of the application`,
    ]),
    summary: summary.startsWith(`${service} `)
      ? `${gate.name} in front of ${summary}`
      : `${summary} (${gate.name} in front of ${service} answers)`,
    nextSteps: [...new Set([gate.step, ...nextSteps])],
  }
}
