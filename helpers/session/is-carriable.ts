/** Visible ASCII (RFC 6749 §A.12, but for the blank), and no longer than all the headers that Node.js takes together. */
const CARRIABLE = /^[\x21-\x7e]{1,16384}$/

/** Whether a token can be sent as a Bearer credential. */
export function isCarriable(token: string): boolean {
  return CARRIABLE.test(token)
}
