export type ServiceName = 'auth' | 'backend' | 'frontend'

/** All services, in the order in which they start. */
export const SERVICE_NAMES: readonly ServiceName[] = ['auth', 'backend', 'frontend']
