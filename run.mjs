// Runs the `main` of a TypeScript file on any supported Node, with the Vite that vitest brings along:
//   node run.mjs FILE [ARGUMENT…]
import module from 'node:module'

// Node 22.8 and later keep compiled code between runs; older ones do without.
module.enableCompileCache?.()

const { createRunnableDevEnvironment, resolveConfig } = await import('vite')
const root = new URL('.', import.meta.url).pathname
const [file = 'smoke.ts', ...flags] = process.argv.slice(2)
const config = await resolveConfig(
  {
    root,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    cacheDir: `${root}node_modules/.vite`,
    environments: { command: { consumer: 'server', resolve: { external: true } } },
  },
  'serve',
)
const environment = createRunnableDevEnvironment('command', config, { runnerOptions: { hmr: { logger: false } }, hot: false })
await environment.init()
const { main } = await environment.runner.import(`${root}${file}`)
process.exitCode = await main(flags)
await environment.close()
