/**
 * The two APIs, as tokens name them (RFC 8707 resource indicators). What the issuer hands out depends
 * on them: a JWT for the notes API, an opaque token for the archive API.
 */
export const AUDIENCE = {
  notes: 'urn:example:api:notes',
  archive: 'urn:example:api:archive',
} as const

/** What a client may do at each API. */
export const SCOPE = {
  notes: 'notes:read notes:write',
  archive: 'archive:read',
} as const
