/** The claims of a token, as its second part holds them. */
export type Claims = Readonly<Record<string, unknown>>
