/** The rules a presented token must pass, in the order they are looked at (docs/netra.md#token-rules). */
export const TOKEN_RULES = [
  'not-a-mock',
  'not-logged-out',
  'algorithm',
  'signature',
  'expiry',
  'not-before',
  'required-claims',
  'kind',
  'issuer',
  'audience',
  'not-from-the-future',
  'age',
] as const

export type TokenRule = (typeof TOKEN_RULES)[number]
