import type { Entries } from './code-entry.ts'
import { DESCRIBE_SERVICE, HASH_SECRET, READ_LOG } from './command.ts'

export const TRUST: Entries<'trust'> = {
  'trust.token-rejected': {
    meaning: 'The issuer calls a token valid, and another service refuses the same token.',
    severity: 'failure',
    summary: '{service} refuses good tokens of the issuer',
    causes: [
      'The two disagree about {secretVariable|the secret between services} or the service id: the issuer then answers "not valid" to {service} only, and every user gets a 401.',
      '{service} checks the signature itself, with another key than the issuer signs with.',
      '{service} asks another issuer: its setting for the issuer is that of another environment or of the web app.',
      '{service} asks the issuer without its own credentials, or does not know this user.',
    ],
    nextSteps: [
      `See what {service} logged at that moment. On Cloud Run: ${READ_LOG}; look for {trustErrors|the reason of the refusal}.`,
      `Compare the SHA-256 of {secretVariable|the shared secret} and of the signing key as both sides have them, not the values. On Google Cloud: ${HASH_SECRET}.`,
      `On Cloud Run: ${DESCRIBE_SERVICE}: are {trustSettings|the URL of the issuer and the keys or credentials for it} those of {environment}?`,
      'After a secret was rotated: deploy both sides again, they read it at their start only.',
    ],
  },
  'trust.secret-mismatch': {
    meaning: 'The issuer does not know the service by its id and secret.',
    severity: 'failure',
    summary:
      '{service} is not known to the issuer: its id or {secretVariable|its secret} is not the one expected',
    causes: [
      'The secret was rotated, or set, on one side only.',
      'One side has the value with a line break at its end.',
      'The id differs, such as "backend" for "acme-backend".',
      'The issuer reads the secret from another variable, such as one with the service id in its name.',
      'Only the copy used in this run is wrong.',
    ],
    nextSteps: [
      `Compare the SHA-256 of {secretVariable|the secret} on both sides and in this run, not the values. On Google Cloud: ${HASH_SECRET}.`,
      `On Cloud Run, for both services: ${DESCRIBE_SERVICE}: which id, and which version of which secret?`,
      'Set both from the same secret and version, then deploy both again.',
    ],
  },
  'trust.auth-unreachable': {
    meaning: 'A service cannot ask the issuer whether a token is valid.',
    severity: 'failure',
    summary: '{service} cannot reach the issuer to have tokens checked',
    causes: [
      'The URL of the issuer in its settings is wrong, empty or of another environment.',
      'Its network path out is closed: VPC egress, firewall, or an internal-only issuer.',
      'The issuer is too slow for the short time limit that {service} allows it: a few hundred milliseconds are too few for a cold start.',
      'The secret that it sends along has a line break in it, so that no request can be made with it.',
      'The issuer is down (then it has a finding of its own).',
    ],
    nextSteps: [
      `On Cloud Run: ${DESCRIBE_SERVICE}: see the URL of the issuer, the VPC connector and the egress setting.`,
      `On Cloud Run: ${READ_LOG}; look for {trustErrors|a refusal}, timeouts, an open circuit breaker, or an illegal header value: a line break in {secretVariable|the shared secret}.`,
      'If it comes and goes: raise the time limit for the issuer and its minimum of instances.',
    ],
  },
  'trust.header-dropped': {
    meaning: 'The credential of a request does not arrive at the service.',
    severity: 'failure',
    summary: 'Authorization does not arrive at {service}: something on the way takes it away',
    causes: [
      'A proxy removes or replaces Authorization: for its own sign-in, or as its default for some upstreams.',
      'Apache with CGI or WSGI passes Authorization on only where it is told to.',
      'A redirect on the way makes the client drop the header.',
      'The service reads the token from another header than the one it is sent in.',
    ],
    nextSteps: [
      'Pass it on: nginx `proxy_set_header Authorization $http_authorization;`, Apache `CGIPassAuth On` or `WSGIPassAuthorization On`.',
      'Look for what removes it: Varnish `unset req.http.Authorization`, Traefik customRequestHeaders, an API gateway with a sign-in of its own.',
      "Ask the app past the proxy with the same token: `curl -sS -i -H 'Authorization: Bearer TOKEN' http://APP:PORT/PATH`.",
    ],
  },
}
