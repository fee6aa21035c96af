import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { useReference } from '../command/use-reference.ts'
import { useFolder } from '../support/folders.ts'
import { runPackage, unpackInto } from './unpack.ts'

const folder = useFolder('package')
const inPackage = (file: string) => join(folder.path, 'node_modules', manifest.name, file)

beforeAll(() => unpackInto(folder.path))

/** A platform of one service, as people who have only the package would write it. */
const CONTRACT = `{
  platform: 'small',
  variables: [{ name: 'API_URL', meaning: 'the API', example: 'https://api.example.com', kind: 'url', presence: 'required' }],
  services: [{
    name: 'api', urlVariable: 'API_URL', dependsOn: [], identity: [], revision: [], protectedRoutes: [],
    health: [{ id: 'health', path: '/health', role: 'readiness', statuses: [200], head: 'not-promised', withinMs: 5000 }],
  }],
  sockets: [], journeys: [], pages: [],
}`

async function write(name: string, text: string): Promise<string> {
  await mkdir(join(folder.path, 'env'), { recursive: true })
  await writeFile(join(folder.path, name), text)
  return `./${name}`
}

describe('the package', () => {
  test('holds what a run needs, and neither sources nor tests', async () => {
    const files = await readdir(inPackage(''), { recursive: true })
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.d.ts', 'dist/smoke.mjs']),
    )
    expect(
      files.filter((name) => /(?:^|\/)(?:tests|reference|bench|examples)\//.test(name)),
    ).toEqual([])
    expect(files.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))).toEqual([])
  })

  test('imports no package that it does not depend on', async () => {
    const dist = inPackage('dist')
    const modules = (await readdir(dist)).filter((name) => name.endsWith('.mjs'))
    const texts = await Promise.all(modules.map((name) => readFile(join(dist, name), 'utf8')))
    const imported = texts.flatMap((text) =>
      [...text.matchAll(/(?:^import [^\n]*?from |^import |import\()"([^".][^"]*)"/gm)].map(
        ([, id = '']) => (id.startsWith('@') ? id : (id.split('/')[0] ?? id)),
      ),
    )
    const packages = new Set(imported.filter((id) => !isBuiltin(id)))
    expect(packages).toContain('undici')
    expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining([...packages]))
  })

  test('checks the embedded deployment in an empty folder, and writes the reports there', async () => {
    const { exitCode, stdout } = await runPackage(folder.path, ['--suite', 'health'])
    expect(stdout).toContain('PASS  local works')
    expect(exitCode).toBe(0)
    expect(await readdir(join(folder.path, 'reports'))).toEqual(
      expect.arrayContaining(['ctrf.json', 'junit.xml', 'report.html', 'summary.md']),
    )
  })

  test('makes the certificates of its faults itself', async () => {
    const flags = ['--suite', 'health', '--fault', 'backend-certificate-expired']
    const { exitCode, stdout } = await runPackage(folder.path, flags)
    expect(stdout).toContain('FAIL  local is broken: tls.expired (backend)')
    expect(exitCode).toBe(1)
  })

  test.each([
    [
      'contract.ts',
      `import { defineContract } from 'post-deploy-smoke'\nexport const contract = defineContract(${CONTRACT})\n`,
    ],
    ['contract.mjs', `import 'post-deploy-smoke'\nexport const contract = ${CONTRACT}\n`],
  ])('runs %s of the folder against an env file of the folder', async (name, text) => {
    const { env } = await useReference()
    const contract = await write(name, text)
    const file = await write('my.env', `ENVIRONMENT=local\nAPI_URL=${env.BACKEND_URL}\n`)
    const flags = ['--env', file, '--contract', contract]
    const { exitCode, stdout } = await runPackage(folder.path, flags)
    expect(stdout).toMatch(/^ok {4}health/m)
    expect(stdout).toMatch(/^PASS {2}\S*my\S* works/m)
    expect(exitCode).toBe(0)
  })

  test('resolves the name of an environment in the folder', async () => {
    const contract = await write('contract.mjs', `export const contract = ${CONTRACT}\n`)
    await write('env/here.env', 'ENVIRONMENT=staging\nAPI_URL=https://api.example.com\n')
    const flags = ['--env', 'here', '--contract', contract]
    const explained = await runPackage(folder.path, [...flags, '--explain-env'])
    expect(explained.stdout).toContain('https://api.example.com')
    expect(explained.stdout).toContain('env/here.env')
    const listed = await runPackage(folder.path, [...flags, '--list'])
    expect(listed.stdout).toContain('answers GET /health within 5000 ms')
  })

  test('speaks of itself by the name that its readers type', async () => {
    const { stdout: help } = await runPackage(folder.path, ['--help'])
    expect(help).toContain('Usage: npx post-deploy-smoke [flags]')
    expect(help).not.toContain('npm test')
    const refused = await runPackage(folder.path, ['--env', 'nowhere'])
    expect(refused.exitCode).toBe(2)
    expect(refused.stdout).toContain('nowhere')
    expect(refused.stdout).not.toContain('npm test')
  })

  test('gives the types of a contract', async () => {
    const typed = (text: string) =>
      `import { defineContract } from 'post-deploy-smoke'\nexport const contract = defineContract(${text})\n`
    await write('right.ts', typed(CONTRACT))
    await write('wrong.ts', typed(CONTRACT.replace("'readiness'", "'redness'")))
    const problems = (await types(['right.ts', 'wrong.ts'])).trim().split('\n')
    expect(problems.filter((line) => /^\S/.test(line))).toEqual([
      expect.stringMatching(/^wrong\.ts.* '"redness"' is not assignable/),
    ])
  })
})

/** What the type checker of the project says of files in the folder. */
async function types(files: readonly string[]): Promise<string> {
  const tsc = new URL('../../node_modules/typescript/bin/tsc', import.meta.url).pathname
  const flags = '--noEmit --strict --skipLibCheck --module nodenext --target es2023 --ignoreConfig'
  return promisify(execFile)(process.execPath, [tsc, ...flags.split(' '), ...files], {
    cwd: folder.path,
  }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  )
}
