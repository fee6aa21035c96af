import type { Entries } from './code-entry.ts'
import { READ_LOG } from './command.ts'

export const CHECK: Entries<'check'> = {
  'check.flaky': {
    meaning: 'A check passes only after a retry.',
    severity: 'warning',
    summary: '{service} answered as promised only after a retry',
    causes: [
      'An instance was being started, stopped or replaced at that moment.',
      'The network between this machine and the service lost packets.',
      'The service fails now and then: one bad instance, a crash, a time limit that is too short.',
    ],
    nextSteps: [
      'Run again: if the warning is gone, a rollout or the network is likely.',
      'If the warning comes back, treat it as a fault: users meet it too, and most apps do not retry.',
      `On Cloud Run: ${READ_LOG} at the time of the failed try.`,
    ],
  },
}
