import type { Entries } from './code-entry.ts'
import { DESCRIBE_SERVICE, READ_LOG, ROLL_BACK, SHOW_ANSWER } from './command.ts'

const CLOSE_IT = `Until it is mended everybody can get in: go back, or take it off the network. On Cloud Run: ${ROLL_BACK}.`

export const AUTH: Entries<'auth' | 'clock'> = {
  'auth.open': {
    meaning: 'A protected route lets in callers without credentials, or with any text as a token.',
    severity: 'failure',
    summary: '{service} lets anybody in without a valid token: {subject|see the evidence}',
    causes: [
      'A demo, development or test mode is switched on in this deployment.',
      'The middleware that should check is switched off by its own list of exceptions.',
      'The route was added without its check, or checks only when a token is sent.',
    ],
    nextSteps: [
      `${SHOW_ANSWER} without a token: what does it give away?`,
      `On Cloud Run: ${DESCRIBE_SERVICE}: look for {relaxing|a demo or test mode} and any other setting that relaxes authentication.`,
      CLOSE_IT,
    ],
  },
  'auth.accepts-forged': {
    meaning: 'A token with a wrong signature, or with none, is accepted.',
    severity: 'failure',
    summary: '{service} accepts forged tokens',
    causes: [
      'The token is decoded without checking its signature: a fast path for tests, or a fallback while the issuer cannot be asked.',
      'The algorithm is taken from the token itself, "none" included.',
      'A bypass builds an identity from whatever the token says.',
    ],
    nextSteps: [
      'The evidence says which forgery was accepted and as whom: that names the check that is missing.',
      `On Cloud Run: ${DESCRIBE_SERVICE}: look for settings that bypass or relax authentication.`,
      CLOSE_IT,
    ],
  },
  'auth.accepts-expired': {
    meaning: 'A token that is rightly signed, but past its end, is accepted.',
    severity: 'failure',
    summary: '{service} accepts expired tokens',
    causes: [
      'The check of exp is switched off, or its tolerance is far too wide.',
      'A verdict "valid" is kept in a cache beyond the end of the token.',
      'The clock of the service is behind.',
    ],
    nextSteps: [
      'The evidence says how long ago the token ended: minutes are a cache or a clock, days are a missing check.',
      "`curl -sS -o /dev/null -D - --max-time 10 '{url}' | grep -i ^date` beside `date -u` shows the clock.",
      `On Cloud Run: ${READ_LOG}; a logout does not end such sessions either.`,
    ],
  },
  'clock.skew': {
    meaning: 'The clocks of two sides differ by more than tokens tolerate.',
    severity: 'failure',
    summary: '{service}: its clock is wrong by more than tokens tolerate',
    causes: [
      'The clock of a virtual machine or container host is not synchronised.',
      'Local time is written where UTC belongs.',
      'The clock of this machine is wrong.',
    ],
    nextSteps: [
      "`curl -sS -o /dev/null -D - --max-time 10 '{url}' | grep -i ^date` beside `date -u`, and both beside a clock you trust.",
      'If the Date header is right and iat is not: the code writes local time; look for a time without zone.',
      'If this machine is wrong: set its clock and run again before believing any other finding.',
    ],
  },
  'auth.ignores-claim': {
    meaning:
      'A rightly signed token of another audience, issuer, type or time is accepted although that is promised not to be.',
    severity: 'failure',
    summary:
      '{service} does not look at a claim that it promises to check: {subject|see the evidence}',
    causes: [
      'The middleware checks the signature alone: audience, issuer and type must be switched on in most libraries.',
      'The expected value is empty in this deployment, and the check is left out then.',
      'Refresh tokens and access tokens are signed with one key, and the type is not compared.',
    ],
    nextSteps: [
      'The evidence names the claim: give the middleware its expected value (`audience`, `issuer`, or the type claim).',
      'Decode a token that it accepted and compare its aud, iss and type with what the service is told to expect: `npm test -- --env {environment} --suite trust` names the rows.',
      'If that is meant so, take the claim out of `enforced` in the contract.',
    ],
  },
}
