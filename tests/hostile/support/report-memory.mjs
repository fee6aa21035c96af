// Loaded into a process under test (node --import): leaves the most memory it ever held, in MiB, in the file $MEMORY_FILE.
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const KIB = 1024
if (isMainThread)
  process.on('exit', () =>
    writeFileSync(
      process.env.MEMORY_FILE,
      String(Math.round(process.resourceUsage().maxRSS / KIB)),
    ),
  )
