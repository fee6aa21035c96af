import { backend } from '../../../contracts/netra/services.ts'
import { judgeArrival } from '../../../helpers/diagnosis/judges/health/judge-arrival.ts'
import type { Arrival } from '../../../helpers/session/arrival.ts'
import { seenInVain } from '../../../helpers/session/seen-in-vain.ts'

/** What a run would say of the service after waiting: code and evidence. */
export function verdictOn(arrival: Arrival | undefined) {
  const finding = judgeArrival(seenInVain(arrival, { ...backend, name: 'backend' }), arrival)
  return finding && { code: finding.code, evidence: finding.evidence }
}
