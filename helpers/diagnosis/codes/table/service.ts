import {
  type Entries,
  LOG,
  LOOK_AT_REVISIONS,
  LOOK_AT_SETTINGS,
  READ_LOG,
  ROLL_BACK,
  SHOW_ANSWER,
} from './entry.ts'

export const SERVICE: Entries<'service' | 'dependency'> = {
  'service.starting': {
    meaning: 'The app says that it is still starting, until the deadline of this run.',
    summary: '{service} is still starting at the end of the time allowed',
    causes: [
      'The start waits for something that it cannot reach: a database, a cache, a network connection without capacity.',
      'One phase of the start hangs, or is retried again and again.',
      'The start takes longer than this run waited: less CPU than before, a larger image, a migration.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: the body often names the phase of the start.`,
      `Look for the phase that was logged last${LOG}.`,
      'If the start only needs more time, run again with --wait SECONDS, or raise READY_WAIT_SECONDS for {environment}.',
    ],
  },
  'service.unavailable': {
    meaning: 'The app itself answers 502, 503 or 504.',
    summary: '{service} says that it is not available at {url}',
    causes: [
      'The start failed in part, and the service refuses to serve: a start-up check, a missing secret, a failed import.',
      'A dependency that the service calls required is down.',
      'A proxy inside the service cannot reach the app behind it.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: read the reason in the body.`,
      `${READ_LOG}: look for the first error after the start.`,
      `If it began with this deploy, roll back${ROLL_BACK}.`,
    ],
  },
  'service.error': {
    meaning: 'The app answers 5xx with an error of its own that is not "unavailable".',
    summary: '{service} fails with an error of its own at {url}',
    causes: [
      'The health route asks an optional dependency, and does not catch its failure.',
      'The code of this release has an error on this path.',
      'The code expects other data or another schema: a migration is missing.',
    ],
    nextSteps: [
      `Find the stack trace in the log of {service}${LOG}.`,
      `${SHOW_ANSWER}: the body may name the error.`,
      `If it began with this deploy, roll back${ROLL_BACK}.`,
    ],
  },
  'service.unhealthy': {
    meaning:
      'The status is 2xx, but the body says that the service is not healthy, or lacks what was promised.',
    summary: '{service} answers 2xx, but its body does not say that it is healthy',
    causes: [
      'A part of the service failed at the start, and the service went on without it: look for a setting that bypasses start-up checks.',
      'A dependency is down, and the route reports it in the body only.',
      'The health body changed its form in this release, and the contract does not know it yet.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: read status, reason and dependencies in the body.`,
      `${READ_LOG}: look for critical failures that were ignored.`,
      'If the service is healthy and only its words are new, add them to the contract.',
    ],
  },
  'service.degraded': {
    meaning: 'The service says that it works, with a part missing.',
    severity: 'warning',
    summary: '{service} works, but says that it is degraded',
    causes: [
      'An optional dependency is down or not configured.',
      'The service asked another service for its health, and got no answer within its short time limit.',
      'A part is switched off in {environment}.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: the body names the part.`,
      'Decide whether users notice. If they do not, and this is intended, call that part optional in the contract.',
      `${READ_LOG}: which part reports an error?`,
    ],
  },
  'service.unstable': {
    meaning: 'Samples taken one after the other get different answers, good and bad.',
    summary: '{service} gives good and bad answers to the same request',
    causes: [
      'The service crashes and restarts in a loop.',
      'Some instances are good and some are not: two revisions, or one instance without its dependency.',
      'A dependency fails now and then, or a time limit inside the service is too short.',
    ],
    nextSteps: [
      `${LOOK_AT_REVISIONS}: does more than one revision get traffic?`,
      `${READ_LOG}: count starts and exits in the last minutes.`,
      "`for i in 1 2 3 4 5 6 7 8; do curl -sS -o /dev/null -D - --max-time 10 '{url}' | head -1; done` shows the mix.",
    ],
  },
  'service.wrong-identity': {
    meaning: 'Another service, or a web page, answers at this URL.',
    summary: '{service}: another service or page answers in its place at {url}',
    causes: [
      '{variable} holds the URL of another service: two URLs are swapped, or an old one is left.',
      'The load balancer sends this host or path to another service, often to the web app, which answers 200 to everything.',
      'The wrong image was deployed under this name.',
      'A login page or a proxy stands in between.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: which service does the answer name?`,
      'Compare {variable} with the URLs of the other services of {environment}.',
      `${LOOK_AT_SETTINGS}: is it the right image? Then look at the rules of what is in front of it.`,
    ],
  },
  'service.slow': {
    meaning: 'The answers are correct, but their median time is longer than promised.',
    severity: 'warning',
    summary: '{service} answers correctly, but slower than promised',
    causes: [
      'The service has just started, and caches and connections are cold.',
      'The service has less CPU, or does blocking work in its event loop.',
      'A dependency that the service asks for each answer is slow.',
    ],
    nextSteps: [
      'Run again in a minute: if the answers are fast then, a cold start is likely (keep one instance warm).',
      `${LOOK_AT_SETTINGS}: compare CPU, memory and concurrency with the revision before.`,
      'Look at the phases in the evidence: a slow connect points at the network, a slow first byte at the app.',
    ],
  },
  'dependency.down': {
    meaning:
      'The readiness body names a dependency that is down (a warning when the contract calls it optional).',
    summary: '{service} says that {subject|a dependency} is down',
    causes: [
      'The address or password of {subject|the dependency} in the secret is old, or the secret is not passed to this revision.',
      'The network path is gone: no connection to the private network, changed egress, a database without free capacity.',
      'The database, schema or instance does not exist in this environment, or was replaced.',
      '{subject|the dependency} itself is down.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: what does the body say about {subject|the dependency}?`,
      `${LOOK_AT_SETTINGS}: are the address, the secrets and the network connection for {subject|the dependency} still set?`,
      'On Google Cloud: `gcloud sql instances list`, `gcloud redis instances list --region {region}`, `gcloud compute networks vpc-access connectors list --region {region}`: all READY or RUNNABLE?',
      `${READ_LOG}: "refused" and "timeout" point at the network, "authentication failed" at the secret.`,
    ],
  },
  'service.redirected': {
    meaning:
      'A route redirects where an answer is promised: to another address, another path, or itself.',
    summary: '{service} redirects {url} to another address',
    causes: [
      'The URL of this run is not the canonical one: http for https, another host, a missing or an extra slash.',
      'The app does not know that it is behind TLS, and redirects from https to http: browsers block such a request.',
      'A proxy forces https or a host name, and the app behind it does the opposite.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: Location names the new address; if that is right, put it into {variable}.`,
      'If the redirect leads from https to http, make the app trust X-Forwarded-Proto (uvicorn `--proxy-headers --forwarded-allow-ips`, Express `trust proxy`, Django SECURE_PROXY_SSL_HEADER).',
      'After a redirect many clients drop Authorization and the body of a POST: make the app answer at both addresses.',
    ],
  },
  'service.throttled': {
    meaning:
      'The service, or a limit in front of it, refuses requests of this run because there are too many.',
    summary: '{service} answers "too many requests" to this run: the rest could not be judged',
    causes: [
      'A limit counts refused tokens or requests of one address, and this run sends many of both.',
      'Another run or test uses the same limit at this moment.',
      'The limit is so low that users reach it too.',
    ],
    nextSteps: [
      'Wait for the time that Retry-After names and run again: `npm test -- --env {environment}`.',
      'Exempt the address of this machine from the limit, or raise it for the user of this run.',
      'Send fewer requests at a time: set MAX_CONCURRENT_REQUESTS to 1 or 2.',
    ],
  },
  'service.draining': {
    meaning: 'An instance says that it is shutting down, and still gets requests.',
    summary: '{service}: an instance that is shutting down still gets requests',
    causes: [
      'The deploy stops the old instances before the load balancer stops sending requests to them.',
      'The readiness route of an instance that shuts down does not fail early enough.',
      'A rollout is still going on.',
    ],
    nextSteps: [
      'Wait for the end of the rollout and run again: `npm test -- --env {environment} --wait 120`.',
      'Give instances time to shut down. On Kubernetes: a preStop hook and a longer termination grace period.',
      'Make the readiness route fail as soon as the instance is asked to stop.',
    ],
  },
}
