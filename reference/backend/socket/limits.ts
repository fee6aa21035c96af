/** The longest message a client may send (docs/netra.md#frames). */
export const MAX_MESSAGE_BYTES = 8_192
