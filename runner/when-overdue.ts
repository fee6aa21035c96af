/** How long checks may take to end and clean up after they were told to stop. */
const LAST_RITES_MS = 8_000

/**
 * Passes the word to stop on; `promise` resolves when the checks did not end in time after that. Disposed of,
 * it passes nothing on: whoever was to be told may be gone.
 */
export function whenOverdue(
  stop: AbortSignal,
  tell: () => void,
): { readonly promise: Promise<void>; dispose: () => void } {
  let timer: NodeJS.Timeout | undefined
  let pass = () => {}
  const promise = new Promise<void>((resolve) => {
    pass = () => {
      tell()
      timer = setTimeout(resolve, LAST_RITES_MS)
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
