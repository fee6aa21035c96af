import { inspect } from 'node:util'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { deserialize, serialize, type WorkerInput } from '../../runner/worker-messages.ts'
import { loadGood } from '../env/support/load.ts'
import { netra as contract } from '../support/contracts.ts'

describe('the input of a worker', () => {
  it('reaches another thread whole, secrets too, and hides them again there', async () => {
    const target = await loadGood({
      processEnv: { SERVICE_SECRET: 'amber-field-52', SERVICE_ID: 'x', EXPECTED_REVISION: 'r1' },
    })
    const input = {
      contract,
      target,
      writes: 'allowed',
      runId: '1',
      startedAtMs: 1,
      suites: ['health'],
      readiness: [],
      version: '1.2.3',
      proxyEnv: { HTTPS_PROXY: 'https://proxy.example.com' },
    } as const
    const { target: arrived, contract: promised, ...others } = deserialize(across(serialize(input)))
    const { secrets, ...rest } = arrived
    const { secrets: _, ...sent } = target
    expect(rest).toEqual(sent)
    expect(secrets.SERVICE_SECRET?.reveal()).toBe('amber-field-52')
    expect(inspect(arrived, { depth: 9 }) + JSON.stringify(arrived)).not.toContain('amber-field-52')
    const { contract: _contract, target: _target, ...before } = input
    expect(others).toEqual(before)
    expect(promised).toEqual({ ...contract, variables: [] })
  })
})

function across(input: WorkerInput): WorkerInput {
  const { port1, port2 } = new MessageChannel()
  port1.postMessage(input)
  const message: WorkerInput = receiveMessageOnPort(port2)?.message
  port1.close()
  return message
}
