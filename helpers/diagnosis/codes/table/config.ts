import type { Entries } from './code-entry.ts'
import { DESCRIBE_SERVICE, EXPLAIN_ENVIRONMENT } from './command.ts'

const SHOW_ORIGIN = `${EXPLAIN_ENVIRONMENT} shows which file or variable the value came from.`

export const CONFIG: Entries<'config'> = {
  'config.missing': {
    meaning: 'A variable that the run cannot do without is not set, or is empty.',
    severity: 'failure',
    summary: '{variable} is not set for {environment}',
    causes: [
      'The secret or variable exists, but the CI job does not pass it on.',
      'It is set to an empty text, which counts as unset: a deploy script that looked up a URL and found none writes "".',
      'It is set under another name, such as the one of another environment.',
      'The env file is one long line with \\n written out, so that nothing is read from it.',
    ],
    nextSteps: [
      'Set {variable} in the CI job, or, unless it is a secret, in the env file of {environment}; for one machine, in the .local.env file beside that, which must not be committed.',
      SHOW_ORIGIN,
      'If the env file has a line for it: see that it has real line breaks and that the line does not begin with #.',
    ],
  },
  'config.placeholder': {
    meaning: 'A variable still holds a placeholder such as REPLACE_ME or <your-key>.',
    severity: 'failure',
    summary: '{variable} still holds a placeholder',
    causes: [
      'The example file was copied and this line was not filled in.',
      'The secret was created with a placeholder as its first version, and the real value was never added.',
      'A template was rendered without this variable.',
    ],
    nextSteps: [
      'Put the real value of {variable} into the secret store and deploy or run again.',
      SHOW_ORIGIN,
      'Look whether the deployed services got the same placeholder: they are often filled from the same place.',
    ],
  },
  'config.invalid': {
    meaning:
      'A variable holds something that cannot be what it should be: a broken URL, a control character, not a number.',
    severity: 'failure',
    summary: '{variable} is set, but its value cannot be used',
    causes: [
      'The value was pasted with a line break or another invisible character; secrets written with echo end in one.',
      'A URL has a user name, a query, a space or a wrong port in it.',
      'Two values ended up in one variable, or the value of another variable did.',
    ],
    nextSteps: [
      'Correct {variable}; the message says what is wrong with it and shows a value that works.',
      SHOW_ORIGIN,
      'For a secret, write it without a line break. On Google Cloud: `printf %s "$VALUE" | gcloud secrets versions add SECRET_NAME --data-file=-`.',
    ],
  },
  'config.localhost': {
    meaning: 'A URL of staging or production points at this machine.',
    severity: 'failure',
    summary: '{variable} points at this machine, not at {environment}',
    causes: [
      "A developer's own settings are still exported in this shell or CI job and override the env file.",
      'The value is a default meant for local work.',
      'A service discovery answered with its localhost fallback, and its answer was written into the configuration.',
    ],
    nextSteps: [
      'Set {variable} to the public URL of the service in {environment}.',
      SHOW_ORIGIN,
      'Look whether the deployed services have the same value: a committed .env file may override what the deploy sets. On Cloud Run: ' +
        `${DESCRIBE_SERVICE}.`,
    ],
  },
  'config.insecure': {
    meaning: 'A URL is plain http, so tokens travel unencrypted (a warning in staging).',
    severity: 'failure',
    summary: '{variable} is plain http: tokens would travel unencrypted',
    causes: [
      'The URL was written with http:// or ws:// by hand.',
      'The service builds its own links without knowing that it stands behind a load balancer that ends TLS (FORCE_HTTPS not set).',
    ],
    nextSteps: [
      'Write https:// (or wss://) in {variable}.',
      '`curl -sS -I --max-time 10 https://{host}/`: if it does not answer with https, a certificate is missing there.',
      'If the http URL came from the service itself: set FORCE_HTTPS=true there, or make it trust X-Forwarded-Proto.',
    ],
  },
}
