import { type Entries, HASH_SECRET, LOOK_AT_SETTINGS, READ_LOG } from './entry.ts'

const COMPARE_HASHES = `compare the SHA-256 of both values, not the values${HASH_SECRET}.`

export const TOKEN: Entries<'token'> = {
  'token.refused': {
    meaning: 'The issuer refuses credentials that should get a token.',
    summary: '{service} refuses to issue a user token by {subject|a way that is promised}',
    causes: [
      'The key or password of this run is not that of the issuer: there are several, or it was rotated on one side only.',
      'On one side the value ends in a line break.',
      'This way of logging in does not exist in {environment}: development logins exist in development only.',
      'The test account does not exist here, is locked, or must first confirm its address or new terms.',
    ],
    nextSteps: [
      `Read the reason in the evidence: "required" points at a value that was not sent, "invalid" at another value in the deployment, "not available" at an issuer that runs as another environment{command:describe}.`,
      `For the key or password of this way: ${COMPARE_HASHES}`,
      'For an account: log in by hand as the user of this run, and check that the account is not locked.',
      `${READ_LOG}: what does it say of this login?`,
    ],
  },
  'token.not-configured': {
    meaning:
      'The issuer says that this way to a token is not configured, or this run has no way to a token.',
    summary: '{service} issues no user token: this way of logging in is not configured',
    causes: [
      'The secret of this way is not passed to the issuer in this release.',
      'The issuer runs as another environment than {environment|it should}, and this way does not exist there.',
      'The deploy uses another variable name than the code reads.',
      'No variable of any way is set for this run.',
    ],
    nextSteps: [
      `${LOOK_AT_SETTINGS}: is the secret of this way set, and which {kindSetting|environment} is set?`,
      'Check that this run has the variables of at least one way: a simulation key, a login, or a ready token.',
      `${READ_LOG}: the start-up log names a secret that could not be read.`,
    ],
  },
  'token.malformed': {
    meaning:
      'The issuer answers with success, but the answer has no token, or the token is no JWT.',
    summary: '{service} answers the login without a usable token',
    causes: [
      'The key under which the token stands was renamed (token, access_token).',
      'The answer is an error with status 200.',
      'Another service or a web page answered the login.',
    ],
    nextSteps: [
      'Look at the names of the fields in the evidence; their values are left out on purpose.',
      'If the new form is intended, change the place in the contract, and check that every client knows it.',
      `Otherwise look for what changed{command:revisions}.`,
    ],
  },
  'token.claims': {
    meaning: 'The token lacks a promised claim, or has another value in it.',
    summary: '{service} issues tokens with a wrong or missing claim: {subject|see the evidence}',
    causes: [
      'The release changed the claims of tokens.',
      'The issuer runs with the settings of another environment, so that tokens name the wrong issuer, audience or environment.',
      'The issuer issued a token of another kind (service, refresh).',
    ],
    nextSteps: [
      'Compare the claim in the evidence with the checks of each service: services may refuse such a token, or wrongly trust it.',
      `${LOOK_AT_SETTINGS}: {kindSetting|the environment}, and the settings for issuer and audience.`,
      'If the new claim is intended, change the contract.',
    ],
  },
  'token.signature': {
    meaning: 'The signature of an issued token does not match the promised key.',
    summary: '{service} signs tokens with another key than the promised one',
    causes: [
      'The issuer reads its key from another variable, such as one for this environment that overrides the general one.',
      'The key was rotated, and some sides still have the old one.',
      'The issuer fell back to a built-in key because its own was missing.',
      'The key given to this run is that of another environment.',
    ],
    nextSteps: [
      `Where tokens are signed with a shared secret, for that secret in this run, at the issuer and at each consumer: ${COMPARE_HASHES}`,
      `${LOOK_AT_SETTINGS}: is more than one variable for the key set ({signingKeys|a general one and one for the environment})? They must agree.`,
      'If other checks show that services accept these tokens, the value in this run is likely the wrong one.',
    ],
  },
  'token.lifetime': {
    meaning:
      'The token is expired when it is issued, never expires, or lives far longer than promised.',
    summary: '{service} issues tokens with a wrong lifetime',
    causes: [
      'The deploy sets the lifetime under a name that the code does not read, so that a default applies.',
      'A demo or development mode with long lifetimes is switched on.',
      'The code confuses seconds with minutes, or time zones.',
      'The clock of the issuer is wrong.',
    ],
    nextSteps: [
      'The evidence has iat and exp: exp minus iat is the lifetime, iat minus now is the clock.',
      `${LOOK_AT_SETTINGS}: which lifetime variable is set, and does the code read it? Is {relaxing|a demo mode} set?`,
      'Tokens that live too long stay valid after a logout: in production, shorten their lifetime first.',
    ],
  },
  'token.refresh': {
    meaning: 'A fresh refresh token gets no new access token.',
    summary: '{service} issues tokens, but does not refresh them',
    causes: [
      'The name of the field changed on one side (refresh_token and refreshToken).',
      'The issuer keeps refresh tokens in the memory of one instance, and another instance answered.',
      'Refresh tokens are signed with another key than the one that checks them, or have the type of another token.',
    ],
    nextSteps: [
      'Read the reason in the evidence: 422 points at the form of the request, 401 at the token.',
      'If a refresh fails only now and then, check whether several instances answer and share no memory.',
      `${READ_LOG}. Until this is fixed, users are logged out when their token expires.`,
    ],
  },
  'token.stale': {
    meaning:
      'The token that this run was given is refused as expired, or its own issuer refuses it.',
    summary:
      '{service}: the token given to this run is no longer valid; this shows no fault of the deployment',
    causes: [
      'The token was copied some time ago, and has expired since.',
      'The keys of the issuer were changed after the token was issued.',
      'The user signed out, and the token was revoked.',
    ],
    nextSteps: [
      'Get a new token and give it to this run: `npm test -- --env {environment} --explain-env` shows which variable holds it.',
      'Better give this run a login or client credentials: then each run gets a new token.',
      'If a new token is refused too, look for the fault in the deployment.',
    ],
  },
  'token.cookie': {
    meaning: 'Browsers drop the cookie that carries the session or the token, or do not send it.',
    summary: '{service} sets a session cookie that browsers drop or do not send',
    causes: [
      'The attribute Domain names another host than the one that answers, often an internal one.',
      'The cookie is Secure, or its name begins with __Host- or __Secure-, and the page is on plain http.',
      'The cookie has SameSite=None without Secure.',
      'Path is that of the app behind a proxy, and users see another one.',
    ],
    nextSteps: [
      "`curl -sS -i --max-time 10 '{url}' | grep -i set-cookie` shows the attributes; a browser shows the reason in its network panel.",
      'Set Domain to the host that users open, or leave it out: the app may copy it from an internal host name.',
      'If TLS ends in front of the app, make the app trust X-Forwarded-Proto, so that it sets Secure correctly.',
    ],
  },
}
