/** The longest message a client may send (platform notes §5.6). */
export const MAX_MESSAGE_BYTES = 8_192
