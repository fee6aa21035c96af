import { backend } from '../../../contracts/netra/services.ts'
import type { Arrival } from '../../../helpers/check/arrival.ts'
import { seenInVain } from '../../../helpers/check/seen-in-vain.ts'
import { judgeArrival } from '../../../helpers/diagnosis/judge-arrival.ts'

/** What a run would say of the service after waiting: code and evidence. */
export function verdictOn(arrival: Arrival | undefined) {
  const finding = judgeArrival(seenInVain(arrival, { ...backend, name: 'backend' }), arrival)
  return finding && { code: finding.code, evidence: finding.evidence }
}
