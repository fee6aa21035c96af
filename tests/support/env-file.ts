import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes an env file into a folder; gives its path. */
export async function writeEnvFile(
  dir: string,
  name: string,
  values: Readonly<Record<string, string>>,
): Promise<string> {
  const path = join(dir, `${name}.env`)
  await writeFile(
    path,
    Object.entries(values)
      .map(([variable, value]) => `${variable}=${JSON.stringify(value)}\n`)
      .join(''),
  )
  return path
}
