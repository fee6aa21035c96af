/** Percent-encodes all but unreserved characters (RFC 3986 §2.3); half a surrogate pair, which has no UTF-8, becomes U+FFFD. */
export function percentEncode(value: string): string {
  return encodeURIComponent(Buffer.from(value, 'utf8').toString('utf8'))
}
