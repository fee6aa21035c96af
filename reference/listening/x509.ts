import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** The fields of a certificate, besides its key (RFC 5280 §4.1). */
export interface CertificateTerms {
  /** Its common name. */
  readonly name: string
  /** Host names and IPv4 addresses that it is made out to; none for an authority. */
  readonly hosts: readonly string[]
  readonly notBefore: Date
  readonly notAfter: Date
  readonly use: 'authority' | 'server'
}

/** A certificate and its key, as PEM texts. */
export interface KeyPair {
  readonly key: string
  readonly cert: string
}

/** The authority that signs, and its common name. */
export interface Signer extends KeyPair {
  readonly name: string
}

/** Object identifiers, encoded (RFC 5480 §2.1.1, RFC 5758 §3.2, RFC 5280 §4.2.1). */
const OID = {
  ecdsaWithSha256: '2a8648ce3d040302',
  commonName: '550403',
  basicConstraints: '551d13',
  keyUsage: '551d0f',
  extKeyUsage: '551d25',
  subjectAltName: '551d11',
  serverAuth: '2b06010505070301',
} as const

/** The bits of keyUsage with their count of unused bits before them (RFC 5280 §4.2.1.3). */
const DIGITAL_SIGNATURE = Buffer.from([7, 0x80])
const SIGN_CERTIFICATES_AND_LISTS = Buffer.from([1, 0x06])

/** Makes an X.509 certificate with an EC key (P-256), signed by the authority, or by itself where none is given. */
export function issueCertificate(terms: CertificateTerms, signer?: Signer): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const algorithm = sequence(oid(OID.ecdsaWithSha256))
  const toBeSigned = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    // Positive, and none of its bytes is left out: the first one is neither zero nor negative (RFC 5280 §4.1.2.2).
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    algorithm,
    nameOf(signer?.name ?? terms.name),
    sequence(time(terms.notBefore), time(terms.notAfter)),
    nameOf(terms.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensionsOf(terms))),
  )
  const signature = sign('sha256', toBeSigned, signer?.key ?? privateKey)
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(toBeSigned, algorithm, bits(Buffer.from([0]), signature))),
  }
}

function extensionsOf({ use, hosts }: CertificateTerms): readonly Buffer[] {
  if (use === 'authority')
    return [
      critical(OID.basicConstraints, sequence(yes())),
      critical(OID.keyUsage, bits(SIGN_CERTIFICATES_AND_LISTS)),
    ]
  return [
    critical(OID.keyUsage, bits(DIGITAL_SIGNATURE)),
    extension(OID.extKeyUsage, sequence(oid(OID.serverAuth))),
    extension(OID.subjectAltName, sequence(...hosts.map(alternativeName))),
  ]
}

/** A dNSName or an iPAddress (RFC 5280 §4.2.1.6). */
function alternativeName(host: string): Buffer {
  return /^[\d.]+$/.test(host)
    ? tagged(0x87, Buffer.from(host.split('.').map(Number)))
    : tagged(0x82, Buffer.from(host))
}

function nameOf(commonName: string): Buffer {
  return sequence(
    tagged(0x31, sequence(oid(OID.commonName), tagged(0x0c, Buffer.from(commonName)))),
  )
}

/** UTCTime, which RFC 5280 §4.1.2.5 asks for until 2049. */
function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/\D/g, '')
  return tagged(0x17, Buffer.from(`${digits.slice(2, 14)}Z`))
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tagged(0x04, value))
}

function critical(id: string, value: Buffer): Buffer {
  return sequence(oid(id), yes(), tagged(0x04, value))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes)
}

function bits(...parts: readonly Buffer[]): Buffer {
  return tagged(0x03, ...parts)
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

function yes(): Buffer {
  return tagged(0x01, Buffer.from([0xff]))
}

/** A value of DER: its tag, its length in bytes, and what it holds (ITU-T X.690 §8.1). */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const length = content.length
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
