import type { Entries } from './code-entry.ts'
import { SHOW_CERTIFICATE } from './command.ts'

const LIST_MANAGED_CERTIFICATES =
  'On Google Cloud: `gcloud compute ssl-certificates list` and `gcloud certificate-manager certificates list` show names and state of managed certificates.'

export const TLS: Entries<'tls'> = {
  'tls.hostname-mismatch': {
    meaning:
      'The certificate is for other names than the host (a warning locally and in development).',
    severity: 'failure',
    summary: '{service}: the certificate at {host} is for another name',
    causes: [
      'The certificate lost this name when it was last changed: a managed certificate is replaced as a whole.',
      'The name points at the load balancer, but was never added to a certificate.',
      '{variable} has a name that nobody promised to serve, such as an old alias.',
    ],
    nextSteps: [
      `${SHOW_CERTIFICATE} shows the names it does hold.`,
      'Use one of these names in {variable}, or add {host} to the certificate.',
      LIST_MANAGED_CERTIFICATES,
      'If this is known and accepted in staging, list {host} as a known host in the env file of {environment}.',
    ],
  },
  'tls.expired': {
    meaning: 'The certificate is past its last day, or not valid yet.',
    severity: 'failure',
    summary: '{service}: the certificate at {host} is not valid today',
    causes: [
      'Renewal stopped: the DNS record that proves ownership changed, or the job that renews it failed.',
      'It was renewed, but the server or load balancer still serves the old one.',
      'The clock of this machine is wrong.',
    ],
    nextSteps: [
      `${SHOW_CERTIFICATE} shows from when to when it is valid.`,
      LIST_MANAGED_CERTIFICATES,
      'If a newer certificate exists, restart or reload what serves it; compare `date -u` here with a clock you trust.',
    ],
  },
  'tls.untrusted': {
    meaning: 'The certificate is not signed by an authority that this machine trusts.',
    severity: 'failure',
    summary: '{service}: the certificate at {host} is not signed by a trusted authority',
    causes: [
      'It is self-signed, or a default one because the real one was not installed.',
      'The server does not send its intermediate certificate.',
      'A proxy between this machine and the host opens TLS, and its authority is not known here.',
    ],
    nextSteps: [
      '`openssl s_client -connect {host}:{port} -servername {host} -showcerts </dev/null` shows the chain: the issuer of the last one must be a public authority.',
      'Install the real certificate with its full chain.',
      'Behind a proxy of your company: point NODE_EXTRA_CA_CERTS at its certificate. Do not switch checking off.',
    ],
  },
  'tls.handshake-failed': {
    meaning: 'Something accepts connections, but no TLS connection can be agreed on.',
    severity: 'failure',
    summary: '{service}: TLS with {host} fails before any request',
    causes: [
      'The port speaks plain http, and {variable} says https.',
      'The server has no certificate for this name yet: a managed certificate is still being issued.',
      'Only TLS versions or ciphers are offered that one side refuses.',
    ],
    nextSteps: [
      '`openssl s_client -connect {host}:{port} -servername {host} </dev/null` shows where it stops ("wrong version number" means plain http).',
      LIST_MANAGED_CERTIFICATES,
      'Compare scheme and port of {variable} with what the service serves.',
    ],
  },
  'tls.expiring-soon': {
    meaning: 'The certificate is valid, but for less than 14 more days.',
    severity: 'warning',
    summary: '{service}: the certificate at {host} expires within 14 days',
    causes: [
      'Automatic renewal does not work: it is usually done 30 days ahead.',
      'It is renewed by hand and nobody was reminded.',
    ],
    nextSteps: [
      `${SHOW_CERTIFICATE} shows its last day.`,
      LIST_MANAGED_CERTIFICATES,
      'Renew it now, and put its last day into the monitoring.',
    ],
  },
  'tls.client-certificate': {
    meaning: 'The server ends the TLS handshake because it wants a certificate of the client.',
    severity: 'failure',
    summary: '{service}: {host} lets in clients with a certificate only',
    causes: [
      'Mutual TLS is switched on for this host, and is meant for other services alone.',
      'The public traffic goes to the internal endpoint.',
      'This run must have a client certificate, and has none.',
    ],
    nextSteps: [
      '`openssl s_client -connect {host}:{port} -servername {host} </dev/null`: "Acceptable client certificate CA names" lists who may issue one.',
      'Compare {variable} with the address that users have: this one may be internal.',
      'Switch the request for client certificates off where users connect: nginx `ssl_verify_client off`.',
    ],
  },
}
