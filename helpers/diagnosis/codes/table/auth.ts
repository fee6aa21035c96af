import { type Entries, LOOK_AT_SETTINGS, READ_LOG, ROLL_BACK, SHOW_ANSWER } from './entry.ts'

const CLOSE_IT = `Until this is fixed, anyone can get in: take the service off the network, or roll back${ROLL_BACK}.`

export const AUTH: Entries<'auth' | 'clock'> = {
  'auth.open': {
    meaning: 'A protected route accepts callers without credentials, or with any text as a token.',
    summary: '{service} accepts requests without a valid token: {subject|see the evidence}',
    causes: [
      'A demo, development or test mode is switched on in this deployment.',
      'The middleware that should check is switched off by its own list of exceptions.',
      'The route was added without its check, or checks a token only if one is sent.',
    ],
    nextSteps: [
      `${SHOW_ANSWER} without a token, or with the word that was accepted as one, shows what the route gives away.`,
      `${LOOK_AT_SETTINGS}: is {relaxing|a demo or test mode} set, or another setting that relaxes authentication?`,
      CLOSE_IT,
    ],
  },
  'auth.accepts-forged': {
    meaning: 'A token with a wrong signature, or with none, is accepted.',
    summary: '{service} accepts forged tokens',
    causes: [
      'The token is decoded without checking its signature: a fast path for tests, or a fallback while the issuer cannot be asked.',
      'The algorithm is taken from the token itself, "none" included.',
      'A bypass for tests takes the identity from the token without checking it.',
    ],
    nextSteps: [
      'The evidence says which forgery was accepted and as which user: that names the missing check.',
      `${LOOK_AT_SETTINGS}: does one bypass or relax authentication?`,
      CLOSE_IT,
    ],
  },
  'auth.accepts-expired': {
    meaning: 'A token that is correctly signed, but expired or signed out, is accepted.',
    summary: '{service} accepts expired tokens',
    causes: [
      'The check of exp is switched off, or its tolerance is far too wide.',
      'A cache keeps the verdict "valid" for longer than the token lives.',
      'The clock of the service is behind.',
    ],
    nextSteps: [
      'The evidence says how long ago the token expired: minutes point at a cache or a clock, days at a missing check.',
      "`curl -sS -o /dev/null -D - --max-time 10 '{url}' | grep -i ^date` beside `date -u` shows the clock.",
      `${READ_LOG}. Such sessions also go on after a logout.`,
    ],
  },
  'clock.skew': {
    meaning: 'The clocks of two sides differ by more than the checks of tokens tolerate.',
    summary: '{service}: its clock differs by more than the checks of tokens tolerate',
    causes: [
      'The clock of a virtual machine or container host is not synchronised.',
      'The code writes local time where UTC belongs.',
      'The clock of this machine is wrong.',
    ],
    nextSteps: [
      "`curl -sS -o /dev/null -D - --max-time 10 '{url}' | grep -i ^date` beside `date -u`, and both beside a clock you trust.",
      'If the Date header is right and iat is wrong, the code writes local time: look for a time without a zone.',
      'If the clock of this machine is wrong, set it and run again before you believe any other finding.',
    ],
  },
  'auth.ignores-claim': {
    meaning:
      'A correctly signed token of another audience, issuer, type or time is accepted, against the promise.',
    summary:
      '{service} does not check a claim that it promises to check: {subject|see the evidence}',
    causes: [
      'The middleware checks the signature only: in most libraries, the checks of audience, issuer and type must be switched on.',
      'The expected value is empty in this deployment, and then the check is left out.',
      'Refresh tokens and access tokens are signed with one key, and the type is not compared.',
    ],
    nextSteps: [
      'The evidence names the claim: give the middleware its expected value (`audience`, `issuer`, or the type claim).',
      'Decode a token that it accepted and compare its aud, iss and type with the values that the service expects: `npm test -- --env {environment} --suite trust` names the rows.',
      'If this is intended, remove the claim from `enforced` in the contract.',
    ],
  },
}
