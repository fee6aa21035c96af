import {
  type Entries,
  LOOK_AT_REVISIONS,
  LOOK_AT_SETTINGS,
  READ_LOG,
  ROLL_BACK,
  SHOW_ANSWER,
} from './entry.ts'

/** Of a firewall before the load balancer. */
export const NAME_THE_RULE =
  'On Google Cloud: `gcloud logging read \'jsonPayload.enforcedSecurityPolicy.outcome="DENY"\' --freshness 30m --limit 20` names the rule that refused; exclude it for this path only.'

export const EDGE: Entries<'edge'> = {
  'edge.no-backend': {
    meaning: 'The load balancer or front end itself answers 5xx or 429, in place of the app.',
    summary:
      '{service}: no instance behind {url} takes requests; the front end answers in its place',
    causes: [
      'The container does not start: a variable or secret is missing or refused, an import fails, or a start-up check ends the process.',
      'It does not listen on $PORT within the start-up limit: too little CPU or memory, or it waits for a database first.',
      'It starts and crashes again, or is killed for using too much memory.',
      'All instances are busy, and the limit of instances is reached (429, or 500).',
      'The load balancer finds no healthy instance, or points at a service that was removed.',
    ],
    nextSteps: [
      `${READ_LOG}: the first error after the last start is the cause.`,
      `${LOOK_AT_REVISIONS}: is the newest revision ready?`,
      `${LOOK_AT_SETTINGS}: compare variables and secrets with the revision before.`,
      `If it cannot be fixed at once, roll back${ROLL_BACK}.`,
    ],
  },
  'edge.refused': {
    meaning:
      'The edge in front of the app answers 401 or 403 itself, or every path is refused with one page; this is no answer of a route.',
    summary: '{service}: the edge in front of it refuses requests to {url}',
    causes: [
      'On Cloud Run: the service no longer allows unauthenticated callers; a deploy without --allow-unauthenticated removes that.',
      'A firewall rule (Cloud Armor or another WAF) takes the request for an attack: this has happened to OAuth codes and WebSocket tokens.',
      'The address of this machine, or its country, is not on the allow list.',
    ],
    nextSteps: [
      'Look in the log of the edge for this request: it names the rule that refused it.',
      `${SHOW_ANSWER} from another network: if the app answers there, look at allow lists.`,
      'On Cloud Run: `gcloud run services get-iam-policy {deployedAs} --region {region}` must list allUsers as roles/run.invoker.',
      NAME_THE_RULE,
    ],
  },
  'edge.missing': {
    meaning:
      'The edge answers 404, or a server that it does not serve this host: nothing is deployed at this address.',
    summary: '{service}: the edge has no service or route for {url}',
    causes: [
      'The URL is of a service that was removed, renamed or deployed to another project or region.',
      'The load balancer has no rule for this host or path.',
      'The service only accepts calls from inside its network (ingress: internal).',
      'On Cloud Run: the path is reserved there: some that end in z, such as /healthz, never reach the app.',
    ],
    nextSteps: [
      'Compare {variable} with the address that the deploy gave to {service}.',
      'Look at the rules of the load balancer, the ingress or the web server in front: is there one for {host}?',
      'On Cloud Run: `gcloud run services list --region {region}` shows every service and its URL, `gcloud compute url-maps describe URL_MAP` the rules in front.',
      'On Cloud Run: the ingress of the service must be "all" or, behind a load balancer, "internal-and-cloud-load-balancing".',
    ],
  },
  'edge.limit': {
    meaning: 'The headers or the body of a request are larger than a server on the way accepts.',
    summary:
      '{service}: a request to {url} is too large for the edge in front of the app, or for the app',
    causes: [
      'The tokens of users are longer than before: with more claims or groups in them, a header outgrows the limit.',
      'The limit of a proxy, a load balancer or the server of the app was lowered, or is the default of another product.',
      'Cookies of other apps on the same host travel with every request.',
    ],
    nextSteps: [
      'Raise the limit of headers: nginx `large_client_header_buffers`, Apache `LimitRequestFieldSize`, HAProxy `tune.bufsize`, Node `--max-http-header-size`.',
      `${SHOW_ANSWER} without a token: if that request gets an answer, the header with the token is too long.`,
      'Decode the token and look for what makes it long: groups and roles are the usual cause.',
    ],
  },
  'edge.cached': {
    meaning: 'A cache answers in place of the app: the answer is an old one.',
    severity: 'warning',
    summary: '{service}: a cache answers at {url}, not the app',
    causes: [
      'A content network or proxy keeps answers of this path.',
      'The app sends no Cache-Control, and the cache applies its own rule.',
      'The cache still holds answers from before the deploy, and was not purged.',
    ],
    nextSteps: [
      `${SHOW_ANSWER}: Age says how old the answer is, in seconds; X-Cache says which cache.`,
      'Have the app send `Cache-Control: no-store` on health and on routes of users.',
      'Exclude the path from the cache, and purge what it holds.',
    ],
  },
}
