import type { NoAnswerFault } from './exchange.ts'

/** The layer that failed, and why in our own words: an error's text may be the server's. */
export interface Classified {
  readonly fault: NoAnswerFault
  readonly reason: string
}

const meaning = (fault: NoAnswerFault, reason: string): Classified => ({ fault, reason })

const UNRESOLVED = meaning('dns.unresolved', 'the name has no address')
const UNREACHABLE = meaning('tcp.refused', 'there is no way to the address')
const CUT = meaning('http.reset', 'the connection was closed before the answer was complete')
const UNTRUSTED = meaning('tls.untrusted', 'the certificate is not signed by a trusted authority')
const OUR_LIMIT = meaning('own.lag', 'this machine has run out of sockets or memory')
const TOO_MANY_HEADERS = meaning('http.malformed', 'the headers of the answer are too large')

/**
 * Codes of getaddrinfo (netdb.h) and c-ares, of connect and read (errno.h), of OpenSSL's verification
 * (x509_vfy.h, as Node spells them in `tls`), and of undici.
 */
const MEANINGS = new Map<string, Classified>([
  ['ENOTFOUND', UNRESOLVED],
  ['ENODATA', UNRESOLVED],
  ['ENONAME', UNRESOLVED],
  ['EBADNAME', UNRESOLVED],
  ['ESERVFAIL', meaning('dns.unresolved', 'the resolver failed')],
  ['EAI_AGAIN', meaning('dns.unresolved', 'the resolver did not answer')],
  ['ECONNREFUSED', meaning('tcp.refused', 'the connection was refused')],
  ['EHOSTUNREACH', UNREACHABLE],
  ['ENETUNREACH', UNREACHABLE],
  ['EHOSTDOWN', UNREACHABLE],
  ['ENETDOWN', UNREACHABLE],
  ['EADDRNOTAVAIL', UNREACHABLE],
  ['EACCES', meaning('tcp.refused', 'this machine does not allow the connection')],
  ['EPERM', meaning('tcp.refused', 'this machine does not allow the connection')],
  [
    'ERR_SOCKET_CONNECTION_TIMEOUT',
    meaning('tcp.timeout', 'no address accepted the connection in time'),
  ],
  ['UND_ERR_CONNECT_TIMEOUT', meaning('tcp.timeout', 'no address accepted the connection in time')],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    meaning('tls.hostname-mismatch', 'the certificate is for another host'),
  ],
  ['HOSTNAME_MISMATCH', meaning('tls.hostname-mismatch', 'the certificate is for another host')],
  ['CERT_HAS_EXPIRED', meaning('tls.expired', 'the certificate has expired')],
  ['CERT_NOT_YET_VALID', meaning('tls.expired', 'the certificate is not valid yet')],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', meaning('tls.untrusted', 'the certificate is signed by itself')],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    meaning('tls.untrusted', 'its chain ends in an authority that is not trusted'),
  ],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    meaning('tls.untrusted', 'an intermediate certificate is missing'),
  ],
  ['UNABLE_TO_GET_ISSUER_CERT', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNTRUSTED],
  ['CERT_UNTRUSTED', UNTRUSTED],
  ['CERT_REJECTED', UNTRUSTED],
  ['CERT_CHAIN_TOO_LONG', UNTRUSTED],
  ['CERT_SIGNATURE_FAILURE', UNTRUSTED],
  ['CERT_REVOKED', meaning('tls.untrusted', 'the certificate is revoked')],
  ['INVALID_CA', UNTRUSTED],
  ['INVALID_PURPOSE', UNTRUSTED],
  ['PATH_LENGTH_EXCEEDED', UNTRUSTED],
  [
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    meaning('tls.client-certificate', 'the server wants a certificate of the client'),
  ],
  [
    'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
    meaning(
      'http.protocol',
      'the server does not speak HTTP/1.1 (ALPN, RFC 7301); it may speak HTTP/2 only',
    ),
  ],
  [
    'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
    meaning('tls.handshake-failed', 'the server has no certificate for this name (SNI, RFC 6066)'),
  ],
  [
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    meaning('tls.handshake-failed', 'the server refuses the TLS versions that are offered'),
  ],
  [
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
    meaning('tls.handshake-failed', 'the server offers only a TLS version that is too old'),
  ],
  [
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    meaning('tls.handshake-failed', 'the server finds no cipher or certificate for this client'),
  ],
  ['EPROTO', meaning('tls.handshake-failed', 'the TLS handshake failed')],
  [
    'ERR_SSL_WRONG_VERSION_NUMBER',
    meaning('tls.handshake-failed', 'it does not speak TLS; it may speak plain HTTP'),
  ],
  [
    'ERR_SSL_PACKET_LENGTH_TOO_LONG',
    meaning('tls.handshake-failed', 'it does not speak TLS; it may speak plain HTTP'),
  ],
  ['UND_ERR_HEADERS_TIMEOUT', meaning('http.timeout', 'no answer came in time')],
  ['UND_ERR_BODY_TIMEOUT', meaning('http.timeout', 'no complete answer came in time')],
  ['ECONNRESET', CUT],
  ['ECONNABORTED', CUT],
  ['EPIPE', CUT],
  ['UND_ERR_SOCKET', CUT],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', CUT],
  ['HPE_INVALID_EOF_STATE', CUT],
  ['HPE_CLOSED_CONNECTION', meaning('http.malformed', 'bytes came after the end of the answer')],
  ['UND_ERR_HEADERS_OVERFLOW', TOO_MANY_HEADERS],
  ['HPE_HEADER_OVERFLOW', TOO_MANY_HEADERS],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', meaning('http.malformed', 'the answer is too large')],
  ['EMFILE', OUR_LIMIT],
  ['ENFILE', OUR_LIMIT],
  ['ENOBUFS', OUR_LIMIT],
  ['ENOMEM', OUR_LIMIT],
])

/** Undefined for a code that says nothing by itself. */
export function faultOfCode(code: string): Classified | undefined {
  const known = MEANINGS.get(code)
  if (known !== undefined) return known
  if (code.startsWith('EAI_')) return UNRESOLVED
  if (code.startsWith('HPE_')) return meaning('http.malformed', 'the answer is not HTTP')
  if (/^(ERR_SSL_|ERR_TLS_|ERR_OSSL_)/.test(code))
    return meaning('tls.handshake-failed', 'the TLS handshake failed')
  if (/^(CERT_|CRL_|UNABLE_TO_)/.test(code)) return UNTRUSTED
  return undefined
}
