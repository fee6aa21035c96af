/** The kind of environment, which chooses the policy of a run (env/policy.ts). */
export type Kind = 'local' | 'development' | 'staging' | 'production'
