/** What stands in a token's `type` and `token_type`. */
export type TokenKind = 'access' | 'refresh' | 'service'
