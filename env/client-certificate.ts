import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readBounded } from './read-bounded.ts'
import { Secret } from './secret.ts'
import type { ConfigProblem, Target } from './target.ts'

/** A certificate with which this run shows who it is (mutual TLS, RFC 8446 §4.3.2), and the hosts that may see it. */
export interface ClientCertificate {
  /** PEM, with its chain if the file has one. */
  readonly certificate: string
  /** PEM (PKCS #8), no longer encrypted. */
  readonly key: Secret
  /** As `URL.host`. */
  readonly hosts: readonly string[]
}

/** The name of the key among the secrets of a target: no variable, but what the file of one holds. */
const KEY = 'CLIENT_KEY'

const CERTIFICATE_FILE = { variable: 'CLIENT_CERT_FILE', example: '/run/secrets/client.crt' }
const KEY_FILE = { variable: 'CLIENT_KEY_FILE', example: '/run/secrets/client.key' }
const PASSPHRASE = { variable: 'CLIENT_KEY_PASSPHRASE', example: 'quiet-lantern-31-blue-harbor' }

/** A chain of certificates has some kilobytes. */
const MOST_BYTES = 65_536

/** The certificate of a target for the hosts of its URLs, and for no other; undefined where none is set. */
export function clientCertificate({
  clientCertificate: certificate,
  secrets,
  urls,
}: Pick<Target, 'clientCertificate' | 'secrets' | 'urls'>): ClientCertificate | undefined {
  const key = secrets[KEY]
  if (certificate === undefined || key === undefined) return undefined
  return { certificate, key, hosts: Object.values(urls).map((url) => new URL(url).host) }
}

/**
 * Reads the files that CLIENT_CERT_FILE and CLIENT_KEY_FILE name, relative to the working directory: the target with
 * their content, or what is wrong with them. A problem never holds what a file holds.
 */
export async function withClientCertificate(
  target: Target,
  nowMs: number,
): Promise<Target | readonly ConfigProblem[]> {
  const { texts, secrets, origins } = target
  const problem = (
    { variable, example }: typeof KEY_FILE,
    message: string,
    code: ConfigProblem['code'] = 'config.invalid',
  ): readonly ConfigProblem[] => {
    const from = origins.find((origin) => origin.variable === variable)?.from ?? 'unset'
    return [{ code, variable, message, example, from }]
  }
  const lacking = (lacks: typeof KEY_FILE, has: typeof KEY_FILE) =>
    problem(
      lacks,
      `is not set, and ${has.variable} is: a client certificate needs both`,
      'config.missing',
    )
  const [certificateFile, keyFile] = [texts.CLIENT_CERT_FILE, texts.CLIENT_KEY_FILE]
  if (certificateFile === undefined && keyFile === undefined) return target
  if (certificateFile === undefined) return lacking(CERTIFICATE_FILE, KEY_FILE)
  if (keyFile === undefined) return lacking(KEY_FILE, CERTIFICATE_FILE)
  const [certificate, key] = await Promise.all([read(certificateFile), read(keyFile)])
  if ('problem' in certificate) return problem(CERTIFICATE_FILE, certificate.problem)
  if ('problem' in key) return problem(KEY_FILE, key.problem)
  const shown = certificateIn(certificate.text)
  if (shown === undefined)
    return problem(CERTIFICATE_FILE, 'holds no certificate in PEM (-----BEGIN CERTIFICATE-----)')
  if (Date.parse(shown.validTo) < nowMs)
    return problem(CERTIFICATE_FILE, `holds a certificate that expired on ${shown.validTo}`)
  if (Date.parse(shown.validFrom) > nowMs)
    return problem(CERTIFICATE_FILE, `holds a certificate that begins on ${shown.validFrom}`)
  const opened = keyIn(key.text, secrets.CLIENT_KEY_PASSPHRASE)
  switch (opened) {
    case 'encrypted':
      return problem(PASSPHRASE, 'is not set, and CLIENT_KEY_FILE is encrypted', 'config.missing')
    case 'wrong-passphrase':
      return problem(PASSPHRASE, 'does not open the key of CLIENT_KEY_FILE')
    case 'no-key':
      return problem(KEY_FILE, 'holds no private key in PEM (-----BEGIN PRIVATE KEY-----)')
    default:
      if (!shown.checkPrivateKey(opened))
        return problem(KEY_FILE, 'holds another key than that of the certificate')
      return {
        ...target,
        clientCertificate: certificate.text,
        secrets: {
          ...secrets,
          [KEY]: new Secret(opened.export({ type: 'pkcs8', format: 'pem' }).toString()),
        },
      }
  }
}

async function read(path: string): Promise<{ text: string } | { problem: string }> {
  const found = await readBounded(path, MOST_BYTES)
  if (found.kind === 'text') return { text: found.text }
  return {
    problem: `names a file that ${found.kind === 'missing' ? 'does not exist' : found.message}`,
  }
}

function certificateIn(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

function keyIn(
  pem: string,
  passphrase: Secret | undefined,
): KeyObject | 'encrypted' | 'wrong-passphrase' | 'no-key' {
  try {
    return createPrivateKey({
      key: pem,
      format: 'pem',
      ...(passphrase && { passphrase: passphrase.reveal() }),
    })
  } catch {
    // The words of OpenSSL differ by version: the file itself says whether it is encrypted (RFC 7468 §11, RFC 1421).
    if (!/ENCRYPTED/.test(pem)) return 'no-key'
    return passphrase === undefined ? 'encrypted' : 'wrong-passphrase'
  }
}
