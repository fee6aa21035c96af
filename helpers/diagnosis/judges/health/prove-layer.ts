import type { LayerProof } from '../../../http/probe-steps.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { withEvidence } from '../finding-of.ts'

/**
 * Puts the proof beside the finding: the layers tried one after the other, up to the first that
 * fails. Where the proof and the error name different layers, the proof is believed; where all layers
 * answer now, the error stands and the evidence says that it has passed.
 */
export function proveLayer(finding: Finding, proofs: readonly LayerProof[]): Finding {
  const proved = proofs.findLast(({ fault }) => fault !== undefined)?.fault
  const code =
    proved === undefined || proved === 'own.lag' || proved === 'own.cancelled'
      ? finding.code
      : proved
  const words = proofs.map(({ words, ms }) => `probed: ${quote(words, 200)} (${Math.round(ms)} ms)`)
  const passed =
    proved === undefined && proofs.length > 0
      ? ['probed again a moment later, every layer answers']
      : []
  return withEvidence({ ...finding, code }, [...words, ...passed])
}
