import { randomBytes } from 'node:crypto'

/** The secrets that the services of one deployment share with each other and with the suite. */
export interface Secrets {
  readonly jwt: string
  readonly simulationKey: string
  readonly serviceId: string
  readonly serviceSecret: string
  readonly email: string
  readonly password: string
}

/** New secrets for every start: none of them is ever worth reading. */
export function makeSecrets(): Secrets {
  return {
    jwt: hex(),
    simulationKey: hex(),
    serviceId: 'netra-backend',
    serviceSecret: hex(),
    email: `smoke-${randomBytes(4).toString('hex')}@example.com`,
    password: hex(),
  }
}

/** 64 hexadecimal digits: long enough everywhere, and never like a placeholder. */
function hex(): string {
  return randomBytes(32).toString('hex')
}
