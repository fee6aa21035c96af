import type { RootCause } from '../../../helpers/record/run-record.ts'
import { finding } from './finding.ts'

/** A root cause as the collector words it, with whatever is said otherwise. */
export function cause(over: Partial<RootCause> = {}): RootCause {
  const main = finding()
  return {
    code: 'trust.token-rejected',
    service: 'backend',
    summary: 'backend refuses tokens that their issuer calls valid',
    evidence: [
      {
        kind: 'logs',
        url: `https://console.cloud.google.com/logs/query;query=trace%3D%22${main.traceId}%22`,
      },
    ],
    causes: [
      'The two disagree about SERVICE_SECRET or the service id: the issuer then answers "not valid" to backend only, and every user gets a 401.',
      'backend checks the signature itself, with another key than the issuer signs with.',
    ],
    nextSteps: [
      'See what backend logged at that moment. On Cloud Run: `gcloud run services logs read netra-backend-staging --region us-central1 --limit 100`; look for invalid_service_secret, invalid_service_id.',
      'Compare the SHA-256 of SERVICE_SECRET and of the signing key as both sides have them, not the values. On Google Cloud: `gcloud secrets versions access latest --secret SECRET_NAME | sha256sum`.',
      'After a secret was rotated: deploy both sides again, they read it at their start only.',
    ],
    blocks: [],
    fails: ['trust/backend/accepts-good-token'],
    explains: [],
    findings: [main],
    ...over,
  }
}
