import type { NoAnswerFault } from '../exchange.ts'

/**
 * Why no connection came to be. Travels through undici only as far as the code that sends: its code is
 * none of undici's own, some of which make it connect again without end.
 */
export class ConnectFault extends Error {
  readonly code = 'CONNECT_FAULT'
  readonly fault: NoAnswerFault

  constructor(fault: NoAnswerFault, reason: string) {
    super(reason)
    this.name = 'ConnectFault'
    this.fault = fault
  }
}
