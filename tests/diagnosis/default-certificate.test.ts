import { expect, test } from 'vitest'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { silence } from './support/facts.ts'

test.each([
  [
    'O=Acme Co, CN=Kubernetes Ingress Controller Fake Certificate',
    /^backend: the ingress controll/,
  ],
  ['CN=TRAEFIK DEFAULT CERT', /^backend: Traefik at .* has no certificate for /],
  ['CN=api.example.com', undefined],
])('the certificate %s of an edge', (subject, line) => {
  const date = '2026-01-01T00:00:00.000Z'
  const certificate = { subject, issuer: subject, names: [], validFrom: date, validTo: date }
  const finding = judgeAnswered(
    { ...silence('tls.untrusted'), certificate },
    'backend',
    'it answers',
  )
  expect(finding?.summary).toEqual(line === undefined ? line : expect.stringMatching(line))
})
