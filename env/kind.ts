export const KINDS = ['local', 'development', 'staging', 'production'] as const

/** The kind of environment, which chooses the policy of a run (env/policy.ts). */
export type Kind = (typeof KINDS)[number]
