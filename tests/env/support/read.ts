import { join } from 'node:path'
import { netraVariables } from '../../../contracts/netra/variables.ts'
import { readEnvFile } from '../../../env/read-env-files.ts'
import { makeRoot } from './make-root.ts'

export const about = { shown: 'env/x.env', variables: netraVariables }

export async function read(content: string | Buffer) {
  const root = await makeRoot({ 'x.env': content })
  return readEnvFile(join(root, 'x.env'), about)
}

export async function values(content: string | Buffer) {
  const file = await read(content)
  return file.kind === 'file' ? Object.fromEntries(file.values) : file
}

export async function told(content: string | Buffer) {
  const file = await read(content)
  if (file.kind !== 'file') return file
  const say = ({ variable, message }: { variable: string; message: string }) =>
    `${variable} ${message}`
  return { problems: file.problems.map(say), warnings: file.warnings.map(say) }
}
