import type { CheckRecord, RequestRecord } from '../helpers/record/check-record.ts'
import type { WorkerInput } from './worker-input.ts'

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
