import { type Entries, SHOW_CERTIFICATE } from './entry.ts'

const LIST_MANAGED_CERTIFICATES =
  'On Google Cloud: `gcloud compute ssl-certificates list` and `gcloud certificate-manager certificates list` show names and state of managed certificates.'

export const TLS: Entries<'tls'> = {
  'tls.hostname-mismatch': {
    meaning: 'The certificate does not name the host (a warning locally and in development).',
    summary: '{service}: the certificate at {host} does not name this host',
    causes: [
      'The certificate lost this name when it was last changed: a change replaces all names of a managed certificate.',
      'The name points at the load balancer, but was never added to a certificate.',
      '{variable} has a name that is not meant to be served, such as an old alias.',
    ],
    nextSteps: [
      `${SHOW_CERTIFICATE} shows the names in the certificate.`,
      'Use one of these names in {variable}, or add {host} to the certificate.',
      LIST_MANAGED_CERTIFICATES,
      'If this is known and accepted in staging, add {host} to the known hosts in the env file of {environment}.',
    ],
  },
  'tls.expired': {
    meaning: 'The certificate has expired, or is not valid yet.',
    summary: '{service}: the certificate at {host} is not valid today',
    causes: [
      'Renewal stopped: the DNS record that proves ownership changed, or the job that renews it failed.',
      'The certificate was renewed, but the server or load balancer still sends the old one.',
      'The clock of this machine is wrong.',
    ],
    nextSteps: [
      `${SHOW_CERTIFICATE} shows from when to when it is valid.`,
      LIST_MANAGED_CERTIFICATES,
      'If a newer certificate exists, reload the server that sends it; compare `date -u` here with a clock you trust.',
    ],
  },
  'tls.untrusted': {
    meaning: 'The certificate is not signed by an authority that this machine trusts.',
    summary: '{service}: the certificate at {host} is not signed by a trusted authority',
    causes: [
      'The certificate is self-signed, or a default, because the real one was not installed.',
      'The server does not send its intermediate certificate.',
      'A proxy between this machine and the host decrypts TLS, and this machine does not trust its authority.',
    ],
    nextSteps: [
      '`openssl s_client -connect {host}:{port} -servername {host} -showcerts </dev/null` shows the chain: the issuer of the last one must be a public authority.',
      'Install the real certificate with its full chain.',
      'Behind a proxy of your company: point NODE_EXTRA_CA_CERTS at its certificate. Do not switch the check off.',
    ],
  },
  'tls.handshake-failed': {
    meaning: 'The server accepts connections, but the TLS handshake fails.',
    summary: '{service}: TLS with {host} fails before any request',
    causes: [
      'The port speaks plain http, and {variable} says https.',
      'The server has no certificate for this name yet: a managed certificate is still being issued.',
      'The two sides have no TLS version or cipher in common.',
    ],
    nextSteps: [
      '`openssl s_client -connect {host}:{port} -servername {host} </dev/null` shows where it stops ("wrong version number" means plain http).',
      LIST_MANAGED_CERTIFICATES,
      'Compare scheme and port of {variable} with what the service serves.',
    ],
  },
  'tls.old-version': {
    meaning: 'The server accepts a TLS version that is older than promised.',
    summary: '{service}: {host} accepts {subject|a TLS version that is older than promised}',
    causes: [
      'The TLS policy of the load balancer or proxy allows old versions by default.',
      'A new listener or domain was added without the policy of the others.',
    ],
    nextSteps: [
      '`openssl s_client -connect {host}:{port} -servername {host} -tls1_1 -cipher DEFAULT@SECLEVEL=0 </dev/null` shows whether an old handshake succeeds.',
      'Set the lowest version where TLS ends: nginx `ssl_protocols TLSv1.2 TLSv1.3`, or the policy of the load balancer.',
      'Users notice nothing; the connection of an old client can be read more easily.',
    ],
  },
  'tls.expiring-soon': {
    meaning: 'The certificate is valid, but for less than 14 more days.',
    severity: 'warning',
    summary: '{service}: the certificate at {host} expires within 14 days',
    causes: [
      'Automatic renewal does not work: most renew 30 days ahead.',
      'The certificate is renewed by hand, and the reminder is missing.',
    ],
    nextSteps: [
      `${SHOW_CERTIFICATE} shows its last day.`,
      LIST_MANAGED_CERTIFICATES,
      'Renew it now, and put its last day into the monitoring.',
    ],
  },
  'tls.client-certificate': {
    meaning: 'The server refuses the connection because it wants a certificate of the client.',
    summary: '{service}: {host} accepts only clients with a certificate',
    causes: [
      'Mutual TLS is switched on for this host, and is intended for other services only.',
      'Public traffic is sent to the internal endpoint.',
      'This run must have a client certificate, and has none.',
    ],
    nextSteps: [
      '`openssl s_client -connect {host}:{port} -servername {host} </dev/null`: "Acceptable client certificate CA names" lists who may issue one.',
      'Compare {variable} with the address that users open: the one in {variable} may be internal.',
      'If this run must show one: give it CLIENT_CERT_FILE and CLIENT_KEY_FILE, in PEM.',
      'Switch the request for client certificates off where users connect: nginx `ssl_verify_client off`.',
    ],
  },
}
