import { judgeReadiness } from '../../../helpers/diagnosis/judges/health/judge-readiness.ts'
import { evidenceText } from '../../../helpers/report/words/cause-words.ts'
import { notReadyFinding, type ReadinessResult } from '../../../helpers/session/readiness-result.ts'
import { backend } from '../../support/contracts.ts'

/** What a run would say of the service after waiting: code and evidence. */
export function verdictOn(readiness: ReadinessResult | undefined) {
  const finding = judgeReadiness(
    notReadyFinding(readiness, { ...backend, name: 'backend' }),
    readiness,
  )
  return finding && { code: finding.code, evidence: finding.evidence.map(evidenceText) }
}
