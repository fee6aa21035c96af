import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Gives the environment of a run in which something happens in the thread of the checks, before they are loaded. */
export function useThreads(folder: { readonly path: string }) {
  let count = 0
  return async (code: string): Promise<Readonly<Record<string, string>>> => {
    count += 1
    const file = join(folder.path, `preload-${count}.mjs`)
    await writeFile(
      file,
      `import { subscribe } from 'node:diagnostics_channel'
       import { isMainThread } from 'node:worker_threads'
       if (!isMainThread) { ${code} }`,
    )
    return { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` }
  }
}
