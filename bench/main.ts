import { benchDelay } from './bench-delay.ts'
import { benchRoutes } from './bench-routes.ts'
import { benchStart } from './bench-start.ts'

/** `npm run bench`: every bar is a ratio within one run, so that a busy machine slows both sides. */
export async function main(): Promise<number> {
  for (const bench of [benchStart, benchDelay, benchRoutes])
    process.stdout.write(`${await bench()}\n`)
  return 0
}
