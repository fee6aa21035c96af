import { inject } from 'vitest'
import { receiveBriefing } from '../helpers/check/mailbox.ts'
import type { register as Register } from './register.ts'

// The one file the runner is given: one worker imports everything once, bundled, and all suites run at
// once. It loads while the command still starts or awaits what is to be checked.
const mailbox = inject('mailbox')
const [suites, briefing] = await Promise.all([
  import(/* @vite-ignore */ mailbox.registerFile) as Promise<{ register: typeof Register }>,
  receiveBriefing(mailbox),
])
if (briefing !== undefined) await suites.register(briefing, mailbox)
