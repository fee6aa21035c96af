import { z } from 'zod'
import { normaliseUrl } from '../helpers/url/normalise-url.ts'
import { KINDS } from './kind.ts'
import type { Variable } from './variable.ts'

const REVISION = /^\S{1,256}$/
const NAMES_IN_LOG_URL = /\{(?!(?:traceId|at|service)\})[^}]*\}/

/** The variables of every run, whatever the platform. */
export const runVariables: readonly Variable[] = [
  {
    name: 'ENVIRONMENT',
    meaning: 'The kind of environment, which chooses what a run may do there.',
    example: 'staging',
    kind: 'text',
    presence: 'required',
    schema: z
      .string()
      .toLowerCase()
      .pipe(z.enum(KINDS, 'must be one of local, development, staging, production')),
  },
  {
    name: 'EXPECTED_REVISION',
    meaning:
      'The revision that must be serving, as the services say it, or SERVICE=REVISION for one or several, separated by commas; also --expect-revision.',
    example: 'backend=backend-00317-696',
    kind: 'text',
    presence: 'optional',
    schema: z.string().regex(REVISION, 'must be at most 256 characters without blanks'),
  },
  {
    name: 'READY_WAIT_SECONDS',
    meaning:
      'How long services may take to become ready before the checks; unset: 0 for local, 120 otherwise; also --wait.',
    example: '180',
    kind: 'integer',
    presence: 'optional',
    schema: wholeNumber(0, 3_600, 'seconds'),
  },
  {
    name: 'REQUEST_TIMEOUT_MS',
    meaning: 'How long one request may take, in milliseconds.',
    example: '15000',
    kind: 'integer',
    presence: 'optional',
    fallback: '10000',
    schema: wholeNumber(100, 120_000, 'milliseconds'),
  },
  {
    name: 'MAX_CONCURRENT_REQUESTS',
    meaning: 'How many requests one host gets at a time.',
    example: '2',
    kind: 'integer',
    presence: 'optional',
    fallback: '4',
    schema: wholeNumber(1, 50, 'requests'),
  },
  {
    name: 'EXTRA_HEADERS',
    meaning:
      'Headers on every request and handshake to the services, such as the pass through a preview wall: NAME: VALUE, several separated by semicolons.',
    example: 'x-protection-bypass: quiet-lantern-31-blue-harbor',
    kind: 'secret',
    presence: 'optional',
    schema: z
      .string()
      .regex(
        /^\s*[\w!#$%&'*+.^`|~-]+\s*:[^;]+(?:;\s*[\w!#$%&'*+.^`|~-]+\s*:[^;]+)*;?\s*$/,
        'must be NAME: VALUE, several separated by semicolons',
      ),
  },
  {
    name: 'CLIENT_CERT_FILE',
    meaning:
      'A PEM file with the certificate that this run shows to the hosts of its URLs, where they ask for one (mutual TLS); with CLIENT_KEY_FILE.',
    example: '/run/secrets/client.crt',
    kind: 'text',
    presence: 'optional',
  },
  {
    name: 'CLIENT_KEY_FILE',
    meaning: 'A PEM file with the private key of that certificate; its content is a secret.',
    example: '/run/secrets/client.key',
    kind: 'text',
    presence: 'optional',
  },
  {
    name: 'CLIENT_KEY_PASSPHRASE',
    meaning: 'The passphrase of that key, where it is encrypted.',
    example: 'quiet-lantern-31-blue-harbor',
    kind: 'secret',
    presence: 'optional',
  },
  {
    name: 'KNOWN_HOSTS',
    meaning:
      'Hosts in staging whose certificate is known to name another host, separated by commas: a warning there instead of a failure.',
    example: 'api.example.com,app.example.com',
    kind: 'text',
    presence: 'optional',
    role: 'known-hosts',
    schema: z
      .string()
      .transform((text) =>
        text
          .toLowerCase()
          .split(',')
          .flatMap((host) => host.trim() || []),
      )
      .refine(
        (hosts) => hosts.every(isHost),
        'must be host names separated by commas, without scheme, port or path',
      ),
  },
  {
    name: 'LOG_URL_TEMPLATE',
    meaning: 'A link to the logs of one request, with {traceId}, {at} and {service} where they go.',
    example: 'https://logs.example.com/search?trace={traceId}&service={service}&at={at}',
    kind: 'text',
    presence: 'optional',
    schema: z
      .string()
      .regex(
        /^https?:\/\/[^/@\s]+(?:\/\S*)?$/,
        'must be an https:// link without user name or blanks',
      )
      .refine((text) => URL.canParse(text), 'must be an https:// link')
      .refine(
        (text) => !NAMES_IN_LOG_URL.test(text),
        'must hold no other names in braces than {traceId}, {at} and {service}',
      ),
  },
]

function isHost(name: string): boolean {
  const read = normaliseUrl(`https://${name}`, 'http')
  return read.kind === 'url' && read.url === `https://${name}`
}

/** A whole number in decimal digits between two bounds; signs, fractions and exponents are refused, not read. */
function wholeNumber(least: number, most: number, unit: string): z.ZodType<number, string> {
  const message = `must be a whole number of ${unit} from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
}
