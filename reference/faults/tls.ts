import { type Faults, sets } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'
import type { CertificateWish, Listening } from '../listening/open-port.ts'

/** A good certificate for a loopback address; each fault changes one thing about it. */
export function secured(change: Partial<CertificateWish>): Extract<Listening, { kind: 'tls' }> {
  const certificate: CertificateWish = {
    names: ['127.0.0.1'],
    signer: 'authority',
    days: { from: -1, to: 90 },
    ...change,
  }
  return { kind: 'tls', certificate }
}

/** Certificates that browsers refuse, or soon will. */
export const tls: Faults = {
  'backend-certificate-untrusted': {
    summary: 'The certificate of the backend is signed by itself',
    finds: [{ code: 'tls.untrusted', service: 'backend' }],
    apply: sets('backend', { listening: secured({ signer: 'itself' }) }),
  },
  'backend-certificate-of-the-ingress': {
    summary: 'The ingress has no certificate for the host of the backend, and shows its own',
    finds: [{ code: 'tls.untrusted', service: 'backend' }],
    apply: sets('backend', {
      listening: secured({
        names: ['Kubernetes Ingress Controller Fake Certificate'],
        signer: 'itself',
      }),
    }),
  },
  'backend-certificate-expired': {
    summary: 'The certificate of the backend expired yesterday',
    incidents: ['F12'],
    finds: [{ code: 'tls.expired', service: 'backend' }],
    apply: sets('backend', { listening: secured({ days: { from: -91, to: -1 } }) }),
  },
  'auth-certificate-not-yet-valid': {
    summary: 'The certificate of the auth service begins tomorrow',
    finds: [{ code: 'tls.expired', service: 'auth' }],
    apply: sets('auth', { listening: secured({ days: { from: 1, to: 90 } }) }),
  },
  'backend-certificate-of-another-host': {
    summary: 'The certificate of the backend is made out to another name (a failure in staging)',
    incidents: ['F13', 'seed 003'],
    finds: [{ code: 'tls.hostname-mismatch', service: 'backend' }],
    level: 'warning',
    apply: sets('backend', { listening: secured({ names: ['api.netra.invalid'] }) }),
  },
  'frontend-certificate-of-another-host': {
    summary: 'The certificate lost the domain of the frontend (a failure in staging)',
    incidents: ['F12'],
    finds: [{ code: 'tls.hostname-mismatch', service: 'frontend' }],
    level: 'warning',
    apply: sets('frontend', { listening: secured({ names: ['www.netra.invalid'] }) }),
  },
  'backend-certificate-expiring': {
    summary: 'The certificate of the backend expires in five days',
    incidents: ['F12'],
    finds: [{ code: 'tls.expiring-soon', service: 'backend' }],
    level: 'warning',
    apply: sets('backend', { listening: secured({ days: { from: -85, to: 5 } }) }),
  },
  'backend-tls-not-spoken': {
    summary: 'BACKEND_URL is https, and the port speaks plain http',
    incidents: ['F19'],
    finds: [{ code: 'tls.handshake-failed', service: 'backend' }],
    env: (env) => ({ ...env, BACKEND_URL: (env.BACKEND_URL ?? '').replace(/^http:/, 'https:') }),
  },
  'backend-wants-client-certificate': {
    summary: 'The proxy before the backend lets in clients with a certificate only, as nginx does',
    finds: [{ code: 'tls.client-certificate', service: 'backend' }],
    apply: ({ backend }) => {
      backend.listening = secured({})
      backend.edge.push(() =>
        textAnswer(
          400,
          'text/html',
          '<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>No required SSL certificate was sent</center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n',
          { server: 'nginx/1.22.1' },
        ),
      )
    },
  },
  'backend-speaks-old-tls': {
    summary: 'The load balancer before the backend still accepts TLS 1.1',
    finds: [{ code: 'tls.old-version', service: 'backend' }],
    contract: 'contracts/netra-extended.ts',
    apply: sets('backend', { listening: { ...secured({}), oldest: 'TLSv1.1' } }),
  },
  'backend-speaks-http2-only': {
    summary: 'The load balancer before the backend offers HTTP/2 alone',
    finds: [{ code: 'http.protocol', service: 'backend' }],
    apply: sets('backend', { listening: { ...secured({}), wants: 'h2' } }),
  },
}
