import type { Entries } from './code-entry.ts'
import { DESCRIBE_SERVICE, LIST_REVISIONS, READ_LOG, ROLL_BACK, SHOW_ANSWER } from './command.ts'

export const SERVICE: Entries<'service' | 'dependency'> = {
  'service.starting': {
    meaning: 'The app says that it is still starting, and goes on saying so until the deadline.',
    severity: 'failure',
    summary: '{service} is still starting at the end of the time allowed',
    causes: [
      'Start-up waits for something it cannot reach: a database, a cache, a VPC connector without capacity.',
      'One start-up phase hangs or is tried again and again.',
      'It starts, but takes longer than this run waited: less CPU than before, a larger image, a migration.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: the body often names the phase that it is in.`,
      `See which phase was logged last. On Cloud Run: ${READ_LOG}.`,
      'If it only needs longer, run again with --wait SECONDS, or raise READY_WAIT_SECONDS for {environment}.',
    ],
  },
  'service.unavailable': {
    meaning: 'The app itself answers 502, 503 or 504.',
    severity: 'failure',
    summary: '{service} says it is not available at {url}',
    causes: [
      'Its start-up failed in part, and it refuses to serve: a start-up check, a missing secret, a failed import.',
      'A dependency that it takes for required is down.',
      'A proxy inside it cannot reach what it stands for.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: read the reason in the body.`,
      `On Cloud Run: ${READ_LOG}; look for "Startup failed" and for the first error after the start.`,
      `If it came with this deploy, go back. On Cloud Run: ${ROLL_BACK}.`,
    ],
  },
  'service.error': {
    meaning: 'The app answers 5xx with an error of its own that is not "unavailable".',
    severity: 'failure',
    summary: '{service} fails with an error of its own at {url}',
    causes: [
      'The health route asks an optional dependency, and its failure is not caught.',
      'The code of this release has an error on this path.',
      'The data or the schema is not what the code expects: a migration is missing.',
    ],
    nextSteps: [
      `Find the stack trace. On Cloud Run: ${READ_LOG}.`,
      `${SHOW_ANSWER}: the body may name the error.`,
      `If it came with this deploy, go back. On Cloud Run: ${ROLL_BACK}.`,
    ],
  },
  'service.unhealthy': {
    meaning:
      'The status is 2xx, but the body says that the service is not well, or is not what was promised.',
    severity: 'failure',
    summary: '{service} answers 2xx, but its own words are not healthy',
    causes: [
      'A part of it failed at start-up and was carried on without: look for a setting that bypasses start-up checks.',
      'A dependency is down, and the route reports it in the body only.',
      'The health body changed its form in this release, and the contract does not know it yet.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: read status, reason and dependencies in the body.`,
      `On Cloud Run: ${READ_LOG}; look for critical failures that were ignored, such as BYPASS_STARTUP_VALIDATION.`,
      'If the service is well and only its words are new, add them to the contract.',
    ],
  },
  'service.degraded': {
    meaning: 'The service says that it works with something missing.',
    severity: 'warning',
    summary: '{service} works, but says it is degraded',
    causes: [
      'An optional dependency is down or not configured.',
      'It asked another service for its health and got no answer within its own short limit.',
      'A part is switched off in {environment}.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: the body says which part.`,
      'Decide whether users notice; if not, and it is meant to be so, call that part optional in the contract.',
      `On Cloud Run: ${READ_LOG}.`,
    ],
  },
  'service.unstable': {
    meaning: 'Several samples in a row get different answers, good and bad.',
    severity: 'failure',
    summary: '{service} answers well one time and badly the next',
    causes: [
      'It crashes and restarts in a loop.',
      'Some instances are good and some are not: two revisions, or one instance without its dependency.',
      'A dependency or a too short time limit inside it fails now and then.',
    ],
    nextSteps: [
      `On Cloud Run: ${LIST_REVISIONS}: does more than one get traffic?`,
      `On Cloud Run: ${READ_LOG}; count starts and exits in the last minutes.`,
      "`for i in 1 2 3 4 5 6 7 8; do curl -sS -o /dev/null -D - --max-time 10 '{url}' | head -1; done` shows the mix.",
    ],
  },
  'service.wrong-identity': {
    meaning: 'Another service, or a web page, answers at this URL.',
    severity: 'failure',
    summary: '{service}: something else answers in its place at {url}',
    causes: [
      '{variable} holds the URL of another service: two URLs are swapped, or an old one is left.',
      'The load balancer sends this host or path to another service, often to the web app, which answers 200 to everything.',
      'The wrong image was deployed under this name.',
      'A login page or a proxy stands in between.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: who does the answer say it is?`,
      'Compare {variable} with the URLs of the other services of {environment}.',
      `On Cloud Run: ${DESCRIBE_SERVICE} shows the image; \`gcloud compute url-maps list\` the rules in front.`,
    ],
  },
  'service.slow': {
    meaning: 'The answers are right, but their median takes longer than promised.',
    severity: 'warning',
    summary: '{service} answers rightly, but slower than promised',
    causes: [
      'It just started, and caches and connections are cold.',
      'It got less CPU, or it does blocking work in its event loop.',
      'A dependency that it asks for each answer is slow.',
    ],
    nextSteps: [
      'Run again in a minute: if it is fast then, it was a cold start (on Cloud Run: raise the minimum of instances).',
      `On Cloud Run: ${DESCRIBE_SERVICE}: compare CPU, memory and concurrency with the revision before.`,
      'Look at the phases in the evidence: slow to connect is the network, slow to first byte is the app.',
    ],
  },
  'dependency.down': {
    meaning:
      'The readiness body names a dependency that is down (a warning when the contract calls it optional).',
    severity: 'failure',
    summary: '{service} says that {subject|a dependency} is down',
    causes: [
      'Address or password of {subject|the dependency} in the secret is old, or the secret is not passed to this revision.',
      'The network path is gone: no VPC connector on the service, changed egress, a connector or database without free capacity.',
      'The database, schema or instance does not exist in this environment, or was replaced.',
      '{subject|the dependency} itself is down.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: what does it say about {subject|the dependency}?`,
      `On Cloud Run: ${DESCRIBE_SERVICE}: are the address, the secrets and the network connection for {subject|the dependency} still set?`,
      'On Google Cloud: `gcloud sql instances list`, `gcloud redis instances list --region {region}`, `gcloud compute networks vpc-access connectors list --region {region}`: all READY or RUNNABLE?',
      `On Cloud Run: ${READ_LOG}; "refused" and "timeout" are the network, "authentication failed" is the secret.`,
    ],
  },
  'service.redirected': {
    meaning: 'A route answers with a redirect to the same place elsewhere.',
    severity: 'failure',
    summary: '{service} redirects {url} elsewhere',
    causes: [
      'The URL of this run is not the canonical one: http for https, another host, a missing or an extra slash.',
      'The app does not know that it is behind TLS, and redirects from https to http: browsers drop such a request.',
      'A proxy forces https or a host name, and the path behind it does the opposite.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: Location says where to; if that is right, give {variable} that address.`,
      'If it leads from https to http: have the app trust X-Forwarded-Proto (uvicorn `--proxy-headers --forwarded-allow-ips`, Express `trust proxy`, Django SECURE_PROXY_SSL_HEADER).',
      'A redirect takes away Authorization in many clients, and the body of a POST: have the app answer both paths.',
    ],
  },
  'service.throttled': {
    meaning:
      'The service, or a limit before it, turns this run away for sending too many requests.',
    severity: 'failure',
    summary: '{service} answers "too many requests" to this run: the rest could not be judged',
    causes: [
      'A limit counts refused tokens or requests of one address, and this run sends many of both.',
      'Another run, or a test, uses up the same limit at this moment.',
      'The limit is so low that users meet it too.',
    ],
    nextSteps: [
      'Wait for the time that Retry-After names and run again: `npm test -- --env {environment}`.',
      'Exempt the address of this machine from the limit, or raise it for the user of this run.',
      'Send less at a time: set MAX_CONCURRENT_REQUESTS to 1 or 2.',
    ],
  },
  'service.draining': {
    meaning: 'An instance says that it is shutting down, and still gets requests.',
    severity: 'failure',
    summary: '{service} still sends requests to an instance that is shutting down',
    causes: [
      'The deploy takes the old instances away before the load balancer stops sending to them.',
      'The readiness route of an ending instance does not fail early enough.',
      'A rollout is still going on.',
    ],
    nextSteps: [
      'Wait for the end of the rollout and run again: `npm test -- --env {environment} --wait 120`.',
      'Give ending instances time: a preStop hook and a longer termination grace period, on Kubernetes.',
      'Have the readiness route fail as soon as the instance is told to end.',
    ],
  },
}
