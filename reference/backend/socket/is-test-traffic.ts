import type { Asked } from '../../http/exchange.ts'

const NAME = /test|e2e/
const VALUE = /e2e|staging|test|true|1/i

/** Whether a header claims that this is test traffic (docs/netra.md#test-headers). */
export function isTestTraffic(asked: Pick<Asked, 'headers'>): boolean {
  return Object.entries(asked.headers).some(([name, value]) => NAME.test(name) && VALUE.test(value))
}
