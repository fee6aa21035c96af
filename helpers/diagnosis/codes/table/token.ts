import type { Entries } from './code-entry.ts'
import { DESCRIBE_SERVICE, HASH_SECRET, READ_LOG } from './command.ts'

const COMPARE_HASHES = `compare the SHA-256 of both values, not the values. On Google Cloud: ${HASH_SECRET}.`

export const TOKEN: Entries<'token'> = {
  'token.refused': {
    meaning: 'The issuer refuses credentials that should get a token.',
    severity: 'failure',
    summary: '{service} refuses to issue a user token by {subject|a way that is promised}',
    causes: [
      'The key or password used here is not the one the issuer has: several are around, or it was rotated on one side only.',
      'The value has a line break at its end on one side.',
      'This way of logging in is not offered in {environment}: development logins only exist in development.',
      'The test account does not exist here, is locked, or must first confirm something.',
    ],
    nextSteps: [
      `Read the reason in the evidence: "required" means that nothing was sent, "invalid" that another value is deployed, "not available" that the issuer runs as another environment. On Cloud Run: ${DESCRIBE_SERVICE}.`,
      `For the key or password of this way: ${COMPARE_HASHES}`,
      'For an account: log in by hand with SMOKE_USER_EMAIL, and see that it is not locked.',
      `On Cloud Run: ${READ_LOG}.`,
    ],
  },
  'token.not-configured': {
    meaning: 'The issuer says that this way to a token is not configured, or no way to one is.',
    severity: 'failure',
    summary: '{service} issues no user tokens: this way of logging in is not configured',
    causes: [
      'The secret of this way is not passed to the issuer in this release.',
      'The issuer runs as another environment than {environment|it should}, and this way does not exist there.',
      'The deploy uses another variable name than the code reads.',
      'No variable of any way is set for this run.',
    ],
    nextSteps: [
      `On Cloud Run: ${DESCRIBE_SERVICE}: is the secret of this way there, and which {kindSetting|environment} is set?`,
      'See that this run has the variables of at least one way: a simulation key, a login, or a ready token.',
      `On Cloud Run: ${READ_LOG}; a secret that could not be read is logged at the start.`,
    ],
  },
  'token.malformed': {
    meaning: 'The issuer answers success, but there is no token in it, or it is no JWT.',
    severity: 'failure',
    summary: '{service} answers the login, but not with a usable token',
    causes: [
      'The key under which the token stands was renamed (token, access_token).',
      'The answer is an error with status 200.',
      'Another service or a web page answered the login.',
    ],
    nextSteps: [
      'Look at the keys of the answer in the evidence; the values are left out on purpose.',
      'If the new form is meant: change the place in the contract, and see that every client knows it.',
      `Otherwise see what changed. On Cloud Run: ${READ_LOG}.`,
    ],
  },
  'token.claims': {
    meaning: 'The token lacks a claim that was promised, or says something else in it.',
    severity: 'failure',
    summary: '{service} issues tokens with a wrong or missing claim: {subject|see the evidence}',
    causes: [
      'The release changed what it writes into tokens.',
      'The issuer runs with the settings of another environment, so that issuer, audience or environment are those of another.',
      'A token of another kind (service, refresh) was issued.',
    ],
    nextSteps: [
      'Compare the claim in the evidence with what each consumer checks: they will refuse it too, or trust it wrongly.',
      `On Cloud Run: ${DESCRIBE_SERVICE}: see {kindSetting|the environment} and the settings for issuer and audience.`,
      'If the new claim is meant, change the contract.',
    ],
  },
  'token.signature': {
    meaning: 'The signature of an issued token does not fit the key that was promised.',
    severity: 'failure',
    summary: '{service} signs tokens with another key than the promised one',
    causes: [
      'The issuer reads its key from another variable than the one looked at, such as one for this environment that wins over the general one.',
      'The key was rotated, and not all sides have the new one.',
      'The issuer fell back to a built-in key because its own was missing.',
      'The key given to this run is that of another environment.',
    ],
    nextSteps: [
      `For the signing key in this run, at the issuer and at each consumer: ${COMPARE_HASHES}`,
      `On Cloud Run: ${DESCRIBE_SERVICE}: is more than one variable for the key set ({signingKeys|a general one and one for the environment})? They must agree.`,
      'If other checks show that consumers accept these tokens, only the value in this run is wrong.',
    ],
  },
  'token.lifetime': {
    meaning:
      'The token is expired when it is issued, never expires, or lives far longer than promised.',
    severity: 'failure',
    summary: '{service} issues tokens with a wrong lifetime',
    causes: [
      'The deploy sets a lifetime under a name that the code does not read, so a default holds.',
      'A demo or development mode with long lifetimes is switched on.',
      'Seconds, minutes or time zones were mixed up.',
      'The clock of the issuer is wrong.',
    ],
    nextSteps: [
      'The evidence has iat and exp: exp minus iat is the lifetime, iat minus now is the clock.',
      `On Cloud Run: ${DESCRIBE_SERVICE}: which of the lifetime variables is set, and is it the one the code reads? Is {relaxing|a demo mode} set?`,
      'Tokens that live too long stay good after a logout: shorten them before anything else if this is production.',
    ],
  },
  'token.refresh': {
    meaning: 'A fresh refresh token gets no new access token.',
    severity: 'failure',
    summary: '{service} issues tokens, but does not refresh them',
    causes: [
      'The name of the field changed on one side (refresh_token, refreshToken).',
      'Used or known refresh tokens are kept in memory, and another instance answered.',
      'Refresh tokens are signed or checked with another key or kind than access tokens.',
    ],
    nextSteps: [
      'Read the reason in the evidence: 422 is the form of the request, 401 the token.',
      'If it fails only now and then: more than one instance answers, and they share no memory.',
      `On Cloud Run: ${READ_LOG}. Until it is mended, users are logged out when their token ends.`,
    ],
  },
  'token.stale': {
    meaning:
      'The token that was given to this run is old: expired, revoked, or signed with another key.',
    severity: 'failure',
    summary: '{service}: the token given to this run is old; nothing is said about the deployment',
    causes: [
      'The token was copied some time ago and has ended since.',
      'The keys of the issuer were changed after it was issued.',
      'The user signed out, and the token was revoked.',
    ],
    nextSteps: [
      'Get a new token, and give it to this run: `npm test -- --env {environment} --explain-env` shows which variable holds it.',
      'Prefer a login or client credentials for this run: such a token is new every time.',
      'If a new token is refused too, the deployment is at fault: run again.',
    ],
  },
  'token.cookie': {
    meaning: 'Browsers drop the cookie that carries the session or the token.',
    severity: 'failure',
    summary: '{service} sets a session cookie that browsers drop',
    causes: [
      'Domain names another host than the one that answers, often an internal one.',
      'Secure, or a name with __Host- or __Secure-, over plain http.',
      'SameSite=None without Secure.',
    ],
    nextSteps: [
      "`curl -sS -i --max-time 10 '{url}' | grep -i set-cookie` shows the attributes; a browser shows the reason in its network panel.",
      'Set Domain to the host of users, or leave it out; the app may take it from an internal host name.',
      'Behind TLS that ends before the app: have the app trust X-Forwarded-Proto, so that it sets Secure rightly.',
    ],
  },
}
