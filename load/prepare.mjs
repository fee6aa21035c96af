// Makes the bundle of the command when the packages are installed (`npm ci` runs it), so that the first run after a
// deploy starts as quickly as every other.
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { root } from './sources.mjs'

try {
  await bundle(join(root, 'smoke.ts'))
} catch {
  // The first run makes it, or says what is wrong.
}
