import type { NoAnswer } from '../../../http/exchange.ts'

/**
 * What ingress controllers and proxies show for a name that they have no certificate for, by its subject. Sources:
 * kubernetes/ingress-nginx issue 1286 and jcmoraisjr/haproxy-ingress issue 311; Traefik's generated default certificate.
 */
const DEFAULTS: readonly { readonly subject: RegExp; readonly of: string; readonly how: string }[] =
  [
    {
      subject: /\bCN=Kubernetes Ingress Controller Fake Certificate\b/,
      of: 'the ingress controller (ingress-nginx or HAProxy Ingress)',
      how: 'Look at `kubectl describe ingress`: is this host under `tls.hosts`, is the secret in the same namespace and of type kubernetes.io/tls, and does its certificate name this host? With cert-manager, `kubectl get certificate` shows whether it was issued.',
    },
    {
      subject: /\bCN=TRAEFIK DEFAULT CERT\b/,
      of: 'Traefik',
      how: "Look at the router of this host in Traefik's dashboard and log: does it name a certificate or a `certResolver`, and did the resolver get one (ACME errors, limits of the authority)?",
    },
  ]

/**
 * The words for an edge that shows its default certificate: it has none for the name that was asked for. Undefined for any
 * other certificate.
 */
export function byDefaultCertificate(
  { certificate, asked }: NoAnswer,
  service: string,
): { readonly summary: string; readonly nextSteps: readonly string[] } | undefined {
  const known = DEFAULTS.find(({ subject }) => subject.test(certificate?.subject ?? ''))
  if (known === undefined) return undefined
  const { hostname } = new URL(asked.url)
  return {
    summary: `${service}: ${known.of} at ${asked.url} has no certificate for ${hostname}, and shows its default one`,
    nextSteps: [known.how],
  }
}
