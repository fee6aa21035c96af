import type { ServiceInput } from '../../../contracts/schema/service.ts'

/** The issuer as a service: whether it answers, is healthy, and is the expected one. */
export const issuerService: ServiceInput = {
  // The name of the service in findings and in the rest of the contract.
  name: 'issuer',
  urlVariable: 'ISSUER_URL',
  health: [
    {
      path: '/health',
      role: 'readiness',
      // JSON of the IETF draft "health+json": {"status":"pass","checks":{"token-store":[{"status":"pass"}]}}
      body: {
        healthy: ['pass'],
        degraded: ['warn'],
        reasons: ['output', 'checks.signing-keys.0.output', 'checks.token-store.0.output'],
        dependencies: [
          {
            name: 'signing keys',
            at: 'checks.signing-keys.0.status',
            up: ['pass'],
          },
          {
            name: 'token store',
            at: 'checks.token-store.0.status',
            up: ['pass', 'warn'],
          },
        ],
      },
      head: 'agrees',
      withinMs: 1_000,
    },
  ],
  // Proof that this is the issuer and not something else that answers 200 at this URL.
  identity: [{ path: '/health', at: 'serviceId', is: ['example-issuer'] }],
  revision: [{ path: '/health', at: 'releaseId' }],
}
