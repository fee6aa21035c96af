import type { NoAnswerFault } from './exchange.ts'

/** How far a request has come: the layer that fails is the one it is in. */
export type RequestPhase = 'dns' | 'tcp' | 'proxy' | 'tls' | 'http'

/**
 * Why no connection came to be. Travels through undici only as far as the code that sends: its code is
 * none of undici's own, some of which make it connect again without end.
 */
export class ConnectFault extends Error {
  readonly code = 'CONNECT_FAULT'
  readonly fault: NoAnswerFault

  constructor(fault: NoAnswerFault, reason: string) {
    super(reason)
    this.name = 'ConnectFault'
    this.fault = fault
  }
}

/** The layer that failed, and why in our own words: an error's text may be the server's. */
export interface Classified {
  readonly fault: NoAnswerFault
  readonly reason: string
}

/**
 * The codes of getaddrinfo (netdb.h) and c-ares, of connect and read (errno.h), of OpenSSL's verification
 * (x509_vfy.h, as Node spells them in `tls`), and of undici, by the fault and the reason that they stand for.
 */
const CODES: Readonly<Partial<Record<NoAnswerFault, Readonly<Record<string, string>>>>> = {
  'dns.unresolved': {
    'the name has no address': 'ENOTFOUND ENODATA ENONAME EBADNAME',
    'the resolver failed': 'ESERVFAIL',
    'the resolver did not answer': 'EAI_AGAIN',
  },
  'tcp.refused': {
    'the connection was refused': 'ECONNREFUSED',
    'there is no way to the address': 'EHOSTUNREACH ENETUNREACH EHOSTDOWN ENETDOWN EADDRNOTAVAIL',
    'this machine does not allow the connection': 'EACCES EPERM',
  },
  'tcp.timeout': {
    'no address accepted the connection in time':
      'ERR_SOCKET_CONNECTION_TIMEOUT UND_ERR_CONNECT_TIMEOUT',
  },
  'tls.hostname-mismatch': {
    'the certificate is for another host': 'ERR_TLS_CERT_ALTNAME_INVALID HOSTNAME_MISMATCH',
  },
  'tls.expired': {
    'the certificate has expired': 'CERT_HAS_EXPIRED',
    'the certificate is not valid yet': 'CERT_NOT_YET_VALID',
  },
  'tls.untrusted': {
    'the certificate is signed by itself': 'DEPTH_ZERO_SELF_SIGNED_CERT',
    'its chain ends in an authority that is not trusted': 'SELF_SIGNED_CERT_IN_CHAIN',
    'an intermediate certificate is missing': 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'the certificate is not signed by a trusted authority':
      'UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY CERT_UNTRUSTED CERT_REJECTED CERT_CHAIN_TOO_LONG CERT_SIGNATURE_FAILURE INVALID_CA INVALID_PURPOSE PATH_LENGTH_EXCEEDED',
    'the certificate is revoked': 'CERT_REVOKED',
  },
  'tls.client-certificate': {
    'the server wants a certificate of the client': 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  },
  'http.protocol': {
    'the server does not speak HTTP/1.1 (ALPN, RFC 7301); it may speak HTTP/2 only':
      'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
  },
  'tls.handshake-failed': {
    'the server has no certificate for this name (SNI, RFC 6066)':
      'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
    'the server refuses the TLS versions that are offered': 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'the server offers only a TLS version that is too old': 'ERR_SSL_UNSUPPORTED_PROTOCOL',
    'the server finds no cipher or certificate for this client':
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'the TLS handshake failed': 'EPROTO',
    'it does not speak TLS; it may speak plain HTTP':
      'ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_PACKET_LENGTH_TOO_LONG',
  },
  'http.timeout': {
    'no answer came in time': 'UND_ERR_HEADERS_TIMEOUT',
    'no complete answer came in time': 'UND_ERR_BODY_TIMEOUT',
  },
  'http.reset': {
    'the connection was closed before the answer was complete':
      'ECONNRESET ECONNABORTED EPIPE UND_ERR_SOCKET UND_ERR_RES_CONTENT_LENGTH_MISMATCH HPE_INVALID_EOF_STATE',
  },
  'http.malformed': {
    'bytes came after the end of the answer': 'HPE_CLOSED_CONNECTION',
    'the headers of the answer are too large': 'UND_ERR_HEADERS_OVERFLOW HPE_HEADER_OVERFLOW',
    'the answer is too large': 'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  },
  'own.lag': {
    'this machine has run out of sockets or memory': 'EMFILE ENFILE ENOBUFS ENOMEM',
  },
}

const BY_CODE: ReadonlyMap<string, Classified> = new Map(
  Object.entries(CODES).flatMap(([fault, reasons]) =>
    Object.entries(reasons).flatMap(([reason, codes]) =>
      codes.split(' ').map((code) => [code, { fault: fault as NoAnswerFault, reason }]),
    ),
  ),
)

/** Undefined for a code that says nothing by itself. */
export function faultOfCode(code: string): Classified | undefined {
  const known = BY_CODE.get(code)
  if (known !== undefined) return known
  if (code.startsWith('EAI_')) return BY_CODE.get('ENOTFOUND')
  if (code.startsWith('HPE_')) return { fault: 'http.malformed', reason: 'the answer is not HTTP' }
  if (/^(ERR_SSL_|ERR_TLS_|ERR_OSSL_)/.test(code)) return BY_CODE.get('EPROTO')
  if (/^(CERT_|CRL_|UNABLE_TO_)/.test(code)) return BY_CODE.get('CERT_UNTRUSTED')
  return undefined
}
