import { type Entries, HASH_SECRET, LOOK_AT_SETTINGS, READ_LOG } from './entry.ts'

export const TRUST: Entries<'trust'> = {
  'trust.token-rejected': {
    meaning: 'A service refuses a user token that the issuer has issued.',
    summary: '{service} refuses good tokens of the issuer',
    causes: [
      'Service and issuer disagree about {secretVariable|the secret between services} or the service id: then the issuer answers "not valid" to {service} only.',
      '{service} checks the signature itself, with another key than the issuer signs with.',
      '{service} asks another issuer: its setting for the issuer is that of another environment or of the web app.',
      '{service} asks the issuer without credentials of its own, or does not know this user.',
    ],
    nextSteps: [
      `${READ_LOG} at that moment: look for {trustErrors|the reason of the refusal}.`,
      `Compare the SHA-256 of {secretVariable|the shared secret} and of the signing key on both sides, not the values${HASH_SECRET}.`,
      `${LOOK_AT_SETTINGS}: are {trustSettings|the URL of the issuer and the keys or credentials for it} those of {environment}?`,
      'After a secret was rotated, deploy both sides again: services read it at their start only.',
    ],
  },
  'trust.secret-mismatch': {
    meaning:
      'The issuer refuses the id and secret of a service, or the service refuses tokens that the issuer calls valid.',
    summary:
      'the issuer does not accept {service}: its id or {secretVariable|its secret} is not the expected one',
    causes: [
      'The secret was rotated, or set, on one side only.',
      'On one side the value of the secret ends in a line break.',
      'The id differs, such as "backend" for "acme-backend".',
      'The issuer reads the secret from another variable, such as one named after the service id.',
      'The copy of the secret in this run is wrong, and the deployed ones are right.',
    ],
    nextSteps: [
      `Compare the SHA-256 of {secretVariable|the secret} on both sides and in this run, not the values${HASH_SECRET}.`,
      `Look at the settings of both services as deployed{command:describe}: which id, and which version of which secret?`,
      'Give both sides the same version of the same secret, then deploy both again.',
    ],
  },
  'trust.auth-unreachable': {
    meaning: 'A service cannot ask the issuer whether a token is valid.',
    summary: '{service} cannot reach the issuer to have tokens checked',
    causes: [
      'The URL of the issuer in the settings of {service} is wrong, empty or of another environment.',
      'The network path to the issuer is closed: egress, a firewall, or an issuer for internal calls only.',
      'The issuer is too slow for the short time limit of {service}: a cold start takes more than a few hundred milliseconds.',
      'The secret that {service} sends has a line break in it, so that no request can be sent.',
      'The issuer is down (then it has a finding of its own).',
    ],
    nextSteps: [
      `${LOOK_AT_SETTINGS}: the URL of the issuer, the private network, the egress setting.`,
      `${READ_LOG}: look for {trustErrors|a refusal}, timeouts, an open circuit breaker, or an illegal header value: a line break in {secretVariable|the shared secret}.`,
      'If it happens now and then, raise the time limit for the issuer and its minimum of instances.',
    ],
  },
  'trust.header-dropped': {
    meaning: 'The credential of a request does not arrive at the service.',
    summary: 'Authorization does not arrive at {service}: a server on the way removes it',
    causes: [
      'A proxy removes or replaces Authorization, for its own sign-in or as its default for some upstreams.',
      'Apache with CGI or WSGI passes Authorization on only where its configuration says so.',
      'A redirect on the way makes the client drop the header.',
      'The service reads the token from another header than Authorization.',
    ],
    nextSteps: [
      'Pass it on: nginx `proxy_set_header Authorization $http_authorization;`, Apache `CGIPassAuth On` or `WSGIPassAuthorization On`.',
      'Look for a rule that removes it: Varnish `unset req.http.Authorization`, Traefik customRequestHeaders, an API gateway with its own sign-in.',
      "Ask the app past the proxy with the same token: `curl -sS -i -H 'Authorization: Bearer TOKEN' http://APP:PORT/PATH`.",
    ],
  },
}
