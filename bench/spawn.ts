import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The cost of one process: wall seconds, CPU seconds with its threads, and peak memory in MB. */
export interface Cost {
  readonly wall: number
  readonly cpu: number
  readonly memory: number
  readonly exitCode: number | null
}

/** A process prints its CPU time and peak memory as it ends, on a separate channel; its threads do not. */
const METER = `if(require('worker_threads').isMainThread)process.on('exit',()=>{const u=process.resourceUsage();require('fs').writeSync(3,JSON.stringify([(u.userCPUTime+u.systemCPUTime)/1e6,u.maxRSS/1024]))})`

/** Runs `node ARGS` in the project and measures the whole process. */
export function measure(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const meter = `data:text/javascript,${encodeURIComponent(`import{createRequire}from'node:module';const require=createRequire('file:///');${METER}`)}`
    const started = performance.now()
    const child = spawn(process.execPath, ['--import', meter, ...args], {
      cwd: root,
      env: { ...process.env, CI: 'true', ...env },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    let told = ''
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (exitCode) => {
      const wall = (performance.now() - started) / 1000
      const [cpu = Number.NaN, memory = Number.NaN] =
        told === '' ? [] : (JSON.parse(told) as number[])
      resolve({ wall, cpu, memory, exitCode })
    })
  })
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
