import { type Entries, LOG, LOOK_AT_SETTINGS, READ_LOG } from './entry.ts'

/** Of a port that speaks TLS, where the URL says http. */
export const SAY_HTTPS =
  'Put https:// in place of http:// into the variable that holds this URL, or give it the address of a port that speaks plain HTTP.'

export const NETWORK: Entries<'dns' | 'tcp' | 'http'> = {
  'dns.unresolved': {
    meaning: 'The name of the host does not resolve.',
    summary: '{service}: the name {host|of its host} does not resolve',
    causes: [
      'The name was never created, or is misspelt: api-staging.example and api.staging.example are two names.',
      'The DNS record was removed, or has not reached every resolver yet.',
      'The name is in a private zone that this machine cannot see, or this machine has no working DNS.',
    ],
    nextSteps: [
      '`dig +short {host}` and `dig +short {host} @8.8.8.8`: if only the second command finds an address, look at the resolver of this machine.',
      'Compare {variable} letter by letter with the names that the deploy set up.',
      "On Cloud Run: the service's own address always resolves, `gcloud run services describe {deployedAs} --region {region} --format 'value(status.url)'`.",
    ],
  },
  'tcp.refused': {
    meaning: 'The connection is refused: nothing accepts connections at this host and port.',
    summary: '{service} does not accept connections at {url}',
    causes: [
      'The process is not running: it crashed, or was not started.',
      'The URL has the wrong port or host.',
      'The process listens on 127.0.0.1 only, or on another port than the one published.',
      'A firewall rejects the connection.',
    ],
    nextSteps: [
      `Check whether the process runs, and what it logged last${LOG}.`,
      "`curl -sS -v --max-time 10 '{url}'` from another machine: if it works there, look for a firewall in between.",
      'Compare host and port of {variable} with what the service listens on (in a container 0.0.0.0, not 127.0.0.1).',
    ],
  },
  'tcp.timeout': {
    meaning: 'No connection is made in time: packets to the host get no reply.',
    summary: '{service}: no connection to {url} in time',
    causes: [
      'A firewall or an allow list drops what this machine sends.',
      'The name resolves to an old or private address.',
      'The machine or load balancer behind the address is down.',
    ],
    nextSteps: [
      '`dig +short {host}`: check that the address is public, and that of the load balancer or host that you expect.',
      "`curl -sS -v --max-time 15 '{url}'` from another network: if it connects there, look at firewall rules and allow lists for this machine.",
      'On Google Cloud: `gcloud compute forwarding-rules list` shows the addresses that are served.',
    ],
  },
  'http.timeout': {
    meaning: 'The connection is open, but no complete answer comes in time.',
    summary: '{service} accepts connections, but does not answer in time at {url}',
    causes: [
      'The service is still starting: a cold start takes longer than the time allowed.',
      'The service waits for a database, a cache or another service that it cannot reach (a network or egress rule changed).',
      'Its event loop is blocked, or all its workers are busy.',
      'The service has less CPU or memory than before, and is too slow.',
    ],
    nextSteps: [
      "`time curl -sS -i --max-time 120 '{url}'`: a late answer points at a slow or starting service, no answer at one that hangs.",
      `Look in its log${LOG} for what the service waits for.`,
      `${LOOK_AT_SETTINGS}: compare CPU, memory, instances and network with the revision before.`,
    ],
  },
  'http.reset': {
    meaning: 'The connection is opened, and then cut before the answer is complete.',
    summary: '{service}: the connection to {url} is cut before the answer is complete',
    causes: [
      'The process crashes or is killed while it answers, for example because it is out of memory.',
      'The instance is being restarted or replaced at this moment.',
      'A proxy in between has a shorter time limit, or the port expects another protocol.',
    ],
    nextSteps: [
      `Check whether the service restarts. ${READ_LOG}: look for "memory limit", "signal" and "exit".`,
      "`curl -sS -v --max-time 30 '{url}'` several times: is the connection always cut, or now and then?",
      'If it happens at one route only, look at what that route does with this request.',
    ],
  },
  'http.malformed': {
    meaning: 'The answer is not HTTP, or has no end, or is far too large.',
    summary: '{service}: the answer at {url} cannot be read: no HTTP, no end, or far too much',
    causes: [
      'Another server listens at this port: a database, a gRPC server, a TLS port that was asked without TLS.',
      'The app or a proxy writes a wrong length or broken headers.',
      'The route streams without end where one answer was promised.',
    ],
    nextSteps: [
      "`curl -sS -v --max-time 10 --max-filesize 1000000 '{url}' | head -c 300` shows what comes back.",
      'Compare scheme, host and port of {variable} with the service that should be there.',
      `If it began with this deploy, look for what changed{command:revisions}.`,
    ],
  },
  'http.protocol': {
    meaning:
      'The server speaks another protocol than the URL says: HTTP/2 only, or TLS at an http address.',
    summary: '{service}: {host} speaks HTTP/2 only, so that not every client can use it',
    causes: [
      'The load balancer or server offers h2 alone in the TLS handshake (ALPN, RFC 7301).',
      'HTTP/1.1 was switched off; a WebSocket needs it, unless RFC 8441 is supported.',
    ],
    nextSteps: [
      '`openssl s_client -connect {host}:{port} -servername {host} -alpn http/1.1 </dev/null`: "no application protocol" confirms it.',
      '`curl -sS -i --http2 {url}` shows whether the app itself is well.',
      'Offer `http/1.1` beside `h2` at the load balancer.',
    ],
  },
}
