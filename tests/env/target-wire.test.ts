import { inspect } from 'node:util'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { fromWire, toWire } from '../../env/target-wire.ts'
import { loadGood } from './support/load.ts'

describe('a target on the wire', () => {
  it('reaches another thread whole, secrets too, and hides them again there', async () => {
    const target = await loadGood({
      processEnv: { SERVICE_SECRET: 'amber-field-52', SERVICE_ID: 'x', EXPECTED_REVISION: 'r1' },
    })
    const { port1, port2 } = new MessageChannel()
    port1.postMessage(toWire(target))
    const arrived = fromWire(receiveMessageOnPort(port2)?.message)
    port1.close()
    const { secrets, ...rest } = arrived
    const { secrets: _, ...sent } = target
    expect(rest).toEqual(sent)
    expect(secrets.SERVICE_SECRET?.reveal()).toBe('amber-field-52')
    expect(inspect(arrived, { depth: 9 }) + JSON.stringify(arrived)).not.toContain('amber-field-52')
  })
})
