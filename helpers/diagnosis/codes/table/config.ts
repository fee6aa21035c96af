import { type Entries, EXPLAIN_ENVIRONMENT, READ_LOG } from './entry.ts'

const SHOW_ORIGIN = `${EXPLAIN_ENVIRONMENT} shows which file or variable the value came from.`

export const CONFIG: Entries<'config'> = {
  'config.missing': {
    meaning: 'A variable that the run needs is not set, or is empty.',
    summary: '{variable} is not set for {environment}',
    causes: [
      'The secret or variable exists, but the CI job does not pass it on.',
      'It is set to an empty text, which counts as not set: a deploy script that looks up a URL and finds none writes "".',
      'It is set under another name, such as the one of another environment.',
      'The env file is one long line with \\n in place of line breaks, so that nothing is read from it.',
    ],
    nextSteps: [
      'Set {variable} in the CI job, or, unless it is a secret, in the env file of {environment}; for one machine only, in the .local.env file beside it, which must not be committed.',
      SHOW_ORIGIN,
      'If the env file has a line for it, check that the file has real line breaks and that the line does not begin with #.',
    ],
  },
  'config.placeholder': {
    meaning: 'A variable still holds a placeholder such as REPLACE_ME or <your-key>.',
    summary: '{variable} still holds a placeholder',
    causes: [
      'The example file was copied and this line was not filled in.',
      'The secret was created with a placeholder as its first version, and the real value was never added.',
      'A template was rendered without this variable.',
    ],
    nextSteps: [
      'Put the real value of {variable} into the secret store, then deploy or run again.',
      SHOW_ORIGIN,
      'Check whether the deployed services got the same placeholder: both are often filled from the same place.',
    ],
  },
  'config.invalid': {
    meaning:
      'The value of a variable cannot be used: a broken URL, a control character, no number where one is needed.',
    summary: '{variable} is set, but its value cannot be used',
    causes: [
      'The value was pasted with a line break or another invisible character; secrets written with echo end in one.',
      'A URL has a user name, a query, a space or a wrong port in it.',
      'The variable holds two values, or the value of another variable.',
    ],
    nextSteps: [
      'Correct {variable}; the message says what is wrong and shows a value that works.',
      SHOW_ORIGIN,
      'For a secret, write it without a line break: `printf %s "$VALUE"` writes none, `echo` does.',
    ],
  },
  'config.localhost': {
    meaning: 'A URL of staging or production points at this machine.',
    summary: '{variable} points at this machine, not at {environment}',
    causes: [
      "A developer's own settings are still exported in this shell or CI job and override the env file.",
      'The value is a default meant for local work.',
      'The service discovery answered with its localhost fallback, and that answer was written into the configuration.',
    ],
    nextSteps: [
      'Set {variable} to the public URL of the service in {environment}.',
      SHOW_ORIGIN,
      `Check whether the deployed services have the same value{command:describe}: a committed .env file may override what the deploy sets.`,
    ],
  },
  'config.insecure': {
    meaning: 'A URL is plain http, so that tokens travel unencrypted (a warning in staging).',
    summary: '{variable} is plain http: tokens would travel unencrypted',
    causes: [
      'The URL was written with http:// or ws:// by hand.',
      'The service builds its own links without knowing that it stands behind a load balancer that ends TLS (FORCE_HTTPS not set).',
    ],
    nextSteps: [
      'Write https:// (or wss://) in {variable}.',
      '`curl -sS -I --max-time 10 https://{host}/`: if https gets no answer, the certificate is missing there.',
      'If the http URL came from the service itself, set FORCE_HTTPS=true there, or make it trust X-Forwarded-Proto.',
    ],
  },
}

export const CHECK: Entries<'check'> = {
  'check.flaky': {
    meaning: 'A check passes only after a retry.',
    severity: 'warning',
    summary: '{service} answered as promised only after a retry',
    causes: [
      'An instance was being started, stopped or replaced at that moment.',
      'The network between this machine and the service lost packets.',
      'The service fails now and then: one bad instance, a crash, a time limit that is too short.',
    ],
    nextSteps: [
      'Run again: if the warning is gone, a rollout or the network is likely.',
      'If the warning comes back, treat it as a fault: users meet it too, and most apps do not retry.',
      `${READ_LOG} at the time of the failed try.`,
    ],
  },
}
