import { type Finding, saw } from '../../../helpers/record/finding.ts'

/** A finding as a judge makes it, with whatever is said otherwise. */
export function finding(over: Partial<Finding> = {}): Finding {
  return {
    code: 'trust.token-rejected',
    service: 'backend',
    severity: 'failure',
    promise: 'backend accepts the good token at GET /api/threads',
    asked: 'GET https://api.staging.netrasystems.ai/api/threads',
    expected: '200, every time',
    got: `401 "application/json": '{"detail":"Invalid or expired token"}' (0 of 10 times accepted)`,
    evidence: [
      'auth says of the same token: 200 "application/json": \'{"valid":true}\'',
      'the clocks agree: skew is excluded',
    ].map(saw),
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    at: '2026-03-02T14:05:07.120Z',
    ...over,
  }
}
