type Part = string | Readonly<Record<string, unknown>>

/** Joins the parts of a JWS in compact form (RFC 7515 §7.1): text is taken as it is, an object is encoded. */
export function compact(header: Part, payload: Part, signature: string): string {
  return `${encoded(header)}.${encoded(payload)}.${signature}`
}

function encoded(part: Part): string {
  return typeof part === 'string' ? part : Buffer.from(JSON.stringify(part)).toString('base64url')
}
