/**
 * Which tests run when. A file that no list names is a unit test: it starts no command, shares one process with
 * the others, and runs in `npm run verify`.
 */

/** Run the suites in this process, over and over (support/lab.ts). */
export const LAB: readonly string[] = [
  'tests/faults/catalogue.test.ts',
  'tests/faults/pairs.test.ts',
  'tests/hostile/every-text.test.ts',
  'tests/leaks/every-fault.test.ts',
  'tests/platforms/client-ids.test.ts',
  'tests/platforms/deaf-socket.test.ts',
  'tests/platforms/first-requests.test.ts',
  'tests/platforms/json-schemas.test.ts',
  'tests/platforms/oidc-suites.test.ts',
  'tests/platforms/one-path.test.ts',
  'tests/platforms/page-beside-api.test.ts',
  'tests/platforms/polite-guest.test.ts',
  'tests/platforms/public-routes.test.ts',
  'tests/platforms/public-socket.test.ts',
  'tests/platforms/some-answers.test.ts',
  'tests/platforms/some-instances.test.ts',
  'tests/platforms/turned-away.test.ts',
  'tests/streams/protected-route.test.ts',
  'tests/streams/some-streams.test.ts',
  'tests/streams/streamed-answer.test.ts',
]

/** Start the command, since the process is what they assert: exit codes, signals, flags, what it prints and writes. */
export const COMMAND: readonly string[] = [
  'tests/command/explain-env.test.ts',
  'tests/command/failing-thread.test.ts',
  'tests/command/flags-and-environment.test.ts',
  'tests/command/list.test.ts',
  'tests/command/nothing-judged.test.ts',
  'tests/command/places.test.ts',
  'tests/command/report-folder.test.ts',
  'tests/command/signals.test.ts',
  'tests/command/within.test.ts',
  'tests/docs/readme.test.ts',
  'tests/leaks/compare-and-merge.test.ts',
  'tests/leaks/proxy.test.ts',
  'tests/leaks/real-command.test.ts',
  'tests/init/init.test.ts',
  'tests/load/load.test.ts',
  'tests/package/package.test.ts',
  'tests/platforms/oidc-example.test.ts',
  'tests/platforms/oidc-faults.test.ts',
]

/** What takes minutes, or a machine of its own: `npm run verify:full` alone. */
export const FULL: readonly string[] = [
  'tests/browser/apps-in-place.test.ts',
  'tests/browser/apps.test.ts',
  'tests/browser/codings.test.ts',
  'tests/browser/cookies.test.ts',
  'tests/browser/cors.test.ts',
  'tests/browser/files.test.ts',
  'tests/browser/kinds.test.ts',
  'tests/browser/policies.test.ts',
  'tests/browser/report.test.ts',
  'tests/command/deaf-thread.test.ts',
  'tests/command/healthy.test.ts',
  'tests/command/loaded-machine.test.ts',
  'tests/command/one-cause.test.ts',
  'tests/command/under-vitest.test.ts',
  'tests/docs/your-platform.test.ts',
  'tests/hostile/answers.test.ts',
  'tests/hostile/certificates.test.ts',
  'tests/hostile/http.test.ts',
  'tests/hostile/sockets.test.ts',
  'tests/leaks/redirects.test.ts',
  'tests/leaks/where-secrets-go.test.ts',
  'tests/network/bad-network.test.ts',
  'tests/readers/readers.test.ts',
  'tests/platforms/first-message.test.ts',
  'tests/platforms/message-after-connect.test.ts',
  'tests/platforms/socket-protocols.test.ts',
  'tests/platforms/some-connections.test.ts',
  'tests/waiting/real-runs.test.ts',
  'tests/waiting/unwelcoming-sockets.test.ts',
]

/** `npm run verify:full` sets it: every test file runs, and those that take a sample take everything. */
export const isFull = process.env.VERIFY === 'full'

/** A sample of one in `n` for `npm run verify`; everything for `npm run verify:full`. */
export function sample<T>(all: readonly T[], n: number): readonly T[] {
  return isFull ? all : all.filter((_, at) => at % n === 0)
}

/** Runs of a property: a quarter of them for `npm run verify`; all for `npm run verify:full`. */
export function runs(all: number): { readonly numRuns: number } {
  return { numRuns: isFull ? all : Math.ceil(all / 4) }
}
