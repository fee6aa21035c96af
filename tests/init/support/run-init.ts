import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../command/run-command.ts'

/** Runs `npm run init`, which writes into the folder `out`. */
export async function runInit(out: string, argv: readonly string[]) {
  const result = await run(['command/init/main.ts', ...argv, '--out', out])
  const files = await readdir(out).catch(() => [])
  return {
    ...result,
    files: files.sort(),
    text: (file: string) => readFile(join(out, file), 'utf8'),
    path: (file: string) => join(out, file),
  }
}
