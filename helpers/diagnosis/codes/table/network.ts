import type { Entries } from './code-entry.ts'
import { DESCRIBE_SERVICE, LIST_REVISIONS, READ_LOG, SHOW_CERTIFICATE } from './command.ts'

const LIST_MANAGED_CERTIFICATES =
  'On Google Cloud: `gcloud compute ssl-certificates list` and `gcloud certificate-manager certificates list` show names and state of managed certificates.'

export const NETWORK: Entries<'dns' | 'tcp' | 'tls' | 'http'> = {
  'dns.unresolved': {
    meaning: 'The name of the host does not resolve.',
    severity: 'failure',
    summary: '{service}: the name {host|of its host} does not resolve',
    causes: [
      'The name was never created, or is written wrongly: api-staging.example and api.staging.example are two names.',
      'The DNS record was removed or is not yet known everywhere.',
      'The name lives in a private zone that this machine cannot see, or this machine has no working DNS.',
    ],
    nextSteps: [
      '`dig +short {host}` and `dig +short {host} @8.8.8.8`: if only the second answers, the resolver of this machine is the problem.',
      'Compare {variable} letter by letter with the names that the deploy set up.',
      "On Cloud Run: the service's own address always resolves, `gcloud run services describe {deployedAs} --region {region} --format 'value(status.url)'`.",
    ],
  },
  'tcp.refused': {
    meaning: 'The host is there, but nothing accepts connections at the port.',
    severity: 'failure',
    summary: '{service} does not accept connections at {url}',
    causes: [
      'The process is not running: it crashed, or was not started.',
      'The URL has the wrong port or host.',
      'The process listens on 127.0.0.1 only, or on another port than the one published.',
      'A firewall rejects the connection.',
    ],
    nextSteps: [
      `See whether it runs and what it said last. On Cloud Run: ${READ_LOG}.`,
      "`curl -sS -v --max-time 10 '{url}'` from another machine: if it works there, a firewall stands in between.",
      'Compare host and port of {variable} with what the service listens on (on Cloud Run it must be 0.0.0.0 and $PORT).',
    ],
  },
  'tcp.timeout': {
    meaning: 'No connection is made in time: packets to the host get no reply.',
    severity: 'failure',
    summary: '{service}: no connection to {url} in time',
    causes: [
      'A firewall or an allow list drops what this machine sends.',
      'The name resolves to an old or private address.',
      'The machine or load balancer behind the address is down.',
    ],
    nextSteps: [
      '`dig +short {host}`: see that the address is the one of the load balancer or host you expect, and public.',
      "`curl -sS -v --max-time 15 '{url}'` from another network: if it connects there, look at firewall rules and allow lists for this machine.",
      'On Google Cloud: `gcloud compute forwarding-rules list` shows which addresses are really served.',
    ],
  },
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
  'http.timeout': {
    meaning: 'The connection is made, but no complete answer comes in time.',
    severity: 'failure',
    summary: '{service} accepts connections, but does not answer in time at {url}',
    causes: [
      'It is still starting: a cold start takes longer than the time allowed.',
      'It waits for its database, cache or another service that it cannot reach (a VPC connector or egress rule changed).',
      'Its event loop is blocked, or all its workers are busy.',
      'It got less CPU or memory than before and is too slow to answer.',
    ],
    nextSteps: [
      "`time curl -sS -i --max-time 120 '{url}'`: an answer after a while means slow or starting, none at all means stuck.",
      `See what it waits for. On Cloud Run: ${READ_LOG}.`,
      `On Cloud Run: ${DESCRIBE_SERVICE}: compare CPU, memory, minimum instances and VPC settings with the revision before.`,
    ],
  },
  'http.reset': {
    meaning: 'The connection is made and then cut before an answer is complete.',
    severity: 'failure',
    summary: '{service} cuts the connection before it has answered at {url}',
    causes: [
      'The process crashes or is killed while it answers, for example out of memory.',
      'It is being restarted or replaced at this moment.',
      'A proxy in between has a shorter time limit, or the port expects another protocol.',
    ],
    nextSteps: [
      `See whether it restarts. On Cloud Run: ${READ_LOG}; look for "memory limit", "signal" and "exit".`,
      "`curl -sS -v --max-time 30 '{url}'` several times: always cut, or now and then?",
      'If only one route does it, look at what that route does with this request.',
    ],
  },
  'http.malformed': {
    meaning: 'What comes back is not HTTP, or has no end, or is far too large.',
    severity: 'failure',
    summary: '{service}: what answers at {url} is not a proper HTTP answer',
    causes: [
      'Something else listens at this port: a database, a TLS port asked without TLS, a gRPC server.',
      'The app or a proxy writes a wrong length or broken headers.',
      'The route streams without end where one answer was promised.',
    ],
    nextSteps: [
      "`curl -sS -v --max-time 10 --max-filesize 1000000 '{url}' | head -c 300` shows what comes back.",
      'Compare scheme, host and port of {variable} with the service that should be there.',
      `If this came with the deploy, see what changed. On Cloud Run: ${LIST_REVISIONS}.`,
    ],
  },
}
