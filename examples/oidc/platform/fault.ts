/** Ways in which such a platform breaks in practice, each with its cause. */
export const OIDC_FAULTS = {
  'audience-differs': 'the notes API was deployed with the audience of another API',
  'old-keys':
    'the issuer rotated its signing keys and the notes API still reads an old copy of them',
  'introspection-secret-wrong':
    'the archive API asks the issuer with a secret that is no longer valid',
  'api-open': 'both APIs were deployed without the middleware that protects them',
} as const satisfies Readonly<Record<string, string>>

export type OidcFault = keyof typeof OIDC_FAULTS
