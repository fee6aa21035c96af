import type { Contract } from '../contracts/contract.ts'
import { Secret } from '../env/secret.ts'
import type { Target } from '../env/target.ts'
import type { Answer, NoAnswer } from '../helpers/http/exchange.ts'
import { parseJson } from '../helpers/http/read-body.ts'
import type { CheckRecord, RequestRecord } from '../helpers/record/check-record.ts'
import type { ReadinessResult } from '../helpers/session/readiness-result.ts'
import type { RunInput } from '../helpers/session/run-input.ts'

/** What the command says to the worker of the checks. A stop may come before the run: then nothing more is sent. */
export type ToWorker =
  | { readonly kind: 'run'; readonly input: WorkerInput }
  | { readonly kind: 'stop' }

/** What the worker says to the command, all of it redacted. `finished` is the last. */
export type FromWorker =
  | { readonly kind: 'planned'; readonly checks: number }
  | { readonly kind: 'begun'; readonly id: string; readonly name: string }
  | {
      readonly kind: 'ended'
      readonly check: CheckRecord
      readonly sent: readonly RequestRecord[]
    }
  /** Something failed beside the checks. */
  | { readonly kind: 'crashed'; readonly message: string }
  | { readonly kind: 'finished' }

/**
 * The input of a run as plain data, as the worker of the checks gets it. It holds the secrets in clear: hand it over,
 * never print it.
 */
export type WorkerInput = Omit<RunInput, 'contract' | 'target' | 'readiness'> & {
  readonly contract: Omit<Contract, 'variables'>
  readonly target: Omit<Target, 'secrets'> & { readonly secrets: Readonly<Record<string, string>> }
  readonly readiness: readonly SerializedReadiness[]
}

/** Without the JSON of the last answer: a server can nest JSON deeper than `structuredClone` can copy. */
type SerializedReadiness = Omit<ReadinessResult, 'last'> & {
  readonly last: NoAnswer | Omit<Answer, 'json'>
}

/** The variables of the contract stay behind: their schemas are code, and the target has been read by them. */
export function serialize({ contract, target, readiness, ...rest }: RunInput): WorkerInput {
  const { variables: _, ...promises } = contract
  const secrets = Object.entries(target.secrets).map(([name, secret]) => [name, secret.reveal()])
  return {
    ...rest,
    contract: promises,
    target: { ...target, secrets: Object.fromEntries(secrets) },
    readiness: readiness.map(({ last, ...result }) => {
      if (last.kind === 'no-answer') return { ...result, last }
      const { json: _, ...answer } = last
      return { ...result, last: answer }
    }),
  }
}

/** The input of a run again: secrets cannot be printed. */
export function deserialize({ contract, target, readiness, ...rest }: WorkerInput): RunInput {
  const secrets = Object.entries(target.secrets).map(([name, text]) => [name, new Secret(text)])
  return {
    ...rest,
    contract: { ...contract, variables: [] },
    target: { ...target, secrets: Object.fromEntries(secrets) },
    readiness: readiness.map(({ last, ...result }) => ({
      ...result,
      last: last.kind === 'no-answer' ? last : { ...last, json: parseJson(last.text) },
    })),
  }
}
