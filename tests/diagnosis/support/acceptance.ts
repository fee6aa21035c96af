import type { ProtectedRoute } from '../../../contracts/schema/service.ts'
import type { AcceptanceFact } from '../../../helpers/diagnosis/judges/access/acceptance-fact.ts'
import { judgeAcceptance } from '../../../helpers/diagnosis/judges/access/judge-acceptance.ts'
import { backend, tokens } from '../../support/contracts.ts'
import { answer } from './facts.ts'

export const ROUTE = backend.protectedRoutes[0] as ProtectedRoute
export const OK = answer(200, [])
export const REFUSED = answer(401, { detail: 'Invalid or expired token' })
export const VALID = answer(200, { valid: true, user_id: 'user-1' })
export const INVALID = answer(200, { valid: false })
export const KNOWN = answer(200, { authenticated: true })
export const UNKNOWN = answer(200, { authenticated: false, error: 'invalid_service_secret' })

export function judged(fact: Partial<AcceptanceFact>) {
  return judgeAcceptance({ service: backend, route: ROUTE, answers: [REFUSED], ...fact }, tokens)
}
