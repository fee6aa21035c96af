/** How long checks may take to end and clean up after the run was stopped. */
const CLEANUP_GRACE_MS = 8_000

/**
 * Calls `onStop` when the run is stopped. `promise` resolves if the checks are still running after the grace
 * period. After `dispose`, neither happens.
 */
export function whenOverdue(
  stop: AbortSignal,
  onStop: () => void,
): { readonly promise: Promise<void>; dispose: () => void } {
  let timer: NodeJS.Timeout | undefined
  let pass = () => {}
  const promise = new Promise<void>((resolve) => {
    pass = () => {
      onStop()
      timer = setTimeout(resolve, CLEANUP_GRACE_MS)
    }
  })
  if (stop.aborted) pass()
  else stop.addEventListener('abort', pass, { once: true })
  const dispose = () => {
    stop.removeEventListener('abort', pass)
    clearTimeout(timer)
  }
  return { promise, dispose }
}
